//! What paragraphs and characters are set to: formatted pages (FKP), property modifiers (sprm), styles.

use crate::source::edges::Row;
use crate::source::limits::FORMATTED;

use super::{Place, Streams, u16_at, u32_at};

/// What is used here of a paragraph's properties.
#[derive(Debug, Clone, Default)]
pub struct ParagraphProperties {
    /// Index of its style.
    pub style: u16,
    /// Level in its list, from 0.
    pub level: Option<u8>,
    /// Its list override, from 1; 0 takes the style's away.
    pub list: Option<u16>,
    /// It stands in a table.
    pub in_table: bool,
    /// How many tables it stands in, where that is said.
    pub tables: usize,
    /// It is the mark that ends a table row.
    pub row_end: bool,
    /// Its mark ends a cell of a table in a cell.
    pub inner_cell: bool,
    /// Its mark ends a row of a table in a cell.
    pub inner_row_end: bool,
    /// The row's cells, where it ends one.
    pub row: Row,
}

/// What is used here of a run's properties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CharacterProperties {
    /// Not seen.
    pub hidden: bool,
    /// Deleted, the deletion not yet accepted.
    pub deleted: bool,
}

/// Formatting of a document.
#[derive(Debug, Default)]
pub struct Formatting {
    /// First byte, byte after the last, properties; ascending.
    paragraphs: Vec<(u32, u32, ParagraphProperties)>,
    /// Only the runs that are not plain; ascending.
    runs: Vec<(u32, u32, CharacterProperties)>,
    styles: Vec<Style>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    base: u16,
    level: Option<u8>,
    list: Option<u16>,
    hidden: Option<bool>,
}

/// Bytes of a formatted page.
const PAGE: usize = 512;
/// Styles based on each other that are followed.
const CHAIN: usize = 16;

// Property modifiers ([MS-DOC] 2.6).
const CHARACTER_DELETED: u16 = 0x0800;
const CHARACTER_HIDDEN: u16 = 0x083C;
const CHARACTER_STYLE: u16 = 0x4A30;
const PARAGRAPH_STYLE: u16 = 0x4600;
const LIST_LEVEL: u16 = 0x260A;
const LIST_OVERRIDE: u16 = 0x460B;
const IN_TABLE: u16 = 0x2416;
const ROW_END: u16 = 0x2417;
const TABLE_DEPTH: u16 = 0x6649;
const INNER_CELL: u16 = 0x244B;
const INNER_ROW_END: u16 = 0x244C;
const HUGE_PARAGRAPH: [u16; 2] = [0x6646, 0x6645];
const TABLE_DEFINITION: u16 = 0xD608;
const VERTICAL_MERGE: u16 = 0xD62B;
const HORIZONTAL_MERGE: u16 = 0x5624;

