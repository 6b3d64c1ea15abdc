//! The paragraphs that were taken out of a file which is no text.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::decode::{Decoded, Reading};
use crate::notice::{EncodingFrom, FilePart};
use crate::text::{ParagraphStart, Text};

use super::limits::{LAST_PARAGRAPH, PARAGRAPHS, TEXT_BYTES};

/// Why there may be no text in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyReason {
    /// It holds none.
    #[default]
    Nothing,
    /// Its pages are pictures of text.
    Scan,
    /// Its fonts say how characters look and not which they are.
    Fonts,
    /// It is where nobody sees it.
    HiddenSheets,
}

impl EmptyReason {
    /// The reason as the end of a sentence; begins with its own punctuation.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Scan => "; it seems to be a scan: let a program for text recognition put a text layer into it (ocrmypdf -l chi_sim)",
            Self::Fonts => {
                " that can be told: its fonts show characters without saying which they are; export it anew, or let a program for text \
                 recognition read it (ocrmypdf --force-ocr -l chi_sim)"
            }
            Self::HiddenSheets => " in its visible sheets",
        }
    }
}

/// The paragraphs of a file, in reading order, and what its reader could not give.
#[derive(Debug, Clone, Default)]
pub struct Extracted {
    content: String,
    starts: Vec<ParagraphStart>,
    /// Paragraphs so far in each part.
    numbers: HashMap<FilePart, u32>,
    limits: Vec<String>,
    /// WHATWG name of the encoding that the file's text is in; UTF-8 unless said.
    encoding: Option<&'static str>,
    empty_reason: EmptyReason,
    full: bool,
}

impl Extracted {
    /// Adds a paragraph. White space at its ends, empty lines and control characters are left out;
    /// one with nothing else in it is none.
    pub fn push(&mut self, part: FilePart, paragraph: &str) {
        if self.full {
            return;
        }
        let before = self.content.len();
        if before > 0 {
            self.content.push('\n');
        }
        let start = self.content.len();
        for line in paragraph.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
            let line = line.trim_end();
            if line.trim_start().is_empty() {
                continue;
            }
            if self.content.len() > start {
                self.content.push('\n');
            }
            self.content.extend(line.chars().filter(|&character| character == '\t' || !is_noise(character)));
        }
        if self.content[start..].trim().is_empty() {
            self.content.truncate(before);
            return;
        }
        let number = self.numbers.entry(part).or_insert(0);
        *number += 1;
        self.starts.push(ParagraphStart { start, part, number: *number });
        if self.content.len() > TEXT_BYTES {
            self.full = true;
            // The paragraph that passes the limit may be all of a file.
            self.content.truncate(self.content.floor_char_boundary(TEXT_BYTES + LAST_PARAGRAPH));
            self.limit(format!("the file holds more than {} MiB of text; what comes after is left out", TEXT_BYTES >> 20));
        } else if self.starts.len() >= PARAGRAPHS {
            self.full = true;
            self.limit(format!("the file holds more than {PARAGRAPHS} paragraphs; what comes after is left out"));
        }
    }

    /// Says what the reader could not give, once.
    pub fn limit(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.limits.contains(&sentence) {
            self.limits.push(sentence);
        }
    }

    /// Says which encoding the file's text is in, by its WHATWG name.
    pub fn set_encoding(&mut self, name: &'static str) {
        self.encoding = Some(name);
    }

    /// Says why there may be no text.
    pub fn set_empty_reason(&mut self, reason: EmptyReason) {
        self.empty_reason = reason;
    }

    /// Why there is no text.
    pub fn empty_reason(&self) -> EmptyReason {
        self.empty_reason
    }

    /// Whether nothing more is taken, so that a reader can stop.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Whether there is no paragraph.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The paragraphs, parted by `\n` (as are the lines of one paragraph).
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The paragraphs, each with the part that it stands in.
    pub fn paragraphs(&self) -> impl Iterator<Item = (FilePart, &str)> {
        let ends = self.starts.iter().skip(1).map(|next| next.start - 1).chain([self.content.len()]);
        self.starts.iter().zip(ends).map(|(paragraph, end)| (paragraph.part, &self.content[paragraph.start..end]))
    }

    /// What the reader could not give, in sentences.
    pub fn limits(&self) -> &[String] {
        &self.limits
    }

    /// The text as the stages after decoding take it, and what the reader could not give.
    pub fn into_decoded(self) -> (Decoded, Vec<String>) {
        let reading = Reading {
            encoding: self.encoding.unwrap_or("UTF-8").to_owned(),
            from: EncodingFrom::Proof,
            margin: None,
            runner_up: None,
            malformed: 0,
            parts: Vec::new(),
        };
        (Decoded { text: Text::extracted(self.content, self.starts), reading }, self.limits)
    }
}

/// Characters that no reader sees: controls, byte order marks, zero-width ones, object anchors.
fn is_noise(character: char) -> bool {
    character.is_control() || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fffc}' | '\u{ad}')
}
