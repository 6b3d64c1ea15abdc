//! What a page draws: its characters and its straight lines.

use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use crate::source::pages::{Glyph, Page, Rule};

/// Units of a font's own measure in one font size.
const UNITS: f64 = 1000.0;
/// A drawn shape that is no thicker is a line (points).
const THIN: f64 = 3.0;
/// Lines of a page that are kept; a page with more is a drawing.
const RULES: usize = 5000;
/// Characters of one page that are kept.
const GLYPHS: usize = 2_000_000;
/// Marked content within marked content that is told apart.
const MARKS: usize = 64;
/// How far text may be out of the straight, as a share of its length.
const SLANT: f64 = 0.1;

/// A character, as it was drawn.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    glyph: Glyph,
    /// Quarter turns, clockwise, of the line that it stands on.
    turns: u8,
    is_invisible: bool,
    /// Whether the file says that it is a running head or foot.
    is_furniture: bool,
}

/// A page's drawing.
#[derive(Debug)]
pub struct Drawing {
    width: f32,
    height: f32,
    glyphs: Vec<Drawn>,
    rules: Vec<Rule>,
    /// Open marked content: whether each is furniture.
    marks: Vec<bool>,
    /// Marked content that is open beyond those.
    deep_marks: usize,
    /// Characters whose font doesn't say which they are.
    pub unknown: usize,
    /// Whether there are pictures.
    pub has_pictures: bool,
}

