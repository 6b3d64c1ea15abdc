//! What is a name of a unit, and what stands around it.

use std::ops::Range;

use super::places::without_bracket;
use crate::fields::label::is_space;
use crate::fields::person::is_certain;
use crate::fields::unit_words::{
    AND_OTHERS, ANY_UNITS, BARE_BODIES, NEVER_UNITS, NO_UNITS_ALONE, OFFICES_OF_VERBS, PLACES_WITH_HE, PROSE, UNIT_ROLE_WORDS, UNITS,
    UNITS_ALL_THE_SAME, VERBS_OF_OFFICES,
};
use crate::notice::FieldKind;
use crate::word_table::WordSet;

/// Whether `words` name a person and can't name a unit.
pub(super) fn is_person(words: &str) -> bool {
    !has_ending(words, &ANY_UNITS) && is_certain(words)
}

/// Whether `words` do not end as units do.
pub(in crate::fields) fn is_no_unit(words: &str) -> bool {
    !has_ending(strip_role(words).map_or(words, |(_, name)| name), &ANY_UNITS)
}

pub(super) fn balanced(words: &str) -> bool {
    let count = |marks: [char; 2]| words.matches(marks).count();
    count(['（', '(']) == count(['）', ')'])
}

/// Whether `name` ends as units do, and is more than that ending.
pub(super) fn has_ending(name: &str, endings: &WordSet) -> bool {
    endings.endings(name).any(|ending| name.len() > ending.len() || ending.len() > 3)
        && (NEVER_UNITS.endings(name).next().is_none() || UNITS_ALL_THE_SAME.iter().any(|unit| name.ends_with(unit)))
        && !NO_UNITS_ALONE.contains(&name)
}

/// Whether `name` begins as prose does and as no office does.
pub(super) fn begins_as_prose(name: &str) -> bool {
    PROSE.beginnings(name).any(|word| !VERBS_OF_OFFICES.contains(&word) || !OFFICES_OF_VERBS.contains(&&name[word.len()..]))
}

/// The role that `words` end with, and what stands before it.
pub(in crate::fields) fn strip_role(words: &str) -> Option<(FieldKind, &str)> {
    let words = words.trim_end_matches(|character| is_space(character) || matches!(character, '。' | '.' | '；' | ';'));
    let strip = |(kind, roles): &(FieldKind, &[&str])| {
        let before = roles.iter().filter_map(|role| words.strip_suffix(role)).min_by_key(|before| before.len())?;
        Some((*kind, before))
    };
    let (kind, before) = UNIT_ROLE_WORDS.iter().filter_map(strip).min_by_key(|(_, before)| before.len())?;
    Some((kind, before.trim_end_matches(is_space)))
}

/// `甲（牵头）` → the name and its role.
pub(super) fn bracketed_role(words: &str) -> Option<(&str, FieldKind)> {
    let inner = words.strip_suffix(['）', ')', ']', '】', '〕'])?;
    let open = inner.rfind(['（', '(', '[', '【', '〔'])?;
    let role = inner[open..].trim_start_matches(['（', '(', '[', '【', '〔']);
    let role = role.strip_suffix("单位").or_else(|| role.strip_suffix("部门")).or_else(|| role.strip_suffix("科室")).unwrap_or(role);
    match strip_role(role) {
        Some((kind, "")) => Some((words[..open].trim_end(), kind)),
        _ => None,
    }
}

/// `words` without the 等… at its end, and its length with it.
pub(super) fn without_others(words: &str) -> (&str, usize) {
    let listed = words.len();
    let Some(at) = words.rfind('等') else { return (words, listed) };
    let mut rest = &words[at + '等'.len_utf8()..];
    while let Some(after) = AND_OTHERS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    if rest.is_empty() { (words[..at].trim_end(), listed) } else { (words, listed) }
}

/// `words` without a conjunction at its beginning.
pub(super) fn strip_conjunction(words: &str) -> &str {
    if let Some(rest) = words.strip_prefix("以及").or_else(|| words.strip_prefix('及')) {
        return rest;
    }
    if PLACES_WITH_HE.iter().any(|place| words.starts_with(place)) {
        return words;
    }
    words.strip_prefix(['和', '与']).unwrap_or(words)
}

/// Parts a name at 和, 及, 以及 and 与 where whole names stand on both sides (宣传和统战科 stays).
pub(super) fn conjoined(name: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for (at, character) in name.char_indices() {
        match character {
            '（' | '(' | '《' | '“' | '【' | '〔' => depth += 1,
            '）' | ')' | '》' | '”' | '】' | '〕' => depth = depth.saturating_sub(1),
            '和' | '及' | '与' | '暨' | '/' | '／' | '兼' if depth == 0 && at > start => {
                let left = name[start..at].trim_end_matches('以');
                let right_start = at + character.len_utf8();
                let right = &name[right_start..];
                // 县财政局和县妇联 names no 和县: nothing goes on behind 局.
                let place =
                    character == '和' && !has_ending(left, &UNITS) && PLACES_WITH_HE.iter().any(|place| name[at..].starts_with(place));
                if !place && is_whole(left) && is_whole(without_others(right).0) && both_or_neither_bare(left, right) {
                    names.push(start..start + left.trim_end().len());
                    start = right_start;
                }
            }
            _ => {}
        }
    }
    names.push(start..name.len());
    names
}

fn is_whole(name: &str) -> bool {
    let bare = without_bracket(name.trim());
    // 各系（部）
    if bare.starts_with('各') && has_ending(bare, &ANY_UNITS) {
        return true;
    }
    let place = bare.ends_with(['市', '县', '镇', '乡', '村', '厂']) || bare.ends_with("党员") || bare.ends_with("职工");
    has_ending(bare, &UNITS) || (place && bare.chars().count() > 1)
}

fn both_or_neither_bare(left: &str, right: &str) -> bool {
    !BARE_BODIES.contains(&left) || BARE_BODIES.contains(&right)
}
