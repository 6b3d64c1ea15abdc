//! The series that the items of one parent form, as numbering rules look at them.

use rustc_hash::FxHashMap;

use super::Draft;
use crate::word_index::WordIndex;

/// Every series, as indices of its items in order. A number that starts again at one starts a new series: an annex
/// under the same notice, a second run of clauses.
pub fn all<'a>(draft: &'a Draft<'_>) -> &'a [Vec<usize>] {
    draft.series.get_or_init(|| series(draft))
}

fn series(draft: &Draft<'_>) -> Vec<Vec<usize>> {
    let items = &draft.outline.items;
    let mut series: Vec<Vec<usize>> = Vec::new();
    // The series of each item.
    let mut of: Vec<usize> = vec![usize::MAX; items.len()];
    let mut last: FxHashMap<(Option<usize>, u16), usize> = FxHashMap::default();
    let mut last_of_style: FxHashMap<u16, usize> = FxHashMap::default();
    for (index, item) in items.iter().enumerate() {
        let Some(numeral) = item.numeral else { continue };
        // Articles count on from chapter to chapter.
        let counts_on =
            last_of_style.insert(item.style, index).filter(|&before| items[before].numeral.is_some_and(|before| before + 1 == numeral));
        let before = last.insert((item.parent, item.style), index).or(counts_on);
        let again = item.numeral == Some(1) && before.is_some_and(|before| items[before].numeral != Some(1) || before + 1 != index);
        match before.filter(|_| !again) {
            Some(before) => {
                of[index] = of[before];
                series[of[before]].push(index);
            }
            None => {
                of[index] = series.len();
                series.push(vec![index]);
            }
        }
    }
    series
}

/// Words that count without numbers.
static COUNTING_WORDS: WordIndex = WordIndex::beginnings(&["首先", "其次", "再次", "然后", "最后", "此外"]);

/// A marker's look without its number, character by character: `1、` and `２、` look alike, `1、` and `1.` do not.
fn look(marker: &str) -> impl Iterator<Item = char> + '_ {
    // Words that count look alike whole.
    let marker = if COUNTING_WORDS.fits(marker) { "首先" } else { marker };
    let mut before = None;
    marker.chars().filter_map(move |character| {
        let form = form_of(character);
        // A number of several figures looks like one of one.
        let repeats = matches!(form, '1' | '一') && before == Some(form);
        before = Some(form);
        (!repeats).then_some(form)
    })
}

fn form_of(character: char) -> char {
    match character {
        '0'..='9' | '０'..='９' => '1',
        '⒈'..='⒛' => '⒈',
        '⑴'..='⒇' => '⑴',
        '①'..='⑳' => '①',
        '㈠'..='㈩' => '㈠',
        'A'..='Z' | 'Ａ'..='Ｚ' => 'A',
        'a'..='z' | 'ａ'..='ｚ' => 'a',
        'Ⅰ'..='Ⅻ' => 'Ⅰ',
        'ⅰ'..='ⅻ' => 'ⅰ',
        '（' => '(',
        '）' => ')',
        '．' => '.',
        '，' => ',',
        '：' => ':',
        other if crate::numeral::is_numeral(other) => '一',
        other => other,
    }
}

/// The look of a marker as a string.
pub fn form(marker: &str) -> String {
    look(marker).collect()
}

/// Whether two markers look alike but for their numbers.
pub fn look_alike(one: &str, other: &str) -> bool {
    look(one).eq(look(other))
}

/// Most characters of a look that has a place in the order.
const LONGEST_RANKED: usize = 4;

/// Looks of markers by their place in the order that GB/T 9704-2012 (7.3.3) gives: 一、（一）1.（1）; ① last.
const RANKS: [(&[char], u32); 13] = [
    (&['一', '、'], 1),
    (&['一', '.'], 1),
    (&['(', '一', ')'], 2),
    (&['(', '一', ')', '、'], 2),
    (&['㈠'], 2),
    (&['㈠', '、'], 2),
    (&['1', '、'], 3),
    (&['1', '.'], 3),
    (&['⒈'], 3),
    (&['(', '1', ')'], 4),
    (&['⑴'], 4),
    (&['(', '1', ')', '、'], 4),
    (&['①'], 5),
];

/// Place of a marker in that order.
pub fn rank(marker: &str) -> Option<u32> {
    let mut seen = ['\0'; LONGEST_RANKED];
    let mut length = 0;
    for character in look(marker) {
        *seen.get_mut(length)? = character;
        length += 1;
    }
    RANKS.iter().find(|(form, _)| *form == &seen[..length]).map(|&(_, rank)| rank)
}
