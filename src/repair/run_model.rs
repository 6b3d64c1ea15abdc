//! How likely one character is after one and two others, by what official texts have.

use std::io::Read;
use std::ops::Range;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use super::pair_model::number;

/// Made by `build/run_model.rs`. Kept deflated, as few files need it, and unpacked when the first one does.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/run_model.bin"));

/// As in `build/run_model.rs`.
const MARKS: u16 = 15;
const MOST_TRUST: f32 = 63.0;
const STEPS: f32 = 4.0;

/// What follows one context.
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    trust: u8,
    first: u32,
}

/// The unpacked table.
#[derive(Debug, Default)]
struct Table {
    /// By symbol: the trust in what follows it and the number of its first pair; one more closes the last range.
    contexts: Vec<Context>,
    /// The second symbols, ascending within one context.
    seconds: Vec<u16>,
    second_costs: Vec<u8>,
    /// By pair: the trust in what follows it and the number of its first triple; one more closes the last range.
    pairs: Vec<Context>,
    /// The places that the third symbols have among what follows the second, ascending within one pair.
    thirds: Vec<u16>,
    third_costs: Vec<u8>,
}

/// A character as what the next one follows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Run {
    /// Its symbol.
    one: Option<u16>,
    /// Number of the pair that it makes with the character before it.
    two: Option<u32>,
}

/// How likely `after` is after `before`, where all that the table does not have is as likely as `general` says.
pub(super) fn step(before: Run, after: char, general: f32) -> (f32, Run) {
    let Some(symbol) = symbol(after) else { return (general, Run::default()) };
    let table = table();
    let Some((trust, seconds)) = before.one.and_then(|one| range(&table.contexts, usize::from(one))) else {
        return (general, Run { one: Some(symbol), two: None });
    };
    // The table has one symbol for all digits.
    let each = if after.is_ascii_digit() { 0.1 } else { 1.0 };
    let pair = find(&table.seconds, &seconds, symbol);
    let mut likelihood = trust * share(&table.second_costs, pair) * each + (1.0 - trust) * general;
    if let Some((trust, thirds)) = before.two.and_then(|two| range(&table.pairs, two as usize)) {
        // No three are listed without the last two.
        let triple = pair.and_then(|pair| find(&table.thirds, &thirds, (pair - seconds.start) as u16));
        likelihood = trust * share(&table.third_costs, triple) * each + (1.0 - trust) * likelihood;
    }
    (likelihood, Run { one: Some(symbol), two: pair.map(|pair| pair as u32) })
}

/// The symbol of a character; marks in the order of `build/run_model.rs`, half-width ones as the full-width ones.
fn symbol(character: char) -> Option<u16> {
    Some(match character {
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
        _ => return Some(number(character)).filter(|&number| number > 0).map(|number| number + MARKS),
    })
}

/// The trust in what follows context `at`, and where it stands; `None` where nothing does.
fn range(contexts: &[Context], at: usize) -> Option<(f32, Range<usize>)> {
    let (context, next) = (contexts.get(at)?, contexts.get(at + 1)?);
    (context.trust > 0).then(|| (f32::from(context.trust) / MOST_TRUST, context.first as usize..next.first as usize))
}

/// Where `value` stands in a range of `values` that ascend.
fn find(values: &[u16], range: &Range<usize>, value: u16) -> Option<usize> {
    values.get(range.clone())?.binary_search(&value).ok().map(|at| range.start + at)
}

/// The share that the cost of entry `at` stands for.
fn share(costs: &[u8], at: Option<usize>) -> f32 {
    static SHARES: OnceLock<[f32; 64]> = OnceLock::new();
    let shares = SHARES.get_or_init(|| std::array::from_fn(|cost| (-(cost as f32) / STEPS).exp()));
    at.and_then(|at| costs.get(at)).and_then(|&cost| shares.get(usize::from(cost))).copied().unwrap_or(0.0)
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // Our own build packed it: what can't be unpacked would be a table without entries.
    TABLE.get_or_init(|| unpacked().unwrap_or_default())
}

fn unpacked() -> Option<Table> {
    let mut packed = Column(PACKED);
    let mut bytes = Vec::with_capacity(packed.long()? as usize);
    DeflateDecoder::new(packed.0).read_to_end(&mut bytes).ok()?;
    let mut rest = Column(&bytes);
    let (pairs, triples) = (rest.long()? as usize, rest.long()? as usize);
    let [contexts, mut second_distances, second_costs] = [rest.column()?, rest.column()?, rest.column()?];
    let [pair_contexts, mut third_distances, third_costs] = [rest.column()?, rest.column()?, rest.column()?];
    let mut table = Table {
        contexts: contexts.contexts()?,
        seconds: Vec::with_capacity(pairs),
        second_costs: second_costs.0.to_vec(),
        pairs: pair_contexts.contexts()?,
        thirds: Vec::with_capacity(triples),
        third_costs: third_costs.0.to_vec(),
    };
    second_distances.numbers(&table.contexts, &mut table.seconds)?;
    third_distances.numbers(&table.pairs, &mut table.thirds)?;
    Some(table)
}

/// What is left to read of some bytes.
struct Column<'a>(&'a [u8]);

impl<'a> Column<'a> {
    fn long(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*first))
    }

    fn column(&mut self) -> Option<Column<'a>> {
        let length = self.long()? as usize;
        let (column, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Column(column))
    }

    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// A number as `build/run_model.rs` puts it.
    fn number(&mut self) -> Option<u32> {
        let byte = self.byte()?;
        if byte < 0x80 {
            return Some(u32::from(byte));
        }
        let (mut number, mut shift) = (u32::from(byte & 0x7F), 7);
        loop {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                return Some(number);
            }
        }
    }

    /// The numbers of all contexts, each by its distance to the one before in the same context.
    fn numbers(&mut self, contexts: &[Context], numbers: &mut Vec<u16>) -> Option<()> {
        for ends in contexts.windows(2) {
            let mut number = 0;
            for _ in ends[0].first..ends[1].first {
                number += self.number()? as u16;
                numbers.push(number);
            }
        }
        Some(())
    }

    /// All contexts of a column.
    fn contexts(mut self) -> Option<Vec<Context>> {
        let (mut contexts, mut first) = (Vec::with_capacity(self.0.len()), 0);
        while let Some(trust) = self.byte() {
            contexts.push(Context { trust, first });
            first += if trust > 0 { self.number()? } else { 0 };
        }
        contexts.push(Context { trust: 0, first });
        Some(contexts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_together_are_likelier_than_two() {
        assert!(table().seconds.len() > 100_000 && table().thirds.len() > 100_000);
        // How likely the last character of a text is after one and after two others.
        let likelihood = |text: &str| text.chars().fold((0.0, Run::default()), |before, after| step(before.1, after, 0.0001)).0;
        for (two, three, other) in [("织领", "组织领", "组织零"), ("实到", "落实到", "落实刀"), ("，确", "，确", "，雀")]
        {
            let [two, three, other] = [two, three, other].map(likelihood);
            assert!(three >= two && two > 0.0 && other < 0.1 * three, "{two} {three} {other}");
        }
    }
}
