//! Speed of the whole pipeline and of its stages apart, single thread, in bytes of input a second.
//!
//! `cargo bench --bench pipeline`

use std::path::PathBuf;

use divan::Bencher;
use divan::counter::BytesCount;
use tongzhi::decode::{Decoded, decode};
use tongzhi::layout::{Layout, lay_out};
use tongzhi::outline::outline;
use tongzhi::repair::repair;
use tongzhi::simplify::simplify;
use tongzhi::source::{SourceFile, from_bytes};
use tongzhi::{Options, parse};

fn main() {
    divan::main();
}

/// Bytes of the large input.
const LARGE: usize = 32 << 20;

/// The clean fixtures one after the other, again and again, in GB18030.
fn archive(size: usize) -> SourceFile {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let texts: String = files.iter().map(|path| std::fs::read_to_string(path).expect("a clean fixture is UTF-8") + "\n").collect();
    let (once, ..) = encoding_rs::GB18030.encode(&texts);
    let mut bytes = Vec::with_capacity(size + once.len());
    while bytes.len() < size {
        bytes.extend_from_slice(&once);
    }
    from_bytes("archive.txt".to_owned(), bytes).expect("the archive opens")
}

/// One page as the web keeps it: Traditional with pinyin notes.
fn web_page() -> SourceFile {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/notice.txt");
    let once = std::fs::read(path).expect("the fixture is there");
    let bytes = once.repeat(LARGE / 8 / once.len());
    from_bytes("page.txt".to_owned(), bytes).expect("the page opens")
}

fn decoded(source: SourceFile) -> Decoded {
    decode(source, None).expect("the archive decodes")
}

fn laid_out() -> Layout {
    lay_out(simplify(repair(decoded(archive(LARGE))), false))
}

#[divan::bench(sample_count = 5)]
fn whole_gb18030(bencher: Bencher) {
    let source = archive(LARGE);
    bencher
        .counter(BytesCount::new(source.bytes.len()))
        .with_inputs(|| source.clone())
        .bench_local_values(|source| parse(source, &Options::default()));
}

#[divan::bench(sample_count = 5)]
fn whole_traditional_with_notes(bencher: Bencher) {
    let source = web_page();
    bencher
        .counter(BytesCount::new(source.bytes.len()))
        .with_inputs(|| source.clone())
        .bench_local_values(|source| parse(source, &Options::default()));
}

#[divan::bench(sample_count = 5)]
fn stage_1_decode(bencher: Bencher) {
    let source = archive(LARGE);
    bencher.counter(BytesCount::new(source.bytes.len())).with_inputs(|| source.clone()).bench_local_values(decoded);
}

#[divan::bench(sample_count = 5)]
fn stage_2_repair(bencher: Bencher) {
    let input = decoded(archive(LARGE));
    bencher.counter(BytesCount::new(LARGE)).with_inputs(|| input.clone()).bench_local_values(repair);
}

#[divan::bench(sample_count = 5)]
fn stage_3_simplify(bencher: Bencher) {
    let input = repair(decoded(archive(LARGE)));
    bencher.counter(BytesCount::new(LARGE)).with_inputs(|| input.clone()).bench_local_values(|input| simplify(input, false));
}

#[divan::bench(sample_count = 5)]
fn stage_4_layout(bencher: Bencher) {
    let input = simplify(repair(decoded(archive(LARGE))), false);
    bencher.counter(BytesCount::new(LARGE)).with_inputs(|| input.clone()).bench_local_values(lay_out);
}

#[divan::bench(sample_count = 5)]
fn stage_5_outline(bencher: Bencher) {
    let layout = laid_out();
    bencher.counter(BytesCount::new(LARGE)).bench_local(|| {
        let text = layout.text.as_str();
        layout.documents.iter().map(|document| outline(text, &layout.paragraphs[document.paragraphs.clone()]).items.len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 20)]
fn small_file(bencher: Bencher) {
    let source = archive(6 << 10);
    bencher
        .counter(BytesCount::new(source.bytes.len()))
        .with_inputs(|| source.clone())
        .bench_local_values(|source| parse(source, &Options::default()));
}
