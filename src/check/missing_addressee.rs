//! H004 missing-addressee: see `docs/rules/H004.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "H004",
    name: "missing-addressee",
    severity: Severity::Warning,
    message: Bilingual { zh: "没有主送机关", en: "the notice is addressed to nobody" },
    page: include_str!("../../docs/rules/H004.md"),
    find,
};

/// Kinds that are written to somebody (《党政机关公文处理工作条例》, 2012): 公告 and 决定 are not.
const ADDRESSED: [&str; 6] = ["通知", "通报", "请示", "批复", "函", "报告"];

fn find(draft: &Draft<'_>, places: &mut Places) {
    let addressed = draft.head.kind.as_deref().is_some_and(|kind| ADDRESSED.contains(&kind));
    if addressed && draft.is_formal() && draft.head.addressees.is_empty() {
        places.nowhere(&[]);
    }
}
