//! `tongzhi parse`: notices in, JSON out.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use tongzhi::pipeline::read;
use tongzhi::render::json;

use super::input::{Complaints, InputArguments};
use super::output::Output;

/// Read notices and print what they say as JSON
#[derive(Debug, Args)]
pub struct ParseArguments {
    #[command(flatten)]
    input: InputArguments,

    /// json: one document; jsonl: one compact document a line (always so for several files)
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,

    /// Indent the JSON (as is done for one file on a terminal)
    #[arg(long, conflicts_with = "compact")]
    pretty: bool,

    /// Print the JSON on one line (as is done in a pipe)
    #[arg(long)]
    compact: bool,

    /// Write to FILE, which appears only when it is whole
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Jsonl,
}

/// Runs the command.
pub fn run(arguments: &ParseArguments) -> anyhow::Result<ExitCode> {
    let input = &arguments.input;
    let pretty = arguments.format == Format::Json
        && input.files.len() == 1
        && !arguments.compact
        && (arguments.pretty || (arguments.output.is_none() && std::io::stdout().is_terminal()));
    let options = input.options()?;
    let mut out = Output::open(arguments.output.as_deref())?;
    let mut complaints = Complaints::default();
    for file in &input.files {
        input.each_source(
            file,
            &mut complaints,
            |source| read(source, &options),
            |document, bundled| {
                if pretty && !bundled {
                    json::write_pretty(&document.into_document(), &mut out)?
                } else {
                    json::write_line_as_read(document, &mut out)?
                }
                Ok(())
            },
        )?;
    }
    out.finish()?;
    Ok(complaints.exit_code())
}
