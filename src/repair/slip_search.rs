//! The search for the most likely bytes behind a slip.
//!
//! A replacement that knows bytes but no characters has cut GBK text between the two bytes of characters: it put notes
//! in, or took a full-width stop out of the middle of two characters. What was left of a character was then
//! decoded as `?`. The search goes over what stands there, piece by piece, and keeps the best ways in which the bytes
//! before that replacement may have read. A `?` is one byte of any value (or a question mark); all other bytes are known.

use std::collections::HashSet;
use std::ops::Range;

use super::gbk;
use super::pair_model::{Evidence, Last, Quick};
use super::pinyin_note::{note_at, note_without_bracket};
use super::reading::{Agreement, Reading, is_han};

/// Pieces that one search goes over at most: a slip ends at the next ASCII byte.
const LONGEST_SEARCH: usize = 160;
/// Lost bytes in one search at most.
const MOST_LOST: usize = 12;
/// Ways kept while searching, and how far behind the best they may be, in nats.
const WAYS: usize = 160;
const BEHIND: f32 = 30.0;
/// What costs below zero may still win back.
const REGAIN: f32 = 6.0;
/// The search ends where all ways that are not this far behind the best have read on in step.
const SETTLED: f32 = 16.0;
const IN_STEP: u8 = 3;

/// −ln of how likely a slip is where a text shows no other damage, where it does, and of each further lost byte.
const FIRST_LOSS: f32 = 6.0;
const FIRST_LOSS_IN_DAMAGED: f32 = 3.0;
const NEXT_LOSS: f32 = 1.0;
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

/// Nats by which a value for a lost byte must lead all others: few common characters share a second byte,
/// but many share the first, and then context that the model does not see may speak for another.
const LEAD_OF_FIRST: f32 = 2.0;
const LEAD_OF_SECOND: f32 = 6.0;
/// As [`LEAD_OF_SECOND`], where a note says how the character is read.
const LEAD_OF_NOTED: f32 = 4.0;

/// Stops that such replacements look for, as they stand and as the bytes they stood for.
const STOPS: &[(char, [u8; 2])] = &[
    (';', [0xA3, 0xBB]),
    ('?', [0xA3, 0xBF]),
    ('!', [0xA3, 0xA1]),
    (',', [0xA3, 0xAC]),
    (':', [0xA3, 0xBA]),
    ('(', [0xA3, 0xA8]),
    (')', [0xA3, 0xA9]),
];
/// Full-width stops at which such replacements cut.
const FULL_STOPS: &str = "。；？！，：、（）";

/// Whether `character` may be what a replacement found astride two characters.
pub(super) fn is_stop(character: char) -> bool {
    FULL_STOPS.contains(character) || STOPS.iter().any(|stop| stop.0 == character)
}

/// A piece of the text as it stands.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// `?` or U+FFFD.
    Lost(char),
    /// A note, and whether it has its opening bracket.
    Note(Reading),
    Double(char, [u8; 2]),
    /// A character of one byte: ASCII, or `€`, which is 0x80.
    Ascii(u8),
}

/// One stretch of text and what it was.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mend {
    /// Where the stretch stands.
    pub range: Range<usize>,
    /// What it was.
    pub with: String,
    /// Whether bytes were lost in it (else it is only a note).
    pub slip: bool,
    /// Whole notes in it.
    pub notes: u64,
}

/// What a search found.
#[derive(Debug)]
pub(super) struct Found {
    /// The stretches to mend, ascending.
    pub mends: Vec<Mend>,
    /// Lost bytes of which no value is clear; they stand as they were.
    pub unclear: Vec<Range<usize>>,
    /// Where the search ended.
    pub end: usize,
    /// Whether a quotation is open there.
    pub quoted: Option<bool>,
}

/// What is known before a search.
pub(super) struct Search<'a> {
    /// The text as it stands.
    pub text: &'a str,
    /// Which characters follow which in it.
    pub evidence: &'a Evidence,
    /// Whether it is known to be damaged.
    pub damaged: bool,
}

/// The intact text before a search.
#[derive(Debug)]
pub(super) struct Context {
    /// The last characters, in their order.
    pub characters: Vec<char>,
    /// Whether a quotation is open there; `None` where that is not known.
    pub quoted: Option<bool>,
}

