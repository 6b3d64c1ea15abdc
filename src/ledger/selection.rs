//! Which rows are wanted.

use super::Row;
use crate::fields::roster::Roster;

/// What `--unit`, `--due-before` and `--open-ended` ask for; the default takes every row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Units, by any of their names; none takes all.
    pub units: Vec<String>,
    /// ISO 8601 date: rows that are due on that day or before.
    pub due_before: Option<String>,
    /// Rows that nothing says the end of; with `due_before`, those as well.
    pub open_ended: bool,
}

impl Selection {
    /// The selection with its units by their proper names.
    pub fn named(mut self, roster: &Roster) -> Self {
        for unit in &mut self.units {
            match roster.find(unit) {
                Some(known) => unit.clone_from(&known.name),
                None => unit.retain(|character| !character.is_whitespace()),
            }
        }
        self
    }

    /// Whether `row` is wanted.
    pub fn takes(&self, row: &Row) -> bool {
        self.takes_unit(row) && self.takes_due(row)
    }

    fn takes_unit(&self, row: &Row) -> bool {
        self.units.is_empty() || self.units.iter().any(|unit| row.is_of(unit))
    }

    fn takes_due(&self, row: &Row) -> bool {
        let is_open = row.due.as_ref().is_none_or(|due| due.is_open_ended());
        let is_before = |limit: &String| {
            row.due.as_ref().is_some_and(|due| {
                // A day's clock time stands behind its date, so the date decides.
                let day = |date: &str| date.get(..10).unwrap_or(date) <= limit.as_str();
                due.last_day().is_some_and(day) || due.deadline.dates.iter().any(|date| day(date))
            })
        };
        match (&self.due_before, self.open_ended) {
            (None, false) => true,
            (None, true) => is_open,
            (Some(limit), open) => is_before(limit) || (open && is_open),
        }
    }
}
