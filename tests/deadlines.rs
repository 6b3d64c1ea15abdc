//! Deadlines: the facts the design fixes, phrasings of our own, and what must hold for any words.

use std::fmt::Write;

use jiff::civil::Date;
use proptest::prelude::*;
use tongzhi::fields::deadline::{DeadlineContext, impossible_date, looks_like_deadline, read_deadline, weekday_disagrees};
use tongzhi::notice::{Deadline, DeadlineKind};

/// A deadline in the notation of `deadlines/facts.txt`.
fn written(deadline: &Deadline) -> String {
    let or_unknown = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
    let span = || format!(" {}..{}", or_unknown(&deadline.start), or_unknown(&deadline.end));
    let kind = format!("{:?}", deadline.kind).to_lowercase();
    let mut text = kind;
    match deadline.kind {
        DeadlineKind::By => write!(text, " {}", or_unknown(&deadline.end)),
        DeadlineKind::Range => write!(text, "{}", span()),
        DeadlineKind::List if deadline.dates.is_empty() => write!(text, " {}", or_unknown(&deadline.end)),
        DeadlineKind::List => {
            assert_eq!(deadline.end.as_ref(), deadline.dates.last());
            write!(text, " {}", deadline.dates.join(" "))
        }
        DeadlineKind::Immediate => write!(text, " {}", or_unknown(&deadline.start)),
        DeadlineKind::Event | DeadlineKind::Standing => match (&deadline.start, &deadline.end) {
            (Some(start), None) => write!(text, " {start}.."),
            (None, None) => Ok(()),
            _ => write!(text, "{}", span()),
        },
        DeadlineKind::Recurring => {
            if deadline.start.is_some() || deadline.end.is_some() {
                text += &span();
            }
            write!(text, " {}", deadline.rrule.as_deref().unwrap_or("-"))
        }
        DeadlineKind::Unresolved => {
            assert_eq!(deadline, &Deadline::unresolved());
            Ok(())
        }
    }
    .unwrap();
    if let Some(anchor) = &deadline.anchor {
        write!(text, " @{anchor}").unwrap();
    }
    if let Some(offset) = &deadline.offset {
        write!(text, " +{offset}").unwrap();
    }
    if deadline.year_assumed {
        text.push_str(" y");
    }
    if deadline.approximate {
        text.push_str(" ~");
    }
    text
}

fn context(line: &str) -> DeadlineContext {
    let words: Vec<&str> = line.split_whitespace().collect();
    let after = |name: &str| words.iter().position(|word| *word == name).and_then(|at| words.get(at + 1).copied());
    DeadlineContext {
        year: after("year").map(|year| year.parse().unwrap()),
        issued: after("issued").map(|day| day.parse::<Date>().unwrap()),
    }
}

/// Reads a table; gives how many phrasings it has and those that came out otherwise.
fn misread(table: &str) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut wrong = Vec::new();
    let mut given = DeadlineContext::default();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(line) = line.strip_prefix('=') {
            given = context(line);
            continue;
        }
        let (words, expected) = line.split_once(" | ").unwrap_or_else(|| panic!("{line}"));
        count += 1;
        let found = written(&read_deadline(words, given));
        if found != expected {
            wrong.push(format!("{words}: expected {expected}, found {found} ({given:?})"));
        }
    }
    (count, wrong)
}

