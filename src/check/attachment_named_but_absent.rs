//! H005 attachment-named-but-absent: see `docs/rules/H005.md`.

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
    let closed =
        |words: &str| words.chars().filter(|character| !character.is_whitespace() && !matches!(character, '《' | '》')).collect::<String>();
    let headings: Vec<usize> =
        (0..draft.paragraphs.len()).filter(|&index| is_attachment_heading(draft.words(&draft.paragraphs[index]))).collect();
    let may_be_title =
        |words: &&str| words.len() < LONGEST_TITLE && !words.starts_with('附') && !words.starts_with(|first: char| first.is_ascii_digit());
    let lines: Vec<String> = if draft.head.attachments.is_empty() || !headings.is_empty() {
        Vec::new()
    } else {
        draft.paragraphs.iter().map(|range| draft.words(range)).filter(may_be_title).map(closed).collect()
    };
    // Each name is looked for in every line: a list that is longer than any is no list of attachments.
    for name in draft.head.attachments.iter().take(MOST_ATTACHMENTS).filter(|_| headings.is_empty()) {
        let name = closed(name);
        let is_title = |line: &String| line.len() <= name.len() + 72 && line.contains(name.as_str());
        if !lines.iter().any(is_title) {
            places.nowhere(&[&name, ABSENT.in_language(language)]);
        }
    }
    if draft.head.attachments.is_empty()
        && let Some(&index) = headings.first()
    {
        let range = draft.paragraphs[index].clone();
        let words = draft.words(&range).to_owned();
        places.at(range, None, &[&words, UNNAMED.in_language(language)]);
    }
}

/// Whether a line is the heading over an attachment: 附件, 附件1, 附件二.
fn is_attachment_heading(line: &str) -> bool {
    line.strip_prefix("附件").is_some_and(|rest| rest.trim_end_matches(['：', ':']).trim().chars().all(crate::numeral::is_numeral))
        && !line.is_empty()
}
