//! What may stand before and after a date without changing it.

use crate::numeral;

use super::vocabulary::{IMMEDIATE, IMMEDIATE_TAILS, NOT_GOVERNED, PREFIXES, STANDING, STANDING_TAILS, TAILS, UNTIL_PREFIXES, VERBS};

/// The longest object a verb may govern, in bytes.
const LONGEST_OBJECT: usize = 90;

/// The longest entry of `table` that `words` begin with.
pub(super) fn longest<'a>(words: &str, table: &[&'a str]) -> Option<&'a str> {
    // The third byte tells most characters apart.
    let third = words.as_bytes().get(2);
    let may_fit = |entry: &&&str| entry.len() < 3 || entry.as_bytes().get(2) == third;
    table.iter().filter(may_fit).filter(|entry| words.starts_with(**entry)).max_by_key(|entry| entry.len()).copied()
}

/// Takes off what may stand before a date; says whether that makes a period's last day the deadline.
pub(super) fn without_prefix(words: &str) -> (&str, bool) {
    let mut rest = words;
    let mut until = false;
    loop {
        let [plain, last] = [PREFIXES, UNTIL_PREFIXES].map(|table| longest(rest, table));
        let (prefix, is_until) = match (plain, last) {
            (plain, Some(last)) if plain.is_none_or(|plain| plain.len() <= last.len()) => (last, true),
            (Some(plain), _) => (plain, false),
            _ => return (rest, until),
        };
        // 要 alone is no value.
        let Some(shorter) = rest.strip_prefix(prefix).filter(|shorter| !shorter.is_empty()) else { return (rest, until) };
        rest = shorter.strip_prefix(':').unwrap_or(shorter);
        until |= is_until;
    }
}

/// What stood after a date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tail {
    /// 并长期坚持
    pub standing: bool,
    /// A verb with an object of its own.
    pub governed: bool,
}

/// Reads what stands after a date; `None` where part of it is not understood.
pub(super) fn tail(words: &str) -> Option<Tail> {
    let mut tail = Tail::default();
    let mut rest = words;
    while !rest.is_empty() {
        let joined = longest(rest, &["并且", "并", "且", "、", "和"]).map_or(rest, |joint| &rest[joint.len()..]);
        if is_standing(joined) {
            tail.standing = true;
            return Some(tail);
        }
        if is_once_each(rest) || reaches_share(rest) {
            return Some(tail);
        }
        rest = match (longest(rest, VERBS), longest(rest, TAILS)) {
            (Some(verb), plain) if plain.is_none_or(|plain| plain.len() <= verb.len()) => {
                let governed = &rest[verb.len()..];
                // 全部清零: the first only says how.
                if longest(governed, VERBS).is_some() {
                    rest = governed;
                    continue;
                }
                let after = object(governed)?;
                tail.governed |= after.len() < governed.len();
                after
            }
            (_, Some(plain)) => &rest[plain.len()..],
            _ => return None,
        };
    }
    Some(tail)
}

/// 回收率达到90%: what is reached by then, in a share.
fn reaches_share(words: &str) -> bool {
    let Some((matter, share)) = words.split_once("达到").or_else(|| words.split_once('达')) else { return false };
    let figure = share.trim_end_matches("以上").strip_suffix('%').unwrap_or_default();
    let is_figure = !figure.is_empty() && figure.chars().all(|part| part.is_ascii_digit() || part == '.');
    is_figure
        && matter.chars().count() <= 10
        && !matter.contains(numeral::is_numeral)
        && !NOT_GOVERNED.iter().any(|word| matter.contains(word))
}

/// 各拨付一次: a short verb between 各 and 一次.
fn is_once_each(words: &str) -> bool {
    let verb = words.strip_prefix('各').and_then(|words| words.strip_suffix("一次").or_else(|| words.strip_suffix("1次")));
    verb.is_some_and(|verb| verb.chars().count() <= 4 && !verb.contains(numeral::is_numeral))
}

/// Goes past what a verb governs, up to a 并 that something follows.
pub(super) fn object(words: &str) -> Option<&str> {
    let (object, rest) = words.find('并').map_or((words, ""), |at| words.split_at(at));
    // 收回60% is no date.
    let object = object.strip_suffix('%').map_or(object, |share| share.trim_end_matches(|part: char| part.is_ascii_digit() || part == '.'));
    let plain = object.len() <= LONGEST_OBJECT
        && !object.contains(|character| numeral::is_numeral(character) && !matches!(character, '一' | '两' | 'O'))
        && !object.contains(['(', ')', '"'])
        && !NOT_GOVERNED.iter().any(|word| object.contains(word));
    let counted = longest(object, TAILS).is_some_and(|plain| plain.len() == object.len());
    (plain || counted).then_some(rest)
}

/// Whether words are 长期坚持 or the like, as a whole.
pub(super) fn is_standing(words: &str) -> bool {
    longest(words, STANDING).is_some_and(|head| is_made_of(&words[head.len()..], STANDING_TAILS))
}

/// Whether words are 立即整改 or the like, as a whole; it may be said to go on: 立行立改并长期坚持.
pub(super) fn is_immediate(words: &str) -> bool {
    let at_once = words.split_once('并').filter(|(_, after)| is_standing(after)).map_or(words, |(before, _)| before);
    longest(at_once, IMMEDIATE).is_some_and(|head| is_made_of(&at_once[head.len()..], IMMEDIATE_TAILS))
}

fn is_made_of(words: &str, table: &[&str]) -> bool {
    let mut rest = words;
    while let Some(entry) = longest(rest, table) {
        rest = &rest[entry.len()..];
    }
    rest.is_empty()
}