#[test]
fn facts() {
    let (count, wrong) = misread(include_str!("deadlines/facts.txt"));
    assert_eq!(count, 60);
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn further_phrasings() {
    let (count, wrong) = misread(include_str!("deadlines/further.txt"));
    assert!(count >= 200, "{count}");
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn harder_phrasings() {
    let (count, wrong) = misread(include_str!("deadlines/harder.txt"));
    assert!(count >= 100, "{count}");
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The rules of both tables, read back by another implementation: that they mean the days we say.
#[test]
fn rules_read_back() {
    let first_three = |rule: &str| -> Vec<String> {
        let text = format!("DTSTART:20110101T000000Z\nRRULE:{rule}");
        let set: rrule::RRuleSet = text.parse().unwrap_or_else(|error| panic!("{rule}: {error}"));
        set.all(3).dates.iter().map(|date| date.format("%Y-%m-%dT%H:%M").to_string()).collect()
    };
    let cases = [
        ("每月5日前", ["2011-01-05", "2011-02-05", "2011-03-05"]),
        ("每月底前", ["2011-01-31", "2011-02-28", "2011-03-31"]),
        ("每月30日前", ["2011-01-30", "2011-02-28", "2011-03-30"]),
        ("每月5日、20日前", ["2011-01-05", "2011-01-20", "2011-02-05"]),
        ("每月最后一个周五", ["2011-01-28", "2011-02-25", "2011-03-25"]),
        ("每月第一个星期一", ["2011-01-03", "2011-02-07", "2011-03-07"]),
        ("每月前5个工作日", ["2011-01-07", "2011-02-07", "2011-03-07"]),
        ("每季度末", ["2011-03-31", "2011-06-30", "2011-09-30"]),
        ("每季度", ["2011-01-01", "2011-04-01", "2011-07-01"]),
        ("每季度最后一个月20日前", ["2011-03-20", "2011-06-20", "2011-09-20"]),
        ("每季度首月10日前", ["2011-01-10", "2011-04-10", "2011-07-10"]),
        ("每半年一次", ["2011-01-01", "2011-07-01", "2012-01-01"]),
        ("每年12月底前", ["2011-12-31", "2012-12-31", "2013-12-31"]),
        ("每年2月底前", ["2011-02-28", "2012-02-29", "2013-02-28"]),
        ("每年6月、12月底前", ["2011-06-30", "2011-12-31", "2012-06-30"]),
        ("每年6月20日、12月20日前", ["2011-06-20", "2011-12-20", "2012-06-20"]),
        ("每年七一前", ["2011-06-30", "2012-06-30", "2013-06-30"]),
        ("每年元旦前", ["2011-12-31", "2012-12-31", "2013-12-31"]),
        ("每周五下班前", ["2011-01-07", "2011-01-14", "2011-01-21"]),
        ("每周一、三、五", ["2011-01-03", "2011-01-05", "2011-01-07"]),
        ("每两周一次", ["2011-01-01", "2011-01-15", "2011-01-29"]),
        ("每个工作日", ["2011-01-03", "2011-01-04", "2011-01-05"]),
        ("2011年每季度末", ["2011-03-31", "2011-06-30", "2011-09-30"]),
    ];
    for (words, expected) in cases {
        let rule = read_deadline(words, DeadlineContext::default()).rrule.unwrap_or_else(|| panic!("{words}: no rule"));
        let expected: Vec<String> = expected.iter().map(|day| format!("{day}T00:00")).collect();
        // UNTIL without a zone is a date, which this implementation takes only beside a date.
        assert_eq!(first_three(rule.split(";UNTIL").next().unwrap()), expected, "{words}: {rule}");
    }
    assert_eq!(first_three("FREQ=WEEKLY;BYDAY=FR;BYHOUR=17;BYMINUTE=0;BYSECOND=0")[0], "2011-01-07T17:00");
    let mut rules = 0;
    for line in concat!(include_str!("deadlines/facts.txt"), include_str!("deadlines/further.txt")).lines() {
        let Some((words, _)) = line.split_once(" | recurring") else { continue };
        let deadline = read_deadline(words, DeadlineContext::default());
        let Some(rule) = deadline.rrule else { continue };
        assert_eq!(first_three(rule.split(";UNTIL").next().unwrap()).len(), 3, "{words}: {rule}");
        rules += 1;
    }
    assert!(rules > 40, "{rules}");
}

#[test]
fn disagreements_and_impossible_days() {
    let given = context("year 2011 issued 2011-03-15");
    for words in ["3月24日（星期五）前", "2011年3月25日（周四）17:00前", "3月20日至3月25日（星期日）"] {
        assert!(weekday_disagrees(words, given), "{words}");
        assert!(read_deadline(words, given).end.is_some(), "{words}");
    }
    for words in ["3月25日（星期五）前", "3月25日前", "每周五", "周五前", "2月30日（星期五）前"] {
        assert!(!weekday_disagrees(words, given), "{words}");
    }
    for words in ["2月30日前", "13月底前", "2011年2月29日", "4月1日至6月31日", "6月底前；11月31日前", "0月3日"] {
        assert!(impossible_date(words, given), "{words}");
        assert_eq!(read_deadline(words, given).kind, DeadlineKind::Unresolved, "{words}");
    }
    for words in ["2月28日前", "2012年2月29日", "待定", "", "12月底前"] {
        assert!(!impossible_date(words, given), "{words}");
    }
    assert!(!impossible_date("2月29日", DeadlineContext::default()));
}

#[test]
fn what_looks_like_a_deadline() {
    let deadlines = [
        "2010年7月初—7月上旬",
        "6月底前完成",
        "2011年3月—党的十八大召开前",
        "长期",
        "立行立改",
        "每月5日前",
        "2011.3-2011.12",
        "待定",
        "2011年",
        "11年6月底前",
        "“十二五”期间",
        "2011年3月1日至3月20日",
        "20**年6月",
    ];
    for words in deadlines {
        assert!(looks_like_deadline(words), "{words}");
    }
    let others = [
        "一",
        "十一",
        "3",
        "2.1",
        "1-3",
        "党办",
        "",
        "市教育局牵头",
        "责任单位",
        "各支部、各科室",
        "试行",
        "以下简称活动",
        "三会一课",
        "五好支部",
        "含各股室",
        "附件1",
        "2011",
        "第三党支部",
        "一季度考核为优秀的单位",
        "七一",
        "前",
        "后",
        "月",
        "共3项",
        "团委",
        "办公室和人事科",
        "年度考核小组",
        "工会",
        "交通局",
        "发改委",
        "报社",
    ];
    for words in others {
        assert!(!looks_like_deadline(words), "{words}");
    }
}

fn any_words() -> impl Strategy<Value = String> {
    let pieces: Vec<&'static str> = concat!(
        "2011年 二〇一一年 11年 今年 明年 次年 12月 6月 2月 13月 本月 下月 30日 31号 20 5 十一 “七一” 国庆节 春节 年底 月底 底 末 初 中 上旬 下旬 上半年 三季度 季度 每月 每 每季度 每年 每周五 每周 ",
        "一次 前 之前 后 内 起 止 期间 至 — - － ~ 、 和 ， ； 。 （ ） “ ” 完成 报送党办 长期坚持 立即 即日 10个工作日 三个月 半年 会 活动结束 收到通知 自 在 到 18时 17:30 下午5点 下班 星期五 周日 ",
        "“十二五” 民国 . / 0 99 999999999 × * 第 最后一个 2012.6.30 2012-2-30 左右 用 时间 个 年 月 日"
    )
    .split(' ')
    .collect();
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(pieces), 1..9).prop_map(|pieces| pieces.concat()),
        proptest::collection::vec(any::<char>(), 0..40).prop_map(|characters| characters.into_iter().collect()),
    ]
}

