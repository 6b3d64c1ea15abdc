//! CSV by RFC 4180, with a byte order mark so that Excel reads it as UTF-8.

use std::io::Write;

use super::{Checked, severity_word};

const HEADINGS: &str = "path,line,column,end_line,end_column,code,rule,severity,item,message";

/// Writes a heading row and a row a finding.
pub fn write(files: &[Checked], out: &mut impl Write) -> std::io::Result<()> {
    write!(out, "\u{FEFF}{HEADINGS}\r\n")?;
    for record in files.iter().flat_map(Checked::records) {
        let number = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
        let cells = [
            cell(record.path),
            number(record.line),
            number(record.column),
            number(record.end_line),
            number(record.end_column),
            cell(record.code),
            cell(record.rule),
            severity_word(record.severity).to_owned(),
            cell(record.item.unwrap_or_default()),
            cell(record.message),
        ];
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// A value between quotation marks where it needs them; one that a spreadsheet would take for a formula gets an apostrophe.
fn cell(words: &str) -> String {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let words = if formula { format!("'{words}") } else { words.to_owned() };
    if words.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", words.replace('"', "\"\"")) } else { words }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn values_are_closed_where_they_need_it() {
        for (words, written) in [("通知", "通知"), ("甲,乙", "\"甲,乙\""), ("说\"是\"", "\"说\"\"是\"\"\""), ("=1+1", "'=1+1")]
        {
            assert_eq!(cell(words), written);
        }
    }
}
