//! Regenerates `build/character_counts.tsv` from jieba's word list.
//!
//! `JIEBA_DICT=~/.cargo/registry/src/*/jieba-rs-0.11.0/src/data/dict.txt cargo test --test character_counts -- --ignored`

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

const HEADER: &str = "# How often each Chinese character is met: counts of jieba's word list (jieba-rs 0.11, src/data/dict.txt; MIT licence,\n\
    # © messense and contributors, word list © Sun Junyi), summed over the words that hold it. Made by tests/character_counts.rs.\n";

#[test]
#[ignore = "rewrites a table; needs JIEBA_DICT"]
fn regenerate() {
    let path = std::env::var("JIEBA_DICT").expect("JIEBA_DICT names jieba's dict.txt");
    let words = fs::read_to_string(path).expect("dict.txt is readable");
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    for line in words.lines() {
        let mut columns = line.split(' ');
        let (Some(word), Some(count)) = (columns.next(), columns.next().and_then(|count| count.parse::<u64>().ok())) else { continue };
        for character in word.chars().filter(|character| ('\u{3400}'..='\u{9FFF}').contains(character)) {
            *counts.entry(character).or_default() += count;
        }
    }
    assert!(counts.len() > 10_000, "{} characters: this is not jieba's word list", counts.len());
    let mut table = HEADER.to_owned();
    for (character, count) in counts {
        writeln!(table, "{character}\t{count}").expect("a String takes everything");
    }
    fs::write("build/character_counts.tsv", table).expect("the table is writable");
}
