//! Readings kept to be used again: an archive says 责任科室, 12月底前 and 办公室 thousands of times.

use rustc_hash::FxHashMap;

/// Readings that are kept at most; then all are dropped, so that no archive grows the memory.
const MOST: usize = 8192;

/// Longest words whose reading is kept, in bytes; longer ones hardly come twice.
const LONGEST: usize = 160;

/// What words were read as.
#[derive(Debug)]
pub(super) struct Kept<V> {
    readings: FxHashMap<Box<str>, V>,
}

impl<V> Default for Kept<V> {
    fn default() -> Self {
        Self { readings: FxHashMap::default() }
    }
}

impl<V> Kept<V> {
    /// What `words` were read as before.
    pub(super) fn get(&self, words: &str) -> Option<&V> {
        self.readings.get(words)
    }

    /// Keeps what `words` were read as.
    pub(super) fn keep(&mut self, words: &str, reading: V) {
        if words.len() > LONGEST {
            return;
        }
        if self.readings.len() >= MOST {
            self.readings.clear();
        }
        self.readings.insert(words.into(), reading);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_archive_grows_it() {
        let mut kept = Kept::default();
        for number in 0..3 * MOST {
            kept.keep(&number.to_string(), number);
            assert!(kept.readings.len() <= MOST);
        }
        kept.keep(&"长".repeat(LONGEST), 0);
        assert_eq!((kept.get("1"), kept.get(&"长".repeat(LONGEST))), (None, None));
        assert_eq!(kept.get(&(3 * MOST - 1).to_string()), Some(&(3 * MOST - 1)));
    }
}
