//! Units that were asked for, and whether any row has them.

use std::collections::BTreeSet;

use super::{Row, Selection};
use crate::fields::roster::changes;

/// Names that are remembered to tell what could have been meant.
const MOST_NAMES: usize = 10_000;
/// Names that are proposed.
const MOST_PROPOSED: usize = 3;

/// Watches the rows for the units of a [`Selection`].
#[derive(Debug, Default)]
pub struct Asked {
    /// Each unit, and whether a row had it.
    units: Vec<(String, bool)>,
    names: BTreeSet<String>,
}

/// A unit that no row has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// As it was asked for, without spaces.
    pub unit: String,
    /// The units of the rows that are nearest to it, the nearest first.
    pub nearest: Vec<String>,
}

impl Asked {
    /// Watches for the units of `selection`.
    pub fn of(selection: &Selection) -> Self {
        Self { units: selection.units.iter().map(|unit| (unit.clone(), false)).collect(), names: BTreeSet::new() }
    }

    /// Looks at a row, whether it is wanted or not.
    pub fn see(&mut self, row: &Row) {
        if self.units.is_empty() {
            return;
        }
        for (unit, met) in &mut self.units {
            *met |= row.is_of(unit);
        }
        if let Some(name) = row.unit.as_ref().filter(|name| self.names.len() < MOST_NAMES && !self.names.contains(*name)) {
            self.names.insert(name.clone());
        }
    }

    /// The units that no row had.
    pub fn unmet(&self) -> Vec<Unmet> {
        let unmet = self.units.iter().filter(|(_, met)| !met);
        unmet.map(|(unit, _)| Unmet { unit: unit.clone(), nearest: self.nearest(unit) }).collect()
    }

    fn nearest(&self, unit: &str) -> Vec<String> {
        let mut near: Vec<(usize, &String)> =
            self.names.iter().filter_map(|name| distance(unit, name).map(|distance| (distance, name))).collect();
        near.sort();
        near.into_iter().take(MOST_PROPOSED).map(|(_, name)| name.clone()).collect()
    }
}

/// How far a name is from what was asked for: a short form of it (党办 for 党委办公室) or of a longer one, or a slip in typing.
fn distance(asked: &str, name: &str) -> Option<usize> {
    let (short, long) = if asked.chars().count() <= name.chars().count() { (asked, name) } else { (name, asked) };
    let mut rest = long.chars();
    let is_short_form = !short.is_empty() && short.chars().all(|character| rest.any(|other| other == character));
    let changes = changes(asked, name);
    (is_short_form || 3 * changes <= asked.chars().count()).then_some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_have_been_meant() {
        // Asked, the rows' units, what is proposed.
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("党办", &["党委办公室", "院办", "医务科"], &["党委办公室"]),
            ("医务科科", &["医务科", "护理部"], &["医务科"]),
            ("宣传统战科", &["宣传统站科", "总务科"], &["宣传统站科"]),
            ("科", &["医务科", "总务科", "保卫科", "信息科"], &["保卫科", "信息科", "医务科"]),
            ("食堂", &["医务科"], &[]),
        ];
        for (asked, names, expected) in cases {
            let watched = Asked { units: vec![((*asked).to_owned(), false)], names: names.iter().map(|&name| name.to_owned()).collect() };
            assert_eq!(watched.unmet()[0].nearest, *expected, "{asked}");
        }
    }
}
