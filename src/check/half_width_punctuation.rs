//! T004 half-width-punctuation: see `docs/rules/T004.md`.

use std::ops::Range;

use super::{Bilingual, Change, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "T004",
    name: "half-width-punctuation",
    severity: Severity::Info,
    message: Bilingual { zh: "中文里用了半角标点“{0}”", en: "half-width “{0}” in Chinese text" },
    page: include_str!("../../docs/rules/T004.md"),
    find,
};

/// Half-width marks that Chinese text writes full-width (GB/T 15834-2011), and how.
const HALF_WIDTH: [(u8, &str); 5] = [(b',', "，"), (b';', "；"), (b':', "："), (b'?', "？"), (b'!', "！")];

fn find(draft: &Draft<'_>, places: &mut Places) {
    let (Some(first), Some(last)) = (draft.paragraphs.first(), draft.paragraphs.last()) else { return };
    let region = &draft.text()[first.start..last.end];
    let bytes = region.as_bytes();
    let marks = memchr::memchr3_iter(b',', b';', b':', bytes).chain(memchr::memchr2_iter(b'?', b'!', bytes));
    let mut marks: Vec<usize> = marks.filter(|&at| may_be_in_chinese(bytes, at)).map(|at| first.start + at).collect();
    marks.sort_unstable();
    let mut marks = &marks[..];
    while let Some(&mark) = marks.first() {
        let Some(range) = draft.paragraph_at(mark) else { return };
        let (here, behind) = marks.split_at(marks.partition_point(|&mark| mark < range.end).max(1));
        marks = behind;
        report(draft, range, here, places);
    }
}

/// Reports a paragraph by the first of its `marks` that should be full-width.
fn report(draft: &Draft<'_>, range: &Range<usize>, marks: &[usize], places: &mut Places) {
    let words = draft.words(range);
    let full = |at: usize| HALF_WIDTH.iter().find(|(mark, _)| *mark == draft.text().as_bytes()[at]).map(|(_, full)| (at, *full));
    let marks = marks.iter().copied().filter(|&at| at < range.end && in_chinese(words, at - range.start));
    let mut marks = marks.filter_map(full);
    let Some((first, full)) = marks.next() else { return };
    places.at(first..first + 1, None, &[&draft.text()[first..=first]]);
    if draft.wants_corrections {
        let all = std::iter::once((first, full)).chain(marks);
        places.mended_by(all.filter_map(|(at, full)| change(draft, at, full)).collect());
    }
}

/// A question or exclamation mark in a damaged text may be what is left of another character.
fn change(draft: &Draft<'_>, at: usize, full: &str) -> Option<Change> {
    if matches!(full, "？" | "！") && !draft.unresolved.is_empty() { None } else { draft.change(at..at + 1, full) }
}

/// Whether the byte at `at` stands behind a character that is not ASCII, as most half-width marks (8:30, http:) do not.
fn may_be_in_chinese(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| !bytes[before].is_ascii())
}

/// Whether the byte at `at`, an ASCII mark, stands behind a Chinese character or quotation mark and before another one, a figure
/// or nothing: 责任科室:院办, 完成时间:6月底, but not 8:30 or 网址:http.
fn in_chinese(words: &str, at: usize) -> bool {
    let chinese = |character: char| matches!(character, '\u{4e00}'..='\u{9fff}' | '“' | '”' | '《' | '》' | '（' | '）' | '〕');
    let before = words[..at].chars().next_back().is_some_and(chinese);
    let mut rest = words[at + 1..].chars().skip_while(|character| *character == ' ');
    before && rest.next().is_none_or(|after| chinese(after) || after.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_mark_stands() {
        // words, the mark, whether it should be full-width
        let cases = [
            ("责任科室:院办", ':', true),
            ("完成时间:6月底", ':', true),
            ("请各科室遵照执行,", ',', true),
            ("认真学习, 抓好落实", ',', true),
            ("（一）组织学习;", ';', true),
            ("上午8:30", ':', false),
            ("网址:http", ':', false),
            ("第3,4号", ',', false),
            ("Word,Excel", ',', false),
        ];
        for (words, mark, expected) in cases {
            assert_eq!(in_chinese(words, words.find(mark).unwrap_or_default()), expected, "{words}");
        }
    }
}
