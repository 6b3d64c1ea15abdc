//! HTML: the notice's own text out of a page, each piece with its place in the file.
//!
//! Our own small reader and no browser's: it keeps byte offsets, which spans need, and bounds the
//! depth while it parses (html5ever takes 20 s on 100,000 nested tags).

mod body;
mod entities;
mod lines;
mod tokens;
mod tree;

use super::extracted::Extracted;
use crate::decode::Decoded;
use crate::notice::FilePart;

/// The text of a decoded page, in lines, and what could not be given.
pub fn visible_text(decoded: Decoded) -> (Decoded, Vec<String>) {
    let Decoded { text, reading } = decoded;
    let page = text.as_str();
    let (tree, limits) = tree::parse(page);
    let chosen = body::choose(&tree, page);
    let (content, runs) = lines::write(&tree, page, &chosen);
    (Decoded { text: text.rewritten(content, runs), reading }, limits)
}

/// As [`visible_text`], for a page whose places in its file mean nothing: each line is a paragraph.
pub fn paragraphs(decoded: Decoded) -> (Decoded, Vec<String>) {
    let (decoded, mut limits) = visible_text(decoded);
    let mut extracted = Extracted::default();
    decoded.text.as_str().lines().for_each(|line| extracted.push(FilePart::WebPage, line));
    let (paragraphs, more) = extracted.into_decoded();
    limits.extend(more);
    (Decoded { text: paragraphs.text, reading: decoded.reading }, limits)
}
