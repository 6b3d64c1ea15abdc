//! A text and its way back to the bytes it came from.
//!
//! Every stage that changes the text adds one [`Step`]: a list of runs, each saying which stretch of
//! the new text came from which stretch of the text before it. Offsets are resolved only for the spans
//! that are asked for, so a clean file costs a few runs and a damaged one a run for each mended place.

use std::ops::Range;
use std::sync::OnceLock;

use crate::notice::{FilePart, Place, Span};

/// A text (UTF-8) that knows where in the original file each of its stretches stands.
#[derive(Debug, Clone)]
pub struct Text {
    content: String,
    /// From the decoded text to `content`, in the order they were taken.
    steps: Vec<Step>,
    origin: Origin,
}

/// How the decoded text came from the file's bytes.
#[derive(Debug, Clone)]
struct Origin {
    /// The decoded text; empty while `steps` is, because `content` is it then.
    decoded: String,
    runs: Vec<Run>,
    /// The file's bytes, kept where a run must be walked to place an offset inside it.
    bytes: Vec<u8>,
    /// Made when the first span is asked for.
    lines: OnceLock<LineIndex>,
    /// Where each paragraph begins in the decoded text, ascending; empty for a text with byte offsets.
    paragraphs: Vec<ParagraphStart>,
}

/// Where a paragraph that was taken out of a file begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParagraphStart {
    /// Its first byte in the text.
    pub start: usize,
    /// The part of the file it stands in.
    pub part: FilePart,
    /// Its number in the part, from 1.
    pub number: u32,
}

/// One stage's change of the text.
#[derive(Debug, Clone)]
struct Step {
    runs: Vec<Run>,
}

/// A stretch of the new text and the stretch it came from; what lies between two runs' `from`s was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// First byte in the new text.
    pub to: usize,
    /// Bytes in the new text.
    pub to_length: usize,
    /// First byte in the text (or file) before.
    pub from: usize,
    /// Bytes in the text (or file) before.
    pub from_length: usize,
    /// How offsets inside the run relate.
    pub kind: RunKind,
}

/// How offsets inside a run relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// Byte for byte: the same lengths all through.
    Aligned,
    /// The stretch stands for the other as a whole.
    Whole,
    /// Characters of one or two bytes (GBK, Big5), or four where the second byte is a digit (GB18030).
    DoubleByte,
    /// UTF-16 code units, two bytes each.
    Utf16,
    /// Characters of one byte each (windows-1252).
    SingleByte,
}

impl Text {
    /// A text decoded from `bytes` by `runs` (ascending, covering `content` without overlap).
    pub fn decoded(content: String, bytes: Vec<u8>, runs: Vec<Run>) -> Self {
        let origin = Origin { decoded: String::new(), runs, bytes, lines: OnceLock::new(), paragraphs: Vec::new() };
        Self { content, steps: Vec::new(), origin }
    }

    /// A text taken out of a file whose byte offsets mean nothing: spans give part, paragraph and character.
    /// The first paragraph must begin at 0.
    pub fn extracted(content: String, paragraphs: Vec<ParagraphStart>) -> Self {
        let mut text = Self::plain("");
        text.origin.runs = vec![Run { to: 0, to_length: content.len(), from: 0, from_length: content.len(), kind: RunKind::Aligned }];
        text.origin.paragraphs = paragraphs;
        text.content = content;
        text
    }

    /// Whether the file itself said where its paragraphs end, so that no line is a hard wrap.
    pub fn has_paragraphs(&self) -> bool {
        !self.origin.paragraphs.is_empty()
    }

    /// A text whose original file is the text itself, in UTF-8.
    pub fn plain(content: &str) -> Self {
        let run = Run { to: 0, to_length: content.len(), from: 0, from_length: content.len(), kind: RunKind::Aligned };
        Self::decoded(content.to_owned(), Vec::new(), vec![run])
    }

    /// The text as it now stands.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Starts a change of this text.
    pub fn edit(self) -> Edit {
        Edit { text: self, content: String::new(), runs: Vec::new(), done: 0 }
    }

    /// Puts `content` in place of the text, by `runs` (ascending; `from` in the text so far).
    pub fn rewritten(mut self, content: String, runs: Vec<Run>) -> Self {
        let before = std::mem::replace(&mut self.content, content);
        if self.steps.is_empty() {
            self.origin.decoded = before;
        }
        self.steps.push(Step { runs });
        self
    }

