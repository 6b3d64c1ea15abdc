//! The cells of a table's line, and which column each belongs to.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::merged::lost_before;
use super::{Column, ColumnKind, row_number};
use crate::fields::{self, Labels};

/// How a table's cells are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    Tabs,
    Bars,
    Spaces,
}

pub(super) fn row_range(cells: &[Range<usize>], paragraph: &Range<usize>) -> Range<usize> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next().map_or(paragraph.start, |cell| cell.start);
    first..filled.next_back().map_or(paragraph.end, |cell| cell.end)
}

/// Where the signs that part cells stand in a text that is read from its beginning to its end: few texts have any.
pub(super) struct PartingSigns<'a> {
    text: &'a str,
    /// Each sign with the first place of it that was not yet passed.
    next: [(&'static Finder<'static>, usize); PARTING_SIGNS.len()],
}

/// Of ｜, │ and U+3000 only what tells them from the commas and quotation marks that every text is full of.
const PARTING_SIGNS: [&[u8]; 6] = [b"\t", b"|", b"\xBD\x9C", b"\x94\x82", b"\x80\x80", b"  "];

impl<'a> PartingSigns<'a> {
    /// The signs of `text` from `start` on.
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        static FINDERS: LazyLock<[Finder; PARTING_SIGNS.len()]> = LazyLock::new(|| PARTING_SIGNS.map(Finder::new));
        let next = FINDERS.each_ref().map(|finder| (finder, place(finder, text, start)));
        Self { text, next }
    }

    /// Whether a sign stands in `line`, which begins behind the lines that were asked for before.
    pub(super) fn stand_in(&mut self, line: &Range<usize>) -> bool {
        let mut found = false;
        for (finder, next) in &mut self.next {
            if *next < line.start {
                *next = place(finder, self.text, line.start);
            }
            found |= *next < line.end;
        }
        found
    }
}

fn place(finder: &Finder, text: &str, from: usize) -> usize {
    finder.find(text.as_bytes().get(from..).unwrap_or_default()).map_or(usize::MAX, |at| from + at)
}

/// How the cells of a line that may head columns are parted, if they are: tabs go before bars, and bars before wide spaces.
pub(super) fn parting(line: &str) -> Option<Parting> {
    // No heading of columns ends as a sentence does.
    if line.ends_with('。') {
        return None;
    }
    let (mut has_bars, mut has_spaces, mut before) = (false, false, '\0');
    for character in line.chars() {
        match character {
            '\t' => return Some(Parting::Tabs),
            '|' | '｜' | '│' => has_bars = true,
            '\u{3000}' => has_spaces = true,
            ' ' => has_spaces |= before == ' ',
            _ => {}
        }
        before = character;
    }
    if has_bars { Some(Parting::Bars) } else { has_spaces.then_some(Parting::Spaces) }
}

/// Whether the cells of a line are parted so, among other ways perhaps.
pub(super) fn parts(line: &str, parting: Parting) -> bool {
    match parting {
        Parting::Tabs => memchr::memchr(b'\t', line.as_bytes()).is_some(),
        Parting::Bars => memchr::memchr(b'|', line.as_bytes()).is_some() || line.contains('｜') || line.contains('│'),
        Parting::Spaces => line.contains("  ") || line.contains('\u{3000}'),
    }
}

/// Whether a line only rules a table off: `|---|---|`.
pub(super) fn is_rule(line: &str) -> bool {
    line.chars().all(|character| matches!(character, '|' | '-' | ':' | '+' | '=' | ' ' | '─' | '┼' | '├' | '┤' | '│' | '━'))
}

/// The cells of a line; empty ones are kept between tabs and bars.
pub(super) fn cells(text: &str, line: &Range<usize>, parting: Parting) -> Vec<Range<usize>> {
    let words = &text[line.clone()];
    let mut found = Vec::new();
    match parting {
        Parting::Tabs | Parting::Bars => {
            let is_mark = |character: char| match parting {
                Parting::Tabs => character == '\t',
                _ => matches!(character, '|' | '｜' | '│'),
            };
            let mut start = 0;
            for (at, character) in words.char_indices().filter(|&(_, character)| is_mark(character)) {
                found.push(trimmed(text, line.start + start..line.start + at));
                start = at + character.len_utf8();
            }
            found.push(trimmed(text, line.start + start..line.end));
            if parting == Parting::Bars {
                if words.starts_with(['|', '｜', '│']) && !found.is_empty() {
                    found.remove(0);
                }
                if words.ends_with(['|', '｜', '│']) {
                    found.pop();
                }
            }
        }
        Parting::Spaces => {
            let mut start = None;
            let mut spaces = 0;
            let mut end = 0;
            for (at, character) in words.char_indices() {
                if character.is_whitespace() {
                    spaces += 1;
                    continue;
                }
                if spaces >= 2 {
                    found.extend(start.take().map(|start: usize| line.start + start..line.start + end));
                }
                spaces = 0;
                start.get_or_insert(at);
                end = at + character.len_utf8();
            }
            found.extend(start.map(|start| line.start + start..line.start + end));
            join_spaced_names(text, &mut found);
        }
    }
    found
}

