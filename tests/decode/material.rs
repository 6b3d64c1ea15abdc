//! Texts and bytes to detect: excerpts of our own sentences, in both scripts and every encoding.

use std::collections::HashMap;
use std::sync::OnceLock;

use opencc_fmmseg::OpenCC;

const SENTENCES: &str = include_str!("sentences.txt");

/// A small generator of numbers (xorshift64*), so that every run sees the same files.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 33) as usize % limit.max(1)
    }
}

/// The sentences in both scripts.
pub struct Material {
    simplified: Vec<String>,
    traditional: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Simplified,
    Traditional,
}

impl Material {
    pub fn new() -> Self {
        let converter = OpenCC::new();
        let traditional = SENTENCES.lines().map(|line| converter.convert(line, "s2tw", false)).collect();
        Self { simplified: SENTENCES.lines().map(str::to_owned).collect(), traditional }
    }

    /// `length` characters from anywhere in the sentences, which come in any order.
    pub fn excerpt(&self, chance: &mut Chance, script: Script, length: usize) -> String {
        let sentences = if script == Script::Simplified { &self.simplified } else { &self.traditional };
        let mut text = String::new();
        let mut left = length + 60;
        while left > 0 {
            let sentence = &sentences[chance.below(sentences.len())];
            text.push_str(sentence);
            text.push('\n');
            left = left.saturating_sub(sentence.chars().count() + 1);
        }
        let from = chance.below(50);
        text.chars().skip(from).take(length).collect()
    }
}

/// Puts one of `rare` in place of about every 25th character, and of one at least.
pub fn sprinkled(text: &str, rare: &[char], chance: &mut Chance) -> String {
    let certain = chance.below(text.chars().count());
    let rare_one = |chance: &mut Chance| rare[chance.below(rare.len())];
    text.chars().enumerate().map(|(at, c)| if at == certain || chance.below(25) == 0 { rare_one(chance) } else { c }).collect()
}

/// `text` in GB18030 or Big5 by its inverse table; what has no code becomes 的.
pub fn encode(encoding: &'static encoding_rs::Encoding, text: &str) -> (Vec<u8>, String) {
    let (mut bytes, mut kept) = (Vec::new(), String::new());
    for character in text.chars() {
        let alone = character.to_string();
        let (encoded, _, unmappable) = encoding.encode(&alone);
        let hong_kong = if encoding == encoding_rs::BIG5 { hkscs(character) } else { None };
        match (unmappable, hong_kong) {
            (false, _) => bytes.extend_from_slice(&encoded),
            (true, Some(pair)) => bytes.extend_from_slice(&pair),
            (true, None) => {
                bytes.extend_from_slice(&encoding.encode("的").0);
                kept.push('的');
                continue;
            }
        }
        kept.push(character);
    }
    (bytes, kept)
}

/// Cantonese and Hong Kong characters, with their bytes in Big5-HKSCS (which encoding_rs decodes only).
pub fn hkscs_characters() -> Vec<char> {
    "咗嘅喺嚟冇啲噃唞嗰瞓攞".chars().filter(|&character| hkscs(character).is_some()).collect()
}

fn hkscs(character: char) -> Option<[u8; 2]> {
    static PAIRS: OnceLock<HashMap<String, [u8; 2]>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        let leads = (0x87..=0xA0_u8).chain(0xC6..=0xC8).chain(0xF9..=0xFE);
        let pairs = leads.flat_map(|lead| (0x40..=0xFE_u8).map(move |second| [lead, second]));
        let decoded = |pair: &[u8; 2]| encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(pair).map(Into::into);
        pairs.filter_map(|pair| Some((decoded(&pair)?, pair))).collect()
    });
    pairs.get(&character.to_string()).copied()
}

pub fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

/// `text` in the characters that GB 2312 has.
pub fn within_gb2312(text: &str) -> String {
    text.replace('〇', "零")
}

/// GB 2312 between escapes: `~{`…`~}` of HZ, or SO…SI after a designation of ISO-2022-CN.
pub fn seven_bit(text: &str, hz: bool) -> Vec<u8> {
    let mut bytes = if hz { Vec::new() } else { b"\x1B$)A".to_vec() };
    let (open, close): (&[u8], &[u8]) = if hz { (b"~{", b"~}") } else { (b"\x0E", b"\x0F") };
    let mut chinese = false;
    for character in text.chars() {
        let alone = character.to_string();
        let (encoded, ..) = encoding_rs::GBK.encode(&alone);
        if (encoded.len() == 2) != chinese {
            bytes.extend_from_slice(if chinese { close } else { open });
            chinese = !chinese;
        }
        if encoded.as_ref() == b"~" && hz {
            bytes.push(b'~');
        }
        bytes.extend(encoded.iter().map(|byte| byte & 0x7F));
    }
    if chinese {
        bytes.extend_from_slice(close);
    }
    bytes
}

/// An English page with `count` Chinese characters in it, together or apart.
pub fn page(material: &Material, chance: &mut Chance, count: usize) -> String {
    const WORDS: [&str; 16] = [
        "<p>",
        "the",
        "office",
        "of",
        "public",
        "health",
        "</p>\n",
        "notice",
        "2012",
        "<br>",
        "page",
        "index.htm",
        "and",
        "report",
        "to",
        "a",
    ];
    let chinese: Vec<char> =
        material.excerpt(chance, Script::Simplified, 400).chars().filter(|c| ('\u{4E00}'..'\u{9FFF}').contains(c)).take(count).collect();
    let mut page = String::from("<html><head><title>");
    let words = 40 + chance.below(60);
    let mut chinese = chinese.into_iter();
    for word in 0..words {
        page.push_str(WORDS[chance.below(WORDS.len())]);
        page.push(' ');
        if (word * count / words) != ((word + 1) * count / words) {
            page.extend(chinese.next());
        }
    }
    page.extend(chinese);
    page
}
