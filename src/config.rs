//! `tongzhi.toml`: the user's units, labels, task headings and rules.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::check::{PathRules, Settings, names_any, rule};
use crate::fields::label::Labels;
use crate::fields::roster::{Roster, RosterUnit, changes};
use crate::notice::{FieldKind, Severity};
use crate::outline::OwnForms;

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
    /// A pattern of paths that can't be read.
    #[error("{0}")]
    Pattern(#[from] globset::Error),
    /// A rule that there is not.
    #[error("no rule has the code or name `{0}`; see `tongzhi rules`")]
    UnknownRule(String),
}

/// The tables and their keys; a table that is not listed takes any.
const KEYS: [(&str, &[&str]); 7] = [
    ("", &["roster", "labels", "headings", "rules", "paths"]),
    ("roster", &["units"]),
    ("roster.units", &["name", "aliases", "parent"]),
    ("labels", &["responsible", "lead", "support", "person", "deadline"]),
    ("headings", &["tasks", "titles", "divisions"]),
    ("rules", &["select", "ignore", "severity"]),
    ("paths", &["files", "ignore", "severity"]),
];

/// tongzhi.toml: the user's units, labels, task headings and rules.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The institution's units.
    roster: RosterTable,
    /// Further labels beside the built-in ones, by what they mean.
    labels: LabelsTable,
    /// Headings.
    headings: HeadingsTable,
    /// Which rules check asks for.
    rules: RulesTable,
    /// What holds besides for some files; all entries that fit a file hold, and the last decides a severity.
    paths: Vec<PathEntry>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RosterTable {
    /// The units; with any here, a unit that is not is U002.
    units: Vec<UnitEntry>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    /// Its proper name.
    name: String,
    /// Other names it goes by.
    #[serde(default)]
    aliases: Vec<String>,
    /// The proper name of the unit it is a part of.
    parent: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct LabelsTable {
    /// As 责任科室.
    responsible: Vec<String>,
    /// As 牵头单位.
    lead: Vec<String>,
    /// As 配合单位.
    support: Vec<String>,
    /// As 责任人.
    person: Vec<String>,
    /// As 完成时间.
    deadline: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct HeadingsTable {
    /// Further headings whose items are tasks, such as 攻坚行动.
    tasks: Vec<String>,
    /// Further headings that can run into their body, or stand on a line without a number, such as 特色做法.
    titles: Vec<String>,
    /// What follows 第N to count an item beside 章, 条, 阶段 and the like, such as 批.
    divisions: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RulesTable {
    /// Rules to ask for: codes, names, beginnings of codes, or ALL; empty for all.
    select: Vec<String>,
    /// Rules to leave out; the longer of two entries that fit decides.
    ignore: Vec<String>,
    /// Severities by code or name.
    severity: BTreeMap<String, Severity>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PathEntry {
    /// Patterns of paths, from the folder of the configuration file: archive/**, drafts/*.txt; without a slash a name anywhere.
    files: Vec<String>,
    /// Rules to leave out in these files.
    #[serde(default)]
    ignore: Vec<String>,
    /// Severities in these files, by code or name.
    #[serde(default)]
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
        let names = select.iter().chain(ignore).chain(config.paths.iter().flat_map(|entry| &entry.ignore));
        let rules = severity.keys().chain(config.paths.iter().flat_map(|entry| entry.severity.keys()));
        let unknown = names.into_iter().find(|name| !names_any(name)).or_else(|| rules.into_iter().find(|name| rule(name).is_none()));
        match unknown {
            Some(unknown) => Err(ConfigError::UnknownRule(unknown.clone())),
            None => Ok(config),
        }
    }

    /// Reads a configuration file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        Self::parse(&std::fs::read_to_string(path)?)
    }

    /// Puts what the file says into `settings`; patterns of paths start from `folder`.
    pub fn apply(self, folder: &Path, settings: &mut Settings) -> Result<(), ConfigError> {
        let unit = |unit: UnitEntry| RosterUnit { name: unit.name, aliases: unit.aliases, parent: unit.parent };
        settings.roster = Roster::new(self.roster.units.into_iter().map(unit).collect());
        let LabelsTable { responsible, lead, support, person, deadline } = self.labels;
        let labels = [
            (FieldKind::Responsible, responsible),
            (FieldKind::Lead, lead),
            (FieldKind::Support, support),
            (FieldKind::Person, person),
            (FieldKind::Deadline, deadline),
        ];
        if labels.iter().any(|(_, labels)| !labels.is_empty()) {
            let own = labels.into_iter().flat_map(|(kind, labels)| labels.into_iter().map(move |label| (kind, label)));
            settings.own_labels = Some(Labels::with(own));
        }
        let HeadingsTable { tasks, titles, divisions } = self.headings;
        settings.task_headings = tasks;
        settings.own_forms = OwnForms { titles: own(titles), divisions: own(divisions) };
        settings.selection.select = self.rules.select;
        settings.selection.ignore = self.rules.ignore;
        settings.selection.severities = by_code(self.rules.severity);
        let path_rules =
            self.paths.into_iter().map(|PathEntry { files, ignore, severity }| PathRules::new(folder, &files, ignore, by_code(severity)));
        settings.path_rules = path_rules.collect::<Result<_, _>>()?;
        Ok(())
    }
}

/// The words that are not empty.
fn own(words: Vec<String>) -> Vec<String> {
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

fn by_code(severity: BTreeMap<String, Severity>) -> Vec<(&'static str, Severity)> {
    severity.into_iter().filter_map(|(name, severity)| Some((rule(&name)?.code, severity))).collect()
}

/// The JSON Schema of the file; `docs/tongzhi.schema.json` is it, published.
pub fn schema() -> String {
    let mut schema = serde_json::to_string_pretty(&schemars::schema_for!(Config)).unwrap_or_default();
    schema.push('\n');
    schema
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
                    [headings]\ntasks = [\"攻坚行动\"]\n[rules]\nignore = [\"T\"]\nseverity = { u001 = \"error\" }\n\
                    [[paths]]\nfiles = [\"archive/**\"]\nignore = [\"H\"]\nseverity = { U001 = \"info\" }\n";
        let mut settings = Settings::default();
        Config::parse(text).expect("a configuration").apply(Path::new("notices"), &mut settings).expect("patterns");
        assert_eq!(settings.roster.find("医务处").map(|unit| unit.name.as_str()), Some("医务科"));
        assert_eq!(settings.labels().meaning("主责").map(|meaning| meaning.kind), Some(FieldKind::Responsible));
        assert_eq!(settings.task_headings, ["攻坚行动"]);
        assert!(!settings.selection.has(rule("T004").expect("a rule")));
        // path, severity of U001, whether H002 is asked for
        for (path, severity, asks) in [("notices/a.txt", Severity::Error, true), ("notices/archive/2011/a.txt", Severity::Info, false)] {
            let selection = settings.selection_for(path);
            assert_eq!(selection.severity(rule("U001").expect("a rule")), severity, "{path}");
            assert_eq!(selection.has(rule("H002").expect("a rule")), asks, "{path}");
        }
    }

    #[test]
    fn every_key_that_is_known_is_in_the_schema() {
        let schema = schemars::schema_for!(Config);
        let tables = [("", ""), ("roster", "RosterTable"), ("roster.units", "UnitEntry"), ("labels", "LabelsTable")];
        let tables = tables.into_iter().chain([("headings", "HeadingsTable"), ("rules", "RulesTable"), ("paths", "PathEntry")]);
        for (table, definition) in tables {
            let pointer = if definition.is_empty() { "/properties".to_owned() } else { format!("/$defs/{definition}/properties") };
            let properties = schema.as_value().pointer(&pointer).and_then(serde_json::Value::as_object).expect(table);
            let mut known: Vec<&str> = KEYS.iter().find(|(of, _)| *of == table).expect(table).1.to_vec();
            let mut named: Vec<&str> = properties.keys().map(String::as_str).collect();
            known.sort_unstable();
            named.sort_unstable();
            assert_eq!(known, named, "{table}");
        }
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
            ("[[paths]]\nfile = [\"a\"]\n", "unknown key `paths.file`; is it `files`?"),
            ("[[paths]]\nfiles = [\"a\"]\nignore = [\"Z9\"]\n", "no rule has the code or name `Z9`"),
            ("[rules\n", "line 1"),
        ];
        for (text, says) in cases {
            let message = Config::parse(text).expect_err(text).to_string();
            assert!(message.contains(says), "{text}: {message}");
        }
    }
}
