//! The cheapest way through bytes that one encoding alone does not explain: where a byte was lost the
//! reading is put back in step, where another encoding begins it changes over.
//!
//! Every place between two bytes is a knot, once for each encoding; characters, bytes that stand for
//! nothing and changes of encoding lead on from knot to knot, each at its cost.

use std::ops::Range;

use super::model::{self, MALFORMED, Step};
use super::score::Hypothesis;

/// A change of encoding at the start of a line: 20 nats, so that no clean text gains by one.
const CHANGE: u32 = 160;
/// What it costs besides in mid-line: 8 nats, for files are put together by lines.
const IN_LINE: u32 = 64;
/// A byte that stands for nothing, where it may have been left by one that was lost: 18 nats.
const GARBLED: u8 = 144;
/// The same in UTF-16, where a lost byte shifts all that follows and so is known by much: 31 nats.
const GARBLED_UNIT: u8 = 250;
/// Bytes that are looked at together: what is before is settled then, so that memory stays small.
const STRETCH: usize = 1 << 20;

/// A stretch read in one encoding, or one that stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the file.
    pub range: Range<usize>,
    /// How they are read.
    pub hypothesis: Hypothesis,
    /// They stand for no character.
    pub garbled: bool,
}

/// The cheapest pieces that make up `range`, and their cost in eighths of a nat. The way begins in
/// `encodings[0]`; changing to another costs its price.
pub(super) fn cheapest(bytes: &[u8], range: Range<usize>, encodings: &[Hypothesis]) -> (Vec<Piece>, u64) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut cost = 0;
    let (mut at, mut encoding) = (range.start, 0);
    while at < range.end {
        let (end, last) = settle(bytes, at..range.end.min(at + STRETCH), range.end, encodings, encoding, &mut pieces, &mut cost);
        (at, encoding) = (end, last);
    }
    (pieces, cost)
}

/// One way into a knot: bytes of the character that led here, or the encoding that was changed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    None,
    Character(u8),
    Garbled,
    Change(u8),
}

const UNREACHED: u32 = u32::MAX;

/// Settles a stretch; gives the place where it ends and the encoding there.
fn settle(
    bytes: &[u8],
    stretch: Range<usize>,
    end: usize,
    encodings: &[Hypothesis],
    first: usize,
    pieces: &mut Vec<Piece>,
    cost: &mut u64,
) -> (usize, usize) {
    let width = encodings.len();
    let knots = stretch.len() + 1;
    let mut costs = vec![UNREACHED; knots * width];
    let mut ways = vec![Way::None; knots * width];
    costs[first] = 0;
    for place in 0..knots {
        let row = place * width;
        let Some((from, cheapest)) = lowest(&costs[row..row + width]) else { continue };
        let change = CHANGE + if begins_line(bytes, stretch.start + place) { 0 } else { IN_LINE };
        for encoding in 0..width {
            if costs[row + encoding] > cheapest + change {
                costs[row + encoding] = cheapest + change;
                ways[row + encoding] = Way::Change(from as u8);
            }
        }
        if place + 1 == knots {
            break;
        }
        for (encoding, &hypothesis) in encodings.iter().enumerate() {
            let here = costs[row + encoding];
            let garbled = if matches!(hypothesis, Hypothesis::Utf16Le | Hypothesis::Utf16Be) { GARBLED_UNIT } else { GARBLED };
            let Step { length, cost } = step(hypothesis, bytes, stretch.start + place);
            let mut relax = |length: usize, cost: u8, way: Way| {
                let to = row + length * width + encoding;
                if let Some(slot) = costs.get_mut(to).filter(|slot| here + u32::from(cost) < **slot) {
                    *slot = here + u32::from(cost);
                    ways[to] = way;
                }
            };
            if cost != MALFORMED {
                relax(length, cost, Way::Character(length as u8));
            }
            relax(1, garbled, Way::Garbled);
        }
    }
    // A character may stand astride the end of a stretch that is not the last: leave it to the next.
    let slack = if stretch.end == end { 0 } else { 3 };
    let per_byte = 26;
    let best = (0..=slack.min(stretch.len() - 1))
        .filter_map(|back| {
            let row = (knots - 1 - back) * width;
            let (encoding, cost) = lowest(&costs[row..row + width])?;
            Some((cost + back as u32 * per_byte, knots - 1 - back, encoding))
        })
        .min();
    let Some((_, place, encoding)) = best else { return (stretch.end, first) };
    *cost += u64::from(costs[place * width + encoding]);
    trace(&ways, place, encoding, stretch.start, encodings, pieces);
    (stretch.start + place, encoding)
}

/// Goes back along the ways and adds the pieces in their order.
fn trace(ways: &[Way], mut place: usize, mut encoding: usize, start: usize, encodings: &[Hypothesis], pieces: &mut Vec<Piece>) {
    let width = encodings.len();
    let mut found: Vec<Piece> = Vec::new();
    while place > 0 {
        let (length, garbled) = match ways[place * width + encoding] {
            Way::Change(from) => {
                encoding = usize::from(from);
                continue;
            }
            Way::Character(length) => (usize::from(length), false),
            Way::Garbled | Way::None => (1, true),
        };
        let from = place.saturating_sub(length);
        let range = start + from..start + place;
        let hypothesis = encodings[encoding];
        match found.last_mut() {
            Some(piece) if piece.hypothesis == hypothesis && !piece.garbled && !garbled => piece.range.start = range.start,
            _ => found.push(Piece { range, hypothesis, garbled }),
        }
        place = from;
    }
    for piece in found.into_iter().rev() {
        push(pieces, piece);
    }
}

/// Adds a piece, as part of the one before where the two are alike.
pub(super) fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last) if last.hypothesis == piece.hypothesis && !last.garbled && !piece.garbled && last.range.end == piece.range.start => {
            last.range.end = piece.range.end;
        }
        _ => pieces.push(piece),
    }
}

/// Whether a line feed stands before `at`, in one byte or in two.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[..at], [] | [.., b'\n'] | [.., b'\n', 0])
}

fn lowest(costs: &[u32]) -> Option<(usize, u32)> {
    let (encoding, &cost) = costs.iter().enumerate().min_by_key(|&(_, &cost)| cost)?;
    (cost != UNREACHED).then_some((encoding, cost))
}

fn step(hypothesis: Hypothesis, bytes: &[u8], at: usize) -> Step {
    match hypothesis {
        Hypothesis::Gb18030 => model::gb18030(bytes, at),
        Hypothesis::Big5 => model::big5(bytes, at),
        Hypothesis::Utf16Le => model::utf16_le(bytes, at),
        Hypothesis::Utf16Be => model::utf16_be(bytes, at),
        _ => model::utf8(bytes, at),
    }
}
