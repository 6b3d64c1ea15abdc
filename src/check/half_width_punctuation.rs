//! T004 half-width-punctuation: see `docs/rules/T004.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;

pub(super) static RULE: Rule = Rule {
    code: "T004",
    name: "half-width-punctuation",
    severity: Severity::Info,
    message: Bilingual { zh: "中文里用了半角标点“{0}”", en: "half-width “{0}” in Chinese text" },
    page: include_str!("../../docs/rules/T004.md"),
    find,
};

/// Half-width marks that Chinese text writes full-width (GB/T 15834-2011).
const HALF_WIDTH: [u8; 5] = *b",;:?!";

fn find(draft: &Draft<'_>, places: &mut Places) {
    for range in draft.paragraphs {
        let words = draft.words(range);
        let bytes = words.as_bytes();
        let found = bytes.iter().enumerate().find(|&(at, byte)| HALF_WIDTH.contains(byte) && between_han(words, at));
        if let Some((at, _)) = found {
            let start = range.start + at;
            places.at(start..start + 1, None, &[&words[at..=at]]);
        }
    }
}

/// Whether the byte at `at`, an ASCII mark, stands between Chinese characters or quotation marks.
fn between_han(words: &str, at: usize) -> bool {
    let chinese = |character: char| matches!(character, '\u{4e00}'..='\u{9fff}' | '“' | '”' | '《' | '》' | '（' | '）');
    let before = words[..at].chars().next_back().is_some_and(chinese);
    let after = words[at + 1..].chars().next();
    before && after.is_none_or(chinese)
}
