//! U004 duplicate-unit: see `docs/rules/U004.md`.

use rustc_hash::FxHashSet;

use super::{Bilingual, Draft, Places, Rule};
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
        let mut named: FxHashSet<&str> = FxHashSet::default();
        for field in assigned.fields.iter().filter(|field| field.kind != FieldKind::Deadline && field.kind != FieldKind::Person) {
            for unit in &field.units {
                if !named.insert(unit) {
                    places.at(field.value.clone(), assigned.item, &[unit]);
                }
            }
        }
    }
}
