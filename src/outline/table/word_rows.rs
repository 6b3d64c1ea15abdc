//! Tables whose cells are parted by single blanks: `序号 工作任务 责任单位` over `1 修缮病房 总务科`, as pages give them that
//! were turned into text. Only row numbers that count up under such a header make a table.

use std::ops::Range;

use super::cell_lines::give;
use super::cells::trimmed;
use super::headings::{LONGEST_HEADING, column_kind};
use super::{Column, ColumnKind, FlatTable, LONGEST_HEADER, TableRow, is_task_header, row_number};
use crate::fields::Labels;

/// Most columns.
const MOST_COLUMNS: usize = 10;
/// Most words of a row.
const MOST_WORDS: usize = 60;
/// Paragraphs that one row takes at most.
const MOST_ROW_LINES: usize = 4;
/// How a column of row numbers is headed.
const SERIAL: &str = "序号";

/// A table in words, its header in paragraph `first`; and the paragraph after it.
pub(super) fn table_in_words(text: &str, paragraphs: &[Range<usize>], first: usize, labels: &Labels) -> Option<(FlatTable, usize)> {
    let header = paragraphs.get(first).filter(|line| line.len() <= LONGEST_HEADER)?;
    let mut columns = columns(text, header, labels)?;
    if !is_task_header(&mut columns) {
        return None;
    }
    let begins = |at: usize, value: Option<u32>| {
        let line = paragraphs.get(at)?;
        let number = text[line.clone()].split_whitespace().next().filter(|word| word.len() <= 9).and_then(row_number)?;
        (text[line.clone()].contains(char::is_whitespace) && value.is_none_or(|value| value == number)).then_some(number)
    };
    let mut rows: Vec<TableRow> = Vec::new();
    let mut at = first + 1;
    let mut value = begins(at, None)?;
    loop {
        let next = (at + 1..=at + MOST_ROW_LINES).find(|&next| begins(next, Some(value + 1)).is_some());
        let lines = &paragraphs[at..next.unwrap_or(at + 1)];
        let words: Vec<Range<usize>> = lines.iter().flat_map(|line| words(text, line)).take(MOST_WORDS).collect();
        give(text, &words, &columns, true, labels, &mut rows);
        at += lines.len();
        match next {
            Some(_) => value += 1,
            None => break,
        }
    }
    let last = rows.last()?.range.end;
    Some((FlatTable { range: header.start..last, columns, rows, groups: Vec::new() }, at))
}

/// The columns of a header, its headings letter-spaced or not.
fn columns(text: &str, header: &Range<usize>, labels: &Labels) -> Option<Vec<Column>> {
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut spaced = false;
    for word in words(text, header) {
        let single = text[word.clone()].chars().count() == 1;
        match headings.last_mut() {
            // 工 作 任 务 is one heading, and so is 序 号 before it.
            Some(last) if single && spaced && closed(&text[last.clone()]) != SERIAL => last.end = word.end,
            _ => headings.push(word),
        }
        spaced = single;
    }
    let mut unknown = 0;
    let mut columns = Vec::with_capacity(headings.len());
    for heading in headings {
        let words = closed(&text[heading.clone()]);
        if words.chars().count() > LONGEST_HEADING || words.contains(['：', ':', '。', '，', ',']) {
            return None;
        }
        let kind = column_kind(&words, labels).unwrap_or_else(|| {
            unknown += 1;
            ColumnKind::Other
        });
        columns.push(Column { heading, kind });
    }
    let serial = columns.first().is_some_and(|column| column.kind == ColumnKind::Serial);
    (serial && unknown <= 1 && columns.len() <= MOST_COLUMNS).then_some(columns)
}

fn closed(words: &str) -> String {
    words.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The words between blanks.
fn words(text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = line.start;
    for (at, blank) in text[line.clone()].match_indices(char::is_whitespace) {
        found.push(start..line.start + at);
        start = line.start + at + blank.len();
    }
    found.push(start..line.end);
    found.retain(|word: &Range<usize>| !trimmed(text, word.clone()).is_empty());
    found
}
