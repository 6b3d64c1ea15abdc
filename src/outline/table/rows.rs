//! The rows of tables as items of the outline.

use std::ops::Range;

use super::merged::mark_of;
use super::{ColumnKind, FlatTable, TableRow, row_number};
use crate::outline::marker::Style;
use crate::outline::{Outline, OutlineItem};

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
    // The last item that is no part of a table.
    let mut last = None;
    for item in &old {
        while let Some(table) = tables.next_if(|table| table.range.start <= item.marker.start) {
            add_rows(text, items, table, style, last);
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
        last = Some(items.len());
        items.push(OutlineItem {
            parent,
            level: if parent.is_some() || item.parent.is_some() { level } else { item.level },
            ..item.clone()
        });
    }
    for table in tables {
        add_rows(text, items, table, style, last);
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

fn add_rows(text: &str, items: &mut Vec<OutlineItem>, table: &FlatTable, style: u16, last: Option<usize>) {
    // A table behind the signature stands under no item.
    let holds = |index: &usize| text.get(items[*index].range.end..table.range.start).is_none_or(|between| between.trim().is_empty());
    let parent = last.filter(holds).filter(|_| !is_annex(text, table.range.start, items.last()));
    let level = parent.map_or(1, |index| items[index].level + 1);
    let cell = |row: &TableRow, kind: ColumnKind| {
        let index = table.columns.iter().position(|column| column.kind == kind)?;
        row.cells.get(index).cloned().flatten()
    };
    let mut groups = table.groups.iter().peekable();
    let (mut parent, mut level) = (parent, level);
    let outer = (parent, level);
    for row in &table.rows {
        while let Some(group) = groups.next_if(|group| group.start < row.range.start) {
            (parent, level) = (Some(items.len()), outer.1 + 1);
            items.push(group_item(text, group, outer));
        }
        let serial = cell(row, ColumnKind::Serial);
        let numeral = serial.clone().and_then(|range| row_number(&text[range]));
        let mut item = OutlineItem {
            marker: serial.unwrap_or(row.range.start..row.range.start),
            numeral,
            style,
            level,
            parent,
            title: cell(row, ColumnKind::Task)
                .map(|cell| cell.start..cell.start + text[cell.clone()].trim_end_matches(['。', '；', ';']).len()),
            range: row.range.clone(),
        };
        // Without a column of numbers the task may have its own: 1.更新网页.
        if let Some(title) = item.title.clone().filter(|title| item.marker.is_empty() && title.start == row.range.start)
            && let Some(mark) = mark_of(&text[title.clone()])
        {
            let end = title.start + mark.length;
            let rest = &text[end..title.end];
            (item.marker, item.numeral) = (title.start..end, mark.numeral);
            item.title = (!rest.trim().is_empty()).then(|| end + rest.len() - rest.trim_start().len()..title.end);
        }
        items.push(item);
    }
}

/// A line that heads rows, with its enumerator if it has one.
fn group_item(text: &str, group: &Range<usize>, (parent, level): (Option<usize>, u32)) -> OutlineItem {
    let words = &text[group.clone()];
    let mark = mark_of(words);
    let end = group.start + mark.map_or(0, |mark| mark.length);
    let title = text[end..group.end].trim();
    let title_end = end + text[end..group.end].trim_end().len();
    OutlineItem {
        marker: group.start..end,
        numeral: mark.and_then(|mark| mark.numeral),
        style: mark.map_or(Style::Unnumbered, |mark| mark.style) as u16,
        level,
        parent,
        title: (!title.is_empty()).then(|| title_end - title.len()..title_end),
        range: group.clone(),
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