impl Formatting {
    /// Reads the document's pages and styles.
    pub fn read(streams: &Streams) -> Self {
        let mut formatting = Self { styles: read_styles(streams.placed(Place::Styles)), ..Self::default() };
        for page in pages(streams, Place::CharacterPages) {
            let runs = usize::from(page[PAGE - 1]);
            for run in 0..runs {
                let (Some(from), Some(to)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4)) else { break };
                let offset = 2 * usize::from(page.get(4 * (runs + 1) + run).copied().unwrap_or(0));
                if offset == 0 {
                    continue;
                }
                let length = usize::from(page.get(offset).copied().unwrap_or(0));
                let modifiers = page.get(offset + 1..(offset + 1 + length).min(PAGE)).unwrap_or_default();
                let properties = formatting.character_properties(modifiers);
                if properties != CharacterProperties::default() && formatting.runs.len() < FORMATTED {
                    formatting.runs.push((from, to, properties));
                }
            }
        }
        for page in pages(streams, Place::ParagraphPages) {
            if formatting.paragraphs.len() >= FORMATTED {
                break;
            }
            let runs = usize::from(page[PAGE - 1]);
            for run in 0..runs {
                let (Some(from), Some(to)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4)) else { break };
                let offset = 2 * usize::from(page.get(4 * (runs + 1) + 13 * run).copied().unwrap_or(0));
                let properties =
                    if offset == 0 { ParagraphProperties::default() } else { paragraph_properties(page, offset, &streams.data) };
                formatting.paragraphs.push((from, to, properties));
            }
        }
        formatting.paragraphs.sort_by_key(|(from, ..)| *from);
        formatting.runs.sort_by_key(|(from, ..)| *from);
        formatting
    }

    /// The properties of the paragraph whose mark stands at `byte` of the main stream, and the byte after the mark.
    pub fn paragraph(&self, byte: u32) -> Option<(&ParagraphProperties, u32)> {
        let after = self.paragraphs.partition_point(|(from, ..)| *from <= byte);
        let (_, to, properties) = self.paragraphs.get(after.checked_sub(1)?)?;
        (byte < *to).then_some((properties, *to))
    }

    /// The properties of the character at `byte`, and the byte up to which they hold.
    pub fn character(&self, byte: u32) -> (CharacterProperties, u32) {
        let after = self.runs.partition_point(|(from, ..)| *from <= byte);
        let next = self.runs.get(after).map_or(u32::MAX, |(from, ..)| *from);
        match after.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some((_, to, properties)) if byte < *to => (*properties, (*to).min(next)),
            _ => (CharacterProperties::default(), next),
        }
    }

    /// The list override (from 1) and level (from 0) of a paragraph, by itself or its style.
    pub fn list(&self, paragraph: &ParagraphProperties) -> Option<(u16, u8)> {
        let list = paragraph.list.or_else(|| self.chain(paragraph.style).find_map(|style| style.list))?;
        let level = paragraph.level.or_else(|| self.chain(paragraph.style).find_map(|style| style.level)).unwrap_or(0);
        // 0 is no list, 2047 an old kind of number, and from F801 on a list that was taken away.
        (list != 0 && list < 2047).then_some((list, level))
    }

    fn chain(&self, style: u16) -> impl Iterator<Item = &Style> {
        let get = |index: u16| self.styles.get(usize::from(index));
        std::iter::successors(get(style), move |style| get(style.base)).take(CHAIN)
    }

    fn character_properties(&self, modifiers: &[u8]) -> CharacterProperties {
        let mut properties = CharacterProperties::default();
        let mut styled = false;
        each_modifier(modifiers, |code, operand| match code {
            CHARACTER_DELETED => properties.deleted = operand.first() == Some(&1),
            CHARACTER_STYLE => {
                let style = u16_at(operand, 0).unwrap_or(0);
                styled = self.chain(style).find_map(|style| style.hidden).unwrap_or(false);
                properties.hidden |= styled;
            }
            // 80 is "as the style", 81 its contrary.
            CHARACTER_HIDDEN => {
                properties.hidden = match operand.first() {
                    Some(0x80) => styled,
                    Some(0x81) => !styled,
                    value => value == Some(&1),
                }
            }
            _ => {}
        });
        properties
    }
}

/// The formatted pages that a table of pages (`PlcBte…`) names.
fn pages(streams: &Streams, place: Place) -> impl Iterator<Item = &[u8]> {
    let plc = streams.placed(place);
    let count = plc.len().saturating_sub(4) / 8;
    // A page is named once; a damaged table could name the same millions of times.
    let mut seen = vec![false; streams.main.len() / PAGE];
    (0..count).filter_map(move |index| {
        let page = (u32_at(plc, 4 * (count + 1) + 4 * index)? & 0x003F_FFFF) as usize;
        if std::mem::replace(seen.get_mut(page)?, true) {
            return None;
        }
        streams.main.get(page * PAGE..(page + 1) * PAGE)
    })
}

/// A paragraph's properties (`PapxInFkp`) at `offset` in its page.
fn paragraph_properties(page: &[u8], offset: usize, data: &[u8]) -> ParagraphProperties {
    let mut properties = ParagraphProperties::default();
    let (start, length) = match page.get(offset).copied() {
        Some(0) => (offset + 2, 2 * usize::from(page.get(offset + 1).copied().unwrap_or(0))),
        Some(words) => (offset + 1, 2 * usize::from(words) - 1),
        None => return properties,
    };
    let bytes = page.get(start..(start + length).min(PAGE)).unwrap_or_default();
    properties.style = u16_at(bytes, 0).unwrap_or(0);
    apply(bytes.get(2..).unwrap_or_default(), data, &mut properties, true);
    properties
}

