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
    for series in series::all(draft) {
        for pair in series.windows(2) {
            let [one, other] = [pair[0], pair[1]].map(|index| draft.words(&draft.outline.items[index].marker));
            if !series::look_alike(one, other) {
                places.at(draft.outline.items[pair[1]].marker.clone(), Some(pair[1]), &[one, other]);
            }
        }
    }
}
