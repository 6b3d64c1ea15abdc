//! Traditional → Simplified.

use crate::notice::Script;
use crate::repair::Repaired;
use crate::text::Text;

/// A text in Simplified characters.
#[derive(Debug, Clone)]
pub struct Simplified {
    /// The text.
    pub text: Text,
    /// The script it was written in.
    pub script: Script,
    /// Characters converted.
    pub converted: u64,
}

/// Converts a repaired text to Simplified characters.
pub fn simplify(repaired: Repaired) -> Simplified {
    Simplified { text: repaired.text, script: Script::Hans, converted: 0 }
}
