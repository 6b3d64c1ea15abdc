//! A list's members, as they stand between its separators.

use std::borrow::Cow;
use std::ops::Range;

use super::anchor::trimmed;
use super::label::{is_han, is_space};

/// A member of a list.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Where it stands, without white space at its ends; never empty.
    pub range: Range<usize>,
    /// The separator before it; a space at the beginning.
    pub after: char,
}

/// Parts `region` at 、 ， ； and their half-width forms, but not inside brackets or quotation marks.
pub(super) fn pieces(text: &str, region: Range<usize>) -> Vec<Piece> {
    let Some(words) = text.get(region.clone()) else { return Vec::new() };
    let mut found = Vec::new();
    let (mut depth, mut start, mut after) = (0_u32, region.start, ' ');
    for (at, character) in words.char_indices() {
        match character {
            '（' | '(' | '〔' | '[' | '【' | '《' | '“' | '［' => depth += 1,
            '）' | ')' | '〕' | ']' | '】' | '》' | '”' | '］' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' | '\t' | '\n' | '|' | '｜' | '﹑' | '､' if depth == 0 => {
                push(text, &mut found, start..region.start + at, after);
                start = region.start + at + character.len_utf8();
                after = character;
            }
            _ => {}
        }
    }
    push(text, &mut found, start..region.end, after);
    found
}

fn push(text: &str, found: &mut Vec<Piece>, range: Range<usize>, after: char) {
    let range = trimmed(text, range);
    if !range.is_empty() {
        found.push(Piece { range, after });
    }
}

/// The words between white space in `range`.
pub(super) fn words(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let Some(content) = text.get(range.clone()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut start = None;
    for (at, character) in content.char_indices() {
        if is_space(character) {
            found.extend(start.take().map(|start: usize| start..range.start + at));
        } else if start.is_none() {
            start = Some(range.start + at);
        }
    }
    found.extend(start.map(|start| start..range.end));
    found
}

/// `words` without the spaces that letter-spacing puts between Chinese characters.
pub(super) fn closed(words: &str) -> Cow<'_, str> {
    if !words.contains(is_space) {
        return Cow::Borrowed(words);
    }
    let mut closed = String::with_capacity(words.len());
    let mut waiting = false;
    for character in words.chars() {
        if is_space(character) {
            waiting = true;
            continue;
        }
        if waiting && !is_han(character) && closed.chars().next_back().is_some_and(|last| !is_han(last)) {
            closed.push(' ');
        }
        waiting = false;
        closed.push(character);
    }
    Cow::Owned(closed)
}
