//! T003 label-variants: see `docs/rules/T003.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::FieldKind;
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "T003",
    name: "label-variants",
    severity: Severity::Info,
    message: Bilingual {
        zh: "前面写“{0}”，这里写“{1}”；一个通知里请用一种叫法",
        en: "“{0}” before, “{1}” here: use one label in one notice",
    },
    page: include_str!("../../docs/rules/T003.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    let mut first: Vec<(FieldKind, &str)> = Vec::new();
    for assigned in draft.assigned {
        for field in &assigned.fields {
            let Some(label) = field.label.as_ref() else { continue };
            let words = draft.words(label);
            match first.iter().find(|(kind, _)| *kind == field.kind) {
                None => first.push((field.kind, words)),
                Some((_, other)) if *other != words && may_replace(words, other) => {
                    places.at(label.clone(), assigned.item, &[other, words])
                }
                Some(_) => {}
            }
        }
    }
}

/// Whether two labels say the same: 责任人 beside 分管领导 are two things, 责任科室 beside 责任单位 are one.
fn may_replace(one: &str, other: &str) -> bool {
    let person = |label: &str| label.ends_with(['人', '导', '员', '长']);
    !person(one) && !person(other)
}
