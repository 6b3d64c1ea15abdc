//! What `check` found, in the formats that people and programs read, one file a format.

mod baseline;
pub mod concise;
pub mod csv;
pub mod diff;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod sarif;
mod summary;

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use crate::check::{Correction, Found};
use crate::notice::{Finding, Severity};
use crate::pipeline::Examined;

pub use baseline::Baseline;
pub use summary::{write_statistics, write_summary};

/// What was found in one file.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The path as it was given.
    pub path: String,
    /// The file's text as it was decoded.
    pub decoded: String,
    /// The findings, in the order of their places.
    pub found: Vec<Found>,
}

impl From<Examined> for Checked {
    fn from(examined: Examined) -> Self {
        let findings = examined.document.notices.into_iter().flat_map(|notice| notice.findings);
        Self {
            path: examined.document.source.path,
            decoded: examined.decoded,
            found: findings
                .zip(examined.places)
                .map(|(finding, shown)| Found { finding, decoded: shown.decoded, fix: shown.fix })
                .collect(),
        }
    }
}

/// A finding as programs read it; lines and columns are 1-based and count characters, the end is exclusive.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    path: &'a str,
    code: &'a str,
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    item: Option<&'a str>,
    line: Option<u64>,
    column: Option<u64>,
    end_line: Option<u64>,
    end_column: Option<u64>,
    /// Bytes of the original file.
    start: Option<u64>,
    end: Option<u64>,
    /// What mends it; empty where that is not certain.
    fix: Vec<Replacement<'a>>,
}

/// One change of the original file.
#[derive(Debug, Serialize)]
struct Replacement<'a> {
    /// Bytes of the original file.
    start: u64,
    end: u64,
    line: u64,
    column: u64,
    end_column: u64,
    /// What is to stand there, to be written in the file's encoding.
    text: &'a str,
}

impl Checked {
    /// The findings with where they end.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.found.iter().map(|Found { finding, decoded, fix }| {
            let span = finding.span;
            let end = span.map(|span| end_of(&self.decoded, decoded.as_ref(), span.line, span.column));
            Record {
                path: &self.path,
                code: &finding.code,
                rule: &finding.rule,
                severity: finding.severity,
                message: &finding.message,
                item: finding.item.as_deref(),
                line: span.map(|span| span.line),
                column: span.map(|span| span.column),
                end_line: end.map(|(line, _)| line),
                end_column: end.map(|(_, column)| column),
                start: span.map(|span| span.start),
                end: span.map(|span| span.end),
                fix: fix.iter().map(|correction| self.replacement(correction)).collect(),
            }
        })
    }

    fn replacement<'a>(&self, correction: &'a Correction) -> Replacement<'a> {
        let Correction { span, decoded, text } = correction;
        let width = self.decoded.get(decoded.clone()).map_or(0, |words| words.chars().count() as u64);
        Replacement { start: span.start, end: span.end, line: span.line, column: span.column, end_column: span.column + width, text }
    }

    /// For each finding a number that stays the same while other lines of the file change.
    pub fn fingerprints(&self) -> Vec<u64> {
        let mut seen: HashMap<u64, u64> = HashMap::new();
        let fingerprint = |Found { finding, decoded, .. }: &Found| {
            let place = decoded.as_ref().map_or("", |range| around(&self.decoded, range));
            let print = hash(&[&self.path, &finding.code, place]);
            let times = seen.entry(print).or_default();
            *times += 1;
            print.wrapping_add(*times - 1)
        };
        self.found.iter().map(fingerprint).collect()
    }
}

/// Words that a finding's place is known by again: from its beginning on, to the line's end, forty characters at most.
fn around<'a>(decoded: &'a str, range: &Range<usize>) -> &'a str {
    let rest = decoded.get(range.start..).unwrap_or_default();
    let end = rest.char_indices().enumerate().find(|(count, (_, character))| *count == 40 || matches!(character, '\n' | '\r'));
    &rest[..end.map_or(rest.len(), |(_, (at, _))| at)]
}

/// FNV-1a, 64 bits, over the parts with a zero byte behind each.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Line and column behind a range that begins at `line` and `column`.
fn end_of(decoded: &str, range: Option<&Range<usize>>, line: u64, column: u64) -> (u64, u64) {
    let words = range.and_then(|range| decoded.get(range.clone())).unwrap_or_default();
    let lines = memchr::memchr_iter(b'\n', words.as_bytes()).count() as u64;
    let last = words.rsplit('\n').next().unwrap_or_default().chars().count() as u64;
    if lines == 0 { (line, column + last) } else { (line + lines, last + 1) }
}

/// `path:line:column`, or the path alone for what is not there.
fn place(path: &str, finding: &Finding) -> String {
    finding.span.map_or_else(|| path.to_owned(), |span| format!("{path}:{span}"))
}

/// `error`, `warning` or `info`.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
