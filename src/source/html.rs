//! HTML.
use crate::decode::Decoded;
/// stub
pub fn visible_text(decoded: Decoded) -> (Decoded, Vec<String>) {
    (decoded, Vec::new())
}
