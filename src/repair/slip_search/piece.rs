//! What stands in a damaged text, piece by piece.

use std::ops::Range;

use crate::decode::gbk;
use crate::repair::pinyin_note::{note_at, note_without_bracket};
use crate::repair::reading::Reading;

/// Pieces that one search goes over at most: a slip ends at the next ASCII byte.
const LONGEST_SEARCH: usize = 160;
/// Lost bytes in one search at most.
const MOST_LOST: usize = 12;

/// Stops that replacements look for, as they stand and as the bytes they stood for.
pub(super) const STOPS: &[(char, [u8; 2])] = &[
    (';', [0xA3, 0xBB]),
    ('?', [0xA3, 0xBF]),
    ('!', [0xA3, 0xA1]),
    (',', [0xA3, 0xAC]),
    (':', [0xA3, 0xBA]),
    ('(', [0xA3, 0xA8]),
    (')', [0xA3, 0xA9]),
];
/// Full-width stops at which such replacements cut.
const FULL_STOPS: &str = "。；？！，：、（）";

/// Whether `character` may be what a replacement found astride two characters.
pub(in crate::repair) fn is_stop(character: char) -> bool {
    FULL_STOPS.contains(character) || STOPS.iter().any(|stop| stop.0 == character)
}

/// A piece of the text as it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// `?` or U+FFFD.
    Lost(char),
    /// A note, with its opening bracket or without.
    Note(Reading),
    /// A character of two bytes.
    Double(char, [u8; 2]),
    /// A character of one byte: ASCII, or `€`, which is 0x80.
    Ascii(u8),
}

/// The pieces from a lost byte on.
pub(super) struct Pieces {
    /// The pieces and where they stand.
    pub list: Vec<(Piece, Range<usize>)>,
    /// Whether the line ends after the last piece.
    pub at_line_end: bool,
}

impl Pieces {
    /// Takes `text` apart from the byte `start` on; `replacements` says whether U+FFFD is a lost byte too.
    pub fn read(text: &str, start: usize, replacements: bool) -> Self {
        let mut list: Vec<(Piece, Range<usize>)> = Vec::new();
        let (mut at, mut lost) = (start, 0);
        while let Some(character) = text[at..].chars().next() {
            let rest = &text[at..];
            let mut length = character.len_utf8();
            let after_loss = matches!(list.last(), Some((Piece::Lost(_), _)));
            let piece = if character == '?' || (character == '\u{FFFD}' && replacements) {
                lost += 1;
                Piece::Lost(character)
            } else if let Some((reading, bytes)) = note_at(rest).or_else(|| note_without_bracket(rest).filter(|_| after_loss)) {
                length = bytes;
                Piece::Note(reading)
            } else if character.is_ascii() && !matches!(character, '\n' | '\r') {
                Piece::Ascii(character as u8)
            } else if character == '€' {
                // What most decoders make of the byte 0x80.
                Piece::Ascii(0x80)
            } else if let Some(bytes) = gbk::bytes(character) {
                Piece::Double(character, bytes)
            } else {
                return Self { list, at_line_end: matches!(character, '\n' | '\r') };
            };
            if lost > MOST_LOST || list.len() == LONGEST_SEARCH {
                return Self { list, at_line_end: false };
            }
            list.push((piece, at..at + length));
            at += length;
        }
        Self { list, at_line_end: true }
    }

    /// What the piece `number` is.
    pub fn piece(&self, number: usize) -> Option<&Piece> {
        self.list.get(number).map(|found| &found.0)
    }
}
