//! What `check` finds and what it leaves alone.

mod faults;
mod fixes;
mod forge;

use std::path::{Path, PathBuf};

use tongzhi::Options;
use tongzhi::check::{RULES, Settings, example};
use tongzhi::config::Config;
use tongzhi::notice::Finding;
use tongzhi::source::from_bytes;

use faults::FAULTS;
use forge::forge;

fn findings(text: &str, settings: &Settings) -> Vec<Finding> {
    let options = Options { encoding: Some("utf-8".to_owned()), settings: settings.clone(), ..Options::default() };
    let source = from_bytes("-".to_owned(), text.as_bytes().to_vec()).expect("a text");
    let document = tongzhi::parse(source, &options).expect("a document");
    document.notices.into_iter().flat_map(|notice| notice.findings).collect()
}

fn codes(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.code.as_str()).collect()
}

fn clean_fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("a fixture").path()).collect();
    paths.sort();
    paths
}

#[test]
fn examples_have_their_fault_and_no_other() {
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {} {}\n", rule.code, rule.name)), "{}", rule.code);
        for heading in ["\n## 中文\n", "\n## English\n"] {
            assert!(rule.page.contains(heading), "{} {heading}", rule.code);
        }
        let mut settings = Settings::default();
        if let Some(text) = example(rule.page, "toml") {
            Config::parse(text).expect("a configuration").apply(&mut settings);
        }
        let [faulty, mended] = ["faulty", "mended"].map(|kind| findings(example(rule.page, kind).expect(kind), &settings));
        assert_eq!(codes(&faulty), [rule.code], "faulty: {faulty:?}");
        assert!(mended.is_empty(), "{} mended: {mended:?}", rule.code);
    }
}

#[test]
fn clean_notices_have_no_finding() {
    let paths = clean_fixtures();
    assert!(paths.len() >= 20, "{}", paths.len());
    for path in paths {
        let found = findings(&std::fs::read_to_string(&path).expect("a fixture"), &Settings::default());
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
}

#[test]
fn a_unit_taken_out_is_missed_there_and_nowhere_else() {
    // fixture, what is taken out, line of the finding
    let cases = [
        ("points-at-sentence-ends", "责任科室：门诊部、财务科，", 20),
        ("points-at-sentence-ends", "责任科室：团委，", 22),
        ("own-field-lines", "责任单位：局医政科\n", 17),
    ];
    for (name, words, line) in cases {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/clean/{name}.txt"));
        let text = std::fs::read_to_string(path).expect("a fixture");
        assert_eq!(text.matches(words).count(), 1, "{words}");
        let found = findings(&text.replace(words, ""), &Settings::default());
        let places: Vec<_> = found.iter().map(|finding| (finding.code.as_str(), finding.span.map(|span| span.line))).collect();
        assert_eq!(places, [("U001", Some(line))], "{name} without {words}");
    }
}

/// Hits, findings and faults of one rule.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    hits: usize,
    found: usize,
    there: usize,
}

#[test]
fn faults_put_into_forged_notices_are_found() {
    let count: u64 = std::env::var("FORGE_COUNT").ok().and_then(|value| value.parse().ok()).unwrap_or(40);
    let show: usize = std::env::var("FORGE_SHOW").ok().and_then(|value| value.parse().ok()).unwrap_or(0);
    let settings = Settings::default();
    let mut tallies = vec![Tally::default(); RULES.len()];
    let tally = |code: &str| RULES.iter().position(|rule| rule.code == code).expect("a rule");
    let (mut clean, mut shown) = (0, 0);
    for seed in 0..count {
        let mut forged = forge(seed, &forge::Options::COMPLETE);
        forged.text = faults::tidied(&forged);
        let before = findings(&forged.text, &settings);
        clean += usize::from(before.is_empty());
        for finding in &before {
            tallies[tally(&finding.code)].found += 1;
            if shown < show {
                println!("clean {seed}: {} {} {:?}", finding.code, finding.message, finding.span.map(|span| span.line));
                shown += 1;
            }
        }
        for fault in FAULTS {
            let Some(text) = (fault.put)(&forged, seed) else { continue };
            let after = findings(&text, &settings);
            if let Ok(folder) = std::env::var("FORGE_DUMP") {
                std::fs::write(format!("{folder}/{}-{seed}.txt", fault.code), &text).expect("the file can be written");
            }
            let index = tally(fault.code);
            tallies[index].there += 1;
            let times = |found: &[Finding], code: &str| found.iter().filter(|finding| finding.code == code).count();
            let hit = times(&after, fault.code) > times(&before, fault.code);
            tallies[index].hits += usize::from(hit);
            tallies[index].found += usize::from(hit);
            if !hit && shown < show {
                println!("missed {} in seed {seed}; found {:?}", fault.code, codes(&after));
                shown += 1;
            }
            for rule in RULES {
                let more = times(&after, rule.code).saturating_sub(times(&before, rule.code));
                let more = more.saturating_sub(usize::from(rule.code == fault.code));
                if more > 0 && !fault.brings.contains(&rule.code) {
                    tallies[tally(rule.code)].found += more;
                    if shown < show {
                        let found: Vec<_> = after.iter().filter(|finding| finding.code == rule.code).collect();
                        println!("{} {more} times with {} in seed {seed}: {found:?}", rule.code, fault.code);
                        shown += 1;
                    }
                }
            }
        }
    }
    println!("{clean} of {count} forged notices without a finding\ncode  precision  recall  faults");
    for (rule, tally) in RULES.iter().zip(&tallies).filter(|(_, tally)| tally.there + tally.found > 0) {
        let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        println!("{}   {:>8.3}  {:>6.3}  {:>6}", rule.code, share(tally.hits, tally.found), share(tally.hits, tally.there), tally.there);
    }
    assert!(clean as u64 * 100 >= count * 65, "{clean} of {count} forged notices are without a finding");
    for fault in FAULTS {
        let Tally { hits, found, there } = tallies[tally(fault.code)];
        assert!(there > 0, "{}: no fault could be put in", fault.code);
        assert!(hits as f64 >= fault.recall * there as f64, "{}: {hits} of {there} found", fault.code);
        assert!(hits as f64 >= fault.precision * found as f64, "{}: {hits} of {found} right", fault.code);
    }
}

#[test]
fn drafts_give_what_a_careful_reader_reports() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let expected = std::fs::read_to_string(folder.join("expected.tsv")).expect("the table");
    let mut wrong = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(&folder).expect("the drafts").map(|entry| entry.expect("a draft").path()).collect();
    entries.sort();
    let drafts: Vec<&PathBuf> = entries.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")).collect();
    assert!(drafts.len() >= 10, "{}", drafts.len());
    for path in drafts {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let rows = expected.lines().filter_map(|row| row.strip_prefix(name)?.strip_prefix('\t'));
        let mut wanted: Vec<(String, u64)> = rows
            .map(|row| row.split_once('\t').expect("a row"))
            .map(|(code, line)| (code.to_owned(), line.parse().expect("a line")))
            .collect();
        wanted.sort();
        let found = findings(&std::fs::read_to_string(path).expect("a draft"), &Settings::default());
        let mut reported: Vec<(String, u64)> =
            found.iter().map(|finding| (finding.code.clone(), finding.span.map_or(0, |span| span.line))).collect();
        reported.sort();
        if wanted != reported {
            wrong.push(format!("{name}: a reader reports {wanted:?}, the program {reported:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
