//! The character of every GBK double byte, so that text is decoded by one look-up a character and byte sequences can be tried out.

use std::path::Path;

/// Writes `gbk_pairs.bin`: for lead bytes from 0x80 on and all trail bytes the character in UTF-8, in three bytes, and its length in a
/// fourth, which is 0 where the two bytes stand for nothing. Source: encoding_rs (WHATWG index).
pub fn write(out: &Path) {
    let mut table = Vec::with_capacity(0x8000 * 4);
    for lead in 0x80..=0xFF_u8 {
        for trail in 0x00..=0xFF_u8 {
            let bytes = [lead, trail];
            let (text, malformed) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
            let mut entry = [0; 4];
            if !malformed && text.chars().count() == 1 && text.len() < entry.len() {
                entry[..text.len()].copy_from_slice(text.as_bytes());
                entry[3] = text.len() as u8;
            }
            table.extend_from_slice(&entry);
        }
    }
    std::fs::write(out.join("gbk_pairs.bin"), table).expect("the build directory can be written");
}
