//! D005 deadline-outside-year: see `docs/rules/D005.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::head::single_year;
use crate::notice::DeadlineKind;
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "D005",
    name: "deadline-outside-year",
    severity: Severity::Warning,
    message: Bilingual {
        zh: "完成时间“{0}”（{1}）不在标题所说的 {2} 年内",
        en: "the deadline “{0}” ({1}) is not in {2}, the year of the title",
    },
    page: include_str!("../../docs/rules/D005.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    if draft.assigned.is_empty() {
        return;
    }
    let Some(year) = draft.head.title.as_deref().and_then(single_year) else { return };
    let year = year.to_string();
    for assigned in draft.assigned {
        for field in &assigned.fields {
            let Some(deadline) = field.deadline.as_ref().filter(|deadline| matches!(deadline.kind, DeadlineKind::By | DeadlineKind::Range))
            else {
                continue;
            };
            let Some(end) = deadline.end.as_deref() else { continue };
            let begins = deadline.start.as_deref().unwrap_or(end);
            let outside =
                end.get(..4).is_some_and(|end| end < year.as_str()) || begins.get(..4).is_some_and(|begins| begins > year.as_str());
            if outside && !deadline.year_assumed {
                places.at(field.value.clone(), assigned.item, &[draft.words(&field.value), end, &year]);
            }
        }
    }
}
