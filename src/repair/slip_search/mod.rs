//! The search for the most likely bytes behind a slip.
//!
//! A replacement that knows bytes but no characters has cut GBK text between the two bytes of characters: it put notes
//! in, or took a full-width stop out of the middle of two characters. What was left of a character was then
//! decoded as `?`. The search goes over what stands there, piece by piece, and keeps the best ways in which the bytes
//! before that replacement may have read. A `?` is one byte of any value, two bytes that make no character, or a question
//! mark; all other bytes are known.

mod beam;
mod mend;
mod piece;

use std::ops::Range;

use super::pair_model::{Evidence, Last};
use super::reading::is_han;
use beam::{Barred, Beam, Made, path};
pub(super) use mend::Mend;
use mend::{mends, swallowed};
use piece::Pieces;
pub(super) use piece::is_stop;

/// What costs below zero may still win back.
const REGAIN: f32 = 6.0;
/// Nats by which a value for a lost byte must lead all others. Chosen so that of 2,000 places in sentences of our own that the model had not
/// seen about one in three hundred came out wrong: where the second byte is lost the first is known, and context tells the rest apart better.
const LEAD_OF_FIRST: f32 = 1.5;
const LEAD_OF_SECOND: f32 = 1.0;
/// Nats by which a question mark must lead a lost byte in a damaged text, lest it be one.
const LEAD_OF_MARK: f32 = 3.0;

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The stretches to mend, ascending.
    pub mends: Vec<Mend>,
    /// Lost bytes of which no value is clear; they stand as they were.
    pub unclear: Vec<Range<usize>>,
    /// Where the search ended.
    pub end: usize,
    /// Whether a quotation is open there.
    pub quoted: Option<bool>,
    /// Characters that were weighed.
    pub work: u64,
}

/// What is known before a search.
pub(super) struct Search<'a> {
    /// The text as it stands.
    pub text: &'a str,
    /// Which characters follow which in it.
    pub evidence: &'a Evidence,
    /// Whether it is known to be damaged.
    pub damaged: bool,
    /// Whether U+FFFD may be a lost byte too.
    pub replacements: bool,
}

/// The intact text before a search.
#[derive(Debug)]
pub(super) struct Context {
    /// The last characters, in their order.
    pub characters: Vec<char>,
    /// Whether a quotation is open there; `None` where that is not known.
    pub quoted: Option<bool>,
}

impl Search<'_> {
    /// Reads on from the lost byte at `start`; `context` is what stands before it.
    pub fn run(&self, start: usize, context: &Context) -> Option<Found> {
        let mut before = Last::new('\n', context.quoted);
        for &character in &context.characters {
            before = self.evidence.step(before, character).1;
        }
        let pieces = Pieces::read(self.text, start, self.replacements);
        let mut beam = Beam::new(self, &pieces, before, None, f32::INFINITY);
        let end = beam.read_on(None);
        let mut work = beam.work;
        let best = beam.best()?;
        let pieces = Pieces { at_line_end: pieces.at_line_end && end == pieces.list.len(), list: pieces.list[..end].to_vec() };
        let end = pieces.list.last()?.1.end;
        if !best.slipped {
            let doubtful = self.damaged && beam.best_slipped().is_some_and(|slipped| slipped.cost - best.cost < LEAD_OF_MARK);
            let unclear = pieces.list.first().filter(|_| doubtful).map(|piece| piece.1.clone());
            return Some(Found { unclear: unclear.into_iter().collect(), end, work, ..Found::default() });
        }
        let path = path(&beam.steps, best.step);
        let mut unclear = Vec::new();
        for step in &path {
            let Made::Character(value, Some(piece)) = step.made else { continue };
            // The piece in which a character is completed is the lost byte itself where its second byte is lost.
            let lead = if step.piece != piece || !is_han(value) { LEAD_OF_FIRST } else { LEAD_OF_SECOND };
            let mut beam = Beam::new(self, &pieces, before, Some(Barred { piece, value }), best.cost + lead + REGAIN);
            beam.read_on(Some(pieces.list.len()));
            work += beam.work;
            if beam.best().is_some_and(|second| second.cost - best.cost < lead) {
                unclear.push(piece);
            }
        }
        let swallowed = swallowed(&path, &pieces);
        let mends = mends(self.text, &pieces, &path, &unclear, &swallowed);
        unclear.extend(swallowed);
        unclear.sort_unstable();
        unclear.dedup();
        let unclear = unclear.iter().filter_map(|&piece| pieces.list.get(piece as usize)).map(|piece| piece.1.clone()).collect();
        Some(Found { mends, unclear, end, quoted: best.last.quoted, work })
    }
}
