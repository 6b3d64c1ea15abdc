//! How far labels and values reach.

use std::ops::Range;

use super::EmptyLabel;
use crate::fields::anchor::{Anchor, trimmed};
use crate::fields::label::is_space;

/// Whether there is nothing but marks, spaces and labels that have no value.
pub(super) fn only_separators_and(text: &str, range: Range<usize>, blanks: &[EmptyLabel]) -> bool {
    let mut at = range.start;
    for blank in blanks.iter().filter(|blank| range.start <= blank.label.start && blank.label.end <= range.end) {
        if !text.get(at..blank.label.start).is_some_and(only_separators) {
            return false;
        }
        let behind =
            text[blank.label.end..range.end].trim_start_matches(|character| is_space(character) || matches!(character, '：' | ':'));
        at = range.end - behind.len();
    }
    text.get(at..range.end).is_some_and(only_separators)
}

/// Whether there is nothing but marks and spaces.
pub(in crate::fields) fn only_separators(words: &str) -> bool {
    words.chars().all(|character| {
        is_space(character)
            || matches!(
                character,
                '，' | ','
                    | '；'
                    | ';'
                    | '。'
                    | '.'
                    | '、'
                    | '（'
                    | '）'
                    | '('
                    | ')'
                    | '【'
                    | '】'
                    | '〔'
                    | '〕'
                    | '['
                    | ']'
                    | '［'
                    | '］'
                    | '|'
                    | '｜'
                    | '/'
                    | '—'
                    | '－'
                    | '-'
                    | '*'
                    | '☆'
                    | '★'
                    | '●'
                    | '◆'
                    | '■'
            )
    })
}

/// Where a value ends: before a sentence stop, the end of the bracket it stands in, or `limit`.
pub(super) fn value_end(text: &str, start: usize, limit: usize) -> usize {
    let Some(words) = text.get(start..limit) else { return start };
    let mut depth = 0_u32;
    for (at, character) in words.char_indices() {
        match character {
            '（' | '(' | '〔' | '[' | '【' | '［' => depth += 1,
            '）' | ')' | '〕' | ']' | '】' | '］' if depth == 0 => return start + at,
            '）' | ')' | '〕' | ']' | '】' | '］' => depth -= 1,
            '。' | '！' | '？' | '\n' if depth == 0 => return start + at,
            _ => {}
        }
    }
    limit
}

/// Where a word begins that a colon makes a label of something else (电话：, 备注：); `None` in a clock time and after prose.
pub(super) fn other_label(text: &str, from: usize, colon: &Anchor) -> Option<usize> {
    const LONGEST_WORD: usize = 8;
    let before = text.get(from..colon.start)?;
    let after = text.get(colon.end..)?.chars().next();
    if before.ends_with(|character: char| character.is_ascii_digit()) && after.is_some_and(|character| character.is_ascii_digit()) {
        return None;
    }
    let mut start = colon.start;
    for (count, (at, character)) in before.char_indices().rev().enumerate() {
        if is_space(character) || matches!(character, '，' | ',' | '；' | ';' | '。' | '、' | '（' | '(' | '）' | ')') {
            break;
        }
        if count == LONGEST_WORD {
            return None;
        }
        start = from + at;
    }
    (start < colon.start).then_some(start)
}

/// What brackets directly inside brackets hold, and where the outermost begins.
pub(super) fn unwrapped(text: &str, inner: Range<usize>) -> (Range<usize>, usize) {
    let words = &text[inner.clone()];
    let bare = strip_pair(words);
    let lead = words.len() - words.trim_start_matches(['（', '(', '【', '〔', '[']).len();
    let start = inner.start + if bare.len() < words.len() { lead } else { 0 };
    let range = trimmed(text, start..start + bare.len());
    let outer = text[..inner.start].trim_end_matches(is_space);
    let bracket = outer.chars().next_back().map_or(0, char::len_utf8);
    (range, outer.len() - bracket)
}

/// `words` without one pair of brackets around the whole.
pub(super) fn strip_pair(words: &str) -> &str {
    let inner =
        words.strip_prefix(['（', '(', '【', '〔', '[', '［']).and_then(|words| words.strip_suffix(['）', ')', '】', '〕', ']', '］']));
    match inner {
        Some(inner) if !inner.contains(['（', '）', '(', ')', '【', '】']) => inner,
        _ => words,
    }
}
