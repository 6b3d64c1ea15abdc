//! `word/numbering.xml`: lists, their levels, and the counters as the paragraphs come.

use std::collections::{HashMap, HashSet};

use crate::error::Error;
use crate::source::label::{Counters, LEVELS, Level, next_label};
use crate::source::xml::{Element, Token, XmlReader};

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: HashMap<String, List>,
    instances: HashMap<String, Instance>,
    /// List style → the list that defines it.
    styled: HashMap<String, String>,
    counters: HashMap<String, Counters>,
    /// Instance → its list and its levels with the overrides in place, made when the instance is first used.
    resolved: HashMap<String, (String, Vec<Level>)>,
    /// Overrides that have been used: each restarts its level once.
    restarted: HashSet<(String, usize)>,
}

/// `w:abstractNum`.
#[derive(Debug, Default, Clone)]
struct List {
    levels: Vec<Level>,
    /// Paragraph styles that stand at a level of this list.
    paragraph_styles: HashMap<String, usize>,
    /// The list style that the levels really come from.
    link: Option<String>,
}

/// `w:num`.
#[derive(Debug, Default, Clone)]
struct Instance {
    list: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// Label of a numbered paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The label.
    pub text: String,
    /// Nothing stands between it and the paragraph's text.
    pub tight: bool,
}

impl Numbering {
    /// Reads the part; gives what is wrong with it too.
    pub fn read(text: &str) -> Result<(Self, Option<String>), Error> {
        let mut numbering = Self::default();
        let mut xml = XmlReader::new(text, "word/numbering.xml");
        while let Some(token) = xml.step()? {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default();
                    let (list, style) = read_list(&mut xml)?;
                    if let Some(style) = style {
                        numbering.styled.insert(style, id.clone());
                    }
                    numbering.lists.insert(id, list);
                }
                "num" => {
                    let id = element.attribute("numId").unwrap_or_default();
                    let instance = read_instance(&mut xml)?;
                    numbering.instances.insert(id, instance);
                }
                _ => {}
            }
        }
        Ok((numbering, xml.damage()))
    }

    /// The level (from 0) at which paragraphs of `style` stand in the list `number`.
    pub fn level_of_style(&self, number: &str, style: &str) -> Option<usize> {
        let (_, list) = self.list(&self.instances.get(number)?.list)?;
        list.paragraph_styles.get(style).copied()
    }

    /// Counts a paragraph at `level` of the list `number` and gives its label.
    pub fn next(&mut self, number: &str, level: usize) -> Option<Label> {
        if !self.resolved.contains_key(number) {
            let resolved = self.resolve(number)?;
            self.resolved.insert(number.to_owned(), resolved);
        }
        let (list, levels) = self.resolved.get(number)?;
        let tight = levels.get(level)?.tight;
        let start = self.instances.get(number).and_then(|instance| instance.starts.get(&level)).copied();
        let restart_at = start.filter(|_| self.restarted.insert((number.to_owned(), level)));
        let counters = match self.counters.get_mut(list) {
            Some(counters) => counters,
            None => self.counters.entry(list.clone()).or_default(),
        };
        Some(Label { text: next_label(counters, levels, level, restart_at), tight })
    }

    fn resolve(&self, number: &str) -> Option<(String, Vec<Level>)> {
        let instance = self.instances.get(number)?;
        let (id, list) = self.list(&instance.list)?;
        let mut levels = list.levels.clone();
        for (&at, replaced) in &instance.levels {
            if let Some(level) = levels.get_mut(at) {
                *level = replaced.clone();
            }
        }
        Some((id.to_owned(), levels))
    }

    /// The list of this id, or the one that its style link names.
    fn list<'l>(&'l self, id: &'l str) -> Option<(&'l str, &'l List)> {
        let list = self.lists.get(id)?;
        match &list.link {
            Some(style) if list.levels.is_empty() => {
                let id = self.styled.get(style)?;
                Some((id, self.lists.get(id)?))
            }
            _ => Some((id, list)),
        }
    }
}

/// An open `w:abstractNum`, and the list style that it defines.
fn read_list(xml: &mut XmlReader) -> Result<(List, Option<String>), Error> {
    let mut list = List::default();
    let mut style = None;
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
                    "styleLink" => style = element.attribute("val"),
                    "numStyleLink" => list.link = element.attribute("val"),
                    _ => {}
                }
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok((list, style))
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
        "start" => level.start = element.number("val").unwrap_or(1),
        "numFmt" => match element.attribute("val") {
            Some(format) if format == "custom" => level.format = custom_format(element.attribute("format").as_deref()),
            Some(format) => level.format = format,
            None => {}
        },
        "lvlText" => level.text = element.attribute("val").unwrap_or_default(),
        "lvlRestart" => level.restart_after = element.number("val"),
        "isLgl" => level.legal = element.is_on(),
        "suff" => level.tight = element.attribute("val").as_deref() == Some("nothing"),
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
                    "abstractNumId" => instance.list = element.attribute("val").unwrap_or_default(),
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
