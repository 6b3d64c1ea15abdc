//! A title that names a kind of document, over one line or several.

use super::{FoundTitle, LONGEST, balanced, without_file_ending, without_number};
use crate::head::kind;
use crate::head::unit_name::is_unit_name;

/// Lines that a title may be spread over.
const MOST_LINES: usize = 5;
/// Characters of a title that needs nothing above it, and of the longest word of a bar.
const STANDS_ALONE: usize = 12;
const WORD_OF_BAR: usize = 8;

/// A title whose last line names a kind of document: the longest run of lines from `first` that does.
pub(super) fn with_kind(lines: &[&str], usable: &[bool], first: usize) -> Option<FoundTitle> {
    let mut joined = String::new();
    let mut found = None;
    for index in first..lines.len().min(first + MOST_LINES) {
        if !usable[index] || (found.is_some() && !continues(&joined, lines[index]) && !goes_on_in(&joined, lines[index])) {
            break;
        }
        // 法规库 above a title that stands well without it is the site's.
        if index == first + 1
            && found.is_none()
            && lines[index].contains("关于")
            && !continues_name(lines[first])
            && !parts_name(lines[first], lines[index])
            && kind::of_title(lines[index]).is_some()
        {
            return None;
        }
        // Words of a bar above a title that stands well without them.
        if index > first
            && found.is_none()
            && lines[index].chars().count() >= STANDS_ALONE
            && lines[first..index].iter().all(|line| line.chars().count() <= WORD_OF_BAR && !continues_name(line))
            && !parts_name(lines[index - 1], lines[index])
            && kind::of_title(lines[index]).is_some()
        {
            return None;
        }
        // A letterhead that the title below names again.
        if index == first + 1 && found.is_none() && names_again(lines[first], lines[index]) && kind::of_title(lines[index]).is_some() {
            return None;
        }
        join(&mut joined, without_file_ending(lines[index]));
        if joined.chars().count() > LONGEST {
            break;
        }
        if balanced(&joined) && kind::of_title(&joined).is_some() {
            found = Some(FoundTitle { title: without_number(&joined), next: index + 1, inside: 0, number: None });
        } else if found.is_none() && index > first && !belongs_to_title(&joined) {
            return None;
        }
    }
    // A unit's own line above a title that stands well without it is a letterhead, unless 关于 follows it.
    found
}

/// Whether the title below a unit's line begins with that unit: 某省某市政府办公室 above 某市政府办公室转发….
fn names_again(unit: &str, title: &str) -> bool {
    const LEAST: usize = 5;
    let count = unit.chars().count();
    is_unit_name(unit) && unit.char_indices().take((count + 1).saturating_sub(LEAST)).any(|(at, _)| title.starts_with(&unit[at..]))
}

/// Whether a line can stand above 关于… as part of the title: a unit, or the beginning of a sentence.
fn continues_name(line: &str) -> bool {
    is_unit_name(line)
        || line.chars().count() > 12
        || line.contains(['《', '“', '年'])
        || ["中共", "关于"].iter().any(|word| line.contains(word))
}

/// Whether a line ends within the name of the unit that the next line's 关于 follows: 某市住房和城乡建设 / 局关于….
fn parts_name(line: &str, next: &str) -> bool {
    const LONGEST_REST: usize = 4;
    let rest = next.split("关于").next().filter(|rest| (1..=LONGEST_REST).contains(&rest.chars().count()));
    rest.is_some_and(|rest| is_unit_name(&format!("{line}{rest}")))
}

/// Whether a title that could end here goes on in the next line: `…方案` + `的通知`.
fn continues(title: &str, next: &str) -> bool {
    next.starts_with(['的', '》']) || is_edition(next) || (title.contains('《') && !balanced(title))
}

/// Whether a line end fell behind a word that names a kind too: 关于开展物资规范 / 化管理自查自纠工作的通知.
fn goes_on_in(title: &str, next: &str) -> bool {
    title.contains("关于") && !title.contains('的') && !next.contains("关于") && next.contains('的') && kind::of_title(next).is_some()
}

/// Whether a line is a bracket that belongs to the title, `（试行）`; one with a date or 通过 tells the document's history.
fn is_edition(line: &str) -> bool {
    let bracketed = line.starts_with(['（', '(']) && line.ends_with(['）', ')']);
    // （第11期）
    let issue = line.contains('第') && line.contains('期');
    bracketed && !issue && line.chars().count() <= 10 && !line.contains(['年', '月', '日']) && !line.contains("通过")
}

/// Whether lines that name no kind yet can be the first lines of a title.
fn belongs_to_title(joined: &str) -> bool {
    joined.contains("关于") || joined.contains('《') || is_unit_name(joined) || joined.chars().count() <= 50
}

/// Joins two lines of a title; Latin words keep a space between them.
fn join(title: &mut String, line: &str) {
    let meet = title.chars().next_back().is_some_and(|left| left.is_ascii_alphanumeric())
        && line.starts_with(|right: char| right.is_ascii_alphanumeric());
    if meet {
        title.push(' ');
    }
    title.push_str(line);
}
