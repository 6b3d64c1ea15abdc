//! Running heads and feet and page numbers.

use std::collections::HashMap;

use super::lines::Line;
use super::{Block, Sheet};

/// Lines at a page's top, and at its bottom, that may be furniture.
const DEEP: usize = 3;
/// Share of the page's height in which furniture stands, from either edge.
const EDGE: f32 = 0.16;
/// Lines of one head on several pages stand at the same height, but for so many points.
const SAME_HEIGHT: f32 = 4.0;

/// Letters at a page's top that are so much smaller than its text, and so many of its own font sizes above it, are a running head even
/// where there is one page.
const SMALL: f32 = 0.8;
const ALONE: f32 = 2.5;
/// Share of the page's height at its edges where nobody sets text: a line there, so many font sizes from the next, is furniture.
const MARGIN: f32 = 0.07;
const APART: f32 = 1.5;

/// Words around a page's number.
const PAGE_WORDS: [&str; 9] = ["第", "页", "共", "总", "頁", "Page", "page", "of", "PAGE"];

/// Takes them out.
pub fn remove(sheets: &mut [Sheet]) {
    for _ in 0..DEEP {
        let found = marked(sheets);
        let mut any = false;
        for (sheet, ends) in sheets.iter_mut().zip(found) {
            // The lower one first: the place of the upper one stays.
            for index in ends.into_iter().rev().flatten() {
                sheet.blocks.remove(index);
                any = true;
            }
        }
        if !any {
            return;
        }
    }
}

/// The first and the last block of each page, where it is furniture.
fn marked(sheets: &[Sheet]) -> Vec<[Option<usize>; 2]> {
    let mut known: HashMap<(bool, String), Vec<(usize, f32)>> = HashMap::new();
    for (index, sheet) in sheets.iter().enumerate() {
        for (is_foot, _, line) in edge_lines(sheet) {
            known.entry((is_foot, pattern(&line.text))).or_default().push((index, height(line, sheet, is_foot)));
        }
    }
    let is_repeated = |sheet: &Sheet, is_foot: bool, line: &Line| {
        let at = height(line, sheet, is_foot);
        let places = known.get(&(is_foot, pattern(&line.text)));
        places.is_some_and(|places| places.iter().filter(|(_, place)| (place - at).abs() < SAME_HEIGHT).count() > 1)
    };
    let ends = sheets.iter().map(|sheet| {
        let mut ends = [None, None];
        for (is_foot, index, line) in edge_lines(sheet) {
            let is_furniture = match page_number(&line.text) {
                // A bare number says nothing by itself.
                Some(Numbered::Bare(number)) => number == sheet.number || is_repeated(sheet, is_foot, line),
                Some(Numbered::Marked) => true,
                None => is_repeated(sheet, is_foot, line) || is_outside(sheet, is_foot, line),
            };
            if is_furniture {
                ends[usize::from(is_foot)] = Some(index);
            }
        }
        if ends[0] == ends[1] {
            ends[0] = None;
        }
        ends
    });
    ends.collect()
}

/// Whether the page's first or last line stands by itself, in the margin or, at the head, in letters smaller than the page's others.
fn is_outside(sheet: &Sheet, is_foot: bool, line: &Line) -> bool {
    let mut sizes: Vec<f32> = sheet.lines().map(|line| line.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(line.size);
    let is_small = !is_foot && line.size < SMALL * usual;
    let gap = match is_foot {
        true => sheet.lines().rev().nth(1).map(|before| line.baseline - line.size - before.baseline),
        false => sheet.lines().nth(1).map(|next| next.baseline - next.size - line.baseline),
    };
    let is_in_margin = height(line, sheet, is_foot) < MARGIN * sheet.height;
    gap.is_some_and(|gap| (is_small && gap > ALONE * line.size) || (is_in_margin && gap > APART * line.size))
}

/// The page's first line where it is at the head, and its last one where it is at the foot: whether that is the foot, its place
/// among the blocks, and the line.
fn edge_lines(sheet: &Sheet) -> impl Iterator<Item = (bool, usize, &Line)> {
    let line = |index: usize| match sheet.blocks.get(index) {
        Some(Block::Line(line)) => Some((index, line)),
        _ => None,
    };
    let head = line(0).filter(|(_, line)| line.baseline < EDGE * sheet.height).map(|(index, line)| (false, index, line));
    let foot = sheet.blocks.len().checked_sub(1).and_then(line);
    let foot = foot.filter(|(_, line)| line.baseline > (1.0 - EDGE) * sheet.height).map(|(index, line)| (true, index, line));
    head.into_iter().chain(foot)
}

/// How far the line is from the page's edge.
fn height(line: &Line, sheet: &Sheet, is_foot: bool) -> f32 {
    if is_foot { sheet.height - line.baseline } else { line.baseline }
}

/// A line's text with all numbers alike.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        match character.is_ascii_digit() {
            true if pattern.ends_with('0') => {}
            true => pattern.push('0'),
            false => pattern.push(character),
        }
    }
    pattern
}

/// A page number.
enum Numbered {
    /// `3`.
    Bare(u32),
    /// `— 3 —`, `第3页 共10页`, `3/10`.
    Marked,
}

fn page_number(text: &str) -> Option<Numbered> {
    let mut bare: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    if let Ok(number) = bare.parse() {
        return (bare.len() <= 4).then_some(Numbered::Bare(number));
    }
    for word in PAGE_WORDS {
        bare = bare.replace(word, " ");
    }
    let rest = bare.trim_matches(|character: char| character.is_whitespace() || "-—–－一―·•~～|".contains(character));
    let numbers: Vec<&str> = rest.split(['/', ' ', ',', '，']).filter(|number| !number.is_empty()).collect();
    let is_number = |number: &&str| (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (matches!(numbers.len(), 1 | 2) && numbers.iter().all(is_number)).then_some(Numbered::Marked)
}