fn apply(modifiers: &[u8], data: &[u8], properties: &mut ParagraphProperties, follow: bool) {
    each_modifier(modifiers, |code, operand| {
        let is_on = operand.first().is_some_and(|&value| value != 0);
        match code {
            PARAGRAPH_STYLE => properties.style = u16_at(operand, 0).unwrap_or(0),
            LIST_LEVEL => properties.level = operand.first().copied(),
            LIST_OVERRIDE => properties.list = u16_at(operand, 0),
            IN_TABLE => properties.in_table = is_on,
            ROW_END => properties.row_end = is_on,
            TABLE_DEPTH => properties.tables = u32_at(operand, 0).map_or(0, |depth| depth.min(i32::MAX as u32) as usize),
            INNER_CELL => properties.inner_cell = is_on,
            INNER_ROW_END => properties.inner_row_end = is_on,
            TABLE_DEFINITION => properties.row = row(operand),
            VERTICAL_MERGE => {
                if let [cell, how, ..] = operand
                    && let Some(joined) = properties.row.joined_above.get_mut(usize::from(*cell))
                {
                    *joined = *how == 1;
                }
            }
            HORIZONTAL_MERGE => {
                if let [first, end, ..] = operand {
                    let cells = properties.row.joined_left.iter_mut().take(usize::from(*end)).skip(usize::from(*first) + 1);
                    cells.for_each(|joined| *joined = true);
                }
            }
            code if follow && HUGE_PARAGRAPH.contains(&code) => {
                let at = u32_at(operand, 0).unwrap_or(u32::MAX) as usize;
                let length = usize::from(u16_at(data, at).unwrap_or(0));
                let from = at.saturating_add(2);
                let modifiers = data.get(from..from.saturating_add(length).min(data.len())).unwrap_or_default();
                apply(modifiers, data, properties, false);
            }
            _ => {}
        }
    });
}

/// A row's cells (`TDefTableOperand`, without its length).
fn row(operand: &[u8]) -> Row {
    let cells = usize::from(operand.first().copied().unwrap_or(0)).min(64);
    let edges = (0..=cells).map_while(|cell| u16_at(operand, 1 + 2 * cell).map(|edge| edge as i16)).collect();
    let flags = |cell: usize| u16_at(operand, 1 + 2 * (cells + 1) + 20 * cell).unwrap_or(0);
    Row {
        edges,
        joined_left: (0..cells).map(|cell| flags(cell) & 0x3 == 2).collect(),
        joined_above: (0..cells).map(|cell| flags(cell) >> 5 & 0x3 == 1).collect(),
    }
}

/// Calls `take` with each modifier's code and operand (without a length that stands before it).
fn each_modifier(mut modifiers: &[u8], mut take: impl FnMut(u16, &[u8])) {
    while let Some(code) = u16_at(modifiers, 0) {
        let rest = &modifiers[2..];
        let (start, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if code == TABLE_DEFINITION => (2, usize::from(u16_at(rest, 0).unwrap_or(0)).saturating_sub(1)),
            _ => (1, usize::from(rest.first().copied().unwrap_or(0))),
        };
        let end = (start + length).min(rest.len());
        take(code, rest.get(start..end).unwrap_or_default());
        modifiers = &rest[end..];
    }
}

/// The style sheet (`STSH`, [MS-DOC] 2.9.271).
fn read_styles(bytes: &[u8]) -> Vec<Style> {
    let header = usize::from(u16_at(bytes, 0).unwrap_or(0));
    let base_length = usize::from(u16_at(bytes, 4).unwrap_or(10));
    let mut rest = bytes.get(2 + header..).unwrap_or_default();
    let mut styles = Vec::new();
    while let Some(length) = u16_at(rest, 0) {
        let length = usize::from(length);
        let end = (2 + length).min(rest.len());
        styles.push(read_style(&rest[2..end], base_length));
        // Styles begin at even places.
        rest = rest.get(end + (length & 1)..).unwrap_or_default();
    }
    styles
}

fn read_style(bytes: &[u8], base_length: usize) -> Style {
    const PARAGRAPH: u16 = 1;
    const CHARACTER: u16 = 2;
    let kind = u16_at(bytes, 2).unwrap_or(0);
    let mut style = Style { base: kind >> 4, ..Style::default() };
    let name = usize::from(u16_at(bytes, base_length).unwrap_or(0));
    let mut at = base_length + 2 + 2 * name + 2;
    let parts: &[u16] = match kind & 0xF {
        PARAGRAPH => &[PARAGRAPH, CHARACTER],
        CHARACTER => &[CHARACTER],
        _ => &[],
    };
    for &part in parts {
        at += at & 1;
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        let from = at + 2;
        let content = bytes.get(from..(from + length).min(bytes.len())).unwrap_or_default();
        // A paragraph's modifiers come after the style's own index.
        let modifiers = if part == PARAGRAPH { content.get(2..).unwrap_or_default() } else { content };
        each_modifier(modifiers, |code, operand| match code {
            LIST_LEVEL if part == PARAGRAPH => style.level = operand.first().copied(),
            LIST_OVERRIDE if part == PARAGRAPH => style.list = u16_at(operand, 0),
            CHARACTER_HIDDEN if kind & 0xF == CHARACTER => style.hidden = operand.first().map(|value| value & 1 == 1),
            _ => {}
        });
        at = from + length;
    }
    style
}
