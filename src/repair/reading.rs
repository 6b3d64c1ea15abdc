//! Pinyin: what a note in brackets spells, and whether a character can be read so.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Made by `build/pinyin.rs`.
static SYLLABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/pinyin_syllables.txt"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pinyin_starts.bin"));
static READINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pinyin_readings.bin"));

/// No syllable has more letters (`zhuang`, `shuang`, `chuang`).
const LONGEST_SYLLABLE: usize = 6;

/// Letters that notes write for others, and letters with a tone: what is written, the letter, the tone.
const LETTERS: &[(&str, u8, u8)] = &[
    ("āĀ", b'a', 1),
    ("áÁ", b'a', 2),
    ("ǎăǍ", b'a', 3),
    ("àÀ", b'a', 4),
    ("ēĒ", b'e', 1),
    ("éÉ", b'e', 2),
    ("ěĕĚ", b'e', 3),
    ("èÈ", b'e', 4),
    ("īĪ", b'i', 1),
    ("íÍ", b'i', 2),
    ("ǐĭǏ", b'i', 3),
    ("ìÌ", b'i', 4),
    ("ōŌ", b'o', 1),
    ("óÓ", b'o', 2),
    ("ǒŏǑ", b'o', 3),
    ("òÒ", b'o', 4),
    ("ūŪ", b'u', 1),
    ("úÚ", b'u', 2),
    ("ǔŭǓ", b'u', 3),
    ("ùÙ", b'u', 4),
    ("ǖ", b'v', 1),
    ("ǘ", b'v', 2),
    ("ǚ", b'v', 3),
    ("ǜ", b'v', 4),
    ("üÜ", b'v', 0),
    ("ń", b'n', 2),
    ("ň", b'n', 3),
    ("ǹ", b'n', 4),
    ("ḿ", b'm', 2),
    ("ɑ", b'a', 0),
    ("ɡ", b'g', 0),
    ("ê", b'e', 0),
];

/// Marks that stand after the letter they change: the tone.
const MARKS: &[(char, u8)] = &[('\u{304}', 1), ('\u{301}', 2), ('\u{30C}', 3), ('\u{306}', 3), ('\u{300}', 4)];

/// A syllable as a note spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Syllables of these letters in any tone.
    letters: Range<u16>,
    /// The one syllable with the tone written, or without one where none is written; `None` where no character is read so.
    toned: Option<u16>,
    /// Whether a tone is written.
    pub has_tone: bool,
}

/// How well a character and a reading agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// The character is never read so.
    None,
    /// The letters agree; the tone differs or is not written.
    Letters,
    /// Letters and tone agree.
    Full,
}

impl Reading {
    /// Reads the syllable at the start of `text`, and gives the bytes it takes; `None` where there is none.
    pub fn at(text: &str) -> Option<(Self, usize)> {
        let (mut letters, mut length, mut tone, mut end) = (0_u64, 0, 0, 0);
        for character in text.chars() {
            if let Some((letter, with_tone)) = letter(character) {
                if length == LONGEST_SYLLABLE || (with_tone > 0 && tone > 0) {
                    return None;
                }
                letters = with_letter(letters, letter);
                length += 1;
                tone = tone.max(with_tone);
            } else if let Some(&(_, mark)) = MARKS.iter().find(|mark| mark.0 == character).filter(|_| length > 0) {
                tone = mark;
            } else if character == '\u{308}' && letters & 0xFF == u64::from(b'u') {
                letters = with_letter(letters >> 8, b'v');
            } else {
                // A tone as a digit: chuang4.
                if length > 0 && tone == 0 && ('1'..='4').contains(&character) {
                    tone = character as u8 - b'0';
                    end += 1;
                }
                break;
            }
            end += character.len_utf8();
        }
        Some((Self::of(letters, tone)?, end))
    }

    /// The syllable of these letters and tone.
    fn of(letters: u64, tone: u8) -> Option<Self> {
        let &Spelling { first, tones } = spellings().get(&letters)?;
        let number_of = |tones: u8| tones.count_ones() as u16;
        // Sorted by tone: so many stand before this one.
        let earlier = tones & ((1 << tone) - 1);
        let toned = (tones >> tone & 1 == 1).then(|| first + number_of(earlier));
        Some(Self { letters: first..first + number_of(tones), toned, has_tone: tone > 0 })
    }

