//! One day or period as written: `2011年7月上旬`, `6.30`, `下月10日`, `国庆节`.

use jiff::civil::{Date, Weekday};

use super::calendar::NamedDay;
use super::clock::{Clock, clock};
use super::cursor::Cursor;
use super::lexicon::Word;

/// The year of a moment, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearWritten {
    /// Not at all.
    Unsaid,
    /// In figures.
    Said(i16),
    /// With its last two figures.
    Short(i16),
    /// 今年, 明年: by distance from the notice's year.
    OfNotice(i16),
    /// 次年: by the moment before it.
    Next,
}

/// The month of a moment, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MonthWritten {
    /// Not at all.
    Unsaid,
    /// By its number.
    Said(i8),
    /// 本月, 下月.
    OfIssue(i8),
}

/// What a moment takes up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Extent {
    /// The whole year.
    Year,
    /// Half of a year, 1 or 2.
    Half(i8),
    /// A quarter, 1–4.
    Quarter(i8),
    /// 本季度, 下季度.
    QuarterOfIssue(i8),
    /// The whole month.
    Month,
    /// Days of a month; 31 stands for its last.
    Days(i8, i8),
    /// One day, 1–31 or more where the writer erred.
    Day(u32),
    /// A month that no year has.
    NoMonth,
    /// A day with a name.
    Named(&'static NamedDay),
    /// Month and day of the lunar calendar.
    Lunar(i8, i8),
    /// A five-year plan.
    Plan(Date, Date),
    /// A week, by distance from the issue date's.
    Week(i8),
    /// A weekday, of a named week or (`None`) the one to come.
    Weekday(Option<i8>, Weekday),
    /// A day, by distance from the issue date.
    DayOfIssue(i8),
    /// A number whose unit stands with its neighbour.
    Bare(u32),
}

impl Extent {
    /// Whether it is a single day.
    pub fn is_one_day(self) -> bool {
        matches!(self, Self::Day(_) | Self::Lunar(..) | Self::Named(_) | Self::Weekday(..) | Self::DayOfIssue(_))
    }
}

/// Which end of the extent is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// All of it.
    Whole,
    /// 底: its last day.
    End,
    /// 初.
    Begin,
    /// 中.
    Middle,
}

/// A moment as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moment {
    /// Its year.
    pub year: YearWritten,
    /// Its month.
    pub month: MonthWritten,
    /// What it takes up.
    pub extent: Extent,
    /// Which end of that.
    pub edge: Edge,
    /// A time of day.
    pub clock: Option<Clock>,
    /// The weekday that stands beside the date.
    pub weekday: Option<Weekday>,
    /// 月底 and 周五 without 本: the writer's own is meant, most likely.
    pub presumed: bool,
}

impl Moment {
    fn of(year: YearWritten, extent: Extent) -> Self {
        Self { year, month: MonthWritten::Unsaid, extent, edge: Edge::Whole, clock: None, weekday: None, presumed: false }
    }
}

/// Reads a moment and goes past it.
pub(super) fn moment(cursor: &mut Cursor) -> Option<Moment> {
    let mut there = *cursor;
    let mut found = figures(&mut there).or_else(|| in_words(&mut there))?;
    beside(&mut there, &mut found);
    *cursor = there;
    Some(found)
}

/// `2011.6.30`, `2011-6-30`, `6.30`, `2011/6`, `20110630`.
fn figures(cursor: &mut Cursor) -> Option<Moment> {
    let mut there = *cursor;
    let Some(Word::Number(Some(first), length)) = there.peek() else { return None };
    there.advance();
    if length == 8 {
        let year = YearWritten::Said(year_number(first / 10_000)?);
        *cursor = there;
        return Some(month_day(year, first / 100 % 100, Some(first % 100)));
    }
    let stop = there.peek().filter(|word| matches!(word, Word::Dot | Word::Slash | Word::Hyphen))?;
    there.advance();
    let Some(Word::Number(Some(second), 1 | 2)) = there.peek() else { return None };
    there.advance();
    let mut third = None;
    if there.peek() == Some(stop)
        && let Some(Word::Number(Some(value), 1 | 2)) = there.ahead(1)
        && (value <= 31 || stop != Word::Hyphen)
    {
        there.take(stop);
        there.advance();
        third = Some(value);
    }
    let found = match (length, third) {
        (4, _) if second <= 12 || stop != Word::Hyphen => month_day(YearWritten::Said(year_number(first)?), second, third),
        (2, Some(_)) if stop != Word::Hyphen => month_day(YearWritten::Short(i16::try_from(first).ok()?), second, third),
        (1 | 2, None) if stop != Word::Hyphen => month_day(YearWritten::Unsaid, first, Some(second)),
        _ => return None,
    };
    // 2011.6月, 6.30日
    let unit = if matches!(found.extent, Extent::Month) { Word::Month } else { Word::Day };
    let _ = there.take(unit);
    *cursor = there;
    Some(found)
}

