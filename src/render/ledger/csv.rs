//! CSV by RFC 4180.

use std::io::Write;

use super::words::{ALL, Column};
use crate::ledger::Row;

/// Writes the heading row; with `mark`, a byte order mark before it, so that Excel reads UTF-8.
pub fn write_heading(mark: bool, out: &mut impl Write) -> std::io::Result<()> {
    let headings = ALL.map(Column::heading).join(",");
    write!(out, "{}{headings}\r\n", if mark { "\u{FEFF}" } else { "" })
}

/// Writes a row.
pub fn write_row(row: &Row, out: &mut impl Write) -> std::io::Result<()> {
    for (index, column) in ALL.into_iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}{}", cell(column.value(row)))?;
    }
    out.write_all(b"\r\n")
}

/// What a spreadsheet takes for the beginning of a formula; Chinese ones take the full-width signs as well.
const FORMULA_SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A value between quotation marks where it needs them; one that a spreadsheet would take for a formula gets an apostrophe. A sign
/// alone (`-` is standard input) is none.
fn cell(words: String) -> String {
    let is_formula = words.starts_with(FORMULA_SIGNS) && words.chars().nth(1).is_some();
    let words = if is_formula { format!("'{words}") } else { words };
    if words.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", words.replace('"', "\"\"")) } else { words }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn values_are_closed_where_they_need_it() {
        let cases = [
            ("党办", "党办"),
            ("-", "-"),
            ("甲,乙", "\"甲,乙\""),
            ("说\"是\"", "\"说\"\"是\"\"\""),
            ("一\n二", "\"一\n二\""),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("－1", "'－1"),
            ("2011-06-30", "2011-06-30"),
        ];
        for (words, written) in cases {
            assert_eq!(cell(words.to_owned()), written);
        }
    }
}