/// The day of a value such as `2011-06-15T18:00`; fails where it is no ISO date.
fn day(value: &str) -> Date {
    let (day, clock) = value.split_once('T').map_or((value, None), |(day, clock)| (day, Some(clock)));
    if let Some(clock) = clock {
        clock.parse::<jiff::civil::Time>().unwrap();
    }
    assert_eq!(day.len(), 10, "{value}");
    day.parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_words_are_read_or_refused(words in any_words(), year in proptest::option::of(any::<i16>()), issued in proptest::option::of((-9999_i16..=9999, 1_i8..=12, 1_i8..=28))) {
        let context = DeadlineContext { year, issued: issued.map(|(year, month, day)| Date::new(year, month, day).unwrap()) };
        let deadline = read_deadline(&words, context);
        let _ = (looks_like_deadline(&words), weekday_disagrees(&words, context));
        if context.year.is_none_or(|year| (1900..=2100).contains(&year)) && context.issued.is_none_or(|day| (1900..=2100).contains(&day.year())) {
            let start = deadline.start.as_deref().map(day);
            let end = deadline.end.as_deref().map(day);
            for date in &deadline.dates {
                day(date);
            }
            if let (Some(start), Some(end)) = (start, end) {
                prop_assert!(start <= end, "{words}: {deadline:?}");
            }
        }
        if deadline.kind == DeadlineKind::Unresolved {
            prop_assert_eq!(deadline, Deadline::unresolved());
        } else {
            prop_assert!(!impossible_date(&words, context));
        }
    }

    /// Nothing is known of the year: no date may be given whose year the words don't name.
    #[test]
    fn no_year_comes_from_nowhere(words in any_words()) {
        let deadline = read_deadline(&words, DeadlineContext::default());
        let years_said = ["20", "二〇一一", "十二五", "民国", "九", "9"].iter().any(|year| words.contains(year));
        prop_assert!(years_said || deadline.end.is_none() && deadline.start.is_none() && deadline.dates.is_empty(), "{words}: {deadline:?}");
        prop_assert!(!deadline.year_assumed, "{words}: {deadline:?}");
    }

    /// Widths, spaces and a closing stop change nothing.
    #[test]
    fn dress_does_not_matter(words in any_words()) {
        let context = DeadlineContext { year: Some(2011), issued: Some(Date::new(2011, 3, 15).unwrap()) };
        let wide: String = words.chars().map(|character| match character {
            '0'..='9' => char::from_u32(character as u32 + 0xFEE0).unwrap(),
            other => other,
        }).collect();
        // What the words hang on is given as they write it.
        let plain = |mut deadline: Deadline| { deadline.anchor = None; deadline };
        prop_assert_eq!(plain(read_deadline(&wide, context)), plain(read_deadline(&words, context)));
        prop_assert_eq!(read_deadline(&format!(" {words}。"), context), read_deadline(&words, context));
    }
}

#[test]
fn the_command() {
    let run =
        |arguments: &[&str]| std::process::Command::new(env!("CARGO_BIN_EXE_tongzhi")).arg("deadline").args(arguments).output().unwrap();
    let output = run(&["12月20日之前", "--year", "2011", "--issued", "2011-03-15"]);
    assert!(output.status.success());
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["text"], "12月20日之前");
    assert_eq!(value["deadline"]["end"], "2011-12-20");
    assert_eq!(value["deadline"]["year_assumed"], true);
    let several = run(&["长期", "3月24日（星期五）", "--year", "2011"]);
    assert_eq!(several.stdout.iter().filter(|byte| **byte == b'\n').count(), 2);
    assert!(String::from_utf8(several.stdout).unwrap().contains("\"weekday_disagrees\":true"));
    assert_eq!(run(&["长期", "--issued", "2011-02-30"]).status.code(), Some(2));
    assert_eq!(run(&[]).status.code(), Some(2));
}
