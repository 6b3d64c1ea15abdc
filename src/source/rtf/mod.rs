//! .rtf: code pages, Unicode, lists as their writer rendered them or by the list tables, tables, text boxes, footnotes.

mod flow;
mod groups;
mod lists;
mod tokens;
mod words;

use encoding_rs::Encoding;

use self::flow::Flow;
use self::groups::{Group, OwnText, Purpose};
use self::lists::{Fonts, ListTables, Numbered};
use self::tokens::{Token, Tokens};
pub(super) use self::words::code_page;
use self::words::{CHARACTERS, READ_THOUGH_NEW, SKIPPED, SYMBOL_CHARSET, charset};
use super::extracted::Extracted;
use super::field_codes::{drawn, is_shown};
use super::label::before_text;
use super::limits::GROUP_DEPTH;
use crate::error::Error;
use crate::notice::FilePart;

struct Reader {
    groups: Vec<Group>,
    flows: Vec<Flow>,
    extracted: Extracted,
    notes: Vec<String>,
    fonts: Fonts,
    code_page: &'static Encoding,
    /// Bytes of text that are not decoded yet: a character may be parted over tokens.
    bytes: Vec<u8>,
    high: Option<u16>,
    /// Alternatives still to be passed over.
    passing: usize,
    instruction: String,
    lists: ListTables,
}

/// Reads the document in `bytes`.
pub fn read(bytes: &[u8]) -> Result<Extracted, Error> {
    let mut reader = Reader {
        groups: vec![Group { alternatives: 1, font: -1, ..Group::default() }],
        flows: vec![Flow::default()],
        extracted: Extracted::default(),
        notes: Vec::new(),
        fonts: Fonts::new(),
        code_page: encoding_rs::WINDOWS_1252,
        bytes: Vec::new(),
        high: None,
        passing: 0,
        instruction: String::new(),
        lists: ListTables::default(),
    };
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(b"bin", Some(length)) => tokens.pass_over(usize::try_from(length).unwrap_or(0)),
            token => reader.token(token)?,
        }
        if reader.extracted.is_full() {
            break;
        }
    }
    Ok(reader.finish())
}

