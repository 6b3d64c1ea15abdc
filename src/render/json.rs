//! JSON and JSON Lines.
//!
//! The compact form is written by [`compact`], field by field in the order of [`crate::notice`]: a document is five times
//! as long as its notice, and a general serializer took longer over it than the outline. What it writes is what
//! `serde_json` writes, byte for byte.

mod compact;

use std::borrow::Borrow;
use std::io::Write;

use crate::notice::{Document, Normalization, Notice, Source};
use crate::pipeline::OpenDocument;

/// Bytes that are written at a time.
const BLOCK: usize = 1 << 18;

/// Writes one compact line.
pub fn write_line(document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    write_parts(&document.source, &document.normalization, document.notices.iter(), out)
}

/// Writes an open document as one compact line, each notice as soon as it is read.
pub fn write_line_as_read(document: OpenDocument<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let (source, normalization) = (document.source.clone(), document.normalization.clone());
    write_parts(&source, &normalization, document, out)
}

fn write_parts(
    source: &Source,
    normalization: &Normalization,
    notices: impl Iterator<Item = impl Borrow<Notice>>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let mut json = Vec::with_capacity(BLOCK + BLOCK / 4);
    compact::begin(source, normalization, &mut json);
    for (index, notice) in notices.enumerate() {
        if index > 0 {
            json.push(b',');
        }
        compact::notice(notice.borrow(), &mut json);
        if json.len() >= BLOCK {
            out.write_all(&json)?;
            json.clear();
        }
    }
    compact::end(&mut json);
    json.push(b'\n');
    out.write_all(&json)
}

/// Writes one document, indented, with a line end.
pub fn write_pretty(document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}
