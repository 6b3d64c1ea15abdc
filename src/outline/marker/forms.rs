//! Reads one enumerator of each form.

use super::{
    CLOSING, DIVISIONS, LARGEST, LARGEST_ARTICLE, Mark, NO_SERIES_AFTER, NO_SERIES_BEFORE, OPENING, Reading, SERIES_TAILS, SERIES_WORDS,
    SIGNS, Style, is_chinese_numeral,
};
use crate::numeral::{is_numeral, number};
use crate::outline::OwnForms;
use crate::word_table::CharacterSet;

pub(super) fn is_arabic(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

pub(super) fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(&character) || ('ａ'..='ｚ').contains(&character)
}

/// Length of the run of characters that `belongs` at the start of `text`.
pub(super) fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.char_indices().find(|&(_, character)| !belongs(character)).map_or(text.len(), |(at, _)| at)
}

/// Length of the Arabic number at the start of `text`.
fn arabic_run(text: &str) -> usize {
    let narrow = text.bytes().take_while(u8::is_ascii_digit).count();
    narrow + run(&text[narrow..], is_arabic)
}

pub(super) fn first_of(text: &str) -> Option<char> {
    text.chars().next()
}

/// 、 ． . and the like behind a number: which form, and the bytes.
pub(super) fn stop(after: &str) -> Option<(u8, usize)> {
    match first_of(after)? {
        '、' => Some((0, 3)),
        '．' | '﹒' => Some((1, 3)),
        '.' => Some((1, 1)),
        _ => None,
    }
}

pub(super) fn division(rest: &str, own: &OwnForms) -> Option<Mark> {
    let after = &rest['第'.len_utf8()..];
    let spaces = run(after, |character| character == ' ' || character == '\u{3000}');
    let words = &after[spaces..];
    let digits = run(words, |character| is_numeral(character) && character != '两');
    let numeral = number(words.get(..digits)?)?;
    let behind = &words[digits..];
    let gap = run(behind, |character| character == ' ' || character == '\u{3000}');
    let so_far = 3 + spaces + digits;
    let behind_gap = &behind[gap..];
    let users = || own.divisions.iter().find(|unit| behind_gap.starts_with(unit.as_str())).map(|unit| (unit.as_str(), Style::Class));
    if let Some((unit, style)) = DIVISIONS.iter().copied().find(|(unit, _)| behind_gap.starts_with(unit)).or_else(users) {
        if numeral == 0 || numeral > if style == Style::Article { LARGEST_ARTICLE } else { LARGEST } {
            return None;
        }
        let mut length = so_far + gap + unit.len();
        let mut prefix = 0;
        if style == Style::Article
            && let Some(inserted) = rest[length..].strip_prefix('之')
        {
            let digits = run(inserted, is_chinese_numeral);
            if let Some(value) = number(&inserted[..digits]) {
                prefix = value;
                length += 3 + digits;
            }
        }
        if let Some('：' | ':' | '、') = first_of(&rest[length..]) {
            length += first_of(&rest[length..]).map_or(0, char::len_utf8);
        }
        return Some(Mark { length, style, form: 0, numeral: Some(numeral), prefix });
    }
    let closing = match first_of(behind)? {
        mark @ ('，' | '、' | '：' | '是' | '要' | ',' | ':') => mark,
        _ => return None,
    };
    let ordinal = Mark { length: so_far, style: Style::Ordinal, form: 0, numeral: Some(numeral), prefix: 0 };
    let length = so_far + closing.len_utf8();
    (spaces == 0 && (1..=20).contains(&numeral)).then_some(Mark { length, ..ordinal })
}

pub(super) fn ordinal_of(rest: &str) -> Option<Mark> {
    let after = &rest['其'.len_utf8()..];
    let digits = run(after, is_chinese_numeral);
    let numeral = number(&after[..digits])?;
    let closing = first_of(&after[digits..]).filter(|&closing| "，,、：:是".contains(closing))?;
    let length = 3 + digits + closing.len_utf8();
    (1..=20).contains(&numeral).then_some(Mark { length, style: Style::OrdinalOf, form: 0, numeral: Some(numeral), prefix: 0 })
}

