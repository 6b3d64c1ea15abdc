//! `word/styles.xml`: which styles number their paragraphs or hide their text.

use std::collections::HashMap;

use crate::error::Error;
use crate::source::xml::{Token, XmlReader};

/// The styles of a document, by id.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The paragraph style of paragraphs that name none.
    default: Option<String>,
}

/// What a style says, `None` for what it leaves to the one it is based on.
#[derive(Debug, Default, Clone)]
struct Style {
    based_on: Option<String>,
    number: Option<i64>,
    level: Option<usize>,
    hidden: Option<bool>,
}

/// Styles based on each other that are followed; Word allows eleven.
const CHAIN: usize = 16;

impl Styles {
    /// Reads the part; gives what is wrong with it too.
    pub fn read(text: &str) -> Result<(Self, Option<String>), Error> {
        let mut styles = Self::default();
        let mut xml = XmlReader::new(text, "word/styles.xml");
        let mut open: Option<(String, Style)> = None;
        while let Some(token) = xml.step()? {
            match token {
                Token::Open(element) => match (element.name(), &mut open) {
                    ("style", _) => {
                        let id = element.attribute("styleId").unwrap_or_default();
                        let is_default = matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
                        if is_default && element.attribute("type").as_deref() == Some("paragraph") {
                            styles.default = Some(id.clone());
                        }
                        open = Some((id, Style::default()));
                    }
                    ("basedOn", Some((_, style))) => style.based_on = element.attribute("val"),
                    ("numId" | "ilfo", Some((_, style))) => style.number = element.number("val"),
                    ("ilvl", Some((_, style))) => style.level = element.number("val"),
                    ("vanish", Some((_, style))) => style.hidden = Some(element.is_on()),
                    ("tblStylePr", _) => xml.skip()?,
                    _ => {}
                },
                Token::Close(ending) if ending.name() == "style" => {
                    if let Some((id, style)) = open.take() {
                        styles.styles.insert(id, style);
                    }
                }
                Token::Close(_) | Token::Text(_) => {}
            }
        }
        Ok((styles, xml.damage()))
    }

    /// The list and level that a paragraph of `style` is numbered by, and the style that says so.
    pub fn number(&self, style: Option<&str>) -> Option<(i64, Option<usize>, String)> {
        let (id, found) = self.chain(style).find(|(_, style)| style.number.is_some())?;
        let level = self.chain(style).find_map(|(_, style)| style.level);
        Some((found.number?, level, id.to_owned()))
    }

    /// The level that `style` names, for paragraphs that name their list themselves.
    pub fn level(&self, style: Option<&str>) -> Option<usize> {
        self.chain(style).find_map(|(_, style)| style.level)
    }

    /// Whether `style` hides its text.
    pub fn hides(&self, style: Option<&str>) -> bool {
        self.chain(style).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    fn chain<'s>(&'s self, style: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = style.or(self.default.as_deref());
        let get = |id: &'s str| self.styles.get(id).map(|style| (id, style));
        std::iter::successors(first.and_then(get), move |(_, style)| style.based_on.as_deref().and_then(get)).take(CHAIN)
    }
}
