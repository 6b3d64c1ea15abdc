//! Names that one 各 holds together: 各省、自治区、直辖市人民政府.

use std::ops::Range;

use crate::fields::piece::{Piece, pieces};
use crate::fields::unit_words::{BUREAUS, PLACE_BODIES, PLACE_LEVELS};

/// The first of `pieces`, or several where 各 governs them all: 各省、自治区、直辖市人民政府.
pub(super) fn places_together(text: &str, pieces: &[Piece]) -> (Range<usize>, usize) {
    let mut range = pieces[0].range.clone();
    let mut count = 1;
    let Some(mut rest) = text[range.clone()].find('各').map(|at| &text[range.start + at + '各'.len_utf8()..range.end]) else {
        return (range, 1);
    };
    // 市直各委、办、局; a farm is never alone: 各办事处、场.
    let called = |words: &str| BUREAUS.contains(&rest) && BUREAUS.contains(&words) || words == "场";
    while let Some(next) = pieces.get(count).filter(|next| next.after == '、' && called(&text[next.range.clone()])) {
        range.end = next.range.end;
        count += 1;
    }
    if count > 1 {
        return (range, count);
    }
    while PLACE_LEVELS.contains(&without_bracket(rest)) {
        let Some(next) = pieces.get(count).filter(|next| next.after == '、') else { break };
        let words = &text[next.range.clone()];
        let Some(body) = PLACE_LEVELS.iter().find_map(|level| words.strip_prefix(level)) else { break };
        let body = without_bracket(body);
        let governed =
            body.is_empty() || PLACE_BODIES.iter().any(|ending| body.ends_with(ending)) && !body.starts_with(['直', '级', '属', '委']);
        if !governed {
            break;
        }
        range.end = next.range.end;
        count += 1;
        rest = words;
    }
    (range, count)
}

/// How many of the `names` belong together under the 各 of the first one.
pub(in crate::fields) fn names_together(names: &[&str]) -> usize {
    let text = names.join("、");
    let pieces = pieces(&text, 0..text.len());
    if pieces.len() == names.len() { places_together(&text, &pieces).1 } else { 1 }
}

/// `words` without a bracket at its beginning or end.
pub(super) fn without_bracket(words: &str) -> &str {
    let words = match (words.starts_with(['（', '(']), words.find(['）', ')'])) {
        (true, Some(close)) => words[close..].trim_start_matches(['）', ')']),
        _ => words,
    };
    match (words.ends_with(['）', ')']), words.find(['（', '('])) {
        (true, Some(open)) => &words[..open],
        _ => words,
    }
}
