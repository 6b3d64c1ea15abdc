//! Tables with one cell a line. A cell may take several lines (one for each unit), rows may lack cells, and a task under the same
//! number may follow without one: so the lines of a row are given to its columns in the cheapest way.

use std::ops::Range;

use super::cells::trimmed;
use super::headings::{LONGEST_HEADING, column_kind};
use super::{Column, ColumnKind, FlatTable, TableRow, is_task_header, row_number};
use crate::fields::{self, Labels};
use crate::notice::FieldKind;
use crate::numeral::is_numeral;
use crate::outline::marker::{self, Reading, Style};

/// Most lines that one row can take.
const MOST_ROW_LINES: usize = 32;
/// Most lines of a header.
const MOST_HEADER_LINES: usize = 20;
/// Most columns.
const MOST_COLUMNS: usize = 12;
/// Lines that one broken heading takes at most: 牵 / 头 / 单位.
const MOST_HEADING_LINES: usize = 4;

/// What giving a line to a column earns.
mod earns {
    /// A row number under 序号.
    pub const NUMBER: i32 = 12;
    /// A deadline in its column.
    pub const DEADLINE: i32 = 6;
    /// A unit or person in its column.
    pub const NAME: i32 = 4;
    /// A name that can only be a person's under 责任人, and a unit elsewhere.
    pub const CERTAIN: i32 = 2;
    /// A line that is no field's in the column of tasks.
    pub const TASK: i32 = 4;
    /// A line where it can't stand.
    pub const WRONG: i32 = -8;
    /// Words that are no known unit's name where a unit is wanted: 13个街道、镇.
    pub const UNKNOWN: i32 = -3;
    /// A line that is no field's in a column that is neither: 整改措施 beside 存在问题.
    pub const OTHER: i32 = 3;
    /// A column without a cell.
    pub const EMPTY: i32 = -2;
    /// A row without a task, beyond that.
    pub const NO_TASK: i32 = -8;
    /// A further line of a cell that has one line as a rule.
    pub const FURTHER: i32 = -1;
    /// Another cell than the line above's, which ends in a comma.
    pub const UNFINISHED: i32 = -10;
    /// A further task under the same number.
    pub const SUBROW: i32 = -6;
    /// A lower score than any reading has.
    pub const NEVER: i32 = i32::MIN / 2;
}

/// A line's words, without the bars that a converter left at its ends.
fn cell(text: &str, line: &Range<usize>) -> Range<usize> {
    let words = &text[line.clone()];
    let bar = |character: char| character.is_whitespace() || matches!(character, '|' | '｜' | '│');
    let start = line.start + (words.len() - words.trim_start_matches(bar).len());
    trimmed(text, start..(line.start + words.trim_end_matches(bar).len()).max(start))
}

/// A table with one cell a line, its header from paragraph `first` on; and the paragraph after it.
pub(super) fn table_in_cells(text: &str, paragraphs: &[Range<usize>], first: usize, labels: &Labels) -> Option<(FlatTable, usize)> {
    let (columns, body, from) = header(text, paragraphs, first, labels)?;
    let number_at = |at: usize, value: u32| {
        let line = paragraphs.get(at).filter(|line| line.len() <= 16)?;
        row_number(&text[cell(text, line)]).filter(|&found| found == value)
    };
    let mut rows = Vec::new();
    let (mut at, mut value) = (body, from);
    let mut tallest = 0;
    while number_at(at, value).is_some() {
        let next = (at + 2..at + MOST_ROW_LINES).find(|&next| number_at(next, value + 1).is_some());
        // Printed anew at the top of a page.
        let again = next.map_or(0, |next| header_again(text, paragraphs, first..body, next));
        let end = next.map_or_else(|| last_row_end(text, paragraphs, at, tallest.max(columns.len()) + 1), |next| next - again);
        tallest = tallest.max(end - at);
        let lines: Vec<Range<usize>> = paragraphs[at..end].iter().map(|line| cell(text, line)).collect();
        let taken = give(text, &lines, &columns, next.is_some(), labels, &mut rows);
        at += taken + again;
        value += 1;
        if next.is_none() {
            break;
        }
    }
    let last = rows.last()?.range.end;
    Some((FlatTable { range: columns[0].heading.start..last, columns, rows, groups: Vec::new() }, at))
}

/// How many lines right above the row's number `next` say the header's (`header`) again.
fn header_again(text: &str, paragraphs: &[Range<usize>], header: Range<usize>, next: usize) -> usize {
    let Some(above) = next.checked_sub(header.len()).filter(|&above| above > header.end) else { return 0 };
    let words = |line: &Range<usize>| text[cell(text, line)].to_owned();
    let same = paragraphs[above..next].iter().zip(&paragraphs[header.clone()]).all(|(line, heading)| words(line) == words(heading));
    if same { header.len() } else { 0 }
}

