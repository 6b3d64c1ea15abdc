//! Speed of repair and conversion to Simplified together, single thread, in bytes of text a second: clean Simplified
//! text in UTF-8, and Traditional text with a note after every character that a site annotates.
//!
//! `cargo bench --bench repair`

use std::path::PathBuf;

use divan::Bencher;
use divan::counter::BytesCount;
use tongzhi::decode::{Decoded, decode};
use tongzhi::repair::repair;
use tongzhi::simplify::simplify;
use tongzhi::source::from_bytes;

fn main() {
    divan::main();
}

/// Bytes of a text at least, so that a run takes a while.
const LENGTH: usize = 8 << 20;

fn decoded(text: &str) -> Decoded {
    let text = text.repeat(LENGTH / text.len() + 1);
    decode(from_bytes("text.txt".to_owned(), text.into_bytes()).expect("the text opens"), None).expect("the text decodes")
}

/// The fixtures of a folder whose names `takes` takes, one after the other.
fn fixtures(folder: &str, takes: impl Fn(&str) -> bool) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let files = std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(&takes)).collect();
    files.sort();
    files.into_iter().map(|path| std::fs::read_to_string(path).expect("a fixture in UTF-8") + "\n").collect()
}

fn measure(bencher: Bencher, text: &str) {
    let decoded = decoded(text);
    let bytes = decoded.text.as_str().len();
    let bencher = bencher.counter(BytesCount::new(bytes)).with_inputs(|| decoded.clone());
    bencher.bench_local_values(|decoded| simplify(repair(decoded), false).text.as_str().len());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn clean_simplified(bencher: Bencher) {
    measure(bencher, &fixtures("clean", |name| name.ends_with(".txt")));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn annotated_traditional(bencher: Bencher) {
    measure(bencher, &fixtures("", |name| name == "traditional-pinyin-collection.txt"));
}

/// The same with slips.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn annotated_traditional_with_slips(bencher: Bencher) {
    measure(bencher, &fixtures("", |name| name.starts_with("traditional-pinyin")));
}
