//! Paragraphs → tree of items.

pub mod table;

use std::ops::Range;

/// The items of one notice, in the order they stand.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The items; a parent stands before its children.
    pub items: Vec<OutlineItem>,
}

/// One item, as byte ranges of the laid-out text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// The enumerator as written; empty (at the heading's start) for a heading without a number.
    pub marker: Range<usize>,
    /// The marker's value.
    pub numeral: Option<u32>,
    /// The marker's style: items of one style and one parent are siblings of one series.
    pub style: u16,
    /// Depth, from 1.
    pub level: u32,
    /// Index of the parent in [`Outline::items`].
    pub parent: Option<usize>,
    /// The heading, without its closing stop.
    pub title: Option<Range<usize>>,
    /// From the marker up to the next item, without white space at the end.
    pub range: Range<usize>,
}

/// Finds the items in the paragraphs (ascending byte ranges) of one notice.
pub fn outline(text: &str, paragraphs: &[Range<usize>]) -> Outline {
    let _ = (text, paragraphs);
    Outline::default()
}
