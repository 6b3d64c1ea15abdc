//! The bytes of one file, within a limit.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

use super::walk::{Entry, Origin};
use crate::decode::container;
use crate::error::Error;
use crate::source::detect::{Kind, kind};

/// A file in memory.
#[derive(Debug)]
pub struct Loaded {
    /// All of it.
    pub bytes: Vec<u8>,
    /// As it was when the file was opened; `None` for standard input.
    pub metadata: Option<Metadata>,
}

/// Bytes at the beginning of a file that tell whether it is text.
const BEGINNING: u64 = 1 << 16;

/// Reads the file at `entry`, unless it has more than `limit` bytes.
pub fn load(entry: &Entry, limit: u64) -> Result<Loaded, Error> {
    let path = entry.path.as_path();
    if path == Path::new("-") {
        let bytes = read_within(std::io::stdin().lock(), 0, limit)?;
        return Ok(Loaded { bytes, metadata: None });
    }
    // Where a folder can't be opened like a file (Windows), that is said in the same words.
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let (metadata, mut file) = match opened {
        Ok((metadata, _)) if metadata.is_dir() => return Err(Error::Directory),
        Ok(opened) => opened,
        Err(_) if path.is_dir() => return Err(Error::Directory),
        Err(error) => return Err(error.into()),
    };
    if metadata.len() > limit {
        let mut beginning = Vec::new();
        (&mut file).take(BEGINNING).read_to_end(&mut beginning)?;
        // A film in a folder is no more than a film, whatever its length.
        return Err(match container::name(&beginning) {
            Some(name) if entry.origin != Origin::Given && kind(&beginning) == Kind::Text => Error::Binary(name.to_owned()),
            _ => Error::OverLimit { bytes: Some(metadata.len()), limit },
        });
    }
    let bytes = read_within(file, metadata.len(), limit)?;
    Ok(Loaded { bytes, metadata: Some(metadata) })
}

/// Reads all of `reader`, which is expected to give `length` bytes.
fn read_within(reader: impl Read, length: u64, limit: u64) -> Result<Vec<u8>, Error> {
    // One byte more than expected, so that the end is seen without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(Error::OverLimit { bytes: None, limit }) } else { Ok(bytes) }
}
