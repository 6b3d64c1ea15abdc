//! A moment as written → the days it stands for.

use jiff::Span;
use jiff::civil::Date;

use super::DeadlineContext;
use super::calendar::Rule;
use super::moment::{Edge, Extent, Moment, MonthWritten, YearWritten};

/// Why a moment stands for no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No calendar has it: 2月30日, 13月.
    Impossible,
    /// It could be one day or another.
    Unclear,
}

/// The days a moment stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    /// First day; `None` where the year is unknown.
    pub first: Option<Date>,
    /// Last day; `None` where the year is unknown.
    pub last: Option<Date>,
    /// 年初: where it begins is known, but not where it ends.
    pub open: bool,
    /// Its year.
    pub year: Option<i16>,
    /// Its month.
    pub month: Option<i8>,
    /// The year is the notice's.
    pub assumed: bool,
    /// It was counted from the issue date.
    pub from_issue: bool,
    /// The date rests on an assumption.
    pub approximate: bool,
    /// The weekday beside the date is another day's.
    pub weekday_disagrees: bool,
}

impl Days {
    /// The issue date itself.
    pub fn issue(context: DeadlineContext) -> Self {
        Self {
            first: context.issued,
            last: context.issued,
            open: false,
            // What follows 即日起至 belongs to the notice's year, not to the issue date's.
            year: None,
            month: None,
            assumed: false,
            from_issue: true,
            approximate: false,
            weekday_disagrees: false,
        }
    }
}

/// The year that a notice's dates belong to.
pub(super) fn notice_year(context: DeadlineContext) -> Option<i16> {
    context.year.or(context.issued.map(Date::year))
}

/// The days of `moment`; what it does not say it inherits from the moment before it, then from the notice.
pub(super) fn days(moment: &Moment, before: Option<&Days>, context: DeadlineContext) -> Result<Days, Fault> {
    let (year, assumed) = year(moment, before, context)?;
    let mut days = Days {
        first: None,
        last: None,
        open: false,
        year,
        month: None,
        assumed,
        from_issue: false,
        approximate: moment.presumed,
        weekday_disagrees: false,
    };
    match moment.extent {
        Extent::Year => set(&mut days, year, (1, 1), (12, 31))?,
        Extent::Half(half) => set(&mut days, year, if half == 1 { (1, 1) } else { (7, 1) }, if half == 1 { (6, 30) } else { (12, 31) })?,
        Extent::Quarter(quarter) => set(&mut days, year, (quarter * 3 - 2, 1), (quarter * 3, 31))?,
        Extent::Month | Extent::Days(..) | Extent::Day(_) => in_month(&mut days, moment, before, context)?,
        Extent::Named(named) => {
            let day = named_day(named.rule, moment, &mut days, context);
            (days.first, days.last) = (day, day);
        }
        Extent::Lunar(month, of_month) => {
            let day = named_day(Rule::Lunar(month, of_month, 0), moment, &mut days, context);
            (days.first, days.last) = (day, day);
        }
        Extent::Plan(first, last) => {
            (days.first, days.last, days.assumed) = (Some(first), Some(last), false);
            days.year = Some(last.year());
        }
        Extent::QuarterOfIssue(_) | Extent::Week(_) | Extent::Weekday(..) | Extent::DayOfIssue(_) => by_issue(&mut days, moment, context)?,
        Extent::NoMonth => return Err(Fault::Impossible),
        Extent::Bare(_) => return Err(Fault::Unclear),
    }
    match (moment.edge, moment.extent) {
        (Edge::Whole, _) => {}
        (Edge::End, _) => days.first = days.last,
        (Edge::Begin, Extent::Month) => {
            days.last = days.first.and_then(|first| first.checked_add(Span::new().days(9)).ok());
            days.approximate = true;
        }
        (Edge::Middle, Extent::Month) => {
            let shifted = |number: i32| days.first.and_then(|first| first.checked_add(Span::new().days(number)).ok());
            (days.first, days.last, days.approximate) = (shifted(10), shifted(19), true);
        }
        (Edge::Begin, _) => {
            days.last = days.first;
            days.open = true;
        }
        (Edge::Middle, _) => return Err(Fault::Unclear),
    }
    if let (Some(weekday), Some(day)) = (moment.weekday, days.last) {
        days.weekday_disagrees = day.weekday() != weekday;
    }
    Ok(days)
}

fn year(moment: &Moment, before: Option<&Days>, context: DeadlineContext) -> Result<(Option<i16>, bool), Fault> {
    let of_notice = |distance: i16| {
        let year = notice_year(context).and_then(|year| year.checked_add(distance));
        (year, year.is_some())
    };
    Ok(match moment.year {
        YearWritten::Said(year) => (Some(year), false),
        YearWritten::Short(figures) => match notice_year(context) {
            Some(near) => {
                let year = near.div_euclid(100) * 100 + figures;
                if (year - near).abs() > 10 {
                    return Err(Fault::Unclear);
                }
                (Some(year), false)
            }
            None => (None, false),
        },
        YearWritten::OfNotice(distance) => of_notice(distance),
        YearWritten::Next => match before {
            Some(before) => (before.year.and_then(|year| year.checked_add(1)), before.assumed),
            // 次年1月10日前 alone: the year after the notice's.
            None => of_notice(1),
        },
        YearWritten::Unsaid => match before {
            Some(Days { year: Some(year), assumed, .. }) => (Some(*year), *assumed),
            _ => of_notice(0),
        },
    })
}