impl Reader {
    fn finish(mut self) -> Extracted {
        if self.groups.len() > 1 {
            self.extracted.limit("the file ends in the middle; what is there was read");
        }
        while self.groups.len() > 1 {
            self.close();
        }
        self.flush();
        self.end_flow();
        for note in std::mem::take(&mut self.notes) {
            self.extracted.push(FilePart::RichText, &note);
        }
        self.extracted.set_encoding(self.code_page.name());
        self.extracted
    }

    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn token(&mut self, token: Token) -> Result<(), Error> {
        match token {
            Token::Text(text) => {
                let passed = self.passing.min(text.len());
                self.passing -= passed;
                self.take_bytes(&text[passed..]);
            }
            Token::Byte(byte) if self.passing == 0 => self.take_bytes(&[byte]),
            Token::Byte(_) => self.passing -= 1,
            Token::Open => {
                self.flush();
                self.passing = 0;
                if self.groups.len() >= GROUP_DEPTH {
                    let limit = format!("more than {GROUP_DEPTH} groups within each other");
                    return Err(Error::TooLarge { part: "rtf".to_owned(), limit });
                }
                let group = *self.group();
                self.groups.push(Group { own_text: None, is_new: false, is_level: false, ..group });
            }
            Token::Close => {
                self.flush();
                self.passing = 0;
                self.close();
            }
            Token::Sign(sign) => match sign {
                b'\\' | b'{' | b'}' if self.passing > 0 => self.passing -= 1,
                b'\\' | b'{' | b'}' => self.take_bytes(&[sign]),
                _ => {
                    self.flush();
                    match sign {
                        b'*' => self.group().is_new = true,
                        b'~' => self.character('\u{a0}'),
                        b'_' => self.character('-'),
                        b'\n' | b'\r' => self.end_paragraph(),
                        _ => {}
                    }
                }
            },
            Token::Word(word, number) => {
                self.flush();
                let word = std::str::from_utf8(word).unwrap_or_default();
                if word == "u" {
                    self.unicode(number.unwrap_or(0));
                } else {
                    self.passing = 0;
                    self.word(word, number);
                }
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(group) = self.groups.pop() else { return };
        if self.groups.is_empty() {
            // A stray `}`: the outermost group stays.
            self.groups.push(group);
            return;
        }
        if let Some(own) = group.own_text {
            self.end_flow();
            let lines = self.flows.pop().map(|flow| flow.lines).unwrap_or_default();
            match own {
                OwnText::Box => self.flow().after.extend(lines),
                OwnText::Note => self.notes.extend(lines),
            }
        }
        if group.purpose == Purpose::Instruction && self.group().purpose != Purpose::Instruction {
            let instruction = std::mem::take(&mut self.instruction);
            let instead = drawn(&instruction);
            let is_shown = instead.is_none() && is_shown(&instruction);
            self.text(&instead.unwrap_or_default());
            // The result that follows in the same field is a page number or, behind what was drawn, nothing.
            self.group().hidden |= !is_shown;
        }
        if group.purpose == Purpose::LevelText && self.group().purpose != Purpose::LevelText {
            self.lists.end_text();
        }
        if group.is_level {
            self.lists.end_level();
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        let is_new = std::mem::take(&mut self.group().is_new);
        if self.group().purpose == Purpose::Skipped {
            return;
        }
        if SKIPPED.contains(&word) {
            self.group().purpose = Purpose::Skipped;
            return;
        }
        if matches!(self.group().purpose, Purpose::Lists | Purpose::LevelText) {
            self.group().is_level |= word == "listlevel";
            if self.lists.word(word, number) {
                self.group().purpose = Purpose::LevelText;
            }
            if !matches!(word, "f" | "uc") {
                return;
            }
        }
        match word {
            "listtable" | "listoverridetable" => self.group().purpose = Purpose::Lists,
            "fonttbl" => self.group().purpose = Purpose::Fonts,
            "listtext" | "pntext" => {
                self.group().purpose = Purpose::Label;
                self.flow().label.clear();
            }
            "fldinst" => {
                self.group().purpose = Purpose::Instruction;
                self.instruction.clear();
            }
            "fldrslt" | "result" => self.group().purpose = Purpose::Text,
            "shptxt" | "dptxbxtext" => self.open_own_text(OwnText::Box),
            "footnote" => self.open_own_text(OwnText::Note),
            _ if is_new && !READ_THOUGH_NEW.contains(&word) => self.group().purpose = Purpose::Skipped,
            "ansicpg" => {
                if let Some(encoding) = code_page(number.unwrap_or(0)) {
                    self.code_page = encoding;
                }
            }
            "f" | "af" if self.group().purpose == Purpose::Fonts => self.group().font = number.unwrap_or(0),
            "f" => self.group().font = number.unwrap_or(0),
            "fcharset" if number == Some(SYMBOL_CHARSET) => self.add_font(None),
            "fcharset" | "cpg" => {
                let encoding = number.and_then(if word == "cpg" { code_page } else { charset });
                if encoding.is_some() {
                    self.add_font(encoding);
                }
            }
            "uc" => self.group().alternatives = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(64),
            "v" => self.group().hidden = is_on,
            "deleted" => self.group().deleted = is_on,
            "plain" => (self.group().hidden, self.group().deleted) = (false, false),
            _ => self.layout_word(word, number),
        }
    }

    /// Words of paragraphs and tables.
    fn layout_word(&mut self, word: &str, number: Option<i32>) {
        let edge = || number.unwrap_or(0).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        match word {
            "par" | "sect" => self.end_paragraph(),
            "pard" => {
                if self.group().purpose == Purpose::Text {
                    let flow = self.flow();
                    (flow.depth, flow.numbered) = (0, Numbered::default());
                }
            }
            "ls" => self.flow().numbered.list = number.unwrap_or(0),
            "ilvl" => self.flow().numbered.level = usize::try_from(number.unwrap_or(0)).unwrap_or(0),
            "intbl" => self.flow().depth = self.flow().depth.max(1),
            "itap" => self.flow().depth = usize::try_from(number.unwrap_or(0)).unwrap_or(0),
            "cell" | "nestcell" => {
                self.end_paragraph_in(if word == "cell" { 1 } else { 2 });
                self.flow().end_cell();
            }
            "row" | "nestrow" => {
                // A row's own mark is no paragraph and has no number.
                self.flow().numbered = Numbered::default();
                self.end_paragraph_in(if word == "row" { 1 } else { 2 });
                self.flow().end_row();
            }
            "nesttableprops" => self.flow().begin_inner_row(),
            "trowd" => self.flow().begin_row(),
            "trleft" => self.flow().set_left(edge()),
            "clmrg" => self.flow().join(true, false),
            "clvmrg" => self.flow().join(false, true),
            "cellx" => self.flow().set_edge(edge()),
            _ => {
                if let Some((_, character)) = CHARACTERS.iter().find(|(known, _)| *known == word) {
                    self.character(*character);
                }
            }
        }
    }

    fn open_own_text(&mut self, own: OwnText) {
        let group = self.group();
        // A box stands by itself, even where its anchor is hidden.
        (group.own_text, group.purpose, group.hidden) = (Some(own), Purpose::Text, false);
        self.flows.push(Flow::default());
    }

    fn add_font(&mut self, encoding: Option<&'static Encoding>) {
        if self.group().purpose == Purpose::Fonts {
            let font = self.group().font;
            self.fonts.insert(font, encoding);
        }
    }

    fn take_bytes(&mut self, bytes: &[u8]) {
        let group = self.group();
        if !matches!(group.purpose, Purpose::Skipped | Purpose::Fonts | Purpose::Lists) {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// Decodes the bytes that wait: by their font, but a Western font in a Chinese file says nothing of its high bytes.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.group().font;
        let encoding = match self.fonts.get(&font).copied() {
            // A sign says nothing outside its font.
            Some(None) => return,
            Some(Some(font)) if !font.is_single_byte() || self.code_page.is_single_byte() => font,
            _ => self.code_page,
        };
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        self.text(&text);
    }

    fn unicode(&mut self, number: i32) {
        self.passing = self.group().alternatives;
        let unit = (number & 0xFFFF) as u16;
        let character = match unit {
            0xD800..=0xDBFF => {
                self.high = Some(unit);
                return;
            }
            0xDC00..=0xDFFF => self.high.take().and_then(|high| char::decode_utf16([high, unit]).next()?.ok()),
            // Characters of symbol fonts say nothing outside them.
            0xE000..=0xF8FF => None,
            _ => char::from_u32(unit.into()),
        };
        if let Some(character) = character {
            self.character(character);
        }
    }

    fn character(&mut self, character: char) {
        self.text(character.encode_utf8(&mut [0; 4]));
    }

    fn text(&mut self, text: &str) {
        let group = *self.group();
        match group.purpose {
            Purpose::Instruction => self.instruction.push_str(text),
            Purpose::LevelText => self.lists.text(text),
            Purpose::Text if group.deleted => self.flow().deleted_in_row |= !text.trim().is_empty(),
            Purpose::Label if !group.deleted => self.flow().label.push_str(text),
            Purpose::Text if !group.hidden && !group.deleted => self.flow().paragraph.push_str(text),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.end_paragraph_in(0);
    }

    /// Ends the paragraph, which stands in `depth` tables or more.
    fn end_paragraph_in(&mut self, depth: usize) {
        if self.group().purpose != Purpose::Text {
            return;
        }
        let deleted = self.group().deleted;
        let flow = self.flow();
        flow.depth = flow.depth.max(depth);
        let depth = flow.depth;
        let label = std::mem::take(&mut flow.label);
        if deleted {
            return;
        }
        let text = std::mem::take(&mut flow.paragraph);
        let numbered = flow.numbered;
        let computed = if numbered.list > 0 { self.lists.lists().next(numbered.list.into(), numbered.level) } else { None };
        let rendered = label.trim();
        let line = match computed {
            Some(own) if rendered.is_empty() => before_text(&own.text, own.tight, text.trim_start_matches('\n')),
            _ if rendered.is_empty() => text,
            // What follows the label as rendered is a tab, a space or nothing.
            _ => before_text(rendered, !label.ends_with(char::is_whitespace), text.trim_start_matches('\n')),
        };
        self.close_tables(depth);
        self.give(line);
        for line in std::mem::take(&mut self.flow().after) {
            self.give(line);
        }
    }

    /// Ends the paragraph that is left at the text's end, if there is one, and the tables.
    fn end_flow(&mut self) {
        if !self.flow().paragraph.trim().is_empty() || !self.flow().after.is_empty() {
            self.end_paragraph();
        }
        self.close_tables(0);
    }

    /// Closes and opens tables until `depth` are open.
    fn close_tables(&mut self, depth: usize) {
        for line in self.flow().stand_in(depth) {
            self.give(line);
        }
    }

    fn give(&mut self, line: String) {
        let is_outermost = self.flows.len() <= 1;
        let flow = self.flow();
        let Some(line) = flow.cell_line(line) else { return };
        if is_outermost {
            self.extracted.push(FilePart::RichText, &line);
        } else if !line.trim().is_empty() {
            flow.lines.push(line);
        }
    }
}
