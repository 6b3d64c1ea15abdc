//! Cells that were merged over several rows (合并单元格): a flattened row lacks them, and its other cells moved up into their place.

use std::ops::Range;

use super::{Column, ColumnKind, TableRow};
use crate::fields::{self, Labels};
use crate::outline::marker::{self, Mark, Reading, Style};

/// How many cells of a row stand too far left, as merged ones before them were lost: with empty ones at its end, so many that the most
/// cells under labels fit them.
pub(super) fn lost_before(text: &str, cells: &[Range<usize>], columns: &[Column], labels: &Labels) -> usize {
    let empty = cells.iter().rev().take_while(|cell| cell.is_empty()).count();
    if empty == 0 || empty == cells.len() {
        return 0;
    }
    let filled = &cells[..cells.len() - empty];
    let fitting = |lost: usize| {
        let mut fitting = 0;
        for (column, cell) in columns[lost..].iter().zip(filled).filter(|(_, cell)| !cell.is_empty()) {
            match column.kind {
                ColumnKind::Field(kind) if fields::fits(text, cell.clone(), kind, labels) => fitting += 1,
                ColumnKind::Field(_) | ColumnKind::Serial if lost > 0 => return None,
                _ => {}
            }
        }
        Some(fitting)
    };
    let most = empty.min(columns.len().saturating_sub(filled.len()));
    // The fewest of those that fit as many.
    (0..=most).filter_map(|lost| Some((fitting(lost)?, std::cmp::Reverse(lost)))).max().map_or(0, |(_, lost)| lost.0)
}

/// Where the tasks stand in the second of two columns, as the cells of the first were merged: makes that the column of tasks, and gives
/// the cells of the first that are headings: 一、政务公开 | 1.更新网页.
pub(super) fn headings_in_first_column(text: &str, columns: &mut [Column], rows: &mut [TableRow]) -> Vec<Range<usize>> {
    let Some(first) = columns.iter().position(|column| column.kind == ColumnKind::Task) else { return Vec::new() };
    let second = first + 1;
    if columns.get(second).is_none_or(|column| column.kind != ColumnKind::Other) {
        return Vec::new();
    }
    let cell = |row: &TableRow, column: usize| row.cells.get(column).cloned().flatten();
    let is_merged = rows.iter().any(|row| cell(row, first).is_none()) && rows.iter().all(|row| cell(row, second).is_some());
    let is_marked = |column: usize| rows.iter().filter_map(|row| cell(row, column)).all(|cell| mark_of(&text[cell]).is_some());
    if !(is_merged || is_marked(first) && is_marked(second)) {
        return Vec::new();
    }
    (columns[first].kind, columns[second].kind) = (ColumnKind::Other, ColumnKind::Task);
    let mut headings = Vec::new();
    for row in rows {
        let Some(heading) = cell(row, first).filter(|heading| mark_of(&text[heading.clone()]).is_some()) else { continue };
        if let Some(task) = cell(row, second) {
            row.range.start = task.start;
        }
        headings.push(heading);
    }
    headings
}

/// The enumerator that a cell begins with.
pub(super) fn mark_of(words: &str) -> Option<Mark> {
    match marker::read(words, words.chars().next()?, None) {
        Reading::Mark(mark) if mark.style != Style::Bare => Some(mark),
        _ => None,
    }
}