/// Sets first and last day; a `last` beyond its month's end is cut to it.
fn set(days: &mut Days, year: Option<i16>, first: (i8, i8), last: (i8, i8)) -> Result<(), Fault> {
    let Some(year) = year else { return Ok(()) };
    let month_end = Date::new(year, last.0, 1).map_err(|_| Fault::Unclear)?.days_in_month();
    days.first = Some(Date::new(year, first.0, first.1).map_err(|_| Fault::Impossible)?);
    days.last = Some(Date::new(year, last.0, last.1.min(month_end)).map_err(|_| Fault::Impossible)?);
    Ok(())
}

fn in_month(days: &mut Days, moment: &Moment, before: Option<&Days>, context: DeadlineContext) -> Result<(), Fault> {
    let month = match moment.month {
        MonthWritten::Said(month) => month,
        MonthWritten::OfIssue(distance) => {
            days.from_issue = true;
            days.assumed = false;
            let issued = context.issued.and_then(|issued| issued.first_of_month().checked_add(Span::new().months(distance)).ok());
            days.year = issued.map(Date::year);
            // Without an issue date any month will do: no date comes of it.
            issued.map_or(1, Date::month)
        }
        MonthWritten::Unsaid => before.and_then(|before| before.month).ok_or(Fault::Unclear)?,
    };
    days.month = Some(month);
    match moment.extent {
        Extent::Days(first, last) => set(days, days.year, (month, first), (month, last)),
        Extent::Day(day) => {
            // A leap year where the year is unknown.
            let longest = Date::new(days.year.unwrap_or(2000), month, 1).map_err(|_| Fault::Unclear)?.days_in_month();
            let unknown_month = matches!(moment.month, MonthWritten::OfIssue(_)) && context.issued.is_none();
            let day = i8::try_from(day)
                .ok()
                .filter(|day| *day >= 1 && (*day <= longest || unknown_month && *day <= 31))
                .ok_or(Fault::Impossible)?;
            set(days, days.year, (month, day), (month, day))
        }
        _ => set(days, days.year, (month, 1), (month, 31)),
    }
}

/// The time a named day comes round that the notice means; `None` where it could be one or another.
fn named_day(named: Rule, moment: &Moment, days: &mut Days, context: DeadlineContext) -> Option<Date> {
    if !matches!(moment.year, YearWritten::Unsaid) {
        return days.year.and_then(|year| named.in_year(year));
    }
    let in_year = days.year.and_then(|year| named.in_year(year));
    let day = match context.issued {
        Some(issued) => {
            let next = named.after(issued);
            let in_notice_year =
                notice_year(context).and_then(|year| if year > issued.year() { named.after(Date::new(year, 1, 1).ok()?) } else { next });
            // 2011年工作要点 of December 2010: 元旦 may be one or the other, 国庆 may not.
            let agreed = next.filter(|_| next == in_notice_year);
            // A fixed day of a year gone by has no next time that the notice could mean.
            agreed.filter(|day| context.year.is_none_or(|year| year >= issued.year() || Some(*day) == in_year))
        }
        None if named.is_in_winter() => None,
        None => in_year,
    };
    days.year = day.map(Date::year);
    days.assumed = day.is_some();
    day
}

fn by_issue(days: &mut Days, moment: &Moment, context: DeadlineContext) -> Result<(), Fault> {
    days.from_issue = true;
    days.assumed = false;
    let Some(issued) = context.issued else {
        days.year = None;
        return Ok(());
    };
    let shifted = |date: Date, number: i32| date.checked_add(Span::new().days(number)).map_err(|_| Fault::Unclear);
    let monday = |distance: i8| shifted(issued, i32::from(distance) * 7 - i32::from(issued.weekday().to_monday_zero_offset()));
    let (first, last) = match moment.extent {
        Extent::QuarterOfIssue(distance) => {
            let months = i32::from((issued.month() - 1) / 3 * 3) + 3 * i32::from(distance);
            let first = issued.first_of_year().checked_add(Span::new().months(months)).map_err(|_| Fault::Unclear)?;
            let last = first.checked_add(Span::new().months(2)).map_err(|_| Fault::Unclear)?;
            (first, last.last_of_month())
        }
        Extent::Week(distance) => (monday(distance)?, shifted(monday(distance)?, 6)?),
        Extent::Weekday(distance, weekday) => {
            let day = shifted(monday(distance.unwrap_or(0))?, i32::from(weekday.to_monday_zero_offset()))?;
            if distance.is_none() && day < issued {
                return Err(Fault::Unclear);
            }
            (day, day)
        }
        Extent::DayOfIssue(distance) => (shifted(issued, i32::from(distance))?, shifted(issued, i32::from(distance))?),
        _ => return Err(Fault::Unclear),
    };
    (days.first, days.last, days.year) = (Some(first), Some(last), Some(first.year()));
    Ok(())
}
