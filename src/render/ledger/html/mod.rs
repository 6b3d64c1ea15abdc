//! One page that holds everything and needs no network: how much is covered, a timeline, a table, and each row's passage.
//!
//! The page's own script draws the table a page at a time from the data in the page, so that it opens at once however long the
//! ledger is. All text goes into the page as JSON and from there into text nodes, never as markup.

use std::collections::HashMap;
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::words::{Column, deadline_word, line, path, role};
use crate::fields::roster::Roster;
use crate::ledger::{Coverage, Gap, Grouping, Heading, Row, coverage, heading, notice_rows};
use crate::pipeline::{Located, NoticePlaces};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Bytes of notices that a page carries. What is more than a browser opens without complaint is named and not carried.
const MOST_TEXT: usize = 64 << 20;

/// What the page shows of the notices, gathered file by file.
#[derive(Debug, Default)]
pub struct Page {
    notices: Vec<PageNotice>,
    rows: Vec<PageRow>,
    tasks: usize,
    gaps: Vec<PageGap>,
    text_bytes: usize,
    without_text: usize,
}

/// A notice, with its text.
#[derive(Debug, Serialize)]
struct PageNotice {
    number: Option<String>,
    title: Option<String>,
    issued: Option<String>,
    file: String,
    /// `null` where the page would be too long.
    text: Option<String>,
    /// Its fields, in UTF-16 units of `text`.
    marks: Vec<[usize; 2]>,
}

#[derive(Debug)]
struct PageRow {
    row: Row,
    notice: usize,
    marks: Vec<[usize; 2]>,
}

#[derive(Debug, Serialize)]
struct PageGap {
    notice: usize,
    path: String,
    task: String,
    unit: bool,
    deadline: bool,
    marks: Vec<[usize; 2]>,
}

/// What the script reads.
#[derive(Serialize)]
struct Data<'a> {
    units: Vec<&'a str>,
    coverage: CoverageData,
    notices: &'a [PageNotice],
    gaps: &'a [PageGap],
    rows: Vec<RowData<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CoverageData {
    notices: usize,
    tasks: usize,
    without_unit: usize,
    without_deadline: usize,
}

/// unit (-1: none), role, task, path, start, due, kind, words, notice, place, marks, dates: the order that `page.js` counts on.
type RowData<'a> = (i64, String, &'a str, String, &'a str, String, &'static str, &'a str, usize, String, &'a [[usize; 2]], &'a [String]);

impl Page {
    /// Takes the notices of a file; `takes` says which rows are wanted.
    pub fn add(&mut self, located: &Located, roster: &Roster, mut takes: impl FnMut(&Row) -> bool) {
        let document = &located.document;
        for ((number, notice), places) in document.notices.iter().enumerate().zip(&located.notices) {
            let heading = heading(document, number, notice);
            let rows = notice_rows(notice, &heading, roster);
            let Coverage { tasks, gaps } = coverage(notice, &heading, &rows);
            self.tasks += tasks;
            let wanted: Vec<Row> = rows.into_iter().filter(|row| takes(row)).collect();
            if wanted.is_empty() && gaps.is_empty() {
                continue;
            }
            self.add_notice(located, places, &heading, wanted, &gaps);
        }
    }

    fn add_notice(&mut self, located: &Located, places: &NoticePlaces, heading: &Arc<Heading>, rows: Vec<Row>, gaps: &[Gap]) {
        let text = located.text.get(places.range.clone()).unwrap_or_default();
        let units = Utf16::new(text, places.range.start);
        let field = |index: usize| places.fields.get(index).map(|range| units.range(range));
        let number = self.notices.len();
        for row in rows {
            let due = row.due.as_ref().map(|due| due.field).filter(|&field| field != row.field);
            let marks = [Some(row.field), due].into_iter().flatten().filter_map(field).collect();
            self.rows.push(PageRow { row, notice: number, marks });
        }
        self.gaps.extend(gaps.iter().map(|gap| PageGap {
            notice: number,
            path: path(&gap.path),
            task: gap.words.clone(),
            unit: gap.has_unit,
            deadline: gap.has_deadline,
            marks: gap.item.and_then(|item| places.items.get(item)).map(|range| units.range(range)).into_iter().collect(),
        }));
        self.text_bytes += text.len();
        let fits = self.text_bytes <= MOST_TEXT;
        self.without_text += usize::from(!fits);
        self.notices.push(PageNotice {
            number: heading.document_number.clone(),
            title: heading.title.clone(),
            issued: heading.issued.clone(),
            file: heading.file.clone(),
            text: fits.then(|| text.to_owned()),
            marks: places.fields.iter().map(|range| units.range(range)).collect(),
        });
    }

