//! For people: the line with a caret under the place.

use std::io::Write;
use std::ops::Range;

use super::{Checked, place, severity_word};
use crate::check::Found;
use crate::notice::Severity;
use crate::render::width::{columns, width};

/// Columns of a line that are shown before the place, and in all.
const BEFORE: usize = 24;
const SHOWN: usize = 96;

/// Stands where a line is cut.
const CUT: &str = "…";

/// Writes each finding with its line; in colour where asked.
pub fn write(files: &[Checked], colour: bool, out: &mut impl Write) -> std::io::Result<()> {
    let paint = |code: &'static str| if colour { code } else { "" };
    let plain = paint("\x1b[0m");
    for file in files {
        for Found { finding, decoded, .. } in &file.found {
            let mark = paint(match finding.severity {
                Severity::Error => "\x1b[1;31m",
                Severity::Warning => "\x1b[1;33m",
                Severity::Info => "\x1b[1;36m",
            });
            let (code, severity) = (&finding.code, severity_word(finding.severity));
            writeln!(out, "{}: {mark}{severity}[{code}]{plain} {}", shown(&place(&file.path, finding)), shown(&finding.message))?;
            let (Some(range), Some(span)) = (decoded, finding.span) else {
                writeln!(out)?;
                continue;
            };
            let number = span.line.to_string();
            let (gutter, blue) = (" ".repeat(number.len()), paint("\x1b[34m"));
            let excerpt = excerpt(&file.decoded, range);
            writeln!(out, "{blue}{gutter} |{plain}")?;
            writeln!(out, "{blue}{number} |{plain} {}", excerpt.line)?;
            let (indent, carets) = (" ".repeat(excerpt.indent), "^".repeat(excerpt.width));
            writeln!(out, "{blue}{gutter} |{plain} {indent}{mark}{carets}{plain}\n")?;
        }
    }
    Ok(())
}

/// A line as it is shown, with the columns of the place in it.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    line: String,
    indent: usize,
    width: usize,
}

/// The line that holds the beginning of `range`, cut to what a terminal shows.
fn excerpt(decoded: &str, range: &Range<usize>) -> Excerpt {
    let (before, rest) = decoded.split_at_checked(range.start).unwrap_or((decoded, ""));
    let is_break = |character: char| matches!(character, '\n' | '\r');
    let mut start = before.len();
    let mut indent = 0;
    let mut cut_before = false;
    for (at, character) in before.char_indices().rev().take_while(|(_, character)| !is_break(*character)) {
        cut_before = indent + columns(character) > BEFORE;
        if cut_before {
            break;
        }
        (start, indent) = (at, indent + columns(character));
    }
    let mut end = before.len();
    let mut all = indent;
    let mut marked = 0;
    let mut cut_after = false;
    for (at, character) in rest.char_indices().take_while(|(_, character)| !is_break(*character)) {
        cut_after = all + columns(character) > SHOWN;
        if cut_after {
            break;
        }
        all += columns(character);
        end = before.len() + at + character.len_utf8();
        if end <= range.end {
            marked += columns(character);
        }
    }
    let (head, tail) = (if cut_before { CUT } else { "" }, if cut_after { CUT } else { "" });
    let line = format!("{head}{}{tail}", shown(&decoded[start..end]));
    Excerpt { line, indent: indent + width(head), width: marked.max(1) }
}

/// Words of a file as a terminal may be given them: a control character could move its cursor or change its colours.
fn shown(words: &str) -> String {
    words.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_the_place() {
        // text, words, line as shown, columns before, columns marked
        let cases = [
            ("一、整理\r\n二、检查档案。\n", "档案", "二、检查档案。", 8, 4),
            ("\t1、a", "a", " 1、a", 4, 1),
            ("（一）\u{1b}[31m", "（一）", "（一） [31m", 0, 6),
        ];
        for (text, words, line, indent, width) in cases {
            let at = text.find(words).unwrap_or_default();
            assert_eq!(excerpt(text, &(at..at + words.len())), Excerpt { line: line.to_owned(), indent, width }, "{text:?}");
        }
        let long = format!("{}丙{}", "甲".repeat(500), "乙".repeat(500));
        let found = excerpt(&long, &(1500..1503));
        assert_eq!((found.indent, found.width), (25, 2));
        assert_eq!(found.line, format!("…{}丙{}…", "甲".repeat(12), "乙".repeat(35)));
        assert_eq!(excerpt("", &(0..0)), Excerpt { line: String::new(), indent: 0, width: 1 });
    }
}
