//! Words that mean something to a deadline.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::calendar::{NAMED_DAYS, NamedDay};

/// Which part of a day a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayPart {
    /// 上午 早上 凌晨
    Morning,
    /// 中午
    Noon,
    /// 下午
    Afternoon,
    /// 晚上
    Evening,
}

/// A word that means something to a deadline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Word {
    /// A number, with how many characters it was written; `None` where it has no value (十二五).
    Number(Option<u32>, u8),
    /// 年
    Year,
    /// 今年 明年 去年, by their distance from the notice's year.
    YearOf(i16),
    /// 次年: the year after the one before it.
    NextYear,
    /// 年度
    Annual,
    /// 民国
    Republic,
    /// 全年
    WholeYear,
    /// 上半年 下半年
    Half(i8),
    /// 季度
    Quarter,
    /// 本季度 下季度, by distance from the issue date's.
    QuarterOf(i8),
    /// 月
    Month,
    /// 本月 下月, by distance from the issue date's.
    MonthOf(i8),
    /// 上旬 中旬 下旬 上半月: first and last day, 31 for the month's last.
    Days(i8, i8),
    /// 日 号
    Day,
    /// 天
    Sky,
    /// 今日 明日, by distance from the issue date.
    DayOf(i8),
    /// 周 星期
    Week,
    /// 本周 下周
    WeekOf(i8),
    /// 底 末 终
    End,
    /// 最后一天
    LastDay,
    /// 初
    Begin,
    /// 中
    Middle,
    /// 前
    Before,
    /// 后
    After,
    /// 前后 左右
    Around,
    /// 内
    Within,
    /// 期间
    During,
    /// 止
    Until,
    /// 起
    From,
    /// A dash, or 至.
    To,
    /// `-`, which also stands inside a date.
    Hyphen,
    /// 、 和 及
    And,
    /// `(`
    Open,
    /// `)`
    Close,
    /// 时
    Hour,
    /// 点
    OClock,
    /// 分
    Minute,
    /// :
    Colon,
    /// 半
    AndHalf,
    /// 整
    Sharp,
    /// 上午 下午
    DayPart(DayPart),
    /// 下班
    OffWork,
    /// .
    Dot,
    /// /
    Slash,
    /// 第
    Ordinal,
    /// 最后
    Last,
    /// 每
    Each,
    /// 个
    Of,
    /// 工作日
    WorkingDay,
    /// 小时
    Hours,
    /// 半年
    HalfYear,
    /// 半个月
    HalfMonth,
    /// 学期
    Term,
    /// 次
    Times,
    /// 学年
    SchoolYear,
    /// 农历
    Lunar,
    /// 正月 冬月 腊月
    LunarMonth(i8),
    /// 首
    First,
    /// 节
    Festival,
    /// 含, 当日
    Inclusive,
    /// 即日
    Issue,
    /// 国庆节
    Named(&'static NamedDay),
    /// 十二五, by its place in the table.
    Plan(jiff::civil::Date, jiff::civil::Date),
    /// Anything else.
    Other,
}

