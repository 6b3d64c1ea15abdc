//! Lines and columns of a text, and how long its stretches are in characters and bytes.

/// Text bytes between two entries of the line index: small enough that counting from one to the
/// next costs less than a microsecond, even where a file is one line.
const INDEX_STRIDE: usize = 256;

/// Line and column at every [`INDEX_STRIDE`]th byte of the decoded text.
#[derive(Debug, Clone)]
pub(super) struct LineIndex {
    entries: Vec<(u32, u32)>,
}

impl LineIndex {
    pub(super) fn new(decoded: &str) -> Self {
        let bytes = decoded.as_bytes();
        let mut entries = Vec::with_capacity(bytes.len() / INDEX_STRIDE + 1);
        let (mut line, mut column) = (1, 1);
        for block in bytes.chunks(INDEX_STRIDE) {
            entries.push((line, column));
            (line, column) = count(block, line, column);
        }
        Self { entries }
    }

    pub(super) fn line_column(&self, decoded: &str, offset: usize) -> (u64, u64) {
        let bytes = decoded.as_bytes();
        let offset = offset.min(bytes.len());
        // The end of a text whose length is a multiple of the stride is counted from the block before it.
        let block = (offset / INDEX_STRIDE).min(self.entries.len().saturating_sub(1));
        let (line, column) = self.entries.get(block).copied().unwrap_or((1, 1));
        let (line, column) = count(&bytes[block * INDEX_STRIDE..offset], line, column);
        (u64::from(line), u64::from(column))
    }
}

/// Characters that begin before every [`INDEX_STRIDE`]th byte of the decoded text.
#[derive(Debug, Clone)]
pub(super) struct CharacterIndex {
    before: Vec<u32>,
}

impl CharacterIndex {
    pub(super) fn new(decoded: &str) -> Self {
        let mut characters = 0;
        let counted = decoded.as_bytes().chunks(INDEX_STRIDE).map(|block| {
            let before = characters;
            characters += character_starts(block);
            before
        });
        Self { before: counted.collect() }
    }

    /// Characters that begin before `offset`.
    pub(super) fn characters(&self, decoded: &str, offset: usize) -> u32 {
        let offset = offset.min(decoded.len());
        let block = (offset / INDEX_STRIDE).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or(0);
        before + character_starts(&decoded.as_bytes()[block * INDEX_STRIDE..offset])
    }
}

/// Bytes of `text` in an encoding that gives ASCII one byte and every other character two.
pub fn double_byte_length(text: &str) -> usize {
    sum_of_bytes(text.as_bytes(), |byte| u8::from(byte < 0x80) + 2 * u8::from(byte >= 0xC0))
}

fn character_starts(bytes: &[u8]) -> u32 {
    sum_of_bytes(bytes, |byte| u8::from((byte as i8) >= -0x40)) as u32
}

/// Sum of a weight of 0, 1 or 2 for each byte: in blocks whose sum fits a byte, so that the compiler counts many bytes at once.
fn sum_of_bytes(bytes: &[u8], weight: impl Fn(u8) -> u8) -> usize {
    const BLOCK: usize = 96;
    let sum = |block: &[u8]| usize::from(block.iter().fold(0_u8, |sum, &byte| sum + weight(byte)));
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut total = sum(rest);
    for block in blocks {
        total += sum(block);
    }
    total
}

/// Line and column (in characters) after `bytes`, which begin at `line` and `column`.
fn count(bytes: &[u8], line: u32, column: u32) -> (u32, u32) {
    match memchr::memrchr(b'\n', bytes) {
        None => (line, column + character_starts(bytes)),
        Some(last) => (line + sum_of_bytes(bytes, |byte| u8::from(byte == b'\n')) as u32, 1 + character_starts(&bytes[last + 1..])),
    }
}