    /// Writes the page, its rows in the order of `grouping`; gives the number of notices whose text it does not carry.
    pub fn write(mut self, grouping: Option<Grouping>, roster: &Roster, out: &mut impl Write) -> std::io::Result<usize> {
        if let Some(grouping) = grouping {
            grouping.sort(&mut self.rows, roster);
        }
        let mut by_unit: Vec<&Row> = self.rows.iter().map(|row| &row.row).collect();
        Grouping::Unit.sort(&mut by_unit, roster);
        let mut units: Vec<&str> = by_unit.iter().filter_map(|row| row.unit.as_deref()).collect();
        units.dedup();
        let places: HashMap<&str, i64> = units.iter().copied().zip(0..).collect();
        let lacking = |lacks: fn(&PageGap) -> bool| self.gaps.iter().filter(|gap| lacks(gap)).count();
        let data = Data {
            coverage: CoverageData {
                notices: self.notices.len(),
                tasks: self.tasks,
                without_unit: lacking(|gap| !gap.unit),
                without_deadline: lacking(|gap| !gap.deadline),
            },
            notices: &self.notices,
            gaps: &self.gaps,
            rows: self.rows.iter().map(|row| row_data(row, &places)).collect(),
            units,
        };
        let mut rest = PAGE;
        for (mark, content) in [("{{style}}", Some(STYLE)), ("{{data}}", None), ("{{script}}", Some(SCRIPT))] {
            let (before, after) = rest.split_once(mark).unwrap_or((rest, ""));
            out.write_all(before.as_bytes())?;
            match content {
                Some(content) => out.write_all(content.trim_end().as_bytes())?,
                None => serde_json::to_writer(InScript(&mut *out), &data)?,
            }
            rest = after;
        }
        out.write_all(rest.as_bytes())?;
        Ok(self.without_text)
    }
}

impl std::borrow::Borrow<Row> for PageRow {
    fn borrow(&self) -> &Row {
        &self.row
    }
}

fn row_data<'a>(row: &'a PageRow, units: &HashMap<&str, i64>) -> RowData<'a> {
    let PageRow { row, notice, marks } = row;
    let deadline = row.due.as_ref().map(|due| &due.deadline);
    let place = format!("{}:{}", row.task.notice.file, line(row));
    (
        row.unit.as_deref().and_then(|unit| units.get(unit)).copied().unwrap_or(-1),
        role(row),
        &row.task.words,
        path(&row.task.path),
        deadline.and_then(|deadline| deadline.start.as_deref()).unwrap_or_default(),
        Column::Due.value(row),
        deadline.map_or("", |deadline| deadline_word(deadline.kind)),
        row.due.as_ref().map_or("", |due| &due.text),
        *notice,
        place,
        marks,
        deadline.map_or(&[], |deadline| &deadline.dates),
    )
}

/// JSON between script tags: `<` is written as an escape, so that no text (`</script>`, `<!--`) ends them.
struct InScript<'a, W>(&'a mut W);

impl<W: Write> Write for InScript<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut rest = bytes;
        while let Some(at) = memchr::memchr(b'<', rest) {
            self.0.write_all(&rest[..at])?;
            self.0.write_all(b"\\u003c")?;
            rest = &rest[at + 1..];
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// Bytes between two entries: what a range costs to look up.
const STRIDE: usize = 256;

/// Offsets of a text in UTF-16 units, as the page's script counts.
struct Utf16<'a> {
    text: &'a str,
    /// Where the text begins in the file's.
    start: usize,
    /// Units before every [`STRIDE`]th byte (or the character that it is part of).
    before: Vec<usize>,
}

impl<'a> Utf16<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        let mut units = 0;
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        for (at, character) in text.char_indices() {
            if at / STRIDE >= before.len() {
                before.push(units);
            }
            units += character.len_utf16();
        }
        Self { text, start, before }
    }

    fn range(&self, range: &Range<usize>) -> [usize; 2] {
        [self.offset(range.start), self.offset(range.end)]
    }

    fn offset(&self, at: usize) -> usize {
        let at = at.saturating_sub(self.start).min(self.text.len());
        let block = (at / STRIDE).min(self.before.len().saturating_sub(1));
        // The first character that begins in the block.
        let from = (block * STRIDE..at).find(|&at| self.text.is_char_boundary(at)).unwrap_or(at);
        let units: usize = self.text.get(from..at).unwrap_or_default().chars().map(char::len_utf16).sum();
        self.before.get(block).copied().unwrap_or(0) + units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf16_units() {
        let text = format!("前{}后𠮷。", "通知𠮷a".repeat(200));
        let units = Utf16::new(&text, 7);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(units.offset(at + 7), text[..at].encode_utf16().count(), "{at}");
        }
        assert_eq!(Utf16::new("", 0).range(&(0..3)), [0, 0]);
    }

    #[test]
    fn nothing_ends_the_data() {
        let mut out = Vec::new();
        serde_json::to_writer(InScript(&mut out), "</script><!--a<").expect("written");
        assert_eq!(String::from_utf8_lossy(&out), r#""\u003c/script>\u003c!--a\u003c""#);
        assert_eq!(serde_json::from_slice::<String>(&out).expect("JSON"), "</script><!--a<");
    }

    #[test]
    fn the_page_has_a_place_for_each_part() {
        for mark in ["{{style}}", "{{data}}", "{{script}}"] {
            assert_eq!(PAGE.matches(mark).count(), 1);
        }
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
