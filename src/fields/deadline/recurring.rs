//! Deadlines that come round: `每季度末`, `每月5日前` → an RFC 5545 rule.

use std::fmt::Write;

use jiff::civil::Weekday;

use crate::notice::{Deadline, DeadlineKind};

use super::DeadlineContext;
use super::clock::{Clock, clock};
use super::cursor::Cursor;
use super::dated::{Piece, item};
use super::lexicon::Word;
use super::moment::weekday;
use super::tail::{Tail, longest, object, tail, without_prefix};
use super::token::tokens;
use super::vocabulary::NOT_GOVERNED;
use super::yearly::in_year;

/// Phrasings that are a recurrence as a whole.
static PHRASES: &[(&str, &str)] = &[
    ("一年一次", "FREQ=YEARLY"),
    ("半年一次", "FREQ=MONTHLY;INTERVAL=6"),
    ("一季度一次", "FREQ=MONTHLY;INTERVAL=3"),
    ("季度一次", "FREQ=MONTHLY;INTERVAL=3"),
    ("一季一次", "FREQ=MONTHLY;INTERVAL=3"),
    ("两月一次", "FREQ=MONTHLY;INTERVAL=2"),
    ("两个月一次", "FREQ=MONTHLY;INTERVAL=2"),
    ("一月一次", "FREQ=MONTHLY"),
    ("一个月一次", "FREQ=MONTHLY"),
    ("一月一报", "FREQ=MONTHLY"),
    ("一月一调度", "FREQ=MONTHLY"),
    ("一月一通报", "FREQ=MONTHLY"),
    ("月报", "FREQ=MONTHLY"),
    ("季报", "FREQ=MONTHLY;INTERVAL=3"),
    ("一季一报", "FREQ=MONTHLY;INTERVAL=3"),
    ("一周一次", "FREQ=WEEKLY"),
    ("一周一报", "FREQ=WEEKLY"),
    ("周报", "FREQ=WEEKLY"),
    ("两周一次", "FREQ=WEEKLY;INTERVAL=2"),
    ("一天一次", "FREQ=DAILY"),
    ("一日一次", "FREQ=DAILY"),
    ("一日一报", "FREQ=DAILY"),
    ("日报", "FREQ=DAILY"),
    ("隔月", "FREQ=MONTHLY;INTERVAL=2"),
    ("隔周", "FREQ=WEEKLY;INTERVAL=2"),
];

/// What may stand between a recurrence and how often it is.
static COUNTED: &[&str] = &[
    "至少",
    "不少于",
    "不低于",
    "最少",
    "各",
    "开展",
    "组织",
    "组织开展",
    "召开",
    "进行",
    "检查",
    "报送",
    "上报",
    "通报",
    "调度",
    "督查",
    "学习",
    "集中学习",
    "集中",
    "更新",
    "报",
    "活动",
    "举办",
    "安排",
    "分析",
    "研究",
    "汇报",
    "总结",
    "考核",
];

/// What is counted.
const TIMES: [&str; 9] = ["次", "期", "轮", "场", "报", "调度", "通报", "总结", "督查"];

/// What a part of the value between two stops says.
#[derive(Debug)]
pub(super) struct Recurring {
    /// The deadline it comes to.
    pub deadline: Deadline,
    /// What stood after it.
    pub tail: Tail,
}

/// A recurrence rule in the making.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    frequency: &'static str,
    interval: u32,
    /// BYMONTH.
    pub months: Vec<i8>,
    /// BYMONTHDAY.
    pub month_days: Vec<i8>,
    weekdays: Vec<String>,
    position: Option<i8>,
    /// BYHOUR and BYMINUTE.
    pub clock: Option<Clock>,
    /// RFC 5545 has no rule for it.
    beyond: bool,
    approximate: bool,
}

