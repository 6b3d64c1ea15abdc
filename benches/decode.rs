//! Speed of detection and of decoding, chardetng beside it, single thread, in bytes of input a second.
//!
//! `cargo bench --bench decode`

use divan::Bencher;
use divan::counter::BytesCount;
use tongzhi::decode::{decode, tell};
use tongzhi::source::from_bytes;

fn main() {
    divan::main();
}

const SENTENCES: &str = include_str!("../tests/decode/sentences.txt");
const ENCODINGS: [&str; 4] = ["gb18030", "big5", "utf-16le", "utf-8"];
const LENGTHS: [usize; 2] = [6 << 10, 1 << 20];

/// About `length` bytes of notices in the encoding called `name`.
fn file(name: &str, length: usize) -> Vec<u8> {
    let converter = opencc_fmmseg::OpenCC::new();
    let once = match name {
        "big5" => encoding_rs::BIG5.encode(&converter.convert(SENTENCES, "s2tw", false)).0.into_owned(),
        "gb18030" => encoding_rs::GB18030.encode(SENTENCES).0.into_owned(),
        "utf-16le" => SENTENCES.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => SENTENCES.as_bytes().to_vec(),
    };
    // The sentences end in a line feed, so whole copies leave no character in two.
    once.repeat(length.div_ceil(once.len()))
}

fn cases() -> impl Iterator<Item = (&'static str, usize)> {
    ENCODINGS.into_iter().flat_map(|name| LENGTHS.map(|length| (name, length)))
}

fn label((name, length): &(&'static str, usize)) -> String {
    format!("{name} {} KB", length >> 10)
}

#[divan::bench(args = cases().map(Case), sample_count = 20)]
fn detection(bencher: Bencher, case: &Case) {
    let bytes = file(case.0.0, case.0.1);
    bencher.counter(BytesCount::new(bytes.len())).bench(|| tell(divan::black_box(&bytes), None));
}

#[divan::bench(args = cases().map(Case), sample_count = 20)]
fn detection_and_decoding(bencher: Bencher, case: &Case) {
    let bytes = file(case.0.0, case.0.1);
    let source = from_bytes("bench.txt".to_owned(), bytes.clone()).expect("a text opens");
    bencher.counter(BytesCount::new(bytes.len())).with_inputs(|| source.clone()).bench_values(|source| decode(source, None));
}

#[divan::bench(args = cases().map(Case), sample_count = 3)]
fn chardetng(bencher: Bencher, case: &Case) {
    let bytes = file(case.0.0, case.0.1);
    bencher.counter(BytesCount::new(bytes.len())).bench(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(divan::black_box(&bytes), true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    });
}

/// An encoding and a length.
struct Case((&'static str, usize));

impl std::fmt::Display for Case {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&label(&self.0))
    }
}
