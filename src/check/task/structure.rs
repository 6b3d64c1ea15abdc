//! What both duties ask of a notice's items: how they stand, and what their headings say.

use std::cell::OnceCell;
use std::ops::Range;

use crate::check::{Draft, headings};

/// How a notice's items stand; made by the first rule that asks.
pub struct Structure {
    /// The top item above each item, or itself.
    pub(super) root: Vec<usize>,
    pub(super) has_items: Vec<bool>,
    /// It has an assignment of its own.
    pub(super) is_assigned: Vec<bool>,
    /// Runs of several clauses in one paragraph, as indices of items.
    pub(super) clauses: Vec<Range<usize>>,
    /// By item, what its heading says; empty while nobody asked.
    headings: Vec<Heading>,
}

/// What a heading says of its item and those under it.
#[derive(Debug, Clone, Default)]
struct Heading {
    is_never_task: OnceCell<bool>,
    is_other: OnceCell<bool>,
    is_task: OnceCell<bool>,
    is_division: OnceCell<bool>,
}

impl Structure {
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let items = &draft.outline.items;
        let count = items.len();
        let mut root: Vec<usize> = Vec::with_capacity(count);
        let mut has_items = vec![false; count];
        for (index, item) in items.iter().enumerate() {
            root.push(item.parent.map_or(index, |parent| root[parent]));
            if let Some(parent) = item.parent {
                has_items[parent] = true;
            }
        }
        let mut is_assigned = vec![false; count];
        for index in draft.assigned.iter().filter_map(|assigned| assigned.item) {
            is_assigned[index] = true;
        }
        Self { root, has_items, is_assigned, clauses: clauses(draft), headings: vec![Heading::default(); count] }
    }

    /// Whether an item's own heading says that it is no task.
    pub(super) fn is_never_task(&self, draft: &Draft<'_>, index: usize) -> bool {
        *self.headings[index].is_never_task.get_or_init(|| headings::is_never_task(title(draft, index)))
    }

    /// Whether an item's heading says that those under it are no tasks, unless they assign.
    pub(super) fn is_other(&self, draft: &Draft<'_>, index: usize) -> bool {
        *self.headings[index].is_other.get_or_init(|| headings::is_other(title(draft, index)))
    }

    /// Whether an item's heading says that those under it are tasks.
    pub(super) fn is_task(&self, draft: &Draft<'_>, index: usize) -> bool {
        *self.headings[index].is_task.get_or_init(|| headings::is_task(title(draft, index), &draft.settings.task_headings))
    }

    /// Whether an item's heading says that those under it tell who does what.
    pub(super) fn is_division(&self, draft: &Draft<'_>, index: usize) -> bool {
        *self.headings[index].is_division.get_or_init(|| headings::is_division(title(draft, index)))
    }
}

fn title<'a>(draft: &'a Draft<'_>, index: usize) -> &'a str {
    draft.outline.items[index].title.as_ref().map_or("", |title| draft.words(title))
}

/// Neighbours of one parent and style that stand in one paragraph.
fn clauses(draft: &Draft<'_>) -> Vec<Range<usize>> {
    let items = &draft.outline.items;
    let go_on = |(one, other): &(usize, usize)| {
        let (one, other) = (&items[*one], &items[*other]);
        one.parent == other.parent && one.style == other.style && stand_in_one_paragraph(draft.text(), one.marker.start, other.marker.start)
    };
    let mut clauses: Vec<Range<usize>> = Vec::new();
    for (one, other) in (0..items.len()).zip(1..items.len()).filter(go_on) {
        match clauses.last_mut() {
            Some(run) if run.end == other => run.end = other + 1,
            _ => clauses.push(one..other + 1),
        }
    }
    clauses
}

/// Whether two places stand in one paragraph. Most items begin one, which the byte before them tells.
fn stand_in_one_paragraph(text: &str, first: usize, last: usize) -> bool {
    let between = &text.as_bytes()[first..last];
    between.last() != Some(&b'\n') && memchr::memchr(b'\n', between).is_none()
}
