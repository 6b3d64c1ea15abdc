//! U002 unknown-unit: see `docs/rules/U002.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::{FieldKind, Severity};

pub(super) static RULE: Rule = Rule {
    code: "U002",
    name: "unknown-unit",
    severity: Severity::Warning,
    message: Bilingual { zh: "名册里没有“{0}”{1}", en: "the roster has no “{0}”{1}" },
    page: include_str!("../../docs/rules/U002.md"),
    find,
};

const NEAREST: Bilingual = Bilingual { zh: "；是不是“{0}”？", en: "; is it “{0}”?" };

/// What begins a name that stands for many units: a roster lists none of them.
const COLLECTIVE: [&str; 7] = ["各", "全", "有关", "相关", "其他", "所有", "本"];

fn find(draft: &Draft<'_>, places: &mut Places) {
    let roster = &draft.settings.roster;
    if roster.is_empty() {
        return;
    }
    for assigned in draft.assigned {
        for field in assigned.fields.iter().filter(|field| !matches!(field.kind, FieldKind::Deadline | FieldKind::Person)) {
            for unit in field.units.iter().filter(|unit| roster.find(unit).is_none()) {
                if COLLECTIVE.iter().any(|beginning| unit.starts_with(beginning)) {
                    continue;
                }
                let nearest = roster.nearest(unit).map(|name| NEAREST.in_language(draft.settings.language).replace("{0}", name));
                places.at(field.value.clone(), assigned.item, &[unit, nearest.as_deref().unwrap_or_default()]);
            }
        }
    }
}
