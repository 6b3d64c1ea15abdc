//! One line a finding: `path:line:column: CODE message`.

use std::io::Write;

use super::{Checked, place};

/// Writes the lines.
pub fn write(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    for file in files {
        for found in &file.found {
            let finding = &found.finding;
            writeln!(out, "{}: {} {}", place(&file.path, finding), finding.code, finding.message)?;
        }
    }
    Ok(())
}
