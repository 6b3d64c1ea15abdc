//! The inputs that a command is given, and how they are read.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use tongzhi::batch::{
    Entry, Failure, Fingerprint, Inputs, Loaded, Skipped, Stop, Window, load,
    window::{caught, ordered},
};
use tongzhi::config::{self, Config};
use tongzhi::decode::Preference;
use tongzhi::source::{SourceFile, sources_with};
use tongzhi::{Error, Options};

use super::read_apart::isolation;
pub use super::run::Complaints;

/// Input files and how to read them.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files to read, and folders whose files are read; `-` is standard input
    #[arg(value_name = "FILE|DIR")]
    pub files: Vec<PathBuf>,

    #[command(flatten)]
    walk: WalkArguments,

    /// Encoding of the files (a WHATWG name such as gb18030, big5 or utf-16le), where you know it
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,

    /// Encoding to take where two are about equally likely and the file would be refused
    #[arg(long, value_enum, value_name = "ENCODING", conflicts_with = "encoding")]
    pub prefer: Option<Prefer>,

    /// Name that standard input goes by in the output
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,

    /// Write 「」『』 as “”‘’
    #[arg(long)]
    pub quotes: bool,

    /// Configuration file [default: tongzhi.toml in the current folder or the nearest above it]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Read no configuration file
    #[arg(long, conflicts_with = "config")]
    pub isolated: bool,
}

/// Threads that are begun, whatever is asked for: more than any machine makes use of here.
const MOST_THREADS: usize = 512;

/// Heading of the options that are for many files.
pub const MANY_FILES: &str = "Many files";

/// Which files of folders and lists are read, and how many at a time.
#[derive(Debug, Args)]
struct WalkArguments {
    /// Read the files that LIST names too, one a line or with NUL between them (find -print0); `-` is standard input
    #[arg(long, value_name = "LIST", help_heading = MANY_FILES)]
    files_from: Option<PathBuf>,

    /// In folders, read only files that match, such as '*.doc' or '2011/**'; with ! before it, not those. Upper and lower case
    /// are the same; may be given several times, the last that matches decides
    #[arg(long = "glob", value_name = "PATTERN", help_heading = MANY_FILES)]
    globs: Vec<String>,

    /// In folders, follow symbolic links
    #[arg(long, help_heading = MANY_FILES)]
    follow: bool,

    /// Refuse files that are longer: bytes, or with K, M or G behind the number
    #[arg(long, value_name = "BYTES", default_value = "256M", value_parser = bytes, help_heading = MANY_FILES)]
    max_bytes: u64,

    /// Files to read at a time [default: as many as there are cores]
    #[arg(short, long, value_name = "N", help_heading = MANY_FILES)]
    jobs: Option<usize>,

    /// Record each file that could not be read in FILE, as JSON Lines: path, code, reason
    #[arg(long, value_name = "FILE", help_heading = MANY_FILES)]
    errors: Option<PathBuf>,

    /// Show no progress (as where standard error is no terminal)
    #[arg(long, help_heading = MANY_FILES)]
    no_progress: bool,
}

/// A number of bytes, such as 256M.
fn bytes(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.trim_end_matches(['B', 'b', 'i']) {
        digits if digits.ends_with(['K', 'k']) => (digits, 10),
        digits if digits.ends_with(['M', 'm']) => (digits, 20),
        digits if digits.ends_with(['G', 'g']) => (digits, 30),
        digits => (digits, 0),
    };
    let number: Option<u64> = digits.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok();
    let number = number.and_then(|number| number.checked_mul(1 << shift)).filter(|number| *number > 0);
    number.ok_or_else(|| "not a number of bytes such as 1000000 or 256M".to_owned())
}

/// The encodings that can be preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    /// GB2312, GBK, GB18030
    Gb,
    /// Big5
    Big5,
    /// UTF-8
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
}

impl From<Prefer> for Preference {
    fn from(prefer: Prefer) -> Self {
        match prefer {
            Prefer::Gb => Self::Gb,
            Prefer::Big5 => Self::Big5,
            Prefer::Utf8 => Self::Utf8,
        }
    }
}

/// What the work on one file gave.
#[derive(Debug)]
pub struct Outcome<R> {
    /// What was made of it, if anything was.
    pub value: Option<R>,
    /// What could not be read: the file, or members of it.
    pub failures: Vec<Failure>,
    /// Whether it is an earlier run's result that stands.
    pub kept: bool,
}