/// One way to read the bytes up to here.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: f32,
    last: Last,
    /// The second byte of `last`, 0 where it has none.
    trail: u8,
    /// A first byte that waits for its second.
    pending: Option<u8>,
    /// The piece whose lost byte `pending` is.
    holds: Option<u32>,
    /// Whether the piece before was a lost byte.
    after_loss: bool,
    slipped: bool,
    in_step: u8,
    step: u32,
}

impl Way {
    /// What decides how it may go on; of two ways in one state the better is enough.
    fn state(&self) -> u64 {
        let pending = self.pending.map_or(0, u64::from);
        let marks = u64::from(self.slipped) << 1 | u64::from(self.after_loss);
        u64::from(u32::from(self.last.character)) << 32 | u64::from(self.trail) << 16 | pending << 8 | marks
    }
}

/// What a way made of one piece, or of a part of it.
#[derive(Debug, Clone, Copy)]
struct Step {
    before: u32,
    piece: u32,
    made: Made,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Made {
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
struct Barred {
    piece: u32,
    value: char,
}

struct Pieces {
    list: Vec<(Piece, Range<usize>)>,
    /// Whether the line ends after the last piece.
    at_line_end: bool,
}

struct Beam<'a> {
    search: &'a Search<'a>,
    pieces: &'a Pieces,
    ways: Vec<Way>,
    next: Vec<Way>,
    steps: Vec<Step>,
    seen: HashSet<u64, Quick>,
    barred: Option<Barred>,
    /// Ways that cost more are of no interest.
    limit: f32,
}

impl Search<'_> {
    /// Reads on from the lost byte at `start`; `context` is what stands before it.
    pub fn run(&self, start: usize, context: &Context) -> Option<Found> {
        let mut before = Last::new('\n', context.quoted);
        for &character in &context.characters {
            before = self.evidence.step(before, character).1;
        }
        let pieces = self.pieces(start);
        let (best, end, steps) = self.best(&pieces, before, None, f32::INFINITY)?;
        if !best.slipped {
            return Some(Found { mends: Vec::new(), unclear: Vec::new(), end: pieces.list.get(end.checked_sub(1)?)?.1.end, quoted: None });
        }
        let at_line_end = pieces.at_line_end && end == pieces.list.len();
        let pieces = Pieces { list: pieces.list[..end].to_vec(), at_line_end };
        let path = path(&steps, best.step);
        let mut unclear = Vec::new();
        for step in &path {
            let Made::Character(value, Some(piece)) = step.made else { continue };
            // The piece in which a character is completed is the lost byte itself where its second byte is lost.
            let lead = match pieces.list.get(piece as usize + 1) {
                _ if step.piece != piece || !is_han(value) => LEAD_OF_FIRST,
                Some((Piece::Note(_), _)) => LEAD_OF_NOTED,
                _ => LEAD_OF_SECOND,
            };
            let limit = best.cost + lead + REGAIN;
            let second = self.best(&pieces, before, Some(Barred { piece, value }), limit);
            if second.is_some_and(|(second, ..)| second.cost - best.cost < lead) {
                unclear.push(piece);
            }
        }
        let mends = mends(self.text, &pieces, &path, &unclear);
        let unclear = unclear.iter().filter_map(|&piece| pieces.list.get(piece as usize)).map(|piece| piece.1.clone()).collect();
        Some(Found { mends, unclear, end: pieces.list.last()?.1.end, quoted: best.last.quoted })
    }

    fn pieces(&self, start: usize) -> Pieces {
        let mut list: Vec<(Piece, Range<usize>)> = Vec::new();
        let (mut at, mut lost) = (start, 0);
        while let Some(character) = self.text[at..].chars().next() {
            let rest = &self.text[at..];
            let mut length = character.len_utf8();
            let after_loss = matches!(list.last(), Some((Piece::Lost(_), _)));
            let piece = if matches!(character, '?' | '\u{FFFD}') {
                lost += 1;
                Piece::Lost(character)
            } else if let Some((reading, bytes)) = note_at(rest).or_else(|| note_without_bracket(rest).filter(|_| after_loss)) {
                length = bytes;
                Piece::Note(reading)
            } else if character.is_ascii() && !matches!(character, '\n' | '\r') {
                Piece::Ascii(character as u8)
            } else if character == '€' {
                // What most decoders make of the byte 0x80.
                Piece::Ascii(0x80)
            } else if let Some(bytes) = gbk::bytes(character) {
                Piece::Double(character, bytes)
            } else {
                return Pieces { list, at_line_end: matches!(character, '\n' | '\r') };
            };
            if lost > MOST_LOST || list.len() == LONGEST_SEARCH {
                return Pieces { list, at_line_end: false };
            }
            list.push((piece, at..at + length));
            at += length;
        }
        Pieces { list, at_line_end: true }
    }

