//! The chosen part of a page as lines of text, with runs back to the page.

use std::ops::Range;

use super::body::Chosen;
use super::entities::character;
use super::tokens::attribute;
use super::tree::{BLOCKS, Tree};
use crate::source::label::{before_text, numeral};
use crate::source::limits::SPAN;
use crate::source::table::{Merge, Table};
use crate::text::{Run, RunKind};

/// A line, or a table's cell, under way: its text and where each stretch of it stands.
#[derive(Debug, Default, Clone)]
struct Line {
    text: String,
    runs: Vec<Run>,
    /// White space came since the last character; whether with a line break, and where it stands.
    space: Option<(bool, usize)>,
    /// `<br>` ended it, and the next goes on with the paragraph.
    broken: bool,
}

/// `list-style-type` (or `type`) of an ordered list → `w:numFmt` name and what stands after the number.
const LIST_STYLES: [(&str, &str, &str); 13] = [
    ("a", "lowerLetter", "."),
    ("A", "upperLetter", "."),
    ("i", "lowerRoman", "."),
    ("I", "upperRoman", "."),
    ("lower-alpha", "lowerLetter", "."),
    ("upper-alpha", "upperLetter", "."),
    ("lower-roman", "lowerRoman", "."),
    ("upper-roman", "upperRoman", "."),
    ("cjk-ideographic", "chineseCounting", "、"),
    ("simp-chinese-informal", "chineseCounting", "、"),
    ("trad-chinese-informal", "chineseCounting", "、"),
    ("cjk-decimal", "ideographDigital", "、"),
    ("decimal-leading-zero", "decimalZero", "."),
];

struct Writer<'p> {
    tree: &'p Tree,
    page: &'p str,
    left_out: &'p [usize],
    lines: Vec<Line>,
    line: Line,
    /// Label that waits for its item's text.
    label: Option<String>,
    preformatted: usize,
    /// Tables that are open.
    tables: usize,
}

/// The lines of what was chosen, parted by `\n`, and the runs back to the page.
pub fn write(tree: &Tree, page: &str, chosen: &Chosen) -> (String, Vec<Run>) {
    let mut writer = Writer {
        tree,
        page,
        left_out: &chosen.left_out,
        lines: Vec::new(),
        line: Line::default(),
        label: None,
        preformatted: 0,
        tables: 0,
    };
    for &at in &chosen.head {
        writer.node(at, 0);
        writer.end_line();
    }
    writer.node(chosen.body, 0);
    writer.end_line();
    let mut content = String::new();
    let mut runs: Vec<Run> = Vec::new();
    for line in writer.lines {
        if !content.is_empty() {
            content.push('\n');
        }
        let base = content.len();
        content.push_str(&line.text);
        // A merged cell that is repeated further down points back at where it stands.
        runs.extend(line.runs.into_iter().map(|run| Run { to: base + run.to, ..run }));
    }
    (content, runs)
}

