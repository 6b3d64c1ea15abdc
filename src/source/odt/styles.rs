//! ODT's styles: list levels, and the text styles that hide.

use std::collections::{HashMap, HashSet};

use crate::error::Error;
use crate::source::label::{LEVELS, Level};
use crate::source::xml::{Element, Token, XmlReader};

/// The name under which headings' own numbers (`text:outline-style`) are kept.
pub const OUTLINE: &str = "\0outline";

/// What is used here of the styles.
#[derive(Debug, Default)]
pub struct Styles {
    /// List style → its levels.
    pub lists: HashMap<String, Vec<Level>>,
    /// Styles whose text is hidden.
    pub hidden: HashSet<String>,
}

/// How `style:num-format` begins → `w:numFmt` name. Formats beyond ODF's five are LibreOffice's, which show their first numbers.
const FORMATS: [(&str, &str); 17] = [
    ("一", "chineseCounting"),
    ("①", "decimalEnclosedCircle"),
    ("壹", "chineseLegalSimplified"),
    ("壱", "chineseLegalSimplified"),
    ("甲", "ideographTraditional"),
    ("子", "ideographZodiac"),
    ("１", "decimalFullWidth"),
    // So LibreOffice writes its full-width digits.
    ("1, 2, 3, ", "decimalFullWidth"),
    ("〇", "ideographDigital"),
    ("㈠", "ideographParenthesized"),
    ("⑴", "decimalEnclosedParen"),
    ("01", "decimalZero"),
    ("1", "decimal"),
    ("a", "lowerLetter"),
    ("A", "upperLetter"),
    ("i", "lowerRoman"),
    ("I", "upperRoman"),
];

impl Styles {
    /// Adds the styles in a part; gives what is wrong with it.
    pub fn read(&mut self, text: &str, part: &str) -> Result<Option<String>, Error> {
        let mut xml = XmlReader::new(text, part);
        let mut list: Option<String> = None;
        let mut style: Option<String> = None;
        let mut at = 0;
        while let Some(token) = xml.step()? {
            let Token::Open(element) = token else { continue };
            match element.name() {
                // Styles come before the text.
                "body" => break,
                "style" => style = element.attribute("name"),
                "text-properties" if element.attribute("display").as_deref() == Some("none") => self.hidden.extend(style.take()),
                "list-style" => list = element.attribute("name"),
                "outline-style" => list = Some(OUTLINE.to_owned()),
                "list-level-style-number" | "list-level-style-bullet" | "list-level-style-image" | "outline-level-style" => {
                    at = element.number::<usize>("level").unwrap_or(1).saturating_sub(1);
                    if let Some(name) = list.clone().filter(|_| at < LEVELS) {
                        let levels = self.lists.entry(name).or_default();
                        levels.resize_with(levels.len().max(at + 1), Level::default);
                        levels[at] = level(&element, at);
                    }
                }
                "list-level-label-alignment" if element.attribute("label-followed-by").as_deref() == Some("nothing") => {
                    let level = list.as_ref().and_then(|name| self.lists.get_mut(name)?.get_mut(at));
                    level.into_iter().for_each(|level| level.tight = true);
                }
                _ => {}
            }
        }
        Ok(xml.damage())
    }
}

/// One level of a list, at `at` from 0.
fn level(element: &Element, at: usize) -> Level {
    let start = element.number("start-value").unwrap_or(1);
    let shown = element.attribute("num-format").unwrap_or_default();
    if element.name() == "list-level-style-bullet" {
        let text = element.attribute("bullet-char").unwrap_or_default();
        return Level { start, format: "bullet".to_owned(), text, ..Level::default() };
    }
    let format = FORMATS.iter().find(|(begins, _)| shown.starts_with(begins)).map_or("none", |(_, format)| format);
    let text = match element.attribute("num-list-format") {
        Some(picture) => picture_text(&picture),
        None if format == "none" => {
            element.attribute("num-prefix").unwrap_or_default() + &element.attribute("num-suffix").unwrap_or_default()
        }
        None => {
            let levels = element.number::<usize>("display-levels").unwrap_or(1).clamp(1, at + 1);
            let numbers: Vec<String> = (at + 2 - levels..=at + 1).map(|level| format!("%{level}")).collect();
            let (prefix, suffix) = (element.attribute("num-prefix"), element.attribute("num-suffix"));
            prefix.unwrap_or_default() + &numbers.join(".") + &suffix.unwrap_or_default()
        }
    };
    Level { start, format: format.to_owned(), text, ..Level::default() }
}

/// `第%1%阶段` → `第%1阶段`.
fn picture_text(picture: &str) -> String {
    let mut text = String::new();
    let mut rest = picture;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        match after.split_once('%') {
            Some((number, after)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
                text.push('%');
                text.push_str(number);
                rest = after;
            }
            _ => {
                text.push('%');
                rest = after;
            }
        }
    }
    text + rest
}
