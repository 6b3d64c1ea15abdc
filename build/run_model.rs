//! A model of which character follows which one and two, from `run_shares.tsv`.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

/// `\n` stands for a line's ends, `0` for any digit; their symbols are their places here, and those of Han characters their numbers in the pair
/// model after these.
const MARKS: &str = "\n0，。、；：“”（）《》？！";

/// What follows one context.
#[derive(Default)]
struct Context {
    /// The share of what is listed, in 63rds.
    trust: u8,
    /// Symbol, −ln of its share in quarters; ascending.
    followers: Vec<(u16, u8)>,
}

/// What follows one character, and what it and each second one.
#[derive(Default)]
struct Row {
    one: Context,
    twos: HashMap<u16, Context>,
}

static NOTHING: Context = Context { trust: 0, followers: Vec::new() };

/// The columns of the table; each is alike in itself, and so deflates well.
#[derive(Default)]
struct Columns {
    /// For each symbol, 0 or the trust in what follows it, and how many follow it.
    contexts: Vec<u8>,
    /// For each pair the distance of its second symbol to that of the pair before in the same context.
    pairs: Vec<u8>,
    pair_costs: Vec<u8>,
    /// For each pair, 0 or the trust in what follows it, and how many do.
    pair_contexts: Vec<u8>,
    /// For each triple the same, but of the places that the third symbols have among what follows the second: those are near.
    triples: Vec<u8>,
    triple_costs: Vec<u8>,
}

/// Writes `run_model.bin` as `src/repair/run_model.rs` reads it: the length of what follows, and deflated how many pairs and triples
/// there are and the columns.
pub fn write(source: &Path, numbers: &HashMap<char, u16>, out: &Path) {
    println!("cargo::rerun-if-changed={}", source.display());
    let table = std::fs::read_to_string(source).expect("run_shares.tsv is there");
    let mut rows: Vec<Row> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some(one) = line.chars().next().and_then(|one| symbol(one, numbers)).map(usize::from) else { continue };
        rows.resize_with(rows.len().max(one + 1), Row::default);
        rows[one] = Row::read(line, numbers);
    }
    let (mut columns, mut pairs, mut triples) = (Columns::default(), 0_u32, 0_u32);
    for Row { one, twos } in &rows {
        one.put(&mut columns.contexts, &mut columns.pairs, &mut columns.pair_costs, usize::from);
        for (two, _) in &one.followers {
            let context = twos.get(two).unwrap_or(&NOTHING);
            let after = rows.get(usize::from(*two)).map_or(&[][..], |row| &row.one.followers);
            let place =
                |three| after.binary_search_by_key(&three, |follower| follower.0).expect("a triple's last two characters are a pair");
            context.put(&mut columns.pair_contexts, &mut columns.triples, &mut columns.triple_costs, place);
            triples += context.followers.len() as u32;
        }
        pairs += one.followers.len() as u32;
    }
    let Columns { contexts, pairs: seconds, pair_costs, pair_contexts, triples: thirds, triple_costs } = columns;
    let mut table = [pairs.to_le_bytes(), triples.to_le_bytes()].concat();
    for column in [contexts, seconds, pair_costs, pair_contexts, thirds, triple_costs] {
        table.extend_from_slice(&(column.len() as u32).to_le_bytes());
        table.extend_from_slice(&column);
    }
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&table).expect("memory takes it");
    let packed = [&(table.len() as u32).to_le_bytes()[..], &packed.finish().expect("memory takes it")].concat();
    std::fs::write(out.join("run_model.bin"), packed).expect("the build directory can be written");
}

impl Row {
    /// Reads a line: the character, what follows it, then each second character and what follows the two.
    fn read(line: &str, numbers: &HashMap<char, u16>) -> Self {
        let mut cells = line.split('\t').skip(1);
        let one = cells.next().map(|cell| Context::read(cell, numbers)).unwrap_or_default();
        let second = |cell: &str| {
            let two = cell.chars().next()?;
            Some((symbol(two, numbers)?, Context::read(&cell[two.len_utf8()..], numbers)))
        };
        Self { one, twos: cells.filter_map(second).collect() }
    }
}

impl Context {
    /// Reads `trust cost:characters cost:characters`.
    fn read(cell: &str, numbers: &HashMap<char, u16>) -> Self {
        let mut parts = cell.split(' ');
        let trust = parts.next().and_then(|trust| trust.parse().ok()).expect("a trust");
        let mut followers = Vec::new();
        for class in parts {
            let (cost, characters) = class.split_once(':').expect("cost:characters");
            let cost: u8 = cost.parse().expect("a cost");
            followers.extend(characters.chars().filter_map(|character| Some((symbol(character, numbers)?, cost))));
        }
        followers.sort_unstable();
        Self { trust, followers }
    }

    /// Adds the context to three columns; `place` is what stands for a symbol.
    fn put(&self, contexts: &mut Vec<u8>, distances: &mut Vec<u8>, costs: &mut Vec<u8>, place: impl Fn(u16) -> usize) {
        if self.followers.is_empty() {
            contexts.push(0);
            return;
        }
        contexts.push(self.trust);
        put(contexts, self.followers.len());
        let mut before = 0;
        for &(symbol, cost) in &self.followers {
            put(distances, place(symbol) - before);
            before = place(symbol);
            costs.push(cost);
        }
    }
}

fn symbol(character: char, numbers: &HashMap<char, u16>) -> Option<u16> {
    let character = if matches!(character, '^' | '$') { '\n' } else { character };
    let mark = MARKS.chars().position(|mark| mark == character).map(|at| at as u16);
    mark.or_else(|| numbers.get(&character).map(|number| number + MARKS.chars().count() as u16))
}

/// Adds a number, seven bits a byte, the lowest first; all bytes but the last have the eighth.
fn put(column: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        column.push(number as u8 | 0x80);
        number >>= 7;
    }
    column.push(number as u8);
}
