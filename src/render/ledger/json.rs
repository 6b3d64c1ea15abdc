//! JSON (one array, a row a line) and JSON Lines.

use std::io::Write;

use crate::ledger::{Record, Row};

/// An array of rows, written as they come.
#[derive(Debug, Default)]
pub struct Array {
    rows: u64,
}

impl Array {
    /// Writes a row.
    pub fn write_row(&mut self, row: &Row, out: &mut impl Write) -> std::io::Result<()> {
        out.write_all(if self.rows == 0 { b"[\n" } else { b",\n" })?;
        self.rows += 1;
        Ok(serde_json::to_writer(out, &Record::from(row))?)
    }

    /// Closes the array.
    pub fn finish(self, out: &mut impl Write) -> std::io::Result<()> {
        out.write_all(if self.rows == 0 { b"[]\n" } else { b"\n]\n" })
    }
}

/// Writes a row on a line of its own.
pub fn write_line(row: &Row, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, &Record::from(row))?;
    out.write_all(b"\n")
}
