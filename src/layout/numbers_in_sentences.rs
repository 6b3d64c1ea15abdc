//! Page numbers and page breaks that fell into a sentence: ` 12 `, `・88・`, `第3页 共7页`, `PAGE \* MERGEFORMAT 3`, `[page]`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::lines::Cut;
use super::page_numbers::{KIND, PAGE};
use super::signs::{End, end, is_han, is_prose, stands_alone};
use crate::repair::pair_model;

/// A number between spaces in mid-sentence.
#[derive(Debug, Clone)]
struct Lone {
    /// With the spaces.
    range: Range<usize>,
    number: u32,
    stands: Stands,
}

/// What a number stands between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// The parts of one word.
    InWord,
    /// Two characters, or a comma and a character.
    InSentence,
    /// The line's start and a character: it may count items as well.
    AtStart,
    /// Words that numbers stand between: it may count what follows as well (检查 4 所).
    Counting,
}

/// What follows a number that counts something.
const COUNTED: &str = "年月日号时点分秒周岁个名人次元万亿千百条项类种家所例份张台套批层级组户村镇乡县市区省支部届章节篇页期版天倍度米公吨克斤里亩间座栋床门场处起位本册部件字行学课国省多余大小是至到和与或第";
/// What precedes a number that belongs to the sentence.
const COUNTING: &str = "第共约近达满超过逾前后上下每各为是有至到和与或年月日于的了在仅近全";

/// Numbers that stand in mid-sentence where a page broke: they split a word, or count up from page to page.
pub fn numbers_in_sentences(text: &str, lines: &[Range<usize>]) -> Vec<Cut> {
    let mut found = lone_numbers(text);
    if !found.is_empty() {
        found.extend(lines.iter().filter_map(|line| number_at_start(text, line)));
        found.sort_by_key(|lone| lone.range.start);
    }
    // Numbers that count things come in any order.
    if !found.is_sorted_by(|left, right| right.number == left.number + 1) {
        found.retain(|lone| lone.stands != Stands::Counting);
    }
    let mut taken = vec![false; found.len()];
    for index in 0..found.len() {
        taken[index] |= found[index].stands == Stands::InWord;
        let follows = |left: &Lone, right: &Lone| {
            right.number == left.number + 1
                && right.range.start - left.range.end >= PAGE
                && [left, right].into_iter().any(|lone| matches!(lone.stands, Stands::InWord | Stands::InSentence))
        };
        if index > 0 && follows(&found[index - 1], &found[index]) {
            taken[index] = true;
            taken[index - 1] = true;
        }
    }
    let mut cuts: Vec<Cut> = (found.iter().zip(taken))
        .filter(|&(_, taken)| taken)
        .map(|(lone, _)| {
            let words = &text[lone.range.clone()];
            let digits = lone.range.start + words.len() - words.trim_start().len()..lone.range.end - 1;
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
        let Some((end, number)) = number_and_space(text, at + 1) else { continue };
        done = end - 1;
        let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[end..].chars().next()) else { continue };
        let in_sentence = is_han(before) || matches!(before, '，' | ',' | '、');
        if !in_sentence || !is_han(after) {
            continue;
        }
        let stands = if COUNTING.contains(before) || COUNTED.contains(after) {
            Stands::Counting
        } else if pair_model::bond(before, after).is_some_and(|bond| bond >= WORD) {
            Stands::InWord
        } else {
            Stands::InSentence
        };
        found.push(Lone { range: at..end, number, stands });
    }
    found
}

/// The number with a space behind it that a line begins with.
fn number_at_start(text: &str, line: &Range<usize>) -> Option<Lone> {
    text.as_bytes()[line.start].is_ascii_digit().then_some(())?;
    let (end, number) = number_and_space(text, line.start).filter(|&(end, _)| end < line.end)?;
    let after = text[end..].chars().next()?;
    (is_han(after) && !COUNTED.contains(after)).then_some(Lone { range: line.start..end, number, stands: Stands::AtStart })
}

/// The end of up to three digits and a space, and their value.
fn number_and_space(text: &str, start: usize) -> Option<(usize, u32)> {
    let bytes = &text.as_bytes()[start..];
    let digits = bytes.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    (digits <= 3 && bytes.get(digits) == Some(&b' ')).then_some(())?;
    Some((start + digits + 1, text[start..start + digits].parse().ok()?))
}

/// Nats from which two characters are taken for parts of one word.
pub(super) const WORD: f32 = 4.0;

/// The dots on both sides of a page number.
static DOTS: LazyLock<[(&str, Finder); 2]> = LazyLock::new(|| ["・", "·"].map(|dot| (dot, Finder::new(dot))));

/// `・88・` and `第3页 共7页` in mid-line.
fn marked_numbers(text: &str) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for (dot, finder) in DOTS.iter() {
        let mut at = 0;
        while let Some(found) = finder.find(&text.as_bytes()[at..]) {
            let start = at + found;
            at = start + dot.len();
            let digits = text.as_bytes()[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
            let end = at + digits + dot.len();
            if digits == 0 || digits > 3 || text.get(at + digits..end) != Some(*dot) {
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
    cuts.extend(fields_in_sentences(text));
    // One look for both, as hardly any text has more than a few 页.
    let pages: Vec<usize> = PAGE_WORD.find_iter(text.as_bytes()).collect();
    for of in ["页共", "页 共"] {
        for range in pages.iter().filter(|&&at| text[at..].starts_with(of)).filter_map(|&at| page_of_pages(text, at)) {
            cuts.push(Cut { range: with_line_end(text, range.clone()), with: "", what: Some((KIND, range)) });
        }
    }
    cuts
}

/// What the fields of a word processor that count pages hold.
const FIELD: &str = "MERGEFORMAT";
static FIELD_NAME: LazyLock<Finder> = LazyLock::new(|| Finder::new(FIELD));
static PAGE_WORD: LazyLock<Finder> = LazyLock::new(|| Finder::new("页"));

/// Fields of a word processor and breaks of a site's pages that stand where the page ended: `PAGE \* MERGEFORMAT 3`, `[page]`.
fn fields_in_sentences(text: &str) -> Vec<Cut> {
    const BREAKS: [&str; 4] = ["[page]", "[nextpage]", "[Page]", "[NextPage]"];
    let mut cuts = Vec::new();
    for end in memchr::memchr_iter(b']', text.as_bytes()).map(|at| at + 1) {
        if let Some(mark) = BREAKS.iter().find(|mark| text[..end].ends_with(**mark)) {
            let range = end - mark.len()..end;
            cuts.push(Cut { range: range.clone(), with: "", what: Some((KIND, range)) });
        }
    }
    for at in FIELD_NAME.find_iter(text.as_bytes()) {
        let before = text[..at].trim_end_matches([' ', '\\', '*']);
        let Some(start) = before.strip_suffix("PAGE").map(str::len) else { continue };
        let after = text[at + FIELD.len()..].trim_start_matches(' ');
        let end = text.len() - after.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let range = start..end.max(at + FIELD.len());
        cuts.push(Cut { range: with_line_end(text, range.clone()), with: "", what: Some((KIND, range)) });
    }
    cuts
}

/// A page's mark at the end of a line, with the line end where the sentence goes on behind it.
fn with_line_end(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(after) = text[range.end..].strip_prefix('\n') else { return range };
    let line = after.lines().next().unwrap_or_default();
    let before = text[..range.start].lines().next_back().unwrap_or_default();
    let open = matches!(end(before), End::Open | End::Hanging) && is_prose(before);
    if open && !line.is_empty() && !stands_alone(line) { range.start..range.end + 1 } else { range }
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
