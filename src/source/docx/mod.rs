//! .docx, as an archive or one XML file, and Word 2003's XML: the main text with its automatic numbers, tables, text boxes and notes.
//!
//! Headers and footers are furniture and are not read; deleted and hidden text is no text.

mod body;
mod numbering;
mod properties;
mod styles;

use std::io::Cursor;

use self::body::Body;
use self::numbering::Numbering;
use self::styles::Styles;
use super::archive::Archive;
use super::extracted::Extracted;
use super::flat;
use super::limits::Budget;
use super::relationships::relationships;
use super::xml::part_text;
use crate::error::Error;
use crate::notice::FilePart;

/// The parts of a document by what they are for; the names are where Word puts them.
#[derive(Debug)]
struct PartNames {
    document: String,
    numbering: String,
    styles: String,
    footnotes: String,
    endnotes: String,
}

impl Default for PartNames {
    fn default() -> Self {
        let name = |part: &str| format!("word/{part}.xml");
        Self {
            document: name("document"),
            numbering: name("numbering"),
            styles: name("styles"),
            footnotes: name("footnotes"),
            endnotes: name("endnotes"),
        }
    }
}

/// Reads the document in `bytes`.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Extracted, Error> {
    let mut archive = Archive::open(Cursor::new(bytes))?;
    read_parts(|name, extracted| archive.part(name, budget, extracted))
}

/// Reads a document whose parts stand in one XML file.
pub fn read_flat(bytes: Vec<u8>) -> Result<Extracted, Error> {
    let text = part_text(bytes);
    let parts = flat::parts(&text);
    read_parts(|name, _| Ok(parts.get(name).map(|&part| part.to_owned())))
}

/// Reads Word 2003's XML, which has styles, lists and text in one.
pub fn read_word_2003(bytes: Vec<u8>) -> Result<Extracted, Error> {
    let text = part_text(bytes);
    let (styles, _) = Styles::read(&text)?;
    let (numbering, _) = Numbering::read(&text)?;
    let mut body = Body::new(styles, numbering, Extracted::default());
    body.read(&text, FilePart::WordXml)?;
    Ok(body.finish())
}

/// Reads a document whose parts `part` gives by their names.
fn read_parts(mut part: impl FnMut(&str, &mut Extracted) -> Result<Option<String>, Error>) -> Result<Extracted, Error> {
    let mut extracted = Extracted::default();
    let mut names = PartNames::default();
    if let Some(text) = part("_rels/.rels", &mut extracted)? {
        for found in relationships(&text, "")? {
            if found.kind == "officeDocument" {
                names.document = found.target;
            }
        }
    }
    let (folder, file) = names.document.rsplit_once('/').unwrap_or(("", &names.document));
    let folder = folder.to_owned();
    if let Some(text) = part(&format!("{folder}/_rels/{file}.rels"), &mut extracted)? {
        for found in relationships(&text, &folder)? {
            match found.kind.as_str() {
                "numbering" => names.numbering = found.target,
                "styles" => names.styles = found.target,
                "footnotes" => names.footnotes = found.target,
                "endnotes" => names.endnotes = found.target,
                _ => {}
            }
        }
    }
    let Some(document) = part(&names.document, &mut extracted)? else {
        return Err(Error::Damaged { part: names.document, reason: "is missing".to_owned() });
    };
    // Without its lists or styles a document still has its text: say so and go on.
    let side_part = |result: Result<Option<String>, Error>, extracted: &mut Extracted| match result {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => {
            extracted.limit(error.to_string());
            String::new()
        }
    };
    let text = part(&names.styles, &mut extracted);
    let (styles, damage) = Styles::read(&side_part(text, &mut extracted))?;
    damage.into_iter().for_each(|damage| extracted.limit(damage));
    let text = part(&names.numbering, &mut extracted);
    let (numbering, damage) = Numbering::read(&side_part(text, &mut extracted))?;
    damage.into_iter().for_each(|damage| extracted.limit(damage));

    let mut body = Body::new(styles, numbering, extracted);
    body.read(&document, FilePart::WordDocument)?;
    drop(document);
    for (name, part_kind) in [(&names.footnotes, FilePart::WordFootnotes), (&names.endnotes, FilePart::WordEndnotes)] {
        if !body.has_notes(part_kind) {
            continue;
        }
        let text = part(name, body.extracted());
        let text = side_part(text, body.extracted());
        body.read(&text, part_kind)?;
    }
    Ok(body.finish())
}
