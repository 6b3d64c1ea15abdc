//! Opens a file or standard input: bytes and what kind of file they are.

use std::io::Read;
use std::path::Path;

use crate::error::Error;
use crate::notice::Format;

/// An opened input: its name, its bytes, its format by content.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path as it was given.
    pub path: String,
    /// What kind of file it is.
    pub format: Format,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// Reads the file at `path`.
pub fn open(path: &Path) -> Result<SourceFile, Error> {
    if path.is_dir() {
        return Err(Error::Directory);
    }
    from_bytes(path.to_string_lossy().into_owned(), std::fs::read(path)?)
}

/// Reads `reader` to its end; `path` is the name that the output gives.
pub fn read(path: String, mut reader: impl Read) -> Result<SourceFile, Error> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    from_bytes(path, bytes)
}

/// Takes bytes already in memory; `path` is the name that the output gives.
pub fn from_bytes(path: String, bytes: Vec<u8>) -> Result<SourceFile, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    Ok(SourceFile { path, format: Format::Text, bytes })
}
