//! A model of which character follows which two, from `run_counts.tsv`.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

/// Numbers from here on are those of [`MARKS`]; the characters of the pair model have lower ones.
const FIRST_MARK: u16 = 0xF000;
/// `\n` stands for a line's ends, `0` for any digit.
const MARKS: &str = "\n0，。、；：“”（）《》？！";
/// What every listed count is too high by, after one character and after two, and how much more followers of another kind are to be
/// expected in notices than the corpus has: both leave their share to what it does not have. Chosen by the likelihood of
/// `src/repair/tests/held_out.txt`.
const DISCOUNT: [f64; 2] = [0.8, 1.0];
const NEWCOMERS: [f64; 2] = [3.0, 2.5];
/// What is left of a count that is no higher than its discount.
const LEAST: f64 = 0.05;

/// The followers of one context.
struct Context {
    /// The share of what the corpus says, in 255ths.
    trust: u8,
    /// Number, −ln of its share in tenths; ascending.
    followers: Vec<(u16, u8)>,
}

/// Writes `run_model.bin`: little-endian, as `src/repair/run_model.rs` reads it.
pub fn write(source: &Path, numbers: &HashMap<char, u16>, out: &Path) {
    println!("cargo::rerun-if-changed={}", source.display());
    let table = std::fs::read_to_string(source).expect("run_counts.tsv is there");
    let mut ones: HashMap<u16, Context> = HashMap::new();
    let mut twos: HashMap<(u16, u16), Context> = HashMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let run: Option<Vec<u16>> = cells[0].chars().map(|character| number(character, numbers)).collect();
        let context = Context::read(&cells, numbers);
        match run.as_deref() {
            Some(&[one]) => drop(ones.insert(one, context)),
            Some(&[one, two]) => drop(twos.insert((one, two), context)),
            _ => {}
        }
    }
    let mut order: Vec<u16> = ones.keys().copied().collect();
    order.sort_unstable();
    let (mut contexts, mut pairs, mut triples) = (Vec::new(), Vec::new(), Vec::new());
    let (mut pair_count, mut triple_count) = (0_u32, 0_u32);
    for one in order {
        contexts.extend_from_slice(&one.to_le_bytes());
        contexts.extend_from_slice(&[0, ones[&one].trust]);
        contexts.extend_from_slice(&pair_count.to_le_bytes());
        for &(two, cost) in &ones[&one].followers {
            let context = twos.get(&(one, two));
            pairs.extend_from_slice(&two.to_le_bytes());
            pairs.extend_from_slice(&[cost, context.map_or(0, |context| context.trust)]);
            pairs.extend_from_slice(&triple_count.to_le_bytes());
            pair_count += 1;
            for &(three, cost) in context.iter().flat_map(|context| &context.followers) {
                triples.extend_from_slice(&three.to_le_bytes());
                triples.push(cost);
                triple_count += 1;
            }
        }
    }
    // What closes the last ranges.
    contexts.extend_from_slice(&[0xFF, 0xFF, 0, 0]);
    contexts.extend_from_slice(&pair_count.to_le_bytes());
    pairs.extend_from_slice(&[0xFF, 0xFF, 0, 0]);
    pairs.extend_from_slice(&triple_count.to_le_bytes());
    for (name, bytes) in [("run_contexts.bin", contexts), ("run_pairs.bin", pairs), ("run_triples.bin", triples)] {
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&bytes).expect("memory takes it");
        std::fs::write(out.join(name), packed.finish().expect("memory takes it")).expect("the build directory can be written");
    }
}

impl Context {
    fn read(cells: &[&str], numbers: &HashMap<char, u16>) -> Self {
        let number_of = |cell: &str| cell.parse::<f64>().expect("a count");
        let (total, different) = (number_of(cells[1]), number_of(cells[2]));
        let after = usize::from(cells[0].chars().count() == 2);
        let classes = cells[3].split(' ').map(|class| class.split_once(':').expect("count:characters"));
        let classes: Vec<(f64, &str)> =
            classes.map(|(times, characters)| ((number_of(times) - DISCOUNT[after]).max(LEAST), characters)).collect();
        let listed: f64 = classes.iter().map(|(times, characters)| times * characters.chars().count() as f64).sum();
        let mut followers = Vec::new();
        for (times, characters) in classes {
            let cost = (-(times / listed).ln() * 10.0).round().clamp(0.0, 255.0) as u8;
            followers.extend(characters.chars().filter_map(|character| Some((number(character, numbers)?, cost))));
        }
        followers.sort_unstable();
        Self { trust: (255.0 * listed / (total + NEWCOMERS[after] * different)).round() as u8, followers }
    }
}

fn number(character: char, numbers: &HashMap<char, u16>) -> Option<u16> {
    let character = if matches!(character, '^' | '$') { '\n' } else { character };
    let mark = MARKS.chars().position(|mark| mark == character).map(|at| FIRST_MARK + at as u16);
    mark.or_else(|| numbers.get(&character).copied())
}
