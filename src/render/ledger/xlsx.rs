//! A workbook as a clerk would have made it: an overview, all rows, and a sheet for each unit, ready to filter and to print.

use std::collections::HashMap;
use std::io::{Error, Write};

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use super::sheet_names::SheetNames;
use super::words::Column;
use crate::fields::roster::Roster;
use crate::ledger::{Grouping, Row};
use crate::notice::DeadlineKind;
use crate::render::width::width;

/// What a sheet has in a column.
#[derive(Debug, Clone, Copy)]
enum Cell {
    /// 1, 2, 3, …
    Number,
    Of(Column),
    /// For the unit to fill in.
    Blank(&'static str),
    /// The same, with what can be chosen.
    State(&'static str),
}

/// A sheet's columns with their widths in digits.
type Columns = [(Cell, f64)];

const ALL: [(Cell, f64); 12] = [
    (Cell::Number, 5.0),
    (Cell::Of(Column::Unit), 15.0),
    (Cell::Of(Column::Role), 7.0),
    (Cell::Of(Column::Task), 34.0),
    (Cell::Of(Column::Path), 11.0),
    (Cell::Of(Column::Due), 11.0),
    (Cell::Of(Column::DeadlineKind), 8.0),
    (Cell::Of(Column::DeadlineText), 15.0),
    (Cell::Of(Column::DocumentNumber), 16.0),
    (Cell::Of(Column::Notice), 26.0),
    (Cell::Of(Column::Issued), 11.0),
    (Cell::Of(Column::Place), 18.0),
];

const OF_UNIT: [(Cell, f64); 11] = [
    (Cell::Number, 5.0),
    (Cell::Of(Column::Task), 38.0),
    (Cell::Of(Column::Role), 7.0),
    (Cell::Of(Column::Path), 11.0),
    (Cell::Of(Column::Due), 11.0),
    (Cell::Of(Column::DeadlineKind), 8.0),
    (Cell::Of(Column::DeadlineText), 15.0),
    (Cell::Of(Column::DocumentNumber), 16.0),
    (Cell::Of(Column::Notice), 26.0),
    (Cell::State("完成情况"), 10.0),
    (Cell::Blank("备注"), 12.0),
];

const STATES: [&str; 3] = ["已完成", "进行中", "未完成"];

/// The overview's columns.
const SUMMARY: [(&str, f64); 8] = [
    ("责任单位", 26.0),
    ("任务数", 9.0),
    ("有期限", 9.0),
    ("最早期限", 12.0),
    ("最晚期限", 12.0),
    ("定期", 9.0),
    ("长期", 9.0),
    ("其他", 9.0),
];

const OVERVIEW: &str = "总览";
const EVERYTHING: &str = "全部任务";
const WITHOUT_UNIT: &str = "未明确责任单位";

/// The most sheets for units; a workbook with more can't be found through. The rows of the others stand among all.
const MOST_UNITS: usize = 250;

/// What Excel has room for below the heading.
const MOST_ROWS: usize = 1_048_575;

/// Rows from which on a sheet goes to a temporary file as it is written: in memory a row takes some 3 KB.
const MANY_ROWS: usize = 2_000;

/// Characters that a cell has room for.
const LONGEST: usize = 32_767;

/// A4, by Excel's numbers.
const A4: u8 = 9;

const FONT: &str = "宋体";
const FONT_SIZE: f64 = 10.0;

/// Points of a line, and what a row has more than its lines. Excel would fit the height by itself, but other programs do not.
const LINE: u32 = 13;
const AROUND: u32 = 5;

/// The most lines that a row shows.
const MOST_LINES: usize = 30;

/// Writes the workbook; gives the number of units that have no sheet of their own.
pub fn write(rows: &[Row], roster: &Roster, out: &mut impl Write) -> std::io::Result<usize> {
    let (mut workbook, without_sheet) = workbook(rows, roster).map_err(Error::other)?;
    out.write_all(&workbook.save_to_buffer().map_err(Error::other)?)?;
    Ok(without_sheet)
}

/// The rows of one unit, by day.
struct Unit<'a> {
    name: Option<&'a str>,
    rows: Vec<&'a Row>,
}

fn workbook(rows: &[Row], roster: &Roster) -> Result<(Workbook, usize), XlsxError> {
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    // The clock would make each run another file.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("任务台账").set_creation_datetime(&epoch));
    let units = units(rows, roster);
    let sheets = units.len().min(MOST_UNITS);
    let mut names = SheetNames::new([OVERVIEW, EVERYTHING]);
    let unit_names: Vec<String> = units[..sheets].iter().map(|unit| names.take(unit.name.unwrap_or(WITHOUT_UNIT))).collect();
    write_overview(workbook.add_worksheet(), &units, &unit_names, &formats)?;
    for (index, part) in rows.chunks(MOST_ROWS).enumerate() {
        let name = if index == 0 { EVERYTHING.to_owned() } else { names.take(EVERYTHING) };
        write_rows(&mut workbook, &name, EVERYTHING, &ALL, part.iter(), &formats)?;
    }
    for (unit, name) in units.iter().zip(&unit_names) {
        let title = unit.name.unwrap_or(WITHOUT_UNIT);
        write_rows(&mut workbook, name, title, &OF_UNIT, unit.rows.iter().copied().take(MOST_ROWS), &formats)?;
    }
    Ok((workbook, units.len() - sheets))
}

/// The units in the order of [`Grouping::Unit`]; where they are too many for sheets, those with the most rows stand first.
fn units<'a>(rows: &'a [Row], roster: &Roster) -> Vec<Unit<'a>> {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    Grouping::Unit.sort(&mut sorted, roster);
    let groups = sorted.chunk_by(|one, other| one.unit == other.unit);
    let mut units: Vec<Unit<'a>> =
        groups.map(|rows| Unit { name: rows.first().and_then(|row| row.unit.as_deref()), rows: rows.to_vec() }).collect();
    if units.len() > MOST_UNITS {
        units.sort_by_key(|unit| std::cmp::Reverse(unit.rows.len()));
    }
    units
}