    /// Whether `character` can be read so.
    pub fn agrees(&self, character: char) -> Agreement {
        let Some(at) = u32::from(character).checked_sub(0x4E00).filter(|at| *at < 0x5200) else { return Agreement::None };
        let at = at as usize;
        let (Some(start), Some(end)) = (entry(STARTS, at), entry(STARTS, at + 1)) else { return Agreement::None };
        let mut agreement = Agreement::None;
        for reading in (usize::from(start)..usize::from(end)).filter_map(|at| entry(READINGS, at)) {
            if Some(reading) == self.toned {
                return Agreement::Full;
            }
            if self.letters.contains(&reading) {
                agreement = Agreement::Letters;
            }
        }
        agreement
    }
}

/// The syllables of one spelling, which differ in tone and are numbered in the tones' order.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    /// The number of the first.
    first: u16,
    /// Which tones there are: bit 0 stands for none.
    tones: u8,
}

/// Each spelling without its tone, its letters as one number ([`with_letter`]).
fn spellings() -> &'static FxHashMap<u64, Spelling> {
    static SPELLINGS: OnceLock<FxHashMap<u64, Spelling>> = OnceLock::new();
    SPELLINGS.get_or_init(|| {
        let mut spellings: FxHashMap<u64, Spelling> = FxHashMap::default();
        for (syllable, number) in SYLLABLES.lines().zip(0..) {
            let letters = syllable.trim_end_matches(|last: char| last.is_ascii_digit());
            let tone = syllable.as_bytes().get(letters.len()).map_or(0, |digit| digit - b'0');
            let letters = letters.bytes().fold(0, with_letter);
            spellings.entry(letters).or_insert(Spelling { first: number, tones: 0 }).tones |= 1 << tone;
        }
        spellings
    })
}

/// The at most [`LONGEST_SYLLABLE`] letters of a spelling as a number, a byte each, with one letter more.
fn with_letter(letters: u64, letter: u8) -> u64 {
    letters << 8 | u64::from(letter)
}

/// Entry `at` of a table of little-endian `u16`.
fn entry(table: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*table.get(2 * at)?, *table.get(2 * at + 1)?]))
}

/// The letter and tone that `character` writes.
fn letter(character: char) -> Option<(u8, u8)> {
    match character {
        'a'..='z' => Some((character as u8, 0)),
        'A'..='Z' => Some((character.to_ascii_lowercase() as u8, 0)),
        'ａ'..='ｚ' => u8::try_from(u32::from(character) - 0xFF41).ok().map(|letter| (b'a' + letter, 0)),
        _ if character.is_ascii() || character > '\u{1EFF}' => None,
        _ => letters().get(character as usize).copied().filter(|&(letter, _)| letter > 0),
    }
}

/// [`LETTERS`] by code point: every letter of every note is looked up.
fn letters() -> &'static [(u8, u8)] {
    static BY_CODE_POINT: OnceLock<Vec<(u8, u8)>> = OnceLock::new();
    BY_CODE_POINT.get_or_init(|| {
        let mut letters = vec![(0, 0); 0x1F00];
        for &(written, letter, tone) in LETTERS {
            for character in written.chars() {
                if let Some(entry) = letters.get_mut(character as usize) {
                    *entry = (letter, tone);
                }
            }
        }
        letters
    })
}

/// Whether `character` is a Han character that has readings.
pub(super) fn is_han(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_spelt_in_many_ways() {
        let cases = [
            ("chuàng", '創', Agreement::Full),
            ("chuang", '創', Agreement::Letters),
            ("chuang4", '創', Agreement::Full),
            ("chuáng", '創', Agreement::Letters),
            ("yòu", '創', Agreement::None),
            ("xiɑnɡ", '鄉', Agreement::Letters),
            ("lǜ", '綠', Agreement::Full),
            ("lv", '綠', Agreement::Letters),
            ("lü4", '綠', Agreement::Full),
            ("bao\u{300}", '報', Agreement::Full),
            ("ＢAO4", '報', Agreement::Full),
            ("de", '的', Agreement::Full),
            ("men", '們', Agreement::Full),
        ];
        for (note, character, expected) in cases {
            let reading = Reading::at(note).map(|(reading, end)| (reading.agrees(character), end));
            let expected = (note != "ＢAO4").then_some((expected, note.len()));
            assert_eq!(reading, expected, "{note}");
        }
        for note in ["", "bmode", "PPT", "xyz", "zhuangg", "4", "āá"] {
            assert!(Reading::at(note).is_none_or(|(_, end)| end < note.len()), "{note}");
        }
    }
}
