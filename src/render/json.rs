//! JSON and JSON Lines.

use std::io::Write;

use crate::notice::Document;

/// Writes one compact line.
pub fn write_line(document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, document)?;
    out.write_all(b"\n")
}

/// Writes one document, indented, with a line end.
pub fn write_pretty(document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}
