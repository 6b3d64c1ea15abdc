//! Tables for Traditional → Simplified, from opencc-fmmseg's dictionary and our own overrides.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use opencc_fmmseg::DictionaryMaxlength;

const OVERRIDES: &str = "src/simplify/overrides.tsv";

// The bits that src/text/survey.rs reads; it includes this file's constants through the generated source.
const HANS_ONLY: u8 = 1;
const HANT_ONLY: u8 = 2;
const MAPS: u8 = 4;
const STARTS: u8 = 8;
const FOLLOWS: u8 = 16;
const RARE: u8 = 32;
const MISREAD: u8 = 64;
const LOST: u8 = 128;

/// Writes `simplify.rs`, `simplify.target`, `classes.rs` and `classes.bin` to `out`.
pub fn write_tables(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build/simplify.rs");
    println!("cargo::rerun-if-changed={OVERRIDES}");
    let dictionary = DictionaryMaxlength::new()?;
    let overrides = Overrides::read(&fs::read_to_string(OVERRIDES)?)?;

    let mut characters: BTreeMap<char, char> = BTreeMap::new();
    for (from, to) in dictionary.ts_characters.iter() {
        if let (&[from], Some(to)) = (from, to.chars().next()) {
            characters.insert(from, to);
        }
    }
    characters.extend(overrides.characters);
    characters.retain(|from, to| from != to);

    let mut phrases: BTreeMap<String, String> =
        dictionary.ts_phrases.iter().map(|(from, to)| (from.iter().collect(), to.to_owned())).collect();
    phrases.extend(overrides.phrases);

    // A Simplified character is a sign of the script where no Traditional word is written with it.
    let in_traditional_words: BTreeSet<char> = dictionary.st_phrases.iter().flat_map(|(_, to)| to.chars()).collect();
    let mut classes = vec![0_u8; 1 << 16];
    let mut targets = vec![0_u8; 1 << 17];
    let mut rare = Vec::new();
    for (&from, &to) in &characters {
        let strict = !overrides.both.contains(&from);
        let (Some(class), Ok(target)) = (classes.get_mut(from as usize), u16::try_from(to as u32)) else {
            rare.push((from, to));
            if let Some(class) = classes.get_mut(from as usize) {
                *class |= RARE;
            }
            continue;
        };
        *class |= MAPS | if strict { HANT_ONLY } else { 0 };
        targets[2 * from as usize..][..2].copy_from_slice(&target.to_le_bytes());
        if strict && !in_traditional_words.contains(&to) {
            classes[to as usize] |= HANS_ONLY;
        }
    }
    for phrase in phrases.keys() {
        for (character, bit) in phrase.chars().zip([STARTS, FOLLOWS]) {
            if let Some(class) = classes.get_mut(character as usize) {
                *class |= bit;
            }
        }
    }
    let noted = first_of_misread().map(|character| (character, MISREAD)).chain(LOST_CHARACTERS.map(|character| (character, LOST)));
    for (character, bit) in noted {
        if let Some(class) = classes.get_mut(character as usize) {
            *class |= bit;
        }
    }
    fs::write(out.join("classes.bin"), &classes)?;
    fs::write(out.join("classes.rs"), bits()?)?;
    fs::write(out.join("simplify.target"), &targets)?;
    fs::write(out.join("simplify.rs"), source(&phrases, &rare)?)?;
    Ok(())
}

/// What stands where text was lost: U+FFFD, and the first character of what it becomes in UTF-8 read as GBK.
const LOST_CHARACTERS: [char; 2] = ['\u{FFFD}', '锟'];

/// What GBK makes of the first two bytes of a character in UTF-8, where it has three of them and stands in a Chinese text.
fn first_of_misread() -> impl Iterator<Item = char> {
    let pairs = (0xE2..=0xEF_u8).flat_map(|lead| (0x80..=0xBF_u8).map(move |trail| [lead, trail]));
    pairs.filter_map(|pair| encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next())
}

/// The bits as constants.
fn bits() -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for (name, what, bit) in [
        ("HANS_ONLY", "A sign of the Simplified script.", HANS_ONLY),
        ("HANT_ONLY", "What no Simplified text has.", HANT_ONLY),
        ("MAPS", "What has another form in Simplified script.", MAPS),
        ("STARTS", "What a phrase of the dictionary begins with.", STARTS),
        ("FOLLOWS", "The second character of one.", FOLLOWS),
        ("RARE", "What has a Simplified form beyond the Basic Multilingual Plane.", RARE),
        ("MISREAD", "What UTF-8 read as GBK begins with.", MISREAD),
        ("LOST", "What stands where text was lost.", LOST),
    ] {
        writeln!(text, "/// {what}\npub(crate) const {name}: u8 = {bit};")?;
    }
    Ok(text)
}

/// The generated source: the characters beyond the table and the phrases.
fn source(phrases: &BTreeMap<String, String>, rare: &[(char, char)]) -> Result<String, Box<dyn Error>> {
    let mut sorted: Vec<_> = phrases.iter().collect();
    // By first character, the longest first, so that the first match is the longest.
    sorted.sort_by_key(|(from, _)| (from.chars().next(), std::cmp::Reverse(from.len()), from.to_owned()));
    let mut groups: Vec<(char, usize, usize)> = Vec::new();
    for (at, (from, _)) in sorted.iter().enumerate() {
        let Some(starter) = from.chars().next() else { continue };
        match groups.last_mut() {
            Some(group) if group.0 == starter => group.2 = at + 1,
            _ => groups.push((starter, at, at + 1)),
        }
    }
    let mut text = String::new();
    writeln!(text, "static RARE_CHARACTERS: &[(char, char)] = &{rare:?};")?;
    writeln!(text, "static PHRASES: &[(&str, &str)] = &{sorted:?};")?;
    writeln!(text, "static PHRASE_GROUPS: &[(char, usize, usize)] = &{groups:?};")?;
    Ok(text)
}

/// Our own table: what official texts need otherwise than OpenCC has it.
struct Overrides {
    characters: BTreeMap<char, char>,
    phrases: BTreeMap<String, String>,
    both: BTreeSet<char>,
}

impl Overrides {
    fn read(table: &str) -> Result<Self, Box<dyn Error>> {
        let mut read = Self { characters: BTreeMap::new(), phrases: BTreeMap::new(), both: BTreeSet::new() };
        for (number, line) in table.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match *line.split('\t').collect::<Vec<_>>() {
                ["both", characters] => read.both.extend(characters.chars()),
                ["phrase", from, to] if from.chars().count() > 1 && from.chars().count() == to.chars().count() => {
                    read.phrases.insert(from.to_owned(), to.to_owned());
                }
                ["character", from, to] => {
                    let pair = from.chars().next().zip(to.chars().next());
                    let (from, to) = pair.ok_or("an empty character")?;
                    read.characters.insert(from, to);
                }
                _ => return Err(format!("{OVERRIDES}:{}: not understood", number + 1).into()),
            }
        }
        Ok(read)
    }
}
