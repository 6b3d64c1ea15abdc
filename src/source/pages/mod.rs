//! Pages of placed characters (.pdf, .ofd) → lines → paragraphs and tables, in reading order.
//!
//! [`lines`] sets characters in lines, [`grid`] finds ruled tables, [`furniture`] what stands on every page, [`paragraphs`] joins lines.
//! Nothing here knows of a file format or of the program that made the file.

mod furniture;
mod grid;
mod lines;
mod looks;
mod paragraphs;
#[cfg(test)]
mod tests;

use self::grid::{Grid, Row};
use self::lines::Line;
use super::extracted::Extracted;

/// A character on a page. Lengths in the page's own unit; `baseline` grows downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its left edge.
    pub left: f32,
    /// Its right edge: where the next character of the line would begin.
    pub right: f32,
    /// The line that it stands on.
    pub baseline: f32,
    /// Size of its font.
    pub size: f32,
    /// The character.
    pub character: char,
}

/// A straight drawn line, horizontal or vertical, as the box that it fills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its number, from 1.
    pub number: u32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its characters, in any order.
    pub glyphs: Vec<Glyph>,
    /// The lines drawn on it.
    pub rules: Vec<Rule>,
}

/// What stands on a page, from top to bottom.
#[derive(Debug)]
enum Block {
    Line(Line),
    Table(Vec<f32>, Vec<Row>),
}

/// A page in lines and tables.
#[derive(Debug)]
struct Sheet {
    number: u32,
    width: f32,
    height: f32,
    blocks: Vec<Block>,
}

/// The pages of a file.
#[derive(Debug, Default)]
pub struct Pages {
    sheets: Vec<Sheet>,
}

impl Pages {
    /// Adds the next page.
    pub fn add(&mut self, page: Page) {
        let Page { number, width, height, glyphs, rules } = page;
        let grids = grid::grids(rules);
        let (mut free, mut inside) = (Vec::new(), vec![Vec::new(); grids.len()]);
        for mut glyph in glyphs {
            glyph.character = looks::meant(glyph.character);
            let is_sound = glyph.left.is_finite() && glyph.right >= glyph.left && glyph.baseline.is_finite() && glyph.size > 0.0;
            if !is_sound || !glyph.right.is_finite() || !glyph.size.is_finite() || glyph.character.is_control() {
                continue;
            }
            match grids.iter().position(|grid| grid.holds(&glyph)) {
                Some(index) => inside[index].push(glyph),
                None => free.push(glyph),
            }
        }
        let mut placed: Vec<(f32, Block)> = lines::lines(free).into_iter().map(|line| (line.baseline, Block::Line(line))).collect();
        for (grid, glyphs) in grids.into_iter().zip(inside) {
            let top = grid.top();
            let Grid { columns, rows } = grid.filled(glyphs);
            if !rows.is_empty() {
                placed.push((top, Block::Table(columns, rows)));
            }
        }
        placed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        self.sheets.push(Sheet { number, width, height, blocks: placed.into_iter().map(|(_, block)| block).collect() });
    }

    /// Adds the paragraphs of all pages to `extracted`.
    pub fn finish(mut self, extracted: &mut Extracted) {
        furniture::remove(&mut self.sheets);
        paragraphs::push(self.sheets, extracted);
    }
}

impl Sheet {
    fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Line(line) => Some(line),
            Block::Table(..) => None,
        })
    }
}
