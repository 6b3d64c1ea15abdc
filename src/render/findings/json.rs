//! JSON: one array; JSON Lines: one object a line.

use std::io::Write;

use super::{Checked, Record};

/// Writes one indented array.
pub fn write(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    let records: Vec<Record<'_>> = files.iter().flat_map(Checked::records).collect();
    serde_json::to_writer_pretty(&mut *out, &records)?;
    out.write_all(b"\n")
}

/// Writes one object a line.
pub fn write_lines(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    for record in files.iter().flat_map(Checked::records) {
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
