//! GBK bytes and characters, one at a time.

/// Made by `build/gbk_pairs.rs`: the code points of lead bytes 0x81–0xFE with trail bytes 0x40–0xFF.
static PAIRS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gbk_pairs.bin"));

/// The bytes that begin a double-byte character.
pub(super) const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;

/// The character of two bytes; `None` where they stand for none.
pub(super) fn character(lead: u8, trail: u8) -> Option<char> {
    if !LEADS.contains(&lead) || trail < 0x40 {
        return None;
    }
    let at = 2 * (usize::from(lead - 0x81) * 192 + usize::from(trail - 0x40));
    let code_point = u16::from_le_bytes([*PAIRS.get(at)?, *PAIRS.get(at + 1)?]);
    if code_point == 0 { None } else { char::from_u32(u32::from(code_point)) }
}

/// The two bytes of a character; `None` for ASCII and for what GBK has not.
pub(super) fn bytes(character: char) -> Option<[u8; 2]> {
    let mut buffer = [0; 4];
    let (bytes, _, malformed) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
    match bytes.as_ref() {
        &[lead, trail] if !malformed => Some([lead, trail]),
        _ => None,
    }
}
