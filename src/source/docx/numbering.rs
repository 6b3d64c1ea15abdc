//! `word/numbering.xml`: lists, their levels, and the counters as the paragraphs come.

use std::collections::HashMap;

use crate::error::Error;
use crate::source::label::{LEVELS, Level};
use crate::source::lists::{Instance, Label, Lists, format_of_code};
use crate::source::xml::{Element, Token, XmlReader};

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: Lists,
    /// List → the paragraph styles that stand at its levels.
    paragraph_styles: HashMap<i64, HashMap<String, usize>>,
}

/// `w:abstractNum`.
#[derive(Debug, Default)]
struct List {
    levels: Vec<Level>,
    paragraph_styles: HashMap<String, usize>,
    /// The list style that the list defines.
    defines: Option<String>,
    /// The list style that the levels really come from.
    link: Option<String>,
}

impl Numbering {
    /// Reads the part; gives what is wrong with it too.
    pub fn read(text: &str) -> Result<(Self, Option<String>), Error> {
        let mut numbering = Self::default();
        let (mut defined, mut links) = (HashMap::new(), Vec::new());
        let mut xml = XmlReader::new(text, "word/numbering.xml");
        while let Some(token) = xml.step()? {
            let Token::Open(element) = token else { continue };
            match element.name() {
                // `w:listDef` and `w:list` are Word 2003's.
                "abstractNum" | "listDef" => {
                    let Some(id) = element.number("abstractNumId").or_else(|| element.number("listDefId")) else { continue };
                    let list = read_list(&mut xml)?;
                    defined.extend(list.defines.map(|style| (style, id)));
                    links.extend(list.link.filter(|_| list.levels.is_empty()).map(|style| (id, style)));
                    numbering.paragraph_styles.insert(id, list.paragraph_styles);
                    numbering.lists.add_list(id, list.levels);
                }
                "num" | "list" => {
                    let Some(id) = element.number("numId").or_else(|| element.number("ilfo")) else { continue };
                    let instance = read_instance(&mut xml)?;
                    numbering.lists.add_instance(id, instance);
                }
                _ => {}
            }
        }
        for (from, style) in links {
            if let Some(&to) = defined.get(&style) {
                numbering.lists.link(from, to);
            }
        }
        Ok((numbering, xml.damage()))
    }

    /// The level (from 0) at which paragraphs of `style` stand in the list `number`.
    pub fn level_of_style(&self, number: i64, style: &str) -> Option<usize> {
        self.paragraph_styles.get(&self.lists.list_of(number)?)?.get(style).copied()
    }

    /// Counts a paragraph at `level` of the list `number` and gives its label.
    pub fn next(&mut self, number: i64, level: usize) -> Option<Label> {
        self.lists.next(number, level)
    }
}

/// An open `w:abstractNum`.
fn read_list(xml: &mut XmlReader) -> Result<List, Error> {
    let mut list = List::default();
    let mut depth = 1;
    while depth > 0 {
        match xml.step()? {
            Some(Token::Open(element)) => {
                depth += 1;
                match element.name() {
                    "lvl" => {
                        let at = element.number("ilvl").unwrap_or(list.levels.len());
                        let (level, paragraph_style) = read_level(xml)?;
                        depth -= 1;
                        if at < LEVELS {
                            list.levels.resize_with(list.levels.len().max(at + 1), Level::default);
                            list.levels[at] = level;
                            list.paragraph_styles.extend(paragraph_style.map(|style| (style, at)));
                        }
                    }
                    "styleLink" => list.defines = element.attribute("val"),
                    "numStyleLink" => list.link = element.attribute("val"),
                    _ => {}
                }
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(list)
}

/// An open `w:lvl`, and the paragraph style that stands at it.
fn read_level(xml: &mut XmlReader) -> Result<(Level, Option<String>), Error> {
    let mut level = Level::default();
    let mut style = None;
    let mut depth = 1;
    while depth > 0 {
        match xml.step()? {
            Some(Token::Open(element)) => {
                if element.name() == "Fallback" {
                    xml.skip()?;
                    continue;
                }
                depth += 1;
                read_level_property(&element, &mut level, &mut style);
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok((level, style))
}

fn read_level_property(element: &Element, level: &mut Level, style: &mut Option<String>) {
    match element.name() {
        "nfc" => level.format = format_of_code(element.number("val").unwrap_or(0)).to_owned(),
        "start" => level.start = element.number("val").unwrap_or(1),
        "numFmt" => match element.attribute("val") {
            Some(format) if format == "custom" => level.format = custom_format(element.attribute("format").as_deref()),
            Some(format) => level.format = format,
            None => {}
        },
        "lvlText" => level.text = element.attribute("val").unwrap_or_default(),
        "lvlRestart" => level.restart_after = element.number("val"),
        "isLgl" => level.legal = element.is_on(),
        "suff" => level.tight = element.attribute("val").is_some_and(|follows| follows.eq_ignore_ascii_case("nothing")),
        "pStyle" => *style = element.attribute("val"),
        _ => {}
    }
}

/// Word's picture formats (`001, 002, 003, ...`); only the ones with leading zeros are in use.
fn custom_format(picture: Option<&str>) -> String {
    if picture.is_some_and(|picture| picture.starts_with("01")) { "decimalZero".to_owned() } else { "decimal".to_owned() }
}

/// An open `w:num`.
fn read_instance(xml: &mut XmlReader) -> Result<Instance, Error> {
    let mut instance = Instance::default();
    let mut at = 0;
    let mut depth = 1;
    while depth > 0 {
        match xml.step()? {
            Some(Token::Open(element)) => {
                depth += 1;
                match element.name() {
                    "abstractNumId" | "ilst" => instance.list = element.number("val").unwrap_or(-1),
                    "lvlOverride" => at = element.number("ilvl").unwrap_or(0),
                    "startOverride" => {
                        instance.starts.insert(at, element.number("val").unwrap_or(1));
                    }
                    "lvl" => {
                        let (level, _) = read_level(xml)?;
                        depth -= 1;
                        instance.levels.insert(at, level);
                    }
                    _ => {}
                }
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(instance)
}
