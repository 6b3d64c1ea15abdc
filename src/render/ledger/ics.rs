//! iCalendar (RFC 5545): a to-do for each assignment that has a day, and a recurring one for each that recurs.

use std::collections::HashSet;
use std::io::{Error, Write};
use std::sync::Arc;

use icalendar::{Calendar, Component, EventLike, Property, Todo};
use jiff::civil::Date;

use super::words::{Column, day_and_time, deadline_word};
use crate::ledger::{Due, Row, first_occurrence};
use crate::notice::DeadlineKind;

const PRODUCT: &str = "-//tongzhi//ledger//ZH";

/// The calendar's name in programs that show one.
const NAME: &str = "任务台账";

/// Stands for the time when a notice without an issue date was written; the clock's would make each run another calendar.
const NO_ISSUE: &str = "19700101T000000Z";

/// How many assignments have no place in a calendar, by the kind of their deadline (`None`: without one).
pub type LeftOut = Vec<(Option<DeadlineKind>, usize)>;

/// Writes the calendar; gives what has no place in it. Rows of one assignment, which stand together, are one to-do.
pub fn write(rows: &[Row], out: &mut impl Write) -> std::io::Result<LeftOut> {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", PRODUCT));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("X-WR-CALNAME", NAME));
    let mut seen = HashSet::new();
    let mut left_out = LeftOut::new();
    for assignment in rows.chunk_by(|one, other| Arc::ptr_eq(&one.task, &other.task)) {
        let Some(first) = assignment.first() else { continue };
        let times = first.due.as_ref().map(|due| times(due, first)).unwrap_or_default();
        if times.is_empty() {
            count(&mut left_out, first.due.as_ref().map(|due| due.deadline.kind));
        }
        for properties in times {
            let uid = uid(first, &properties);
            // The same notice twice in an archive is one to-do.
            if seen.insert(uid.clone()) {
                calendar.push(todo(assignment, first, uid, properties));
            }
        }
    }
    write!(out, "{calendar}").map_err(|error| Error::other(error.to_string()))?;
    Ok(left_out)
}

fn count(left_out: &mut LeftOut, kind: Option<DeadlineKind>) {
    match left_out.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, count)) => *count += 1,
        None => left_out.push((kind, 1)),
    }
}

/// The times of an assignment's to-dos, as properties; none where no day is known.
fn times(due: &Due, row: &Row) -> Vec<Vec<Property>> {
    let deadline = &due.deadline;
    let last = deadline.end.as_deref();
    match deadline.kind {
        DeadlineKind::Recurring => recurring(due, row).into_iter().collect(),
        DeadlineKind::List if !deadline.dates.is_empty() => {
            deadline.dates.iter().filter_map(|date| moment("DUE", date)).map(|due| vec![due]).collect()
        }
        DeadlineKind::Range => {
            let Some(end) = last.and_then(|date| moment("DUE", date)) else { return Vec::new() };
            // RFC 5545: the start is of the same form as what is due, and before it.
            let is_before = |start: &&str| last.is_some_and(|end| start.len() == end.len() && *start < end);
            let start = deadline.start.as_deref().filter(is_before).and_then(|date| moment("DTSTART", date));
            vec![start.into_iter().chain([end]).collect()]
        }
        _ => last.and_then(|date| moment("DUE", date)).map(|due| vec![due]).into_iter().collect(),
    }
}

/// The first time and the rule. What recurs counts from its first day, else the notice's issue, else its year.
fn recurring(due: &Due, row: &Row) -> Option<Vec<Property>> {
    let rule = due.deadline.rrule.as_deref()?;
    let notice = &row.task.notice;
    let date = |date: &Option<String>| date.as_deref().and_then(|date| date.get(..10)).and_then(|date| date.parse::<Date>().ok());
    let new_year = || notice.year.and_then(|year| Date::new(year, 1, 1).ok());
    let from = date(&due.deadline.start).or_else(|| date(&notice.issued)).or_else(new_year)?;
    let first = first_occurrence(rule, from)?;
    let until = rule.split(';').find_map(|part| part.strip_prefix("UNTIL=")).and_then(|until| until.get(..8));
    if until.is_some_and(|until| until < first.day.strftime("%Y%m%d").to_string().as_str()) {
        return None;
    }
    let start = match first.clock {
        Some((hour, minute)) => moment("DTSTART", &format!("{}T{hour:02}:{minute:02}", first.day))?,
        None => moment("DTSTART", &first.day.to_string())?,
    };
    let mut properties = vec![start, Property::new("RRULE", rule)];
    // The day itself is still on time: it is due when the day is over. Where the rule names none, nothing says when in the period.
    if first.clock.is_none() && first.is_named {
        properties.push(Property::new("DURATION", "P1D"));
    }
    Some(properties)
}

