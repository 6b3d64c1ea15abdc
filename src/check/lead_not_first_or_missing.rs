//! U005 lead-not-first-or-missing: see `docs/rules/U005.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::fields::{Assigned, AssignedField};
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
    let has = |assigned: &Assigned, kind: FieldKind| assigned.fields.iter().any(|field| field.kind == kind);
    let several = |assigned: &Assigned| shared(assigned).map(|field| field.units.len()).sum::<usize>() > 1;
    let (leading, others) =
        draft.assigned.iter().filter(|assigned| several(assigned)).partition::<Vec<_>, _>(|assigned| has(assigned, FieldKind::Lead));
    for assigned in &leading {
        if let Some(first) = shared(assigned).next().filter(|first| first.kind == FieldKind::Support) {
            places.at(first.value.clone(), assigned.item, &[LATE.in_language(draft.settings.language)]);
        }
    }
    // Only where it is the notice's way to name leads does one lack; but who helps needs somebody to help.
    let is_the_way = !leading.is_empty() && leading.len() >= FEWEST_LEADS * others.len();
    for assigned in &others {
        let only_helpers = !has(assigned, FieldKind::Responsible) && !has(assigned, FieldKind::Person);
        if let Some(first) = shared(assigned).next().filter(|_| is_the_way || only_helpers) {
            places.at(first.value.clone(), assigned.item, &[MISSING.in_language(draft.settings.language)]);
        }
    }
}

/// Tasks with a lead to one without, from which on naming leads is a notice's way: many have both 牵头单位 and 责任单位.
const FEWEST_LEADS: usize = 2;

/// The fields of the units that share a task.
fn shared(assigned: &Assigned) -> impl Iterator<Item = &AssignedField> {
    assigned.fields.iter().filter(|field| matches!(field.kind, FieldKind::Responsible | FieldKind::Lead | FieldKind::Support))
}

const MISSING: Bilingual = Bilingual { zh: "没有写明牵头单位", en: "none is named to lead" };
const LATE: Bilingual = Bilingual { zh: "牵头单位应写在前面", en: "the lead should stand first" };
