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
    let all = series::all(draft);
    for (before, index) in all.iter().flat_map(|series| series.windows(2)).map(|pair| (pair[0], pair[1])) {
        let (first, second) = (&draft.outline.items[before], &draft.outline.items[index]);
        let (one, other) = (draft.words(&first.marker), draft.words(&second.marker));
        if series::form(one) != series::form(other) {
            places.at(second.marker.clone(), Some(index), &[one, other]);
        }
    }
}
