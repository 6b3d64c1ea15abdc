//! Which files: those named, those listed, and those in the folders among them, in an order that is always the same.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::failure::Failure;
use crate::error::Error;
use crate::source::bundle::is_litter;

/// What the user asks to be read.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Files and folders; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// A file that lists further ones, one a line or with NUL bytes between them; `-` is standard input.
    pub list: Option<PathBuf>,
    /// Which files of a folder: gitignore's patterns, whatever the case of letters; with `!` before it, which not.
    pub globs: Vec<String>,
    /// Whether links in folders are followed.
    pub follow: bool,
    /// What this run itself writes or reads beside the files: never an input that is found in a folder.
    pub own: Vec<PathBuf>,
}

/// How a file came to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The user named it.
    Given,
    /// A list named it.
    Listed,
    /// It was found in a folder.
    Walked,
}

/// A file to be read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path, beginning as the user wrote it.
    pub path: PathBuf,
    /// How it came to be read.
    pub origin: Origin,
    /// Its length in bytes when it was found; 0 where that is unknown.
    pub size: u64,
}

/// How many entries of folders were passed over.
#[derive(Debug, Default)]
pub struct Skipped {
    /// Names that begin with a stop, and what systems and Office leave in folders; a folder counts once.
    pub hidden: AtomicU64,
    /// Files that are no text and no document.
    pub binary: AtomicU64,
    /// Links that are not followed.
    pub links: AtomicU64,
    /// Pipes, sockets, devices.
    pub special: AtomicU64,
}

impl Skipped {
    /// All of them.
    pub fn total(&self) -> u64 {
        [&self.hidden, &self.binary, &self.links, &self.special].map(|count| count.load(Relaxed)).iter().sum()
    }
}

/// The files of [`Inputs`], one after another: inputs in the order given, a folder's entries by the bytes of their names.
pub struct Walk {
    given: std::vec::IntoIter<PathBuf>,
    list: Option<List>,
    folder: Option<ignore::Walk>,
    origin: Origin,
    inputs: Inputs,
    /// `inputs.own`, each with its folder's real path.
    own: Arc<Vec<PathBuf>>,
    skipped: Arc<Skipped>,
}

impl Inputs {
    /// Begins the walk; what it passes over is counted in `skipped`.
    pub fn walk(self, skipped: Arc<Skipped>) -> Result<Walk, Error> {
        // A pattern that can't be read is said before anything is.
        overrides(Path::new("."), &self.globs)?;
        let list = self.list.as_deref().map(List::open).transpose()?;
        let own = self.own.iter().filter_map(|path| real(path)).collect();
        Ok(Walk {
            given: self.paths.clone().into_iter(),
            list,
            folder: None,
            origin: Origin::Given,
            own: Arc::new(own),
            inputs: self,
            skipped,
        })
    }

    /// Whether this can be no more than one file.
    pub fn is_one_file(&self) -> bool {
        matches!(self.paths.as_slice(), [path] if self.list.is_none() && !path.is_dir())
    }

    /// The folder below which the tree of outputs mirrors the inputs: what the named folders, and the folders of the
    /// named files, have in common. Empty where there is a list, or nothing in common.
    pub fn base(&self) -> PathBuf {
        if self.list.is_some() {
            return PathBuf::new();
        }
        let folder = |path: &PathBuf| if path.is_dir() { path.clone() } else { path.parent().map(Path::to_owned).unwrap_or_default() };
        let mut folders = self.paths.iter().filter(|path| path.as_path() != Path::new("-")).map(folder);
        let Some(first) = folders.next() else { return PathBuf::new() };
        folders.fold(plain(&first), |base, folder| {
            let folder = plain(&folder);
            let both = base.components().zip(folder.components());
            both.take_while(|(one, other)| one == other).map(|(one, _)| one.as_os_str()).collect()
        })
    }
}

/// `path` without `.` in it.
pub(super) fn plain(path: &Path) -> PathBuf {
    path.components().filter(|component| *component != Component::CurDir).collect()
}

/// `path` with its folder's real path; `None` where there is no such folder.
fn real(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)))
}

fn overrides(folder: &Path, globs: &[String]) -> Result<Override, Error> {
    let mut builder = OverrideBuilder::new(folder);
    let malformed = |error: ignore::Error| Error::Pattern(error.to_string());
    // Half of an archive that went through Windows has .TXT and .DOC.
    builder.case_insensitive(true).map_err(malformed)?;
    for glob in globs {
        builder.add(glob).map_err(malformed)?;
    }
    builder.build().map_err(malformed)
}

impl Walk {
    /// Begins the folder at `path`.
    fn enter(&mut self, path: &Path) -> Result<(), Error> {
        let (own, skipped) = (Arc::clone(&self.own), Arc::clone(&self.skipped));
        let walk = WalkBuilder::new(path)
            .standard_filters(false)
            .overrides(overrides(path, &self.inputs.globs)?)
            .follow_links(self.inputs.follow)
            .skip_stdout(true)
            .sort_by_file_name(OsStr::cmp)
            .filter_entry(move |entry| {
                if entry.depth() == 0 {
                    return true;
                }
                if is_hidden(entry) {
                    skipped.hidden.fetch_add(1, Relaxed);
                    return false;
                }
                !is_own(entry, &own)
            })
            .build();
        self.folder = Some(walk);
        Ok(())
    }