    /// The best way, the number of pieces it covers, and all steps.
    fn best(&self, pieces: &Pieces, before: Last, barred: Option<Barred>, limit: f32) -> Option<(Way, usize, Vec<Step>)> {
        let trail = gbk::bytes(before.character).map_or(0, |bytes| bytes[1]);
        let first =
            Way { cost: 0.0, last: before, trail, pending: None, holds: None, after_loss: false, slipped: false, in_step: 0, step: ROOT };
        let mut beam =
            Beam { search: self, pieces, ways: vec![first], next: Vec::new(), steps: Vec::new(), seen: HashSet::default(), barred, limit };
        let mut covered = 0;
        while covered < pieces.list.len() {
            beam.read(covered);
            covered += 1;
            // The second-best way must cover the same pieces, or the two could not be compared.
            if barred.is_none() && beam.is_settled() {
                break;
            }
        }
        if pieces.at_line_end && covered == pieces.list.len() {
            for way in &mut beam.ways {
                way.cost += self.evidence.step(way.last, '\n').0;
            }
        }
        let whole = |way: &&Way| way.pending.is_none();
        let best = beam.ways.iter().filter(whole).min_by(|one, two| one.cost.total_cmp(&two.cost)).copied()?;
        Some((best, covered, beam.steps))
    }
}

