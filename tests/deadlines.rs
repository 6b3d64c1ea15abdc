//! Deadlines: the facts the design fixes, phrasings of our own, and what must hold for any words.

use std::fmt::Write;

use jiff::civil::Date;
use tongzhi::fields::deadline::{DeadlineContext, read_deadline};
use tongzhi::notice::{Deadline, DeadlineKind};

/// A deadline in the notation of `deadlines/facts.txt`.
fn written(deadline: &Deadline) -> String {
    let or_unknown = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
    let span = || format!(" {}..{}", or_unknown(&deadline.start), or_unknown(&deadline.end));
    let kind = format!("{:?}", deadline.kind).to_lowercase();
    let mut text = kind;
    match deadline.kind {
        DeadlineKind::By => write!(text, " {}", or_unknown(&deadline.end)),
        DeadlineKind::Range => write!(text, "{}", span()),
        DeadlineKind::List if deadline.dates.is_empty() => write!(text, " {}", or_unknown(&deadline.end)),
        DeadlineKind::List => {
            assert_eq!(deadline.end.as_ref(), deadline.dates.last());
            write!(text, " {}", deadline.dates.join(" "))
        }
        DeadlineKind::Immediate => write!(text, " {}", or_unknown(&deadline.start)),
        DeadlineKind::Event | DeadlineKind::Standing => match (&deadline.start, &deadline.end) {
            (Some(start), None) => write!(text, " {start}.."),
            (None, None) => Ok(()),
            _ => write!(text, "{}", span()),
        },
        DeadlineKind::Recurring => {
            if deadline.start.is_some() || deadline.end.is_some() {
                text += &span();
            }
            write!(text, " {}", deadline.rrule.as_deref().unwrap_or("-"))
        }
        DeadlineKind::Unresolved => {
            assert_eq!(deadline, &Deadline::unresolved());
            Ok(())
        }
    }
    .unwrap();
    if let Some(anchor) = &deadline.anchor {
        write!(text, " @{anchor}").unwrap();
    }
    if let Some(offset) = &deadline.offset {
        write!(text, " +{offset}").unwrap();
    }
    if deadline.year_assumed {
        text.push_str(" y");
    }
    if deadline.approximate {
        text.push_str(" ~");
    }
    text
}

fn context(line: &str) -> DeadlineContext {
    let words: Vec<&str> = line.split_whitespace().collect();
    let after = |name: &str| words.iter().position(|word| *word == name).and_then(|at| words.get(at + 1).copied());
    DeadlineContext {
        year: after("year").map(|year| year.parse().unwrap()),
        issued: after("issued").map(|day| day.parse::<Date>().unwrap()),
    }
}

/// Reads a table; gives how many phrasings it has and those that came out otherwise.
fn misread(table: &str) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut wrong = Vec::new();
    let mut given = DeadlineContext::default();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(line) = line.strip_prefix('=') {
            given = context(line);
            continue;
        }
        let (words, expected) = line.split_once(" | ").unwrap_or_else(|| panic!("{line}"));
        count += 1;
        let found = written(&read_deadline(words, given));
        if found != expected {
            wrong.push(format!("{words}: expected {expected}, found {found} ({given:?})"));
        }
    }
    (count, wrong)
}

#[test]
fn facts() {
    let (count, wrong) = misread(include_str!("deadlines/facts.txt"));
    assert_eq!(count, 60);
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn further_phrasings() {
    let (count, wrong) = misread(include_str!("deadlines/further.txt"));
    assert!(count >= 200, "{count}");
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
