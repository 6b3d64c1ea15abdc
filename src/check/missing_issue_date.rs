//! H003 missing-issue-date: see `docs/rules/H003.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::fields::deadline::impossible_date;
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "H003",
    name: "missing-issue-date",
    severity: Severity::Warning,
    message: Bilingual { zh: "没有成文日期", en: "the notice has no date of issue" },
    page: include_str!("../../docs/rules/H003.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    match &draft.head.issued {
        None if draft.is_formal() => places.nowhere(&[]),
        Some(issued) if issued.date.is_none() && !impossible_date(draft.words(&issued.range), draft.deadline_context()) => {
            places.at(issued.range.clone(), None, &[]);
        }
        // The day of printing is not that of issue.
        Some(issued) if draft.is_formal() && is_printing(&draft.text()[issued.range.end..]) => places.at(issued.range.clone(), None, &[]),
        _ => {}
    }
}

/// Whether what follows a date makes it the day on which the paper was printed (印发机关和印发日期, GB/T 9704-2012, 7.4.2).
fn is_printing(behind: &str) -> bool {
    PRINTED.iter().any(|word| behind.starts_with(word))
}

const PRINTED: [&str; 2] = ["印发", "印制"];
