//! Which kinds of characters a text has: one pass for all the stages that ask, as most texts have none that need a closer look.

use std::ops::Range;

use crate::notice::Script;

// Made by `build/simplify.rs`: the bits of a class.
include!(concat!(env!("OUT_DIR"), "/classes.rs"));

/// For each character of the Basic Multilingual Plane, what it is (bits `HANS_ONLY` … `LOST`).
static CLASSES: &[u8; 1 << 16] = include_bytes!(concat!(env!("OUT_DIR"), "/classes.bin"));

/// A file is in one script when the other's characters are less than one in this many.
const STRAY: u64 = 20;

/// What a stretch of text is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Characters that are signs of the Simplified script.
    pub simplified: u64,
    /// Characters that no Simplified text has.
    pub traditional: u64,
    /// From the first to the last character that a run of text read in the wrong encoding may begin with; empty where none stands.
    pub misread: Range<usize>,
    /// Whether U+FFFD stands there, or what 锟斤拷 begins with.
    pub lost: bool,
}

impl Survey {
    /// Goes through the characters of `bytes`, which are UTF-8.
    pub fn of(bytes: &[u8]) -> Self {
        let mut survey = Self::default();
        let mut scripts = [0_u64; 4];
        let mut rest = bytes;
        // What is shorter than three bytes is none of these.
        while let [first, second, third, ref behind @ ..] = *rest {
            if (0xE0..0xF0).contains(&first) {
                let class = CLASSES[code_point(first, second, third)];
                scripts[usize::from(class & (HANS_ONLY | HANT_ONLY))] += 1;
                if class & (MISREAD | LOST) != 0 {
                    survey.note(bytes.len() - rest.len(), class);
                }
                rest = behind;
                continue;
            }
            // Where letters of Latin-1 are misread bytes, others stand beside them, or marks that CP1252 has.
            if matches!(first, 0xC2 | 0xC3) && matches!(third, 0xC2..=0xCB | 0xE2) {
                survey.note(bytes.len() - rest.len(), MISREAD);
            }
            let length = match first {
                0..0x80 => 1,
                0xF0.. => 4,
                _ => 2,
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        survey.simplified = scripts[usize::from(HANS_ONLY)];
        survey.traditional = scripts[usize::from(HANT_ONLY)];
        survey
    }

    /// Notes a character of this class at `at`.
    #[cold]
    fn note(&mut self, at: usize, class: u8) {
        self.lost |= class & LOST != 0;
        if class & MISREAD != 0 {
            let start = if self.misread.is_empty() { at } else { self.misread.start };
            self.misread = start..at + 1;
        }
    }

    /// The script that the text is in.
    pub fn script(&self) -> Script {
        match self {
            _ if self.traditional * STRAY <= self.simplified => Script::Hans,
            _ if self.simplified * STRAY <= self.traditional => Script::Hant,
            _ => Script::Mixed,
        }
    }
}

/// The class of a code point; none beyond the Basic Multilingual Plane.
pub(crate) fn class_of(code_point: usize) -> u8 {
    CLASSES.get(code_point).copied().unwrap_or(0)
}

/// The code point of three UTF-8 bytes (below 2^16 whatever the bytes).
#[inline(always)]
pub(crate) fn code_point(first: u8, second: u8, third: u8) -> usize {
    /// What the marks of continuation add up to; that of the first byte falls off at the top.
    const MARKS: u16 = 0x80 << 6 | 0x80;
    let upper = (u16::from(first) << 12).wrapping_add(u16::from(second) << 6);
    usize::from(upper.wrapping_add(u16::from(third)).wrapping_sub(MARKS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::gbk;

    #[test]
    fn a_text_is_told_by_its_characters() {
        let survey = |text: &str| Survey::of(text.as_bytes());
        let plain = survey("关于开展a“三基”培训的通知·要求——落实…");
        assert_eq!((plain.traditional, &plain.misread, plain.lost), (0, &(0..0), false));
        assert!(plain.simplified > 0 && survey("關於開展培訓").traditional > 0);
        assert!(survey("好\u{FFFD}").lost && survey("锟斤拷").lost);
        assert_eq!(survey("甲鎬诲姟鎬").misread, 3..13);
        assert_eq!((survey("甲é").misread, survey("甲éé").misread, survey("Ã¤").misread), (0..0, 3..4, 0..1));
    }

    #[test]
    fn all_that_utf8_read_as_gbk_may_begin_with_is_noted() {
        for (lead, trail) in (0xE2..=0xEF_u8).flat_map(|lead| (0x80..=0xBF_u8).map(move |trail| (lead, trail))) {
            if let Some(character) = gbk::character(lead, trail) {
                assert!(!Survey::of(character.to_string().as_bytes()).misread.is_empty(), "{character}");
            }
        }
    }
}
