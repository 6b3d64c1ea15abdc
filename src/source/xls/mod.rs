//! .xls: each visible sheet of an Excel 5 to 2003 workbook (BIFF5 and BIFF8 in an OLE2 file, [MS-XLS]) as a table.
//!
//! Read here and not by a crate: calamine 0.38 makes a table of all cells up to the outermost one, so that one stray cell in a
//! sheet's last corner takes 1 GB; it gives nothing of a file with one bad record; and it loses what numbers look like.

mod strings;

use std::io::Cursor;

use encoding_rs::Encoding;

use self::strings::{Strings, string};
use super::doc::{stream, u16_at, u32_at};
use super::extracted::{EmptyReason, Extracted};
use super::limits::Budget;
use super::rtf::code_page;
use super::sheet::{Look, NO, Sheet, YES};
use crate::error::Error;
use crate::notice::FilePart;

/// Records that are read here, by their number ([MS-XLS] 2.3).
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const SINCE_1904: u16 = 0x0022;
    pub const PASSWORD: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const SHEET: u16 = 0x0085;
    pub const NUMBERS: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const CELL_FORMAT: u16 = 0x00E0;
    pub const MERGED: u16 = 0x00E5;
    pub const STRINGS: u16 = 0x00FC;
    pub const STRING_LABEL: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const TRUTH: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const SHORT_NUMBER: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;
}

/// The version of BIFF8 in the record that begins a workbook; those of before have lower ones.
const BIFF8: u16 = 0x0600;
/// Sheets that are read.
const SHEETS: usize = 1024;
/// Formats of cells, at most (Excel has 4,050).
const CELL_FORMATS: usize = 1 << 16;

/// What the sheets share.
struct Book {
    is_biff8: bool,
    code_page: &'static Encoding,
    strings: Vec<String>,
    /// How numbers look, by the number of the cell's format.
    looks: Vec<Look>,
    since_1904: bool,
    /// For each worksheet where it begins in the stream and whether it is shown.
    sheets: Vec<(usize, bool)>,
}

/// A record: its kind and what is in it.
#[derive(Clone, Copy)]
struct Record<'b> {
    kind: u16,
    data: &'b [u8],
}

/// Steps through a stream's records.
struct Records<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let (kind, length) = (u16_at(self.bytes, self.at)?, usize::from(u16_at(self.bytes, self.at + 2)?));
        let from = self.at + 4;
        self.at = from + length;
        // The last record of a stream that is cut off is what there is of it.
        Some(Record { kind, data: self.bytes.get(from..self.at.min(self.bytes.len()))? })
    }
}

/// Reads the workbook in `bytes`.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Extracted, Error> {
    let damaged = |reason: &dyn std::fmt::Display| Error::Damaged { part: "OLE2 file".to_owned(), reason: reason.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut extracted = Extracted::default();
    let name = if file.is_stream("Workbook") { "Workbook" } else { "Book" };
    let stream = stream(&mut file, name, budget, &mut extracted)?;
    let book = Book::read(&stream, name, &mut extracted)?;
    extracted.set_encoding(if book.is_biff8 { "UTF-16LE" } else { book.code_page.name() });
    for (index, (at, _)) in book.sheets.iter().enumerate().filter(|(_, (_, is_shown))| *is_shown) {
        let name = format!("sheet {}", index + 1);
        let Some(sheet) = book.read_sheet(stream.get(*at..).unwrap_or_default()) else {
            extracted.limit(format!("{name} is not where the workbook says; it is left out"));
            continue;
        };
        for line in sheet.into_lines(&name, &mut extracted) {
            extracted.push(FilePart::Sheet(index as u32 + 1), &line);
        }
    }
    extracted.set_empty_reason(EmptyReason::HiddenSheets);
    Ok(extracted)
}

impl Book {
    fn read(bytes: &[u8], name: &str, extracted: &mut Extracted) -> Result<Self, Error> {
        let mut book = Self {
            is_biff8: true,
            code_page: encoding_rs::GB18030,
            strings: Vec::new(),
            looks: Vec::new(),
            since_1904: false,
            sheets: Vec::new(),
        };
        let mut codes: Vec<(u16, Look)> = Vec::new();
        let mut cell_formats: Vec<u16> = Vec::new();
        let mut records = Records { bytes, at: 0 }.peekable();
        let first = records.peek().filter(|record| record.kind == kind::BEGIN).and_then(|record| u16_at(record.data, 0));
        let Some(version) = first else {
            return Err(Error::Damaged {
                part: name.to_owned(),
                reason: "does not begin as a workbook of Excel 5 or later does".to_owned(),
            });
        };
        book.is_biff8 = version >= BIFF8;
        let mut is_whole = false;
        while let Some(record) = records.next() {
            let data = record.data;
            match record.kind {
                kind::END => {
                    is_whole = true;
                    break;
                }
                kind::PASSWORD => return Err(Error::Encrypted),
                kind::CODE_PAGE => {
                    let page = u16_at(data, 0).and_then(|number| code_page(i32::from(number)));
                    book.code_page = page.unwrap_or(book.code_page);
                }
                kind::SINCE_1904 => book.since_1904 = u16_at(data, 0) == Some(1),
                kind::FORMAT => {
                    let code =
                        if book.is_biff8 { string(data, 2, 2, true, book.code_page) } else { string(data, 2, 1, false, book.code_page) };
                    codes.extend(u16_at(data, 0).zip(code).map(|(number, code)| (number, Look::of_code(&code))));
                }
                kind::CELL_FORMAT if cell_formats.len() < CELL_FORMATS => cell_formats.push(u16_at(data, 2).unwrap_or(0)),
                kind::SHEET => {
                    if let (Some(at), Some(&[state, kind])) = (u32_at(data, 0), data.get(4..6))
                        && kind == 0
                        && book.sheets.len() < SHEETS
                    {
                        book.sheets.push((at as usize, state & 3 == 0));
                    }
                }
                kind::STRINGS => {
                    let mut parts = vec![data];
                    while let Some(part) = records.next_if(|record| record.kind == kind::CONTINUE) {
                        parts.push(part.data);
                    }
                    book.strings = Strings::new(parts).read();
                }
                _ => {}
            }
        }
        if !is_whole {
            extracted.limit(format!("{name} is cut off; what comes before was read"));
        }
        let code = |number: &u16| codes.iter().rev().find(|(known, _)| known == number).map(|(_, look)| *look);
        book.looks = cell_formats.iter().map(|number| code(number).unwrap_or_else(|| Look::built_in(u32::from(*number)))).collect();
        Ok(book)
    }

