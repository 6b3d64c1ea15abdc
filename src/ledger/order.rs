//! In what order the rows stand.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

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
    pub fn sort<R: Borrow<Row>>(self, rows: &mut [R], roster: &Roster) {
        match self {
            Self::Unit => {
                let ranks = unit_ranks(rows, roster);
                let rank = |row: &Row| row.unit.as_ref().map_or(usize::MAX, |unit| ranks.get(unit).copied().unwrap_or(usize::MAX));
                rows.sort_by(|one, other| {
                    let (one, other) = (one.borrow(), other.borrow());
                    rank(one).cmp(&rank(other)).then_with(|| due_key(one).cmp(&due_key(other)))
                });
            }
            Self::Deadline => rows.sort_by(|one, other| due_key(one.borrow()).cmp(&due_key(other.borrow()))),
            Self::Notice => rows.sort_by(|one, other| by_issue(&one.borrow().task.notice, &other.borrow().task.notice)),
        }
    }

    /// The name of the group that a row stands in, empty where it has no unit, no day or no title.
    pub fn name(self, row: &Row) -> String {
        match self {
            Self::Unit => row.unit.clone().unwrap_or_default(),
            Self::Deadline => due_key(row).1.to_owned(),
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

/// For each unit its place: by the roster, then by pinyin.
fn unit_ranks<R: Borrow<Row>>(rows: &[R], roster: &Roster) -> HashMap<String, usize> {
    let units: HashSet<&String> = rows.iter().filter_map(|row| row.borrow().unit.as_ref()).collect();
    let key = |unit: &String| (roster.position(unit).unwrap_or(usize::MAX), by_pinyin(unit), unit.clone());
    let mut keys: Vec<_> = units.into_iter().map(key).collect();
    keys.sort();
    keys.into_iter().enumerate().map(|(rank, (.., unit))| (unit, rank)).collect()
}

/// What has a day stands before what has none; 立即 before all.
fn due_key(row: &Row) -> (u8, &str) {
    let Some(due) = &row.due else { return (7, "") };
    let rank = match (due.deadline.kind, due.last_day()) {
        (DeadlineKind::Immediate, _) => 0,
        // Its last day is the end of all, not when the next is due.
        (DeadlineKind::Recurring, _) => 2,
        (_, Some(day)) => return (1, day.get(..10).unwrap_or(day)),
        (DeadlineKind::Event, None) => 3,
        (DeadlineKind::Standing, None) => 4,
        (DeadlineKind::Unresolved, None) => 6,
        (DeadlineKind::By | DeadlineKind::Range | DeadlineKind::List, None) => 5,
    };
    (rank, "")
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
