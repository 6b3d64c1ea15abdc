//! T003 label-variants: see `docs/rules/T003.md`.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Bilingual, Change, Draft, Places, Rule};
use crate::notice::{FieldKind, Severity};
use crate::text::Placer;

pub(super) static RULE: Rule = Rule {
    code: "T003",
    name: "label-variants",
    severity: Severity::Info,
    message: Bilingual { zh: "一个通知里请用一种标签：{0}", en: "use one label in one notice: {0}" },
    page: include_str!("../../docs/rules/T003.md"),
    find,
};

const OTHER_WORDS: Bilingual = Bilingual { zh: "前面写“{0}”，这里写“{1}”", en: "“{0}” before, “{1}” here" };
const SPACED: Bilingual = Bilingual { zh: "“{0}”字间不要加空格", en: "no spaces within “{0}”" };

/// Labels shorter than this are letter-spaced to stand even with longer ones (责 任 人 under 完成时间): no fault.
const NEVER_SPACED: usize = 4;

fn find(draft: &Draft<'_>, places: &mut Places) {
    if draft.assigned.is_empty() {
        return;
    }
    let language = draft.settings.language;
    let mut first: Vec<(FieldKind, Cow<'_, str>)> = Vec::new();
    // The heading of a table's column is the label of every row.
    let mut seen = FxHashSet::default();
    // Where all labels are spaced, that is the notice's way.
    let long = |label: &Range<usize>| draft.words(label).chars().filter(|letter| !letter.is_whitespace()).count() >= NEVER_SPACED;
    let labels = || draft.assigned.iter().flat_map(|assigned| &assigned.fields).filter_map(|field| field.label.as_ref());
    let mut placer = draft.layout.text.placer();
    let some_closed = labels().any(|label| long(label) && closed_up(draft, &mut placer, label).is_none());
    for assigned in draft.assigned {
        for field in &assigned.fields {
            let Some(label) = field.label.as_ref().filter(|label| seen.insert(label.start)) else { continue };
            let words = without_spaces(draft.words(label));
            if some_closed
                && long(label)
                && let Some(change) = closed_up(draft, &mut placer, label)
            {
                places.at(label.clone(), assigned.item, &[&SPACED.in_language(language).replace("{0}", &words)]);
                places.mended_by(vec![change]);
            }
            match first.iter().find(|(kind, _)| *kind == field.kind) {
                None => first.push((field.kind, words)),
                Some((_, other)) if *other != words && may_replace(&words, other) => {
                    let message = OTHER_WORDS.in_language(language).replace("{0}", other).replace("{1}", &words);
                    places.at(label.clone(), assigned.item, &[&message]);
                }
                Some(_) => {}
            }
        }
    }
}

fn without_spaces(label: &str) -> Cow<'_, str> {
    if label.contains(char::is_whitespace) { Cow::Owned(label.split_whitespace().collect()) } else { Cow::Borrowed(label) }
}

/// The change that takes the spaces out of a label; `None` where there are none.
fn closed_up(draft: &Draft<'_>, placer: &mut Placer<'_>, label: &Range<usize>) -> Option<Change> {
    let decoded = placer.in_decoded(label.clone());
    let there = draft.decoded(&decoded)?;
    if !there.contains(char::is_whitespace) {
        return None;
    }
    let closed: String = there.split_whitespace().collect();
    let on_one_line = closed.len() < there.len() && !there.contains(['\n', '\r']);
    on_one_line.then_some(Change { decoded, text: closed })
}

/// Whether two labels say the same: 责任人 beside 分管领导 are two things, 责任科室 beside 责任单位 are one.
fn may_replace(one: &str, other: &str) -> bool {
    let person = |label: &str| label.ends_with(['人', '导', '员', '长']);
    !person(one) && !person(other)
}
