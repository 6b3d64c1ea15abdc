//! .docx.
use crate::{build, lines};

#[test]
fn the_notice_reads_as_it_is_seen() {
    assert_eq!(lines("notice.docx", build::notice_docx()), build::NOTICE_LINES);
}

/// Writes the file that LibreOffice turns into the other fixtures; see `fixtures/formats/make.sh`.
#[test]
#[ignore = "writes fixtures/formats/notice.docx"]
fn write_the_fixture() {
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/formats/notice.docx"), build::notice_docx()).unwrap();
}
