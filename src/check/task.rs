//! Which items are tasks, and which of them an assignment reaches.
//!
//! An item owes what its peers have. It is one where its section assigns to items of its level, stands under a heading that says
//! tasks, is a row of a table that has the column, or is one of several sections that are assigned as wholes.

use std::ops::Range;

mod structure;
mod told;

pub use self::structure::Structure;
use self::told::Told;
use super::{Draft, headings};
use crate::fields::{Assigned, AssignedField};
use crate::notice::FieldKind;
use crate::outline::OutlineItem;
use crate::outline::table::ColumnKind;

/// What a task can lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// A unit or person that is responsible.
    Unit,
    /// A deadline.
    Deadline,
}

impl Duty {
    /// The kinds of field that fulfil it.
    fn kinds(self) -> &'static [FieldKind] {
        match self {
            Self::Unit => &[FieldKind::Responsible, FieldKind::Lead, FieldKind::Support, FieldKind::Person],
            Self::Deadline => &[FieldKind::Deadline],
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Unit => Self::Deadline,
            Self::Deadline => Self::Unit,
        }
    }

    /// Whether a field fulfils it. Whom to ask (联系人) is not who is to do it.
    fn is_fulfilled_by(self, draft: &Draft<'_>, field: &AssignedField) -> bool {
        let label = || field.label.as_ref().map_or("", |label| draft.words(label));
        self.kinds().contains(&field.kind) && !(field.kind == FieldKind::Person && headings::is_contact(label()))
    }
}

/// The items of a notice as one duty sees them.
struct View<'a> {
    draft: &'a Draft<'a>,
    duty: Duty,
    items: &'a [OutlineItem],
    structure: &'a Structure,
    /// What is known of each item.
    known: Vec<Known>,
    /// By parent, as [`family`] counts.
    families: Vec<Family>,
    /// Any field of the notice fulfils the duty.
    is_ever_fulfilled: bool,
}

/// What is known of an item.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// A field of its own, or one that holds for it.
    own: bool,
    /// `own`, of the item or of one below it.
    below: bool,
    /// It or an item above it is provided for.
    reached: bool,
    /// The columns of its table fulfil the duty, where it is a row of one.
    row: Option<bool>,
    /// Of a top item, a bit for each level: a field stands at an item of that level in its section.
    levels: u64,
    /// It has a labelled field of the other duty.
    other: bool,
    /// `other`, of the item or of one below it.
    other_below: bool,
}

/// The bit of a level in [`Known::levels`]; no outline is so deep that two of its levels share one.
fn level_bit(level: u32) -> u64 {
    1 << level.min(u64::BITS - 1)
}

/// The tasks that lack what `duty` asks for, as indices of items.
pub fn unassigned(draft: &Draft<'_>, duty: Duty) -> Vec<usize> {
    if draft.outline.items.is_empty() {
        return Vec::new();
    }
    let view = View::new(draft, duty);
    let count = view.items.len();
    let is_leaf = |index: &usize| !view.structure.has_items[*index] && !view.known[*index].reached;
    let leaves: Vec<usize> = (0..count).filter(is_leaf).collect();
    // Where every item is provided for, every section is.
    if draft.settings.strict || leaves.is_empty() {
        return leaves;
    }
    let mut told_by = Told::new(&view);
    let (told, untold): (Vec<usize>, Vec<usize>) =
        leaves.into_iter().filter(|&index| view.owes(index)).partition(|&index| told_by.tells(index));
    let mut provided: Vec<bool> = view.known.iter().map(|known| known.reached).collect();
    told.into_iter().for_each(|index| provided[index] = true);
    carry_up(view.items, |parent, index| provided[parent] |= provided[index]);
    let mut lacking = vec![false; count];
    for index in untold {
        lacking[view.named_for(index, &provided)] = true;
    }
    view.add_sections(&mut lacking, &provided, &mut told_by);
    (0..count).filter(|&index| lacking[index]).collect()
}

impl<'a> View<'a> {
    fn new(draft: &'a Draft<'a>, duty: Duty) -> Self {
        let items = &draft.outline.items[..];
        let structure = draft.structure.get_or_init(|| Structure::of(draft));
        let mut known = vec![Known::default(); items.len()];
        mark_own(draft, duty, &mut known);
        mark_labelled(draft, duty.other(), &mut known);
        mark_rows(draft, duty, &mut known);
        for index in 0..items.len() {
            let Known { own, row, other, .. } = known[index];
            known[index] = Known { below: own, reached: own, other_below: other, ..known[index] };
            if own && row.is_none() {
                known[structure.root[index]].levels |= level_bit(items[index].level);
            }
        }
        carry_up(items, |parent, index| {
            known[parent].below |= known[index].below;
            known[parent].other_below |= known[index].other_below;
        });
        let is_ever_fulfilled = known.iter().any(|known| known.own);
        let mut view = Self { draft, duty, items, structure, known, families: Vec::new(), is_ever_fulfilled };
        view.spread_over_clauses();
        // What reaches an item reaches all below it; parents stand first.
        for (index, item) in items.iter().enumerate() {
            view.known[index].reached |= item.parent.is_some_and(|parent| view.known[parent].reached);
        }
        view.families = view.count_families();
        view
    }

