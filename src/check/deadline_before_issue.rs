//! D004 deadline-before-issue: see `docs/rules/D004.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::{Severity, YearFrom};

pub(super) static RULE: Rule = Rule {
    code: "D004",
    name: "deadline-before-issue",
    severity: Severity::Error,
    message: Bilingual {
        zh: "完成时间“{0}”（{1}）早于成文日期 {2}", en: "the deadline “{0}” ({1}) is before the date of issue, {2}"
    },
    page: include_str!("../../docs/rules/D004.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    let Some(issued) = issued(draft) else { return };
    for assigned in draft.assigned {
        for field in &assigned.fields {
            let Some(end) = field.deadline.as_ref().and_then(|deadline| deadline.end.as_deref()) else { continue };
            // ISO dates sort as text; a clock time on the day itself is not before it.
            if end.get(..issued.len()).is_some_and(|day| day < issued.as_str()) {
                places.at(field.value.clone(), assigned.item, &[draft.words(&field.value), end, &issued]);
            }
        }
    }
}

/// The date of issue; only its year while the day is still open (〔2019〕　号, 2019年　月　日).
fn issued(draft: &Draft<'_>) -> Option<String> {
    if let Some(date) = draft.head.issued.as_ref().and_then(|issued| issued.date) {
        return Some(date.to_string());
    }
    let year = draft.notice.year.filter(|year| matches!(year.from, YearFrom::DocumentNumber | YearFrom::Issued))?;
    Some(format!("{:04}", year.value))
}
