//! Site chrome before and after a document.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Furniture;
use super::blocks::mark_blocks;
use super::chrome::{LICENCES, NAVIGATION, OWNERS};
use super::documents::header_title;
use super::lines::{Cut, Lined, lines, whole_line};
use super::signs::{is_blank, is_date_line, is_han};
use super::site_signs::{ENOUGH, LONGEST, is_border, signs};
use crate::head::title::without_file_ending;
use crate::head::unit_name::is_unit_name;
use crate::word_table::CharacterSet;

/// Lines from the start of the file in which chrome is looked for.
const HEAD: usize = 40;
/// Lines from its end.
pub(super) const TAIL: usize = 60;

/// Takes out site chrome at both ends of the text.
pub fn without_chrome(lined: Lined, removed: &mut Vec<Furniture>) -> Lined {
    let content = lined.text.as_str();
    let lines = ends(&lined);
    let chrome = find_chrome(content, &lines);
    let cuts: Vec<Cut> =
        (0..lines.len()).filter(|&index| chrome[index]).map(|index| whole_line(content, &lines, index, "site-chrome")).collect();
    drop(lines);
    lined.apply(cuts, removed)
}

/// The lines of the head and of the tail, so that the length of the text between costs nothing.
fn ends(lined: &Lined) -> Cow<'_, [Range<usize>]> {
    const REACH: usize = (HEAD + TAIL) * LONGEST * 4;
    let text = lined.text.as_str();
    if text.len() <= 4 * REACH {
        return Cow::Borrowed(&lined.lines);
    }
    let tail = text.ceil_char_boundary(text.len() - REACH);
    let mut found = lines(&text[..text.floor_char_boundary(REACH)]);
    // The last one may be cut.
    found.pop();
    found.truncate(HEAD);
    let mut last: Vec<_> = lines(&text[tail..]).into_iter().skip(1).map(|line| line.start + tail..line.end + tail).collect();
    let surplus = last.len().saturating_sub(TAIL);
    found.extend(last.drain(surplus..));
    Cow::Owned(found)
}

/// Which lines are chrome.
fn find_chrome(text: &str, lines: &[Range<usize>]) -> Vec<bool> {
    let count = lines.len();
    let in_reach = |index: usize| index < HEAD || index + TAIL >= count;
    let mut weights: Vec<u8> = (0..count).map(|index| if in_reach(index) { signs(&text[lines[index].clone()]).0 } else { 0 }).collect();
    let bars = |index: usize| in_reach(index) && is_only_bars(&text[lines[index].clone()]);
    // The site's own name above its other signs.
    for index in 0..count.min(SITE_NAME_WITHIN) {
        if weights[index] == 0 && is_site_name(&text[lines[index].clone()]) {
            weights[index] = 1;
        }
    }
    let mut chrome: Vec<bool> = weights.iter().enumerate().map(|(index, &weight)| weight >= ENOUGH || bars(index)).collect();
    // A weak sign counts beside another: `大小：` between `ID：` and `页数：`.
    for index in 0..count {
        let around = index.saturating_sub(2)..(index + 3).min(count);
        let beside: u8 = around.filter(|&other| other != index).map(|other| weights[other]).fold(0, u8::saturating_add);
        chrome[index] |= weights[index] == 1 && beside >= ENOUGH;
    }
    mark_named_titles(text, lines, &mut chrome);
    // A site's name with what the page is about needs other chrome near the top, not beside it: its title stands between.
    let near = |chrome: &[bool]| chrome.iter().take(SITE_NAME_REACH).any(|&is_chrome| is_chrome);
    if lines.first().is_some_and(|line| has_parts(&text[line.clone()]) && (near(&chrome) || is_named_below(text, line, lines, &chrome))) {
        chrome[0] |= weights[0] == 1;
    }
    if !chrome.contains(&true) {
        return chrome;
    }
    mark_columns(text, lines, &mut chrome);
    mark_sizes(text, lines, &mut chrome);
    mark_blocks(text, lines, &weights, &mut chrome);
    mark_particulars(text, lines, &mut chrome);
    mark_owners(text, lines, &mut chrome);
    mark_owners_below(text, lines, &weights, &mut chrome);
    mark_stretches_between(text, lines, &mut chrome);
    mark_site_names(text, lines, &mut chrome);
    mark_navigation_between(text, lines, &mut chrome);
    mark_repeated_titles(text, lines, &mut chrome);
    chrome
}

/// Whether a line is what a converter left of a page's frame: `|`, or the × of a box.
fn is_only_bars(line: &str) -> bool {
    let frame = |character| is_blank(character) || matches!(character, '|' | '｜' | '×');
    line.len() <= 40 && line.starts_with(['|', '｜', '×']) && line.chars().all(frame)
}

