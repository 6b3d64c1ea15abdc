//! What each reading of a document's enumerators costs. The outline is the cheapest reading; less than nothing is a reward.
//!
//! One unit is about a tenth of a nat. The rows were set by hand from what the forms mean and then held against real notices;
//! the differences matter, not the values.

use super::candidate::Place;
use super::marker::{Mark, Style};

/// More than any reading can win back.
const NEVER: i32 = 1000;

/// The cost of taking an enumerator for real by where it stands:
/// line start, after a full stop, a colon, a comma, a space, a short heading, in mid-sentence.
const PLACES: &[(Family, [i32; 7])] = &[
    (Family::Numbered, [-70, -20, -25, 15, -5, -15, 35]),
    (Family::HalfBracketed, [-65, -20, -20, 10, 0, -5, NEVER]),
    (Family::Sign, [-70, -30, -30, 0, -15, -30, -5]),
    (Family::Circled, [-65, -20, -20, 5, 0, -10, 20]),
    (Family::Series, [-45, -45, -35, -12, -15, -12, 15]),
    (Family::SeriesWord, [-40, -25, -25, -5, 0, 0, NEVER]),
    (Family::Division, [-70, -15, -10, NEVER, -5, -10, NEVER]),
    (Family::Bare, [-35, -8, NEVER, NEVER, 15, NEVER, NEVER]),
    (Family::Decimal, [-60, -30, -20, NEVER, -10, -5, NEVER]),
    (Family::Letter, [-50, -15, -15, 10, 0, 0, NEVER]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Numbered,
    HalfBracketed,
    Sign,
    Circled,
    Series,
    SeriesWord,
    Division,
    Bare,
    Decimal,
    Letter,
}

fn family(mark: &Mark) -> Family {
    match mark.style {
        Style::ChineseBracketed | Style::ArabicBracketed | Style::Arabic if mark.length == 3 && mark.form == 1 => Family::Sign,
        Style::ChineseHalfBracketed | Style::ArabicHalfBracketed => Family::HalfBracketed,
        Style::Circled | Style::ChineseCircled => Family::Circled,
        Style::Series if mark.form == 0 => Family::Series,
        style if style.is_series() => {
            if style == Style::SeriesMust {
                Family::Series
            } else {
                Family::SeriesWord
            }
        }
        style if style.is_division() => Family::Division,
        style if style.is_decimal() => Family::Decimal,
        Style::Bare => Family::Bare,
        Style::Roman | Style::Upper | Style::UpperBracketed | Style::Lower | Style::LowerBracketed => Family::Letter,
        Style::UpperHalfBracketed | Style::LowerHalfBracketed => Family::Letter,
        _ => Family::Numbered,
    }
}

/// Cost of taking `mark` for real where it stands.
pub(crate) fn place(mark: &Mark, place: Place) -> i32 {
    let family = family(mark);
    PLACES.iter().find(|(row, _)| *row == family).map_or(NEVER, |(_, costs)| costs[place as usize])
}

/// Whether a cost rules a reading out.
pub(crate) fn is_impossible(cost: i32) -> bool {
    cost >= NEVER
}

/// A series begins with its first number. A clause counts only when a second follows, so it pays more at first.
pub(crate) const OPEN: i32 = 25;
/// … for 一是, 首先, 第一，.
pub(crate) const OPEN_CLAUSE: i32 = 40;
/// … where the number follows on from the last series of the style (（三） under 二、 after （二） under 一、).
pub(crate) const OPEN_RUNNING: i32 = 10;
/// … where the next candidate of its style has the next number.
pub(crate) const FOLLOWED: i32 = -15;
/// … for 第N条, which run on through the chapters.
pub(crate) const OPEN_STATUTE_RUNNING: i32 = -10;
/// … with a later number, and for each number left out.
pub(crate) const OPEN_LATER: i32 = 30;
/// See [`OPEN_LATER`].
pub(crate) const OPEN_LATER_EACH: i32 = 4;
/// … with a later number at a line's start, in a text whose beginning is lost.
pub(crate) const OPEN_IN_EXCERPT: i32 = 45;
/// A clause that begins with 二是 in place of 一是: its head was lost.
pub(crate) const OPEN_CLAUSE_LATER: i32 = 42;
/// … and follows on from the last one that was read: something came between.
pub(crate) const OPEN_CLAUSE_RUNNING: i32 = 25;
/// … with 其次 where no 首先 was taken: an ordinary word.
pub(crate) const OPEN_WORD_LATER: i32 = 40;
/// The next number of an open series.
pub(crate) const NEXT: i32 = -25;
/// One or two numbers lost, each.
pub(crate) const GAP_EACH: i32 = 10;
/// More are lost.
pub(crate) const GAP_WIDE: i32 = 40;
/// The same number twice.
pub(crate) const DUPLICATE: i32 = 30;
/// A smaller number than the last.
pub(crate) const BACKWARD: i32 = 45;
/// A second series of the same style under the same parent, on top of opening it.
pub(crate) const RESTART: i32 = 20;
/// … for clauses, which do so in every paragraph.
pub(crate) const RESTART_CLAUSE: i32 = 5;
/// `4.` in a series of `3、`.
pub(crate) const OTHER_FORM: i32 = 6;
/// `1.` below `1、` as a level of its own, on top of opening it.
pub(crate) const NEST_OTHER_FORM: i32 = 18;
/// 一是 in the paragraph of 二是, on top of opening it.
pub(crate) const NEST_CLAUSE: i32 = 0;
/// A series that stood within a line goes on at line starts, or within a later line.
pub(crate) const LEAVE_LINE: i32 = 8;
/// See [`LEAVE_LINE`].
pub(crate) const OTHER_LINE: i32 = 20;
/// A series that stood at line starts goes on within a line.
pub(crate) const ENTER_LINE: i32 = 4;
/// A new style under a clause of an earlier paragraph.
pub(crate) const UNDER_OLD_CLAUSE: i32 = 15;
/// Clauses of a plain paragraph put under an item that has its own text, where they may belong to the item's parent.
pub(crate) const UNDER_FULL_ITEM: i32 = 6;
/// Clauses of a plain paragraph taken away from an item that is only a heading.
pub(crate) const LEAVE_HEADING: i32 = 10;
/// A decimal under the number that it begins with, and under another.
pub(crate) const DECIMAL_FITS: i32 = -15;
/// See [`DECIMAL_FITS`].
pub(crate) const DECIMAL_MISFITS: i32 = 5;
/// 3.1 after 2.2 under a 3.
pub(crate) const DECIMAL_TURN: i32 = -25;
/// 3.1 after 2.2 without a 3 between.
pub(crate) const DECIMAL_TURN_ALONE: i32 = 10;
/// 一是 at a full stop: often it is only a way to begin a sentence.
pub(crate) const FIRST_CLAUSE: i32 = 8;
/// A decimal at a line start before a word that also measures.
pub(crate) const LIKE_MEASURE: i32 = 20;
/// A decimal at a line start with another number or a Latin word behind a gap.
pub(crate) const BEFORE_NUMBER: i32 = 12;
/// A clause after a space, with a heading behind it up to the end of the line.
pub(crate) const CLAUSE_HEADING: i32 = -40;
/// An enumerator right behind another one.
pub(crate) const BEHIND_MARK: i32 = 25;
/// A few words and a colon or stop behind a bracketed number in mid-line: a heading beyond doubt.
pub(crate) const SHORT_HEADING: i32 = -10;
/// Going on as before after a signature or the title of an attached document.
pub(crate) const IGNORE_BREAK: i32 = 12;
/// A heading without a number below the item that is open, and not in its place.
pub(crate) const HEADING_BELOW: i32 = 8;
/// A heading without a number.
pub(crate) const HEADING: i32 = -20;
