//! WordprocessingML → paragraphs.

use std::collections::HashSet;

use super::numbering::Numbering;
use super::properties::{ParagraphProperties, each_property, read_paragraph_properties};
use super::styles::Styles;
use crate::error::Error;
use crate::notice::FilePart;
use crate::source::extracted::Extracted;
use crate::source::field_codes::{FieldStack, is_shown};
use crate::source::label::before_text;
use crate::source::lists::Label;
use crate::source::table::{Merge, Table};
use crate::source::xml::{Element, Token, XmlReader};

/// Elements whose content is no text of the document: what was deleted or moved away, old values of
/// properties, the second of two ways to draw a thing, phonetic guides, properties without text.
const PASSED_OVER: [&str; 15] = [
    "del",
    "moveFrom",
    "Fallback",
    "rt",
    "tblPr",
    "tblGrid",
    "tblPrEx",
    "sectPr",
    "sdtPr",
    "sdtEndPr",
    "pPrChange",
    "rPrChange",
    "trPrChange",
    "tcPrChange",
    "binData",
];

/// What of a Word 2003 file is not its text.
const BESIDE_THE_TEXT: [&str; 8] =
    ["DocumentProperties", "CustomDocumentProperties", "fonts", "lists", "styles", "shapeDefaults", "docSuppData", "docPr"];

/// Reads the parts of a document that hold text.
pub struct Body {
    styles: Styles,
    numbering: Numbering,
    extracted: Extracted,
    part: FilePart,
    /// What is open around the text: cells and text boxes, each gathering its lines.
    holders: Vec<Vec<String>>,
    tables: Vec<OpenTable>,
    paragraphs: Vec<Paragraph>,
    fields: FieldStack,
    /// Text of a paragraph whose mark is deleted, which goes before the next one's.
    carried: String,
    footnotes: HashSet<String>,
    endnotes: HashSet<String>,
    /// Lines of notes that stand where they are cited.
    notes: Vec<String>,
}

#[derive(Default)]
struct OpenTable {
    table: Table,
    columns: usize,
    merge: Option<Merge>,
    row_deleted: bool,
    /// Open paragraphs outside the table.
    outside: usize,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    properties: ParagraphProperties,
    /// For each open run, whether it is hidden.
    runs: Vec<bool>,
    /// Lines of the text boxes anchored in it.
    after: Vec<String>,
}

impl Body {
    /// Goes on from what was read of the document before.
    pub fn new(styles: Styles, numbering: Numbering, extracted: Extracted) -> Self {
        Self {
            styles,
            numbering,
            extracted,
            part: FilePart::WordDocument,
            holders: Vec::new(),
            tables: Vec::new(),
            paragraphs: Vec::new(),
            fields: FieldStack::default(),
            carried: String::new(),
            footnotes: HashSet::new(),
            endnotes: HashSet::new(),
            notes: Vec::new(),
        }
    }

    /// Whether the text refers to notes of this part.
    pub fn has_notes(&self, part: FilePart) -> bool {
        match part {
            FilePart::WordFootnotes => !self.footnotes.is_empty(),
            FilePart::WordEndnotes => !self.endnotes.is_empty(),
            _ => false,
        }
    }

    /// What was read so far.
    pub fn extracted(&mut self) -> &mut Extracted {
        &mut self.extracted
    }

    /// What was read.
    pub fn finish(self) -> Extracted {
        self.extracted
    }

    /// Reads one part.
    pub fn read(&mut self, text: &str, part: FilePart) -> Result<(), Error> {
        self.part = part;
        let name = part.name();
        let mut xml = XmlReader::new(text, &name);
        while let Some(token) = xml.step()? {
            match token {
                Token::Open(element) => self.open(&element, &mut xml)?,
                Token::Close(ending) => self.close(ending.name()),
                Token::Text(_) => {}
            }
            if self.extracted.is_full() {
                break;
            }
        }
        // What damage left open is given as far as it goes.
        while !self.paragraphs.is_empty() || !self.tables.is_empty() || !self.holders.is_empty() {
            let inner_table = self.tables.last().is_some_and(|table| table.outside >= self.paragraphs.len());
            match (inner_table, self.holders.is_empty()) {
                (true, false) => self.close("tc"),
                (true, true) => self.close("tbl"),
                (false, _) if !self.paragraphs.is_empty() => self.close("p"),
                _ => self.close("txbxContent"),
            }
        }
        self.fields.clear();
        let carried = std::mem::take(&mut self.carried);
        self.line(carried);
        for note in std::mem::take(&mut self.notes) {
            self.line(note);
        }
        xml.damage().into_iter().for_each(|damage| self.extracted.limit(damage));
        Ok(())
    }

