//! Where the first words of an item end, and what of them is a note.

use super::{End, LONGEST, begins_field, words};

/// What opens a note behind a heading, and what closes it.
const OPENING: [char; 5] = ['（', '(', '【', '〔', '['];
const CLOSING: [char; 5] = ['）', ')', '】', '〕', ']'];

/// Length of the words up to the first stop outside quotation marks and brackets.
pub(super) fn first_words(line: &str) -> (usize, End) {
    match up_to_stop(line, true) {
        // A quotation that never closes is none.
        (length, End::TooLong) if !closes(line, length) => up_to_stop(line, false),
        found => found,
    }
}

/// Whether every bracket and quotation mark that is open at `length` closes within reach.
fn closes(line: &str, length: usize) -> bool {
    const REACH: usize = 600;
    let mut depth = 0_u32;
    for (at, character) in line.char_indices().take_while(|&(at, _)| at < length + REACH) {
        match character {
            '“' | '（' | '(' | '《' | '「' | '『' | '【' | '〔' => depth += 1,
            '”' | '）' | ')' | '》' | '」' | '』' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && at >= length {
            return true;
        }
    }
    depth == 0 && !line[..length].contains('"')
}

/// Length of the brackets at the start of `words`, if they hold labelled fields or roles: （牵头单位：市民政局）.
fn field_note(words: &str) -> Option<usize> {
    const REACH: usize = 900;
    let mut depth = 0_u32;
    let close = words.char_indices().take_while(|&(at, _)| at < REACH).find(|&(_, character)| {
        if OPENING.contains(&character) {
            depth += 1;
        } else if CLOSING.contains(&character) {
            depth = depth.saturating_sub(1);
        }
        depth == 0
    })?;
    let inner = words[..close.0].trim_start_matches(OPENING);
    let labelled = inner.contains(['：', ':']) && begins_field(inner);
    let has_role = |part: &str| ["牵头", "负责", "配合"].iter().any(|role| part.ends_with(role));
    let told = inner.split(['，', ',', '；', ';']).any(has_role) && inner.contains(['，', ',', '、']);
    (labelled || told).then_some(close.0 + close.1.len_utf8())
}

pub(super) fn up_to_stop(line: &str, quoting: bool) -> (usize, End) {
    let mut depth = 0_u32;
    let mut characters = 0;
    let mut before = ' ';
    let mut inner_stop = false;
    let mut has_field_note = false;
    let is_too_long =
        |characters: usize, at: usize, depth: u32| characters > LONGEST + if depth > 0 { 20 } else { 0 } && !in_note(line, at, depth);
    let mut next = 0;
    loop {
        // Nothing ends at Han characters: they only count.
        let run = leading_han(&line[next..], LONGEST.saturating_sub(characters));
        characters += run;
        next += run * HAN_BYTES;
        let at = next;
        let Some(character) = line[at..].chars().next() else { break };
        next += character.len_utf8();
        if is_han(character) {
            characters += 1;
            before = character;
            if is_too_long(characters, at, depth) {
                return (at, End::TooLong);
            }
            continue;
        }
        if run > 0 {
            before = A_HAN;
        }
        if quoting
            && depth == 0
            && OPENING.contains(&character)
            && let Some(length) = field_note(&line[at..])
        {
            has_field_note = true;
            next = at + length;
            continue;
        }
        // The bracket of fields closes in another line: 加大宣传力度（分管领导：….
        if depth == 0 && OPENING.contains(&character) && !line[at..].contains(CLOSING) && begins_field(&line[at..]) {
            return (at, End::Line);
        }
        let after = || line[at + character.len_utf8()..].chars().next();
        match character {
            '“' | '（' | '(' | '《' | '「' | '『' | '【' | '〔' if quoting => depth += 1,
            '”' | '）' | ')' | '》' | '」' | '』' | '】' | '〕' if quoting => {
                depth = depth.saturating_sub(1);
                // A stop within the closing quotation mark ends the sentence too when a new one begins behind it.
                if depth == 0
                    && inner_stop
                    && character == '”'
                    && after().is_none_or(|next| !matches!(next, '的' | '和' | '、' | '，' | '。' | '与' | '这'))
                    && at < 12
                {
                    return (at, End::Stop);
                }
                inner_stop = false;
            }
            '。' | '？' | '！' | '?' | '!' if depth == 0 => return (at, End::Stop),
            '。' => inner_stop = true,
            // Half-width typists end their sentences with a point.
            '.' if depth == 0 && is_full_stop(before, after()) => return (at, End::Stop),
            ':' | '：' if depth == 0 && before.is_ascii_digit() && after().is_some_and(|next| next.is_ascii_digit()) => {}
            '：' | ':' if depth == 0 => return (at, End::Colon),
            '；' | ';' if depth == 0 => return (at, End::Semicolon),
            _ => {}
        }
        if !character.is_whitespace() {
            characters += 1;
            before = character;
        }
        if is_too_long(characters, at, depth) {
            return (at, End::TooLong);
        }
    }
    let length = line.trim_end().len();
    // Notes of fields were left out of the count.
    let characters = if !has_field_note { characters } else { line.chars().filter(|character| !character.is_whitespace()).count() };
    if characters > LONGEST && without_note(&line[..length]) == length {
        return (length, End::TooLong);
    }
    (length, End::Line)
}

/// Whether a point between these two characters ends a sentence: 落实责任.各单位, but not 2.5 or No.3.
fn is_full_stop(before: char, after: Option<char>) -> bool {
    (is_han(before) || matches!(before, ')' | '）' | '”' | '"'))
        && after.is_none_or(|next| is_han(next) || next.is_whitespace() || next == '“')
}

pub(super) fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&character)
}

