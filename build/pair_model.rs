//! A model of which character follows which, from `pair_counts.tsv`; Traditional characters count as their Simplified ones.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use opencc_fmmseg::DictionaryMaxlength;

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Writes `pair_index.bin` (for each of U+4E00–U+9FFF the number of its Simplified character in the model,
/// 0 for none), `pair_characters.bin` (for each number three little-endian `f32`: −ln of how likely the character is at a
/// word's start, and how likely it ends a word where it began it and where it did not), and the pairs: `pair_starts.bin` (two `u32` a
/// number: for where the character begins its word and where it does not), `pair_followers.bin` (`u16`, ascending) and `pair_costs.bin` (−ln of the follower's share, in tenths)
/// and `forms.bin` (for each of U+4E00–U+9FFF 1 where only Traditional text has it, 2 where only Simplified text has it, 3 where both have it and
/// Traditional text another form too, else 0), `pair_ends.bin` (how often the two make up the word, in two-hundredths). Gives the characters' numbers.
pub fn write(source: &Path, out: &Path) -> HashMap<char, u16> {
    println!("cargo::rerun-if-changed={}", source.display());
    let table = std::fs::read_to_string(source).expect("pair_counts.tsv is there");
    let rows: Vec<Row> = table.lines().filter(|line| !line.starts_with('#')).map(Row::read).collect();
    let numbers: HashMap<char, u16> = rows.iter().map(|row| row.character).zip(1..).collect();
    let words: f64 = rows.iter().map(|row| row.first).sum();

    let mut characters = vec![0_u8; 12];
    let (mut starts, mut followers, mut costs, mut ends) = (vec![0_u8; 8], Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        // A character that never starts (or ends) a word in the list still may once in a while.
        let start = (row.first + 0.002 * row.total + 0.05) / words;
        let share = |part: f64, of: f64| (part + 0.01 * of + 0.5) / (1.02 * of + 1.0);
        let word_ends = [share(row.single, row.first), share(row.last - row.single, row.total - row.first)];
        for value in [-start.ln(), word_ends[0], word_ends[1]] {
            characters.extend_from_slice(&(value as f32).to_le_bytes());
        }
        let going_on = [row.first - row.single, row.total - row.last - (row.first - row.single)];
        for (pairs, all) in row.followers.iter().zip(going_on) {
            starts.extend_from_slice(&(costs.len() as u32).to_le_bytes());
            let mut pairs: Vec<(u16, f64, f64)> = pairs
                .iter()
                .filter_map(|(two, count)| Some((*numbers.get(two)?, *count, row.whole.get(two).copied().unwrap_or(0.0))))
                .collect();
            pairs.sort_by_key(|pair| pair.0);
            for (number, count, whole) in pairs {
                followers.extend_from_slice(&number.to_le_bytes());
                costs.push((-(count / all.max(1.0)).ln() * 10.0).clamp(0.0, 255.0) as u8);
                ends.push((whole * 200.0).clamp(2.0, 196.0) as u8);
            }
        }
    }
    starts.extend_from_slice(&(costs.len() as u32).to_le_bytes());

    let simplified = simplified();
    let mut index = Vec::new();
    for code_point in FIRST..=LAST {
        let character = char::from_u32(code_point).unwrap_or('\0');
        let number = numbers.get(simplified.get(&character).unwrap_or(&character)).or_else(|| numbers.get(&character));
        index.extend_from_slice(&number.copied().unwrap_or(0).to_le_bytes());
    }
    let targets: HashSet<char> = simplified.iter().filter(|(from, to)| from != to).map(|(_, &to)| to).collect();
    let in_both = in_both();
    let form = |one: char| match simplified.get(&one) {
        Some(&to) if to != one => 1,
        _ if !targets.contains(&one) => 0,
        _ if in_both.contains(&one) => 3,
        _ => 2,
    };
    let forms = (FIRST..=LAST).map(|code_point| char::from_u32(code_point).map_or(0, form));
    let files = [
        ("forms.bin", forms.collect()),
        ("pair_index.bin", index),
        ("pair_characters.bin", characters),
        ("pair_starts.bin", starts),
        ("pair_followers.bin", followers),
        ("pair_costs.bin", costs),
        ("pair_ends.bin", ends),
    ];
    for (name, bytes) in files {
        std::fs::write(out.join(name), bytes).expect("the build directory can be written");
    }
    numbers
}

struct Row {
    character: char,
    total: f64,
    first: f64,
    last: f64,
    single: f64,
    /// Where the character begins the word, and where it does not.
    followers: [Vec<(char, f64)>; 2],
    /// Followers with which it is a word by itself, and in what share of the places where it begins one with them.
    whole: HashMap<char, f64>,
}

impl Row {
    fn read(line: &str) -> Self {
        let cells: Vec<&str> = line.split('\t').collect();
        let number = |cell: &str| cell.parse::<f64>().expect("a count");
        let power = |level: f64| 1.4 * level.exp2();
        let twentieths = |level: f64| level / 20.0;
        let [begun, inner] = [cells[5], cells[6]].map(|classes| by_level(classes, power));
        let whole = by_level(cells[7], twentieths);
        let character = cells[0].chars().next().expect("a character");
        Self {
            character,
            total: number(cells[1]),
            first: number(cells[2]),
            last: number(cells[3]),
            single: number(cells[4]),
            followers: [begun, inner],
            whole: whole.into_iter().collect(),
        }
    }
}

/// The characters of `level:characters …`, each with what `value` makes of its level.
fn by_level(classes: &str, value: impl Fn(f64) -> f64) -> Vec<(char, f64)> {
    let mut found = Vec::new();
    for class in classes.split_whitespace() {
        let (level, characters) = class.split_once(':').expect("level:characters");
        let value = value(level.parse().expect("a level"));
        found.extend(characters.chars().map(|character| (character, value)));
    }
    found
}

/// Characters that OpenCC keeps, at least in some words, when it converts Simplified text to Traditional.
fn in_both() -> HashSet<char> {
    let dictionary = DictionaryMaxlength::new().expect("the built-in dictionary");
    let kept = dictionary.st_characters.iter().filter(|(from, to)| from.first().is_some_and(|&from| to.contains(from)));
    let in_words = dictionary.st_phrases.iter().flat_map(|(from, to)| from.iter().zip(to.chars()).filter(|(from, to)| *from == to));
    let in_words: HashSet<char> = in_words.map(|(from, _)| *from).collect();
    kept.filter_map(|(from, _)| from.first().copied()).chain(in_words).collect()
}

/// Traditional character → Simplified character, as OpenCC's table has it.
fn simplified() -> HashMap<char, char> {
    let dictionary = DictionaryMaxlength::new().expect("the built-in dictionary");
    let pairs = dictionary.ts_characters.iter();
    pairs.filter_map(|(from, to)| Some((*from.first()?, to.chars().next()?))).collect()
}
