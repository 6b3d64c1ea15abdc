//! Hard-wrapped lines → paragraphs.
//!
//! A line goes on in the next where a bracket or a title is left open, or where the lines around it end at the same
//! column as it does, and the next does not begin something of its own.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem::Finder;

use super::cells::cells;
use super::joints::{
    begins_with_call, begins_with_closing_mark, begins_with_date, begins_with_word_marker, completes_label, ends_in_units,
    ends_with_further_label, is_heading_with_fields, parts_a_date,
};
use super::lines::{Ahead, Cut, Lined, indent, line_ends};
use super::signs::{
    End, Size, begins_with_label, begins_with_marker, end, is_addressee_line, is_date_line, is_prose, is_row, is_title, size, stands_alone,
};
use crate::head::title::{is_letterhead, without_file_ending};
use crate::head::unit_name::is_unit_name;
use crate::repair::pair_model::bond;

/// Lines on either side that can show the column at which lines end.
const AROUND: usize = 12;
/// Lines on either side that no line may be wider than this one's.
const NEAR: usize = 5;
/// Columns by which ends of wrapped lines differ: a mark that may not begin a line, a Latin word.
pub(super) const RAGGED: usize = 4;
/// Characters by which lines of one count differ: a year that is not broken, a closing bracket and its stop.
const UNBROKEN: usize = 3;
/// Narrowest column of print.
const NARROWEST: usize = 24;
/// Characters within which a bracket of fields closes in the next line.
const FIELDS: usize = 60;
/// How labels of a deadline end.
const TIMES: [char; 4] = ['间', '限', '期', '时'];
/// Characters of a list of addressees' last line that are too few for a list: 构：.
const SHORTEST_CALL: usize = 4;
/// Longest line of a wrapped title, in bytes.
const TITLE_LINE: usize = 180;
/// Nats from which two characters are taken for parts of one word.
const WORD: f32 = 3.5;

/// Joins wrapped lines, and leaves `\n` and nothing else between paragraphs.
pub fn in_paragraphs(lined: Lined) -> Lined {
    let (content, lines) = (lined.text.as_str(), &lined.lines);
    let page = Page::of(content, lines, lined.text.has_paragraphs());
    let finder = Finder::new("关于");
    let mut about = Ahead::of(|from| finder.find(&content.as_bytes()[from..]).map(|at| from + at));
    let mut cuts = Vec::new();
    let mut done = 0;
    let mut joined_title = 0;
    for (index, line) in lines.iter().enumerate() {
        let gap = done..line.start;
        done = line.end;
        if index == 0 {
            if !gap.is_empty() {
                cuts.push(Cut::space(gap, ""));
            }
            continue;
        }
        let title = if index <= joined_title {
            true
        } else {
            let is_about = lines[index - 1].len() <= TITLE_LINE && about.is_in(&lines[index - 1]);
            let count = if page.cells.get(index - 1) == Some(&true) { 0 } else { page.title_lines(index - 1, is_about) };
            joined_title = joined_title.max(index - 1 + count);
            count > 0
        };
        if title || page.runs_on(index - 1) {
            let latin = content[..gap.start].ends_with(|left: char| left.is_ascii_alphabetic())
                && content[gap.end..].starts_with(|right: char| right.is_ascii_alphabetic());
            cuts.push(Cut::space(gap, if latin { " " } else { "" }));
        } else {
            part(content, gap, &mut cuts);
        }
    }
    if done < content.len() && content[done..] != *"\n" {
        cuts.push(Cut::space(done..content.len(), ""));
    }
    lined.apply(cuts, &mut Vec::new())
}

/// Leaves one line end of the gap between two paragraphs.
fn part(text: &str, gap: Range<usize>, cuts: &mut Vec<Cut>) {
    let between = &text.as_bytes()[gap.clone()];
    // Between most there is nothing else.
    if between == b"\n" {
        return;
    }
    match memchr::memchr(b'\n', between) {
        Some(at) => {
            let at = gap.start + at;
            cuts.extend([gap.start..at, at + 1..gap.end].into_iter().filter(|range| !range.is_empty()).map(|range| Cut::space(range, "")));
        }
        None => cuts.push(Cut::space(gap, "\n")),
    }
}

/// The lines of a text and how they end.
struct Page<'text> {
    text: &'text str,
    lines: &'text [Range<usize>],
    ends: Vec<End>,
    /// Whether any line is indented.
    has_indents: bool,
    /// Whether the file said itself where its paragraphs end: then no width of lines tells of hard wraps.
    has_paragraphs: bool,
    /// Which lines are cells of a table; empty where none is.
    cells: Vec<bool>,
    /// What was asked of each line.
    known: Vec<Known>,
}

