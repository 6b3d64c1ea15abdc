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
            Config::parse(text).expect("a configuration").apply(Path::new(""), &mut settings).expect("patterns");
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

impl Tally {
    fn recall(self) -> f64 {
        if self.there == 0 { 1.0 } else { self.hits as f64 / self.there as f64 }
    }

    fn precision(self) -> f64 {
        if self.found == 0 { 1.0 } else { self.hits as f64 / self.found as f64 }
    }
}

/// Least share of the faults that are found, and of the findings that are faults, for every rule.
const LEAST: f64 = 0.99;

#[test]
fn faults_put_into_forged_notices_are_found() {
    let count: u64 = std::env::var("FORGE_COUNT").ok().and_then(|value| value.parse().ok()).unwrap_or(40);
    let show: usize = std::env::var("FORGE_SHOW").ok().and_then(|value| value.parse().ok()).unwrap_or(0);
    let settings = Settings { roster: faults::roster(), ..Settings::default() };
    let mut tallies = vec![Tally::default(); RULES.len()];
    let tally = |code: &str| RULES.iter().position(|rule| rule.code == code).expect("a rule");
    let times = |found: &[Finding], code: &str| found.iter().filter(|finding| finding.code == code).count();
    let (mut clean, mut shown) = (0, 0);
    let mut say = |words: &dyn Fn() -> String| {
        if shown < show {
            println!("{}", words());
            shown += 1;
        }
    };
    for seed in 0..count {
        let mut forged = forge(seed, &forge::Options::COMPLETE);
        forged.text = faults::tidied(&forged);
        let before = findings(&forged.text, &settings);
        let there = faults::already_there(&forged);
        clean += usize::from(before.len() == there.len());
        for rule in RULES {
            let found = times(&before, rule.code);
            let expected = there.iter().filter(|code| **code == rule.code).count();
            let tally = &mut tallies[tally(rule.code)];
            tally.found += found;
            tally.there += expected;
            tally.hits += found.min(expected);
            if found != expected {
                say(&|| {
                    let found: Vec<_> = before.iter().filter(|finding| finding.code == rule.code).map(shown_finding).collect();
                    format!("clean {seed}: {} is there {expected} times, found {found:?}", rule.code)
                });
            }
        }
        for (code, brings, spoilt) in faults::spoil(&forged, seed) {
            let after = findings(&spoilt.text, &settings);
            if let Ok(folder) = std::env::var("FORGE_DUMP") {
                std::fs::write(format!("{folder}/{code}-{seed}.txt"), &spoilt.text).expect("the file can be written");
            }
            for rule in RULES {
                let more = times(&after, rule.code).saturating_sub(times(&before, rule.code));
                let expected = if rule.code == code { spoilt.times } else { 0 };
                let tally = &mut tallies[tally(rule.code)];
                tally.there += expected;
                tally.hits += more.min(expected);
                tally.found += if brings.contains(&rule.code) { 0 } else { more };
                if more < expected || (more > expected && !brings.contains(&rule.code)) {
                    say(&|| {
                        let found: Vec<_> = after.iter().map(shown_finding).collect();
                        format!("{} {more} for {expected} times with {code} in seed {seed}: {found:?}", rule.code)
                    });
                }
            }
        }
    }
    println!("{clean} of {count} forged notices without a wrong finding\ncode  precision  recall  faults");
    for (rule, tally) in RULES.iter().zip(&tallies) {
        println!("{}   {:>8.4}  {:>6.4}  {:>6}", rule.code, tally.precision(), tally.recall(), tally.there);
    }
    for (rule, tally) in RULES.iter().zip(&tallies) {
        assert!(tally.there > 0, "{}: no fault could be put in", rule.code);
        // A few notices can't show a hundredth: one slip is allowed there.
        let slip = 1.0 / tally.there as f64;
        assert!(tally.recall() >= LEAST.min(1.0 - slip), "{}: {tally:?}", rule.code);
        assert!(tally.precision() >= LEAST.min(1.0 - slip), "{}: {tally:?}", rule.code);
    }
    assert!(clean as u64 * 100 >= count * 95, "{clean} of {count} forged notices are without a wrong finding");
}

fn shown_finding(finding: &Finding) -> String {
    format!("{} {} {:?}", finding.code, finding.message, finding.span.map(|span| span.line))
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

/// Puts a body into the frame that `rule_cases.txt` describes.
fn framed(body: &str) -> String {
    format!("石医发〔2013〕4号\n关于做好2013年档案整理工作的通知\n各科室：\n{body}\n石渠县医院\n2013年3月5日\n")
}

#[test]
fn every_rule_finds_its_fault_and_leaves_near_misses_alone() {
    let mut settings = Settings::default();
    let mut code = "";
    let mut allowed: Vec<&str> = Vec::new();
    let mut counts = vec![(0, 0); RULES.len()];
    let mut wrong = Vec::new();
    for line in include_str!("rule_cases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((sign, body)) = line.split_once(' ').filter(|(sign, _)| sign.starts_with(['+', '-'])) else {
            let mut words = line.split(' ');
            code = words.next().expect("a code");
            let units: Vec<&str> = words.clone().skip_while(|word| *word != "roster").skip(1).collect();
            allowed = words.take_while(|word| *word != "roster").collect();
            let unit = |name: &&str| tongzhi::fields::RosterUnit { name: (*name).to_owned(), aliases: Vec::new(), parent: None };
            settings.roster = tongzhi::fields::Roster::new(units.iter().map(unit).collect());
            continue;
        };
        let lines = body.replace('|', "\n");
        let text = if sign.ends_with('=') { lines } else { framed(&lines) };
        let found = findings(&text, &settings);
        let (faults, misses) = &mut counts[RULES.iter().position(|rule| rule.code == code).expect("a rule")];
        let is_right = if sign.starts_with('+') {
            *faults += 1;
            codes(&found).contains(&code) && codes(&found).iter().all(|found| *found == code || allowed.contains(found))
        } else {
            *misses += 1;
            !codes(&found).contains(&code)
        };
        if !is_right {
            wrong.push(format!("{code} {line}\n    {:?}", found.iter().map(shown_finding).collect::<Vec<_>>()));
        }
    }
    for (rule, (faults, misses)) in RULES.iter().zip(counts) {
        assert!(faults >= 3 && misses >= 3, "{}: {faults} notices with the fault, {misses} near misses", rule.code);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
