//! When something that recurs is due for the first time.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// A recurrence rule (RFC 5545), as far as deadlines have them.
#[derive(Debug, Default)]
struct Rule {
    frequency: String,
    interval: i32,
    months: Vec<i8>,
    month_days: Vec<i8>,
    /// Weekdays, each with which of the month's is meant; 0 for all, -1 for the last.
    weekdays: Vec<(i8, Weekday)>,
    position: Option<i8>,
    hour: Option<i8>,
    minute: i8,
}

/// When a rule holds for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day.
    pub day: Date,
    /// Hour and minute, where the rule gives them.
    pub clock: Option<(i8, i8)>,
    /// The rule names the day; where it does not (每季度一次), `day` is the first of the period.
    pub is_named: bool,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

/// The longest wait for a day that a rule names: 29 February, over a century that is no leap year.
const LONGEST_WAIT: i32 = 8 * 366 + 1;

/// The first day on or after `from` on which `rrule` holds; for a rule that names no day, the first day of the week, month, quarter
/// or year that `from` stands in. `None` for a rule of another form, or one that ends before.
pub fn first_occurrence(rrule: &str, from: Date) -> Option<Occurrence> {
    let rule = Rule::read(rrule)?;
    let clock = rule.hour.map(|hour| (hour, rule.minute));
    if !rule.names_day() {
        return Some(Occurrence { day: rule.period_start(from)?, clock, is_named: false });
    }
    let mut day = from;
    for _ in 0..LONGEST_WAIT {
        if rule.holds(day) {
            return Some(Occurrence { day, clock, is_named: true });
        }
        day = day.tomorrow().ok()?;
    }
    None
}

impl Rule {
    fn read(rrule: &str) -> Option<Self> {
        let mut rule = Self { interval: 1, ..Self::default() };
        let numbers = |value: &str| value.split(',').map(|number| number.parse().ok()).collect::<Option<Vec<i8>>>();
        for (name, value) in rrule.split(';').map(|part| part.split_once('=')).collect::<Option<Vec<_>>>()? {
            match name {
                "FREQ" => rule.frequency = value.to_owned(),
                "INTERVAL" => rule.interval = value.parse().ok().filter(|interval| *interval > 0)?,
                "BYMONTH" => rule.months = numbers(value)?,
                "BYMONTHDAY" => rule.month_days = numbers(value)?,
                "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
                "BYSETPOS" => rule.position = Some(value.parse().ok()?),
                "BYHOUR" => rule.hour = Some(value.parse().ok()?),
                "BYMINUTE" => rule.minute = value.parse().ok()?,
                "BYSECOND" | "UNTIL" => {}
                _ => return None,
            }
        }
        Some(rule)
    }

    fn names_day(&self) -> bool {
        self.frequency == "DAILY" || !(self.months.is_empty() && self.month_days.is_empty() && self.weekdays.is_empty())
    }

    fn period_start(&self, from: Date) -> Option<Date> {
        match self.frequency.as_str() {
            "WEEKLY" => from.checked_sub(Span::new().days(from.weekday().to_monday_zero_offset())).ok(),
            "YEARLY" => Some(from.first_of_year()),
            "MONTHLY" => {
                // A quarter begins in January, April, July or October; two months of which nobody says when they begin, here.
                let interval = i8::try_from(self.interval).ok().filter(|interval| 12 % interval == 0).unwrap_or(1);
                Date::new(from.year(), from.month() - (from.month() - 1) % interval, 1).ok()
            }
            _ => None,
        }
    }

    fn holds(&self, day: Date) -> bool {
        let Some(position) = self.position else { return self.is_candidate(day) };
        let month = (1..=day.days_in_month()).filter_map(|number| Date::new(day.year(), day.month(), number).ok());
        let candidates: Vec<Date> = month.filter(|day| self.is_candidate(*day)).collect();
        let index = match position {
            0 => None,
            1.. => usize::try_from(position - 1).ok(),
            _ => candidates.len().checked_sub(usize::from(position.unsigned_abs())),
        };
        index.and_then(|index| candidates.get(index)) == Some(&day)
    }

