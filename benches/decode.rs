//! Speed of detection and decoding, chardetng beside it.
fn main() {}
