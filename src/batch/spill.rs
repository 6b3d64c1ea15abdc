//! What is made of one file until its turn comes: in memory while it is short, else in a temporary file.

use std::fs::File;
use std::io::{Seek, Write};

use super::fingerprint::{Fingerprint, Hasher};

/// Bytes that stay in memory.
const MEMORY: usize = 1 << 21;

/// Bytes written and not yet read, with their fingerprint.
#[derive(Debug, Default)]
pub struct Spill {
    memory: Vec<u8>,
    /// All of them, once there are too many for memory; it has no name, so nothing is left of it whatever happens.
    file: Option<File>,
    length: u64,
    hasher: Hasher,
}

impl Spill {
    /// How many there are.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Their fingerprint.
    pub fn fingerprint(&self) -> Fingerprint {
        self.hasher.fingerprint()
    }

    /// Takes back all but the first `length` bytes, of which the fingerprint is lost.
    pub fn truncate(&mut self, length: u64) -> std::io::Result<()> {
        self.memory.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        self.length = self.length.min(length);
        match &mut self.file {
            Some(file) => {
                file.set_len(length)?;
                file.seek(std::io::SeekFrom::Start(length)).map(drop)
            }
            None => Ok(()),
        }
    }

    /// Writes them to `out`.
    pub fn copy_to(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        match &mut self.file {
            Some(file) => {
                file.rewind()?;
                std::io::copy(file, out).map(drop)
            }
            None => out.write_all(&self.memory),
        }
    }
}

impl Write for Spill {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = match &mut self.file {
            Some(file) => file.write(bytes)?,
            None if self.memory.len() + bytes.len() <= MEMORY => self.memory.write(bytes)?,
            None => {
                let mut file = tempfile::tempfile()?;
                file.write_all(&std::mem::take(&mut self.memory))?;
                self.file.insert(file).write(bytes)?
            }
        };
        self.hasher.add(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_what_went_in() -> std::io::Result<()> {
        // pieces, bytes in each
        for (pieces, length) in [(0, 0), (1, 7), (2, MEMORY / 2), (3, MEMORY), (40, 100_000), (1, MEMORY + 1)] {
            let mut spill = Spill::default();
            let mut expected = Vec::new();
            for piece in 0..pieces {
                let bytes = vec![piece as u8; length];
                spill.write_all(&bytes)?;
                expected.extend(bytes);
            }
            let mut out = Vec::new();
            spill.copy_to(&mut out)?;
            assert!(out == expected, "{pieces} of {length}");
            assert_eq!((spill.length(), spill.fingerprint()), (expected.len() as u64, Fingerprint::of(&expected)));
            spill.truncate(5)?;
            spill.write_all(b"end")?;
            let mut out = Vec::new();
            spill.copy_to(&mut out)?;
            assert_eq!(out, [&expected[..expected.len().min(5)], b"end"].concat());
        }
        Ok(())
    }
}
