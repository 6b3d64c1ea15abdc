//! .xlsx: each visible sheet as a table.

mod value;

use std::collections::HashMap;
use std::io::Cursor;

use self::value::Look;
use super::archive::Archive;
use super::extracted::{EmptyReason, Extracted};
use super::limits::{Budget, CELLS, COLUMNS, SPAN};
use super::relationships::relationships;
use super::table::{Merge, Table};
use super::xml::{Token, XmlReader};
use crate::error::Error;
use crate::notice::FilePart;

/// Merged areas of a sheet that are read.
const MERGED_AREAS: usize = 4096;

/// What the sheets share.
#[derive(Default)]
struct Book {
    strings: Vec<String>,
    looks: Vec<Look>,
    since_1904: bool,
}

/// First and last row and column, from 0.
type Area = (usize, usize, usize, usize);

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
        let (cells, areas) = read_sheet(&text, name, &book, &mut extracted)?;
        for line in table(cells, &areas).into_lines() {
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

/// The filled cells of a sheet by row, each with its column, and its merged areas.
#[allow(clippy::type_complexity)]
fn read_sheet(
    text: &str,
    name: &str,
    book: &Book,
    extracted: &mut Extracted,
) -> Result<(Vec<(usize, Vec<(usize, String)>)>, Vec<Area>), Error> {
    let mut rows: Vec<(usize, Vec<(usize, String)>)> = Vec::new();
    let mut areas = Vec::new();
    let mut count = 0;
    let mut cell: Option<(usize, String, Option<usize>)> = None;
    let mut xml = XmlReader::new(text, name);
    while let Some(token) = xml.step()? {
        match token {
            Token::Open(element) => match element.name() {
                "row" => {
                    let next = rows.last().map_or(0, |(row, _)| row + 1);
                    let row = element.number::<usize>("r").map_or(next, |row| row.saturating_sub(1)).max(next);
                    rows.push((row, Vec::new()));
                }
                "c" => {
                    let after = rows.last().and_then(|(_, cells)| cells.last()).map_or(0, |(column, _)| column + 1);
                    let column = element.attribute("r").and_then(|place| column_row(&place)).map_or(after, |(column, _)| column);
                    cell = Some((column, element.attribute("t").unwrap_or_default(), element.number("s")));
                }
                "v" | "t" => {
                    let value = xml.text()?;
                    let Some((column, kind, style)) = &cell else { continue };
                    let value = match kind.as_str() {
                        "s" => value.trim().parse::<usize>().ok().and_then(|index| book.strings.get(index)).cloned().unwrap_or_default(),
                        "str" | "inlineStr" => value,
                        "b" => if value.trim() == "1" { "是" } else { "否" }.to_owned(),
                        "e" => continue,
                        _ => {
                            let look = style.and_then(|style| book.looks.get(style)).copied().unwrap_or_default();
                            value.trim().parse().map_or(value, |number| look.words(number, book.since_1904))
                        }
                    };
                    let Some((_, cells)) = rows.last_mut() else { continue };
                    match cells.last_mut() {
                        // Text in runs.
                        Some((last, text)) if last == column => text.push_str(&value),
                        _ if *column < COLUMNS && count < CELLS => {
                            count += 1;
                            cells.push((*column, value));
                        }
                        _ => extracted.limit(format!("{name} has cells beyond column {COLUMNS} or more than {CELLS}; they are left out")),
                    }
                }
                "rPh" | "f" => xml.skip()?,
                "mergeCell" => {
                    let area = element.attribute("ref").and_then(|area| {
                        let (first, last) = area.split_once(':')?;
                        let ((left, top), (right, bottom)) = (column_row(first)?, column_row(last)?);
                        (left <= right && top <= bottom).then_some((top, left, bottom, right))
                    });
                    areas.extend(area.filter(|_| areas.len() < MERGED_AREAS));
                }
                _ => {}
            },
            Token::Close(ending) if ending.name() == "c" => cell = None,
            Token::Close(_) | Token::Text(_) => {}
        }
    }
    xml.damage().into_iter().for_each(|damage| extracted.limit(damage));
    Ok((rows, areas))
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

fn table(rows: Vec<(usize, Vec<(usize, String)>)>, areas: &[Area]) -> Table {
    let mut table = Table::default();
    let mut next_row = 0;
    for (row, cells) in rows {
        // Rows without cells count where a merged area runs through them.
        for between in next_row..row.min(next_row + SPAN) {
            if areas.iter().any(|(top, _, bottom, _)| (top + 1..=*bottom).contains(&between)) {
                table.begin_row();
            }
        }
        next_row = row + 1;
        table.begin_row();
        let covering: Vec<&Area> = areas.iter().filter(|(top, _, bottom, _)| (*top..=*bottom).contains(&row)).collect();
        let last = cells.last().map_or(0, |(column, _)| *column);
        let mut cells = cells.into_iter().peekable();
        let mut column = 0;
        while column <= last {
            while cells.peek().is_some_and(|(at, _)| *at < column) {
                cells.next();
            }
            let text = cells.next_if(|(at, _)| *at == column).map(|(_, text)| text);
            let area = covering.iter().find(|(_, left, _, right)| (*left..=*right).contains(&column));
            match area {
                // The table itself repeats a cell in the rows that it covers.
                Some((top, _, _, right)) if *top < row => column = right + 1,
                Some((_, left, bottom, right)) => {
                    let paragraphs = text.iter().flat_map(|text| text.split('\n')).map(str::to_owned).collect();
                    table.push(paragraphs, right - left + 1, Merge::Rows(bottom - row + 1));
                    column = right + 1;
                }
                None => {
                    let paragraphs = text.iter().flat_map(|text| text.split('\n')).map(str::to_owned).collect();
                    table.push(paragraphs, 1, Merge::Rows(1));
                    column += 1;
                }
            }
        }
    }
    table
}
