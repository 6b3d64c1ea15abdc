//! What became of a run's files.

use std::fmt;
use std::time::Duration;

/// Counts of files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Summary {
    /// Files that were read, those kept included.
    pub done: u64,
    /// Those of them whose result stands from an earlier run.
    pub kept: u64,
    /// Files that could not be read, or a member of which could not.
    pub failed: u64,
    /// Entries of folders passed over as hidden.
    pub hidden: u64,
    /// Files of folders passed over as binary.
    pub binary: u64,
    /// Links and special files of folders passed over.
    pub other: u64,
    /// Bytes of the files that were read, those kept included.
    pub bytes: u64,
    /// How long it took.
    pub time: Duration,
}

impl Summary {
    /// Whether no file was found at all.
    pub fn is_empty(&self) -> bool {
        self.done + self.failed == 0
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} done", self.done)?;
        if self.kept > 0 {
            write!(f, " ({} of them earlier)", self.kept)?;
        }
        write!(f, ", {} failed, {} skipped", self.failed, self.hidden + self.binary + self.other)?;
        let reasons = [(self.hidden, "hidden"), (self.binary, "binary"), (self.other, "links or special files")];
        let mut before = " (";
        for (count, reason) in reasons.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{before}{count} {reason}")?;
            before = ", ";
        }
        if before == ", " {
            f.write_str(")")?;
        }
        let (bytes, seconds) = (self.bytes as f64 / 1e6, self.time.as_secs_f64());
        write!(f, "; {bytes:.1} MB in {seconds:.1} s")?;
        if seconds >= 0.05 { write!(f, " ({:.1} MB/s)", bytes / seconds) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_one_line() {
        let time = Duration::from_millis(2000);
        let some = Summary { done: 12, kept: 3, failed: 1, hidden: 2, binary: 1, other: 0, bytes: 5_000_000, time };
        assert_eq!(some.to_string(), "12 done (3 of them earlier), 1 failed, 3 skipped (2 hidden, 1 binary); 5.0 MB in 2.0 s (2.5 MB/s)");
        assert_eq!(Summary::default().to_string(), "0 done, 0 failed, 0 skipped; 0.0 MB in 0.0 s");
    }
}
