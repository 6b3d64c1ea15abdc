//! 发文字号: 机关代字, 年份, 发文顺序号 (GB/T 9704-2012, 7.2.5).

use super::Number;
use crate::numeral::digit;

/// Brackets that the year stands in. The standard wants 〔〕; drafts and web pages have all of these.
const YEAR_BRACKETS: [(char, char); 8] =
    [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】'), ('(', ')'), ('（', '）'), ('﹝', '﹞'), ('"', '"')];

/// Whether a character stands for a serial number that is still to be filled in.
fn is_blank(character: char) -> bool {
    matches!(character, '×' | 'X' | 'x' | '＊' | '*' | '_' | '＿' | '－' | '-' | '—' | '…' | '.' | ' ' | '\u{3000}' | '\u{a0}' | '○')
}

/// Whether a character ends a document number's 机关代字 to the left: it can't be part of it.
fn ends_agency(character: char) -> bool {
    matches!(
        character,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | ':'
            | ','
            | ';'
            | '《'
            | '》'
            | '“'
            | '”'
            | '('
            | ')'
            | '（'
            | '）'
            | ' '
            | '\u{3000}'
            | '\t'
            | '\n'
    )
}

/// Longest 机关代字 in characters; longer is a sentence.
const LONGEST_AGENCY: usize = 16;

/// Finds the document number in a line of the notice's head: the whole line, or what stands in
/// brackets at its end or beside 签发人. Offsets count from `base`.
pub fn in_head_line(line: &str, base: usize) -> Option<Number> {
    let number = find(line)?;
    let before = line[..number.range.start].trim_matches(is_border);
    let after = line[number.range.end..].trim_matches(is_border);
    let label = before.trim_end_matches(['：', ':']);
    let is_label = |label: &str| {
        // 文   号 is set as wide as the labels above it.
        let label: String = label.chars().filter(|character| !character.is_whitespace()).collect();
        ["文号", "发文字号", "字号", "编号"].iter().any(|word| label.ends_with(word))
    };
    // 【文号】 and [ 发文字号 ] need no colon.
    let bracketed_label = before.strip_suffix(['】', ']']).is_some_and(|label| is_label(label.trim_end()));
    let labelled = label.len() < before.len() && is_label(label) || before.ends_with("号】") || bracketed_label;
    let alone = before.is_empty() || before.ends_with("文件") || labelled;
    // A table above a web page goes on: 文号：…　成文日期：….
    let undisturbed = labelled && line[number.range.end..].starts_with(char::is_whitespace)
        || after.is_empty()
        || after.starts_with("签发")
        || after.starts_with("密级")
        || after.starts_with("关于")
        || before.is_empty() && after.contains("关于") && super::kind::of_title(after).is_some();
    let bracketed = after.is_empty() && line[..number.range.start].ends_with(['（', '(']);
    (undisturbed && alone || bracketed).then(|| number.moved_by(base))
}

fn is_border(character: char) -> bool {
    character.is_whitespace() || matches!(character, '（' | '）' | '(' | ')' | '★' | '－' | '-' | '—')
}

/// Words before a 机关代字 that belong to the letterhead or the title, in a head without line breaks.
const BEFORE_AGENCY: &[&str] = &["文件", "通知", "方案", "意见", "办法", "要点", "细则", "规定", "决定", "通报", "计划", "规划", "公告"];

/// The first document number in a head that lost its line breaks.
pub fn within(head: &str) -> Option<Number> {
    head.match_indices('号').find_map(|(at, sign)| {
        let end = at + sign.len();
        let cut = BEFORE_AGENCY.iter().filter_map(|word| head[..at].rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
        let number = ending_at(&head[cut..end], at - cut)?.moved_by(cut);
        number.agency.is_some().then_some(number)
    })
}

/// A line that is a number but for its 号: 某政发〔2019〕1.
fn without_sign(line: &str) -> Option<Number> {
    let trimmed = line.trim();
    if !trimmed.ends_with(|last: char| last.is_ascii_digit()) || trimmed.chars().count() > LONGEST_AGENCY + 10 {
        return None;
    }
    let open = trimmed.find(['〔', '[', '［', '【'])?;
    let close = trimmed.find(['〕', ']', '］', '】'])?;
    let serial = trimmed.get(close..)?.trim_start_matches(['〕', ']', '］', '】']).trim();
    let serial = digits(serial.trim_start_matches('第'))?;
    let year = digits(trimmed.get(open..close)?.trim_start_matches(['〔', '[', '［', '【']).trim());
    let year = year.and_then(|year| i16::try_from(year).ok()).filter(|year| (1949..=2100).contains(year))?;
    let agency = trimmed[..open].trim();
    let plain = agency_before(agency).is_some_and(|found| found.len() == agency.len());
    let start = line.len() - line.trim_start().len();
    plain.then(|| Number { range: start..start + trimmed.len(), agency: Some(agency.to_owned()), year: Some(year), serial: Some(serial) })
}

/// The first document number in `line`, anywhere.
pub fn find(line: &str) -> Option<Number> {
    line.match_indices('号')
        .find_map(|(at, _)| ending_at(line, at))
        .or_else(|| ordinal(line))
        .or_else(|| issue(line))
        .or_else(|| without_sign(line))
}

/// The number whose 号 stands at `end`.
fn ending_at(line: &str, end: usize) -> Option<Number> {
    let left = line[..end].trim_end_matches(is_blank);
    let serial_start =
        left.len() - left.chars().rev().take_while(|&character| digit(character).is_some()).map(char::len_utf8).sum::<usize>();
    let serial = digits(&left[serial_start..]);
    let left = left[..serial_start].trim_end_matches(is_blank);
    let left = left.strip_suffix('第').unwrap_or(left).trim_end_matches(is_blank);
    let (open, _) = YEAR_BRACKETS.iter().find(|(_, close)| left.ends_with(*close))?;
    let left = &left[..left.len() - left.chars().next_back().map_or(0, char::len_utf8)];
    let open_at = left.rfind(*open)?;
    let year_words = left[open_at + open.len_utf8()..].trim_matches(|character: char| character.is_whitespace());
    let year = digits(year_words.trim_end_matches('年')).and_then(|year| i16::try_from(year).ok());
    if !year.is_some_and(|year| (1949..=2100).contains(&year)) {
        return None;
    }
    let agency = agency_before(&left[..open_at]);
    let start = open_at - agency.map_or(0, str::len);
    let agency = agency?.trim().to_owned();
    Some(Number { range: start..end + '号'.len_utf8(), agency: (!agency.is_empty()).then_some(agency), year, serial })
}

/// The 机关代字 that ends `left`, with the spaces that may follow it.
fn agency_before(left: &str) -> Option<&str> {
    let trimmed = left.trim_end();
    let start = trimmed.rfind(ends_agency).map_or(0, |at| at + trimmed[at..].chars().next().map_or(0, char::len_utf8));
    let words = &left[start..];
    let count = words.trim().chars().count();
    (1..=LONGEST_AGENCY).contains(&count).then_some(words)
}

/// `〔2015〕第9期`, which minutes and bulletins have; only where it is the whole line.
fn issue(line: &str) -> Option<Number> {
    let trimmed = line.trim();
    let body = trimmed.strip_suffix('期')?;
    let (open, close) = YEAR_BRACKETS.iter().find(|(open, _)| body.starts_with(*open))?;
    let (year, serial) = body[open.len_utf8()..].split_once(*close)?;
    let year = digits(year.trim()).and_then(|year| i16::try_from(year).ok()).filter(|year| (1949..=2100).contains(year))?;
    let serial = digits(serial.trim().trim_start_matches('第').trim())?;
    let start = line.len() - line.trim_start().len();
    Some(Number { range: start..start + trimmed.len(), agency: None, year: Some(year), serial: Some(serial) })
}

/// `2011年第7号` and `某字第7号`, as 公告 and older notices have them; only where they are the whole line.
fn ordinal(line: &str) -> Option<Number> {
    let trimmed = line.trim().trim_matches(['（', '）', '(', ')']);
    let body = trimmed.strip_suffix('号')?;
    let (before, serial) = body.split_once('第')?;
    let serial = digits(serial.trim())?;
    let start = trimmed.as_ptr() as usize - line.as_ptr() as usize;
    let range = start..start + trimmed.len();
    if let Some(year) = before.trim().strip_suffix('年').and_then(digits) {
        let year = i16::try_from(year).ok().filter(|year| (1949..=2100).contains(year))?;
        return Some(Number { range, agency: None, year: Some(year), serial: Some(serial) });
    }
    let agency = before.trim().strip_suffix('字')?;
    let count = agency.chars().count();
    (1..=LONGEST_AGENCY).contains(&count).then(|| Number { range, agency: Some(format!("{agency}字")), year: None, serial: Some(serial) })
}

/// Digits in a row, Arabic, full-width or Chinese.
fn digits(words: &str) -> Option<u32> {
    if words.is_empty() || words.chars().any(|character| digit(character).is_none()) {
        return None;
    }
    crate::numeral::number(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_head_lines() {
        let cases = [
            ("海医委〔2013〕7号", Some(("海医委〔2013〕7号", Some("海医委"), Some(2013), Some(7)))),
            ("海医委[2013]７号", Some(("海医委[2013]７号", Some("海医委"), Some(2013), Some(7)))),
            ("海医委发【２０１３】第12号", Some(("海医委发【２０１３】第12号", Some("海医委发"), Some(2013), Some(12)))),
            ("海医委（2013）7 号", Some(("海医委（2013）7 号", Some("海医委"), Some(2013), Some(7)))),
            ("海医委〔2013〕号", Some(("海医委〔2013〕号", Some("海医委"), Some(2013), None))),
            ("海医委〔2013〕××号", Some(("海医委〔2013〕××号", Some("海医委"), Some(2013), None))),
            ("海医委〔2013〕   号", Some(("海医委〔2013〕   号", Some("海医委"), Some(2013), None))),
            ("海医委〔2013〕7号      签发人：韦某", Some(("海医委〔2013〕7号", Some("海医委"), Some(2013), Some(7)))),
            ("（海医委〔2013〕7号）", Some(("海医委〔2013〕7号", Some("海医委"), Some(2013), Some(7)))),
            ("关于整理档案的通知（海医委〔2013〕7号）", Some(("海医委〔2013〕7号", Some("海医委"), Some(2013), Some(7)))),
            ("文号：海医委〔2013〕7号\t成文日期：2013年4月9日", Some(("海医委〔2013〕7号", Some("海医委"), Some(2013), Some(7)))),
            ("〔2013〕第4期", Some(("〔2013〕第4期", None, Some(2013), Some(4)))),
            ("2013年第4号", Some(("2013年第4号", None, Some(2013), Some(4)))),
            ("海医字第9号", Some(("海医字第9号", Some("海医字"), None, Some(9)))),
            ("海医委〔2013〕7", Some(("海医委〔2013〕7", Some("海医委"), Some(2013), Some(7)))),
            ("参加人数[2013]多于往年12", None),
            ("根据市局通知（海卫发〔2012〕3号）精神，结合实际", None),
            ("海医委〔13〕7号", None),
            ("第二病区7号", None),
            ("拨打6012345号", None),
        ];
        for (line, expected) in cases {
            let found = in_head_line(line, 0);
            let found = found.as_ref().map(|number| (&line[number.range.clone()], number.agency.as_deref(), number.year, number.serial));
            assert_eq!(found, expected, "{line}");
        }
    }
}
