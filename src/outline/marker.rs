//! The enumerators that notices use, as tables, and how one is read at a place in the text.
//!
//! The forms follow GB/T 9704-2012 7.3.3 (一、 （一） 1. （1）), 立法技术规范 (编 章 节 条 款 项) and what archives show beyond them.

use super::OwnForms;
use crate::numeral::{is_numeral, number};
use crate::word_table::CharacterSet;

/// How an enumerator is built. Widths, stops and ready-made signs (㈠ ⑴ ⒈) make no difference of style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Style {
    /// A heading without a number.
    Unnumbered,
    /// 第一编
    Book,
    /// 第一篇
    Piece,
    /// 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 第一款
    Clause,
    /// 第一项
    Point,
    /// 第一阶段
    Stage,
    /// 第一步
    Step,
    /// 第一类
    Class,
    /// 一、
    Chinese,
    /// （一） ㈠
    ChineseBracketed,
    /// 一）
    ChineseHalfBracketed,
    /// ㊀
    ChineseCircled,
    /// 1、 1. ⒈
    Arabic,
    /// （1） ⑴
    ArabicBracketed,
    /// 1）
    ArabicHalfBracketed,
    /// ①
    Circled,
    /// A number with nothing but space behind it: `1 总则`.
    Bare,
    /// 1.1
    Decimal2,
    /// 1.1.1
    Decimal3,
    /// 1.1.1.1
    Decimal4,
    /// Ⅰ、 II.
    Roman,
    /// A.
    Upper,
    /// （A）
    UpperBracketed,
    /// A）
    UpperHalfBracketed,
    /// a.
    Lower,
    /// （a）
    LowerBracketed,
    /// a）
    LowerHalfBracketed,
    /// 一是 首先
    Series,
    /// 一要
    SeriesMust,
    /// 一则, 一来
    SeriesThen,
    /// 第一，
    Ordinal,
    /// 其一，
    OrdinalOf,
}

/// How many styles there are.
pub(crate) const STYLES: usize = Style::OrdinalOf as usize + 1;

impl Style {
    /// 一是 and its like: clauses of a sentence or paragraph.
    pub(crate) fn is_series(self) -> bool {
        matches!(self, Style::Series | Style::SeriesMust | Style::SeriesThen | Style::Ordinal | Style::OrdinalOf)
    }

    /// 1.1 and deeper.
    pub(crate) fn is_decimal(self) -> bool {
        matches!(self, Style::Decimal2 | Style::Decimal3 | Style::Decimal4)
    }

    /// 编 篇 部分 章 节 条 款 项, which nest in this order only.
    pub(crate) fn is_statutory(self) -> bool {
        (Style::Book as u8..=Style::Point as u8).contains(&(self as u8))
    }

    /// The styles of statutes and other 第N… forms.
    pub(crate) fn is_division(self) -> bool {
        (Style::Book as u8..=Style::Class as u8).contains(&(self as u8))
    }
}

/// What may follow 第N, longest first.
const DIVISIONS: &[(&str, Style)] = &[
    ("个阶段", Style::Stage),
    ("部分", Style::Part),
    ("阶段", Style::Stage),
    ("步骤", Style::Step),
    ("环节", Style::Stage),
    ("单元", Style::Part),
    ("编", Style::Book),
    ("篇", Style::Piece),
    ("章", Style::Chapter),
    ("节", Style::Section),
    ("条", Style::Article),
    ("款", Style::Clause),
    ("项", Style::Point),
    ("步", Style::Step),
    ("类", Style::Class),
];

/// What may follow a bare Chinese numeral to make a clause of it.
const SERIES_TAILS: &[(char, Style)] =
    &[('是', Style::Series), ('要', Style::SeriesMust), ('则', Style::SeriesThen), ('来', Style::SeriesThen)];

/// Words that count clauses. 最后 has the number after whatever stood before it.
const SERIES_WORDS: &[(&str, Option<u32>)] = &[("首先", Some(1)), ("其次", Some(2)), ("再次", Some(3)), ("再者", Some(3)), ("最后", None)];