    /// The text as it was decoded, before any change.
    pub fn as_decoded(&self) -> &str {
        if self.steps.is_empty() { &self.content } else { &self.origin.decoded }
    }

    /// Byte range in the original file of a byte range of the text.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let decoded = self.in_decoded(range);
        self.origin.place(self.as_decoded(), decoded)
    }

    /// Where a byte range of the text stands in the original file.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.span_of_decoded(self.in_decoded(range))
    }

    /// Where a byte range of the decoded text stands in the original file.
    pub fn span_of_decoded(&self, decoded: Range<usize>) -> Span {
        let lines = self.origin.lines.get_or_init(|| LineIndex::new(self.as_decoded()));
        if let Some(place) = self.origin.paragraph_place(self.as_decoded(), lines, &decoded) {
            let (line, column) = (place.paragraph.into(), place.character.into());
            return Span { start: decoded.start as u64, end: decoded.end as u64, line, column, place: Some(place) };
        }
        let (line, column) = lines.line_column(self.as_decoded(), decoded.start);
        let bytes = self.origin.place(self.as_decoded(), decoded);
        Span { start: bytes.start as u64, end: bytes.end as u64, line, column, place: None }
    }

    /// Byte range in the decoded text of a byte range of the text.
    pub fn in_decoded(&self, range: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end);
        for step in self.steps.iter().rev() {
            (start, end) = step.before(start, end);
        }
        start..end
    }
}

impl Step {
    fn before(&self, start: usize, end: usize) -> (usize, usize) {
        before(&self.runs, start, end, |run, offset| match run.kind {
            RunKind::Aligned => Some(run.from + offset),
            _ => None,
        })
    }
}

/// Maps a range back through `runs`. A start leans on the run that begins there, an end on the run
/// that ends there, so that what was removed around a value is not counted to it.
fn before(runs: &[Run], start: usize, end: usize, inside: impl Fn(&Run, usize) -> Option<usize>) -> (usize, usize) {
    let after_start = runs.partition_point(|run| run.to <= start);
    let first = match after_start.checked_sub(1).map(|index| &runs[index]) {
        None => runs.first().map_or(0, |run| run.from),
        Some(run) if start < run.to + run.to_length || start == run.to => {
            if start == run.to {
                run.from
            } else {
                inside(run, start - run.to).unwrap_or(run.from)
            }
        }
        Some(run) => runs.get(after_start).map_or(run.from + run.from_length, |next| next.from),
    };
    if end <= start {
        return (first, first);
    }
    let after_end = runs.partition_point(|run| run.to < end);
    let last = match after_end.checked_sub(1).map(|index| &runs[index]) {
        None => first,
        Some(run) if end >= run.to + run.to_length => run.from + run.from_length,
        Some(run) => inside(run, end - run.to).unwrap_or(run.from + run.from_length),
    };
    (first, last.max(first))
}

impl Origin {
    /// Part, paragraph and character of a range of the decoded text; `None` for a text with byte offsets.
    fn paragraph_place(&self, decoded: &str, lines: &LineIndex, range: &Range<usize>) -> Option<Place> {
        let holding = |offset: usize| {
            let after = self.paragraphs.partition_point(|paragraph| paragraph.start <= offset);
            self.paragraphs.get(after.checked_sub(1)?)
        };
        let character = |paragraph: &ParagraphStart, offset: usize| {
            1 + lines.characters(decoded, offset).saturating_sub(lines.characters(decoded, paragraph.start))
        };
        let first = holding(range.start)?;
        // An end that falls on a paragraph's start belongs to the paragraph before.
        let last = holding(range.end.saturating_sub(1).max(range.start))?;
        Some(Place {
            part: first.part,
            paragraph: first.number,
            character: character(first, range.start),
            end_paragraph: last.number,
            end_character: character(last, range.end),
        })
    }

    fn place(&self, decoded: &str, range: Range<usize>) -> Range<usize> {
        let (start, end) = before(&self.runs, range.start, range.end, |run, offset| match run.kind {
            RunKind::Aligned => Some(run.from + offset),
            RunKind::Whole => None,
            RunKind::SingleByte => Some(run.from + decoded[run.to..run.to + offset].chars().count()),
            RunKind::DoubleByte => Some(self.walk_double_byte(decoded, run, offset)),
            RunKind::Utf16 => Some(run.from + 2 * decoded[run.to..run.to + offset].chars().map(char::len_utf16).sum::<usize>()),
        });
        start..end
    }

