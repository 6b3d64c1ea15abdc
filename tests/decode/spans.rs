//! Whatever a text was decoded from, a range of it leads back to the bytes that stand for it.

use crate::material::{encode, hkscs_characters, seven_bit, utf16, within_gb2312};
use proptest::prelude::*;
use tongzhi::decode::decode;
use tongzhi::source::SourceFile;

/// `bytes` in the encoding called `name`, decoded by itself.
fn decode_part(name: &str, bytes: &[u8]) -> String {
    let source = SourceFile::text("part".to_owned(), bytes.to_vec());
    decode(source, Some(name)).map(|decoded| decoded.text.as_str().to_owned()).unwrap_or_default()
}

fn leads_back(name: &str, bytes: &[u8], expected: &str) {
    let source = SourceFile::text("whole".to_owned(), bytes.to_vec());
    let decoded = decode(source, Some(name)).expect("the encoding is known");
    let text = decoded.text.as_str();
    assert_eq!(text, expected, "{name}");
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let step = (borders.len() / 40).max(1);
    for (index, &start) in borders.iter().enumerate().step_by(step) {
        let end = borders[(index + 1 + index % 7).min(borders.len() - 1)];
        let place = decoded.text.original(start..end);
        let part = match name {
            // What stands between escapes is no file by itself.
            "hz" => decode_part("gb18030", &in_eight_bits(&bytes[place])),
            "iso-2022-cn" => decode_part("gb18030", &in_eight_bits(&bytes[place])),
            _ => decode_part(name, &bytes[place]),
        };
        assert_eq!(part, text[start..end], "{name} {start}..{end}");
    }
}

/// Seven-bit Chinese with its escapes taken out and its high bits put back.
fn in_eight_bits(bytes: &[u8]) -> Vec<u8> {
    let (mut result, mut chinese, mut at) = (Vec::new(), true, 0);
    if !bytes.iter().any(|byte| b"{}\x0E\x0F".contains(byte)) {
        // A stretch in one mode: of ASCII where the test's text says so.
        chinese = !bytes.iter().all(|byte| b"abc \n".contains(byte));
    } else if let Some(first) =
        (0..bytes.len()).find(|&at| bytes[at..].starts_with(b"~{") || bytes[at..].starts_with(b"~}") || b"\x0E\x0F".contains(&bytes[at]))
    {
        chinese = bytes[first..].starts_with(b"~}") || bytes[first] == 0x0F;
    }
    while at < bytes.len() {
        match &bytes[at..] {
            [b'~', b'{', ..] => (chinese, at) = (true, at + 2),
            [b'~', b'}', ..] => (chinese, at) = (false, at + 2),
            [0x0E, ..] => (chinese, at) = (true, at + 1),
            [0x0F, ..] => (chinese, at) = (false, at + 1),
            _ => {
                result.push(bytes[at] | if chinese { 0x80 } else { 0 });
                at += 1;
            }
        }
    }
    result
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn in_every_encoding(
        words in prop::collection::vec(prop_oneof![Just("办公室 2012\n"), Just("éü•𠮷㐀"), Just("①⑴㈠"), Just("責任科室：護理部"), Just("abc"), Just("咗嘅")], 1..60),
        repeat in 1..40_usize,
    ) {
        let text = words.concat().repeat(repeat);
        leads_back("utf-8", text.as_bytes(), &text);
        leads_back("utf-16le", &utf16(&text, true), &text);
        leads_back("utf-16be", &utf16(&text, false), &text);
        let (bytes, text) = encode(encoding_rs::GB18030, &text);
        leads_back("gb18030", &bytes, &text);
        let (bytes, text) = encode(encoding_rs::BIG5, &(text + "\n"));
        leads_back("big5", &bytes, &text);
    }

    #[test]
    fn in_seven_bits(words in prop::collection::vec(prop_oneof![Just("办公室"), Just("abc"), Just(" \n"), Just("各科室")], 1..60), repeat in 1..40_usize) {
        let text = within_gb2312(&words.concat()).repeat(repeat);
        leads_back("hz", &seven_bit(&text, true), &text);
        leads_back("iso-2022-cn", &seven_bit(&text, false), &text);
    }

    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..3000), name in prop::sample::select(vec!["", "utf-8", "gb18030", "big5", "utf-16le", "hz", "iso-2022-cn", "shift_jis", "windows-1252", "euc-kr", "iso-2022-jp"])) {
        let source = SourceFile::text("noise".to_owned(), bytes.clone());
        if let Ok(decoded) = decode(source, (!name.is_empty()).then_some(name)) {
            let text = decoded.text.as_str();
            let mut before = 0;
            for (at, character) in text.char_indices() {
                let place = decoded.text.original(at..at + character.len_utf8());
                prop_assert!(place.start >= before.min(place.start) && place.end <= bytes.len() && place.start <= place.end);
                before = place.start;
            }
        }
    }

    #[test]
    fn chinese_noise_does_not_panic(bytes in prop::collection::vec(prop_oneof![0x81..=0xFE_u8, 0x30..=0x7E_u8, Just(b'\n'), Just(0x1B), Just(b'~')], 0..3000)) {
        let source = SourceFile::text("noise".to_owned(), bytes);
        let _ = decode(source, None);
    }
}

#[test]
fn pairs_of_hkscs_that_stand_for_two_code_points() {
    assert!(hkscs_characters().len() > 5);
    let bytes = [b"ab\x88\x62".repeat(2000), b"\xA4\x40\x88\xA5".to_vec()].concat();
    leads_back_whole(&bytes);
}

/// Two code points of one pair lead back to the pair.
fn leads_back_whole(bytes: &[u8]) {
    let source = SourceFile::text("pairs".to_owned(), bytes.to_vec());
    let decoded = decode(source, Some("big5")).expect("Big5 is known");
    let text = decoded.text.as_str();
    assert!(text.ends_with("一ê̌"), "{:?}", &text[text.len() - 20..]);
    let from = text.len() - "ê̌".len();
    assert_eq!(decoded.text.original(from..text.len()), bytes.len() - 2..bytes.len());
    assert_eq!(decoded.text.original(from - 3..from), bytes.len() - 4..bytes.len() - 2);
    assert_eq!(decoded.text.original(0..1), 0..1);
}
