//! Decodes pieces of a file into a text that knows its way back.

use std::ops::Range;

use encoding_rs::{DecoderResult, Encoding};

use super::gbk;
use super::lattice::Piece;
use super::score::Hypothesis;
use crate::text::{Run, RunKind, Text, double_byte_length};

/// Text bytes from one checkpoint to the next: placing an offset walks no further than this.
const STRIDE: usize = 256;
/// Room for one character, for encodings whose characters cannot be told apart by walking.
const ONE_CHARACTER: usize = 4;
/// Pairs of Big5 (HKSCS) that stand for two code points end in one of these.
const COMBINING: [char; 2] = ['\u{304}', '\u{30C}'];

/// Text under way, with its runs.
#[derive(Debug, Default)]
pub(super) struct Writer {
    content: String,
    runs: Vec<Run>,
    malformed: u64,
}

impl Writer {
    /// A writer with room for `bytes` bytes of a file.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self { content: String::with_capacity(bytes + bytes / 2), ..Self::default() }
    }

    /// Adds `text`, which stands for `from`.
    pub(super) fn push(&mut self, text: &str, from: Range<usize>, kind: RunKind) {
        if text.is_empty() && from.is_empty() {
            return;
        }
        let (to, length) = (self.content.len(), from.len());
        let kind = match kind {
            RunKind::UpToFourBytes if is_double_byte(text, length) => RunKind::DoubleByte,
            kind => kind,
        };
        self.content.push_str(text);
        match self.runs.last_mut() {
            Some(last) if kind == RunKind::Aligned && last.kind == kind && last.from + last.from_length == from.start => {
                last.to_length += text.len();
                last.from_length += length;
            }
            _ => self.runs.push(Run { to, to_length: text.len(), from: from.start, from_length: length, kind }),
        }
    }

    /// Adds a replacement character for bytes that stand for nothing.
    pub(super) fn push_malformed(&mut self, from: Range<usize>) {
        self.malformed += 1;
        self.push("\u{FFFD}", from, RunKind::Whole);
    }

    /// The text, and how many malformed sequences it holds.
    pub(super) fn finish(self, bytes: Vec<u8>) -> (Text, u64) {
        // The bytes are for walking only.
        let walked = self.runs.iter().any(|run| run.kind == RunKind::UpToFourBytes);
        (Text::decoded(self.content, if walked { bytes } else { Vec::new() }, self.runs), self.malformed)
    }

    /// Decodes `range` of `bytes`.
    pub(super) fn decode(&mut self, encoding: &'static Encoding, bytes: &[u8], range: Range<usize>) {
        if encoding != encoding_rs::GB18030 {
            return self.decode_all(encoding, bytes, range);
        }
        let mut at = range.start;
        loop {
            at = self.decode_pairs(bytes, at..range.end);
            if at == range.end {
                return;
            }
            // What is neither ASCII nor a pair is rare. No sequence reaches across a line feed, so that the rest of its line
            // reads the same by itself.
            let line_end = memchr::memchr(b'\n', &bytes[at..range.end]).map_or(range.end, |length| at + length + 1);
            self.decode_all(encoding, bytes, at..line_end);
            at = line_end;
        }
    }

    /// Decodes the ASCII and the pairs of GB18030 that `range` begins with, and gives where they end.
    fn decode_pairs(&mut self, bytes: &[u8], range: Range<usize>) -> usize {
        let bytes = &bytes[..range.end];
        let mut buffer = [0; STRIDE + ONE_CHARACTER];
        let mut at = range.start;
        loop {
            let (from, mut written) = (at, 0);
            let mut rest = &bytes[at..];
            while written < STRIDE {
                match *rest {
                    [lead @ 0x80..=0xFF, trail, ref behind @ ..] => {
                        let Some((character, length)) = gbk::utf8(lead, trail) else { break };
                        if let Some(place) = buffer[written..].first_chunk_mut() {
                            *place = character;
                        }
                        (rest, written) = (behind, written + length);
                    }
                    [lead @ ..0x80, ref behind @ ..] => {
                        buffer[written] = lead;
                        (rest, written) = (behind, written + 1);
                    }
                    _ => break,
                }
            }
            at = bytes.len() - rest.len();
            let Ok(text) = simdutf8::basic::from_utf8(&buffer[..written]) else { return from };
            if !text.is_empty() {
                self.runs.push(Run { to: self.content.len(), to_length: written, from, from_length: at - from, kind: RunKind::DoubleByte });
                self.content.push_str(text);
            }
            if written < STRIDE {
                return at;
            }
        }
    }

    /// Decodes `range` of `bytes` by the decoder of its encoding.
    fn decode_all(&mut self, encoding: &'static Encoding, bytes: &[u8], range: Range<usize>) {
        let kind = run_kind(encoding);
        let mut buffer = "\0".repeat(if kind == RunKind::Whole { ONE_CHARACTER } else { STRIDE });
        let mut decoder = encoding.new_decoder_without_bom_handling();
        // What is read may run ahead of what is written: `placed` is where the next character stands.
        let (mut at, mut placed) = (range.start, range.start);
        loop {
            let (result, read, written) = decoder.decode_to_str_without_replacement(&bytes[at..range.end], &mut buffer, true);
            at += read;
            let text = &buffer[..written];
            let (bad, ahead) = match result {
                DecoderResult::Malformed(bad, ahead) => (usize::from(bad), usize::from(ahead)),
                _ => (0, 0),
            };
            let bad_end = at - ahead;
            let good_end = bad_end.saturating_sub(bad).max(placed);
            if encoding == encoding_rs::BIG5 && text.contains(COMBINING) {
                self.push_big5(text, bytes, placed..good_end);
            } else {
                self.push(text, placed..good_end, kind);
            }
            placed = good_end;
            if bad > 0 {
                self.push_malformed(good_end..bad_end);
                placed = bad_end;
            }
            if result == DecoderResult::InputEmpty {
                return;
            }
        }
    }

    /// Adds Big5 text in which some pairs stand for two code points.
    fn push_big5(&mut self, text: &str, bytes: &[u8], from: Range<usize>) {
        let mut characters = text.char_indices().peekable();
        let mut at = from.start;
        while let Some((start, character)) = characters.next() {
            let combining = characters.next_if(|&(_, next)| COMBINING.contains(&next));
            let end = characters.peek().map_or(text.len(), |&(next, _)| next);
            let length = if character.is_ascii() && bytes.get(at).is_some_and(u8::is_ascii) { 1 } else { 2 };
            let kind = if combining.is_none() && length == 1 { RunKind::Aligned } else { RunKind::Whole };
            let to = (at + length).min(from.end);
            self.push(&text[start..end], at..to, kind);
            at = to;
        }
    }
}

