//! One run over its inputs, as the user sees it: complaints, progress, the summary, and its end by Ctrl-C.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};
use tongzhi::Error;
use tongzhi::batch::{Entry, Failure, Origin, Skipped, Stop, Summary};

use super::FAILED;
use super::input::Outcome;

/// Exit status after Ctrl-C, as shells have it.
const INTERRUPTED: u8 = 130;

/// Counts what failed, says it on standard error as it comes, and records it where the user wants that.
#[derive(Debug, Default)]
pub struct Complaints {
    failures: usize,
    errors: Option<(File, PathBuf)>,
    /// Set by Ctrl-C.
    pub stop: Arc<Stop>,
    summary: Summary,
    skipped: Arc<Skipped>,
    begun: Option<Instant>,
    bar: Option<ProgressBar>,
}

impl Complaints {
    /// Records failures in the file at `path` too.
    pub fn record_in(&mut self, path: Option<&Path>) -> anyhow::Result<()> {
        if let (Some(path), None) = (path, &self.errors) {
            let file = File::create(path).with_context(|| format!("{}: can't be written", path.display()))?;
            self.errors = Some((file, path.to_owned()));
        }
        Ok(())
    }

    /// Begins a run over many files: with progress, where that is wanted and seen, and an end by Ctrl-C that keeps what is done.
    pub fn begin(&mut self, skipped: &Arc<Skipped>, progress: bool) -> anyhow::Result<()> {
        self.skipped = Arc::clone(skipped);
        self.begun = Some(Instant::now());
        for (signal, status) in [(SIGINT, INTERRUPTED), (SIGTERM, 128 + SIGTERM as u8)] {
            // The second time ends it at once.
            signal_hook::flag::register_conditional_shutdown(signal, status.into(), Arc::clone(&self.stop))?;
            signal_hook::flag::register(signal, Arc::clone(&self.stop))?;
        }
        if progress && std::io::stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{spinner} {pos}/{len} files  {msg}  {eta} left  {wide_bar}")?;
            bar.set_style(style);
            bar.enable_steady_tick(Duration::from_millis(200));
            self.bar = Some(bar);
        }
        Ok(())
    }

    /// `files`; where progress is shown they are found ahead of their turn, so that it can tell how many there are.
    pub fn counted<T: Send + 'static>(&self, files: impl Iterator<Item = T> + Send + 'static) -> Box<dyn Iterator<Item = T> + Send> {
        let Some(bar) = self.bar.clone() else { return Box::new(files) };
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for file in files {
                bar.inc_length(1);
                if sender.send(file).is_err() {
                    return;
                }
            }
        });
        Box::new(receiver.into_iter())
    }

    /// Counts what became of a file.
    pub fn count<R>(&mut self, entry: &Entry, bytes: u64, outcome: &Outcome<R>) -> anyhow::Result<()> {
        let is_binary = |failure: &Failure| matches!(failure.error, Error::Binary(_)) && failure.path == entry.path;
        if entry.origin != Origin::Given && matches!(outcome.failures.as_slice(), [failure] if is_binary(failure)) {
            self.skipped.binary.fetch_add(1, Relaxed);
            self.tick();
            return Ok(());
        }
        self.summary.bytes += bytes;
        self.summary.kept += u64::from(outcome.kept);
        if outcome.failures.is_empty() {
            self.summary.done += 1;
            self.tick();
            return Ok(());
        }
        self.add_file(&outcome.failures)
    }

    /// Counts a file that failed, with all that failed in it.
    pub fn add_file(&mut self, failures: &[Failure]) -> anyhow::Result<()> {
        self.summary.failed += 1;
        self.add_all(failures)?;
        self.tick();
        Ok(())
    }

    /// A file that was counted as done, and whose output could not be written after all.
    pub fn unwritten(&mut self, failures: &[Failure]) -> anyhow::Result<()> {
        self.summary.done = self.summary.done.saturating_sub(1);
        self.summary.failed += 1;
        self.add_all(failures)
    }

    /// Says what failed.
    pub fn add_all(&mut self, failures: &[Failure]) -> anyhow::Result<()> {
        for failure in failures {
            self.failures += 1;
            let say = || eprintln!("tongzhi: {}: {}", failure.path.display(), failure.error);
            match &self.bar {
                Some(bar) => bar.suspend(say),
                None => say(),
            }
            if let Some((file, path)) = &mut self.errors {
                file.write_all(failure.to_line().as_bytes()).with_context(|| format!("{}: can't be written", path.display()))?;
            }
        }
        Ok(())
    }

    fn tick(&self) {
        let (Some(bar), Some(begun)) = (&self.bar, self.begun) else { return };
        bar.inc(1);
        // Formatting for each of many small files would be seen in their time.
        if bar.position() % 16 == 0 {
            let speed = self.summary.bytes as f64 / 1e6 / begun.elapsed().as_secs_f64().max(0.001);
            bar.set_message(format!("{speed:.1} MB/s  {} failed", self.summary.failed));
        }
    }

    /// Ends the progress and, with `say`, says what became of the files.
    pub fn end(&mut self, say: bool) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        if !say && !self.is_interrupted() {
            return;
        }
        let skipped = &self.skipped;
        let load = |count: &std::sync::atomic::AtomicU64| count.load(Relaxed);
        self.summary.hidden = load(&skipped.hidden);
        self.summary.binary = load(&skipped.binary);
        self.summary.other = load(&skipped.links) + load(&skipped.special);
        self.summary.time = self.begun.map_or(Duration::ZERO, |begun| begun.elapsed());
        let interrupted = if self.is_interrupted() { "interrupted: " } else { "" };
        let none = if self.summary.is_empty() { "no file found: " } else { "" };
        eprintln!("tongzhi: {interrupted}{none}{}", self.summary);
    }

    /// Whether Ctrl-C ended the run.
    pub fn is_interrupted(&self) -> bool {
        self.stop.load(Relaxed)
    }

    /// Whether there were any complaints, or the run did not come to its end.
    pub fn any(&self) -> bool {
        self.failures > 0 || self.is_interrupted()
    }

    /// The exit status that follows.
    pub fn exit_code(&self) -> ExitCode {
        if self.is_interrupted() {
            ExitCode::from(INTERRUPTED)
        } else if self.failures > 0 {
            ExitCode::from(FAILED)
        } else {
            ExitCode::SUCCESS
        }
    }
}
