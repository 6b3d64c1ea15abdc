//! Formats that only other people's readers read (PDF): kept in a process of their own, where all that a hostile file
//! can make of them (an abort, an endless loop, all memory taken) is that process's end.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::extracted::{EmptyReason, Extracted};
use super::limits::{READER_MEMORY, READER_TIME, TEXT_BYTES};
use crate::error::Error;
use crate::span::FilePart;

/// Where the files are read that may harm the process which reads them.
#[derive(Debug, Clone, Default)]
pub enum Isolation {
    /// Nowhere: such a file is an error.
    #[default]
    Refuse,
    /// In this process, for files that you trust: a hostile one may abort it, keep it busy for ever or take all memory.
    Here,
    /// In a process of its own for each file, which may take 512 MiB of memory (where the system is Linux) and 20 seconds.
    Apart(Arc<Program>),
}

/// What is started to read a file: any program that calls [`serve`] with its standard input and output.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
    time: Duration,
}

/// What the started program says of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Text {
        /// Each with the name of the part that it stands in.
        paragraphs: Vec<(String, String)>,
        limits: Vec<String>,
    },
    NoText(EmptyReason),
    Encrypted,
    Damaged {
        part: String,
        reason: String,
    },
    TooLarge {
        part: String,
        limit: String,
    },
}

/// What an answer ends in, so that half of one is seen to be that.
const END: u8 = b'\n';
/// Most bytes of an answer: JSON writes a few characters with more bytes than they have.
const ANSWER_BYTES: u64 = 4 * TEXT_BYTES as u64;
/// Bytes of a reader's last words that are heeded.
const LAST_WORDS: u64 = 1 << 12;
/// How long to wait before asking again whether a process has ended.
const PAUSE: Duration = Duration::from_millis(2);

/// What a reader says as it goes down by itself, and what that means.
const ENDINGS: [(&str, &str); 1] = [("has overflowed its stack", "it is nested too deeply for its reader")];

impl Isolation {
    /// Reads the file in `bytes`, which `read` reads.
    pub(super) fn read(&self, bytes: Vec<u8>, read: fn(Vec<u8>) -> Result<Extracted, Error>) -> Result<Extracted, Error> {
        match self {
            Self::Refuse => {
                let advice = " by the library unless it is told where (source::Isolation)";
                Err(Error::Unsupported { kind: "a PDF file", advice })
            }
            Self::Here => guarded(bytes, read),
            Self::Apart(program) => program.read(&bytes),
        }
    }
}

/// What `read` gives; a panic in it is an error.
fn guarded(bytes: Vec<u8>, read: fn(Vec<u8>) -> Result<Extracted, Error>) -> Result<Extracted, Error> {
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|_| Err(damaged("its reader gave up on it")))
}

fn damaged(reason: impl Into<String>) -> Error {
    Error::Damaged { part: "the file".to_owned(), reason: reason.into() }
}

fn too_large(limit: String) -> Error {
    Error::TooLarge { part: "the file".to_owned(), limit }
}

impl Program {
    /// The program at `path`, started with `arguments`.
    pub fn new(path: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        Self { path: path.into(), arguments: arguments.into_iter().map(Into::into).collect(), time: READER_TIME }
    }

    /// This very program, started with `arguments`.
    pub fn this(arguments: impl IntoIterator<Item = impl Into<OsString>>) -> io::Result<Self> {
        // Linux finds it there even after the file was replaced by a newer one.
        let own = PathBuf::from("/proc/self/exe");
        Ok(Self::new(if own.exists() { own } else { std::env::current_exe()? }, arguments))
    }

    /// The same with another limit of time.
    pub fn within(self, time: Duration) -> Self {
        Self { time, ..self }
    }

