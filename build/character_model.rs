//! Makes the cost tables of `src/decode/model.rs`: −ln P of each character, and of each byte pair of
//! GB18030, Big5, EUC-KR, EUC-JP and Shift_JIS by the character it stands for.
//!
//! One model of mixed text serves every encoding: half its Chinese characters are Simplified (counts of
//! `character_counts.tsv`), half are the same ones in Traditional writing (by OpenCC's dictionary).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use opencc_fmmseg::DictionaryMaxlength;

const COUNTS: &str = "build/character_counts.tsv";
const OTHERS: &str = "build/other_characters.tsv";
const FOREIGN: &str = "build/foreign_characters.tsv";

/// Steps a nat: costs are kept as bytes.
const STEPS: f64 = 8.0;
/// The dearest a character can be; what is dearer stands for malformed bytes.
const DEAREST: f64 = 184.0;
/// Share of a text's characters that are Chinese characters and not marks, digits and letters.
const CHINESE_SHARE: f64 = 0.85;
/// What each of a Simplified character's further Traditional forms gets of its count (后 is 後, sometimes 后).
const FURTHER_FORM_SHARE: f64 = 0.1;
/// Nats of a syllable that KS X 1001 lacks.
const RARE_HANGUL: f64 = 14.0;

/// Writes the tables into `out`.
pub fn write(out: &Path) {
    for file in [COUNTS, OTHERS, FOREIGN, "build/character_model.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let save = |name: &str, table: Vec<u8>| fs::write(out.join(name), table).expect("OUT_DIR is writable");
    let chinese = in_steps(&character_costs());
    save("gb18030_pairs.bin", pair_costs(encoding_rs::GB18030, &chinese));
    save("big5_pairs.bin", pair_costs(encoding_rs::BIG5, &chinese));
    save("characters.bin", chinese);
    let foreign = fs::read_to_string(FOREIGN).expect(FOREIGN);
    let of_script = |script: &str| {
        let (_, lines) = foreign.split_once(&format!("[{script}]\n")).expect(script);
        let mut costs = vec![0.0; 0x10000];
        set_costs(lines.split("\n[").next().unwrap_or(lines), &mut costs);
        in_steps(&costs)
    };
    // Korean text keeps to the syllables of KS X 1001; the others fill the places where Big5 has its commonest characters.
    let mut korean = pair_costs(encoding_rs::EUC_KR, &of_script("korean"));
    for (_, cost) in korean.iter_mut().enumerate().filter(|(at, cost)| **cost > 0 && (at >> 8 < 0x21 || at & 0xFF < 0xA1)) {
        *cost = (RARE_HANGUL * STEPS) as u8;
    }
    save("euc_kr_pairs.bin", korean);
    save("euc_jp_pairs.bin", pair_costs(encoding_rs::EUC_JP, &of_script("japanese")));
    save("shift_jis_pairs.bin", pair_costs(encoding_rs::SHIFT_JIS, &of_script("japanese")));
}

fn in_steps(costs: &[f64]) -> Vec<u8> {
    costs.iter().map(|&cost| (cost * STEPS).round().clamp(1.0, DEAREST) as u8).collect()
}

/// Reads lines of nats and characters into `costs`.
fn set_costs(lines: &str, costs: &mut [f64]) {
    for line in lines.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut columns = line.split('\t');
        let cost: f64 = columns.next().and_then(|cost| cost.parse().ok()).expect(line);
        for code_point in code_points(columns.next().expect(line)) {
            costs[code_point as usize] = cost;
        }
    }
}

/// −ln P of every code point of the Basic Multilingual Plane.
fn character_costs() -> Vec<f64> {
    let mut costs = vec![0.0; 0x10000];
    set_costs(&fs::read_to_string(OTHERS).expect(OTHERS), &mut costs);
    let weights = chinese_weights();
    let total: f64 = weights.values().sum();
    for (character, weight) in weights {
        let cost = -(weight / total * CHINESE_SHARE).ln();
        if let Some(slot) = costs.get_mut(character as usize).filter(|slot| cost < **slot) {
            *slot = cost;
        }
    }
    costs
}

/// `U+A..U+B`, `U+A`, or the characters themselves.
fn code_points(column: &str) -> Vec<u32> {
    let hexadecimal = |code_point: &str| u32::from_str_radix(code_point.trim_start_matches("U+"), 16).expect(code_point);
    match column.split_once("..") {
        Some((first, last)) => (hexadecimal(first)..=hexadecimal(last)).collect(),
        None if column.starts_with("U+") => vec![hexadecimal(column)],
        None => column.chars().map(u32::from).collect(),
    }
}

/// How often each Chinese character is met, in both scripts.
fn chinese_weights() -> HashMap<char, f64> {
    let dictionary = DictionaryMaxlength::new().expect("the dictionary that opencc-fmmseg carries");
    let mut further: HashMap<char, Vec<char>> = HashMap::new();
    for code_point in 0x3400..0xA000 {
        let Some(traditional) = char::from_u32(code_point) else { continue };
        if let Some(simplified) = dictionary.ts_characters.get(&[traditional]).and_then(|form| form.chars().next()) {
            further.entry(simplified).or_default().push(traditional);
        }
    }
    let mut weights = HashMap::new();
    let counts = fs::read_to_string(COUNTS).expect(COUNTS);
    for line in counts.lines().filter(|line| !line.starts_with('#')) {
        let (character, count) = line.split_once('\t').expect(line);
        let character = character.chars().next().expect(line);
        let count: f64 = count.parse().expect(line);
        let traditional = dictionary.st_characters.get(&[character]).and_then(|form| form.chars().next()).unwrap_or(character);
        *weights.entry(character).or_insert(0.0) += count;
        *weights.entry(traditional).or_insert(0.0) += count;
        for &form in further.get(&character).into_iter().flatten().filter(|&&form| form != traditional) {
            *weights.entry(form).or_insert(0.0) += FURTHER_FORM_SHARE * count;
        }
    }
    weights
}

/// Cost by lead byte (from 0x80) and second byte; 0 where the two alone stand for nothing.
fn pair_costs(encoding: &'static encoding_rs::Encoding, characters: &[u8]) -> Vec<u8> {
    let mut costs = vec![0; 0x8000];
    for lead in 0x81..=0xFE_u8 {
        for second in 0x30..=0xFF_u8 {
            let pair = [lead, second];
            let Some(decoded) = encoding.decode_without_bom_handling_and_without_replacement(&pair) else { continue };
            let mut found = decoded.chars();
            let Some(character) = found.next().filter(|character| !character.is_ascii()) else { continue };
            // A lead that stands for something by itself, before an ASCII byte, makes no pair.
            if found.next().is_some_and(|next| next.is_ascii()) {
                continue;
            }
            let cost = characters.get(character as usize).copied().unwrap_or((18.0 * STEPS) as u8);
            costs[usize::from(lead - 0x80) << 8 | usize::from(second)] = cost;
        }
    }
    costs
}
