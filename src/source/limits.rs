//! Limits that keep damaged and hostile files harmless. All count what was really read, never what
//! a header claims. The values held against zip bombs, quines and fuzzing (facts.md, last section).

use std::time::Duration;

use crate::error::Error;

/// Bytes of one unpacked part.
pub const PART_BYTES: u64 = 64 << 20;
/// Bytes unpacked from one file; a bundle's members count each for itself, and together below [`BUNDLE_RATIO`].
pub const TOTAL_BYTES: u64 = 256 << 20;
/// Unpacked bytes of a bundle, with all that is nested in it, to one of its own, where that is more than [`TOTAL_BYTES`]: an
/// archive of .docx, the text of which is packed a second time, comes to ten.
pub const BUNDLE_RATIO: u64 = 20;
/// Unpacked bytes to one packed byte.
pub const RATIO: u64 = 200;
/// Below this size a part may unpack at any ratio: a few lines repeated are no bomb.
pub const RATIO_FREE_BYTES: u64 = 1 << 20;
/// Members of one archive, and of a bundle with all that is nested in it; each takes some 300 bytes of memory.
pub const MEMBERS: usize = 100_000;
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
    /// Bytes, from the file that is being read.
    file: u64,
    /// Bytes, from the input; none any more once too many were asked for.
    input: Option<u64>,
    /// The most that was to be had from the input, in bytes.
    most: u64,
    /// Members that may still be read.
    members: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self::bundle(0)
    }
}

impl Budget {
    /// The budget of a bundle of `length` bytes.
    pub fn bundle(length: usize) -> Self {
        let most = TOTAL_BYTES.max(BUNDLE_RATIO * length as u64);
        Self { file: TOTAL_BYTES, input: Some(most), most, members: MEMBERS }
    }

    /// Whether nothing more of the input is read.
    pub fn is_spent(&self) -> bool {
        self.input.is_none()
    }

    /// Counts the bundle's member `part`, and begins to count its bytes.
    pub fn begin_member(&mut self, part: &str) -> Result<(), Error> {
        self.file = TOTAL_BYTES;
        match self.members.checked_sub(1) {
            Some(members) => self.members = members,
            None => {
                self.input = None;
                let limit = format!("the bundle has more than {MEMBERS} members; no more of it is read");
                return Err(Error::TooLarge { part: part.to_owned(), limit });
            }
        }
        Ok(())
    }

    /// Counts `bytes` that were unpacked from `part`.
    pub fn spend(&mut self, part: &str, bytes: u64) -> Result<(), Error> {
        let too_large = |limit: u64, rest: &str| Error::TooLarge {
            part: part.to_owned(),
            limit: format!("the file unpacks to more than {} MiB{rest}", limit >> 20),
        };
        self.input = self.input.and_then(|left| left.checked_sub(bytes));
        self.file = self.file.checked_sub(bytes).ok_or_else(|| too_large(TOTAL_BYTES, ""))?;
        match self.is_spent() {
            true => Err(too_large(self.most, "; no more of it is read")),
            false => Ok(()),
        }
    }
}