pub(super) fn series_word(rest: &str) -> Option<Mark> {
    let &(word, numeral) = SERIES_WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    Some(Mark { length: word.len(), style: Style::Series, form: 1, numeral, prefix: 0 })
}

/// What stands behind a Chinese numeral that counts an item.
static BEHIND_CHINESE: CharacterSet = CharacterSet::of("、．﹒.是要则来)）：: \u{3000}\t");

pub(super) fn chinese(rest: &str, before: Option<char>) -> Reading {
    let digits = run(rest, is_chinese_numeral);
    let skip = Reading::Skip(digits);
    // A longer run is no numeral, and reading it again from its second character would be quadratic.
    if digits > 27 || before == Some('第') {
        return skip;
    }
    let after = &rest[digits..];
    // Most numerals of a sentence count something: 一个, 三年.
    let Some(next) = first_of(after).filter(|&next| BEHIND_CHINESE.contains(next)) else { return skip };
    let Some(numeral) = number(&rest[..digits]).filter(|numeral| (1..=LARGEST).contains(numeral)) else { return skip };
    let mark = |length, style, form| Reading::Mark(Mark { length, style, form, numeral: Some(numeral), prefix: 0 });
    // 一 、市容环境
    let gap = if before.is_none() { run(after, |character| character == ' ' || character == '\u{3000}') } else { 0 };
    if let Some((form, length)) = stop(&after[gap..]) {
        let counts_quarters = next == '、' && counts_together(numeral, &after[gap + length..]);
        return if counts_quarters { skip } else { mark(digits + gap + length, Style::Chinese, form) };
    }
    if let Some(&(tail, style)) = SERIES_TAILS.iter().find(|(tail, _)| *tail == next) {
        let wrong_before = before.is_some_and(|before| NO_SERIES_AFTER.contains(before));
        let behind = &after[tail.len_utf8()..];
        // 一是一，二是二 against 一是一巷一长 at a line's start.
        let counts = before.is_none() && run(behind, |character| !matches!(character, '，' | ',' | '、' | '。')) >= 12;
        let wrong_after = first_of(behind).is_none_or(|next| NO_SERIES_BEFORE.contains(next) && !(counts && is_chinese_numeral(next)));
        return if wrong_before || wrong_after || numeral > 30 { skip } else { mark(digits + tail.len_utf8(), style, 0) };
    }
    match next {
        ')' | '）' => {
            let length = digits + next.len_utf8();
            mark(length + closing_stop(&rest[length..]), Style::ChineseHalfBracketed, 0)
        }
        '：' | ':' if before.is_none() => mark(digits + next.len_utf8(), Style::Chinese, 2),
        ' ' | '\u{3000}' | '\t' if before.is_none() => mark(digits, Style::Chinese, 3),
        _ => skip,
    }
}

/// Whether the next number and what both count follow: 一、二季度, 三、四年级.
fn counts_together(numeral: u32, after: &str) -> bool {
    const COUNTED: [&str; 2] = ["季度", "年级"];
    let digits = run(after, is_chinese_numeral);
    digits > 0 && COUNTED.iter().any(|counted| after[digits..].starts_with(counted)) && number(&after[..digits]) == Some(numeral + 1)
}

/// What stands before the digits of a date, a time, a range or a document number.
static NO_NUMBER_AFTER: CharacterSet = CharacterSet::of(".．:-—–/~第〔[年");

