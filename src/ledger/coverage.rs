//! What the notices leave open: tasks without a unit, tasks without a deadline.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Heading, Row, Task, in_order, task};
use crate::notice::{Item, Notice};

/// The rules of `check` that say which item lacks what.
const WITHOUT_UNIT: &str = "U001";
const WITHOUT_DEADLINE: &str = "D001";

/// The tasks of one notice, and those that lack something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Tasks: the assignments of the ledger, and the items that have none and owe one.
    pub tasks: usize,
    /// Those without a unit or without a deadline, in the order of their items.
    pub gaps: Vec<Gap>,
}

/// A task that lacks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its heading or first sentence.
    pub words: String,
    /// Markers from the top down to its item.
    pub path: Vec<String>,
    /// Index of its item in the order of the text; `None` where it belongs to none.
    pub item: Option<usize>,
    /// A unit is named.
    pub has_unit: bool,
    /// A deadline is given.
    pub has_deadline: bool,
    /// The notice.
    pub notice: Arc<Heading>,
}

/// Looks through a notice, whose findings `check` has made, and its rows.
pub fn coverage(notice: &Notice, heading: &Arc<Heading>, rows: &[Row]) -> Coverage {
    let items = in_order(&notice.items);
    let mut owing: BTreeMap<usize, (bool, bool)> = BTreeMap::new();
    let by_id: BTreeMap<&str, usize> = items.iter().enumerate().map(|(index, (item, _))| (item.id.as_str(), index)).collect();
    for finding in &notice.findings {
        let Some(&index) = finding.item.as_deref().and_then(|item| by_id.get(item)) else { continue };
        match finding.code.as_str() {
            WITHOUT_UNIT => owing.entry(index).or_insert((true, true)).0 = false,
            WITHOUT_DEADLINE => owing.entry(index).or_insert((true, true)).1 = false,
            _ => {}
        }
    }
    let mut gaps = Vec::new();
    let mut tasks = 0;
    for assignment in rows.chunk_by(|one, other| Arc::ptr_eq(&one.task, &other.task)) {
        let Some(first) = assignment.first() else { continue };
        tasks += 1;
        let item = first.task.item.as_deref().and_then(|item| by_id.get(item)).copied();
        // What the rules say of its item is the same gap, not another.
        let found = item.and_then(|item| owing.remove(&item)).unwrap_or((true, true));
        let (has_unit, has_deadline) = (first.unit.is_some() && found.0, first.due.is_some() && found.1);
        if !(has_unit && has_deadline) {
            gaps.push(of_task(&first.task, item, has_unit, has_deadline));
        }
    }
    tasks += owing.len();
    for (index, (has_unit, has_deadline)) in owing {
        let Some((item, _)) = items.get(index) else { continue };
        let words = task::of_item(item, None);
        gaps.push(Gap { words, path: path(&items, index), item: Some(index), has_unit, has_deadline, notice: Arc::clone(heading) });
    }
    gaps.sort_by_key(|gap| gap.item);
    Coverage { tasks, gaps }
}

fn of_task(task: &Task, item: Option<usize>, has_unit: bool, has_deadline: bool) -> Gap {
    Gap { words: task.words.clone(), path: task.path.clone(), item, has_unit, has_deadline, notice: Arc::clone(&task.notice) }
}

/// Markers from the top down to an item.
fn path(items: &[(&Item, Option<usize>)], index: usize) -> Vec<String> {
    let mut markers = Vec::new();
    let mut at = Some(index);
    while let Some((item, parent)) = at.and_then(|index| items.get(index)) {
        markers.push(item.marker.clone());
        at = *parent;
    }
    markers.reverse();
    markers
}
