//! A deadline's words → dates that are right, or the word that they are unknown.
//!
//! A value is read as parts between stops (，；), each a date, range or list, a count from the issue date, an event, a
//! recurrence, or 长期 and 立即. Every part must be understood to its last character; else the whole is `unresolved`,
//! for a wrong date is worse than none. What words mean is fixed in design.md, section 5.

mod calendar;
mod clock;
mod cursor;
mod dated;
mod hanging;
mod lexicon;
mod lunar;
mod moment;
mod recurring;
mod resolve;
mod tail;
mod token;
mod vocabulary;
mod yearly;

use std::cell::RefCell;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::notice::{Deadline, DeadlineKind};
use crate::numeral;

use super::kept::Kept;

use clock::Clock;
use dated::{Dated, Piece, Shape};

use resolve::Fault;
use vocabulary::{DEPENDS, MASKS, SETTLED, VAGUE};

/// What a deadline is read against; never the clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct DeadlineContext {
    /// The notice's year, by its number, title or issue date.
    pub year: Option<i16>,
    /// 成文日期.
    pub issued: Option<Date>,
}

/// Reads a deadline's words, in Simplified characters: the whole of a field's value. Spaces, quotes and the width of
/// characters don't matter, nor do stops at either end.
///
/// A value whose year nobody knows keeps its type, with `start` and `end` empty.
pub fn read_deadline(words: &str, context: DeadlineContext) -> Deadline {
    read(words, context, |reading| reading.deadline.clone()).unwrap_or_else(Deadline::unresolved)
}

/// Whether words are a deadline and nothing else: they can be read, or are a known way of not saying when.
pub fn looks_like_deadline(words: &str) -> bool {
    // (2.1) and (十一) are markers, 3.5 is a figure.
    let figures = |character: char| numeral::is_numeral(character) || character.is_ascii_punctuation();
    if words.chars().all(figures) && !words.as_bytes().windows(5).any(|five| five.starts_with(b"20") && !five[4].is_ascii_digit()) {
        return false;
    }
    // A year, so that 11年6月底 can be read.
    read(words, DeadlineContext { year: Some(2011), issued: None }, |reading| {
        (reading.deadline.is_some() || reading.vague || reading.impossible) && !reading.running
    })
}

/// Whether a weekday stands beside a date that is another day's (2011年3月25日（星期四）). The date is still read.
pub fn weekday_disagrees(words: &str, context: DeadlineContext) -> bool {
    read(words, context, |reading| reading.weekday_disagrees)
}

/// Whether words name a day or month that no calendar has (2月30日, 13月, 29 February of a common year).
pub fn impossible_date(words: &str, context: DeadlineContext) -> bool {
    read(words, context, |reading| reading.impossible)
}

/// What the words come to.
#[derive(Debug, Clone, Default)]
struct Reading {
    /// `None` for unresolved.
    deadline: Option<Deadline>,
    /// It is a deadline that says no time.
    vague: bool,
    weekday_disagrees: bool,
    impossible: bool,
    /// A period and what happens in it (一季度考核优秀单位): a deadline only where a label says so.
    running: bool,
}

/// What the parts of a value come to, before they are put together.
#[derive(Debug, Default)]
struct Parts {
    pieces: Vec<Piece>,
    others: Vec<Deadline>,
    standing: bool,
    immediate: bool,
    running: bool,
}

/// Notices whose readings are kept at most, by what they are read against.
const MOST_CONTEXTS: usize = 256;

thread_local! {
    static KEPT: RefCell<FxHashMap<DeadlineContext, Kept<Reading>>> = RefCell::default();
}

/// Reads `words`, or finds what they were read as before, and gives what `wanted` takes from it.
fn read<T>(words: &str, context: DeadlineContext, wanted: impl Fn(&Reading) -> T) -> T {
    let kept = KEPT.with_borrow(|kept| kept.get(&context)?.get(words).map(&wanted));
    kept.unwrap_or_else(|| {
        let reading = read_anew(words, context);
        let result = wanted(&reading);
        KEPT.with_borrow_mut(|kept| {
            if kept.len() >= MOST_CONTEXTS {
                kept.clear();
            }
            kept.entry(context).or_default().keep(words, reading);
        });
        result
    })
}

fn read_anew(words: &str, context: DeadlineContext) -> Reading {
    let Some(cleaned) = token::clean(words).filter(|cleaned| !cleaned.is_empty()) else { return Reading::default() };
    if is_vague(&cleaned) || is_masked(&cleaned) {
        return Reading { vague: true, ..Reading::default() };
    }
    let mut parts = Parts::default();
    let mut before = None;
    for part in cleaned.split([',', ';']).filter(|part| !part.is_empty()) {
        match read_part(part, before.as_ref(), context, &mut parts) {
            Some(Ok(days)) => before = days.or(before),
            Some(Err(Fault::Impossible)) => return Reading { impossible: true, ..Reading::default() },
            Some(Err(Fault::Unclear)) => return Reading { vague: true, ..Reading::default() },
            None => return Reading::default(),
        }
    }
    let weekday_disagrees = parts.pieces.iter().any(|piece| piece.weekday_disagrees);
    let running = parts.running;
    let deadline = put_together(parts, context);
    let vague = deadline.is_none();
    Reading { deadline, vague, weekday_disagrees, impossible: false, running }
}

