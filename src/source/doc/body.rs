//! The text of a .doc: main text, text boxes where they are anchored, notes at the end.

use std::collections::HashMap;

use super::properties::{Formatting, ParagraphProperties};
use super::{Piece, Place, Streams, u32_at};
use crate::notice::FilePart;
use crate::source::edges::OpenTable;
use crate::source::extracted::Extracted;
use crate::source::field_codes::FieldStack;
use crate::source::label::before_text;
use crate::source::lists::Lists;

/// Reads the text.
pub struct Body<'s> {
    streams: &'s Streams,
    pieces: Vec<Piece>,
    formatting: Formatting,
    lists: Lists,
    extracted: Extracted,
    /// Anchor's character → the text box's first character and the one after its last.
    boxes: HashMap<u32, (u32, u32)>,
}

/// What is open while a stretch of the text is read.
#[derive(Default)]
struct Stretch {
    paragraph: String,
    fields: FieldStack,
    /// Tables within each other.
    tables: Vec<OpenTable>,
    /// Text boxes anchored in the paragraph.
    boxes: Vec<(u32, u32)>,
    /// Lines so far, where they are not the document's own.
    lines: Vec<String>,
    in_box: bool,
    /// Something in the open table row is deleted.
    deleted_in_row: bool,
}

/// Tables within tables that are followed; deeper ones are read as text of the cell.
const TABLES: usize = 16;

/// Lengths in characters of the text's parts, in their order in the piece table: 4-byte numbers from here on.
const LENGTHS: usize = 64 + 12;

impl<'s> Body<'s> {
    /// Takes what the other tables say.
    pub fn new(streams: &'s Streams, pieces: Vec<Piece>, formatting: Formatting, lists: Lists, extracted: Extracted) -> Self {
        Self { streams, pieces, formatting, lists, extracted, boxes: HashMap::new() }
    }

    /// Reads it all.
    pub fn read(mut self) -> Extracted {
        let length = |index: usize| u32_at(&self.streams.main, LENGTHS + 4 * index).unwrap_or(0);
        let whole = self.pieces.last().map_or(0, |piece| piece.characters.1);
        // Main text, footnotes, headers, (a macro part), comments, endnotes, text boxes, text boxes of headers.
        let [text, footnotes, headers, comments, endnotes, boxes] = [0, 1, 2, 4, 5, 6].map(length);
        let ends = [footnotes, headers, comments, endnotes, boxes].into_iter().scan(text, |end, length| {
            *end = end.saturating_add(length);
            Some(*end)
        });
        let ends: Vec<u32> = ends.collect();
        let text = if text == 0 || text > whole { whole } else { text };
        self.boxes = self.anchored_boxes(ends[3], ends[4]);
        self.stretch(0, text, false);
        self.stretch(text, ends[0].min(whole), false);
        self.stretch(ends[2].min(whole), ends[3].min(whole), false);
        self.extracted
    }

    /// By anchor, the text boxes, whose text lies in `first..end`.
    fn anchored_boxes(&self, first: u32, end: u32) -> HashMap<u32, (u32, u32)> {
        let anchors = self.streams.placed(Place::ShapeAnchors);
        let count = anchors.len().saturating_sub(4) / 30;
        let anchor_of: HashMap<u32, u32> =
            (0..count).filter_map(|index| Some((u32_at(anchors, 4 * (count + 1) + 26 * index)?, u32_at(anchors, 4 * index)?))).collect();
        let boxes = self.streams.placed(Place::TextBoxes);
        let count = boxes.len().saturating_sub(4) / 26;
        (0..count)
            .filter_map(|index| {
                let shape = u32_at(boxes, 4 * (count + 1) + 22 * index + 14)?;
                let (from, to) = (u32_at(boxes, 4 * index)?, u32_at(boxes, 4 * index + 4)?);
                let range = (first.saturating_add(from).min(end), first.saturating_add(to).min(end));
                Some((*anchor_of.get(&shape)?, range))
            })
            .collect()
    }

