//! The ways in which the bytes before the damage may have read.

use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use super::Search;
use super::piece::{Piece, Pieces, STOPS, is_stop};
use crate::decode::gbk;
use crate::repair::pair_model::Last;
use crate::repair::reading::{Agreement, Reading};

/// Ways kept while searching, and how far behind the best they may be, in nats.
const WAYS: usize = 160;
const BEHIND: f32 = 18.0;
/// Ways that are gathered before the best of them are picked out, and how much one more character can win back at most.
const GATHERED: usize = 4 * WAYS;
const GAIN: f32 = 6.0;
/// The search ends where all ways that are not this far behind the best have read on in step.
const SETTLED: f32 = 16.0;
const IN_STEP: u8 = 3;

/// −ln of how likely a slip is where a text shows no other damage, where it does, and of each further lost byte.
const FIRST_LOSS: f32 = 6.0;
const FIRST_LOSS_IN_DAMAGED: f32 = 3.0;
const NEXT_LOSS: f32 = 1.0;
/// One `?` stands for two bytes that make no character.
const LOST_PAIR: f32 = 3.0;
/// A stop was taken out between two characters.
const STOP_ASTRIDE: f32 = 1.0;
/// A stop was taken out and its other half went with the `?`.
const STOP_SWALLOWED: f32 = 5.0;
/// An ASCII character went with the `?`.
const ASCII_SWALLOWED: f32 = 4.0;
/// A note that fits no character here, as if an author had written it.
const UNEXPLAINED_NOTE: f32 = 14.0;
/// A note whose letters fit but not the tone.
const OTHER_TONE: f32 = 6.0;

/// First bytes of pairs that stand for no character in GBK (its areas for users' own), and their second bytes
/// that can begin a character themselves.
const NO_CHARACTERS: [(RangeInclusive<u8>, RangeInclusive<u8>); 4] =
    [(0xAA..=0xAF, 0xA1..=0xFE), (0xF8..=0xFE, 0xA1..=0xFE), (0xA1..=0xA7, 0x81..=0xA0), (0xD7..=0xD7, 0xFA..=0xFE)];

/// A first byte that waits for its second.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Pending {
    Known(u8),
    /// Any byte from one to the other; the search decides by what it makes with the next.
    Lost(u8, u8),
}

/// One way to read the bytes up to here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub cost: f32,
    pub last: Last,
    /// The second byte of `last`, 0 where it has none.
    trail: u8,
    pending: Option<Pending>,
    /// The piece whose lost byte `pending` is.
    holds: Option<u32>,
    /// Whether the piece before was a lost byte that something cut off.
    after_loss: bool,
    pub slipped: bool,
    in_step: u8,
    pub step: u32,
}

impl Way {
    /// What decides how it may go on; of two ways in one state the better is enough.
    fn state(&self) -> u64 {
        let pending = match self.pending {
            None => 0,
            Some(Pending::Known(byte)) => u64::from(byte),
            Some(Pending::Lost(from, to)) => 0x100 | u64::from(from ^ to),
        };
        let marks = u64::from(self.slipped) << 1 | u64::from(self.after_loss);
        u64::from(u32::from(self.last.character)) << 32 | u64::from(self.trail) << 16 | pending << 2 | marks
    }
}

/// What a way made of one piece, or of a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    before: u32,
    pub piece: u32,
    pub made: Made,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Made {
    /// The piece stands as it is.
    Kept,
    /// A character, and the piece whose lost byte it holds.
    Character(char, Option<u32>),
    /// The piece is gone into a character of another piece, or was put in.
    Gone,
    /// A note that was put in.
    Note,
}

const ROOT: u32 = u32::MAX;

/// A lost byte that is not to have this value: how the second-best way is found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Barred {
    pub piece: u32,
    pub value: char,
}

