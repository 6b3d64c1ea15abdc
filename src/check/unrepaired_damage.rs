//! T002 unrepaired-damage: see `docs/rules/T002.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "T002",
    name: "unrepaired-damage",
    severity: Severity::Warning,
    message: Bilingual {
        zh: "这里的文字已损坏，无法确定原文", en: "the text is damaged here and could not be mended with certainty"
    },
    page: include_str!("../../docs/rules/T002.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    if draft.unresolved.is_empty() {
        return;
    }
    let (Some(first), Some(last)) = (draft.paragraphs.first(), draft.paragraphs.last()) else { return };
    let notice = draft.layout.text.span(first.start..last.end);
    for span in draft.unresolved.iter().filter(|span| notice.start <= span.start && span.start < notice.end) {
        places.at_span(*span, &[]);
    }
}
