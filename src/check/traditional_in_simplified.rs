//! T001 traditional-in-simplified: see `docs/rules/T001.md`.

use super::{Bilingual, Change, Draft, Places, Rule};
use crate::notice::Script;
use crate::notice::Severity;
use crate::simplify::{is_traditional_only, simplified_line};

pub(super) static RULE: Rule = Rule {
    code: "T001",
    name: "traditional-in-simplified",
    severity: Severity::Warning,
    message: Bilingual { zh: "简体文中夹有繁体字“{0}”", en: "“{0}” is Traditional in a Simplified text" },
    page: include_str!("../../docs/rules/T001.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    // A text that is Traditional throughout is an archive's, not a slip of the pen.
    if draft.script == Script::Hant || draft.converted == 0 {
        return;
    }
    for range in draft.paragraphs {
        let decoded = draft.layout.text.in_decoded(range.clone());
        let Some(before) = draft.decoded(&decoded) else { continue };
        let strays: String = before.chars().filter(|&character| is_traditional_only(character)).take(8).collect();
        if strays.is_empty() {
            continue;
        }
        places.at(range.clone(), None, &[&strays]);
        if draft.wants_corrections {
            let after = simplified_line(before, draft.script);
            let changed = before.char_indices().zip(after.chars()).filter(|((_, one), other)| one != other);
            let change = |((at, one), other): ((usize, char), char)| Change {
                decoded: decoded.start + at..decoded.start + at + one.len_utf8(),
                text: other.to_string(),
            };
            places.mended_by(changed.map(change).collect());
        }
    }
}