/// What is asked of a line for each of its neighbours.
#[derive(Debug, Clone, Default)]
struct Known {
    size: OnceCell<Option<Size>>,
    stands_alone: OnceCell<bool>,
}

impl<'text> Page<'text> {
    fn of(text: &'text str, lines: &'text [Range<usize>], has_paragraphs: bool) -> Self {
        let ends = lines.iter().map(|line| end(&text[line.clone()])).collect();
        let has_indents = lines.windows(2).any(|pair| !indent(text, pair[0].end..pair[1].start).is_empty());
        Self { text, lines, ends, has_indents, has_paragraphs, cells: cells(text, lines), known: vec![Known::default(); lines.len()] }
    }

    fn line(&self, index: usize) -> &'text str {
        &self.text[self.lines[index].clone()]
    }

    fn gap(&self, index: usize) -> Range<usize> {
        self.lines[index].end..self.lines[index + 1].start
    }

    /// Length of the line, its indent included.
    fn size(&self, index: usize) -> Option<Size> {
        *self.known[index].size.get_or_init(|| {
            let own = size(self.line(index))?;
            let indent = self.indent(index);
            let characters = indent.chars().count();
            let wide = indent.chars().filter(|&blank| blank == '\u{3000}').count();
            Some(Size { columns: own.columns + characters + wide, characters: own.characters + characters })
        })
    }

    fn stands_alone(&self, index: usize) -> bool {
        *self.known[index].stands_alone.get_or_init(|| stands_alone(self.line(index)))
    }

    fn indent(&self, index: usize) -> &'text str {
        let before = if index == 0 { 0 } else { self.lines[index - 1].end };
        indent(self.text, before..self.lines[index].start)
    }

    /// Whether an empty line stands behind the line.
    fn is_parted(&self, index: usize) -> bool {
        line_ends(self.text, self.gap(index)) >= 2
    }

    /// Whether the line goes on in the next.
    fn runs_on(&self, index: usize) -> bool {
        if self.cells.get(index..index + 2).is_some_and(|two| two.contains(&true)) {
            return false;
        }
        let (line, next) = (self.line(index), self.line(index + 1));
        let round = |opened: Opened, reach: usize| {
            opened.has(Opened::WIDE) && leaves_open(line, next, ('（', '）'), reach)
                || opened.has(Opened::NARROW) && leaves_open(line, next, ('(', ')'), reach)
        };
        if self.ends[index] == End::Closed {
            // （完成时限：
            let in_fields =
                || line.ends_with(['：', ':', '；', ';']) && round(Opened::of(line), FIELDS) && self.is_full(index, self.is_parted(index));
            // The date in the line below is the label's value.
            let labelled = || {
                ends_with_further_label(line)
                    && (!self.stands_alone(index + 1)
                        || (is_date_line(next) || begins_with_date(next))
                            && !self.is_parted(index)
                            && line.trim_end_matches(['：', ':']).ends_with(TIMES))
            };
            // 责任科室：体检中心；党办；
            let in_units = || ends_in_units(line) && self.is_full(index, self.is_parted(index)) && !self.stands_alone(index + 1);
            return !self.has_paragraphs && (labelled() || self.goes_on_without_indent(index) || in_fields() || in_units());
        }
        let opened = Opened::of(line);
        if opened.has(Opened::TITLE) && leaves_open(line, next, ('《', '》'), 60) {
            return true;
        }
        // A title in two paragraphs is joined elsewhere; nothing else in such a file is one sentence in two.
        if self.has_paragraphs {
            return false;
        }
        let parted = self.is_parted(index);
        if !parted && (begins_with_closing_mark(next) || line.len() >= NARROWEST && parts_a_date(line, next)) {
            return true;
        }
        if !parted && (round(opened, 24) || round(opened, FIELDS) && self.is_full(index, parted)) && !self.stands_alone(index + 1) {
            return true;
        }
        // A title above an indented paragraph is whole.
        if self.ends[index] == End::Open && !self.indent(index + 1).is_empty() && line.contains("关于") && is_title(line) {
            return false;
        }
        // Most lines without a stop are headings over a longer paragraph; they end here.
        if self.ends[index] == End::Bracket && (is_heading_with_fields(line) || self.widest_near(index).is_none()) {
            return false;
        }
        let full = self.is_full(index, parted);
        let labelled = || {
            begins_with_label(next) && !completes_label(line, next) && !begins_with_call(next)
                || is_addressee_line(next) && next.chars().count() > SHORTEST_CALL
        };
        let goes_on = match self.ends[index] {
            End::Closed => false,
            End::Hanging => full || !parted && line.len() >= NARROWEST && !labelled(),
            End::Bracket => full && !labelled(),
            End::Open => (full || self.parts_a_word(index, parted)) && !labelled(),
        };
        // Asked last, as few lines get so far and it reads the next one's marker, date and number.
        let blocked = || self.stands_alone(index + 1) && !(self.ends[index] == End::Hanging && begins_with_word_marker(next));
        goes_on && !blocked() && (!is_row(line) || begins_with_label(line))
    }

    /// Length of the line, if no line near it is longer.
    fn widest_near(&self, index: usize) -> Option<Size> {
        let near = index.saturating_sub(NEAR)..(index + NEAR + 1).min(self.lines.len());
        // The next line is the likeliest: the paragraph under a heading.
        let others = || (index + 1..near.end).chain(near.start..index);
        // A column takes one byte at least and two at most: a line of many more bytes is wider for certain.
        let is_wider_than = |columns: usize, other: usize| self.lines[other].len() > 2 * (columns + RAGGED);
        let most = self.lines[index].len() + self.indent(index).len();
        if most < NARROWEST || others().any(|other| is_wider_than(most, other)) {
            return None;
        }
        let own = self.size(index).filter(|own| own.columns >= NARROWEST)?;
        // Behind a bracket a heading may end: there the lines must be of one count.
        let unbroken = if self.ends[index] == End::Bracket { 1 } else { UNBROKEN };
        let is_wider = |other: usize| {
            is_wider_than(own.columns, other)
                || self.size(other).is_none_or(|other| other.columns > own.columns + RAGGED && other.characters > own.characters + unbroken)
        };
        (!others().any(is_wider)).then_some(own)
    }

    /// Whether the line ends where the lines around it do.
    fn is_full(&self, index: usize, parted: bool) -> bool {
        let Some(own) = self.widest_near(index) else { return false };
        let like = |&other: &usize| {
            other != index
                && matches!(self.ends[other], End::Open | End::Hanging)
                && self
                    .size(other)
                    .is_some_and(|other| other.columns.abs_diff(own.columns) <= RAGGED || other.characters.abs_diff(own.characters) <= 1)
                && self.is_parted(other) == parted
                && !self.stands_alone(other + 1)
        };
        let alike: Vec<usize> = self.around(index).filter(like).collect();
        let prose = alike.iter().filter(|&&other| is_prose(self.line(other))).count() + usize::from(is_prose(self.line(index)));
        alike.len() >= 2 && 2 * prose > alike.len()
    }

    /// The lines around, but for the text's last.
    fn around(&self, index: usize) -> Range<usize> {
        index.saturating_sub(AROUND)..(index + AROUND + 1).min(self.lines.len() - 1)
    }

    /// Whether a full line that ends a sentence goes on: where paragraphs are indented, the next line would be.
    fn goes_on_without_indent(&self, index: usize) -> bool {
        let next = self.line(index + 1);
        if !self.has_indents
            || !self.indent(index + 1).is_empty()
            || self.widest_near(index).is_none()
            || self.stands_alone(index + 1)
            || begins_with_label(next)
            || !is_prose(next)
        {
            return false;
        }
        let starts_paragraph =
            |&line: &usize| line > 0 && self.ends[line - 1] == End::Closed && is_prose(self.line(line)) && line != index + 1;
        let mut starts = self.around(index).filter(starts_paragraph).peekable();
        let indented = |line: usize| self.size(line).is_some() && !self.indent(line).is_empty();
        starts.peek().is_some() && starts.all(indented) && !self.is_parted(index) && self.is_full(index, false)
    }

    /// Whether the line end falls within a word of running text.
    fn parts_a_word(&self, index: usize, parted: bool) -> bool {
        let (line, next) = (self.line(index), self.line(index + 1));
        let is_heading = || begins_with_marker(line) && !line.contains(['。', '；']);
        if line.len() < 90 || self.ends[index + 1] == End::Open || !is_prose(line) || !is_prose(next) || is_heading() {
            return false;
        }
        let (Some(left), Some(right)) = (line.chars().next_back(), next.chars().next()) else { return false };
        let inner = |bond: Option<f32>| bond.unwrap_or(f32::MIN);
        let across = inner(bond(left, right));
        let before = line.chars().rev().nth(1).map_or(f32::MIN, |outer| inner(bond(outer, left)));
        let after = next.chars().nth(1).map_or(f32::MIN, |outer| inner(bond(right, outer)));
        across >= if parted { WORD + 1.0 } else { WORD } && across > before.max(after)
    }

    /// How many of the following lines belong to the title that begins with this one; 0 where it is none or whole. `is_about` says
    /// whether 关于 stands in the line.
    fn title_lines(&self, index: usize, is_about: bool) -> usize {
        let line = self.line(index);
        if self.ends[index] == End::Closed
            || line.len() > TITLE_LINE
            || !(is_about || self.follows_collection_header(index) || self.parts_a_title(index))
        {
            return 0;
        }
        let is_plain = |line: &str| line.len() <= TITLE_LINE && !line.contains(['。', '；', '，', '：', ':', ',']);
        if !is_plain(line) || begins_with_marker(line) || is_title(without_file_ending(line)) || is_letterhead(line) {
            return 0;
        }
        let mut whole = line.to_owned();
        for count in 1..=3 {
            let Some(next) = self.lines.get(index + count).map(|range| &self.text[range.clone()]) else { return 0 };
            if !is_plain(next) || stands_alone(next) || is_addressee_line(next) || line_ends(self.text, self.gap(index + count - 1)) > 2 {
                return 0;
            }
            whole.push_str(next);
            let balanced = whole.matches('《').count() == whole.matches('》').count();
            if balanced && is_title(&whole) && whole.len() <= 2 * TITLE_LINE {
                // A unit's name above a title of its own is no part of it.
                return if count == 1 && is_title(next) && next.contains("关于") || is_unit_name(line) && !is_about { 0 } else { count };
            }
        }
        0
    }

    /// Whether a line end near the top falls within a word, and the next line ends as a title does: 职业教育中 / 心督查方案.
    fn parts_a_title(&self, index: usize) -> bool {
        const TOP: usize = 4;
        let Some(next) = self.lines.get(index + 1).filter(|_| index < TOP).map(|range| &self.text[range.clone()]) else { return false };
        let ends = self.line(index).chars().next_back().zip(next.chars().next());
        ends.and_then(|(left, right)| bond(left, right)).is_some_and(|bond| bond >= WORD) && is_title(next)
    }

    /// Whether the line above is a collection's header whose title begins with this line and goes on in the next.
    fn follows_collection_header(&self, index: usize) -> bool {
        let Some(above) = index.checked_sub(1) else { return false };
        let Some(title) = super::documents::header_title(self.line(above)) else { return false };
        let plain = |words: &str| words.chars().filter(|character| !character.is_whitespace()).collect::<String>();
        let (title, line) = (plain(title), plain(self.line(index)));
        let next = self.lines.get(index + 1).map(|range| plain(&self.text[range.clone()]));
        title.starts_with(&line) && next.is_some_and(|next| !next.is_empty() && title[line.len()..].starts_with(&next))
    }
}

