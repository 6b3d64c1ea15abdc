//! The marker styles of forged notices, and the chains in which they nest.

/// 一 to 九十九.
pub fn chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = ((value / 10) as usize, (value % 10) as usize);
    match value {
        0 => "〇".to_owned(),
        1..=9 => DIGITS[ones].to_owned(),
        10..=19 => format!("十{}", DIGITS[ones]),
        20..=99 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => {
            let hundreds = DIGITS[(value / 100) as usize];
            match (tens % 10, ones) {
                (0, 0) => format!("{hundreds}百"),
                (0, _) => format!("{hundreds}百零{}", DIGITS[ones]),
                (tens, _) => format!("{hundreds}百{}十{}", DIGITS[tens], DIGITS[ones]),
            }
        }
    }
}

/// How one level is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The numeral in Chinese between two pieces: （一） 一、 第一章.
    Chinese(&'static str, &'static str),
    /// The numeral in digits between two pieces: 1、 （1） 1．.
    Digits(&'static str, &'static str),
    /// One character a number: ㈠ ⒈ ⑴ ① Ⅰ, and what follows it.
    Signs(&'static str, &'static str),
    /// 1.2.1: the numbers of all levels.
    Decimal,
}

pub const IDEOGRAPHS_IN_BRACKETS: &str = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩";
const DIGITS_WITH_STOP: &str = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓";
const DIGITS_IN_BRACKETS: &str = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿";
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫";
const ROMAN: &str = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ";
const LETTERS: &str = "ABCDEFGHIJ";

impl Style {
    /// The marker of number `value`; `above` holds the numbers of the levels above.
    pub fn marker(self, value: u32, above: &[u32]) -> String {
        match self {
            Style::Chinese(before, after) => format!("{before}{}{after}", chinese(value)),
            Style::Digits(before, after) => format!("{before}{value}{after}"),
            Style::Signs(signs, after) => {
                let sign = signs.chars().nth(value as usize - 1).expect("a series is shorter than its signs");
                format!("{sign}{after}")
            }
            Style::Decimal => above.iter().chain([&value]).map(u32::to_string).collect::<Vec<_>>().join("."),
        }
    }

    /// The most numbers that the style has.
    pub fn most(self) -> u32 {
        match self {
            Style::Signs(signs, _) => signs.chars().count() as u32,
            _ => 99,
        }
    }
}

/// Ways in which notices nest their styles, outermost first.
pub const CHAINS: &[&[Style]] = &[
    &[Style::Chinese("", "、"), Style::Chinese("（", "）"), Style::Digits("", "．"), Style::Digits("（", "）"), Style::Signs(CIRCLED, "")],
    &[Style::Chinese("", "、"), Style::Chinese("（", "）"), Style::Digits("", "、"), Style::Digits("（", "）"), Style::Signs(CIRCLED, "")],
    &[
        Style::Chinese("", "、"),
        Style::Signs(IDEOGRAPHS_IN_BRACKETS, ""),
        Style::Signs(DIGITS_WITH_STOP, ""),
        Style::Signs(DIGITS_IN_BRACKETS, ""),
        Style::Signs(CIRCLED, ""),
    ],
    &[Style::Chinese("", "、"), Style::Signs(IDEOGRAPHS_IN_BRACKETS, ""), Style::Digits("", "、"), Style::Signs(DIGITS_IN_BRACKETS, "")],
    &[Style::Chinese("", "、"), Style::Chinese("(", ")"), Style::Digits("", "."), Style::Digits("(", ")"), Style::Signs(CIRCLED, "")],
    &[Style::Chinese("", "、"), Style::Digits("", "、"), Style::Digits("（", "）"), Style::Signs(CIRCLED, "")],
    &[Style::Chinese("", "、"), Style::Signs(DIGITS_WITH_STOP, ""), Style::Signs(DIGITS_IN_BRACKETS, ""), Style::Signs(CIRCLED, "")],
    &[Style::Chinese("第", "部分　"), Style::Chinese("", "、"), Style::Chinese("（", "）"), Style::Digits("", ".")],
    &[Style::Chinese("（", "）"), Style::Digits("", "、"), Style::Signs(DIGITS_IN_BRACKETS, "")],
    &[Style::Digits("", "、"), Style::Digits("（", "）"), Style::Signs(CIRCLED, "")],
    &[Style::Signs(ROMAN, "．"), Style::Signs(LETTERS, "．"), Style::Digits("", "．")],
    &[Style::Decimal, Style::Decimal, Style::Decimal],
];

/// Chains that can stand in one paragraph without line breaks.
pub const RUN_CHAINS: &[usize] = &[1, 2, 3, 6];

/// Series of clauses in a paragraph.
pub const CLAUSE_SERIES: &[&[&str]] = &[
    &["一是", "二是", "三是", "四是", "五是"],
    &["一是", "二是", "三是", "四是", "五是"],
    &["一要", "二要", "三要", "四要"],
    &["首先，", "其次，", "再次，", "最后，"],
    &["第一，", "第二，", "第三，", "第四，"],
];
