//! One fault put into a forged notice that has none, as text, so that what is wrong with it is known.

mod further;

pub use further::{already_there, roster};

use tongzhi::notice::{DeadlineKind, FieldKind};

use crate::forge::marker::chinese;
use crate::forge::{ForgedNotice, TrueField};

/// A notice with a fault put in.
pub struct Spoilt {
    /// Its text.
    pub text: String,
    /// How often the fault stands in it.
    pub times: usize,
}

/// Spoils with one fault.
type Spoil = fn(&ForgedNotice, u64) -> Option<String>;

/// Every fault that stands once, with the rules that are right to find it too.
const ONCE: &[(&str, Spoil, &[&str])] = &[
    // What loses a unit may tip the balance to the tasks that have a lead.
    ("U001", without_unit, &["U005"]),
    ("D001", without_deadline, &[]),
    ("U002", further::unknown_unit, &[]),
    ("U003", |forged, seed| spoil_value(forged, seed, FieldKind::Responsible, |_| Some(String::new())), &["U005"]),
    ("U004", twice_named, &["U005"]),
    ("U005", further::without_lead, &[]),
    ("D002", vague_deadline, &[]),
    ("D003", |forged, seed| spoil_value(forged, seed, FieldKind::Deadline, |_| Some("2月30日前".to_owned())), &[]),
    ("D004", too_early, &["D005", "D006"]),
    ("D005", further::in_another_year, &["D006"]),
    ("N001", |forged, _| renumber_last(forged, 1), &[]),
    ("N002", |forged, _| renumber_last(forged, -1), &[]),
    ("N003", further::other_stop, &[]),
    ("N004", further::skipped_level, &[]),
    ("H001", without_title, &[]),
    ("H002", |forged, _| without_line(&forged.text, |line| Some(line) == forged.truth.document_number.as_deref()), &[]),
    ("H003", |forged, _| without_line(&forged.text, is_date), &[]),
    ("H004", without_addressees, &[]),
    ("H005", further::named_attachment, &[]),
    ("T001", further::traditional, &[]),
    ("T002", further::damaged, &[]),
    ("T003", other_label, &[]),
    ("T004", half_width, &[]),
];

