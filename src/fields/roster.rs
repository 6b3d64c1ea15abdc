//! The user's own units: names, aliases, and what each belongs to.

use std::collections::HashMap;

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

    /// The proper name for each of `units`; empty where the roster is.
    pub fn canonical(&self, units: &[String]) -> Vec<Option<String>> {
        if self.is_empty() {
            return Vec::new();
        }
        units.iter().map(|unit| self.find(unit).map(|unit| unit.name.clone())).collect()
    }
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
