//! Tables that lost their lines: rows by tabs, runs of spaces, `|`, or one cell a line.

use std::ops::Range;

use super::{Outline, OutlineItem};
use crate::fields::Labels;
use crate::notice::FieldKind;
use crate::numeral::number;

/// A table of tasks, as byte ranges of the laid-out text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlatTable {
    /// From the header line to the last row.
    pub range: Range<usize>,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// The rows under the header.
    pub rows: Vec<TableRow>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: Range<usize>,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// 序号.
    Serial,
    /// What is to be done.
    Task,
    /// A field of the row's item.
    Field(FieldKind),
    /// Anything else.
    Other,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// From its first cell to its last.
    pub range: Range<usize>,
    /// One for each column; `None` for an empty cell.
    pub cells: Vec<Option<Range<usize>>>,
}

/// Headings of the column of row numbers.
const SERIAL_HEADINGS: &[&str] = &["序号", "编号", "项次", "序", "号"];
/// Headings of the column that says what is to be done; the first of a header counts.
const TASK_HEADINGS: &[&str] = &[
    "工作任务",
    "任务",
    "重点任务",
    "主要任务",
    "工作内容",
    "主要内容",
    "任务内容",
    "内容",
    "重点工作",
    "工作要点",
    "工作项目",
    "项目",
    "事项",
    "工作事项",
    "具体事项",
    "具体任务",
    "目标任务",
    "整改任务",
    "整改事项",
    "整改内容",
    "问题",
    "存在问题",
    "整改问题",
    "问题清单",
    "具体问题",
    "工作举措",
    "具体举措",
    "活动内容",
    "任务名称",
    "项目名称",
    "工作名称",
    "名称",
    "任务分解",
    "主要工作",
    "具体工作",
    "重点项目",
    "重点内容",
    "工作安排",
    "任务清单",
    "重点事项",
    "建设任务",
    "创建任务",
    "测评内容",
    "评审内容",
    "任务要求",
    "措施",
    "具体措施",
    "工作措施",
    "整改措施",
    "主要措施",
];
/// Other headings that are met in such tables.
const OTHER_HEADINGS: &[&str] = &[
    "备注",
    "目标",
    "工作目标",
    "整改目标",
    "类别",
    "项目类别",
    "进展情况",
    "完成情况",
    "进展",
    "完成标准",
    "工作标准",
    "标准",
    "成果",
    "要求",
    "工作要求",
    "分值",
    "地点",
    "时间",
    "对象",
    "参加人员",
    "联系电话",
    "考核方式",
    "成效",
    "预期成效",
    "销号情况",
    "阶段",
    "工作阶段",
    "步骤",
    "环节",
    "领域",
    "指标",
    "指标名称",
    "来源",
    "举措",
    "方式",
    "牵头",
    "配合",
    "责任",
];

/// How a table's cells are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parting {
    Tabs,
    Bars,
    Spaces,
}

/// Longest line that can be a header, in bytes.
const LONGEST_HEADER: usize = 400;
/// Most characters in a heading of a column.
const LONGEST_HEADING: usize = 12;
/// Most lines that one row of a table with one cell a line can take.
const MOST_ROW_LINES: usize = 24;