/// Puts every fault that this notice can have into it: the rule that is to find it, those that are right to, and the text.
pub fn spoil(forged: &ForgedNotice, seed: u64) -> Vec<(&'static str, &'static [&'static str], Spoilt)> {
    let once = ONCE.iter().filter_map(|&(code, put, brings)| Some((code, brings, Spoilt { text: put(forged, seed)?, times: 1 })));
    let late: Option<(&str, &[&str], Spoilt)> = further::later_than_its_task(forged).map(|spoilt| ("D006", &[][..], spoilt));
    once.chain(late).collect()
}

/// The fields of a kind that have a label and whose words, label included, stand in the text once.
fn labelled(forged: &ForgedNotice, kind: FieldKind) -> Vec<(&TrueField, usize, usize)> {
    let places = forged.truth.fields.iter().filter(|field| field.kind == kind).filter_map(|field| {
        let label = field.label.as_deref()?;
        let written = ["：", ":"].map(|colon| format!("{label}{colon}{}", field.text));
        let written = written.iter().find(|written| forged.text.matches(written.as_str()).count() == 1)?;
        let start = forged.text.find(written.as_str())?;
        Some((field, start, start + written.len()))
    });
    places.collect()
}

fn pick<T: Copy>(all: &[T], seed: u64) -> Option<T> {
    if all.is_empty() { None } else { all.get((seed % all.len() as u64) as usize).copied() }
}

/// Takes out a field with its label and the stop behind it.
fn without_field(forged: &ForgedNotice, seed: u64, kinds: &[FieldKind]) -> Option<String> {
    let fields = &forged.truth.fields;
    let makes = |field: &&TrueField| kinds.contains(&field.kind);
    let alone = |(field, ..): &(&TrueField, usize, usize)| {
        // The only one of its item, which holds for no other, and the section assigns elsewhere too.
        fields.iter().filter(makes).filter(|other| other.path == field.path).count() == 1
            && field.covers == [field.path.clone()]
            && fields.iter().filter(makes).any(|other| other.path != field.path && other.path.first() == field.path.first())
    };
    let candidates: Vec<_> = labelled(forged, kinds[0]).into_iter().filter(alone).collect();
    let (_, start, end) = pick(&candidates, seed)?;
    let rest = &forged.text[end..];
    let end = end + rest.chars().next().filter(|stop| matches!(stop, '，' | ',' | '；' | ';' | '　')).map_or(0, char::len_utf8);
    Some(format!("{}{}", &forged.text[..start], &forged.text[end..]))
}

fn without_unit(forged: &ForgedNotice, seed: u64) -> Option<String> {
    without_field(forged, seed, &[FieldKind::Responsible, FieldKind::Lead, FieldKind::Person])
}

fn without_deadline(forged: &ForgedNotice, seed: u64) -> Option<String> {
    without_field(forged, seed, &[FieldKind::Deadline])
}

/// Puts something else in place of a field's value.
fn spoil_value(forged: &ForgedNotice, seed: u64, kind: FieldKind, with: impl Fn(&TrueField) -> Option<String>) -> Option<String> {
    let candidates: Vec<_> = labelled(forged, kind).into_iter().filter_map(|place| Some((place, with(place.0)?))).collect();
    let ((field, _, end), with) = candidates.get((seed % candidates.len().max(1) as u64) as usize)?;
    Some(format!("{}{with}{}", &forged.text[..end - field.text.len()], &forged.text[*end..]))
}

fn twice_named(forged: &ForgedNotice, seed: u64) -> Option<String> {
    spoil_value(forged, seed, FieldKind::Responsible, |field| {
        (field.text == field.units.join("、")).then(|| format!("{}、{}", field.text, field.units[0]))
    })
}

fn vague_deadline(forged: &ForgedNotice, seed: u64) -> Option<String> {
    let is_clear = |field: &TrueField| field.due.as_ref().is_some_and(|due| due.kind != DeadlineKind::Unresolved);
    spoil_value(forged, seed, FieldKind::Deadline, |field| is_clear(field).then(|| "尽快完成".to_owned()))
}

fn too_early(forged: &ForgedNotice, seed: u64) -> Option<String> {
    let year: i32 = forged.truth.issued.as_deref()?.get(..4)?.parse().ok()?;
    spoil_value(forged, seed, FieldKind::Deadline, |_| Some(format!("{}年11月20日前", year - 1)))
}

/// Gives the last 三、-style heading the number after or before its own.
fn renumber_last(forged: &ForgedNotice, by: i32) -> Option<String> {
    let number =
        (3..=12u32).rev().find(|&number| forged.truth.headings.iter().any(|heading| heading.marker == format!("{}、", chinese(number))))?;
    let heading = forged.truth.headings.iter().rfind(|heading| heading.marker == format!("{}、", chinese(number)) && heading.level == 1)?;
    let written = format!("{}{}", heading.marker, heading.title.as_deref()?);
    if forged.text.matches(&written).count() != 1 {
        return None;
    }
    let other = format!("{}、{}", chinese(number.checked_add_signed(by)?), heading.title.as_deref()?);
    Some(forged.text.replace(&written, &other))
}

/// Takes out the one line that `is_it` knows.
fn without_line(text: &str, is_it: impl Fn(&str) -> bool) -> Option<String> {
    if text.lines().filter(|line| is_it(line.trim())).count() != 1 {
        return None;
    }
    Some(text.split_inclusive('\n').filter(|line| !is_it(line.trim())).collect())
}

fn is_date(line: &str) -> bool {
    line.ends_with('日') && line.contains('年') && line.chars().count() < 14
}

/// Only where no paper follows, whose title would stand in.
fn without_title(forged: &ForgedNotice, _: u64) -> Option<String> {
    if forged.truth.title.contains('《') { None } else { without_line(&forged.text, |line| line == forged.truth.title) }
}

fn without_addressees(forged: &ForgedNotice, _: u64) -> Option<String> {
    if forged.truth.kind != "通知" {
        return None;
    }
    let lines = ["、", "，"].map(|comma| format!("{}：", forged.truth.addressees.join(comma)));
    without_line(&forged.text, |line| lines[0] == line || lines[1] == line)
}

/// Gives the last of several equal labels another wording.
fn other_label(forged: &ForgedNotice, _: u64) -> Option<String> {
    let fields = labelled(forged, FieldKind::Responsible);
    let (last, start, _) = fields.last()?;
    let label = last.label.as_deref()?;
    if fields.iter().filter(|(field, ..)| field.label == last.label).count() < 2 {
        return None;
    }
    let other = if label == "责任单位" { "责任部门" } else { "责任单位" };
    Some(format!("{}{other}{}", &forged.text[..*start], &forged.text[start + label.len()..]))
}

/// Writes one comma of the body half-width.
fn half_width(forged: &ForgedNotice, seed: u64) -> Option<String> {
    let han = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}'));
    let body = forged.text.find("：")?;
    let commas =
        forged.text.match_indices('，').map(|(at, _)| at).filter(|&at| {
            at > body && han(forged.text[..at].chars().next_back()) && han(forged.text[at + '，'.len_utf8()..].chars().next())
        });
    let at = pick(&commas.collect::<Vec<_>>(), seed)?;
    Some(format!("{},{}", &forged.text[..at], &forged.text[at + '，'.len_utf8()..]))
}

/// The forged text as a careful clerk writes it: the forge spaces labels and writes half-width marks as hurried ones do.
pub fn tidied(forged: &ForgedNotice) -> String {
    let mut text = full_width(&forged.text);
    for label in forged.truth.fields.iter().filter_map(|field| field.label.as_deref()) {
        let spaced: String = label.chars().filter(|letter| *letter != ' ').map(|letter| format!("{letter} ")).collect();
        text = text.replace(&spaced, &spaced.replace(' ', ""));
    }
    text
}

/// Writes the colons and commas between Chinese characters full-width: the forge writes some as hurried clerks do.
fn full_width(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let han = |letter: Option<&char>| {
        letter.is_some_and(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}' | '（' | '）' | '“' | '”' | '《' | '》'))
    };
    let full = |(at, &letter): (usize, &char)| {
        let wide = match letter {
            ':' => '：',
            ',' => '，',
            ';' => '；',
            other => return other,
        };
        let (last, next) = (letters.get(at.wrapping_sub(1)), letters.get(at + 1));
        let between = han(last) && (han(next) || matches!(next, None | Some('\n' | '\r')));
        // A label is written with spaces too, and what is put in the place of its value need not be a figure.
        let behind_label = letter == ':' && !last.is_some_and(char::is_ascii_alphanumeric);
        if between || behind_label { wide } else { letter }
    };
    letters.iter().enumerate().map(full).collect()
}
