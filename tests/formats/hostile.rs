//! Damage and hostility: whatever the bytes, an error or what can be read, soon, and never a panic.

use std::io::{Cursor, Read};
use std::time::{Duration, Instant};

use tongzhi::Error;
use tongzhi::decode::decode;
use tongzhi::notice::Format;
use tongzhi::source::{SourceFile, html, sources};

use crate::build::{self, archive, docx};
use crate::chance::{Chance, count};

/// Mutations of each file. `TONGZHI_FORMAT_MUTATIONS` sets another number for a longer run.
pub fn mutations() -> u64 {
    count("TONGZHI_FORMAT_MUTATIONS", 250)
}

/// Longest time for one damaged file, with room for a busy machine.
const SOON: Duration = Duration::from_secs(10);

pub fn mutate(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if bytes.is_empty() {
        bytes.push(b'x');
    }
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        match chance.below(8) {
            0 => bytes.truncate(at.max(1)),
            1 => {
                let end = (at + chance.below(64)).min(bytes.len());
                bytes.drain(at..end);
            }
            2 => {
                let end = (at + chance.below(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            3 => {
                let end = (at + chance.below(32)).min(bytes.len());
                let value = [0, 0xFF, b'9', b'<'][chance.below(4)];
                bytes[at..end].fill(value);
            }
            4 => bytes[at] ^= 1 << chance.below(8),
            _ => bytes[at] = chance.below(256) as u8,
        }
        if bytes.is_empty() {
            bytes.push(b'x');
        }
    }
    bytes
}

/// Bytes of text that are read out of a source; the stages after this one have tests of their own.
fn length(source: SourceFile) -> Result<usize, Error> {
    match source.extracted {
        Some(extracted) => Ok(extracted.as_str().len()),
        None if source.format == Format::Html => Ok(html::visible_text(decode(source, None)?).0.text.as_str().len()),
        None if source.format == Format::Mhtml => Ok(html::paragraphs(decode(source, None)?).0.text.as_str().len()),
        None => Ok(source.bytes.len()),
    }
}

/// Reads all that is in `bytes`.
fn read(name: &str, bytes: Vec<u8>) -> Vec<Result<usize, Error>> {
    let begun = Instant::now();
    let read = match sources(name.to_owned(), bytes) {
        Err(error) => vec![Err(error)],
        Ok(sources) => sources.map(|source| source.and_then(length)).collect(),
    };
    assert!(begun.elapsed() < SOON, "{name} took {:?}", begun.elapsed());
    read
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/formats/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn mutate_whole(name: &str, bytes: Vec<u8>) {
    let mut chance = Chance::new(0x9E37_79B9_7F4A_7C15);
    for _ in 0..mutations() {
        read(name, mutate(&bytes, &mut chance));
    }
}

/// Mutates the parts inside an archive, which checksums would else keep from being read.
fn mutate_parts(name: &str, bytes: Vec<u8>) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = Vec::new();
    for index in 0..zip.len() {
        let mut member = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        members.push((member.name().unwrap().into_owned(), content));
    }
    let mut chance = Chance::new(0x2545_F491_4F6C_DD1D);
    let mut given = 0;
    for _ in 0..mutations() {
        let at = chance.below(members.len());
        let mutated = mutate(&members[at].1, &mut chance);
        let parts: Vec<(&str, &[u8])> = members
            .iter()
            .enumerate()
            .map(|(index, (name, content))| (name.as_str(), if index == at { mutated.as_slice() } else { content.as_slice() }))
            .collect();
        given += read(name, archive(&parts)).iter().filter(|read| matches!(read, Ok(1..))).count();
    }
    assert!(given > mutations() as usize / 2, "most damaged files still give text, and only {given} did");
}

#[test]
fn damaged_docx() {
    mutate_whole("notice.docx", fixture("notice.docx"));
    mutate_parts("notice.docx", fixture("notice.docx"));
}

#[test]
fn damaged_odt() {
    mutate_whole("notice.odt", fixture("notice.odt"));
    mutate_parts("notice.odt", fixture("notice.odt"));
}

#[test]
fn damaged_xlsx() {
    mutate_whole("ledger.xlsx", crate::xlsx::ledger());
    mutate_parts("ledger.xlsx", crate::xlsx::ledger());
}

#[test]
fn damaged_ofd() {
    mutate_whole("notice.ofd", crate::ofd::notice());
    mutate_parts("notice.ofd", crate::ofd::notice());
}

#[test]
fn damaged_doc() {
    mutate_whole("notice.doc", fixture("notice.doc"));
}

#[test]
fn damaged_xls() {
    mutate_whole("ledger.xls", fixture("ledger.xls"));
    mutate_whole("code-page.xls", crate::xls::biff5());
}

#[test]
fn damaged_rtf() {
    mutate_whole("notice.rtf", fixture("notice.rtf"));
}

#[test]
fn damaged_word_2003() {
    mutate_whole("flat.xml", crate::flat::WORD_2003.as_bytes().to_vec());
}

#[test]
fn damaged_mhtml() {
    mutate_whole("notice.mht", crate::word_html::message().into_bytes());
}

#[test]
fn damaged_html() {
    mutate_whole("notice.html", fixture("notice.html"));
}

fn refusal(bytes: Vec<u8>) -> String {
    let mut read = read("hostile", bytes);
    read.pop().unwrap().unwrap_err().to_string()
}

/// A bundle of so many empty files.
fn archive_of(number: usize) -> Vec<u8> {
    let names: Vec<String> = (0..number).map(|number| format!("{number}.txt")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    archive(&members)
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 32 << 20];
    let bomb = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &zeros)]);
    assert!(refusal(bomb).contains("more than 200 times its size"));
    assert!(refusal(archive_of(100_001)).contains("more than 100000"));
    let half = archive_of(60_000);
    let nested = read("nested", archive(&[("1.zip", &half), ("2.zip", &half)]));
    assert_eq!(nested.len(), 100_000 - 2 + 1);
    assert!(nested.last().unwrap().as_ref().unwrap_err().to_string().contains("more than 100000"));
}

