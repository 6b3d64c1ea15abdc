//! `tongzhi text`: the repaired, Simplified, laid-out text.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use tongzhi::layout::Layout;
use tongzhi::pipeline::{mend, normalize};
use tongzhi::repair::{Repaired, Stretch, changes};

use super::input::{Complaints, InputArguments};
use super::output::Output;

/// Print the text after repair, conversion to Simplified and layout
#[derive(Debug, Args)]
pub struct TextArguments {
    #[command(flatten)]
    input: InputArguments,

    /// Print the decoded text with each repair marked instead: in colour on a terminal, `[-before-]{+after+}` otherwise
    #[arg(long)]
    show_repairs: bool,
}

/// What stands around a repair: before and after what stood there, what stands there now, what is left as it was.
struct Marks {
    before: [&'static str; 2],
    after: [&'static str; 2],
    unresolved: [&'static str; 2],
}

const LETTERS: Marks = Marks { before: ["[-", "-]"], after: ["{+", "+}"], unresolved: ["[?", "?]"] };
const COLOURS: Marks = Marks { before: ["\x1b[9;31m", "\x1b[0m"], after: ["\x1b[32m", "\x1b[0m"], unresolved: ["\x1b[7;33m", "\x1b[0m"] };

/// Runs the command.
pub fn run(arguments: &TextArguments) -> anyhow::Result<ExitCode> {
    let input = &arguments.input;
    let options = input.options()?;
    let mut out = Output::open(None)?;
    let mut complaints = Complaints::default();
    if arguments.show_repairs {
        let show = |repaired| Ok(show_repairs(&mut out, &repaired, marks())?);
        input.each(&mut complaints, |source, _| mend(source, &options), show)?;
    } else {
        let read = |source, _| Ok(paragraphs(&normalize(source, &options)?.layout));
        input.each(&mut complaints, read, |text: String| Ok(out.write_all(text.as_bytes())?))?;
    }
    out.finish()?;
    Ok(complaints.exit_code())
}

/// The paragraphs, one a line.
fn paragraphs(layout: &Layout) -> String {
    let text = layout.text.as_str();
    let mut lines = String::with_capacity(text.len() + layout.paragraphs.len());
    for paragraph in &layout.paragraphs {
        lines.push_str(&text[paragraph.clone()]);
        lines.push('\n');
    }
    lines
}

fn marks() -> &'static Marks {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if !plain && std::io::stdout().is_terminal() { &COLOURS } else { &LETTERS }
}

fn show_repairs(out: &mut impl Write, repaired: &Repaired, marks: &Marks) -> std::io::Result<()> {
    let (before, after) = (repaired.text.as_decoded(), repaired.text.as_str());
    let mut put = |text: &str, [open, close]: [&str; 2]| if text.is_empty() { Ok(()) } else { write!(out, "{open}{text}{close}") };
    for stretch in changes(repaired) {
        match stretch {
            Stretch::Kept(range) => put(&after[range], ["", ""])?,
            Stretch::Unresolved(range) => put(&after[range], marks.unresolved)?,
            Stretch::Changed(from, to) => {
                put(&before[from], marks.before)?;
                put(&after[to], marks.after)?;
            }
        }
    }
    if after.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }
}
