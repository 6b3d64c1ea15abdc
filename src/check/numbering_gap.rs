//! N001 numbering-gap: see `docs/rules/N001.md`.

use super::{Bilingual, Draft, Places, Rule};
use super::{renumber, series};
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
    let items = &draft.outline.items;
    let all = series::all(draft);
    let gap = |pair: &[usize]| {
        let (one, other) = (items[pair[0]].numeral?, items[pair[1]].numeral?);
        (other > one + 1).then_some((pair[0], pair[1]))
    };
    let late = |series: &[usize]| series.first().is_some_and(|&index| items[index].numeral.is_some_and(|numeral| numeral > 1));
    let wanting: Vec<&[usize]> = all.iter().filter(|series| late(series) || series.windows(2).any(|pair| gap(pair).is_some())).collect();
    let cited = draft.wants_corrections && !wanting.is_empty() && renumber::cites_numbers(draft);
    for series in wanting {
        let corrected = if draft.wants_corrections { renumber::close_gaps(draft, series, cited) } else { None };
        for (before, index) in series.windows(2).filter_map(gap) {
            let (first, second) = (draft.words(&items[before].marker), draft.words(&items[index].marker));
            places.at(items[index].marker.clone(), Some(index), &[first, second]);
            places.mended_by(corrected.clone().unwrap_or_default());
        }
        if let Some(&index) = series.first().filter(|_| late(series)) {
            places.at(items[index].marker.clone(), Some(index), &["", draft.words(&items[index].marker)]);
        }
    }
}
