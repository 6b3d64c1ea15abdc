//! Deadlines that hang on something else: an event the text does not date, or so many days after the issue date.

use jiff::Span;
use jiff::civil::Date;

use crate::fields::label::is_han;
use crate::notice::{Deadline, DeadlineKind};
use crate::numeral;

use super::DeadlineContext;
use super::cursor::Cursor;
use super::lexicon::Word;
use super::moment::moment;
use super::resolve::{Fault, days};
use super::tail::{Tail, longest, tail, without_prefix};
use super::token::tokens;
use super::vocabulary::{ANCHOR_NAMES, EVENT_HEADS, EVENT_TAILS, ISSUE_ANCHORS, MASKS, NAMED_SPANS};

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Days(i32),
    Months(i32),
    Years(i32),
    Hours(i32),
    WorkingDays(i32),
}

/// Longer counts are no deadlines; the bound also keeps dates in range.
const MOST: u32 = 999;

fn length(cursor: &mut Cursor) -> Option<Length> {
    let mut there = *cursor;
    let found = if there.take(Word::HalfYear) {
        Length::Months(6)
    } else if there.take(Word::HalfMonth) {
        Length::Days(15)
    } else {
        let Some(Word::Number(_, characters)) = there.peek() else { return None };
        let count = there.take_number().filter(|count| (1..=MOST).contains(count) && characters <= 4)?;
        let count = i32::try_from(count).ok()?;
        let counted = there.take(Word::Of);
        match there.peek()? {
            Word::Month if counted || count == 2 && cursor.rest().starts_with('两') => Length::Months(count),
            Word::Quarter if counted => Length::Months(count * 3),
            Word::Year | Word::Annual if there.ahead(1) == Some(Word::AndHalf) => {
                there.advance();
                Length::Months(count * 12 + 6)
            }
            Word::Year => Length::Years(count),
            Word::Day | Word::Sky if !counted => Length::Days(count),
            Word::Week => Length::Days(count * 7),
            Word::WorkingDay => Length::WorkingDays(count),
            Word::Hours => Length::Hours(count),
            _ => return None,
        }
    };
    if !matches!(found, Length::Months(6) | Length::Days(15)) || !matches!(cursor.peek(), Some(Word::HalfYear | Word::HalfMonth)) {
        there.advance();
    }
    *cursor = there;
    Some(found)
}

impl Length {
    fn iso(self, before: bool) -> String {
        let sign = if before { "-" } else { "" };
        match self {
            Self::Days(count) => format!("{sign}P{count}D"),
            Self::Months(count) => format!("{sign}P{count}M"),
            Self::Years(count) => format!("{sign}P{count}Y"),
            Self::Hours(count) => format!("{sign}PT{count}H"),
            Self::WorkingDays(count) => format!("{sign}P{count}WD"),
        }
    }

    /// The day so long after `from`, whose own day is not counted; `None` for hours and working days.
    fn after(self, from: Date) -> Option<Date> {
        let span = match self {
            Self::Days(count) => Span::new().days(count),
            Self::Months(count) => Span::new().months(count),
            Self::Years(count) => Span::new().years(count),
            Self::Hours(_) | Self::WorkingDays(_) => return None,
        };
        from.checked_add(span).ok()
    }
}

/// What a part of the value between two stops says.
#[derive(Debug)]
pub(super) struct Hanging {
    /// The deadline it comes to.
    pub deadline: Deadline,
    /// What stood after it.
    pub tail: Tail,
}

/// Words before a length of time that count it from now.
const USING: [&str; 12] = ["用", "利用", "通过", "经过", "今后", "未来", "为期", "再用", "力争用", "计划用", "争取用", "花"];

/// What parts an event from the length of time after it.
const CONNECTORS: [&str; 13] =
    ["之日起", "之日后", "之日起的", "当日起", "之后", "以后", "后的", "后", "起", "之日", "开始", "之日起计算", "之日起算"];

