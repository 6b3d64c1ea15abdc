//! H001 missing-title: see `docs/rules/H001.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "H001",
    name: "missing-title",
    severity: Severity::Error,
    message: Bilingual { zh: "没有标题", en: "the notice has no title" },
    page: include_str!("../../docs/rules/H001.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    if draft.head.title.is_none() || draft.head.title_is_annexed {
        places.nowhere(&[]);
    }
}
