//! Runs of characters within a good line that were read in the wrong encoding: 责任科室：鎬诲姟绉戙€

use std::ops::Range;
use std::sync::LazyLock;

use super::mojibake::{Misreading, Prefix, cp1252, first_of_misread, reads_as_chinese};
use super::pair_model::mean_cost;
use super::reading::is_han;
use crate::decode::gbk;
use crate::word_table::CharacterSet;

/// Han characters that must come out. UTF-8 proves itself by its form, bytes of GBK hardly do.
const LEAST_HAN: usize = 4;
const LEAST_HAN_OF_GBK: usize = 5;
/// Bytes of a run at most, and those that are looked at first.
const LONGEST: usize = 1500;
const GLANCE: usize = 48;
/// Bytes in which a misread character stands at most: three of three each.
const LONGEST_CHARACTERS: usize = 9;

/// Finds the misread runs of `line`, ascending. Where nothing else in the line is Chinese, it is no good line.
pub(super) fn find(line: &str) -> Vec<(Range<usize>, Misreading)> {
    let mut found: Vec<(Range<usize>, Misreading)> = Vec::new();
    let first = &*FIRST;
    let bytes = line.as_bytes();
    let mut at = 0;
    // No run is shorter than three bytes.
    while let Some(&character) = bytes.get(at..).and_then(|rest| rest.first_chunk::<3>()) {
        let [lead, ..] = character;
        // Nearly every character of a clean text is passed here.
        if matches!(lead, 0xE0..=0xEF) && !first.has_wide(character) {
            at += 3;
            continue;
        }
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let (run, next) = match lead {
            // One such character among letters, as in a note, is no run.
            0xC2 | 0xC3 if character[2] < 0x80 => (None, at + 2),
            0xC2 | 0xC3 => narrow_run(line, at),
            0xE0..=0xEF => wide_run(line, at),
            _ => (None, at + if lead < 0xE0 { 2 } else { 4 }),
        };
        at = next;
        found.extend(run);
    }
    if found.is_empty() {
        return found;
    }
    let ends = found.iter().map(|run| run.0.end);
    let mut good =
        std::iter::once(0).chain(ends).zip(found.iter().map(|run| run.0.start).chain([line.len()])).map(|(from, to)| &line[from..to]);
    if good.any(|good| good.contains(is_han)) { found } else { Vec::new() }
}

/// The run that begins with the character at `at`, of which each was one byte, and where to look on.
fn narrow_run(line: &str, at: usize) -> (Option<(Range<usize>, Misreading)>, usize) {
    let rest = &line[at..];
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    let together = rest.find(|character: char| character.is_ascii() || cp1252(character).is_none()).unwrap_or(rest.len());
    if rest[..together].chars().nth(1).is_none() {
        return (None, at + together);
    }
    let length = rest.find(|character: char| !character.is_ascii() && cp1252(character).is_none()).unwrap_or(rest.len());
    let mut next = at + together;
    // A good mark may stand before the run.
    for (start, _) in rest[..together].char_indices().take(2) {
        for misreading in [Misreading::Utf8AsCp1252, Misreading::GbkAsCp1252] {
            let (end, is_misread) = run_in(&rest[start..length], misreading);
            let end = at + start + end;
            if is_misread {
                return (Some((at + start..end, misreading)), end);
            }
            next = next.max(end);
        }
    }
    (None, next)
}

/// The run that begins with the Han character at `at`, where two characters were three bytes and one byte more.
fn wide_run(line: &str, at: usize) -> (Option<(Range<usize>, Misreading)>, usize) {
    let rest = &line[at..];
    let next = at + rest.chars().next().map_or(1, char::len_utf8);
    let second = line[next..].chars().next().and_then(gbk::bytes);
    // The third byte, and what the next sequence begins with.
    if !second.is_some_and(|[lead, trail]| (0x80..=0xBF).contains(&lead) && (trail < 0x80 || (0xE2..=0xEF).contains(&trail))) {
        return (None, next);
    }
    let (length, is_misread) = run_in(&rest[..rest.floor_char_boundary(LONGEST)], Misreading::Utf8AsGbk);
    let end = at + length;
    (is_misread.then_some((at..end, Misreading::Utf8AsGbk)), end.max(next))
}

/// How far `stretch` comes out clean, and whether that reads as Chinese and else as nothing.
fn run_in(stretch: &str, misreading: Misreading) -> (usize, bool) {
    let mut looked_at = GLANCE;
    let prefix = loop {
        let part = &stretch[..stretch.floor_char_boundary(looked_at)];
        let prefix = Prefix::of(part, misreading);
        // What ends near the end of the part may go on.
        if part.len() == stretch.len() || prefix.reached + LONGEST_CHARACTERS < part.len() {
            break prefix;
        }
        looked_at *= 4;
    };
    let least = if misreading == Misreading::GbkAsCp1252 { LEAST_HAN_OF_GBK } else { LEAST_HAN };
    let enough = prefix.read.chars().filter(|&character| is_han(character)).count() >= least;
    let stands = || stretch.get(..prefix.length).and_then(mean_cost);
    (prefix.length, enough && stands().is_some_and(|stands| reads_as_chinese(&prefix.read, stands)))
}

/// What the Han characters of UTF-8 begin with, read as GBK.
static FIRST: LazyLock<CharacterSet> = LazyLock::new(|| first_of_misread(0xE4..=0xE9));

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, WINDOWS_1252};

    use crate::repair::tests::mended;

    const BEFORE: &str = "各科室、各支部：\n　　现将有关事项通知如下，请认真贯彻执行。\n　　三、责任科室：";
    const AFTER: &str = "各科室要在六月底前完成。\n";

    #[test]
    fn misread_runs_in_a_good_line_come_back() {
        let runs = ["总务科、护理部", "门诊部和药剂科，", "全院职工要认真学习", "2012年3月5日前完成检修，"];
        let misread: [fn(&str) -> Option<String>; 3] = [
            |run| {
                let (read, _, malformed) = GBK.decode(run.as_bytes());
                (!malformed).then(|| read.into_owned())
            },
            |run| Some(WINDOWS_1252.decode(run.as_bytes()).0.into_owned()),
            |run| Some(WINDOWS_1252.decode(&GBK.encode(run).0).0.into_owned()),
        ];
        let mut tried = 0;
        for run in runs {
            for wrong in misread.iter().filter_map(|read| read(run)) {
                tried += 1;
                for (before, after) in [(BEFORE, AFTER), (BEFORE, "\n"), ("一、", AFTER)] {
                    let (got, repairs) = mended(&format!("{before}{wrong}{after}"));
                    assert_eq!(got, format!("{before}{run}{after}"), "{wrong}");
                    assert_eq!((repairs[0].kind.as_str(), repairs[0].count), ("mojibake", 1));
                }
            }
        }
        assert!(tried >= 9, "{tried}");
    }

    #[test]
    fn good_lines_stay() {
        let runs = [
            "±5℃、×3、÷2和§4·°µ¶",
            "Müller、Köln、crème brûlée、ÀÉÎÕÜÀÉÎÕÜ",
            "鍵、鋼、錯、錢、銀、鉛、錄、鏡",
            "洛阳、洹水、浠水、渌口、琅琊、瑾",
            "“·”“×”“…”",
        ];
        for run in runs {
            let text = format!("{BEFORE}{run}{AFTER}");
            assert_eq!(mended(&text), (text.clone(), Vec::new()), "{run}");
        }
    }
}
