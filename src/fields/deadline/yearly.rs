//! What recurs in certain months and on certain days of every year.

use super::calendar::Rule;
use super::cursor::Cursor;
use super::lexicon::Word;
use super::moment::{Edge, Extent, Moment, MonthWritten, YearWritten, moment};
use super::recurring::Pattern;

/// Days and periods of a year, by their last day.
pub(super) fn in_year(cursor: &mut Cursor, mut pattern: Pattern) -> Option<Pattern> {
    if cursor.take(Word::End) {
        (pattern.months, pattern.month_days) = (vec![12], vec![31]);
        return Some(pattern);
    }
    if cursor.take(Word::Begin) {
        return Some(pattern);
    }
    let mut moments: Vec<Moment> = Vec::new();
    while let Some(found) = moment_of_year(cursor) {
        moments.push(found);
        if !cursor.take(Word::And) {
            break;
        }
    }
    // 每年3、9月
    let months_said = moments.iter().any(|moment| moment.extent == Extent::Month);
    for moment in &mut moments {
        if let Extent::Bare(value) = moment.extent
            && months_said
        {
            *moment = Moment {
                month: MonthWritten::Said(i8::try_from(value).ok().filter(|month| (1..=12).contains(month))?),
                extent: Extent::Month,
                ..*moment
            };
        }
    }
    let before = matches!(cursor.peek(), Some(Word::Before | Word::Within | Word::Until));
    let mut due = Vec::new();
    for moment in &moments {
        due.push(last_day(moment, before)?);
        pattern.clock = pattern.clock.or(moment.clock);
    }
    if pattern.clock.is_some() && moments.len() > 1 {
        return None;
    }
    let mut months: Vec<i8> = due.iter().map(|(month, _)| *month).collect();
    months.dedup();
    let days: Vec<Option<i8>> = due.iter().map(|(_, day)| *day).collect();
    let ends = due.iter().all(|(month, day)| *day == Some(month_length(*month)));
    pattern.month_days = match days.as_slice() {
        [] => Vec::new(),
        // 28 February is the month's end only three years out of four.
        [Some(_)] if ends && months == [2] => vec![-1],
        [Some(day)] => vec![*day],
        _ if days.iter().all(Option::is_none) => Vec::new(),
        _ if ends => vec![-1],
        [Some(first), others @ ..] if others.iter().all(|day| *day == Some(*first)) => vec![*first],
        // One month with several days; several months with days of their own are no single rule.
        _ if months.len() == 1 => days.iter().flatten().copied().collect(),
        _ => return None,
    };
    if !months.is_sorted_by(|one, other| one < other) {
        return None;
    }
    pattern.months = months;
    Some(pattern)
}

fn moment_of_year(cursor: &mut Cursor) -> Option<Moment> {
    let mut there = *cursor;
    let found =
        moment(&mut there).filter(|found| found.year == YearWritten::Unsaid || found.extent == Extent::Year && found.edge == Edge::End)?;
    // 每年1次
    if there.peek() == Some(Word::Times) || matches!(found.extent, Extent::Bare(_)) && there.peek() != Some(Word::And) {
        return None;
    }
    *cursor = there;
    Some(found)
}

fn month_length(month: i8) -> i8 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Month and day on which a moment of any year ends; no day for a bare month, whose day is left open.
fn last_day(moment: &Moment, before: bool) -> Option<(i8, Option<i8>)> {
    let month = match moment.month {
        MonthWritten::Said(month) => month,
        MonthWritten::Unsaid => 12,
        MonthWritten::OfIssue(_) => return None,
    };
    let end = |month: i8| Some((month, Some(month_length(month))));
    match (moment.extent, moment.edge) {
        (Extent::Year, Edge::End) => end(12),
        (Extent::Half(half), Edge::Whole | Edge::End) => end(half * 6),
        (Extent::Quarter(quarter), Edge::Whole | Edge::End) => end(quarter * 3),
        (Extent::Month, Edge::End) => end(month),
        (Extent::Month, Edge::Whole) if before => end(month),
        (Extent::Month, Edge::Whole) => Some((month, None)),
        (Extent::Days(_, 31), _) => end(month),
        (Extent::Days(_, last), _) => Some((month, Some(last))),
        (Extent::Day(day), _) if moment.month != MonthWritten::Unsaid => {
            let day = i8::try_from(day).ok().filter(|day| (1..=month_length(month)).contains(day))?;
            // 28 February is meant as such; the rule for the month's end is another.
            (month != 2 || day < 28).then_some((month, Some(day)))
        }
        (Extent::Named(named), _) => match named.rule {
            Rule::Fixed(month, day) if !before => Some((month, Some(day))),
            Rule::Fixed(1, 1) => Some((12, Some(31))),
            Rule::Fixed(month, 1) => Some((month - 1, Some(month_length(month - 1)))),
            Rule::Fixed(month, day) => Some((month, Some(day - 1))),
            Rule::Lunar(..) | Rule::ClearAndBright => None,
        },
        _ => None,
    }
}
