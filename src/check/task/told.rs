//! What sentences say of who and when, for tasks without fields.

use super::{Duty, View};
use crate::check::prose;

/// What sentences say of who and when, where no field does; asked only for items that would be reported.
pub(super) struct Told<'a> {
    view: &'a View<'a>,
    /// Whether an item's own words tell; `None` while nobody asked.
    items: Vec<Option<bool>>,
    /// By top item: how far a paragraph speaks of all before it (以上各项由…负责); 0 for nowhere.
    sections: Vec<Option<usize>>,
}

impl<'a> Told<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Self {
        let count = view.items.len();
        Self { view, items: vec![None; count], sections: vec![None; count] }
    }

    /// Whether an item, one above it, or a paragraph at the end of its section tells.
    pub(super) fn tells(&mut self, index: usize) -> bool {
        let start = self.view.items[index].marker.start;
        let mut at = Some(index);
        while let Some(above) = at {
            if self.item_tells(above) {
                return true;
            }
            at = self.view.items[above].parent;
        }
        start < self.all_above(self.view.structure.root[index])
    }

    fn item_tells(&mut self, index: usize) -> bool {
        if let Some(told) = self.items[index] {
            return told;
        }
        let view = self.view;
        let item = &view.items[index];
        let words = view.draft.words(&(item.marker.end..item.range.end.max(item.marker.end)));
        // Where a section has fields of units, a sentence about a unit is no substitute.
        let may_tell = view.duty == Duty::Deadline || !view.known[view.structure.root[index]].below;
        let told = may_tell && (self.says(words) || view.duty == Duty::Unit && prose::is_headed_by_unit(words));
        self.items[index] = Some(told);
        told
    }

    /// The byte up to which a section's items are spoken of together.
    fn all_above(&mut self, root: usize) -> usize {
        if let Some(end) = self.sections[root] {
            return end;
        }
        let words = self.view.draft.words(&self.view.section(root));
        let told = prose::of_all_above(words).filter(|(_, paragraph)| self.says(paragraph)).last();
        let end = told.map_or(0, |(at, _)| self.view.items[root].marker.start + at);
        self.sections[root] = Some(end);
        end
    }

    /// Whether words say what the duty asks for.
    pub(super) fn says(&self, words: &str) -> bool {
        match self.view.duty {
            Duty::Deadline => prose::says_when(words),
            Duty::Unit => prose::says_who(words),
        }
    }
}
