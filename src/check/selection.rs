//! Which rules are asked for, and how much each matters.

use super::{PathRules, RULES, Rule};
use crate::notice::Severity;

/// The rules that are asked for: all, where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Codes, names or beginnings of codes (`U`, `U001`, `missing-deadline`); empty for all.
    pub select: Vec<String>,
    /// The same, of those that are not wanted; the longer of two that fit decides.
    pub ignore: Vec<String>,
    /// Severities of rules, by code.
    pub severities: Vec<(&'static str, Severity)>,
}

impl Selection {
    /// Whether a rule is asked for.
    pub fn has(&self, rule: &Rule) -> bool {
        if self.select.is_empty() && self.ignore.is_empty() {
            return true;
        }
        let weight = |name: &String| if is_all(name) { 0 } else { name.len() };
        let longest = |names: &[String]| names.iter().filter(|name| names_rule(name, rule)).map(weight).max();
        match (longest(&self.select), longest(&self.ignore)) {
            (None, None) => self.select.is_empty(),
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(select), Some(ignore)) => select > ignore,
        }
    }

    /// The selection with what holds for a file besides; the last that says something of a rule's severity decides.
    pub fn with(&self, rules: &[&PathRules]) -> Self {
        let mut all = self.clone();
        for rules in rules {
            all.ignore.extend(rules.ignore.iter().cloned());
            let severities = rules.severities.iter().copied();
            all.severities.splice(0..0, severities);
        }
        all
    }

    /// How much a rule matters.
    pub fn severity(&self, rule: &Rule) -> Severity {
        self.severities.iter().find(|(code, _)| *code == rule.code).map_or(rule.severity, |(_, severity)| *severity)
    }
}

/// Whether `name` is a rule's name, its code, a beginning of its code, or `ALL`.
fn names_rule(name: &str, rule: &Rule) -> bool {
    let beginning = rule.code.get(..name.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(name));
    (beginning && !name.is_empty()) || rule.name.eq_ignore_ascii_case(name) || is_all(name)
}

fn is_all(name: &str) -> bool {
    name.eq_ignore_ascii_case("all")
}

/// Whether `name` names any rule.
pub fn names_any(name: &str) -> bool {
    RULES.into_iter().any(|rule| names_rule(name, rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_of_two_that_fit_decides() {
        // select, ignore, code, asked for
        let cases: [(&[&str], &[&str], &str, bool); 8] = [
            (&[], &[], "U001", true),
            (&["U"], &[], "U001", true),
            (&["U"], &[], "D001", false),
            (&["ALL"], &["U"], "U004", false),
            (&["U004"], &["U"], "U004", true),
            (&[], &["missing-deadline"], "D001", false),
            (&[], &["missing-deadline"], "D002", true),
            (&["u"], &["U001"], "U001", false),
        ];
        for (select, ignore, code, asked) in cases {
            let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
            let selection = Selection { select: owned(select), ignore: owned(ignore), ..Selection::default() };
            let rule = super::super::rule(code).expect("a rule");
            assert_eq!(selection.has(rule), asked, "{select:?} {ignore:?} {code}");
        }
        assert!(names_any("N") && !names_any("Z9") && !names_any(""));
    }
}