impl Writer<'_> {
    /// Writes a node and what is in it; `depth` is bounded by the tree's.
    fn node(&mut self, at: usize, depth: usize) {
        let node = &self.tree[at];
        if node.is_text() {
            self.text(node.place.clone());
            return;
        }
        if self.left_out.binary_search(&at).is_ok() {
            self.end_line();
            return;
        }
        match node.name.as_str() {
            "br" | "hr" => {
                self.line.broken = node.name == "br";
                self.end_line();
                return;
            }
            "table" => {
                self.end_line();
                self.table(at, depth);
                return;
            }
            _ => {}
        }
        let is_block = BLOCKS.contains(&node.name.as_str());
        if is_block {
            self.end_line();
        }
        let preformatted = usize::from(node.name == "pre");
        self.preformatted += preformatted;
        let mut number = Numbers::of(self.page.get(node.place.clone()).unwrap_or_default());
        let is_ordered = node.name == "ol";
        let mut child = at + 1;
        while child < node.end {
            if is_ordered && self.tree[child].name == "li" {
                self.label = number.next(&self.page[self.tree[child].place.clone()]);
            }
            self.node(child, depth + 1);
            if is_ordered {
                // An empty item in a cell is a row's number; elsewhere it is a site's ornament.
                if let Some(label) = self.label.take().filter(|_| self.tables > 0) {
                    self.lines.push(Line { text: label, ..Line::default() });
                }
            }
            child = self.tree[child].end;
        }
        self.preformatted -= preformatted;
        if is_list_label(self.page.get(node.place.clone()).unwrap_or_default()) {
            self.line.end_label();
        }
        if is_block {
            self.end_line();
        }
    }

    fn text(&mut self, place: Range<usize>) {
        let text = &self.page[place.clone()];
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let here = place.start + at;
            let (character, length) = match first {
                '&' => character(&text[at..]).unwrap_or(('&', 1)),
                other => (other, other.len_utf8()),
            };
            at += length;
            if self.preformatted > 0 && first == '\n' {
                self.end_line();
            } else if is_space(character) {
                let breaks = character == '\n' || self.line.space.is_some_and(|(breaks, _)| breaks);
                self.line.space = Some((breaks, here));
            } else if !is_nothing(character) {
                self.line.character(character, here, length);
            }
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.space = None;
        if line.text.is_empty() {
            return;
        }
        if let Some(label) = self.label.take().filter(|_| !begins_with_marker(&line.text)) {
            let labelled = before_text(&label, false, &line.text);
            let shift = labelled.len() - line.text.len();
            line.runs.iter_mut().for_each(|run| run.to += shift);
            line.text = labelled;
        }
        self.lines.push(line);
    }

    /// Writes a table: its rows as lines, each cell pointing at where it stands.
    fn table(&mut self, at: usize, depth: usize) {
        self.tables += 1;
        let mut table = Table::default();
        let mut cells: Vec<Vec<Line>> = Vec::new();
        let end = self.tree[at].end;
        let mut node = at + 1;
        while node < end {
            let (name, next) = (self.tree[node].name.as_str(), self.tree[node].end);
            match name {
                "tr" => {
                    table.begin_row();
                    node += 1;
                }
                "td" | "th" => {
                    let attributes = &self.page[self.tree[node].place.clone()];
                    let spanned =
                        |name: &str| attribute(attributes, name).and_then(|value| value.trim().parse::<usize>().ok()).unwrap_or(1);
                    let (columns, rows) = (spanned("colspan").clamp(1, SPAN), spanned("rowspan").clamp(1, SPAN * SPAN));
                    let outer = (std::mem::take(&mut self.lines), self.label.take());
                    self.children(node, depth + 1);
                    self.end_line();
                    let lines = joined(std::mem::replace(&mut self.lines, outer.0));
                    self.label = outer.1;
                    let paragraphs = lines.iter().map(|line| line.text.clone()).collect();
                    if table.push(paragraphs, columns, Merge::Rows(rows)).is_some() {
                        cells.push(lines);
                    }
                    node = next;
                }
                // Browsers too show what stands between cells before the table.
                _ if !matches!(name, "tbody" | "thead" | "tfoot" | "form") => {
                    self.node(node, depth + 1);
                    self.end_line();
                    node = next;
                }
                _ => node += 1,
            }
        }
        for written in table.into_table_lines() {
            let mut line = Line { text: written.text, ..Line::default() };
            for (range, cell, paragraph) in written.cells {
                let Some(lines) = cells.get(cell) else { continue };
                let source = match paragraph {
                    Some(paragraph) => lines.get(paragraph..=paragraph).unwrap_or_default(),
                    None => lines.as_slice(),
                };
                match source {
                    // A cell of one line keeps all its runs.
                    [one] if one.text == line.text[range.clone()] => {
                        line.runs.extend(one.runs.iter().map(|run| Run { to: run.to + range.start, ..*run }));
                    }
                    several => {
                        let first = several.iter().flat_map(|line| &line.runs).map(|run| run.from).min();
                        let last = several.iter().flat_map(|line| &line.runs).map(|run| run.from + run.from_length).max();
                        if let (Some(from), Some(last)) = (first, last) {
                            let (to, to_length) = (range.start, range.len());
                            line.runs.push(Run { to, to_length, from, from_length: last - from, kind: RunKind::Whole });
                        }
                    }
                }
            }
            self.lines.push(line);
        }
        self.tables -= 1;
    }

    fn children(&mut self, at: usize, depth: usize) {
        let mut child = at + 1;
        while child < self.tree[at].end {
            self.node(child, depth);
            child = self.tree[child].end;
        }
    }
}

