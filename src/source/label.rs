//! Automatic numbers: what a counter looks like in the formats of word processors.
//!
//! Names are those of OOXML's `w:numFmt` (ECMA-376 part 1, 17.18.59); the binary formats' codes and
//! ODF's are mapped to them where they are read.

/// A list level as every format describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// First value.
    pub start: u32,
    /// `w:numFmt` name.
    pub format: String,
    /// The label with `%1`–`%9` in place of the levels' values.
    pub text: String,
    /// The level (from 1) after which this one begins again; 0 for never, `None` for any higher one.
    pub restart_after: Option<u32>,
    /// All values in Arabic digits, whatever their levels' formats.
    pub legal: bool,
    /// Nothing stands between label and text.
    pub tight: bool,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("decimal".to_owned(), String::new());
        Self { start: 1, format, text, restart_after: None, legal: false, tight: false }
    }
}

/// Levels of a list: OOXML, RTF, .doc and ODF all have at most nine or ten.
pub const LEVELS: usize = 10;

/// The values of one list's levels so far; `None` for one that has not come yet.
pub type Counters = [Option<u32>; LEVELS];

/// Counts one paragraph at `level` (from 0) and gives its label. `start` is the value to begin at where the level has none yet.
pub fn next_label(counters: &mut Counters, levels: &[Level], level: usize, restart_at: Option<u32>) -> String {
    let Some(own) = levels.get(level) else { return String::new() };
    let Some(counter) = counters.get_mut(level) else { return String::new() };
    *counter = Some(match (restart_at, *counter) {
        (Some(value), _) => value,
        (None, Some(value)) => value.saturating_add(1),
        (None, None) => own.start,
    });
    for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
        let begins_again = match levels.get(deeper).and_then(|level| level.restart_after) {
            None => true,
            Some(0) => false,
            // `restart_after` counts from 1: a paragraph at that level or above it starts this one anew.
            Some(after) => level < after as usize,
        };
        if begins_again {
            *counter = None;
        }
    }
    // A higher level that no paragraph has used shows its first value.
    for (counter, level) in counters.iter_mut().zip(levels).take(level) {
        counter.get_or_insert(level.start);
    }
    label(counters, levels, own)
}

fn label(counters: &Counters, levels: &[Level], own: &Level) -> String {
    if own.format == "none" && !own.text.contains('%') {
        return own.text.clone();
    }
    if own.format == "bullet" {
        // Bullets are mostly code points of symbol fonts, which stand for nothing outside them: private ones, or `l`, `Ø`, `§`.
        let is_symbol =
            |character: char| matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{a1}'..='\u{ff}') || character.is_ascii_alphanumeric();
        return own.text.chars().filter(|&character| !is_symbol(character)).collect();
    }
    let mut label = String::new();
    let mut characters = own.text.chars().peekable();
    while let Some(character) = characters.next() {
        let digit = (character == '%').then(|| characters.peek().and_then(|next| next.to_digit(10))).flatten();
        match digit {
            Some(digit @ 1..) => {
                characters.next();
                let at = digit as usize - 1;
                let (Some(Some(value)), Some(level)) = (counters.get(at), levels.get(at)) else { continue };
                label.push_str(&numeral(*value, if own.legal { "decimal" } else { &level.format }));
            }
            _ => label.push(character),
        }
    }
    label
}

/// A label before its paragraph's text, as it would have been typed: `一、` directly, `1.1` with a
/// space, and a space too where digits would otherwise run together.
pub fn before_text(label: &str, tight: bool, text: &str) -> String {
    let digit_next = text.chars().next().is_some_and(|first| first.is_ascii_digit());
    let spaced = match label.chars().next_back() {
        None => false,
        // 一是 and 一要 are a sentence's own words.
        Some(last) if last.is_whitespace() || is_enclosed(last) || matches!(last, '是' | '要') => false,
        Some(last) => (last.is_alphanumeric() && !tight) || (digit_next && (last == '.' || last.is_ascii_digit())),
    };
    format!("{label}{}{text}", if spaced { " " } else { "" })
}