    fn is_candidate(&self, day: Date) -> bool {
        let in_month = self.months.is_empty() || self.months.contains(&day.month());
        let counted_back = day.day() - day.days_in_month() - 1;
        let on_day = match (self.month_days.is_empty(), self.weekdays.is_empty(), self.months.is_empty()) {
            (false, _, _) => self.month_days.contains(&day.day()) || self.month_days.contains(&counted_back),
            // 每年3月、9月: the first of them, as the day is left open.
            (true, true, false) => day.day() == 1,
            _ => true,
        };
        in_month && on_day && (self.weekdays.is_empty() || self.is_weekday(day))
    }

    fn is_weekday(&self, day: Date) -> bool {
        self.weekdays.iter().any(|&(position, weekday)| {
            let nth = (day.day() - 1) / 7 + 1;
            let nth_back = -((day.days_in_month() - day.day()) / 7 + 1);
            weekday == day.weekday() && (position == 0 || position == nth || position == nth_back)
        })
    }
}

/// `FR`, `1MO`, `-1FR`
fn weekday(words: &str) -> Option<(i8, Weekday)> {
    let (position, name) = words.split_at_checked(words.len().checked_sub(2)?)?;
    let position = if position.is_empty() { 0 } else { position.parse().ok()? };
    WEEKDAYS.iter().find(|(known, _)| *known == name).map(|(_, weekday)| (position, *weekday))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_day_is_the_one_a_calendar_shows() {
        // rule, from, first day, named
        let cases = [
            ("FREQ=MONTHLY;BYMONTHDAY=5", "2013-02-18", "2013-03-05", true),
            ("FREQ=MONTHLY;BYMONTHDAY=5", "2013-03-05", "2013-03-05", true),
            ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "2013-02-18", "2013-03-31", true),
            ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2013-02-18", "2013-02-28", true),
            ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2013-03-01", "2013-03-30", true),
            ("FREQ=MONTHLY;BYDAY=-1FR", "2013-02-18", "2013-02-22", true),
            ("FREQ=MONTHLY;BYDAY=1MO", "2013-02-18", "2013-03-04", true),
            ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5", "2013-02-18", "2013-03-07", true),
            ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2013-03-01", "2013-03-29", true),
            ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2013-02-18", "2013-12-31", true),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2013-03-01", "2014-02-28", true),
            ("FREQ=YEARLY;BYMONTH=3,9", "2013-03-18", "2013-09-01", true),
            ("FREQ=WEEKLY;BYDAY=FR", "2013-02-18", "2013-02-22", true),
            ("FREQ=DAILY;BYHOUR=17;BYMINUTE=0;BYSECOND=0", "2013-02-18", "2013-02-18", true),
            ("FREQ=WEEKLY", "2013-02-20", "2013-02-18", false),
            ("FREQ=MONTHLY", "2013-02-18", "2013-02-01", false),
            ("FREQ=MONTHLY;INTERVAL=3", "2013-02-18", "2013-01-01", false),
            ("FREQ=MONTHLY;INTERVAL=6", "2013-08-31", "2013-07-01", false),
            ("FREQ=YEARLY", "2013-02-18", "2013-01-01", false),
        ];
        for (rule, from, day, is_named) in cases {
            let found = first_occurrence(rule, from.parse().unwrap()).map(|found| (found.day.to_string(), found.is_named));
            assert_eq!(found, Some((day.to_owned(), is_named)), "{rule} from {from}");
        }
        for rule in
            ["", "FREQ", "FREQ=MONTHLY;BYWEEKNO=3", "FREQ=MONTHLY;BYMONTH=13;BYMONTHDAY=1", "FREQ=MONTHLY;INTERVAL=0", "FREQ=HOURLY"]
        {
            assert_eq!(first_occurrence(rule, "2013-02-18".parse().unwrap()), None, "{rule}");
        }
    }

    #[test]
    fn it_is_what_another_implementation_finds_first() {
        let from: Date = "2013-02-18".parse().unwrap();
        for rule in [
            "FREQ=MONTHLY;BYMONTHDAY=20",
            "FREQ=MONTHLY;BYDAY=2TU",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
            "FREQ=WEEKLY;BYDAY=MO,TH",
        ] {
            let set: rrule::RRuleSet = format!("DTSTART:20130218T000000Z\nRRULE:{rule}").parse().unwrap();
            let other = set.all(1).dates.first().map(|date| date.format("%Y-%m-%d").to_string());
            assert_eq!(first_occurrence(rule, from).map(|found| found.day.to_string()), other, "{rule}");
        }
    }
}
