//! What can be wrong with an input file.

use std::path::PathBuf;

/// Why a file gave no document. The message names no path: the caller knows it and says it first.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file could not be opened or read.
    #[error("{0}")]
    Unreadable(#[from] std::io::Error),
    /// A directory was given where a file is wanted.
    #[error("is a directory; give the files in it")]
    Directory,
    /// There is nothing in the file.
    #[error("is empty")]
    Empty,
    /// The file is no text.
    #[error("is not text but {0}")]
    Binary(String),
    /// No encoding is likely enough, or two are equally likely.
    #[error("has no certain encoding: {first} leads {second} by {margin:.1} nats, below {needed}; choose with --encoding NAME")]
    Undecidable {
        /// The likeliest encoding.
        first: String,
        /// The second likeliest.
        second: String,
        /// By how much the first leads.
        margin: f64,
        /// The lead that would be enough.
        needed: f64,
    },
    /// The text is in no Chinese encoding.
    #[error("is no Chinese text but looks like {0}; choose with --encoding NAME if it is one")]
    Foreign(String),
    /// The name given for an encoding is unknown.
    #[error("unknown encoding {0:?}; use a WHATWG name such as utf-8, gb18030, big5, utf-16le, or hz-gb-2312")]
    UnknownEncoding(String),
    /// A limit that keeps damaged and hostile files harmless was reached.
    #[error("{part}: {limit}; not read, as such a file would take too much memory or time")]
    TooLarge {
        /// The part of the file.
        part: String,
        /// Which limit, and by what.
        limit: String,
    },
    /// A part that the format needs is missing or can't be read.
    #[error("{part}: {reason}")]
    Damaged {
        /// The part of the file.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file is of a kind that is known and not read.
    #[error("is {kind}, which is not read{advice}")]
    Unsupported {
        /// What kind of file it is.
        kind: &'static str,
        /// What the user can do, beginning with its own punctuation.
        advice: &'static str,
    },
    /// The file is protected by a password.
    #[error("is encrypted; open it with its password and save it without one (soffice --convert-to docx asks for none)")]
    Encrypted,
    /// The file has no text to read.
    #[error("holds no text{0}")]
    NoText(&'static str),
    /// A member of a bundle gave no document.
    #[error("{member}: {error}")]
    Member {
        /// The member's path in the bundle.
        member: String,
        /// What is wrong with it.
        error: Box<Error>,
    },
    /// The file is longer than the user wishes to read.
    #[error("has {}more than the {limit} bytes that --max-bytes allows; not read", bytes.map(|bytes| format!("{bytes} bytes, ")).unwrap_or_default())]
    OverLimit {
        /// Its length in bytes, where that is known without reading it.
        bytes: Option<u64>,
        /// The most that is read.
        limit: u64,
    },
    /// A pattern of file names can't be read.
    #[error("--glob: {0}")]
    Pattern(String),
    /// The list of files can't be opened.
    #[error("--files-from {}: {error}", path.display())]
    List {
        /// The list.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// What a run writes can't be written.
    #[error("{}: can't be written: {error}", path.display())]
    Output {
        /// The output.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A line that asks for something is wrong.
    #[error("is no request: {0}")]
    Request(String),
    /// Another run writes the same output.
    #[error("{}: another run is writing there", .0.display())]
    Busy(PathBuf),
    /// Something that should be impossible.
    #[error("internal error: {0}; please report it with the file")]
    Internal(String),
    /// The process that reads such files can't be started.
    #[error("the process that reads such files can't be started: {0}")]
    Reader(std::io::Error),
    /// Several files are bundled where one is wanted.
    #[error("is a bundle of files; open it with source::open")]
    Bundle,
}

impl Error {
    /// A short name of what is wrong, for programs: it stays the same when the message changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) if error.kind() == std::io::ErrorKind::NotFound => "missing",
            Self::Unreadable(_) => "unreadable",
            Self::Directory => "directory",
            Self::Empty => "empty",
            Self::Binary(_) => "binary",
            Self::Undecidable { .. } => "undecidable-encoding",
            Self::Foreign(_) => "foreign",
            Self::UnknownEncoding(_) => "unknown-encoding",
            Self::TooLarge { .. } | Self::OverLimit { .. } => "too-large",
            Self::Damaged { .. } => "damaged",
            Self::Unsupported { .. } => "unsupported",
            Self::Encrypted => "encrypted",
            Self::NoText(_) => "no-text",
            Self::Member { error, .. } => error.code(),
            Self::Pattern(_) => "pattern",
            Self::List { .. } => "list",
            Self::Request(_) => "malformed",
            Self::Output { .. } | Self::Busy(_) => "unwritable",
            Self::Internal(_) => "internal",
            Self::Reader(_) => "no-reader",
            Self::Bundle => "bundle",
        }
    }
}