fn month_day(year: YearWritten, month: u32, day: Option<u32>) -> Moment {
    let Some(month) = i8::try_from(month).ok().filter(|month| (1..=12).contains(month)) else {
        return Moment::of(year, Extent::NoMonth);
    };
    Moment { month: MonthWritten::Said(month), ..Moment::of(year, day.map_or(Extent::Month, Extent::Day)) }
}

fn year_number(value: u32) -> Option<i16> {
    i16::try_from(value).ok().filter(|year| (1900..=2100).contains(year))
}

fn year(cursor: &mut Cursor) -> YearWritten {
    let mut there = *cursor;
    let read = match there.peek() {
        Some(Word::YearOf(distance)) => {
            there.advance();
            there.take(Word::Annual);
            Some(YearWritten::OfNotice(distance))
        }
        Some(Word::NextYear) => {
            there.advance();
            Some(YearWritten::Next)
        }
        Some(Word::Republic) => {
            there.advance();
            let value = there.take_number().and_then(|value| i16::try_from(value).ok()).filter(|value| (1..=189).contains(value));
            value.filter(|_| there.take(Word::Year) || there.take(Word::Annual)).map(|value| YearWritten::Said(1911 + value))
        }
        Some(Word::Number(Some(value), length)) => {
            there.advance();
            let unit = there.take(Word::Year) || there.take(Word::Annual);
            // 11年 alone may be a length of time; 11年6月 and 11年底 are not.
            let short =
                length == 2 && value < 100 && !matches!(value, 20 | 30 | 40) && matches!(there.peek(), Some(Word::Number(..) | Word::End));
            let value = i16::try_from(value).ok();
            value.filter(|_| unit).and_then(|value| match length {
                4 => year_number(u32::try_from(value).ok()?).map(YearWritten::Said),
                _ if short => Some(YearWritten::Short(value)),
                _ => None,
            })
        }
        _ => None,
    };
    match read {
        Some(read) => {
            *cursor = there;
            read
        }
        None => YearWritten::Unsaid,
    }
}

fn in_words(cursor: &mut Cursor) -> Option<Moment> {
    let year = year(cursor);
    let said = year != YearWritten::Unsaid;
    let whole = Moment::of(year, Extent::Year);
    let word = cursor.peek();
    let found = match word {
        // 年底, 2011年年底
        Some(Word::Year) if matches!(cursor.ahead(1), Some(Word::End | Word::Begin | Word::Within)) => {
            cursor.advance();
            let year = if said { year } else { YearWritten::OfNotice(0) };
            Moment { edge: edge(cursor), ..Moment::of(year, Extent::Year) }
        }
        Some(Word::Annual) if !said => {
            cursor.advance();
            Moment { edge: edge(cursor), ..Moment::of(YearWritten::OfNotice(0), Extent::Year) }
        }
        Some(Word::WholeYear) => {
            cursor.advance();
            Moment { year: if said { year } else { YearWritten::OfNotice(0) }, ..whole }
        }
        Some(Word::Half(half)) => {
            cursor.advance();
            Moment { extent: Extent::Half(half), edge: edge(cursor), ..whole }
        }
        Some(Word::QuarterOf(distance)) if !said => {
            cursor.advance();
            Moment { extent: Extent::QuarterOfIssue(distance), edge: edge(cursor), ..whole }
        }
        Some(Word::MonthOf(distance)) if !said => {
            cursor.advance();
            in_month(cursor, Moment { month: MonthWritten::OfIssue(distance), ..whole })?
        }
        // 月底
        Some(Word::Month) if !said && matches!(cursor.ahead(1), Some(Word::End | Word::LastDay | Word::Within)) => {
            cursor.advance();
            in_month(cursor, Moment { month: MonthWritten::OfIssue(0), presumed: true, ..whole })?
        }
        Some(Word::Named(day)) => {
            cursor.advance();
            cursor.take(Word::Festival);
            cursor.take(Word::Inclusive);
            Moment { extent: Extent::Named(day), ..whole }
        }
        Some(Word::Lunar) => {
            cursor.advance();
            match cursor.peek() {
                // 农历正月十五 is 元宵.
                Some(Word::Named(day)) => {
                    cursor.advance();
                    Moment { extent: Extent::Named(day), ..whole }
                }
                _ => Moment { extent: lunar_day(cursor)?, ..whole },
            }
        }
        Some(Word::Plan(first, last)) if !said => {
            cursor.advance();
            Moment { extent: Extent::Plan(first, last), edge: edge(cursor), ..whole }
        }
        Some(Word::WeekOf(distance)) if !said => {
            cursor.advance();
            match weekday(cursor) {
                Some(weekday) => Moment { extent: Extent::Weekday(Some(distance), weekday), ..whole },
                None => Moment { extent: Extent::Week(distance), ..whole },
            }
        }
        Some(Word::Week) if !said => {
            cursor.advance();
            Moment { extent: Extent::Weekday(None, weekday(cursor)?), presumed: true, ..whole }
        }
        Some(Word::DayOf(distance)) if !said => {
            cursor.advance();
            Moment { extent: Extent::DayOfIssue(distance), ..whole }
        }
        // 七月上旬—中旬
        Some(Word::Days(first, last)) if !said => {
            cursor.advance();
            Moment { extent: Extent::Days(first, last), ..whole }
        }
        Some(Word::Ordinal) => {
            cursor.advance();
            let quarter = cursor.take_small(1, 4)?;
            if !cursor.take(Word::Quarter) {
                return dashed_quarter(cursor, whole, quarter);
            }
            Moment { extent: Extent::Quarter(quarter), edge: edge(cursor), ..whole }
        }
        Some(Word::Number(Some(value), _)) => {
            cursor.advance();
            match cursor.peek() {
                Some(Word::Quarter) => {
                    cursor.advance();
                    let quarter = i8::try_from(value).ok().filter(|quarter| (1..=4).contains(quarter))?;
                    Moment { extent: Extent::Quarter(quarter), edge: edge(cursor), ..whole }
                }
                Some(Word::Month) => {
                    cursor.advance();
                    in_month(cursor, month_day(year, value, None))?
                }
                Some(Word::Day) => {
                    cursor.advance();
                    Moment { extent: Extent::Day(value), ..whole }
                }
                _ => Moment { extent: Extent::Bare(value), ..whole },
            }
        }
        // 今年, 2011年底
        _ if said => Moment { edge: edge(cursor), ..whole },
        _ => return None,
    };
    Some(found)
}

