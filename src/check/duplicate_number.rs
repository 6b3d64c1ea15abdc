//! N002 duplicate-number: see `docs/rules/N002.md`.

use super::series;
use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "N002",
    name: "duplicate-number",
    severity: Severity::Warning,
    message: Bilingual { zh: "序号“{0}”重复", en: "the number “{0}” stands twice" },
    page: include_str!("../../docs/rules/N002.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for (before, index) in series::all(draft).pairs() {
        let (first, second) = (&draft.outline.items[before], &draft.outline.items[index]);
        if first.numeral.is_some() && first.numeral == second.numeral {
            places.at(second.marker.clone(), Some(index), &[draft.words(&second.marker)]);
        }
    }
}