    /// The source byte after the characters that make up the first `offset` text bytes of the run.
    fn walk_double_byte(&self, decoded: &str, run: &Run, offset: usize) -> usize {
        let mut at = run.from;
        for character in decoded[run.to..run.to + offset].chars() {
            at += match (self.bytes.get(at), self.bytes.get(at + 1)) {
                _ if character.is_ascii() => 1,
                (Some(0x81..=0xFE), Some(0x30..=0x39)) => 4,
                (Some(0x81..=0xFE), Some(_)) => 2,
                _ => 1,
            };
        }
        at.min(run.from + run.from_length)
    }
}

/// Text bytes between two entries of the line index: small enough that counting from one to the
/// next costs less than a microsecond, even where a file is one line.
const INDEX_STRIDE: usize = 512;

/// Line and column at every [`INDEX_STRIDE`]th byte of the decoded text.
#[derive(Debug, Clone)]
struct LineIndex {
    entries: Vec<(u32, u32)>,
    /// Characters that begin before the block.
    before: Vec<u32>,
}

impl LineIndex {
    fn new(decoded: &str) -> Self {
        let bytes = decoded.as_bytes();
        let mut entries = Vec::with_capacity(bytes.len() / INDEX_STRIDE + 1);
        let mut before = Vec::with_capacity(bytes.len() / INDEX_STRIDE + 1);
        let mut characters = 0;
        let (mut line, mut column) = (1, 1);
        for block in bytes.chunks(INDEX_STRIDE) {
            entries.push((line, column));
            before.push(characters);
            characters += character_starts(block);
            (line, column) = count(block, line, column);
        }
        Self { entries, before }
    }

    /// Characters that begin before `offset`.
    fn characters(&self, decoded: &str, offset: usize) -> u32 {
        let offset = offset.min(decoded.len());
        let block = (offset / INDEX_STRIDE).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or(0);
        before + character_starts(&decoded.as_bytes()[block * INDEX_STRIDE..offset])
    }

    fn line_column(&self, decoded: &str, offset: usize) -> (u64, u64) {
        let bytes = decoded.as_bytes();
        let offset = offset.min(bytes.len());
        let block = offset / INDEX_STRIDE;
        let Some(&(line, column)) = self.entries.get(block) else {
            // The end of a text whose length is a multiple of the stride, or an empty text.
            let last = self.entries.len().saturating_sub(1);
            let (line, column) = self.entries.get(last).copied().unwrap_or((1, 1));
            let (line, column) = count(&bytes[last * INDEX_STRIDE..offset], line, column);
            return (u64::from(line), u64::from(column));
        };
        let from = block * INDEX_STRIDE;
        let (line, column) = count(&bytes[from..offset], line, column);
        (u64::from(line), u64::from(column))
    }
}

fn character_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count() as u32
}

/// Line and column (in characters) after `bytes`, which begin at `line` and `column`.
fn count(bytes: &[u8], line: u32, column: u32) -> (u32, u32) {
    match memchr::memrchr(b'\n', bytes) {
        None => (line, column + character_starts(bytes)),
        Some(last) => (line + memchr::memchr_iter(b'\n', bytes).count() as u32, 1 + character_starts(&bytes[last + 1..])),
    }
}

/// A change of a text under way. Places are named in ascending order; what is not named is kept.
pub struct Edit {
    text: Text,
    content: String,
    runs: Vec<Run>,
    /// Bytes of the old text that are dealt with.
    done: usize,
}

impl Edit {
    /// The text before the change.
    pub fn before(&self) -> &str {
        &self.text.content
    }

    /// Puts `with` in place of `range`. Ranges must ascend and not overlap; one that does not is clipped.
    pub fn replace(&mut self, range: Range<usize>, with: &str) {
        let start = range.start.max(self.done);
        self.keep_until(start);
        if !with.is_empty() {
            self.runs.push(Run {
                to: self.content.len(),
                to_length: with.len(),
                from: start,
                from_length: range.end.max(start) - start,
                kind: RunKind::Whole,
            });
            self.content.push_str(with);
        }
        self.done = range.end.max(start);
    }