    /// The bytes of a top item and all below it.
    fn section(&self, root: usize) -> Range<usize> {
        let next = root + self.structure.root[root..].partition_point(|&of| of == root);
        let end = self.items[next - 1].range.end;
        self.items[root].marker.start..end.max(self.items[root].marker.end)
    }

    fn count_families(&self) -> Vec<Family> {
        let mut families = vec![Family::default(); self.items.len() + 1];
        for (item, known) in self.items.iter().zip(&self.known).filter(|(_, known)| known.row.is_none()) {
            let family = &mut families[family(item.parent)];
            family.all += 1;
            family.own += usize::from(known.own);
            family.below += usize::from(known.below);
            family.reached += usize::from(known.reached);
        }
        families
    }

    /// A field behind the last of several clauses, none of which has its own, is meant for all of them.
    fn spread_over_clauses(&mut self) {
        for clauses in &self.structure.clauses {
            let mut others = clauses.start..clauses.end - 1;
            if self.known[others.end].reached && others.all(|index| !self.known[index].reached && !self.structure.is_assigned[index]) {
                self.known[clauses.clone()].iter_mut().for_each(|known| known.reached = true);
            }
        }
    }

    /// Whether an item without items below it is a task.
    fn owes(&self, index: usize) -> bool {
        if let Some(has_column) = self.known[index].row {
            return has_column;
        }
        let has_other_field = self.known[index].other;
        if self.structure.root[index] == index || (!has_other_field && self.structure.is_never_task(self.draft, index)) {
            return false;
        }
        let mut is_task = self.has_peers(index) || (has_other_field && self.is_ever_fulfilled);
        let mut above = self.items[index].parent;
        while let Some(at) = above {
            if !self.known[at].below && self.structure.is_other(self.draft, at) {
                return false;
            }
            let says_only_who = || self.duty == Duty::Deadline && self.structure.is_division(self.draft, at);
            is_task = is_task || self.structure.is_task(self.draft, at) && !says_only_who();
            above = self.items[at].parent;
        }
        is_task
    }

    /// Whether fields stand at items of its level in its section, or below most of its siblings.
    fn has_peers(&self, index: usize) -> bool {
        let item = &self.items[index];
        let siblings = self.families[family(item.parent)];
        self.known[self.structure.root[index]].levels & level_bit(item.level) != 0
            || (siblings.below > 0 && 2 * siblings.below >= siblings.all - 1)
    }

    /// The item to name for a task that lacks something: where the siblings of an item above it are assigned as wholes,
    /// so should that item be.
    fn named_for(&self, index: usize, provided: &[bool]) -> usize {
        let mut named = index;
        while let Some(parent) = self.items[named].parent {
            let siblings = self.families[family(self.items[parent].parent)];
            if provided[parent] || siblings.own == 0 || 2 * siblings.own < siblings.below {
                break;
            }
            named = parent;
        }
        named
    }

    /// Adds the top items that are tasks themselves: sections among others that are assigned as wholes.
    fn add_sections(&self, lacking: &mut [bool], provided: &[bool], told: &mut Told<'_>) {
        let tops: Vec<usize> = (0..self.items.len()).filter(|&index| self.is_section(index)).collect();
        let is_whole = |&index: &usize| self.known[index].own || self.families[family(Some(index))].is_reached();
        let whole: Vec<usize> = tops.iter().copied().filter(is_whole).collect();
        let (Some(&first), Some(&last)) = (whole.first(), whole.last()) else { return };
        let mut holds_lacking = lacking.to_vec();
        carry_up(self.items, |parent, index| holds_lacking[parent] |= holds_lacking[index]);
        for index in tops {
            let is_free = !provided[index] && !holds_lacking[index];
            let stands_between = first < index && index < last;
            let is_task =
                if self.known[index].other_below { whole.len() > 1 || self.known[index].other } else { whole.len() > 1 && stands_between };
            lacking[index] |= is_free
                && is_task
                && !self.structure.is_other(self.draft, index)
                && !told.tells(index)
                && !told.says(self.draft.words(&self.section(index)));
        }
    }

    /// Whether it is a numbered top item.
    fn is_section(&self, index: usize) -> bool {
        self.items[index].parent.is_none() && self.items[index].numeral.is_some() && self.known[index].row.is_none()
    }
}

/// What is known of the items that share a parent.
#[derive(Debug, Clone, Copy, Default)]
struct Family {
    /// How many there are; rows of tables are not counted.
    all: usize,
    /// Those with a field of their own.
    own: usize,
    /// Those with a field of their own or below them.
    below: usize,
    /// Those that are provided for.
    reached: usize,
}

