//! How likely one character is after two others, by what a newspaper has.

use std::io::Read;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use super::pair_model::{self, number};

/// Made by `build/run_model.rs`: a character's number (`u16`), a zero byte, the trust in what follows it (255ths), and
/// the number of its first pair (`u32`); ascending.
static CONTEXTS: Packed = Packed::of(include_bytes!(concat!(env!("OUT_DIR"), "/run_contexts.bin")));
/// The second character's number, −ln of its share (tenths), the trust in what follows the two, and the number of the
/// first triple (`u32`); ascending within one context.
static PAIRS: Packed = Packed::of(include_bytes!(concat!(env!("OUT_DIR"), "/run_pairs.bin")));
/// The third character's number and −ln of its share (tenths); ascending within one pair.
static TRIPLES: Packed = Packed::of(include_bytes!(concat!(env!("OUT_DIR"), "/run_triples.bin")));

/// A table that is kept deflated, as few files need it, and unpacked when the first one does.
struct Packed {
    deflated: &'static [u8],
    table: OnceLock<Vec<u8>>,
}

impl Packed {
    const fn of(deflated: &'static [u8]) -> Self {
        Self { deflated, table: OnceLock::new() }
    }
}

impl std::ops::Deref for Packed {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.table.get_or_init(|| {
            let mut table = Vec::new();
            // Our own build packed it: what can't be unpacked would be a table without entries.
            DeflateDecoder::new(self.deflated).read_to_end(&mut table).map_or_else(|_| Vec::new(), |_| table)
        })
    }
}

/// As in `build/run_model.rs`.
const FIRST_MARK: u16 = 0xF000;
/// A character as what the next one follows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Run {
    /// Number of the context in [`CONTEXTS`].
    one: Option<u32>,
    /// Number of the pair that it makes with the character before it, in [`PAIRS`].
    two: Option<u32>,
}

/// How likely `after` is after `before`, where all that the corpus does not have is as likely as `general` says.
pub(super) fn step(before: Run, after: char, general: f32) -> (f32, Run) {
    let Some(after_number) = symbol(after) else { return (general, Run::default()) };
    let one = context(after_number);
    let Some((trust, pairs)) = before.one.and_then(|one| range::<8>(&CONTEXTS, one)) else { return (general, Run { one, two: None }) };
    // The corpus has one symbol for all digits.
    let each = if after.is_ascii_digit() { 0.1 } else { 1.0 };
    let pair = search::<8>(&PAIRS, pairs, after_number);
    let share = |found: Option<u8>| found.map_or(0.0, |cost| pair_model::share(cost) * each);
    let mut likelihood = trust * share(pair.map(|pair| pair.1)) + (1.0 - trust) * general;
    if let Some((trust, triples)) = before.two.and_then(|two| range::<8>(&PAIRS, two)) {
        let triple = search::<3>(&TRIPLES, triples, after_number);
        likelihood = trust * share(triple.map(|triple| triple.1)) + (1.0 - trust) * likelihood;
    }
    (likelihood, Run { one, two: pair.map(|pair| pair.0) })
}

/// The number of a character; marks in the order of `build/run_model.rs`, half-width ones as the full-width ones.
fn symbol(character: char) -> Option<u16> {
    let mark = match character {
        '\n' => 0,
        '0'..='9' => 1,
        '，' | ',' => 2,
        '。' => 3,
        '、' => 4,
        '；' | ';' => 5,
        '：' | ':' => 6,
        '“' | '「' => 7,
        '”' | '」' => 8,
        '（' | '(' => 9,
        '）' | ')' => 10,
        '《' => 11,
        '》' => 12,
        '？' | '?' => 13,
        '！' | '!' => 14,
        _ => return Some(number(character)).filter(|&number| number > 0),
    };
    Some(FIRST_MARK + mark)
}

fn context(symbol: u16) -> Option<u32> {
    search::<8>(&CONTEXTS, (0, (CONTEXTS.len() / 8).saturating_sub(1)), symbol).map(|found| found.0)
}

/// The trust in what follows entry `at`, and the entries of the next table that do.
fn range<const SIZE: usize>(table: &[u8], at: u32) -> Option<(f32, (usize, usize))> {
    let at = at as usize * SIZE;
    let trust = table.get(at + 3)?;
    let first =
        |at: usize| table.get(at + 4..at + 8).and_then(|bytes| bytes.try_into().ok()).map(|bytes| u32::from_le_bytes(bytes) as usize);
    Some((f32::from(*trust) / 255.0, (first(at)?, first(at + SIZE)?)))
}

/// The entry of `symbol` among those of a range, and its cost.
fn search<const SIZE: usize>(table: &[u8], (mut low, mut high): (usize, usize), symbol: u16) -> Option<(u32, u8)> {
    while low < high {
        let middle = low + (high - low) / 2;
        let entry = table.get(middle * SIZE..middle * SIZE + SIZE)?;
        match u16::from_le_bytes([entry[0], entry[1]]).cmp(&symbol) {
            std::cmp::Ordering::Equal => return Some((middle as u32, entry[2])),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}
