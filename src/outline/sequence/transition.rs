//! What a step from one series to the next costs.

use super::super::candidate::{Candidate, Place};
use super::super::cost;
use super::super::marker::{Mark, Style};
use super::{Series, State};

/// Cost of a new series with this number as its first.
pub(super) fn opening(state: &State, under: Option<&Series>, mark: &Mark) -> i32 {
    let clause = mark.style.is_series();
    let first = if clause { cost::OPEN_CLAUSE } else { cost::OPEN };
    let numeral = mark.numeral.unwrap_or(0);
    let last = u32::from(state.running[mark.style as usize]);
    let mut cost = match numeral {
        1 => first,
        _ if last > 0 && numeral == last + 1 => {
            if mark.style == Style::Article {
                cost::OPEN_STATUTE_RUNNING
            } else if mark.style.is_decimal() {
                first
            } else if clause {
                cost::OPEN_CLAUSE_RUNNING
            } else {
                first + cost::OPEN_RUNNING
            }
        }
        _ if clause => cost::OPEN_CLAUSE_LATER,
        _ => first + cost::OPEN_LATER + cost::OPEN_LATER_EACH * numeral.min(8) as i32,
    };
    if mark.style == Style::Series && mark.form == 1 && numeral != 1 {
        cost += cost::OPEN_WORD_LATER;
    }
    if mark.style.is_decimal()
        && let Some(under) = under
    {
        cost += if under.last == mark.prefix % 100 { cost::DECIMAL_FITS } else { cost::DECIMAL_MISFITS };
    }
    cost
}

/// Cost of going on with an open series, or of beginning it again in its place.
pub(super) fn continuing(series: &Series, under: Option<u32>, candidate: &Candidate, mark: &Mark) -> i32 {
    let mut cost = match mark.numeral {
        _ if mark.style.is_decimal() && mark.prefix != series.prefix => match mark.numeral {
            Some(1) if under == Some(mark.prefix % 100) => cost::DECIMAL_TURN,
            Some(1) => cost::DECIMAL_TURN_ALONE,
            _ => cost::BACKWARD,
        },
        // 最后 ends what 首先 began.
        None if series.form == mark.form && series.last >= 1 => cost::NEXT,
        None => cost::BACKWARD,
        Some(numeral) => match i64::from(numeral) - i64::from(series.last) {
            1 => cost::NEXT,
            0 if mark.style == Style::Article && mark.prefix > series.prefix => cost::NEXT,
            0 if numeral != 1 => cost::DUPLICATE,
            2 | 3 => cost::GAP_EACH * (numeral - series.last - 1) as i32,
            _ if numeral == 1 && mark.style.is_series() => {
                cost::OPEN_CLAUSE + cost::RESTART_CLAUSE * if series.paragraph == candidate.paragraph { 3 } else { 1 }
            }
            _ if numeral == 1 => cost::OPEN + cost::RESTART,
            difference if difference > 0 => cost::GAP_WIDE,
            _ => cost::BACKWARD,
        },
    };
    if mark.form != series.form {
        cost += cost::OTHER_FORM;
    }
    let line = candidate.place == Place::Line;
    match (series.within, line) {
        (true, true) if mark.numeral != Some(1) => cost += cost::LEAVE_LINE,
        (true, false) if series.paragraph != candidate.paragraph && mark.numeral != Some(1) => cost += cost::OTHER_LINE,
        (false, false) => cost += cost::ENTER_LINE,
        _ => {}
    }
    cost
}

/// Cost, on top of opening it, of a series under one of its own style; `None` where that cannot be.
pub(super) fn nesting(series: &Series, candidate: &Candidate, mark: &Mark) -> Option<i32> {
    if mark.numeral != Some(1) {
        return None;
    }
    if mark.style.is_series() {
        let inner = !series.within && candidate.place != Place::Line && series.paragraph == candidate.paragraph;
        return inner.then_some(cost::NEST_CLAUSE);
    }
    let other = mark.style == Style::Arabic && mark.form != series.form;
    other.then_some(cost::NEST_OTHER_FORM)
}
