//! What bytes cost: −log P of the character they stand for, in eighths of a nat, under one model of
//! mixed Simplified and Traditional text (`build/character_model.rs` makes the tables).

/// Steps a nat.
pub(super) const STEPS: f64 = 8.0;
/// A byte that stands for nothing: 25 nats, dearer than any character.
pub(super) const MALFORMED: u8 = 200;
/// A character that the end of the file cuts off: 6 nats.
pub(super) const TRUNCATED: u8 = 48;
/// A character beyond the Basic Multilingual Plane: 18 nats.
const SUPPLEMENTARY: u8 = 144;
/// A four-byte sequence of GB18030 that stands for a character of the Basic Multilingual Plane (signs
/// that GBK lacks, minority scripts): 14 nats.
const FOUR_BYTES: u8 = 112;
/// 8.5 nats.
const HALF_WIDTH_KANA: u8 = 68;

/// Cost of each code point of the Basic Multilingual Plane.
static CHARACTERS: &[u8; 0x10000] = include_bytes!(concat!(env!("OUT_DIR"), "/characters.bin"));
/// Cost of each pair from lead byte 0x80 on; 0 where the two bytes alone stand for nothing.
static GB18030_PAIRS: &[u8; 0x8000] = include_bytes!(concat!(env!("OUT_DIR"), "/gb18030_pairs.bin"));
static BIG5_PAIRS: &[u8; 0x8000] = include_bytes!(concat!(env!("OUT_DIR"), "/big5_pairs.bin"));
static EUC_KR_PAIRS: &[u8; 0x8000] = include_bytes!(concat!(env!("OUT_DIR"), "/euc_kr_pairs.bin"));
static EUC_JP_PAIRS: &[u8; 0x8000] = include_bytes!(concat!(env!("OUT_DIR"), "/euc_jp_pairs.bin"));
static SHIFT_JIS_PAIRS: &[u8; 0x8000] = include_bytes!(concat!(env!("OUT_DIR"), "/shift_jis_pairs.bin"));

/// The bytes of one character and what they cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Bytes, at least 1.
    pub length: usize,
    /// Eighths of a nat; [`MALFORMED`] for a byte that stands for nothing.
    pub cost: u8,
}

impl Step {
    const MALFORMED: Self = Self { length: 1, cost: MALFORMED };

    #[inline(always)]
    fn new(length: usize, cost: u8) -> Self {
        Self { length, cost }
    }
}

/// Cost of a character of the Basic Multilingual Plane.
#[inline(always)]
pub(super) fn character(code_point: u16) -> u8 {
    CHARACTERS[usize::from(code_point)]
}

/// Cost of an ASCII byte.
#[inline(always)]
pub(super) fn ascii(byte: u8) -> u8 {
    CHARACTERS[usize::from(byte)]
}

/// The rest of a file as a cut-off character, if it is short enough to be one.
fn cut_off(rest: usize) -> Step {
    Step::new(rest, TRUNCATED)
}

/// The UTF-8 sequence at `at`, which must be within `bytes`.
#[inline(always)]
pub(super) fn utf8(bytes: &[u8], at: usize) -> Step {
    let lead = bytes[at];
    if lead < 0x80 {
        return Step::new(1, ascii(lead));
    }
    let (length, least) = match lead {
        0xC2..=0xDF => (2, 0x80),
        0xE0..=0xEF => (3, 0x800),
        0xF0..=0xF4 => (4, 0x10000),
        _ => return Step::MALFORMED,
    };
    let sequence = &bytes[at..bytes.len().min(at + length)];
    let mut code_point = u32::from(lead) & (0x7F >> length);
    for &byte in &sequence[1..] {
        if byte & 0xC0 != 0x80 {
            return Step::MALFORMED;
        }
        code_point = code_point << 6 | u32::from(byte & 0x3F);
    }
    if sequence.len() < length {
        return cut_off(sequence.len());
    }
    match code_point {
        0xD800..=0xDFFF | 0x110000.. => Step::MALFORMED,
        _ if code_point < least => Step::MALFORMED,
        0x10000.. => Step::new(4, SUPPLEMENTARY),
        _ => Step::new(length, CHARACTERS[code_point as usize & 0xFFFF]),
    }
}

/// The GB18030 sequence at `at`, which must be within `bytes`.
#[inline(always)]
pub(super) fn gb18030(bytes: &[u8], at: usize) -> Step {
    let lead = bytes[at];
    if lead < 0x80 {
        return Step::new(1, ascii(lead));
    }
    let Some(&second) = bytes.get(at + 1) else { return cut_off(1) };
    match GB18030_PAIRS[usize::from(lead & 0x7F) << 8 | usize::from(second)] {
        0 => four_bytes(bytes, at, lead, second),
        cost => Step::new(2, cost),
    }
}

/// How many bytes `bytes` begin with that are ASCII and pairs of GB18030 of which none costs more than `most`. The last byte is left.
#[inline]
pub(super) fn usual_gb18030(bytes: &[u8], most: u8) -> usize {
    let mut rest = bytes;
    loop {
        match *rest {
            [lead @ 0x80..=0xFF, second, ref behind @ ..] => {
                let cost = GB18030_PAIRS[usize::from(lead & 0x7F) << 8 | usize::from(second)];
                // What stands for nothing has 0.
                if cost.wrapping_sub(1) >= most {
                    break;
                }
                rest = behind;
            }
            [_, ref behind @ ..] if !behind.is_empty() => rest = behind,
            _ => break,
        }
    }
    bytes.len() - rest.len()
}

