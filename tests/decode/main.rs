//! How well encodings are told: exact, refused and silently wrong per cell of kind and length.
//!
//! `TONGZHI_CELL=200 cargo test --test decode -- --nocapture` draws 200 files a cell and prints the table.

mod hard;
mod material;
mod spans;

use material::{Chance, Material, Script, encode, hkscs_characters, seven_bit, sprinkled, utf16, within_gb2312};
use tongzhi::Error;
use tongzhi::decode::{Decoded, decode};
use tongzhi::source::from_bytes;

/// What became of the files of one cell.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    exact: usize,
    refused: usize,
    wrong: usize,
}

impl Cell {
    fn count(&mut self, expected: &str, outcome: Result<Decoded, Error>) -> bool {
        match outcome {
            Ok(decoded) if decoded.text.as_str() == expected => self.exact += 1,
            Ok(_) => {
                self.wrong += 1;
                return false;
            }
            Err(_) => self.refused += 1,
        }
        true
    }

    fn drawn(&self) -> usize {
        self.exact + self.refused + self.wrong
    }

    fn share_exact(&self) -> f64 {
        self.exact as f64 / self.drawn().max(1) as f64
    }
}

fn files_a_cell() -> usize {
    std::env::var("TONGZHI_CELL").ok().and_then(|count| count.parse().ok()).unwrap_or(12)
}

fn read(bytes: Vec<u8>) -> Result<Decoded, Error> {
    from_bytes("test".to_owned(), bytes).and_then(|source| decode(source, None))
}

/// What a kind's files are made of: bytes, and the text that they hold.
type Make = fn(&Material, &mut Chance, usize) -> (Vec<u8>, String);

fn simplified(material: &Material, chance: &mut Chance, length: usize) -> String {
    material.excerpt(chance, Script::Simplified, length)
}

fn traditional(material: &Material, chance: &mut Chance, length: usize) -> String {
    material.excerpt(chance, Script::Traditional, length)
}

const KINDS: &[(&str, Make)] = &[
    ("UTF-8", |m, c, n| {
        let text = simplified(m, c, n);
        (text.clone().into_bytes(), text)
    }),
    ("UTF-8, Traditional, BOM", |m, c, n| {
        let text = traditional(m, c, n);
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), text)
    }),
    ("UTF-16LE", |m, c, n| {
        let text = simplified(m, c, n);
        (utf16(&text, true), text)
    }),
    ("UTF-16BE, Traditional", |m, c, n| {
        let text = traditional(m, c, n);
        (utf16(&text, false), text)
    }),
    ("UTF-16LE, BOM", |m, c, n| {
        let text = simplified(m, c, n);
        ([b"\xFF\xFE", &utf16(&text, true)[..]].concat(), text)
    }),
    ("GB2312", |m, c, n| encode(encoding_rs::GBK, &simplified(m, c, n))),
    ("GBK, Traditional", |m, c, n| encode(encoding_rs::GBK, &traditional(m, c, n))),
    ("GB18030, four bytes", |m, c, n| {
        let text = sprinkled(&simplified(m, c, n), &['\u{A0}', '•', '䴙', '𠮷', '©', 'ê'], c);
        encode(encoding_rs::GB18030, &text)
    }),
    ("GBK, enumerators", |m, c, n| {
        encode(encoding_rs::GBK, &sprinkled(&simplified(m, c, n), &['㈠', '㈡', '⒈', '⒉', '⑴', '①', '②', 'Ⅱ'], c))
    }),
    ("Big5", |m, c, n| encode(encoding_rs::BIG5, &traditional(m, c, n))),
    ("Big5 ETEN", |m, c, n| encode(encoding_rs::BIG5, &sprinkled(&traditional(m, c, n), &['①', '⑴', '②', '碁', '銹', '裏'], c))),
    ("Big5 HKSCS", |m, c, n| encode(encoding_rs::BIG5, &sprinkled(&traditional(m, c, n), &hkscs_characters(), c))),
    ("HZ", |m, c, n| {
        let text = within_gb2312(&simplified(m, c, n));
        (seven_bit(&text, true), text)
    }),
    ("ISO-2022-CN", |m, c, n| {
        let text = within_gb2312(&simplified(m, c, n));
        (seven_bit(&text, false), text)
    }),
    ("GBK, last character cut", |m, c, n| {
        let (mut bytes, mut text) = encode(encoding_rs::GBK, &(simplified(m, c, n) + "的"));
        bytes.pop();
        text.pop();
        (bytes, text + "\u{FFFD}")
    }),
    ("UTF-8, last character cut", |m, c, n| {
        let text = simplified(m, c, n);
        let mut bytes = (text.clone() + "的").into_bytes();
        bytes.pop();
        (bytes, text + "\u{FFFD}")
    }),
];

const LENGTHS: [usize; 6] = [10, 20, 50, 100, 500, 2000];

#[test]
fn excerpts_are_told_exactly() {
    let material = Material::new();
    let mut total = Cell::default();
    let mut failures = Vec::new();
    println!("{:28} {}", "exact/refused/wrong", LENGTHS.map(|length| format!("{length:>12}")).concat());
    for (index, (name, make)) in KINDS.iter().enumerate() {
        let mut line = String::new();
        for length in LENGTHS {
            let mut cell = Cell::default();
            let mut chance = Chance::new((index * 10_000 + length) as u64);
            for _ in 0..files_a_cell() {
                let (bytes, text) = make(&material, &mut chance, length);
                let outcome = read(bytes);
                let said = outcome.as_ref().map(|decoded| decoded.reading.encoding.clone()).map_err(ToString::to_string);
                if !cell.count(&text, outcome) || said.is_err() {
                    failures.push(format!("{name} {length}: {said:?}: {:?}", text.chars().take(30).collect::<String>()));
                }
            }
            line += &format!("{:>12}", format!("{}/{}/{}", cell.exact, cell.refused, cell.wrong));
            assert!(
                cell.share_exact() >= 0.995 || cell.drawn() < 200 && cell.drawn() - cell.exact <= 1,
                "{name} {length}: {cell:?} {failures:#?}"
            );
            total = Cell { exact: total.exact + cell.exact, refused: total.refused + cell.refused, wrong: total.wrong + cell.wrong };
        }
        println!("{name:28} {line}");
    }
    println!("{total:?}");
    failures.iter().for_each(|failure| println!("{failure}"));
    assert!(total.wrong * 2000 <= total.drawn(), "silently wrong: {failures:#?}");
}
