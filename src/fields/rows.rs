//! The fields in the rows of flattened tables.

use std::ops::Range;

use super::deadline::DeadlineContext;
use super::label::{Labels, Meaning};
use super::value::{FoundField, Trust, Value, read_value};
use super::{Assigned, assigned_field};
use crate::notice::FieldKind;
use crate::outline::Outline;
use crate::outline::table::{ColumnKind, FlatTable};

/// Cells that repeat the one above.
const AS_ABOVE: &[&str] = &["同上", "〃", "″", "\"", "同前", "”"];

/// The assignments of the tables' rows, each with its place in the text.
pub(super) fn read_rows(
    text: &str,
    tables: &[FlatTable],
    outline: &Outline,
    labels: &Labels,
    context: DeadlineContext,
) -> Vec<(usize, Assigned)> {
    let mut found = Vec::new();
    for table in tables {
        let mut above: Vec<Option<Vec<FoundField>>> = vec![None; table.columns.len()];
        for row in &table.rows {
            let mut fields = Vec::new();
            for ((column, cell), above) in table.columns.iter().zip(&row.cells).zip(&mut above) {
                let (ColumnKind::Field(kind), Some(cell)) = (column.kind, cell.clone()) else { continue };
                if !AS_ABOVE.contains(&&text[cell.clone()]) {
                    *above = Some(cell_fields(text, cell, kind, &column.heading, labels));
                }
                fields.extend(above.iter().flatten().cloned());
            }
            if fields.is_empty() {
                continue;
            }
            let index = outline.items.partition_point(|item| item.marker.start < row.range.start);
            // A column of categories may stand before that of the numbers.
            let item = outline.items.get(index).filter(|item| item.marker.start <= row.range.end && item.range.start == row.range.start);
            let item = item.map(|_| index);
            let fields = fields.into_iter().map(|field| assigned_field(text, field, context)).collect();
            found.push((row.range.start, Assigned { item, covers: item.into_iter().collect(), fields }));
        }
    }
    found
}

/// The fields of a cell; one that the splitter does not understand is kept whole.
fn cell_fields(text: &str, cell: Range<usize>, kind: FieldKind, heading: &Range<usize>, labels: &Labels) -> Vec<FoundField> {
    let meaning = Meaning { kind, weak: false };
    match read_value(text, cell.clone(), heading, meaning, Trust::Colon, labels) {
        Value::Fields { fields, whole: true, .. } => fields,
        Value::Empty => Vec::new(),
        _ if kind == FieldKind::Deadline => {
            vec![FoundField { kind, label: Some(heading.clone()), value: cell, units: Vec::new() }]
        }
        _ => vec![FoundField { kind, label: Some(heading.clone()), units: vec![text[cell.clone()].to_owned()], value: cell }],
    }
}

/// Whether a cell can hold a field of this kind.
pub(super) fn fits(text: &str, cell: Range<usize>, kind: FieldKind, labels: &Labels) -> bool {
    let words = &text[cell.clone()];
    if AS_ABOVE.contains(&words) {
        return true;
    }
    let label = cell.start..cell.start;
    let meaning = Meaning { kind, weak: kind == FieldKind::Deadline };
    matches!(read_value(text, cell, &label, meaning, Trust::Colon, labels), Value::Fields { whole: true, .. })
}
