//! One output file for each input file, in folders that mirror the inputs'. What is written goes to a folder of the
//! tree's own first; a thread of its own makes it last and then gives it its name, so that no file that a name leads to is
//! ever half written, whatever happens to the program or the machine.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::failure::Failure;
use super::fingerprint::{Fingerprint, Hashed};
use super::journal::{Done, Earlier, Journal, Known, Record, Version, Written};
use crate::error::Error;

/// The tree's own folder in the output folder.
pub const OWN: &str = ".tongzhi";
/// Ending of every output file.
const ENDING: &str = ".json";
/// Bytes that a file's name may have in the usual file systems.
const NAME_BYTES: usize = 255;
/// Files that wait for their name, at most.
const WAITING: usize = 1 << 13;

/// Where the outputs stand; workers write into it.
#[derive(Debug)]
pub struct Tree {
    folder: PathBuf,
    base: PathBuf,
    new: PathBuf,
    next: AtomicU64,
}

/// An output file without its name.
#[derive(Debug)]
pub struct Unnamed {
    /// Where it stands now.
    file: PathBuf,
    /// Its path below the output folder.
    target: PathBuf,
    /// What the journal says of it.
    written: Written,
}

/// The outputs of one input file.
#[derive(Debug)]
pub struct Outputs {
    /// The input's path.
    pub path: PathBuf,
    /// The output files.
    pub files: Vec<Unnamed>,
    /// What the journal says of the input; `None` where a later run shall do it again.
    pub record: Option<Record>,
}

/// Gives outputs their names, on a thread of its own.
#[derive(Debug)]
pub struct Namer {
    sender: SyncSender<Outputs>,
    thread: JoinHandle<Result<Vec<Failure>, Error>>,
}

/// An opened tree, and what an earlier run has left in it.
pub struct Opened {
    /// The tree.
    pub tree: Tree,
    /// Its namer.
    pub namer: Namer,
    /// The results that may stand.
    pub known: Known,
    /// Whether an earlier run was of another version or configuration, so that nothing of it stands.
    pub is_other: bool,
}

impl Tree {
    /// Opens the tree in `folder`, which mirrors what stands below `base`; with `resume`, what an earlier run has done stands.
    pub fn open(folder: &Path, base: &Path, version: &Version, resume: bool) -> Result<Opened, Error> {
        let own = folder.join(OWN);
        let new = own.join("new");
        let unwritable = |error| Error::Output { path: folder.to_owned(), error };
        std::fs::create_dir_all(&own).map_err(unwritable)?;
        let (journal, Earlier { records, is_other }) = Journal::open(&own.join("journal.jsonl"), version, resume)?;
        // What a killed run left unnamed.
        if new.exists() {
            std::fs::remove_dir_all(&new).map_err(unwritable)?;
        }
        std::fs::create_dir(&new).map_err(unwritable)?;
        let done = |record: Record| (record.key, Done { identity: record.identity, written: record.written });
        let known = records.into_iter().map(done).collect();
        let (sender, receiver) = sync_channel(WAITING);
        let disk = Disk { folder: folder.to_owned(), made: HashSet::new(), journal };
        let thread = std::thread::spawn(move || disk.name_all(&receiver));
        let tree = Self { folder: folder.to_owned(), base: base.to_owned(), new, next: AtomicU64::new(0) };
        Ok(Opened { tree, namer: Namer { sender, thread }, known, is_other })
    }

    /// Path below the output folder of the output for the file at `path`, or for that member of the bundle there.
    pub fn target(&self, path: &Path, member: Option<&str>) -> PathBuf {
        let path = if path == Path::new("-") { Path::new("stdin") } else { path };
        let mut parts = normal(path.strip_prefix(&self.base).unwrap_or(path));
        if let (Some(member), Some(last)) = (member, parts.last_mut()) {
            last.push("!");
            *last = fit(last, "");
            parts.extend(normal(Path::new(member)));
        }
        if let Some(last) = parts.last_mut() {
            *last = fit(last, ENDING);
        }
        parts.iter().collect()
    }

    /// Writes one output of the file at `path` by `write`, as yet without its name.
    pub fn put(
        &self,
        path: &Path,
        member: Option<&str>,
        write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> Result<Unnamed, Error> {
        let file = self.new.join(self.next.fetch_add(1, Relaxed).to_string());
        let write = || {
            let mut out = BufWriter::with_capacity(1 << 15, Hashed::new(File::create_new(&file)?));
            write(&mut out)?;
            let (out, length, hash) = out.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish();
            if !cfg!(target_os = "linux") {
                out.sync_all()?;
            }
            Ok(Written { offset: 0, length, hash, member: member.map(str::to_owned) })
        };
        let written = write().map_err(|error| Error::Output { path: self.folder.clone(), error })?;
        Ok(Unnamed { file, target: self.target(path, member), written })
    }

    /// Whether all that an earlier run wrote for the file at `path` still stands there.
    pub fn stands(&self, path: &Path, done: &Done) -> bool {
        done.written.iter().all(|written| {
            let bytes = std::fs::read(self.folder.join(self.target(path, written.member.as_deref())));
            bytes.is_ok_and(|bytes| Fingerprint::of(&bytes) == written.hash)
        })
    }
}

impl Outputs {
    /// What the journal says of the files.
    pub fn written(files: &[Unnamed]) -> Vec<Written> {
        files.iter().map(|file| file.written.clone()).collect()
    }
}

/// The named parts of a path: nothing leads out of the folder that they are put below.
fn normal(path: &Path) -> Vec<OsString> {
    let name = |component| if let Component::Normal(name) = component { Some(OsStr::to_owned(name)) } else { None };
    path.components().filter_map(name).collect()
}

/// A name with this ending that a file system takes: of one that is too long, the beginning and a fingerprint of it all.
fn fit(name: &OsStr, ending: &str) -> OsString {
    let mut whole = name.to_owned();
    if whole.len() + ending.len() > NAME_BYTES {
        let hash = String::from(Fingerprint::of(name.as_encoded_bytes()));
        let text = name.to_string_lossy();
        let beginning = text.floor_char_boundary(NAME_BYTES - ending.len() - 1 - 16);
        whole = OsString::from(format!("{}~{}", &text[..beginning], &hash[..16]));
    }
    whole.push(ending);
    whole
}

impl Namer {
    /// Gives the outputs their names some time later, the records into the journal after that.
    pub fn name(&self, outputs: Outputs) -> Result<(), Error> {
        // It hangs up only after a failure, which `finish` gives.
        self.sender.send(outputs).map_err(|_| Error::Internal("the output folder can't be written".to_owned()))
    }