/// The ways kept while the pieces are read.
pub(super) struct Beam<'a> {
    search: &'a Search<'a>,
    pieces: &'a Pieces,
    ways: Vec<Way>,
    next: Vec<Way>,
    pub steps: Vec<Step>,
    /// Characters that were weighed.
    pub work: u64,
    seen: FxHashSet<u64>,
    barred: Option<Barred>,
    /// Ways that cost more are of no interest.
    limit: f32,
    /// The same for the ways over the piece that is read, by what they have come to already.
    bound: f32,
}

impl<'a> Beam<'a> {
    /// Begins after `before`.
    pub fn new(search: &'a Search<'a>, pieces: &'a Pieces, before: Last, barred: Option<Barred>, limit: f32) -> Self {
        let trail = gbk::bytes(before.character).map_or(0, |bytes| bytes[1]);
        let first =
            Way { cost: 0.0, last: before, trail, pending: None, holds: None, after_loss: false, slipped: false, in_step: 0, step: ROOT };
        Beam {
            search,
            pieces,
            ways: vec![first],
            next: Vec::new(),
            steps: Vec::new(),
            work: 0,
            seen: FxHashSet::default(),
            barred,
            limit,
            bound: limit,
        }
    }

    /// Reads `pieces` pieces, or else until it is settled which way is best; gives the number of pieces read.
    pub fn read_on(&mut self, pieces: Option<usize>) -> usize {
        let mut covered = 0;
        while covered < self.pieces.list.len() {
            self.read(covered);
            covered += 1;
            // The second-best way must cover the same pieces, or the two could not be compared.
            if pieces.is_none() && self.is_settled() {
                break;
            }
        }
        if self.pieces.at_line_end && covered == self.pieces.list.len() {
            for way in &mut self.ways {
                way.cost += self.search.evidence.step(way.last, '\n').0;
            }
        }
        covered
    }

    /// The best way.
    pub fn best(&self) -> Option<Way> {
        self.ways.iter().filter(|way| way.pending.is_none()).min_by(|one, two| one.cost.total_cmp(&two.cost)).copied()
    }

    /// The best way on which bytes were lost.
    pub fn best_slipped(&self) -> Option<Way> {
        let whole = self.ways.iter().filter(|way| way.pending.is_none() && way.slipped);
        whole.min_by(|one, two| one.cost.total_cmp(&two.cost)).copied()
    }

    /// All ways go over piece `number`.
    fn read(&mut self, number: usize) {
        let piece = number as u32;
        let pieces = self.pieces;
        let (content, _) = &pieces.list[number];
        self.bound = self.limit;
        let mut ways = std::mem::take(&mut self.ways);
        for way in ways.drain(..) {
            // The best come first, and nothing makes up for so much.
            if way.cost > self.bound + GAIN {
                break;
            }
            match content {
                Piece::Lost(character) => self.read_lost(way, piece, *character),
                Piece::Note(reading) => self.read_note(way, piece, reading),
                Piece::Double(character, bytes) => self.read_double(way, piece, *character, *bytes),
                Piece::Ascii(byte) => self.read_ascii(way, piece, *byte),
            }
        }
        self.pick();
        std::mem::swap(&mut ways, &mut self.next);
        self.ways = ways;
    }

    fn push(&mut self, way: Way, piece: u32, made: Made) {
        if way.cost <= self.bound {
            let step = self.steps.len() as u32;
            self.steps.push(Step { before: way.step, piece, made });
            self.gather(Way { step, ..way });
        }
    }

    /// Adds a way over the piece that is read.
    fn gather(&mut self, way: Way) {
        if way.cost > self.bound {
            return;
        }
        self.bound = self.bound.min(way.cost + BEHIND);
        self.next.push(way);
        if self.next.len() >= GATHERED {
            self.pick();
        }
    }

    fn keep(&mut self, way: Way, piece: u32, character: char) {
        self.work += 1;
        let (cost, last) = self.search.evidence.step(way.last, character);
        let cost = way.cost + cost;
        let trail = gbk::bytes(character).map_or(0, |bytes| bytes[1]);
        let in_step = way.in_step.saturating_add(1);
        self.push(Way { cost, last, trail, after_loss: false, in_step, ..way }, piece, Made::Kept);
    }

