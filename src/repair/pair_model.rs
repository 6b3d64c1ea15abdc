//! How likely one character is after another.

use std::collections::HashMap;

use super::reading::is_han;

/// Made by `build/pair_model.rs`.
static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_index.bin"));
static CHARACTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_characters.bin"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_starts.bin"));
static FOLLOWERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_followers.bin"));
static COSTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_costs.bin"));

/// −ln of how often official texts go on with a mark, by our own judgement of their punctuation.
const MARKS: &[(&str, f32)] = &[
    ("，、", 3.2),
    ("。", 3.6),
    (",", 3.8),
    ("；：“”", 5.0),
    (" 　\n", 5.0),
    ("（）《》;:.%", 5.5),
    ("()/-", 6.0),
    ("—…〔〕【】「」·％", 7.0),
    ("？！?!", 7.5),
    ("①②③④⑤㈠㈡㈢㈣⒈⒉⒊", 8.0),
];
const DIGIT: f32 = 4.5;
const DIGIT_AFTER_DIGIT: f32 = 1.5;
const LETTER: f32 = 7.5;
const LETTER_AFTER_LETTER: f32 = 3.0;
const OTHER_MARK: f32 = 11.0;
/// A Han character that no word of the list has.
const RARE_HAN: f32 = 16.0;
const PRIVATE: f32 = 18.0;
/// −ln of the share of words in what follows a word; the rest are marks and digits.
const WORD: f32 = 0.15;
/// A second mark where hardly ever two stand together.
const MARK_AFTER_MARK: f32 = 2.5;

/// A character and how sure it is that it began its word: 確 after a stop hardly ends one, 保 after 確 does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Last {
    /// The character.
    pub character: char,
    /// Probability that it began its word.
    began: f32,
}

impl Last {
    /// A character of which it is not known where its word began.
    pub fn new(character: char) -> Self {
        Self { character, began: 0.5 }
    }
}

/// −ln of how likely `after` is to follow `before`, and `after` as what the next one follows.
fn step(before: Last, after: char) -> (f32, Last) {
    let (one, two) = (number(before.character), number(after));
    let ends = match one {
        0 => 1.0,
        number => before.began * character(number, 1) + (1.0 - before.began) * character(number, 2),
    };
    let start = match two {
        0 if is_han(after) => RARE_HAN,
        0 => return (mark_cost(before.character, after) - ends.ln(), Last { character: after, began: 1.0 }),
        number => character(number, 0) + WORD,
    };
    let across = ends * (-start).exp();
    let within = follower(one, two).map_or(0.0, |share| (1.0 - ends) * (-share).exp());
    let both = (across + within).max(f32::MIN_POSITIVE);
    (-both.ln(), Last { character: after, began: across / both })
}

/// −ln of how likely a word is to begin with `character`, whatever stands before.
pub(super) fn start_cost(of: char) -> f32 {
    match number(of) {
        0 => RARE_HAN,
        number => character(number, 0),
    }
}

fn mark_cost(before: char, after: char) -> f32 {
    if after.is_ascii_digit() {
        return if before.is_ascii_digit() { DIGIT_AFTER_DIGIT } else { DIGIT };
    }
    if after.is_ascii_alphabetic() {
        return if before.is_ascii_alphabetic() { LETTER_AFTER_LETTER } else { LETTER };
    }
    if ('\u{E000}'..='\u{F8FF}').contains(&after) {
        return PRIVATE;
    }
    let mark = MARKS.iter().find(|(marks, _)| marks.contains(after)).map_or(OTHER_MARK, |mark| mark.1);
    let pair = match (before, after) {
        ('。' | '！' | '？' | '，' | '；', '”' | '」' | '）' | '》') => return 2.0,
        ('”' | '」' | '》' | '）', '。' | '，' | '、' | '；' | '：' | '的' | '（') => 1.5,
        ('。' | '，' | '、' | '：' | '；' | '（' | '”', '“' | '《' | '「' | '（') => 3.5,
        _ if is_han(before) || before.is_ascii_alphanumeric() => mark,
        _ => mark + MARK_AFTER_MARK,
    };
    pair.min(mark + MARK_AFTER_MARK)
}

/// The character's number in the model, 0 for none.
fn number(character: char) -> u16 {
    let at = u32::from(character).wrapping_sub(0x4E00) as usize;
    word(INDEX, at).unwrap_or(0)
}

/// Figure `which` of a character: the cost of a word's starting with it, its chance to end a word that it began, and one that it did not.
fn character(number: u16, which: usize) -> f32 {
    let at = 12 * usize::from(number) + 4 * which;
    let bytes = CHARACTERS.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(RARE_HAN, f32::from_le_bytes)
}

/// −ln of `two`'s share in what goes on in a word after `one`.
fn follower(one: u16, two: u16) -> Option<f32> {
    let (mut low, mut high) = (long(STARTS, usize::from(one))?, long(STARTS, usize::from(one) + 1)?);
    while low < high {
        let middle = low + (high - low) / 2;
        match word(FOLLOWERS, middle)?.cmp(&two) {
            std::cmp::Ordering::Equal => return Some(f32::from(*COSTS.get(middle)?) / 10.0),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

fn word(table: &[u8], at: usize) -> Option<u16> {
    let at = at.checked_mul(2)?;
    Some(u16::from_le_bytes([*table.get(at)?, *table.get(at + 1)?]))
}

fn long(table: &[u8], at: usize) -> Option<usize> {
    table.get(4 * at..4 * at + 4).and_then(|bytes| bytes.try_into().ok()).map(|bytes| u32::from_le_bytes(bytes) as usize)
}

/// Which characters follow which in the document itself: what it has intact elsewhere is the best evidence.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pairs: HashMap<(char, char), u32>,
    singles: HashMap<char, u32>,
}

/// How much the document's own pairs count against the model's.
const DOCUMENT_SHARE: f32 = 0.7;
/// Occurrences of a character at which its followers in the document are weigh half of that.
const BELIEF: f32 = 6.0;

impl Evidence {
    /// Counts one pair.
    pub fn add(&mut self, before: char, after: char) {
        if is_han(before) || is_han(after) {
            *self.pairs.entry((before, after)).or_default() += 1;
            *self.singles.entry(before).or_default() += 1;
        }
    }

    /// −ln of how likely `after` is to follow `before` in this document, and `after` as what the next one follows.
    pub fn step(&self, before: Last, after: char) -> (f32, Last) {
        let (general, last) = step(before, after);
        let of = self.singles.get(&before.character).copied().unwrap_or(0) as f32;
        if of == 0.0 {
            return (general, last);
        }
        let count = self.pairs.get(&(before.character, after)).copied().unwrap_or(0) as f32;
        let share = DOCUMENT_SHARE * of / (of + BELIEF);
        (-((1.0 - share) * (-general).exp() + share * count / of).max(f32::MIN_POSITIVE).ln(), last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(before: char, after: char) -> f32 {
        step(Last::new(before), after).0
    }

    #[test]
    fn words_are_likelier_than_chance_in_both_scripts() {
        for (one, two, other) in [('确', '保', '校'), ('確', '保', '校'), ('活', '动', '顶'), ('活', '動', '頂'), ('卫', '生', '升')]
        {
            assert!(cost(one, two) + 2.0 < cost(one, other), "{one}{two} {} {one}{other} {}", cost(one, two), cost(one, other));
        }
        assert!((cost('確', '保') - cost('确', '保')).abs() < 0.01);
        for (before, after) in [('實', '。'), ('。', '“'), ('力', '量')] {
            assert!(cost(before, after) < 8.0, "{before}{after} {}", cost(before, after));
        }
    }
}
