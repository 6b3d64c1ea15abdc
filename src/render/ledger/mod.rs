//! The ledger, in the formats that people and programs read, one file a format.

pub mod csv;
pub mod html;
pub mod ics;
pub mod json;
pub mod md;
#[cfg(feature = "parquet")]
pub mod parquet;
mod sheet_names;
pub mod table;
mod words;
pub mod xlsx;

pub use words::{deadline_word, role_word};

use crate::ledger::{Grouping, Row};

/// What stands over the group of `row`.
fn group_name(grouping: Grouping, row: &Row) -> String {
    let name = grouping.name(row);
    if !name.is_empty() {
        return name;
    }
    match (grouping, &row.due) {
        (Grouping::Unit, _) => "未明确责任单位",
        (Grouping::Notice, _) => &row.task.notice.file,
        (Grouping::Deadline, Some(due)) => deadline_word(due.deadline.kind),
        (Grouping::Deadline, None) => "未明确完成期限",
    }
    .to_owned()
}