pub(super) fn arabic(rest: &str, before: Option<char>) -> Reading {
    let digits = arabic_run(rest);
    let after = &rest[digits..];
    // All of 2011.6.30 and 19:30 is one thing: nothing begins in its middle.
    let skip = || {
        let belongs = |character| is_arabic(character) || matches!(character, '.' | '．' | ':' | '-' | '/' | '%' | '％');
        Reading::Skip(digits + run(after, belongs))
    };
    if before.is_some_and(|before| is_letter(before) || is_arabic(before) || NO_NUMBER_AFTER.contains(before)) && before != Some(':') {
        return skip();
    }
    let Some(numeral) = small(&rest[..digits]).filter(|numeral| (1..=LARGEST).contains(numeral)) else { return skip() };
    let mark = |length, style, form| Reading::Mark(Mark { length, style, form, numeral: Some(numeral), prefix: 0 });
    match first_of(after) {
        Some(point @ ('.' | '．'))
            if first_of(&after[point.len_utf8()..]).is_some_and(is_arabic) && !is_year(&after[point.len_utf8()..]) =>
        {
            let found = decimal(rest);
            // 1．65岁以上老人优先: with the wide point, a quantity is none.
            let counts = point == '．' && before.is_none() && found.is_none_or(|mark| starts_with_measure(&rest[mark.length..]));
            if counts { mark(digits + point.len_utf8(), Style::Arabic, 1) } else { found.map_or_else(skip, Reading::Mark) }
        }
        Some('、' | '．' | '.' | '﹒') => {
            let (form, length) = stop(after).unwrap_or((0, 0));
            mark(digits + length, Style::Arabic, form)
        }
        // 1 . 管住火源, as a scanned page is read.
        Some(' ') if before.is_none() && spaced_stop(after) => {
            let (form, length) = stop(&after[1..]).unwrap_or((0, 0));
            mark(digits + 1 + length, Style::Arabic, form)
        }
        Some(closing @ (')' | '）')) => {
            let length = digits + closing.len_utf8();
            mark(length + closing_stop(&rest[length..]), Style::ArabicHalfBracketed, 0)
        }
        Some(closing @ ('，' | ',' | '：')) if before.is_none() => mark(digits + closing.len_utf8(), Style::Arabic, 2),
        Some(next) if digits <= 2 && !next.is_ascii_punctuation() && !is_letter(next) => {
            mark(digits, Style::Bare, u8::from(!next.is_whitespace()))
        }
        _ => skip(),
    }
}

/// Whether a space and a stop follow that are no part of a number: 1 . 管住火源, but not 1 .5.
fn spaced_stop(after: &str) -> bool {
    stop(&after[1..]).is_some_and(|(_, length)| first_of(&after[1 + length..]).is_some_and(|next| !is_arabic(next)))
}

fn starts_with_measure(words: &str) -> bool {
    words.chars().next().is_some_and(|next| crate::outline::words::MEASURES.contains(next))
}

/// Whether a year stands at the start of `words`: 1.2024年底前 is item 1.
fn is_year(words: &str) -> bool {
    let digits = arabic_run(words);
    words[..digits].chars().count() == 4 && words[digits..].starts_with('年')
}

/// A number of one to four digits.
pub(super) fn small(digits: &str) -> Option<u32> {
    if digits.len() > 4 && digits.chars().count() > 4 { None } else { number(digits) }
}

pub(super) fn decimal(rest: &str) -> Option<Mark> {
    let mut length = 0;
    let mut parts = [0_u32; 4];
    let mut count = 0;
    loop {
        let digits = arabic_run(&rest[length..]);
        let value = small(&rest[length..length + digits])?;
        // 1.05 is a quantity, 13.80 too.
        if value == 0 || value > 99 || count == parts.len() || (value < 10 && digits > 3) || rest[length..].starts_with('0') {
            return None;
        }
        parts[count] = value;
        count += 1;
        length += digits;
        let after = &rest[length..];
        let Some(point @ ('.' | '．')) = first_of(after) else { break };
        if !first_of(&after[point.len_utf8()..]).is_some_and(is_arabic) {
            break;
        }
        length += point.len_utf8();
    }
    let style = match count {
        2 => Style::Decimal2,
        3 => Style::Decimal3,
        4 => Style::Decimal4,
        _ => return None,
    };
    let mut form = 0;
    if let Some((_, bytes)) = stop(&rest[length..]) {
        length += bytes;
        form = 1;
    }
    let prefix = parts[..count - 1].iter().fold(0, |prefix, part| prefix * 100 + part);
    Some(Mark { length, style, form, numeral: Some(parts[count - 1]), prefix })
}

