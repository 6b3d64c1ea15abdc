//! Parquet: the columns of [`Record`], with dates as dates and lists as lists.

use std::io::{Error, Write};
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use crate::ledger::{Record, Row};
use crate::notice::{DeadlineKind, FieldKind};

/// How a column's values are found in a row.
#[derive(Clone, Copy)]
enum Values {
    Words(fn(&Record<'_>) -> Option<String>),
    /// The date at the beginning of the words.
    Day(for<'a> fn(&Record<'a>) -> Option<&'a str>),
    Flag(fn(&Record<'_>) -> bool),
    Number(fn(&Record<'_>) -> u64),
    WordList(for<'a> fn(&Record<'a>) -> &'a [String]),
    DayList(for<'a> fn(&Record<'a>) -> &'a [String]),
}

/// The keys of [`Record`] in its order; a clock time has a column of its own.
const COLUMNS: [(&str, Values); 24] = [
    ("unit", Values::Words(|row| row.unit.map(str::to_owned))),
    ("unit_as_written", Values::Words(|row| row.unit_as_written.map(str::to_owned))),
    ("role", Values::Words(|row| row.role.map(role).map(str::to_owned))),
    ("label", Values::Words(|row| row.label.map(str::to_owned))),
    ("task", Values::Words(|row| Some(row.task.to_owned()))),
    ("item", Values::Words(|row| row.item.map(str::to_owned))),
    ("path", Values::WordList(|row| row.path)),
    ("due", Values::Day(|row| row.due)),
    ("due_time", Values::Words(|row| row.due.and_then(|due| due.get(11..)).map(str::to_owned))),
    ("start", Values::Day(|row| row.start)),
    ("deadline_type", Values::Words(|row| row.deadline_type.map(deadline).map(str::to_owned))),
    ("deadline_text", Values::Words(|row| row.deadline_text.map(str::to_owned))),
    ("deadline_from", Values::Words(|row| row.deadline_from.map(str::to_owned))),
    ("rrule", Values::Words(|row| row.rrule.map(str::to_owned))),
    ("dates", Values::DayList(|row| row.dates)),
    ("year_assumed", Values::Flag(|row| row.year_assumed)),
    ("approximate", Values::Flag(|row| row.approximate)),
    ("document_number", Values::Words(|row| row.document_number.map(str::to_owned))),
    ("notice_title", Values::Words(|row| row.notice_title.map(str::to_owned))),
    ("issued", Values::Day(|row| row.issued)),
    ("file", Values::Words(|row| Some(row.file.to_owned()))),
    ("notice", Values::Number(|row| row.notice as u64)),
    ("part", Values::Words(|row| row.part.clone())),
    ("line", Values::Number(|row| row.line)),
];

/// Rows of a row group: enough for the columns to compress well, few enough to hold them twice.
const GROUP: usize = 65_536;

/// Writes the rows.
pub fn write(rows: &[Row], out: &mut impl Write) -> std::io::Result<()> {
    // The writer wants to go to another thread, which standard output may not.
    let mut file = Vec::new();
    encode(rows, &mut file).map_err(Error::other)?;
    out.write_all(&file)
}

fn encode(rows: &[Row], file: &mut Vec<u8>) -> Result<(), ParquetError> {
    let schema = Arc::new(parse_message_type(&schema())?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("tongzhi".to_owned()).build();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties))?;
    for part in rows.chunks(GROUP) {
        let records: Vec<Record<'_>> = part.iter().map(Record::from).collect();
        let mut group = writer.next_row_group()?;
        for (_, values) in COLUMNS {
            if let Some(mut column) = group.next_column()? {
                write_column(&records, values, &mut column)?;
                column.close()?;
            }
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

fn schema() -> String {
    let list = |name: &str, element: &str| format!("required group {name} (LIST) {{ repeated group list {{ required {element}; }} }}");
    let column = |(name, values): &(&str, Values)| match values {
        Values::Words(_) => format!("optional binary {name} (STRING);"),
        Values::Day(_) => format!("optional int32 {name} (DATE);"),
        Values::Flag(_) => format!("required boolean {name};"),
        Values::Number(_) => format!("required int64 {name};"),
        Values::WordList(_) => list(name, "binary element (STRING)"),
        Values::DayList(_) => list(name, "int32 element (DATE)"),
    };
    format!("message ledger {{ {} }}", COLUMNS.iter().map(column).collect::<Vec<_>>().join(" "))
}

fn write_column(records: &[Record<'_>], values: Values, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
    match values {
        Values::Words(words) => {
            write_optional::<ByteArrayType>(column, records.iter().map(|row| words(row).map(|words| ByteArray::from(words.into_bytes()))))
        }
        Values::Day(date) => write_optional::<Int32Type>(column, records.iter().map(|row| date(row).and_then(day))),
        Values::Flag(flag) => write_required::<BoolType>(column, records.iter().map(flag).collect()),
        Values::Number(number) => {
            write_required::<Int64Type>(column, records.iter().map(|row| i64::try_from(number(row)).unwrap_or(i64::MAX)).collect())
        }
        Values::WordList(list) => {
            let words = |row| list(row).iter().map(|words| ByteArray::from(words.as_str())).collect();
            write_lists::<ByteArrayType>(column, records.iter().map(words))
        }
        Values::DayList(list) => {
            let days = |row| list(row).iter().filter_map(|date| day(date)).collect();
            write_lists::<Int32Type>(column, records.iter().map(days))
        }
    }
}

fn write_required<T: DataType>(column: &mut SerializedColumnWriter<'_>, values: Vec<T::T>) -> Result<(), ParquetError> {
    column.typed::<T>().write_batch(&values, None, None).map(drop)
}

/// Definition level 1 for a value, 0 for none.
fn write_optional<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    column.typed::<T>().write_batch(&present, Some(&levels), None).map(drop)
}

/// Definition level 0 for an empty list; repetition level 0 at the first value of each, 1 at the others.
fn write_lists<T: DataType>(column: &mut SerializedColumnWriter<'_>, lists: impl Iterator<Item = Vec<T::T>>) -> Result<(), ParquetError> {
    let (mut all, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists {
        repeated.push(0);
        repeated.extend(std::iter::repeat_n(1, list.len().saturating_sub(1)));
        defined.extend(std::iter::repeat_n(i16::from(!list.is_empty()), list.len().max(1)));
        all.extend(list);
    }
    column.typed::<T>().write_batch(&all, Some(&defined), Some(&repeated)).map(drop)
}

/// Days since 1970-01-01 of an ISO 8601 date, with or without a clock time.
fn day(date: &str) -> Option<i32> {
    let date: Date = date.get(..10)?.parse().ok()?;
    Some((date - Date::constant(1970, 1, 1)).get_days())
}

/// As in JSON.
fn role(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Responsible => "responsible",
        FieldKind::Lead => "lead",
        FieldKind::Support => "support",
        FieldKind::Person => "person",
        FieldKind::Deadline => "deadline",
    }
}

/// As in JSON.
fn deadline(kind: DeadlineKind) -> &'static str {
    match kind {
        DeadlineKind::By => "by",
        DeadlineKind::Range => "range",
        DeadlineKind::Recurring => "recurring",
        DeadlineKind::List => "list",
        DeadlineKind::Event => "event",
        DeadlineKind::Standing => "standing",
        DeadlineKind::Immediate => "immediate",
        DeadlineKind::Unresolved => "unresolved",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        let cases =
            [("1970-01-01", Some(0)), ("2011-06-30", Some(15155)), ("2011-06-15T18:00", Some(15140)), ("1969-12-31", Some(-1)), ("", None)];
        for (date, days) in cases {
            assert_eq!(day(date), days, "{date}");
        }
    }

    #[test]
    fn names_are_those_of_json() {
        use FieldKind::{Deadline, Lead, Person, Responsible, Support};
        for kind in [Responsible, Lead, Support, Person, Deadline] {
            assert_eq!(serde_json::to_value(kind).unwrap(), role(kind));
        }
        use DeadlineKind::{By, Event, Immediate, List, Range, Recurring, Standing, Unresolved};
        for kind in [By, Range, Recurring, List, Event, Standing, Immediate, Unresolved] {
            assert_eq!(serde_json::to_value(kind).unwrap(), deadline(kind));
        }
    }
}
