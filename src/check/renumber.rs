//! The numbers that a series with a gap should have, where no other reading is possible.

use std::ops::Range;

use super::{Change, Draft, series};
use crate::numeral::{is_numeral, number};

/// Most numbers that one gap may lack: where more are missing, a part of the notice is.
const WIDEST_GAP: u32 = 2;

/// What turns the number of a heading into a citation: 第三项, 第二款.
const CITED: [char; 10] = ['项', '条', '点', '款', '部', '章', '节', '篇', '类', '步'];

/// Looks of markers whose number may be changed. Articles, decimals, letters and the rows of tables are cited or filled elsewhere.
const RENUMBERED: [&str; 12] = ["一、", "一.", "(一)", "(一)、", "㈠", "㈠、", "1、", "1.", "⒈", "(1)", "⑴", "①"];

/// Signs that hold a number, by the first of them, which is one.
const SIGNS: [(char, u32); 5] = [('㈠', 10), ('⒈', 20), ('⑴', 20), ('①', 20), ('㊀', 10)];

/// The changes that close the gaps of a series (indices of items, in order); `None` where they are not certain.
pub(super) fn close_gaps(draft: &Draft<'_>, series: &[usize], cited: bool) -> Option<Vec<Change>> {
    let items = &draft.outline.items;
    if cited || !series.iter().all(|&index| items[index].parent == items[series[0]].parent) {
        return None;
    }
    let marker = |index: usize| draft.words(&items[index].marker);
    let first = marker(series[0]);
    let is_plain = RENUMBERED.contains(&series::form(first).as_str());
    if !is_plain || !series.iter().all(|&index| series::look_alike(marker(index), first)) {
        return None;
    }
    let mut last = 0;
    let mut changes = Vec::new();
    for (position, &index) in series.iter().enumerate() {
        let (item, wanted) = (&items[index], position as u32 + 1);
        let numeral = item.numeral?;
        // A series that begins late has lost its beginning, and of two equal numbers nobody knows which is wrong.
        let lacks = numeral.checked_sub(last + 1)?;
        if lacks > WIDEST_GAP || (lacks > 0 && position == 0) {
            return None;
        }
        if lacks > 0 {
            let between = series[position - 1]..index;
            let mut stretches = between.map(|at| draft.words(&(items[at].marker.end..items[at + 1].marker.start)));
            if stretches.any(|words| (last + 1..numeral).any(|missing| stands_in(words, missing))) {
                return None;
            }
        }
        last = numeral;
        if numeral != wanted {
            let marker = draft.words(&item.marker);
            changes.push(draft.change(item.marker.clone(), &renumbered(marker, wanted)?)?);
        }
    }
    Some(changes)
}

/// Whether the notice speaks of its items by their numbers (第三项, 按（二）办理): these would go astray.
pub(super) fn cites_numbers(draft: &Draft<'_>) -> bool {
    let markers: Vec<usize> = draft.outline.items.iter().map(|item| item.marker.start).collect();
    draft.paragraphs.iter().any(|range| {
        let words = draft.words(range);
        words.match_indices(['第', '（', '(', '见']).any(|(at, sign)| {
            if markers.binary_search(&(range.start + at)).is_ok() {
                return false;
            }
            let rest = &words[at + sign.len()..];
            let digits = rest.find(|character| !is_numeral(character)).unwrap_or(rest.len());
            let next = rest[digits..].chars().next();
            digits > 0
                && match sign {
                    "第" => next.is_some_and(|next| CITED.contains(&next)),
                    "见" => next == Some('、'),
                    _ => matches!(next, Some('）' | ')')),
                }
        })
    })
}