/// The other particulars of a portal's block: 名称：, 责任部门： between 索引号： and 生成日期：, or right below two such.
fn mark_particulars(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    const REACH: usize = 24;
    /// What only the block may tell of the document.
    const KEPT: [&str; 4] = ["文号", "发文字号", "标题", "文件编号"];
    let is_particular = |index: usize| {
        let line = &text[lines[index].clone()];
        let Some((label, value)) = line.split_once(['：', ':']).filter(|_| header_title(line).is_none()) else { return false };
        let label: String = label.chars().filter(|&character| !is_blank(character)).take(8).collect();
        !value.trim().is_empty()
            && !value.contains('。')
            && (2..=6).contains(&label.chars().count())
            && label.chars().all(is_han)
            && !KEPT.contains(&label.as_str())
    };
    for index in 1..lines.len().min(REACH) {
        if chrome[index] || !chrome[index - 1] || !is_particular(index) {
            continue;
        }
        let above = (index.saturating_sub(3)..index).filter(|&above| chrome[above] && is_particular(above)).count();
        chrome[index] = above >= 2 || above >= 1 && chrome.get(index + 1) == Some(&true);
    }
    // The first of them, between the trail and the others.
    for index in (1..lines.len().saturating_sub(2).min(REACH)).rev() {
        if chrome[index] || !chrome[index - 1] {
            continue;
        }
        let below = (index + 1..index + 3).filter(|&below| chrome[below] && is_particular(below)).count();
        chrome[index] = below == 2 && is_particular(index);
    }
}

/// The site's owners and their address stand above its licence: 主办单位：….
fn mark_owners(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    let tail = lines.len().saturating_sub(TAIL);
    let licence = |index: &usize| LICENCES.iter().any(|word| text[lines[*index].clone()].contains(word));
    let Some(last) = (tail..lines.len()).rev().filter(|&index| chrome[index]).find(licence) else { return };
    for index in (tail..last).rev() {
        let line = text[lines[index].clone()].trim_start_matches(is_border);
        if !chrome[index] && !OWNERS.iter().any(|owner| line.starts_with(owner)) {
            break;
        }
        chrome[index] = true;
    }
}

/// The same below the document's date, beside other chrome.
fn mark_owners_below(text: &str, lines: &[Range<usize>], weights: &[u8], chrome: &mut [bool]) {
    const LAST: usize = 12;
    let tail = lines.len().saturating_sub(TAIL);
    let line = |index: usize| text[lines[index].clone()].trim_start_matches(is_border);
    let date = (tail..lines.len()).rev().find(|&index| weights[index] == 0 && is_date_line(line(index)));
    // Without a date two of them in one line tell: 主办：… 承办：….
    let is_owner = |index: usize| {
        let named = || OWNERS.iter().filter(|owner| line(index).contains(**owner)).count();
        OWNERS.iter().any(|owner| line(index).starts_with(owner)) && (date.is_some_and(|date| date < index) || named() >= 2)
    };
    for index in lines.len().saturating_sub(LAST).max(tail + 1)..lines.len() {
        let beside = chrome[index - 1] || chrome.get(index + 1) == Some(&true);
        chrome[index] |= beside && is_owner(index);
    }
}

/// One or two short lines between chrome lines at the very start or end belong to the chrome.
fn mark_stretches_between(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    let count = lines.len();
    let is_short = |index: usize| text[lines[index].clone()].chars().count() <= 6;
    if let Some(first) = chrome.iter().position(|&is_chrome| is_chrome)
        && first <= 3
        && (0..first).all(is_short)
    {
        chrome[..first].fill(true);
    }
    if let Some(last) = chrome.iter().rposition(|&is_chrome| is_chrome)
        && last + 3 >= count
        && (last + 1..count).all(|index| is_short(index) && !is_date_line(&text[lines[index].clone()]))
    {
        chrome[last + 1..].fill(true);
    }
}

/// The name of the site's owner between two chrome lines at the very start.
fn mark_site_names(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    const REACH: usize = 6;
    for index in 1..lines.len().saturating_sub(1).min(REACH) {
        if chrome[index - 1] && chrome[index + 1] && is_unit_name(&text[lines[index].clone()]) {
            chrome[index] = true;
        }
    }
}

/// Words of a navigation bar, each in its line, between two chrome lines belong to them.
fn mark_navigation_between(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    let mut above = None;
    for index in 0..lines.len() {
        if chrome[index] {
            if let Some(above) = above {
                chrome[above..index].fill(true);
            }
            above = Some(index);
        } else if above.is_some() && !is_navigation_word(&text[lines[index].clone()], index) && !is_bar(&text[lines[index].clone()]) {
            above = None;
        }
    }
}

/// Whether a line is a word of a navigation bar: a usual one, or near the top any short one that names no kind of document.
fn is_navigation_word(line: &str, index: usize) -> bool {
    const TOP: usize = 12;
    let is_short = || line.len() <= 12 && line.chars().all(is_han) && crate::head::kind::of_title(line).is_none();
    NAVIGATION.contains(&line) || index < TOP && is_short()
}

