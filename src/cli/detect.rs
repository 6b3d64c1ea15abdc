//! `tongzhi detect`: what encoding, script and format files are in.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use tongzhi::pipeline::{Detected, detect};
use tongzhi::render::width::width;

use super::input::{Complaints, InputArguments};
use super::output::Output;

/// Say what encoding, script and format each file is in
#[derive(Debug, Args)]
pub struct DetectArguments {
    #[command(flatten)]
    input: InputArguments,

    /// table: aligned columns; jsonl: one JSON object a line
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

const HEADINGS: [&str; 6] = ["path", "encoding", "margin", "script", "format", "malformed"];
/// Columns whose values stand at the right.
const NUMBERS: [bool; 6] = [false, false, true, false, false, true];

/// Runs the command.
pub fn run(arguments: &DetectArguments) -> anyhow::Result<ExitCode> {
    let input = &arguments.input;
    let options = input.options()?;
    let mut out = Output::open(None)?;
    let mut complaints = Complaints::default();
    let mut rows = Vec::new();
    let take = |detected: Detected| {
        if arguments.format == Format::Jsonl {
            serde_json::to_writer(&mut out, &detected)?;
            out.write_all(b"\n")?;
        } else {
            rows.push(row(&detected));
        }
        Ok(())
    };
    input.each(&mut complaints, |source, _| detect(source, &options), take)?;
    if !rows.is_empty() {
        write_table(&rows, &mut out)?;
    }
    out.finish()?;
    Ok(complaints.exit_code())
}

fn row(detected: &Detected) -> [String; 6] {
    let source = &detected.source;
    // Where nothing was weighed, what decided stands in place of the margin.
    let margin = source.margin.map_or_else(|| word(&source.encoding_from), |margin| format!("{margin:.1}"));
    let names: Vec<&str> = source.parts.iter().map(|part| part.encoding.as_str()).collect();
    let encoding = if names.is_empty() { source.encoding.clone() } else { names.join("+") };
    [source.path.clone(), encoding, margin, word(&detected.script), word(&source.format), source.malformed.to_string()]
}

/// A value by the name that it has in JSON.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn write_table(rows: &[[String; 6]], out: &mut impl Write) -> std::io::Result<()> {
    let headings = HEADINGS.map(str::to_owned);
    let lines = || std::iter::once(&headings).chain(rows);
    let widths: Vec<usize> = (0..HEADINGS.len()).map(|column| lines().map(|line| width(&line[column])).max().unwrap_or(0)).collect();
    for line in lines() {
        let mut written = String::new();
        for (column, value) in line.iter().enumerate() {
            let padding = " ".repeat(widths[column] - width(value));
            let (before, after) = if NUMBERS[column] { (padding.as_str(), "") } else { ("", padding.as_str()) };
            written.push_str(if column == 0 { "" } else { "  " });
            written.extend([before, value, after]);
        }
        writeln!(out, "{}", written.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write_table;

    #[test]
    fn columns_are_aligned_by_what_a_terminal_shows() {
        let row = |path: &str, malformed: &str| [path, "Big5", "12.0", "hant", "text", malformed].map(str::to_owned);
        let mut out = Vec::new();
        write_table(&[row("通知.txt", "0"), row("b.txt", "11")], &mut out).unwrap_or_default();
        let expected = "path      encoding  margin  script  format  malformed\n\
                        通知.txt  Big5        12.0  hant    text            0\n\
                        b.txt     Big5        12.0  hant    text           11\n";
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }
}
