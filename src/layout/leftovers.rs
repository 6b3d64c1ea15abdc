//! What saving a page or a mail left within the text: entities, soft hyphens, the marks before quoted lines.

use super::lines::{Cut, apply};
use crate::text::Text;

/// Entities that plain text keeps where a page was saved without being read, and what they stand for (HTML 4, section 24).
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&emsp;", "\u{3000}"),
    ("&ensp;", " "),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&lsquo;", "‘"),
    ("&rsquo;", "’"),
    ("&quot;", "\""),
    ("&mdash;", "—"),
    ("&ndash;", "–"),
    ("&hellip;", "…"),
    ("&middot;", "·"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
];

/// A hyphen that shows only where a line breaks.
const SOFT_HYPHEN: &str = "\u{AD}";

/// Lines with the mark one after the other that show a mail's quoting.
const QUOTED: usize = 3;

/// Puts characters in the place of entities, and takes out soft hyphens and the marks of quoting.
pub fn without_leftovers(text: Text) -> Text {
    let content = text.as_str();
    let mut cuts: Vec<Cut> = memchr::memchr2_iter(b'&', 0xC2, content.as_bytes()).filter_map(|at| leftover(content, at)).collect();
    cuts.extend(quote_marks(content));
    apply(text, cuts, &mut Vec::new())
}

/// The entity or soft hyphen at a place.
fn leftover(text: &str, at: usize) -> Option<Cut> {
    let rest = text.get(at..)?;
    if rest.starts_with(SOFT_HYPHEN) {
        return Some(Cut::space(at..at + SOFT_HYPHEN.len(), ""));
    }
    let &(entity, character) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity))?;
    Some(Cut::space(at..at + entity.len(), character))
}

/// The `> ` before each line that a mail quotes.
fn quote_marks(text: &str) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut run = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), "\n>") {
        let start = at + 1;
        let rest = &text[start + 1..];
        let mark = Cut::space(start..start + 1 + usize::from(rest.starts_with(' ')), "");
        let line_end =
            cuts.last().and_then(|last| memchr::memchr(b'\n', &text.as_bytes()[last.range.end..]).map(|length| last.range.end + length));
        if line_end != Some(at) {
            drop_short_run(&mut cuts, run);
            run = 0;
        }
        cuts.push(mark);
        run += 1;
    }
    drop_short_run(&mut cuts, run);
    cuts
}

/// Takes back the marks of a run that is too short to show quoting.
fn drop_short_run(cuts: &mut Vec<Cut>, run: usize) {
    if run < QUOTED {
        cuts.truncate(cuts.len() - run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers() {
        let cases = [
            ("加强&ldquo;三基&rdquo;培训&nbsp;落实", "加强“三基”培训 落实"),
            ("AT&T；R&D", "AT&T；R&D"),
            ("严明\u{AD}纪律 5°C", "严明纪律 5°C"),
            ("转发如下\n> 一、防汛\n>\n> 逐处检查。\n完", "转发如下\n一、防汛\n\n逐处检查。\n完"),
            ("甲\n>乙\n丙\n> 丁\n", "甲\n>乙\n丙\n> 丁\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_leftovers(Text::plain(text)).as_str(), expected, "{text}");
        }
    }
}
