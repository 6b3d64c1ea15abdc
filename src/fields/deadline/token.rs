//! A deadline's words → tokens.

use crate::numeral;

use super::calendar::{NAMED_DAYS, five_year_plan};
use super::lexicon::{self, Word, day_name};
use super::vocabulary::{DASHES, QUOTES};

/// Longer texts are prose and no deadline.
const MOST_CHARACTERS: usize = 160;

/// 4月26日一4月30日: readers of print take a dash for 一, which no figure follows otherwise.
const MISREAD_DASHES: [&str; 3] = ["日一", "号一", "月一"];

/// The words in one form: no spaces, half-width digits and stops, one kind of quote, one pair of brackets at most.
/// `None` where they are too long for a deadline.
pub(super) fn clean(words: &str) -> Option<String> {
    let mut cleaned = String::with_capacity(words.len().min(MOST_CHARACTERS * 4));
    let mut count = 0;
    let mut space = false;
    for character in words.chars() {
        let character = match character {
            character if character.is_whitespace() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}') => {
                space = true;
                continue;
            }
            character if QUOTES.contains(&character) => '"',
            '〔' | '【' | '[' | '［' => '(',
            '〕' | '】' | ']' | '］' => ')',
            '。' | '｡' => ';',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
            other => other,
        };
        // 6 30 is not 630.
        if space && cleaned.ends_with(numeral::is_numeral) && numeral::is_numeral(character) {
            cleaned.push(' ');
        }
        space = false;
        if character.is_ascii_digit() && MISREAD_DASHES.iter().any(|misread| cleaned.ends_with(misread)) {
            cleaned.pop();
            cleaned.push('-');
        }
        count += 1;
        if count > MOST_CHARACTERS {
            return None;
        }
        cleaned.push(character);
    }
    let mut kept = cleaned.trim_matches([';', ',', '、', '.', ':', '!']);
    while let Some(inner) = kept.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inner| !inner.contains(['(', ')'])) {
        kept = inner.trim_matches([';', ',', '、', '.', ':', '!']);
    }
    Some(kept.to_owned())
}

/// The tokens of cleaned words, each with the byte where it begins.
pub(super) fn tokens(words: &str) -> Vec<(Word, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = words[at..].chars().next() {
        let rest = &words[at..];
        let (word, length) = if first == '"' {
            (None, 1)
        } else {
            let (word, length) = name(words, at)
                .or_else(|| dash(rest))
                .or_else(|| lexeme(rest))
                .or_else(|| numeral_run(rest))
                .unwrap_or((Word::Other, first.len_utf8()));
            (Some(word), length)
        };
        if let Some(word) = word {
            found.push((word, at));
        }
        at += length;
    }
    found
}

/// 十一 is a number, but “十一” and 十一前 are a day.
const AFTER_A_NAME: [&str; 8] = ["\"", "前", "之前", "以前", "节", "期间", "当天", "当日"];

fn name(words: &str, at: usize) -> Option<(Word, usize)> {
    let rest = &words[at..];
    let after_numeral = words[..at].ends_with(numeral::is_numeral);
    let best = day_name(rest).filter(|(name, _)| {
        let follows = &rest[name.len()..];
        // 五一、国庆节 are days, 十一、十二月 are months.
        let listed = follows.strip_prefix(['、', '和', '及']).is_some_and(|next| !next.starts_with(numeral::is_numeral));
        let marked = listed || AFTER_A_NAME.iter().any(|mark| follows.starts_with(mark)) || !name.chars().all(numeral::is_numeral);
        marked && !after_numeral
    });
    // “七一”建党节: the quote stands inside the name.
    if let Some((inner, _)) = best
        && words[..at].ends_with('"')
        && let Some(outer) = rest[inner.len()..].strip_prefix('"')
    {
        let names = NAMED_DAYS.iter().flat_map(|day| day.names.iter().map(move |name| (*name, day)));
        let joined = names.filter_map(|(name, day)| Some((name.strip_prefix(inner)?, day))).filter(|(tail, _)| !tail.is_empty());
        let longest = joined.filter(|(tail, _)| outer.starts_with(tail)).max_by_key(|(tail, _)| tail.len());
        if let Some((tail, day)) = longest {
            return Some((Word::Named(day), inner.len() + 1 + tail.len()));
        }
    }
    if let Some((name, day)) = best {
        return Some((Word::Named(day), name.len()));
    }
    let run = &rest[..numerals(rest)];
    // 十五 is the tenth plan only between quotes or before its own words.
    let plan = five_year_plan(run)?;
    let follows = &rest[run.len()..];
    let marked = numeral::number(run).is_none()
        || follows.starts_with('"')
        || ["期间", "时期", "规划", "末"].iter().any(|mark| follows.starts_with(mark));
    (marked && !after_numeral).then_some((Word::Plan(plan.0, plan.1), run.len()))
}

fn dash(rest: &str) -> Option<(Word, usize)> {
    let length = rest.find(|character| !DASHES.contains(&character)).unwrap_or(rest.len());
    (length > 0).then_some((if &rest[..length] == "-" { Word::Hyphen } else { Word::To }, length))
}

fn lexeme(rest: &str) -> Option<(Word, usize)> {
    lexicon::word(rest).map(|(word, meaning)| (meaning, word.len()))
}

fn numeral_run(rest: &str) -> Option<(Word, usize)> {
    let length = numerals(rest);
    let run = &rest[..length];
    (length > 0).then(|| (Word::Number(numeral::number(run), u8::try_from(run.chars().count()).unwrap_or(u8::MAX)), length))
}

/// Length of the number that `rest` begins with. 五17 (周五17时) is two, 二0一一 is one: a zero goes with either script.
fn numerals(rest: &str) -> usize {
    let mut script = None;
    let mut end = 0;
    for (at, character) in rest.char_indices() {
        if !numeral::is_numeral(character) {
            return at;
        }
        if numeral::digit(character) != Some(0) {
            let ascii = character.is_ascii_digit();
            if script.is_some_and(|script| script != ascii) {
                return end;
            }
            script = Some(ascii);
            end = at + character.len_utf8();
        }
    }
    rest.len()
}