/// A cell's paragraphs: lines that `<br>` parts are one, with a line break in it.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut paragraphs: Vec<Line> = Vec::new();
    for line in lines {
        match paragraphs.last_mut().filter(|last| last.broken) {
            Some(last) => {
                last.text.push('\n');
                let shift = last.text.len();
                last.text.push_str(&line.text);
                last.runs.extend(line.runs.into_iter().map(|run| Run { to: run.to + shift, ..run }));
                last.broken = line.broken;
            }
            None => paragraphs.push(line),
        }
    }
    paragraphs
}

/// Whether these are the attributes of the number that Word puts before a list's paragraph.
fn is_list_label(attributes: &str) -> bool {
    attributes.contains("mso-list")
        && attribute(attributes, "style").is_some_and(|style| style.replace(' ', "").to_ascii_lowercase().contains("mso-list:ignore"))
}

impl Line {
    /// What stands in the line is a list's number and blanks in its place's width.
    fn end_label(&mut self) {
        let mut characters = self.text.chars();
        match (characters.next(), characters.next()) {
            // A sign of a symbol font is no number.
            (Some(sign), None) if sign.is_ascii_alphabetic() || matches!(sign, '\u{a1}'..='\u{ff}' | '\u{e000}'..='\u{f8ff}') => {
                *self = Self::default();
            }
            _ if !self.text.ends_with(|last: char| last.is_alphanumeric()) => self.space = None,
            _ => {}
        }
    }

    /// Adds a character that stands at `from` in the page in `length` bytes.
    fn character(&mut self, character: char, from: usize, length: usize) {
        if let Some((breaks, at)) = self.space.take()
            && let Some(last) = self.text.chars().next_back()
            // A line break in the source between Chinese characters is the editor's, not the text's.
            && !(breaks && (is_wide(last) || is_wide(character)))
        {
            self.push(' ', at, 1);
        }
        self.push(character, from, length);
    }

    fn push(&mut self, character: char, from: usize, length: usize) {
        let (to, to_length) = (self.text.len(), character.len_utf8());
        self.text.push(character);
        let kind = if to_length == length { RunKind::Aligned } else { RunKind::Whole };
        match self.runs.last_mut() {
            Some(run)
                if kind == RunKind::Aligned && run.kind == kind && run.from + run.from_length == from && run.to + run.to_length == to =>
            {
                run.to_length += to_length;
                run.from_length += length;
            }
            _ => self.runs.push(Run { to, to_length, from, from_length: length, kind }),
        }
    }
}

/// The numbers of an ordered list.
struct Numbers {
    next: i64,
    format: &'static str,
    after: &'static str,
    shown: bool,
}

impl Numbers {
    fn of(attributes: &str) -> Self {
        let style = attribute(attributes, "style").unwrap_or_default();
        let listed = style.split(';').filter(|property| property.trim_start().starts_with("list-style")).find_map(|p| p.split_once(':'));
        let kind = listed.map(|(_, value)| value.trim()).or_else(|| attribute(attributes, "type")).unwrap_or_default();
        let (format, after) =
            LIST_STYLES.iter().find(|(known, ..)| *known == kind).map_or(("decimal", "."), |(_, format, after)| (*format, *after));
        let next = attribute(attributes, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        Self { next, format, after, shown: !kind.split_whitespace().any(|word| word == "none") }
    }

    fn next(&mut self, item: &str) -> Option<String> {
        if let Some(value) = attribute(item, "value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let value = u32::try_from(self.next).ok();
        self.next = self.next.saturating_add(1);
        let hidden = attribute(item, "style").is_some_and(|style| style.replace(' ', "").contains("list-style-type:none"));
        (self.shown && !hidden).then(|| format!("{}{}", value.map_or_else(String::new, |value| numeral(value, self.format)), self.after))
    }
}

/// Whether a line has a number of its own, so that the list's would be a second one.
fn begins_with_marker(text: &str) -> bool {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return false };
    match first {
        '（' | '(' | '①'..='⒛' | '㈠'..='㈩' | '第' => true,
        _ if first.is_ascii_digit() || crate::numeral::is_numeral(first) => {
            let after = characters.find(|c| !c.is_ascii_digit() && !crate::numeral::is_numeral(*c));
            after.is_some_and(|after| "、.．，,：:是".contains(after))
        }
        _ => false,
    }
}

/// White space that HTML folds into one; the ideographic space is the author's.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}')
}

fn is_nothing(character: char) -> bool {
    character.is_control() || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}')
}

fn is_wide(character: char) -> bool {
    character >= '\u{2e80}' || matches!(character, '\u{2010}'..='\u{2030}')
}
