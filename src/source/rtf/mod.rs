//! .rtf: code pages, Unicode, lists as their writer rendered them, tables, text boxes, footnotes.

mod tokens;

use std::collections::HashMap;

use encoding_rs::Encoding;

use self::tokens::{Token, Tokens};
use super::edges::{OpenTable, Row};
use super::extracted::Extracted;
use super::field_codes::is_shown;
use super::label::before_text;
use super::limits::GROUP_DEPTH;
use crate::error::Error;
use crate::notice::FilePart;

/// Destinations whose content is no text of the document.
const SKIPPED: [&str; 37] = [
    "colortbl",
    "stylesheet",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "info",
    "pict",
    "objdata",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "annotation",
    "atnid",
    "atnauthor",
    "xe",
    "tc",
    "bkmkstart",
    "bkmkend",
    "pnseclvl",
    "pn",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "shprslt",
    "sn",
    "sv",
    "ftnsep",
    "nonshppict",
    "background",
];

/// Destinations that `\*` marks as new and that are read all the same.
const READ_THOUGH_NEW: [&str; 6] = ["shpinst", "shptxt", "fldinst", "dptxbxtext", "shppict", "nesttableprops"];

/// `\fcharset` → code page label that encoding_rs knows.
const CHARSETS: [(i32, &str); 14] = [
    (134, "gb18030"),
    (136, "big5"),
    (128, "shift_jis"),
    (129, "euc-kr"),
    (0, "windows-1252"),
    (161, "windows-1253"),
    (162, "windows-1254"),
    (163, "windows-1258"),
    (177, "windows-1255"),
    (178, "windows-1256"),
    (186, "windows-1257"),
    (204, "windows-1251"),
    (222, "windows-874"),
    (238, "windows-1250"),
];

/// `\ansicpg` (and `\cpg`) → label; others are `windows-N`.
const CODE_PAGES: [(i32, &str); 6] =
    [(936, "gb18030"), (54936, "gb18030"), (950, "big5"), (932, "shift_jis"), (949, "euc-kr"), (65001, "utf-8")];

/// Control words that stand for a character.
const CHARACTERS: [(&str, char); 12] = [
    ("tab", '\t'),
    ("line", '\n'),
    ("lbr", '\n'),
    ("emdash", '—'),
    ("endash", '–'),
    ("lquote", '‘'),
    ("rquote", '’'),
    ("ldblquote", '“'),
    ("rdblquote", '”'),
    ("bullet", '•'),
    ("emspace", '\u{2003}'),
    ("enspace", '\u{2002}'),
];

/// What a group's text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Purpose {
    #[default]
    Text,
    Skipped,
    Fonts,
    Instruction,
    Label,
}

/// What holds up to a group's end.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    purpose: Purpose,
    hidden: bool,
    deleted: bool,
    font: i32,
    /// Bytes that stand after a `\u` for readers without Unicode.
    alternatives: usize,
    /// The group is a text of its own: a box or a note.
    own_text: Option<OwnText>,
    /// `\*` stood last.
    is_new: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OwnText {
    Box,
    Note,
}

/// A text under way: the document's, a box's or a note's.
#[derive(Default)]
struct Flow {
    paragraph: String,
    label: String,
    in_table: bool,
    table: Option<OpenTable>,
    row: Row,
    next_cell: (bool, bool),
    /// Lines of boxes anchored in the paragraph.
    after: Vec<String>,
    lines: Vec<String>,
}

struct Reader {
    groups: Vec<Group>,
    flows: Vec<Flow>,
    extracted: Extracted,
    notes: Vec<String>,
    fonts: HashMap<i32, &'static Encoding>,
    code_page: &'static Encoding,
    /// Bytes of text that are not decoded yet: a character may be parted over tokens.
    bytes: Vec<u8>,
    high: Option<u16>,
    /// Alternatives still to be passed over.
    passing: usize,
    instruction: String,
    lists_without_labels: bool,
    paragraph_has_list: bool,
}