/// A page's title with the site's name behind it, above the title itself: 关于…的通知-某大学.
fn mark_named_titles(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    const REACH: usize = 6;
    /// Bytes of a site's name, with the bar before it, or of a file's ending.
    const ENDING: usize = 60;
    static IN_ENDINGS: CharacterSet = CharacterSet::of("-_|—–.");
    for index in 0..lines.len().min(REACH) {
        let line = &text[lines[index].clone()];
        // Nearly no line ends so.
        if !IN_ENDINGS.is_in(&line[line.floor_char_boundary(line.len().saturating_sub(ENDING))..]) {
            continue;
        }
        let stem = without_file_ending(line);
        if stem.len() < line.len() && stem.len() >= 18 && lines.iter().take(4 * REACH).any(|other| &text[other.clone()] == stem) {
            chrome[index] = true;
            continue;
        }
        let Some(at) = line.rfind(['-', '_', '|', '—', '–']).filter(|&at| at >= 18) else { continue };
        let title = line[..at].trim_end_matches(|character| is_blank(character) || matches!(character, '-' | '_' | '|' | '—'));
        let below = lines[index + 1..].iter().take(REACH);
        if line.len() - at <= ENDING && below.clone().any(|other| &text[other.clone()] == title) {
            chrome[index] = true;
        }
    }
}

/// The site repeats the title above the document, alone or with its own name or a page number behind: one is kept.
fn mark_repeated_titles(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    let Some(last) = chrome.iter().take(HEAD).rposition(|&is_chrome| is_chrome) else { return };
    // From its first sentence on the document has begun.
    let is_sentence = |index: &usize| !chrome[*index] && text[lines[*index].clone()].contains('。');
    let end = (0..(last + 2).min(lines.len())).find(is_sentence).unwrap_or((last + 2).min(lines.len()));
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for index in 0..end {
        let line = &text[lines[index].clone()];
        let length = line.chars().count();
        if chrome[index] || !(6..=80).contains(&length) {
            continue;
        }
        let echo = line.find(['_', '|', '-', '—']).is_some_and(|at| seen.contains(line[..at].trim_end()));
        if echo || !seen.insert(line) {
            chrome[index] = true;
        }
    }
}

/// Lines from the start of the file among which a site names itself.
const SITE_NAME_WITHIN: usize = 3;

/// Lines from the start among which other chrome shows that the first is the site's name.
const SITE_NAME_REACH: usize = 8;

/// Whether a line has parts as `某某文库 - 让知识流动` has.
fn has_parts(line: &str) -> bool {
    line.contains('_') || [" - ", "--", "—", "|"].iter().any(|bar| line.contains(bar))
}

/// Whether a line of chrome at the foot begins with the site's name, as `line` does: 某某网--农业信息检索网 and 某某网 版权所有.
fn is_named_below(text: &str, line: &Range<usize>, lines: &[Range<usize>], chrome: &[bool]) -> bool {
    const SHORTEST: usize = 3;
    let name = text[line.clone()].split(['_', '-', '—', '|', ' ']).next().unwrap_or_default();
    let foot = lines.len().saturating_sub(TAIL).max(1)..lines.len();
    name.chars().count() >= SHORTEST && foot.into_iter().any(|index| chrome[index] && text[lines[index].clone()].starts_with(name))
}

/// The sizes of print that one may choose, each in its line: 大, 中, 小.
fn mark_sizes(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    let line = |index: usize| &text[lines[index].clone()];
    let first = (0..lines.len().min(HEAD).saturating_sub(2)).find(|&first| (first..first + 3).map(line).eq(["大", "中", "小"]));
    let Some(first) = first else { return };
    chrome[first..first + 3].fill(true);
    if first > 0 && line(first - 1) == "-" {
        chrome[first - 1] = true;
    }
}

/// The column of a site that a page stands in, above it: 通知公告.
fn mark_columns(text: &str, lines: &[Range<usize>], chrome: &mut [bool]) {
    const REACH: usize = 2;
    // 公告 alone is the whole title of many.
    let names_column = |line: &str| NAVIGATION.contains(&line) && line != "公告";
    for index in 0..lines.len().saturating_sub(1).min(REACH) {
        if !chrome[index] && !names_column(&text[lines[index].clone()]) {
            break;
        }
        chrome[index] = true;
    }
}

/// `石门乡人民政府网`, `某某大全网_最新公文`: the name of a site, with what its page is about.
fn is_site_name(line: &str) -> bool {
    const LONGEST_NAME: usize = 120;
    if line.len() > LONGEST_NAME || line.contains(['。', '，', '：', '》']) {
        return false;
    }
    // 领导讲话_讲话稿大全_文秘驿站
    if memchr::memchr_iter(b'_', line.as_bytes()).count() >= 2 {
        return true;
    }
    let name = |part: &str| ["网", "网站", "官网", "门户", "在线", "文库", "平台"].iter().any(|end| part.trim_end().ends_with(end));
    line.split(['_', '-', '—', '|']).any(name)
}

/// Short words in a row, as a bar of navigation has them; a line of names is one only between chrome.
fn is_bar(line: &str) -> bool {
    const FEWEST: usize = 4;
    let cells = || line.split(|character| is_blank(character) || matches!(character, '|' | '｜')).filter(|cell| !cell.is_empty());
    cells().nth(FEWEST - 1).is_some() && cells().all(|cell| (2..=6).contains(&cell.chars().count()) && cell.chars().all(is_han))
}
