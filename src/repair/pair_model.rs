//! How likely one character is after another.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::reading::is_han;
use super::run_model::{self, Run};

/// Made by `build/pair_model.rs`.
static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_index.bin"));
static CHARACTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_characters.bin"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_starts.bin"));
static FOLLOWERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_followers.bin"));
static ENDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_ends.bin"));
static COSTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pair_costs.bin"));

/// Made by `build/pair_model.rs`: for each of U+4E00–U+9FFF whether both scripts have it.
static FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.bin"));
/// Entries of [`FORMS`]: what only Traditional text has, and what only Simplified text has.
const TRADITIONAL: u8 = 1;
const SIMPLIFIED: u8 = 2;

/// −ln of how often official texts go on with a mark, by our own judgement of their punctuation.
const MARKS: &[(&str, f32)] = &[
    ("，、", 3.2),
    ("。", 3.6),
    (",", 3.8),
    ("；：“”", 5.0),
    (" 　", 5.0),
    ("（）《》;:.%", 5.5),
    ("()/-", 6.0),
    ("【】", 6.0),
    ("—…〔〕「」·％", 7.0),
    ("？！?!", 7.5),
    ("①②③④⑤㈠㈡㈢㈣⒈⒉⒊", 8.0),
];
const DIGIT: f32 = 4.5;
const DIGIT_AFTER_DIGIT: f32 = 1.5;
const LETTER: f32 = 7.5;
const LETTER_AFTER_LETTER: f32 = 3.0;
const OTHER_MARK: f32 = 11.0;
/// What numbers count, and its cost after a digit.
const COUNTED: &str = "年月日号號个個人次项項元名点點时時条條";
const COUNTED_AFTER_DIGIT: f32 = 1.2;
/// A Han character that no word of the list has.
const RARE_HAN: f32 = 16.0;
const PRIVATE: f32 = 18.0;
/// −ln of the share of words in what follows a word; the rest are marks and digits.
const WORD: f32 = 0.15;
/// Characters from which on a clause is no longer short, and what a stop costs after fewer.
const CLAUSE: u8 = 4;
const SHORT_CLAUSE: [f32; 5] = [0.0, 6.0, 2.5, 1.5, 0.0];
/// A quotation mark or bracket that has no partner in its line.
const UNPAIRED: f32 = 5.5;
/// One that closes what is open.
const PAIRED: f32 = -1.5;
/// A line's end after a character, and after a stop.
const LINE_END: f32 = 4.0;
const LINE_END_AFTER_STOP: f32 = 0.7;
/// A line's end after a mark that opens something.
const LINE_END_AFTER_OPENING: f32 = 12.0;
/// A second mark where hardly ever two stand together.
const MARK_AFTER_MARK: f32 = 2.5;
const STOP_AFTER_STOP: f32 = 7.0;

/// A character and how sure it is that it began its word: 確 after a stop hardly ends one, 保 after 確 does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Last {
    /// The character.
    pub character: char,
    /// Probability that it began its word.
    began: f32,
    /// Probability that it is the second of its word, and how often the two make up the word.
    second: (f32, f32),
    /// Characters since the last mark, up to [`CLAUSE`].
    clause: u8,
    /// Whether a quotation is open; `None` where that is not known.
    pub quoted: Option<bool>,
    /// Whether a bracket is open.
    bracketed: bool,
    /// Whether a title's 《 is open; `None` where that is not known.
    titled: Option<bool>,
    /// What official texts have after it.
    run: Run,
}

impl Last {
    /// A character of which it is not known where its word began, inside a quotation or not.
    pub fn new(character: char, quoted: Option<bool>) -> Self {
        Self { character, began: 0.5, second: (0.0, 0.0), clause: CLAUSE, quoted, bracketed: false, titled: None, run: Run::default() }
    }
}

/// −ln of how likely `after` is to follow `before`, and `after` as what the next one follows.
pub(super) fn step(before: Last, after: char) -> (f32, Last) {
    let (cost, fitting, last) = step_and_fitting(before, after);
    (cost + fitting, last)
}

