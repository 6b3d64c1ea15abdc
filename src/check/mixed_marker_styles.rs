//! N003 mixed-marker-styles: see `docs/rules/N003.md`.

use super::series;
use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "N003",
    name: "mixed-marker-styles",
    severity: Severity::Info,
    message: Bilingual {
        zh: "同一层次的序号写法不一：前面是“{0}”，这里是“{1}”",
        en: "one level, two ways of numbering: “{0}” before, “{1}” here",
    },
    page: include_str!("../../docs/rules/N003.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for (before, index) in series::all(draft).pairs() {
        let marker = &draft.outline.items[index].marker;
        let (one, other) = (draft.words(&draft.outline.items[before].marker), draft.words(marker));
        if !series::look_alike(one, other) {
            places.at(marker.clone(), Some(index), &[one, other]);
        }
    }
}
