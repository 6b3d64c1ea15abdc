//! Paragraphs → tree of items.
//!
//! [`marker`] knows the enumerators, [`candidate`] finds everything that could be one, [`sequence`] chooses the reading of the
//! whole notice that costs least by the table in [`cost`], [`paragraph`] tells headings without a number and the ends of the items,
//! and [`title`] cuts the headings out.

mod candidate;
mod cost;
pub(crate) mod marker;
mod paragraph;
mod sequence;
mod title;
mod words;

pub mod table;

use std::ops::Range;

use candidate::{Candidate, What};
use marker::Style;

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
    let paragraphs = paragraph::classify(text, paragraphs);
    let candidates = candidate::candidates(text, &paragraphs);
    let chosen = sequence::choose(&candidates);
    let mut items: Vec<OutlineItem> = Vec::with_capacity(chosen.len());
    // The last item of each depth.
    let mut open: Vec<usize> = Vec::new();
    let mut broken = false;
    for step in &chosen {
        let candidate = &candidates[step.candidate];
        let style = match candidate.what {
            What::Break => {
                close(text, items.last_mut().filter(|_| !broken), candidate.start);
                broken = true;
                continue;
            }
            What::Heading => Style::Unnumbered,
            What::Mark(mark) => mark.style,
        };
        close(text, items.last_mut().filter(|_| !broken), candidate.start);
        broken = false;
        open.truncate(usize::from(step.depth) - 1);
        let parent = open.last().copied();
        open.push(items.len());
        items.push(OutlineItem {
            marker: candidate.start..candidate.end,
            numeral: step.numeral,
            style: style as u16,
            level: u32::from(step.depth),
            parent,
            title: None,
            range: candidate.start..candidate.end,
        });
    }
    close(text, items.last_mut().filter(|_| !broken), end_of_items(text, &candidates, &chosen, &paragraphs));
    title::set_titles(text, &mut items);
    Outline { items }
}

/// Ends an item where the next thing begins.
fn close(text: &str, item: Option<&mut OutlineItem>, end: usize) {
    if let Some(item) = item {
        let stretch = text.get(item.range.start..end).unwrap_or_default();
        item.range.end = (item.range.start + stretch.trim_end().len()).max(item.marker.end);
    }
}

/// Where the last item ends: at the first break behind it, else with the last paragraph.
fn end_of_items(text: &str, candidates: &[Candidate], chosen: &[sequence::Chosen], paragraphs: &[paragraph::Paragraph]) -> usize {
    let after = chosen.last().map_or(0, |last| last.candidate + 1);
    let broken = candidates.get(after..).unwrap_or_default().iter().find(|candidate| candidate.what == What::Break);
    broken.map(|found| found.start).or_else(|| paragraphs.last().map(|last| last.range.end)).unwrap_or(text.len())
}
