//! How much of a site's damage is undone, by kind of damage.

use std::collections::BTreeMap;

use opencc_fmmseg::OpenCC;
use pinyin::ToPinyin;

use super::damage::{NARROW, SENTENCE_STOPS, WIDE, annotate, by_lines, cut, decode_keeping, decode_swallowing, gbk, half_width};
use super::{SENTENCES, repaired};

/// Sentences that no threshold was chosen by.
const HELD_OUT: &str = include_str!("held_out.txt");
/// Lines of one document: evidence is weighed by the document.
const DOCUMENT: usize = 40;

/// How a site treated a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Treatment {
    /// Notes alone: every lost byte is proved by a note.
    Notes,
    /// `；？！` made half-width.
    HalfWidth,
    /// `，：（）` too.
    WideHalfWidth,
    /// The same, where the decoder let a lost byte take the next one with it.
    Swallowed,
    /// Cut at sentence stops, each sentence decoded by itself: bytes are lost at both ends.
    Cut,
}

/// What came of the lost bytes of some texts.
#[derive(Debug, Default)]
struct Score {
    places: usize,
    unresolved: usize,
    unreported: usize,
    wrong: Vec<String>,
    left: Vec<String>,
}

impl Score {
    fn add(&mut self, original: &str, damaged: &str) {
        self.places += lost_marks(original, damaged);
        let repaired = repaired(damaged);
        let got = repaired.text.as_str();
        let mut start = 0;
        for ((original, damaged), line) in original.lines().zip(damaged.lines()).zip(got.lines()) {
            for (expected, stands) in differences(&one_width(original), &one_width(line)) {
                let there: String = one_width(line).chars().skip(stands.start).take(stands.len()).collect();
                let at = |index: usize| start + line.char_indices().nth(index).map_or(line.len(), |found| found.0);
                let place = repaired.text.original(at(stands.start)..at(stands.end));
                let known = repaired.unresolved.iter().any(|span| span.start as usize <= place.end && span.end as usize >= place.start);
                let report = format!("{expected} -> {there} in {damaged}\n    {line}\n    {original}");
                if known {
                    self.unresolved += there.matches('?').count().max(1);
                    self.left.push(report);
                } else if there.contains('?') {
                    self.unresolved += 1;
                    self.unreported += 1;
                    self.left.push(format!("UNREPORTED {report}"));
                } else {
                    self.wrong.push(report);
                }
            }
            start += line.len() + 1;
        }
    }

    fn right(&self) -> usize {
        self.places.saturating_sub(self.unresolved + self.wrong.len())
    }
}

/// Marks in one width, so that what a site made half-width on purpose does not count.
fn one_width(text: &str) -> String {
    WIDE.iter().fold(text.to_owned(), |text, (mark, byte)| text.replace(mark, &char::from(*byte).to_string()))
}

