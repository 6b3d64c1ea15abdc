//! Tables that lost their lines: rows by tabs, runs of spaces, `|`, or one cell a line.

mod cell_lines;
mod cells;
mod headings;
mod merged;
mod rows;
mod word_rows;

use std::ops::Range;

use cell_lines::table_in_cells;
use cells::{Parting, PartingSigns, align, cells, is_rule, parting, parts, row_range};
use headings::{LONGEST_HEADING, SERIAL_OPENINGS, column_kind};
use merged::headings_in_first_column;
pub use rows::add_table_rows;
use word_rows::table_in_words;

use crate::fields::Labels;
use crate::notice::FieldKind;
use crate::numeral::number;

/// A table of tasks, as byte ranges of the laid-out text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlatTable {
    /// From the header line to the last row.
    pub range: Range<usize>,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// The rows under the header.
    pub rows: Vec<TableRow>,
    /// Lines between the rows that head those below them: 一、医疗服务.
    pub groups: Vec<Range<usize>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: Range<usize>,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// 序号.
    Serial,
    /// What is to be done.
    Task,
    /// A field of the row's item.
    Field(FieldKind),
    /// Anything else.
    Other,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// From its first cell to its last.
    pub range: Range<usize>,
    /// One for each column; `None` for an empty cell.
    pub cells: Vec<Option<Range<usize>>>,
}

/// Longest line that can be a header, in bytes.
const LONGEST_HEADER: usize = 400;

