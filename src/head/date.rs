//! 成文日期: a line that is a date, in Chinese or Arabic numerals (GB/T 9704-2012, 7.3.5.4).

use std::ops::Range;

use jiff::civil::Date;

use crate::numeral::number;

/// A date at an edge of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateInLine {
    /// Byte range in the line.
    pub range: Range<usize>,
    /// The day; `None` where month or day are not filled in or there is no such day.
    pub date: Option<Date>,
    /// With 年 and 月, not as 2013-04-09.
    pub is_written: bool,
}

/// Longest line in characters that is taken for a date with its issuer.
const LONGEST_LINE: usize = 60;

/// What may stand after the date in its line.
const AFTER: [&str; 6] = ["印发", "印制", "发布", "印", "签发", "发"];

/// The date that ends `line` (white space, brackets and 印发 aside).
pub fn at_end(line: &str) -> Option<DateInLine> {
    // Asked of every line: most end otherwise.
    let may_end = |character| matches!(character, '日' | '号' | '月' | '年' | '发' | '制' | '印' | '布' | '0'..='9' | '０'..='９');
    let closes = |character: &char| matches!(character, '）' | ')' | '。') || character.is_whitespace();
    if !line.chars().rev().find(|character| !closes(character)).is_some_and(may_end) {
        return None;
    }
    let mut body = line.trim_end();
    if !body.trim_end_matches(['）', ')', '。']).ends_with(may_end) {
        return None;
    }
    if body.len() > 4 * LONGEST_LINE {
        let start = body.trim_end_matches('。').rfind('。').map(|at| at + '。'.len_utf8())?;
        let found = if body.len() - start > 4 * LONGEST_LINE { None } else { at_end(&body[start..]) }?;
        return Some(DateInLine { range: found.range.start + start..found.range.end + start, ..found });
    }
    if !body.contains(['日', '月', '-', '.', '/', '．', '－']) {
        return None;
    }
    // （2015年1月23日印发）
    body = body.trim_end_matches(['）', ')', '。']).trim_end();
    for after in AFTER {
        if let Some(rest) = body.strip_suffix(after) {
            body = rest.trim_end();
            break;
        }
    }
    let body = body.trim_end_matches(['）', ')', '。']);
    chinese_form(body).or_else(|| separated_form(body))
}

/// Bytes within which a signature ends with its date.
pub const SIGNED_WITHIN: usize = 160;

/// The date that `words` begin with, alone or behind the name of a unit, where no sentence goes on with it: 市教育局2011年3月1日附件….
pub fn signed_at_start(words: &str) -> Option<DateInLine> {
    let words = &words[..words.floor_char_boundary(SIGNED_WITHIN)];
    let end = words.find('日')? + '日'.len_utf8();
    let found = chinese_form(&words[..end]).filter(|found| found.date.is_some())?;
    let before = words[..found.range.start].trim();
    let goes_on =
        words[end..].trim_start().starts_with(['前', '起', '至', '到', '—', '-', '以', '之', '，', ',', '、', '在', '召', '市', '我']);
    (!goes_on && (before.is_empty() || super::unit_name::is_unit_name(before))).then_some(found)
}

/// `二〇一〇年七月一日`, `2010年7月1日`, `2010 年 7 月  日`.
fn chinese_form(body: &str) -> Option<DateInLine> {
    let year_sign = body.rfind('年')?;
    let after_year = body[year_sign + '年'.len_utf8()..].trim();
    let year_words = body[..year_sign].trim_end();
    let start = year_words.len()
        - trailing(year_words, |character| crate::numeral::digit(character).is_some() || matches!(character, '×' | 'X' | '*'));
    let year = number(&year_words[start..]).and_then(|year| i16::try_from(year).ok()).filter(|year| (1949..=2100).contains(year));
    if start == year_words.len() || year_words[start..].chars().count() != 4 {
        return None;
    }
    let (month, rest) = after_year.split_once('月')?;
    let day = match rest.trim() {
        "" => "",
        rest => rest.strip_suffix('日').or_else(|| rest.strip_suffix('号'))?.trim(),
    };
    let (month, day) = (month.trim(), day);
    // 元月 is a year's first.
    let month = if month == "元" { "1" } else { month };
    let filled = |words: &str| number(words).and_then(|value| i8::try_from(value).ok());
    if !is_blank_or_number(month) || !is_blank_or_number(day) {
        return None;
    }
    let date = match (year, filled(month), filled(day)) {
        (Some(year), Some(month), Some(day)) => Date::new(year, month, day).ok(),
        _ => None,
    };
    Some(DateInLine { range: start..body.len(), date, is_written: true })
}

fn is_blank_or_number(words: &str) -> bool {
    words.chars().all(|character| matches!(character, '×' | 'X' | '*' | '_' | ' ' | '\u{3000}')) || number(words).is_some()
}

/// `2010-07-01`, `2010.7.1`, `2010/7/1`.
fn separated_form(body: &str) -> Option<DateInLine> {
    let start = body.len() - trailing(body, |character| character.is_ascii_digit() || matches!(character, '-' | '.' | '/' | '．' | '－'));
    let words = &body[start..];
    let mut parts = words.split(['-', '.', '/', '．', '－']);
    let year = parts.next()?.parse().ok().filter(|year: &i16| (1949..=2100).contains(year))?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    Some(DateInLine { range: start..body.len(), date: Date::new(year, month, day).ok(), is_written: false })
}

/// Bytes of the characters at the end of `words` that `is_part` takes.
fn trailing(words: &str, is_part: impl Fn(char) -> bool) -> usize {
    words.chars().rev().take_while(|&character| is_part(character)).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_at_line_ends() {
        let cases = [
            ("二〇一三年四月九日", Some(("二〇一三年四月九日", Some("2013-04-09")))),
            ("二○一三年十二月三十一日", Some(("二○一三年十二月三十一日", Some("2013-12-31")))),
            ("2013年4月9日", Some(("2013年4月9日", Some("2013-04-09")))),
            ("2013 年 4 月 9 日", Some(("2013 年 4 月 9 日", Some("2013-04-09")))),
            ("２０１３年４月９日", Some(("２０１３年４月９日", Some("2013-04-09")))),
            ("（2013年4月9日）", Some(("2013年4月9日", Some("2013-04-09")))),
            ("市医院办公室    2013年4月9日印发", Some(("2013年4月9日", Some("2013-04-09")))),
            ("2013-04-09", Some(("2013-04-09", Some("2013-04-09")))),
            ("2013.4.9", Some(("2013.4.9", Some("2013-04-09")))),
            ("2013年  月  日", Some(("2013年  月  日", None))),
            ("2013年4月", Some(("2013年4月", None))),
            ("2013年2月30日", Some(("2013年2月30日", None))),
            ("12.5", None),
            ("4月9日", None),
            ("全年每月一次", None),
        ];
        for (line, expected) in cases {
            let found = at_end(line);
            let found = found.as_ref().map(|found| (&line[found.range.clone()], found.date.map(|date| date.to_string())));
            assert_eq!(found, expected.map(|(words, date)| (words, date.map(str::to_owned))), "{line}");
        }
    }
}