/// Bytes of a character that [`is_han`].
pub(super) const HAN_BYTES: usize = 3;
/// One of them, where it is all the same which.
const A_HAN: char = '一';

/// How many characters that are [`is_han`] the words begin with; they are counted up to `most`.
pub(super) fn leading_han(words: &str, most: usize) -> usize {
    let (characters, _) = words.as_bytes().as_chunks::<HAN_BYTES>();
    // U+3400 is E3 90 80, and U+9FFF E9 BF BF.
    characters.iter().take(most).take_while(|[lead, second, _]| matches!(lead, 0xE4..=0xE9) || *lead == 0xE3 && *second >= 0x90).count()
}

/// Whether the place stands in brackets that do not count to the title's length.
fn in_note(line: &str, at: usize, depth: u32) -> bool {
    depth > 0 && line[..at].rfind(OPENING).is_some_and(|open| at - open < 180 && line[..open].chars().count() <= LONGEST)
}

/// Length of a heading without the dates, units or persons in brackets behind it.
pub(super) fn without_note(words: &str) -> usize {
    let trimmed = words.trim_end();
    if trimmed.ends_with(CLOSING)
        && let Some(open) = trimmed.rfind(OPENING)
        && is_note(&trimmed[open..])
    {
        return trimmed[..open].trim_end().len();
    }
    trimmed.len()
}

/// Whether words in brackets say when or who.
pub(super) fn is_note(bracketed: &str) -> bool {
    let dated = bracketed.contains(|character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character))
        && bracketed.contains(['年', '月', '日', '-', '－', '—', '.']);
    dated || words::NOTES.is_in(bracketed) || begins_field(bracketed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_han_characters_are_those_that_are_han() {
        for character in char::MIN..=char::MAX {
            let words = format!("{character}一");
            let expected = if is_han(character) { 2 } else { 0 };
            assert_eq!(leading_han(&words, 5), expected, "{character:?}");
        }
        assert_eq!((leading_han("一二三", 2), leading_han("一二、三", 9), leading_han("", 9)), (2, 2, 0));
    }
}
