//! .docx.
use std::path::Path;

use crate::{build, lines, notices};

#[test]
fn the_notice_reads_as_it_is_seen() {
    assert_eq!(lines("notice.docx", build::notice_docx()), build::NOTICE_LINES);
}

#[test]
fn notices_read_as_they_are_seen() {
    for notice in notices::all() {
        assert_eq!(lines(notice.name, notice.docx), notice.lines, "{}", notice.name);
    }
}

/// Writes the files that LibreOffice turns into the other formats, and the lines that are seen in them; see `fixtures/formats/make.sh` and `.ci/office`.
#[test]
#[ignore = "writes fixtures/formats/*.docx"]
fn write_the_fixtures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let write = |name: &str, docx: &[u8], lines: &[&str]| {
        std::fs::write(folder.join(name).with_extension("docx"), docx).unwrap();
        std::fs::write(folder.join(name).with_extension("lines"), lines.join("\n") + "\n").unwrap();
    };
    write("notice", &build::notice_docx(), &build::NOTICE_LINES);
    notices::all().iter().for_each(|notice| write(notice.name, &notice.docx, notice.lines));
}
