//! What stands below the body: signature, copies, attachments.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::date;
use super::unit_name::is_unit_name;
use crate::word_index::WordIndex;

/// Labels of the lines that name who gets a copy.
static COPY_LABELS: WordIndex = WordIndex::beginnings(&["抄送", "抄报", "抄发", "分送"]);

/// What 各 stands before that is nobody by itself: 各临床、医技科室.
static GOVERNED: WordIndex = WordIndex::beginnings(&[
    "临床", "医技", "护理", "职能", "行政", "后勤", "机关", "教学", "科研", "教辅", "基层", "业务", "辅助", "门诊", "住院", "党群", "直属",
    "附属",
]);

/// Labels of the addressees, where they stand at the end or are labelled.
static ADDRESSEE_LABELS: WordIndex = WordIndex::beginnings(&["主送", "主送机关"]);

/// What every attachment is named with.
static ATTACHED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("附"));

/// Words that mark the 《…》 before them as attached.
const ATTACHED_MARKS: [&str; 8] = ["见附件", "附后", "见附", "后附", "随文附发", "附于后", "详见附件", "详见附后"];

/// What follows a label's colon in `line`, if the line begins with the longest of the labels that it can.
pub(crate) fn labelled<'a>(line: &'a str, labels: &WordIndex) -> Option<&'a str> {
    let label = labels.word(line)?;
    let rest = line[label.len()..].trim_start();
    rest.strip_prefix(['：', ':']).map(str::trim)
}

/// Who gets a copy, where `line` says so.
pub fn copies(line: &str) -> Option<Vec<String>> {
    // Asked of every line.
    if !line.starts_with(['抄', '分']) {
        return None;
    }
    labelled(line, &COPY_LABELS).map(names)
}

/// The addressees that a labelled line names.
pub fn labelled_addressees(line: &str) -> Option<Vec<String>> {
    labelled(line, &ADDRESSEE_LABELS).map(names)
}

/// Names parted by 、 ， ； outside brackets, without the closing stop.
pub fn names(list: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    // Whether each name stands behind 、, and not behind a comma that begins another group.
    let mut listed: Vec<bool> = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut after = '，';
    let mut push = |part: &str, after: char| {
        let name = part.trim().trim_end_matches(['。', '.', '：', ':']).trim();
        if !name.is_empty() {
            names.push(name.to_owned());
            listed.push(after == '、');
        }
    };
    for (at, character) in list.char_indices() {
        match character {
            '（' | '(' | '〔' | '《' | '[' => depth += 1,
            '）' | ')' | '〕' | '》' | ']' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' if depth == 0 => {
                push(&list[start..at], after);
                start = at + character.len_utf8();
                after = character;
            }
            _ => {}
        }
    }
    push(&list[start..], after);
    let mut names = places_together(names, &listed);
    join_governed(&mut names);
    names
}

/// Names with those joined that one 各 governs: 各县、区人民政府 is one.
fn places_together(mut names: Vec<String>, listed: &[bool]) -> Vec<String> {
    if !names.iter().any(|name| name.contains('各')) {
        return names;
    }
    let mut joined = Vec::with_capacity(names.len());
    let mut at = 0;
    while at < names.len() {
        let group = listed[at + 1..].iter().take_while(|&&listed| listed).count() + 1;
        if group == 1 || !names[at].contains('各') {
            joined.push(std::mem::take(&mut names[at]));
            at += 1;
            continue;
        }
        let words: Vec<&str> = names[at..at + group].iter().map(String::as_str).collect();
        let count = crate::fields::names_together(&words);
        joined.push(words[..count].join("、"));
        at += count;
    }
    joined
}

/// 各临床、医技科室 are one: 各 and 科室 hold for both.
fn join_governed(names: &mut Vec<String>) {
    let is_open = |name: &str| name.strip_prefix('各').is_some_and(|rest| GOVERNED.holds(rest));
    let mut at = 0;
    while at + 1 < names.len() {
        let next = &names[at + 1];
        if is_open(&names[at])
            && next.chars().nth(2).is_some()
            && is_unit_name(next)
            && !next.starts_with(['各', '市', '县', '区', '局', '本'])
            && !next.contains(['直', '属'])
        {
            let next = names.remove(at + 1);
            names[at] = format!("{}、{next}", names[at]);
        }
        at += 1;
    }
}

/// The line (or lines, where several sign) above the date at paragraph `index`, or before the date in it.
pub fn issuer(text: &str, paragraphs: &[Range<usize>], index: usize, date_start: usize) -> Option<String> {
    let own = text[paragraphs[index].start..date_start].rsplit('。').next().unwrap_or_default();
    let own = own.trim().trim_end_matches(['（', '(']).trim_start_matches(['（', '(']).trim();
    if !own.is_empty() {
        return is_unit_name(own).then(|| signature(own));
    }
    let mut signed: Vec<String> = Vec::new();
    for range in paragraphs[..index].iter().rev().take(3) {
        let line = &text[range.clone()];
        if !is_unit_name(line) {
            break;
        }
        signed.push(signature(line));
    }
    signed.reverse();
    (!signed.is_empty()).then(|| signed.join("、"))
}

