//! U003 empty-unit: see `docs/rules/U003.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "U003",
    name: "empty-unit",
    severity: Severity::Error,
    message: Bilingual { zh: "“{0}”后面是空的；请填写", en: "nothing stands behind “{0}”; fill it in" },
    page: include_str!("../../docs/rules/U003.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    for (item, empty) in draft.blanks() {
        let words = draft.words(&empty.label).to_owned();
        places.at(empty.label.clone(), item, &[&words]);
    }
}