/// Which of （, ( and 《 stand in a line.
#[derive(Debug, Clone, Copy)]
struct Opened(u8);

impl Opened {
    const NARROW: u8 = 1;
    const WIDE: u8 = 2;
    const TITLE: u8 = 4;

    /// A look at the line's bytes many at a time, as most lines hold none and three kinds are asked after.
    fn of(line: &str) -> Self {
        let bytes = line.as_bytes();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let found = pairs.fold(0, |found, (&left, &right)| {
            found
                | u8::from(left == b'(')
                | (u8::from(left == 0xBC) & u8::from(right == 0x88)) << 1
                | (u8::from(left == 0x80) & u8::from(right == 0x8A)) << 2
        });
        Self(found | u8::from(bytes.last() == Some(&b'(')))
    }

    fn has(self, kind: u8) -> bool {
        self.0 & kind != 0
    }
}

/// Whether `line` opens a bracket near its end and `next` closes it within `reach` characters.
fn leaves_open(line: &str, next: &str, (open, close): (char, char), reach: usize) -> bool {
    let tail = &line[line.ceil_char_boundary(line.len().saturating_sub(4 * reach))..];
    let Some(opened) = tail.rfind(open) else { return false };
    let inside = &tail[opened + open.len_utf8()..];
    if inside.contains(close) || inside.chars().count() > reach || inside.contains('。') {
        return false;
    }
    let mut within = next.chars().take(reach);
    within.find(|&character| character == close || character == open || character == '。') == Some(close)
}
