//! .doc and WPS Writer's .wps: Word 97–2003's binary format in an OLE2 file ([MS-DOC]).

mod body;
mod lists;
mod properties;

use std::io::{Cursor, Read};

use self::body::Body;
use self::properties::Formatting;
use super::extracted::Extracted;
use super::limits::{Budget, PART_BYTES};
use crate::error::Error;

/// `wIdent` of Word 97 and later.
const WORD_MARK: u16 = 0xA5EC;
/// First `nFib` of Word 97; Word 6 and 95 have lower ones and another layout.
const WORD_97: u16 = 0x00C1;

/// Indices of what is used here in the FIB's table of places (`fibRgFcLcb97`).
#[derive(Debug, Clone, Copy)]
enum Place {
    Styles = 1,
    CharacterPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    ShapeAnchors = 40,
    TextBoxes = 56,
    Lists = 73,
    ListOverrides = 74,
}

/// The streams of a document, and where in them things stand.
struct Streams {
    main: Vec<u8>,
    table: Vec<u8>,
    data: Vec<u8>,
}

impl Streams {
    /// The bytes of the table stream that the FIB gives to `place`.
    fn placed(&self, place: Place) -> &[u8] {
        let at = 154 + 8 * place as usize;
        let (Some(from), Some(length)) = (u32_at(&self.main, at), u32_at(&self.main, at + 4)) else { return &[] };
        let from = from as usize;
        self.table.get(from..from.saturating_add(length as usize).min(self.table.len())).unwrap_or_default()
    }

    /// The table stream from `place` on: the lists' levels stand after their list's own end.
    fn all_from(&self, place: Place) -> &[u8] {
        let from = u32_at(&self.main, 154 + 8 * place as usize).unwrap_or(u32::MAX) as usize;
        self.table.get(from..).unwrap_or_default()
    }
}

/// A run of the text as it stands in the main stream.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// First character, and the one after the last.
    characters: (u32, u32),
    /// First byte in the main stream.
    byte: usize,
    /// One byte a character (Windows-1252) and not two (UTF-16).
    narrow: bool,
}

/// Reads the document in `bytes`.
pub fn read(bytes: &[u8], budget: &mut Budget) -> Result<Extracted, Error> {
    let damaged = |part: &str, reason: &dyn std::fmt::Display| Error::Damaged { part: part.to_owned(), reason: reason.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged("OLE2 file", &error))?;
    let mut extracted = Extracted::default();
    let main = stream(&mut file, "WordDocument", budget, &mut extracted)?;
    if main.len() < 154 || u16_at(&main, 0) != Some(WORD_MARK) && u16_at(&main, 2).is_none_or(|version| version < 101) {
        return Err(damaged("WordDocument", &"has no file information block"));
    }
    if u16_at(&main, 2).is_some_and(|version| version < WORD_97) {
        let advice = "; soffice --convert-to docx makes it one that is";
        return Err(Error::Unsupported { kind: "a Word 6 or 95 document", advice });
    }
    let flags = u16_at(&main, 10).unwrap_or(0);
    if flags & 0x0100 != 0 {
        return Err(Error::Encrypted);
    }
    let table = stream(&mut file, if flags & 0x0200 == 0 { "0Table" } else { "1Table" }, budget, &mut extracted)?;
    let data = if file.is_stream("Data") { stream(&mut file, "Data", budget, &mut extracted)? } else { Vec::new() };
    let streams = Streams { main, table, data };
    let pieces = pieces(&streams);
    if pieces.is_empty() {
        return Err(damaged("WordDocument", &"has no piece table"));
    }
    extracted.set_encoding(if pieces.iter().all(|piece| piece.narrow) { "windows-1252" } else { "UTF-16LE" });
    let formatting = Formatting::read(&streams);
    let lists = lists::read(&streams);
    Ok(Body::new(&streams, pieces, formatting, lists, extracted).read())
}

/// The bytes of a stream, up to where it is damaged, which becomes a limit of `extracted`.
pub(super) fn stream(
    file: &mut cfb::CompoundFile<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
    extracted: &mut Extracted,
) -> Result<Vec<u8>, Error> {
    let damaged = |error: std::io::Error| Error::Damaged { part: name.to_owned(), reason: error.to_string() };
    let mut bytes = Vec::new();
    let read = file.open_stream(name).map_err(damaged)?.take(PART_BYTES).read_to_end(&mut bytes);
    budget.spend(name, bytes.len() as u64)?;
    match read {
        Ok(_) => {}
        Err(error) if bytes.is_empty() => return Err(damaged(error)),
        Err(error) => extracted.limit(format!("{name} is damaged ({error}); what comes before the damage was read")),
    }
    Ok(bytes)
}

/// The piece table (`Clx`, [MS-DOC] 2.9.38).
fn pieces(streams: &Streams) -> Vec<Piece> {
    let clx = streams.placed(Place::Pieces);
    let mut at = 0;
    // Property lists of fast saves come first.
    while clx.get(at) == Some(&1) {
        at += 3 + usize::from(u16_at(clx, at + 1).unwrap_or(u16::MAX));
    }
    if clx.get(at) != Some(&2) {
        return Vec::new();
    }
    let plc = clx.get(at + 5..).unwrap_or_default();
    let length = (u32_at(clx, at + 1).unwrap_or(0) as usize).min(plc.len());
    let count = length.saturating_sub(4) / 12;
    let mut pieces = Vec::new();
    for index in 0..count {
        let (Some(first), Some(end)) = (u32_at(plc, 4 * index), u32_at(plc, 4 * index + 4)) else { break };
        let Some(place) = u32_at(plc, 4 * (count + 1) + 8 * index + 2) else { break };
        let narrow = place & 0x4000_0000 != 0;
        let place = (place & 0x3FFF_FFFF) as usize;
        let byte = if narrow { place / 2 } else { place };
        // A piece can't hold more characters than the stream has room for.
        let room = streams.main.len().saturating_sub(byte) / if narrow { 1 } else { 2 };
        let end = end.min(first.saturating_add(u32::try_from(room).unwrap_or(u32::MAX)));
        if end > first && pieces.last().is_none_or(|last: &Piece| last.characters.1 <= first) {
            pieces.push(Piece { characters: (first, end), byte, narrow });
        }
    }
    pieces
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
