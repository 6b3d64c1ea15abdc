//! U001 missing-responsible-unit: see `docs/rules/U001.md`.

use super::task;
use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "U001",
    name: "missing-responsible-unit",
    severity: Severity::Warning,
    message: Bilingual {
        zh: "“{0}”没有责任单位；请写明由谁负责", en: "“{0}” has no responsible unit; say who is to do it"
    },
    page: include_str!("../../docs/rules/U001.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for index in task::unassigned(draft, task::Duty::Unit) {
        task::report(draft, index, places);
    }
}
