//! Tables that were flattened to one cell a line: bare row numbers that count up, a row of lines apart.

use std::ops::Range;

/// Cells of one row at most.
const WIDEST_ROW: usize = 16;
/// Rows from which a table needs no header.
const ROWS: usize = 3;
/// What stands over the row numbers.
const HEADERS: &[&str] = &["序号", "编号", "项次"];

/// A run of row numbers.
#[derive(Debug, Clone, Copy)]
struct Rows {
    first: usize,
    last: usize,
    /// The number on the line `last`.
    number: usize,
    count: usize,
    /// Lines of the narrowest row.
    narrowest: usize,
}

/// Which lines are cells; empty where no line is.
pub fn cells(text: &str, lines: &[Range<usize>]) -> Vec<bool> {
    let mut cells = Vec::new();
    let mut open: Option<Rows> = None;
    for (index, line) in lines.iter().enumerate() {
        let Some(number) = row_number(&text[line.clone()]) else { continue };
        match &mut open {
            Some(rows) if number == rows.number + 1 && (2..=WIDEST_ROW).contains(&(index - rows.last)) => {
                rows.narrowest = rows.narrowest.min(index - rows.last);
                (rows.last, rows.number, rows.count) = (index, number, rows.count + 1);
            }
            _ => {
                mark(text, lines, open.take(), &mut cells);
                open = (number == 1).then_some(Rows { first: index, last: index, number, count: 1, narrowest: WIDEST_ROW });
            }
        }
    }
    mark(text, lines, open, &mut cells);
    cells
}

/// The number on a line that holds nothing else.
fn row_number(line: &str) -> Option<usize> {
    let digits = line.len() <= 3 && line.bytes().all(|byte| byte.is_ascii_digit());
    if digits { line.parse().ok() } else { None }
}

fn mark(text: &str, lines: &[Range<usize>], rows: Option<Rows>, cells: &mut Vec<bool>) {
    let Some(rows) = rows.filter(|rows| rows.count >= 2) else { return };
    let above = rows.first.saturating_sub(WIDEST_ROW)..rows.first;
    let header = above.rev().find(|&line| HEADERS.contains(&&text[lines[line].clone()]));
    if header.is_none() && rows.count < ROWS {
        return;
    }
    cells.resize(lines.len(), false);
    let end = (rows.last + rows.narrowest).min(lines.len());
    cells[header.unwrap_or(rows.first)..end].fill(true);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines::lines;

    #[test]
    fn tables_and_what_looks_like_them() {
        // Lines, and the first and the last of those that are cells.
        let cases: &[(&str, Option<(&str, &str)>)] = &[
            ("说明\n序号\n任务\n科室\n1\n整理\n办公室\n2\n清点\n总务科\n以上请落实", Some(("序号", "总务科"))),
            ("1\n整理\n办公室\n2\n清点\n总务科\n3\n编号\n总务科\n4\n上架\n总务科\n完", Some(("1", "总务科"))),
            ("1\n整理\n办公室\n2\n清点\n总务科", None),
            ("1\n2\n3\n4", None),
            ("3\n整理\n办公室\n4\n清点\n总务科\n5\n上架\n总务科", None),
        ];
        for &(text, expected) in cases {
            let lines = lines(text);
            let cells = cells(text, &lines);
            let line = |at: Option<usize>| at.map(|at| &text[lines[at].clone()]);
            let found = line(cells.iter().position(|&cell| cell)).zip(line(cells.iter().rposition(|&cell| cell)));
            assert_eq!(found, expected, "{text}");
        }
    }
}
