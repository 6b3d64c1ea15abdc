//! Forged notices through the whole pipeline, measured as the scorer measures the annotated ones.
//!
//! `FORGE_DUMP=folder cargo test --test forged dump -- --ignored` writes notices and their truth for `score.py`.

mod forge;

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use forge::{ForgedNotice, Options, forge};
use proptest::prelude::*;
use tongzhi::notice::{Document, FieldKind, Item, Notice};

/// Every kind of notice, by name.
const KINDS: &[(&str, Options)] = &[
    ("usual", Options::USUAL),
    ("complete", Options::COMPLETE),
    ("deep", Options::DEEP),
    ("run-together", Options::RUN_TOGETHER),
    ("mentions", Options::MENTIONS),
    ("tables", Options::TABLES),
    ("statute", Options::STATUTE),
];

/// Least F1 of each measure over all kinds: just under what was reached when the fields had first landed.
/// To be raised with the program; issues 5 and 6 ask for headings, units and deadlines 0.995, places 0.99.
const LEAST: &[(&str, f64)] =
    &[("facts", 0.995), ("headings", 0.995), ("titles", 0.99), ("units", 0.98), ("deadlines", 0.99), ("places", 0.95)];

/// Notices of each kind in an ordinary run; `FORGE_COUNT` asks for more.
const COUNT: u64 = 40;

/// One comparable value of a measure.
type Entry = String;

/// Hits, values found and values there, of one measure.
#[derive(Default, Clone, Copy)]
struct Tally {
    hits: usize,
    found: usize,
    there: usize,
}

impl Tally {
    fn count<T: Eq + Hash + Debug>(&mut self, truth: &[T], found: &[T], misses: &mut Vec<String>) {
        let mut left: HashMap<&T, usize> = HashMap::new();
        for value in truth {
            *left.entry(value).or_default() += 1;
        }
        for value in found {
            match left.get_mut(value) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    self.hits += 1;
                }
                _ => misses.push(format!("extra   {value:?}")),
            }
        }
        misses.extend(left.iter().filter(|(_, count)| **count > 0).map(|(value, count)| format!("missing {value:?} x{count}")));
        self.found += found.len();
        self.there += truth.len();
    }

    fn f1(self) -> f64 {
        if self.found + self.there == 0 { 1.0 } else { 2.0 * self.hits as f64 / (self.found + self.there) as f64 }
    }
}

/// Widths and white space do not count, as in the scorer.
fn fold(words: &str) -> String {
    let narrow = |letter: char| match letter {
        '：' => ':',
        '，' => ',',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '．' => '.',
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        _ => letter,
    };
    let narrowed: String = words.chars().filter(|letter| !letter.is_whitespace()).map(narrow).collect();
    narrowed.trim_matches(['。', ';', ',', ':']).to_owned()
}

fn place(kind: FieldKind, path: &[String]) -> Entry {
    format!("{kind:?} {}", path.iter().map(|marker| fold(marker)).collect::<Vec<_>>().join(" > "))
}

fn flatten<'n>(items: &'n [Item], all: &mut Vec<&'n Item>) {
    for item in items {
        all.push(item);
        flatten(&item.items, all);
    }
}

/// Each measure's values, in the order of [`LEAST`].
fn of_truth(forged: &ForgedNotice) -> Vec<Vec<Entry>> {
    let truth = &forged.truth;
    let facts = [
        vec![format!("title {}", fold(&truth.title))],
        truth.document_number.iter().map(|number| format!("number {}", fold(number))).collect(),
        truth.addressees.iter().map(|name| format!("addressee {}", fold(name))).collect(),
        truth.issued.iter().map(|date| format!("issued {date}")).collect(),
        truth.copied_to.iter().map(|name| format!("copy {}", fold(name))).collect(),
        truth.attachments.iter().map(|name| format!("attachment {}", fold(name))).collect(),
    ]
    .concat();
    let headings = truth.headings.iter().map(|item| format!("{} {}", item.level, fold(&item.marker))).collect();
    let titles = truth
        .headings
        .iter()
        .filter_map(|item| item.title.as_ref().map(|title| format!("{} {}", fold(&item.marker), fold(title))))
        .collect();
    let units = truth
        .fields
        .iter()
        .filter(|field| field.kind != FieldKind::Deadline)
        .map(|field| format!("{:?} {}", field.kind, field.units.iter().map(|unit| fold(unit)).collect::<Vec<_>>().join("|")))
        .collect();
    let deadlines =
        truth.fields.iter().filter_map(|field| field.due.as_ref()).map(|due| format!("{:?} {:?} {:?}", due.kind, due.start, due.end));
    let deadlines = deadlines.collect();
    let places = truth.fields.iter().map(|field| place(field.kind, &field.path)).collect();
    vec![facts, headings, titles, units, deadlines, places]
}