/// As [`step`], with what speaks for or against a mark however often it follows: short clauses, and pairs that are left open.
fn step_and_fitting(before: Last, after: char) -> (f32, f32, Last) {
    let (one, two) = (number(before.character), number(after));
    let ends = match one {
        0 => 1.0,
        number => {
            let (second, whole) = before.second;
            before.began * character(number, 1) + second * whole + (1.0 - before.began - second).max(0.0) * character(number, 2)
        }
    };
    let start = match two {
        0 if is_han(after) => RARE_HAN,
        0 => {
            let short = if matches!(after, '。' | '；' | '！' | '？' | '，') {
                SHORT_CLAUSE[usize::from(before.clause.min(CLAUSE))]
            } else {
                0.0
            };
            let (quoted, unpaired) = match (after, before.quoted) {
                ('“', Some(true)) | ('”', Some(false)) => (Some(after == '“'), UNPAIRED),
                ('\n', Some(true)) => (Some(false), UNPAIRED),
                ('”', Some(true)) => (Some(false), PAIRED),
                ('“' | '”', _) => (Some(after == '“'), 0.0),
                (_, quoted) => (quoted, 0.0),
            };
            let bracket = match (after, before.bracketed) {
                ('）', true) => 2.0 * PAIRED,
                ('\n' | '（', true) | ('）', false) => UNPAIRED,
                _ => 0.0,
            };
            let bracketed = after == '（' || (before.bracketed && !matches!(after, '）' | '\n'));
            let (titled, title) = match (after, before.titled) {
                ('》', Some(true)) => (Some(false), PAIRED),
                ('》', _) => (Some(false), UNPAIRED),
                ('\n', Some(true)) => (Some(false), UNPAIRED),
                ('《' | '\n', _) => (Some(after == '《'), 0.0),
                (_, titled) => (titled, 0.0),
            };
            let cost = mark_cost(before.character, after) - ends.ln();
            return (
                cost,
                short + unpaired + bracket + title,
                Last { character: after, began: 1.0, second: (0.0, 0.0), clause: 0, quoted, bracketed, titled, run: Run::default() },
            );
        }
        _ if before.character.is_ascii_digit() && COUNTED.contains(after) => COUNTED_AFTER_DIGIT,
        number => character(number, 0) + WORD,
    };
    let across = ends * (-start).exp();
    let goes_on = |begins: bool, chance: f32| {
        let (share, whole) = follower(one, begins, two).unwrap_or((0.0, 0.0));
        (chance * share, whole)
    };
    let (from_first, whole) = goes_on(true, before.began * (1.0 - character(one, 1)));
    let (second, second_whole) = before.second;
    let later = (1.0 - before.began - second).max(0.0) * (1.0 - character(one, 2));
    let (from_later, _) = goes_on(false, later + second * (1.0 - second_whole));
    let both = (across + from_first + from_later).max(f32::MIN_POSITIVE);
    let last = Last {
        character: after,
        began: across / both,
        second: (from_first / both, whole),
        clause: (before.clause + 1).min(CLAUSE),
        quoted: before.quoted,
        bracketed: before.bracketed,
        titled: before.titled,
        run: Run::default(),
    };
    (-both.ln(), 0.0, last)
}

/// −ln of how likely `text` is, character by character; `None` where it is empty.
pub(super) fn mean_cost(text: &str) -> Option<f32> {
    let mut last = Last::new('\n', None);
    let (mut sum, mut count) = (0.0, 0);
    for character in text.chars() {
        let (cost, next) = step(last, character);
        last = next;
        sum += cost;
        count += 1;
    }
    (count > 0).then(|| sum / count as f32)
}