struct Formats {
    heading: Format,
    text: Format,
    centred: Format,
    date: Format,
    date_and_time: Format,
    link: Format,
    total: Format,
}

impl Formats {
    fn new() -> Self {
        let base = || {
            let format = Format::new().set_font_name(FONT).set_font_size(FONT_SIZE).set_align(FormatAlign::VerticalCenter);
            format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xBF_BFBF))
        };
        let centred = || base().set_align(FormatAlign::Center).set_text_wrap();
        Self {
            heading: centred().set_bold().set_background_color(Color::RGB(0xDD_E7F3)),
            text: base().set_text_wrap(),
            date: centred().set_num_format("yyyy-mm-dd"),
            date_and_time: centred().set_num_format("yyyy-mm-dd hh:mm"),
            link: base().set_font_color(Color::RGB(0x05_63C1)).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            total: centred().set_bold(),
            centred: centred(),
        }
    }
}

/// What every sheet has: its name, a heading that stays and is repeated, and A4 across with page numbers.
fn set_up(sheet: &mut Worksheet, name: &str, title: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.8, 0.6, 0.35, 0.3);
    // In a page's head `&` begins a code.
    let title = title.replace('&', "&&");
    let shown: String = title.chars().take(100).collect();
    sheet.set_header(format!("&C&\"{FONT},Bold\"&14任务台账：{shown}"));
    sheet.set_footer("&C第 &P 页，共 &N 页");
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 22)?;
    Ok(())
}

fn write_rows<'a>(
    workbook: &mut Workbook,
    name: &str,
    title: &str,
    columns: &Columns,
    rows: impl ExactSizeIterator<Item = &'a Row>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let count = rows.len();
    let is_large = count > MANY_ROWS;
    // The words of all sheets stay in one table in memory.
    let sheet = if is_large { workbook.add_worksheet_with_low_memory()? } else { workbook.add_worksheet() };
    set_up(sheet, name, title)?;
    for (column, (cell, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        let heading = match cell {
            Cell::Number => "序号",
            Cell::Of(column) => column.heading(),
            Cell::Blank(heading) | Cell::State(heading) => heading,
        };
        sheet.write_string_with_format(0, column, heading, &formats.heading)?;
    }
    let mut last = 0;
    for (at, row) in (1..).zip(rows) {
        last = at;
        let mut lines = 1;
        for (column, (cell, width)) in (0..).zip(columns) {
            if let Cell::Of(of) = cell {
                lines = lines.max(lines_of(&of.value(row), *width));
            }
            match cell {
                Cell::Number => sheet.write_number_with_format(at, column, at, &formats.centred)?,
                Cell::Of(of @ (Column::Start | Column::Due | Column::Issued)) => write_date(sheet, at, column, &of.value(row), formats)?,
                Cell::Of(of @ (Column::Role | Column::DeadlineKind)) => write_words(sheet, at, column, &of.value(row), &formats.centred)?,
                Cell::Of(of) => write_words(sheet, at, column, &of.value(row), &formats.text)?,
                Cell::Blank(_) | Cell::State(_) => sheet.write_blank(at, column, &formats.centred)?,
            };
        }
        // rust_xlsxwriter 0.102 writes the last row of such a sheet twice if it has a height, and Excel takes the file for damaged.
        if !is_large || (at as usize) < count {
            sheet.set_row_height(at, LINE * lines + AROUND)?;
        }
    }
    let Some(last_column) = u16::try_from(columns.len()).ok().and_then(|count| count.checked_sub(1)) else { return Ok(()) };
    sheet.autofilter(0, 0, last, last_column)?;
    for (column, (cell, _)) in (0..).zip(columns) {
        if let (Cell::State(_), 1..) = (cell, last) {
            sheet.add_data_validation(1, column, last, column, &DataValidation::new().allow_list_strings(&STATES)?)?;
        }
    }
    Ok(())
}

