//! The Chinese words of a ledger: its headings, and what the values are called.

use crate::ledger::Row;
use crate::notice::{DeadlineKind, FieldKind};

/// A column of the ledger as people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Unit,
    Role,
    Task,
    Path,
    Start,
    Due,
    /// The day; where there is none, the kind of deadline.
    When,
    DeadlineKind,
    DeadlineText,
    DocumentNumber,
    Notice,
    Issued,
    File,
    Line,
    /// File and line in one.
    Place,
}

/// The columns with their headings.
const HEADINGS: [(Column, &str); 15] = [
    (Column::Unit, "责任单位"),
    (Column::Role, "角色"),
    (Column::Task, "任务"),
    (Column::Path, "项"),
    (Column::Start, "起始日期"),
    (Column::Due, "完成期限"),
    (Column::When, "完成期限"),
    (Column::DeadlineKind, "期限类型"),
    (Column::DeadlineText, "期限原文"),
    (Column::DocumentNumber, "文号"),
    (Column::Notice, "通知"),
    (Column::Issued, "成文日期"),
    (Column::File, "文件"),
    (Column::Line, "行"),
    (Column::Place, "出处"),
];

/// All columns, for a file that other programs open.
pub(super) const ALL: [Column; 13] = [
    Column::Unit,
    Column::Role,
    Column::Task,
    Column::Path,
    Column::Start,
    Column::Due,
    Column::DeadlineKind,
    Column::DeadlineText,
    Column::DocumentNumber,
    Column::Notice,
    Column::Issued,
    Column::File,
    Column::Line,
];

/// The columns that have room on a terminal or a page.
pub(super) const NARROW: [Column; 8] =
    [Column::Unit, Column::Role, Column::Task, Column::Path, Column::When, Column::DeadlineText, Column::DocumentNumber, Column::Place];

const ROLES: [(FieldKind, &str); 5] = [
    (FieldKind::Responsible, "责任"),
    (FieldKind::Lead, "牵头"),
    (FieldKind::Support, "配合"),
    (FieldKind::Person, "责任人"),
    (FieldKind::Deadline, "时限"),
];

const DEADLINE_KINDS: [(DeadlineKind, &str); 8] = [
    (DeadlineKind::By, "限期"),
    (DeadlineKind::Range, "时段"),
    (DeadlineKind::Recurring, "定期"),
    (DeadlineKind::List, "分期"),
    (DeadlineKind::Event, "视事"),
    (DeadlineKind::Standing, "长期"),
    (DeadlineKind::Immediate, "立即"),
    (DeadlineKind::Unresolved, "待定"),
];

/// 责任, 牵头, 配合, 责任人.
pub fn role_word(role: FieldKind) -> &'static str {
    ROLES.iter().find(|(known, _)| *known == role).map_or("", |(_, word)| word)
}

/// 限期, 时段, 定期, 分期, 视事 (hangs on an event), 长期, 立即, 待定 (not understood).
pub fn deadline_word(kind: DeadlineKind) -> &'static str {
    DEADLINE_KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, word)| word)
}

/// `2011-06-15 18:00` for what JSON writes with a T.
pub(super) fn day_and_time(date: &str) -> String {
    date.replacen('T', " ", 1)
}

/// `12`, or `¶12` where it is a paragraph.
pub(super) fn line(row: &Row) -> String {
    let mark = if row.span.place.is_some() { "¶" } else { "" };
    format!("{mark}{}", row.span.line)
}

impl Column {
    /// What stands over the column.
    pub fn heading(self) -> &'static str {
        HEADINGS.iter().find(|(known, _)| *known == self).map_or("", |(_, heading)| heading)
    }

    /// What a row has in it; empty where it has nothing.
    pub fn value(self, row: &Row) -> String {
        let deadline = row.due.as_ref().map(|due| &due.deadline);
        let notice = &row.task.notice;
        let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
        match self {
            Self::Unit => or_empty(&row.unit),
            Self::Role => role(row),
            Self::Task => row.task.words.clone(),
            Self::Path => path(&row.task.path),
            Self::Start => deadline.and_then(|deadline| deadline.start.as_deref()).map(day_and_time).unwrap_or_default(),
            Self::Due => deadline.and_then(|deadline| deadline.end.as_deref()).map(day_and_time).unwrap_or_default(),
            Self::When => match Self::Due.value(row) {
                day if day.is_empty() => Self::DeadlineKind.value(row),
                day => day,
            },
            Self::DeadlineKind => deadline.map_or("", |deadline| deadline_word(deadline.kind)).to_owned(),
            Self::DeadlineText => row.due.as_ref().map(|due| due.text.clone()).unwrap_or_default(),
            Self::DocumentNumber => or_empty(&notice.document_number),
            Self::Notice => or_empty(&notice.title),
            Self::Issued => or_empty(&notice.issued),
            Self::File => notice.file.clone(),
            Self::Line => line(row),
            Self::Place => format!("{}:{}", notice.file, line(row)),
        }
    }
}

/// 二、㈠3、; decimals say those above them already: 2.1.3.
pub(super) fn path(markers: &[String]) -> String {
    let number = |index: usize| markers.get(index).map(|marker| marker.trim_end_matches(['.', '．', '、', ' ']));
    let holds_next = |index: usize| match (number(index), number(index + 1)) {
        (Some(here), Some(next)) if !here.is_empty() => next.strip_prefix(here).is_some_and(|rest| rest.starts_with(['.', '．'])),
        _ => false,
    };
    markers.iter().enumerate().filter(|(index, _)| !holds_next(*index)).map(|(_, marker)| marker.as_str()).collect()
}

/// A person is what the label says (联系人, 分管领导); a unit, what the label means.
pub(super) fn role(row: &Row) -> String {
    match (row.role, &row.label) {
        (Some(FieldKind::Person), Some(label)) => label.split_whitespace().collect(),
        (Some(role), _) => role_word(role).to_owned(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn decimals_are_said_once() {
        // markers from the top down, parted by spaces; the path
        let cases = [("二、 ㈠ 3、", "二、㈠3、"), ("2 2.1 2.1.2", "2.1.2"), ("1． 1．2", "1．2"), ("1 12", "112"), ("二、 2", "二、2")];
        for (markers, written) in cases {
            let markers: Vec<String> = markers.split(' ').map(str::to_owned).collect();
            assert_eq!(path(&markers), written);
        }
    }
}
