//! A text's lines that hold anything, and changes to it that are gathered before they are made.

use std::ops::Range;

use super::Furniture;
use crate::text::Text;

/// Byte ranges of the lines that hold more than white space, without the white space at their ends.
pub fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() / 256);
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr::memchr3(b'\n', b'\r', 0x0C, &bytes[start..]).map_or(bytes.len(), |length| start + length);
        let line = trimmed(text, start..end);
        if !line.is_empty() {
            found.push(line);
        }
        start = end + 1;
    }
    found
}

/// The range without white space and invisible characters at its ends.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start_matches(is_blank).len());
    let length = text[start..range.end].trim_end_matches(is_blank).len();
    start..start + length
}

/// White space and what shows nothing at the end of a line.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

/// How many line ends stand in the gap between two lines; two or more leave an empty line.
pub fn line_ends(text: &str, gap: Range<usize>) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[gap]).take(3).count()
}

/// White space in front of a line that begins at `start`, up to the line end before it.
pub fn indent(text: &str, gap: Range<usize>) -> &str {
    let gap = &text[gap];
    &gap[gap.rfind(['\n', '\r', '\u{0C}']).map_or(0, |at| at + 1)..]
}

/// A change: `range` is replaced by `with`; `what` says which furniture it takes out.
#[derive(Debug, Clone)]
pub struct Cut {
    /// What is replaced, white space around included.
    pub range: Range<usize>,
    /// What takes its place.
    pub with: &'static str,
    /// Kind of furniture, and where it stands itself.
    pub what: Option<(&'static str, Range<usize>)>,
}

impl Cut {
    /// White space taken out or put in another's place.
    pub fn space(range: Range<usize>, with: &'static str) -> Self {
        Self { range, with, what: None }
    }
}

/// A text and its lines, which are found once for all that look at them.
pub struct Lined {
    /// The text.
    pub text: Text,
    /// Its lines, as [`lines`] finds them.
    pub lines: Vec<Range<usize>>,
}

impl Lined {
    /// Finds the lines of `text`.
    pub fn of(text: Text) -> Self {
        let lines = lines(text.as_str());
        Self { text, lines }
    }

    /// Makes the changes. What was taken out is noted in `removed`.
    pub fn apply(self, cuts: Vec<Cut>, removed: &mut Vec<Furniture>) -> Self {
        if cuts.is_empty() { self } else { Self::of(apply(self.text, cuts, removed)) }
    }
}

/// Makes the changes. What was taken out is noted in `removed`.
pub fn apply(text: Text, mut cuts: Vec<Cut>, removed: &mut Vec<Furniture>) -> Text {
    if cuts.is_empty() {
        return text;
    }
    cuts.sort_by_key(|cut| (cut.range.start, cut.range.end));
    for (kind, range) in cuts.iter().filter_map(|cut| cut.what.as_ref()) {
        removed.push(Furniture { kind, text: text.as_str()[range.clone()].to_owned(), span: text.span(range.clone()) });
    }
    let mut edit = text.edit();
    for cut in cuts {
        edit.replace(cut.range, cut.with);
    }
    edit.finish()
}

/// A cut for a whole line with the line end behind it (before it, where it is the last).
pub fn whole_line(text: &str, lines: &[Range<usize>], index: usize, kind: &'static str) -> Cut {
    let line = lines[index].clone();
    let range = match lines.get(index + 1) {
        Some(next) => {
            let gap = &text[line.end..next.start];
            line.start..line.end + gap.find('\n').map_or(gap.len(), |at| at + 1)
        }
        None => line.start..text.len(),
    };
    Cut { range, with: "", what: Some((kind, line)) }
}
