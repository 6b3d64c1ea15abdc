//! No bytes make the program panic, and every span of what it reads lies inside the file.
//!
//! `TONGZHI_TEXT_MUTATIONS=1000000 cargo test --release --test mutations` takes more of them, from number
//! `TONGZHI_FIRST_MUTATION` on.

mod chance;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use chance::{Chance, count};
use tongzhi::notice::{Document, Item, Span};
use tongzhi::{Options, parse};

/// Every text fixture.
fn fixtures() -> Vec<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = [root.clone(), root.join("clean"), root.join("forms")]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("the fixtures are there"));
    let mut files: Vec<PathBuf> =
        files.map(|entry| entry.expect("an entry").path()).filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    files.into_iter().map(|path| std::fs::read(path).expect("a fixture is read")).collect()
}

/// Bytes of a fixture that are mutated together: short pieces are quickly read, and break as much.
const LONGEST_PIECE: usize = 900;

/// Changes a few bytes of a piece of a fixture, or takes them out, doubles them or mixes in another fixture's.
fn mutate(fixtures: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let fixture = &fixtures[chance.below(fixtures.len())];
    let start = chance.below(fixture.len());
    let mut bytes = fixture[start..(start + 1 + chance.below(LONGEST_PIECE)).min(fixture.len())].to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes[at] = chance.below(256) as u8,
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => drop(bytes.drain(at..(at + 1 + chance.below(40)).min(bytes.len()))),
            3 => bytes.insert(at, b"\n?(:1.;\x00"[chance.below(8)]),
            4 => {
                let again = bytes[at..(at + chance.below(60)).min(bytes.len())].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let other = &fixtures[chance.below(fixtures.len())];
                let from = chance.below(other.len());
                bytes.splice(at..at, other[from..(from + chance.below(80)).min(other.len())].iter().copied());
            }
        }
        if bytes.is_empty() {
            bytes.push(b'1');
        }
    }
    bytes
}

fn spans(document: &Document) -> Vec<Span> {
    let mut spans: Vec<Span> = document.normalization.removed.iter().map(|removed| removed.span).collect();
    for notice in &document.notices {
        let mut waiting: Vec<&Item> = notice.items.iter().collect();
        while let Some(item) = waiting.pop() {
            spans.push(item.span);
            waiting.extend(&item.items);
        }
        spans.extend(notice.assignments.iter().flat_map(|assignment| &assignment.fields).map(|field| field.span));
        spans.extend(notice.findings.iter().filter_map(|finding| finding.span));
    }
    spans
}

#[test]
fn mutated_fixtures() {
    let (first, count) = (count("TONGZHI_FIRST_MUTATION", 1), count("TONGZHI_TEXT_MUTATIONS", 600));
    let fixtures = fixtures();
    let options = Options::default();
    let (mut read, mut refused) = (0_u64, 0_u64);
    for number in first..first + count {
        let bytes = mutate(&fixtures, &mut Chance::new(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let length = bytes.len() as u64;
        let Ok(source) = tongzhi::source::from_bytes(number.to_string(), bytes) else {
            refused += 1;
            continue;
        };
        let parsed = catch_unwind(AssertUnwindSafe(|| parse(source, &options)));
        match parsed.unwrap_or_else(|_| panic!("mutation {number} panics")) {
            Err(_) => refused += 1,
            Ok(document) => {
                read += 1;
                for span in spans(&document).iter().filter(|span| span.place.is_none()) {
                    assert!(span.start <= span.end && span.end <= length, "mutation {number}: {span:?} of {length} bytes");
                }
            }
        }
    }
    println!("{count} mutations: {read} read, {refused} refused");
    assert!(read > count / 2, "{read} of {count} read");
}
