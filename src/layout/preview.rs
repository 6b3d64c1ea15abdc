//! Page heads of preview sites: each page of the original is a paragraph that begins with `3、`, wherever the page broke.
//!
//! A list of the document's own looks alike, so the numbers must count up over the text, at like distances,
//! and most of the pages must break off in mid-sentence.

use std::ops::Range;

use super::Furniture;
use super::lines::{Cut, Lined};
use super::signs::{End, begins_with_label, end, is_prose};

/// Shortest page, in bytes, that the middle one of the pages may be.
const PAGE: usize = 300;
/// The same where there is but one break to judge by.
const LONE_PAGE: usize = 600;
/// A page may be this many times as long as the middle one.
const SPREAD: usize = 4;

/// A line that begins with a number as a page head would.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    line: usize,
    number: u32,
    /// Bytes of the number and its stop.
    length: usize,
    stop: char,
    /// The line before breaks off in mid-sentence.
    breaks: bool,
}

/// Takes out the page heads and joins the pages.
pub fn without_page_heads(lined: Lined, removed: &mut Vec<Furniture>) -> Lined {
    let (content, lines) = (lined.text.as_str(), &lined.lines);
    let found = if may_have_page_heads(content) { find_pages(content, lines) } else { None };
    let Some(pages) = found.or_else(|| lone_page(content, lines).map(|page| vec![page])) else { return lined };
    // Where pages hold line breaks of their own, a page that ends with a full stop may end a paragraph too.
    let keeps_breaks = pages.windows(2).any(|pair| pair[1].line > pair[0].line + 1);
    let mut cuts = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let start = lines[page.line].start;
        let head = start..start + page.length;
        let joined = page.number > 1 && index + pages[0].number as usize > 1 && (page.breaks || !keeps_breaks) && page.line > 0;
        let from = if joined { lines[page.line - 1].end } else { start };
        let end = head.end + content[head.end..].len() - content[head.end..].trim_start_matches(super::signs::is_blank).len();
        cuts.push(Cut { range: from..end, with: "", what: Some(("page-number", head)) });
    }
    if pages[0].number == 1
        && let Some(cut) = repeated_title(content, lines, &pages[0])
    {
        cuts.push(cut);
    }
    lined.apply(cuts, removed)
}

/// A cheap look: a line end, a digit 2 and a stop somewhere.
fn may_have_page_heads(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, "\n2").any(|at| stop(&text[at + 2..]).is_some())
}

fn stop(after: &str) -> Option<char> {
    after.chars().next().filter(|&stop| matches!(stop, '、' | '．' | '.'))
}

fn candidate(text: &str, lines: &[Range<usize>], line: usize) -> Option<Candidate> {
    let words = &text[lines[line].clone()];
    // Most lines begin otherwise.
    if !words.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let digits = words.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if digits > 3 || words.starts_with('0') {
        return None;
    }
    let stop = stop(&words[digits..])?;
    let length = digits + stop.len_utf8();
    // `2.5` is a decimal.
    if stop == '.' && words[length..].starts_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let number = words[..digits].parse().ok()?;
    let breaks = line > 0 && breaks_off(&text[lines[line - 1].clone()]);
    Some(Candidate { line, number, length, stop, breaks })
}

/// Whether a page that ends with `line` ends in mid-sentence: a line of running text without a stop at its end.
fn breaks_off(line: &str) -> bool {
    match end(line) {
        End::Hanging => true,
        // 责任单位：甲、乙 has no stop behind it and is whole.
        End::Open if begins_with_label(line) => false,
        End::Open => line.len() >= 120 || is_prose(line) && line.len() >= 60,
        End::Bracket | End::Closed => false,
    }
}

/// The page heads, in order, if the numbers are page heads.
fn find_pages(text: &str, lines: &[Range<usize>]) -> Option<Vec<Candidate>> {
    let candidates: Vec<Candidate> = (0..lines.len()).filter_map(|line| candidate(text, lines, line)).collect();
    let first_break = candidates.iter().position(|candidate| candidate.number == 2 && candidate.breaks)?;
    let second = candidates[first_break];
    let mut pages: Vec<Candidate> = Vec::new();
    // The first page's own number, where there is one: the first in the text.
    pages.extend(candidates[..first_break].iter().find(|candidate| candidate.number == 1 && candidate.stop == second.stop).copied());
    pages.push(second);
    let start = pages[0].line;
    let mut wanted = 3;
    let mut fallback: Option<(usize, Candidate)> = None;
    let mut at = first_break + 1;
    while at < candidates.len() {
        let candidate = candidates[at];
        if candidate.number == wanted && candidate.stop == second.stop {
            if candidate.breaks {
                pages.push(candidate);
                (wanted, fallback) = (wanted + 1, None);
            } else if fallback.is_none() && is_page_long(text, lines, &pages, &candidate) {
                fallback = Some((at, candidate));
            }
        } else if candidate.number == wanted + 1
            && candidate.stop == second.stop
            && candidate.breaks
            && let Some((place, closed)) = fallback
        {
            // The page between ended with its sentence.
            pages.push(closed);
            (wanted, fallback, at) = (wanted + 1, None, place);
        }
        at += 1;
    }
    pages.extend(fallback.map(|(_, closed)| closed).filter(|closed| closed.line > start));
    (are_pages(text, lines, &pages) && !continue_lists(&candidates, &pages)).then_some(pages)
}