/// Where `got` differs from `expected`: what should stand there, and the characters of `got` that stand there.
fn differences(expected: &str, got: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let (one, two): (Vec<char>, Vec<char>) = (expected.chars().collect(), got.chars().collect());
    let mut common = vec![vec![0_u16; two.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..two.len()).rev() {
            common[i][j] = if one[i] == two[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < one.len() || j < two.len() {
        if i < one.len() && j < two.len() && one[i] == two[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (from, start) = (i, j);
        // One agreeing character between two differences is chance.
        while i < one.len() || j < two.len() {
            let agree = i < one.len() && j < two.len() && one[i] == two[j];
            if agree && (i + 1 >= one.len() || j + 1 >= two.len() || one[i + 1] == two[j + 1]) {
                break;
            }
            if agree {
                (i, j) = (i + 1, j + 1);
            } else if j >= two.len() || (i < one.len() && common[i + 1][j] >= common[i][j + 1]) {
                i += 1;
            } else {
                j += 1;
            }
        }
        found.push((one[from..i].iter().collect(), start..j));
    }
    found
}

/// `?` in a damaged text that were no question marks.
fn lost_marks(original: &str, damaged: &str) -> usize {
    let questions = original.matches(['?', '？']).count();
    damaged.matches(['?', '？']).count().saturating_sub(questions)
}

fn documents(sentences: &str, script: &str) -> Vec<String> {
    let text = if script == "hant" { OpenCC::new().s2t(sentences, false) } else { sentences.to_owned() };
    let lines: Vec<&str> = text.lines().collect();
    lines.chunks(DOCUMENT).map(|lines| lines.join("\n") + "\n").collect()
}

/// Notes stood after characters that the two scripts write otherwise.
fn noted(text: &str) -> BTreeMap<char, String> {
    let converter = OpenCC::new();
    let other = [converter.t2s(text, false), converter.s2t(text, false)];
    let pairs = other.iter().flat_map(|other| text.chars().zip(other.chars()));
    pairs.filter(|(one, two)| one != two).filter_map(|(one, _)| Some((one, one.to_pinyin()?.with_tone().to_owned()))).collect()
}

fn treat(document: &str, notes: bool, treatment: Treatment) -> String {
    let mut bytes = gbk(document);
    if notes {
        bytes = noted(document).iter().fold(bytes, |bytes, (character, reading)| annotate(&bytes, *character, reading));
    }
    match treatment {
        Treatment::Notes => by_lines(&bytes, decode_swallowing),
        Treatment::HalfWidth => by_lines(&half_width(&bytes, NARROW), decode_keeping),
        Treatment::WideHalfWidth => by_lines(&half_width(&bytes, WIDE), decode_keeping),
        Treatment::Swallowed => by_lines(&half_width(&bytes, NARROW), decode_swallowing),
        Treatment::Cut => by_lines(&bytes, |line| cut(line, &SENTENCE_STOPS)),
    }
}

const TREATMENTS: [Treatment; 5] =
    [Treatment::Notes, Treatment::HalfWidth, Treatment::WideHalfWidth, Treatment::Swallowed, Treatment::Cut];

/// Scores by script, notes and treatment.
fn scores(sentences: &str) -> Vec<(&'static str, bool, Treatment, Score)> {
    let mut scores = Vec::new();
    for script in ["hant", "hans"] {
        for notes in [true, false] {
            for treatment in TREATMENTS.into_iter().filter(|&treatment| notes || treatment != Treatment::Notes) {
                let mut score = Score::default();
                for document in documents(sentences, script) {
                    score.add(&document, &treat(&document, notes, treatment));
                }
                scores.push((script, notes, treatment, score));
            }
        }
    }
    scores
}

fn measure(name: &str, sentences: &str) {
    for (script, notes, treatment, score) in scores(sentences) {
        for line in &score.left {
            println!("  left {line}");
        }
        for line in &score.wrong {
            println!("  WRONG {line}");
        }
        let Score { places, unresolved, unreported, wrong, .. } = &score;
        let (right, wrong) = (score.right(), wrong.len());
        println!(
            "{name}, {script}, notes {notes}, {treatment:?}: {right} of {places} right, {unresolved} unresolved ({unreported} unreported), {wrong} wrong"
        );
    }
}

#[test]
#[ignore = "measures the sentences of the file that LOOK names"]
fn look() {
    let Ok(path) = std::env::var("LOOK") else { return };
    measure("looked at", &std::fs::read_to_string(path).expect("a text"));
}

#[test]
fn damage_is_undone() {
    measure("tuned", SENTENCES);
    measure("held out", HELD_OUT);
}

proptest::proptest! {
    /// A site's damage to any of our sentences never leaves a place that is wrong without a word.
    #[test]
    fn any_lines_together(lines in proptest::collection::vec(0..230_usize, 1..12)) {
        let document: String = lines.iter().filter_map(|&line| SENTENCES.lines().nth(line)).map(|line| format!("{line}\n")).collect();
        let damaged = treat(&document, false, Treatment::HalfWidth);
        let mut score = Score::default();
        score.add(&document, &damaged);
        proptest::prop_assert!(score.wrong.len() * 10 <= score.places.max(10), "{:?}", score.wrong);
    }
}
