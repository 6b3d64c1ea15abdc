//! .xlsx: each visible sheet as a table.

use std::collections::HashMap;
use std::io::Cursor;

use super::archive::Archive;
use super::extracted::{EmptyReason, Extracted};
use super::limits::Budget;
use super::relationships::relationships;
use super::sheet::{Look, NO, Sheet, YES};
use super::xml::{Token, XmlReader};
use crate::error::Error;
use crate::notice::FilePart;

/// What the sheets share.
#[derive(Default)]
struct Book {
    strings: Vec<String>,
    looks: Vec<Look>,
    since_1904: bool,
}

/// Reads the workbook in `bytes`.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Extracted, Error> {
    let mut archive = Archive::open(Cursor::new(bytes))?;
    let mut extracted = Extracted::default();
    let mut part =
        |name: &str, extracted: &mut Extracted| -> Result<String, Error> { Ok(archive.part(name, budget, extracted)?.unwrap_or_default()) };
    let targets = relationships(&part("xl/_rels/workbook.xml.rels", &mut extracted)?, "xl")?;
    let of_kind = |kind: &str, usual: &str| {
        targets.iter().find(|target| target.kind == kind).map_or_else(|| usual.to_owned(), |target| target.target.clone())
    };
    let mut book = Book::default();
    let text = part(&of_kind("sharedStrings", "xl/sharedStrings.xml"), &mut extracted)?;
    book.strings = read_strings(&text, &mut extracted)?;
    let text = part(&of_kind("styles", "xl/styles.xml"), &mut extracted)?;
    book.looks = read_looks(&text)?;

    let workbook = part("xl/workbook.xml", &mut extracted)?;
    let mut sheets = Vec::new();
    let mut xml = XmlReader::new(&workbook, "xl/workbook.xml");
    while let Some(token) = xml.step()? {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "workbookPr" => book.since_1904 = matches!(element.attribute("date1904").as_deref(), Some("1" | "true")),
            "sheet" if element.attribute("state").is_none_or(|state| state == "visible") => {
                let id = element.attribute("id").unwrap_or_default();
                sheets.extend(targets.iter().find(|target| target.id == id).map(|target| target.target.clone()));
            }
            _ => {}
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    for (index, name) in sheets.iter().enumerate() {
        let text = match part(name, &mut extracted) {
            Ok(text) => text,
            Err(error @ Error::Damaged { .. }) => {
                extracted.limit(error.to_string());
                continue;
            }
            Err(error) => return Err(error),
        };
        for line in read_sheet(&text, name, &book, &mut extracted)?.into_lines(name, &mut extracted) {
            extracted.push(FilePart::Sheet(index as u32 + 1), &line);
        }
    }
    extracted.set_empty_reason(EmptyReason::HiddenSheets);
    Ok(extracted)
}

/// The strings that cells refer to by number, phonetic guides left out.
fn read_strings(text: &str, extracted: &mut Extracted) -> Result<Vec<String>, Error> {
    let mut strings = Vec::new();
    let mut xml = XmlReader::new(text, "xl/sharedStrings.xml");
    while let Some(token) = xml.step()? {
        match token {
            Token::Open(element) => match element.name() {
                "si" => strings.push(String::new()),
                "rPh" => xml.skip()?,
                "t" => {
                    let text = xml.text()?;
                    if let Some(string) = strings.last_mut() {
                        string.push_str(&text);
                    }
                }
                _ => {}
            },
            Token::Close(_) | Token::Text(_) => {}
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    Ok(strings)
}

/// How the cells of each style show their numbers.
fn read_looks(text: &str) -> Result<Vec<Look>, Error> {
    let mut looks = Vec::new();
    let mut own: HashMap<u32, Look> = HashMap::new();
    let mut in_cell_formats = false;
    let mut xml = XmlReader::new(text, "xl/styles.xml");
    while let Some(token) = xml.step()? {
        match token {
            Token::Open(element) => match element.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                        own.insert(id, Look::of_code(&code));
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    looks.push(own.get(&id).copied().unwrap_or_else(|| Look::built_in(id)));
                }
                _ => {}
            },
            Token::Close(ending) if ending.name() == "cellXfs" => in_cell_formats = false,
            Token::Close(_) | Token::Text(_) => {}
        }
    }
    Ok(looks)
}

/// The filled cells of a sheet and its merged areas.
fn read_sheet(text: &str, name: &str, book: &Book, extracted: &mut Extracted) -> Result<Sheet, Error> {
    let mut sheet = Sheet::default();
    // The row that was begun last, the cell after the one that was begun last, and that cell's kind and style.
    let (mut row, mut after) = (0, 0);
    let mut next_row = 0;
    let mut cell: Option<(usize, String, Option<usize>)> = None;
    let mut xml = XmlReader::new(text, name);
    while let Some(token) = xml.step()? {
        match token {
            Token::Open(element) => match element.name() {
                "row" => {
                    row = element.number::<usize>("r").map_or(next_row, |row| row.saturating_sub(1)).max(next_row);
                    (next_row, after) = (row + 1, 0);
                }
                "c" => {
                    let column = element.attribute("r").and_then(|place| column_row(&place)).map_or(after, |(column, _)| column);
                    after = column + 1;
                    cell = Some((column, element.attribute("t").unwrap_or_default(), element.number("s")));
                }
                "v" | "t" => {
                    let value = xml.text()?;
                    let Some((column, kind, style)) = &cell else { continue };
                    let value = match kind.as_str() {
                        "s" => {
                            let string = value.trim().parse::<usize>().ok().and_then(|index| book.strings.get(index));
                            sheet.add(row, *column, string.map_or("", String::as_str));
                            continue;
                        }
                        "str" | "inlineStr" => value,
                        "b" => if value.trim() == "1" { YES } else { NO }.to_owned(),
                        "e" => continue,
                        _ => {
                            let look = style.and_then(|style| book.looks.get(style)).copied().unwrap_or_default();
                            value.trim().parse().map_or(value, |number| look.words(number, book.since_1904))
                        }
                    };
                    sheet.add(row, *column, &value);
                }
                "rPh" | "f" => xml.skip()?,
                "mergeCell" => {
                    let area = element.attribute("ref").and_then(|area| {
                        let (first, last) = area.split_once(':')?;
                        let ((left, top), (right, bottom)) = (column_row(first)?, column_row(last)?);
                        Some((top, left, bottom, right))
                    });
                    area.into_iter().for_each(|area| sheet.merge(area));
                }
                _ => {}
            },
            Token::Close(ending) if ending.name() == "c" => cell = None,
            Token::Close(_) | Token::Text(_) => {}
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    Ok(sheet)
}

/// `C12` → column 2, row 11.
fn column_row(place: &str) -> Option<(usize, usize)> {
    let place = place.replace('$', "");
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column = place[..letters].bytes().fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((column - 1, place[letters..].parse::<usize>().ok()?.checked_sub(1)?))
}
