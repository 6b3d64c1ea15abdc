//! Which signs of site chrome a line shows, and what they weigh.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::chrome::{At, COMMANDS, NAVIGATION, SIGNS};
use super::chrome_glance::may_show_chrome;
use super::signs::{blanks_and, is_blank};
use crate::word_table::CharacterSet;

/// Longest line, in characters, that can be chrome; navigation and notices of libraries reach this.
pub(super) const LONGEST: usize = 160;
/// Characters of a line of commands at most.
const BAR_OF_COMMANDS: usize = 16;
/// Weight that makes a line chrome.
pub(super) const ENOUGH: u8 = 2;

/// What may stand before a sign.
pub fn is_border(character: char) -> bool {
    is_blank(character)
        || matches!(character, '【' | '[' | '（' | '(' | '★' | '☆' | '◆' | '*' | '·' | '•' | '●' | '∙' | '>' | '|' | '-' | '▼' | '▲')
}

/// How much a line looks like chrome, and which of [`SIGNS`] it shows.
pub fn signs(line: &str) -> (u8, Vec<usize>) {
    if line.len() > 4 * LONGEST || line.chars().count() > LONGEST || !may_show_chrome(line) {
        return (0, Vec::new());
    }
    let plain = plain(line);
    let bare = plain.trim_matches(|character| "[]()【】:.|>#*·、▼".contains(character));
    let beginning = plain.trim_start_matches(is_border);
    let mut sum = 0_u8;
    // A sign counts once, however often it stands there.
    let mut shown: Vec<usize> = Vec::new();
    for found in SEARCHER.iter().flat_map(|searcher| searcher.find_overlapping_iter(&plain)) {
        let number = found.pattern().as_usize();
        let (at, sign, weight) = SIGNS[number];
        let stands = match at {
            At::Whole => bare == sign,
            At::Start => found.start() == plain.len() - beginning.len(),
            At::End => bare.ends_with(sign),
            At::Within => true,
        };
        if stands && !shown.contains(&number) {
            shown.push(number);
            sum = sum.saturating_add(weight);
        }
    }
    if is_page_count(&plain) || is_dated_source(&plain) {
        sum = sum.saturating_add(1);
    }
    if is_trail(&plain) || is_navigation(line) || is_page_picture(&plain) {
        sum = sum.saturating_add(ENOUGH);
    }
    // `【打印】【关闭】`: several commands in a line.
    let commands = || COMMANDS.iter().filter(|command| plain.contains(**command)).count();
    if plain.len() <= 4 * BAR_OF_COMMANDS && plain.chars().count() <= BAR_OF_COMMANDS && commands() >= 2 {
        sum = sum.saturating_add(ENOUGH);
    }
    // A sentence of the document may name one of these things.
    let is_sentence = line.ends_with('。') && line.contains('，');
    if is_sentence && sum <= ENOUGH {
        return (0, Vec::new());
    }
    shown.sort_unstable();
    (sum, shown)
}

/// Finds all signs in one pass over a line.
static SEARCHER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(SIGNS.iter().map(|(_, sign, _)| sign)).ok());

/// A line as it is compared with signs: without blanks, and with its marks as [`half_width`] has them.
pub fn plain(line: &str) -> String {
    static BLANKS_AND_MARKS: CharacterSet = blanks_and("：，＞›（）｜");
    let mut plain = String::with_capacity(line.len());
    let mut done = 0;
    while let Some(at) = BLANKS_AND_MARKS.next_in(line, done) {
        plain.push_str(&line[done..at]);
        let Some(character) = line[at..].chars().next() else { break };
        plain.extend(Some(character).filter(|&character| !is_blank(character)).map(half_width));
        done = at + character.len_utf8();
    }
    plain.push_str(&line[done..]);
    plain
}

/// Marks as they count in signs.
pub fn half_width(character: char) -> char {
    match character {
        '：' => ':',
        '，' => ',',
        '＞' | '›' => '>',
        '（' => '(',
        '）' => ')',
        '｜' => '|',
        other => other,
    }
}

/// `首页 > 政务公开 > 通知`: the way to the page.
pub(super) fn is_trail(plain: &str) -> bool {
    // The latter begins with the byte C2.
    if memchr::memchr2(b'>', 0xC2, plain.as_bytes()).is_none() || !plain.contains(['>', '»']) {
        return false;
    }
    let parts: Vec<&str> = plain.split(['>', '»']).filter(|part| !part.is_empty()).collect();
    // Two signs between, as no text has them, tell with two parts.
    let fewest = if plain.contains(">>") || plain.contains('»') { 2 } else { 3 };
    parts.len() >= fewest && parts.iter().take(parts.len() - 1).all(|part| part.chars().count() <= 12)
}

/// What stands between the words of a bar of navigation.
pub(super) fn parts_words(character: char) -> bool {
    is_blank(character) || matches!(character, '|' | '｜' | '·' | '-')
}

/// Whether what parts words stands in a line at two places at least.
fn parts_in_three(line: &str) -> bool {
    static PARTING: CharacterSet = blanks_and("|｜·-");
    let first = PARTING.next_in(line, 0);
    // A mark takes up to three bytes, of which none but the first is one's beginning.
    first.is_some_and(|at| PARTING.next_in(line, line.ceil_char_boundary(at + 1)).is_some())
}

/// A bar of navigation words.
fn is_navigation(line: &str) -> bool {
    if !parts_in_three(line) {
        return false;
    }
    let cells: Vec<&str> = line.split(parts_words).filter(|cell| !cell.is_empty()).collect();
    if cells.len() < 3 {
        return false;
    }
    let known = cells.iter().filter(|cell| NAVIGATION.contains(cell)).count();
    // 首页 and the columns of this site.
    let from_first_page = NAVIGATION[..3].contains(&cells[0]) && cells.iter().all(|cell| cell.chars().count() <= 8);
    known >= 2 && 3 * known >= cells.len() || from_first_page
}

/// `共9页`
fn is_page_count(plain: &str) -> bool {
    plain.strip_prefix('共').and_then(|rest| rest.strip_suffix('页')).is_some_and(is_number)
}

/// `2013-04-0906:39来源:某报作者:某人`
fn is_dated_source(plain: &str) -> bool {
    plain.starts_with("20") && plain.as_bytes().get(4) == Some(&b'-') && plain.contains("来源:")
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// `…_第3页`: the name of a page's picture.
fn is_page_picture(plain: &str) -> bool {
    // A picture's page is no ordinary sight, its bar hardly less.
    let Some(at) = memchr::memchr(b'_', plain.as_bytes()).and_then(|_| plain.rfind("_第")) else { return false };
    plain[at + "_第".len()..].strip_suffix('页').is_some_and(is_number)
}