/// The lines that words take in a column.
fn lines_of(words: &str, column_width: f64) -> u32 {
    // A Chinese character of 10 points is almost two digits of Excel's own 11.
    let room = (column_width as usize).saturating_sub(1).max(1);
    let lines: usize = words.split('\n').map(|line| width(line).div_ceil(room).max(1)).sum();
    u32::try_from(lines.min(MOST_LINES)).unwrap_or(1)
}

fn write_words<'a>(sheet: &'a mut Worksheet, row: u32, column: u16, words: &str, format: &Format) -> Result<&'a mut Worksheet, XlsxError> {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => sheet.write_string_with_format(row, column, &words[..end], format),
        None => sheet.write_string_with_format(row, column, words, format),
    }
}

/// A real date (`2011-06-30`, `2011-06-15 18:00`), which sorts and filters; one that Excel does not know (before 1900), as words.
fn write_date<'a>(sheet: &'a mut Worksheet, row: u32, column: u16, date: &str, formats: &Formats) -> Result<&'a mut Worksheet, XlsxError> {
    match (date.len(), ExcelDateTime::parse_from_str(date)) {
        (0, _) => sheet.write_blank(row, column, &formats.date),
        (10, Ok(day)) => sheet.write_datetime_with_format(row, column, day, &formats.date),
        (16.., Ok(time)) => sheet.write_datetime_with_format(row, column, time, &formats.date_and_time),
        _ => sheet.write_string_with_format(row, column, date, &formats.centred),
    }
}

fn write_overview(sheet: &mut Worksheet, units: &[Unit<'_>], names: &[String], formats: &Formats) -> Result<(), XlsxError> {
    set_up(sheet, OVERVIEW, OVERVIEW)?;
    for (column, (heading, width)) in (0..).zip(SUMMARY) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, heading, &formats.heading)?;
    }
    let mut total = Counts::default();
    let mut last = 0;
    for ((at, unit), name) in (1..).zip(units).zip(names.iter().map(Some).chain(std::iter::repeat(None))) {
        last = at;
        let shown: String = unit.name.unwrap_or(WITHOUT_UNIT).chars().take(255).collect();
        match name {
            Some(name) => {
                let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(&shown);
                sheet.write_url_with_format(at, 0, link, &formats.link)?
            }
            None => sheet.write_string_with_format(at, 0, shown, &formats.text)?,
        };
        let counts = Counts::of(unit);
        counts.write(sheet, at, formats, &formats.centred)?;
        total.add(&counts);
    }
    if let Some(last_column) = u16::try_from(SUMMARY.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last, last_column)?;
    }
    sheet.write_string_with_format(last + 1, 0, "合计", &formats.total)?;
    total.write(sheet, last + 1, formats, &formats.total)
}

/// The overview's figures.
#[derive(Default)]
struct Counts {
    rows: u32,
    kinds: HashMap<&'static str, u32>,
    first: Option<String>,
    last: Option<String>,
}

impl Counts {
    fn of(unit: &Unit<'_>) -> Self {
        let mut counts = Self::default();
        for row in &unit.rows {
            counts.rows += 1;
            let due = row.due.as_ref();
            let day = due.and_then(|due| due.last_day()).and_then(|day| day.get(..10));
            let kind = match (due.map(|due| due.deadline.kind), day) {
                (Some(DeadlineKind::Recurring), _) => "定期",
                (Some(DeadlineKind::Standing), None) => "长期",
                (_, Some(day)) => {
                    counts.see(day);
                    "有期限"
                }
                (_, None) => "其他",
            };
            *counts.kinds.entry(kind).or_default() += 1;
        }
        counts
    }

    fn see(&mut self, day: &str) {
        if self.first.as_deref().is_none_or(|first| day < first) {
            self.first = Some(day.to_owned());
        }
        if self.last.as_deref().is_none_or(|last| day > last) {
            self.last = Some(day.to_owned());
        }
    }

    fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        for (kind, count) in &other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
        for day in [&other.first, &other.last].into_iter().flatten() {
            self.see(day);
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, formats: &Formats, format: &Format) -> Result<(), XlsxError> {
        for (column, (heading, _)) in (0..).zip(SUMMARY) {
            match heading {
                "责任单位" => {}
                "任务数" => {
                    sheet.write_number_with_format(row, column, self.rows, format)?;
                }
                "最早期限" => {
                    write_date(sheet, row, column, self.first.as_deref().unwrap_or_default(), formats)?;
                }
                "最晚期限" => {
                    write_date(sheet, row, column, self.last.as_deref().unwrap_or_default(), formats)?;
                }
                kind => {
                    sheet.write_number_with_format(row, column, self.kinds.get(kind).copied().unwrap_or(0), format)?;
                }
            }
        }
        Ok(())
    }
}
