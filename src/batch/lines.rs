//! One file of lines as a run's output. Until the run ends its lines stand in `NAME.partial`, the results of new files
//! after those of the run before; `NAME` appears when all are there, in the files' order.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::fingerprint::{Fingerprint, Identity};
use super::journal::{Done, Earlier, Journal, Known, Record, Version, Written, key};
use super::spill::Spill;
use crate::error::Error;

/// Bytes, and time, after which what was written is given to the system and to the journal.
const COMMIT: (u64, Duration) = (1 << 20, Duration::from_millis(100));

/// An open file of lines.
pub struct LineFile {
    names: Names,
    version: Version,
    journal: Journal,
    spool: Spool,
    /// Bytes in the spool.
    length: u64,
    uncommitted: u64,
    committed: Instant,
    /// The run's results in the files' order.
    order: Vec<Placed>,
}

/// Where lines stand until the run ends.
enum Spool {
    /// In the partial file.
    Partial(BufWriter<File>),
    /// In the whole output of an earlier run, to which nothing can be added.
    Whole,
}

/// A file's lines in the spool.
struct Placed {
    key: Fingerprint,
    offset: u64,
    length: u64,
}

struct Names {
    whole: PathBuf,
    partial: PathBuf,
    journal: PathBuf,
}

impl Names {
    fn new(path: &Path) -> Self {
        let [partial, journal] = beside(path);
        Self { whole: path.to_owned(), partial, journal }
    }

    fn unwritable(&self, error: std::io::Error) -> Error {
        Error::Output { path: self.whole.clone(), error }
    }
}

