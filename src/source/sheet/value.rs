//! What a number in a cell looks like: a date, a share, or itself.

use jiff::civil::{Date, date};

/// How a cell's number is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    year: bool,
    month: bool,
    day: bool,
    time: bool,
    percent: bool,
}

/// Built-in formats that show dates or times (ECMA-376 part 1, 18.8.30, with those of Chinese Excel), as a code that shows the same.
const BUILT_IN: [(u32, &str); 26] = [
    (9, "0%"),
    (10, "0.00%"),
    (14, "yyyy/m/d"),
    (15, "d-m-yy"),
    (16, "d-m"),
    (17, "m-yy"),
    (18, "h:mm"),
    (19, "h:mm"),
    (20, "h:mm"),
    (21, "h:mm"),
    (22, "yyyy/m/d h:mm"),
    (27, "yyyy年m月"),
    (28, "m月d日"),
    (29, "m月d日"),
    (30, "m-d-yy"),
    (31, "yyyy年m月d日"),
    (32, "h时mm分"),
    (33, "h时mm分"),
    (36, "yyyy年m月"),
    (50, "yyyy年m月"),
    (51, "m月d日"),
    (52, "yyyy年m月"),
    (53, "m月d日"),
    (54, "m月d日"),
    (57, "yyyy年m月"),
    (58, "m月d日"),
];

impl Look {
    /// By a built-in format's number.
    pub fn built_in(number: u32) -> Self {
        BUILT_IN.iter().find(|(known, _)| *known == number).map_or_else(Self::default, |(_, code)| Self::of_code(code))
    }

    /// By a format's code.
    pub fn of_code(code: &str) -> Self {
        let mut look = Self::default();
        let first = code.split(';').next().unwrap_or_default();
        // Its letters are no letters of a format.
        if first.to_ascii_lowercase().contains("general") {
            return look;
        }
        let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
        let mut before_month = ' ';
        for character in first.chars().flat_map(char::to_lowercase) {
            match character {
                _ if escaped => escaped = false,
                '\\' | '_' | '*' => escaped = true,
                '"' => quoted = !quoted,
                '[' if !quoted => bracketed = true,
                ']' => bracketed = false,
                _ if quoted || bracketed => {}
                'y' | 'e' if !first.contains("E+") => look.year = true,
                'd' => look.day = true,
                'h' | 's' => look.time = true,
                // After hours, m is minutes.
                'm' if before_month != 'h' && before_month != ':' => look.month = true,
                '%' => look.percent = true,
                _ => {}
            }
            if !matches!(character, 'm' | ' ') {
                before_month = character;
            }
        }
        if look.time && !look.year && !look.day {
            look.month = false;
        }
        look
    }

    /// The words for `value`; `since_1904` where the workbook counts its days from then.
    pub fn words(self, value: f64, since_1904: bool) -> String {
        if self.percent {
            return format!("{}%", number(value * 100.0));
        }
        if !(self.year || self.month || self.day || self.time) {
            return number(value);
        }
        let Some(date) = day(value, since_1904) else { return number(value) };
        let mut words = String::new();
        if self.year {
            words.push_str(&format!("{}年", date.year()));
        }
        if self.month {
            words.push_str(&format!("{}月", date.month()));
        }
        if self.day {
            words.push_str(&format!("{}日", date.day()));
        }
        if self.time {
            let minutes = (value.fract() * 1440.0).round() as u32 % 1440;
            let space = if words.is_empty() { "" } else { " " };
            words.push_str(&format!("{space}{:02}:{:02}", minutes / 60, minutes % 60));
        }
        words
    }
}

/// The day that Excel counts as `value`; it takes 1900 for a leap year.
fn day(value: f64, since_1904: bool) -> Option<Date> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let days = value.floor() as i64;
    let first = match (since_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 0..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    first.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A number as Excel shows it without a format: at most 15 digits of it are exact.
fn number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let places = (14 - value.abs().log10().floor() as i64).clamp(0, 15) as usize;
    let words = format!("{value:.places$}");
    if words.contains('.') { words.trim_end_matches('0').trim_end_matches('.').to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_their_formats_say() {
        let cases = [
            ("General", 3.0, "3"),
            ("General", 0.1 + 0.2, "0.3"),
            ("0%", 0.95, "95%"),
            ("yyyy/m/d", 40617.0, "2011年3月15日"),
            ("yyyy\"年\"m\"月\"d\"日\";@", 40617.0, "2011年3月15日"),
            ("m月d日", 40617.0, "3月15日"),
            ("[$-804]yyyy\"年\"m\"月\"", 40617.0, "2011年3月"),
            ("yyyy/m/d h:mm", 40617.75, "2011年3月15日 18:00"),
            ("yyyy/m/d", 1.0, "1900年1月1日"),
            ("yyyy/m/d", 61.0, "1900年3月1日"),
            ("0.00E+00", 5.0, "5"),
            ("#,##0", 12000.0, "12000"),
            ("yyyy/m/d", 1e300, &format!("{:.0}", 1e300)),
        ];
        for (code, value, words) in cases {
            assert_eq!(Look::of_code(code).words(value, false), words, "{code}");
        }
        assert_eq!(Look::built_in(31).words(40617.0, false), "2011年3月15日");
        assert_eq!(Look::built_in(14).words(39155.0, true), "2011年3月15日");
    }
}