/// Reads one part of a value, whole; `None` where it is nothing of the kind.
pub(super) fn recurring(words: &str, context: DeadlineContext) -> Option<Recurring> {
    let (words, _) = without_prefix(words);
    let phrase = PHRASES.iter().filter(|(phrase, _)| words.starts_with(phrase)).max_by_key(|(phrase, _)| phrase.len());
    if let Some((phrase, rule)) = phrase {
        let tail = tail(&words[phrase.len()..])?;
        let mut deadline = Deadline::of_kind(DeadlineKind::Recurring);
        deadline.rrule = Some((*rule).to_owned());
        return Some(Recurring { deadline, tail });
    }
    let found = tokens(words);
    let mut cursor = Cursor::new(words, &found);
    let mut bounds = None;
    if cursor.peek() != Some(Word::Each) {
        bounds = Some(item(&mut cursor)?.bounds(context)?);
    }
    if !cursor.take(Word::Each) {
        return None;
    }
    let mut pattern = pattern(&mut cursor)?;
    let _ = cursor.take(Word::Before) || cursor.take(Word::Within) || cursor.take(Word::Until);
    let tail = how_often(cursor.rest(), &mut pattern)?;
    Some(Recurring { deadline: pattern.deadline(bounds)?, tail })
}

/// `words` without a verb that no table has, before a count: 点评一次.
fn without_unknown_verb(words: &str) -> &str {
    let Some(at) = words.find(crate::numeral::is_numeral) else { return words };
    let verb = &words[..at];
    let plain = verb.chars().all(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character)) && (2..=4).contains(&verb.chars().count());
    let known = longest(verb, COUNTED).is_some() || NOT_GOVERNED.iter().any(|word| verb.contains(word));
    if plain && !known && words.ends_with('次') { &words[at..] } else { words }
}

/// 一次, 至少开展2次
fn how_often(words: &str, pattern: &mut Pattern) -> Option<Tail> {
    let mut rest = words;
    rest = without_unknown_verb(rest);
    while let Some(filler) = longest(rest, COUNTED) {
        rest = &rest[filler.len()..];
    }
    let end = rest.find(|character| !crate::numeral::is_numeral(character)).unwrap_or(rest.len());
    if let Some(count) = crate::numeral::number(&rest[..end])
        && let Some(unit) = longest(&rest[end..], &TIMES)
    {
        pattern.beyond |= count != 1;
        let counted = &rest[end + unit.len()..];
        return tail(counted).or_else(|| object(counted).filter(|after| after.is_empty()).map(|_| Tail::default()));
    }
    tail(words)
}

fn pattern(cursor: &mut Cursor) -> Option<Pattern> {
    let interval = cursor.take_number().unwrap_or(1);
    cursor.take(Word::Of);
    if !(1..=60).contains(&interval) {
        return None;
    }
    let of = |frequency: &'static str, months: u32| Pattern { frequency, interval: interval * months, ..Pattern::default() };
    let unit = cursor.peek()?;
    cursor.advance();
    match unit {
        Word::Year | Word::Annual | Word::SchoolYear => in_year(cursor, of("YEARLY", 1)),
        Word::HalfYear => {
            let mut pattern = of("MONTHLY", 6);
            if cursor.take(Word::End) {
                pattern = Pattern { interval: 1, months: vec![6, 12], month_days: vec![-1], ..pattern };
            }
            Some(pattern)
        }
        Word::Term => Some(Pattern { approximate: true, ..of("MONTHLY", 6) }),
        Word::Quarter => in_quarter(cursor, of("MONTHLY", 3)),
        Word::Month => in_month(cursor, of("MONTHLY", 1)),
        Word::HalfMonth => Some(Pattern { beyond: true, ..of("MONTHLY", 1) }),
        Word::Week => in_week(cursor, of("WEEKLY", 1)),
        Word::Day | Word::Sky => Some(Pattern { clock: clock(cursor), ..of("DAILY", 1) }),
        Word::WorkingDay if interval == 1 => {
            Some(Pattern { weekdays: working_days(), clock: clock(cursor), approximate: true, ..of("WEEKLY", 1) })
        }
        _ => None,
    }
}

