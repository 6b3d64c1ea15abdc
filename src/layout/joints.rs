//! What the end of a line and the beginning of the next say of themselves about whether they are one.

use super::signs::{begins_with_marker, is_han};
use crate::fields::Labels;

/// What goes on behind 7月.
const PARTS_OF_MONTH: [&str; 6] = ["底", "末前", "上旬", "中旬", "下旬", "份"];
/// Characters of a label that a line end cuts off at most.
const MOST_HALF: usize = 4;

/// Whether a line ends with a label that is not its first, so that the value stands in the next: 责任单位：甲，时间要求：.
pub fn ends_with_further_label(line: &str) -> bool {
    let Some(words) = line.strip_suffix(['：', ':']) else { return false };
    let Some((at, comma)) = words.char_indices().rev().take(9).find(|&(_, character)| !is_han(character)) else { return false };
    let label = &words[at + comma.len_utf8()..];
    if comma == '。' {
        return Labels::built_in().whole(label).is_some();
    }
    (2..=8).contains(&label.chars().count())
        && matches!(comma, '，' | ',' | '；' | ';' | ' ' | '\u{3000}')
        && words[..at].contains(['：', ':'])
}

/// Whether `line` begins with a mark that ends something: no paragraph does.
pub fn begins_with_closing_mark(line: &str) -> bool {
    line.starts_with(['，', '。', '、', '；', '：', '！', '？', '）', '》', '”', ',', ';', ':', ')'])
}

/// Whether the words before the colon of `next` are only the second half of a label: 责任 / 单位：….
pub fn completes_label(line: &str, next: &str) -> bool {
    let Some(colon) = next.find(['：', ':']) else { return false };
    let labels = Labels::built_in();
    let half = &next[..colon];
    if labels.whole(half).is_some() {
        // 办结 / 时限：… is one label, though the half is one too.
        let parted = line.rsplit(['，', '；', '。', ',', ';', ' ', '\u{3000}']).next().unwrap_or_default();
        let first_half = parted.len() < line.len() && (1..=MOST_HALF).contains(&parted.chars().count());
        return first_half && labels.whole(&format!("{parted}{half}")).is_some();
    }
    let mut tails = line.char_indices().rev().take(MOST_HALF).map(|(at, _)| &line[at..]);
    tails.any(|tail| labels.whole(&format!("{tail}{half}")).is_some())
}

/// Whether a line begins with the end of a sentence that leads a list in: 以下工作：.
pub fn begins_with_call(line: &str) -> bool {
    let words = line.split(['：', ':']).next().unwrap_or_default();
    words.contains("以下") || words.contains("如下") || words.contains("下列") || words.contains("几项")
}

/// Whether a line begins with a day or a month: 7月20日.
pub fn begins_with_date(line: &str) -> bool {
    let (digits, after) = leading_digits(line);
    (1..=4).contains(&digits) && after.starts_with(['年', '月'])
}

/// How many digits a line begins with, and what stands behind them.
fn leading_digits(line: &str) -> (usize, &str) {
    let after = line.trim_start_matches(|character: char| character.is_ascii_digit());
    (line.len() - after.len(), after)
}

/// Whether a line end parts a date: 2013年 and 11月, 7月 and 底前, 3月— and 5月.
pub fn parts_a_date(line: &str, next: &str) -> bool {
    let (digits, after) = leading_digits(next);
    let numbered = (1..=2).contains(&digits);
    let counted = |words: &str| words.ends_with(|last: char| last.is_ascii_digit());
    match line.chars().next_back() {
        Some('年') => numbered && after.starts_with('月'),
        Some('月') if counted(line.trim_end_matches('月')) => {
            numbered && after.starts_with(['日', '号']) || PARTS_OF_MONTH.iter().any(|part| next.starts_with(part))
        }
        Some('—' | '-' | '－' | '～' | '~' | '至') => {
            let from = line.trim_end_matches(['—', '-', '－', '～', '~', '至']);
            from.ends_with(['年', '月', '日']) && digits > 0 && after.starts_with(['年', '月', '日'])
        }
        Some(last) if last.is_ascii_digit() => digits == 0 && after.starts_with(['年', '月', '日']),
        _ => false,
    }
}

/// Whether a heading with its fields in brackets behind it is all that the line holds: （一）加强监管（镇司法所负责）.
pub fn is_heading_with_fields(line: &str) -> bool {
    let Some(open) = line.rfind(['（', '(']).filter(|_| line.ends_with(['）', ')'])) else { return false };
    let inner = &line[open..];
    let has_field = inner.contains(['：', ':']) || ["牵头", "负责", "配合"].iter().any(|role| inner.contains(role));
    has_field && begins_with_marker(line) && !line[..open].contains(['，', '。', ',', '；'])
}

/// 首先, 一是 and the like can begin a wrapped line too.
pub fn begins_with_word_marker(line: &str) -> bool {
    ["首先", "其次", "再次", "最后"].iter().any(|word| line.starts_with(word))
}

/// Whether a line ends among the units of a label: what stands behind its last full stop begins with one and ends with a semicolon.
pub fn ends_in_units(line: &str) -> bool {
    if !line.ends_with(['；', ';']) {
        return false;
    }
    let last = line.rsplit('。').next().unwrap_or(line);
    last.split(['；', ';'])
        .rev()
        .find_map(|part| part.split_once(['：', ':']))
        .is_some_and(|(label, _)| Labels::built_in().whole(label.trim()).is_some())
}
