//! The few characters that a field can hang on: colons and brackets.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::word_table::CharacterSet;

/// Colons, as notices type them.
const COLONS: &[char] = &['：', ':', '﹕', '∶', '︰'];
/// Pairs of brackets. Round ones of both widths close each other, and so do square ones.
const BRACKETS: &[(char, char, Shape)] = &[
    ('（', '）', Shape::Round),
    ('(', ')', Shape::Round),
    ('﹙', '﹚', Shape::Round),
    ('〔', '〕', Shape::Square),
    ('[', ']', Shape::Square),
    ('［', '］', Shape::Square),
    ('【', '】', Shape::Square),
    ('〖', '〗', Shape::Square),
    ('｛', '｝', Shape::Square),
    ('{', '}', Shape::Square),
];

/// Which brackets close one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Round,
    Square,
}

/// What an anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnchorKind {
    Colon,
    Open(Shape),
    Close(Shape),
}

/// A colon or a bracket in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub kind: AnchorKind,
    pub start: usize,
    pub end: usize,
}

/// A pair of brackets that stands in no other pair of its paragraph.
#[derive(Debug, Clone)]
pub(super) struct Enclosed {
    /// With the brackets.
    pub outer: Range<usize>,
    /// What they hold, without white space at its ends.
    pub inner: Range<usize>,
    pub shape: Shape,
}

/// What each anchor is, by its character; read through [`STARTS`] first.
static KINDS: LazyLock<FxHashMap<char, AnchorKind>> = LazyLock::new(|| {
    let brackets = BRACKETS.iter().flat_map(|&(open, close, shape)| [(open, AnchorKind::Open(shape)), (close, AnchorKind::Close(shape))]);
    COLONS.iter().map(|&colon| (colon, AnchorKind::Colon)).chain(brackets).collect()
});

/// What a character's first byte in UTF-8 tells: its length, and [`MAY_ANCHOR`] where an anchor begins with that byte, as few other
/// Chinese characters do.
static STARTS: LazyLock<[u8; 256]> = LazyLock::new(|| {
    let mut starts: [u8; 256] = std::array::from_fn(|byte| match byte {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    });
    for anchor in KINDS.keys() {
        starts[usize::from(anchor.encode_utf8(&mut [0; 4]).as_bytes()[0])] |= MAY_ANCHOR;
    }
    starts
});

const MAY_ANCHOR: u8 = 0x80;

/// The anchors.
static ANCHORS: LazyLock<CharacterSet> = LazyLock::new(|| CharacterSet::of(&KINDS.keys().collect::<String>()));

/// Puts the anchors of `range` into `found`, in their order.
pub(super) fn find_anchors(text: &str, range: &Range<usize>, found: &mut Vec<Anchor>) {
    found.clear();
    let Some(words) = text.get(range.clone()) else { return };
    let (bytes, starts) = (words.as_bytes(), &*STARTS);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = starts[usize::from(byte)];
        if start & MAY_ANCHOR == 0 {
            at += usize::from(start);
            continue;
        }
        let length = usize::from(start & !MAY_ANCHOR);
        if let Some(character) = words[at..].chars().next()
            && ANCHORS.contains(character)
            && let Some(&kind) = KINDS.get(&character)
        {
            found.push(Anchor { kind, start: range.start + at, end: range.start + at + length });
        }
        at += length;
    }
}

/// The outermost pairs of brackets among a paragraph's anchors.
pub(super) fn enclosed(text: &str, anchors: &[Anchor]) -> Vec<Enclosed> {
    let mut pairs: Vec<Enclosed> = Vec::new();
    let mut open: Vec<(Shape, Anchor)> = Vec::new();
    for anchor in anchors {
        match anchor.kind {
            AnchorKind::Colon => {}
            AnchorKind::Open(shape) => open.push((shape, *anchor)),
            AnchorKind::Close(shape) => {
                // A bracket left open inside a pair is passed over, but only a few: text full of them is no text.
                let Some(back) = open.iter().rev().take(4).position(|(opened, _)| *opened == shape) else { continue };
                open.truncate(open.len() - back);
                let Some((_, opening)) = open.pop() else { continue };
                let outer = opening.start..anchor.end;
                while pairs.last().is_some_and(|pair| pair.outer.start > outer.start) {
                    pairs.pop();
                }
                pairs.push(Enclosed { inner: trimmed(text, opening.end..anchor.start), outer, shape });
            }
        }
    }
    pairs
}

/// `range` without white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(words) = text.get(range.clone()) else { return range.start..range.start };
    let start = range.start + (words.len() - words.trim_start_matches(super::label::is_space).len());
    let end = range.start + words.trim_end_matches(super::label::is_space).len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outermost_brackets() {
        let cases: &[(&str, &[&str])] = &[
            ("做好检查（甲（乙）、丙）。（丁)", &["甲（乙）、丙", "丁"]),
            ("1）做好检查【 （甲牵头） 】", &["（甲牵头）"]),
            ("（一）甲（乙", &["一"]),
            ("(甲[乙)", &["甲[乙"]),
            ("甲", &[]),
        ];
        for (text, inner) in cases {
            let mut anchors = Vec::new();
            find_anchors(text, &(0..text.len()), &mut anchors);
            let found: Vec<&str> = enclosed(text, &anchors).into_iter().map(|pair| &text[pair.inner]).collect();
            assert_eq!(&found, inner, "{text}");
        }
    }
}