/// Words and what they mean; the longest that fits counts.
static WORDS: &[(&str, Word)] = &[
    ("年", Word::Year),
    ("今年", Word::YearOf(0)),
    ("本年", Word::YearOf(0)),
    ("当年", Word::YearOf(0)),
    ("明年", Word::YearOf(1)),
    ("来年", Word::YearOf(1)),
    ("下一年", Word::YearOf(1)),
    ("后年", Word::YearOf(2)),
    ("去年", Word::YearOf(-1)),
    ("上年", Word::YearOf(-1)),
    ("上一年", Word::YearOf(-1)),
    ("本年度", Word::YearOf(0)),
    ("今年度", Word::YearOf(0)),
    ("当年度", Word::YearOf(0)),
    ("下年度", Word::YearOf(1)),
    ("下一年度", Word::YearOf(1)),
    ("上年度", Word::YearOf(-1)),
    ("农历", Word::Lunar),
    ("阴历", Word::Lunar),
    ("旧历", Word::Lunar),
    ("正月", Word::LunarMonth(1)),
    ("冬月", Word::LunarMonth(11)),
    ("腊月", Word::LunarMonth(12)),
    ("次年", Word::NextYear),
    ("翌年", Word::NextYear),
    ("第二年", Word::NextYear),
    ("年度", Word::Annual),
    ("民国", Word::Republic),
    ("中华民国", Word::Republic),
    ("全年", Word::WholeYear),
    ("贯穿全年", Word::WholeYear),
    ("全年度", Word::WholeYear),
    ("整年", Word::WholeYear),
    ("上半年", Word::Half(1)),
    ("前半年", Word::Half(1)),
    ("下半年", Word::Half(2)),
    ("后半年", Word::Half(2)),
    ("季度", Word::Quarter),
    ("季", Word::Quarter),
    ("本季度", Word::QuarterOf(0)),
    ("本季", Word::QuarterOf(0)),
    ("下季度", Word::QuarterOf(1)),
    ("下季", Word::QuarterOf(1)),
    ("下一季度", Word::QuarterOf(1)),
    ("下个季度", Word::QuarterOf(1)),
    ("月", Word::Month),
    ("月份", Word::Month),
    ("本月", Word::MonthOf(0)),
    ("本月份", Word::MonthOf(0)),
    ("这个月", Word::MonthOf(0)),
    ("下月", Word::MonthOf(1)),
    ("下月份", Word::MonthOf(1)),
    ("下个月", Word::MonthOf(1)),
    ("上旬", Word::Days(1, 10)),
    ("中旬", Word::Days(11, 20)),
    ("下旬", Word::Days(21, 31)),
    ("上中旬", Word::Days(1, 20)),
    ("中上旬", Word::Days(1, 20)),
    ("中下旬", Word::Days(11, 31)),
    ("上半月", Word::Days(1, 15)),
    ("下半月", Word::Days(16, 31)),
    ("日", Word::Day),
    ("号", Word::Day),
    ("天", Word::Sky),
    ("今日", Word::DayOf(0)),
    ("今天", Word::DayOf(0)),
    ("本日", Word::DayOf(0)),
    ("明日", Word::DayOf(1)),
    ("明天", Word::DayOf(1)),
    ("后天", Word::DayOf(2)),
    ("周", Word::Week),
    ("星期", Word::Week),
    ("礼拜", Word::Week),
    ("本周", Word::WeekOf(0)),
    ("这周", Word::WeekOf(0)),
    ("本星期", Word::WeekOf(0)),
    ("下周", Word::WeekOf(1)),
    ("下星期", Word::WeekOf(1)),
    ("下礼拜", Word::WeekOf(1)),
    ("底", Word::End),
    ("末", Word::End),
    ("终", Word::End),
    ("末期", Word::End),
    ("期末", Word::End),
    ("最后一天", Word::LastDay),
    ("最后一日", Word::LastDay),
    ("初", Word::Begin),
    ("中", Word::Middle),
    ("前", Word::Before),
    ("之前", Word::Before),
    ("以前", Word::Before),
    ("后", Word::After),
    ("之后", Word::After),
    ("以后", Word::After),
    ("前后", Word::Around),
    ("左右", Word::Around),
    ("内", Word::Within),
    ("之内", Word::Within),
    ("以内", Word::Within),
    ("期间", Word::During),
    ("期内", Word::During),
    ("时期", Word::During),
    ("规划期间", Word::During),
    ("规划期内", Word::During),
    ("规划时期", Word::During),
    ("止", Word::Until),
    ("为止", Word::Until),
    ("截止", Word::Until),
    ("起", Word::From),
    ("开始", Word::From),
    ("起始", Word::From),
    ("至", Word::To),
    ("到", Word::To),
    ("直至", Word::To),
    ("直到", Word::To),
    ("-", Word::Hyphen),
    ("、", Word::And),
    ("和", Word::And),
    ("及", Word::And),
    ("与", Word::And),
    ("以及", Word::And),
    ("(", Word::Open),
    (")", Word::Close),
    ("时", Word::Hour),
    ("点", Word::OClock),
    ("点钟", Word::OClock),
    ("分", Word::Minute),
    (":", Word::Colon),
    ("半", Word::AndHalf),
    ("整", Word::Sharp),
    ("上午", Word::DayPart(DayPart::Morning)),
    ("早上", Word::DayPart(DayPart::Morning)),
    ("早", Word::DayPart(DayPart::Morning)),
    ("凌晨", Word::DayPart(DayPart::Morning)),
    ("中午", Word::DayPart(DayPart::Noon)),
    ("下午", Word::DayPart(DayPart::Afternoon)),
    ("晚上", Word::DayPart(DayPart::Evening)),
    ("晚", Word::DayPart(DayPart::Evening)),
    ("下班", Word::OffWork),
    (".", Word::Dot),
    ("/", Word::Slash),
    ("第", Word::Ordinal),
    ("最后", Word::Last),
    ("每", Word::Each),
    ("个", Word::Of),
    ("工作日", Word::WorkingDay),
    ("小时", Word::Hours),
    ("半年", Word::HalfYear),
    ("半月", Word::HalfMonth),
    ("半个月", Word::HalfMonth),
    ("学期", Word::Term),
    ("次", Word::Times),
    ("学年", Word::SchoolYear),
    ("首", Word::First),
    ("逐", Word::Each),
    ("按", Word::Each),
    ("之间", Word::During),
    ("间", Word::During),
    ("节", Word::Festival),
    ("含", Word::Inclusive),
    ("当日", Word::Inclusive),
    ("当天", Word::Inclusive),
    ("含当日", Word::Inclusive),
    ("含当天", Word::Inclusive),
    ("含本日", Word::Inclusive),
    ("即日", Word::Issue),
];

/// Entries by the character they begin with.
type ByFirst<T> = FxHashMap<char, Vec<(&'static str, T)>>;

fn by_first<T>(entries: impl Iterator<Item = (&'static str, T)>) -> ByFirst<T> {
    let mut table: ByFirst<T> = FxHashMap::default();
    for (words, meaning) in entries {
        if let Some(first) = words.chars().next() {
            table.entry(first).or_default().push((words, meaning));
        }
    }
    table
}

fn longest<T: Copy>(table: &ByFirst<T>, rest: &str) -> Option<(&'static str, T)> {
    let entries = table.get(&rest.chars().next()?)?;
    entries.iter().filter(|(words, _)| rest.starts_with(words)).max_by_key(|(words, _)| words.len()).copied()
}

/// The longest word that `rest` begins with, and what it means.
pub(super) fn word(rest: &str) -> Option<(&'static str, Word)> {
    static TABLE: LazyLock<ByFirst<Word>> = LazyLock::new(|| by_first(WORDS.iter().copied()));
    longest(&TABLE, rest)
}

/// The longest name of a day that `rest` begins with.
pub(super) fn day_name(rest: &str) -> Option<(&'static str, &'static NamedDay)> {
    static TABLE: LazyLock<ByFirst<&'static NamedDay>> =
        LazyLock::new(|| by_first(NAMED_DAYS.iter().flat_map(|day| day.names.iter().map(move |name| (*name, day)))));
    longest(&TABLE, rest)
}
