//! JUnit XML: a suite a file, a failed case a finding, one passed case for a file without any.

use std::io::Write;

use super::{Checked, place};

/// Writes the report.
pub fn write(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    let failures: usize = files.iter().map(|file| file.found.len()).sum();
    let cases: usize = files.iter().map(|file| file.found.len().max(1)).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"tongzhi\" tests=\"{cases}\" failures=\"{failures}\" errors=\"0\">")?;
    for file in files {
        let path = escaped(&file.path);
        let (cases, failures) = (file.found.len().max(1), file.found.len());
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{cases}\" failures=\"{failures}\" errors=\"0\">")?;
        if file.found.is_empty() {
            writeln!(out, "    <testcase name=\"tongzhi check\" classname=\"{path}\"/>")?;
        }
        for found in &file.found {
            let finding = &found.finding;
            let (name, message) = (format!("{} {}", finding.code, finding.rule), escaped(&finding.message));
            let place = escaped(&place(&file.path, finding));
            writeln!(out, "    <testcase name=\"{name}\" classname=\"{path}\">")?;
            writeln!(out, "      <failure message=\"{message}\" type=\"{}\">{place}: {message}</failure>", finding.code)?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Text as XML 1.0 takes it: control characters that it forbids become U+FFFD.
fn escaped(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\n' | '\r' | '\t' => written.push(' '),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => written.push('\u{FFFD}'),
            other => written.push(other),
        }
    }
    written
}
