//! A text's lines that hold anything, and changes to it that are gathered before they are made.

use std::ops::Range;

use super::Furniture;
use crate::text::Text;

/// Byte ranges of the lines that hold more than white space, without the white space at their ends.
pub fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() / 64);
    let mut start = 0;
    for end in memchr::memchr3_iter(b'\n', b'\r', 0x0C, bytes).chain([bytes.len()]) {
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
    // Most lines have nothing to trim.
    let bytes = words.as_bytes();
    let start = match bytes.first_chunk() {
        Some(&first) if shows(first[0]) || is_shown_wide(first) => range.start,
        _ => range.start + (words.len() - words.trim_start_matches(is_blank).len()),
    };
    match bytes.last_chunk() {
        Some(&last) if shows(last[2]) || is_shown_wide(last) => start..range.end,
        _ => start..start + text[start..range.end].trim_end_matches(is_blank).len(),
    }
}

/// Whether a byte is a printed ASCII character.
fn shows(byte: u8) -> bool {
    byte.is_ascii_graphic()
}

/// Whether three bytes are a character that is not blank, as all of three bytes from U+3000 on but two are.
fn is_shown_wide(bytes: [u8; 3]) -> bool {
    (0xE3..0xF0).contains(&bytes[0]) && bytes != *b"\xE3\x80\x80" && bytes != *b"\xEF\xBB\xBF"
}

/// White space and what shows nothing at the end of a line.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

/// How many line ends stand in the gap between two lines; two or more leave an empty line.
pub fn line_ends(text: &str, gap: Range<usize>) -> usize {
    text.as_bytes()[gap].iter().filter(|&&byte| byte == b'\n').take(3).count()
}

/// White space in front of a line that begins at `start`, up to the line end before it.
pub fn indent(text: &str, gap: Range<usize>) -> &str {
    // Most lines begin right behind a line end.
    if matches!(text.as_bytes()[gap.clone()], [] | [.., b'\n' | b'\r' | 0x0C]) {
        return "";
    }
    let gap = &text[gap];
    &gap[gap.bytes().rposition(|byte| matches!(byte, b'\n' | b'\r' | 0x0C)).map_or(0, |at| at + 1)..]
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
    pub fn apply(self, mut cuts: Vec<Cut>, removed: &mut Vec<Furniture>) -> Self {
        if cuts.is_empty() {
            return self;
        }
        sort(&mut cuts);
        let changes = changes(&cuts);
        let text = apply(self.text, cuts, removed);
        let lines = moved(&self.lines, &changes, text.as_str());
        Self { text, lines }
    }
}

/// A stretch that was replaced, and how many bytes were taken out and put in up to its end.
struct Change {
    range: Range<usize>,
    out: usize,
    put: usize,
}

fn changes(cuts: &[Cut]) -> Vec<Change> {
    let (mut out, mut put, mut done) = (0, 0, 0);
    let change = |cut: &Cut| {
        // Clipped as an edit clips what overlaps.
        let range = cut.range.start.max(done)..cut.range.end.max(done);
        done = range.end;
        out += range.len();
        put += cut.with.len();
        Change { range, out, put }
    };
    cuts.iter().map(change).collect()
}

/// The lines of the changed `text`: those that no change touches have moved, and the others are found again.
fn moved(before: &[Range<usize>], changes: &[Change], text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::with_capacity(before.len());
    let (mut passed, mut last_end) = (0, 0);
    let mut touched = before.is_empty();
    let between = |found: &mut Vec<Range<usize>>, end: usize| {
        let start = found.last().map_or(0, |line| line.end);
        found.extend(lines(&text[start..end]).into_iter().map(|line| line.start + start..line.end + start));
    };
    for (index, line) in before.iter().enumerate() {
        // What is put in front of the first line touches it.
        if index > 0 {
            passed += changes[passed..].iter().take_while(|change| change.range.end <= last_end).count();
        }
        last_end = line.end;
        let next_start = before.get(index + 1).map_or(usize::MAX, |next| next.start);
        // What stands between it and its neighbours has to be as it was too.
        if changes.get(passed).is_some_and(|change| change.range.start < next_start) {
            touched = true;
            continue;
        }
        let (out, put) = passed.checked_sub(1).map_or((0, 0), |last| (changes[last].out, changes[last].put));
        let line = line.start + put - out..line.end + put - out;
        if std::mem::take(&mut touched) {
            between(&mut found, line.start);
        }
        found.push(line);
    }
    if touched {
        between(&mut found, text.len());
    }
    found
}

/// Where the next of something stands, asked about ranges that ascend: most lines hold none of it and cost a comparison.
pub struct Ahead<Find> {
    find: Find,
    /// Where the last one found stands; none so far.
    next: Option<usize>,
}

impl<Find: Fn(usize) -> Option<usize>> Ahead<Find> {
    /// `find` gives the first place from an offset on.
    pub fn of(find: Find) -> Self {
        Self { find, next: None }
    }

    /// Whether one begins within the range.
    pub fn is_in(&mut self, range: &Range<usize>) -> bool {
        let known = self.next.filter(|&next| next >= range.start);
        let next = known.unwrap_or_else(|| (self.find)(range.start).unwrap_or(usize::MAX));
        self.next = Some(next);
        next < range.end
    }
}

/// Makes the changes. What was taken out is noted in `removed`.
pub fn apply(text: Text, mut cuts: Vec<Cut>, removed: &mut Vec<Furniture>) -> Text {
    if cuts.is_empty() {
        return text;
    }
    sort(&mut cuts);
    for (kind, range) in cuts.iter().filter_map(|cut| cut.what.as_ref()) {
        removed.push(Furniture { kind, text: text.as_str()[range.clone()].to_owned(), span: text.span(range.clone()) });
    }
    let mut edit = text.edit();
    for cut in cuts {
        edit.replace(cut.range, cut.with);
    }
    edit.finish()
}

/// In the order in which an edit takes them.
fn sort(cuts: &mut [Cut]) {
    cuts.sort_by_key(|cut| (cut.range.start, cut.range.end));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_move_as_they_are_found_again() {
        let before = "\n甲\n\n 乙 丙\u{3000}\r\n丁\n戊a\n ";
        let places: Vec<usize> = before.char_indices().map(|(at, _)| at).chain([before.len()]).collect();
        let ranges: Vec<Range<usize>> =
            places.iter().flat_map(|&start| places.iter().filter(move |&&end| end >= start).map(move |&end| start..end)).collect();
        for first in &ranges {
            for second in ranges.iter().filter(|second| second.start >= first.start) {
                for with in ["", "\n", " ", "己"] {
                    let cuts = vec![Cut::space(second.clone(), with), Cut::space(first.clone(), "")];
                    let after = Lined::of(Text::plain(before)).apply(cuts, &mut Vec::new());
                    assert_eq!(after.lines, lines(after.text.as_str()), "{first:?} {second:?} {with:?}");
                }
            }
        }
    }
}
