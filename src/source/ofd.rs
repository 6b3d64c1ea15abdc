//! .ofd (版式文档, GB/T 33190): the text of its pages, in their order.

use std::io::Cursor;

use super::archive::Archive;
use super::extracted::{EmptyReason, Extracted};
use super::limits::Budget;
use super::page_lines::{Piece, paragraphs};
use super::xml::{Element, Token, XmlReader};
use crate::error::Error;
use crate::notice::FilePart;

/// Reads the file in `bytes`.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Extracted, Error> {
    let mut archive = Archive::open(Cursor::new(bytes))?;
    let mut extracted = Extracted::default();
    extracted.set_empty_reason(EmptyReason::Scan);
    let mut part = |name: &str, extracted: &mut Extracted| -> Result<String, Error> {
        let missing = || Error::Damaged { part: name.to_owned(), reason: "is missing".to_owned() };
        archive.part(name, budget, extracted)?.ok_or_else(missing)
    };
    let entry = part("OFD.xml", &mut extracted)?;
    let mut number = 0;
    for root in texts_of(&entry, "OFD.xml", "DocRoot", &mut extracted)? {
        let root = root.trim().trim_start_matches('/').to_owned();
        let document = part(&root, &mut extracted)?;
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        for page in pages(&document, &root, &mut extracted)? {
            let name = match page.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None if folder.is_empty() => page,
                None => format!("{folder}/{page}"),
            };
            number += 1;
            // A page that is lost is no reason to give none of the others.
            let pieces = match part(&name, &mut extracted) {
                Ok(text) => page_pieces(&text, &name, &mut extracted)?,
                Err(error @ Error::Damaged { .. }) => {
                    extracted.limit(error.to_string());
                    continue;
                }
                Err(error) => return Err(error),
            };
            for paragraph in paragraphs(pieces) {
                extracted.push(FilePart::Page(number), &paragraph);
            }
        }
    }
    Ok(extracted)
}

/// The texts of all elements of this name.
fn texts_of(text: &str, part: &str, name: &str, extracted: &mut Extracted) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let mut xml = XmlReader::new(text, part);
    while let Some(token) = xml.step()? {
        if let Token::Open(element) = token
            && element.name() == name
        {
            found.push(xml.text()?);
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    Ok(found)
}

/// Where the pages are, in their order.
fn pages(text: &str, part: &str, extracted: &mut Extracted) -> Result<Vec<String>, Error> {
    let mut pages = Vec::new();
    let mut xml = XmlReader::new(text, part);
    while let Some(token) = xml.step()? {
        if let Token::Open(element) = token
            && element.name() == "Page"
        {
            pages.extend(element.attribute("BaseLoc"));
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    Ok(pages)
}

/// The text objects of a page.
fn page_pieces(text: &str, part: &str, extracted: &mut Extracted) -> Result<Vec<Piece>, Error> {
    let mut pieces = Vec::new();
    let (mut corner, mut size, mut shown) = ((0.0, 0.0), 1.0, true);
    let mut xml = XmlReader::new(text, part);
    while let Some(token) = xml.step()? {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "TextObject" => {
                let boundary = numbers(&element, "Boundary");
                let matrix = numbers(&element, "CTM");
                corner = (boundary.first().copied().unwrap_or(0.0), boundary.get(1).copied().unwrap_or(0.0));
                size = element.number("Size").unwrap_or(1.0);
                if let [a, _, _, _, e, f] = matrix[..] {
                    size *= a.abs().max(0.01);
                    corner = (corner.0 + e, corner.1 + f);
                }
                shown = element.attribute("Visible").as_deref() != Some("false");
            }
            "TextCode" => {
                let (x, y) = (element.number("X").unwrap_or(0.0), element.number("Y").unwrap_or(0.0));
                let text = xml.text()?;
                if shown {
                    pieces.push(Piece { x: corner.0 + x, y: corner.1 + y, size, text });
                }
            }
            _ => {}
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    Ok(pieces)
}

fn numbers(element: &Element, name: &str) -> Vec<f64> {
    let value = element.attribute(name).unwrap_or_default();
    value.split_whitespace().map_while(|number| number.parse().ok()).collect()
}
