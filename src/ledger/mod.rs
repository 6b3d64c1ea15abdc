//! The ledger (台账): the assignments of notices as rows, one an assignment and unit.
//!
//! A notice often says who in one place and by when in another: a section's units stand below it and its deadline above. Each
//! row carries what holds for it, wherever the notice says so (see [`reach`]).

mod asked;
mod coverage;
mod occurrence;
mod order;
mod reach;
mod record;
mod selection;
mod task;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::fields::roster::Roster;
use crate::notice::{Assignment, Deadline, DeadlineKind, Document, FieldKind, Item, Notice, Span};
use reach::Reach;

pub use asked::{Asked, Unmet};
pub use coverage::{Coverage, Gap, coverage};
pub use occurrence::{Occurrence, first_occurrence};
pub use order::{Grouping, by_pinyin};
pub use record::Record;
pub use selection::Selection;
pub use task::task_of;

/// The most units that an assignment hands down to those below it.
const MOST_REPEATED: usize = 100;

/// One assignment and one of its units.
#[derive(Debug, Clone)]
pub struct Row {
    /// The unit or person, by its proper name where the roster knows it; `None` where the notice names none.
    pub unit: Option<String>,
    /// The unit as the notice writes it.
    pub unit_as_written: Option<String>,
    /// What the unit is to the task; `None` where there is no unit.
    pub role: Option<FieldKind>,
    /// The label that gives the unit, as written.
    pub label: Option<String>,
    /// The deadline that holds for it.
    pub due: Option<Arc<Due>>,
    /// The field that names the unit, as an index into the fields of all the notice's assignments; without a unit, the deadline's.
    pub field: usize,
    /// Where that field stands in the original file.
    pub span: Span,
    /// The assignment.
    pub task: Arc<Task>,
}

/// What the rows of one assignment share.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its item's heading or first sentence; the notice's title where it belongs to no item.
    pub words: String,
    /// `id` of its item.
    pub item: Option<String>,
    /// Markers from the top down to that item.
    pub path: Vec<String>,
    /// Which of the notice's assignments it is, from 0.
    pub number: usize,
    /// How many assignments before it have the same item and the same deadline.
    pub repeated: u32,
    /// The notice.
    pub notice: Arc<Heading>,
}

/// A deadline as a row has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What it means.
    pub deadline: Deadline,
    /// As written; several values of one assignment are parted by `；`.
    pub text: String,
    /// `id` of the item above that gives it, where the assignment has none of its own.
    pub from_item: Option<String>,
    /// The field, as an index into the fields of all the notice's assignments.
    pub field: usize,
}

/// What a row says of its notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Path of the file as it was given.
    pub file: String,
    /// Which of the file's notices it is, from 0.
    pub number: usize,
    /// 发文字号, as written.
    pub document_number: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// 成文日期, ISO 8601.
    pub issued: Option<String>,
    /// The year of dates without one.
    pub year: Option<i16>,
}

impl Row {
    /// Whether it is one of the unit's, by its proper name or as written; spaces in it do not count.
    pub fn is_of(&self, unit: &str) -> bool {
        let names = [&self.unit, &self.unit_as_written].into_iter().flatten();
        names.into_iter().any(|name| name.chars().filter(|character| !character.is_whitespace()).eq(unit.chars()))
    }
}

impl Due {
    /// The last day still on time, ISO 8601, with a clock time where one is given. That of something that recurs is its end, not
    /// its next occurrence.
    pub fn last_day(&self) -> Option<&str> {
        self.deadline.end.as_deref()
    }

    /// Whether nothing says when it is over: standing, recurring without end, hanging on an event, or not understood.
    pub fn is_open_ended(&self) -> bool {
        self.deadline.end.is_none() && self.deadline.kind != DeadlineKind::Immediate
    }
}

/// The rows of a document, in the order of its assignments.
pub fn rows(document: &Document, roster: &Roster) -> Vec<Row> {
    let notices = document.notices.iter().enumerate();
    notices.flat_map(|(number, notice)| notice_rows(notice, &heading(document, number, notice), roster)).collect()
}

/// What rows say of the notice that is the document's `number`th, from 0.
pub fn heading(document: &Document, number: usize, notice: &Notice) -> Arc<Heading> {
    Arc::new(Heading {
        file: document.source.path.clone(),
        number,
        document_number: notice.document_number.as_ref().map(|number| number.text.clone()),
        title: notice.title.clone(),
        issued: notice.issued.as_ref().and_then(|issued| issued.date.clone()),
        year: notice.year.map(|year| year.value),
    })
}

