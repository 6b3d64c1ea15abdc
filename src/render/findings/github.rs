//! Workflow commands that GitHub Actions shows beside the lines.

use std::io::Write;

use super::Checked;
use crate::notice::Severity;

/// Writes a command a finding.
pub fn write(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    for record in files.iter().flat_map(Checked::records) {
        let command = match record.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        write!(out, "::{command} file={},title={} {}", property(record.path), record.code, record.rule)?;
        for (name, number) in
            [("line", record.line), ("col", record.column), ("endLine", record.end_line), ("endColumn", record.end_column)]
        {
            if let Some(number) = number {
                write!(out, ",{name}={number}")?;
            }
        }
        writeln!(out, "::{}", data(record.message))?;
    }
    Ok(())
}

fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}
