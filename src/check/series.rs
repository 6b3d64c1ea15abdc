//! The series that the items of one parent form, as numbering rules look at them.

use super::Draft;

/// Pairs of items that follow one another in a series: the same parent, the same style.
pub fn neighbours(draft: &Draft<'_>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    walk(draft, |before, index| {
        if let Some(before) = before {
            pairs.push((before, index));
        }
    });
    pairs
}

/// Items that begin a series.
pub fn beginnings(draft: &Draft<'_>) -> Vec<usize> {
    let mut first = Vec::new();
    walk(draft, |before, index| {
        if before.is_none() {
            first.push(index);
        }
    });
    first
}

/// Calls `visit` with each numbered item and the one before it in its series. A number that starts
/// again at one starts a new series: an annex under the same notice, a second run of clauses.
fn walk(draft: &Draft<'_>, mut visit: impl FnMut(Option<usize>, usize)) {
    let items = &draft.outline.items;
    let mut last: std::collections::HashMap<(Option<usize>, u16), usize> = std::collections::HashMap::new();
    for (index, item) in items.iter().enumerate() {
        if item.numeral.is_none() {
            continue;
        }
        let before = last.insert((item.parent, item.style), index);
        let again = item.numeral == Some(1) && before.is_some_and(|before| items[before].numeral != Some(1) || before + 1 != index);
        visit(before.filter(|_| !again), index);
    }
}

/// A marker's look without its number: `1、` and `２、` look alike, `1、` and `1.` do not.
pub fn form(marker: &str) -> String {
    marker
        .chars()
        .map(|character| match character {
            '0'..='9' | '０'..='９' => '1',
            '⒈'..='⒛' => '⒈',
            '⑴'..='⒇' => '⑴',
            '①'..='⑳' => '①',
            '㈠'..='㈩' => '㈠',
            '（' => '(',
            '）' => ')',
            '．' => '.',
            other if crate::numeral::is_numeral(other) => '一',
            other => other,
        })
        .fold(String::new(), |mut form, character| {
            if form.chars().next_back() != Some(character) || !matches!(character, '1' | '一') {
                form.push(character);
            }
            form
        })
}

/// Place of a marker in the order that GB/T 9704-2012 (7.3.3) gives: 一、（一）1.（1）; ① last.
pub fn rank(marker: &str) -> Option<u32> {
    let rank = match form(marker).as_str() {
        "一、" | "一." => 1,
        "(一)" | "(一)、" | "㈠" | "㈠、" => 2,
        "1、" | "1." | "⒈" => 3,
        "(1)" | "⑴" | "(1)、" => 4,
        "①" => 5,
        _ => return None,
    };
    Some(rank)
}
