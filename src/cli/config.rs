//! `tongzhi config`: what a configuration file can say.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use tongzhi::config::schema;

use super::output::Output;

/// Tell what a configuration file (tongzhi.toml) can say
#[derive(Debug, Args)]
pub struct ConfigArguments {
    #[command(subcommand)]
    command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print the JSON Schema of tongzhi.toml
    Schema,
}

/// Runs the command.
pub fn run(arguments: &ConfigArguments) -> anyhow::Result<ExitCode> {
    let ConfigCommand::Schema = arguments.command;
    let mut out = Output::open(None)?;
    out.write_all(schema().as_bytes())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
