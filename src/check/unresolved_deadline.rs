//! D002 unresolved-deadline: see `docs/rules/D002.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::fields::deadline::impossible_date;
use crate::notice::DeadlineKind;
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "D002",
    name: "unresolved-deadline",
    severity: Severity::Warning,
    message: Bilingual {
        zh: "完成时间“{0}”不是确定的日期；请写明年月日，或写“长期”",
        en: "the deadline “{0}” gives no certain date; name a day, or say 长期",
    },
    page: include_str!("../../docs/rules/D002.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for assigned in draft.assigned {
        for field in &assigned.fields {
            let unresolved = field.deadline.as_ref().is_some_and(|deadline| deadline.kind == DeadlineKind::Unresolved);
            // A date that can't be is D003's.
            if unresolved && !impossible_date(draft.words(&field.value), draft.deadline_context()) {
                places.at(field.value.clone(), assigned.item, &[draft.words(&field.value)]);
            }
        }
    }
}
