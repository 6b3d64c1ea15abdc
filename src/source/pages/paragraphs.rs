//! Lines → paragraphs, over the pages' ends; and the tables among them, as one where a page's end parts them.

use rustc_hash::FxHashMap;

use super::grid::Row;
use super::lines::{Line, begins_item};
use super::{Block, Sheet};
use crate::source::extracted::Extracted;
use crate::source::table::{Merge, Table};
use crate::span::FilePart;

/// A line that begins so many font sizes right of the margin is indented.
const INDENT: f32 = 0.9;
/// Room that is left at a full line's end besides what would not have fitted there, in font sizes.
const SLACK: f32 = 0.4;
/// How much sizes of one paragraph's lines may differ.
const SAME_SIZE: f32 = 0.12;
/// Lines further apart than so many times the usual distance are of different paragraphs.
const APART: f32 = 1.3;
/// Lines further apart than so many font sizes are, whatever is usual.
const FAR_APART: f32 = 2.8;
/// A heading in so much larger letters than the text may be broken where its writer liked.
const LARGER: f32 = 1.15;
/// What a sentence ends with.
const SENTENCE_ENDS: [char; 10] = ['。', '；', '：', '！', '？', '.', ';', ':', '!', '?'];
/// How far paragraphs are indented, in font sizes.
const INDENTS: std::ops::Range<f32> = 1.4..2.8;
/// A continued cell's text of so few characters is an entry of its own.
const ENTRY_CHARACTERS: usize = 6;
/// Edges of columns nearer than this are the same on two pages (points).
const SAME_COLUMN: f32 = 4.0;

/// The text area of a page.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f32,
    right: f32,
    /// The page's.
    width: f32,
}

/// What holds for the whole file.
#[derive(Debug)]
struct Style {
    /// Size of most of its characters.
    size: f32,
    /// Usual distance of its lines, in font sizes.
    pitch: f32,
    /// Whether its paragraphs begin indented.
    is_indented: bool,
}

/// A paragraph that may go on.
struct Open {
    page: u32,
    text: String,
    last: Line,
    last_page: u32,
    area: Area,
    /// Distance of its lines, where it has two.
    pitch: Option<f32>,
    /// Where its second line begins.
    second_left: Option<f32>,
}

/// A table that may go on, on the page after `last_page`.
struct OpenTable {
    columns: Vec<f32>,
    /// Each with its page.
    rows: Vec<(u32, Row)>,
    last_page: u32,
}

/// Adds the paragraphs of all pages to `extracted`.
pub fn push(sheets: Vec<Sheet>, extracted: &mut Extracted) {
    let mut style = style(&sheets);
    let areas = areas(&sheets, &style);
    style.is_indented = is_indented(&sheets, &areas, &style);
    let mut open: Option<Open> = None;
    let mut table: Option<OpenTable> = None;
    for (sheet, area) in sheets.into_iter().zip(areas) {
        let page = sheet.number;
        for (index, block) in sheet.blocks.into_iter().enumerate() {
            if extracted.is_full() {
                return;
            }
            match block {
                Block::Table(columns, rows) => {
                    close(&mut open, extracted);
                    let is_more = |open: &OpenTable| index == 0 && open.last_page + 1 == page && are_same(&open.columns, &columns);
                    let rows = rows.into_iter().map(|row| (page, row));
                    match table.as_mut().filter(|open| is_more(open)) {
                        Some(open) => open.go_on(rows, page),
                        None => {
                            close_table(&mut table, extracted);
                            table = Some(OpenTable { columns, rows: rows.collect(), last_page: page });
                        }
                    }
                }
                Block::Line(line) => {
                    close_table(&mut table, extracted);
                    match &mut open {
                        Some(before) if before.goes_on(&line, page, area, &style) => before.add(line, page, area),
                        _ => {
                            close(&mut open, extracted);
                            open = Some(Open {
                                page,
                                text: line.text.clone(),
                                last: line,
                                last_page: page,
                                area,
                                pitch: None,
                                second_left: None,
                            });
                        }
                    }
                }
            }
        }
    }
    close(&mut open, extracted);
    close_table(&mut table, extracted);
}

fn close(open: &mut Option<Open>, extracted: &mut Extracted) {
    if let Some(open) = open.take() {
        extracted.push(FilePart::Page(open.page), &open.text);
    }
}

fn are_same(one: &[f32], other: &[f32]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| (one - other).abs() < SAME_COLUMN)
}

