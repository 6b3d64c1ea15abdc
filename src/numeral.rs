//! Chinese and Arabic numerals as notices write them.
//!
//! Our own, because the crates for it know neither 〇 and ○ as zero nor 廿 and 卅.

use crate::word_table::CharacterSet;

/// The digit that a character stands for: 0–9, ０–９, 〇 ○ 零 and the letters typed for them, 一–九 and 两.
pub fn digit(character: char) -> Option<u32> {
    let value = match character {
        '0'..='9' => character as u32 - '0' as u32,
        '０'..='９' => character as u32 - '０' as u32,
        '〇' | '○' | '零' | 'Ｏ' | 'O' | 'о' | 'О' | 'Ο' | 'ο' | '◯' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

/// What a character multiplies the digit before it by: 十 百 千.
fn unit(character: char) -> Option<u32> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// 廿 and 卅, which are a digit and its unit in one.
fn contracted(character: char) -> Option<u32> {
    match character {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// Whether a character can be part of a number that [`number`] reads.
pub fn is_numeral(character: char) -> bool {
    static NUMERALS: CharacterSet = CharacterSet::of("0123456789０１２３４５６７８９〇○零ＯOоОΟο◯一二两三四五六七八九十百千廿卅");
    NUMERALS.contains(character)
}

/// The value of a numeral of at most nine characters: a Chinese cardinal up to 9999 (`十一`, `二十`, `廿三`,
/// `一百〇一`), or digits in a row, Chinese, Arabic, full-width or mixed (`二〇一一`, `二0一一`, `１２`).
/// `None` where the words are no such number (`十十`, `二三十`, an empty text).
pub fn number(words: &str) -> Option<u32> {
    const LONGEST: usize = 9;
    let mut value = 0;
    for (count, character) in words.chars().enumerate() {
        match digit(character) {
            Some(digit) if count < LONGEST => value = 10 * value + digit,
            Some(_) => return None,
            None => return if words.chars().nth(LONGEST).is_none() { cardinal(words) } else { None },
        }
    }
    if words.is_empty() { None } else { Some(value) }
}

fn cardinal(words: &str) -> Option<u32> {
    let mut total = 0;
    let mut waiting: Option<u32> = None;
    let mut smallest = u32::MAX;
    let mut zero = false;
    for character in words.chars() {
        if let Some(unit) = unit(character) {
            // 十一 begins with its unit; 一百十 leaves the 一 out.
            let factor = match waiting.take() {
                Some(factor) => factor,
                None if unit == 10 => 1,
                None => return None,
            };
            if unit >= smallest || factor == 0 {
                return None;
            }
            smallest = unit;
            total += factor * unit;
            zero = false;
        } else if let Some(value) = contracted(character) {
            if waiting.is_some() || smallest <= 10 {
                return None;
            }
            smallest = 10;
            total += value;
        } else {
            let value = digit(character)?;
            match waiting {
                None if value == 0 && !zero && total > 0 => zero = true,
                None if value > 0 => waiting = Some(value),
                // 12十 and 二三十 are no numbers.
                _ => return None,
            }
        }
    }
    match waiting {
        // 一百二 is 120 in speech; no notice numbers so, and guessing is worse than not knowing.
        Some(_) if smallest > 10 && !zero && total > 0 => None,
        Some(value) => Some(total + value),
        None if zero => None,
        None => Some(total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_what_numbers_are_made_of() {
        for character in '\0'..='\u{FFFF}' {
            let part = digit(character).is_some() || unit(character).is_some() || contracted(character).is_some();
            assert_eq!(is_numeral(character), part, "{character}");
        }
    }

    #[test]
    fn numerals() {
        let cases = [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十一", Some(11)),
            ("二十", Some(20)),
            ("廿三", Some(23)),
            ("卅", Some(30)),
            ("九十九", Some(99)),
            ("一百", Some(100)),
            ("一百〇一", Some(101)),
            ("一百零一", Some(101)),
            ("一百一十", Some(110)),
            ("一百十二", Some(112)),
            ("一千二百零三", Some(1203)),
            ("二〇一一", Some(2011)),
            ("二○一一", Some(2011)),
            ("二0一一", Some(2011)),
            ("１２", Some(12)),
            ("7", Some(7)),
            ("", None),
            ("十十", None),
            ("二三十", None),
            ("一百二", None),
            ("百", None),
            ("甲", None),
            ("十0", None),
        ];
        for (words, value) in cases {
            assert_eq!(number(words), value, "{words}");
        }
    }
}
