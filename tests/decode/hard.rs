//! Files that are damaged, nearly all ASCII, in two encodings, in no Chinese, or no text.

use crate::material::{Chance, Material, Script, encode, page, utf16};
use crate::{Cell, files_a_cell, read};
use tongzhi::Error;
use tongzhi::decode::Decoded;

/// Characters of `text` that lie between what it has in common with `expected` at its start and at its end.
fn garbled(text: &str, expected: &str) -> usize {
    let (text, expected): (Vec<char>, Vec<char>) = (text.chars().collect(), expected.chars().collect());
    let start = text.iter().zip(&expected).take_while(|(a, b)| a == b).count();
    let end = text[start..].iter().rev().zip(expected[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    expected.len() - start - end
}

#[test]
fn pages_with_a_few_characters() {
    let material = Material::new();
    // GBK: share that must be exact; one character in a page of ASCII does not always tell its encoding.
    for (count, gbk_goal) in [(1, 0.3), (2, 0.7), (5, 0.99)] {
        let (mut gbk, mut utf8) = (Cell::default(), Cell::default());
        let mut chance = Chance::new(count as u64);
        for _ in 0..10 * files_a_cell() {
            let (bytes, text) = encode(encoding_rs::GBK, &page(&material, &mut chance, count));
            gbk.count(&text, read(bytes));
            utf8.count(&text, read(text.clone().into_bytes()));
        }
        println!("page with {count} characters: GBK {gbk:?}, UTF-8 {utf8:?}");
        assert!(gbk.share_exact() >= gbk_goal && gbk.wrong * 1000 <= gbk.drawn(), "{count}: {gbk:?}");
        assert_eq!(utf8.exact, utf8.drawn(), "{count}");
    }
}

#[test]
fn a_character_in_utf8_is_never_refused() {
    let mut failures = String::new();
    for code_point in (0x4E00..0x9FA6).step_by(if files_a_cell() < 200 { 7 } else { 1 }) {
        let Some(character) = char::from_u32(code_point) else { continue };
        for text in [format!("tel: {character}\n"), format!("{character}"), format!("a{character}b")] {
            if read(text.clone().into_bytes()).is_ok_and(|decoded| decoded.text.as_str() == text) {
                continue;
            }
            failures.push(character);
        }
    }
    println!("{} {failures}", failures.chars().count());
    assert!(failures.is_empty());
}

#[test]
fn text_in_utf8_that_is_read_as_western_is_utf8_all_the_same() {
    let line = "ÖÐ¹²ÊÐÎ¯°ì¹«ÊÒ¹ØÓÚÓ¡·¢\n";
    for times in [1, 20, 2000] {
        // Not one sequence of three bytes proves it, and no encoding but one of those that are not ours comes near.
        let text = line.repeat(times);
        let decoded = read(text.clone().into_bytes()).expect("UTF-8");
        assert_eq!((decoded.text.as_str(), decoded.reading.encoding.as_str()), (text.as_str(), "UTF-8"), "{times}");
    }
}

#[test]
fn flipped_bytes_do_not_hide_the_encoding() {
    let material = Material::new();
    for (name, encoding, script) in [
        ("UTF-8", encoding_rs::UTF_8, Script::Simplified),
        ("gb18030", encoding_rs::GBK, Script::Simplified),
        ("Big5", encoding_rs::BIG5, Script::Traditional),
    ] {
        let mut chance = Chance::new(7);
        let (mut told, mut lost, mut flipped) = (0, 0, 0);
        for _ in 0..files_a_cell() {
            let (mut bytes, text) = encode(encoding, &material.excerpt(&mut chance, script, 2000));
            for _ in 0..bytes.len() / 1000 {
                let at = chance.below(bytes.len());
                bytes[at] = chance.next() as u8;
                flipped += 1;
            }
            let decoded = read(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            told += usize::from(decoded.reading.encoding == name && decoded.reading.parts.is_empty());
            let kept: Vec<&str> = decoded.text.as_str().lines().collect();
            lost += text.lines().filter(|line| !kept.contains(line)).count();
        }
        println!("{name}, 0.1 % of bytes flipped: {told} of {} told, {lost} lines touched by {flipped} bytes", files_a_cell());
        assert_eq!(told, files_a_cell(), "{name}");
        assert!(lost <= 2 * flipped, "{name}: {lost} {flipped}");
    }
}

#[test]
fn a_lost_byte_garbles_a_character_or_two() {
    let material = Material::new();
    for (encoding, script) in
        [(encoding_rs::GBK, Script::Simplified), (encoding_rs::GBK, Script::Traditional), (encoding_rs::BIG5, Script::Traditional)]
    {
        let mut chance = Chance::new(11);
        let mut counts = Vec::new();
        for _ in 0..4 * files_a_cell() {
            let (mut bytes, text) = encode(encoding, &material.excerpt(&mut chance, script, 1000).replace('\n', ""));
            let wide: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] >= 0x80).collect();
            bytes.remove(wide[chance.below(wide.len())]);
            let decoded = read(bytes).unwrap_or_else(|error| panic!("{error}"));
            counts.push(garbled(decoded.text.as_str(), &text));
        }
        counts.sort_unstable();
        let average = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
        let (p95, most) = (counts[counts.len() * 95 / 100], counts[counts.len() - 1]);
        println!("{} {script:?}: a lost byte garbles {average:.2} characters, p95 {p95}, most {most}", encoding.name());
        assert!(average <= 2.5 && p95 <= 6, "{average} {p95}");
    }
}

type Encode = fn(&str) -> (Vec<u8>, String);

#[test]
fn files_in_two_encodings_are_read_part_by_part() {
    let encodings: [(&str, Encode, Script); 4] = [
        ("UTF-8", |text| (text.as_bytes().to_vec(), text.to_owned()), Script::Simplified),
        ("gb18030", |text| encode(encoding_rs::GBK, text), Script::Simplified),
        ("Big5", |text| encode(encoding_rs::BIG5, text), Script::Traditional),
        ("UTF-16LE", |text| (utf16(text, true), text.to_owned()), Script::Simplified),
    ];
    let material = Material::new();
    let mut total = Cell::default();
    for length in [20, 50, 100, 500, 2000] {
        let mut cell = Cell::default();
        let mut failures = Vec::new();
        let mut chance = Chance::new(length as u64);
        for (first, (first_name, first_encode, first_script)) in encodings.iter().enumerate() {
            for (second, (second_name, second_encode, second_script)) in encodings.iter().enumerate() {
                if first == second {
                    continue;
                }
                for _ in 0..files_a_cell() / 4 {
                    let (start, start_text) = first_encode(&(material.excerpt(&mut chance, *first_script, length) + "\n"));
                    let (end, end_text) = second_encode(&(material.excerpt(&mut chance, *second_script, length) + "\n"));
                    let (bytes, text) = ([start, end].concat(), start_text + &end_text);
                    let outcome = read(bytes);
                    let said = outcome
                        .as_ref()
                        .map(|decoded| format!("{:?} {}", decoded.reading.parts, decoded.text.as_str()))
                        .unwrap_or_else(ToString::to_string);
                    let before = cell.exact;
                    cell.count(&text, outcome);
                    if cell.exact == before {
                        failures.push(format!("{first_name} + {second_name}: {said}\n  {:?}", text));
                    }
                }
            }
        }
        println!("two encodings, {length} characters each: {cell:?}");
        failures.iter().take(3).for_each(|failure| println!("  {}", failure.chars().take(300).collect::<String>()));
        assert!(cell.wrong * if length < 50 { 50 } else { 200 } <= cell.drawn(), "{cell:?}");
        assert!(length < 50 || cell.share_exact() >= 0.95, "{cell:?}");
        total = Cell { exact: total.exact + cell.exact, ..total };
    }
    assert!(total.exact > 0);
}

fn refusal(outcome: Result<Decoded, Error>) -> String {
    match outcome {
        Ok(decoded) => format!("read as {}", decoded.reading.encoding),
        Err(error) => error.to_string(),
    }
}

#[test]
fn binary_files_are_refused() {
    let mut chance = Chance::new(3);
    for length in [64, 200, 1000, 6000, 100_000] {
        for _ in 0..files_a_cell() / 4 {
            let noise: Vec<u8> = (0..length).map(|_| chance.next() as u8).collect();
            let said = refusal(read(noise));
            assert!(said.starts_with("is not text"), "{length}: {said}");
            // Records: numbers with many zeros.
            let records: Vec<u8> = (0..length).map(|at| if at % 4 == 0 { chance.next() as u8 } else { 0 }).collect();
            let said = refusal(read(records));
            assert!(said.starts_with("is not text"), "records {length}: {said}");
        }
    }
}

#[test]
fn foreign_texts_are_named() {
    let cases: [(&'static encoding_rs::Encoding, &str, &str); 7] = [
        (
            encoding_rs::WINDOWS_1252,
            "L'été dernier, les élèves du collège ont présenté leur pièce de théâtre à la fête de l'école.",
            "Western European",
        ),
        (
            encoding_rs::WINDOWS_1252,
            "Die Prüfung der Anträge erfolgt spätestens bis zum 30. März; später eingehende können wir nicht berücksichtigen.",
            "Western European",
        ),
        (
            encoding_rs::WINDOWS_1251,
            "Совещание состоится в четверг утром, просим всех сотрудников прийти вовремя и принести отчёты.",
            "Cyrillic",
        ),
        (encoding_rs::KOI8_R, "Совещание состоится в четверг утром, просим всех сотрудников прийти вовремя и принести отчёты.", "Cyrillic"),
        (
            encoding_rs::EUC_KR,
            "회의는 다음 주 목요일 오전 열 시에 본관 이층 회의실에서 열립니다. 모든 직원은 보고서를 가지고 참석하시기 바랍니다.",
            "Korean",
        ),
        (encoding_rs::SHIFT_JIS, "会議は来週の木曜日の午前十時から本館二階の会議室で行いますので、全員ご出席ください。", "Japanese"),
        (encoding_rs::EUC_JP, "会議は来週の木曜日の午前十時から本館二階の会議室で行いますので、全員ご出席ください。", "Japanese"),
    ];
    for (encoding, text, named) in cases {
        let said = refusal(read(encoding.encode(text).0.into_owned()));
        assert!(said.contains(named), "{}: {said}", encoding.name());
        assert_eq!(refusal(read(text.as_bytes().to_vec())), "read as UTF-8");
    }
}