/// Finds the tables in the paragraphs (ascending byte ranges); columns are told by `labels`.
pub fn flattened_tables(text: &str, paragraphs: &[Range<usize>], labels: &Labels) -> Vec<FlatTable> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < paragraphs.len() {
        let table = table_in_lines(text, paragraphs, at, labels).or_else(|| table_in_cells(text, paragraphs, at, labels));
        match table {
            Some((table, next)) => {
                tables.push(table);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    tables
}

/// Puts the rows of `tables` (ascending) into the outline as items: marker = the row number, title = the task. What the outline
/// took for items inside a table gives way.
pub fn add_table_rows(text: &str, outline: &mut Outline, tables: &[FlatTable]) {
    if tables.is_empty() {
        return;
    }
    let style = outline.items.iter().map(|item| item.style).max().unwrap_or(0).saturating_add(1);
    let old = std::mem::take(&mut outline.items);
    let mut moved: Vec<Option<usize>> = Vec::with_capacity(old.len());
    let mut tables = tables.iter().peekable();
    let items = &mut outline.items;
    for item in &old {
        while let Some(table) = tables.next_if(|table| table.range.start <= item.marker.start) {
            add_rows(text, items, table, style);
        }
        let inside = items.last().is_some_and(|last| last.style == style && last.range.end > item.marker.start);
        if inside || is_inside(items, item, style) {
            moved.push(None);
            continue;
        }
        // A parent inside a table is gone; so its children rise to the nearest ancestor that is left.
        let mut parent = item.parent;
        while let Some(index) = parent {
            if moved.get(index).copied().flatten().is_some() {
                break;
            }
            parent = old[index].parent;
        }
        let parent = parent.and_then(|index| moved[index]);
        let level = parent.map_or(1, |index| items[index].level + 1);
        moved.push(Some(items.len()));
        items.push(OutlineItem {
            parent,
            level: if parent.is_some() || item.parent.is_some() { level } else { item.level },
            ..item.clone()
        });
    }
    for table in tables {
        add_rows(text, items, table, style);
    }
    end_before_next(text, items);
}

/// Whether `item` begins where a row does.
fn is_inside(items: &[OutlineItem], item: &OutlineItem, style: u16) -> bool {
    items.last().is_some_and(|last| last.style == style && last.range.start == item.marker.start)
}

/// An item ends where the next begins: rows cut short the item that the table stands under.
fn end_before_next(text: &str, items: &mut [OutlineItem]) {
    for index in 1..items.len() {
        let next = items[index].marker.start;
        let before = &mut items[index - 1];
        if before.range.end > next {
            let kept = text.get(before.range.start..next).map_or(0, |words| words.trim_end().len());
            before.range.end = before.range.start + kept;
        }
    }
}

fn add_rows(text: &str, items: &mut Vec<OutlineItem>, table: &FlatTable, style: u16) {
    let parent = if is_annex(text, table.range.start, items.last()) { None } else { items.iter().rposition(|item| item.style != style) };
    let level = parent.map_or(1, |index| items[index].level + 1);
    let cell = |row: &TableRow, kind: ColumnKind| {
        let index = table.columns.iter().position(|column| column.kind == kind)?;
        row.cells.get(index).cloned().flatten()
    };
    for row in &table.rows {
        let serial = cell(row, ColumnKind::Serial);
        let numeral = serial.clone().and_then(|range| row_number(&text[range]));
        items.push(OutlineItem {
            marker: serial.unwrap_or(row.range.start..row.range.start),
            numeral,
            style,
            level,
            parent,
            title: cell(row, ColumnKind::Task),
            range: row.range.clone(),
        });
    }
}

/// Whether the line before a table says that it is an annex, which belongs under no item: 附件2：任务分解表.
fn is_annex(text: &str, start: usize, item: Option<&OutlineItem>) -> bool {
    let before = text[..start].trim_end();
    let line = &before[memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1)..];
    let line = line.trim();
    // 四、任务分解表 is an item's heading.
    if item.is_some_and(|item| item.range.contains(&(before.len() - line.len())) && item.marker.start + line.len() >= before.len()) {
        return false;
    }
    line.chars().count() <= 40 && (line.ends_with('表') || line.ends_with("清单") || line.ends_with("台账")) && !line.contains(['。', '、'])
}

/// The value of a row's number: 1, 1. or 一.
fn row_number(words: &str) -> Option<u32> {
    let words = words.trim().trim_start_matches(['（', '(']).trim_end_matches(['、', '.', '．', '）', ')', ' ', '。']);
    if words.is_empty() || words.len() > 12 { None } else { number(words) }
}

/// What a heading says of its column; `None` for words that head no column of such a table.
fn column_kind(words: &str, labels: &Labels) -> Option<ColumnKind> {
    let word: String = words
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '（' | '）' | '(' | ')' | '*' | '：' | ':'))
        .collect();
    let word = word.as_str();
    if word.is_empty() || word.chars().count() > LONGEST_HEADING {
        return None;
    }
    if SERIAL_HEADINGS.contains(&word) {
        return Some(ColumnKind::Serial);
    }
    let first = word.split(['/', '／', '及', '和', '与', '、']).find_map(|part| labels.whole(part));
    if let Some(meaning) = labels.whole(word).or(first) {
        return Some(ColumnKind::Field(meaning.kind));
    }
    if TASK_HEADINGS.contains(&word) {
        return Some(ColumnKind::Task);
    }
    OTHER_HEADINGS.contains(&word).then_some(ColumnKind::Other)
}

