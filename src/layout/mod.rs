//! Text → paragraphs: furniture out, hard wraps joined, documents split.
//!
//! Each concern has its file and takes the whole text. A rule asks for evidence over the document (numbers that count up,
//! lines of one width, signs that stand together), so that a text without damage passes unchanged.

mod between;
mod blocks;
mod cells;
mod chrome;
mod chrome_glance;
mod documents;
mod doubled;
mod furniture;
mod jammers;
mod joints;
mod leftovers;
mod lines;
mod numbers_in_sentences;
mod page_numbers;
mod preview;
mod signs;
mod site_signs;
mod spacing;
#[cfg(test)]
mod tests;
mod wraps;

use std::ops::Range;

use lines::Lined;

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
    /// What was taken out, in the order it stood within each kind.
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
    /// `page-number`, `site-chrome`, `running-head`, `collection-header`, `doubled-line`.
    pub kind: &'static str,
    /// What stood there.
    pub text: String,
    /// Where it stood in the original file.
    pub span: crate::notice::Span,
}

/// Lays a Simplified text out in paragraphs.
pub fn lay_out(simplified: Simplified) -> Layout {
    let mut removed = Vec::new();
    let text = Lined::of(leftovers::without_leftovers(simplified.text));
    let text = jammers::without_jammers(text, &mut removed);
    let text = doubled::without_doubled_lines(text, &mut removed);
    let text = furniture::without_chrome(text, &mut removed);
    let text = between::without_chrome_between(text, &mut removed);
    let text = preview::without_page_heads(text, &mut removed);
    let text = page_numbers::without_page_numbers(text, &mut removed);
    let text = spacing::without_odd_spaces(text);
    let text = wraps::in_paragraphs(text);
    let (Lined { text, lines: paragraphs }, documents) = documents::split(text, &mut removed);
    removed.sort_by_key(|furniture| (furniture.span.start, furniture.span.end));
    Layout { text, paragraphs, documents, removed }
}
