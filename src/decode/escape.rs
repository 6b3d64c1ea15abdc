//! The seven-bit encodings, which encoding_rs does not read: HZ-GB-2312 (RFC 1843) and ISO-2022-CN
//! (RFC 1922). Between their escapes stands GB 2312 with the high bits taken off.

use std::ops::Range;

use super::model::{self, MALFORMED, STEPS};
use super::runs::Writer;
use crate::text::{RunKind, Text};

/// A seven-bit encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SevenBit {
    Hz,
    Iso2022Cn,
}

/// What a change between ASCII and Chinese costs, in eighths of a nat: 3 nats.
const CHANGE: u64 = 24;
/// Pairs in one run: placing an offset walks no further than this.
const PAIRS: usize = 1024;

const ESCAPE: u8 = 0x1B;
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

/// Escape sequences after ESC that name a set of Chinese characters in ISO-2022-CN, and whether it is GB 2312.
const DESIGNATIONS: [(&[u8], bool); 4] = [(b"$)A", true), (b"$)E", true), (b"$)G", false), (b"$*H", false)];
/// Escape sequences that only another country's encoding has.
const FOREIGN: [(&[u8], &str); 4] = [
    (b"$B", "Japanese (ISO-2022-JP)"),
    (b"$@", "Japanese (ISO-2022-JP)"),
    (b"(J", "Japanese (ISO-2022-JP)"),
    (b"$)C", "Korean (ISO-2022-KR)"),
];

impl SevenBit {
    /// The registered name. WHATWG knows neither.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Hz => "HZ-GB-2312",
            Self::Iso2022Cn => "ISO-2022-CN",
        }
    }

    /// The one that goes by `name`.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "hz" | "hz-gb-2312" => Some(Self::Hz),
            "iso-2022-cn" | "iso2022cn" | "iso-2022-cn-ext" => Some(Self::Iso2022Cn),
            _ => None,
        }
    }
}

/// What is designated by the escape sequence at the start of `bytes` (an ESC): its length and whether it is GB 2312.
fn designation(bytes: &[u8]) -> Option<(usize, bool)> {
    let rest = bytes.get(1..)?;
    DESIGNATIONS.iter().find(|(sequence, _)| rest.starts_with(sequence)).map(|&(sequence, gb)| (1 + sequence.len(), gb))
}

/// Whether `bytes` name a character set as ISO-2022-CN does.
pub(super) fn has_designation(bytes: &[u8]) -> bool {
    memchr::memchr_iter(ESCAPE, bytes).any(|at| designation(&bytes[at..]).is_some())
}

/// The foreign encoding whose escape sequences stand in `bytes`.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    memchr::memchr_iter(ESCAPE, bytes)
        .find_map(|at| FOREIGN.iter().find(|(sequence, _)| bytes[at + 1..].starts_with(sequence)))
        .map(|&(_, name)| name)
}

/// A stretch of seven-bit data.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stretch {
    /// Bytes that stand for themselves.
    Ascii(Range<usize>),
    /// Pairs of GB 2312.
    Pairs(Range<usize>),
    /// `~~`, a tilde.
    Tilde(Range<usize>),
    /// Bytes that stand for nothing.
    Malformed(Range<usize>),
}

/// Parts `bytes` into stretches; escapes are in none of them.
fn stretches(encoding: SevenBit, bytes: &[u8], mut visit: impl FnMut(Stretch)) {
    let mut at = 0;
    // ISO-2022-CN: the set that SO changes to, unset or not GB 2312.
    let mut gb = encoding == SevenBit::Hz;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = match encoding {
            SevenBit::Hz => memchr::memchr(b'~', rest),
            SevenBit::Iso2022Cn => memchr::memchr2(ESCAPE, SHIFT_OUT, rest),
        };
        let length = length.unwrap_or(rest.len());
        if length > 0 {
            visit(Stretch::Ascii(at..at + length));
            at += length;
            continue;
        }
        match (encoding, rest) {
            (SevenBit::Hz, [b'~', b'{', ..]) => at = pairs(encoding, bytes, at + 2, true, &mut visit),
            (SevenBit::Hz, [b'~', b'~', ..]) => {
                visit(Stretch::Tilde(at..at + 2));
                at += 2;
            }
            (SevenBit::Hz, [b'~', b'\n', ..]) => at += 2,
            (SevenBit::Iso2022Cn, [SHIFT_OUT, ..]) => at = pairs(encoding, bytes, at + 1, gb, &mut visit),
            (SevenBit::Iso2022Cn, [ESCAPE, b'N', _, _, ..]) => {
                visit(Stretch::Malformed(at..at + 4));
                at += 4;
            }
            _ => match designation(rest) {
                Some((length, is_gb)) if encoding == SevenBit::Iso2022Cn => {
                    gb = is_gb;
                    at += length;
                }
                _ => {
                    visit(Stretch::Ascii(at..at + 1));
                    at += 1;
                }
            },
        }
    }
}

