//! How much of a site's damage is undone, by kind of damage.

use std::collections::{BTreeMap, BTreeSet};

use opencc_fmmseg::OpenCC;
use pinyin::ToPinyin;

use super::damage::{NARROW, SENTENCE_STOPS, WIDE, annotate, by_lines, cut, decode_keeping, decode_swallowing, gbk, half_width};
use super::{SENTENCES, repaired};

/// Sentences that no threshold was chosen by.
const HELD_OUT: &str = include_str!("held_out.txt");
/// Sentences of hospitals, schools, offices, factories and streets: one in four for looking at, the others for counting only.
const LOOKED_AT: &str = include_str!("looked_at.txt");
const ONLY_COUNTED: &str = include_str!("only_counted.txt");
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
    let other = |one: char| {
        let alone = one.to_string();
        converter.t2s(&alone, false) != alone || converter.s2t(&alone, false) != alone
    };
    let characters: BTreeSet<char> = text.chars().collect();
    characters.into_iter().filter(|&one| other(one)).filter_map(|one| Some((one, one.to_pinyin()?.with_tone().to_owned()))).collect()
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

const TREATMENTS: [Treatment; 5] = [Treatment::Notes, Treatment::HalfWidth, Treatment::WideHalfWidth, Treatment::Swallowed, Treatment::Cut];

/// Scores by script, notes and treatment.
fn scores(sentences: &str) -> Vec<(&'static str, bool, Treatment, Score)> {
    let mut scores = Vec::new();
    for script in ["hant", "hans"] {
        for notes in [true, false] {
            let treatments = TREATMENTS.into_iter().filter(|&treatment| match treatment {
                Treatment::Notes => notes,
                // As in Traditional pages, and their many notes take time.
                Treatment::HalfWidth | Treatment::WideHalfWidth | Treatment::Swallowed => script == "hant" || !notes,
                Treatment::Cut => true,
            });
            for treatment in treatments {
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

/// Prints the scores and adds them up: places, right and wrong ones of those that `counts` takes.
fn measure(name: &str, scores: &[(&str, bool, Treatment, Score)], counts: impl Fn(&str, bool, Treatment) -> bool) -> [usize; 3] {
    let mut sum = [0; 3];
    for (script, notes, treatment, score) in scores.iter().filter(|(script, notes, treatment, _)| counts(script, *notes, *treatment)) {
        for line in score.left.iter().chain(&score.wrong) {
            println!("  {line}");
        }
        let (right, wrong) = (score.right(), score.wrong.len());
        let Score { places, unresolved, unreported, .. } = score;
        println!(
            "{name}, {script}, notes {notes}, {treatment:?}: {right} of {places} right, {unresolved} unresolved ({unreported} unreported), {wrong} wrong"
        );
        sum = [sum[0] + places, sum[1] + right, sum[2] + wrong];
    }
    sum
}

#[test]
#[ignore = "measures the sentences of the file that LOOK names"]
fn look() {
    let Ok(path) = std::env::var("LOOK") else { return };
    measure("looked at", &scores(&std::fs::read_to_string(path).expect("a text")), |_, _, _| true);
}

/// Checks how much is undone; `simplified` percent in Simplified pages with notes, where more characters are read alike.
fn check(name: &str, scores: &[(&str, bool, Treatment, Score)], simplified: usize) {
    let kinds = [
        ("hant", true, &[Treatment::Notes][..], 100),
        // The pages that archives have.
        ("hant", true, &[Treatment::HalfWidth, Treatment::WideHalfWidth], 95),
        ("hant", true, &[Treatment::Cut], 93),
        ("hans", true, &[Treatment::Notes, Treatment::Cut], simplified),
        // Without notes, whole clauses are out of step, and both ends are lost.
        ("hant", false, &[Treatment::HalfWidth, Treatment::WideHalfWidth], 85),
        ("hans", false, &[Treatment::HalfWidth, Treatment::WideHalfWidth], 90),
        ("hant", false, &[Treatment::Cut], 70),
        ("hans", false, &[Treatment::Cut], 75),
    ];
    let mut all = [0; 3];
    for (script, notes, treatments, percent) in kinds {
        let sum = measure(name, scores, |of, noted, treatment| of == script && noted == notes && treatments.contains(&treatment));
        println!("{name}, {script}, notes {notes}: {} of {} right, {} wrong", sum[1], sum[0], sum[2]);
        assert!(sum[1] * 100 >= sum[0] * percent, "{} of {} right", sum[1], sum[0]);
        all = std::array::from_fn(|at| all[at] + sum[at]);
    }
    println!("{name}: {} of {} right, {} wrong", all[1], all[0], all[2]);
    assert!(all[2] * 200 <= all[0], "{} of {} wrong", all[2], all[0]);
    // No archive has been seen to have this, and an ASCII stop that went with the lost byte leaves no trace.
    let [places, _, wrong] = measure(name, scores, |_, _, treatment| treatment == Treatment::Swallowed);
    assert!(wrong * 30 <= places, "{wrong} of {places} wrong");
    let unreported = scores.iter().filter(|score| score.2 != Treatment::Swallowed).map(|score| score.3.unreported).sum::<usize>();
    assert_eq!(unreported, 0);
}

#[test]
fn damage_is_undone() {
    check("tuned", &scores(SENTENCES), 91);
}

#[test]
fn damage_to_sentences_held_out_is_undone() {
    check("held out", &scores(HELD_OUT), 91);
}

/// Sentences of many kinds of institutions, of which one part was looked at while the model was made and the other only counted: the
/// fairest guess at what unseen texts fare like (81.4 % of the counted part at the first count).
#[test]
fn damage_to_sentences_of_many_institutions_is_undone() {
    for (name, sentences, percent) in [("looked at", LOOKED_AT, 84), ("only counted", ONLY_COUNTED, 84)] {
        let scores = scores(sentences);
        let [places, right, wrong] = measure(name, &scores, |_, _, treatment| treatment != Treatment::Swallowed);
        println!("{name}: {right} of {places} right, {wrong} wrong");
        assert!(right * 100 >= places * percent && wrong * 40 <= places, "{name}: {right} of {places} right, {wrong} wrong");
    }
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
