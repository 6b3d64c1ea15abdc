//! XML within the limits: no DOCTYPE, no entity but the five and numbers, bounded depth. Damage
//! ends the reading and is remembered; what came before it counts.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::limits::XML_DEPTH;
use crate::error::Error;

/// One step through the document.
pub enum Token<'t> {
    /// An element begins.
    Open(Element<'t>),
    /// The innermost open element ends.
    Close(Ending<'t>),
    /// Text, entities resolved.
    Text(Cow<'t, str>),
}

/// The end of an element.
pub struct Ending<'t>(BytesEnd<'t>);

impl Ending<'_> {
    /// The element's name without its prefix.
    pub fn name(&self) -> &str {
        local_name(self.0.name().into_inner())
    }
}

/// An element's name and attributes.
pub struct Element<'t>(BytesStart<'t>);

impl Element<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        local_name(self.0.name().0)
    }

    /// The value of the attribute of this name (without prefix).
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().with_checks(false).flatten().find(|attribute| local_name(attribute.key.0) == name)?;
        let raw: &str = found.value.as_ref();
        Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), Cow::into_owned))
    }

    /// The attribute's value as a number.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// An on/off property: on unless `val` says no.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Steps through a document.
pub struct XmlReader<'t> {
    reader: Reader<&'t [u8]>,
    part: &'t str,
    depth: usize,
    damage: Option<String>,
}

impl<'t> XmlReader<'t> {
    /// Begins at the start of `text`, which is the part of this name.
    pub fn new(text: &'t str, part: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, part, depth: 0, damage: None }
    }

    /// The next step; `None` at the end, or where damage makes going on impossible.
    pub fn step(&mut self) -> Result<Option<Token<'t>>, Error> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = self.reader.buffer_position();
                    self.damage = Some(format!("{} is damaged at byte {at} ({error}); what comes before was read", self.part));
                    return Ok(None);
                }
            };
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > XML_DEPTH {
                        let limit = format!("more than {XML_DEPTH} elements within each other");
                        return Err(Error::TooLarge { part: self.part.to_owned(), limit });
                    }
                    Token::Open(Element(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close(Ending(end))
                }
                Event::Text(text) => Token::Text(text.into_inner()),
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(reference) => match entity(&reference.into_inner()) {
                    Some(character) => Token::Text(Cow::Owned(character.to_string())),
                    None => continue,
                },
                Event::DocType(_) => {
                    let reason = "holds a DOCTYPE, which no document of this format has; refused".to_owned();
                    return Err(Error::Damaged { part: self.part.to_owned(), reason });
                }
                Event::Eof => {
                    if self.depth > 0 {
                        self.damage = Some(format!("{} ends in the middle; what is there was read", self.part));
                    }
                    return Ok(None);
                }
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.step()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text of the element that was opened last, up to its end.
    pub fn text(&mut self) -> Result<String, Error> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.step()? {
                Some(Token::Text(piece)) => text.push_str(&piece),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// What is wrong with the document, as far as it was read.
    pub fn damage(self) -> Option<String> {
        self.damage
    }
}

fn local_name(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// One of XML's five entities, or a numbered character.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// A part's text: UTF-8, or UTF-16 where a byte order mark says so.
pub fn part_text(bytes: Vec<u8>) -> String {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let little = bytes[0] == 0xFF;
        let encoding = if little { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        return encoding.decode_with_bom_removal(&bytes).0.into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
