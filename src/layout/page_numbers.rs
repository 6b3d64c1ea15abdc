//! Page numbers and running heads: lines of their own, and with [`numbers_in_sentences`] those that fell into a sentence.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Furniture;
use super::lines::{Cut, Lined, whole_line};
use super::numbers_in_sentences::{WORD, numbers_in_sentences};
use super::signs::{End, Size, end, is_blank, is_prose, size, stands_alone};
use super::wraps::RAGGED;
use crate::repair::pair_model;
use crate::word_table::CharacterSet;

pub(super) const KIND: &str = "page-number";
/// Longest page line, in bytes.
const LONGEST: usize = 48;
/// Shortest stretch of text, in bytes, between two bare numbers that count pages.
pub(super) const PAGE: usize = 600;
/// Pages of a text in which heads run, and how many of them have the head at least.
const PAGES: usize = 3;
const HEADS: usize = 2;

/// What a page line is made of, number signs aside; `#` is a number. Spaces do not count, letters are lower case.
const FORMS: &[&str] = &[
    "-#-",
    "—#—",
    "–#–",
    "－#－",
    "―#―",
    "──#──",
    "——#——",
    "~#~",
    "～#～",
    "·#·",
    "・#・",
    "•#•",
    "第#页",
    "-第#页-",
    "—第#页—",
    "第#页共#页",
    "第#页/共#页",
    "第#页,共#页",
    "第#页，共#页",
    "第#页(共#页)",
    "第#页（共#页）",
    "(第#页)",
    "（第#页）",
    "共#页",
    "共#页第#页",
    "共#页,第#页",
    "共#页，第#页",
    "#/#页",
    "page",
    "page#",
    "page#of#",
    "page#/#",
    "p#",
    "p.#",
    "page-#-",
    "pagepage",
    "page\\*mergeformat",
    "page\\*mergeformat#",
    "page\\*mergeformat-#-",
    "numpages",
    "-page-",
    "—page—",
    "第page页",
    "第page页共numpages页",
];

/// Characters beyond ASCII that page lines begin with.
static WIDE_BEGINNINGS: CharacterSet = CharacterSet::of("第共—–－―─～・•（");

/// All that page lines are made of.
static IN_FORMS: LazyLock<CharacterSet> = LazyLock::new(|| {
    let blanks: String = ('\0'..='\u{3000}').filter(|&character| is_blank(character)).collect();
    let forms = FORMS.concat();
    CharacterSet::of(&[&forms, &forms.to_ascii_uppercase(), "0123456789０１２３４５６７８９", &blanks].concat())
});

/// Takes out page numbers and the running heads beside them.
pub fn without_page_numbers(lined: Lined, removed: &mut Vec<Furniture>) -> Lined {
    let (content, lines) = (lined.text.as_str(), &lined.lines);
    let mut is_page: Vec<bool> = lines.iter().map(|line| is_page_line(&content[line.clone()])).collect();
    mark_bare_numbers(content, lines, &mut is_page);
    mark_two_line_fields(content, lines, &mut is_page);
    let is_head = running_heads(content, lines, &is_page);
    let mut cuts = line_cuts(content, lines, &is_page, &is_head);
    let mut inline = numbers_in_sentences(content, lines);
    inline.retain(|cut| {
        let after = cuts.partition_point(|line| line.range.end <= cut.range.start);
        cuts.get(after).is_none_or(|line| cut.range.end <= line.range.start)
    });
    cuts.append(&mut inline);
    lined.apply(cuts, removed)
}

/// Whether a line is nothing but a page number in one of [`FORMS`].
fn is_page_line(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let first = line.as_bytes()[0];
    // Han characters but 第 and 共 begin no page line; most lines end here, and hardly one is written out to be compared.
    if first >= 0xE0 && !line.starts_with(|first| WIDE_BEGINNINGS.contains(first)) || !line.chars().all(|own| IN_FORMS.contains(own)) {
        return false;
    }
    let mut form = String::with_capacity(line.len());
    for character in line.chars().filter(|&character| !is_blank(character)) {
        match character {
            '0'..='9' | '０'..='９' => {
                if !form.ends_with('#') {
                    form.push('#');
                }
            }
            other => form.push(other.to_ascii_lowercase()),
        }
    }
    FORMS.contains(&form.as_str())
}

