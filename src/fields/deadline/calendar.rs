//! Days that go by a name, and the periods of the five-year plans.

use jiff::Span;
use jiff::civil::{Date, date};

use super::lunar;

/// When a named day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// The same month and day in every year.
    Fixed(i8, i8),
    /// Month and day of the lunar calendar, and days to add to it.
    Lunar(i8, i8, i8),
    /// 清明.
    ClearAndBright,
}

impl Rule {
    /// The date in `year`; `None` where the tables do not reach.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Lunar(month, day, shift) => {
                // The last months of a lunar year reach into the next.
                let days = [year.checked_sub(1)?, year].into_iter().filter_map(|year| lunar::date(year, month, day));
                days.filter_map(|day| day.checked_add(Span::new().days(shift)).ok()).find(|day| day.year() == year)
            }
            Self::ClearAndBright => Date::new(year, 4, lunar::clear_and_bright(year)?).ok(),
        }
    }

    /// The first time the day comes round after `day`.
    pub fn after(self, day: Date) -> Option<Date> {
        let this_year = self.in_year(day.year())?;
        if this_year > day { Some(this_year) } else { self.in_year(day.year().checked_add(1)?) }
    }

    /// It falls in January or February: "before it" in a notice without an issue date may mean this year's or the next.
    pub fn is_in_winter(self) -> bool {
        match self {
            Self::Fixed(month, _) => month < 3,
            Self::Lunar(month, ..) => month == 1 || month >= 11,
            Self::ClearAndBright => false,
        }
    }
}

/// A day that goes by a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NamedDay {
    /// The names notices use.
    pub names: &'static [&'static str],
    /// When it is.
    pub rule: Rule,
}

const fn fixed(names: &'static [&'static str], month: i8, day: i8) -> NamedDay {
    NamedDay { names, rule: Rule::Fixed(month, day) }
}

const fn lunar(names: &'static [&'static str], month: i8, day: i8) -> NamedDay {
    NamedDay { names, rule: Rule::Lunar(month, day, 0) }
}

/// National holidays and memorial days (State Council's 全国年节及纪念日放假办法 and the decisions that set up single days).
pub(super) static NAMED_DAYS: &[NamedDay] = &[
    fixed(&["元旦", "元旦节", "新年"], 1, 1),
    lunar(&["春节", "大年初一"], 1, 1),
    NamedDay { names: &["除夕", "大年三十"], rule: Rule::Lunar(1, 1, -1) },
    lunar(&["元宵", "元宵节", "正月十五"], 1, 15),
    fixed(&["三八", "三八节", "三八妇女节", "妇女节", "国际妇女节", "三八国际妇女节"], 3, 8),
    fixed(&["植树节"], 3, 12),
    NamedDay { names: &["清明", "清明节"], rule: Rule::ClearAndBright },
    fixed(&["五一", "五一节", "五一劳动节", "劳动节", "国际劳动节", "五一国际劳动节"], 5, 1),
    fixed(&["五四", "五四青年节", "青年节"], 5, 4),
    fixed(&["护士节", "国际护士节", "512护士节", "512国际护士节"], 5, 12),
    fixed(&["六一", "六一节", "六一儿童节", "儿童节", "国际儿童节", "六一国际儿童节"], 6, 1),
    lunar(&["端午", "端午节"], 5, 5),
    fixed(&["七一", "七一建党节", "建党节", "建党纪念日", "党的生日", "七一建党纪念日"], 7, 1),
    fixed(&["八一", "八一节", "八一建军节", "建军节"], 8, 1),
    fixed(&["医师节", "中国医师节"], 8, 19),
    fixed(&["教师节"], 9, 10),
    lunar(&["中秋", "中秋节"], 8, 15),
    fixed(&["烈士纪念日"], 9, 30),
    fixed(&["十一", "国庆", "国庆节", "十一国庆节"], 10, 1),
    lunar(&["重阳", "重阳节"], 9, 9),
    fixed(&["记者节"], 11, 8),
    fixed(&["宪法日", "国家宪法日"], 12, 4),
];

/// Five-year plans, by number: the first was 1953–1957, and from the 三五 on (1966) they followed without a gap.
pub(super) static FIVE_YEAR_PLANS: &[(&str, i16, i16)] = &[
    ("八五", 1991, 1995),
    ("九五", 1996, 2000),
    ("十五", 2001, 2005),
    ("十一五", 2006, 2010),
    ("十二五", 2011, 2015),
    ("十三五", 2016, 2020),
    ("十四五", 2021, 2025),
    ("十五五", 2026, 2030),
    ("十六五", 2031, 2035),
];

/// First and last day of the five-year plan that goes by `name`.
pub(super) fn five_year_plan(name: &str) -> Option<(Date, Date)> {
    let (_, first, last) = FIVE_YEAR_PLANS.iter().find(|(plan, ..)| *plan == name)?;
    Some((date(*first, 1, 1), date(*last, 12, 31)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named_day(name: &str) -> Option<&'static NamedDay> {
        NAMED_DAYS.iter().find(|day| day.names.contains(&name))
    }

    #[test]
    fn moving_days() {
        let cases = [
            ("春节", 2012, (1, 23)),
            ("除夕", 2013, (2, 9)),
            ("元宵节", 2011, (2, 17)),
            ("清明节", 2009, (4, 4)),
            ("端午节", 2011, (6, 6)),
            ("中秋节", 2020, (10, 1)),
            ("春节", 2033, (1, 31)),
            ("中秋", 2033, (9, 8)),
        ];
        for (name, year, (month, day)) in cases {
            assert_eq!(named_day(name).and_then(|named| named.rule.in_year(year)), Some(date(year, month, day)), "{name} {year}");
        }
        assert_eq!(named_day("春节").and_then(|named| named.rule.in_year(2051)), None);
        for year in 2000..=2050 {
            // The full moon of the first month stands fourteen days after its first day.
            let [spring, lantern] = ["春节", "元宵"].map(|name| named_day(name).and_then(|named| named.rule.in_year(year)).unwrap());
            assert_eq!(spring.until(lantern).unwrap().get_days(), 14, "{year}");
        }
    }
}