/// A name of two characters is spread over the width of three: 王  丽.
fn join_spaced_names(text: &str, cells: &mut Vec<Range<usize>>) {
    let is_single = |cell: &Range<usize>| {
        let mut characters = text[cell.clone()].chars();
        characters.next().is_some_and(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character)) && characters.next().is_none()
    };
    let mut at = 1;
    while at < cells.len() {
        if is_single(&cells[at - 1]) && is_single(&cells[at]) {
            cells[at - 1].end = cells.remove(at).end;
        }
        at += 1;
    }
}

pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(range.start + words.trim_end().len()).max(start)
}

/// Gives each column its cell. Where cells are too few, the empty ones are told by what the others hold; where they are too many,
/// the task was parted.
pub(super) fn align(
    text: &str,
    cells: Vec<Range<usize>>,
    columns: &[Column],
    parting: Parting,
    labels: &Labels,
) -> Vec<Option<Range<usize>>> {
    let kept = |cell: Range<usize>| (!cell.is_empty()).then_some(cell);
    if parting != Parting::Spaces && cells.len() <= columns.len() {
        let lost = lost_before(text, &cells, columns, labels);
        if lost > 0 {
            let mut aligned = vec![None; lost];
            aligned.extend(cells.into_iter().map(kept));
            aligned.resize(columns.len(), None);
            return aligned;
        }
    }
    if cells.len() == columns.len() {
        return cells.into_iter().map(kept).collect();
    }
    if cells.len() > columns.len() {
        let task = columns.iter().position(|column| column.kind == ColumnKind::Task).unwrap_or(columns.len() - 1);
        let extra = cells.len() - columns.len();
        let cell_of = |column: usize| match column {
            _ if column < task => cells[column].clone(),
            _ if column == task => cells[column].start..cells[column + extra].end,
            _ => cells[column + extra].clone(),
        };
        return (0..columns.len()).map(|column| kept(cell_of(column))).collect();
    }
    if parting == Parting::Bars {
        let mut cells: Vec<_> = cells.into_iter().map(kept).collect();
        cells.resize(columns.len(), None);
        return cells;
    }
    let fits = |column: &Column, cell: &Range<usize>| match column.kind {
        ColumnKind::Serial => row_number(&text[cell.clone()]).is_some(),
        ColumnKind::Task => row_number(&text[cell.clone()]).is_none(),
        ColumnKind::Field(kind) => fields::fits(text, cell.clone(), kind, labels),
        ColumnKind::Other => false,
    };
    if parting == Parting::Tabs
        && let Some(before) = cells_lost_before(&cells, columns, fits)
    {
        let mut aligned = vec![None; before];
        aligned.extend(cells.into_iter().map(kept));
        aligned.resize(columns.len(), None);
        return aligned;
    }
    let mut aligned = vec![None; columns.len()];
    let mut left = cells.len();
    for (index, column) in columns.iter().enumerate().rev() {
        let Some(cell) = left.checked_sub(1).map(|at| cells[at].clone()) else { break };
        let must_take = left > index;
        if must_take || fits(column, &cell) {
            aligned[index] = kept(cell);
            left -= 1;
        }
    }
    aligned
}

/// How many empty cells a line lost at its start, where tabs keep those between and the other cells all fit then: a row without
/// a number. The fewest count.
fn cells_lost_before(cells: &[Range<usize>], columns: &[Column], fits: impl Fn(&Column, &Range<usize>) -> bool) -> Option<usize> {
    let all_fit = |before: &usize| {
        let pairs = columns[*before..].iter().zip(cells);
        pairs.filter(|(_, cell)| !cell.is_empty()).all(|(column, cell)| column.kind == ColumnKind::Other || fits(column, cell))
    };
    (0..=columns.len() - cells.len()).find(all_fit)
}