/// Bare numbers on lines of their own, where they count up by one, a page apart, and most stand in mid-sentence.
fn mark_bare_numbers(text: &str, lines: &[Range<usize>], is_page: &mut [bool]) {
    let number = |index: usize| -> Option<u32> {
        let line = &text[lines[index].clone()];
        (line.len() <= 3 && line.bytes().all(|byte| byte.is_ascii_digit())).then(|| line.parse().ok()).flatten()
    };
    let mut chain: Vec<(usize, u32)> = Vec::new();
    let mut chains: Vec<Vec<(usize, u32)>> = Vec::new();
    for index in 0..lines.len() {
        let Some(number) = number(index) else { continue };
        match chain.last() {
            Some(&(last, before)) if number == before + 1 && lines[index].start - lines[last].end >= PAGE => chain.push((index, number)),
            _ => {
                chains.push(std::mem::take(&mut chain));
                chain.push((index, number));
            }
        }
    }
    chains.push(chain);
    for chain in chains.into_iter().filter(|chain| chain.len() >= 2) {
        let breaks = chain.iter().filter(|&&(index, _)| runs_on(text, lines, index, index)).count();
        let at_end = chain.last().is_some_and(|&(index, _)| index + 1 == lines.len());
        if 2 * breaks >= chain.len() || chain.len() >= 3 && breaks >= 1 && at_end {
            for (index, _) in chain {
                is_page[index] = true;
            }
        }
    }
}

/// `PAGE` on a line and `-1-` on the next are one field; a lone number under `PAGE` is its value.
fn mark_two_line_fields(text: &str, lines: &[Range<usize>], is_page: &mut [bool]) {
    for index in 1..lines.len() {
        let line = &text[lines[index].clone()];
        let above = &text[lines[index - 1].clone()];
        is_page[index] |= is_page[index - 1]
            && above.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("page"))
            && line.len() <= 3
            && line.bytes().all(|byte| byte.is_ascii_digit());
    }
}

/// Whether the text runs on across the lines `first..=last`.
fn runs_on(text: &str, lines: &[Range<usize>], first: usize, last: usize) -> bool {
    let (Some(before), Some(after)) = (first.checked_sub(1).and_then(|index| lines.get(index)), lines.get(last + 1)) else {
        return false;
    };
    let (before, after) = (&text[before.clone()], &text[after.clone()]);
    let parts_a_word = || {
        let (left, right) = (before.chars().next_back(), after.chars().next());
        left.zip(right).and_then(|(left, right)| pair_model::bond(left, right)).is_some_and(|bond| bond >= WORD)
    };
    let open = match end(before) {
        End::Hanging => true,
        End::Open => is_prose(before) || before.chars().count() >= 20 || parts_a_word(),
        End::Bracket | End::Closed => false,
    };
    open && !stands_alone(after)
}

/// Short lines that stand beside page numbers again and again.
fn running_heads(text: &str, lines: &[Range<usize>], is_page: &[bool]) -> Vec<bool> {
    let mut is_head = vec![false; lines.len()];
    let pages = is_page.iter().filter(|&&page| page).count();
    if pages < PAGES {
        return is_head;
    }
    let mut beside: FxHashMap<&str, usize> = FxHashMap::default();
    let near = |index: usize| (index > 0 && is_page[index - 1]) || is_page.get(index + 1).is_some_and(|&page| page);
    for index in (0..lines.len()).filter(|&index| !is_page[index] && near(index)) {
        let line = &text[lines[index].clone()];
        if line.len() <= 120 {
            *beside.entry(line).or_default() += 1;
        }
    }
    for index in (0..lines.len()).filter(|&index| !is_page[index] && near(index)) {
        is_head[index] = beside.get(&text[lines[index].clone()]).is_some_and(|&count| count >= HEADS && 2 * count >= pages);
    }
    is_head
}

/// Cuts for the lines that are furniture; where the text runs on across them, its pieces are joined.
fn line_cuts(text: &str, lines: &[Range<usize>], is_page: &[bool], is_head: &[bool]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let is_furniture = |index: usize| is_page.get(index).is_some_and(|&page| page) || is_head.get(index).is_some_and(|&head| head);
        if !is_furniture(index) {
            index += 1;
            continue;
        }
        let first = index;
        while is_furniture(index) {
            index += 1;
        }
        let last = index - 1;
        let joined = runs_on(text, lines, first, last);
        // Where lines are wrapped, what joins them joins these too, and finds no line longer than the others.
        let wrapped = joined && is_wrapped(text, lines, first - 1);
        for line in first..=last {
            let kind = if is_page[line] { KIND } else { "running-head" };
            let mut cut = whole_line(text, lines, line, kind);
            if joined {
                let from = if line == first { lines[first - 1].end } else { lines[line].start };
                cut.range = from..lines[line + 1].start;
                cut.with = if wrapped && line == first { "\n" } else { "" };
            }
            cuts.push(cut);
        }
    }
    cuts
}

/// Whether a line is as wide as the one before it, which goes on in it.
fn is_wrapped(text: &str, lines: &[Range<usize>], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|before| &text[lines[before].clone()]) else { return false };
    let alike = |left: Size, right: Size| left.columns.abs_diff(right.columns) <= RAGGED;
    matches!(end(before), End::Open | End::Hanging)
        && size(before).zip(size(&text[lines[index].clone()])).is_some_and(|(before, own)| alike(before, own))
}