/// Parts what stands in Chinese from `at` on; gives the byte after the escape or before the line end that ends it.
fn pairs(encoding: SevenBit, bytes: &[u8], mut at: usize, mut gb: bool, visit: &mut impl FnMut(Stretch)) -> usize {
    loop {
        let mut end = at;
        while gb && end - at < 2 * PAIRS && is_pair(encoding, &bytes[end..]) {
            end += 2;
        }
        if end > at {
            visit(Stretch::Pairs(at..end));
            at = end;
            continue;
        }
        at += match (encoding, &bytes[at..]) {
            (SevenBit::Hz, [b'~', b'}', ..]) => return at + 2,
            (SevenBit::Iso2022Cn, [SHIFT_IN, ..]) => return at + 1,
            // Both encodings return to ASCII at the end of a line.
            (_, [] | [b'\n' | b'\r', ..]) => return at,
            (SevenBit::Iso2022Cn, rest) if designation(rest).is_some() => {
                let (length, is_gb) = designation(rest).unwrap_or((1, gb));
                gb = is_gb;
                length
            }
            // Of GB 2312 a byte was lost; CNS 11643 goes by pairs, for which there is no decoder here.
            (_, rest) => {
                let length = if !gb && rest.get(1).is_some_and(|&byte| byte > b' ') { 2 } else { 1 };
                visit(Stretch::Malformed(at..at + length));
                length
            }
        };
    }
}

fn is_pair(encoding: SevenBit, rest: &[u8]) -> bool {
    match rest {
        [b'~', b'}', ..] if encoding == SevenBit::Hz => false,
        [0x21..=0x7E, 0x21..=0x7E, ..] => true,
        _ => false,
    }
}

/// By how many nats the Chinese reading is cheaper than plain ASCII.
pub(super) fn lead_over_ascii(encoding: SevenBit, bytes: &[u8]) -> f64 {
    let ascii: u64 = bytes.iter().map(|&byte| u64::from(model::ascii(byte))).sum();
    let mut chinese = 0;
    stretches(encoding, bytes, |stretch| match stretch {
        Stretch::Ascii(range) => chinese += bytes[range].iter().map(|&byte| u64::from(model::ascii(byte))).sum::<u64>(),
        Stretch::Pairs(range) => {
            let costs = bytes[range].chunks_exact(2).map(|pair| u64::from(model::gb18030(&[pair[0] | 0x80, pair[1] | 0x80], 0).cost));
            chinese += CHANGE + costs.sum::<u64>();
        }
        Stretch::Tilde(range) => chinese += u64::from(model::ascii(bytes[range.start])),
        Stretch::Malformed(range) => chinese += range.len() as u64 * u64::from(MALFORMED),
    });
    (ascii as f64 - chinese as f64) / STEPS
}

/// Decodes `bytes`; also gives the number of malformed sequences.
pub(super) fn read(encoding: SevenBit, bytes: Vec<u8>) -> (Text, u64) {
    let mut writer = Writer::with_room_for(bytes.len());
    stretches(encoding, &bytes, |stretch| match stretch {
        // Bytes over 0x7F don't belong here.
        Stretch::Ascii(range) => writer.decode(encoding_rs::UTF_8, &bytes, range),
        Stretch::Tilde(range) => writer.push("~", range, RunKind::Whole),
        Stretch::Malformed(range) => writer.push_malformed(range),
        Stretch::Pairs(range) => {
            let eight_bit: Vec<u8> = bytes[range.clone()].iter().map(|&byte| byte | 0x80).collect();
            match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&eight_bit) {
                // Every character of GB 2312 takes two bytes, as a unit of UTF-16 does.
                Some(text) => writer.push(&text, range, RunKind::Utf16),
                None => {
                    for (index, pair) in eight_bit.chunks_exact(2).enumerate() {
                        let place = range.start + 2 * index..range.start + 2 * index + 2;
                        match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(pair) {
                            Some(text) => writer.push(&text, place, RunKind::Whole),
                            None => writer.push_malformed(place),
                        }
                    }
                }
            }
        }
    });
    writer.finish(bytes)
}