/// Reads the document in `bytes`.
pub fn read(bytes: &[u8]) -> Result<Extracted, Error> {
    let mut reader = Reader {
        groups: vec![Group { alternatives: 1, font: -1, ..Group::default() }],
        flows: vec![Flow::default()],
        extracted: Extracted::default(),
        notes: Vec::new(),
        fonts: HashMap::new(),
        code_page: encoding_rs::WINDOWS_1252,
        bytes: Vec::new(),
        high: None,
        passing: 0,
        instruction: String::new(),
        lists_without_labels: false,
        paragraph_has_list: false,
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
        self.end_paragraph();
        self.end_table();
        for note in std::mem::take(&mut self.notes) {
            self.extracted.push(FilePart::RichText, &note);
        }
        if self.lists_without_labels {
            self.extracted
                .limit("the file numbers paragraphs by its list tables alone, without their rendered text; these numbers are not given");
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
                self.groups.push(Group { own_text: None, is_new: false, ..group });
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
            self.end_paragraph();
            self.end_table();
            let lines = self.flows.pop().map(|flow| flow.lines).unwrap_or_default();
            match own {
                OwnText::Box => self.flow().after.extend(lines),
                OwnText::Note => self.notes.extend(lines),
            }
        }
        if group.purpose == Purpose::Instruction && self.group().purpose != Purpose::Instruction {
            let instruction = std::mem::take(&mut self.instruction);
            if !is_shown(&instruction) {
                // The result that follows in the same field is a page number.
                self.group().hidden = true;
            }
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
        match word {
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
            "fcharset" => self.add_font(
                CHARSETS.iter().find(|(known, _)| Some(*known) == number).and_then(|(_, label)| Encoding::for_label(label.as_bytes())),
            ),
            "cpg" => self.add_font(number.and_then(code_page)),
            "uc" => self.group().alternatives = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(64),
            "v" => self.group().hidden = is_on,
            "deleted" => self.group().deleted = is_on,
            "plain" => (self.group().hidden, self.group().deleted) = (false, false),
            _ => self.layout_word(word, number),
        }
    }

    /// Words of paragraphs and tables.
    fn layout_word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "par" | "sect" | "nestcell" => self.end_paragraph(),
            "pard" => {
                if self.group().purpose == Purpose::Text {
                    self.flow().in_table = false;
                    self.paragraph_has_list = false;
                }
            }
            "ls" => self.paragraph_has_list = number.unwrap_or(0) > 0,
            "intbl" => self.flow().in_table = true,
            "cell" => {
                self.flow().in_table = true;
                self.end_paragraph();
                self.flow().table.get_or_insert_default().end_cell();
            }
            "row" => {
                self.flow().in_table = true;
                self.end_paragraph();
                let row = self.flow().row.clone();
                self.flow().table.get_or_insert_default().end_row(row);
            }
            "trowd" => {
                self.flow().row = Row { edges: vec![0], ..Row::default() };
                self.flow().next_cell = (false, false);
            }
            "trleft" => {
                let edge = number.unwrap_or(0).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
                if let [first] = self.flow().row.edges.as_mut_slice() {
                    *first = edge;
                }
            }
            "clmrg" => self.flow().next_cell.0 = true,
            "clvmrg" => self.flow().next_cell.1 = true,
            "cellx" => {
                let edge = number.unwrap_or(0).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
                let flow = self.flow();
                let (left, above) = std::mem::take(&mut flow.next_cell);
                if flow.row.edges.len() <= super::limits::COLUMNS {
                    flow.row.edges.push(edge);
                    flow.row.joined_left.push(left);
                    flow.row.joined_above.push(above);
                }
            }
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
        if self.group().purpose == Purpose::Fonts
            && let Some(encoding) = encoding
        {
            let font = self.group().font;
            self.fonts.insert(font, encoding);
        }
    }

    fn take_bytes(&mut self, bytes: &[u8]) {
        let group = self.group();
        if group.purpose != Purpose::Skipped && group.purpose != Purpose::Fonts {
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
        let font = self.fonts.get(&font).copied();
        let encoding = match font {
            Some(font) if !font.is_single_byte() || self.code_page.is_single_byte() => font,
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
            Purpose::Label if !group.deleted => self.flow().label.push_str(text),
            Purpose::Text if !group.hidden && !group.deleted => self.flow().paragraph.push_str(text),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if self.group().purpose != Purpose::Text {
            return;
        }
        let (has_list, deleted) = (self.paragraph_has_list, self.group().deleted);
        let flow = self.flow();
        if deleted {
            return;
        }
        let text = std::mem::take(&mut flow.paragraph);
        let label = std::mem::take(&mut flow.label);
        let label = label.trim();
        let line = if label.is_empty() { text } else { before_text(label, false, text.trim_start_matches('\n')) };
        self.lists_without_labels |= has_list && label.is_empty() && !line.trim().is_empty();
        if !self.flow().in_table {
            self.end_table();
        }
        self.give(line);
        for line in std::mem::take(&mut self.flow().after) {
            self.give(line);
        }
    }

    fn give(&mut self, line: String) {
        let is_outermost = self.flows.len() <= 1;
        let flow = self.flow();
        if flow.in_table {
            flow.table.get_or_insert_default().line(line);
        } else if is_outermost {
            self.extracted.push(FilePart::RichText, &line);
        } else if !line.trim().is_empty() {
            flow.lines.push(line);
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.flow().table.take() else { return };
        let in_table = std::mem::replace(&mut self.flow().in_table, false);
        for line in table.into_lines() {
            self.give(line);
        }
        self.flow().in_table = in_table;
    }
}

/// The encoding of a Windows code page.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    match CODE_PAGES.iter().find(|(known, _)| *known == number) {
        Some((_, label)) => Encoding::for_label(label.as_bytes()),
        None => Encoding::for_label(format!("windows-{number}").as_bytes()),
    }
}
