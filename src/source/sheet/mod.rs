//! A spreadsheet's cells as a table (.xlsx, .xls).

mod value;

use super::extracted::Extracted;
use super::limits::{CELLS, COLUMNS, SPAN, TEXT_BYTES};
use super::table::{Merge, Table};
pub use value::Look;

/// Merged areas of a sheet that are read.
const MERGED_AREAS: usize = 4096;

/// What a cell shows that holds true, and one that holds false.
pub const YES: &str = "是";
/// See [`YES`].
pub const NO: &str = "否";

/// First row and column, last row and column, from 0.
pub type Area = (usize, usize, usize, usize);

/// The filled cells of a sheet, and its merged areas.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Each with its row and column, from 0, in any order; those that come later replace earlier ones but for text in runs.
    cells: Vec<(usize, usize, String)>,
    areas: Vec<Area>,
    bytes: usize,
    is_cut: bool,
}

impl Sheet {
    /// Adds text to the cell in this row and column.
    pub fn add(&mut self, row: usize, column: usize, text: &str) {
        if column >= COLUMNS || self.cells.len() >= CELLS || self.bytes + text.len() > TEXT_BYTES {
            self.is_cut = true;
            return;
        }
        self.bytes += text.len();
        match self.cells.last_mut() {
            // Text in runs.
            Some((last_row, last_column, last)) if (*last_row, *last_column) == (row, column) => last.push_str(text),
            _ => self.cells.push((row, column, text.to_owned())),
        }
    }

    /// Adds a merged area.
    pub fn merge(&mut self, area: Area) {
        let (top, left, bottom, right) = area;
        if left <= right && top <= bottom && self.areas.len() < MERGED_AREAS {
            self.areas.push(area);
        }
    }

    /// The lines of its table; `name` is what it goes by in what is said to be left out.
    pub fn into_lines(mut self, name: &str, extracted: &mut Extracted) -> Vec<String> {
        if self.is_cut {
            let size = TEXT_BYTES >> 20;
            extracted.limit(format!("{name} has cells beyond column {COLUMNS}, or more than {CELLS}, or {size} MiB; they are left out"));
        }
        self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        let mut rows: Vec<(usize, Vec<(usize, String)>)> = Vec::new();
        for (row, column, text) in self.cells {
            match rows.last_mut() {
                Some((last, cells)) if *last == row => cells.push((column, text)),
                _ => rows.push((row, vec![(column, text)])),
            }
        }
        table(rows, &self.areas).into_lines()
    }
}

fn table(rows: Vec<(usize, Vec<(usize, String)>)>, areas: &[Area]) -> Table {
    let mut table = Table::default();
    let mut next_row = 0;
    for (row, cells) in rows {
        // Rows without cells count where a merged area runs through them.
        for between in next_row..row.min(next_row + SPAN) {
            if areas.iter().any(|(top, _, bottom, _)| (top + 1..=*bottom).contains(&between)) {
                table.begin_row();
            }
        }
        next_row = row + 1;
        table.begin_row();
        let covering: Vec<&Area> = areas.iter().filter(|(top, _, bottom, _)| (*top..=*bottom).contains(&row)).collect();
        let last = cells.last().map_or(0, |(column, _)| *column);
        let mut cells = cells.into_iter().peekable();
        let mut column = 0;
        while column <= last {
            while cells.peek().is_some_and(|(at, _)| *at < column) {
                cells.next();
            }
            let text = cells.next_if(|(at, _)| *at == column).map(|(_, text)| text);
            let area = covering.iter().find(|(_, left, _, right)| (*left..=*right).contains(&column));
            match area {
                // The table itself repeats a cell in the rows that it covers.
                Some((top, _, _, right)) if *top < row => column = right + 1,
                Some((_, left, bottom, right)) => {
                    let paragraphs = text.iter().flat_map(|text| text.split('\n')).map(str::to_owned).collect();
                    table.push(paragraphs, right - left + 1, Merge::Rows(bottom - row + 1));
                    column = right + 1;
                }
                None => {
                    let paragraphs = text.iter().flat_map(|text| text.split('\n')).map(str::to_owned).collect();
                    table.push(paragraphs, 1, Merge::Rows(1));
                    column += 1;
                }
            }
        }
    }
    table
}