    /// Reads the file in `bytes` in a process that is started for it.
    pub fn read(&self, bytes: &[u8]) -> Result<Extracted, Error> {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A panic's way there is nobody's business, and takes time.
        command.env("RUST_BACKTRACE", "0");
        // An allocator that reserves a GiB ahead would have it before the cap is set.
        command.env("MIMALLOC_ARENA_RESERVE", "0");
        // Ctrl-C is for us, who finish what is begun.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(Error::Reader)?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let child = Mutex::new(child);
        let is_late = Mutex::new(false);
        let (done, over) = channel::<()>();
        let (answer, words, status) = std::thread::scope(|scope| {
            let _done = done;
            let (child, is_late) = (&child, &is_late);
            scope.spawn(move || {
                if over.recv_timeout(self.time) == Err(RecvTimeoutError::Timeout) {
                    *lock(is_late) = true;
                    // What has ended already needs no end.
                    let _ = lock(child).kill();
                }
            });
            scope.spawn(move || {
                // Whoever stops listening says why in another way.
                stdin.map(|mut stdin| stdin.write_all(bytes))
            });
            let answer = read_up_to(stdout, ANSWER_BYTES);
            if answer.last() == Some(&END) || answer.len() as u64 >= ANSWER_BYTES {
                let _ = lock(child).kill();
            }
            let words = read_up_to(stderr, LAST_WORDS);
            (answer, words, wait(child))
        });
        let is_late = *lock(&is_late);
        if answer.last() == Some(&END)
            && let Ok(answer) = serde_json::from_slice(&answer)
        {
            return extracted(answer);
        }
        if is_late {
            return Err(too_large(format!("its reader took more than {} seconds", self.time.as_secs_f32())));
        }
        Err(ending(&String::from_utf8_lossy(&words), status))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_up_to(reader: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(reader) = reader {
        // What comes before an error is all there is.
        let _ = reader.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// How the process ended. The lock is not held for long: whoever ends a late one needs it.
fn wait(child: &Mutex<Child>) -> Option<ExitStatus> {
    loop {
        match lock(child).try_wait() {
            Ok(None) => {}
            Ok(status) => return status,
            Err(_) => return None,
        }
        std::thread::sleep(PAUSE);
    }
}

/// Why a reader ended without an answer, from its last words and its status.
fn ending(words: &str, status: Option<ExitStatus>) -> Error {
    #[cfg(unix)]
    let signal = status.and_then(|status| std::os::unix::process::ExitStatusExt::signal(&status));
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    if words.contains("memory allocation of") {
        return too_large(format!("its reader wanted more than {} MiB of memory", READER_MEMORY >> 20));
    }
    if let Some((_, meaning)) = ENDINGS.iter().find(|(said, _)| words.contains(said)) {
        return damaged(*meaning);
    }
    match (signal, status) {
        (Some(SIGXCPU), _) => too_large(format!("its reader took more than {} seconds", READER_TIME.as_secs())),
        (Some(signal), _) => damaged(format!("its reader was ended by signal {signal}")),
        (None, Some(status)) => damaged(format!("its reader ended without an answer ({status})")),
        (None, None) => damaged("its reader ended without an answer"),
    }
}

/// The signal that ends a process which has used up its processor time (the same number on all systems that have it).
const SIGXCPU: i32 = 24;

fn extracted(answer: Answer) -> Result<Extracted, Error> {
    match answer {
        Answer::Text { paragraphs, limits } => {
            let mut extracted = Extracted::default();
            for (part, text) in &paragraphs {
                extracted.push(FilePart::from_name(part).unwrap_or(FilePart::Page(1)), text);
            }
            limits.into_iter().for_each(|limit| extracted.limit(limit));
            Ok(extracted)
        }
        Answer::NoText(reason) => Err(Error::NoText(reason.sentence())),
        Answer::Encrypted => Err(Error::Encrypted),
        Answer::Damaged { part, reason } => Err(Error::Damaged { part, reason }),
        Answer::TooLarge { part, limit } => Err(Error::TooLarge { part, limit }),
    }
}

/// What the process does that a [`Program`] starts: caps its own memory and time, reads a file from `input` to its end and
/// writes what it holds to `output`. The caps stay: let it be the last thing that the process does.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    cap()?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let answer = match guarded(bytes, super::read_risky) {
        Ok(extracted) if extracted.is_empty() => Answer::NoText(extracted.empty_reason()),
        Ok(extracted) => {
            let paragraphs = extracted.paragraphs().map(|(part, text)| (part.name().into_owned(), text.to_owned())).collect();
            Answer::Text { paragraphs, limits: extracted.limits().to_vec() }
        }
        Err(Error::Encrypted) => Answer::Encrypted,
        Err(Error::TooLarge { part, limit }) => Answer::TooLarge { part, limit },
        Err(Error::Damaged { part, reason }) => Answer::Damaged { part, reason },
        Err(error) => Answer::Damaged { part: "the file".to_owned(), reason: error.to_string() },
    };
    let mut line = serde_json::to_vec(&answer)?;
    line.push(END);
    output.write_all(&line)?;
    output.flush()
}

/// Caps this process's memory, and its processor time in case that whoever would end it is gone.
#[cfg(target_os = "linux")]
fn cap() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |value| Rlimit { current: Some(value), maximum: Some(value) };
    setrlimit(Resource::As, limit(READER_MEMORY))?;
    setrlimit(Resource::Data, limit(READER_MEMORY))?;
    setrlimit(Resource::Cpu, limit(READER_TIME.as_secs()))?;
    // Nobody looks into what it leaves behind.
    setrlimit(Resource::Core, limit(0))?;
    Ok(())
}

/// No caps can be set here; the time is looked after by whoever started the process.
#[cfg(not(target_os = "linux"))]
fn cap() -> io::Result<()> {
    Ok(())
}
