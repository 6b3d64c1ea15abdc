//! Which item an assignment belongs to, and which items it holds for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::find::Group;
use crate::outline::Outline;

/// Where a group of fields belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Belonging {
    pub item: Option<usize>,
    pub covers: Vec<usize>,
}

/// Items of one style under one parent.
type Series = (Option<usize>, u16);

#[derive(Default)]
struct Members {
    count: usize,
    last: usize,
    /// Members under which a field stands.
    with_fields: usize,
    /// Members under which a field line stands.
    with_lines: usize,
    /// A field line has been given to the parent already.
    covered: bool,
}

/// Gives each of `groups` (in the order they stand) its item.
///
/// An in-paragraph field belongs to the innermost item that it ends. A field line alone in its paragraph belongs to the sibling
/// before it when the siblings have fields of their own or more of them follow, and otherwise to their parent and covers them all.
pub(super) fn belongings(text: &str, paragraphs: &[Range<usize>], outline: &Outline, groups: &[Group]) -> Vec<Belonging> {
    let items = &outline.items;
    // What stands behind the end of the last item before it, in the tail, is under none.
    let is_under = |group: &Group, index: usize| group.range.start < items[index].range.end;
    let owner = |group: &Group| {
        let index = items.partition_point(|item| item.marker.start <= group.range.start).checked_sub(1)?;
        is_under(group, index).then(|| if group.alone { index } else { behind_list(text, outline, index, group.range.start) })
    };
    let own = |item: Option<usize>| Belonging { item, covers: item.into_iter().collect() };
    if !groups.iter().any(|group| group.alone) {
        return groups.iter().map(|group| own(owner(group))).collect();
    }
    let lines = line_items(paragraphs, outline);
    let before_line = |group: &Group| {
        let last = owner(group)?;
        let index = lines.partition_point(|&item| items[item].marker.start < group.range.start).checked_sub(1);
        let Some(first) = index.map(|index| lines[index]) else { return Some(last) };
        // ⒉ and ⒊ may stand in the line that ⒈ begins: the last of them is meant.
        let is_sibling = |&item: &usize| items[item].parent == items[first].parent && items[item].style == items[first].style;
        std::iter::successors(Some(last), |&item| items[item].parent).find(is_sibling).or(Some(first))
    };
    let candidates: Vec<Option<usize>> = groups.iter().map(|group| if group.alone { before_line(group) } else { owner(group) }).collect();

    // Below each item: fields inside its paragraphs, field lines, and fields of any form.
    let mut inside = vec![false; items.len()];
    let mut field_lines = vec![false; items.len()];
    let mut any = vec![false; items.len()];
    for (group, item) in groups.iter().zip(&candidates) {
        if let Some(item) = *item {
            any[item] = true;
            inside[item] |= !group.alone;
            field_lines[item] |= group.alone;
        }
    }
    let mut has_children = vec![false; items.len()];
    for index in (0..items.len()).rev() {
        if let Some(parent) = items[index].parent {
            inside[parent] |= inside[index];
            field_lines[parent] |= field_lines[index];
            any[parent] |= any[index];
        }
    }
    for &item in &lines {
        if let Some(parent) = items[item].parent {
            has_children[parent] = true;
        }
    }
    let mut series: FxHashMap<Series, Members> = FxHashMap::default();
    for (index, item) in items.iter().enumerate() {
        let members = series.entry((item.parent, item.style)).or_default();
        members.count += 1;
        members.last = index;
        members.with_fields += usize::from(any[index]);
        members.with_lines += usize::from(field_lines[index]);
    }

    let mut placed = Vec::with_capacity(groups.len());
    for (group, &item) in groups.iter().zip(&candidates) {
        let Some(index) = item.filter(|_| group.alone) else {
            placed.push(own(item));
            continue;
        };
        let key = (items[index].parent, items[index].style);
        let Some(members) = series.get_mut(&key) else {
            placed.push(own(item));
            continue;
        };
        let last_of_several = members.count > 1 && members.last == index && !has_children[index];
        let others = members.with_fields > usize::from(any[index]);
        // Siblings with fields of their own keep the line for the last one, unless that one has its own already and none of the
        // others has such a line.
        let is_further = inside[index] && members.with_lines == usize::from(field_lines[index]);
        let to_parent = last_of_several && !members.covered && (if others { is_further } else { !inside[index] });
        if !to_parent {
            placed.push(own(item));
            continue;
        }
        members.covered = true;
        let parent = items[index].parent;
        let from = parent.map_or(0, |parent| parent + 1);
        let covers = (from..=index).filter(|&at| items[at].parent == parent && items[at].style == key.1).collect();
        placed.push(Belonging { item: parent, covers });
    }
    placed
}

/// The item that a field belongs to which stands behind `item` in its paragraph: 三是丙 ends with its sentence where 一是甲；二是乙；
/// stand before it, and what comes behind a further sentence is of the item that holds them all.
fn behind_list(text: &str, outline: &Outline, item: usize, field: usize) -> usize {
    let own = &outline.items[item];
    let Some(parent) = own.parent else { return item };
    let listed = text.get(..own.marker.start).is_some_and(|before| before.trim_end_matches([' ', '\u{3000}']).ends_with(['；', ';']));
    let behind = || text.get(own.marker.end..field).and_then(|words| Some(&words[words.find('。')? + '。'.len_utf8()..]));
    if listed && behind().is_some_and(|behind| behind.trim().chars().count() > 6 && behind.contains('。')) { parent } else { item }
}

/// The items that begin a paragraph.
fn line_items(paragraphs: &[Range<usize>], outline: &Outline) -> Vec<usize> {
    let mut paragraphs = paragraphs.iter().peekable();
    let mut found = Vec::new();
    for (index, item) in outline.items.iter().enumerate() {
        while paragraphs.next_if(|paragraph| paragraph.start < item.marker.start).is_some() {}
        if paragraphs.peek().is_some_and(|paragraph| paragraph.start == item.marker.start) {
            found.push(index);
        }
    }
    found
}
