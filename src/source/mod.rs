//! Opens a file or standard input: bytes, what kind of file they are by their content, and, for
//! everything but text and HTML, the paragraphs that the file holds.

pub mod archive;
pub mod bundle;
pub mod detect;
pub mod doc;
pub mod docx;
pub mod edges;
pub mod extracted;
pub mod field_codes;
pub mod flat;
pub mod html;
pub mod isolation;
pub mod label;
pub mod limits;
pub mod lists;
pub mod mhtml;
pub mod odt;
pub mod ofd;
pub mod pages;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod relationships;
pub mod rtf;
pub mod sheet;
pub mod table;
pub mod xls;
pub mod xlsx;
pub mod xml;

use std::io::Read;
use std::path::Path;

use crate::error::Error;
use crate::notice::Format;
pub use bundle::Sources;
use detect::Kind;
pub use extracted::Extracted;
use flat::Flat;
pub use isolation::{Isolation, Program};
use limits::Budget;

/// An opened input: its name, its bytes or what was taken out of them, its format by content.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path as it was given; a member of a bundle is `bundle.zip!/folder/name.doc`.
    pub path: String,
    /// What kind of file it is.
    pub format: Format,
    /// The whole file where it is text or HTML, the page of an .mht; empty where `extracted` is there.
    pub bytes: Vec<u8>,
    /// Length of the file in bytes.
    pub length: u64,
    /// The file's paragraphs, where it is neither text nor HTML.
    pub extracted: Option<Extracted>,
}

impl SourceFile {
    /// A text in some encoding.
    pub fn text(path: String, bytes: Vec<u8>) -> Self {
        Self { path, format: Format::Text, length: bytes.len() as u64, bytes, extracted: None }
    }
}

/// Opens the file at `path`: one source, or each member of a bundle.
pub fn open(path: &Path) -> Result<Sources, Error> {
    if path.is_dir() {
        return Err(Error::Directory);
    }
    sources(path.to_string_lossy().into_owned(), std::fs::read(path)?)
}

/// Reads `reader` to its end; `path` is the name that the output gives.
pub fn read(path: String, mut reader: impl Read) -> Result<Sources, Error> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    sources(path, bytes)
}

/// The sources in bytes already in memory: one, or each member of a bundle.
pub fn sources(path: String, bytes: Vec<u8>) -> Result<Sources, Error> {
    sources_with(path, bytes, &Isolation::Refuse)
}

/// As [`sources`]; `isolation` says where files are read that may harm their reader (PDF), which are refused elsewhere.
pub fn sources_with(path: String, bytes: Vec<u8>, isolation: &Isolation) -> Result<Sources, Error> {
    match detect::kind(&bytes) {
        Kind::Bundle => Sources::bundle(path, bytes, isolation.clone()),
        _ => Ok(Sources::one(from_bytes_within(path, bytes, &mut Budget::default(), isolation)?)),
    }
}

/// Takes bytes already in memory, which are no bundle; `path` is the name that the output gives.
pub fn from_bytes(path: String, bytes: Vec<u8>) -> Result<SourceFile, Error> {
    from_bytes_within(path, bytes, &mut Budget::default(), &Isolation::Refuse)
}

/// As [`from_bytes`]; what is unpacked counts against `budget`.
fn from_bytes_within(path: String, bytes: Vec<u8>, budget: &mut Budget, isolation: &Isolation) -> Result<SourceFile, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let length = bytes.len() as u64;
    let (format, extracted) = match detect::kind(&bytes) {
        Kind::Text => return Ok(SourceFile::text(path, bytes)),
        Kind::Html => return Ok(SourceFile { path, format: Format::Html, bytes, length, extracted: None }),
        // The page in it, whose places are no places of the file.
        Kind::Mhtml => return Ok(SourceFile { path, format: Format::Mhtml, bytes: mhtml::page(&bytes)?, length, extracted: None }),
        Kind::Docx => (Format::Docx, docx::read(&bytes, budget)?),
        Kind::Flat(Flat::Docx) => (Format::Docx, docx::read_flat(bytes)?),
        Kind::Flat(Flat::Word2003) => (Format::WordXml, docx::read_word_2003(bytes)?),
        Kind::Flat(Flat::Odt) => (Format::Odt, odt::read_flat(bytes)?),
        Kind::Doc => (Format::Doc, doc::read(&bytes, budget)?),
        Kind::Odt => (Format::Odt, odt::read(&bytes, budget)?),
        Kind::Xlsx => (Format::Xlsx, xlsx::read(&bytes, budget)?),
        Kind::Xls => (Format::Xls, xls::read(&bytes, budget)?),
        Kind::Ofd => (Format::Ofd, ofd::read(&bytes, budget)?),
        Kind::Rtf => (Format::Rtf, rtf::read(&bytes)?),
        Kind::Pdf => (Format::Pdf, isolation.read(bytes, read_risky)?),
        Kind::Bundle => return Err(Error::Bundle),
        Kind::Known { kind, advice } => return Err(Error::Unsupported { kind, advice }),
        Kind::Encrypted => return Err(Error::Encrypted),
    };
    if extracted.is_empty() {
        return Err(Error::NoText(extracted.empty_reason().sentence()));
    }
    Ok(SourceFile { path, format, bytes: Vec::new(), length, extracted: Some(extracted) })
}

/// Reads a file in this process that may harm it.
fn read_risky(bytes: Vec<u8>) -> Result<Extracted, Error> {
    #[cfg(feature = "pdf")]
    return pdf::read(bytes);
    #[cfg(not(feature = "pdf"))]
    Err(Error::Damaged { part: "the file".to_owned(), reason: format!("{} bytes of nothing that is read apart", bytes.len()) })
}
