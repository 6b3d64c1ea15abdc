//! `tongzhi schema`: the JSON Schema of what `parse` prints.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use tongzhi::notice::Document;

use super::output::Output;

/// Print the JSON Schema of what parse prints
#[derive(Debug, Args)]
pub struct SchemaArguments {}

/// Runs the command.
pub fn run(_: &SchemaArguments) -> anyhow::Result<ExitCode> {
    let mut out = Output::open(None)?;
    serde_json::to_writer_pretty(&mut out, &schemars::schema_for!(Document))?;
    out.write_all(b"\n")?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
