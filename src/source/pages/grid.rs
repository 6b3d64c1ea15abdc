//! Drawn lines → ruled tables.

use super::lines::{Line, lines};
use super::{Glyph, Rule};

/// Edges nearer than this are one (points; double lines, and cells drawn each with its own border).
const SAME_EDGE: f32 = 3.0;
/// Rules of a page that are looked at; a page with more is a drawing.
const RULES: usize = 4000;
/// Rows and columns of a table that are read.
const GRID_ROWS: usize = 400;
const GRID_COLUMNS: usize = 64;
/// Share of a cell's side that a rule must cover to be its border.
const BORDER: f32 = 0.6;

/// A straight line: where it lies (`at`), and from where to where it runs.
#[derive(Debug, Clone, Copy)]
struct Stroke {
    at: f32,
    from: f32,
    to: f32,
}

/// A ruled table that is still without text.
#[derive(Debug)]
pub struct Frame {
    /// Edges of its columns and rows, ascending.
    xs: Vec<f32>,
    ys: Vec<f32>,
    cells: Vec<Cell>,
    /// For each row and column, the cell that covers it.
    covers: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
}

/// A table with its text.
#[derive(Debug, Default)]
pub struct Grid {
    /// Edges of its columns.
    pub columns: Vec<f32>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The cells that begin in a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Each with its paragraphs and how many columns and rows it covers.
    pub cells: Vec<(Vec<String>, usize, usize)>,
}

/// The tables that `rules` draw. Smaller ones come first: of two within each other, a character is in the inner one.
pub fn grids(rules: Vec<Rule>) -> Vec<Frame> {
    if rules.len() > RULES {
        return Vec::new();
    }
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for rule in rules {
        let (width, height) = (rule.right - rule.left, rule.bottom - rule.top);
        if !(width.is_finite() && height.is_finite()) {
            continue;
        }
        match width >= height {
            true => across.push(Stroke { at: (rule.top + rule.bottom) / 2.0, from: rule.left, to: rule.right }),
            false => down.push(Stroke { at: (rule.left + rule.right) / 2.0, from: rule.top, to: rule.bottom }),
        }
    }
    let (across, down) = (joined(across), joined(down));
    let mut frames: Vec<Frame> = components(&across, &down).into_iter().filter_map(|(across, down)| Frame::of(&across, &down)).collect();
    frames.sort_by(|one, other| one.area().total_cmp(&other.area()));
    frames
}

/// Strokes that lie in one line and touch, as one.
fn joined(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort_by(|one, other| one.at.total_cmp(&other.at));
    // Those of one line first get one place.
    let mut start = 0;
    while start < strokes.len() {
        let mut end = start + 1;
        while end < strokes.len() && strokes[end].at - strokes[start].at < SAME_EDGE {
            end += 1;
        }
        let at = strokes[start..end].iter().map(|stroke| stroke.at).sum::<f32>() / (end - start) as f32;
        strokes[start..end].iter_mut().for_each(|stroke| stroke.at = at);
        strokes[start..end].sort_by(|one, other| one.from.total_cmp(&other.from));
        start = end;
    }
    let mut joined: Vec<Stroke> = Vec::new();
    for stroke in strokes {
        match joined.last_mut() {
            Some(last) if last.at == stroke.at && stroke.from <= last.to + SAME_EDGE => last.to = last.to.max(stroke.to),
            _ => joined.push(stroke),
        }
    }
    joined.retain(|stroke| stroke.to - stroke.from > SAME_EDGE);
    joined
}

fn meet(across: &Stroke, down: &Stroke) -> bool {
    let within = |stroke: &Stroke, at: f32| (stroke.from - SAME_EDGE..=stroke.to + SAME_EDGE).contains(&at);
    within(across, down.at) && within(down, across.at)
}

/// Groups of strokes that hang together: those across and those down.
fn components(across: &[Stroke], down: &[Stroke]) -> Vec<(Vec<Stroke>, Vec<Stroke>)> {
    let mut groups = Vec::new();
    let (mut free_across, mut free_down): (Vec<usize>, Vec<usize>) = ((0..across.len()).collect(), (0..down.len()).collect());
    while let Some(first) = free_across.pop() {
        let (mut in_across, mut in_down) = (vec![first], Vec::new());
        let (mut seen_across, mut seen_down) = (0, 0);
        while seen_across < in_across.len() || seen_down < in_down.len() {
            if let Some(&stroke) = in_across.get(seen_across) {
                seen_across += 1;
                free_down.retain(|&other| {
                    let is_met = meet(&across[stroke], &down[other]);
                    if is_met {
                        in_down.push(other);
                    }
                    !is_met
                });
            } else if let Some(&stroke) = in_down.get(seen_down) {
                seen_down += 1;
                free_across.retain(|&other| {
                    let is_met = meet(&across[other], &down[stroke]);
                    if is_met {
                        in_across.push(other);
                    }
                    !is_met
                });
            }
        }
        groups.push((in_across.iter().map(|&index| across[index]).collect(), in_down.iter().map(|&index| down[index]).collect()));
    }
    groups
}

/// Distinct places, ascending, with the ends of the strokes that run the other way: tables are often open at their sides.
fn edges(strokes: &[Stroke], others: &[Stroke]) -> Vec<f32> {
    let mut edges: Vec<f32> = strokes.iter().map(|stroke| stroke.at).collect();
    let ends = |end: fn(&Stroke) -> f32, choose: fn(f32, f32) -> f32| others.iter().map(end).reduce(choose);
    edges.extend(ends(|stroke| stroke.from, f32::min));
    edges.extend(ends(|stroke| stroke.to, f32::max));
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|later, earlier| *later - *earlier < SAME_EDGE);
    edges
}

