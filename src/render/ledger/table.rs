//! Aligned columns for a terminal.

use std::io::Write;

use super::words::{Column, NARROW};
use crate::ledger::{Grouping, Row};
use crate::render::width::{columns, width};

/// The most terminal columns of a value; the task and the deadline's words are cut behind them, so that a row stays a line.
const WIDEST: [(Column, usize); 2] = [(Column::Task, 40), (Column::DeadlineText, 24)];

/// Writes the rows, by `grouping` with a line before each group.
pub fn write(rows: &[Row], grouping: Option<Grouping>, out: &mut impl Write) -> std::io::Result<()> {
    let headings = NARROW.map(|column| column.heading().to_owned());
    let values: Vec<[String; NARROW.len()]> = rows.iter().map(|row| NARROW.map(|column| shown(column, row))).collect();
    let widest = |index: usize| values.iter().chain([&headings]).map(|line| width(&line[index])).max().unwrap_or(0);
    let widths: [usize; NARROW.len()] = std::array::from_fn(widest);
    write_line(&headings, &widths, out)?;
    for (index, (row, line)) in rows.iter().zip(&values).enumerate() {
        let before = index.checked_sub(1).and_then(|before| rows.get(before));
        if let Some(grouping) = grouping.filter(|grouping| before.is_none_or(|before| !grouping.is_same(before, row))) {
            writeln!(out, "── {}", super::group_name(grouping, row))?;
        }
        write_line(line, &widths, out)?;
    }
    Ok(())
}

fn write_line(line: &[String], widths: &[usize], out: &mut impl Write) -> std::io::Result<()> {
    let mut written = String::new();
    for (index, (value, width_of_column)) in line.iter().zip(widths).enumerate() {
        written.push_str(if index == 0 { "" } else { "  " });
        written.push_str(value);
        written.extend(std::iter::repeat_n(' ', width_of_column - width(value)));
    }
    writeln!(out, "{}", written.trim_end())
}

/// A value without what would break the line, cut where it is too wide.
fn shown(column: Column, row: &Row) -> String {
    let value: String = column.value(row).chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let most = WIDEST.iter().find(|(wide, _)| *wide == column).map_or(usize::MAX, |(_, most)| *most);
    if width(&value) <= most {
        return value;
    }
    let mut left = most - 1;
    let fits = |character: &char| {
        let room = left.checked_sub(columns(*character));
        left = room.unwrap_or(0);
        room.is_some()
    };
    let mut cut: String = value.chars().take_while(fits).collect();
    cut.push('…');
    cut
}
