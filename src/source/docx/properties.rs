//! Properties of paragraphs, runs, rows and cells.

use crate::error::Error;
use crate::source::xml::{Element, Token, XmlReader};

/// What is used here of a paragraph's properties.
#[derive(Default)]
pub struct ParagraphProperties {
    /// Its style.
    pub style: Option<String>,
    /// Its list; 0 takes the style's away.
    pub number: Option<i64>,
    /// Its level in the list, from 0.
    pub level: Option<usize>,
    /// Its mark is not seen.
    pub mark_hidden: bool,
    /// Its mark is deleted: it goes on into the next.
    pub mark_deleted: bool,
}

/// Calls `take` for each property in the open element, old values passed over.
pub fn each_property(xml: &mut XmlReader, mut take: impl FnMut(&Element)) -> Result<(), Error> {
    let mut depth = 1;
    while depth > 0 {
        match xml.step()? {
            Some(Token::Open(element)) if element.name().ends_with("Change") => xml.skip()?,
            Some(Token::Open(element)) if element.name() == "annotation" => {
                take(&element);
                xml.skip()?;
            }
            Some(Token::Open(element)) => {
                depth += 1;
                take(&element);
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(())
}

/// An open `w:pPr`.
pub fn read_paragraph_properties(xml: &mut XmlReader) -> Result<ParagraphProperties, Error> {
    let mut properties = ParagraphProperties::default();
    each_property(xml, |element| match element.name() {
        "pStyle" => properties.style = element.attribute("val"),
        "numId" | "ilfo" => properties.number = element.number("val"),
        "ilvl" => properties.level = element.number("val"),
        // Properties of the paragraph's mark, the only run among them.
        "vanish" => properties.mark_hidden = element.is_on(),
        "del" | "moveFrom" => properties.mark_deleted = true,
        "annotation" => properties.mark_deleted |= element.attribute("type").as_deref() == Some("Word.Deletion"),
        _ => {}
    })?;
    Ok(properties)
}