impl Drawing {
    /// An empty page of this size.
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, glyphs: Vec::new(), rules: Vec::new(), marks: Vec::new(), deep_marks: 0, unknown: 0, has_pictures: false }
    }

    /// Characters that are known.
    pub fn known(&self) -> usize {
        self.glyphs.len()
    }

    /// The page: what stands upright, or, where more of it stands on its side, that.
    pub fn into_page(self, number: u32) -> Page {
        let mut counts = [0_usize; 4];
        let visible = self.glyphs.iter().filter(|drawn| !drawn.is_invisible).count();
        // A text layer lies under a scan; beside text of its own it is a copy.
        let takes_invisible = visible * 2 < self.glyphs.len();
        let furniture = self.glyphs.iter().filter(|drawn| drawn.is_furniture).count();
        let all_furniture = furniture * 2 > self.glyphs.len();
        let glyphs: Vec<Drawn> = self
            .glyphs
            .into_iter()
            .filter(|drawn| drawn.is_invisible == takes_invisible && (all_furniture || !drawn.is_furniture))
            .inspect(|drawn| counts[usize::from(drawn.turns & 3)] += 1)
            .collect();
        let turns = (0..4_u8).max_by_key(|turns| (counts[usize::from(*turns)], 4 - turns)).unwrap_or(0);
        let (width, height) = if turns % 2 == 1 { (self.height, self.width) } else { (self.width, self.height) };
        let turned = |x: f32, y: f32| match turns {
            0 => (x, y),
            1 => (y, self.width - x),
            2 => (self.width - x, self.height - y),
            _ => (self.height - y, x),
        };
        let is_on_page = |glyph: &Glyph| glyph.right > -1.0 && glyph.left < width + 1.0 && (-1.0..height + 1.0).contains(&glyph.baseline);
        let glyphs = glyphs.into_iter().filter(|drawn| drawn.turns == turns).map(|drawn| {
            let Drawn { glyph, .. } = drawn;
            let length = glyph.right;
            let (left, baseline) = turned(glyph.left, glyph.baseline);
            Glyph { left, right: left + length, baseline, ..glyph }
        });
        let rules = self.rules.into_iter().map(|rule| {
            let ((x0, y0), (x1, y1)) = (turned(rule.left, rule.top), turned(rule.right, rule.bottom));
            Rule { left: x0.min(x1), top: y0.min(y1), right: x0.max(x1), bottom: y0.max(y1) }
        });
        Page { number, width, height, glyphs: glyphs.filter(is_on_page).collect(), rules: rules.collect() }
    }

    fn add_glyph(&mut self, glyph: &FontGlyph, transform: Affine, is_invisible: bool) {
        if self.glyphs.len() >= GLYPHS {
            return;
        }
        let text = glyph.as_unicode();
        let first = match &text {
            Some(BfString::Char(character)) => Some(*character),
            Some(BfString::String(text)) => text.chars().next(),
            None => None,
        };
        let Some(first) = first.filter(|first| !matches!(first, '\0' | '\u{fffd}')) else {
            self.unknown += 1;
            return;
        };
        let advance = match glyph {
            FontGlyph::Outline(glyph) => glyph.advance_width(),
            FontGlyph::Type3(glyph) => glyph.advance_width(),
        };
        let advance = advance.map_or(if first.is_ascii() { UNITS / 2.0 } else { UNITS }, f64::from).max(0.0);
        let (start, end, top) = (transform * Point::ZERO, transform * Point::new(advance, 0.0), transform * Point::new(0.0, UNITS));
        let along = if advance > 0.0 { end - start } else { transform * Point::new(UNITS, 0.0) - start };
        let turns = match (along.x, along.y) {
            (x, y) if y.abs() <= SLANT * x.abs() => u8::from(x < 0.0) * 2,
            (x, y) if x.abs() <= SLANT * y.abs() => 1 + u8::from(y < 0.0) * 2,
            // A watermark.
            _ => return,
        };
        let length = (end - start).hypot();
        let size = (top - start).hypot() as f32;
        let is_furniture = self.marks.iter().any(|is_furniture| *is_furniture);
        // Until the page is turned, `right` is the character's length.
        let count = match &text {
            Some(BfString::String(text)) => text.chars().count().max(1),
            _ => 1,
        };
        let step = along / along.hypot().max(f64::MIN_POSITIVE) * (length / count as f64);
        let mut add = |index: usize, character: char| {
            let at = start + step * index as f64;
            let glyph = Glyph { left: at.x as f32, right: (length / count as f64) as f32, baseline: at.y as f32, size, character };
            self.glyphs.push(Drawn { glyph, turns, is_invisible, is_furniture });
        };
        match &text {
            Some(BfString::String(text)) => text.chars().enumerate().for_each(|(index, character)| add(index, character)),
            _ => add(0, first),
        }
    }

    /// Adds the box of a shape, if it is thin enough for a line.
    fn add_rule(&mut self, shape: Rect) {
        let is_thin = shape.width().min(shape.height()) <= THIN && shape.width().max(shape.height()) > THIN;
        if is_thin && shape.is_finite() && self.rules.len() <= RULES {
            let Rect { x0, y0, x1, y1 } = shape;
            self.rules.push(Rule { left: x0 as f32, top: y0 as f32, right: x1 as f32, bottom: y1 as f32 });
        }
    }
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if self.rules.len() > RULES {
            return;
        }
        let path = props.transform * path;
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        match mode {
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                for element in path.elements() {
                    match *element {
                        PathEl::MoveTo(to) => (first, last) = (to, to),
                        PathEl::LineTo(to) => {
                            self.add_rule(Rect::from_points(last, to));
                            last = to;
                        }
                        PathEl::ClosePath => {
                            self.add_rule(Rect::from_points(last, first));
                            last = first;
                        }
                        PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
                    }
                }
            }
            DrawMode::Fill(_) => {
                let mut start = 0;
                let elements = path.elements();
                // Each closed shape by itself: borders of several cells are often one path.
                for end in 1..=elements.len() {
                    if matches!(elements.get(end), None | Some(PathEl::MoveTo(_))) {
                        self.add_rule((&elements[start..end]).bounding_box());
                        start = end;
                    }
                }
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            self.add_glyph(glyph, props.transform * glyph.transform(), matches!(mode, DrawMode::Invisible));
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.has_pictures = true;
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        if self.marks.len() >= MARKS {
            self.deep_marks += 1;
            return;
        }
        let kind = properties.and_then(|properties| properties.get::<Name<'_>>(b"Type"));
        self.marks.push(tag == b"Artifact" && kind.is_some_and(|kind| kind.as_str() == "Pagination"));
    }

    fn end_marked_content(&mut self) {
        match self.deep_marks.checked_sub(1) {
            Some(left) => self.deep_marks = left,
            None => {
                self.marks.pop();
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
