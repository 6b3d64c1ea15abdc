//! Markdown: a table (GitHub's), or a heading and a table for each group.

use std::io::Write;

use super::words::{Column, NARROW};
use crate::ledger::{Grouping, Row};

/// What Markdown would take for its own.
const SIGNS: [char; 11] = ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '#', '~'];

/// Writes the heading of a table.
pub fn write_heading(out: &mut impl Write) -> std::io::Result<()> {
    let headings = NARROW.map(Column::heading).join(" | ");
    writeln!(out, "| {headings} |\n|{}", " --- |".repeat(NARROW.len()))
}

/// Writes a row.
pub fn write_row(row: &Row, out: &mut impl Write) -> std::io::Result<()> {
    for column in NARROW {
        write!(out, "| {} ", cell(&column.value(row)))?;
    }
    writeln!(out, "|")
}

/// Writes rows that stand in the order of `grouping`, a table for each group.
pub fn write_groups(rows: &[Row], grouping: Grouping, out: &mut impl Write) -> std::io::Result<()> {
    for (index, group) in rows.chunk_by(|one, other| grouping.is_same(one, other)).enumerate() {
        let blank = if index == 0 { "" } else { "\n" };
        let Some(first) = group.first() else { continue };
        writeln!(out, "{blank}## {}\n", cell(&super::group_name(grouping, first)))?;
        write_heading(out)?;
        for row in group {
            write_row(row, out)?;
        }
    }
    Ok(())
}

fn cell(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\n' | '\r' => written.push(' '),
            sign => {
                if SIGNS.contains(&sign) {
                    written.push('\\');
                }
                written.push(sign);
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn nothing_breaks_out_of_its_cell() {
        assert_eq!(cell("甲|乙\n<script>*1*"), "甲\\|乙 \\<script\\>\\*1\\*");
    }
}
