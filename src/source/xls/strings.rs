//! Strings in records ([MS-XLS] 2.5.293 and 2.5.294, and the code-page strings of BIFF5).

use encoding_rs::Encoding;

use crate::source::doc::u16_at;

/// Set where characters take two bytes and not one.
const WIDE: u8 = 1;
/// Set where data for East Asian readings follows.
const PHONETIC: u8 = 4;
/// Set where formats of runs follow.
const RICH: u8 = 8;

/// The string at `at` in `data` whose length is written in `length_bytes` bytes; up to where the record ends.
pub fn string(data: &[u8], at: usize, length_bytes: usize, is_biff8: bool, code_page: &'static Encoding) -> Option<String> {
    let count = if length_bytes == 2 { usize::from(u16_at(data, at)?) } else { usize::from(*data.get(at)?) };
    let rest = data.get(at + length_bytes..)?;
    if !is_biff8 {
        return Some(code_page.decode_without_bom_handling(&rest[..count.min(rest.len())]).0.into_owned());
    }
    let (flags, rest) = rest.split_first()?;
    Some(characters(&rest[..(count * width(*flags)).min(rest.len())], *flags))
}

fn width(flags: u8) -> usize {
    1 + usize::from(flags & WIDE)
}

fn characters(bytes: &[u8], flags: u8) -> String {
    if flags & WIDE == 0 {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The table of strings that cells refer to, which goes on over several records.
pub struct Strings<'b> {
    parts: Vec<&'b [u8]>,
    part: usize,
    at: usize,
}

impl<'b> Strings<'b> {
    /// The table in these records.
    pub fn new(parts: Vec<&'b [u8]>) -> Self {
        // The number of references and that of strings come first.
        Self { parts, part: 0, at: 8 }
    }

    /// All strings, up to where the table is damaged.
    pub fn read(mut self) -> Vec<String> {
        std::iter::from_fn(|| self.next_string()).collect()
    }

    fn next_string(&mut self) -> Option<String> {
        let count = usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        let mut flags = self.byte()?;
        let runs = if flags & RICH != 0 { usize::from(u16::from_le_bytes([self.byte()?, self.byte()?])) } else { 0 };
        let readings =
            if flags & PHONETIC != 0 { u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]) as usize } else { 0 };
        let mut text = String::new();
        let mut left = count;
        while left > 0 {
            let rest = self.parts.get(self.part)?.get(self.at..).unwrap_or_default();
            let taken = left.min(rest.len() / width(flags));
            text.push_str(&characters(&rest[..taken * width(flags)], flags));
            self.at += taken * width(flags);
            left -= taken;
            if left > 0 {
                // The next record says anew how wide characters are.
                (self.part, self.at) = (self.part + 1, 1);
                flags = *self.parts.get(self.part)?.first()?;
            }
        }
        self.skip(runs * 4 + readings);
        Some(text)
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        self.at += 1;
        self.parts[self.part].get(self.at - 1).copied()
    }

    fn skip(&mut self, mut bytes: usize) {
        while let Some(part) = self.parts.get(self.part) {
            let rest = part.len().saturating_sub(self.at);
            if bytes <= rest {
                self.at += bytes;
                return;
            }
            bytes -= rest;
            (self.part, self.at) = (self.part + 1, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_over_records_and_may_change_their_width_there() {
        // Two references, two strings: 义诊abc, with the width changing after 义诊, and 责任 with a run and readings.
        let first = [2, 0, 0, 0, 2, 0, 0, 0, 5, 0, 1, 0x49, 0x4E, 0xCA, 0x8B];
        let second = [0, b'a', b'b', b'c', 2, 0, 13, 1, 0, 2, 0, 0, 0, 0x23, 0x8D, 0xFB, 0x4E, 0, 0];
        let third = [0, 0, 9, 9];
        let strings = Strings::new(vec![&first, &second, &third]).read();
        assert_eq!(strings, ["义诊abc", "责任"]);
        // Cut anywhere, it gives what is whole.
        for end in 0..first.len() {
            assert!(Strings::new(vec![&first[..end]]).read().is_empty());
        }
    }

    #[test]
    fn strings_of_biff5_are_in_the_code_page() {
        let gbk = [4, 0, 0xD2, 0xE5, 0xD5, 0xEF];
        assert_eq!(string(&gbk, 0, 2, false, encoding_rs::GB18030).as_deref(), Some("义诊"));
        assert_eq!(string(&gbk[..3], 0, 2, true, encoding_rs::GB18030).as_deref(), Some(""));
        assert_eq!(string(&gbk[..1], 0, 2, false, encoding_rs::GB18030), None);
    }
}
