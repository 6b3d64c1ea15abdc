//! .odt: lists with their numbers, tables, text boxes, notes.

mod styles;

use std::collections::HashMap;
use std::io::Cursor;

use self::styles::{OUTLINE, Styles};
use super::archive::Archive;
use super::extracted::Extracted;
use super::label::{Counters, before_text, next_label};
use super::limits::{Budget, SPAN};
use super::table::{Merge, Table};
use super::xml::{Element, Token, XmlReader, part_text};
use crate::error::Error;
use crate::notice::FilePart;

/// Elements whose content is no text of the document.
const PASSED_OVER: [&str; 15] = [
    "tracked-changes",
    "automatic-styles",
    "styles",
    "master-styles",
    "font-face-decls",
    "scripts",
    "note-citation",
    "ruby-text",
    "page-number",
    "page-count",
    "annotation",
    "forms",
    "sequence-decls",
    "variable-decls",
    "desc",
];

struct Reader {
    styles: Styles,
    extracted: Extracted,
    paragraphs: Vec<Paragraph>,
    /// Cells, boxes and notes that are open, each gathering its lines.
    holders: Vec<Vec<String>>,
    tables: Vec<OpenTable>,
    lists: Vec<OpenList>,
    counters: HashMap<String, Counters>,
    notes: Vec<String>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    label: Option<(String, bool)>,
    hidden: bool,
    /// For each open span, whether it hides its text.
    spans: Vec<bool>,
    /// Lines of the boxes anchored in it.
    after: Vec<String>,
}

#[derive(Default)]
struct OpenTable {
    table: Table,
    spanned: (usize, usize),
    /// Lists outside the table, which do not number its cells.
    lists: Vec<OpenList>,
}

struct OpenList {
    style: String,
    /// The item's first paragraph is still to come; with the value that it begins at, if one is given.
    waiting: Option<Option<u32>>,
}

/// Reads the document in `bytes`.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Extracted, Error> {
    let mut archive = Archive::open(Cursor::new(bytes))?;
    let mut extracted = Extracted::default();
    let mut part = |name: &str, extracted: &mut Extracted| archive.part(name, budget, extracted);
    if part("META-INF/manifest.xml", &mut extracted).ok().flatten().is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Error::Encrypted);
    }
    let mut styles = Styles::default();
    match part("styles.xml", &mut extracted) {
        Ok(text) => {
            let damage = styles.read(&text.unwrap_or_default(), "styles.xml")?;
            damage.into_iter().for_each(|damage| extracted.limit(damage));
        }
        Err(error) => extracted.limit(error.to_string()),
    }
    let Some(content) = part("content.xml", &mut extracted)? else {
        return Err(Error::Damaged { part: "content.xml".to_owned(), reason: "is missing".to_owned() });
    };
    styles.read(&content, "content.xml")?;
    let mut reader = Reader::new(styles, extracted);
    reader.read(&content)?;
    Ok(reader.extracted)
}

/// Reads a document that is one XML file.
pub fn read_flat(bytes: Vec<u8>) -> Result<Extracted, Error> {
    let content = part_text(bytes);
    let mut styles = Styles::default();
    styles.read(&content, "content.xml")?;
    let mut reader = Reader::new(styles, Extracted::default());
    reader.read(&content)?;
    Ok(reader.extracted)
}

impl Reader {
    fn new(styles: Styles, extracted: Extracted) -> Self {
        Self {
            styles,
            extracted,
            paragraphs: Vec::new(),
            holders: Vec::new(),
            tables: Vec::new(),
            lists: Vec::new(),
            counters: HashMap::new(),
            notes: Vec::new(),
        }
    }

