//! Spaces that belong to the print and not to the words: letter-spaced headings, and gaps that scanning and line ends left.

use std::ops::Range;

use memchr::memmem::Finder;

use super::lines::{Ahead, Cut, Lined};
use super::signs::{BLANKS, is_blank, is_date_line, is_han, is_prose};
use crate::repair::pair_model::bond;

/// Words of two characters that are letter-spaced in print: kinds of document, labels, heads of tables.
const SPACED_WORDS: &[&str] = &[
    "通知", "通报", "通告", "公告", "公示", "决定", "决议", "意见", "报告", "请示", "批复", "纪要", "方案", "办法", "规定", "细则", "制度",
    "总结", "计划", "规划", "要点", "预案", "目录", "附件", "附表", "附则", "总则", "前言", "引言", "摘要", "抄送", "抄报", "主送", "印发",
    "序号", "项目", "内容", "备注", "时间", "地点", "单位", "部门", "职务", "姓名", "电话", "日期", "名称", "分值", "标准", "措施", "目标",
    "合计", "小计", "特急", "加急", "平急", "急件", "绝密", "机密", "秘密",
];

/// Longest letter-spaced run, in characters.
const LONGEST_RUN: usize = 30;
/// Nats from which two characters are taken for parts of one word.
const WORD: f32 = 2.0;
/// The same where a wider space stands between them, as it does between words and cells too.
const WIDELY_PARTED: f32 = 4.0;
/// Fewest spaces from which a line is asked whether they are its print's line ends.
const FEWEST_LINE_ENDS: usize = 8;

/// Closes up letter-spaced words, and words that a stray space parts.
pub fn without_odd_spaces(lined: Lined) -> Lined {
    let content = lined.text.as_str();
    let bytes = content.as_bytes();
    let ideographic = Finder::new("\u{3000}");
    let mut narrow = Ahead::of(|from| memchr::memchr2(b' ', 0xC2, &bytes[from..]).map(|at| from + at));
    let mut wide = Ahead::of(|from| ideographic.find(&bytes[from..]).map(|at| from + at));
    let mut cuts = Vec::new();
    for line in &lined.lines {
        if !narrow.is_in(line) && !wide.is_in(line) {
            continue;
        }
        let words = &content[line.clone()];
        let gaps = gaps(words);
        if gaps.is_empty() {
            continue;
        }
        let mut closed = vec![is_spaced_date(words, &gaps); gaps.len()];
        close_letter_spacing(words, &gaps, &mut closed);
        if is_prose(words) {
            close_line_ends(words, &gaps, &mut closed);
            close_split_words(words, &gaps, &mut closed);
        }
        let of_line = gaps.iter().zip(closed).filter(|&(_, closed)| closed);
        cuts.extend(of_line.map(|(gap, _)| Cut::space(line.start + gap.start..line.start + gap.end, "")));
    }
    lined.apply(cuts, &mut Vec::new())
}

/// The stretches of blanks within a line.
fn gaps(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = BLANKS.next_in(line, from) {
        from = line.ceil_char_boundary(at + 1);
        match found.last_mut() {
            Some(last) if last.end == at => last.end = from,
            _ => found.push(at..from),
        }
    }
    found
}

/// Fewest gaps of a date the year of which is letter-spaced: 二 0 一 五 年 九 月 五 日.
const GAPS_OF_A_DATE: usize = 7;

/// Whether a line is a letter-spaced date; its noughts may be figures or circles, which no other word has.
fn is_spaced_date(line: &str, gaps: &[Range<usize>]) -> bool {
    line.ends_with('日') && gaps.len() >= GAPS_OF_A_DATE && line.len() <= 8 * gaps.len() && {
        let closed: String = line.chars().filter(|&character| !is_blank(character)).collect();
        is_date_line(&closed)
    }
}

/// Marks the gaps of letter-spaced words: single characters parted by gaps of one width.
fn close_letter_spacing(line: &str, gaps: &[Range<usize>], closed: &mut [bool]) {
    let mut first = 0;
    while first < gaps.len() {
        let width = &line[gaps[first].clone()];
        let Some(left) = single_before(line, gaps, first) else {
            first += 1;
            continue;
        };
        let mut word = String::from(left);
        let mut next = first;
        while next < gaps.len()
            && line[gaps[next].clone()] == *width
            && let Some(character) = single_after(line, gaps, next)
        {
            word.push(character);
            next += 1;
        }
        if next == first {
            first += 1;
            continue;
        }
        // Where a longer piece stands at the same distance, these are words between words.
        let bounded = |gap: Option<&Range<usize>>| gap.is_none_or(|gap| line[gap.clone()] != *width);
        let free = bounded(first.checked_sub(1).map(|left| &gaps[left])) || single_start(line, gaps, first);
        let free = free && (bounded(gaps.get(next)) || single_end(line, gaps, next));
        if free && is_letter_spaced(line, gaps, first..next, &word) {
            closed[first..next].fill(true);
            // A space between the label and its colon goes too.
            if let Some(gap) = gaps.get(next)
                && line[gap.end..].starts_with(['：', ':'])
            {
                closed[next] = true;
            }
        }
        first = next;
    }
}

