//! Days that go by a name, and the periods of the five-year plans.

use jiff::civil::{Date, date};

/// When a named day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// The same month and day in every year.
    Fixed(i8, i8),
    /// A column of [`MOVING`], and days to add to it.
    Moving(usize, i8),
}

/// A day that goes by a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NamedDay {
    /// The names notices use.
    pub names: &'static [&'static str],
    /// When it is.
    pub rule: Rule,
    /// It falls in January or February: "before it" in a notice without an issue date may mean this year's or the next.
    pub winter: bool,
}

const fn fixed(names: &'static [&'static str], month: i8, day: i8) -> NamedDay {
    NamedDay { names, rule: Rule::Fixed(month, day), winter: month < 3 }
}

const fn moving(names: &'static [&'static str], column: usize, shift: i8) -> NamedDay {
    NamedDay { names, rule: Rule::Moving(column, shift), winter: column < 2 }
}

/// National holidays and memorial days (State Council's 全国年节及纪念日放假办法 and the decisions that set up single days).
pub(super) static NAMED_DAYS: &[NamedDay] = &[
    fixed(&["元旦", "元旦节", "新年"], 1, 1),
    moving(&["春节", "大年初一"], 0, 0),
    moving(&["除夕", "大年三十"], 0, -1),
    moving(&["元宵", "元宵节", "正月十五"], 1, 0),
    fixed(&["三八", "三八节", "三八妇女节", "妇女节", "国际妇女节", "三八国际妇女节"], 3, 8),
    fixed(&["植树节"], 3, 12),
    moving(&["清明", "清明节"], 2, 0),
    fixed(&["五一", "五一节", "五一劳动节", "劳动节", "国际劳动节", "五一国际劳动节"], 5, 1),
    fixed(&["五四", "五四青年节", "青年节"], 5, 4),
    fixed(&["护士节", "国际护士节", "512护士节", "512国际护士节"], 5, 12),
    fixed(&["六一", "六一节", "六一儿童节", "儿童节", "国际儿童节", "六一国际儿童节"], 6, 1),
    moving(&["端午", "端午节"], 3, 0),
    fixed(&["七一", "七一建党节", "建党节", "建党纪念日", "党的生日", "七一建党纪念日"], 7, 1),
    fixed(&["八一", "八一节", "八一建军节", "建军节"], 8, 1),
    fixed(&["医师节", "中国医师节"], 8, 19),
    fixed(&["教师节"], 9, 10),
    moving(&["中秋", "中秋节"], 4, 0),
    fixed(&["烈士纪念日"], 9, 30),
    fixed(&["十一", "国庆", "国庆节", "十一国庆节"], 10, 1),
    moving(&["重阳", "重阳节"], 5, 0),
    fixed(&["记者节"], 11, 8),
    fixed(&["宪法日", "国家宪法日"], 12, 4),
];

impl NamedDay {
    /// Its date in `year`; `None` where the table does not reach.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        match self.rule {
            Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
            Rule::Moving(column, shift) => {
                let row = MOVING.get(usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?)?;
                let (month, day) = *row.get(column)?;
                Date::new(year, month, day).ok()?.checked_add(jiff::Span::new().days(shift)).ok()
            }
        }
    }

    /// The first time it comes round after `day`.
    pub fn after(&self, day: Date) -> Option<Date> {
        let this_year = self.in_year(day.year())?;
        if this_year > day { Some(this_year) } else { self.in_year(day.year().checked_add(1)?) }
    }
}

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

/// The first year of [`MOVING`].
const FIRST_YEAR: i16 = 2000;