/// Words that begin like a counted clause and are none, by what stands before the numeral.
static NO_SERIES_AFTER: CharacterSet =
    CharacterSet::of("统唯惟之万第同单专其逐不某每另这那有初周期月年划归如进任百千零〇.0123456789０１２３４５６７８９");

/// What follows a numeral in common words, so that it counts nothing (一是一, 一要素, 二来 in 这样一来 has no 二来).
static NO_SERIES_BEFORE: CharacterSet = CharacterSet::of("一二三四五六七八九十否非素");

/// Signs that hold number and brackets or stop in one character: first sign, its value, how many, style.
const SIGNS: &[(char, u32, u32, Style)] = &[
    ('①', 1, 20, Style::Circled),
    ('㉑', 21, 15, Style::Circled),
    ('㊱', 36, 15, Style::Circled),
    ('❶', 1, 10, Style::Circled),
    ('⓫', 11, 10, Style::Circled),
    ('⓵', 1, 10, Style::Circled),
    ('➀', 1, 10, Style::Circled),
    ('➊', 1, 10, Style::Circled),
    ('⑴', 1, 20, Style::ArabicBracketed),
    ('⒈', 1, 20, Style::Arabic),
    ('㈠', 1, 10, Style::ChineseBracketed),
    ('㊀', 1, 10, Style::ChineseCircled),
    ('Ⅰ', 1, 12, Style::Roman),
    ('ⅰ', 1, 12, Style::Roman),
    ('⒜', 1, 26, Style::LowerBracketed),
];

static OPENING: CharacterSet = CharacterSet::of("（([【〔﹝〈［");
static CLOSING: CharacterSet = CharacterSet::of("）)]】〕﹞〉］");

/// Largest numeral that counts items; beyond it a number is a year, a sum, a telephone number.
const LARGEST: u32 = 199;
/// Largest numeral of 第N条; the longest code of law has 1,260 articles.
const LARGEST_ARTICLE: u32 = 1999;

/// An enumerator read at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of the enumerator, with its closing stop.
    pub(crate) length: usize,
    pub(crate) style: Style,
    /// Which of the forms of the style: 、 or . , sign or brackets; a series rarely changes it.
    pub(crate) form: u8,
    /// `None` for 最后.
    pub(crate) numeral: Option<u32>,
    /// For decimals the numbers before the last, for 第N条之一 the number after 之.
    pub(crate) prefix: u32,
}

/// What was tried at a place: a mark, or how many bytes can be skipped because none begins in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An enumerator.
    Mark(Mark),
    /// None begins in this many bytes.
    Skip(usize),
}

/// One bit a character of the basic plane: whether an enumerator can begin with it.
static BEGINS: [u64; 1024] = beginnings();

const fn beginnings() -> [u64; 1024] {
    const WORDS: &[char] = &['第', '其', '首', '再', '最', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '廿', '卅'];
    const BRACKETS: &[char] = &['（', '(', '[', '【', '〔', '﹝', '〈', '［'];
    // First and last of each stretch: digits, letters, their wide forms, and the signs.
    const STRETCHES: &[(u32, u32)] = &[
        (0x30, 0x39),
        (0x41, 0x5A),
        (0x61, 0x7A),
        (0xFF10, 0xFF19),
        (0xFF21, 0xFF3A),
        (0xFF41, 0xFF5A),
        (0x2160, 0x217F),
        (0x2460, 0x24FE),
        (0x2776, 0x2793),
        (0x3220, 0x3229),
        (0x3251, 0x325F),
        (0x3280, 0x3289),
        (0x32B1, 0x32BF),
    ];
    let mut table = [0_u64; 1024];
    let mut index = 0;
    while index < WORDS.len() {
        let code = WORDS[index] as usize;
        table[code / 64] |= 1 << (code % 64);
        index += 1;
    }
    index = 0;
    while index < BRACKETS.len() {
        let code = BRACKETS[index] as usize;
        table[code / 64] |= 1 << (code % 64);
        index += 1;
    }
    index = 0;
    while index < STRETCHES.len() {
        let mut code = STRETCHES[index].0 as usize;
        while code <= STRETCHES[index].1 as usize {
            table[code / 64] |= 1 << (code % 64);
            code += 1;
        }
        index += 1;
    }
    table
}

