//! D001 missing-deadline: see `docs/rules/D001.md`.

use super::task;
use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "D001",
    name: "missing-deadline",
    severity: Severity::Warning,
    message: Bilingual {
        zh: "“{0}”没有完成时间；请写明何时完成", en: "“{0}” has no deadline; say when it is to be done"
    },
    page: include_str!("../../docs/rules/D001.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for index in task::unassigned(draft, task::Duty::Deadline) {
        task::report(draft, index, places);
    }
}
