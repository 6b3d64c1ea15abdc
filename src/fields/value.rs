//! Reads what stands after a label, by the label's kind.

use std::ops::Range;

use super::anchor::trimmed;
use super::deadline::looks_like_deadline;
use super::label::{Labels, Meaning};
use super::person::{is_certain, read_persons};
use super::piece::pieces;
use super::unit::{Proof, UnitList, read_units};
use super::unit_words::PROSE;
use crate::notice::FieldKind;
use crate::numeral::is_numeral;
use crate::word_table::CharacterSet;

/// A field, not yet given to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundField {
    pub kind: FieldKind,
    pub label: Option<Range<usize>>,
    pub value: Range<usize>,
    /// Empty for a deadline.
    pub units: Vec<String>,
}

/// How much the label's form says for there being a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A colon or a bracket of its own: a label beyond doubt.
    Colon,
    /// No colon: the value must be beyond doubt.
    Bare,
    /// A colon, but prose runs into the label.
    Doubtful,
}

/// What a label's value is.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Fields {
        fields: Vec<FoundField>,
        /// The byte after the last value.
        end: usize,
        /// Nothing was left over.
        whole: bool,
    },
    /// There is none.
    Empty,
    /// Prose: the label is only mentioned.
    Prose,
}

/// Reads `region` (without white space at its ends) as the value of `label`.
pub(super) fn read_value(text: &str, region: Range<usize>, label: &Range<usize>, meaning: Meaning, trust: Trust, labels: &Labels) -> Value {
    let words = &text[region.clone()];
    if words.chars().all(|character| !character.is_alphanumeric() || character == '_') || matches!(words, "无" | "略" | "/") {
        return Value::Empty;
    }
    match meaning.kind {
        FieldKind::Deadline => deadline_value(text, region, label, meaning, trust),
        FieldKind::Person => person_value(text, region, label, trust),
        _ => {
            let certain = trust == Trust::Colon && !meaning.weak;
            let list = read_units(text, region, if certain { Proof::Labelled } else { Proof::Alone }, labels);
            if list.runs.is_empty() || (!certain && !list.whole) {
                return Value::Prose;
            }
            let (end, whole) = (list.end, list.whole);
            Value::Fields { fields: unit_fields(text, list, Some(label), meaning.kind), end, whole }
        }
    }
}

/// The fields of a list of units: one for each role in it, then its deadline.
pub(super) fn unit_fields(text: &str, list: UnitList, label: Option<&Range<usize>>, kind: FieldKind) -> Vec<FoundField> {
    let mut fields: Vec<FoundField> = Vec::new();
    for run in list.runs {
        // 牵头单位：甲负责 stays lead; 责任单位：甲牵头 is lead.
        let kind = match run.role {
            Some(role) if role != FieldKind::Responsible => role,
            _ => kind,
        };
        match fields.last_mut() {
            Some(last) if last.kind == kind => {
                last.value.end = run.value.end;
                last.units.extend(run.units);
            }
            _ => fields.push(FoundField { kind, label: label.cloned(), value: run.value, units: run.units }),
        }
    }
    if let Some(value) = list.deadline {
        let value = trimmed(text, value);
        fields.push(FoundField { kind: FieldKind::Deadline, label: None, value, units: Vec::new() });
        fields.sort_by_key(|field| field.value.start);
    }
    fields
}

fn person_value(text: &str, region: Range<usize>, label: &Range<usize>, trust: Trust) -> Value {
    let list = read_persons(text, region);
    let certain = list.whole && list.persons.iter().all(|person| is_certain(person));
    if list.persons.is_empty() || (trust != Trust::Colon && !certain) {
        return Value::Prose;
    }
    let (end, whole) = (list.value.end, list.whole);
    let field = FoundField { kind: FieldKind::Person, label: Some(label.clone()), value: list.value, units: list.persons };
    Value::Fields { fields: vec![field], end, whole }
}

/// Longest value of a deadline, in characters; what is longer is prose.
const LONGEST_DEADLINE: usize = 60;

/// One of these, or a numeral, stands in every deadline that [`looks_like_deadline`] knows; most names of units have none.
static DEADLINE_CHARACTERS: CharacterSet = CharacterSet::of(
    "年月日号季度周旬天时期限节前后内底末初即立随常续久永每始终终快早止完毕尽夏秋冬春庆旦假暑寒会今明当本下上另按待定夕阳清端午收到",
);

/// Whether `words` are a deadline as a whole.
pub(super) fn is_deadline(words: &str) -> bool {
    words.len() <= 4 * LONGEST_DEADLINE
        && words.contains(|character| DEADLINE_CHARACTERS.contains(character) || is_numeral(character))
        && looks_like_deadline(words)
}

fn deadline_value(text: &str, region: Range<usize>, label: &Range<usize>, meaning: Meaning, trust: Trust) -> Value {
    let Some(mut value) = deadline_range(text, region.clone()) else { return Value::Empty };
    let words = &text[value.clone()];
    let certain = is_deadline(words);
    if !certain {
        if let Some(shorter) = before_new_subject(text, &value) {
            value = shorter;
        } else if trust != Trust::Colon || meaning.weak || is_prose(words) {
            return Value::Prose;
        }
    }
    let end = value.end;
    let field = FoundField { kind: FieldKind::Deadline, label: Some(label.clone()), value, units: Vec::new() };
    Value::Fields { fields: vec![field], end, whole: end == region.end }
}

/// Up to the first semicolon, without marks at the end.
fn deadline_range(text: &str, region: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(region.clone())?;
    let end = words.find(['；', ';']).unwrap_or(words.len());
    let kept =
        words[..end].trim_end_matches(|character| super::label::is_space(character) || matches!(character, '，' | ',' | '、' | '.' | '．'));
    (!kept.is_empty()).then(|| region.start..region.start + kept.len())
}

/// The part of a value before the comma where another subject begins: 6月底前，各科室要…
fn before_new_subject(text: &str, value: &Range<usize>) -> Option<Range<usize>> {
    const SUBJECTS: &[&str] = &["由", "各", "要", "全体", "责任", "牵头", "具体", "请", "其中", "届时"];
    let pieces = pieces(text, value.clone());
    (1..pieces.len().min(6)).rev().find_map(|count| {
        let shorter = value.start..pieces[count - 1].range.end;
        let rest = &text[pieces[count].range.clone()];
        (SUBJECTS.iter().any(|subject| rest.starts_with(subject)) && is_deadline(&text[shorter.clone()])).then_some(shorter)
    })
}

/// Whether the words after a deadline's label are prose and no time that we fail to read.
fn is_prose(words: &str) -> bool {
    const TIME_CHARACTERS: &str = "年月日季度周天旬前后内底末期时每早晚限节";
    let length = words.chars().count();
    length > LONGEST_DEADLINE
        || PROSE.beginnings(words).next().is_some() && !words.starts_with(['每', '按', '根', '另', '待', '已', '原', '暂', '定', '召'])
        || (length > 12 && !words.contains(|character| TIME_CHARACTERS.contains(character)))
        || words.starts_with("要")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deadline_has_such_a_character() {
        let phrasings = [include_str!("../../tests/deadlines/facts.txt"), include_str!("../../tests/deadlines/further.txt")];
        let words = phrasings.iter().flat_map(|file| file.split(['\n', '\t', '|']));
        let missed: Vec<&str> = words.filter(|words| looks_like_deadline(words) && !is_deadline(words)).collect();
        assert!(missed.is_empty(), "{missed:?}");
    }
}
