//! Pinyin notes that a web site put after characters: 創(chuàng)先爭優(yōu).

use std::collections::HashSet;
use std::ops::Range;

use memchr::{memchr_iter, memmem};

use super::pair_model::start_cost;
use super::reading::{Agreement, Reading, is_han};

/// A syllable in brackets.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// Where it stands, with its brackets.
    pub range: Range<usize>,
    /// What it spells.
    pub reading: Reading,
    /// How well it fits the character before it.
    pub agreement: Agreement,
    /// The character before it.
    pub before: char,
}

/// The notes of a text.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// In their order.
    pub found: Vec<Note>,
    /// Whether a replacement put notes all over this text.
    pub annotated: bool,
    /// Whether notes without a tone are of that replacement too.
    toneless: bool,
}

/// This many notes that fit their characters make an annotated text.
const ANNOTATED: usize = 2;
/// This many notes without a tone do, because `图(tu)` may be chance.
const ANNOTATED_WITHOUT_TONE: usize = 3;
/// −ln of how often a word begins with the commonest character that an author might explain:
/// nobody notes how 創 is read, but 张赟(yūn) is the author's own.
const EXPLAINED: f32 = 11.5;
/// Spaces that may stand inside a note's brackets.
const SPACES: usize = 2;

impl Notes {
    /// Finds the notes of `text`.
    pub fn find(text: &str) -> Self {
        let half = memchr_iter(b'(', text.as_bytes());
        let full = memmem::find_iter(text.as_bytes(), "（".as_bytes());
        let mut opened: Vec<usize> = half.chain(full).filter(|&at| may_open(&text.as_bytes()[at..])).collect();
        opened.sort_unstable();
        let mut notes = Self { found: Vec::with_capacity(opened.len()), ..Self::default() };
        let mut others = 0;
        for at in opened {
            let Some(before) = text[..at].chars().next_back().filter(|&before| is_han(before) || before.is_ascii_graphic()) else {
                continue;
            };
            match note_at(&text[at..]) {
                Some((reading, length)) => {
                    let agreement = reading.agrees(before);
                    others += usize::from(agreement == Agreement::None && is_han(before));
                    notes.found.push(Note { range: at..at + length, reading, agreement, before });
                }
                None => others += usize::from(is_han(before)),
            }
        }
        let fits = |toned: bool| {
            let of_kind = move |note: &&Note| note.reading.has_tone == toned && note.agreement > Agreement::None && is_han(note.before);
            notes.found.iter().filter(of_kind)
        };
        let toned = fits(true).filter(|note| note.agreement == Agreement::Full).count();
        let toneless = fits(false).count();
        let distinct = fits(false).map(|note| note.before).collect::<HashSet<_>>().len();
        let by_themselves = toneless >= ANNOTATED_WITHOUT_TONE && distinct >= ANNOTATED && toneless >= 4 * others;
        notes.annotated = toned >= ANNOTATED || by_themselves;
        notes.toneless = by_themselves || toned > toneless;
        notes
    }

    /// Whether `note` was put in by the replacement, so that it goes.
    pub fn is_put_in(&self, note: &Note) -> bool {
        match note.agreement {
            Agreement::None => false,
            Agreement::Full if note.reading.has_tone => self.annotated || start_cost(note.before) < EXPLAINED,
            _ => self.annotated && (note.reading.has_tone || self.toneless),
        }
    }
}

/// The note that a bracket at the start of `text` opens: its reading and its length with both brackets, in bytes.
pub(super) fn note_at(text: &str) -> Option<(Reading, usize)> {
    let inside = text.strip_prefix(['(', '（'])?;
    let inside = skip_spaces(inside);
    let (reading, length) = Reading::at(inside)?;
    let rest = skip_spaces(&inside[length..]).strip_prefix([')', '）'])?;
    Some((reading, text.len() - rest.len()))
}

/// The rest of a note whose opening bracket is lost, at the start of `text`: `fàn)`.
pub(super) fn note_without_bracket(text: &str) -> Option<(Reading, usize)> {
    let (reading, length) = Reading::at(text)?;
    let rest = text[length..].strip_prefix([')', '）'])?;
    Some((reading, text.len() - rest.len()))
}

fn skip_spaces(text: &str) -> &str {
    let spaces = text.bytes().take(SPACES).take_while(|&byte| byte == b' ').count();
    &text[spaces..]
}

/// Whether a letter may follow the bracket at the start of `bytes`: a quick look that spares most brackets the reading.
fn may_open(bytes: &[u8]) -> bool {
    let inside = if bytes.first() == Some(&b'(') { 1 } else { "（".len() };
    match bytes.get(inside) {
        Some(&byte) => byte.is_ascii_alphabetic() || byte == b' ' || (0xC3..=0xC9).contains(&byte) || byte == 0xE1 || byte == 0xEF,
        None => false,
    }
}
