//! N004 level-skipped: see `docs/rules/N004.md`.

use super::series;
use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "N004",
    name: "level-skipped",
    severity: Severity::Info,
    message: Bilingual {
        zh: "“{0}”下面直接用“{1}”，跳过了层次", en: "“{1}” stands right under “{0}”: levels are skipped"
    },
    page: include_str!("../../docs/rules/N004.md"),
    find,
};

/// The first level's place in the order.
const FIRST: u32 = 1;

fn find(draft: &Draft<'_>, places: &mut Places) {
    for index in series::all(draft).iter().filter_map(|series| series.first().copied()) {
        let item = &draft.outline.items[index];
        let Some(parent) = item.parent.map(|parent| &draft.outline.items[parent]) else { continue };
        let (above, below) = (draft.words(&parent.marker), draft.words(&item.marker));
        // What can stand under the first level without a skip is asked no further.
        if let Some(other) = series::rank(below).filter(|&other| other > FIRST + 2)
            && series::rank(above).is_some_and(|one| other > one + 2)
        {
            places.at(item.marker.clone(), Some(index), &[above, below]);
        }
    }
}