/// 三月初十, 腊月廿三日.
fn lunar_day(cursor: &mut Cursor) -> Option<Extent> {
    let month = match cursor.peek()? {
        Word::LunarMonth(month) => {
            cursor.advance();
            month
        }
        _ => cursor.take_small(1, 12).filter(|_| cursor.take(Word::Month))?,
    };
    cursor.take(Word::Begin);
    let day = cursor.take_small(1, 30)?;
    cursor.take(Word::Day);
    Some(Extent::Lunar(month, day))
}

/// 第一、二季度: the unit stands with the neighbour.
fn dashed_quarter(cursor: &mut Cursor, whole: Moment, quarter: i8) -> Option<Moment> {
    let parted = matches!(cursor.peek(), Some(Word::And | Word::To | Word::Hyphen));
    parted.then_some(Moment { extent: Extent::Bare(u32::try_from(quarter).ok()?), ..whole })
}

fn edge(cursor: &mut Cursor) -> Edge {
    let edge = match cursor.peek() {
        Some(Word::End | Word::LastDay) => Edge::End,
        Some(Word::Begin) => Edge::Begin,
        Some(Word::Middle) => Edge::Middle,
        _ => return Edge::Whole,
    };
    cursor.advance();
    edge
}

fn in_month(cursor: &mut Cursor, month: Moment) -> Option<Moment> {
    // 6月月底
    if cursor.peek() == Some(Word::Month) && matches!(cursor.ahead(1), Some(Word::End | Word::Begin)) {
        cursor.advance();
    }
    Some(match cursor.peek() {
        Some(Word::Days(first, last)) => {
            cursor.advance();
            Moment { extent: Extent::Days(first, last), ..month }
        }
        Some(Word::Number(value, _)) => {
            cursor.advance();
            // 6月30前: the unit was forgotten; 3月20-25日: it stands with the neighbour.
            let bare = !cursor.take(Word::Day) && matches!(cursor.peek(), Some(Word::To | Word::Hyphen | Word::And));
            let value = value?;
            Moment { extent: if bare { Extent::Bare(value) } else { Extent::Day(value) }, ..month }
        }
        _ => Moment { extent: Extent::Month, edge: edge(cursor), ..month },
    })
    .map(|found| if month.extent == Extent::NoMonth { Moment { extent: Extent::NoMonth, ..found } } else { found })
}

/// The number or word after 周 and 星期.
pub(super) fn weekday(cursor: &mut Cursor) -> Option<Weekday> {
    if cursor.take(Word::Day) || cursor.take(Word::Sky) {
        return Some(Weekday::Sunday);
    }
    let day = cursor.take_small(1, 7)?;
    Weekday::from_monday_one_offset(day).ok()
}

/// Weekday, 含, time of day: in brackets or without.
fn beside(cursor: &mut Cursor, moment: &mut Moment) {
    let daily = moment.extent.is_one_day() || moment.edge == Edge::End;
    loop {
        let mut there = *cursor;
        let open = there.take(Word::Open);
        let week = matches!(there.peek(), Some(Word::Week | Word::WeekOf(_)));
        if daily && week && moment.weekday.is_none() {
            there.advance();
            let Some(weekday) = weekday(&mut there) else { return };
            moment.weekday = Some(weekday);
        } else if there.take(Word::Inclusive) {
        } else if daily && !open && moment.clock.is_none() {
            let Some(clock) = clock(&mut there) else { return };
            moment.clock = Some(clock);
        } else {
            return;
        }
        if open && !there.take(Word::Close) {
            return;
        }
        *cursor = there;
    }
}
