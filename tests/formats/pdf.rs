//! .pdf: what several programs made of the same notices, and what a hostile one does to who reads it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use base64::Engine;
use tongzhi::notice::{Document, FieldKind, Item};
use tongzhi::source::{Isolation, Program, from_bytes, sources_with};
use tongzhi::{Options, parse};

use crate::build::archive;
use crate::chance::Chance;
use crate::hostile::{mutate, mutations};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn apart() -> Isolation {
    Isolation::Apart(Arc::new(Program::new(env!("CARGO_BIN_EXE_tongzhi"), ["read-apart"])))
}

fn document(name: &str) -> Document {
    let source = sources_with(name.to_owned(), fixture(name), &apart()).unwrap().next().unwrap().unwrap();
    parse(source, &Options::default()).unwrap()
}

fn items(items: &[Item], into: &mut Vec<String>) {
    for item in items {
        into.push(format!("{} {} {:?} {}", item.id, item.marker, item.title, item.text));
        self::items(&item.items, into);
    }
}

/// All that a document says, but for where.
fn said(document: &Document) -> Vec<String> {
    let mut said = Vec::new();
    for notice in &document.notices {
        said.push(format!("{:?} {:?} {:?}", notice.title, notice.addressees, notice.issuer));
        said.push(format!("{:?}", notice.document_number.as_ref().map(|number| &number.text)));
        said.push(format!("{:?}", notice.issued.as_ref().map(|issued| &issued.date)));
        items(&notice.items, &mut said);
        for assignment in &notice.assignments {
            for field in &assignment.fields {
                said.push(format!("{:?} {:?} {} {:?} {:?}", assignment.path, field.kind, field.text, field.units, field.deadline));
            }
        }
    }
    // Where a line ends at a space, the page does not show it.
    said.iter().map(|line: &String| line.replace(' ', "")).collect()
}

#[test]
fn pdf_of_five_programs_says_what_the_text_says() {
    let cases = [
        // Columns by tabs in the text, ruled tables in the pages; in two of them a page's end cuts a row.
        ("table-by-tabs", ["libreoffice", "chromium", "reportlab", "typst"].as_slice(), 20),
        ("points-at-sentence-ends", &["three-pages"], 30),
        ("table-by-pipes", &["fpdf2"], 10),
    ];
    for (text, makers, least) in cases {
        let expected = said(&document(&format!("fixtures/clean/{text}.txt")));
        assert!(expected.len() >= least, "{text}: {}", expected.len());
        for maker in makers {
            let document = document(&format!("tests/formats/pages/{maker}.pdf"));
            assert_eq!(said(&document), expected, "{maker}");
            assert!(document.source.limits.is_empty(), "{maker}: {:?}", document.source.limits);
        }
    }
}

#[test]
fn spans_name_the_page() {
    let document = document("tests/formats/pages/three-pages.pdf");
    let fields = || document.notices.iter().flat_map(|notice| &notice.assignments).flat_map(|assignment| &assignment.fields);
    let units = fields().filter(|field| field.kind == FieldKind::Responsible);
    let pages: Vec<String> = units.map(|field| field.span.place.unwrap().part.name().into_owned()).collect();
    assert!(pages.is_sorted() && pages.iter().any(|page| page == "page 2"), "{pages:?}");
}

#[test]
fn what_has_no_text_says_why() {
    for (name, says) in [("scan", "seems to be a scan"), ("font-missing", "its fonts show characters without saying which they are")] {
        let name = format!("tests/formats/pages/{name}.pdf");
        let Err(error) = sources_with(name.clone(), fixture(&name), &apart()) else { panic!("{name} was read") };
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(error.code(), "no-text");
    }
    // The library reads none unless it is told where.
    let error = from_bytes("a.pdf".to_owned(), fixture("tests/formats/pages/reportlab.pdf")).unwrap_err();
    assert_eq!(error.code(), "unsupported");
    let here = sources_with("a.pdf".to_owned(), fixture("tests/formats/pages/reportlab.pdf"), &Isolation::Here).unwrap();
    assert_eq!(here.count(), 1);
}

