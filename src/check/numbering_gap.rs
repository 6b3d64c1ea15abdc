//! N001 numbering-gap: see `docs/rules/N001.md`.

use super::series;
use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "N001",
    name: "numbering-gap",
    severity: Severity::Warning,
    message: Bilingual {
        zh: "“{0}”之后是“{1}”，序号不连续", en: "“{1}” follows “{0}”: a number is missing between them"
    },
    page: include_str!("../../docs/rules/N001.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for (before, index) in series::neighbours(draft) {
        let (first, second) = (&draft.outline.items[before], &draft.outline.items[index]);
        if let (Some(one), Some(other)) = (first.numeral, second.numeral)
            && other > one + 1
        {
            places.at(second.marker.clone(), Some(index), &[draft.words(&first.marker), draft.words(&second.marker)]);
        }
    }
    for index in series::beginnings(draft) {
        let item = &draft.outline.items[index];
        if item.numeral.is_some_and(|numeral| numeral > 1) {
            places.at(item.marker.clone(), Some(index), &["", draft.words(&item.marker)]);
        }
    }
}
