//! Word documents that are one XML file: Word 2003's own (`w:wordDocument`) and a .docx laid flat (`pkg:package`).

use std::collections::HashMap;

use memchr::memmem;

/// What marks a file as Word 2003's XML, and as a package laid flat: the namespaces in its beginning.
const WORD_2003: &[u8] = b"schemas.microsoft.com/office/word/2003/wordml";
const PACKAGE: &[u8] = b"schemas.microsoft.com/office/2006/xmlPackage";
/// An OpenDocument text laid flat (.fodt).
const OPEN_DOCUMENT: &[u8] = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0";

/// Bytes of a file's beginning in which its namespaces stand.
const BEGINNING: usize = 8192;

/// Which of the documents in one XML file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flat {
    /// Word 2003's.
    Word2003,
    /// A .docx.
    Docx,
    /// An .odt.
    Odt,
}

/// Which one `bytes` are, if they are XML.
pub fn kind(bytes: &[u8]) -> Option<Flat> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    // Only names and attributes have these addresses; a page that cites one begins with other tags.
    let names = |name: &[u8], namespace: &[u8]| memmem::find(beginning, name).is_some() && memmem::find(beginning, namespace).is_some();
    if !beginning.starts_with(b"<") {
        return None;
    }
    [
        (b"wordDocument".as_slice(), WORD_2003, Flat::Word2003),
        (b":package", PACKAGE, Flat::Docx),
        (b"office:document ", OPEN_DOCUMENT, Flat::Odt),
    ]
    .into_iter()
    .find(|(name, namespace, _)| names(name, namespace))
    .map(|(.., kind)| kind)
}

/// The XML parts of a package laid flat, by their names without the first `/`.
pub fn parts(text: &str) -> HashMap<&str, &str> {
    let mut parts = HashMap::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("<pkg:part") {
        let (part, next) = after.split_once("</pkg:part>").unwrap_or((after, ""));
        rest = next;
        let Some((attributes, content)) = part.split_once("<pkg:xmlData") else { continue };
        let Some((_, name)) = attributes.split_once("pkg:name=\"") else { continue };
        let (Some((name, _)), Some((_, content))) = (name.split_once('"'), content.split_once('>')) else { continue };
        parts.insert(name.trim_start_matches('/'), content.rsplit_once("</pkg:xmlData>").map_or(content, |(content, _)| content));
    }
    parts
}