fn close_table(open: &mut Option<OpenTable>, extracted: &mut Extracted) {
    let Some(open) = open.take() else { return };
    let first_page = open.rows.first().map_or(1, |(page, _)| *page);
    let mut table = Table::default();
    // The page of each of the table's cells.
    let mut pages = Vec::new();
    for (page, row) in open.rows {
        table.begin_row();
        for (paragraphs, columns, rows) in row.cells {
            if table.push(paragraphs, columns, Merge::Rows(rows)).is_some() {
                pages.push(page);
            }
        }
    }
    for line in table.into_table_lines() {
        // A cell that covers rows of two pages stands on the first of them.
        let page = line.cells.iter().filter_map(|(_, cell, _)| pages.get(*cell)).max().copied().unwrap_or(first_page);
        extracted.push(FilePart::Page(page), &line.text);
    }
}

impl OpenTable {
    /// Adds the rows of the next page, of which the first may be the rest of a row that the page's end cut.
    fn go_on(&mut self, rows: impl Iterator<Item = (u32, Row)>, page: u32) {
        self.last_page = page;
        let mut rows = rows.peekable();
        if let (Some((_, cut)), Some((_, rest))) = (self.rows.last_mut(), rows.peek())
            && is_rest(rest, cut)
        {
            for ((paragraphs, ..), (rest, ..)) in cut.cells.iter_mut().zip(&rest.cells) {
                let is_entry = |text: &String| text.chars().count() <= ENTRY_CHARACTERS;
                let mut rest = rest.iter().peekable();
                if let Some(last) = paragraphs.last_mut()
                    && let Some(first) = rest.next_if(|first| !(is_entry(first) && is_entry(last)))
                {
                    join(last, first);
                }
                paragraphs.extend(rest.cloned());
            }
            rows.next();
        }
        self.rows.extend(rows);
    }
}