/// By how many nats `after` is likelier to go on in `before`'s word than to begin the next; `None` where no word has the pair.
pub(crate) fn bond(before: char, after: char) -> Option<f32> {
    let (one, two) = (number(before), number(after));
    let goes_on = |begins: bool| {
        let share = follower(one, begins, two).map_or(0.0, |(share, _)| share);
        0.5 * (1.0 - character(one, if begins { 1 } else { 2 })) * share
    };
    let within = goes_on(true) + goes_on(false);
    let across = 0.5 * (character(one, 1) + character(one, 2)) * (-character(two, 0)).exp();
    (within > 0.0 && across > 0.0).then(|| (within / across).ln())
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
    if after == '\n' {
        return if matches!(before, '。' | '！' | '？' | '；' | '：') {
            LINE_END_AFTER_STOP
        } else if matches!(before, '“' | '「' | '（' | '《' | '【' | '〔' | '(') {
            LINE_END_AFTER_OPENING
        } else if matches!(before, '、' | '，' | '　' | ' ') {
            8.0
        } else {
            LINE_END
        };
    }
    if ('\u{E000}'..='\u{F8FF}').contains(&after) {
        return PRIVATE;
    }
    let mark = marks().get(&u64::from(after)).copied().unwrap_or(OTHER_MARK);
    let pair = match (before, after) {
        ('。' | '！' | '？' | '，' | '；', '”' | '」' | '）') => return 2.0,
        ('\n', '　') => return 1.0,
        ('\n' | '　', '（') => return 3.0,
        ('”' | '」' | '》' | '）', '。' | '，' | '、' | '；' | '：' | '的' | '（') => 1.5,
        ('。' | '，' | '、' | '：' | '；' | '（' | '”', '“' | '《' | '「' | '（' | '【') => 3.5,
        ('。' | '，' | '、' | '；' | '：', '。' | '，' | '、' | '；' | '：') => return mark + STOP_AFTER_STOP,
        _ if is_han(before) || before.is_ascii_alphanumeric() => mark,
        _ => mark + MARK_AFTER_MARK,
    };
    pair.min(mark + MARK_AFTER_MARK)
}

/// [`MARKS`] by the mark.
fn marks() -> &'static FxHashMap<u64, f32> {
    static MARK_COSTS: OnceLock<FxHashMap<u64, f32>> = OnceLock::new();
    MARK_COSTS.get_or_init(|| MARKS.iter().flat_map(|&(marks, cost)| marks.chars().map(move |mark| (u64::from(mark), cost))).collect())
}

/// Whether the two scripts write `character` differently.
fn has_two_forms(character: char) -> bool {
    form(character) != 0
}

/// The entry of `character` in [`FORMS`].
fn form(character: char) -> u8 {
    let at = u32::from(character).wrapping_sub(0x4E00) as usize;
    FORMS.get(at).copied().unwrap_or(0)
}

/// The character's number in the model, 0 for none; Traditional characters have their Simplified ones'.
pub(super) fn number(character: char) -> u16 {
    let at = u32::from(character).wrapping_sub(0x4E00) as usize;
    word(INDEX, at).unwrap_or(0)
}

/// Figure `which` of a character: the cost of a word's starting with it, its chance to end a word that it began, and one that it did not.
fn character(number: u16, which: usize) -> f32 {
    let at = 12 * usize::from(number) + 4 * which;
    let bytes = CHARACTERS.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(RARE_HAN, f32::from_le_bytes)
}