    /// Adds the character of two bytes to a way; `holds` is the piece whose lost byte is one of them.
    fn make(&mut self, way: Way, lead: u8, trail: u8, piece: u32, holds: Option<u32>) -> Option<Way> {
        let character = gbk::character(lead, trail)?;
        if self.barred.is_some_and(|barred| Some(barred.piece) == holds && barred.value == character) {
            return None;
        }
        self.work += 1;
        let (cost, last) = self.search.evidence.step(way.last, character);
        let cost = way.cost + cost;
        if cost > self.limit.min(self.bound + GAIN) {
            return None;
        }
        let step = self.steps.len() as u32;
        self.steps.push(Step { before: way.step, piece, made: Made::Character(character, holds) });
        Some(Way { cost, last, trail, pending: None, holds: None, in_step: 0, step, ..way })
    }

    /// Completes the pending character of a way with `trail`; `then` is what the byte after it leaves pending.
    fn complete(&mut self, way: Way, trail: u8, piece: u32, then: Option<u8>) {
        for lead in leads(way.pending) {
            if let Some(made) = self.make(Way { after_loss: false, ..way }, lead, trail, piece, way.holds) {
                self.gather(Way { pending: then.map(Pending::Known), ..made });
            }
        }
    }

    fn read_lost(&mut self, way: Way, piece: u32, character: char) {
        let loss = match (way.slipped, self.search.damaged) {
            (true, _) => NEXT_LOSS,
            (false, true) => FIRST_LOSS_IN_DAMAGED,
            (false, false) => FIRST_LOSS,
        };
        let lossy = Way { cost: way.cost + loss, slipped: true, after_loss: true, in_step: 0, ..way };
        match way.pending {
            None => {
                self.keep(way, piece, character);
                // Nothing that begins a character can stand alone unless something cut it off.
                if cuts_off(self.pieces.piece(piece as usize + 1)) {
                    let pending = Some(Pending::Lost(*gbk::LEADS.start(), *gbk::LEADS.end()));
                    self.push(Way { pending, holds: Some(piece), ..lossy }, piece, Made::Gone);
                }
            }
            Some(Pending::Known(lead)) => {
                for byte in 0x80..=0xFE_u8 {
                    if let Some(made) = self.make(lossy, lead, byte, piece, Some(piece)) {
                        self.gather(made);
                    }
                }
                let pair = Way { cost: lossy.cost + LOST_PAIR, after_loss: false, ..lossy };
                for (firsts, seconds) in NO_CHARACTERS {
                    for first in firsts {
                        if let Some(made) = self.make(pair, lead, first, piece, Some(piece)) {
                            let pending = Some(Pending::Lost(*seconds.start(), *seconds.end()));
                            self.gather(Way { pending, holds: Some(piece), ..made });
                        }
                    }
                }
                if character == '?' {
                    self.read_stop(way, piece, [0xA3, 0xBF]);
                }
            }
            // Of a character that is lost whole nothing can be known.
            Some(Pending::Lost(..)) => {
                if character == '?' {
                    self.read_stop(way, piece, [0xA3, 0xBF]);
                }
            }
        }
    }

    /// A stop that was found astride two characters: its bytes belong to them.
    fn read_stop(&mut self, way: Way, piece: u32, bytes: [u8; 2]) {
        let costly = Way { cost: way.cost + STOP_ASTRIDE, ..way };
        self.complete(costly, bytes[0], piece, Some(bytes[1]));
    }

    fn read_note(&mut self, way: Way, piece: u32, reading: &Reading) {
        if way.pending.is_none() {
            self.put_in(way, way.last.character, piece, reading);
            self.push(
                Way { cost: way.cost + UNEXPLAINED_NOTE, last: Last::new(')', None), trail: 0, after_loss: false, ..way },
                piece,
                Made::Kept,
            );
        }
        for lead in leads(way.pending) {
            if let Some(noted) = gbk::character(way.trail, lead) {
                self.put_in(Way { pending: Some(Pending::Known(lead)), ..way }, noted, piece, reading);
            }
        }
    }