/// Whether the columns make a table of tasks; only the first column of tasks stays one.
fn is_header(columns: &mut [Column]) -> bool {
    let has = |kind| columns.iter().any(|column| column.kind == kind);
    let named = has(ColumnKind::Serial) || has(ColumnKind::Task);
    let fields = columns.iter().filter(|column| matches!(column.kind, ColumnKind::Field(_))).count();
    let mut tasks = 0;
    for column in columns.iter_mut().filter(|column| matches!(column.kind, ColumnKind::Task | ColumnKind::Serial)) {
        if column.kind == ColumnKind::Task {
            tasks += 1;
            if tasks > 1 {
                column.kind = ColumnKind::Other;
            }
        }
    }
    named && fields > 0 && columns.len() >= 2
}

/// A table whose rows are lines, its header in paragraph `first`; and the paragraph after it.
fn table_in_lines(text: &str, paragraphs: &[Range<usize>], first: usize, labels: &Labels) -> Option<(FlatTable, usize)> {
    let header = paragraphs.get(first)?;
    if header.len() > LONGEST_HEADER {
        return None;
    }
    let parting = parting(&text[header.clone()])?;
    let mut columns = Vec::new();
    for cell in cells(text, header, parting) {
        let words = &text[cell.clone()];
        // 牵头单位：甲  配合单位：乙 is a line of fields.
        if words.trim_end_matches(['：', ':']).contains(['：', ':', '。', '，']) {
            return None;
        }
        let kind = column_kind(words, labels).or_else(|| (words.chars().count() <= LONGEST_HEADING).then_some(ColumnKind::Other))?;
        columns.push(Column { heading: cell, kind });
    }
    if !is_header(&mut columns) {
        return None;
    }
    let mut rows = Vec::new();
    let mut at = first + 1;
    let mut end = at;
    while let Some(paragraph) = paragraphs.get(at) {
        if is_rule(&text[paragraph.clone()]) {
            at += 1;
            continue;
        }
        let cells = cells(text, paragraph, parting);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled < 2 || !parts(&text[paragraph.clone()], parting) {
            break;
        }
        rows.push(TableRow { range: row_range(&cells, paragraph), cells: align(text, cells, &columns, parting, labels) });
        at += 1;
        end = at;
    }
    let last = rows.last()?.range.end;
    Some((FlatTable { range: header.start..last, columns, rows }, end))
}

fn row_range(cells: &[Range<usize>], paragraph: &Range<usize>) -> Range<usize> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next().map_or(paragraph.start, |cell| cell.start);
    first..filled.next_back().map_or(paragraph.end, |cell| cell.end)
}

fn parting(line: &str) -> Option<Parting> {
    [Parting::Tabs, Parting::Bars, Parting::Spaces].into_iter().find(|&parting| parts(line, parting))
}

fn parts(line: &str, parting: Parting) -> bool {
    match parting {
        Parting::Tabs => memchr::memchr(b'\t', line.as_bytes()).is_some(),
        Parting::Bars => memchr::memchr(b'|', line.as_bytes()).is_some() || line.contains('｜') || line.contains('│'),
        Parting::Spaces => line.contains("  ") || line.contains('\u{3000}'),
    }
}

/// Whether a line only rules a table off: `|---|---|`.
fn is_rule(line: &str) -> bool {
    line.chars().all(|character| matches!(character, '|' | '-' | ':' | '+' | '=' | ' ' | '─' | '┼' | '├' | '┤' | '│' | '━'))
}

/// The cells of a line; empty ones are kept between tabs and bars.
fn cells(text: &str, line: &Range<usize>, parting: Parting) -> Vec<Range<usize>> {
    let words = &text[line.clone()];
    let mut found = Vec::new();
    match parting {
        Parting::Tabs | Parting::Bars => {
            let is_mark = |character: char| match parting {
                Parting::Tabs => character == '\t',
                _ => matches!(character, '|' | '｜' | '│'),
            };
            let mut start = 0;
            for (at, character) in words.char_indices().filter(|&(_, character)| is_mark(character)) {
                found.push(trimmed(text, line.start + start..line.start + at));
                start = at + character.len_utf8();
            }
            found.push(trimmed(text, line.start + start..line.end));
            if parting == Parting::Bars {
                if words.starts_with(['|', '｜', '│']) && !found.is_empty() {
                    found.remove(0);
                }
                if words.ends_with(['|', '｜', '│']) {
                    found.pop();
                }
            }
        }
        Parting::Spaces => {
            let mut start = None;
            let mut spaces = 0;
            let mut end = 0;
            for (at, character) in words.char_indices() {
                if character.is_whitespace() {
                    spaces += 1;
                    continue;
                }
                if spaces >= 2 {
                    found.extend(start.take().map(|start: usize| line.start + start..line.start + end));
                }
                spaces = 0;
                start.get_or_insert(at);
                end = at + character.len_utf8();
            }
            found.extend(start.map(|start| line.start + start..line.start + end));
        }
    }
    found
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(range.start + words.trim_end().len()).max(start)
}