/// Whether `rest` is what the page's end cut off from the row `cut`: its number stays behind, or more of its cells do.
fn is_rest(rest: &Row, cut: &Row) -> bool {
    let is_alike = rest.cells.len() == cut.cells.len()
        && rest.cells.iter().zip(&cut.cells).all(|((_, columns, _), (_, cut_columns, _))| columns == cut_columns);
    let is_empty = |row: &Row, at: usize| row.cells.get(at).is_none_or(|(paragraphs, ..)| paragraphs.is_empty());
    let filled_before = (0..rest.cells.len()).all(|at| is_empty(rest, at) || !is_empty(cut, at));
    let is_numbered = cut.cells.first().is_some_and(|(paragraphs, ..)| {
        paragraphs.len() == 1 && paragraphs.iter().all(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let leaves_others = (1..rest.cells.len()).any(|at| is_empty(rest, at) && !is_empty(cut, at));
    is_alike && filled_before && is_empty(rest, 0) && !is_empty(cut, 0) && (is_numbered || leaves_others)
}

impl Open {
    fn goes_on(&self, line: &Line, page: u32, area: Area, style: &Style) -> bool {
        let last = &self.last;
        let size = line.size.max(last.size);
        if (line.size - last.size).abs() > SAME_SIZE * size || last.has_columns() || line.has_columns() {
            return false;
        }
        let is_same_page = page == self.last_page;
        let distance = line.baseline - last.baseline;
        let is_larger = line.size > LARGER * style.size;
        let usual = self.pitch.unwrap_or(if is_larger { FAR_APART * 0.8 * size / APART } else { style.pitch * size });
        if is_same_page && (distance <= 0.0 || distance > FAR_APART * size || distance > APART * usual) {
            return false;
        }
        if !is_same_page && page != self.last_page + 1 {
            return false;
        }
        let (width, room) = (self.area.right - self.area.left, self.area.right - last.right);
        // The first line of a wide heading reaches from edge to edge, its second one does not.
        if is_centred(last, self.area) && is_centred(line, area) && line.left > area.left + INDENT * size {
            let would_not_fit = width - (last.right - last.left) < line.first_word + SLACK * size;
            return is_same_page && (is_larger || would_not_fit) && !begins_item(&line.text);
        }
        let begins = !style.is_indented && begins_item(&line.text) && last.text.ends_with(SENTENCE_ENDS);
        if begins || room >= line.first_word + SLACK * size {
            return false;
        }
        let is_near = |place: f32, other: f32| (place - other).abs() < 0.35 * size;
        // A page may have its text elsewhere (facing pages).
        let shift = area.left - self.area.left;
        let is_hanging = last.behind_marker.is_some_and(|behind| is_near(line.left, behind + shift) && self.second_left.is_none())
            || self.second_left.is_some_and(|left| is_near(line.left, left + shift));
        line.left <= area.left + INDENT * size || is_hanging
    }

    fn add(&mut self, line: Line, page: u32, area: Area) {
        join(&mut self.text, &line.text);
        if page == self.last_page {
            self.pitch = Some(line.baseline - self.last.baseline);
        }
        // On the next page the same indent stands elsewhere.
        self.second_left = self.second_left.map(|left| left + area.left - self.area.left).or(Some(line.left));
        (self.last, self.last_page, self.area) = (line, page, area);
    }
}

/// Whether a line stands in the middle.
fn is_centred(line: &Line, area: Area) -> bool {
    let is_middle = |left: f32, right: f32| (line.left - left - (right - line.right)).abs() < line.size;
    // Where nothing else reaches the margins, the page's middle is better known than the text area's.
    is_middle(area.left, area.right) || is_middle(0.0, area.width)
}

/// Adds a line's text to what stands before it.
pub fn join(paragraph: &mut String, line: &str) {
    let is_latin = |character: char| character.is_ascii_alphanumeric();
    paragraph.truncate(paragraph.trim_end().len());
    let line = line.trim_start();
    let (before, behind) = (paragraph.chars().next_back(), line.chars().next());
    let parts_words = match (before, behind) {
        (Some(before), Some(behind)) if behind.is_ascii_digit() => before.is_ascii_alphabetic(),
        (Some(before), Some(behind)) => (is_latin(before) || ",.;:".contains(before)) && is_latin(behind),
        _ => false,
    };
    if parts_words {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

fn style(sheets: &[Sheet]) -> Style {
    // By half points, and by twentieths of the font size.
    let size =
        commonest(sheets.iter().flat_map(Sheet::lines).map(|line| (line.size * 2.0, line.text.len()))).map_or(12.0, |size| size / 2.0);
    let size = size.max(0.5);
    let distances = sheets.iter().flat_map(|sheet| {
        let lines: Vec<&Line> = sheet.lines().filter(|line| (line.size - size).abs() <= SAME_SIZE * size).collect();
        let distances: Vec<f32> = lines.windows(2).map(|pair| (pair[1].baseline - pair[0].baseline) / size).collect();
        distances.into_iter().filter(|distance| (0.8..FAR_APART).contains(distance)).map(|distance| (distance * 20.0, 1))
    });
    Style { size, pitch: commonest(distances).map_or(FAR_APART / APART, |distance| distance / 20.0), is_indented: false }
}

/// Whether paragraphs begin indented more often than a marker begins a line at the margin after one that has room left.
fn is_indented(sheets: &[Sheet], areas: &[Area], style: &Style) -> bool {
    let (mut indented, mut flush) = (0, 0);
    for (sheet, area) in sheets.iter().zip(areas) {
        let mut has_room = true;
        for line in sheet.lines() {
            let indent = (line.left - area.left) / style.size;
            indented += usize::from(INDENTS.contains(&indent));
            flush += usize::from(has_room && indent.abs() < INDENT && begins_item(&line.text));
            has_room = area.right - line.right > 2.0 * style.size;
        }
    }
    indented > flush
}

/// The whole number that most of the weight is at; the lower one of two.
fn commonest(weighted: impl Iterator<Item = (f32, usize)>) -> Option<f32> {
    let mut weights: FxHashMap<u32, usize> = FxHashMap::default();
    for (value, weight) in weighted {
        *weights.entry(value.round().clamp(0.0, 1e6) as u32).or_default() += weight;
    }
    weights.into_iter().max_by_key(|&(value, weight)| (weight, std::cmp::Reverse(value))).map(|(value, _)| value as f32)
}

/// The text area of each page.
fn areas(sheets: &[Sheet], style: &Style) -> Vec<Area> {
    let near = 0.6 * style.size;
    // The outermost place where two lines or more end.
    let margin = |places: &mut Vec<f32>| {
        places.sort_by(f32::total_cmp);
        places.windows(2).find(|pair| pair[1] - pair[0] < near).map(|pair| pair[0])
    };
    let own: Vec<(Option<f32>, Option<f32>)> = sheets
        .iter()
        .map(|sheet| {
            let mut lefts: Vec<f32> = sheet.lines().map(|line| line.left).collect();
            let mut rights: Vec<f32> = sheet.lines().map(|line| -line.text_right).collect();
            (margin(&mut lefts), margin(&mut rights).map(|right| -right))
        })
        .collect();
    let left = own.iter().filter_map(|(left, _)| *left).reduce(f32::min);
    let right = own.iter().filter_map(|(_, right)| *right).reduce(f32::max);
    let all_lines = || sheets.iter().flat_map(Sheet::lines);
    let left = left.or_else(|| all_lines().map(|line| line.left).reduce(f32::min)).unwrap_or(0.0);
    let areas = sheets.iter().zip(own).map(|(sheet, (own_left, own_right))| {
        let far = 1.5 * style.size;
        let left = own_left.filter(|own| (own - left).abs() < far).unwrap_or(left);
        // With few full lines, the margins are taken to be alike.
        let alike = sheet.width - left;
        let usual = right.filter(|right| *right > alike - 4.0 * style.size).unwrap_or(alike);
        Area { left, width: sheet.width, right: own_right.filter(|own| (own - usual).abs() < far).unwrap_or(usual) }
    });
    areas.collect()
}
