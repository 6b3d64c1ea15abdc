//! Who must do what by when, in the words and forms of notices.

use jiff::civil::Date;
use tongzhi::notice::FieldKind;

use super::chance::Chance;
use super::deadline::{Due, any_due, before_a_day};
use super::sentence::{person, person_of_two_offices};
use super::vocabulary::Sector;

/// A field before it has a place.
#[derive(Debug, Clone)]
pub struct Value {
    /// What it means.
    pub kind: FieldKind,
    /// Its label; `None` in brackets that need none.
    pub label: Option<String>,
    /// The value as written.
    pub words: String,
    /// The units or persons.
    pub units: Vec<String>,
    /// The deadline.
    pub due: Option<Due>,
}

/// Labels are made of 责任, 牵头, 配合 and the notice's word for a unit; these stand alone.
const RESPONSIBLE: &[&str] = &["责任", "责任", "责任", "责任", "承办", "实施"];
const LEAD: &[&str] = &["牵头", "牵头", "主办"];
const SUPPORT: &[&str] = &["配合", "配合", "协办", "参与"];
const PERSON: &[&str] = &["责任人", "责任领导", "分管领导"];
const DUE: &[&str] = &["完成时间", "完成时间", "完成时限", "办结时限", "整改时限", "时间要求"];

/// Which fields a notice's tasks have; the last two are not complete.
const COMPLETE: &[&[FieldKind]] = &[
    &[FieldKind::Responsible, FieldKind::Deadline],
    &[FieldKind::Responsible, FieldKind::Deadline],
    &[FieldKind::Responsible, FieldKind::Deadline],
    &[FieldKind::Lead, FieldKind::Support, FieldKind::Deadline],
    &[FieldKind::Person, FieldKind::Responsible, FieldKind::Deadline],
    &[FieldKind::Deadline, FieldKind::Responsible],
];
const INCOMPLETE: &[&[FieldKind]] = &[&[FieldKind::Responsible], &[FieldKind::Deadline]];

/// The one wording that a notice keeps to.
#[derive(Debug, Clone)]
pub struct Wording {
    labels: Vec<(FieldKind, String)>,
    /// Between two fields of a line.
    between: &'static str,
    /// Full or half width.
    colon: &'static str,
    /// Labels on lines of their own are spaced by letters.
    spaced: bool,
    /// Every task has a unit and a date.
    complete: bool,
    issued: Date,
}

impl Wording {
    /// Chooses a notice's wording; where `complete`, every task gets a unit and a date.
    pub fn choose(chance: &mut Chance, sector: &Sector, issued: Date, complete: bool) -> Self {
        let kinds = if complete || chance.percent(80) { chance.pick(COMPLETE) } else { chance.pick(INCOMPLETE) };
        let word = chance.pick(sector.unit_word);
        let labels = kinds.iter().map(|&kind| (kind, label(chance, kind, word))).collect();
        Self {
            labels,
            between: chance.pick(&["，", "，", "；", "。", "　"]),
            colon: if chance.percent(90) { "：" } else { ":" },
            spaced: chance.percent(8),
            complete,
            issued,
        }
    }

