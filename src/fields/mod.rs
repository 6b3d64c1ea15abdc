//! Items → assignments: who must do what by when.

pub mod deadline;

use std::ops::Range;

use crate::head::Head;
use crate::notice::{Deadline, FieldKind, Year};
use crate::outline::Outline;

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

/// Finds the assignments of one notice.
pub fn assign(text: &str, paragraphs: &[Range<usize>], outline: &Outline, head: &Head, year: Option<Year>) -> Vec<Assigned> {
    let _ = (text, paragraphs, outline, head, year);
    Vec::new()
}
