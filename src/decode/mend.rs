//! Finds the places that the chosen encoding does not explain, and has the lattice find what does.

use std::ops::Range;

use super::lattice::{Piece, cheapest, push};
use super::model::STEPS;
use super::score::{Hypothesis, OURS, is_dear, tally};

/// Bytes that are judged together.
const BLOCK: usize = 64;
/// A file up to this length goes through the lattice whole.
const SMALL: usize = 1024;
/// A block with a streak of characters so much dearer than usual is looked into: 10 nats, as three or four rare ones are.
const SUSPICIOUS: u64 = 80;
/// Nats that mending must gain, beyond what each lost byte costs.
const WORTHWHILE: f64 = 6.0;
/// The same where every byte stands for something, so that nothing proves a loss.
const WORTHWHILE_UNPROVED: f64 = 16.0;
/// Nats a character of what is told to be Chinese after all: 6.5 is usual. Lists of rare characters cost
/// more in any reading, and are left as they stand.
const USUAL: f64 = 7.25;
/// Nats a character that tell even less usual text from what it is read as out of step.
const MUCH: f64 = 2.0;
/// Nats that changes of encoding must gain, beyond what each costs.
const WORTH_CHANGING: f64 = 10.0;
/// Nats by which a part's encoding must lead the others.
const CERTAIN: f64 = 6.0;
/// One part in so many of a file is too much to be left in doubt.
const LARGE_PART: usize = 8;
/// Nats by which several encodings must beat the reading as noise or as a foreign text.
const CONVINCING: f64 = 30.0;
/// Bytes of a file, or of a part of it, that are enough to tell.
const SAMPLE: usize = 1 << 16;

/// The cheapest way through a file.
#[derive(Debug, Clone)]
pub(super) struct Mended {
    /// All pieces, in their order, without gaps.
    pub pieces: Vec<Piece>,
    /// The encoding of most bytes.
    pub main: Hypothesis,
    /// Nats gained over reading on without a thought.
    pub gain: f64,
    /// Bytes that had to be looked into.
    pub covered: usize,
    /// Where several encodings stand in the file: nats by which this is likelier than the next best.
    pub certain_by: Option<f64>,
}

/// The file from `skip` on as one piece.
pub(super) fn whole(bytes: &[u8], skip: usize, hypothesis: Hypothesis) -> Vec<Piece> {
    vec![Piece { range: skip..bytes.len(), hypothesis, garbled: false }]
}

/// Our encodings, `first` before the others.
pub(super) fn beginning_with(first: Hypothesis) -> [Hypothesis; 5] {
    let mut encodings = OURS;
    if let Some(place) = encodings.iter().position(|&encoding| encoding == first) {
        encodings.swap(0, place);
    }
    encodings
}

/// Looks for places in `bytes[skip..]` that `best` does not explain and reads them the cheapest way that
/// `encodings` (`best` first) allow; `None` where there is no such place.
pub(super) fn mend(bytes: &[u8], skip: usize, best: Hypothesis, encodings: &[Hypothesis]) -> Option<Mended> {
    if best == Hypothesis::Utf8 && encoding_rs::Encoding::utf8_valid_up_to(&bytes[skip..]) + skip == bytes.len() {
        return None;
    }
    let windows = suspicious(bytes, skip, best);
    if windows.is_empty() {
        return None;
    }
    let mut pieces = Vec::new();
    let (mut gain, mut covered) = (0.0, 0);
    let mut least_lead = f64::INFINITY;
    let mut at = skip;
    let plain = |range: Range<usize>| Piece { range, hypothesis: best, garbled: false };
    for window in windows {
        covered += window.len();
        if at < window.start {
            push(&mut pieces, plain(at..window.start));
        }
        at = window.end;
        let plainly = tally(best, bytes, window.start, window.end);
        let (mut found, mut after) = cheapest(bytes, window.clone(), encodings);
        let changed: usize = found.iter().filter(|piece| piece.hypothesis != best).map(|piece| piece.range.len()).sum();
        if changed > 0 {
            let (unchanged, dearer) = cheapest(bytes, window.clone(), &encodings[..1]);
            let gained = (dearer - after.min(dearer)) as f64 / STEPS;
            let lead = weigh_parts(bytes, &found, best).1.unwrap_or(f64::INFINITY);
            let large = changed * LARGE_PART >= bytes.len();
            let other = |piece: &Piece| piece.hypothesis != best && !piece.garbled;
            if gained >= WORTH_CHANGING && (large || lead >= CERTAIN && average(bytes, &found, other) <= USUAL) {
                least_lead = least_lead.min(lead).min(gained);
            } else {
                // A few bytes in doubt are damage; a good part of the file in doubt is a reason to refuse it.
                if large {
                    least_lead = 0.0;
                }
                (found, after) = (unchanged, dearer);
            }
        }
        let gained = plainly.total().saturating_sub(after) as f64 / STEPS;
        let proved = plainly.malformed > 0 || found.iter().any(|piece| piece.hypothesis != best);
        let usual = || {
            let (before, after) =
                (plainly.wide as f64 / STEPS / plainly.wide_count.max(1) as f64, average(bytes, &found, |piece| !piece.garbled));
            after <= USUAL || after <= USUAL + 1.0 && after + MUCH <= before
        };
        if if proved { gained >= WORTHWHILE } else { gained >= WORTHWHILE_UNPROVED && usual() } {
            gain += gained;
            found.into_iter().for_each(|piece| push(&mut pieces, piece));
        } else {
            push(&mut pieces, plain(window));
        }
    }
    if at < bytes.len() {
        push(&mut pieces, plain(at..bytes.len()));
    }
    let (main, _) = weigh_parts(bytes, &pieces, best);
    Some(Mended { pieces, main, gain, covered, certain_by: least_lead.is_finite().then_some(least_lead) })
}

