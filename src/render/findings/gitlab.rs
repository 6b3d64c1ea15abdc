//! GitLab's Code Quality report.

use std::io::Write;

use serde_json::json;

use super::Checked;
use crate::notice::Severity;

/// Writes the report.
pub fn write(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    let mut issues = Vec::new();
    for file in files {
        for (record, fingerprint) in file.records().zip(file.fingerprints()) {
            let severity = match record.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            // GitLab wants a line: what is not there is shown at the file's head.
            issues.push(json!({
                "description": record.message,
                "check_name": record.code,
                "fingerprint": format!("{fingerprint:016x}"),
                "severity": severity,
                "location": { "path": record.path, "lines": { "begin": record.line.unwrap_or(1), "end": record.end_line.unwrap_or(1) } },
            }));
        }
    }
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    out.write_all(b"\n")
}