#[inline(never)]
fn four_bytes(bytes: &[u8], at: usize, lead: u8, second: u8) -> Step {
    if lead == 0x80 {
        return Step::new(1, FOUR_BYTES);
    }
    if lead == 0xFF || !second.is_ascii_digit() {
        return Step::MALFORMED;
    }
    let cost = if lead < 0x90 { FOUR_BYTES } else { SUPPLEMENTARY };
    match (bytes.get(at + 2), bytes.get(at + 3)) {
        (None, _) => cut_off(2),
        (Some(0x81..=0xFE), None) => cut_off(3),
        (Some(0x81..=0xFE), Some(b'0'..=b'9')) if lead < 0x85 || (0x90..0xE4).contains(&lead) => Step::new(4, cost),
        _ => Step::MALFORMED,
    }
}

/// The Big5 sequence (with HKSCS and ETEN) at `at`, which must be within `bytes`.
#[inline(always)]
pub(super) fn big5(bytes: &[u8], at: usize) -> Step {
    pair(bytes, at, BIG5_PAIRS)
}

/// The EUC-KR sequence at `at`, by a model of Korean.
#[inline(always)]
pub(super) fn euc_kr(bytes: &[u8], at: usize) -> Step {
    pair(bytes, at, EUC_KR_PAIRS)
}

/// The EUC-JP sequence at `at`, by a model of Japanese.
#[inline(always)]
pub(super) fn euc_jp(bytes: &[u8], at: usize) -> Step {
    pair(bytes, at, EUC_JP_PAIRS)
}

/// The Shift_JIS sequence at `at`, by a model of Japanese.
#[inline(always)]
pub(super) fn shift_jis(bytes: &[u8], at: usize) -> Step {
    if matches!(bytes[at], 0xA1..=0xDF) {
        return Step::new(1, HALF_WIDTH_KANA);
    }
    pair(bytes, at, SHIFT_JIS_PAIRS)
}

#[inline(always)]
fn pair(bytes: &[u8], at: usize, pairs: &[u8; 0x8000]) -> Step {
    let lead = bytes[at];
    if lead < 0x80 {
        return Step::new(1, ascii(lead));
    }
    let Some(&second) = bytes.get(at + 1) else { return cut_off(1) };
    match pairs[usize::from(lead & 0x7F) << 8 | usize::from(second)] {
        0 => Step::MALFORMED,
        cost => Step::new(2, cost),
    }
}

/// The byte at `at` as a letter of Western Europe: they stand alone among ASCII letters.
#[inline(always)]
pub(super) fn latin(bytes: &[u8], at: usize) -> Step {
    let after_another = at > 0 && bytes[at - 1] >= 0x80;
    let cost = match bytes[at] {
        byte @ ..0x80 => return Step::new(1, ascii(byte)),
        0x80..0xC0 => 56,
        0xC0.. => 36,
    };
    Step::new(1, if after_another { cost + 24 } else { cost })
}

/// The byte at `at` as a letter of an alphabet that stands in the upper 64 places (Cyrillic, Greek).
#[inline(always)]
pub(super) fn alphabet(bytes: &[u8], at: usize) -> Step {
    let cost = match bytes[at] {
        byte @ ..0x80 => return Step::new(1, ascii(byte)),
        0x80..0xC0 => 64,
        0xC0.. => 34,
    };
    // Words are all in the one alphabet or all in the other.
    let after_ascii = at > 0 && bytes[at - 1].is_ascii_alphabetic();
    Step::new(1, if after_ascii { cost + 24 } else { cost })
}

/// The byte at `at` as one of 256 equally likely ones: 5.55 nats.
#[inline(always)]
pub(super) fn uniform(_: &[u8], _: usize) -> Step {
    Step::new(1, 44)
}

/// The UTF-16LE character at `at`, which must be within `bytes`.
#[inline(always)]
pub(super) fn utf16_le(bytes: &[u8], at: usize) -> Step {
    utf16(bytes, at, u16::from_le_bytes)
}

/// The UTF-16BE character at `at`, which must be within `bytes`.
#[inline(always)]
pub(super) fn utf16_be(bytes: &[u8], at: usize) -> Step {
    utf16(bytes, at, u16::from_be_bytes)
}

#[inline(always)]
fn utf16(bytes: &[u8], at: usize, unit: impl Fn([u8; 2]) -> u16) -> Step {
    let Some(&[first, second]) = bytes.get(at..at + 2) else { return cut_off(1) };
    let code_unit = unit([first, second]);
    if code_unit & 0xF800 != 0xD800 {
        return Step::new(2, character(code_unit));
    }
    match bytes.get(at + 2..at + 4) {
        Some(&[first, second]) if code_unit < 0xDC00 && unit([first, second]) & 0xFC00 == 0xDC00 => Step::new(4, SUPPLEMENTARY),
        Some(_) => Step { length: 2, cost: MALFORMED },
        None => cut_off(bytes.len() - at),
    }
}
