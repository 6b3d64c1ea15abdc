//! What mends a finding, where that is certain.

use std::ops::Range;

use super::Draft;
use crate::notice::Span;
use crate::text::Text;

/// A change of the decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Byte range in the decoded text; it holds no line break.
    pub decoded: Range<usize>,
    /// What is to stand there.
    pub text: String,
}

/// A change with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Where it is in the original file.
    pub span: Span,
    /// Byte range in the decoded text.
    pub decoded: Range<usize>,
    /// What is to stand there.
    pub text: String,
}

impl Change {
    /// The change with its place in the file.
    pub(super) fn placed(self, text: &Text) -> Correction {
        Correction { span: text.span_of_decoded(self.decoded.clone()), decoded: self.decoded, text: self.text }
    }
}

impl Draft<'_> {
    /// The change that puts `with` in place of a byte range of the laid-out text; `None` where the file does not
    /// itself say what the laid-out text says there, because something was mended, taken out or joined.
    pub(super) fn change(&self, range: Range<usize>, with: &str) -> Option<Change> {
        let decoded = self.layout.text.in_decoded(range.clone());
        let there = self.decoded(&decoded)?;
        (there == self.words(&range)).then(|| Change { decoded, text: with.to_owned() })
    }

    /// The words at a byte range of the decoded text.
    pub(super) fn decoded(&self, range: &Range<usize>) -> Option<&str> {
        self.layout.text.as_decoded().get(range.clone())
    }
}