    /// The sheet that begins at the start of `bytes`; `None` where none does.
    fn read_sheet(&self, bytes: &[u8]) -> Option<Sheet> {
        let mut sheet = Sheet::default();
        let mut records = Records { bytes, at: 0 };
        records.next().filter(|record| record.kind == kind::BEGIN)?;
        // Charts within the sheet have beginnings, ends and numbers of their own.
        let mut depth = 1;
        // Where the text of a formula's result goes, which follows the formula.
        let mut awaited = None;
        for Record { kind, data } in records {
            match kind {
                kind::BEGIN => depth += 1,
                kind::END => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            let place = || Some((usize::from(u16_at(data, 0)?), usize::from(u16_at(data, 2)?)));
            let (Some((row, column)), 1) = (place(), depth) else { continue };
            match kind {
                kind::NUMBER => {
                    if let Some(number) = f64_at(data, 6) {
                        sheet.add(row, column, &self.words(data, 4, number));
                    }
                }
                kind::SHORT_NUMBER => {
                    if let Some(number) = u32_at(data, 6).map(short_number) {
                        sheet.add(row, column, &self.words(data, 4, number));
                    }
                }
                kind::NUMBERS => {
                    // The last two bytes are the last column's number.
                    for (index, at) in (4..data.len().saturating_sub(7)).step_by(6).enumerate() {
                        if let Some(number) = u32_at(data, at + 2).map(short_number) {
                            sheet.add(row, column + index, &self.words(data, at, number));
                        }
                    }
                }
                kind::STRING_LABEL => {
                    let text = u32_at(data, 6).and_then(|index| self.strings.get(index as usize));
                    sheet.add(row, column, text.map_or("", String::as_str));
                }
                kind::LABEL | kind::RICH_LABEL => {
                    if let Some(text) = string(data, 6, 2, self.is_biff8, self.code_page) {
                        sheet.add(row, column, &text);
                    }
                }
                kind::TRUTH => {
                    if let Some(&[value, 0]) = data.get(6..8) {
                        sheet.add(row, column, if value == 0 { NO } else { YES });
                    }
                }
                kind::FORMULA => match data.get(6..14) {
                    Some(&[0, .., 0xFF, 0xFF]) => awaited = Some((row, column)),
                    Some(&[1, _, value, .., 0xFF, 0xFF]) => sheet.add(row, column, if value == 0 { NO } else { YES }),
                    Some(&[.., 0xFF, 0xFF]) | None => {}
                    Some(_) => {
                        if let Some(number) = f64_at(data, 6) {
                            sheet.add(row, column, &self.words(data, 4, number));
                        }
                    }
                },
                kind::STRING => {
                    if let (Some((row, column)), Some(text)) = (awaited.take(), string(data, 0, 2, self.is_biff8, self.code_page)) {
                        sheet.add(row, column, &text);
                    }
                }
                kind::MERGED => {
                    for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
                        let edge = |at: usize| u16_at(area, at).map_or(0, usize::from);
                        sheet.merge((edge(0), edge(4), edge(2), edge(6)));
                    }
                }
                _ => {}
            }
        }
        Some(sheet)
    }

    /// A number as the cell format shows it whose number stands at `at`.
    fn words(&self, data: &[u8], at: usize, number: f64) -> String {
        let look = u16_at(data, at).and_then(|format| self.looks.get(usize::from(format))).copied().unwrap_or_default();
        look.words(number, self.since_1904)
    }
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A number in 30 bits: a whole one or the upper half of a long one, perhaps a hundred times too large ([MS-XLS] 2.5.217).
fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 != 0 { f64::from(bits as i32 >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::short_number;

    #[test]
    fn short_numbers_have_four_forms() {
        // 1, 1.23, 123, 1.23 in the forms of [MS-XLS] 2.5.217.
        for (bits, number) in [(0x3FF0_0000, 1.0), (0x405E_C001, 1.23), (0x0000_01EE, 123.0), (0x0000_01EF, 1.23), (0xFFFF_FFFE, -1.0)] {
            assert_eq!(short_number(bits), number);
        }
    }
}
