//! Damage made as it arises, over sentences of our own, and what repair makes of it.

mod damage;

use std::collections::BTreeMap;

use opencc_fmmseg::OpenCC;
use pinyin::ToPinyin;

use super::*;
use crate::decode::Reading;
use crate::notice::EncodingFrom;
use damage::{annotate, cut_into_sentences, decode_keeping, decode_swallowing, gbk, half_width};

const SENTENCES: &str = include_str!("sentences.txt");
/// Sentences of one document: evidence is weighed by the document.
const DOCUMENT: usize = 40;

fn decoded(text: &str) -> Decoded {
    let reading =
        Reading { encoding: "UTF-8".to_owned(), from: EncodingFrom::Proof, margin: None, runner_up: None, malformed: 0, parts: Vec::new() };
    Decoded { text: Text::plain(text), reading }
}

fn mended(text: &str) -> (String, Vec<Repair>) {
    let repaired = repair(decoded(text));
    (repaired.text.as_str().to_owned(), repaired.repairs)
}

/// Marks in one width, so that what a site made half-width on purpose does not count.
fn one_width(text: &str) -> String {
    damage::HALF_WIDTH.iter().fold(text.to_owned(), |text, (mark, byte)| text.replace(mark, &char::from(*byte).to_string()))
}

#[derive(Debug, Default)]
struct Score {
    places: usize,
    right: usize,
    unresolved: usize,
    wrong: Vec<String>,
}

impl Score {
    /// Compares line by line; a line counts as many places as `?` were made in it.
    fn add(&mut self, original: &str, damaged: &str, got: &str, lost: impl Fn(&str, &str) -> usize) {
        for ((original, damaged), got) in original.lines().zip(damaged.lines()).zip(got.lines()) {
            let places = lost(original, damaged);
            let (expected, got) = (one_width(original), one_width(got));
            let unresolved = got.matches('?').count().saturating_sub(expected.matches('?').count());
            let same = expected.chars().count() == got.chars().count()
                && expected.chars().zip(got.chars()).all(|(one, two)| one == two || two == '?');
            self.places += places;
            if same {
                self.unresolved += unresolved;
                self.right += places.saturating_sub(unresolved);
            } else {
                let kind = if got.contains('?') || places == 0 { "left" } else { "WRONG" };
                self.unresolved += places * usize::from(kind == "left");
                self.wrong.push(format!("{kind} {damaged}\n  {got}\n  {expected}"));
            }
        }
    }

    fn silently_wrong(&self) -> usize {
        self.wrong.iter().filter(|line| line.starts_with("WRONG")).count()
    }
}

/// `?` in a damaged line that were no question marks.
fn lost_marks(original: &str, damaged: &str) -> usize {
    let questions = original.matches(['?', '？']).count();
    damaged.matches(['?', '？']).count().saturating_sub(questions)
}

fn documents(script: &str) -> Vec<String> {
    let text = if script == "hant" { OpenCC::new().s2t(SENTENCES, false) } else { SENTENCES.to_owned() };
    let lines: Vec<&str> = text.lines().collect();
    lines.chunks(DOCUMENT).map(|lines| lines.join("\n") + "\n").collect()
}

/// The notes of Traditional texts stood after characters that Simplified ones write otherwise.
fn noted(text: &str) -> BTreeMap<char, String> {
    let simplified = OpenCC::new().t2s(text, false);
    let changed = text.chars().zip(simplified.chars()).filter(|(one, two)| one != two);
    changed.filter_map(|(one, _)| Some((one, one.to_pinyin()?.with_tone().to_owned()))).collect()
}

fn by_lines(text: &[u8], damage: impl Fn(&[u8]) -> String) -> String {
    text.split(|&byte| byte == b'\n').map(|line| damage(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn damage_is_undone() {
    let mut report = Vec::new();
    for (name, script, notes, cut) in [
        ("notes", "hant", true, 0),
        ("notes, cut at stops", "hant", true, 1),
        ("cut at stops", "hant", false, 1),
        ("half-width", "hant", false, 2),
        ("half-width, notes", "hant", true, 2),
        ("cut at stops", "hans", false, 1),
        ("half-width", "hans", false, 2),
        ("half-width, notes", "hans", true, 2),
    ] {
        let mut score = Score::default();
        for document in documents(script) {
            let mut bytes = gbk(&document);
            if notes {
                let noted = if script == "hant" {
                    noted(&document)
                } else {
                    document
                        .chars()
                        .filter(|character| reading::is_han(*character))
                        .step_by(9)
                        .filter_map(|one| Some((one, one.to_pinyin()?.with_tone().to_owned())))
                        .collect()
                };
                bytes = noted.iter().fold(bytes, |bytes, (character, reading)| annotate(&bytes, *character, reading));
            }
            let damaged = match cut {
                0 => by_lines(&bytes, decode_swallowing),
                1 => by_lines(&bytes, cut_into_sentences),
                _ => by_lines(&half_width(&bytes), decode_keeping),
            };
            score.add(&document, &damaged, &mended(&damaged).0, lost_marks);
        }
        report.push((format!("{script} {name}"), score));
    }
    for (name, score) in &report {
        for line in score.wrong.iter().take(6) {
            println!("{line}");
        }
        let silently = score.silently_wrong();
        println!("{name}: {} places, {} right, {} unresolved, {silently} silently wrong", score.places, score.right, score.unresolved);
    }
}

#[test]
#[ignore = "prints what repair finds in the file that LOOK names"]
fn look() {
    let Ok(path) = std::env::var("LOOK") else { return };
    let text = std::fs::read_to_string(path).expect("a text");
    let notes = pinyin_note::Notes::find(&text);
    let slips = byte_slip::find(&text, &notes);
    for mend in slips.mends.iter().filter(|mend| mend.slip) {
        println!("{} -> {}", &text[mend.range.clone()], mend.with);
    }
    let start = std::time::Instant::now();
    let (_, repairs) = mended(&text);
    println!("{repairs:?} in {:?}", start.elapsed());
}
