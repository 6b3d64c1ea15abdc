//! Counts under the findings.

use std::collections::BTreeMap;
use std::io::Write;

use super::Checked;
use crate::check::{Language, RULES};
use crate::notice::Severity;

/// Writes how many findings there are in how many files, by severity.
pub fn write_summary(files: &[Checked], language: Language, out: &mut impl Write) -> std::io::Result<()> {
    let all = || files.iter().flat_map(|file| &file.found);
    let count = |severity| all().filter(|found| found.finding.severity == severity).count();
    let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info].map(count);
    let (total, with) = (all().count(), files.iter().filter(|file| !file.found.is_empty()).count());
    match language {
        Language::Zh if total == 0 => writeln!(out, "检查了 {} 个文件，没有发现问题。", files.len()),
        Language::Zh => {
            writeln!(out, "检查了 {} 个文件，{with} 个文件里有 {total} 处问题：错误 {errors}，警告 {warnings}，提示 {infos}。", files.len())
        }
        Language::En if total == 0 => writeln!(out, "Nothing found in {}.", counted(files.len(), "file")),
        Language::En => writeln!(
            out,
            "{} in {with} of {} ({}, {}, {infos} info).",
            counted(total, "finding"),
            counted(files.len(), "file"),
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    }
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Writes how often each rule was broken, most often first.
pub fn write_statistics(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in files.iter().flat_map(|file| &file.found) {
        *counts.entry(found.finding.code.as_str()).or_default() += 1;
    }
    let mut rows: Vec<(&str, usize)> = counts.into_iter().collect();
    rows.sort_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
    for (code, count) in rows {
        let name = RULES.into_iter().find(|rule| rule.code == code).map_or("", |rule| rule.name);
        writeln!(out, "{count:>6}  {code}  {name}")?;
    }
    Ok(())
}
