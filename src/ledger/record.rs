//! A row as programs read it: the keys of JSON, the columns of Parquet.

use schemars::JsonSchema;
use serde::Serialize;

use super::Row;
use crate::notice::{DeadlineKind, FieldKind};

/// A row of `tongzhi ledger --format json`. Keys keep this order; absent values are `null` or `[]`, never left out.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Record<'a> {
    /// The unit or person, by its proper name where the roster knows it; `null` where the notice names none.
    pub unit: Option<&'a str>,
    /// The unit as the notice writes it.
    pub unit_as_written: Option<&'a str>,
    /// What the unit is to the task.
    pub role: Option<FieldKind>,
    /// The label that gives the unit, as written.
    pub label: Option<&'a str>,
    /// The item's heading or first sentence; the notice's title where it belongs to no item.
    pub task: &'a str,
    /// `id` of the item in `tongzhi parse`.
    pub item: Option<&'a str>,
    /// Markers from the top down to the item.
    pub path: &'a [String],
    /// Last day still on time, ISO 8601, with a clock time where one is given.
    pub due: Option<&'a str>,
    /// First day, ISO 8601.
    pub start: Option<&'a str>,
    /// What kind of deadline it is.
    pub deadline_type: Option<DeadlineKind>,
    /// The deadline as written.
    pub deadline_text: Option<&'a str>,
    /// `id` of the item above that gives the deadline, where the assignment has none of its own.
    pub deadline_from: Option<&'a str>,
    /// RFC 5545 recurrence rule.
    pub rrule: Option<&'a str>,
    /// The due dates of a list.
    pub dates: &'a [String],
    /// The deadline's year was taken from the notice.
    pub year_assumed: bool,
    /// The date is the notice's own approximation.
    pub approximate: bool,
    /// 发文字号, as written.
    pub document_number: Option<&'a str>,
    /// The notice's title.
    pub notice_title: Option<&'a str>,
    /// 成文日期, ISO 8601.
    pub issued: Option<&'a str>,
    /// Path of the file as it was given.
    pub file: &'a str,
    /// Which of the file's notices it is, from 1.
    pub notice: usize,
    /// Part of the file, where it has parts: `word/document.xml`, `page 3`.
    pub part: Option<String>,
    /// Line of the field that names the unit (or of the deadline), from 1; its paragraph where the file has parts.
    pub line: u64,
}

impl<'a> From<&'a Row> for Record<'a> {
    fn from(row: &'a Row) -> Self {
        let deadline = row.due.as_ref().map(|due| &due.deadline);
        let notice = &row.task.notice;
        Self {
            unit: row.unit.as_deref(),
            unit_as_written: row.unit_as_written.as_deref(),
            role: row.role,
            label: row.label.as_deref(),
            task: &row.task.words,
            item: row.task.item.as_deref(),
            path: &row.task.path,
            due: deadline.and_then(|deadline| deadline.end.as_deref()),
            start: deadline.and_then(|deadline| deadline.start.as_deref()),
            deadline_type: deadline.map(|deadline| deadline.kind),
            deadline_text: row.due.as_ref().map(|due| due.text.as_str()),
            deadline_from: row.due.as_ref().and_then(|due| due.from_item.as_deref()),
            rrule: deadline.and_then(|deadline| deadline.rrule.as_deref()),
            dates: deadline.map_or(&[], |deadline| &deadline.dates),
            year_assumed: deadline.is_some_and(|deadline| deadline.year_assumed),
            approximate: deadline.is_some_and(|deadline| deadline.approximate),
            document_number: notice.document_number.as_deref(),
            notice_title: notice.title.as_deref(),
            issued: notice.issued.as_deref(),
            file: &notice.file,
            notice: notice.number + 1,
            part: row.span.place.map(|place| place.part.name().into_owned()),
            line: row.span.line,
        }
    }
}