/// Bytes of a member in memory.
fn weight_of(member: &Result<SourceFile, Error>) -> u64 {
    member.as_ref().map_or(0, |source| source.length)
}

/// A file's outcome with the file.
struct Finished<R> {
    entry: Entry,
    /// Bytes that were read.
    bytes: u64,
    outcome: Outcome<R>,
}

impl InputArguments {
    /// The library's options, with what the configuration file says.
    pub fn options(&self) -> anyhow::Result<Options> {
        Ok(self.options_and_fingerprint()?.0)
    }

    /// The options, and the fingerprint of all in them that changes the output.
    pub fn options_and_fingerprint(&self) -> anyhow::Result<(Options, Fingerprint)> {
        let mut options = Options {
            encoding: self.encoding.clone(),
            prefer: self.prefer.map(Into::into),
            quotes: self.quotes,
            isolation: isolation(),
            ..Options::default()
        };
        let found = || std::env::current_dir().ok().and_then(|folder| config::find(&folder));
        let path = if self.isolated { None } else { self.config.clone().or_else(found) };
        let mut text = String::new();
        if let Some(path) = path {
            text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let config = Config::parse(&text).with_context(|| path.display().to_string())?;
            let folder = path.parent().unwrap_or(Path::new(""));
            config.apply(folder, &mut options.settings).with_context(|| path.display().to_string())?;
        }
        let all = format!("{:?}", (&self.encoding, self.prefer, self.quotes, &self.stdin_filename, text));
        Ok((options, Fingerprint::of(all.as_bytes())))
    }

    /// Whether there is anything to read.
    fn is_empty(&self) -> bool {
        self.files.is_empty() && self.walk.files_from.is_none()
    }

    /// The most that is read of one input, in bytes.
    pub fn max_bytes(&self) -> u64 {
        self.walk.max_bytes
    }

    /// How much is done at a time.
    pub fn window(&self) -> Window {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Window { threads: self.walk.jobs.filter(|jobs| *jobs > 0).unwrap_or_else(cores).min(MOST_THREADS), bytes: Window::BYTES }
    }

    /// Whether this is one file and no folder.
    pub fn is_one_file(&self) -> bool {
        self.inputs(&[]).is_one_file()
    }

    /// Whether the files are found in folders or a list, so that the user doesn't know how many there are.
    pub fn is_searched(&self) -> bool {
        self.walk.files_from.is_some() || self.files.iter().any(|path| path.is_dir())
    }

    /// What to read; `own` is what the run writes.
    pub fn inputs(&self, own: &[PathBuf]) -> Inputs {
        let walk = &self.walk;
        let own = own.iter().chain(&walk.errors).cloned().collect();
        let (paths, list) = (self.files.clone(), walk.files_from.clone());
        Inputs { paths, list, globs: walk.globs.clone(), follow: walk.follow, own }
    }

    /// Reads each source in the inputs by `read`, which is told whether it came out of a bundle, on all cores, and gives what it
    /// read to `take`, in the inputs' order; complains of those that can't be read, and says in the end how many there were.
    pub fn each<T: Send>(
        &self,
        complaints: &mut Complaints,
        read: impl Fn(SourceFile, bool) -> Result<T, Error> + Sync,
        take: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        self.each_but(complaints, &[], |_, source, bundled| read(source, bundled), take)
    }

    /// The same, where `read` is told the file that the source is in too; `own` is what the run writes, which is no input.
    pub fn each_but<T: Send>(
        &self,
        complaints: &mut Complaints,
        own: &[PathBuf],
        read: impl Fn(&Entry, SourceFile, bool) -> Result<T, Error> + Sync,
        mut take: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        if self.is_one_file() {
            return self.one_file(complaints, read, take);
        }
        let work = |entry: &Entry, loaded: Loaded| {
            let mut values = Vec::new();
            let keep = |value| {
                values.push(value);
                Ok::<(), Infallible>(())
            };
            let Ok(failures) = self.sources_of(entry, loaded.bytes, |source, bundled| read(entry, source, bundled), keep);
            Outcome { value: Some(values), failures, kept: false }
        };
        let take = |_: &Entry, values: Option<Vec<T>>, _: &[Failure]| values.into_iter().flatten().try_for_each(&mut take);
        self.each_file(complaints, own, work, take)?;
        complaints.end(self.is_searched());
        Ok(())
    }