impl Frame {
    /// The table that strokes draw which hang together; `None` where they draw no more than a box or a line.
    fn of(across: &[Stroke], down: &[Stroke]) -> Option<Self> {
        if across.len() < 2 || down.is_empty() {
            return None;
        }
        let (xs, ys) = (edges(down, across), edges(across, down));
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns * rows < 2 || columns == 1 || columns > GRID_COLUMNS || rows > GRID_ROWS {
            return None;
        }
        // Which sides of each row and column have a border on them.
        let covered = |strokes: &[Stroke], at: f32, from: f32, to: f32| {
            let of_line = strokes.iter().filter(|stroke| (stroke.at - at).abs() < SAME_EDGE);
            of_line.map(|stroke| (stroke.to.min(to) - stroke.from.max(from)).max(0.0)).sum::<f32>() >= BORDER * (to - from)
        };
        let (mut right, mut below) = (vec![true; rows * columns], vec![true; rows * columns]);
        for row in 0..rows {
            for column in 0..columns {
                let at = row * columns + column;
                right[at] = column + 1 == columns || covered(down, xs[column + 1], ys[row], ys[row + 1]);
                below[at] = row + 1 == rows || covered(across, ys[row + 1], xs[column], xs[column + 1]);
            }
        }
        let mut frame = Self { xs, ys, cells: Vec::new(), covers: vec![usize::MAX; rows * columns] };
        for row in 0..rows {
            for column in 0..columns {
                if frame.covers[row * columns + column] != usize::MAX {
                    continue;
                }
                let free = |frame: &Self, row: usize, column: usize| frame.covers[row * columns + column] == usize::MAX;
                let mut wide = 1;
                while !right[row * columns + column + wide - 1] && free(&frame, row, column + wide) {
                    wide += 1;
                }
                let mut high = 1;
                while (column..column + wide).all(|column| !below[(row + high - 1) * columns + column] && free(&frame, row + high, column))
                {
                    high += 1;
                }
                let number = frame.cells.len();
                for covered in row..row + high {
                    frame.covers[covered * columns + column..covered * columns + column + wide].fill(number);
                }
                frame.cells.push(Cell { row, column, rows: high, columns: wide });
            }
        }
        (frame.cells.len() > 1).then_some(frame)
    }

    fn area(&self) -> f32 {
        let side = |edges: &[f32]| edges.last().zip(edges.first()).map_or(0.0, |(last, first)| last - first);
        side(&self.xs) * side(&self.ys)
    }

    /// Its upper edge.
    pub fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    /// The row and column that a character stands in.
    fn place(&self, glyph: &Glyph) -> Option<(usize, usize)> {
        let middle = ((glyph.left + glyph.right) / 2.0, glyph.baseline - glyph.size * 0.3);
        let slot = |edges: &[f32], at: f32| edges.partition_point(|&edge| edge <= at).checked_sub(1).filter(|slot| slot + 1 < edges.len());
        Some((slot(&self.ys, middle.1)?, slot(&self.xs, middle.0)?))
    }

    /// Whether a character stands in it.
    pub fn holds(&self, glyph: &Glyph) -> bool {
        self.place(glyph).is_some()
    }

    /// The table with its characters.
    pub fn filled(self, glyphs: Vec<Glyph>) -> Grid {
        let columns = self.xs.len() - 1;
        let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); self.cells.len()];
        for glyph in glyphs {
            if let Some((row, column)) = self.place(&glyph)
                && let Some(cell) = self.covers.get(row * columns + column).and_then(|&cell| inside.get_mut(cell))
            {
                cell.push(glyph);
            }
        }
        let inside: Vec<Vec<Line>> = inside.into_iter().map(lines).collect();
        if inside.iter().all(Vec::is_empty) {
            return Grid::default();
        }
        let margin = self.margin(&inside);
        let mut rows = vec![Row::default(); self.ys.len() - 1];
        for (cell, lines) in self.cells.iter().zip(inside) {
            let width = self.xs[cell.column + cell.columns] - self.xs[cell.column] - margin;
            rows[cell.row].cells.push((cell_paragraphs(lines, width), cell.columns, cell.rows));
        }
        Grid { columns: self.xs, rows }
    }

    /// The least width that lines leave free in their cells: no text is set there.
    fn margin(&self, inside: &[Vec<Line>]) -> f32 {
        let free = self.cells.iter().zip(inside).flat_map(|(cell, lines)| {
            let width = self.xs[cell.column + cell.columns] - self.xs[cell.column];
            lines.iter().map(move |line| (width - (line.right - line.left)).max(0.0).min(line.size * 1.5))
        });
        free.fold(f32::INFINITY, f32::min)
    }
}

/// A cell's lines as paragraphs: a line that could have held the next one's first word ended where its writer wished.
fn cell_paragraphs(lines: Vec<Line>, width: f32) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut previous: Option<Line> = None;
    for line in lines {
        let goes_on = previous.as_ref().is_some_and(|previous| {
            width - (previous.right - previous.left) < line.first_word + 0.3 * line.size && !super::lines::begins_item(&line.text)
        });
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => super::paragraphs::join(paragraph, &line.text),
            _ => paragraphs.push(line.text.clone()),
        }
        previous = Some(line);
    }
    paragraphs
}
