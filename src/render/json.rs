//! JSON and JSON Lines.
//!
//! The compact form is written by [`compact`], field by field in the order of [`crate::notice`]: a document is five times
//! as long as its notice, and a general serializer took longer over it than the outline. What it writes is what
//! `serde_json` writes, byte for byte.

mod compact;

use std::io::Write;

use crate::notice::Document;

/// Bytes that are written at a time.
const BLOCK: usize = 1 << 18;

/// Writes one compact line.
pub fn write_line(document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    let mut json = Vec::with_capacity(BLOCK + BLOCK / 4);
    compact::document(document, &mut json, &mut |json| {
        if json.len() >= BLOCK {
            out.write_all(json)?;
            json.clear();
        }
        Ok(())
    })?;
    json.push(b'\n');
    out.write_all(&json)
}

/// Writes one document, indented, with a line end.
pub fn write_pretty(document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}
