//! `tongzhi text`: the repaired, Simplified, laid-out text.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use tongzhi::pipeline::normalize;

use super::input::{Complaints, InputArguments};
use super::output::Output;

/// Print the text after repair, conversion to Simplified and layout
#[derive(Debug, Args)]
pub struct TextArguments {
    #[command(flatten)]
    input: InputArguments,
}

/// Runs the command.
pub fn run(arguments: &TextArguments) -> anyhow::Result<ExitCode> {
    let input = &arguments.input;
    let options = input.options();
    let mut out = Output::open(None)?;
    let mut complaints = Complaints::default();
    for file in &input.files {
        input.each_source(
            file,
            &mut complaints,
            |source| normalize(source, &options),
            |normalized, _| {
                let text = normalized.layout.text.as_str();
                for paragraph in &normalized.layout.paragraphs {
                    out.write_all(text[paragraph.clone()].as_bytes())?;
                    out.write_all(b"\n")?;
                }
                Ok(())
            },
        )?;
    }
    out.finish()?;
    Ok(complaints.exit_code())
}