/// Reads a file that is dear in every single encoding, so that `reading` (noise, or a foreign script) seems
/// cheapest, by pieces; `None` if that is no cheaper, or leaves more than a byte here and there unread.
pub(super) fn piece_together(bytes: &[u8], skip: usize, reading: Hypothesis) -> Option<Mended> {
    let sample = skip..bytes.len().min(skip + SAMPLE);
    let (pieces, after) = cheapest(bytes, sample.clone(), &OURS);
    let before = tally(reading, bytes, sample.start, sample.end).total() + (reading.prior() as f64 * STEPS) as u64;
    let gain = before.saturating_sub(after) as f64 / STEPS;
    let garbled = pieces.iter().filter(|piece| piece.garbled).count();
    if gain < CONVINCING || garbled * 100 > sample.len() {
        return None;
    }
    let (main, lead) = weigh_parts(bytes, &pieces, Hypothesis::Utf8);
    let certain_by = Some(lead.map_or(gain, |lead| lead.min(gain)));
    if sample.end == bytes.len() {
        return Some(Mended { pieces, main, gain, covered: sample.len(), certain_by });
    }
    let whole = mend(bytes, skip, main, &beginning_with(main))?;
    Some(Mended { certain_by: whole.certain_by.or(certain_by), ..whole })
}

/// Nats a character, ASCII aside, in the pieces that `wanted` names.
fn average(bytes: &[u8], pieces: &[Piece], wanted: impl Fn(&Piece) -> bool) -> f64 {
    let tallies =
        pieces.iter().filter(|piece| wanted(piece)).map(|piece| tally(piece.hypothesis, bytes, piece.range.start, piece.range.end));
    let (cost, count) = tallies.fold((0, 0), |(cost, count), tally| (cost + tally.wide, count + tally.wide_count));
    cost as f64 / STEPS / count.max(1) as f64
}

/// Stretches of `bytes` that are dear in this reading, with a block before and after, by whole characters.
fn suspicious(bytes: &[u8], skip: usize, reading: Hypothesis) -> Vec<Range<usize>> {
    let body = skip..bytes.len();
    if body.len() <= SMALL {
        return vec![body];
    }
    let mut windows: Vec<Range<usize>> = Vec::new();
    let (mut at, mut before) = (skip, skip);
    let mut wanted = false;
    while at < bytes.len() {
        let (dear, end) = is_dear(reading, bytes, at, at + BLOCK, SUSPICIOUS);
        let end = end.min(bytes.len());
        if dear || wanted {
            let start = if dear { before } else { at };
            match windows.last_mut().filter(|window| window.end >= start) {
                Some(window) => window.end = end,
                None => windows.push(start..end),
            }
        }
        wanted = dear;
        (before, at) = (at, end);
    }
    windows
}

/// The encoding of most bytes, and, where there are several, how certain each part's is: the least lead
/// in nats that a part has over being in another encoding.
fn weigh_parts(bytes: &[u8], pieces: &[Piece], best: Hypothesis) -> (Hypothesis, Option<f64>) {
    let parts = parts(pieces);
    if parts.len() < 2 {
        return (parts.first().map_or(best, |part| part.1), None);
    }
    let bytes_in = |hypothesis| parts.iter().filter(|part| part.1 == hypothesis).map(|part| part.0.len()).sum::<usize>();
    let main = OURS.iter().copied().max_by_key(|&hypothesis| bytes_in(hypothesis)).unwrap_or(best);
    let lead = parts.iter().flat_map(|(range, own)| {
        let end = range.end.min(range.start + SAMPLE);
        let cost = move |hypothesis| tally(hypothesis, &bytes[..end], range.start, end).total() as f64 / STEPS;
        let others = OURS.iter().filter(move |&other| other != own);
        others.map(move |&other| cost(other) - cost(*own))
    });
    (main, lead.min_by(f64::total_cmp))
}

/// Runs of pieces in one encoding.
pub(super) fn parts(pieces: &[Piece]) -> Vec<(Range<usize>, Hypothesis)> {
    let mut parts: Vec<(Range<usize>, Hypothesis)> = Vec::new();
    for piece in pieces {
        match parts.last_mut() {
            Some((range, hypothesis)) if *hypothesis == piece.hypothesis => range.end = piece.range.end,
            _ => parts.push((piece.range.clone(), piece.hypothesis)),
        }
    }
    parts
}
