//! Due dates in words, with the value that a clerk reads in them.

use jiff::civil::Date;
use tongzhi::notice::DeadlineKind;

use super::chance::Chance;
use super::marker::chinese;

/// A due date in words and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// As the notice writes it.
    pub words: String,
    /// Its kind.
    pub kind: DeadlineKind,
    /// First day, ISO 8601.
    pub start: Option<String>,
    /// Last day, ISO 8601.
    pub end: Option<String>,
}

fn due(words: impl Into<String>, kind: DeadlineKind, start: Option<Date>, end: Option<Date>) -> Due {
    Due { words: words.into(), kind, start: start.map(|date| date.to_string()), end: end.map(|date| date.to_string()) }
}

fn by(words: impl Into<String>, end: Date) -> Due {
    due(words, DeadlineKind::By, None, Some(end))
}

fn range(words: impl Into<String>, start: Date, end: Date) -> Due {
    due(words, DeadlineKind::Range, Some(start), Some(end))
}

fn day(year: i16, month: u32, day: u32) -> Date {
    jiff::civil::date(year, month as i8, day as i8)
}

fn month_end(year: i16, month: u32) -> Date {
    day(year, month, 1).last_of_month()
}

/// 二〇一一.
pub fn year_in_chinese(year: i16, zero: char) -> String {
    year.to_string()
        .chars()
        .map(|digit| if digit == '0' { zero } else { "一二三四五六七八九".chars().nth(digit as usize - '1' as usize).expect("a digit") })
        .collect()
}

fn full_width(value: u32) -> String {
    value.to_string().chars().map(|digit| char::from_u32(digit as u32 - 0x30 + 0xFF10).expect("a digit")).collect()
}

/// A due date after `issued` and in its year, that ends with 前: what （…前完成） takes.
pub fn before_a_day(chance: &mut Chance, issued: Date) -> Due {
    let year = issued.year();
    let month = chance.between(issued.month() as u32 + 1, 12);
    let on = chance.between(1, 28);
    let with_year = if chance.percent(30) { format!("{year}年") } else { String::new() };
    match chance.between(1, 8) {
        1..=2 => by(format!("{with_year}{month}月{on}日前"), day(year, month, on)),
        3 => by(format!("{with_year}{month}月{on}日之前"), day(year, month, on)),
        4 => by(format!("{with_year}{month}月{on}日以前"), day(year, month, on)),
        5..=6 => by(format!("{with_year}{month}月底前"), month_end(year, month)),
        7 => by(format!("{with_year}{month}月底之前"), month_end(year, month)),
        _ => by(format!("{with_year}{month}月{}日前", month_end(year, month).day()), month_end(year, month)),
    }
}

