//! What the best way changes in the text.

use std::ops::Range;

use super::beam::{Made, Step};
use super::piece::{Piece, Pieces, is_stop};

/// One stretch of text and what it was.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::repair) struct Mend {
    /// Where the stretch stands.
    pub range: Range<usize>,
    /// What it was.
    pub with: String,
    /// Whether bytes were lost in it (else it is only a note, or what follows a lost byte that is not clear).
    pub slip: bool,
    /// Whole notes in it.
    pub notes: u64,
}

/// The pieces whose lost byte took an ASCII character with it, which nothing can bring back: what is decoded after a byte that
/// no second byte followed would else be such a character.
pub(super) fn swallowed(path: &[Step], pieces: &Pieces) -> Vec<u32> {
    let swallows = |pair: &[Step]| {
        let follows = pieces.piece(pair[1].piece as usize);
        let whole = matches!(pair[0].made, Made::Character(_, Some(piece)) if piece == pair[0].piece);
        let goes_on = pair[1].piece == pair[0].piece + 1 && pair[1].made == Made::Kept;
        whole && goes_on && matches!(follows, Some(Piece::Double(character, _)) if !is_stop(*character))
    };
    path.windows(2).filter(|pair| swallows(pair)).map(|pair| pair[0].piece).collect()
}

/// The stretches that a path changes, each from one kept piece to the next; a lost byte that is `unclear` stays, and so does the
/// mark of one that `swallowed` another, after what it was.
pub(super) fn mends(text: &str, pieces: &Pieces, path: &[Step], unclear: &[u32], swallowed: &[u32]) -> Vec<Mend> {
    let mut mends: Vec<Mend> = Vec::new();
    let mut open: Option<Mend> = None;
    for step in path {
        let Some((piece, range)) = pieces.list.get(step.piece as usize) else { continue };
        let stays = step.made == Made::Kept || unclear.contains(&step.piece);
        if stays {
            mends.extend(open.take());
        } else {
            let mend = open.get_or_insert_with(|| Mend { range: range.clone(), with: String::new(), slip: false, notes: 0 });
            let stays = swallowed.contains(&step.piece);
            mend.range.end = if stays { range.start } else { range.end };
            mend.slip |= matches!(piece, Piece::Lost(_));
            match step.made {
                Made::Note => mend.notes += u64::from(text[range.clone()].starts_with(['(', '（'])),
                Made::Character(character, lost) if lost.is_none_or(|lost| !unclear.contains(&lost)) => mend.with.push(character),
                Made::Kept | Made::Gone | Made::Character(..) => {}
            }
        }
    }
    mends.extend(open);
    mends
}
