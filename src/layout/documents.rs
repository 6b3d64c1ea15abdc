//! The documents that a file holds: collections with header lines, and notices one after another.

use std::ops::Range;

use memchr::memmem::Finder;

use super::lines::{Ahead, Lined, whole_line};
use super::signs::{is_addressee_line, is_date_line, is_title};
use super::{Furniture, PaperDocument};
use crate::head::title::is_letterhead;
use crate::head::{kind, number, tail};
use crate::numeral;

/// Header lines of a collection: what stands before and behind the number.
const HEADERS: &[(&str, &str)] = &[
    ("第", "篇"),
    ("篇", ""),
    ("范文", ""),
    ("范文第", "篇"),
    ("【第", "篇】"),
    ("【篇", "】"),
    ("[第", "篇]"),
    ("（第", "篇）"),
    ("文档", ""),
];

/// What parts the number from the title.
const PARTING: &[char] = &['：', ':', ' ', '\u{3000}', '、', '.', '．', '】', ']'];

/// Longest stretch above the first header, in paragraphs, that is the page's own heading and no document.
const INTRODUCTION: usize = 3;

/// Longest line, in bytes, that a document number stands in.
const NUMBER_LINE: usize = 120;

/// Lines that end a notice, by their beginnings.
const LAST_LINES: &[&str] = &["抄送", "抄报", "主题词", "共印", "附件", "附：", "附:", "校对", "打字", "联系人", "（此件", "(此件"];

/// Takes out the header lines of a collection and says which paragraphs make which document.
pub fn split(lined: Lined, removed: &mut Vec<Furniture>) -> (Lined, Vec<PaperDocument>) {
    let (content, paragraphs) = (lined.text.as_str(), &lined.lines);
    if paragraphs.is_empty() {
        return (lined, Vec::new());
    }
    let headers = headers(content, paragraphs);
    if headers.is_empty() {
        let starts = notice_starts(content, paragraphs, 0..paragraphs.len());
        let documents = between(&starts, paragraphs.len()).map(|paragraphs| PaperDocument { paragraphs, collection_title: None }).collect();
        return (lined, documents);
    }
    let mut out = vec![false; paragraphs.len()];
    for &(index, _) in &headers {
        out[index] = true;
    }
    let first = headers[0].0;
    let introduced = first <= INTRODUCTION;
    if introduced {
        out[..first].fill(true);
    }
    // Paragraphs are counted as they will be without the header lines.
    let mut kept = 0;
    let mut documents = Vec::new();
    if !introduced {
        documents.push(PaperDocument { paragraphs: 0..first, collection_title: None });
        kept = first;
    }
    for (position, &(index, title)) in headers.iter().enumerate() {
        let end = headers.get(position + 1).map_or(paragraphs.len(), |next| next.0);
        let count = end - index - 1;
        if count > 0 {
            documents.push(PaperDocument { paragraphs: kept..kept + count, collection_title: Some(title.to_owned()) });
            kept += count;
        }
    }
    if documents.is_empty() {
        // Nothing but headers: a list of contents is a text too.
        let count = paragraphs.len();
        return (lined, vec![PaperDocument { paragraphs: 0..count, collection_title: None }]);
    }
    let cuts = (0..paragraphs.len()).filter(|&index| out[index]).map(|index| whole_line(content, paragraphs, index, "collection-header"));
    let cuts = cuts.collect();
    (lined.apply(cuts, removed), documents)
}

/// The title that a collection's header line names.
pub fn header_title(line: &str) -> Option<&str> {
    header(line).map(|(_, title)| title)
}

/// Number and title of a header line.
fn header(line: &str) -> Option<(u32, &str)> {
    if line.len() > 360 {
        return None;
    }
    // Few lines begin as a form does and have its word.
    let may_be = match line.chars().next()? {
        '第' | '【' | '[' => line.contains('篇'),
        '（' => line.starts_with("（第") && line.contains('篇'),
        '范' => line.starts_with("范文"),
        '文' => line.starts_with("文档"),
        first => first == '篇',
    };
    if !may_be {
        return None;
    }
    HEADERS.iter().find_map(|&(before, after)| {
        let rest = line.strip_prefix(before)?.trim_start();
        let digits = rest.find(|character| !numeral::is_numeral(character)).filter(|&digits| digits > 0)?;
        let numeral = numeral::number(&rest[..digits])?;
        let rest = rest[digits..].trim_start().strip_prefix(after)?;
        let title = rest.trim_start_matches(PARTING);
        let parted = title.len() < rest.len() || after.ends_with(['】', ']', '）']);
        (parted && title.chars().count() >= 4).then(|| (numeral, title.trim_end_matches(['.', '．', '。', ' '])))
    })
}

/// The header lines, if they count up from one and name documents.
fn headers<'text>(text: &'text str, paragraphs: &[Range<usize>]) -> Vec<(usize, &'text str)> {
    let mut found: Vec<(usize, u32, &str)> = Vec::new();
    for (index, range) in paragraphs.iter().enumerate() {
        let line = &text[range.clone()];
        if let Some((number, title)) = header(line) {
            let expected = found.last().map_or(1, |last| last.1 + 1);
            if number == expected || number == 1 {
                found.push((index, number, title));
            }
        }
    }
    let highest = found.iter().map(|header| header.1).max().unwrap_or(0);
    let names_document = |&&(index, _, title): &&(usize, u32, &str)| {
        kind::of_title(title).is_some() || kind::is_paper(Some(title), "") || repeats(text, paragraphs, index, title)
    };
    let named = found.iter().filter(names_document).count();
    if highest < 2 || 2 * named < found.len() {
        return Vec::new();
    }
    found.into_iter().map(|(index, _, title)| (index, title)).collect()
}