/// A signature's words without `（盖章）` and the spaces it is spread with.
fn signature(line: &str) -> String {
    let line = line.trim();
    let cut = line.rfind(['（', '(']).filter(|&at| line[at..].contains('章')).unwrap_or(line.len());
    let line = line[..cut].trim_end();
    if !line.contains(char::is_whitespace) {
        return line.to_owned();
    }
    let parts: Vec<&str> = line.split_whitespace().collect();
    if parts.iter().all(|part| part.chars().count() == 1) { parts.concat() } else { parts.join(" ") }
}

/// The attachments that the notice names: a list after `附件：`, else a 《…》（见附件） in its text.
pub fn attachments(text: &str, paragraphs: &[Range<usize>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let (Some(first), Some(last)) = (paragraphs.first(), paragraphs.last()) else { return found };
    let region = &text[first.start..last.end];
    // Most notices have none.
    let Some(first_sign) = ATTACHED.find(region.as_bytes()) else { return found };
    let mut add = |name: &str| {
        let name = attachment_name(name);
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    };
    let mut index = paragraphs.partition_point(|range| range.start < first.start + first_sign);
    while index < paragraphs.len() {
        let line = &text[paragraphs[index].clone()];
        index += 1;
        let Some(first) = attachment_label(line) else { continue };
        let mut expected = 1;
        for name in numbered(first, &mut expected) {
            add(name);
        }
        // One without a number is the only one: what is numbered below it is its text.
        if expected == 1 && !first.is_empty() {
            continue;
        }
        // 1.甲 stands beside the label, 2.乙 and 3.丙 on lines of their own.
        while let Some(range) = paragraphs.get(index) {
            let line = &text[range.clone()];
            if leading_number(line).map(|(value, _)| value) != Some(expected)
                || line.chars().count() > 80
                || line.trim_end_matches('。').contains('。')
            {
                break;
            }
            for name in numbered(line, &mut expected) {
                add(name);
            }
            index += 1;
        }
    }
    if found.is_empty() { mentioned(region) } else { found }
}

/// What follows `附件：`, `附件1：`, `附：` in a line that begins with it.
fn attachment_label(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('附')?;
    let rest = rest.strip_prefix('件').unwrap_or(rest);
    let rest = rest.trim_start_matches(|character: char| crate::numeral::is_numeral(character) || character.is_whitespace());
    rest.strip_prefix(['：', ':']).map(str::trim)
}

/// The number that begins a line of a list, and what follows it.
fn leading_number(line: &str) -> Option<(u32, &str)> {
    let end = line.find(|character: char| crate::numeral::digit(character).is_none())?;
    let value = crate::numeral::number(&line[..end])?;
    let rest = line[end..].strip_prefix(['.', '．', '、', '，', ' ', '\u{3000}'])?;
    Some((value, rest))
}

/// Parts `1.甲 2.乙` into names; a list without numbers is one name. `expected` is the next number.
fn numbered<'a>(list: &'a str, expected: &mut u32) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let Some((1.., mut rest)) = leading_number(list).filter(|(value, _)| *value == *expected) else {
        if !list.is_empty() {
            parts.push(list);
        }
        return parts;
    };
    *expected += 1;
    loop {
        let next = rest.match_indices(|character: char| character.is_ascii_digit()).map(|(at, _)| at).find(|&at| {
            let apart = rest[..at].ends_with([' ', '\u{3000}', '；', ';', '\t', '，', '。']);
            apart && leading_number(&rest[at..]).is_some_and(|(value, _)| value == *expected)
        });
        let Some(at) = next else {
            parts.push(rest);
            return parts;
        };
        parts.push(&rest[..at]);
        *expected += 1;
        rest = leading_number(&rest[at..]).map_or("", |(_, rest)| rest);
    }
}

/// A name without its closing marks and the 《》 around all of it.
fn attachment_name(name: &str) -> String {
    let name = name.trim().trim_end_matches(['。', '；', ';', '，', '.', '、']).trim();
    let inner = name.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).filter(|inner| !inner.contains('《'));
    inner.unwrap_or(name).trim().to_owned()
}

/// Attachments that the text only mentions: 《甲》（见附件）, （后附乙）.
fn mentioned(region: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for at in ATTACHED.find_iter(region.as_bytes()) {
        let Some(open) = region[..at].char_indices().rev().take(4).find(|(_, character)| matches!(character, '（' | '(')).map(|(at, _)| at)
        else {
            continue;
        };
        let inside = &region[open..];
        let Some(close) = inside.find(['）', ')']) else { continue };
        let inside = &inside[inside.chars().next().map_or(0, char::len_utf8)..close];
        let name = if let Some(name) = inside.strip_prefix("后附") {
            Some(name.trim_matches(['《', '》']))
        } else if ATTACHED_MARKS.iter().any(|mark| inside.starts_with(mark)) {
            region[..open].strip_suffix('》').and_then(|before| before.rfind('《').map(|at| &before[at + '《'.len_utf8()..]))
        } else {
            None
        };
        if let Some(name) =
            name.map(attachment_name).filter(|name| name.chars().count() >= 3 && !name.contains('\n') && !found.contains(name))
        {
            found.push(name);
        }
    }
    found
}

/// Whether a line is one of those that close a notice: a date with a unit above it, copies, 印发.
pub fn is_printing_line(line: &str) -> bool {
    let line = line.trim_end();
    let printed = ["印发", "印制", "印"].iter().any(|end| line.ends_with(end));
    printed && date::at_end(line).is_some()
}
