//! The user's own units: names, aliases, and what each belongs to.

use std::collections::HashMap;

use crate::notice::Notice;

/// Units by every name they go by.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    entries: Vec<RosterUnit>,
    by_name: HashMap<String, usize>,
}

/// A unit of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterUnit {
    /// Its proper name.
    pub name: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// The proper name of the unit it is a part of.
    pub parent: Option<String>,
}

impl Roster {
    /// A roster of `units`; where two go by one name, the first has it.
    pub fn new(units: Vec<RosterUnit>) -> Self {
        let mut by_name = HashMap::new();
        for (index, unit) in units.iter().enumerate() {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                by_name.entry(name.split_whitespace().collect()).or_insert(index);
            }
        }
        Self { entries: units, by_name }
    }

    /// Whether it holds no unit.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The unit that `name` (as a notice writes it) stands for.
    pub fn find(&self, name: &str) -> Option<&RosterUnit> {
        let name: String = name.split_whitespace().collect();
        self.by_name.get(&name).and_then(|&index| self.entries.get(index))
    }

    /// Where the unit that goes by `name` stands in the roster, from 0.
    pub fn position(&self, name: &str) -> Option<usize> {
        let name: String = name.split_whitespace().collect();
        self.by_name.get(&name).copied()
    }

    /// Puts the proper names beside the units of a notice; nothing where the roster is empty.
    pub fn name_units(&self, notice: &mut Notice) {
        if self.is_empty() {
            return;
        }
        for field in notice.assignments.iter_mut().flat_map(|assignment| &mut assignment.fields) {
            field.canonical = self.canonical(&field.units);
        }
    }

    /// The proper name nearest to `name` by single-character changes, where at most a third of its characters differ.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let most = name.chars().count().div_ceil(3);
        let near = self
            .entries
            .iter()
            .flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases).map(move |known| (changes(name, known), &unit.name)));
        near.filter(|(changes, _)| *changes <= most).min_by_key(|(changes, _)| *changes).map(|(_, name)| name.as_str())
    }

    /// The proper name for each of `units`; empty where the roster is.
    pub fn canonical(&self, units: &[String]) -> Vec<Option<String>> {
        if self.is_empty() {
            return Vec::new();
        }
        units.iter().map(|unit| self.find(unit).map(|unit| unit.name.clone())).collect()
    }
}

/// Characters to put in, take out or change to turn one name into the other (Levenshtein's distance).
pub(crate) fn changes(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (index, left) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, right) in other.chars().enumerate() {
            let changed = diagonal + usize::from(left != right);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.chars().count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_lead_to_the_proper_name() {
        let unit = |name: &str, aliases: &[&str]| RosterUnit {
            name: name.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            parent: None,
        };
        let roster = Roster::new(vec![unit("党委办公室", &["党办"]), unit("医务科", &["医务处", "党办"])]);
        let names = ["党办", "医 务 处", "信息科"].map(str::to_owned);
        assert_eq!(roster.canonical(&names), [Some("党委办公室".to_owned()), Some("医务科".to_owned()), None]);
        assert!(Roster::default().canonical(&names).is_empty());
    }
}