/// A date, or a date with a clock time of no zone, from ISO 8601.
fn moment(name: &str, iso: &str) -> Option<Property> {
    let digits: String = iso.chars().filter(|character| !matches!(character, '-' | ':')).collect();
    match (digits.len(), digits.contains('T')) {
        (8, false) => Some(Property::new(name, digits).append_parameter(("VALUE", "DATE")).done()),
        (13, true) => Some(Property::new(name, format!("{digits}00"))),
        (15, true) => Some(Property::new(name, digits)),
        _ => None,
    }
}

fn todo(assignment: &[Row], first: &Row, uid: String, properties: Vec<Property>) -> Todo {
    let units: Vec<String> = assignment.iter().filter_map(|row| row.unit.clone()).collect();
    let task = &first.task.words;
    let summary = if units.is_empty() { task.clone() } else { format!("{task}（{}）", units.join("、")) };
    let mut todo = Todo::new();
    todo.add_property("UID", uid);
    todo.add_property("DTSTAMP", first.task.notice.issued.as_deref().map_or_else(|| NO_ISSUE.to_owned(), stamp));
    todo.add_property("SUMMARY", plain(&summary));
    todo.add_property("DESCRIPTION", plain(&description(assignment, first)));
    todo.add_property("STATUS", "NEEDS-ACTION");
    if !units.is_empty() {
        todo.categories(units.iter().map(|unit| plain(unit)));
    }
    for property in properties {
        todo.append_property(property);
    }
    todo.done()
}

fn stamp(date: &str) -> String {
    let digits: String = date.chars().filter(char::is_ascii_digit).take(8).collect();
    format!("{digits}T000000Z")
}

fn description(assignment: &[Row], first: &Row) -> String {
    let units = assignment.iter().filter_map(|row| Some(format!("{}：{}", Column::Role.value(row), row.unit.as_ref()?)));
    let due = first.due.as_ref().map(|due| {
        let day = due.last_day().map(|day| format!("（{}）", day_and_time(day))).unwrap_or_default();
        format!("期限：{}{day}，{}", due.text, deadline_word(due.deadline.kind))
    });
    let notice = [Column::DocumentNumber, Column::Notice].map(|column| column.value(first)).join(" ");
    let basis = format!("依据：{} {}", notice.trim(), Column::Path.value(first));
    units.chain(due).chain([basis, format!("出处：{}", Column::Place.value(first))]).collect::<Vec<_>>().join("\n")
}

/// Words without what may not stand in a calendar's text.
fn plain(words: &str) -> String {
    words.chars().filter(|character| !character.is_control() || *character == '\n').collect()
}

/// Stays the same from run to run, wherever the file is and whatever the roster calls the units.
fn uid(row: &Row, properties: &[Property]) -> String {
    let notice = &row.task.notice;
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    // Of a list each day is a to-do; a rule's first time is none of its name.
    let day = properties.iter().find(|property| property.key() == "DUE").map_or("", |property| property.value());
    let head = [
        or_empty(&notice.document_number),
        or_empty(&notice.title),
        or_empty(&notice.issued),
        or_empty(&row.task.item),
        row.task.repeated.to_string(),
    ];
    let parts = head.iter().map(String::as_str).chain([row.task.words.as_str(), row.due.as_ref().map_or("", |due| &due.text), day]);
    let bytes = parts.flat_map(|part| part.bytes().chain([0]));
    // FNV-1a, 128 bits.
    let hash = bytes.fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B)
    });
    format!("{hash:032x}@tongzhi")
}
