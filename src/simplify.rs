//! Traditional → Simplified: one look-up a character, phrases where a character alone does not decide.
//!
//! The tables are made at build time from OpenCC's dictionary (as opencc-fmmseg carries it) and
//! `simplify/overrides.tsv`. Every mapping is one character to one character.

use std::ops::Range;

use crate::notice::Script;
use crate::repair::Repaired;
use crate::text::survey::{FOLLOWS, HANT_ONLY, MAPS, RARE, STARTS, Survey, class_of, code_point};
use crate::text::{Run, RunKind, Text};

include!(concat!(env!("OUT_DIR"), "/simplify.rs"));

/// For each character of the Basic Multilingual Plane, the Simplified character (little-endian), 0 where it stays.
static TARGETS: &[u8; 1 << 17] = include_bytes!(concat!(env!("OUT_DIR"), "/simplify.target"));

/// A text in Simplified characters.
#[derive(Debug, Clone)]
pub struct Simplified {
    /// The text.
    pub text: Text,
    /// The script it was written in.
    pub script: Script,
    /// Characters converted.
    pub converted: u64,
}

/// Whether no Simplified text has `character`.
pub fn is_traditional_only(character: char) -> bool {
    class_of(character as usize) & HANT_ONLY != 0
}

/// Converts a repaired text to Simplified characters; with `quotes` also 「」『』 to “”‘’.
///
/// Lines in Traditional script are converted as OpenCC's t2s does it, but for `simplify/overrides.tsv`.
/// On lines in Simplified script only characters change that no Simplified text has.
pub fn simplify(repaired: Repaired, quotes: bool) -> Simplified {
    let text = if quotes { with_round_quotes(repaired.text) } else { repaired.text };
    let survey = text.survey();
    let script = survey.script();
    if survey.traditional == 0 {
        return Simplified { text, script, converted: 0 };
    }
    let mut conversion = Conversion::of(text.as_str());
    if survey.simplified == 0 {
        conversion.convert(0..text.as_str().len(), Manner::Whole);
    } else {
        conversion.convert_by_line(Manner::of(survey, Manner::Strict));
    }
    let converted = conversion.converted;
    match conversion.finish() {
        Some((content, runs)) => Simplified { text: text.rewritten(content, runs), script, converted },
        None => Simplified { text, script, converted: 0 },
    }
}

/// `line` in Simplified characters, as [`simplify`] converts it in a text of this script; each character stands where it stood.
pub fn simplified_line(line: &str, script: Script) -> String {
    let mut conversion = Conversion::of(line);
    conversion.convert_by_line(if script == Script::Hant { Manner::Whole } else { Manner::Strict });
    conversion.finish().map_or_else(|| line.to_owned(), |(content, _)| content)
}

/// How a line is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// As Traditional text: every mapping, phrases first.
    Whole,
    /// As Simplified text with strays: only what is Traditional beyond doubt.
    Strict,
}

impl Manner {
    /// How a stretch with this survey is converted; `otherwise` where it shows neither script.
    fn of(survey: &Survey, otherwise: Self) -> Self {
        match survey.traditional.cmp(&survey.simplified) {
            std::cmp::Ordering::Greater => Self::Whole,
            std::cmp::Ordering::Less => Self::Strict,
            std::cmp::Ordering::Equal => otherwise,
        }
    }
}

/// A conversion under way: a copy that is overwritten where the lengths agree, and the places where they do not.
struct Conversion<'text> {
    text: &'text str,
    out: Vec<u8>,
    /// Places (in the old text) whose new text has another length.
    resized: Vec<(Range<usize>, String)>,
    converted: u64,
}

impl<'text> Conversion<'text> {
    fn of(text: &'text str) -> Self {
        Self { text, out: text.as_bytes().to_vec(), resized: Vec::new(), converted: 0 }
    }