impl Beam<'_> {
    /// All ways go over piece `number`.
    fn read(&mut self, number: usize) {
        let piece = number as u32;
        let pieces = self.pieces;
        let (content, _) = &pieces.list[number];
        let follows = pieces.list.get(number + 1).map(|next| &next.0);
        for way in std::mem::take(&mut self.ways) {
            match content {
                Piece::Lost(character) => self.read_lost(way, piece, *character, follows),
                Piece::Note(reading) => self.read_note(way, piece, reading),
                Piece::Double(character, bytes) => self.read_double(way, piece, *character, *bytes),
                Piece::Ascii(byte) => self.read_ascii(way, piece, *byte),
            }
        }
        self.prune();
    }

    fn push(&mut self, way: Way, piece: u32, made: Made) {
        let step = self.steps.len() as u32;
        self.steps.push(Step { before: way.step, piece, made });
        self.next.push(Way { step, ..way });
    }

    fn keep(&mut self, way: Way, piece: u32, character: char) {
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
        let (cost, last) = self.search.evidence.step(way.last, character);
        let cost = way.cost + cost;
        let step = self.steps.len() as u32;
        self.steps.push(Step { before: way.step, piece, made: Made::Character(character, holds) });
        Some(Way { cost, last, trail, pending: None, holds: None, in_step: 0, step, ..way })
    }

    fn read_lost(&mut self, way: Way, piece: u32, character: char, follows: Option<&Piece>) {
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
                if cuts_off(follows) {
                    for byte in gbk::LEADS {
                        self.push(Way { pending: Some(byte), holds: Some(piece), ..lossy }, piece, Made::Gone);
                    }
                }
            }
            Some(lead) => {
                // Of a character that is lost whole nothing can be known.
                for byte in (0x80..=0xFE_u8).filter(|_| !way.after_loss) {
                    if let Some(made) = self.make(lossy, lead, byte, piece, Some(piece)) {
                        self.next.push(made);
                    }
                }
                if character == '?' {
                    self.read_stop(way, piece, [0xA3, 0xBF]);
                }
            }
        }
    }

    /// A stop that was found astride two characters: its bytes belong to them.
    fn read_stop(&mut self, way: Way, piece: u32, bytes: [u8; 2]) {
        let Some(lead) = way.pending else { return };
        let costly = Way { cost: way.cost + STOP_ASTRIDE, after_loss: false, ..way };
        if let Some(made) = self.make(costly, lead, bytes[0], piece, way.holds) {
            self.next.push(Way { pending: Some(bytes[1]), ..made });
        }
    }

    fn read_note(&mut self, way: Way, piece: u32, reading: &Reading) {
        let noted = match way.pending {
            None => Some(way.last.character),
            Some(lead) => gbk::character(way.trail, lead),
        };
        let agreement = noted.map_or(Agreement::None, |noted| reading.agrees(noted));
        if agreement > Agreement::None {
            let cost = if agreement == Agreement::Full { 0.0 } else { OTHER_TONE };
            self.push(Way { cost: way.cost + cost, after_loss: false, ..way }, piece, Made::Note);
        }
        if way.pending.is_none() {
            self.push(
                Way { cost: way.cost + UNEXPLAINED_NOTE, last: Last::new(')', None), trail: 0, after_loss: false, ..way },
                piece,
                Made::Kept,
            );
        }
    }

    fn read_double(&mut self, way: Way, piece: u32, character: char, bytes: [u8; 2]) {
        let Some(lead) = way.pending else {
            // What ended in `?` ended before a byte that is no second byte, and that went with it.
            let swallowed = if way.after_loss && !is_stop(character) { ASCII_SWALLOWED } else { 0.0 };
            return self.keep(Way { cost: way.cost + swallowed, ..way }, piece, character);
        };
        if !way.after_loss || is_stop(character) {
            if let Some(made) = self.make(Way { after_loss: false, ..way }, lead, bytes[0], piece, way.holds) {
                self.next.push(Way { pending: Some(bytes[1]), ..made });
            }
        } else if self.search.damaged {
            for &(_, stop) in STOPS {
                let costly = Way { cost: way.cost + STOP_SWALLOWED, after_loss: false, ..way };
                let Some(made) = self.make(costly, lead, stop[0], piece, way.holds) else { continue };
                if let Some(made) = self.make(made, stop[1], bytes[0], piece, None) {
                    self.next.push(Way { pending: Some(bytes[1]), ..made });
                }
            }
        }
    }

    fn read_ascii(&mut self, way: Way, piece: u32, byte: u8) {
        let Some(lead) = way.pending else {
            return self.keep(way, piece, if byte == 0x80 { '€' } else { char::from(byte) });
        };
        if let Some(&(_, bytes)) = STOPS.iter().find(|stop| stop.0 == char::from(byte)) {
            self.read_stop(way, piece, bytes);
        } else if !way.after_loss
            && let Some(made) = self.make(way, lead, byte, piece, way.holds)
        {
            self.next.push(made);
        }
    }

    /// Keeps the best way to each state, and the best of them.
    fn prune(&mut self) {
        let mut ways = std::mem::take(&mut self.next);
        ways.sort_by(|one, two| one.cost.total_cmp(&two.cost));
        let best = ways.first().map_or(0.0, |way| way.cost);
        let most = self.limit.min(best + BEHIND);
        let mut kept = 0;
        self.seen.clear();
        ways.retain(|way| {
            let keep = kept < WAYS && way.cost <= most && self.seen.insert(way.state());
            kept += usize::from(keep);
            keep
        });
        self.ways = ways;
    }

    fn is_settled(&self) -> bool {
        let Some(best) = self.ways.first() else { return true };
        let near = self.ways.iter().take_while(|way| way.cost < best.cost + SETTLED);
        near.into_iter().all(|way| way.pending.is_none() && way.in_step >= IN_STEP)
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

fn path(steps: &[Step], last: u32) -> Vec<Step> {
    let mut path = Vec::new();
    let mut at = last;
    while let Some(step) = steps.get(at as usize) {
        path.push(*step);
        at = step.before;
    }
    path.reverse();
    path
}

/// The stretches that a path changes, each from one kept piece to the next.
fn mends(text: &str, pieces: &Pieces, path: &[Step], unclear: &[u32]) -> Vec<Mend> {
    let mut mends = Vec::new();
    let mut open: Option<Mend> = None;
    for step in path {
        let Some((piece, range)) = pieces.list.get(step.piece as usize) else { continue };
        if step.made == Made::Kept {
            mends.extend(open.take());
            continue;
        }
        let mend = open.get_or_insert_with(|| Mend { range: range.clone(), with: String::new(), slip: false, notes: 0 });
        mend.range.end = range.end;
        match step.made {
            Made::Kept | Made::Gone => {}
            Made::Note => mend.notes += u64::from(text[range.clone()].starts_with(['(', '（'])),
            Made::Character(_, Some(lost)) if unclear.contains(&lost) => {
                let stood = pieces.list.get(lost as usize).map_or('?', |piece| if let Piece::Lost(stood) = piece.0 { stood } else { '?' });
                mend.with.push(stood);
            }
            Made::Character(character, _) => mend.with.push(character),
        }
        mend.slip |= matches!(piece, Piece::Lost(_));
    }
    mends.extend(open);
    mends
}
