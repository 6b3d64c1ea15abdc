//! The enumerators that notices use, as tables, and how one is read at a place in the text.
//!
//! The forms follow GB/T 9704-2012 7.3.3 (一、 （一） 1. （1）), 立法技术规范 (编 章 节 条 款 项) and what archives show beyond them.

mod forms;

use forms::{arabic, bracketed, chinese, division, letters, ordinal_of, series_word, sign};

use super::OwnForms;
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
    CharacterSet::of("统唯惟之万第同单专其逐不某每另这那有初周期月年划归如进任百千零〇0123456789０１２３４５６７８９");

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

/// The characters that an enumerator can begin with.
static BEGINS: CharacterSet = beginnings();

const fn beginnings() -> CharacterSet {
    // First and last of each stretch: digits, letters, their wide forms, and the signs.
    const STRETCHES: &[(u16, u16)] = &[
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
    let mut set = CharacterSet::of("第其首再最一二三四五六七八九十百廿卅（([【〔﹝〈［");
    let mut index = 0;
    while index < STRETCHES.len() {
        set = set.with(STRETCHES[index].0, STRETCHES[index].1);
        index += 1;
    }
    set
}

/// Whether an enumerator can begin with the character of this code.
#[inline]
pub(crate) fn can_begin(code: u32) -> bool {
    BEGINS.holds(code as usize)
}

/// Where the next character of `line` from `at` on stands that an enumerator can begin with.
pub(crate) fn next_beginning(line: &str, at: usize) -> Option<usize> {
    BEGINS.next_in(line, at)
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
    static CHINESE: CharacterSet = CharacterSet::of("〇○零ОΟο◯一二三四五六七八九十百千廿卅");
    CHINESE.contains(character)
}

#[cfg(test)]
mod tests {
    use super::forms::is_arabic;
    use super::is_chinese_numeral;
    use crate::numeral::is_numeral;

    #[test]
    fn chinese_numerals_are_the_others() {
        for character in char::MIN..=char::MAX {
            let other = is_numeral(character) && !is_arabic(character) && !matches!(character, 'O' | 'Ｏ' | 'о' | '两');
            assert_eq!(is_chinese_numeral(character), other, "{character}");
        }
    }
}
