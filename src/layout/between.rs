//! Site chrome between the documents of a file that was saved from a site, page after page.
//!
//! Nothing here goes by one line: a stretch of lines is chrome where several signs stand together and one of them leads to
//! another page, or where the same signs stand together elsewhere in the file.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::{memchr, memrchr};

use super::Furniture;
use super::chrome::{LINKS, NAVIGATION, PAGE_SIGNS};
use super::lines::{Cut, Lined, trimmed};
use super::site_signs::{ENOUGH, LONGEST, is_trail, plain, signs};

/// Lines that one stretch can have above and below the sign that it was found by.
const REACH: usize = 16;
/// Lines without a sign that may stand between two that have one: a title, a name of a column.
const GAP: usize = 2;
/// Weight of a stretch that leads to another page, and of a line whose signs stand together elsewhere too.
const STRETCH: u32 = 5;
const REPEATED_LINE: u8 = 4;
/// Lengths, in characters, of a title that a site repeats.
const TITLE: std::ops::RangeInclusive<usize> = 6..=80;

/// A line with what it shows.
struct Line {
    range: Range<usize>,
    weight: u8,
    shown: Vec<usize>,
    links: bool,
}

/// Takes out the chrome between documents.
pub fn without_chrome_between(lined: Lined, removed: &mut Vec<Furniture>) -> Lined {
    let content = lined.text.as_str();
    let Some(searcher) = SEARCHER.as_ref() else { return lined };
    let anchors: Vec<usize> = searcher.find_iter(content).map(|found| found.start()).collect();
    if anchors.is_empty() {
        return lined;
    }
    let stretches = stretches(content, &anchors);
    let mut together: HashMap<&[usize], u32> = HashMap::new();
    for line in stretches.iter().flatten().filter(|line| line.weight >= REPEATED_LINE) {
        *together.entry(&line.shown).or_default() += 1;
    }
    let mut cuts: Vec<Cut> = Vec::new();
    for stretch in &stretches {
        let strong = stretch.iter().filter(|line| line.weight >= ENOUGH).count();
        let sum: u32 = stretch.iter().map(|line| u32::from(line.weight.min(REPEATED_LINE))).sum();
        let leads_on = strong >= 2 && sum >= STRETCH && stretch.iter().any(|line| line.links);
        let mut out: Vec<bool> = stretch
            .iter()
            .map(|line| {
                let repeated = line.weight >= REPEATED_LINE && together.get(line.shown.as_slice()).is_some_and(|&count| count >= 2);
                repeated || (leads_on && line.weight >= 1)
            })
            .collect();
        if leads_on {
            mark_repeated_title(content, stretch, &mut out);
        }
        let lines = stretch.iter().zip(out).filter(|(_, out)| *out);
        cuts.extend(lines.map(|(line, _)| whole(content, line.range.clone())));
    }
    lined.apply(cuts, removed)
}

/// Finds what a stretch of chrome hardly ever is without. Only the leftmost kind looks at many bytes at a time, and all texts are
/// searched whole.
static SEARCHER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(LINKS.iter().chain(PAGE_SIGNS)).ok());

/// The stretches of lines around the anchors: from the first line with a sign to the last, and the lines behind it that may repeat a title.
fn stretches(text: &str, anchors: &[usize]) -> Vec<Vec<Line>> {
    let mut stretches: Vec<Vec<Line>> = Vec::new();
    let mut done = 0;
    for &anchor in anchors {
        if anchor < done {
            continue;
        }
        let own = line_within(text, anchor);
        let line = read(text, own.clone());
        if line.weight == 0 {
            continue;
        }
        let above = reach(text, own.start, done, line_above);
        let mut stretch: Vec<Line> = above.into_iter().rev().collect();
        stretch.push(line);
        let below = reach(text, own.end, text.len(), line_below);
        stretch.extend(below);
        done = stretch.last().map_or(done, |last| last.range.end);
        stretches.push(stretch);
    }
    stretches
}

/// The lines that `next` gives one after the other from `from` on, as far as signs stand close to each other.
fn reach(text: &str, from: usize, end: usize, next: fn(&str, usize, usize) -> Option<Range<usize>>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut at, mut last) = (from, 0);
    while lines.len() < REACH && lines.len() <= last + GAP {
        let Some(range) = next(text, at, end) else { break };
        at = if range.start >= from { range.end } else { range.start };
        lines.push(read(text, range));
        if lines.last().is_some_and(|line| line.weight > 0) {
            last = lines.len();
        }
    }
    lines.truncate(last);
    lines
}

fn read(text: &str, range: Range<usize>) -> Line {
    let content = &text[range.clone()];
    let (mut weight, shown) = signs(content);
    if NAVIGATION.contains(&content) {
        weight = weight.max(1);
    }
    let links = weight > 0 && (LINKS.iter().any(|link| content.contains(link)) || is_trail(&plain(content)));
    Line { range, weight, shown, links }
}

/// The nearest line above `at` that is not blank and does not begin before `end`.
fn line_above(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let before = text.get(end..at)?.trim_end();
    (!before.is_empty()).then(|| line_within(text, end + before.len() - 1)).filter(|line| line.start >= end)
}

/// The nearest line below `at` that is not blank.
fn line_below(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let after = text.get(at..end)?;
    let start = at + after.len() - after.trim_start().len();
    (start < end).then(|| line_within(text, start))
}

/// The line around `at`, without white space at its ends; of a long one no more than shows that it is none of a site's, so that a
/// text without breaks is not gone through again and again.
fn line_within(text: &str, at: usize) -> Range<usize> {
    const MOST: usize = 5 * LONGEST;
    let bytes = text.as_bytes();
    let (from, to) = (at.saturating_sub(MOST), (at + MOST).min(text.len()));
    let start = memrchr(b'\n', &bytes[from..at]).map_or(from, |found| from + found + 1);
    let end = memchr(b'\n', &bytes[at..to]).map_or(to, |found| at + found);
    trimmed(text, text.floor_char_boundary(start)..text.floor_char_boundary(end))
}

/// The site names the document above it, and then the document has its title: the first is the site's.
fn mark_repeated_title(text: &str, stretch: &[Line], out: &mut [bool]) {
    let Some(last) = stretch.last() else { return };
    let own: Option<Range<usize>> = line_below(text, last.range.end, text.len());
    let titles =
        stretch.iter().enumerate().filter(|(_, line)| line.weight == 0 && TITLE.contains(&text[line.range.clone()].chars().count()));
    for (index, line) in titles {
        let content = &text[line.range.clone()];
        let again = stretch[index + 1..].iter().map(|line| line.range.clone()).chain(own.clone());
        if again.into_iter().any(|other| &text[other] == content) {
            out[index] = true;
        }
    }
}

/// A cut for a line with the line end behind it.
fn whole(text: &str, line: Range<usize>) -> Cut {
    let end = memchr(b'\n', &text.as_bytes()[line.end..]).map_or(text.len(), |found| line.end + found + 1);
    Cut { range: line.start..end, with: "", what: Some(("site-chrome", line)) }
}
