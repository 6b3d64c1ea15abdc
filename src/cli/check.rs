//! `tongzhi check`: what makes a notice fail in practice.

mod fixing;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use tongzhi::batch::Entry;
use tongzhi::check::names_any;
use tongzhi::notice::Format as FileFormat;
use tongzhi::pipeline::examine;
use tongzhi::render::findings::{self, Baseline, Checked};
use tongzhi::source::SourceFile;

use self::fixing::{Fixing, Origin};
use super::input::{Complaints, InputArguments};
use super::language::LanguageArgument;
use super::output::Output;

/// Find what makes a notice fail in practice: nobody responsible, no date, gaps in the numbering
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    input: InputArguments,

    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,

    /// Rules to ask for: codes, names, or beginnings of codes (U, U001, missing-deadline), or ALL
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = rule_name)]
    select: Vec<String>,

    /// Rules to leave out
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = rule_name)]
    ignore: Vec<String>,

    /// Take every item without items below it for a task
    #[arg(long)]
    strict: bool,

    /// Say how often each rule was broken, instead of where
    #[arg(long)]
    statistics: bool,

    /// Exit with 0 whatever is found
    #[arg(long)]
    exit_zero: bool,

    /// Say nothing of the findings that FILE lists
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write the findings to the baseline file, so that from now on only new ones are said
    #[arg(long, requires = "baseline")]
    write_baseline: bool,

    /// Mend in the files what is certain: numbering gaps, half-width marks, stray Traditional characters, letter-spaced labels.
    /// The encoding and the line ends stay; only plain text is changed; standard input goes to standard output
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,

    /// Show as a unified diff what --fix would change, and change nothing
    #[arg(long, conflicts_with = "write_baseline")]
    diff: bool,

    #[command(flatten)]
    language: LanguageArgument,

    /// Write to FILE, which appears only when it is whole
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The line with a caret under the place, and a summary
    Full,
    /// One line a finding, and a summary
    Concise,
    Json,
    Jsonl,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Csv,
}

/// Exit status where something was found.
const FOUND: u8 = 1;

fn rule_name(name: &str) -> Result<String, String> {
    if names_any(name) { Ok(name.to_owned()) } else { Err("no rule has this code or name; see `tongzhi rules`".to_owned()) }
}

/// Runs the command.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    let input = &arguments.input;
    let language = arguments.language.language();
    let mut options = input.options()?;
    options.settings.language = language;
    options.settings.strict |= arguments.strict;
    if !arguments.select.is_empty() {
        options.settings.selection.select.clone_from(&arguments.select);
    }
    options.settings.selection.ignore.extend(arguments.ignore.iter().cloned());
    let fixing = match (arguments.diff, arguments.fix) {
        (true, _) => Some(Fixing::Show),
        (false, true) => Some(Fixing::Write),
        (false, false) => None,
    };
    let mut complaints = Complaints::default();
    let mut files: Vec<Checked> = Vec::new();
    let mut origins: Vec<Origin> = Vec::new();
    let own: Vec<PathBuf> = arguments.output.iter().chain(&arguments.baseline).cloned().collect();
    let read = |entry: &Entry, source: SourceFile, bundled: bool| {
        let origin = fixing.map(|_| Origin {
            // Not the source's path, which is text: a file's name may be in GBK.
            file: entry.path.clone(),
            bytes: (source.format == FileFormat::Text && !bundled).then(|| source.bytes.clone()),
            format: source.format,
            bundled,
        });
        let mut checked = Checked::from(examine(source, &options)?);
        if checked.found.is_empty() && fixing.is_none() {
            // Nothing of a clean file is shown, and an archive has many.
            checked.decoded = String::new();
        }
        Ok((checked, origin))
    };
    let take = |(checked, origin): (Checked, Option<Origin>)| {
        files.push(checked);
        origins.extend(origin);
        Ok(())
    };
    input.each_but(&mut complaints, &own, read, take)?;
    let baseline = match &arguments.baseline {
        Some(path) => Some(accepted(path, arguments.write_baseline, &files)?),
        None => None,
    };
    if let Some(baseline) = &baseline {
        baseline.take_out(&mut files);
    }
    let mut out = Output::open(arguments.output.as_deref())?;
    if let Some(fixing) = fixing {
        let mut shown = Vec::new();
        let mended = fixing::fix(fixing, &mut files, origins, (&options, baseline.as_ref()), &mut complaints, &mut shown)?;
        let all: usize = files.iter().map(|file| file.found.len()).sum();
        let left = if fixing == Fixing::Show { all.saturating_sub(mended) } else { all };
        eprintln!("{}", fixing::summary(fixing, language, mended, left));
        out.write_all(&shown)?;
        if fixing == Fixing::Show || input.files.iter().any(|file| file.as_os_str() == "-") {
            // Standard output holds a diff or a text: what is left would stand in the midst of it.
            out.finish()?;
            return Ok(status(&files, &complaints, arguments.exit_zero));
        }
    }
    if arguments.statistics {
        findings::write_statistics(&files, &mut out)?;
    } else {
        let colour = arguments.output.is_none() && std::io::stdout().is_terminal() && !has_no_color();
        write(arguments.format, &files, colour, &mut out)?;
    }
    if matches!(arguments.format, Format::Full | Format::Concise) && !files.is_empty() {
        findings::write_summary(&files, language, &mut out)?;
    }
    out.finish()?;
    Ok(status(&files, &complaints, arguments.exit_zero))
}

fn status(files: &[Checked], complaints: &Complaints, exit_zero: bool) -> ExitCode {
    if complaints.any() {
        return complaints.exit_code();
    }
    let found = files.iter().any(|file| !file.found.is_empty());
    if found && !exit_zero { ExitCode::from(FOUND) } else { ExitCode::SUCCESS }
}

/// The findings that the baseline file at `path` accepts; it is written first where asked.
fn accepted(path: &Path, write: bool, files: &[Checked]) -> anyhow::Result<Baseline> {
    if write {
        let mut out = Output::open(Some(path))?;
        Baseline::of(files).write(&mut out)?;
        out.finish()?;
    }
    let read = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Baseline::read(&read).with_context(|| path.display().to_string())
}

fn has_no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

fn write(format: Format, files: &[Checked], colour: bool, out: &mut impl Write) -> std::io::Result<()> {
    match format {
        Format::Full => findings::full::write(files, colour, out),
        Format::Concise => findings::concise::write(files, out),
        Format::Json => findings::json::write(files, out),
        Format::Jsonl => findings::json::write_lines(files, out),
        Format::Sarif => findings::sarif::write(files, out),
        Format::Github => findings::github::write(files, out),
        Format::Gitlab => findings::gitlab::write(files, out),
        Format::Junit => findings::junit::write(files, out),
        Format::Csv => findings::csv::write(files, out),
    }
}
