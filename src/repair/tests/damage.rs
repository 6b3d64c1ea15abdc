//! Does to a text what the archives' sites did: replacements in GBK bytes that know nothing of characters.

use encoding_rs::GBK;

/// Full-width stops at which sites cut texts into sentences.
pub(super) const SENTENCE_STOPS: [&str; 4] = ["。", "！", "？", "；"];
/// Full-width marks and the bytes that sites put for them.
pub(super) type Marks = &'static [(&'static str, u8)];
/// Those that many sites made half-width.
pub(super) const NARROW: Marks = &[("；", b';'), ("？", b'?'), ("！", b'!')];
/// Those that some did.
pub(super) const WIDE: Marks = &[("；", b';'), ("？", b'?'), ("！", b'!'), ("，", b','), ("：", b':'), ("（", b'('), ("）", b')')];

pub(super) fn gbk(text: &str) -> Vec<u8> {
    let (bytes, _, malformed) = GBK.encode(text);
    assert!(!malformed, "{text}");
    bytes.into_owned()
}

/// Puts `(reading)` after every byte pair that is `character`, wherever the pair stands.
pub(super) fn annotate(bytes: &[u8], character: char, reading: &str) -> Vec<u8> {
    let pair = gbk(&character.to_string());
    let note = gbk(&format!("({reading})"));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(&pair) {
            out.extend_from_slice(&pair);
            out.extend_from_slice(&note);
            at += 2;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

/// Puts one byte in place of every pair that is a full-width mark, wherever the pair stands.
pub(super) fn half_width(bytes: &[u8], marks: Marks) -> Vec<u8> {
    marks.iter().fold(bytes.to_vec(), |bytes, (mark, byte)| replace(&bytes, &gbk(mark), &[*byte]))
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(from) {
            out.extend_from_slice(to);
            at += from.len();
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

/// Decodes as the sites did: a first byte that no second byte follows becomes `?` and takes what follows with it.
pub(super) fn decode_swallowing(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x80 {
            text.push(char::from(byte));
            at += 1;
            continue;
        }
        let pair = &bytes[at..bytes.len().min(at + 2)];
        let (decoded, malformed) = GBK.decode_without_bom_handling(pair);
        if malformed || pair.len() < 2 {
            text.push('?');
        } else {
            text.push_str(&decoded);
        }
        at += 2;
    }
    text
}

/// Decodes as encoding_rs does, with `?` where it puts U+FFFD: an ASCII byte after a lost one stays.
pub(super) fn decode_keeping(bytes: &[u8]) -> String {
    GBK.decode_without_bom_handling(bytes).0.replace('\u{FFFD}', "?")
}

/// Cuts at the byte pairs of sentence stops, wherever they stand, and decodes each piece by itself.
pub(super) fn cut(bytes: &[u8], marks: &[&str]) -> String {
    let pairs: Vec<Vec<u8>> = marks.iter().map(|mark| gbk(mark)).collect();
    let mut text = String::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        match pairs.iter().position(|pair| bytes[at..].starts_with(pair)) {
            Some(mark) => {
                text.push_str(&decode_swallowing(&bytes[start..at]));
                text.push_str(marks[mark]);
                at += 2;
                start = at;
            }
            None => at += 1,
        }
    }
    text.push_str(&decode_swallowing(&bytes[start..]));
    text
}

pub(super) fn by_lines(text: &[u8], damage: impl Fn(&[u8]) -> String) -> String {
    text.split(|&byte| byte == b'\n').map(damage).collect::<Vec<_>>().join("\n")
}