/// Reads one part of a value. `None`: it is not understood.
fn read_part(
    part: &str,
    before: Option<&resolve::Days>,
    context: DeadlineContext,
    parts: &mut Parts,
) -> Option<Result<Option<resolve::Days>, Fault>> {
    // Quotes tell “十一” from eleven; to the words around dates they mean nothing.
    let plain = part.replace('"', "");
    let (bare, _) = tail::without_prefix(&plain);
    if is_vague(&plain) || is_vague(bare) {
        return Some(Err(Fault::Unclear));
    }
    if tail::is_standing(bare) {
        parts.standing = true;
        return Some(Ok(None));
    }
    if tail::is_immediate(bare) {
        parts.immediate = true;
        return Some(Ok(None));
    }
    if let Some(found) = recurring::recurring(part, context) {
        parts.others.push(found.deadline);
        parts.standing |= found.tail.standing;
        return Some(Ok(None));
    }
    let mut fault = None;
    match dated::dated(part, before, context) {
        Some(Ok(Dated { pieces, last, tail })) => {
            parts.running |= tail.governed && pieces.iter().any(|piece| piece.shape != Shape::By);
            parts.pieces.extend(pieces);
            parts.standing |= tail.standing;
            return Some(Ok(Some(last)));
        }
        Some(Err(Fault::Impossible)) => return Some(Err(Fault::Impossible)),
        Some(Err(unclear)) => fault = Some(Err(unclear)),
        None => {}
    }
    if let Some(found) = hanging::hanging(&plain, context) {
        parts.others.push(found.deadline);
        parts.standing |= found.tail.standing;
        return Some(Ok(None));
    }
    // 6月底前完成，报送党办: words without a time of their own say no other.
    let said = !parts.pieces.is_empty() || !parts.others.is_empty() || parts.standing || parts.immediate;
    if fault.is_none()
        && said
        && let Some(tail) = tail::tail(&plain)
    {
        parts.standing |= tail.standing;
        return Some(Ok(None));
    }
    fault
}

/// One deadline of all parts; `None` where they do not go together.
fn put_together(parts: Parts, context: DeadlineContext) -> Option<Deadline> {
    let Parts { pieces, mut others, standing, immediate, running: _ } = parts;
    match (pieces.as_slice(), others.len()) {
        ([], 0) if immediate => {
            let mut deadline = Deadline::of_kind(DeadlineKind::Immediate);
            deadline.start = context.issued.map(|day| day.to_string());
            deadline.anchor = Some(ISSUE.to_owned());
            Some(deadline)
        }
        ([], 0) => standing.then(|| Deadline::of_kind(DeadlineKind::Standing)),
        ([], 1) => others.pop(),
        ([piece], 0) => Some(one(piece, standing)),
        // 自4月起，每月5日前
        ([Piece { shape: Shape::Since | Shape::SinceIssue, start, assumed, .. }], 1) => {
            others.pop().filter(|other| other.kind == DeadlineKind::Recurring && other.start.is_none()).map(|mut other| {
                other.start = start.map(|day| day.to_string());
                other.year_assumed = *assumed;
                other
            })
        }
        ([_, _, ..], 0) => list(&pieces),
        _ => None,
    }
}

/// What a deadline counted from the issue date names as its anchor.
const ISSUE: &str = "issue";

fn one(piece: &Piece, standing: bool) -> Deadline {
    let kind = match piece.shape {
        Shape::By => DeadlineKind::By,
        Shape::Since | Shape::SinceIssue if standing => DeadlineKind::Standing,
        Shape::Range | Shape::Since => DeadlineKind::Range,
        Shape::SinceIssue => DeadlineKind::Immediate,
        Shape::Event(_) => DeadlineKind::Event,
    };
    let mut deadline = Deadline::of_kind(kind);
    deadline.start = piece.start.map(|day| day.to_string());
    deadline.end = due(piece);
    deadline.year_assumed = piece.assumed;
    deadline.approximate = piece.approximate || matches!(piece.clock, Some(Clock::Loose));
    deadline.anchor = match &piece.shape {
        Shape::Event(event) => Some(event.clone()),
        _ => piece.from_issue.then(|| ISSUE.to_owned()),
    };
    deadline
}

fn due(piece: &Piece) -> Option<String> {
    let day = piece.end?;
    Some(match piece.clock {
        Some(Clock::At(hour, minute)) => format!("{day}T{hour:02}:{minute:02}"),
        _ => day.to_string(),
    })
}

/// Due dates that must follow one another: where they do not, a year was left out.
fn list(pieces: &[Piece]) -> Option<Deadline> {
    if pieces.iter().any(|piece| !matches!(piece.shape, Shape::By | Shape::Range)) {
        return None;
    }
    let mut deadline = Deadline::of_kind(DeadlineKind::List);
    let dates: Vec<String> = pieces.iter().filter_map(due).collect();
    if !dates.is_sorted_by(|one, other| one < other) {
        return None;
    }
    deadline.approximate = pieces.iter().any(|piece| piece.approximate);
    // Half a list would read as a whole one.
    if dates.len() == pieces.len() {
        deadline.end = dates.last().cloned();
        deadline.year_assumed = pieces.iter().any(|piece| piece.assumed);
        deadline.anchor = pieces.iter().any(|piece| piece.from_issue).then(|| ISSUE.to_owned());
        deadline.dates = dates;
    }
    Some(deadline)
}

fn is_vague(words: &str) -> bool {
    const LONGEST: usize = 60;
    let depends = || {
        words.len() <= LONGEST
            && DEPENDS.iter().any(|beginning| words.starts_with(beginning))
            && SETTLED.iter().any(|end| words.ends_with(end))
            && !words.contains(|character: char| character.is_ascii_digit())
    };
    VAGUE.contains(&words) || depends()
}

/// Whether a figure of the date is still open: 20**年, 2011年×月×日.
fn is_masked(words: &str) -> bool {
    let mut before = None;
    words.chars().any(|character| {
        let masked = before.is_some_and(|before| MASKS.contains(&before)) && matches!(character, '年' | '月' | '日')
            || MASKS.contains(&character) && before.is_some_and(numeral::is_numeral);
        before = Some(character);
        masked
    })
}
