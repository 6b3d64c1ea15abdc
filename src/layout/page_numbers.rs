//! Page numbers and running heads: lines of their own, and numbers that fell into a sentence.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Furniture;
use super::lines::{Cut, Lined, whole_line};
use super::signs::{End, end, is_blank, is_han, is_prose, stands_alone};
use crate::repair::pair_model;

const KIND: &str = "page-number";
/// Longest page line, in bytes.
const LONGEST: usize = 48;
/// Shortest stretch of text, in bytes, between two bare numbers that count pages.
const PAGE: usize = 600;
/// A running head stands on at least this many pages.
const PAGES: usize = 3;

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

/// Takes out page numbers and the running heads beside them.
pub fn without_page_numbers(lined: Lined, removed: &mut Vec<Furniture>) -> Lined {
    let (content, lines) = (lined.text.as_str(), &lined.lines);
    let mut is_page: Vec<bool> = lines.iter().map(|line| is_page_line(&content[line.clone()])).collect();
    mark_bare_numbers(content, lines, &mut is_page);
    mark_two_line_fields(content, lines, &mut is_page);
    let is_head = running_heads(content, lines, &is_page);
    let mut cuts = line_cuts(content, lines, &is_page, &is_head);
    let mut inline = numbers_in_sentences(content);
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
    // Han characters but 第 and 共 begin no page line; most lines end here.
    if first >= 0xE0 && !line.starts_with(['第', '共', '—', '–', '－', '―', '─', '～', '・', '•', '（']) {
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
        is_head[index] = beside.get(&text[lines[index].clone()]).is_some_and(|&count| count >= PAGES && 2 * count >= pages);
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
        for line in first..=last {
            let kind = if is_page[line] { KIND } else { "running-head" };
            let mut cut = whole_line(text, lines, line, kind);
            if joined {
                let from = if line == first { lines[first - 1].end } else { lines[line].start };
                cut.range = from..lines[line + 1].start;
            }
            cuts.push(cut);
        }
    }
    cuts
}

/// A number between spaces in mid-sentence.
#[derive(Debug, Clone)]
struct Lone {
    /// With the spaces.
    range: Range<usize>,
    number: u32,
    /// The characters around it are parts of one word.
    splits_word: bool,
}

/// What follows a number that counts something.
const COUNTED: &str = "年月日号时点分秒周岁个名人次元万亿千百条项类种家所例份张台套批层级组户村镇乡县市区省支部届章节篇页期版天倍度米公吨克斤里亩间座栋床门场处起位本册部件字行学课国省多余大小是至到和与或第";
/// What precedes a number that belongs to the sentence.
const COUNTING: &str = "第共约近达满超过逾前后上下每各为是有至到和与或年月日于的了在仅近全";

/// Numbers that stand in mid-sentence where a page broke: they split a word, or count up from page to page.
fn numbers_in_sentences(text: &str) -> Vec<Cut> {
    let found = lone_numbers(text);
    let mut taken = vec![false; found.len()];
    for index in 0..found.len() {
        taken[index] |= found[index].splits_word;
        let follows = |left: &Lone, right: &Lone| right.number == left.number + 1 && right.range.start - left.range.end >= PAGE;
        if index > 0 && follows(&found[index - 1], &found[index]) {
            taken[index] = true;
            taken[index - 1] = true;
        }
    }
    let mut cuts: Vec<Cut> = (found.iter().zip(taken))
        .filter(|&(_, taken)| taken)
        .map(|(lone, _)| {
            let digits = lone.range.start + 1..lone.range.end - 1;
            Cut { range: lone.range.clone(), with: "", what: Some((KIND, digits)) }
        })
        .collect();
    cuts.extend(marked_numbers(text));
    cuts
}

fn lone_numbers(text: &str) -> Vec<Lone> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut done = 0;
    for at in memchr::memchr_iter(b' ', bytes) {
        if at < done || !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let digits = bytes[at + 1..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let end = at + 1 + digits;
        if digits > 3 || bytes.get(end) != Some(&b' ') {
            continue;
        }
        done = end;
        let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[end + 1..].chars().next()) else { continue };
        if !is_han(before) || !is_han(after) || COUNTED.contains(after) || COUNTING.contains(before) {
            continue;
        }
        let Ok(number) = text[at + 1..end].parse() else { continue };
        let splits_word = pair_model::bond(before, after).is_some_and(|bond| bond >= WORD);
        found.push(Lone { range: at..end + 1, number, splits_word });
    }
    found
}

/// Nats from which two characters are taken for parts of one word.
const WORD: f32 = 4.0;

/// `・88・` and `第3页 共7页` in mid-line.
fn marked_numbers(text: &str) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for dot in ["・", "·"] {
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], dot.as_bytes()) {
            let start = at + found;
            at = start + dot.len();
            let digits = text.as_bytes()[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
            let end = at + digits + dot.len();
            if digits == 0 || digits > 3 || text.get(at + digits..end) != Some(dot) {
                continue;
            }
            // Between spaces, or it is part of something.
            let spaced = text[..start].ends_with([' ', '\u{3000}']) && text[end..].starts_with([' ', '\u{3000}', '\n']);
            if spaced {
                let space = text[end..].chars().next().filter(|&space| space != '\n').map_or(0, char::len_utf8);
                cuts.push(Cut { range: start..end + space, with: "", what: Some((KIND, start..end)) });
            }
            at = end;
        }
    }
    for of in ["页共", "页 共"] {
        for at in memchr::memmem::find_iter(text.as_bytes(), of) {
            if let Some(range) = page_of_pages(text, at) {
                cuts.push(Cut { range: range.clone(), with: "", what: Some((KIND, range)) });
            }
        }
    }
    cuts
}

/// The range of `第3页 共7页` whose first 页 stands at `at`.
fn page_of_pages(text: &str, at: usize) -> Option<Range<usize>> {
    let is_number = |character: char| character.is_ascii_digit() || character == ' ';
    let left = text[..at].trim_end_matches(is_number);
    let digits = text[left.len()..at].trim();
    let start = left.strip_suffix('第')?.len();
    let rest = text[at + "页".len()..].trim_start_matches(' ').strip_prefix('共')?;
    let after = rest.trim_start_matches(is_number);
    let total = rest[..rest.len() - after.len()].trim();
    let after = after.strip_prefix('页')?;
    let is_short = |digits: &str| (1..=4).contains(&digits.len());
    (is_short(digits) && is_short(total)).then(|| start..text.len() - after.len())
}