    fn walked(&mut self, found: Result<DirEntry, ignore::Error>) -> Option<Result<Entry, Failure>> {
        let entry = match found {
            Ok(entry) => entry,
            Err(error) => return Some(Err(failure(error))),
        };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            return None;
        }
        if kind.is_symlink() {
            self.skipped.links.fetch_add(1, Relaxed);
            return None;
        }
        if !kind.is_file() {
            self.skipped.special.fetch_add(1, Relaxed);
            return None;
        }
        let size = entry.metadata().map_or(0, |metadata| metadata.len());
        let path = entry.path();
        let path = path.strip_prefix(".").unwrap_or(path).to_owned();
        Some(Ok(Entry { path, origin: Origin::Walked, size }))
    }

    fn next_path(&mut self) -> Option<Result<PathBuf, Failure>> {
        if let Some(path) = self.given.next() {
            return Some(Ok(path));
        }
        self.origin = Origin::Listed;
        let list = self.list.as_mut()?;
        let next = list.next_path();
        if let Some(Err(_)) = &next {
            self.list = None;
        }
        next
    }
}

impl Iterator for Walk {
    type Item = Result<Entry, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(walk) = &mut self.folder {
                let Some(found) = walk.next() else {
                    self.folder = None;
                    continue;
                };
                match self.walked(found) {
                    Some(found) => return Some(found),
                    None => continue,
                }
            }
            let path = match self.next_path()? {
                Ok(path) => path,
                Err(failure) => return Some(Err(failure)),
            };
            // A file that isn't there is its reader's to complain of.
            let metadata = if path == Path::new("-") { None } else { path.metadata().ok() };
            if metadata.as_ref().is_some_and(std::fs::Metadata::is_dir) {
                match self.enter(&path) {
                    Ok(()) => continue,
                    Err(error) => return Some(Err(Failure::new(&path, error))),
                }
            }
            return Some(Ok(Entry { path, origin: self.origin, size: metadata.map_or(0, |metadata| metadata.len()) }));
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    name.as_encoded_bytes().starts_with(b".") || name.to_str().is_some_and(is_litter)
}

fn is_own(entry: &DirEntry, own: &[PathBuf]) -> bool {
    let is_named = |own: &PathBuf| own.file_name() == Some(entry.file_name());
    own.iter().any(|own| is_named(own) && entry.path().canonicalize().is_ok_and(|real| real == *own))
        || entry.file_name() == crate::config::FILE_NAME
}

/// An error of the walk, with the path that it is about.
fn failure(error: ignore::Error) -> Failure {
    let mut path = PathBuf::new();
    let mut inner = &error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: of, err } => {
                path.clone_from(of);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Loop { child, .. } => {
                path.clone_from(child);
                break;
            }
            _ => break,
        };
    }
    let message = inner.to_string();
    let error = match error.into_io_error() {
        Some(error) => Error::Unreadable(error),
        None => Error::Unreadable(std::io::Error::other(message)),
    };
    Failure { path, error }
}

/// A list of paths that is read as it comes.
struct List {
    path: PathBuf,
    reader: Box<dyn BufRead + Send>,
    /// What ends a path: a line end or, as `find -print0` writes them, NUL.
    separator: Option<u8>,
}

impl List {
    fn open(path: &Path) -> Result<Self, Error> {
        let reader: Box<dyn BufRead + Send> = match path == Path::new("-") {
            true => Box::new(BufReader::new(std::io::stdin())),
            false => Box::new(BufReader::new(File::open(path).map_err(|error| Error::List { path: path.to_owned(), error })?)),
        };
        Ok(Self { path: path.to_owned(), reader, separator: None })
    }

    fn next_path(&mut self) -> Option<Result<PathBuf, Failure>> {
        loop {
            let mut bytes = Vec::new();
            let read = match self.separator {
                Some(separator) => self.reader.read_until(separator, &mut bytes),
                None => self.read_first(&mut bytes),
            };
            match read {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(Failure::new(&self.path, error.into()))),
            }
            let name = match self.separator {
                Some(0) => bytes.strip_suffix(b"\0").unwrap_or(&bytes),
                _ => bytes.trim_ascii_end(),
            };
            let name = name.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(name);
            if !name.is_empty() {
                return Some(Ok(path_of(name)));
            }
        }
    }

    /// Reads the first path, and learns from it what ends one.
    fn read_first(&mut self, bytes: &mut Vec<u8>) -> std::io::Result<usize> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let end = memchr::memchr2(b'\n', 0, buffer);
            if let Some(end) = end {
                self.separator = Some(buffer[end]);
            }
            let taken = end.map_or(buffer.len(), |end| end + 1);
            bytes.extend_from_slice(&buffer[..taken]);
            self.reader.consume(taken);
            if end.is_some() || taken == 0 {
                return Ok(bytes.len());
            }
        }
    }
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