fn of_notice(notice: &Notice) -> Vec<Vec<Entry>> {
    let facts = [
        notice.title.iter().map(|title| format!("title {}", fold(title))).collect(),
        notice.document_number.iter().map(|number| format!("number {}", fold(&number.text))).collect(),
        notice.addressees.iter().map(|name| format!("addressee {}", fold(name))).collect(),
        notice.issued.iter().filter_map(|issued| issued.date.as_ref()).map(|date| format!("issued {date}")).collect::<Vec<_>>(),
        notice.copied_to.iter().map(|name| format!("copy {}", fold(name))).collect(),
        notice.attachments.iter().map(|name| format!("attachment {}", fold(name))).collect(),
    ]
    .concat();
    let mut all = Vec::new();
    flatten(&notice.items, &mut all);
    let headings = all.iter().map(|item| format!("{} {}", item.level, fold(&item.marker))).collect();
    let titles = all.iter().filter_map(|item| item.title.as_ref().map(|title| format!("{} {}", fold(&item.marker), fold(title)))).collect();
    let fields: Vec<_> =
        notice.assignments.iter().flat_map(|assignment| assignment.fields.iter().map(move |field| (assignment, field))).collect();
    let units = fields
        .iter()
        .filter(|(_, field)| field.kind != FieldKind::Deadline)
        .map(|(_, field)| format!("{:?} {}", field.kind, field.units.iter().map(|unit| fold(unit)).collect::<Vec<_>>().join("|")))
        .collect();
    let deadlines = fields
        .iter()
        .filter_map(|(_, field)| field.deadline.as_ref())
        .map(|due| format!("{:?} {:?} {:?}", due.kind, due.start, due.end))
        .collect();
    let places = fields.iter().map(|(assignment, field)| place(field.kind, &assignment.path)).collect();
    vec![facts, headings, titles, units, deadlines, places]
}

