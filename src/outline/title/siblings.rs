//! What the titles of siblings say about one that is still open.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::OutlineItem;
use super::{LONGEST, Offer, PARALLEL};

/// The titles of one series.
#[derive(Debug, Default)]
pub(super) struct Group<'a> {
    /// Whether an offer hangs on it.
    asked: bool,
    /// One bit for each number of characters, by clauses.
    builds: [u64; MOST_CLAUSES + 1],
    /// Last two characters of each title, with how many end so and how long they are.
    ends: FxHashMap<&'a str, (usize, usize)>,
}

/// Clauses of a title that are told apart.
const MOST_CLAUSES: usize = 3;

/// The series that each item belongs to, by number, and how many there are.
pub(super) fn series(items: &[OutlineItem]) -> (Vec<usize>, usize) {
    let mut count = 0;
    let mut series_of = Vec::with_capacity(items.len());
    // The series that can still go on, by depth: a parent stands before its children, so a new one ends those below it.
    let mut going_on: Vec<Vec<(u16, usize)>> = Vec::new();
    for item in items {
        let depth = item.level as usize;
        going_on.truncate(depth);
        going_on.resize(depth, Vec::new());
        let siblings = &mut going_on[depth - 1];
        let series = siblings.iter().find(|(style, _)| *style == item.style).map(|&(_, series)| series);
        series_of.push(series.unwrap_or_else(|| {
            siblings.push((item.style, count));
            count += 1;
            count - 1
        }));
    }
    (series_of, count)
}

/// Takes the titles that [`Offer::Last`] gave from those series in which nothing else has one: `3、按月公示。` above a closing paragraph.
pub(super) fn drop_lone_last(items: &mut [OutlineItem], series: &(Vec<usize>, usize), open: &[(usize, Offer)]) {
    let (series_of, count) = series;
    // Items, titles and the last item of each series.
    let mut seen = vec![(0_usize, 0_usize, 0_usize); *count];
    for (index, (item, &series)) in items.iter().zip(series_of).enumerate() {
        let (members, titles, last) = &mut seen[series];
        *members += 1;
        *titles += usize::from(item.title.is_some());
        *last = index;
    }
    for &(index, ref offer) in open {
        let (members, titles, last) = seen[series_of[index]];
        if matches!(offer, Offer::Last) && members >= 2 && titles == 1 && last == index {
            items[index].title = None;
        }
    }
}

/// What the titles of each series say.
pub(super) fn groups<'a>(text: &'a str, items: &[OutlineItem], series: &(Vec<usize>, usize), open: &[(usize, Offer)]) -> Vec<Group<'a>> {
    let (group_of, count) = series;
    let mut groups: Vec<Group> = std::iter::repeat_with(Group::default).take(*count).collect();
    for &(index, _) in open {
        groups[group_of[index]].asked = true;
    }
    let mut long: Vec<usize> =
        open.iter().filter(|(_, offer)| matches!(offer, Offer::Long(..))).map(|&(index, _)| group_of[index]).collect();
    long.sort_unstable();
    for (item, &group) in items.iter().zip(group_of) {
        let cuts = long.binary_search(&group).is_ok();
        let group = &mut groups[group];
        let Some(title) = item.title.clone().filter(|_| group.asked) else { continue };
        let title = &text[title];
        let (clauses, characters) = build(title);
        group.builds[clauses.min(MOST_CLAUSES)] |= 1 << characters.min(63);
        if cuts && let Some((at, _)) = title.char_indices().rev().nth(1) {
            let end = group.ends.entry(&title[at..]).or_default();
            *end = (end.0 + 1, title.chars().count());
        }
    }
    groups
}

/// Clauses and characters.
fn build(title: &str) -> (usize, usize) {
    let clauses = title.chars().filter(|character| matches!(character, '，' | ',')).count();
    (clauses, title.chars().filter(|character| !character.is_whitespace()).count())
}

impl Group<'_> {
    /// Whether a title of the series is built like this sentence.
    pub(super) fn has_parallel(&self, sentence: &str) -> bool {
        let (clauses, characters) = build(sentence);
        let (from, to) = (characters.min(63).saturating_sub(PARALLEL), characters.min(63) + PARALLEL);
        self.builds[clauses.min(MOST_CLAUSES)] >> from & ((1 << (to - from + 1)) - 1) != 0
    }

    /// The start of a line that ends like two titles of the series and is about as long.
    pub(super) fn cut(&self, text: &str, line: Range<usize>) -> Option<Range<usize>> {
        use super::words as table;
        if self.ends.is_empty() {
            return None;
        }
        let words = &text[line.clone()];
        let starts = words.char_indices().map(|(at, _)| at);
        let second = words.char_indices().take(LONGEST).skip(1);
        for (index, (from, (at, character))) in starts.zip(second).enumerate() {
            let end = at + character.len_utf8();
            if let Some(&(count, length)) = self.ends.get(&words[from..end])
                && count >= 2
                && (index + 2).abs_diff(length) <= 2
                && !words[end..].starts_with(|next| table::HEADING_GOES_ON.contains(next) && next != '要')
            {
                return Some(line.start..line.start + end);
            }
        }
        None
    }
}
