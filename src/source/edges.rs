//! Tables of .doc and .rtf: cells are ended by marks, and columns are known by where their edges lie.

use super::limits::TABLE_PIECES;
use super::table::{Merge, Table};

/// Edges nearer than this (twips, 1/20 point) are one column's.
const SAME_EDGE: i16 = 30;

/// The cells of a row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The cells' edges in twips from the left margin, one more than there are cells.
    pub edges: Vec<i16>,
    /// For each cell: goes on from the cell to its left.
    pub joined_left: Vec<bool>,
    /// For each cell: goes on from the cell above.
    pub joined_above: Vec<bool>,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub struct OpenTable {
    rows: Vec<(Vec<Vec<String>>, Row)>,
    cells: Vec<Vec<String>>,
    lines: Vec<String>,
    /// Cells and lines so far.
    taken: usize,
}

impl OpenTable {
    /// Adds a line to the open cell.
    pub fn line(&mut self, line: String) {
        if !line.trim().is_empty() && self.has_room() {
            self.lines.push(line);
        }
    }

    /// Ends the open cell.
    pub fn end_cell(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if self.has_room() {
            self.cells.push(lines);
        }
    }

    /// Counts one more cell, line or row.
    fn has_room(&mut self) -> bool {
        self.taken += 1;
        self.taken <= TABLE_PIECES
    }

    /// Ends the open row.
    pub fn end_row(&mut self, row: Row) {
        if !self.lines.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() || self.has_room() {
            self.rows.push((cells, row));
        }
    }

    /// Whether the open row has no text.
    pub fn is_row_empty(&self) -> bool {
        self.lines.is_empty() && self.cells.iter().all(Vec::is_empty)
    }

    /// Leaves out the open row (a deleted one).
    pub fn drop_row(&mut self) {
        self.cells.clear();
        self.lines.clear();
    }

    /// The table's lines.
    pub fn into_lines(mut self) -> Vec<String> {
        if !self.cells.is_empty() || !self.lines.is_empty() {
            self.end_row(Row::default());
        }
        let mut edges: Vec<i16> = self.rows.iter().flat_map(|(_, row)| row.edges.iter().copied()).collect();
        edges.sort_unstable();
        edges.dedup_by(|later, earlier| later.saturating_sub(*earlier) < SAME_EDGE);
        let column = |edge: i16| edges.partition_point(|known| known.saturating_add(SAME_EDGE) <= edge);
        let mut table = Table::default();
        for (cells, row) in self.rows {
            table.begin_row();
            if let Some(&first) = row.edges.first() {
                table.skip_columns(column(first));
            }
            let mut waiting: Option<(Vec<String>, usize, Merge)> = None;
            for (index, lines) in cells.into_iter().enumerate() {
                let columns = match (row.edges.get(index), row.edges.get(index + 1)) {
                    (Some(&left), Some(&right)) => column(right).saturating_sub(column(left)).max(1),
                    _ => 1,
                };
                let joined = |flags: &[bool]| flags.get(index).copied().unwrap_or(false);
                if let (true, Some((earlier, covered, _))) = (joined(&row.joined_left), &mut waiting) {
                    earlier.extend(lines);
                    *covered += columns;
                    continue;
                }
                let merge = if joined(&row.joined_above) { Merge::Continued } else { Merge::Rows(1) };
                if let Some((lines, columns, merge)) = waiting.replace((lines, columns, merge)) {
                    table.push(lines, columns, merge);
                }
            }
            if let Some((lines, columns, merge)) = waiting {
                table.push(lines, columns, merge);
            }
        }
        table.into_lines()
    }
}