/// Gives each column its cell. Where cells are too few, the empty ones are told by what the others hold; where they are too many,
/// the task was parted.
fn align(text: &str, cells: Vec<Range<usize>>, columns: &[Column], parting: Parting, labels: &Labels) -> Vec<Option<Range<usize>>> {
    let kept = |cell: Range<usize>| (!cell.is_empty()).then_some(cell);
    if cells.len() == columns.len() {
        return cells.into_iter().map(kept).collect();
    }
    if cells.len() > columns.len() {
        let task = columns.iter().position(|column| column.kind == ColumnKind::Task).unwrap_or(columns.len() - 1);
        let extra = cells.len() - columns.len();
        let cell_of = |column: usize| match column {
            _ if column < task => cells[column].clone(),
            _ if column == task => cells[column].start..cells[column + extra].end,
            _ => cells[column + extra].clone(),
        };
        return (0..columns.len()).map(|column| kept(cell_of(column))).collect();
    }
    if parting == Parting::Bars {
        let mut cells: Vec<_> = cells.into_iter().map(kept).collect();
        cells.resize(columns.len(), None);
        return cells;
    }
    let mut aligned = vec![None; columns.len()];
    let mut left = cells.len();
    for (index, column) in columns.iter().enumerate().rev() {
        let Some(cell) = left.checked_sub(1).map(|at| cells[at].clone()) else { break };
        let must_take = left > index;
        let fits = match column.kind {
            ColumnKind::Serial => row_number(&text[cell.clone()]).is_some(),
            ColumnKind::Task => row_number(&text[cell.clone()]).is_none(),
            ColumnKind::Field(kind) => crate::fields::fits(text, cell.clone(), kind, labels),
            ColumnKind::Other => false,
        };
        if must_take || fits {
            aligned[index] = kept(cell);
            left -= 1;
        }
    }
    aligned
}

/// A table with one cell a line, its header from paragraph `first` on; and the paragraph after it.
fn table_in_cells(text: &str, paragraphs: &[Range<usize>], first: usize, labels: &Labels) -> Option<(FlatTable, usize)> {
    let heading = |at: usize| {
        let line = paragraphs.get(at).filter(|line| line.len() <= 4 * LONGEST_HEADING)?;
        column_kind(&text[line.clone()], labels).map(|kind| Column { heading: line.clone(), kind })
    };
    let serial = heading(first).filter(|column| column.kind == ColumnKind::Serial)?;
    let mut columns = vec![serial];
    columns.extend((first + 1..first + 13).map_while(heading));
    if columns.len() < 3 || !is_header(&mut columns) {
        return None;
    }
    let mut rows = Vec::new();
    let mut at = first + columns.len();
    let is_number =
        |at: usize, value: u32| paragraphs.get(at).is_some_and(|line| line.len() <= 12 && row_number(&text[line.clone()]) == Some(value));
    let mut value = 1;
    while is_number(at, value) {
        let next = (at + 2..at + MOST_ROW_LINES).find(|&next| is_number(next, value + 1));
        // The last row has no number after it to end it.
        let end = next.unwrap_or((at + columns.len()).min(paragraphs.len()));
        let mut lines = paragraphs[at..end].to_vec();
        if next.is_none() {
            lines.truncate(last_row_lines(text, &lines, &columns, labels));
        }
        let cells = align(text, lines.clone(), &columns, Parting::Spaces, labels);
        let last = lines.last()?.end;
        rows.push(TableRow { range: paragraphs[at].start..last, cells });
        at += lines.len();
        value += 1;
    }
    let last = rows.last()?.range.end;
    Some((FlatTable { range: columns[0].heading.start..last, columns, rows }, at))
}

/// How many of `lines` belong to a last row: up to the last that fits one of the table's fields.
fn last_row_lines(text: &str, lines: &[Range<usize>], columns: &[Column], labels: &Labels) -> usize {
    let fits = |line: &Range<usize>| {
        columns.iter().any(|column| matches!(column.kind, ColumnKind::Field(kind) if crate::fields::fits(text, line.clone(), kind, labels)))
    };
    let all_taken = columns.last().is_some_and(|column| column.kind == ColumnKind::Other);
    if all_taken && lines.len() == columns.len() && lines.last().is_some_and(|line| line.len() <= 60) {
        return lines.len();
    }
    lines.iter().rposition(fits).map_or(lines.len().min(2), |at| at + 1)
}
