//! Dates, ranges and lists of them: `6月底、12月底前各一次`, `2010年7月初—7月上旬`.

use jiff::civil::Date;

use crate::numeral;

use super::DeadlineContext;
use super::clock::Clock;
use super::cursor::Cursor;
use super::hanging;
use super::lexicon::Word;
use super::moment::{Edge, Extent, Moment, MonthWritten, YearWritten, moment};
use super::resolve::{Days, Fault, days};
use super::tail::{Tail, tail, without_prefix};
use super::token::tokens;

/// What stands after a moment and says how it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Before,
    Within,
    During,
    Until,
    From,
    After,
    Around,
}

#[derive(Debug, Clone, Copy)]
enum Left {
    Issue,
    At(Moment),
}

#[derive(Debug, Clone)]
enum Right {
    At(Moment),
    Event(String),
}

/// One date or range as written.
#[derive(Debug, Clone)]
pub(super) struct Item {
    left: Left,
    right: Option<Right>,
    mark: Mark,
    words: String,
}

/// What a piece of a deadline comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Due by its end.
    By,
    /// From start to end.
    Range,
    /// From its start on.
    Since,
    /// From the issue date on.
    SinceIssue,
    /// Until something undated.
    Event(String),
}

/// One date or range, resolved.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it comes to.
    pub shape: Shape,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Time of day of the end.
    pub clock: Option<Clock>,
    /// The year is the notice's.
    pub assumed: bool,
    /// Counted from the issue date.
    pub from_issue: bool,
    /// Rests on an assumption.
    pub approximate: bool,
    /// A weekday stands beside it that is another day's.
    pub weekday_disagrees: bool,
}

/// What a part of the value between two stops says.
#[derive(Debug)]
pub(super) struct Dated {
    /// Its dates, in their order.
    pub pieces: Vec<Piece>,
    /// Its last moment, from which the next part inherits.
    pub last: Days,
    /// What stood after the dates.
    pub tail: Tail,
}