/// Any due date that makes sense in a notice issued on `issued`.
pub fn any_due(chance: &mut Chance, issued: Date) -> Due {
    if chance.percent(55) {
        return before_a_day(chance, issued);
    }
    let year = issued.year();
    let this = issued.month() as u32;
    let month = chance.between(this + 1, 12);
    let on = chance.between(1, 28);
    let unknown = |words: &str, kind| due(words, kind, None, None);
    match chance.between(1, 38) {
        1..=4 => unknown(chance.pick(&["长期", "长期坚持", "常年坚持", "常态化推进"]), DeadlineKind::Standing),
        5 => due(chance.pick(&["立行立改", "立即"]), DeadlineKind::Immediate, Some(issued), None),
        6 => unknown("每月5日前", DeadlineKind::Recurring),
        7 => unknown("每季度末", DeadlineKind::Recurring),
        8 => unknown("每半年一次", DeadlineKind::Recurring),
        9 => unknown("每月底前", DeadlineKind::Recurring),
        10 => range(format!("{month}月上旬"), day(year, month, 1), day(year, month, 10)),
        11 => range(format!("{month}月中旬"), day(year, month, 11), day(year, month, 20)),
        12 => range(format!("{month}月下旬"), day(year, month, 21), month_end(year, month)),
        13 => by(format!("{month}月中旬前"), day(year, month, 20)),
        14..=15 => by(chance.pick(&["年底前", "今年年底前", "年内"]), day(year, 12, 31)),
        16 => by("第三季度末", day(year, 9, 30)),
        17 => range("三季度", day(year, 7, 1), day(year, 9, 30)),
        18 => range("下半年", day(year, 7, 1), day(year, 12, 31)),
        19 => by("第三季度前", day(year, 9, 30)),
        20..=21 => {
            let until = chance.between(month, 12);
            let dash = chance.pick(&["至", "—", "－", "-"]);
            if until == month {
                range(format!("{month}月"), day(year, month, 1), month_end(year, month))
            } else {
                range(format!("{month}月{dash}{until}月"), day(year, month, 1), month_end(year, until))
            }
        }
        22 => {
            let first = chance.between(1, 14);
            let last = chance.between(15, 28);
            range(format!("{month}月{first}日—{last}日"), day(year, month, first), day(year, month, last))
        }
        23 => {
            let until = (month + 1).min(12);
            let last = if until == month { 30 } else { chance.between(1, 28) };
            let first = if until == month { 1 } else { on };
            range(format!("{month}月{first}日至{until}月{last}日"), day(year, month, first), day(year, until, last))
        }
        24 => range(format!("{year}年{month}月—{}年6月底", year + 1), day(year, month, 1), day(year + 1, 6, 30)),
        25 => by(format!("{}年{}月底前", year_in_chinese(year, '〇'), chinese(month)), month_end(year, month)),
        26 => by(format!("{}年{}月{}日前", year_in_chinese(year, '○'), chinese(month), chinese(on)), day(year, month, on)),
        27 => by(format!("{year}.{month}.{on}前"), day(year, month, on)),
        28 => by(format!("{}月{}日前", full_width(month), full_width(on)), day(year, month, on)),
        29 => due("9月底、12月底前各一次", DeadlineKind::List, None, Some(day(year, 12, 31))),
        30 => by("国庆节前", day(year, 9, 30)),
        31 => {
            let month = chance.between(1, 9);
            by(format!("明年{month}月底前"), month_end(year + 1, month))
        }
        32 => by("本月底前", issued.last_of_month()),
        33 => unknown(chance.pick(&["另行通知", "按规定时间"]), DeadlineKind::Unresolved),
        34 => by("文件下发后15日内", issued.checked_add(jiff::Span::new().days(15)).expect("a date in range")),
        35 => unknown("收到通知后10个工作日内", DeadlineKind::Event),
        36 => unknown("会后一周内", DeadlineKind::Event),
        37 => by(format!("{month}月{on}日"), day(year, month, on)),
        _ => {
            let hour = chance.between(9, 18);
            let end = day(year, month, on);
            Due {
                words: format!("{month}月{on}日{hour}时前"),
                kind: DeadlineKind::By,
                start: None,
                end: Some(format!("{end}T{hour:02}:00")),
            }
        }
    }
}

/// A period of a stage from `month` on, and the month after its last.
pub fn stage_period(chance: &mut Chance, year: i16, month: u32) -> (Due, u32) {
    let until = (month + chance.between(0, 2)).min(12);
    let with_year = if chance.percent(50) { format!("{year}年") } else { String::new() };
    let dash = chance.pick(&["—", "至"]);
    let period = match (until == month, chance.between(1, 3)) {
        (true, 1) => range(format!("{with_year}{month}月上旬"), day(year, month, 1), day(year, month, 10)),
        (true, 2) => range(format!("{with_year}{month}月初{dash}{month}月中旬"), day(year, month, 1), day(year, month, 20)),
        (true, _) => range(format!("{with_year}{month}月"), day(year, month, 1), month_end(year, month)),
        (false, 1) => range(format!("{with_year}{month}月1日{dash}{until}月20日"), day(year, month, 1), day(year, until, 20)),
        (false, 2) => range(format!("{with_year}{month}月初{dash}{until}月底"), day(year, month, 1), month_end(year, until)),
        (false, _) => range(format!("{with_year}{month}月{dash}{until}月"), day(year, month, 1), month_end(year, until)),
    };
    (period, until + 1)
}