/// The head of a document's only page: `1、` and the title again that stands above it, and no `2、` at a line's start.
fn lone_page(text: &str, lines: &[Range<usize>]) -> Option<Candidate> {
    const REACH: usize = 4;
    let first = (0..lines.len().min(REACH)).find_map(|line| candidate(text, lines, line)).filter(|first| first.number == 1)?;
    let is_again = repeated_title(text, lines, &first).is_some();
    let is_only =
        || (first.line + 1..lines.len()).all(|line| !text[lines[line].clone()].starts_with('2') || candidate(text, lines, line).is_none());
    (is_again && text[lines[first.line].clone()].len() >= PAGE && is_only()).then_some(first)
}

/// Whether the numbers carry on the document's own lists: right before a page's `3、` stands a `2、` that is no page head.
fn continue_lists(candidates: &[Candidate], pages: &[Candidate]) -> bool {
    let continues = |page: &Candidate| {
        let above = candidates.partition_point(|candidate| candidate.line < page.line);
        let before = candidates[..above].iter().rfind(|candidate| candidate.stop == page.stop);
        before.is_some_and(|before| before.number + 1 == page.number && pages.binary_search_by_key(&before.line, |page| page.line).is_err())
    };
    let heads = pages.iter().filter(|page| page.number > 1);
    3 * heads.clone().filter(|page| continues(page)).count() >= heads.count().max(1)
}

/// Whether the stretch from the last page's head to `candidate` is as long as a page.
fn is_page_long(text: &str, lines: &[Range<usize>], pages: &[Candidate], candidate: &Candidate) -> bool {
    let _ = text;
    let length = |from: &Candidate, to: &Candidate| lines[to.line].start - lines[from.line].start;
    let Some(last) = pages.last() else { return false };
    let usual = pages.windows(2).map(|pair| length(&pair[0], &pair[1])).max().unwrap_or(LONE_PAGE);
    let length = length(last, candidate);
    length >= PAGE && length * 2 >= usual && length <= usual * 2
}

/// Whether the numbers stand where pages break.
fn are_pages(text: &str, lines: &[Range<usize>], pages: &[Candidate]) -> bool {
    let broken = pages.iter().filter(|page| page.number > 1 && page.breaks).count();
    let breaks = pages.iter().filter(|page| page.number > 1).count();
    let mut lengths: Vec<usize> = pages.windows(2).map(|pair| lines[pair[1].line].start - lines[pair[0].line].start).collect();
    if lengths.is_empty() {
        // The first page has no number: it is what stands above the second.
        lengths.push(lines[pages[0].line].start - lines[pages[0].line.saturating_sub(1)].start);
    }
    let last_page = text[lines[pages[pages.len() - 1].line].clone()].len();
    lengths.sort_unstable();
    let middle = lengths[lengths.len() / 2];
    let longest = lengths[lengths.len() - 1];
    let shortest_allowed = if breaks == 1 { LONE_PAGE } else { PAGE };
    middle >= shortest_allowed && longest <= SPREAD * middle && 5 * broken >= 3 * breaks && (last_page >= 30 || broken >= 3)
}

/// The title that the site prints again at the start of the first page, run into the text.
fn repeated_title(text: &str, lines: &[Range<usize>], first: &Candidate) -> Option<Cut> {
    let start = lines[first.line].start + first.length;
    let body = &text[start..lines[first.line].end];
    let above = lines[..first.line].iter().rev().take(12).map(|line| &text[line.clone()]);
    let title = above.filter(|line| line.chars().count() >= 6).find(|line| body.len() > line.len() && body.starts_with(*line))?;
    let range = start..start + title.len();
    Some(Cut { range: range.clone(), with: "", what: Some(("running-head", range)) })
}
