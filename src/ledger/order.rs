//! In what order the rows stand.

use std::cmp::Ordering;

use super::{Heading, Row};
use crate::fields::roster::Roster;
use crate::notice::DeadlineKind;

/// By what rows are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By unit, those of the roster first in its order, then by pinyin; within a unit by day.
    Unit,
    /// By day; what has none stands behind, by its kind.
    Deadline,
    /// By notice, in the order of issue; within a notice as it stands there.
    Notice,
}

impl Grouping {
    /// Sorts rows, which stand in the order of their notices. Those that are equal keep their order.
    pub fn sort(self, rows: &mut [Row], roster: &Roster) {
        match self {
            Self::Unit => rows.sort_by_cached_key(|row| (unit_key(row, roster), due_key(row))),
            Self::Deadline => rows.sort_by_cached_key(due_key),
            Self::Notice => rows.sort_by(|one, other| by_issue(&one.task.notice, &other.task.notice)),
        }
    }

    /// The name of the group that a row stands in, empty where it has no unit, no day or no title.
    pub fn name(self, row: &Row) -> String {
        match self {
            Self::Unit => row.unit.clone().unwrap_or_default(),
            Self::Deadline => due_key(row).1,
            Self::Notice => {
                let notice = &row.task.notice;
                let parts = [notice.document_number.as_deref(), notice.title.as_deref()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Whether two rows stand in one group.
    pub fn is_same(self, one: &Row, other: &Row) -> bool {
        match self {
            Self::Unit => one.unit == other.unit,
            Self::Deadline => due_key(one) == due_key(other),
            Self::Notice => one.task.notice == other.task.notice,
        }
    }
}

/// Rows without a unit stand last.
fn unit_key(row: &Row, roster: &Roster) -> (bool, usize, Vec<u8>) {
    let Some(unit) = &row.unit else { return (true, usize::MAX, Vec::new()) };
    (false, roster.position(unit).unwrap_or(usize::MAX), by_pinyin(unit))
}

/// What has a day stands before what has none; 立即 before all.
fn due_key(row: &Row) -> (u8, String) {
    let Some(due) = &row.due else { return (7, String::new()) };
    let rank = match (due.deadline.kind, due.last_day()) {
        (DeadlineKind::Immediate, _) => 0,
        // Its last day is the end of all, not when the next is due.
        (DeadlineKind::Recurring, _) => 2,
        (_, Some(day)) => return (1, day.get(..10).unwrap_or(day).to_owned()),
        (DeadlineKind::Event, None) => 3,
        (DeadlineKind::Standing, None) => 4,
        (DeadlineKind::Unresolved, None) => 6,
        (DeadlineKind::By | DeadlineKind::Range | DeadlineKind::List, None) => 5,
    };
    (rank, String::new())
}

/// A key that sorts Chinese words by pinyin, as far as the 3,755 characters go that GB 2312 has in that order; its others stand
/// behind them by radical and strokes, and what GBK does not have behind those.
pub fn by_pinyin(words: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(words.len());
    for character in words.chars() {
        let mut buffer = [0; 4];
        let (bytes, _, unmappable) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
        match (&bytes[..], unmappable) {
            // GBK puts the characters that GB 2312 lacks at lower bytes.
            (&[first @ 0xB0..=0xF7, second @ 0xA1..=0xFE], false) => key.extend([first, second]),
            (&[byte], false) => key.push(byte),
            _ => {
                key.push(0xFF);
                key.extend(u32::from(character).to_be_bytes());
            }
        }
    }
    key
}

/// By issue date, then in the order given; notices without a date stand last.
fn by_issue(one: &Heading, other: &Heading) -> Ordering {
    (one.issued.is_none(), &one.issued).cmp(&(other.issued.is_none(), &other.issued))
}
