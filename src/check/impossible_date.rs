//! D003 impossible-date: see `docs/rules/D003.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::fields::deadline::{impossible_date, weekday_disagrees};
use crate::notice::Severity;
use crate::notice::{DeadlineKind, FieldKind};

pub(super) static RULE: Rule = Rule {
    code: "D003",
    name: "impossible-date",
    severity: Severity::Error,
    message: Bilingual {
        zh: "“{0}”没有这一天，或与星期不符；请核对日期",
        en: "there is no such day as “{0}”, or its weekday is another; check the date",
    },
    page: include_str!("../../docs/rules/D003.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    let context = draft.deadline_context();
    for assigned in draft.assigned {
        for field in assigned.fields.iter().filter(|field| field.kind == FieldKind::Deadline) {
            let words = draft.words(&field.value);
            let unresolved = field.deadline.as_ref().is_none_or(|deadline| deadline.kind == DeadlineKind::Unresolved);
            let weekday = words.contains(['周', '期']) && weekday_disagrees(words, context);
            if weekday || unresolved && impossible_date(words, context) {
                places.at(field.value.clone(), assigned.item, &[words]);
            }
        }
    }
    if let Some(issued) = &draft.head.issued {
        let words = draft.words(&issued.range);
        if issued.date.is_none() && impossible_date(words, context) {
            places.at(issued.range.clone(), None, &[words]);
        }
    }
}