/// ① ⑴ ⒈ ㈠ ㊀ and their like.
fn is_enclosed(character: char) -> bool {
    matches!(character, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{32ff}')
}

/// Digits of formats that write a number's digits one by one.
const IDEOGRAPH_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const COUNTING_DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const COUNTING_UNITS: [&str; 4] = ["", "十", "百", "千"];
const LEGAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// `value` in the format of this `w:numFmt` name; Arabic digits for a format that is not known here.
pub fn numeral(value: u32, format: &str) -> String {
    let plain = || value.to_string();
    match format {
        "none" | "bullet" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseDigitalTenThousand"
        | "koreanCounting" => counting(value, &COUNTING_DIGITS, &COUNTING_UNITS, true),
        "ideographDigital" | "taiwaneseDigital" | "chineseDigital" => digits(value, |digit| IDEOGRAPH_DIGITS[digit]),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => counting(value, &LEGAL_DIGITS, &LEGAL_UNITS, false),
        "ideographTraditional" => cyclic(value, STEMS),
        "ideographZodiac" => cyclic(value, BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(value, &[('①', 20), ('㉑', 15), ('㊱', 15)]),
        "decimalEnclosedParen" => enclosed(value, &[('⑴', 20)]),
        "decimalEnclosedFullstop" => enclosed(value, &[('⒈', 20)]),
        "ideographEnclosedCircle" => enclosed(value, &[('㊀', 10)]),
        "ideographParenthesized" => enclosed(value, &[('㈠', 10)]),
        "decimalFullWidth" | "decimalFullWidth2" => digits(value, |digit| char::from_u32('０' as u32 + digit as u32).unwrap_or('０')),
        "decimalZero" => format!("{value:02}"),
        "upperRoman" => roman(value).to_ascii_uppercase(),
        "lowerRoman" => roman(value),
        "upperLetter" => letters(value, 'A'),
        "lowerLetter" => letters(value, 'a'),
        "numberInDash" => format!("- {value} -"),
        _ => plain(),
    }
}

fn digits(value: u32, digit: impl Fn(usize) -> char) -> String {
    value.to_string().bytes().map(|byte| digit(usize::from(byte.saturating_sub(b'0')).min(9))).collect()
}

/// A cardinal below ten thousand; Word writes 101 as 一百〇一 and 10 as 十.
fn counting(value: u32, digits: &[char; 10], units: &[&str; 4], short: bool) -> String {
    if value == 0 {
        return digits[0].to_string();
    }
    if value >= 10_000 {
        return value.to_string();
    }
    let mut words = String::new();
    let mut gap = false;
    for place in (0..4).rev() {
        let digit = value / 10_u32.pow(place) % 10;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push(if short { '〇' } else { digits[0] });
            gap = false;
        }
        if !(short && digit == 1 && place == 1 && words.is_empty()) {
            words.push(digits[digit as usize % 10]);
        }
        words.push_str(units[place as usize]);
    }
    words
}

fn cyclic(value: u32, series: &str) -> String {
    let length = series.chars().count();
    let at = (value.max(1) as usize - 1) % length;
    series.chars().nth(at).into_iter().collect()
}

/// A single character for the number: each range begins at a character and has so many.
fn enclosed(value: u32, ranges: &[(char, u32)]) -> String {
    let mut left = value;
    for &(first, count) in ranges {
        if (1..=count).contains(&left) {
            return char::from_u32(first as u32 + left - 1).map_or_else(|| value.to_string(), String::from);
        }
        left = left.saturating_sub(count);
    }
    value.to_string()
}

fn roman(value: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=5000).contains(&value) {
        return value.to_string();
    }
    let mut left = value;
    let mut words = String::new();
    for (worth, sign) in SIGNS {
        while left >= worth {
            words.push_str(sign);
            left -= worth;
        }
    }
    words
}

/// a … z, aa, bb … (Word repeats the letter).
fn letters(value: u32, first: char) -> String {
    if !(1..=780).contains(&value) {
        return value.to_string();
    }
    let letter = char::from_u32(first as u32 + (value - 1) % 26).unwrap_or(first);
    std::iter::repeat_n(letter, ((value - 1) / 26 + 1) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_every_format() {
        let cases = [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "japaneseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (101, "chineseCountingThousand", "一百〇一"),
            (110, "chineseCountingThousand", "一百一十"),
            (1005, "chineseCountingThousand", "一千〇五"),
            (20, "ideographDigital", "二〇"),
            (3, "chineseLegalSimplified", "叁"),
            (12, "ideographTraditional", "乙"),
            (2, "ideographZodiac", "丑"),
            (1, "decimalEnclosedCircle", "①"),
            (21, "decimalEnclosedCircleChinese", "㉑"),
            (36, "decimalEnclosedCircle", "㊱"),
            (51, "decimalEnclosedCircle", "51"),
            (20, "decimalEnclosedParen", "⒇"),
            (3, "decimalEnclosedFullstop", "⒊"),
            (10, "decimalFullWidth", "１０"),
            (7, "decimalZero", "07"),
            (14, "upperRoman", "XIV"),
            (4, "lowerRoman", "iv"),
            (28, "upperLetter", "BB"),
            (3, "lowerLetter", "c"),
            (5, "thaiNumbers", "5"),
            (5, "none", ""),
        ];
        for (value, format, label) in cases {
            assert_eq!(numeral(value, format), label, "{value} {format}");
        }
    }

    #[test]
    fn levels_count_restart_and_refer_to_each_other() {
        let level = |format: &str, text: &str| Level { format: format.to_owned(), text: text.to_owned(), ..Level::default() };
        let mut levels = vec![level("chineseCounting", "%1、"), level("chineseCounting", "（%2）"), level("decimal", "%1.%2.%3")];
        levels[2].legal = true;
        let mut counters = Counters::default();
        let steps: [(usize, Option<u32>, &str); 8] = [
            (0, None, "一、"),
            (1, None, "（一）"),
            (2, None, "1.1.1"),
            (2, None, "1.1.2"),
            (1, None, "（二）"),
            (2, None, "1.2.1"),
            (0, Some(5), "五、"),
            (2, None, "5.1.1"),
        ];
        for (at, restart, label) in steps {
            assert_eq!(next_label(&mut counters, &levels, at, restart), label);
        }
        levels[1].restart_after = Some(0);
        assert_eq!(next_label(&mut counters, &levels, 1, None), "（二）");
        assert_eq!(next_label(&mut counters, &levels, 0, None), "六、");
        assert_eq!(next_label(&mut counters, &levels, 1, None), "（三）");
    }

    #[test]
    fn labels_stand_before_text_as_typed() {
        let cases = [
            ("一、", false, "总体要求", "一、总体要求"),
            ("1.1", false, "学习", "1.1 学习"),
            ("1.", false, "2011年", "1. 2011年"),
            ("1.", false, "学习", "1.学习"),
            ("第一章", true, "总则", "第一章总则"),
            ("一是", false, "组织学习", "一是组织学习"),
            ("", false, "总则", "总则"),
        ];
        for (label, tight, text, line) in cases {
            assert_eq!(before_text(label, tight, text), line);
        }
    }
}
