//! What holds for an assignment that says only half of it.
//!
//! An assignment without a deadline has that of its item or of the nearest item above which gives one; an assignment without
//! units has those of the nearest item above which names some. What was handed down to everything below an item needs no row of
//! its own there.

use std::collections::HashMap;

use crate::notice::{Assignment, FieldKind, Item, Notice};

/// The items of a notice in their order, and what its assignments say and have from elsewhere.
pub(super) struct Reach<'a> {
    items: Vec<Node<'a>>,
    assignments: Vec<Half>,
}

struct Node<'a> {
    item: &'a Item,
    parent: Option<usize>,
    depth: u32,
}

/// What an assignment says, and what it has from elsewhere.
#[derive(Default)]
struct Half {
    item: Option<usize>,
    covers: Vec<usize>,
    names: bool,
    dates: bool,
    deadline_of: Option<usize>,
    units_of: Option<usize>,
    /// Assignments took their other half from it.
    has_heirs: bool,
    /// All below it took their other half from it, so that nothing is left to say.
    is_handed_down: bool,
}

impl<'a> Reach<'a> {
    /// Looks through a notice.
    pub fn new(notice: &'a Notice) -> Self {
        let mut items: Vec<Node<'_>> = Vec::new();
        for (item, parent) in super::in_order(&notice.items) {
            let depth = parent.and_then(|parent| items.get(parent)).map_or(1, |parent| parent.depth + 1);
            items.push(Node { item, parent, depth });
        }
        let by_id: HashMap<&str, usize> = items.iter().enumerate().map(|(index, node)| (node.item.id.as_str(), index)).collect();
        let find = |id: &String| by_id.get(id.as_str()).copied();
        let half = |assignment: &Assignment| Half {
            item: assignment.item.as_ref().and_then(find),
            covers: assignment.covers.iter().filter_map(find).collect(),
            names: assignment.fields.iter().any(|field| field.kind != FieldKind::Deadline && !field.units.is_empty()),
            dates: assignment.fields.iter().any(|field| field.deadline.is_some()),
            ..Half::default()
        };
        let assignments = notice.assignments.iter().map(half).collect();
        let mut reach = Self { items, assignments };
        reach.hand_down();
        reach
    }

    /// The item that an assignment belongs to.
    pub fn item(&self, number: usize) -> Option<&'a Item> {
        let index = self.assignments.get(number)?.item?;
        self.items.get(index).map(|node| node.item)
    }

    /// The assignment whose deadline holds for this one: itself, or one of its item or above.
    pub fn deadline(&self, number: usize) -> Option<usize> {
        self.assignments.get(number)?.deadline_of
    }

    /// The assignment whose units hold for this one: itself, or one of its item or above.
    pub fn units(&self, number: usize) -> Option<usize> {
        self.assignments.get(number)?.units_of
    }

    /// Whether others say all that this one would.
    pub fn is_handed_down(&self, number: usize) -> bool {
        self.assignments.get(number).is_some_and(|half| half.is_handed_down)
    }

    fn hand_down(&mut self) {
        let naming = Givers::new(self, |half| half.names, |half| half.dates);
        let dating = Givers::new(self, |half| half.dates, |half| half.names);
        for number in 0..self.assignments.len() {
            let half = &self.assignments[number];
            let deadline = if half.dates { Some(number) } else { dating.beside(half).or_else(|| dating.above(self, half)) };
            let beside = if half.names { None } else { naming.beside(half) };
            let units = if half.names { Some(number) } else { beside.or_else(|| naming.above(self, half)) };
            for giver in deadline.iter().chain(&units).filter(|&&giver| giver != number) {
                self.assignments[*giver].has_heirs = true;
            }
            let half = &mut self.assignments[number];
            half.deadline_of = deadline;
            half.units_of = units;
            // A date beside units has its row with them.
            half.is_handed_down = half.dates && beside.is_some();
        }
        let named = self.least_depth(|half| half.names);
        let dated = self.least_depth(|half| half.dates);
        for number in 0..self.assignments.len() {
            let half = &self.assignments[number];
            let least = match (half.names, half.dates) {
                (false, true) => &named,
                (true, false) if half.deadline_of.is_none() => &dated,
                _ => continue,
            };
            let is_reached = |item: usize| least[item] >= self.items[item].depth;
            let covered = half.has_heirs && half.scope().next().is_some() && half.scope().all(is_reached);
            self.assignments[number].is_handed_down |= covered;
        }
    }

    /// For each item, over the items below it that have none below: how deep stands the deepest item whose assignment says
    /// `what` and reaches it; the least of them.
    fn least_depth(&self, what: impl Fn(&Half) -> bool) -> Vec<u32> {
        let mut depth = vec![0; self.items.len()];
        for half in self.assignments.iter().filter(|half| what(half)) {
            for item in half.scope() {
                depth[item] = self.items[item].depth;
            }
        }
        for index in 0..self.items.len() {
            if let Some(parent) = self.items[index].parent {
                depth[index] = depth[index].max(depth[parent]);
            }
        }
        let mut least: Vec<Option<u32>> = vec![None; self.items.len()];
        for index in (0..self.items.len()).rev() {
            let here = least[index].unwrap_or(depth[index]);
            least[index] = Some(here);
            if let Some(parent) = self.items[index].parent {
                least[parent] = Some(least[parent].map_or(here, |there| there.min(here)));
            }
        }
        least.into_iter().map(Option::unwrap_or_default).collect()
    }
}

impl Half {
    /// The items it holds for.
    fn scope(&self) -> impl Iterator<Item = usize> {
        self.covers.iter().copied().chain(self.item.filter(|_| self.covers.is_empty()))
    }

    /// Assignments of one place have this in common.
    fn place(&self) -> (Option<usize>, Option<usize>) {
        (self.item, self.scope().next())
    }
}

/// The assignments that can give their units (or their deadline), by where they do; the first of several.
struct Givers {
    /// Those that say nothing else, by their place: what says both is another task.
    beside: HashMap<(Option<usize>, Option<usize>), usize>,
    /// For each item, one that reaches it.
    any: Vec<Option<usize>>,
    /// For each item, one that reaches it from another item.
    from_above: Vec<Option<usize>>,
}

impl Givers {
    fn new(reach: &Reach<'_>, gives: impl Fn(&Half) -> bool, says_else: impl Fn(&Half) -> bool) -> Self {
        let none = || vec![None; reach.items.len()];
        let mut givers = Self { beside: HashMap::new(), any: none(), from_above: none() };
        for (number, half) in reach.assignments.iter().enumerate().filter(|(_, half)| gives(half)) {
            if !says_else(half) {
                givers.beside.entry(half.place()).or_insert(number);
            }
            for item in half.scope() {
                givers.any[item].get_or_insert(number);
                if half.item != Some(item) {
                    givers.from_above[item].get_or_insert(number);
                }
            }
        }
        givers
    }

    /// One at the same place.
    fn beside(&self, half: &Half) -> Option<usize> {
        half.item.and_then(|_| self.beside.get(&half.place()).copied())
    }

    /// The nearest one above.
    fn above(&self, reach: &Reach<'_>, half: &Half) -> Option<usize> {
        let own = half.item?;
        if let Some(giver) = self.from_above[own] {
            return Some(giver);
        }
        let mut at = reach.items[own].parent;
        while let Some(item) = at {
            if self.any[item].is_some() {
                return self.any[item];
            }
            at = reach.items[item].parent;
        }
        None
    }
}