/// Finds the tables in the paragraphs (ascending byte ranges); columns are told by `labels`.
pub fn flattened_tables(text: &str, paragraphs: &[Range<usize>], labels: &Labels) -> Vec<FlatTable> {
    let mut tables = Vec::new();
    // A header and a row at least.
    let [first, .., last] = paragraphs else { return tables };
    let mut signs = PartingSigns::new(text.get(..last.end).unwrap_or(text), first.start);
    let mut at = 0;
    while let Some(header) = paragraphs.get(at) {
        let in_lines = if signs.stand_in(header) { table_in_lines(text, paragraphs, at, labels) } else { None };
        // Nearly every other paragraph is told from a header by its first characters.
        let may_head = || text[header.clone()].starts_with(|first| SERIAL_OPENINGS.contains(first));
        let table = in_lines.or_else(|| {
            if !may_head() {
                return None;
            }
            table_in_cells(text, paragraphs, at, labels).or_else(|| table_in_words(text, paragraphs, at, labels))
        });
        match table {
            Some((table, next)) => {
                tables.push(table);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    tables
}

/// The value of a row's number: 1, 1. or 一.
fn row_number(words: &str) -> Option<u32> {
    let words = words.trim().trim_start_matches(['（', '(']).trim_end_matches(['、', '.', '．', '）', ')', ' ', '。']);
    if words.is_empty() || words.len() > 12 { None } else { number(words) }
}

/// Whether the columns make a table of tasks; only the first column of tasks stays one.
fn is_header(columns: &mut [Column]) -> bool {
    let has = |kind| columns.iter().any(|column| column.kind == kind);
    let named = has(ColumnKind::Serial) || has(ColumnKind::Task);
    let fields = columns.iter().filter(|column| matches!(column.kind, ColumnKind::Field(_))).count();
    let mut tasks = 0;
    for column in columns.iter_mut().filter(|column| matches!(column.kind, ColumnKind::Task | ColumnKind::Serial)) {
        if column.kind == ColumnKind::Task {
            tasks += 1;
            if tasks > 1 {
                column.kind = ColumnKind::Other;
            }
        }
    }
    named && fields > 0 && columns.len() >= 2
}

/// Whether the columns make a table of three columns or more, one of them the tasks': where none is known as that, the first that is
/// no field's is, as such a table has its own word for them now and then (民生实事).
fn is_task_header(columns: &mut [Column]) -> bool {
    if !columns.iter().any(|column| column.kind == ColumnKind::Task) {
        let Some(other) = columns.iter_mut().find(|column| column.kind == ColumnKind::Other) else { return false };
        other.kind = ColumnKind::Task;
    }
    columns.len() >= 3 && is_header(columns)
}

/// A table whose rows are lines, its header in paragraph `first`; and the paragraph after it.
fn table_in_lines(text: &str, paragraphs: &[Range<usize>], first: usize, labels: &Labels) -> Option<(FlatTable, usize)> {
    let header = paragraphs.get(first)?;
    if header.len() > LONGEST_HEADER {
        return None;
    }
    let parting = parting(&text[header.clone()])?;
    let mut columns = Vec::new();
    for cell in cells(text, header, parting) {
        let words = &text[cell.clone()];
        // 牵头单位：甲  配合单位：乙 is a line of fields.
        if words.trim_end_matches(['：', ':']).contains(['：', ':', '。', '，']) {
            return None;
        }
        let kind = column_kind(words, labels).or_else(|| (words.chars().count() <= LONGEST_HEADING).then_some(ColumnKind::Other))?;
        columns.push(Column { heading: cell, kind });
    }
    if !is_header(&mut columns) {
        return None;
    }
    let mut rows: Vec<TableRow> = Vec::new();
    let mut groups = Vec::new();
    let mut at = first + 1;
    let mut end = at;
    while let Some(paragraph) = paragraphs.get(at) {
        if is_rule(&text[paragraph.clone()]) {
            at += 1;
            continue;
        }
        // Printed anew at the top of a page.
        if is_same_header(text, paragraph, header) {
            at += 1;
            continue;
        }
        // A section with a table of its own comes next.
        if paragraphs.get(at + 1).is_some_and(|next| is_same_header(text, next, header)) && !parts(&text[paragraph.clone()], parting) {
            break;
        }
        let cells = cells(text, paragraph, parting);
        if parting == Parting::Spaces && at > first + 1 && goes_on(text, &paragraphs[at - 1], &cells, &columns) {
            // Its words stand below cells that are not its neighbours, so they belong to the row but to no cell.
            if let Some(row) = rows.last_mut() {
                row.range.end = paragraph.end;
            }
            at += 1;
            end = at;
            continue;
        }
        let mut filled = cells.iter().filter(|cell| !cell.is_empty());
        let only = filled.next().filter(|_| filled.next().is_none());
        if let Some(only) = only.filter(|only| heads_rows(text, only, paragraphs.get(at + 1), parting, &columns)) {
            groups.push(only.clone());
            at += 1;
            continue;
        }
        if only.is_some() || !parts(&text[paragraph.clone()], parting) {
            break;
        }
        if !is_sum(text, &cells) {
            rows.push(TableRow { range: row_range(&cells, paragraph), cells: align(text, cells, &columns, parting, labels) });
        }
        at += 1;
        end = at;
    }
    let last = rows.last()?.range.end;
    let headings = headings_in_first_column(text, &mut columns, &mut rows);
    if !headings.is_empty() {
        groups = headings;
    }
    groups.retain(|group: &Range<usize>| group.start < last);
    Some((FlatTable { range: header.start..last, columns, rows, groups }, end))
}

/// Whether a row only sums up the others: 合计.
fn is_sum(text: &str, cells: &[Range<usize>]) -> bool {
    const SUMS: [&str; 4] = ["合计", "总计", "小计", "共计"];
    let first = cells.iter().find(|cell| !cell.is_empty()).map(|cell| &text[cell.clone()]);
    first.is_some_and(|first| SUMS.contains(&first.replace([' ', '\u{3000}'], "").as_str()))
}

/// Whether a line of few cells only goes on with those of the line above, one of which ends in a comma.
fn goes_on(text: &str, above: &Range<usize>, line: &[Range<usize>], columns: &[Column]) -> bool {
    let numbered = columns.iter().any(|column| column.kind == ColumnKind::Serial);
    let unfinished = cells(text, above, Parting::Spaces).iter().any(|cell| text[cell.clone()].ends_with(['，', '、', ',']));
    numbered && unfinished && 2 * line.len() < columns.len() && line.first().is_none_or(|first| row_number(&text[first.clone()]).is_none())
}

/// Whether two lines say the same but for their blanks.
fn is_same_header(text: &str, line: &Range<usize>, header: &Range<usize>) -> bool {
    let words = |range: &Range<usize>| text[range.clone()].chars().filter(|character| !character.is_whitespace());
    line.len().abs_diff(header.len()) <= 40 && words(line).eq(words(header))
}

/// Most bytes of a line that heads the rows below it.
const LONGEST_GROUP: usize = 120;

/// Whether the only cell of a line heads the rows below: short, no sentence, and a whole row comes next.
fn heads_rows(text: &str, only: &Range<usize>, next: Option<&Range<usize>>, parting: Parting, columns: &[Column]) -> bool {
    let words = &text[only.clone()];
    let Some(next) = next.filter(|next| only.len() <= LONGEST_GROUP && parts(&text[(*next).clone()], parting)) else { return false };
    let filled = cells(text, next, parting).iter().filter(|cell| !cell.is_empty()).count();
    filled >= 2 && filled + 1 >= columns.len() && filled <= columns.len() && !words.contains(['。', '；', '：', ':', ';'])
}
