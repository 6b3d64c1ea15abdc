//! The readings of Han characters, from the crate `pinyin` (MIT; its data is mozillazg/pinyin-data, MIT).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pinyin::ToPinyinMulti;

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Writes the syllables (`pinyin_syllables.txt`: one a line, `fan4`, ü as `v`, no digit where there is
/// no tone, sorted by letters and tone) and for each of U+4E00–U+9FFF its readings as indices of syllables
/// (`pinyin_readings.bin`, little-endian `u16`), from where `pinyin_starts.bin` says to where the next one starts.
pub fn write(out: &Path) {
    let mut readings: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for code_point in FIRST..=LAST {
        let Some(found) = char::from_u32(code_point).and_then(|character| character.to_pinyin_multi()) else { continue };
        let syllables = found.into_iter().map(|reading| reading.with_tone_num_end().replace('ü', "v").replace('ê', "e"));
        readings.insert(code_point, syllables.filter(|syllable| syllable.bytes().all(|byte| byte.is_ascii_alphanumeric())).collect());
    }
    let syllables: Vec<&String> = readings.values().flatten().collect::<BTreeSet<_>>().into_iter().collect();
    let index: BTreeMap<&String, u16> = syllables.iter().zip(0..).map(|(&syllable, number)| (syllable, number)).collect();
    let (mut starts, mut listed) = (Vec::new(), Vec::new());
    for code_point in FIRST..=LAST + 1 {
        starts.extend_from_slice(&u16::try_from(listed.len() / 2).expect("fewer than 65,536 readings").to_le_bytes());
        for syllable in readings.get(&code_point).into_iter().flatten() {
            listed.extend_from_slice(&index[syllable].to_le_bytes());
        }
    }
    let lines: String = syllables.iter().map(|syllable| format!("{syllable}\n")).collect();
    std::fs::write(out.join("pinyin_syllables.txt"), lines).expect("the build directory can be written");
    std::fs::write(out.join("pinyin_starts.bin"), starts).expect("the build directory can be written");
    std::fs::write(out.join("pinyin_readings.bin"), listed).expect("the build directory can be written");
}