/// `two`'s share in what goes on in a word after `one`, which begins the word or does not, and how often
/// the two make up the word.
fn follower(one: u16, begins: bool, two: u16) -> Option<(f32, f32)> {
    if one == 0 {
        return None;
    }
    let at = 2 * usize::from(one) + usize::from(!begins);
    let (mut low, mut high) = (long(STARTS, at)?, long(STARTS, at + 1)?);
    while low < high {
        let middle = low + (high - low) / 2;
        match word(FOLLOWERS, middle)?.cmp(&two) {
            std::cmp::Ordering::Equal => return Some((share(*COSTS.get(middle)?), f32::from(*ENDS.get(middle)?) / 200.0)),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// What −ln of it in tenths stands for.
fn share(cost: u8) -> f32 {
    static SHARES: OnceLock<Vec<f32>> = OnceLock::new();
    let shares = SHARES.get_or_init(|| (0..=u8::MAX).map(|cost| (-f32::from(cost) / 10.0).exp()).collect());
    shares.get(usize::from(cost)).copied().unwrap_or(0.0)
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
    pairs: FxHashMap<u64, u32>,
    singles: FxHashMap<u64, u32>,
    total: u32,
    /// Whether it has quotation marks of the other kind, 「」.
    corners: bool,
    /// Characters that only Traditional text has, and those that only Simplified text has.
    forms: [u32; 2],
    /// How often a note follows the character.
    noted: FxHashMap<u64, u32>,
}

/// How much the document's own pairs, and its own characters, count against the model at most.
const PAIR_SHARE: f32 = 0.5;
const SINGLE_SHARE: f32 = 0.15;
/// Characters of a document from which on its own weigh half of that.
const ENOUGH: f32 = 300.0;
/// Occurrences of a character at which its followers in the document are weigh half of that.
const BELIEF: f32 = 6.0;

/// −ln of how likely a note is after a character that has none elsewhere in the document, and after one that stands nowhere
/// else: sites annotate a list of characters, and those always.
const BARE_ELSEWHERE: f32 = 7.0;
const FIRST_NOTE: f32 = 2.0;
/// A note after a character that both scripts write alike: no site has been seen to annotate one.
const ONE_FORM: f32 = 4.0;

/// Characters of the other script that every document is taken to have, and the least share of that script.
const OTHER_SCRIPT: f32 = 0.5;
const LEAST_SCRIPT_SHARE: f32 = 0.0005;

fn pair(before: char, after: char) -> u64 {
    u64::from(before) << 32 | u64::from(after)
}

impl Evidence {
    /// Counts one pair.
    pub fn add(&mut self, before: char, after: char) {
        if is_han(before) || is_han(after) {
            *self.pairs.entry(pair(before, after)).or_default() += 1;
            *self.singles.entry(u64::from(before)).or_default() += 1;
            self.total += 1;
        }
        self.corners |= after == '「';
        match form(after) {
            TRADITIONAL => self.forms[0] += 1,
            SIMPLIFIED => self.forms[1] += 1,
            _ => {}
        }
    }

    /// The share of `character`'s script in this document, 1 where both scripts have it.
    fn script_share(&self, character: char) -> f32 {
        let own = match form(character) {
            TRADITIONAL => self.forms[0],
            SIMPLIFIED => self.forms[1],
            _ => return 1.0,
        };
        let all = self.forms[0] + self.forms[1];
        if all == 0 {
            return 1.0;
        }
        ((own as f32 + OTHER_SCRIPT) / (all as f32 + 2.0 * OTHER_SCRIPT)).max(LEAST_SCRIPT_SHARE)
    }

    /// Counts a note after `character`.
    pub fn add_note(&mut self, character: char) {
        *self.noted.entry(u64::from(character)).or_default() += 1;
    }

    /// −ln of how likely a note is after `character` in this document.
    pub fn note_cost(&self, character: char) -> f32 {
        if self.noted.contains_key(&u64::from(character)) {
            0.0
        } else if self.singles.contains_key(&u64::from(character)) {
            BARE_ELSEWHERE
        } else if has_two_forms(character) {
            FIRST_NOTE
        } else {
            FIRST_NOTE + ONE_FORM
        }
    }

    /// −ln of how likely `after` is to follow `before` in this document, and `after` as what the next one follows.
    pub fn step(&self, before: Last, after: char) -> (f32, Last) {
        let (general, fitting, last) = step_and_fitting(before, after);
        let single = |character| self.singles.get(&u64::from(character)).copied().unwrap_or(0) as f32;
        let of = single(before.character);
        let pair = if of == 0.0 { 0.0 } else { self.pairs.get(&pair(before.character, after)).copied().unwrap_or(0) as f32 / of };
        let total = self.total as f32;
        let (pair_share, single_share) =
            (PAIR_SHARE * of / (of + BELIEF), if is_han(after) { SINGLE_SHARE * total / (total + ENOUGH) } else { 0.0 });
        let own = pair_share * pair + single_share * single(after) / total.max(1.0);
        let (general, run) = run_model::step(before.run, after, (-general).exp());
        let last = Last { run, ..last };
        let both = (1.0 - pair_share - single_share) * general * self.script_share(after) + own;
        let stray = if after == '」' && !self.corners { UNPAIRED } else { 0.0 };
        (fitting + stray - both.max(f32::MIN_POSITIVE).ln(), last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(before: char, after: char) -> f32 {
        step(Last::new(before, None), after).0
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