pub(super) fn letters(rest: &str, before: Option<char>) -> Reading {
    let word = run(rest, |character| is_letter(character) || is_arabic(character));
    let skip = Reading::Skip(word);
    if before.is_some_and(|before| is_letter(before) || is_arabic(before) || "./:-_@".contains(before)) {
        return skip;
    }
    let Some((numeral, upper, roman)) = letter_value(&rest[..word]) else { return skip };
    let after = &rest[word..];
    let mark = |length, style| Reading::Mark(Mark { length, style, form: 0, numeral: Some(numeral), prefix: 0 });
    let style = match (roman, upper) {
        (true, _) => Style::Roman,
        (false, true) => Style::Upper,
        (false, false) => Style::Lower,
    };
    if let Some((_, length)) = stop(after) {
        let next = first_of(&after[length..]);
        // No.7 and A.3 in a sentence, but b.7月10日前… at a line's start.
        let number = next.is_some_and(|next| is_letter(next) || is_arabic(next) && before.is_some());
        return if number { skip } else { mark(word + length, style) };
    }
    match first_of(after) {
        Some(closing @ (')' | '）')) if !roman => {
            let length = word + closing.len_utf8();
            mark(length + closing_stop(&rest[length..]), if upper { Style::UpperHalfBracketed } else { Style::LowerHalfBracketed })
        }
        _ => skip,
    }
}

/// The value of a letter or a Roman number, whether it is a capital, whether it is Roman. I, V and X are Roman.
pub(super) fn letter_value(word: &str) -> Option<(u32, bool, bool)> {
    const ROMAN: &[&str] = &["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    if let Some(at) = ROMAN.iter().position(|roman| *roman == word) {
        return Some((at as u32 + 1, true, true));
    }
    let mut characters = word.chars();
    let (letter, None) = (characters.next()?, characters.next()) else { return None };
    let (first, upper) = match letter {
        'A'..='Z' => ('A', true),
        'a'..='z' => ('a', false),
        'Ａ'..='Ｚ' => ('Ａ', true),
        'ａ'..='ｚ' => ('ａ', false),
        _ => return None,
    };
    Some((letter as u32 - first as u32 + 1, upper, false))
}

pub(super) fn bracketed(rest: &str, opening: char, before: Option<char>) -> Option<Mark> {
    if before == Some('第') {
        return None;
    }
    let space = |character: char| character == ' ' || character == '\u{3000}';
    let inside = &rest[opening.len_utf8()..];
    let lead = run(inside, space);
    let inner = &inside[lead..];
    let first = first_of(inner)?;
    let length = if is_arabic(first) {
        arabic_run(inner)
    } else if is_chinese_numeral(first) {
        run(inner, is_chinese_numeral)
    } else if is_letter(first) {
        first.len_utf8()
    } else {
        return None;
    };
    let after = &inner[length..];
    let trail = run(after, space);
    let closing = first_of(&after[trail..]).filter(|&closing| CLOSING.contains(closing))?;
    let words = &inner[..length];
    let (numeral, style) = if is_arabic(first) {
        (small(words)?, Style::ArabicBracketed)
    } else if is_letter(first) {
        let (value, upper, _) = letter_value(words)?;
        (value, if upper { Style::UpperBracketed } else { Style::LowerBracketed })
    } else {
        (number(words)?, Style::ChineseBracketed)
    };
    if !(1..=LARGEST).contains(&numeral) {
        return None;
    }
    let form = u8::from(!matches!(opening, '（' | '(')) * 2;
    let length = opening.len_utf8() + lead + length + trail + closing.len_utf8();
    Some(Mark { length: length + closing_stop(&rest[length..]), style, form, numeral: Some(numeral), prefix: 0 })
}

/// Bytes of the stop that some authors put behind brackets and signs as well: （一）、 ①、.
pub(super) fn closing_stop(after: &str) -> usize {
    let Some((_, length)) = stop(after) else { return 0 };
    let next = first_of(&after[length..]);
    // （一）、（二）项 is a list of references.
    if next.is_some_and(|next| OPENING.contains(next) || is_numeral(next) || is_sign(next)) { 0 } else { length }
}

pub(super) fn is_sign(character: char) -> bool {
    SIGNS.iter().any(|&(first, _, count, _)| (character as u32).wrapping_sub(first as u32) < count)
}

pub(super) fn sign(rest: &str, first: char) -> Option<Mark> {
    let &(start, value, _, style) = SIGNS.iter().find(|&&(start, _, count, _)| (first as u32).wrapping_sub(start as u32) < count)?;
    let length = first.len_utf8();
    let numeral = Some(first as u32 - start as u32 + value);
    Some(Mark { length: length + closing_stop(&rest[length..]), style, form: 1, numeral, prefix: 0 })
}