/// Where a last row ends at the latest: it is hardly taller than the others, and no cell begins with an enumerator or is a long text.
fn last_row_end(text: &str, paragraphs: &[Range<usize>], at: usize, most: usize) -> usize {
    const LONGEST_CELL: usize = 360;
    let goes_on = |line: &&Range<usize>| {
        let words = &text[cell(text, line)];
        let first = words.chars().next();
        let marked = first.is_some_and(|first| {
            matches!(marker::read(words, first, None), Reading::Mark(mark) if mark.style != Style::Bare && !mark.style.is_decimal())
        });
        !marked && words.len() <= LONGEST_CELL
    };
    let lines = paragraphs[at + 1..].iter().take(most - 1).take_while(goes_on).count();
    at + 1 + lines
}

/// The columns of a header whose first line is `first`, the line of the first row's number, and that number.
fn header(text: &str, paragraphs: &[Range<usize>], first: usize, labels: &Labels) -> Option<(Vec<Column>, usize, u32)> {
    let most = paragraphs.len().min(first + MOST_HEADER_LINES);
    let mut columns: Vec<Column> = Vec::new();
    let mut at = first;
    let value = loop {
        let line = paragraphs[..most].get(at)?;
        let words = cell(text, line);
        if let Some(value) = row_number(&text[words.clone()]).filter(|_| !columns.is_empty()) {
            break value;
        }
        let length = text[words.clone()].chars().filter(|character| !character.is_whitespace()).count();
        if words.is_empty() || length > LONGEST_HEADING || text[words.clone()].contains(['。', '，', '；', '：', ':', ',']) {
            return None;
        }
        let (lines, kind) = broken_heading(text, &paragraphs[at..most], labels)
            .unwrap_or_else(|| (1, column_kind(&text[words.clone()], labels).unwrap_or(ColumnKind::Other)));
        if columns.is_empty() && kind != ColumnKind::Serial || columns.len() == MOST_COLUMNS {
            return None;
        }
        let end = cell(text, &paragraphs[at + lines - 1]).end;
        columns.push(Column { heading: words.start..end, kind });
        at += lines;
    };
    is_task_header(&mut columns).then_some((columns, at, value))
}

/// A heading that narrow columns broke into several lines: 牵头 / 部门.
fn broken_heading(text: &str, lines: &[Range<usize>], labels: &Labels) -> Option<(usize, ColumnKind)> {
    let mut joined: String = text[cell(text, lines.first()?)].to_owned();
    let known = labels.whole(&joined).map(|meaning| !meaning.weak);
    if known.unwrap_or_else(|| column_kind(&joined, labels).is_some_and(|kind| kind != ColumnKind::Other)) {
        return None;
    }
    for (count, line) in lines.iter().enumerate().take(MOST_HEADING_LINES).skip(1) {
        let words = &text[cell(text, line)];
        joined.push_str(words);
        if let Some(meaning) = labels.whole(&joined).filter(|_| labels.whole(words).is_none_or(|part| part.weak)) {
            return Some((count + 1, ColumnKind::Field(meaning.kind)));
        }
    }
    None
}

/// Gives the lines of one numbered row (`lines[0]` is the number) to the columns and adds the rows; how many lines were taken.
/// Where the row's end is not known, it ends where the score is best.
pub(super) fn give(
    text: &str,
    lines: &[Range<usize>],
    columns: &[Column],
    whole: bool,
    labels: &Labels,
    rows: &mut Vec<TableRow>,
) -> usize {
    let width = columns.len();
    let task = columns.iter().position(|column| column.kind == ColumnKind::Task).unwrap_or(0);
    let scores: Vec<Vec<i32>> = lines.iter().map(|line| line_scores(text, line, columns, labels)).collect();
    // best[line][column]: the best score with `line` in `column`; from: the column of the line before, and whether a sub-row began.
    let mut best = vec![vec![earns::NEVER; width]; lines.len()];
    let mut from = vec![vec![(0_usize, false); width]; lines.len()];
    let serial = columns.iter().position(|column| column.kind == ColumnKind::Serial).unwrap_or(0);
    best[0][serial] = scores[0][serial];
    for line in 1..lines.len() {
        let unfinished = text[lines[line - 1].clone()].ends_with(['，', '、', ',']);
        for column in 0..width {
            for before in 0..width {
                let so_far = best[line - 1][before];
                if so_far == earns::NEVER {
                    continue;
                }
                let skipped = |from: usize| {
                    let no_task = if (from..column).contains(&task) { earns::NO_TASK } else { 0 };
                    (from..column).count() as i32 * earns::EMPTY + no_task
                };
                let step = match column {
                    _ if column == before && columns[column].kind == ColumnKind::Serial => continue,
                    _ if column == before => (further(columns, column), false),
                    _ if column > before => (skipped(before + 1), false),
                    _ if column <= task && before > task => (earns::SUBROW + skipped(task), true),
                    _ => continue,
                };
                let unfinished = if unfinished && column != before { earns::UNFINISHED } else { 0 };
                let score = so_far + step.0 + unfinished + scores[line][column];
                if score > best[line][column] {
                    best[line][column] = score;
                    from[line][column] = (before, step.1);
                }
            }
        }
    }
    let ending = |line: usize, column: usize| best[line][column] + (width - 1 - column) as i32 * earns::EMPTY;
    let last_lines = if whole { lines.len() - 1..lines.len() } else { 0..lines.len() };
    let ends = last_lines.flat_map(|line| (0..width).map(move |column| (line, column)));
    let end = ends
        .filter(|&(line, column)| best[line][column] > earns::NEVER)
        .max_by_key(|&(line, column)| (ending(line, column), std::cmp::Reverse(line)));
    let Some((mut line, mut column)) = end else { return 1 };
    let taken = line + 1;
    let mut cells: Vec<Option<Range<usize>>> = vec![None; width];
    let mut backwards = Vec::new();
    loop {
        let words = &lines[line];
        let start = words.start;
        let entry = cells[column].get_or_insert_with(|| words.clone());
        entry.start = start;
        let (before, subrow) = from[line][column];
        if line == 0 || subrow {
            let filled: Vec<&Range<usize>> = cells.iter().flatten().collect();
            let start = filled.iter().map(|cell| cell.start).min().unwrap_or(start);
            let end = filled.iter().map(|cell| cell.end).max().unwrap_or(start);
            backwards.push(TableRow { range: start..end, cells: std::mem::replace(&mut cells, vec![None; width]) });
        }
        if line == 0 {
            break;
        }
        (line, column) = (line - 1, before);
    }
    rows.extend(backwards.into_iter().rev());
    taken
}

