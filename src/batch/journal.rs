//! What a run has done so far, as JSON Lines beside its output: a header, then a record for each file that was wholly
//! read. A record is believed only where the output that it names is there with the fingerprint it says, so nothing
//! has to reach the disk in any order, and a journal that was cut off anywhere does no harm.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::fingerprint::{Fingerprint, Identity};
use crate::error::Error;
use crate::notice::SCHEMA_VERSION;

/// By what two runs are known to give the same for the same file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The program and its version.
    pub tool: String,
    /// Version of the output's schema.
    pub schema_version: u32,
    /// Of all settings that change the output.
    pub configuration: Fingerprint,
}

impl Version {
    /// This program with this configuration.
    pub fn new(configuration: Fingerprint) -> Self {
        Self { tool: concat!("tongzhi ", env!("CARGO_PKG_VERSION")).to_owned(), schema_version: SCHEMA_VERSION, configuration }
    }
}

/// A file that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The file's path, for people.
    pub path: String,
    /// Fingerprint of the path's bytes, by which it is found.
    pub key: Fingerprint,
    /// The file.
    #[serde(flatten)]
    pub identity: Identity,
    /// What was written for it.
    pub written: Vec<Written>,
}

/// One output of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Where in the file of lines it begins, in bytes; 0 in a tree.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
    /// Of its bytes.
    pub hash: Fingerprint,
    /// In a tree, of a member of a bundle: its path below the bundle's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
}

/// What an earlier run has done, by the keys of the files.
pub type Known = HashMap<Fingerprint, Done>;

/// A record without the names.
#[derive(Debug, Clone)]
pub struct Done {
    /// The file as it was then.
    pub identity: Identity,
    /// What was written for it.
    pub written: Vec<Written>,
}

/// By what name the journal knows the file at `path`.
pub fn key(path: &Path) -> Fingerprint {
    Fingerprint::of(path.as_os_str().as_encoded_bytes())
}

/// An open journal, which no other run can open.
#[derive(Debug)]
pub struct Journal {
    file: BufWriter<File>,
}

/// What an earlier run left.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Its records, in the order written; of a file that was done twice, all.
    pub records: Vec<Record>,
    /// Whether there was a journal, but of another version or configuration.
    pub is_other: bool,
}

impl Journal {
    /// Opens the journal at `path`. With `resume`, what an earlier run of the same version wrote is read and kept; else it
    /// begins anew.
    pub fn open(path: &Path, version: &Version, resume: bool) -> Result<(Self, Earlier), Error> {
        let unwritable = |error| Error::Output { path: path.to_owned(), error };
        let file = File::options().create(true).truncate(false).read(true).write(true).open(path).map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy(path.to_owned())),
            // A file system without locks: whoever runs two at a time there has to know it.
            Err(TryLockError::Error(_)) => {}
        }
        let (earlier, end) = if resume { read(&file, version).map_err(unwritable)? } else { (Earlier::default(), 0) };
        let begin = |mut file: File| {
            file.set_len(end)?;
            file.seek(SeekFrom::Start(end))?;
            let mut file = BufWriter::with_capacity(1 << 16, file);
            if end == 0 {
                write_line(&mut file, version)?;
                file.flush()?;
            }
            Ok(Self { file })
        };
        Ok((begin(file).map_err(unwritable)?, earlier))
    }

    /// Adds a record, which [`Journal::flush`] writes out.
    pub fn add(&mut self, record: &Record) -> std::io::Result<()> {
        write_line(&mut self.file, record)
    }

    /// Gives what was added to the system.
    pub fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }

    /// All records of the journal at `path`.
    pub fn records(path: &Path, version: &Version) -> std::io::Result<Vec<Record>> {
        Ok(read(&File::open(path)?, version)?.0.records)
    }

    /// Puts a journal with these records in place of the one at `path`.
    pub fn replace<'a>(path: &Path, version: &Version, records: impl Iterator<Item = &'a Record>) -> std::io::Result<()> {
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let new = PathBuf::from(name);
        let mut file = BufWriter::with_capacity(1 << 16, File::create(&new)?);
        write_line(&mut file, version)?;
        for record in records {
            write_line(&mut file, record)?;
        }
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&new, path)
    }
}

fn write_line(out: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// The records in `file`, and where the last whole line ends.
fn read(file: &File, version: &Version) -> std::io::Result<(Earlier, u64)> {
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut line = Vec::new();
    let mut end = reader.read_until(b'\n', &mut line)? as u64;
    if !line.ends_with(b"\n") {
        return Ok((Earlier::default(), 0));
    }
    if serde_json::from_slice::<Version>(&line).ok().as_ref() != Some(version) {
        return Ok((Earlier { records: Vec::new(), is_other: true }, 0));
    }
    let mut earlier = Earlier::default();
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok((earlier, end));
        }
        end += length as u64;
        // A line that power took half of is none.
        earlier.records.extend(serde_json::from_slice::<Record>(&line).ok());
    }
}