    /// The labels of a table's columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().map(|(_, label)| label.as_str())
    }

    /// The fields of one task.
    pub fn values(&self, chance: &mut Chance, sector: &Sector) -> Vec<Value> {
        let mut left: Vec<&str> = chance.pick_several(sector.units, 8);
        self.labels.iter().map(|(kind, label)| self.value(chance, sector, *kind, label, &mut left)).collect()
    }

    fn value(&self, chance: &mut Chance, sector: &Sector, kind: FieldKind, label: &str, left: &mut Vec<&str>) -> Value {
        let label = Some(label.to_owned());
        match kind {
            FieldKind::Deadline => {
                let mut due = any_due(chance, self.issued);
                let last = self.labels.last().is_some_and(|(kind, _)| *kind == FieldKind::Deadline);
                if last && due.words.ends_with('前') && due.words.contains('月') && chance.percent(3) {
                    due.words.push_str("完成，并长期坚持");
                }
                Value { kind, label, words: due.words.clone(), units: Vec::new(), due: Some(due) }
            }
            FieldKind::Person => {
                let names: Vec<String> = match chance.between(1, 10) {
                    1 => vec![person_of_two_offices(chance, sector)],
                    2..=7 => vec![person(chance, sector)],
                    _ => vec![person(chance, sector), person(chance, sector)],
                };
                Value { kind, label, words: names.join("、"), units: names, due: None }
            }
            _ => {
                let most = if kind == FieldKind::Lead { 1 } else { 4 };
                let units = take(left, chance.between(1, most) as usize);
                Value { kind, label, words: list_of_units(chance, &units), units, due: None }
            }
        }
    }

    /// `责任科室：甲、乙，完成时间：6月底前`, without a stop at the end.
    pub fn line(&self, values: &[Value]) -> String {
        let parts: Vec<String> = values.iter().map(|value| self.labelled(value, false)).collect();
        parts.join(self.between)
    }

    /// One line for each field.
    pub fn lines(&self, values: &[Value]) -> Vec<String> {
        values.iter().map(|value| self.labelled(value, self.spaced)).collect()
    }

    fn labelled(&self, value: &Value, spaced: bool) -> String {
        let label = value.label.as_deref().unwrap_or_default();
        let label = if spaced { label.chars().map(|letter| format!("{letter} ")).collect() } else { label.to_owned() };
        format!("{label}{}{}", self.colon, value.words)
    }

    /// A closing bracket and the fields in it.
    pub fn bracket(&self, chance: &mut Chance, sector: &Sector) -> (String, Vec<Value>) {
        match chance.between(1, 10) {
            1..=5 => self.bracket_with_labels(chance, sector),
            6..=8 => bracket_with_roles(chance, sector, self.issued, self.complete),
            10 if self.complete => self.bracket_with_labels(chance, sector),
            9 => {
                let units = pick_units(chance, sector, 3);
                let before = before_a_day(chance, self.issued);
                let words = format!("（{}负责，{}完成）", units.join("、"), before.words);
                (words, vec![unlabelled(FieldKind::Responsible, units), unlabelled_due(before)])
            }
            _ => {
                let units = pick_units(chance, sector, 3);
                let role = chance.pick(&["按职责分工负责", "负责", ""]);
                (format!("（{}{role}）", units.join("、")), vec![unlabelled(FieldKind::Responsible, units)])
            }
        }
    }

    fn bracket_with_labels(&self, chance: &mut Chance, sector: &Sector) -> (String, Vec<Value>) {
        let mut values = self.values(chance, sector);
        let last = values.len() - 1;
        // 责任单位：甲、乙；6月底前完成: the date needs no label.
        if last > 0 && values[last].kind == FieldKind::Deadline && chance.percent(25) {
            let before = before_a_day(chance, self.issued);
            let labelled: Vec<String> = values[..last].iter().map(|value| self.labelled(value, false)).collect();
            let words = format!("（{}；{}完成）", labelled.join("；"), before.words);
            values[last] = unlabelled_due(before);
            return (words, values);
        }
        let (open, close) = chance.pick(&[&("（", "）"), &("（", "）"), &("【", "】"), &("〔", "〕"), &("[", "]")]);
        let between = if self.between == "。" { "；" } else { self.between };
        let parts: Vec<String> = values.iter().map(|value| self.labelled(value, false)).collect();
        (format!("{open}{}{close}", parts.join(between)), values)
    }
}

/// （甲牵头，乙、丙配合，6月底前完成）.
fn bracket_with_roles(chance: &mut Chance, sector: &Sector, issued: Date, dated: bool) -> (String, Vec<Value>) {
    let units = pick_units(chance, sector, 4);
    let mut values = vec![unlabelled(FieldKind::Lead, units[..1].to_vec())];
    let mut words = format!("（{}牵头", units[0]);
    if units.len() > 1 {
        words += &format!("，{}{}", units[1..].join("、"), chance.pick(&["配合", "配合", "参与", "协助"]));
        values.push(unlabelled(FieldKind::Support, units[1..].to_vec()));
    }
    if dated || chance.percent(70) {
        let before = before_a_day(chance, issued);
        words += &format!("，{}完成", before.words);
        values.push(unlabelled_due(before));
    }
    (words + "）", values)
}

fn label(chance: &mut Chance, kind: FieldKind, word: &str) -> String {
    match kind {
        FieldKind::Responsible => format!("{}{word}", chance.pick(RESPONSIBLE)),
        FieldKind::Lead => format!("{}{word}", chance.pick(LEAD)),
        FieldKind::Support => format!("{}{word}", chance.pick(SUPPORT)),
        FieldKind::Person => (*chance.pick(PERSON)).to_owned(),
        FieldKind::Deadline => (*chance.pick(DUE)).to_owned(),
    }
}

fn unlabelled(kind: FieldKind, units: Vec<String>) -> Value {
    Value { kind, label: None, words: units.join("、"), units, due: None }
}

fn unlabelled_due(due: Due) -> Value {
    Value { kind: FieldKind::Deadline, label: None, words: format!("{}完成", due.words), units: Vec::new(), due: Some(due) }
}

fn take(left: &mut Vec<&str>, count: usize) -> Vec<String> {
    let start = left.len().saturating_sub(count);
    left.drain(start..).map(str::to_owned).collect()
}

fn pick_units(chance: &mut Chance, sector: &Sector, most: u32) -> Vec<String> {
    let count = chance.between(1, most) as usize;
    chance.pick_several(sector.units, count).into_iter().map(str::to_owned).collect()
}

/// A clerk's list of units: mostly with 、, now and then with a word before the last.
fn list_of_units(chance: &mut Chance, units: &[String]) -> String {
    let Some((last, first)) = units.split_last().filter(|(_, first)| !first.is_empty()) else { return units.concat() };
    match chance.between(1, 30) {
        1 => units.join("，"),
        2 if !units.iter().any(|unit| unit.contains('和')) => format!("{}和{last}", first.join("、")),
        3 => format!("{}以及{last}", first.join("、")),
        4 => format!("{}等", units.join("、")),
        5 => format!("{}负责", units.join("、")),
        _ => units.join("、"),
    }
}