/// Whether text that stands for `length` bytes has only characters of one byte (ASCII) and two. A sign of one byte that is
/// not ASCII (€ in GBK) could hide one of four, and a piece that has it is walked.
fn is_double_byte(text: &str, length: usize) -> bool {
    double_byte_length(text) == length && !text.contains('€')
}

/// How offsets relate in text of this encoding; [`RunKind::Whole`] where only decoding tells.
fn run_kind(encoding: &'static Encoding) -> RunKind {
    use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
    match encoding {
        _ if encoding == UTF_8 => RunKind::Aligned,
        _ if encoding == UTF_16LE || encoding == UTF_16BE => RunKind::Utf16,
        _ if [GB18030, GBK, BIG5, EUC_KR].contains(&encoding) => RunKind::UpToFourBytes,
        _ if encoding.is_single_byte() => RunKind::SingleByte,
        _ => RunKind::Whole,
    }
}

/// The decoder for one of our encodings.
pub(super) fn decoder_of(hypothesis: Hypothesis) -> &'static Encoding {
    match hypothesis {
        Hypothesis::Gb18030 => encoding_rs::GB18030,
        Hypothesis::Big5 => encoding_rs::BIG5,
        Hypothesis::Utf16Le => encoding_rs::UTF_16LE,
        Hypothesis::Utf16Be => encoding_rs::UTF_16BE,
        _ => encoding_rs::UTF_8,
    }
}

/// Decodes `bytes` piece by piece.
pub(super) fn read_pieces(bytes: Vec<u8>, pieces: &[Piece]) -> (Text, u64) {
    if let [Piece { range, hypothesis: Hypothesis::Utf8, garbled: false }] = pieces {
        return read_utf8(bytes, range.start);
    }
    let mut writer = Writer::with_room_for(bytes.len());
    for piece in pieces {
        if piece.garbled {
            writer.push_malformed(piece.range.clone());
        } else {
            writer.decode(decoder_of(piece.hypothesis), &bytes, piece.range.clone());
        }
    }
    writer.finish(bytes)
}

/// Decodes UTF-8 from `start` on; at the speed of a copy where it is clean.
fn read_utf8(bytes: Vec<u8>, start: usize) -> (Text, u64) {
    let body = &bytes[start..];
    match encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(body) {
        Some(content) => {
            let run = Run { to: 0, to_length: body.len(), from: start, from_length: body.len(), kind: RunKind::Aligned };
            (Text::decoded(content.into_owned(), Vec::new(), vec![run]), 0)
        }
        None => {
            let mut writer = Writer::with_room_for(body.len());
            let end = bytes.len();
            writer.decode(encoding_rs::UTF_8, &bytes, start..end);
            writer.finish(bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_all_else_are_read_as_a_decoder_reads_them() {
        // 中, 啊 out of step, four bytes, €, what stands for nothing, and the bytes that may end a sequence too early.
        const BYTES: [u8; 10] = [b'a', b'\n', b'0', 0x80, 0x81, 0xA1, 0xB0, 0xD0, 0xD6, 0xFF];
        for number in 0..BYTES.len().pow(5) {
            let bytes: Vec<u8> = (0..5).map(|place| BYTES[number / BYTES.len().pow(place) % BYTES.len()]).collect();
            let (read, _) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
            let mut writer = Writer::default();
            writer.decode(encoding_rs::GB18030, &bytes, 0..bytes.len());
            assert_eq!(writer.content, read, "{bytes:02X?}");
            let mut ends = writer.runs.iter().map(|run| (run.to + run.to_length, run.from + run.from_length));
            let starts = writer.runs.iter().map(|run| (run.to, run.from));
            assert!(std::iter::once((0, 0)).chain(ends.clone()).zip(starts).all(|(end, start)| end == start), "{bytes:02X?}");
            assert_eq!(ends.next_back(), Some((read.len(), bytes.len())), "{bytes:02X?}");
        }
    }
}
