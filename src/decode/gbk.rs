//! GBK bytes and characters, one at a time.

/// Made by `build/gbk_pairs.rs`: the code point of each pair from lead byte 0x80 on, 0 where the two bytes stand for nothing.
static PAIRS: &[u8; 0x10000] = include_bytes!(concat!(env!("OUT_DIR"), "/gbk_pairs.bin"));

/// The bytes that begin a double-byte character.
pub(crate) const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;

/// The character of two bytes; `None` where they stand for none.
pub(crate) fn character(lead: u8, trail: u8) -> Option<char> {
    char::from_u32(u32::from(code_point(lead, trail)?))
}

/// The code point of two bytes, which is beyond ASCII; `None` where they stand for no character.
#[inline]
pub(crate) fn code_point(lead: u8, trail: u8) -> Option<u16> {
    if lead < 0x80 {
        return None;
    }
    let at = usize::from(lead & 0x7F) << 9 | usize::from(trail) << 1;
    let code_point = u16::from_le_bytes([PAIRS[at], PAIRS[at | 1]]);
    (code_point != 0).then_some(code_point)
}

/// The two bytes of a character; `None` for ASCII and for what GBK has not.
pub(crate) fn bytes(character: char) -> Option<[u8; 2]> {
    let mut buffer = [0; 4];
    let (bytes, _, malformed) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
    match bytes.as_ref() {
        &[lead, trail] if !malformed => Some([lead, trail]),
        _ => None,
    }
}
