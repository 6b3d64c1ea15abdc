//! H002 missing-or-open-document-number: see `docs/rules/H002.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "H002",
    name: "missing-or-open-document-number",
    severity: Severity::Warning,
    message: Bilingual { zh: "发文字号{0}", en: "the document number {0}" },
    page: include_str!("../../docs/rules/H002.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    match &draft.head.document_number {
        None if draft.is_formal() => places.nowhere(&[ABSENT.in_language(draft.settings.language)]),
        Some(number) if number.serial.is_none() => places.at(number.range.clone(), None, &[OPEN.in_language(draft.settings.language)]),
        _ => {}
    }
}

const ABSENT: Bilingual = Bilingual { zh: "没有写", en: "is missing" };
const OPEN: Bilingual = Bilingual { zh: "没有填写顺序号", en: "has no serial number yet" };