/// Reads one part of a value, whole; `None` where it is nothing of the kind.
pub(super) fn hanging(words: &str, context: DeadlineContext) -> Option<Hanging> {
    let (bare, _) = without_prefix(words);
    [bare, words].into_iter().find_map(|words| from_now(words, context).or_else(|| from_anchor(words, context)).or_else(|| by_event(words)))
}

/// 一个月内, 用三年时间
fn from_now(words: &str, context: DeadlineContext) -> Option<Hanging> {
    let using = longest(words, &USING);
    let words = &words[using.map_or(0, str::len)..];
    let found = tokens(words);
    let mut cursor = Cursor::new(words, &found);
    let length = length(&mut cursor)?;
    let around = cursor.take(Word::Around);
    let rest = cursor.rest();
    let rest =
        ["的时间", "时间", "的努力", "努力"].iter().find_map(|word| rest.strip_prefix(word)).filter(|_| using.is_some()).unwrap_or(rest);
    let inside = ["之内", "以内", "内"].iter().find_map(|word| rest.strip_prefix(word));
    if using.is_none() && inside.is_none() {
        return None;
    }
    let tail = tail(inside.unwrap_or(rest))?;
    let mut deadline = counted("issue", length, context.issued);
    deadline.approximate = using.is_some() || around;
    Some(Hanging { deadline, tail })
}

/// 自发文之日起30日内, 收到通知后10个工作日内
fn from_anchor(words: &str, context: DeadlineContext) -> Option<Hanging> {
    let words = longest(words, &["自", "从"]).map_or(words, |prefix| &words[prefix.len()..]);
    CONNECTORS.iter().filter_map(|connector| words.split_once(connector)).find_map(|(anchor, rest)| {
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        let rest = longest(rest, &["的", "算", "计算"]).map_or(rest, |filler| &rest[filler.len()..]);
        let found = tokens(rest);
        let mut cursor = Cursor::new(rest, &found);
        let length = length(&mut cursor)?;
        if !cursor.take(Word::Within) {
            return None;
        }
        let tail = tail(cursor.rest())?;
        let anchor = anchor.strip_suffix("之日").unwrap_or(anchor);
        if let Some((_, approximate)) = ISSUE_ANCHORS.iter().find(|(name, _)| *name == anchor) {
            let mut deadline = counted("issue", length, context.issued);
            deadline.approximate = *approximate;
            return Some(Hanging { deadline, tail });
        }
        if let Some(day) = written_day(anchor, context) {
            let (day, assumed) = day.ok()?;
            let mut deadline = counted(anchor, length, day);
            deadline.year_assumed = assumed && deadline.end.is_some();
            return Some(Hanging { deadline, tail });
        }
        let anchor = event(anchor)?;
        Some(Hanging { deadline: of_event(anchor, Some(length.iso(false))), tail })
    })
}

/// A deadline that the words count from a day of their own.
fn written_day(words: &str, context: DeadlineContext) -> Option<Result<(Option<Date>, bool), Fault>> {
    let found = tokens(words);
    let mut cursor = Cursor::new(words, &found);
    let moment = moment(&mut cursor).filter(|_| cursor.is_done())?;
    Some(days(&moment, None, context).and_then(|days| {
        let single = days.first == days.last && moment.clock.is_none();
        if single { Ok((days.last, days.assumed)) } else { Err(Fault::Unclear) }
    }))
}

fn counted(anchor: &str, length: Length, from: Option<Date>) -> Deadline {
    let undated = matches!(length, Length::Hours(_) | Length::WorkingDays(_));
    let mut deadline = Deadline::of_kind(if undated { DeadlineKind::Event } else { DeadlineKind::By });
    deadline.end = from.and_then(|from| length.after(from)).map(|day| day.to_string());
    deadline.anchor = Some(anchor.to_owned());
    deadline.offset = Some(length.iso(false));
    deadline
}

