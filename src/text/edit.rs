//! Changing a text without losing the way back.

use std::ops::Range;

use super::{Run, RunKind, Text};

/// A change of a text under way. Places are named in ascending order; what is not named is kept.
pub struct Edit {
    text: Text,
    content: String,
    runs: Vec<Run>,
    /// Bytes of the old text that are dealt with.
    done: usize,
}

impl Edit {
    pub(super) fn of(text: Text) -> Self {
        let content = String::with_capacity(text.content.len());
        Self { text, content, runs: Vec::new(), done: 0 }
    }

    /// The text before the change.
    pub fn before(&self) -> &str {
        &self.text.content
    }

    /// Puts `with` in place of `range`. Ranges must ascend and not overlap; one that does not is clipped.
    pub fn replace(&mut self, range: Range<usize>, with: &str) {
        let start = range.start.max(self.done);
        self.keep_until(start);
        if !with.is_empty() {
            self.runs.push(Run {
                to: self.content.len(),
                to_length: with.len(),
                from: start,
                from_length: range.end.max(start) - start,
                kind: RunKind::Whole,
            });
            self.content.push_str(with);
        }
        self.done = range.end.max(start);
    }

    /// Takes `range` out.
    pub fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// The changed text; the old one where nothing was changed.
    pub fn finish(mut self) -> Text {
        if self.done == 0 && self.runs.is_empty() {
            return self.text;
        }
        self.keep_until(self.text.content.len());
        self.text.rewritten(self.content, self.runs)
    }

    fn keep_until(&mut self, end: usize) {
        if end <= self.done {
            return;
        }
        let length = end - self.done;
        self.runs.push(Run { to: self.content.len(), to_length: length, from: self.done, from_length: length, kind: RunKind::Aligned });
        self.content.push_str(&self.text.content[self.done..end]);
        self.done = end;
    }
}