/// The Han character that stands alone between the gap and what bounds it on the left.
fn single_before(line: &str, gaps: &[Range<usize>], gap: usize) -> Option<char> {
    let start = if gap == 0 { 0 } else { gaps[gap - 1].end };
    single(&line[start..gaps[gap].start], |rest| rest.chars().next_back())
}

fn single_after(line: &str, gaps: &[Range<usize>], gap: usize) -> Option<char> {
    let end = gaps.get(gap + 1).map_or(line.len(), |next| next.start);
    single(&line[gaps[gap].end..end], |rest| rest.chars().next())
}

/// Whether a mark stands in front of the single character before the gap.
fn single_start(line: &str, gaps: &[Range<usize>], gap: usize) -> bool {
    let start = if gap == 0 { 0 } else { gaps[gap - 1].end };
    line[start..gaps[gap].start].chars().count() > 1
}

/// Whether a mark stands behind the single character in front of the gap, or at once behind the gap.
fn single_end(line: &str, gaps: &[Range<usize>], gap: usize) -> bool {
    let start = if gap == 0 { 0 } else { gaps[gap - 1].end };
    line[start..gaps[gap].start].chars().count() > 1 || line[gaps[gap].end..].starts_with(['：', ':'])
}

/// The one Han character that `piece` is, or that a mark parts from the rest of it.
fn single(piece: &str, pick: impl Fn(&str) -> Option<char>) -> Option<char> {
    let character = pick(piece).filter(|&character| is_han(character))?;
    if piece.len() == character.len_utf8() {
        return Some(character);
    }
    let rest = if piece.starts_with(character) { &piece[character.len_utf8()..] } else { &piece[..piece.len() - character.len_utf8()] };
    let mark = if piece.starts_with(character) { rest.chars().next() } else { rest.chars().next_back() };
    mark.filter(|mark| "：:；;。，,、（）()《》".contains(*mark)).map(|_| character)
}

/// Whether the gaps `run` part the characters of one word (or heading) `word`.
fn is_letter_spaced(line: &str, gaps: &[Range<usize>], run: Range<usize>, word: &str) -> bool {
    let count = word.chars().count();
    let width = line[gaps[run.start].clone()].chars().count();
    let wide = if gaps.len() == run.len() { 4 } else { 2 };
    if count > LONGEST_RUN || width > wide {
        return false;
    }
    match count {
        2 => SPACED_WORDS.contains(&word),
        _ => true,
    }
}

/// Marks gaps that stand where the lines of the print ended: a line holds a whole page, and its gaps come at one distance.
fn close_line_ends(line: &str, gaps: &[Range<usize>], closed: &mut [bool]) {
    if gaps.len() < FEWEST_LINE_ENDS {
        return;
    }
    let columns = |words: &str| words.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let mut start = 0;
    let widths: Vec<usize> = (gaps.iter())
        .map(|gap| {
            let width = columns(&line[start..gap.start]);
            start = gap.end;
            width
        })
        .collect();
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    // The lines are the longer of the pieces; headings and last lines are shorter.
    let usual = sorted[sorted.len() * 2 / 3];
    let is_usual = |width: usize| width.abs_diff(usual) <= 4;
    let regular = widths.iter().filter(|&&width| is_usual(width)).count();
    if !(24..=120).contains(&usual) || 2 * regular < widths.len() {
        return;
    }
    for (index, gap) in gaps.iter().enumerate() {
        let (Some(left), Some(right)) = (line[..gap.start].chars().next_back(), line[gap.end..].chars().next()) else { continue };
        let latin = left.is_ascii_alphanumeric() && right.is_ascii_alphanumeric();
        let runs_on = !latin && !"。！？；：".contains(left);
        closed[index] |= gap.len() == 1 && runs_on && is_usual(widths[index]);
    }
}

/// Marks spaces that stand within a word: the characters beside one make a word, and none with their other neighbours.
fn close_split_words(line: &str, gaps: &[Range<usize>], closed: &mut [bool]) {
    for (index, gap) in gaps.iter().enumerate() {
        if closed[index] {
            continue;
        }
        let word = match &line[gap.clone()] {
            " " => WORD,
            "\u{3000}" | "  " | "\u{A0}" => WIDELY_PARTED,
            _ => continue,
        };
        let mut before = line[..gap.start].chars().rev();
        let mut after = line[gap.end..].chars();
        let (Some(left), Some(right)) = (before.next(), after.next()) else { continue };
        let Some(across) = bond(left, right).filter(|&bond| bond >= word) else { continue };
        let outer_left = before.next().and_then(|outer| bond(outer, left)).unwrap_or(f32::MIN);
        let outer_right = after.next().and_then(|outer| bond(right, outer)).unwrap_or(f32::MIN);
        let parts_words = outer_left >= WORD && outer_right >= WORD;
        closed[index] = !parts_words && across >= outer_left.max(outer_right);
    }
}
