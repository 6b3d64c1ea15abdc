//! SARIF 2.1.0 (OASIS), for code hosts and editors.

use std::io::Write;

use serde_json::{Value, json};

use super::{Checked, Record, Replacement};
use crate::check::{RULES, Rule};
use crate::notice::Severity;

/// Writes one log with one run.
pub fn write(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    let mut results = Vec::new();
    for file in files {
        results.extend(file.records().zip(file.fingerprints()).map(|(record, fingerprint)| result(&record, fingerprint)));
    }
    let rules: Vec<Value> = RULES.into_iter().map(descriptor).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "tongzhi", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.name },
        "fullDescription": { "text": format!("{} / {}", rule.message.zh, rule.message.en) },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(record: &Record<'_>, fingerprint: u64) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(record.path) } });
    if let (Some(line), Some(column), Some(end_line), Some(end_column), Some(start), Some(end)) =
        (record.line, record.column, record.end_line, record.end_column, record.start, record.end)
    {
        place["region"] = json!({
            "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
            "byteOffset": start, "byteLength": end.saturating_sub(start),
        });
    }
    let mut result = json!({
        "ruleId": record.code,
        "ruleIndex": RULES.into_iter().position(|rule| rule.code == record.code),
        "level": level(record.severity),
        "message": { "text": record.message },
        "locations": [{ "physicalLocation": place }],
        "partialFingerprints": { "tongzhi/v1": format!("{fingerprint:016x}") },
    });
    if !record.fix.is_empty() {
        let replacements: Vec<Value> = record.fix.iter().map(replacement).collect();
        result["fixes"] =
            json!([{ "artifactChanges": [{ "artifactLocation": { "uri": uri(record.path) }, "replacements": replacements }] }]);
    }
    result
}

fn replacement(replacement: &Replacement<'_>) -> Value {
    json!({
        "deletedRegion": {
            "startLine": replacement.line, "startColumn": replacement.column,
            "endLine": replacement.line, "endColumn": replacement.end_column,
            "byteOffset": replacement.start, "byteLength": replacement.end.saturating_sub(replacement.start),
        },
        "insertedContent": { "text": replacement.text },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative URI reference (RFC 3986): Chinese characters and whatever else it does not take become percent escapes.
fn uri(path: &str) -> String {
    let mut written = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => written.push(char::from(byte)),
            other => written.push_str(&format!("%{other:02X}")),
        }
    }
    written
}
