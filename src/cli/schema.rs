//! `tongzhi schema`: the JSON Schema of what `parse` or `ledger` prints.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use tongzhi::ledger::Record;
use tongzhi::notice::Document;

use super::output::Output;

/// Print the JSON Schema of what parse prints, or of a row of the ledger
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// document: what `parse` prints; ledger: a row of `ledger --format json` or jsonl
    #[arg(value_enum, default_value_t = Of::Document)]
    of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    Document,
    Ledger,
}

/// Runs the command.
pub fn run(arguments: &SchemaArguments) -> anyhow::Result<ExitCode> {
    let mut out = Output::open(None)?;
    let schema = match arguments.of {
        Of::Document => schemars::schema_for!(Document),
        Of::Ledger => schemars::schema_for!(Record<'_>),
    };
    serde_json::to_writer_pretty(&mut out, &schema)?;
    out.write_all(b"\n")?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