fn working_days() -> Vec<String> {
    ["MO", "TU", "WE", "TH", "FR"].map(str::to_owned).to_vec()
}

fn in_week(cursor: &mut Cursor, mut pattern: Pattern) -> Option<Pattern> {
    // 每周一次 is no Monday, and 每周一报 may be none.
    if let (Some(Word::Number(Some(1), _)), Some(Word::Times | Word::Other)) = (cursor.peek(), cursor.ahead(1)) {
        if cursor.ahead(1) == Some(Word::Other) {
            let rest = cursor.rest();
            let after = rest.strip_prefix('一')?;
            if longest(after, &TIMES).is_none() {
                pattern.weekdays.push("MO".to_owned());
                cursor.advance();
            }
        }
        return Some(pattern);
    }
    while let Some(day) = weekday_here(cursor) {
        pattern.weekdays.push(weekday_code(day).to_owned());
        let mut there = *cursor;
        if !there.take(Word::And) && !there.take_dash() {
            break;
        }
        // A stretch of weekdays would need its last day.
        if cursor.take_dash() {
            return None;
        }
        *cursor = there;
        cursor.take(Word::Week);
    }
    pattern.clock = clock(cursor);
    if pattern.clock.is_some() && pattern.weekdays.is_empty() {
        return None;
    }
    Some(pattern)
}

fn weekday_here(cursor: &mut Cursor) -> Option<Weekday> {
    let mut there = *cursor;
    let day = weekday(&mut there).filter(|_| there.peek() != Some(Word::Times))?;
    *cursor = there;
    Some(day)
}