/// Whether an enumerator can begin with the character of this code.
pub(crate) fn can_begin(code: u32) -> bool {
    BEGINS.get((code / 64) as usize).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
}

/// Reads the enumerator that begins with `first`, the first character of `rest`; `before` is the character in front of it.
pub(crate) fn read(rest: &str, first: char, before: Option<char>) -> Reading {
    read_with(rest, first, before, &OwnForms::default())
}

/// [`read`], by the user's forms too.
pub(crate) fn read_with(rest: &str, first: char, before: Option<char>, own: &OwnForms) -> Reading {
    let none = Reading::Skip(first.len_utf8());
    match first {
        '第' => division(rest, own).map_or(none, Reading::Mark),
        '其' => ordinal_of(rest).or_else(|| series_word(rest)).map_or(none, Reading::Mark),
        '首' | '再' | '最' => series_word(rest).map_or(none, Reading::Mark),
        '0'..='9' | '０'..='９' => arabic(rest, before),
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => letters(rest, before),
        _ if is_chinese_numeral(first) => chinese(rest, before),
        _ if OPENING.contains(first) => bracketed(rest, first, before).map_or(none, Reading::Mark),
        _ => sign(rest, first).map_or(none, Reading::Mark),
    }
}

/// Whether a character can stand in a Chinese numeral (Arabic digits not counted).
pub(crate) fn is_chinese_numeral(character: char) -> bool {
    is_numeral(character) && !is_arabic(character) && !matches!(character, 'O' | 'Ｏ' | 'о' | '两')
}

fn is_arabic(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(&character) || ('ａ'..='ｚ').contains(&character)
}

/// Length of the run of characters that `belongs` at the start of `text`.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.char_indices().find(|&(_, character)| !belongs(character)).map_or(text.len(), |(at, _)| at)
}

fn first_of(text: &str) -> Option<char> {
    text.chars().next()
}

/// 、 ． . and the like behind a number: which form, and the bytes.
fn stop(after: &str) -> Option<(u8, usize)> {
    match first_of(after)? {
        '、' => Some((0, 3)),
        '．' | '﹒' => Some((1, 3)),
        '.' => Some((1, 1)),
        _ => None,
    }
}

