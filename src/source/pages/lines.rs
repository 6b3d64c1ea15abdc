//! Characters → lines.

use super::Glyph;

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Left edge of its first character that is seen.
    pub left: f32,
    /// Right edge of its last.
    pub right: f32,
    /// Right edge without the punctuation at its end, which may hang over the margin.
    pub text_right: f32,
    /// What it stands on.
    pub baseline: f32,
    /// The size of most of its characters.
    pub size: f32,
    /// Its text; a tab where a gap parts columns.
    pub text: String,
    /// Width of what can't be parted from its first character by a line break.
    pub first_word: f32,
    /// Where the text behind its marker begins, if a marker is what it begins with.
    pub behind_marker: Option<f32>,
}

/// Share of the font size by which baselines of one line may differ (raised and lowered characters).
const SAME_LINE: f32 = 0.5;
/// The same character again within this share of its width makes it bold.
const OVERPRINT: f32 = 0.4;
/// A gap of so many font sizes that no spaces fill parts columns.
const COLUMN_GAP: f32 = 2.0;
/// A gap of so many font sizes is a space between Chinese characters.
const WIDE_SPACE: f32 = 0.6;
/// A gap of so many font sizes is a space between Latin letters and digits.
const NARROW_SPACE: f32 = 0.17;
/// A character so much smaller than its line, raised by so much of the line's size, refers to a footnote.
const RAISED_SIZE: f32 = 0.75;
const RAISED: f32 = 0.15;
/// Characters in which a marker is looked for.
const MARKER_CHARACTERS: usize = 8;

/// Punctuation that begins no line.
pub(super) fn is_closing(character: char) -> bool {
    "、。，．；：？！）》〉」』】〕”’…—％,.;:?!)%-–/".contains(character)
}

fn is_opening(character: char) -> bool {
    "（《〈「『【〔“‘(".contains(character)
}

/// What a marker can begin with.
fn begins_marker(character: char) -> bool {
    character.is_ascii_digit()
        || "（(第●•◆■□○·-–—".contains(character)
        || "一二三四五六七八九十".contains(character)
        || matches!(character, '①'..='⒛' | '㈠'..='㈩' | '\u{f000}'..='\u{f0ff}')
}

/// Symbol fonts' code points: bullets, of which nobody knows what they look like.
fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}')
}

/// The lines of `glyphs`, from top to bottom.
pub fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|one, other| one.baseline.total_cmp(&other.baseline).then(one.left.total_cmp(&other.left)));
    let mut lines = Vec::new();
    let mut row: Vec<Glyph> = Vec::new();
    let mut foot: Option<Glyph> = None;
    for glyph in glyphs {
        match &mut foot {
            Some(foot) if glyph.baseline - foot.baseline < SAME_LINE * foot.size.max(glyph.size) => {
                if glyph.size > foot.size && !glyph.character.is_whitespace() {
                    *foot = glyph;
                }
            }
            _ => {
                lines.extend(line(std::mem::take(&mut row)));
                foot = Some(glyph);
            }
        }
        row.push(glyph);
    }
    lines.extend(line(row));
    lines
}

/// The line that `glyphs` make, unless nothing of it is seen.
fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut seen: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut text = String::new();
    let (mut spaces, mut spaces_width) = (String::new(), 0.0);
    let mut last_space: Option<f32> = None;
    // Where the gap behind a marker stands in `text`, if it is wide enough to part columns.
    let mut wide_marker_gap = None;
    let size = usual_size(&glyphs);
    let foot = glyphs.iter().find(|glyph| glyph.size >= size * 0.95).map_or(0.0, |glyph| glyph.baseline);
    for glyph in glyphs {
        if glyph.character.is_whitespace() {
            if last_space.replace(glyph.left).is_some_and(|left| glyph.left - left < OVERPRINT * (glyph.right - glyph.left)) {
                continue;
            }
            spaces.push(if glyph.character == '\u{3000}' { '\u{3000}' } else { ' ' });
            spaces_width += glyph.right - glyph.left;
            continue;
        }
        if let Some(last) = seen.last() {
            let is_raised = glyph.size < RAISED_SIZE * size && foot - glyph.baseline > RAISED * size;
            if is_raised && is_note_mark(glyph.character) && !last.character.is_ascii_alphanumeric() {
                continue;
            }
            let is_same = |earlier: &Glyph| {
                earlier.character == glyph.character && (glyph.left - earlier.left).abs() < OVERPRINT * (glyph.right - glyph.left)
            };
            if seen.iter().rev().take(2).any(is_same) {
                continue;
            }
            let size = glyph.size.max(last.size);
            let gap = glyph.left - last.right;
            let is_wide = gap >= COLUMN_GAP * size && spaces_width < gap / 2.0;
            let is_gap = is_wide || (spaces.is_empty() && gap >= space_between(last.character, glyph.character) * size);
            if is_gap && is_marker(&text) {
                // The gap that a list has between its marker and its text.
                wide_marker_gap = is_wide.then_some(text.len());
                if !text.ends_with(is_closing) {
                    text.push(' ');
                }
            } else if is_wide {
                text.push('\t');
            } else if !spaces.is_empty() {
                text.push_str(&spaces);
            } else if is_gap {
                text.push(' ');
            }
        }
        spaces.clear();
        spaces_width = 0.0;
        text.push(glyph.character);
        seen.push(glyph);
    }
    if let Some(at) = wide_marker_gap.filter(|_| text.contains('\t')) {
        // The first cell of a row holds its number.
        text.replace_range(at..at + usize::from(text[at..].starts_with(' ')), "\t");
    }
    let (first, last) = (seen.first()?, seen.last()?);
    let mut line = Line {
        left: first.left,
        right: seen.iter().fold(last.right, |right, glyph| right.max(glyph.right)),
        text_right: seen.iter().rev().find(|glyph| !is_closing(glyph.character)).unwrap_or(first).right,
        baseline: foot,
        size,
        text,
        first_word: first_word(&seen),
        behind_marker: behind_marker(&seen),
    };
    line.without_private_bullet();
    Some(line).filter(|line| !line.text.is_empty())
}

