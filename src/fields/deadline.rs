//! A deadline's words → dates that are right, or the word that they are unknown.

use jiff::civil::Date;

use crate::notice::Deadline;

/// What a deadline is read against; never the clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeadlineContext {
    /// The notice's year, by its number, title or issue date.
    pub year: Option<i16>,
    /// 成文日期.
    pub issued: Option<Date>,
}

/// Reads a deadline's words.
pub fn read_deadline(words: &str, context: DeadlineContext) -> Deadline {
    let _ = (words, context);
    Deadline::unresolved()
}
