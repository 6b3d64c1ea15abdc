//! The lunar calendar (农历), 1999–2050.

use jiff::Span;
use jiff::civil::Date;

/// The first year of [`YEARS`].
const FIRST_YEAR: i16 = 1999;
/// Months that a row of [`YEARS`] has room for: a leap year's.
const MOST_MONTHS: u32 = 13;

/// The day that `day` of the lunar `month` (1–12, no leap month) of the lunar `year` is; `None` where there is none, or the table does
/// not reach.
pub(super) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    let &(first_month, first_day, leap, long) = YEARS.get(row(year)?)?;
    let before = u32::try_from(month.checked_sub(1)?).ok().filter(|before| *before < 12)?;
    // The leap month has the number of the one before it.
    let before = before + u32::from(leap > 0 && month > leap);
    let length = |place: u32| 29 + i32::from(long >> (MOST_MONTHS - 1 - place) & 1);
    let day = i32::from(day);
    if !(1..=length(before)).contains(&day) {
        return None;
    }
    let days = (0..before).map(length).sum::<i32>() + day - 1;
    Date::new(year, first_month, first_day).ok()?.checked_add(Span::new().days(days)).ok()
}

/// The day of April on which 清明 falls in `year`.
pub(super) fn clear_and_bright(year: i16) -> Option<i8> {
    CLEAR_AND_BRIGHT.get(row(year)?).copied()
}

/// Where `year` stands in the tables.
fn row(year: i16) -> Option<usize> {
    usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()
}

/// Month and day on which each lunar year begins, its leap month (0: none), and which of its months are long (30 days, else 29),
/// the first in the highest of [`MOST_MONTHS`] bits. Computed with lunardate 0.3; the five festivals that follow from it were
/// computed with lunar-python 1.4.8 too, which agrees on every day.
#[rustfmt::skip]
static YEARS: &[(i8, i8, i8, u16)] = &[
    (2, 16, 0, 0b1001001011100), // 1999
    (2, 5, 0, 0b1100100101100), // 2000
    (1, 24, 4, 0b1101010010101), // 2001
    (2, 12, 0, 0b1101010010100), // 2002
    (2, 1, 0, 0b1101101001010), // 2003
    (1, 22, 2, 0b0101101010101), // 2004
    (2, 9, 0, 0b0101011010100), // 2005
    (1, 29, 7, 0b1010101011011), // 2006
    (2, 18, 0, 0b0010010111010), // 2007
    (2, 7, 0, 0b1001001011010), // 2008
    (1, 26, 5, 0b1100100101011), // 2009
    (2, 14, 0, 0b1010100101010), // 2010
    (2, 3, 0, 0b1011010010100), // 2011
    (1, 23, 4, 0b1011010101010), // 2012
    (2, 10, 0, 0b1010110101010), // 2013
    (1, 31, 9, 0b0101010110101), // 2014
    (2, 19, 0, 0b0100101110100), // 2015
    (2, 8, 0, 0b1010010110110), // 2016
    (1, 28, 6, 0b0101001010111), // 2017
    (2, 16, 0, 0b0101001010110), // 2018
    (2, 5, 0, 0b1010100100110), // 2019
    (1, 25, 4, 0b0111010010101), // 2020
    (2, 12, 0, 0b0110101010100), // 2021
    (2, 1, 0, 0b1010110101010), // 2022
    (1, 22, 2, 0b0100110110101), // 2023
    (2, 10, 0, 0b0100101101100), // 2024
    (1, 29, 6, 0b1010010101110), // 2025
    (2, 17, 0, 0b1010010011100), // 2026
    (2, 6, 0, 0b1101001001100), // 2027
    (1, 26, 5, 0b1110100100110), // 2028
    (2, 13, 0, 0b1101010100110), // 2029
    (2, 3, 0, 0b0101101010100), // 2030
    (1, 23, 3, 0b0110101101010), // 2031
    (2, 11, 0, 0b1001011011010), // 2032
    (1, 31, 11, 0b0100101011101), // 2033
    (2, 19, 0, 0b0100101011010), // 2034
    (2, 8, 0, 0b1010010011010), // 2035
    (1, 28, 6, 0b1101001001011), // 2036
    (2, 15, 0, 0b1101001001010), // 2037
    (2, 4, 0, 0b1101010100100), // 2038
    (1, 24, 5, 0b1101101010100), // 2039
    (2, 12, 0, 0b1011010110100), // 2040
    (2, 1, 0, 0b0101011011010), // 2041
    (1, 22, 2, 0b0100101011011), // 2042
    (2, 10, 0, 0b0100100110110), // 2043
    (1, 30, 7, 0b1010010010111), // 2044
    (2, 17, 0, 0b1010010010110), // 2045
    (2, 6, 0, 0b1010101001010), // 2046
    (1, 26, 5, 0b1011010100101), // 2047
    (2, 14, 0, 0b0110110100100), // 2048
    (2, 2, 0, 0b1010110110100), // 2049
    (1, 23, 3, 0b0101010110110), // 2050
];

/// The day of April on which the sun stands at 15° (UTC+8), by PyEphem, lunardate and lunar-python.
#[rustfmt::skip]
static CLEAR_AND_BRIGHT: &[i8] = &[
    5, // 1999
    4, 5, 5, 5, 4, 5, 5, 5, 4, 4, // 2000–2009
    5, 5, 4, 4, 5, 5, 4, 4, 5, 5, // 2010–2019
    4, 4, 5, 5, 4, 4, 5, 5, 4, 4, // 2020–2029
    5, 5, 4, 4, 5, 5, 4, 4, 5, 5, // 2030–2039
    4, 4, 4, 5, 4, 4, 4, 5, 4, 4, // 2040–2049
    4, // 2050
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn lunar_days() {
        assert_eq!((YEARS.len(), CLEAR_AND_BRIGHT.len()), (52, 52));
        let cases = [
            ((2011, 1, 1), Some(day(2011, 2, 3))),
            ((2011, 8, 15), Some(day(2011, 9, 12))),
            ((2010, 12, 30), Some(day(2011, 2, 2))),
            ((2012, 4, 29), Some(day(2012, 5, 19))),
            // Behind the leap month.
            ((2012, 5, 5), Some(day(2012, 6, 23))),
            ((2017, 6, 10), Some(day(2017, 7, 3))),
            ((2020, 4, 1), Some(day(2020, 4, 23))),
            ((2020, 5, 1), Some(day(2020, 6, 21))),
            ((2011, 13, 1), None),
            ((2011, 0, 1), None),
            ((2011, 1, 31), None),
            ((1998, 1, 1), None),
        ];
        for ((year, month, of_month), expected) in cases {
            assert_eq!(date(year, month, of_month), expected, "{year}-{month}-{of_month}");
        }
    }

    #[test]
    fn a_year_ends_where_the_next_begins() {
        for year in FIRST_YEAR..2050 {
            let row = &YEARS[row(year).unwrap()];
            let last = date(year, 12, 30).or_else(|| date(year, 12, 29)).unwrap();
            let after = date(year + 1, 1, 1).unwrap();
            // A leap month behind the twelfth is met in no year of the table.
            assert_ne!(row.2, 12, "{year}");
            assert_eq!(last.tomorrow().unwrap(), after, "{year}");
        }
    }
}