    fn open(&mut self, element: &Element, xml: &mut XmlReader) -> Result<(), Error> {
        match element.name() {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => {
                let properties = read_paragraph_properties(xml)?;
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.properties = properties;
                }
            }
            "r" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.runs.push(false);
                }
            }
            "rPr" => {
                let hidden = self.read_run_properties(xml)?;
                if let Some(run) = self.paragraphs.last_mut().and_then(|paragraph| paragraph.runs.last_mut()) {
                    *run |= hidden;
                }
            }
            "t" => {
                let text = xml.text()?;
                self.text(&text);
            }
            "instrText" => {
                let text = xml.text()?;
                self.fields.instruct(&text);
            }
            "tab" | "ptab" => self.text("\t"),
            "br" if !matches!(element.attribute("type").as_deref(), Some("page" | "column")) => self.text("\n"),
            "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "sym" => self.symbol(element),
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") => self.fields.separate(),
                Some("end") => {
                    if let Some(drawn) = self.fields.end() {
                        self.text(&drawn);
                    }
                }
                _ => {}
            },
            "fldSimple" if !is_shown(&element.attribute("instr").unwrap_or_default()) => xml.skip()?,
            "footnoteReference" => self.footnotes.extend(element.attribute("id")),
            "endnoteReference" => self.endnotes.extend(element.attribute("id")),
            // In Word 2003's XML a note stands where it is cited.
            "footnote" | "endnote" if self.part == FilePart::WordXml => self.holders.push(Vec::new()),
            "footnote" | "endnote" => {
                let cited = if self.part == FilePart::WordFootnotes { &self.footnotes } else { &self.endnotes };
                let is_text = element.attribute("type").is_none_or(|kind| kind == "normal");
                if !is_text || !element.attribute("id").is_some_and(|id| cited.contains(&id)) {
                    xml.skip()?;
                }
            }
            "txbxContent" => self.holders.push(Vec::new()),
            "tbl" => self.tables.push(OpenTable { outside: self.paragraphs.len(), ..OpenTable::default() }),
            "tr" => {
                if let Some(open) = self.tables.last_mut() {
                    open.table.begin_row();
                    open.row_deleted = false;
                }
            }
            "trPr" => self.read_row_properties(xml)?,
            "tc" => {
                if let Some(open) = self.tables.last_mut() {
                    (open.columns, open.merge) = (1, Some(Merge::Rows(1)));
                    self.holders.push(Vec::new());
                }
            }
            "tcPr" => self.read_cell_properties(xml)?,
            "annotation" if matches!(element.attribute("type").as_deref(), Some("Word.Deletion" | "Word.Comment")) => xml.skip()?,
            name if self.part == FilePart::WordXml && BESIDE_THE_TEXT.contains(&name) => xml.skip()?,
            "altChunk" => self.extracted.limit("a document embedded in this one (altChunk) is not read"),
            name if PASSED_OVER.contains(&name) => xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph);
                }
            }
            "r" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.runs.pop();
                }
            }
            "txbxContent" => {
                let lines = self.holders.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.after.extend(lines),
                    None => lines.into_iter().for_each(|line| self.line(line)),
                }
            }
            "footnote" | "endnote" if self.part == FilePart::WordXml => {
                let lines = self.holders.pop().unwrap_or_default();
                self.notes.extend(lines);
            }
            "tc" => {
                let Some(open) = self.tables.last_mut() else { return };
                let lines = self.holders.pop().unwrap_or_default();
                open.table.push(lines, open.columns, open.merge.take().unwrap_or(Merge::Rows(1)));
            }
            "tr" => {
                if let Some(open) = self.tables.last_mut().filter(|open| open.row_deleted) {
                    open.table.drop_row();
                }
            }
            "tbl" => {
                let Some(open) = self.tables.pop() else { return };
                for line in open.table.into_lines() {
                    self.line(line);
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self, paragraph: Paragraph) {
        self.fields.end_paragraph();
        let Paragraph { text, properties, after, .. } = paragraph;
        let mut whole = std::mem::take(&mut self.carried);
        whole.push_str(&text);
        if properties.mark_deleted {
            self.carried = whole;
        } else if !(properties.mark_hidden && whole.trim().is_empty()) {
            let label = self.label(&properties);
            let line = match label {
                Some(label) => before_text(&label.text, label.tight, whole.trim_start_matches('\n')),
                None => whole,
            };
            self.line(line);
        }
        after.into_iter().for_each(|line| self.line(line));
    }

    fn label(&mut self, properties: &ParagraphProperties) -> Option<Label> {
        let style = properties.style.as_deref();
        let (number, level) = match properties.number {
            Some(number) => {
                let level = properties.level.or_else(|| self.styles.level(style)).unwrap_or(0);
                (number, level)
            }
            None => {
                let (number, level, id) = self.styles.number(style)?;
                let level = properties.level.or_else(|| self.numbering.level_of_style(number, &id)).or(level).unwrap_or(0);
                (number, level)
            }
        };
        // List 0 takes a style's number away.
        if number == 0 { None } else { self.numbering.next(number, level) }
    }

    /// Gives a line to the innermost cell or box, or to the document.
    fn line(&mut self, line: String) {
        match self.holders.last_mut() {
            Some(lines) if !line.trim().is_empty() => lines.push(line),
            Some(_) => {}
            None => self.extracted.push(self.part, &line),
        }
    }

    fn text(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if self.fields.is_shown() && !paragraph.runs.contains(&true) {
            paragraph.text.push_str(text);
        }
    }

    /// A character of a font of its own: only those at real code points say anything.
    fn symbol(&mut self, element: &Element) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        if let Some(character) = code.and_then(char::from_u32).filter(|character| !('\u{e000}'..='\u{f8ff}').contains(character)) {
            self.text(character.encode_utf8(&mut [0; 4]));
        }
    }

    fn read_run_properties(&mut self, xml: &mut XmlReader) -> Result<bool, Error> {
        let (mut hidden, mut style) = (None, None);
        each_property(xml, |element| match element.name() {
            "vanish" => hidden = Some(element.is_on()),
            "rStyle" => style = element.attribute("val"),
            _ => {}
        })?;
        Ok(hidden.unwrap_or_else(|| style.is_some_and(|style| self.styles.hides(Some(&style)))))
    }

    fn read_row_properties(&mut self, xml: &mut XmlReader) -> Result<(), Error> {
        let (mut before, mut deleted) = (0, false);
        each_property(xml, |element| match element.name() {
            "gridBefore" => before = element.number("val").unwrap_or(0),
            "del" => deleted = true,
            "annotation" => deleted |= element.attribute("type").as_deref() == Some("Word.Deletion"),
            _ => {}
        })?;
        if let Some(open) = self.tables.last_mut() {
            open.row_deleted = deleted;
            open.table.skip_columns(before);
        }
        Ok(())
    }

    fn read_cell_properties(&mut self, xml: &mut XmlReader) -> Result<(), Error> {
        let (mut columns, mut merge) = (1, Merge::Rows(1));
        each_property(xml, |element| match element.name() {
            "gridSpan" => columns = element.number("val").unwrap_or(1),
            "vMerge" | "vmerge" if element.attribute("val").as_deref() != Some("restart") => merge = Merge::Continued,
            _ => {}
        })?;
        if let Some(open) = self.tables.last_mut() {
            (open.columns, open.merge) = (columns, Some(merge));
        }
        Ok(())
    }
}