/// What a further line in a cell costs: the cells of units and tasks often have several.
fn further(columns: &[Column], column: usize) -> i32 {
    match columns[column].kind {
        ColumnKind::Task | ColumnKind::Other | ColumnKind::Field(FieldKind::Responsible | FieldKind::Support) => 0,
        ColumnKind::Field(FieldKind::Deadline) => 2 * earns::FURTHER,
        ColumnKind::Serial | ColumnKind::Field(_) => earns::FURTHER,
    }
}

/// What tasks begin with and the names of units do not: 办好幼儿园.
const TASK_OPENINGS: [&str; 12] = ["办好", "建好", "抓好", "做好", "搞好", "建成", "扩建", "改建", "加强", "加快", "完善", "新增"];

/// What a line earns in each column.
fn line_scores(text: &str, line: &Range<usize>, columns: &[Column], labels: &Labels) -> Vec<i32> {
    let words = &text[line.clone()];
    let number = row_number(words).is_some();
    let fits = |kind| fields::fits(text, line.clone(), kind, labels);
    let deadline = fits(FieldKind::Deadline);
    let no_unit = fields::is_no_unit(words);
    let short = words.chars().filter(|character| !character.is_whitespace()).count() <= 6;
    let told = TASK_OPENINGS.iter().any(|opening| words.starts_with(opening));
    let unit = !deadline && !told && !words.ends_with('。') && (short || !no_unit) && fits(FieldKind::Responsible);
    let named = no_unit && short && !number;
    let person = !deadline && (named || fits(FieldKind::Person));
    // 9月投入使用 stands in no other column.
    let dated = words.len() <= 45 && words.starts_with(is_numeral) && words.contains(['月', '年', '季']);
    let certain = person && fits(FieldKind::Person) && words.split(['、', '，', ',']).any(|name| fields::is_certain_person(name.trim()));
    let long = words.len() > 60 || words.contains('。');
    let score = |kind: ColumnKind| match kind {
        ColumnKind::Serial if number => earns::NUMBER,
        ColumnKind::Serial => earns::WRONG,
        ColumnKind::Task if number || deadline => earns::WRONG,
        ColumnKind::Task if certain || unit && !no_unit => -earns::TASK,
        ColumnKind::Task if unit => 0,
        ColumnKind::Task => earns::TASK,
        ColumnKind::Field(FieldKind::Deadline) if deadline => earns::DEADLINE,
        ColumnKind::Field(FieldKind::Deadline) if dated => earns::DEADLINE - earns::NAME,
        ColumnKind::Field(FieldKind::Deadline) => earns::WRONG,
        ColumnKind::Field(FieldKind::Person) if certain => earns::NAME + earns::CERTAIN,
        ColumnKind::Field(FieldKind::Person) if person => earns::NAME - earns::CERTAIN,
        ColumnKind::Field(FieldKind::Person) => earns::WRONG,
        ColumnKind::Field(_) if unit && (certain || no_unit) => earns::NAME - earns::CERTAIN,
        ColumnKind::Field(_) if unit => earns::NAME,
        ColumnKind::Field(_) if long || number || deadline => earns::WRONG,
        ColumnKind::Field(_) => earns::UNKNOWN,
        ColumnKind::Other if unit && !no_unit => 2 * earns::EMPTY,
        ColumnKind::Other if unit || number || deadline || certain => 0,
        ColumnKind::Other => earns::OTHER,
    };
    columns.iter().map(|column| score(column.kind)).collect()
}
