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
        let mut last: Option<(&str, String)> = None;
        for &index in series {
            let marker = &draft.outline.items[index].marker;
            let (other, form) = (draft.words(marker), series::form(draft.words(marker)));
            if let Some((one, _)) = last.filter(|(_, before)| *before != form) {
                places.at(marker.clone(), Some(index), &[one, other]);
            }
            last = Some((other, form));
        }
    }
}
