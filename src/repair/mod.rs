//! Undoes what archives have done to the text, one file a kind of damage.

use crate::decode::Decoded;
use crate::notice::{Repair, Span};
use crate::text::Text;

/// A text without the damage that could be undone.
#[derive(Debug, Clone)]
pub struct Repaired {
    /// The text.
    pub text: Text,
    /// What was undone, by kind.
    pub repairs: Vec<Repair>,
    /// Damaged places that could not be mended with certainty and stand as they were.
    pub unresolved: Vec<Span>,
}

/// Undoes the damage in a decoded text.
pub fn repair(decoded: Decoded) -> Repaired {
    Repaired { text: decoded.text, repairs: Vec::new(), unresolved: Vec::new() }
}