/// Bytes that pack to about a hundredth.
fn padding(bytes: usize) -> Vec<u8> {
    let mut chance = Chance::new(7);
    let mut padding = vec![b' '; bytes];
    for at in (0..bytes).step_by(256) {
        padding[at] = b'a' + chance.below(26) as u8;
    }
    padding
}

#[test]
fn parts_and_their_sum_are_bounded() {
    let large = padding(65 << 20);
    assert!(refusal(archive(&[("word/document.xml", &large)])).contains("more than 64 MiB"));
    drop(large);
    let part = padding(60 << 20);
    let bundle = archive(&["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"].map(|name| (name, part.as_slice())));
    let read = read("bundle", bundle);
    assert_eq!(read.iter().filter(|read| read.is_ok()).count(), 4);
    assert_eq!(read.len(), 5, "no more is read");
    assert!(read[4].as_ref().unwrap_err().to_string().contains("more than 256 MiB"));
}

#[test]
fn text_is_cut_where_it_is_too_long() {
    // Many paragraphs, and a single one.
    for end in [r"\par ", ""] {
        let line = "责任科室医务科".repeat(1000) + end;
        let document = r"{\rtf1\ansi\ansicpg65001 ".to_owned() + &line.repeat((33 << 20) / line.len() + 1);
        let extracted = sources("long".to_owned(), document.into_bytes()).unwrap().next().unwrap().unwrap().extracted.unwrap();
        assert!((8 << 20..9 << 20).contains(&extracted.as_str().len()));
        assert!(extracted.limits().iter().any(|limit| limit.contains("more than 8 MiB of text")));
    }
}

#[test]
fn spans_and_repeats_are_cut() {
    let cell =
        r#"<w:tc><w:tcPr><w:gridSpan w:val="4000000000"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"#;
    let wide = docx(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", cell.repeat(500)).repeat(20)), "", "", "");
    assert!(read("wide", wide)[0].as_ref().is_ok_and(|&length| length < 100_000));
    let content = r#"<o xmlns:text="t"><text:p>甲<text:s text:c="4000000000"/>乙</text:p></o>"#;
    let blanks = archive(&[("content.xml", content.as_bytes())]);
    assert!(read("blanks", blanks)[0].as_ref().is_ok_and(|&length| length < 100));
    let cells = r"\intbl a\cell".repeat(300_000);
    assert!(read("cells", format!(r"{{\rtf1 {cells}\row}}").into_bytes())[0].is_ok());
}

#[test]
fn a_page_of_too_many_elements_is_cut() {
    let page = "<html><p>关于开展义诊的通知</p>".to_owned() + &"<i>a</i>".repeat(1 << 18) + "<p>末尾</p>";
    let source = sources("tags".to_owned(), page.into_bytes()).unwrap().next().unwrap().unwrap();
    let (decoded, limits) = html::visible_text(decode(source, None).unwrap());
    assert!(decoded.text.as_str().starts_with("关于开展义诊的通知") && !decoded.text.as_str().contains("末尾"));
    assert!(limits.iter().any(|limit| limit.contains("524288 elements")), "{limits:?}");
}

#[test]
fn entities_and_depth_are_bounded() {
    let laughs = br#"<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document>&b;</w:document>"#;
    assert!(refusal(archive(&[("word/document.xml", laughs)])).contains("DOCTYPE"));
    let deep = format!("{}{}", "<w:p>".repeat(50_000), "</w:p>".repeat(50_000));
    assert!(refusal(archive(&[("word/document.xml", deep.as_bytes())])).contains("more than 256 elements"));
    let deep = format!("{{\\rtf1{}通知", "{".repeat(100_000));
    assert!(refusal(deep.into_bytes()).contains("more than 512 groups"));
}

#[test]
fn encrypted_and_unknown_files_say_so() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap();
    file.flush().unwrap();
    assert!(refusal(file.into_inner().into_inner()).contains("encrypted"));
    assert!(refusal(b"%PDF-1.7\n".to_vec()).contains("a PDF file"));
    let presentation = archive(&[("ppt/presentation.xml", b"<p/>")]);
    assert!(refusal(presentation).contains("PowerPoint"));
}

#[test]
fn a_long_text_that_many_cells_share_is_bounded() {
    let long = "\u{533B}".repeat(30_000);
    let shared = crate::xls::workbook(&[(0, 0, "责任单位"), (0, 1, "完成时限")], &long, 60_000);
    let begun = Instant::now();
    let given = read("shared.xls", shared);
    assert!(matches!(given[..], [Ok(1..)]), "{given:?}");
    assert!(begun.elapsed() < SOON);
}

#[test]
fn a_truncated_part_gives_what_is_there_and_says_so() {
    let bytes = docx(&format!("{}<w:p><w:r><w:t>二、", build::paragraph("", &build::run("一、组织义诊"))), "", "", "");
    let mut sources = sources("cut.docx".to_owned(), bytes).unwrap();
    let extracted = sources.next().unwrap().unwrap().extracted.unwrap();
    assert_eq!(extracted.as_str().lines().next(), Some("一、组织义诊"));
    assert!(extracted.limits().iter().any(|limit| limit.contains("word/document.xml is damaged")));
}
