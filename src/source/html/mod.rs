//! HTML: the notice's own text out of a page, each piece with its place in the file.
//!
//! Our own small reader and no browser's: it keeps byte offsets, which spans need, and bounds the
//! depth while it parses (html5ever takes 20 s on 100,000 nested tags).

mod body;
mod entities;
mod lines;
mod tokens;
mod tree;

use crate::decode::Decoded;

/// The text of a decoded page, in lines, and what could not be given.
pub fn visible_text(decoded: Decoded) -> (Decoded, Vec<String>) {
    let Decoded { text, reading } = decoded;
    let page = text.as_str();
    let (tree, limits) = tree::parse(page);
    let chosen = body::choose(&tree, page);
    let (content, runs) = lines::write(&tree, page, &chosen);
    (Decoded { text: text.rewritten(content, runs), reading }, limits)
}
