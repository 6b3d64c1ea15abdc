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

fn find(draft: &Draft<'_>, places: &mut Places) {
    for index in series::all(draft).iter().filter_map(|series| series.first().copied()) {
        let item = &draft.outline.items[index];
        let Some(parent) = item.parent.map(|parent| &draft.outline.items[parent]) else { continue };
        let (above, below) = (draft.words(&parent.marker), draft.words(&item.marker));
        if let (Some(one), Some(other)) = (series::rank(above), series::rank(below))
            && other > one + 2
        {
            places.at(item.marker.clone(), Some(index), &[above, below]);
        }
    }
}
