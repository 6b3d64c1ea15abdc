//! Times of day: `下午5点`, `17:30`, `下班`.

use super::cursor::Cursor;
use super::lexicon::{DayPart, Word};

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// Hour and minute.
    At(i8, i8),
    /// Known to be before the day ends, no more: 下班, 下午, 5点.
    Loose,
    /// 24时.
    DayEnd,
}

/// Reads a time of day.
pub(super) fn clock(cursor: &mut Cursor) -> Option<Clock> {
    let mut there = *cursor;
    let part = match there.peek() {
        Some(Word::DayPart(part)) => {
            there.advance();
            Some(part)
        }
        _ => None,
    };
    let found = if there.take(Word::OffWork) {
        Clock::Loose
    } else if let Some((hour, minute, spoken)) = hour(&mut there)? {
        let late = matches!(part, Some(DayPart::Afternoon | DayPart::Evening)) && hour < 12;
        match part {
            _ if hour == 24 && minute == 0 => Clock::DayEnd,
            Some(DayPart::Evening) if hour == 12 => Clock::DayEnd,
            Some(DayPart::Noon) if hour < 11 => Clock::At(hour + 12, minute),
            _ if late => Clock::At(hour + 12, minute),
            // 5点 may be five in the afternoon.
            None if spoken && hour < 8 => Clock::Loose,
            _ => Clock::At(hour, minute),
        }
    } else {
        match part? {
            DayPart::Morning | DayPart::Noon => Clock::At(12, 0),
            DayPart::Afternoon | DayPart::Evening => Clock::Loose,
        }
    };
    *cursor = there;
    Some(found)
}

/// Hour, minute, and whether it was said with 点; the outer `None` is a number that is no time.
fn hour(cursor: &mut Cursor) -> Option<Option<(i8, i8, bool)>> {
    let Some(Word::Number(..)) = cursor.peek() else { return Some(None) };
    let hour = cursor.take_small(0, 24)?;
    let mut minute = 0;
    let spoken = match cursor.peek()? {
        Word::Colon => {
            cursor.advance();
            minute = cursor.take_small(0, 59)?;
            if cursor.peek() == Some(Word::Colon) {
                return None;
            }
            false
        }
        unit @ (Word::Hour | Word::OClock) => {
            cursor.advance();
            if cursor.take(Word::AndHalf) {
                minute = 30;
            } else if let Some(value) = cursor.take_small(0, 59) {
                minute = value;
                cursor.take(Word::Minute);
            }
            cursor.take(Word::Sharp);
            unit == Word::OClock
        }
        _ => return None,
    };
    if hour == 24 && minute > 0 {
        return None;
    }
    Some(Some((hour, minute, spoken)))
}
