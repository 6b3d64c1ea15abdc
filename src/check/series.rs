//! The series that the items of one parent form, as numbering rules look at them.

use super::Draft;
use crate::word_index::WordIndex;

/// Every series, as indices of its items in order. A number that starts again at one starts a new series: an annex
/// under the same notice, a second run of clauses.
pub struct AllSeries {
    /// The items of one series after those of another.
    items: Vec<usize>,
    /// Where each series ends in them.
    ends: Vec<usize>,
}

impl AllSeries {
    /// The series in the order of their first items.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.items[start..end])
    }

    /// Neighbours in a series.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.iter().flat_map(|series| series.windows(2)).map(|pair| (pair[0], pair[1]))
    }

    /// Series from the number of each item's (`None` for one without a number), and how many items each has.
    fn of(numbers: &[Option<usize>], lengths: &[usize]) -> Self {
        // Each series' end is where its next item goes, until all are there.
        let mut ends = Vec::with_capacity(lengths.len());
        let mut sum = 0;
        for length in lengths {
            ends.push(sum);
            sum += length;
        }
        let mut items = vec![0; sum];
        for (index, number) in numbers.iter().enumerate() {
            if let Some(number) = *number {
                items[ends[number]] = index;
                ends[number] += 1;
            }
        }
        Self { items, ends }
    }
}

/// The series of a notice.
pub fn all<'a>(draft: &'a Draft<'_>) -> &'a AllSeries {
    draft.series.get_or_init(|| series(draft))
}

fn series(draft: &Draft<'_>) -> AllSeries {
    let items = &draft.outline.items;
    // The series of each item, and how many items each series has.
    let mut of: Vec<Option<usize>> = vec![None; items.len()];
    let mut lengths: Vec<usize> = Vec::new();
    let mut by_style = ByStyle { last: Vec::new(), before: vec![None; items.len()] };
    for (index, item) in items.iter().enumerate() {
        let Some(numeral) = item.numeral else { continue };
        let last = by_style.add(item.style, index);
        // Articles count on from chapter to chapter.
        let counts_on = last.filter(|&before| items[before].numeral.is_some_and(|before| before + 1 == numeral));
        let sibling = by_style.before(last, item.parent).find(|&before| items[before].parent == item.parent);
        let before = sibling.or(counts_on);
        let again = item.numeral == Some(1) && before.is_some_and(|before| items[before].numeral != Some(1) || before + 1 != index);
        let number = before.filter(|_| !again).and_then(|before| of[before]).unwrap_or_else(|| {
            lengths.push(0);
            lengths.len() - 1
        });
        of[index] = Some(number);
        lengths[number] += 1;
    }
    AllSeries::of(&of, &lengths)
}

/// The items of each style, each with the one of its style before it.
struct ByStyle {
    /// By style, the last item.
    last: Vec<Option<usize>>,
    /// By item; `None` for items that were not added.
    before: Vec<Option<usize>>,
}

impl ByStyle {
    /// Adds an item and gives the last of its style before it.
    fn add(&mut self, style: u16, index: usize) -> Option<usize> {
        let style = usize::from(style);
        if self.last.len() <= style {
            self.last.resize(style + 1, None);
        }
        let before = self.last[style].replace(index);
        self.before[index] = before;
        before
    }

    /// Items of one style from `last` backwards, as far as children of `parent` can stand.
    fn before(&self, last: Option<usize>, parent: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(last, |&index| self.before[index]).take_while(move |&index| Some(index) > parent)
    }
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
    // Neighbours mostly differ in one figure.
    let is_alike = |(one, other): (char, char)| one == other || one.len_utf8() == other.len_utf8() && form_of(one) == form_of(other);
    (one.len() == other.len() && one.chars().zip(other.chars()).all(is_alike)) || look(one).eq(look(other))
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
