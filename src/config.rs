//! `tongzhi.toml`: the user's units, labels, task headings and rules.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::check::{Settings, names_any, rule};
use crate::fields::label::Labels;
use crate::fields::roster::{Roster, RosterUnit, changes};
use crate::notice::{FieldKind, Severity};

/// The name of the file.
pub const FILE_NAME: &str = "tongzhi.toml";

/// What is wrong with a configuration file. The message names no path: the caller knows it and says it first.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("{0}")]
    Unreadable(#[from] std::io::Error),
    /// The file is no TOML, or not of this form.
    #[error("{0}")]
    Malformed(#[from] toml::de::Error),
    /// A key that there is not.
    #[error("unknown key `{key}`{}", suggestion.map(|known| format!("; is it `{known}`?")).unwrap_or_default())]
    UnknownKey {
        /// The key with the tables it stands in, `rules.selct`.
        key: String,
        /// The nearest one that there is.
        suggestion: Option<&'static str>,
    },
    /// A rule that there is not.
    #[error("no rule has the code or name `{0}`; see `tongzhi rules`")]
    UnknownRule(String),
}

/// The tables and their keys; a table that is not listed takes any.
const KEYS: [(&str, &[&str]); 6] = [
    ("", &["roster", "labels", "headings", "rules"]),
    ("roster", &["units"]),
    ("roster.units", &["name", "aliases", "parent"]),
    ("labels", &["responsible", "lead", "support", "person", "deadline"]),
    ("headings", &["tasks"]),
    ("rules", &["select", "ignore", "severity"]),
];

/// What a configuration file says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    roster: RosterTable,
    labels: BTreeMap<FieldKind, Vec<String>>,
    headings: HeadingsTable,
    rules: RulesTable,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RosterTable {
    units: Vec<UnitEntry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    parent: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct HeadingsTable {
    tasks: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RulesTable {
    select: Vec<String>,
    ignore: Vec<String>,
    severity: BTreeMap<String, Severity>,
}

impl Config {
    /// Reads the text of a configuration file.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let table: toml::Table = toml::from_str(text)?;
        // Before serde, whose message lists every key and suggests none.
        know_keys(&table, "")?;
        let config: Self = toml::from_str(text)?;
        let RulesTable { select, ignore, severity } = &config.rules;
        if let Some(unknown) = select.iter().chain(ignore).find(|name| !names_any(name)) {
            return Err(ConfigError::UnknownRule(unknown.clone()));
        }
        match severity.keys().find(|name| rule(name).is_none()) {
            Some(unknown) => Err(ConfigError::UnknownRule(unknown.clone())),
            None => Ok(config),
        }
    }

    /// Reads a configuration file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        Self::parse(&std::fs::read_to_string(path)?)
    }

    /// Puts what the file says into `settings`.
    pub fn apply(self, settings: &mut Settings) {
        let unit = |unit: UnitEntry| RosterUnit { name: unit.name, aliases: unit.aliases, parent: unit.parent };
        settings.roster = Roster::new(self.roster.units.into_iter().map(unit).collect());
        if !self.labels.is_empty() {
            let own = self.labels.into_iter().flat_map(|(kind, labels)| labels.into_iter().map(move |label| (kind, label)));
            settings.own_labels = Some(Labels::with(own));
        }
        settings.task_headings = self.headings.tasks;
        settings.selection.select = self.rules.select;
        settings.selection.ignore = self.rules.ignore;
        let severities = self.rules.severity.into_iter().filter_map(|(name, severity)| Some((rule(&name)?.code, severity)));
        settings.selection.severities = severities.collect();
    }
}

/// The configuration file in `folder` or the nearest folder above it.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

fn know_keys(table: &toml::Table, name: &str) -> Result<(), ConfigError> {
    let Some((_, known)) = KEYS.iter().find(|(of, _)| *of == name) else { return Ok(()) };
    for (key, value) in table {
        let whole = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
        if !known.contains(&key.as_str()) {
            let suggestion = nearest(key, known);
            return Err(ConfigError::UnknownKey { key: whole, suggestion });
        }
        match value {
            toml::Value::Table(table) => know_keys(table, &whole)?,
            toml::Value::Array(entries) => {
                for table in entries.iter().filter_map(toml::Value::as_table) {
                    know_keys(table, &whole)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The known key nearest to `key`, where at most half of it differs.
fn nearest(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let near = known.iter().map(|&known| (changes(key, known), known));
    near.filter(|(changes, known)| *changes <= known.len().div_ceil(2)).min().map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_the_settings_are() {
        let text = "[roster]\nunits = [{ name = \"医务科\", aliases = [\"医务处\"] }]\n[labels]\nresponsible = [\"主责\"]\n\
                    [headings]\ntasks = [\"攻坚行动\"]\n[rules]\nignore = [\"T\"]\nseverity = { u001 = \"error\" }\n";
        let mut settings = Settings::default();
        Config::parse(text).expect("a configuration").apply(&mut settings);
        assert_eq!(settings.roster.find("医务处").map(|unit| unit.name.as_str()), Some("医务科"));
        assert_eq!(settings.labels().meaning("主责").map(|meaning| meaning.kind), Some(FieldKind::Responsible));
        assert_eq!(settings.task_headings, ["攻坚行动"]);
        assert!(!settings.selection.has(rule("T004").expect("a rule")));
        assert_eq!(settings.selection.severity(rule("U001").expect("a rule")), Severity::Error);
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        // text, what the message says
        let cases = [
            ("[rules]\nselct = [\"U\"]\n", "unknown key `rules.selct`; is it `select`?"),
            ("[roster]\nunits = [{ name = \"医务科\", alias = [] }]\n", "unknown key `roster.units.alias`; is it `aliases`?"),
            ("zzzzzzzz = 1\n", "unknown key `zzzzzzzz`"),
            ("[rules]\nignore = [\"Z9\"]\n", "no rule has the code or name `Z9`"),
            ("[rules]\nseverity = { U999 = \"error\" }\n", "no rule has the code or name `U999`"),
            ("[rules]\nseverity = { U001 = \"fatal\" }\n", "fatal"),
            ("[rules\n", "line 1"),
        ];
        for (text, says) in cases {
            let message = Config::parse(text).expect_err(text).to_string();
            assert!(message.contains(says), "{text}: {message}");
        }
    }
}
