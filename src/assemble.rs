//! Puts what the stages found, as byte ranges of the laid-out text, into the model with its spans.

use std::ops::Range;

use crate::fields::{Assigned, AssignedField};
use crate::head::Head;
use crate::notice::{Assignment, DocumentNumber, Field, FieldKind, Issued, Item, Notice, Year};
use crate::outline::{Outline, OutlineItem};
use crate::text::{Placer, Text};

/// Builds a notice (without findings) from its parts; `ids` are those of its items.
pub fn assemble(text: &Text, outline: &Outline, ids: &ItemIds, head: &Head, year: Option<Year>, assigned: &[Assigned]) -> Notice {
    let placer = &mut text.placer();
    let words = |range: &Range<usize>| text.as_str()[range.clone()].to_owned();
    Notice {
        kind: head.kind.clone(),
        title: head.title.clone(),
        document_number: head.document_number.as_ref().map(|number| DocumentNumber {
            text: words(&number.range),
            agency: number.agency.clone(),
            year: number.year,
            serial: number.serial,
            span: placer.span(number.range.clone()),
        }),
        addressees: head.addressees.clone(),
        issuer: head.issuer.clone(),
        issued: head.issued.as_ref().map(|issued| Issued {
            text: words(&issued.range),
            date: issued.date.map(|date| date.to_string()),
            span: placer.span(issued.range.clone()),
        }),
        copied_to: head.copied_to.clone(),
        attachments: head.attachments.clone(),
        secrecy: head.secrecy.clone(),
        urgency: head.urgency.clone(),
        year,
        items: item_tree(text, placer, outline, ids),
        assignments: assigned.iter().map(|assigned| assignment(text, placer, outline, ids, assigned)).collect(),
        findings: Vec::new(),
    }
}

/// `2.1.3` for each item, by its position among its siblings.
#[derive(Debug, Default)]
pub struct ItemIds {
    /// One behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl ItemIds {
    /// The ids of an outline's items.
    pub fn of(outline: &Outline) -> Self {
        /// Longest id of most items.
        const USUAL: usize = 8;
        let count = outline.items.len();
        let mut ids = Self { text: String::with_capacity(USUAL * count), ends: Vec::with_capacity(count) };
        let mut children = vec![0_usize; count];
        let mut roots = 0;
        for item in &outline.items {
            let position = item.parent.map_or(&mut roots, |parent| &mut children[parent]);
            *position += 1;
            if let Some(parent) = item.parent {
                ids.text.extend_from_within(ids.range(parent));
                ids.text.push('.');
            }
            ids.text.push_str(itoa::Buffer::new().format(*position));
            ids.ends.push(ids.text.len());
        }
        ids
    }

    /// The id of the item with this index.
    pub fn id(&self, index: usize) -> &str {
        &self.text[self.range(index)]
    }

    fn range(&self, index: usize) -> Range<usize> {
        index.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[index]
    }
}

/// The items as a tree. A parent stands before its children, so going backwards every subtree is whole when its root is reached.
fn item_tree(text: &Text, placer: &mut Placer<'_>, outline: &Outline, ids: &ItemIds) -> Vec<Item> {
    let mut waiting: Vec<Vec<Item>> = std::iter::repeat_with(Vec::new).take(outline.items.len()).collect();
    let mut roots = Vec::new();
    for (index, found) in outline.items.iter().enumerate().rev() {
        let mut items = std::mem::take(&mut waiting[index]);
        items.reverse();
        let item = item(text, placer, found, ids.id(index).to_owned(), items);
        match found.parent {
            Some(parent) => waiting[parent].push(item),
            None => roots.push(item),
        }
    }
    roots.reverse();
    roots
}

fn item(text: &Text, placer: &mut Placer<'_>, found: &OutlineItem, id: String, items: Vec<Item>) -> Item {
    let content = text.as_str();
    Item {
        id,
        marker: content[found.marker.clone()].to_owned(),
        numeral: found.numeral,
        level: found.level,
        title: found.title.clone().map(|title| on_one_line(&content[title])),
        text: content[found.range.clone()].to_owned(),
        span: placer.span(found.range.clone()),
        items,
    }
}

/// Words as one line: a narrow column of a table broke them.
fn on_one_line(words: &str) -> String {
    if memchr::memchr(b'\n', words.as_bytes()).is_none() { words.to_owned() } else { words.split('\n').collect() }
}

fn assignment(text: &Text, placer: &mut Placer<'_>, outline: &Outline, ids: &ItemIds, assigned: &Assigned) -> Assignment {
    let mut path = Vec::new();
    let mut at = assigned.item;
    while let Some(index) = at {
        path.push(text.as_str()[outline.items[index].marker.clone()].to_owned());
        at = outline.items[index].parent;
    }
    path.reverse();
    Assignment {
        item: assigned.item.map(|index| ids.id(index).to_owned()),
        path,
        covers: assigned.covers.iter().map(|&index| ids.id(index).to_owned()).collect(),
        fields: assigned.fields.iter().map(|found| field(text, placer, found)).collect(),
    }
}

fn field(text: &Text, placer: &mut Placer<'_>, found: &AssignedField) -> Field {
    let content = text.as_str();
    Field {
        kind: found.kind,
        label: found.label.clone().map(|label| on_one_line(&content[label])),
        text: match found.kind {
            FieldKind::Deadline => on_one_line(&content[found.value.clone()]),
            _ => content[found.value.clone()].replace('\n', "、"),
        },
        units: found.units.clone(),
        span: placer.span(found.value.clone()),
        deadline: found.deadline.clone(),
        canonical: Vec::new(),
    }
}
