//! For every value with a span: the bytes that the span names, decoded and rid of pinyin notes, are the value's text.

use std::path::PathBuf;

use encoding_rs::{Encoding, GB18030, UTF_8};
use proptest::prelude::*;
use tongzhi::notice::{Document, Item, Span};
use tongzhi::{Options, parse};

/// Characters and readings that the test puts notes after.
const READINGS: [(char, &str); 24] = [
    ('医', "yī"),
    ('院', "yuàn"),
    ('关', "guān"),
    ('创', "chuàng"),
    ('责', "zé"),
    ('任', "rèn"),
    ('时', "shí"),
    ('间', "jiān"),
    ('科', "kē"),
    ('室', "shì"),
    ('单', "dān"),
    ('位', "wèi"),
    ('工', "gōng"),
    ('作', "zuò"),
    ('实', "shí"),
    ('动', "dòng"),
    ('务', "wù"),
    ('办', "bàn"),
    ('党', "dǎng"),
    ('组', "zǔ"),
    ('织', "zhī"),
    ('领', "lǐng"),
    ('导', "dǎo"),
    ('会', "huì"),
];

/// The clean fixtures in UTF-8.
fn clean() -> Vec<(PathBuf, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).expect("a clean fixture is UTF-8"))).collect()
}

/// Every value of a document that has a span, with a name for it.
fn values(document: &Document) -> Vec<(String, String, Span)> {
    let mut values = Vec::new();
    for notice in &document.notices {
        values.extend(notice.document_number.iter().map(|number| ("document number".to_owned(), number.text.clone(), number.span)));
        values.extend(notice.issued.iter().map(|issued| ("issue date".to_owned(), issued.text.clone(), issued.span)));
        let mut waiting: Vec<&Item> = notice.items.iter().collect();
        while let Some(item) = waiting.pop() {
            values.push((format!("item {}", item.id), item.text.clone(), item.span));
            waiting.extend(&item.items);
        }
        for assignment in &notice.assignments {
            values
                .extend(assignment.fields.iter().map(|field| (format!("field of {:?}", assignment.path), field.text.clone(), field.span)));
        }
    }
    values
}

/// Text without pinyin notes and white space.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        let (before, note) = rest.split_at(at);
        plain.push_str(before);
        let close = note.find(')').unwrap_or(note.len() - 1);
        let is_note = close > 1 && note[1..close].chars().all(|character| character.is_alphabetic() && character < '\u{300}');
        if !is_note {
            plain.push_str(&note[..=close]);
        }
        rest = &note[close + 1..];
    }
    plain.push_str(rest);
    plain.chars().filter(|character| !character.is_whitespace()).collect()
}

fn check(name: &str, text: &str, encoding: &'static Encoding) -> Result<usize, TestCaseError> {
    let (bytes, _, unmappable) = encoding.encode(text);
    prop_assert!(!unmappable, "{name} can't be written in {}", encoding.name());
    let source = tongzhi::source::from_bytes(name.to_owned(), bytes.to_vec()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let document = parse(source, &Options::default()).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
    let values = values(&document);
    for (place, value, span) in &values {
        let stands = bytes.get(span.start as usize..span.end as usize);
        prop_assert!(stands.is_some(), "{name}: {place}: {span:?} is out of bounds");
        let stands = encoding.decode_without_bom_handling(stands.unwrap_or_default()).0;
        prop_assert_eq!(plain(&stands), plain(value), "{}: {}", name, place);
        let line = text.split('\n').nth(span.line as usize - 1).unwrap_or_default();
        let from_column: String = line.chars().skip(span.column as usize - 1).collect();
        let first = |text: &str| text.chars().next();
        prop_assert_eq!(first(&from_column), first(value), "{}: {}: line {}, column {}", name, place, span.line, span.column);
    }
    Ok(values.len())
}

#[test]
fn spans_of_clean_fixtures() {
    for encoding in [UTF_8, GB18030] {
        let counts: Vec<usize> = clean()
            .iter()
            .map(|(path, text)| check(&path.to_string_lossy(), text, encoding).unwrap_or_else(|error| panic!("{error}")))
            .collect();
        assert!(counts.iter().all(|&count| count >= 2) && counts.iter().sum::<usize>() > 8 * counts.len(), "{counts:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_of_fixtures_with_pinyin_notes(which in any::<prop::sample::Index>(), chosen in prop::collection::vec(any::<bool>(), 512), gb18030: bool) {
        let fixtures = clean();
        let (path, text) = &fixtures[which.index(fixtures.len())];
        let mut noted = String::new();
        let mut choice = chosen.iter().cycle();
        for character in text.chars() {
            noted.push(character);
            if let Some((_, reading)) = READINGS.iter().find(|(han, _)| *han == character)
                && choice.next() == Some(&true)
            {
                noted.push_str(&format!("({reading})"));
            }
        }
        check(&path.to_string_lossy(), &noted, if gb18030 { GB18030 } else { UTF_8 })?;
    }
}