fn weekday_code(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn in_month(cursor: &mut Cursor, mut pattern: Pattern) -> Option<Pattern> {
    // 每月月底
    if cursor.peek() == Some(Word::Month) && cursor.ahead(1) == Some(Word::End) {
        cursor.advance();
    }
    match cursor.peek() {
        Some(Word::End | Word::LastDay) => {
            cursor.advance();
            pattern.month_days.push(-1);
        }
        Some(Word::Begin | Word::Middle) => cursor.advance(),
        Some(Word::Days(_, last)) => {
            cursor.advance();
            pattern.month_days.push(if last == 31 { -1 } else { last });
        }
        Some(Word::Ordinal | Word::Last) => {
            let last = cursor.take(Word::Last);
            cursor.take(Word::Ordinal);
            let number = cursor.take_small(1, if last { 1 } else { 22 })?;
            cursor.take(Word::Of);
            let position = if last { -1 } else { number };
            if cursor.take(Word::WorkingDay) {
                pattern = Pattern { weekdays: working_days(), position: Some(position), approximate: true, ..pattern };
            } else if cursor.take(Word::Week) && position <= 4 {
                pattern.weekdays.push(format!("{position}{}", weekday_code(weekday(cursor)?)));
            } else {
                return None;
            }
        }
        // 每月前5个工作日
        Some(Word::Before) if matches!(cursor.ahead(1), Some(Word::Number(..))) => {
            cursor.advance();
            let number = cursor.take_small(1, 22)?;
            cursor.take(Word::Of);
            if !cursor.take(Word::WorkingDay) {
                return None;
            }
            pattern = Pattern { weekdays: working_days(), position: Some(number), approximate: true, ..pattern };
        }
        Some(Word::Number(..)) if matches!(cursor.ahead(1), Some(Word::Day | Word::And | Word::To | Word::Hyphen)) => {
            days_of_month(cursor, &mut pattern)?;
        }
        _ => return Some(pattern),
    }
    pattern.clock = clock(cursor);
    Some(pattern)
}

/// 5日, 5日、20日, 1日至5日 (due on the last), 30日 (the last day of a shorter month)
fn days_of_month(cursor: &mut Cursor, pattern: &mut Pattern) -> Option<()> {
    loop {
        let mut day = cursor.take_small(1, 31)?;
        cursor.take(Word::Day);
        if cursor.take_dash() {
            let last = cursor.take_small(1, 31).filter(|last| *last > day)?;
            day = last;
            cursor.take(Word::Day);
        }
        pattern.month_days.push(day);
        if !cursor.take(Word::And) {
            break;
        }
    }
    match pattern.month_days.as_mut_slice() {
        [31] => pattern.month_days = vec![-1],
        [day @ (29 | 30)] => {
            pattern.month_days = (28..=*day).collect();
            pattern.position = Some(-1);
        }
        days if days.iter().any(|day| *day > 28) || !days.is_sorted_by(|one, other| one < other) => return None,
        _ => {}
    }
    Some(())
}

fn in_quarter(cursor: &mut Cursor, mut pattern: Pattern) -> Option<Pattern> {
    let of_quarter = |month: i8| vec![month, month + 3, month + 6, month + 9];
    let month = if cursor.take_all(&[Word::End, Word::Month]) {
        3
    } else if cursor.take_all(&[Word::First, Word::Month]) {
        1
    } else if cursor.take(Word::Last) {
        cursor.take_small(1, 1)?;
        cursor.take(Word::Of);
        if !cursor.take(Word::Month) {
            return None;
        }
        3
    } else if cursor.peek() == Some(Word::Ordinal) || cursor.peek() == Some(Word::First) {
        cursor.advance();
        let month = cursor.take_small(1, 3).or_else(|| (cursor.peek() == Some(Word::Of)).then_some(1))?;
        cursor.take(Word::Of);
        if !cursor.take(Word::Month) {
            return None;
        }
        month
    } else {
        if cursor.take(Word::End) || cursor.take(Word::LastDay) {
            pattern = Pattern { interval: 1, months: of_quarter(3), month_days: vec![-1], ..pattern };
        } else {
            cursor.take(Word::Begin);
        }
        return Some(pattern);
    };
    let pattern = Pattern { interval: 1, months: of_quarter(month), ..pattern };
    in_month(cursor, pattern)
}

impl Pattern {
    fn deadline(self, bounds: Option<Piece>) -> Option<Deadline> {
        let mut deadline = Deadline::of_kind(DeadlineKind::Recurring);
        deadline.approximate = self.approximate;
        let mut until = None;
        if let Some(bounds) = bounds {
            deadline.start = bounds.start.map(|day| day.to_string());
            deadline.end = bounds.end.map(|day| day.to_string());
            deadline.year_assumed = bounds.assumed;
            deadline.approximate |= bounds.approximate;
            until = bounds.end;
        }
        if self.beyond {
            return Some(deadline);
        }
        let joined = |values: &[i8]| values.iter().map(i8::to_string).collect::<Vec<_>>().join(",");
        let mut rule = format!("FREQ={}", self.frequency);
        let mut part = |name: &str, value: &str| {
            if !value.is_empty() {
                // Writing to a string does not fail.
                let _ = write!(rule, ";{name}={value}");
            }
        };
        part("INTERVAL", &if self.interval == 1 { String::new() } else { self.interval.to_string() });
        part("BYMONTH", &joined(&self.months));
        part("BYMONTHDAY", &joined(&self.month_days));
        part("BYDAY", &self.weekdays.join(","));
        if let Some(Clock::At(hour, minute)) = self.clock {
            part("BYHOUR", &hour.to_string());
            part("BYMINUTE", &minute.to_string());
            part("BYSECOND", "0");
        }
        part("BYSETPOS", &self.position.map(|position| position.to_string()).unwrap_or_default());
        // A rule with hours goes with a start that has hours, and so must its end.
        let form = if matches!(self.clock, Some(Clock::At(..))) { "%Y%m%dT235959" } else { "%Y%m%d" };
        part("UNTIL", &until.map(|day| day.strftime(form).to_string()).unwrap_or_default());
        deadline.rrule = Some(rule);
        Some(deadline)
    }
}