    fn read(&mut self, content: &str) -> Result<(), Error> {
        let mut xml = XmlReader::new(content, "content.xml");
        // Open elements that hold lines; damage must close them all.
        let mut open: Vec<&'static str> = Vec::new();
        while let Some(token) = xml.step()? {
            match token {
                Token::Open(element) => {
                    if let Some(kind) = self.open(&element, &mut xml)? {
                        open.push(kind);
                    }
                }
                Token::Close(ending) => {
                    let kind = kind(ending.name());
                    if kind.is_some() && kind == open.last().copied() {
                        open.pop();
                        self.close(kind.unwrap_or_default());
                    }
                }
                Token::Text(text) => {
                    // White space folds, as in HTML; what is kept has elements of its own.
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.push_folded(&text);
                    }
                }
            }
            if self.extracted.is_full() {
                break;
            }
        }
        while let Some(kind) = open.pop() {
            self.close(kind);
        }
        for note in std::mem::take(&mut self.notes) {
            self.extracted.push(FilePart::OpenDocument, &note);
        }
        xml.damage().into_iter().for_each(|damage| self.extracted.limit(damage));
        Ok(())
    }

    /// Opens an element; gives its kind where it is to be closed.
    fn open(&mut self, element: &Element, xml: &mut XmlReader) -> Result<Option<&'static str>, Error> {
        let name = element.name();
        match name {
            "spreadsheet" | "presentation" | "drawing" => {
                return Err(Error::Unsupported { kind: "an OpenDocument file but no text", advice: "; save it as .xlsx or .odt" });
            }
            "p" | "h" => {
                let label = self.label(element);
                let hidden = element.attribute("style-name").is_some_and(|style| self.styles.hidden.contains(&style));
                self.paragraphs.push(Paragraph { label, hidden, ..Paragraph::default() });
            }
            "span" => {
                let hides = element.attribute("style-name").is_some_and(|style| self.styles.hidden.contains(&style));
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.spans.push(hides);
                }
            }
            "s" => {
                let count = element.number("c").unwrap_or(1_usize).min(SPAN);
                self.push(&" ".repeat(count));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "note" | "text-box" | "custom-shape" => self.holders.push(Vec::new()),
            "list" => {
                let inherited = self.lists.last().map(|list| list.style.clone());
                let is_outermost = inherited.is_none();
                let style = element.attribute("style-name").or(inherited).unwrap_or_default();
                let continues =
                    element.attribute("continue-numbering").as_deref() == Some("true") || element.attribute("continue-list").is_some();
                if is_outermost && !continues {
                    self.counters.remove(&style);
                }
                self.lists.push(OpenList { style, waiting: None });
            }
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.waiting = Some(element.number("start-value"));
                }
            }
            "table" => {
                let lists = std::mem::take(&mut self.lists);
                self.tables.push(OpenTable { lists, ..OpenTable::default() });
            }
            "table-row" => {
                if let Some(open) = self.tables.last_mut() {
                    open.table.begin_row();
                }
            }
            "table-cell" => {
                if let Some(open) = self.tables.last_mut() {
                    let spanned = |name: &str| element.number(name).unwrap_or(1_usize);
                    open.spanned = (spanned("number-columns-spanned"), spanned("number-rows-spanned"));
                }
                self.holders.push(Vec::new());
            }
            name if PASSED_OVER.contains(&name) => {
                xml.skip()?;
                return Ok(None);
            }
            _ => {}
        }
        Ok(kind(name))
    }

    fn close(&mut self, kind: &str) {
        match kind {
            "p" | "h" => {
                let Some(paragraph) = self.paragraphs.pop() else { return };
                if !paragraph.hidden {
                    let text = paragraph.text.trim_end_matches(' ');
                    let line = match paragraph.label {
                        Some((label, tight)) => before_text(&label, tight, text),
                        None => text.to_owned(),
                    };
                    self.line(line);
                }
                paragraph.after.into_iter().for_each(|line| self.line(line));
            }
            "span" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.spans.pop();
                }
            }
            "note" => self.notes.extend(self.holders.pop().unwrap_or_default()),
            "text-box" | "custom-shape" => {
                let lines = self.holders.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.after.extend(lines),
                    None => lines.into_iter().for_each(|line| self.line(line)),
                }
            }
            "list" => {
                self.lists.pop();
            }
            "table-cell" => {
                let lines = self.holders.pop().unwrap_or_default();
                if let Some(open) = self.tables.last_mut() {
                    open.table.push(lines, open.spanned.0, Merge::Rows(open.spanned.1));
                }
            }
            "table" => {
                let Some(open) = self.tables.pop() else { return };
                self.lists = open.lists;
                open.table.into_lines().into_iter().for_each(|line| self.line(line));
            }
            _ => {}
        }
    }

    /// The label of a paragraph that begins: the first of a list's item, or a heading outside lists.
    fn label(&mut self, element: &Element) -> Option<(String, bool)> {
        let (style, level, start) = match self.lists.len().checked_sub(1) {
            Some(level) => {
                let list = self.lists.last_mut()?;
                (list.style.clone(), level, list.waiting.take()?)
            }
            None if element.name() == "h" => (OUTLINE.to_owned(), element.number::<usize>("outline-level")?.checked_sub(1)?, None),
            None => return None,
        };
        let levels = self.styles.lists.get(&style)?;
        let tight = levels.get(level)?.tight;
        let counters = self.counters.entry(style).or_default();
        let label = next_label(counters, levels, level, start);
        (!label.is_empty()).then_some((label, tight))
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push(text);
        }
    }

    fn line(&mut self, line: String) {
        match self.holders.last_mut() {
            Some(lines) if !line.trim().is_empty() => lines.push(line),
            Some(_) => {}
            None => self.extracted.push(FilePart::OpenDocument, &line),
        }
    }
}

impl Paragraph {
    fn push(&mut self, text: &str) {
        if !self.spans.contains(&true) {
            self.text.push_str(text);
        }
    }

    fn push_folded(&mut self, text: &str) {
        if self.spans.contains(&true) {
            return;
        }
        for character in text.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' if self.text.is_empty() || self.text.ends_with(' ') => {}
                ' ' | '\t' | '\n' | '\r' => self.text.push(' '),
                _ => self.text.push(character),
            }
        }
    }
}

/// The elements that are closed here.
fn kind(name: &str) -> Option<&'static str> {
    ["p", "h", "span", "note", "text-box", "custom-shape", "list", "table-cell", "table"].into_iter().find(|known| *known == name)
}
