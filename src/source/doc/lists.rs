//! The list tables: `PlfLst` (lists and their levels) and `PlfLfo` (overrides), [MS-DOC] 2.9.192 and 2.9.189.

use std::collections::HashMap;

use super::{Place, Streams, u16_at, u32_at};
use crate::source::label::Level;
use crate::source::lists::{Instance, Lists, format_of_code, label_text};

/// Bytes of an `LSTF`, an `LVLF`, an `LFO`.
const LIST: usize = 28;
const LEVEL: usize = 28;
const OVERRIDE: usize = 16;

/// Reads the document's lists; an instance's number is its place in the overrides, from 1.
pub fn read(streams: &Streams) -> Lists {
    let mut lists = Lists::default();
    let bytes = streams.all_from(Place::Lists);
    if !streams.placed(Place::Lists).is_empty() {
        let count = usize::from(u16_at(bytes, 0).unwrap_or(0));
        let mut at = 2 + count * LIST;
        for list in 0..count {
            let own = 2 + list * LIST;
            let (Some(id), Some(flags)) = (u32_at(bytes, own), bytes.get(own + 26)) else { break };
            let mut levels = Vec::new();
            for _ in 0..if flags & 1 == 1 { 1 } else { 9 } {
                let Some((level, length)) = read_level(bytes.get(at..).unwrap_or_default()) else { break };
                levels.push(level);
                at += length;
            }
            lists.add_list(id.into(), levels);
        }
    }
    let bytes = streams.placed(Place::ListOverrides);
    let count = u32_at(bytes, 0).unwrap_or(0) as usize;
    let mut at = count.saturating_mul(OVERRIDE).saturating_add(4);
    for index in 0..count {
        let own = 4 + index * OVERRIDE;
        let (Some(id), Some(&overridden)) = (u32_at(bytes, own), bytes.get(own + 12)) else { break };
        let mut instance = Instance { list: id.into(), starts: HashMap::new(), levels: HashMap::new() };
        // The levels' data begin with a character position that says nothing.
        at = at.saturating_add(4);
        for _ in 0..overridden {
            let (Some(start), Some(how)) = (u32_at(bytes, at), u32_at(bytes, at.saturating_add(4))) else { break };
            at += 8;
            let level = (how & 0xF) as usize;
            if how & 0x20 != 0 {
                let Some((written, length)) = read_level(bytes.get(at..).unwrap_or_default()) else { break };
                at += length;
                if how & 0x10 != 0 {
                    instance.starts.insert(level, written.start);
                }
                instance.levels.insert(level, written);
            } else if how & 0x10 != 0 {
                instance.starts.insert(level, start.min(i32::MAX as u32));
            }
        }
        lists.add_instance(index as i64 + 1, instance);
    }
    lists
}

/// An `LVL` at the beginning of `bytes`, and its length.
fn read_level(bytes: &[u8]) -> Option<(Level, usize)> {
    let start = u32_at(bytes, 0)?;
    let (format, flags, follows) = (*bytes.get(4)?, *bytes.get(5)?, *bytes.get(15)?);
    let (characters, paragraph, restart) = (*bytes.get(24)?, *bytes.get(25)?, *bytes.get(26)?);
    let text = LEVEL + usize::from(characters) + usize::from(paragraph);
    let length = usize::from(u16_at(bytes, text)?);
    let units: Vec<u16> = (0..length).map_while(|unit| u16_at(bytes, text + 2 + 2 * unit)).collect();
    let level = Level {
        start: start.min(i32::MAX as u32),
        format: format_of_code(format.into()).to_owned(),
        text: label_text(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}'))),
        restart_after: (flags & 0x8 != 0).then_some(restart.into()),
        legal: flags & 0x4 != 0,
        tight: follows == 2,
    };
    Some((level, text + 2 + 2 * length))
}