fn division(rest: &str, own: &OwnForms) -> Option<Mark> {
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

fn ordinal_of(rest: &str) -> Option<Mark> {
    let after = &rest['其'.len_utf8()..];
    let digits = run(after, is_chinese_numeral);
    let numeral = number(&after[..digits])?;
    let closing = first_of(&after[digits..]).filter(|&closing| "，,、：:是".contains(closing))?;
    let length = 3 + digits + closing.len_utf8();
    (1..=20).contains(&numeral).then_some(Mark { length, style: Style::OrdinalOf, form: 0, numeral: Some(numeral), prefix: 0 })
}

fn series_word(rest: &str) -> Option<Mark> {
    let &(word, numeral) = SERIES_WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    Some(Mark { length: word.len(), style: Style::Series, form: 1, numeral, prefix: 0 })
}

/// What stands behind a Chinese numeral that counts an item.
static BEHIND_CHINESE: CharacterSet = CharacterSet::of("、．﹒.是要则来)）：: \u{3000}\t");

fn chinese(rest: &str, before: Option<char>) -> Reading {
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
    if let Some((form, length)) = stop(after) {
        return mark(digits + length, Style::Chinese, form);
    }
    if let Some(&(tail, style)) = SERIES_TAILS.iter().find(|(tail, _)| *tail == next) {
        let wrong_before = before.is_some_and(|before| NO_SERIES_AFTER.contains(before));
        let wrong_after = first_of(&after[tail.len_utf8()..]).is_none_or(|next| NO_SERIES_BEFORE.contains(next));
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

/// What stands before the digits of a date, a time, a range or a document number.
static NO_NUMBER_AFTER: CharacterSet = CharacterSet::of(".．:-—–/~第〔[年");

fn arabic(rest: &str, before: Option<char>) -> Reading {
    let digits = run(rest, is_arabic);
    let after = &rest[digits..];
    // All of 2011.6.30 and 19:30 is one thing: nothing begins in its middle.
    let whole = run(rest, |character| is_arabic(character) || matches!(character, '.' | '．' | ':' | '-' | '/' | '%' | '％'));
    let skip = Reading::Skip(whole.max(digits));
    if before.is_some_and(|before| is_letter(before) || is_arabic(before) || NO_NUMBER_AFTER.contains(before)) && before != Some(':') {
        return skip;
    }
    let Some(numeral) = small(&rest[..digits]).filter(|numeral| (1..=LARGEST).contains(numeral)) else { return skip };
    let mark = |length, style, form| Reading::Mark(Mark { length, style, form, numeral: Some(numeral), prefix: 0 });
    match first_of(after) {
        Some('.' | '．') if first_of(&after[first_of(after).map_or(0, char::len_utf8)..]).is_some_and(is_arabic) => {
            decimal(rest).map_or(skip, Reading::Mark)
        }
        Some('、' | '．' | '.' | '﹒') => {
            let (form, length) = stop(after).unwrap_or((0, 0));
            mark(digits + length, Style::Arabic, form)
        }
        Some(closing @ (')' | '）')) => {
            let length = digits + closing.len_utf8();
            mark(length + closing_stop(&rest[length..]), Style::ArabicHalfBracketed, 0)
        }
        Some(closing @ ('，' | ',' | '：')) if before.is_none() => mark(digits + closing.len_utf8(), Style::Arabic, 2),
        Some(next) if digits <= 2 && !next.is_ascii_punctuation() && !is_letter(next) => {
            mark(digits, Style::Bare, u8::from(!next.is_whitespace()))
        }
        _ => skip,
    }
}

/// A number of one to four digits.
fn small(digits: &str) -> Option<u32> {
    if digits.chars().count() > 4 { None } else { number(digits) }
}

fn decimal(rest: &str) -> Option<Mark> {
    let mut length = 0;
    let mut parts = [0_u32; 4];
    let mut count = 0;
    loop {
        let digits = run(&rest[length..], is_arabic);
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

fn letters(rest: &str, before: Option<char>) -> Reading {
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
        return if next.is_some_and(|next| is_letter(next) || is_arabic(next)) { skip } else { mark(word + length, style) };
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
fn letter_value(word: &str) -> Option<(u32, bool, bool)> {
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

fn bracketed(rest: &str, opening: char, before: Option<char>) -> Option<Mark> {
    if before == Some('第') {
        return None;
    }
    let space = |character: char| character == ' ' || character == '\u{3000}';
    let inside = &rest[opening.len_utf8()..];
    let lead = run(inside, space);
    let inner = &inside[lead..];
    let first = first_of(inner)?;
    let length = if is_arabic(first) {
        run(inner, is_arabic)
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
fn closing_stop(after: &str) -> usize {
    let Some((_, length)) = stop(after) else { return 0 };
    let next = first_of(&after[length..]);
    // （一）、（二）项 is a list of references.
    if next.is_some_and(|next| OPENING.contains(next) || is_numeral(next) || is_sign(next)) { 0 } else { length }
}

fn is_sign(character: char) -> bool {
    SIGNS.iter().any(|&(first, _, count, _)| (character as u32).wrapping_sub(first as u32) < count)
}

fn sign(rest: &str, first: char) -> Option<Mark> {
    let &(start, value, _, style) = SIGNS.iter().find(|&&(start, _, count, _)| (first as u32).wrapping_sub(start as u32) < count)?;
    let length = first.len_utf8();
    let numeral = Some(first as u32 - start as u32 + value);
    Some(Mark { length: length + closing_stop(&rest[length..]), style, form: 1, numeral, prefix: 0 })
}
