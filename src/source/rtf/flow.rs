//! A text under way: its paragraph, its tables within each other, its lines.

use super::lists::Numbered;
use crate::source::edges::{OpenTable, Row};
use crate::source::limits::COLUMNS;

/// Tables within tables that are followed; deeper ones are read as text of the cell.
const TABLES: usize = 16;

/// The document's text, a box's or a note's.
#[derive(Default)]
pub struct Flow {
    /// The open paragraph.
    pub paragraph: String,
    /// Its number as its writer rendered it.
    pub label: String,
    /// Its list.
    pub numbered: Numbered,
    /// How many tables the paragraph stands in.
    pub depth: usize,
    /// Lines of boxes anchored in the paragraph.
    pub after: Vec<String>,
    /// Lines so far, but for the document's own.
    pub lines: Vec<String>,
    /// Something in the open row is deleted.
    pub deleted_in_row: bool,
    tables: Vec<OpenTable>,
    row: Row,
    /// The row of a table in a cell, whose definition stands behind it.
    inner_row: Option<Row>,
    next_cell: (bool, bool),
}

impl Flow {
    /// Opens and closes tables until `depth` are open; gives the lines of a table that is closed and in no cell.
    pub fn stand_in(&mut self, depth: usize) -> Vec<String> {
        let depth = depth.min(TABLES);
        self.deleted_in_row &= depth > 0;
        while self.tables.len() > depth {
            let lines = self.tables.pop().map(OpenTable::into_lines).unwrap_or_default();
            match self.tables.last_mut() {
                Some(outer) => lines.into_iter().for_each(|line| outer.line(line)),
                None => return lines,
            }
        }
        self.tables.resize_with(depth, OpenTable::default);
        Vec::new()
    }

    /// Gives a line to the innermost open cell, or back where no table is open.
    pub fn cell_line(&mut self, line: String) -> Option<String> {
        match self.tables.last_mut() {
            Some(table) => {
                table.line(line);
                None
            }
            None => Some(line),
        }
    }

    /// A cell of the innermost table ends.
    pub fn end_cell(&mut self) {
        self.tables.last_mut().into_iter().for_each(OpenTable::end_cell);
    }

    /// A row of the innermost table ends.
    pub fn end_row(&mut self) {
        let row = self.inner_row.take().unwrap_or_else(|| self.row.clone());
        let deleted = std::mem::take(&mut self.deleted_in_row);
        let Some(table) = self.tables.last_mut() else { return };
        if deleted && table.is_row_empty() { table.drop_row() } else { table.end_row(row) }
    }

    /// The definition of an inner table's row begins.
    pub fn begin_inner_row(&mut self) {
        self.inner_row = Some(Row::default());
    }

    /// `\trowd`
    pub fn begin_row(&mut self) {
        *self.row() = Row { edges: vec![0], ..Row::default() };
        self.next_cell = (false, false);
    }

    fn row(&mut self) -> &mut Row {
        self.inner_row.as_mut().unwrap_or(&mut self.row)
    }

    /// `\trleft`
    pub fn set_left(&mut self, edge: i16) {
        if let [first] = self.row().edges.as_mut_slice() {
            *first = edge;
        }
    }

    /// The cell that is defined next goes on from its left neighbour, or from the cell above.
    pub fn join(&mut self, left: bool, above: bool) {
        self.next_cell.0 |= left;
        self.next_cell.1 |= above;
    }

    /// `\cellx`
    pub fn set_edge(&mut self, edge: i16) {
        let (left, above) = std::mem::take(&mut self.next_cell);
        let row = self.row();
        if row.edges.len() <= COLUMNS {
            row.edges.push(edge);
            row.joined_left.push(left);
            row.joined_above.push(above);
        }
    }
}