/// A file of these objects; the first is the catalogue.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend([format!("{} 0 obj\n", index + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").into_bytes()));
    let trailer = trailer.replace("{table}", &table.to_string());
    bytes.extend(format!("trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).into_bytes());
    bytes
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{dictionary}/Length {}>>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

/// A page with this content and these further objects, the first of which is number 6 and a form `/X`.
fn page(content: Vec<u8>, further: &[Vec<u8>]) -> Vec<u8> {
    let page =
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>".to_vec();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>".to_vec(),
        page,
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    objects.extend_from_slice(further);
    pdf(&objects, "")
}

const TEXT: &[u8] = b"BT /F1 12 Tf 72 600 Td (Notice) Tj ET ";

/// Packs `count` times `unit`.
fn packed(unit: &[u8], count: usize) -> Vec<u8> {
    let mut packer = zip::write::SimpleFileOptions::default();
    packer = packer.compression_method(zip::CompressionMethod::Deflated).large_file(true);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("x", packer).unwrap();
    let block = unit.repeat((1 << 16) / unit.len());
    for _ in 0..count * unit.len() / block.len() {
        zip.write_all(&block).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut raw = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_index_raw(0).unwrap(), &mut raw).unwrap();
    // zlib's head; a reader that wants the checksum finds none.
    [&[0x78, 0x9C][..], &raw].concat()
}

/// Files made to do harm, and whether there is text to be had from them.
fn hostile() -> Vec<(&'static str, Vec<u8>, Option<bool>)> {
    let with = |head: &[u8], unit: &[u8], count: usize, tail: &[u8]| page(stream("", &[head, &unit.repeat(count), tail].concat()), &[]);
    let form = |next: u32| {
        let head = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>");
        stream(&head, &b"/X Do ".repeat(10))
    };
    let columns = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32/BitsPerComponent 16>>";
    vec![
        ("columns.pdf", page(stream(columns, &packed(b"x", 1 << 16)), &[]), None),
        ("bomb.pdf", page(stream("/Filter/FlateDecode", &packed(b"q ", 350 << 20)), &[]), Some(false)),
        ("arrays.pdf", page(stream("", TEXT), &[[b"[".repeat(100_000), b"]".repeat(100_000)].concat()]), Some(true)),
        ("arrays-in-content.pdf", with(b"", b"[", 100_000, TEXT), None),
        ("dictionaries.pdf", with(b"/A ", b"<</B ", 100_000, TEXT), None),
        ("states.pdf", with(b"", b"q ", 300_000, TEXT), Some(true)),
        ("form-loop.pdf", page(stream("", &[b"/X Do ", TEXT].concat()), &[form(6)]), None),
        ("references.pdf", pdf(&[b"2 0 R".to_vec(), b"1 0 R".to_vec()], ""), Some(false)),
        ("tables.pdf", pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"2 0 R".to_vec()], "/Prev {table}"), Some(false)),
        ("cut.pdf", page(stream("", TEXT), &[])[..200].to_vec(), Some(false)),
    ]
}

fn tongzhi(folder: &Path, arguments: &[&str], input: &[u8]) -> (Vec<String>, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongzhi"));
    let mut child =
        command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    (lines, String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
}

#[test]
fn hostile_files_are_a_line_each_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = hostile();
    let good = fixture("tests/formats/pages/reportlab.pdf");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    hostile.iter().for_each(|(name, bytes, _)| write(name, bytes));
    write("a-good.pdf", &good);
    write("z-good.pdf", &good);
    let bomb = hostile.iter().find(|(name, ..)| *name == "bomb.pdf").map(|(_, bytes, _)| bytes.clone()).unwrap();
    write("bundle.zip", &archive(&[("甲.pdf", &good), ("乙.pdf", &bomb), ("丙.pdf", &good)]));
    let (documents, complaints, status) = tongzhi(folder.path(), &["parse", "--jobs", "4", "."], b"");
    assert_eq!(status, Some(2));
    let is_read = |name: &str| documents.iter().any(|line| line.contains(&format!("\"path\":\"{name}\"")));
    let is_refused = |name: &str| complaints.lines().filter(|line| line.starts_with(&format!("tongzhi: {name}: "))).count() == 1;
    for name in ["a-good.pdf", "z-good.pdf", "bundle.zip!/甲.pdf", "bundle.zip!/丙.pdf"] {
        assert!(is_read(name), "{name}: {complaints}");
    }
    for (name, _, gives) in &hostile {
        assert!(is_read(name) != is_refused(name), "{name}: {complaints}");
        assert!(gives.is_none_or(|gives| gives == is_read(name)), "{name}: {complaints}");
    }
    assert!(complaints.contains("乙.pdf") && complaints.contains("more than 512 MiB"), "{complaints}");
    assert!(!complaints.contains("panicked"), "{complaints}");
}

#[test]
fn streams_answer_on_hostile_files_too() {
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let good = base64(&fixture("tests/formats/pages/reportlab.pdf"));
    let cut = base64(b"%PDF-1.4\n");
    let requests = format!("{{\"id\":1,\"base64\":\"{good}\"}}\n{{\"id\":2,\"base64\":\"{cut}\"}}\n{{\"id\":3,\"base64\":\"{good}\"}}\n");
    let (answers, complaints, status) = tongzhi(Path::new("."), &["parse", "--stream"], requests.as_bytes());
    assert_eq!((answers.len(), status), (3, Some(0)), "{complaints}");
    assert!(answers[1].contains("\"code\":\"damaged\""), "{}", answers[1]);
    assert!(answers[0].contains("沁爱卫〔2016〕4号") && answers[2].contains("沁爱卫〔2016〕4号"));
}

#[test]
fn damaged_pdf() {
    let Isolation::Apart(program) = apart() else { unreachable!() };
    let mut chance = Chance::new(0x2545_F491_4F6C_DD1D);
    // A process each: fewer of them than of other formats' mutations.
    for _ in 0..mutations() / 10 {
        for name in ["reportlab", "chromium", "libreoffice", "typst", "fpdf2"] {
            let mutated = mutate(&fixture(&format!("tests/formats/pages/{name}.pdf")), &mut chance);
            if let Err(error) = program.read(&mutated) {
                assert!(matches!(error.code(), "damaged" | "too-large" | "no-text" | "encrypted"), "{name}: {error}");
            }
        }
    }
}