/// 党的十八大召开前, 会前3天, 活动结束后, 汛期
fn by_event(words: &str) -> Option<Hanging> {
    let joints = ["之前", "以前", "前", "之后", "以后", "后", "期间", "时", "当日", "当天", "期内", "内", "中", "止"];
    let hit = |joint: &str| {
        // The last one: 前期工作完成前.
        let (anchor, rest) = words.rsplit_once(joint)?;
        let before = joint.ends_with('前');
        let anchor = if before { event_before(anchor) } else { event(anchor) }?;
        if let Some(tail) = tail(rest) {
            return Some(Hanging { deadline: of_event(anchor, None), tail });
        }
        let found = tokens(rest);
        let mut cursor = Cursor::new(rest, &found);
        let length = length(&mut cursor).filter(|_| before)?;
        // 会前三天内: at any time in the last three days.
        let offset = (!cursor.take(Word::Within)).then(|| length.iso(true));
        let tail = tail(cursor.rest())?;
        Some(Hanging { deadline: of_event(anchor, offset), tail })
    };
    joints.into_iter().find_map(hit).or_else(|| {
        let anchor = NAMED_SPANS.iter().find(|name| **name == words)?;
        Some(Hanging { deadline: of_event(anchor, None), tail: Tail::default() })
    })
}

fn of_event(anchor: &str, offset: Option<String>) -> Deadline {
    let mut deadline = Deadline::of_kind(DeadlineKind::Event);
    deadline.anchor = Some(anchor.to_owned());
    deadline.offset = offset;
    deadline
}

/// The event that a range ends with: 至活动结束, —党的十八大召开前.
pub(super) fn event_at_end(words: &str) -> Option<String> {
    if let Some(bare) = ["之前", "以前", "前"].iter().find_map(|joint| words.strip_suffix(joint)) {
        return event_before(bare).map(str::to_owned);
    }
    let bare = ["为止", "止", "之日", "时"].iter().find_map(|joint| words.strip_suffix(joint)).unwrap_or(words);
    event(bare).map(str::to_owned)
}

/// The longest name of an event, in bytes.
const LONGEST_EVENT: usize = 75;

/// Whether words name an event; gives its name.
fn event(words: &str) -> Option<&str> {
    let known =
        EVENT_TAILS.iter().chain(NAMED_SPANS).any(|tail| words.ends_with(tail)) || EVENT_HEADS.iter().any(|head| words.starts_with(head));
    event_if(known, words)
}

/// Shortest and longest words, in characters, that can only name an event where 前 follows: 检查组进驻前.
const BEFORE: std::ops::RangeInclusive<usize> = 2..=16;

/// Whether words before 前 name an event; gives its name.
fn event_before(words: &str) -> Option<&str> {
    event(words).or_else(|| {
        let plain = BEFORE.contains(&words.chars().count()) && words.chars().all(is_han);
        // 目前, 提前; 周五 of which week nobody says.
        let other = words.ends_with(['目', '以', '之', '提']) || ["周", "星期", "礼拜"].iter().any(|week| words.starts_with(week));
        event_if(plain && !other, words)
    })
}

/// An event's name, where the words are `known` to be one. A date in them that was not understood makes them none.
fn event_if(known: bool, words: &str) -> Option<&str> {
    let plain = !words.contains(['(', ')', ',', ';', ':', '每', '/']) && !words.contains(MASKS) && words.len() <= LONGEST_EVENT;
    (known && plain && !names_time(words))
        .then(|| ANCHOR_NAMES.iter().find(|(written, _)| *written == words).map_or(words, |(_, name)| name))
}

/// A unit of time after a numeral, or a month's part.
fn names_time(words: &str) -> bool {
    let units = ['年', '月', '日', '号', '旬', '季', '周', '天', '点', '时'];
    let mut before = None;
    for character in words.chars() {
        let numeric = before.is_some_and(|before| numeral::is_numeral(before) || before == '个' || before == '半');
        if units.contains(&character) && numeric || character == '旬' {
            return true;
        }
        before = Some(character);
    }
    ["上半年", "下半年", "月底", "年底", "月末", "年末", "季度末", "明年", "今年", "下月", "本月", "下周", "本周"]
        .iter()
        .any(|word| words.contains(word))
}