/// The rows of one notice; `heading` is what they say of it.
pub fn notice_rows(notice: &Notice, heading: &Arc<Heading>, roster: &Roster) -> Vec<Row> {
    let first_fields = first_fields(&notice.assignments);
    let reach = Reach::new(notice);
    let mut rows = Vec::new();
    let mut seen: HashMap<(Option<&str>, Option<String>), u32> = HashMap::new();
    for (number, assignment) in notice.assignments.iter().enumerate().filter(|(number, _)| !reach.is_handed_down(*number)) {
        let dated_by = reach.deadline(number);
        let due = dated_by.and_then(|giver| due(&notice.assignments, giver, number, &first_fields)).map(Arc::new);
        let same = seen.entry((assignment.item.as_deref(), due.as_ref().map(|due| due.text.clone()))).or_insert(0);
        let task = Arc::new(Task {
            words: task_of(notice, reach.item(number), assignment),
            item: assignment.item.clone(),
            path: assignment.path.clone(),
            number,
            repeated: std::mem::replace(same, *same + 1),
            notice: Arc::clone(heading),
        });
        let before = rows.len();
        if let Some(giver) = reach.units(number).filter(|&giver| giver == number || can_repeat(&notice.assignments[giver])) {
            let first = first_fields[giver];
            push_units(&mut rows, &notice.assignments[giver], first, roster, due.as_ref(), &task);
        }
        if rows.len() > before {
            continue;
        }
        let own = due.filter(|_| dated_by == Some(number));
        if let Some((span, due)) = own.and_then(|due| Some((assignment.fields.get(due.field - first_fields[number])?.span, due))) {
            let field = due.field;
            rows.push(Row { unit: None, unit_as_written: None, role: None, label: None, due: Some(due), field, span, task });
        }
    }
    rows
}

/// Whether the units of an assignment can be said again for each item below it: a list of thousands over thousands of items
/// would be more rows than anybody has memory for.
fn can_repeat(assignment: &Assignment) -> bool {
    assignment.fields.iter().map(|field| field.units.len()).sum::<usize>() <= MOST_REPEATED
}

/// A row for each unit of `giver`, whose first field is the notice's field number `first`.
fn push_units(rows: &mut Vec<Row>, giver: &Assignment, first: usize, roster: &Roster, due: Option<&Arc<Due>>, task: &Arc<Task>) {
    let mut seen = HashSet::new();
    for (index, field) in giver.fields.iter().enumerate().filter(|(_, field)| field.kind != FieldKind::Deadline) {
        for written in &field.units {
            let unit = roster.find(written).map_or(written, |unit| &unit.name);
            // Two names of one unit are one row.
            if !seen.insert((field.kind, unit)) {
                continue;
            }
            rows.push(Row {
                unit: Some(unit.clone()),
                unit_as_written: Some(written.clone()),
                role: Some(field.kind),
                label: field.label.clone(),
                due: due.cloned(),
                field: first + index,
                span: field.span,
                task: Arc::clone(task),
            });
        }
    }
}

/// For each assignment, how many fields stand before it.
fn first_fields(assignments: &[Assignment]) -> Vec<usize> {
    let mut before = 0;
    let first = assignments.iter().map(|assignment| {
        before += assignment.fields.len();
        before - assignment.fields.len()
    });
    first.collect()
}

/// The deadline that `giver` gives to the assignment `to`.
fn due(assignments: &[Assignment], giver: usize, to: usize, first_fields: &[usize]) -> Option<Due> {
    let assignment = assignments.get(giver)?;
    let dated = || assignment.fields.iter().enumerate().filter_map(|(index, field)| Some((index, field, field.deadline.as_ref()?)));
    // Of several (开工时限 and 完成时限) the last day decides, as in a list.
    let (index, _, deadline) = dated().max_by(|(left, _, one), (right, _, other)| one.end.cmp(&other.end).then(right.cmp(left)))?;
    let words: Vec<&str> = dated().map(|(_, field, _)| field.text.as_str()).collect();
    Some(Due {
        deadline: deadline.clone(),
        text: words.join("；"),
        from_item: if giver == to { None } else { assignment.item.clone() },
        field: first_fields[giver] + index,
    })
}

/// The items of a tree with the index of the one above, each before those below it. Their nesting is bounded by nothing but the
/// notice, so no recursion.
fn in_order(roots: &[Item]) -> Vec<(&Item, Option<usize>)> {
    let mut items = Vec::new();
    let mut waiting: Vec<(&Item, Option<usize>)> = roots.iter().rev().map(|item| (item, None)).collect();
    while let Some((item, parent)) = waiting.pop() {
        let index = items.len();
        items.push((item, parent));
        waiting.extend(item.items.iter().rev().map(|below| (below, Some(index))));
    }
    items
}
