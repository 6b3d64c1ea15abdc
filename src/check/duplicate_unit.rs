//! U004 duplicate-unit: see `docs/rules/U004.md`.

use rustc_hash::FxHashSet;

use super::{Bilingual, Draft, Places, Rule};
use crate::fields::AssignedField;
use crate::notice::FieldKind;
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "U004",
    name: "duplicate-unit",
    severity: Severity::Warning,
    message: Bilingual { zh: "“{0}”重复", en: "“{0}” is named twice" },
    page: include_str!("../../docs/rules/U004.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for assigned in draft.assigned {
        let of_units = |field: &&AssignedField| field.kind != FieldKind::Deadline && field.kind != FieldKind::Person;
        if assigned.fields.iter().filter(of_units).map(|field| field.units.len()).sum::<usize>() < 2 {
            continue;
        }
        let mut named: FxHashSet<&str> = FxHashSet::default();
        for field in assigned.fields.iter().filter(of_units) {
            for unit in &field.units {
                if !named.insert(unit) {
                    places.at(field.value.clone(), assigned.item, &[unit]);
                }
            }
        }
    }
}
