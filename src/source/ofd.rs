//! .ofd (版式文档, GB/T 33190): the text of its pages, in their order.

use std::io::Cursor;

use super::archive::Archive;
use super::extracted::{EmptyReason, Extracted};
use super::limits::Budget;
use super::pages::{Glyph, Page, Pages};
use super::xml::{Element, Token, XmlReader};
use crate::error::Error;

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// Width and height of A4 paper in millimetres.
const A4: (f32, f32) = (210.0, 297.0);

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
    let mut laid = Pages::default();
    for root in texts_of(&entry, "OFD.xml", "DocRoot", &mut extracted)? {
        let root = root.trim().trim_start_matches('/').to_owned();
        let document = part(&root, &mut extracted)?;
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        let paper = paper(&document, &root)?;
        for page in pages(&document, &root, &mut extracted)? {
            let name = match page.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None if folder.is_empty() => page,
                None => format!("{folder}/{page}"),
            };
            number += 1;
            // A page that is lost is no reason to give none of the others.
            let glyphs = match part(&name, &mut extracted) {
                Ok(text) => page_glyphs(&text, &name, &mut extracted)?,
                Err(error @ Error::Damaged { .. }) => {
                    extracted.limit(error.to_string());
                    continue;
                }
                Err(error) => return Err(error),
            };
            laid.add(Page { number, glyphs, ..paper.clone() });
        }
    }
    laid.finish(&mut extracted);
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

/// An empty page as large as the document says, in points; A4 where it says nothing.
fn paper(text: &str, part: &str) -> Result<Page, Error> {
    let mut page = Page { width: A4.0 * POINTS, height: A4.1 * POINTS, ..Page::default() };
    let mut xml = XmlReader::new(text, part);
    while let Some(token) = xml.step()? {
        if let Token::Open(element) = token
            && element.name() == "PhysicalBox"
        {
            let size = xml.text()?;
            let size: Vec<f32> = size.split_whitespace().map_while(|number| number.parse().ok()).collect();
            if let [_, _, width, height] = size[..] {
                (page.width, page.height) = (width * POINTS, height * POINTS);
            }
            break;
        }
    }
    Ok(page)
}

/// The characters of a page.
fn page_glyphs(text: &str, part: &str, extracted: &mut Extracted) -> Result<Vec<Glyph>, Error> {
    let mut glyphs = Vec::new();
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
                    add_glyphs(&text, (corner.0 + x, corner.1 + y), size, &mut glyphs);
                }
            }
            _ => {}
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    Ok(glyphs)
}

/// Adds the characters of `text`, each as wide as such characters are, in points.
fn add_glyphs(text: &str, (mut left, baseline): (f64, f64), size: f64, glyphs: &mut Vec<Glyph>) {
    let size = if size.is_finite() && size > 0.0 { size } else { 1.0 };
    for character in text.chars() {
        let right = left + if character.is_ascii() { size / 2.0 } else { size };
        let point = |millimetres: f64| millimetres as f32 * POINTS;
        glyphs.push(Glyph { left: point(left), right: point(right), baseline: point(baseline), size: point(size), character });
        left = right;
    }
}

fn numbers(element: &Element, name: &str) -> Vec<f64> {
    let value = element.attribute(name).unwrap_or_default();
    value.split_whitespace().map_while(|number| number.parse().ok()).collect()
}