    fn convert_by_line(&mut self, otherwise: Manner) {
        let bytes = self.text.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |length| start + length + 1);
            let survey = Survey::of(&bytes[start..end]);
            let manner = Manner::of(&survey, otherwise);
            if manner == Manner::Whole || survey.traditional > 0 {
                self.convert(start..end, manner);
            }
            start = end;
        }
    }

    fn convert(&mut self, range: Range<usize>, manner: Manner) {
        let interesting = match manner {
            Manner::Whole => MAPS | STARTS | RARE,
            Manner::Strict => HANT_ONLY,
        };
        let bytes = &self.text.as_bytes()[..range.end];
        let mut at = range.start;
        // What is shorter than three bytes stays.
        while let Some(&[first, second, third]) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
            match first {
                0..0x80 => at += 1,
                0xE0..0xF0 => {
                    let point = code_point(first, second, third);
                    let class = class_of(point);
                    if class & interesting == 0 {
                        at += 3;
                    } else {
                        at += self.convert_character(at, bytes, point, class, manner);
                    }
                }
                0xF0.. => {
                    if manner == Manner::Whole {
                        self.convert_rare(at, 4);
                    }
                    at += 4;
                }
                _ => at += 2,
            }
        }
    }

    /// Converts the character (or the phrase) at `at`; gives its length.
    fn convert_character(&mut self, at: usize, bytes: &[u8], point: usize, class: u8, manner: Manner) -> usize {
        if manner == Manner::Whole
            && class & STARTS != 0
            && let Some(&[first, second, third]) = bytes.get(at + 3..at + 6)
            && first >= 0xE0
            && class_of(code_point(first, second, third)) & FOLLOWS != 0
            && let Some((from, to)) = phrase_at(point, &self.text[at..bytes.len()])
        {
            self.put(at..at + from.len(), to);
            self.converted += from.chars().zip(to.chars()).filter(|(from, to)| from != to).count() as u64;
            return from.len();
        }
        if class & MAPS != 0 {
            let target = u32::from(u16::from_le_bytes([TARGETS[2 * point], TARGETS[2 * point + 1]]));
            if let Some(target) = char::from_u32(target) {
                self.put_character(at, target);
                self.converted += 1;
            }
        } else if class & RARE != 0 {
            self.convert_rare(at, 3);
        }
        3
    }

    /// Converts a character that is beyond the tables, or whose Simplified form is.
    fn convert_rare(&mut self, at: usize, length: usize) {
        let Some(character) = self.text[at..].chars().next() else { return };
        if let Ok(found) = RARE_CHARACTERS.binary_search_by_key(&character, |&(from, _)| from) {
            self.put(at..at + length, RARE_CHARACTERS[found].1.encode_utf8(&mut [0; 4]));
            self.converted += 1;
        }
    }

    /// Puts a character in place of one of three bytes, as it nearly always has itself.
    fn put_character(&mut self, at: usize, character: char) {
        let mut buffer = [0; 4];
        match *character.encode_utf8(&mut buffer).as_bytes() {
            [first, second, third] => {
                if let Some(place) = self.out[at..].first_chunk_mut() {
                    *place = [first, second, third];
                }
            }
            _ => self.put(at..at + 3, character.encode_utf8(&mut buffer)),
        }
    }

    fn put(&mut self, range: Range<usize>, with: &str) {
        if range.len() == with.len() {
            self.out[range].copy_from_slice(with.as_bytes());
        } else {
            self.resized.push((range, with.to_owned()));
        }
    }

    /// The new text and where it came from; `None` where nothing changed.
    fn finish(self) -> Option<(String, Vec<Run>)> {
        if self.converted == 0 {
            return None;
        }
        let mut bytes = Vec::new();
        let mut runs = Vec::new();
        let mut done = 0;
        for (range, with) in &self.resized {
            keep(&mut bytes, &mut runs, &self.out, done..range.start);
            runs.push(Run { to: bytes.len(), to_length: with.len(), from: range.start, from_length: range.len(), kind: RunKind::Whole });
            bytes.extend_from_slice(with.as_bytes());
            done = range.end;
        }
        if done == 0 {
            runs.push(Run { to: 0, to_length: self.out.len(), from: 0, from_length: self.out.len(), kind: RunKind::Aligned });
            bytes = self.out;
        } else {
            keep(&mut bytes, &mut runs, &self.out, done..self.out.len());
        }
        simdutf8::basic::from_utf8(&bytes).ok().map(|content| (content.to_owned(), runs))
    }
}

/// Appends `range` of `out` as it is.
fn keep(bytes: &mut Vec<u8>, runs: &mut Vec<Run>, out: &[u8], range: Range<usize>) {
    if !range.is_empty() {
        let length = range.len();
        runs.push(Run { to: bytes.len(), to_length: length, from: range.start, from_length: length, kind: RunKind::Aligned });
        bytes.extend_from_slice(&out[range]);
    }
}

/// The longest phrase that `rest` begins with; `point` is its first character.
fn phrase_at(point: usize, rest: &str) -> Option<(&'static str, &'static str)> {
    let group = PHRASE_GROUPS.binary_search_by_key(&point, |group| group.0 as usize).ok()?;
    let (_, first, last) = PHRASE_GROUPS[group];
    PHRASES[first..last].iter().find(|(from, _)| rest.as_bytes().starts_with(from.as_bytes())).copied()
}

/// 「」『』 as the mainland writes them; all are three bytes long.
const QUOTES: [(char, char); 4] = [('「', '“'), ('」', '”'), ('『', '‘'), ('』', '’')];

fn with_round_quotes(text: Text) -> Text {
    let mut edit = text.edit();
    let places: Vec<(usize, char)> = edit
        .before()
        .match_indices(QUOTES.map(|(corner, _)| corner))
        .filter_map(|(at, found)| Some((at, QUOTES.iter().find(|(corner, _)| found.starts_with(*corner))?.1)))
        .collect();
    for (at, round) in places {
        edit.replace(at..at + 3, round.encode_utf8(&mut [0; 4]));
    }
    edit.finish()
}
