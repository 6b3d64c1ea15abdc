//! Items → assignments: who must do what by when.

mod anchor;
mod belonging;
mod closing;
pub mod deadline;
mod find;
mod kept;
pub mod label;
mod label_reading;
mod label_words;
mod person;
mod piece;
pub mod roster;
mod rows;
mod unit;
mod unit_words;
mod value;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod generated;

use std::ops::Range;

use self::belonging::belongings;
use self::deadline::{DeadlineContext, read_deadline};
use self::find::{Found, find_fields};
use self::rows::read_rows;
use self::value::FoundField;
use crate::head::Head;
use crate::notice::{Deadline, FieldKind, Year};
use crate::outline::Outline;
use crate::outline::table::FlatTable;

pub use self::find::EmptyLabel;
pub use self::label::{LabelPlace, Labels, Meaning};
pub use self::roster::{Roster, RosterUnit};

/// An assignment, as byte ranges of the laid-out text.
#[derive(Debug, Clone)]
pub struct Assigned {
    /// Index of the item it belongs to.
    pub item: Option<usize>,
    /// Indices of the items it holds for.
    pub covers: Vec<usize>,
    /// Its fields, in their order.
    pub fields: Vec<AssignedField>,
}

/// One labelled value.
#[derive(Debug, Clone)]
pub struct AssignedField {
    /// What the label means.
    pub kind: FieldKind,
    /// The label, without its colon.
    pub label: Option<Range<usize>>,
    /// The value.
    pub value: Range<usize>,
    /// The units or persons named.
    pub units: Vec<String>,
    /// The deadline, where this is one.
    pub deadline: Option<Deadline>,
}

/// The fields of one notice.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// The assignments, in the order they stand.
    pub assigned: Vec<Assigned>,
    /// The labels that have no value, in the order they stand.
    pub empty: Vec<EmptyLabel>,
}

/// Reads the fields of one notice by `labels`. `paragraphs` are ascending byte ranges of `text`; `tables` are its flattened
/// tables, whose rows the outline holds already ([`crate::outline::table::add_table_rows`]).
pub fn read_fields(
    text: &str,
    paragraphs: &[Range<usize>],
    outline: &Outline,
    tables: &[FlatTable],
    head: &Head,
    year: Option<Year>,
    labels: &Labels,
) -> Fields {
    let context = DeadlineContext { year: year.map(|year| year.value), issued: head.issued.as_ref().and_then(|issued| issued.date) };
    let found = search(text, paragraphs, outline, tables, labels);
    let places = belongings(text, paragraphs, outline, &found.groups);
    let mut placed: Vec<(usize, Assigned)> = Vec::with_capacity(found.groups.len());
    for (group, place) in found.groups.into_iter().zip(places) {
        let fields = group.fields.into_iter().map(|field| assigned_field(text, field, context)).collect();
        placed.push((group.range.start, Assigned { item: place.item, covers: place.covers, fields }));
    }
    placed.extend(read_rows(text, tables, outline, labels, context));
    placed.sort_by_key(|(start, _)| *start);
    Fields { assigned: placed.into_iter().map(|(_, assigned)| assigned).collect(), empty: found.empty }
}

fn search(text: &str, paragraphs: &[Range<usize>], outline: &Outline, tables: &[FlatTable], labels: &Labels) -> Found {
    let item_starts: Vec<usize> = outline.items.iter().map(|item| item.marker.start).collect();
    let skipped: Vec<Range<usize>> = tables.iter().map(|table| table.range.clone()).collect();
    find_fields(text, paragraphs, &item_starts, labels, &skipped)
}

fn assigned_field(text: &str, field: FoundField, context: DeadlineContext) -> AssignedField {
    let deadline = (field.kind == FieldKind::Deadline).then(|| read_deadline(&text[field.value.clone()], context));
    AssignedField { kind: field.kind, label: field.label, value: field.value, units: field.units, deadline }
}

/// Whether the words in `cell` can be the value of a field of this kind, for a table whose rows lack cells.
pub(crate) fn fits(text: &str, cell: Range<usize>, kind: FieldKind, labels: &Labels) -> bool {
    rows::fits(text, cell, kind, labels)
}

/// Whether the words of a table's cell can be nothing else than a person's name.
pub(crate) fn is_certain_person(words: &str) -> bool {
    person::is_certain(words) && unit::is_no_unit(words)
}

/// Whether the words of a table's cell do not end as names of units do.
pub(crate) fn is_no_unit(words: &str) -> bool {
    unit::is_no_unit(words)
}

/// How many of the `names` before a comma belong together under the first one's 各: 各省、自治区、直辖市人民政府.
pub(crate) fn names_together(names: &[&str]) -> usize {
    unit::names_together(names)
}
