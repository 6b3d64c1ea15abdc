//! A text and its way back to the bytes it came from.
//!
//! Every stage that changes the text adds one [`Step`]: a list of runs, each saying which stretch of
//! the new text came from which stretch of the text before it. Offsets are resolved only for the spans
//! that are asked for, so a clean file costs a few runs and a damaged one a run for each mended place.

use std::ops::Range;
use std::sync::OnceLock;

mod edit;
mod line_index;
mod place;
pub(crate) mod survey;

use crate::notice::{FilePart, Span};
use line_index::{CharacterIndex, LineIndex};

pub use edit::Edit;
pub use line_index::double_byte_length;
pub use place::Placer;
pub use survey::Survey;

/// A text (UTF-8) that knows where in the original file each of its stretches stands.
#[derive(Debug, Clone)]
pub struct Text {
    content: String,
    /// From the decoded text to `content`, in the order they were taken.
    steps: Vec<Step>,
    origin: Origin,
    /// Made when it is first asked for, of `content` as it stands.
    survey: OnceLock<Survey>,
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
    /// The same, for a text that was taken out of a file.
    characters: OnceLock<CharacterIndex>,
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
    /// ASCII characters of one byte, all others of two (GBK, Big5): placed by counting.
    DoubleByte,
    /// Characters of one or two bytes, or four where the second byte is a digit (GB18030): placed by walking the file's bytes.
    UpToFourBytes,
    /// UTF-16 code units, two bytes each.
    Utf16,
    /// Characters of one byte each (windows-1252).
    SingleByte,
}

impl Text {
    /// A text decoded from `bytes` by `runs` (ascending, covering `content` without overlap).
    pub fn decoded(content: String, bytes: Vec<u8>, runs: Vec<Run>) -> Self {
        let origin =
            Origin { decoded: String::new(), runs, bytes, lines: OnceLock::new(), characters: OnceLock::new(), paragraphs: Vec::new() };
        Self { content, steps: Vec::new(), origin, survey: OnceLock::new() }
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

    /// Which kinds of characters stand in the text as it is.
    pub fn survey(&self) -> &Survey {
        self.survey.get_or_init(|| Survey::of(self.content.as_bytes()))
    }

    /// Starts a change of this text.
    pub fn edit(self) -> Edit {
        Edit::of(self)
    }

    /// Puts `content` in place of the text, by `runs` (ascending; `from` in the text so far).
    pub fn rewritten(mut self, content: String, runs: Vec<Run>) -> Self {
        let before = std::mem::replace(&mut self.content, content);
        if self.steps.is_empty() {
            self.origin.decoded = before;
        }
        self.steps.push(Step { runs });
        self.survey = OnceLock::new();
        self
    }

    /// The text as it was decoded, before any change.
    pub fn as_decoded(&self) -> &str {
        if self.steps.is_empty() { &self.content } else { &self.origin.decoded }
    }

    /// Byte range in the original file of a byte range of the text.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let decoded = self.in_decoded(range);
        self.origin.place(self.as_decoded(), decoded, &mut 0)
    }

    /// Where a byte range of the text stands in the original file.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.span_of_decoded(self.in_decoded(range))
    }

    /// Where a byte range of the decoded text stands in the original file.
    pub fn span_of_decoded(&self, decoded: Range<usize>) -> Span {
        let mut near = self.origin.runs.len() / 2;
        self.placed(decoded, &mut near)
    }

    /// For many ranges, one after the other.
    pub fn placer(&self) -> Placer<'_> {
        Placer { text: self, near: vec![0; self.steps.len() + 1] }
    }

    /// Byte range in the decoded text of a byte range of the text.
    pub fn in_decoded(&self, range: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end);
        for step in self.steps.iter().rev() {
            let mut near = step.runs.len() / 2;
            (start, end) = step.before(start, end, &mut near);
        }
        start..end
    }

    /// Where a range of the decoded text stands in the original file.
    fn placed(&self, decoded: Range<usize>, near: &mut usize) -> Span {
        if let Some(place) = self.origin.paragraph_place(self.as_decoded(), &decoded) {
            let (line, column) = (place.paragraph.into(), place.character.into());
            return Span { start: decoded.start as u64, end: decoded.end as u64, line, column, place: Some(place) };
        }
        let lines = self.origin.lines.get_or_init(|| LineIndex::new(self.as_decoded()));
        let (line, column) = lines.line_column(self.as_decoded(), decoded.start);
        let bytes = self.origin.place(self.as_decoded(), decoded, near);
        Span { start: bytes.start as u64, end: bytes.end as u64, line, column, place: None }
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
    fn a_placer_places_as_a_search_does() {
        let content = "一、甲(jiǎ)完成。\n二、乙(yǐ)牵头，丙(bǐng)配合。\n".repeat(40);
        let mut edit = Text::plain(&content).edit();
        let notes: Vec<_> = content.match_indices('(').map(|(at, _)| at..at + content[at..].find(')').unwrap() + 1).collect();
        notes.into_iter().for_each(|note| edit.remove(note));
        let text = edit.finish();
        let starts: Vec<usize> = text.as_str().char_indices().map(|(at, _)| at).collect();
        let mut placer = text.placer();
        for (index, &start) in starts.iter().enumerate() {
            // Near and far, forwards and backwards.
            for start in [start, starts[(index * 7919) % starts.len()]] {
                for length in [0, 3, 30, 90] {
                    let range = start..text.as_str().ceil_char_boundary(start + length);
                    assert_eq!(placer.span(range.clone()), text.span(range));
                }
            }
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
        let of = |place: crate::notice::Place| (place.part, place.paragraph, place.character, place.end_paragraph, place.end_character);
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
        let run = Run { to: 0, to_length: content.len(), from: 0, from_length: bytes.len(), kind: RunKind::UpToFourBytes };
        let text = Text::decoded(content.clone(), bytes.clone(), vec![run]);
        for (at, character) in content.char_indices() {
            let place = text.original(at..at + character.len_utf8());
            assert_eq!(encoding_rs::GB18030.decode(&bytes[place]).0, character.to_string());
        }
    }
}
