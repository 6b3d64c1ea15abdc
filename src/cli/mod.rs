//! The commands, one file each. Results go to standard output, everything else to standard error.

mod check;
mod config;
mod deadline;
mod detect;
mod input;
mod language;
mod ledger;
mod output;
mod parse;
mod read_apart;
mod rules;
mod run;
mod schema;
mod stream;
mod text;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads Chinese campaign notices: who must do what by when, and where the notice says so.
#[derive(Debug, Parser)]
#[command(name = "tongzhi", version, about, propagate_version = true, max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Parse(parse::ParseArguments),
    Check(check::CheckArguments),
    Ledger(ledger::LedgerArguments),
    Rules(rules::RulesArguments),
    Explain(rules::ExplainArguments),
    Text(text::TextArguments),
    Detect(detect::DetectArguments),
    Deadline(deadline::DeadlineArguments),
    Schema(schema::SchemaArguments),
    Config(config::ConfigArguments),
    /// Read one file in this process alone (started by the other commands)
    #[command(hide = true)]
    ReadApart,
}

/// Exit status where something could not be done.
const FAILED: u8 = 2;

/// Runs the program.
pub fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Ledger(arguments) => ledger::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => rules::explain(&arguments),
        Command::Text(arguments) => text::run(&arguments),
        Command::Detect(arguments) => detect::run(&arguments),
        Command::Deadline(arguments) => deadline::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Config(arguments) => config::run(&arguments),
        Command::ReadApart => read_apart::run(),
    };
    match outcome {
        Ok(code) => code,
        // Whoever reads our output has read enough (`| head -1`): that is no failure of ours.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tongzhi: {error:#}");
            ExitCode::from(FAILED)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |error: &(dyn std::error::Error + 'static)| {
        let io = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        io.or_else(|| error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind))
    };
    error.chain().any(|cause| kind(cause) == Some(std::io::ErrorKind::BrokenPipe))
}
