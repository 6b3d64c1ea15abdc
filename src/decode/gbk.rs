//! GBK bytes and characters, one at a time.

/// Made by `build/gbk_pairs.rs`: for each pair from lead byte 0x80 on the character in UTF-8, in three bytes, and its length in a fourth; 0
/// where the two bytes stand for nothing.
static PAIRS: &[u8; 4 * 0x8000] = include_bytes!(concat!(env!("OUT_DIR"), "/gbk_pairs.bin"));

/// The bytes that begin a double-byte character.
pub(crate) const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;

/// The character of two bytes; `None` where they stand for none.
pub(crate) fn character(lead: u8, trail: u8) -> Option<char> {
    let (utf8, length) = utf8(lead, trail)?;
    let [first, second, third, _] = utf8.map(u32::from);
    match length {
        2 => char::from_u32((first & 0x1F) << 6 | second & 0x3F),
        _ => char::from_u32((first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F),
    }
}

/// The character of two bytes in UTF-8, and its length; `None` where they stand for none.
#[inline]
pub(crate) fn utf8(lead: u8, trail: u8) -> Option<([u8; 4], usize)> {
    if lead < 0x80 {
        return None;
    }
    let (pairs, _) = PAIRS.as_chunks::<4>();
    // Taken as one number, as a decoder asks for each pair of a text.
    let entry = u32::from_le_bytes(*pairs.get(usize::from(lead & 0x7F) << 8 | usize::from(trail))?);
    let length = (entry >> 24) as usize;
    (length > 0).then_some((entry.to_le_bytes(), length))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_what_a_decoder_reads() {
        for lead in 0..=0xFF_u8 {
            for trail in 0..=0xFF_u8 {
                let bytes = [lead, trail];
                for encoding in [encoding_rs::GBK, encoding_rs::GB18030] {
                    let (text, malformed) = encoding.decode_without_bom_handling(&bytes);
                    let one = lead >= 0x80 && !malformed && text.chars().count() == 1;
                    let read = if one { text.chars().next() } else { None };
                    assert_eq!(character(lead, trail), read, "{lead:02X} {trail:02X}");
                    let utf8 = utf8(lead, trail).map(|(bytes, length)| bytes[..length].to_vec());
                    assert_eq!(utf8, read.map(|read| read.to_string().into_bytes()), "{lead:02X} {trail:02X}");
                }
            }
        }
    }
}