/// Whether the paragraph behind a header begins as its title does.
fn repeats(text: &str, paragraphs: &[Range<usize>], index: usize, title: &str) -> bool {
    let beginning: String = title.chars().take(6).collect();
    paragraphs.get(index + 1).is_some_and(|next| text[next.clone()].starts_with(&beginning))
}

/// The stretches between starts.
fn between(starts: &[usize], end: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    starts.iter().enumerate().map(move |(position, &start)| start..starts.get(position + 1).copied().unwrap_or(end))
}

/// Where notices begin in a file that holds them one after another; the first is the start of the range.
fn notice_starts(text: &str, paragraphs: &[Range<usize>], within: Range<usize>) -> Vec<usize> {
    let mut starts = vec![within.start];
    let signed = signed(text, paragraphs);
    let mut forwards = forwards_another(text, paragraphs, within.start);
    let mut since = 0;
    for index in within.start + 1..within.end {
        let last = starts.len() - 1;
        // A notice has a title, addressees and something to say.
        if index < starts[last] + 3
            || !begins_notice(text, paragraphs, &signed, index, starts[last])
            || !says_something(text, &paragraphs[starts[last]..index])
        {
            continue;
        }
        if forwards && since == 0 {
            // What a 转发 notice carries stays in it.
            since += 1;
            continue;
        }
        starts.push(index);
        forwards = forwards_another(text, paragraphs, index);
        since = 0;
    }
    starts
}

/// Whether any of the paragraphs is a sentence: a letterhead and a number are no notice yet.
fn says_something(text: &str, paragraphs: &[Range<usize>]) -> bool {
    paragraphs.iter().any(|range| text[range.clone()].contains(['。', '：', ':', '；']))
}

/// Whether a new notice begins at the paragraph: with a letterhead, a number or a title, and what goes with it.
fn begins_notice(text: &str, paragraphs: &[Range<usize>], signed: &[bool], index: usize, start: usize) -> bool {
    let line = |index: usize| paragraphs.get(index).map(|range| &text[range.clone()]);
    let Some(own) = line(index).filter(|own| own.len() <= 240) else { return false };
    let is_number = |index: usize| {
        signed.get(index) == Some(&true)
            && line(index).is_some_and(|words| {
                (words.ends_with('号') || words.contains("号 ") || words.contains("签发")) && number::in_head_line(words, 0).is_some()
            })
    };
    let head = |first: usize| (first..first + 4).find(|&at| line(at).is_some_and(is_title));
    if own.len() <= 90 && own.ends_with(['件', '文', '函']) && is_letterhead(own) {
        return is_number(index + 1) && head(index + 2).is_some();
    }
    if is_number(index) && !own.contains("关于") {
        // Its letterhead began the notice.
        if line(index - 1).is_some_and(is_letterhead) && index - 1 > start {
            return false;
        }
        let Some(title) = head(index + 1) else { return false };
        return ended(text, paragraphs, index) || (title + 1..title + 3).any(|at| line(at).is_some_and(is_addressee_line));
    }
    let below = if is_number(index + 1) { index + 2 } else { index + 1 };
    line(below).is_some_and(is_addressee_line)
        && own.contains("关于")
        && is_title(own)
        && !(is_number(index - 1) || line(index - 1).is_some_and(is_letterhead))
        && ended(text, paragraphs, index)
}

/// Which short paragraphs 号 or 签 stands in: hardly one in ten, and only they can hold a document number.
fn signed(text: &str, paragraphs: &[Range<usize>]) -> Vec<bool> {
    let bytes = text.as_bytes();
    let [number, signature] = ["号", "签"].map(Finder::new);
    let mut numbers = Ahead::of(|from| number.find(&bytes[from..]).map(|at| from + at));
    let mut signatures = Ahead::of(|from| signature.find(&bytes[from..]).map(|at| from + at));
    let mut is_signed = |paragraph| numbers.is_in(paragraph) || signatures.is_in(paragraph);
    paragraphs.iter().map(|paragraph| paragraph.len() <= NUMBER_LINE && is_signed(paragraph)).collect()
}

/// Whether a notice ends right above the paragraph: with its date, copies or imprint.
fn ended(text: &str, paragraphs: &[Range<usize>], index: usize) -> bool {
    let above = paragraphs[index.saturating_sub(2)..index].iter().map(|range| &text[range.clone()]);
    above
        .filter(|line| line.len() <= 240)
        .any(|line| is_date_line(line) || tail::is_printing_line(line) || LAST_LINES.iter().any(|last| line.starts_with(last)))
}

/// Whether the notice that begins at the paragraph passes on another one.
fn forwards_another(text: &str, paragraphs: &[Range<usize>], start: usize) -> bool {
    let head = paragraphs[start..].iter().take(6).map(|range| &text[range.clone()]);
    let passes_on = |line: &str| line.contains('转') && ["转发", "批转"].iter().any(|word| line.contains(word));
    head.filter(|line| line.len() <= 240).any(|line| passes_on(line) && is_title(line))
}
