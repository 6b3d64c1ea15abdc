//! Parts a list of persons: one entry each, with the office as written.

use std::ops::Range;

use super::label::{is_han, is_space};
use super::piece::{closed, pieces, words};
use super::unit::{LONGEST_MEMBER, strip_role};
use super::unit_words::{ANY_UNITS, CONTACTS, DOUBLE_SURNAMES, OFFICES, PROSE, PROSE_CHARACTERS, PROSE_WORDS, SURNAMES};

/// A list of persons, parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PersonList {
    /// From the first person to the last; empty where there is none.
    pub value: Range<usize>,
    pub persons: Vec<String>,
    /// Nothing but ways of contact was left over.
    pub whole: bool,
}

/// Parts `region` into persons, as far as it is a list of them.
pub(super) fn read_persons(text: &str, region: Range<usize>) -> PersonList {
    let mut entries: Vec<Range<usize>> = Vec::new();
    let mut whole = true;
    'list: for piece in pieces(text, region.clone()) {
        if piece.range.len() > LONGEST_MEMBER {
            whole = false;
            break;
        }
        let mut first_word = true;
        for word in name_words(text, &piece.range) {
            let (name, contact) = without_contact(text, word);
            if !name.is_empty() {
                let words = &text[name.clone()];
                if !is_person(words) {
                    whole = false;
                    break 'list;
                }
                let joins = first_word && piece.after == '、' && bears_office(words);
                match entries.last_mut() {
                    // 党委委员、副院长周某某 is one person with two offices.
                    Some(last) if joins && is_office(&text[last.clone()]) && !text[last.clone()].starts_with('各') => last.end = name.end,
                    _ => entries.push(name),
                }
                first_word = false;
            }
            if contact {
                break 'list;
            }
        }
    }
    let value = match (entries.first(), entries.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => region.start..region.start,
    };
    let person = |range: Range<usize>| {
        let words = &text[range];
        closed(strip_role(words).map_or(words, |(_, name)| if name.is_empty() { words } else { name })).into_owned()
    };
    PersonList { value, persons: entries.into_iter().map(person).collect(), whole }
}

/// Whether `words` can be nothing else than a name, for a list that no colon vouches for.
pub(super) fn is_certain(words: &str) -> bool {
    is_name(&closed(words)) || bears_office(words)
}

/// The entries in a stretch with spaces: `王 刚` and `副院长 王刚` are one, `王刚 李敏` are two.
fn name_words(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut entries: Vec<Range<usize>> = Vec::new();
    for part in words(text, range) {
        let words = &text[part.clone()];
        let joined = entries.last_mut().filter(|last| {
            let before = &text[(*last).clone()];
            let single = before.chars().filter(|&character| !is_space(character)).count() == 1;
            (single && words.chars().count() <= 2)
                || (is_name(words) && !is_name(&closed(before)) && !bears_office(before))
                // 王刚 副院长: the office after the name.
                || (is_office(words) && is_name(&closed(before)))
        });
        match joined {
            Some(last) => last.end = part.end,
            None => entries.push(part),
        }
    }
    entries
}

/// The part of `range` before a telephone number or the like, and whether there was any.
fn without_contact(text: &str, range: Range<usize>) -> (Range<usize>, bool) {
    let words = &text[range.clone()];
    let word = words.char_indices().map(|(at, _)| at).find(|&at| CONTACTS.beginnings(&words[at..]).next().is_some());
    let number = long_number(words);
    let Some(cut) = word.into_iter().chain(number).min() else { return (range, false) };
    let kept = words[..cut]
        .trim_end_matches(|character: char| is_space(character) || matches!(character, '（' | '(' | '：' | ':' | '—' | '-' | '，'));
    (range.start..range.start + kept.len(), true)
}

/// Where a number of at least five digits begins.
fn long_number(words: &str) -> Option<usize> {
    let mut start = None;
    let mut digits = 0;
    for (at, character) in words.char_indices() {
        if character.is_ascii_digit() || ('０'..='９').contains(&character) {
            start.get_or_insert(at);
            digits += 1;
            if digits == 5 {
                return start;
            }
        } else if !matches!(character, '-' | '—' | '－') {
            start = None;
            digits = 0;
        }
    }
    None
}

/// Characters of the longest name that [`is_name`] knows.
const LONGEST_NAME: usize = 4;

/// Whether `words` are a Chinese name: a surname and one or two characters, or a masked name.
fn is_name(words: &str) -> bool {
    let length = words.chars().count();
    let surname = if DOUBLE_SURNAMES.iter().any(|surname| words.starts_with(surname)) {
        2
    } else if words.chars().next().is_some_and(|first| SURNAMES.contains(first)) {
        1
    } else {
        return false;
    };
    let given = |character| is_han(character) || matches!(character, '×' | '*' | 'X' | '某' | 'Ｘ' | '＊' | '·');
    (surname + 1..=surname + 2).contains(&length) && words.chars().all(given) && !is_office(words)
}

/// Whether `words` end with an office and name nobody.
fn is_office(words: &str) -> bool {
    let words = &*closed(words);
    OFFICES.endings(words).any(|office| {
        // 李某某主任 is a person; 办公室主任 is an office.
        let before = words[..words.len() - office.len()].trim_end_matches('副');
        before.is_empty() || !is_name_only(before)
    })
}

fn is_name_only(words: &str) -> bool {
    let ends_as_unit = ANY_UNITS.endings(words).next().is_some();
    words.chars().count() <= 3
        && words.chars().next().is_some_and(|first| SURNAMES.contains(first))
        && (!ends_as_unit || words.contains('某'))
        && words.chars().count() > 1
}

/// Whether `words` are an office with the name of its holder: 副院长周某某.
fn bears_office(words: &str) -> bool {
    let words = &*closed(words);
    let mut names = words.char_indices().rev().take(LONGEST_NAME).map(|(at, _)| at).filter(|&at| is_name(&words[at..]));
    names.any(|at| OFFICES.endings(&words[..at]).any(|office| words.rfind(office) == Some(at - office.len())))
}

fn is_person(words: &str) -> bool {
    let words = &*closed(words);
    let length = words.chars().count();
    if is_name(words) || bears_office(words) {
        return length <= 40;
    }
    let bare = strip_role(words).map_or(words, |(_, name)| name);
    if !(2..=24).contains(&length)
        || bare.is_empty()
        || words.contains(['：', ':', '。', '《', '？'])
        || length > 3 && PROSE.beginnings(words).next().is_some()
    {
        return false;
    }
    let known = ANY_UNITS.endings(bare).next().is_some() || OFFICES.endings(bare).next().is_some();
    let plain = !PROSE_CHARACTERS.is_in(words) && !words.chars().all(|character| character.is_ascii_digit());
    let wordy = PROSE_WORDS.iter().any(|word| words.contains(word));
    plain && (known || (length <= 12 && !wordy))
}
