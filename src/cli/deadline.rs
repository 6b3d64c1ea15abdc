//! `tongzhi deadline`: reads one deadline, so that the parser can be used and tested alone.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use serde::Serialize;
use tongzhi::fields::deadline::{DeadlineContext, impossible_date, read_deadline, weekday_disagrees};
use tongzhi::notice::Deadline;

use super::output::Output;

/// Read a deadline's words and print what they mean, as JSON
#[derive(Debug, Args)]
pub struct DeadlineArguments {
    /// The words, in Simplified characters: 12月20日之前
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,

    /// Year of the notice; without it, the issue date's
    #[arg(long, value_parser = clap::value_parser!(i16).range(1900..=2100))]
    year: Option<i16>,

    /// Issue date of the notice, such as 2011-03-15
    #[arg(long, value_name = "DATE")]
    issued: Option<String>,
}

/// What the command prints for each deadline.
#[derive(Debug, Serialize)]
struct Reading<'a> {
    text: &'a str,
    deadline: Deadline,
    weekday_disagrees: bool,
    impossible_date: bool,
}

/// Runs the command.
pub fn run(arguments: &DeadlineArguments) -> anyhow::Result<ExitCode> {
    let issued = arguments.issued.as_deref().map(|day| day.parse::<Date>().with_context(|| format!("{day}: no date such as 2011-03-15")));
    let context = DeadlineContext { year: arguments.year, issued: issued.transpose()? };
    let mut out = Output::open(None)?;
    for text in &arguments.words {
        let reading = Reading {
            text,
            deadline: read_deadline(text, context),
            weekday_disagrees: weekday_disagrees(text, context),
            impossible_date: impossible_date(text, context),
        };
        match arguments.words.len() {
            1 => serde_json::to_writer_pretty(&mut out, &reading)?,
            _ => serde_json::to_writer(&mut out, &reading)?,
        }
        out.write_all(b"\n")?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