/// The partial file and the journal of the output at `path`.
pub fn beside(path: &Path) -> [PathBuf; 2] {
    [".partial", ".journal"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

/// An opened output, and what an earlier run has left for it.
pub struct Opened {
    /// The output.
    pub file: LineFile,
    /// The results that stand.
    pub known: Known,
    /// Whether an earlier run was of another version or configuration, so that nothing of it stands.
    pub is_other: bool,
}

impl LineFile {
    /// Opens the output at `path`; with `resume`, what an earlier run has done stands.
    pub fn open(path: &Path, version: Version, resume: bool) -> Result<Opened, Error> {
        let names = Names::new(path);
        let (journal, Earlier { records, is_other }) = Journal::open(&names.journal, &version, resume)?;
        let open = || -> std::io::Result<(Spool, u64, Known)> {
            let stands = !records.is_empty();
            if stands && !names.partial.exists() && names.whole.exists() {
                let (known, _) = verify(&names.whole, &records)?;
                return Ok((Spool::Whole, names.whole.metadata()?.len(), known));
            }
            let (known, end) = if stands && names.partial.exists() { verify(&names.partial, &records)? } else { (Known::new(), 0) };
            let mut partial = File::options().create(true).truncate(false).write(true).open(&names.partial)?;
            partial.set_len(end)?;
            partial.seek(SeekFrom::Start(end))?;
            Ok((Spool::Partial(BufWriter::with_capacity(1 << 18, partial)), end, known))
        };
        let (spool, length, known) = open().map_err(|error| names.unwritable(error))?;
        let file = Self { names, version, journal, spool, length, uncommitted: 0, committed: Instant::now(), order: Vec::new() };
        Ok(Opened { file, known, is_other })
    }

    /// Adds the lines of the file at `path`. Without an identity no later run keeps them.
    pub fn append(&mut self, path: &Path, identity: Option<Identity>, lines: &mut Spill) -> Result<(), Error> {
        self.add(path, identity, lines).map_err(|error| self.names.unwritable(error))
    }

    fn add(&mut self, path: &Path, identity: Option<Identity>, lines: &mut Spill) -> std::io::Result<()> {
        let (key, offset, length) = (key(path), self.length, lines.length());
        lines.copy_to(self.writer()?)?;
        self.length += length;
        self.uncommitted += length;
        self.order.push(Placed { key, offset, length });
        if let Some(identity) = identity {
            let written = vec![Written { offset, length, hash: lines.fingerprint(), member: None }];
            self.journal.add(&Record { path: path.to_string_lossy().into_owned(), key, identity, written })?;
        }
        if self.uncommitted >= COMMIT.0 || self.committed.elapsed() >= COMMIT.1 { self.commit() } else { Ok(()) }
    }

    /// The partial file; what stands in a whole one is copied first.
    fn writer(&mut self) -> std::io::Result<&mut BufWriter<File>> {
        if let Spool::Whole = self.spool {
            let Names { whole, partial, .. } = &self.names;
            let mut name = partial.as_os_str().to_owned();
            name.push(".new");
            let copy = PathBuf::from(name);
            std::fs::copy(whole, &copy)?;
            std::fs::rename(&copy, partial)?;
            let file = File::options().append(true).open(partial)?;
            self.spool = Spool::Partial(BufWriter::with_capacity(1 << 18, file));
        }
        match &mut self.spool {
            Spool::Partial(writer) => Ok(writer),
            Spool::Whole => Err(std::io::Error::other("no partial file")),
        }
    }

    /// Takes over what an earlier run wrote for the file at `path`.
    pub fn keep(&mut self, path: &Path, done: &Done) {
        let place = |written: &Written| Placed { key: key(path), offset: written.offset, length: written.length };
        self.order.extend(done.written.iter().map(place));
    }

    /// Gives what was added to the system, so that nothing but the machine's own end takes it away.
    pub fn commit(&mut self) -> std::io::Result<()> {
        if let Spool::Partial(writer) = &mut self.spool {
            writer.flush()?;
        }
        self.journal.flush()?;
        self.uncommitted = 0;
        self.committed = Instant::now();
        Ok(())
    }

    /// Leaves what is done for a later run; `NAME` stays as it was.
    pub fn suspend(mut self) -> Result<(), Error> {
        self.commit().map_err(|error| self.names.unwritable(error))
    }

    /// Gives the output its name.
    pub fn finish(mut self) -> Result<(), Error> {
        self.complete().map_err(|error| self.names.unwritable(error))
    }

    fn complete(&mut self) -> std::io::Result<()> {
        self.commit()?;
        let mut end = 0;
        let in_order = self.order.iter().all(|placed| {
            let follows = placed.offset == end;
            end += placed.length;
            follows || placed.length == 0
        });
        if !in_order || end != self.length {
            return self.assemble();
        }
        match &self.spool {
            Spool::Whole => Ok(()),
            Spool::Partial(writer) => {
                writer.get_ref().sync_all()?;
                std::fs::rename(&self.names.partial, &self.names.whole)?;
                sync_folder(&self.names.whole)
            }
        }
    }

    /// Writes the lines in the files' order, and a journal that fits them.
    fn assemble(&self) -> std::io::Result<()> {
        let Names { whole, partial, journal } = &self.names;
        let from = if matches!(self.spool, Spool::Whole) { whole } else { partial };
        let mut reader = BufReader::with_capacity(1 << 18, File::open(from)?);
        let mut name = whole.as_os_str().to_owned();
        name.push(".assembled");
        let assembled = PathBuf::from(name);
        let mut writer = BufWriter::with_capacity(1 << 18, File::create(&assembled)?);
        let (mut at, mut end) = (0, 0);
        let mut places = std::collections::HashMap::new();
        for placed in &self.order {
            reader.seek_relative(placed.offset as i64 - at as i64)?;
            std::io::copy(&mut (&mut reader).take(placed.length), &mut writer)?;
            at = placed.offset + placed.length;
            places.insert(placed.key, (placed.offset, end));
            end += placed.length;
        }
        writer.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        let mut records = Journal::records(journal, &self.version)?;
        records.retain_mut(|record| {
            let [written] = record.written.as_mut_slice() else { return false };
            // Of a file that was done again, the earlier record names a place where nothing of the order stands.
            let place = places.get(&record.key).filter(|(before, _)| *before == written.offset);
            place.is_some_and(|(_, now)| {
                written.offset = *now;
                true
            })
        });
        std::fs::rename(&assembled, whole)?;
        // Killed before the journal follows, the next run does again what its fingerprints no longer fit.
        if partial.exists() {
            std::fs::remove_file(partial)?;
        }
        Journal::replace(journal, &self.version, records.iter())?;
        sync_folder(whole)
    }
}

/// Makes the names in the folder of `path` last, where the system has that.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The records whose lines stand in the file at `path`, and where the last of these lines ends.
fn verify(path: &Path, records: &[Record]) -> std::io::Result<(Known, u64)> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let (mut at, mut end) = (0, 0);
    let mut known = Known::with_capacity(records.len());
    let mut lines = Vec::new();
    for record in records {
        let [written] = record.written.as_slice() else { continue };
        if written.offset.checked_add(written.length).is_none_or(|end| end > length) {
            continue;
        }
        reader.seek_relative(written.offset as i64 - at as i64)?;
        lines.clear();
        (&mut reader).take(written.length).read_to_end(&mut lines)?;
        at = written.offset + lines.len() as u64;
        if Fingerprint::of(&lines) == written.hash {
            known.insert(record.key, Done { identity: record.identity, written: record.written.clone() });
            end = end.max(at);
        }
    }
    Ok((known, end))
}
