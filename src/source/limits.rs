//! Limits that keep damaged and hostile files harmless. All count what was really read, never what
//! a header claims. The values held against zip bombs, quines and fuzzing (facts.md, last section).

use std::time::Duration;

use crate::error::Error;

/// Bytes of one unpacked part.
pub const PART_BYTES: u64 = 64 << 20;
/// Bytes unpacked from one input, with all that is nested in it.
pub const TOTAL_BYTES: u64 = 256 << 20;
/// Unpacked bytes to one packed byte.
pub const RATIO: u64 = 200;
/// Below this size a part may unpack at any ratio: a few lines repeated are no bomb.
pub const RATIO_FREE_BYTES: u64 = 1 << 20;
/// Members of one archive.
pub const MEMBERS: usize = 4096;
/// Archives within archives that are opened: a bundle in a bundle, and the documents in it.
pub const NESTED_BUNDLES: usize = 2;
/// Elements within elements in XML.
pub const XML_DEPTH: usize = 256;
/// Elements within elements in HTML; deeper ones are taken as if they stood at this depth.
pub const HTML_DEPTH: usize = 512;
/// Elements and texts of a page that are kept; what comes after is left out.
pub const HTML_NODES: usize = 1 << 19;
/// Stretches of a .doc whose formatting is kept, of paragraphs and of characters each.
pub const FORMATTED: usize = 1 << 19;
/// Groups within groups in RTF.
pub const GROUP_DEPTH: usize = 512;
/// Bytes of text taken out of one file: three thousand pages, and half a gigabyte where all of it is items.
pub const TEXT_BYTES: usize = 8 << 20;
/// Bytes by which the last paragraph may pass that limit.
pub const LAST_PARAGRAPH: usize = 1 << 16;
/// Paragraphs taken out of one file: each can become an item, which takes about 1.5 KB until it is written; 400 MB in all.
pub const PARAGRAPHS: usize = 1 << 18;
/// Columns and rows that one table cell may span, and repeats that a cell or row may claim.
pub const SPAN: usize = 64;
/// Columns of a table.
pub const COLUMNS: usize = 256;
/// Cells, rows and paragraphs of one table in .doc and .rtf.
pub const TABLE_PIECES: usize = 1 << 18;
/// Cells that a table may have after merged ones are repeated.
pub const CELLS: usize = 1 << 19;

/// Bytes of memory that a file's reader may take in a process of its own.
pub const READER_MEMORY: u64 = 512 << 20;
/// Time that it may take there.
pub const READER_TIME: Duration = Duration::from_secs(20);

/// What may still be unpacked from an input.
#[derive(Debug)]
pub struct Budget {
    left: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: TOTAL_BYTES }
    }
}

impl Budget {
    /// Counts `bytes` that were unpacked from `part`.
    pub fn spend(&mut self, part: &str, bytes: u64) -> Result<(), Error> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| Error::TooLarge {
            part: part.to_owned(),
            limit: format!("the file unpacks to more than {} MiB", TOTAL_BYTES >> 20),
        })?;
        Ok(())
    }
}