    /// One file alone: no threads but for the members of a bundle, and nothing kept until its turn comes.
    fn one_file<T: Send>(
        &self,
        complaints: &mut Complaints,
        read: impl Fn(&Entry, SourceFile, bool) -> Result<T, Error> + Sync,
        mut take: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        complaints.record_in(self.walk.errors.as_deref())?;
        for found in self.inputs(&[]).walk(Arc::default())? {
            let failures = match found.and_then(|entry| match load(&entry, self.max_bytes()) {
                Ok(loaded) => Ok((entry, loaded)),
                Err(error) => Err(Failure::new(&entry.path, error)),
            }) {
                Ok((entry, loaded)) => self.sources_of(&entry, loaded.bytes, |source, bundled| read(&entry, source, bundled), &mut take)?,
                Err(failure) => vec![failure],
            };
            complaints.add_all(&failures)?;
        }
        Ok(())
    }

    /// Gives the file's source to `read`, or each member of a bundle with `true`, those on all cores; what it made goes to `take`
    /// in their order. What it gives back failed.
    pub fn sources_of<T: Send, E>(
        &self,
        entry: &Entry,
        bytes: Vec<u8>,
        read: impl Fn(SourceFile, bool) -> Result<T, Error> + Sync,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<Vec<Failure>, E> {
        let name = match &self.stdin_filename {
            Some(name) if entry.path.as_os_str() == "-" => name.clone(),
            _ => entry.path.to_string_lossy().into_owned(),
        };
        let sources = match sources_with(name, bytes, &isolation()) {
            Ok(sources) => sources,
            Err(error) => return Ok(vec![Failure::new(&entry.path, error)]),
        };
        let bundled = sources.is_bundle();
        let mut failures = Vec::new();
        let work = |source: Result<SourceFile, Error>| {
            let path = source.as_ref().map_or_else(|_| entry.path.clone(), |source| PathBuf::from(&source.path));
            source.and_then(|source| read(source, bundled)).map_err(|error| Failure::new(&path, error))
        };
        let mut sort = |made: Result<T, Failure>| match made {
            Ok(value) => take(value),
            Err(failure) => {
                failures.push(failure);
                Ok(())
            }
        };
        match bundled {
            true => {
                // Beside other files each may be a bundle.
                let window = if self.is_one_file() { self.window() } else { self.window().shared() };
                ordered(window, &Stop::default(), sources, weight_of, work, sort, || Ok(()))?;
            }
            false => sources.map(work).try_for_each(&mut sort)?,
        }
        Ok(failures)
    }

    /// Does `work` on each file, on all cores, and gives what came of it to `take`, in the inputs' order. `own` is what the run
    /// writes, which is no input.
    pub fn each_file<R: Send>(
        &self,
        complaints: &mut Complaints,
        own: &[PathBuf],
        work: impl Fn(&Entry, Loaded) -> Outcome<R> + Sync,
        mut take: impl FnMut(&Entry, Option<R>, &[Failure]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        if self.is_empty() {
            bail!("nothing to read: give a FILE or DIR, - for standard input, or --files-from LIST; see --help");
        }
        complaints.record_in(self.walk.errors.as_deref())?;
        let skipped = Arc::new(Skipped::default());
        let files = self.inputs(own).walk(Arc::clone(&skipped))?;
        complaints.begin(&skipped, !self.walk.no_progress)?;
        let files = complaints.counted(files);
        let limit = self.max_bytes();
        let weigh = move |found: &Result<Entry, Failure>| found.as_ref().map_or(0, |entry| if entry.size > limit { 0 } else { entry.size });
        let work = |found: Result<Entry, Failure>| {
            let entry = found?;
            let failed = |error| Outcome { value: None, failures: vec![Failure::new(&entry.path, error)], kept: false };
            let done = caught(|| match load(&entry, limit) {
                Ok(loaded) => (loaded.bytes.len() as u64, work(&entry, loaded)),
                Err(error) => (0, failed(error)),
            });
            let (bytes, outcome) = done.unwrap_or_else(|error| (0, failed(error)));
            Ok(Finished { entry, bytes, outcome })
        };
        let stop = Arc::clone(&complaints.stop);
        let take = |worked: Result<Finished<R>, Failure>| match worked {
            Ok(Finished { entry, bytes, outcome }) => {
                complaints.count(&entry, bytes, &outcome)?;
                take(&entry, outcome.value, &outcome.failures)
            }
            Err(failure) => complaints.add_file(&[failure]),
        };
        let outcome = ordered(self.window(), &stop, files, weigh, work, take, || Ok(()));
        if outcome.is_err() {
            complaints.end(false);
        }
        outcome
    }
}
