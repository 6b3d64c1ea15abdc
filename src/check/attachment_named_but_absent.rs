//! H005 attachment-named-but-absent: see `docs/rules/H005.md`.

use std::ops::Range;

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "H005",
    name: "attachment-named-but-absent",
    severity: Severity::Info,
    message: Bilingual { zh: "附件“{0}”{1}", en: "the attachment “{0}” {1}" },
    page: include_str!("../../docs/rules/H005.md"),
    find,
};

const ABSENT: Bilingual = Bilingual { zh: "在正文中提到，文件里没有", en: "is named but not in the file" };
const UNNAMED: Bilingual = Bilingual { zh: "附在后面，正文中没有提到", en: "is in the file but not named" };

/// Longest title of an attachment, in bytes.
const LONGEST_TITLE: usize = 400;
/// Most attachments that are looked for.
const MOST_ATTACHMENTS: usize = 100;

fn find(draft: &Draft<'_>, places: &mut Places) {
    let language = draft.settings.language;
    let heading = draft.paragraphs.iter().find(|range| is_attachment_heading(draft.text(), range));
    if draft.head.attachments.is_empty() {
        if let Some(range) = heading {
            places.at(range.clone(), None, &[draft.words(range), UNNAMED.in_language(language)]);
        }
        return;
    }
    if heading.is_some() {
        return;
    }
    let closed =
        |words: &str| words.chars().filter(|character| !character.is_whitespace() && !matches!(character, '《' | '》')).collect::<String>();
    let may_be_title =
        |words: &&str| words.len() < LONGEST_TITLE && !words.starts_with('附') && !words.starts_with(|first: char| first.is_ascii_digit());
    // Each name is looked for in every line: a list that is longer than any is no list of attachments.
    let names: Vec<String> = draft.head.attachments.iter().take(MOST_ATTACHMENTS).map(|name| closed(name)).collect();
    let may_hold_name = |words: &&str| names.iter().any(|name| name.chars().next().is_none_or(|first| words.contains(first)));
    let lines = draft.paragraphs.iter().map(|range| draft.words(range)).filter(may_be_title).filter(may_hold_name);
    let lines: Vec<String> = lines.map(closed).collect();
    for name in &names {
        let is_title = |line: &String| line.len() <= name.len() + 72 && line.contains(name.as_str());
        if !lines.iter().any(is_title) {
            places.nowhere(&[name, ABSENT.in_language(language)]);
        }
    }
}

/// Whether a paragraph is the heading over an attachment: 附件, 附件1, 附件二.
fn is_attachment_heading(text: &str, range: &Range<usize>) -> bool {
    const BEGINNING: &str = "附件";
    text.as_bytes()[range.start..].starts_with(BEGINNING.as_bytes())
        && text[range.clone()]
            .strip_prefix(BEGINNING)
            .is_some_and(|rest| rest.trim_end_matches(['：', ':']).trim().chars().all(crate::numeral::is_numeral))
}