impl Family {
    fn is_reached(self) -> bool {
        self.all > 0 && self.reached == self.all
    }
}

/// Index of the family under a parent; the first is that of the top items.
fn family(parent: Option<usize>) -> usize {
    parent.map_or(0, |parent| parent + 1)
}

/// Gives each item to its parent, those below before those above: `carry` takes the parent and the item.
fn carry_up(items: &[OutlineItem], mut carry: impl FnMut(usize, usize)) {
    for (index, item) in items.iter().enumerate().rev() {
        if let Some(parent) = item.parent {
            carry(parent, index);
        }
    }
}

/// Marks the items with a field of their own, or one that holds for them.
fn mark_own(draft: &Draft<'_>, duty: Duty, known: &mut [Known]) {
    let first = draft.outline.items.first().map_or(0, |item| item.marker.start);
    let fulfils = |assigned: &&Assigned| assigned.fields.iter().any(|field| duty.is_fulfilled_by(draft, field));
    for assigned in draft.assigned.iter().filter(fulfils) {
        for &index in assigned.covers.iter().chain(&assigned.item) {
            known[index].own = true;
        }
        // What stands before all items holds for all of them.
        let stands_before = || assigned.fields.first().is_some_and(|field| field.value.start < first);
        if assigned.item.is_none() && assigned.covers.is_empty() && stands_before() {
            known.iter_mut().for_each(|known| known.own = true);
            return;
        }
    }
    // A label that was not filled in is U003's.
    for (item, empty) in draft.blanks() {
        let Some(index) = item else { continue };
        known[index].own |= duty.kinds().contains(&empty.kind);
        let Some(paragraph) = draft.paragraph_at(empty.label.start) else { continue };
        if paragraph.start == empty.label.start {
            reach_siblings_before(draft, index, known);
        }
        // What stands beside it in a line of its own says for which items it is.
        let first = |assigned: &Assigned| assigned.fields.first().map_or(0, |field| field.value.start);
        let beside = draft.assigned.partition_point(|assigned| first(assigned) < paragraph.start);
        for assigned in draft.assigned[beside..].iter().take_while(|assigned| first(assigned) < paragraph.end) {
            if duty.kinds().contains(&empty.kind) && assigned.covers.contains(&index) {
                assigned.covers.iter().for_each(|&index| known[index].own = true);
            }
        }
    }
}

/// Marks the items with a labelled field that fulfils the other duty.
fn mark_labelled(draft: &Draft<'_>, other: Duty, known: &mut [Known]) {
    for assigned in draft.assigned {
        let is_labelled = |field: &AssignedField| field.label.is_some() && other.is_fulfilled_by(draft, field);
        if let Some(index) = assigned.item.filter(|_| assigned.fields.iter().any(is_labelled)) {
            known[index].other = true;
        }
    }
}

/// Says of each item that is a row of a table whether the table has a column that fulfils the duty.
fn mark_rows(draft: &Draft<'_>, duty: Duty, known: &mut [Known]) {
    if draft.tables.is_empty() {
        return;
    }
    let mut tables = draft.tables.iter().peekable();
    let mut row = |item: &OutlineItem| {
        while tables.next_if(|table| table.range.end <= item.range.start).is_some() {}
        let table = tables.peek().filter(|table| table.range.start <= item.range.start)?;
        let is_numbered = table.columns.iter().any(|column| column.kind == ColumnKind::Serial);
        if is_numbered && item.numeral.is_none() {
            return Some(false);
        }
        Some(table.columns.iter().any(|column| matches!(column.kind, ColumnKind::Field(kind) if duty.kinds().contains(&kind))))
    };
    for (known, item) in known.iter_mut().zip(&draft.outline.items) {
        known.row = row(item);
    }
}

/// A line of its own behind several items is meant for all of them that have no other.
fn reach_siblings_before(draft: &Draft<'_>, index: usize, known: &mut [Known]) {
    let items = &draft.outline.items;
    for before in (0..index).rev().take_while(|&before| items[index].parent != Some(before)) {
        if items[before].parent != items[index].parent {
            continue;
        }
        if draft.assigned.iter().any(|assigned| assigned.item == Some(before)) {
            break;
        }
        known[before].own = true;
    }
}

/// Reports an item by its marker, with the words that a reader knows it by.
pub fn report(draft: &Draft<'_>, index: usize, places: &mut super::Places) {
    let item = &draft.outline.items[index];
    let words = draft.words(&item.range);
    let first = item.title.as_ref().map_or_else(|| words.split(['。', '\n']).next().unwrap_or(words), |title| draft.words(title));
    let shown: String = first.chars().take(20).collect();
    let shown = if shown.starts_with(draft.words(&item.marker)) { shown } else { format!("{}{shown}", draft.words(&item.marker)) };
    let marker = if item.marker.is_empty() { item.title.clone().unwrap_or_else(|| item.range.clone()) } else { item.marker.clone() };
    places.at(marker, Some(index), &[&shown]);
}