fn of_document(document: &Document) -> Vec<Vec<Entry>> {
    let mut all = vec![Vec::new(); LEAST.len()];
    for notice in &document.notices {
        for (sum, values) in all.iter_mut().zip(of_notice(notice)) {
            sum.extend(values);
        }
    }
    all
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn forged_notices_are_read_as_they_were_forged() {
    let (count, show) = (setting("FORGE_COUNT", COUNT), setting("FORGE_SHOW", 0) as usize);
    let mut all = vec![Tally::default(); LEAST.len()];
    println!("{:<14}{}", "F1", LEAST.iter().map(|(name, _)| format!("{name:>11}")).collect::<String>());
    for (kind, options) in KINDS {
        let mut tallies = vec![Tally::default(); LEAST.len()];
        let mut shown = 0;
        for seed in 0..count {
            let forged = forge(seed, options);
            let found = of_document(&tongzhi::parse_text(&forged.text));
            for (index, (truth, found)) in of_truth(&forged).iter().zip(&found).enumerate() {
                let mut misses = Vec::new();
                tallies[index].count(truth, found, &mut misses);
                for miss in misses.iter().take(show.saturating_sub(shown)) {
                    println!("  {kind} {seed} {}: {miss}", LEAST[index].0);
                    shown += 1;
                }
            }
        }
        println!("{kind:<14}{}", tallies.iter().map(|tally| format!("{:>11.4}", tally.f1())).collect::<String>());
        for (sum, tally) in all.iter_mut().zip(&tallies) {
            *sum = Tally { hits: sum.hits + tally.hits, found: sum.found + tally.found, there: sum.there + tally.there };
        }
    }
    for ((name, least), tally) in LEAST.iter().zip(&all) {
        assert!(tally.f1() >= *least, "{name}: F1 {:.4} is below {least}", tally.f1());
        assert!(tally.there > 0, "{name}: nothing was forged to measure");
    }
}

#[test]
fn mentions_are_no_fields() {
    for seed in 0..setting("FORGE_COUNT", COUNT) {
        let forged = forge(seed, &Options::MENTIONS);
        for notice in tongzhi::parse_text(&forged.text).notices {
            assert!(notice.assignments.is_empty(), "seed {seed}: {:?}", notice.assignments);
        }
    }
}

#[test]
#[ignore = "writes files; FORGE_DUMP names the folder, FORGE_COUNT how many of each kind"]
fn dump_forged_notices_in_gold_format() {
    let folder = std::env::var("FORGE_DUMP").expect("FORGE_DUMP names the folder to write to");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (kind, options) in KINDS {
        for seed in 0..setting("FORGE_COUNT", COUNT) {
            let gold = forge::gold::gold(&forge(seed, options));
            let path = format!("{folder}/{kind}-{seed:05}.json");
            std::fs::write(path, serde_json::to_string_pretty(&gold).expect("JSON")).expect("the file can be written");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn truth_stands_in_the_text(seed: u64) {
        for (kind, options) in KINDS {
            let forged = forge(seed, options);
            prop_assert_eq!(&forged.text, &forge(seed, options).text, "{}", kind);
            let flat: String = forged.text.chars().filter(|letter| !letter.is_whitespace()).collect();
            let mut at = 0;
            for heading in &forged.truth.headings {
                let marker: String = heading.marker.chars().filter(|letter| !letter.is_whitespace()).collect();
                let found = flat[at..].find(&marker);
                prop_assert!(found.is_some(), "{} marker {} of\n{}", kind, marker, forged.text);
                at += found.unwrap_or_default() + marker.len();
                if let Some(title) = &heading.title {
                    prop_assert!(title.chars().count() <= 30, "{} title {}", kind, title);
                    prop_assert!(flat.contains(title.as_str()));
                }
            }
            for field in &forged.truth.fields {
                prop_assert!(flat.contains(&field.text), "{} value {}", kind, field.text);
                prop_assert!(field.units.iter().all(|unit| field.text.contains(unit)));
                prop_assert_eq!(field.kind == FieldKind::Deadline, field.due.is_some());
                prop_assert!(!field.covers.is_empty());
            }
            if !options.assignments && !options.stages {
                prop_assert!(forged.truth.fields.is_empty(), "{}", kind);
            }
        }
    }

    #[test]
    fn complete_notices_owe_nothing(seed: u64) {
        let forged = forge(seed, &Options::COMPLETE);
        for field in forged.truth.fields.iter().filter(|field| field.kind != FieldKind::Deadline) {
            let dated = forged.truth.fields.iter().any(|other| other.kind == FieldKind::Deadline && other.path == field.path);
            prop_assert!(dated, "{:?} has a unit and no date", field.path);
        }
    }

    #[test]
    fn levels_never_skip(seed: u64) {
        for (kind, options) in KINDS {
            let mut before = 0;
            for heading in forge(seed, options).truth.headings {
                prop_assert!(heading.level <= before + 1, "{} {:?}", kind, heading);
                before = heading.level;
            }
        }
    }
}

#[test]
fn sentences_are_many_and_end_with_a_stop() {
    let sentences = forge::sentences(7, 300);
    assert!(sentences.iter().all(|sentence| sentence.ends_with('。') && sentence.matches('。').count() <= 2));
    let different: std::collections::HashSet<_> = sentences.iter().collect();
    assert!(different.len() > 250, "{} different sentences of 300", different.len());
}