/// Month and day of 春节, 元宵, 清明, 端午, 中秋, 重阳, 2000–2050. Computed with lunardate 0.3 and lunar-python 1.4.8,
/// which agree on every day; 清明 also against the sun's longitude (15°, UTC+8) by PyEphem.
#[rustfmt::skip]
static MOVING: &[[(i8, i8); 6]] = &[
    [(2, 5), (2, 19), (4, 4), (6, 6), (9, 12), (10, 6)], // 2000
    [(1, 24), (2, 7), (4, 5), (6, 25), (10, 1), (10, 25)], // 2001
    [(2, 12), (2, 26), (4, 5), (6, 15), (9, 21), (10, 14)], // 2002
    [(2, 1), (2, 15), (4, 5), (6, 4), (9, 11), (10, 4)], // 2003
    [(1, 22), (2, 5), (4, 4), (6, 22), (9, 28), (10, 22)], // 2004
    [(2, 9), (2, 23), (4, 5), (6, 11), (9, 18), (10, 11)], // 2005
    [(1, 29), (2, 12), (4, 5), (5, 31), (10, 6), (10, 30)], // 2006
    [(2, 18), (3, 4), (4, 5), (6, 19), (9, 25), (10, 19)], // 2007
    [(2, 7), (2, 21), (4, 4), (6, 8), (9, 14), (10, 7)], // 2008
    [(1, 26), (2, 9), (4, 4), (5, 28), (10, 3), (10, 26)], // 2009
    [(2, 14), (2, 28), (4, 5), (6, 16), (9, 22), (10, 16)], // 2010
    [(2, 3), (2, 17), (4, 5), (6, 6), (9, 12), (10, 5)], // 2011
    [(1, 23), (2, 6), (4, 4), (6, 23), (9, 30), (10, 23)], // 2012
    [(2, 10), (2, 24), (4, 4), (6, 12), (9, 19), (10, 13)], // 2013
    [(1, 31), (2, 14), (4, 5), (6, 2), (9, 8), (10, 2)], // 2014
    [(2, 19), (3, 5), (4, 5), (6, 20), (9, 27), (10, 21)], // 2015
    [(2, 8), (2, 22), (4, 4), (6, 9), (9, 15), (10, 9)], // 2016
    [(1, 28), (2, 11), (4, 4), (5, 30), (10, 4), (10, 28)], // 2017
    [(2, 16), (3, 2), (4, 5), (6, 18), (9, 24), (10, 17)], // 2018
    [(2, 5), (2, 19), (4, 5), (6, 7), (9, 13), (10, 7)], // 2019
    [(1, 25), (2, 8), (4, 4), (6, 25), (10, 1), (10, 25)], // 2020
    [(2, 12), (2, 26), (4, 4), (6, 14), (9, 21), (10, 14)], // 2021
    [(2, 1), (2, 15), (4, 5), (6, 3), (9, 10), (10, 4)], // 2022
    [(1, 22), (2, 5), (4, 5), (6, 22), (9, 29), (10, 23)], // 2023
    [(2, 10), (2, 24), (4, 4), (6, 10), (9, 17), (10, 11)], // 2024
    [(1, 29), (2, 12), (4, 4), (5, 31), (10, 6), (10, 29)], // 2025
    [(2, 17), (3, 3), (4, 5), (6, 19), (9, 25), (10, 18)], // 2026
    [(2, 6), (2, 20), (4, 5), (6, 9), (9, 15), (10, 8)], // 2027
    [(1, 26), (2, 9), (4, 4), (5, 28), (10, 3), (10, 26)], // 2028
    [(2, 13), (2, 27), (4, 4), (6, 16), (9, 22), (10, 16)], // 2029
    [(2, 3), (2, 17), (4, 5), (6, 5), (9, 12), (10, 5)], // 2030
    [(1, 23), (2, 6), (4, 5), (6, 24), (10, 1), (10, 24)], // 2031
    [(2, 11), (2, 25), (4, 4), (6, 12), (9, 19), (10, 12)], // 2032
    [(1, 31), (2, 14), (4, 4), (6, 1), (9, 8), (10, 1)], // 2033
    [(2, 19), (3, 5), (4, 5), (6, 20), (9, 27), (10, 20)], // 2034
    [(2, 8), (2, 22), (4, 5), (6, 10), (9, 16), (10, 9)], // 2035
    [(1, 28), (2, 11), (4, 4), (5, 30), (10, 4), (10, 27)], // 2036
    [(2, 15), (3, 1), (4, 4), (6, 18), (9, 24), (10, 17)], // 2037
    [(2, 4), (2, 18), (4, 5), (6, 7), (9, 13), (10, 7)], // 2038
    [(1, 24), (2, 7), (4, 5), (5, 27), (10, 2), (10, 26)], // 2039
    [(2, 12), (2, 26), (4, 4), (6, 14), (9, 20), (10, 14)], // 2040
    [(2, 1), (2, 15), (4, 4), (6, 3), (9, 10), (10, 3)], // 2041
    [(1, 22), (2, 5), (4, 4), (6, 22), (9, 28), (10, 22)], // 2042
    [(2, 10), (2, 24), (4, 5), (6, 11), (9, 17), (10, 11)], // 2043
    [(1, 30), (2, 13), (4, 4), (5, 31), (10, 5), (10, 29)], // 2044
    [(2, 17), (3, 3), (4, 4), (6, 19), (9, 25), (10, 18)], // 2045
    [(2, 6), (2, 20), (4, 4), (6, 8), (9, 15), (10, 8)], // 2046
    [(1, 26), (2, 9), (4, 5), (5, 29), (10, 4), (10, 27)], // 2047
    [(2, 14), (2, 28), (4, 4), (6, 15), (9, 22), (10, 16)], // 2048
    [(2, 2), (2, 16), (4, 4), (6, 4), (9, 11), (10, 5)], // 2049
    [(1, 23), (2, 6), (4, 4), (6, 23), (9, 30), (10, 24)], // 2050
];

#[cfg(test)]
mod tests {
    use super::*;

    fn named_day(name: &str) -> Option<&'static NamedDay> {
        NAMED_DAYS.iter().find(|day| day.names.contains(&name))
    }

    #[test]
    fn moving_days() {
        assert_eq!(MOVING.len(), 51);
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
            assert_eq!(named_day(name).and_then(|named| named.in_year(year)), Some(date(year, month, day)), "{name} {year}");
        }
        assert_eq!(named_day("春节").and_then(|named| named.in_year(2051)), None);
        for year in 2000..=2050 {
            // The full moon of the first month stands fourteen days after its first day.
            let [spring, lantern] = ["春节", "元宵"].map(|name| named_day(name).and_then(|named| named.in_year(year)).unwrap());
            assert_eq!(spring.until(lantern).unwrap().get_days(), 14, "{year}");
        }
    }
}