    /// Takes a note as put in after the bytes of `noted`, if it can be read so.
    fn put_in(&mut self, way: Way, noted: char, piece: u32, reading: &Reading) {
        let cost = match reading.agrees(noted) {
            Agreement::None => return,
            Agreement::Letters => OTHER_TONE,
            Agreement::Full => 0.0,
        };
        let cost = way.cost + cost + self.search.evidence.note_cost(noted);
        self.push(Way { cost, after_loss: false, ..way }, piece, Made::Note);
    }

    fn read_double(&mut self, way: Way, piece: u32, character: char, bytes: [u8; 2]) {
        if way.pending.is_none() {
            // What ended in `?` ended before a byte that is no second byte, and that went with it.
            let swallowed = if way.after_loss && !is_stop(character) { ASCII_SWALLOWED } else { 0.0 };
            self.keep(Way { cost: way.cost + swallowed, ..way }, piece, character);
        } else if !way.after_loss || is_stop(character) {
            self.complete(way, bytes[0], piece, Some(bytes[1]));
        } else if self.search.damaged {
            for &(_, stop) in STOPS {
                let costly = Way { cost: way.cost + STOP_SWALLOWED, after_loss: false, ..way };
                for lead in leads(way.pending) {
                    let Some(made) = self.make(costly, lead, stop[0], piece, way.holds) else { continue };
                    self.complete(Way { pending: Some(Pending::Known(stop[1])), ..made }, bytes[0], piece, Some(bytes[1]));
                }
            }
        }
    }

    fn read_ascii(&mut self, way: Way, piece: u32, byte: u8) {
        if way.pending.is_none() {
            self.keep(way, piece, if byte == 0x80 { '€' } else { char::from(byte) });
        } else if let Some(&(_, bytes)) = STOPS.iter().find(|stop| stop.0 == char::from(byte)) {
            self.read_stop(way, piece, bytes);
        } else if !way.after_loss {
            self.complete(way, byte, piece, None);
        }
    }

    /// Keeps the best way to each state, and the best of them, in order.
    fn pick(&mut self) {
        let (bound, seen) = (self.bound, &mut self.seen);
        self.next.retain(|way| way.cost <= bound);
        self.next.sort_by(|one, two| one.cost.total_cmp(&two.cost));
        let mut kept = 0;
        seen.clear();
        self.next.retain(|way| {
            let keep = kept < WAYS && seen.insert(way.state());
            kept += usize::from(keep);
            keep
        });
        // Of what costs as much, the first is kept.
        if let Some(last) = self.next.get(WAYS - 1) {
            self.bound = bound.min(last.cost.next_down());
        }
    }

    fn is_settled(&self) -> bool {
        let Some(best) = self.ways.first() else { return true };
        let near = self.ways.iter().take_while(|way| way.cost < best.cost + SETTLED);
        near.into_iter().all(|way| way.pending.is_none() && way.in_step >= IN_STEP)
    }
}

/// The values that a pending byte may have.
fn leads(pending: Option<Pending>) -> RangeInclusive<u8> {
    match pending {
        None => RangeInclusive::new(1, 0),
        Some(Pending::Known(byte)) => byte..=byte,
        Some(Pending::Lost(from, to)) => from..=to,
    }
}

/// Whether what follows a byte can have cut it off from its second byte.
fn cuts_off(follows: Option<&Piece>) -> bool {
    match follows {
        Some(Piece::Ascii(byte)) => STOPS.iter().any(|stop| stop.0 == char::from(*byte)),
        Some(_) => true,
        None => false,
    }
}

/// The steps that led to `last`, in their order.
pub(super) fn path(steps: &[Step], last: u32) -> Vec<Step> {
    let mut path = Vec::new();
    let mut at = last;
    while let Some(step) = steps.get(at as usize) {
        path.push(*step);
        at = step.before;
    }
    path.reverse();
    path
}
