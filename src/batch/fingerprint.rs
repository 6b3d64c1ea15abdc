//! Short names of long contents, by which a journal knows them again.

use std::fs::Metadata;
use std::io::Write;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;
use twox_hash::xxhash3_128;

/// XXH3 with 128 bits, in JSON as 32 hexadecimal digits. It guards against accidents, not against forgers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Of all of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes))
    }
}

/// Makes a fingerprint of bytes that come in pieces.
#[derive(Default)]
pub struct Hasher(xxhash3_128::Hasher);

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Hasher").field(&self.fingerprint()).finish()
    }
}

impl Hasher {
    /// Adds further bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// Of all bytes added so far.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.0.finish_128())
    }
}

/// Passes bytes on, and counts and hashes them.
#[derive(Debug)]
pub struct Hashed<W> {
    out: W,
    hasher: Hasher,
    length: u64,
}

impl<W: Write> Hashed<W> {
    /// Passes them on to `out`.
    pub fn new(out: W) -> Self {
        Self { out, hasher: Hasher::default(), length: 0 }
    }

    /// Where they went, how many there were, and their fingerprint.
    pub fn finish(self) -> (W, u64, Fingerprint) {
        (self.out, self.length, self.hasher.fingerprint())
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.add(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        format!("{:032x}", fingerprint.0)
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&digits, 16).map(Self)
    }
}

/// By what a file is known to be the same as in an earlier run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Length in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 where the system doesn't say.
    pub modified: i64,
    /// Of its content.
    pub hash: Fingerprint,
}

impl Identity {
    /// Of a file with this metadata and content.
    pub fn new(metadata: Option<&Metadata>, bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, modified: metadata.map_or(0, modified), hash: Fingerprint::of(bytes) }
    }
}

fn modified(metadata: &Metadata) -> i64 {
    let Ok(time) = metadata.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanoseconds| -nanoseconds),
    }
}