    /// Waits until all is named, and gives the files for which that failed.
    pub fn finish(self) -> Result<Vec<Failure>, Error> {
        drop(self.sender);
        self.thread.join().unwrap_or_else(|_| Err(Error::Internal("the thread that names files broke down".to_owned())))
    }
}

struct Disk {
    folder: PathBuf,
    /// Folders that are there.
    made: HashSet<PathBuf>,
    journal: Journal,
}

impl Disk {
    fn name_all(mut self, receiver: &Receiver<Outputs>) -> Result<Vec<Failure>, Error> {
        let mut failures = Vec::new();
        let unwritable = |folder: &Path, error| Error::Output { path: folder.to_owned(), error };
        // One sync for all that came while the last one ran: the disk's pace costs no time, only how many wait.
        while let Ok(first) = receiver.recv() {
            let group: Vec<Outputs> = std::iter::once(first).chain(receiver.try_iter().take(WAITING)).collect();
            self.sync().map_err(|error| unwritable(&self.folder, error))?;
            for outputs in group {
                match self.name(&outputs) {
                    Ok(()) => {
                        if let Some(record) = &outputs.record {
                            self.journal.add(record).map_err(|error| unwritable(&self.folder, error))?;
                        }
                    }
                    Err(error) if is_of_the_disk(error.kind()) => return Err(unwritable(&self.folder, error)),
                    Err(error) => {
                        let path = outputs.files.first().map_or_else(PathBuf::new, |file| self.folder.join(&file.target));
                        failures.push(Failure { path: outputs.path, error: Error::Output { path, error } });
                    }
                }
            }
            self.journal.flush().map_err(|error| unwritable(&self.folder, error))?;
        }
        self.sync().map_err(|error| unwritable(&self.folder, error))?;
        let _ = std::fs::remove_dir_all(self.folder.join(OWN).join("new"));
        Ok(failures)
    }

    fn name(&mut self, outputs: &Outputs) -> std::io::Result<()> {
        for Unnamed { file, target, .. } in &outputs.files {
            let target = self.folder.join(target);
            if let Some(folder) = target.parent().filter(|folder| !self.made.contains(*folder)) {
                std::fs::create_dir_all(folder)?;
                self.made.insert(folder.to_owned());
            }
            std::fs::rename(file, target)?;
        }
        Ok(())
    }

    /// Makes what was written last. Where one call does it for the whole file system it costs a thousandth of one call a file;
    /// elsewhere each was made to last when it was written.
    #[cfg(target_os = "linux")]
    fn sync(&self) -> std::io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(&self.folder)?)?)
    }

    #[cfg(not(target_os = "linux"))]
    fn sync(&self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether an error is the disk's, so that the other files would fail as well.
fn is_of_the_disk(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_below_the_folder_and_fit_into_a_file_system() {
        let target = |base: &str, path: &str, member: Option<&str>| {
            let tree = Tree { folder: "out".into(), base: base.into(), new: PathBuf::new(), next: AtomicU64::new(0) };
            tree.target(Path::new(path), member).to_string_lossy().into_owned()
        };
        // base, path, member, target
        let cases = [
            ("a", "a/b/1.txt", None, "b/1.txt.json"),
            ("a", "c/1.txt", None, "c/1.txt.json"),
            ("", "/etc/../x/1.txt", None, "etc/x/1.txt.json"),
            ("", "../../1.txt", None, "1.txt.json"),
            ("", "-", None, "stdin.json"),
            ("a", "a/z.zip", Some("m/1.doc"), "z.zip!/m/1.doc.json"),
            ("a", "a/z.zip", Some("/../../1.doc"), "z.zip!/1.doc.json"),
        ];
        for (base, path, member, expected) in cases {
            assert_eq!(target(base, path, member), expected, "{path} {member:?}");
        }
        let long = "关于".repeat(42) + "一.doc";
        let [one, other] = [long.clone(), long.replace("一.", "二.")].map(|name| target("", &name, None));
        assert!(one.len() <= NAME_BYTES && one.ends_with(ENDING) && one.starts_with("关于关于"), "{one}");
        assert_ne!(one, other);
    }
}
