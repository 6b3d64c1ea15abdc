//! What kind of file some bytes are. Names say nothing here: half the archive's .doc files are RTF,
//! HTML or .docx.

use std::io::Cursor;

use super::archive::Archive;
use super::flat::{self, Flat};
use super::mhtml;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, or bytes of no kind known here.
    Text,
    /// HTML, in any encoding.
    Html,
    /// HTML in a MIME message.
    Mhtml,
    /// Word 2007 and later.
    Docx,
    /// Word 97–2003 and WPS Writer.
    Doc,
    /// A word processor's document in one XML file.
    Flat(Flat),
    /// OpenDocument text.
    Odt,
    /// 版式文档.
    Ofd,
    /// Rich Text Format.
    Rtf,
    /// Excel 2007 and later.
    Xlsx,
    /// PDF, where this program reads it.
    Pdf,
    /// Excel 5 to 2003.
    Xls,
    /// A zip archive of none of the kinds known here: a bundle of files.
    Bundle,
    /// A kind that is known and not read.
    Known {
        /// What it is.
        kind: &'static str,
        /// What the user can do; begins with its own punctuation.
        advice: &'static str,
    },
    /// An Office file protected by a password.
    Encrypted,
}

/// What marks a zip archive as a document: the first of these members that it has decides.
const ZIP_KINDS: [(&str, Kind); 8] = [
    ("word/document.xml", Kind::Docx),
    ("word/document2.xml", Kind::Docx),
    ("xl/workbook.xml", Kind::Xlsx),
    ("ppt/presentation.xml", Kind::Known { kind: "a PowerPoint presentation", advice: "; save it as .docx or text" }),
    ("OFD.xml", Kind::Ofd),
    ("content.xml", Kind::Odt),
    ("xl/workbook.bin", Kind::Known { kind: "a binary Excel workbook (.xlsb)", advice: "; save it as .xlsx" }),
    ("Index/Document.iwa", Kind::Known { kind: "an Apple Pages document", advice: "; save it as .docx" }),
];

/// Tags that only the beginning of an HTML file has.
const HTML_BEGINNINGS: [&str; 12] =
    ["!doctype html", "html", "head", "body", "meta", "title", "table", "div", "p", "center", "font", "style"];

/// What kind of file `bytes` are.
pub fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound_kind(bytes);
    }
    if bytes.trim_ascii_start().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes.trim_ascii_start()).starts_with(b"{\\rt") {
        return Kind::Rtf;
    }
    // Some writers put a mark or a blank before it.
    if memchr::memmem::find(&bytes[..bytes.len().min(16)], b"%PDF-").is_some() {
        return PDF;
    }
    if let Some(kind) = flat::kind(bytes) {
        return Kind::Flat(kind);
    }
    if is_html(bytes) {
        return Kind::Html;
    }
    if mhtml::is_message(bytes) { Kind::Mhtml } else { Kind::Text }
}

/// What a PDF is to this program.
const PDF: Kind = if cfg!(feature = "pdf") {
    Kind::Pdf
} else {
    Kind::Known {
        kind: "a PDF file",
        advice: " by this build; cargo install --path . --features pdf makes one that does, and pdftotext -layout makes text of it",
    }
};

/// What marks an OLE2 file as a document: the first of these streams that it has decides.
const COMPOUND_KINDS: [(&str, Kind); 6] = [
    ("EncryptedPackage", Kind::Encrypted),
    ("WordDocument", Kind::Doc),
    ("Workbook", Kind::Xls),
    ("Book", Kind::Xls),
    ("PowerPoint Document", Kind::Known { kind: "a PowerPoint presentation", advice: "; save it as .docx or text" }),
    ("MatOST", Kind::Known { kind: "a Microsoft Works document", advice: "; save it as .docx" }),
];

fn compound_kind(bytes: &[u8]) -> Kind {
    let unknown = Kind::Known { kind: "an OLE2 file without a document known here", advice: "" };
    // A directory too damaged to open is the reader's to complain of.
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Kind::Doc };
    COMPOUND_KINDS.iter().find(|(stream, _)| file.is_stream(stream)).map_or(unknown, |(_, kind)| *kind)
}

fn zip_kind(bytes: &[u8]) -> Kind {
    let Ok(archive) = Archive::open(Cursor::new(bytes)) else {
        // The directory at the end is lost; which kind of error follows is the reader's to say.
        return if memchr::memmem::find(bytes, b"word/document.xml").is_some() { Kind::Docx } else { Kind::Bundle };
    };
    ZIP_KINDS.iter().find(|(member, _)| archive.find(member).is_some()).map_or(Kind::Bundle, |(_, kind)| *kind)
}

/// Whether the first thing in the file, after marks and comments, is a tag that begins HTML.
fn is_html(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let bytes = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    let beginning = &bytes[..bytes.len().min(8192)];
    let first = beginning.iter().find(|&&byte| byte != 0 && !byte.is_ascii_whitespace());
    // Most files are text, and seen to be by a glance. (A blank may be other than ASCII.)
    if first.is_none_or(|&first| first != b'<' && first.is_ascii()) || memchr::memchr(b'<', beginning).is_none() {
        return false;
    }
    // In UTF-16 every second byte of a tag is NUL; without them it reads as ASCII.
    let beginning: Vec<u8> = beginning.iter().copied().filter(|&byte| byte != 0).collect();
    let text = String::from_utf8_lossy(&beginning).to_ascii_lowercase();
    let mut rest = text.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = comment.find("-->") else { return false };
            rest = comment[end + 3..].trim_start();
        } else if let Some(declaration) = rest.strip_prefix("<?xml") {
            let Some(end) = declaration.find('>') else { return false };
            rest = declaration[end + 1..].trim_start();
        } else {
            break;
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    HTML_BEGINNINGS.iter().any(|name| {
        tag.strip_prefix(name).is_some_and(|after| after.starts_with(|next: char| next == '>' || next == '/' || next.is_ascii_whitespace()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_known_by_its_first_tag() {
        let cases: [(&[u8], bool); 9] = [
            (b"<!DOCTYPE html><html>", true),
            (b"\xEF\xBB\xBF\r\n<HTML xmlns:o='urn'>", true),
            (b"<!-- saved from url --> <html>", true),
            (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC>", true),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", true),
            (b"<p>\xB9\xD8\xD3\xDA</p>", true),
            ("<通知>".as_bytes(), false),
            (b"<report><html>", false),
            ("关于<html>的通知".as_bytes(), false),
        ];
        for (bytes, is) in cases {
            assert_eq!(kind(bytes) == Kind::Html, is, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