/// Whether `words` hold the number anywhere as an enumerator: an item that was overlooked may stand there.
fn stands_in(words: &str, missing: u32) -> bool {
    let signs = SIGNS.iter().filter_map(|&(one, most)| (missing <= most).then(|| char::from_u32(one as u32 + missing - 1)).flatten());
    if signs.into_iter().any(|sign| words.contains(sign)) {
        return true;
    }
    let mut at = 0;
    while let Some(start) = words[at..].find(is_numeral).map(|found| at + found) {
        let length = words[start..].find(|character| !is_numeral(character)).unwrap_or(words.len() - start);
        at = start + length;
        let behind = words[at..].chars().next();
        let begins_line = words[..start].ends_with(['\n', ' ', '\u{3000}', '（', '(']);
        let is_mark = matches!(behind, Some('、' | '.' | '．' | '）' | ')' | '，' | ',' | '是')) || begins_line;
        if is_mark && number(&words[start..at]) == Some(missing) {
            return true;
        }
    }
    false
}

/// `marker` with another number, written in the same way; `None` where it can't be.
fn renumbered(marker: &str, wanted: u32) -> Option<String> {
    let digits = numeral_in(marker)?;
    let (before, old, after) = (&marker[..digits.start], &marker[digits.clone()], &marker[digits.end..]);
    let first = old.chars().next()?;
    if let Some((one, most)) = SIGNS.into_iter().find(|&(one, most)| (one as u32..one as u32 + most).contains(&(first as u32))) {
        let sign = if wanted <= most { char::from_u32(one as u32 + wanted - 1)? } else { return None };
        return Some(format!("{before}{sign}{after}"));
    }
    let written = match first {
        '0'..='9' => wanted.to_string(),
        '０'..='９' => wanted.to_string().chars().filter_map(|digit| char::from_u32(digit as u32 - 0x30 + 0xFF10)).collect(),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => chinese(wanted)?,
        _ => return None,
    };
    Some(format!("{before}{written}{after}"))
}

/// Where the number of a marker stands in it.
fn numeral_in(marker: &str) -> Option<Range<usize>> {
    let is_sign = |character: char| SIGNS.iter().any(|&(one, most)| (one as u32..one as u32 + most).contains(&(character as u32)));
    if let Some((at, sign)) = marker.char_indices().find(|&(_, character)| is_sign(character)) {
        return Some(at..at + sign.len_utf8());
    }
    let start = marker.find(is_numeral)?;
    let length = marker[start..].find(|character| !is_numeral(character)).unwrap_or(marker.len() - start);
    Some(start..start + length)
}

/// A number below a hundred in Chinese.
fn chinese(value: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::try_from(value / 10).ok()?, (value % 10) as usize);
    match tens {
        0 => (ones > 0).then(|| DIGITS[ones].to_owned()),
        1 => Some(format!("十{}", DIGITS[ones])),
        2..=9 => Some(format!("{}十{}", DIGITS[tens], DIGITS[ones])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_keep_their_look() {
        // marker, number, marker with it
        let cases = [
            ("四、", 3, Some("三、")),
            ("（十一）", 10, Some("（十）")),
            ("(二十二)", 21, Some("(二十一)")),
            ("12．", 11, Some("11．")),
            ("１２、", 9, Some("９、")),
            ("㈤", 4, Some("㈣")),
            ("⑾", 10, Some("⑽")),
            ("①", 21, None),
            ("㈠", 11, None),
            ("壹、", 2, None),
            ("A.", 2, None),
        ];
        for (marker, wanted, expected) in cases {
            assert_eq!(renumbered(marker, wanted).as_deref(), expected, "{marker} {wanted}");
        }
    }

    #[test]
    fn a_number_that_was_overlooked_is_seen() {
        // words between two items, missing number, seen
        let cases = [
            ("整理档案。\n3.清点。", 3, true),
            ("整理档案。（三）清点。", 3, true),
            ("整理档案③清点。", 3, true),
            ("整理档案。\n三 清点。", 3, true),
            ("整理三份档案，用时3天。", 3, false),
            ("整理13、14号档案。", 3, false),
        ];
        for (words, missing, seen) in cases {
            assert_eq!(stands_in(words, missing), seen, "{words}");
        }
    }
}