    /// Takes `range` out.
    pub fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// The changed text; the old one where nothing was changed.
    pub fn finish(mut self) -> Text {
        if self.done == 0 && self.runs.is_empty() {
            return self.text;
        }
        self.keep_until(self.text.content.len());
        self.text.rewritten(self.content, self.runs)
    }

    fn keep_until(&mut self, end: usize) {
        if end <= self.done {
            return;
        }
        let length = end - self.done;
        self.runs.push(Run { to: self.content.len(), to_length: length, from: self.done, from_length: length, kind: RunKind::Aligned });
        self.content.push_str(&self.text.content[self.done..end]);
        self.done = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_notes_are_not_counted_to_their_neighbours() {
        let mut edit = Text::plain("創(chuàng)先爭優(yōu)。").edit();
        let before = edit.before().to_owned();
        for note in ["(chuàng)", "(yōu)"] {
            let at = before.find(note).unwrap_or_default();
            edit.remove(at..at + note.len());
        }
        let text = edit.finish();
        assert_eq!(text.as_str(), "創先爭優。");
        let cases = [("創", "創"), ("創先", "創(chuàng)先"), ("先", "先"), ("優", "優"), ("優。", "優(yōu)。"), ("。", "。")];
        for (value, stands) in cases {
            let at = text.as_str().find(value).unwrap_or_default();
            assert_eq!(&before[text.original(at..at + value.len())], stands, "{value}");
        }
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let content = format!("{}\n二、工作\n", "一".repeat(600));
        let text = Text::plain(&content);
        for (value, line, column) in [("一", 1, 1), ("二", 2, 1), ("工", 2, 3), ("作", 2, 4)] {
            let at = content.find(value).unwrap_or_default();
            let span = text.span(at..at + 3);
            assert_eq!((span.line, span.column), (line, column), "{value}");
        }
        let far = text.span(1797..1800);
        assert_eq!((far.line, far.column), (1, 600));
    }

    #[test]
    fn extracted_texts_give_paragraphs() {
        let content = "关于义诊的通知\n一、a组织\n注".to_owned();
        let start = |value: &str| content.find(value).unwrap_or_default();
        let paragraphs = vec![
            ParagraphStart { start: 0, part: FilePart::WordDocument, number: 1 },
            ParagraphStart { start: start("一"), part: FilePart::WordDocument, number: 2 },
            ParagraphStart { start: start("注"), part: FilePart::WordFootnotes, number: 1 },
        ];
        let text = Text::extracted(content.clone(), paragraphs);
        let place = |value: &str| text.span(start(value)..start(value) + value.len()).place.unwrap();
        let of = |place: Place| (place.part, place.paragraph, place.character, place.end_paragraph, place.end_character);
        assert_eq!(of(place("通知")), (FilePart::WordDocument, 1, 6, 1, 8));
        assert_eq!(of(place("a")), (FilePart::WordDocument, 2, 3, 2, 4));
        assert_eq!(of(place("通知\n一")), (FilePart::WordDocument, 1, 6, 2, 2));
        assert_eq!(of(place("注")), (FilePart::WordFootnotes, 1, 1, 1, 2));
        let repaired = Text::extracted("甲(jiǎ)乙".to_owned(), vec![ParagraphStart { start: 0, part: FilePart::Page(2), number: 4 }]);
        let mut edit = repaired.edit();
        edit.remove(3..9);
        let repaired = edit.finish();
        assert_eq!(repaired.as_str(), "甲乙");
        assert_eq!(of(repaired.span(3..6).place.unwrap()), (FilePart::Page(2), 4, 7, 4, 8));
    }

    #[test]
    fn offsets_in_gb18030_are_walked() {
        let (bytes, ..) = encoding_rs::GB18030.encode("a一·ǹ𠀀完");
        let bytes = bytes.into_owned();
        let content = "a一·ǹ𠀀完".to_owned();
        let run = Run { to: 0, to_length: content.len(), from: 0, from_length: bytes.len(), kind: RunKind::DoubleByte };
        let text = Text::decoded(content.clone(), bytes.clone(), vec![run]);
        for (at, character) in content.char_indices() {
            let place = text.original(at..at + character.len_utf8());
            assert_eq!(encoding_rs::GB18030.decode(&bytes[place]).0, character.to_string());
        }
    }
}