/// Whether a raised character refers to a footnote.
fn is_note_mark(character: char) -> bool {
    character.is_ascii_digit() || "*[]［］".contains(character) || matches!(character, '①'..='⑳')
}

/// From which gap on, in font sizes, there is a space between two characters.
fn space_between(one: char, other: char) -> f32 {
    let is_latin = |character: char| character.is_ascii_alphanumeric();
    if is_latin(one) && is_latin(other) { NARROW_SPACE } else { WIDE_SPACE }
}

/// The size that most of the characters have.
fn usual_size(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(1.0)
}

fn first_word(glyphs: &[Glyph]) -> f32 {
    let Some(first) = glyphs.first() else { return 0.0 };
    let mut last = first;
    let mut goes_on = is_opening(first.character);
    for pair in glyphs.windows(2) {
        let [one, other] = pair else { break };
        let (is_latin, gap) = (|character: char| character.is_ascii_alphanumeric(), other.left - one.right);
        let is_joint = |character: char| is_latin(character) || "-–./:".contains(character);
        let is_word = is_joint(one.character) && is_latin(other.character) && gap < NARROW_SPACE * other.size;
        if !(goes_on || is_word || is_closing(other.character)) {
            break;
        }
        goes_on = is_opening(other.character);
        last = other;
    }
    last.right - first.left
}

/// Where the text begins behind a marker at the line's beginning: after its stop, or after a gap.
fn behind_marker(glyphs: &[Glyph]) -> Option<f32> {
    let first = glyphs.first().filter(|first| begins_marker(first.character))?;
    let ends = |character: char| "、.．)）：:".contains(character);
    let mut beginnings = glyphs.windows(2).take(MARKER_CHARACTERS).filter_map(|pair| match pair {
        [one, other] if ends(one.character) && !ends(other.character) && !other.character.is_ascii_digit() => Some(other.left),
        [one, other] if other.left - one.right > 0.3 * first.size => Some(other.left),
        _ => None,
    });
    beginnings.next()
}

impl Line {
    /// Whether columns are parted in it.
    pub fn has_columns(&self) -> bool {
        self.text.contains('\t')
    }

    /// Takes out a bullet of a symbol font.
    fn without_private_bullet(&mut self) {
        if self.text.starts_with(is_private) {
            let rest = self.text.trim_start_matches(is_private).trim_start();
            self.text = rest.to_owned();
        }
    }
}

/// Whether `text` is a marker and nothing else: `1.`, `（一）`, `①`, `2.1`, `第一阶段`.
fn is_marker(text: &str) -> bool {
    let count = text.chars().count();
    if count == 0 || count > MARKER_CHARACTERS || !text.starts_with(begins_marker) {
        return false;
    }
    let is_numeral = |character: char| character.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(character);
    let is_sign = |character: char| "（()）、.．第条章节款阶段步部分".contains(character) || matches!(character, '①'..='⒛' | '㈠'..='㈩');
    text.chars().all(|character| is_numeral(character) || is_sign(character))
        && (count > 1 || text.starts_with(|c| !is_numeral(c) || c.is_ascii_digit()))
}

/// Whether a line with this text begins an item: `一、…`, `（一）…`, `1.…`, `①…`, `第一条…`.
pub(super) fn begins_item(text: &str) -> bool {
    let is_numeral = |character: char| character.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(character);
    let mut characters = text.chars();
    match characters.next() {
        Some('①'..='⒛' | '㈠'..='㈩') => true,
        Some('（' | '(') => {
            let rest = characters.as_str();
            let inside = rest.trim_start_matches(is_numeral);
            inside.len() < rest.len() && inside.starts_with(['）', ')'])
        }
        Some('第') => {
            let rest = characters.as_str();
            let behind = rest.trim_start_matches(is_numeral);
            behind.len() < rest.len() && ["条", "章", "节", "部分", "阶段", "篇"].iter().any(|unit| behind.starts_with(unit))
        }
        Some(first) if is_numeral(first) => {
            let behind = text.trim_start_matches(|character| is_numeral(character) || ".．".contains(character));
            let (number, behind) = (&text[..text.len() - behind.len()], behind.trim_start());
            (number.contains(['.', '．']) && !behind.starts_with(['%', '％'])) || behind.starts_with('、')
        }
        _ => false,
    }
}