/// Reads one part of a value, whole; `None` where it is nothing of the kind.
pub(super) fn dated(words: &str, before: Option<&Days>, context: DeadlineContext) -> Option<Result<Dated, Fault>> {
    let (words, until) = without_prefix(words);
    let found = tokens(words);
    let mut cursor = Cursor::new(words, &found);
    let mut items = vec![item(&mut cursor)?];
    loop {
        let mut there = cursor;
        if !there.take(Word::And) {
            break;
        }
        let Some(next) = item(&mut there) else { break };
        items.push(next);
        cursor = there;
    }
    let tail = tail(cursor.rest())?;
    if until && let [Item { right: None, mark: mark @ Mark::None, .. }] = items.as_mut_slice() {
        *mark = Mark::Until;
    }
    settle(&mut items);
    // A number without any unit is no date.
    if matches!(items.first(), Some(Item { left: Left::At(Moment { extent: Extent::Bare(_), .. }), .. })) {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last = before.copied();
    for item in &items {
        let (piece, days) = match resolve(item, last.as_ref(), context) {
            Ok(resolved) => resolved,
            Err(fault) => return Some(Err(fault)),
        };
        last = Some(days);
        pieces.push(piece);
    }
    Some(Ok(Dated { pieces, last: last?, tail }))
}

/// Reads one date or range and goes past it.
pub(super) fn item(cursor: &mut Cursor) -> Option<Item> {
    let mut there = *cursor;
    let whole = there.rest();
    let left = if there.take(Word::Issue) { Left::Issue } else { Left::At(moment(&mut there)?) };
    let mut mark = mark(&mut there);
    let mut right = None;
    let mut after = there;
    if matches!(mark, Mark::None | Mark::From) && after.take_dash() {
        if let Some(end) = moment(&mut after) {
            there = after;
            right = Some(Right::At(end));
            mark = self::mark(&mut there);
        } else if let Some(event) = hanging::event_at_end(after.rest()) {
            right = Some(Right::Event(event));
            there = Cursor::new("", &[]);
            mark = Mark::None;
        }
    }
    let words = whole.strip_suffix(there.rest()).unwrap_or(whole).to_owned();
    *cursor = there;
    Some(Item { left, right, mark, words })
}

fn mark(cursor: &mut Cursor) -> Mark {
    let mark = match cursor.peek() {
        Some(Word::Before) => Mark::Before,
        Some(Word::Within) => Mark::Within,
        Some(Word::During) => Mark::During,
        Some(Word::Until) => Mark::Until,
        Some(Word::From) => Mark::From,
        Some(Word::After) => Mark::After,
        Some(Word::Around) => Mark::Around,
        _ => return Mark::None,
    };
    cursor.advance();
    // 期间内, 12月底前止
    if matches!(mark, Mark::Before | Mark::During | Mark::Within) {
        let _ = cursor.take(Word::Until) || mark == Mark::During && cursor.take(Word::Within);
    }
    mark
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Quarter,
    Month,
    Day,
}

/// The unit that a moment begins with.
fn leading(moment: &Moment) -> Option<Unit> {
    if moment.year != YearWritten::Unsaid {
        return Some(Unit::Year);
    }
    if moment.month != MonthWritten::Unsaid || moment.extent == Extent::NoMonth {
        return Some(Unit::Month);
    }
    match moment.extent {
        Extent::Quarter(_) => Some(Unit::Quarter),
        Extent::Day(_) => Some(Unit::Day),
        _ => None,
    }
}

/// The unit that a moment ends with.
fn ending(moment: &Moment) -> Option<Unit> {
    match moment.extent {
        Extent::Year => Some(Unit::Year),
        Extent::Quarter(_) => Some(Unit::Quarter),
        Extent::Month => Some(Unit::Month),
        Extent::Day(_) => Some(Unit::Day),
        _ => None,
    }
}

/// Gives a bare number the unit of its neighbour.
fn fill(moment: &mut Moment, unit: Option<Unit>) {
    let Extent::Bare(value) = moment.extent else { return };
    let small = i8::try_from(value).ok();
    let said = moment.year != YearWritten::Unsaid;
    let month_said = moment.month != MonthWritten::Unsaid;
    match unit {
        Some(Unit::Year) if !said && !month_said && (1900..=2100).contains(&value) => {
            moment.year = i16::try_from(value).map_or(YearWritten::Unsaid, YearWritten::Said);
            moment.extent = Extent::Year;
        }
        Some(Unit::Quarter) if !month_said => {
            if let Some(quarter) = small.filter(|quarter| (1..=4).contains(quarter)) {
                moment.extent = Extent::Quarter(quarter);
            }
        }
        Some(Unit::Month) if !month_said => match small.filter(|month| (1..=12).contains(month)) {
            Some(month) => (moment.month, moment.extent) = (MonthWritten::Said(month), Extent::Month),
            None => moment.extent = Extent::NoMonth,
        },
        Some(Unit::Day) => moment.extent = Extent::Day(value),
        _ => {}
    }
}

/// Fills in what items share: units from right to left (3、6月), then from left to right (2011.3-12), and a closing 前.
fn settle(items: &mut [Item]) {
    let mut unit = None;
    for item in items.iter_mut().rev() {
        if let Some(Right::At(end)) = &mut item.right {
            fill(end, unit);
            unit = leading(end);
        }
        if let Left::At(moment) = &mut item.left {
            fill(moment, unit);
            unit = leading(moment);
        }
    }
    let mut unit = None;
    for item in items.iter_mut() {
        if let Left::At(moment) = &mut item.left {
            fill(moment, unit);
            unit = ending(moment);
        }
        if let Some(Right::At(end)) = &mut item.right {
            fill(end, unit);
            unit = ending(end);
        }
    }
    if let Some(Mark::Before) = items.last().map(|item| item.mark) {
        for item in items.iter_mut().filter(|item| item.mark == Mark::None) {
            item.mark = Mark::Before;
        }
    }
}

/// What `item` comes to, and its last moment.
fn resolve(item: &Item, before: Option<&Days>, context: DeadlineContext) -> Result<(Piece, Days), Fault> {
    let left = match &item.left {
        Left::Issue => Days::issue(context),
        Left::At(moment) => days(moment, before, context)?,
    };
    match (&item.left, &item.right) {
        (_, Some(Right::Event(event))) => Ok((piece(Shape::Event(event.clone()), left.first, None, &left), left)),
        (from, Some(Right::At(end))) => {
            let right = days(end, Some(&left), context)?;
            if right.open || !matches!(item.mark, Mark::None | Mark::Before | Mark::Within | Mark::During | Mark::Until) {
                return Err(Fault::Unclear);
            }
            // A clock time where the range begins would be lost.
            if matches!(from, Left::At(Moment { clock: Some(_), .. })) {
                return Err(Fault::Unclear);
            }
            let last = if item.mark == Mark::Before { day_before(end, right.last) } else { right.last };
            if let (Some(first), Some(last)) = (left.first, last)
                && last < first
            {
                return Err(Fault::Unclear);
            }
            let mut found = piece(Shape::Range, left.first, last, &right);
            found.clock = end.clock;
            found.assumed |= left.assumed && left.first.is_some();
            found.from_issue |= left.from_issue;
            found.approximate |= left.approximate && !begins(item);
            found.weekday_disagrees |= left.weekday_disagrees;
            Ok((found, right))
        }
        (Left::Issue, None) => match item.mark {
            Mark::From => Ok((piece(Shape::SinceIssue, left.first, None, &left), left)),
            _ => Err(Fault::Unclear),
        },
        (Left::At(moment), None) => Ok((alone(moment, item, &left)?, left)),
    }
}

/// 7月初 as the beginning of a range is the first of the month, without an assumption.
fn begins(item: &Item) -> bool {
    matches!(&item.left, Left::At(Moment { edge: Edge::Begin, presumed: false, .. }))
}

fn alone(moment: &Moment, item: &Item, days: &Days) -> Result<Piece, Fault> {
    let named = matches!(moment.extent, Extent::Named(_));
    let daily = moment.extent.is_one_day();
    let by = |end| {
        if days.open {
            return Err(Fault::Unclear);
        }
        let mut found = piece(Shape::By, None, end, days);
        found.clock = moment.clock;
        Ok(found)
    };
    match item.mark {
        Mark::Before => {
            let mut found = by(day_before(moment, days.last))?;
            // 2015年前 is read as the rest of the list is; some writers mean the year before.
            found.approximate |= moment.extent == Extent::Year && moment.edge == Edge::Whole;
            Ok(found)
        }
        // 三月内 may be March or three months; 6月内 is June.
        Mark::Within
            if moment.extent == Extent::Month
                && item.words.starts_with(|first: char| !first.is_ascii() && numeral::is_numeral(first))
                && moment.year == YearWritten::Unsaid =>
        {
            Err(Fault::Unclear)
        }
        Mark::Within | Mark::Until => by(days.last),
        Mark::None if daily || moment.edge == Edge::End => by(days.last),
        // A festival's days off differ from year to year.
        Mark::During if named => Ok(piece(Shape::Event(item.words.clone()), None, None, days)),
        Mark::None | Mark::During if !daily && !days.open => Ok(piece(Shape::Range, days.first, days.last, days)),
        Mark::From => {
            let mut found = piece(Shape::Since, days.first, None, days);
            found.approximate = days.approximate && moment.edge != Edge::Begin;
            Ok(found)
        }
        Mark::After if named => Ok(piece(Shape::Event(item.words.clone()), None, None, days)),
        _ => Err(Fault::Unclear),
    }
}

/// A named day ends the day before, everything else counts itself.
fn day_before(moment: &Moment, last: Option<Date>) -> Option<Date> {
    if matches!(moment.extent, Extent::Named(_)) && moment.clock.is_none() { last.and_then(|last| last.yesterday().ok()) } else { last }
}

fn piece(shape: Shape, start: Option<Date>, end: Option<Date>, days: &Days) -> Piece {
    Piece {
        shape,
        start,
        end,
        clock: None,
        assumed: days.assumed && (start.is_some() || end.is_some()),
        from_issue: days.from_issue,
        approximate: days.approximate,
        weekday_disagrees: days.weekday_disagrees,
    }
}

impl Item {
    /// Whether this is one whole period that a recurrence may stand in (2011年, 4月至12月), and its days.
    pub fn bounds(&self, context: DeadlineContext) -> Option<Piece> {
        let (piece, _) = resolve(self, None, context).ok()?;
        matches!(piece.shape, Shape::Range | Shape::Since).then_some(piece)
    }
}
