//! `tongzhi parse --stream`: one answer a line for programs that keep the process.

use std::cell::RefCell;
use std::io::{BufReader, BufWriter, Write};
use std::process::ExitCode;

use tongzhi::batch::stream::{Answerer, Line, lines};
use tongzhi::batch::window::ordered;
use tongzhi::batch::{Spill, Stop};

use super::input::InputArguments;

/// Answers standard input's lines until it ends.
pub fn run(input: &InputArguments) -> anyhow::Result<ExitCode> {
    let answerer = Answerer::new(input.options()?);
    let out = RefCell::new(BufWriter::with_capacity(1 << 16, std::io::stdout().lock()));
    let requests = lines(BufReader::with_capacity(1 << 16, std::io::stdin()), input.max_bytes());
    let weigh = |line: &std::io::Result<Line>| if let Ok(Line::Whole(line)) = line { line.len() as u64 } else { 0 };
    let work = |line: std::io::Result<Line>| line.and_then(|line| answerer.answer(&line));
    let take = |answer: std::io::Result<Spill>| answer?.copy_to(&mut *out.borrow_mut());
    // Whoever asks may wait for this answer before asking again.
    let idle = || out.borrow_mut().flush();
    ordered(input.window(), &Stop::new(false), requests, weigh, work, take, idle)?;
    out.borrow_mut().flush()?;
    Ok(ExitCode::SUCCESS)
}