    /// Reads the characters `first..end`; gives the lines of a text box, those of other stretches go to the document.
    fn stretch(&mut self, first: u32, end: u32, in_box: bool) -> Vec<String> {
        let mut open = Stretch { in_box, ..Stretch::default() };
        let pieces: Vec<Piece> =
            self.pieces.iter().copied().filter(|piece| piece.characters.0 < end && piece.characters.1 > first).collect();
        for piece in pieces {
            let (from, to) = (piece.characters.0.max(first), piece.characters.1.min(end));
            let mut known_until = 0;
            let mut properties = Default::default();
            let mut high = None;
            for at in from..to {
                let width = if piece.narrow { 1 } else { 2 };
                let byte = piece.byte + (at - piece.characters.0) as usize * width;
                let unit = match self.streams.main.get(byte..byte + width) {
                    Some(&[one]) => u16::from(one),
                    Some(&[low, high]) => u16::from_le_bytes([low, high]),
                    _ => break,
                };
                let byte = u32::try_from(byte).unwrap_or(u32::MAX);
                if byte >= known_until {
                    (properties, known_until) = self.formatting.character(byte);
                }
                let character = match unit {
                    0x80..=0x9F if piece.narrow => windows_1252(unit as u8),
                    0xD800..=0xDBFF => {
                        high = Some(unit);
                        continue;
                    }
                    0xDC00..=0xDFFF => {
                        char::decode_utf16([high.take().unwrap_or(0), unit]).next().and_then(Result::ok).unwrap_or('\u{fffd}')
                    }
                    _ => char::from_u32(unit.into()).unwrap_or('\u{fffd}'),
                };
                match character {
                    // A deleted cell's mark still parts its row.
                    '\u{7}' => self.end_paragraph(&mut open, byte, character),
                    '\r' if !properties.deleted => self.end_paragraph(&mut open, byte, character),
                    // A section's mark ends its paragraph, a page break does not.
                    '\u{c}' if self.formatting.paragraph(byte).is_none_or(|(_, end)| end == byte + width as u32) => {
                        self.end_paragraph(&mut open, byte, '\r');
                    }
                    '\u{13}' => open.fields.begin(),
                    '\u{14}' => open.fields.separate(),
                    '\u{15}' => {
                        let drawn = open.fields.end().filter(|_| open.fields.is_shown() && !properties.hidden && !properties.deleted);
                        open.paragraph.extend(drawn);
                    }
                    '\u{8}' => open.boxes.extend(self.boxes.remove(&at)),
                    _ if properties.deleted => open.deleted_in_row = true,
                    _ if !open.fields.is_shown() => open.fields.instruct(character.encode_utf8(&mut [0; 4])),
                    _ if properties.hidden => {}
                    '\u{b}' => open.paragraph.push('\n'),
                    '\u{1e}' => open.paragraph.push('-'),
                    '\t' => open.paragraph.push('\t'),
                    '\0'..='\u{1f}' => {}
                    _ => open.paragraph.push(character),
                }
            }
            if self.extracted.is_full() {
                break;
            }
        }
        let rest = std::mem::take(&mut open.paragraph);
        self.close_tables(&mut open, 0);
        self.give(&mut open, rest);
        open.lines
    }

    /// A paragraph or cell ends with the mark at `byte`.
    fn end_paragraph(&mut self, open: &mut Stretch, byte: u32, mark: char) {
        open.fields.end_paragraph();
        let text = std::mem::take(&mut open.paragraph);
        let properties = self.formatting.paragraph(byte).map(|(properties, _)| properties.clone()).unwrap_or_default();
        let ends_row = (properties.row_end && mark == '\u{7}') || properties.inner_row_end;
        let in_table = properties.in_table || properties.row_end || mark == '\u{7}';
        self.close_tables(open, if in_table { properties.tables.clamp(1, TABLES) } else { 0 });
        if ends_row {
            // Word marks all of a deleted row, LibreOffice its text and the mark before it.
            let deleted = std::mem::take(&mut open.deleted_in_row);
            let Some(table) = open.tables.last_mut() else { return };
            table.line(text);
            if deleted && table.is_row_empty() {
                table.drop_row()
            } else {
                table.end_row(properties.row)
            }
            return;
        }
        let mark_properties = self.formatting.character(byte).0;
        let is_gone = text.trim().is_empty() && (mark_properties.hidden || mark_properties.deleted);
        let label = if is_gone { None } else { self.label(&properties) };
        let line = match label {
            Some(label) => before_text(&label.text, label.tight, text.trim_start_matches('\n')),
            None => text,
        };
        self.give(open, line);
        for (first, end) in std::mem::take(&mut open.boxes) {
            // A box in a box is not followed: anchors were taken out when their box was found.
            for line in self.stretch(first, end, true) {
                self.give(open, line);
            }
        }
        if mark == '\u{7}' || properties.inner_cell {
            open.tables.last_mut().into_iter().for_each(OpenTable::end_cell);
        }
    }

    fn label(&mut self, properties: &ParagraphProperties) -> Option<crate::source::lists::Label> {
        let (list, level) = self.formatting.list(properties)?;
        self.lists.next(list.into(), level.into())
    }

    /// Gives a line to the open cell, the box, or the document.
    fn give(&mut self, open: &mut Stretch, line: String) {
        match open.tables.last_mut() {
            Some(table) => table.line(line),
            None if open.in_box => open.lines.push(line),
            None => self.extracted.push(FilePart::WordStream, &line),
        }
    }

    /// Closes and opens tables until `depth` are open.
    fn close_tables(&mut self, open: &mut Stretch, depth: usize) {
        open.deleted_in_row &= depth > 0;
        while open.tables.len() > depth {
            for line in open.tables.pop().map(OpenTable::into_lines).unwrap_or_default() {
                self.give(open, line);
            }
        }
        open.tables.resize_with(depth, OpenTable::default);
    }
}

fn windows_1252(byte: u8) -> char {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}')
}
