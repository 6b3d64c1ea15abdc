//! The input files that a command is given, and the complaints about them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use tongzhi::config::{self, Config};
use tongzhi::decode::Preference;
use tongzhi::source::{SourceFile, Sources, open, read};
use tongzhi::{Error, Options};

use super::FAILED;

/// Input files and how to read them.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

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

impl InputArguments {
    /// The library's options, with what the configuration file says.
    pub fn options(&self) -> anyhow::Result<Options> {
        let mut options =
            Options { encoding: self.encoding.clone(), prefer: self.prefer.map(Into::into), quotes: self.quotes, ..Options::default() };
        let found = || std::env::current_dir().ok().and_then(|folder| config::find(&folder));
        let path = if self.isolated { None } else { self.config.clone().or_else(found) };
        if let Some(path) = path {
            let config = Config::read(&path).with_context(|| path.display().to_string())?;
            let folder = path.parent().unwrap_or(Path::new(""));
            config.apply(folder, &mut options.settings).with_context(|| path.display().to_string())?;
        }
        Ok(options)
    }

    /// Opens `file`, which may be a bundle of several.
    fn open(&self, file: &Path) -> Result<Sources, Error> {
        if file == Path::new("-") {
            let name = self.stdin_filename.clone().unwrap_or_else(|| "-".to_owned());
            return read(name, std::io::stdin().lock());
        }
        open(file)
    }

    /// Reads each source in `file` by `read` and gives what it read to `take`, with whether it came out of a
    /// bundle; complains of those that can't be read.
    pub fn each_source<T>(
        &self,
        file: &Path,
        complaints: &mut Complaints,
        read: impl Fn(SourceFile) -> Result<T, Error>,
        mut take: impl FnMut(T, bool) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let sources = match self.open(file) {
            Ok(sources) => sources,
            Err(error) => {
                complaints.add(file, &error);
                return Ok(());
            }
        };
        let bundled = sources.is_bundle();
        for source in sources {
            let path = source.as_ref().map_or_else(|_| PathBuf::new(), |source| PathBuf::from(&source.path));
            match source.and_then(&read) {
                Ok(value) => take(value, bundled)?,
                Err(Error::Member { member, error }) => complaints.add(Path::new(&member), &error),
                Err(error) => complaints.add(&path, &error),
            }
        }
        Ok(())
    }
}

/// Counts the files that failed, and says each on standard error as it comes.
#[derive(Debug, Default)]
pub struct Complaints {
    failed: usize,
}

impl Complaints {
    /// Says what is wrong with `file`.
    pub fn add(&mut self, file: &Path, error: &Error) {
        eprintln!("tongzhi: {}: {error}", file.display());
        self.failed += 1;
    }

    /// Whether there were any.
    pub fn any(&self) -> bool {
        self.failed > 0
    }

    /// The exit status that follows.
    pub fn exit_code(&self) -> ExitCode {
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
    }
}
