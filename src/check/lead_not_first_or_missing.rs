//! U005 lead-not-first-or-missing: see `docs/rules/U005.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::fields::Assigned;
use crate::notice::FieldKind;
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "U005",
    name: "lead-not-first-or-missing",
    severity: Severity::Info,
    message: Bilingual { zh: "几个单位共同负责，{0}", en: "several units share this task: {0}" },
    page: include_str!("../../docs/rules/U005.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    let leads = |assigned: &Assigned| assigned.fields.iter().any(|field| field.kind == FieldKind::Lead);
    // Only a notice that names leads elsewhere owes one here.
    if !draft.assigned.iter().any(leads) {
        return;
    }
    for assigned in draft.assigned {
        let units =
            assigned.fields.iter().filter(|field| matches!(field.kind, FieldKind::Responsible | FieldKind::Lead | FieldKind::Support));
        let shared: usize = units.clone().map(|field| field.units.len()).sum();
        let Some(first) = units.clone().next().filter(|_| shared > 1) else { continue };
        if !leads(assigned) {
            places.at(first.value.clone(), assigned.item, &[MISSING.in_language(draft.settings.language)]);
        } else if first.kind == FieldKind::Support {
            places.at(first.value.clone(), assigned.item, &[LATE.in_language(draft.settings.language)]);
        }
    }
}

const MISSING: Bilingual = Bilingual { zh: "没有写明牵头单位", en: "none is named to lead" };
const LATE: Bilingual = Bilingual { zh: "牵头单位应写在前面", en: "the lead should stand first" };
