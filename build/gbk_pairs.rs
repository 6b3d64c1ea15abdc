//! The character of every GBK double byte, so that byte sequences can be tried out without a decoder.

use std::path::Path;

/// Writes `gbk_pairs.bin`: for lead bytes from 0x80 on and all trail bytes the code point
/// (little-endian `u16`), 0 where the two bytes stand for nothing. Source: encoding_rs (WHATWG index).
pub fn write(out: &Path) {
    let mut table = Vec::with_capacity(0x8000 * 2);
    for lead in 0x80..=0xFF_u8 {
        for trail in 0x00..=0xFF_u8 {
            let bytes = [lead, trail];
            let (text, malformed) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
            let mut characters = text.chars();
            let code_point = match (characters.next(), characters.next()) {
                (Some(character), None) if !malformed => u16::try_from(u32::from(character)).unwrap_or(0),
                _ => 0,
            };
            table.extend_from_slice(&code_point.to_le_bytes());
        }
    }
    std::fs::write(out.join("gbk_pairs.bin"), table).expect("the build directory can be written");
}
