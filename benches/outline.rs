//! Speed of outline and head apart, single thread, in bytes of laid-out text a second.
//!
//! `cargo bench --bench outline`

use std::path::PathBuf;

use divan::Bencher;
use divan::counter::BytesCount;
use tongzhi::decode::decode;
use tongzhi::head::read_head;
use tongzhi::layout::{Layout, lay_out};
use tongzhi::outline::outline;
use tongzhi::repair::repair;
use tongzhi::simplify::simplify;
use tongzhi::source::from_bytes;

fn main() {
    divan::main();
}

fn laid_out(text: String) -> Layout {
    let source = from_bytes("text.txt".to_owned(), text.into_bytes()).expect("the text opens");
    lay_out(simplify(repair(decode(source, None).expect("the text decodes")), false))
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean").join(name)).expect("a clean fixture is UTF-8")
}

/// Notices full of items and fields, each laid out for itself.
fn dense() -> Vec<Layout> {
    ["points-at-sentence-ends.txt", "opinion-with-lead-units.txt", "five-levels.txt", "line-after-siblings.txt", "scheme-with-stages.txt"]
        .iter()
        .map(|name| laid_out(fixture(name)))
        .collect()
}

/// Turns over the layouts, so that a run takes a while.
const TURNS: usize = 200;

fn bytes(layouts: &[Layout]) -> usize {
    TURNS * layouts.iter().map(|layout| layout.text.as_str().len()).sum::<usize>()
}

fn items(layout: &Layout) -> usize {
    let text = layout.text.as_str();
    layout.documents.iter().map(|document| outline(text, &layout.paragraphs[document.paragraphs.clone()]).items.len()).sum()
}

#[divan::bench(sample_count = 20)]
fn outline_dense(bencher: Bencher) {
    let layouts = dense();
    bencher
        .counter(BytesCount::new(bytes(&layouts)))
        .bench_local(|| (0..TURNS).map(|_| layouts.iter().map(items).sum::<usize>()).sum::<usize>());
}

#[divan::bench(sample_count = 20)]
fn head_dense(bencher: Bencher) {
    let layouts = dense();
    let parts: Vec<_> = layouts
        .iter()
        .flat_map(|layout| {
            layout.documents.iter().map(move |document| {
                let paragraphs = &layout.paragraphs[document.paragraphs.clone()];
                (layout.text.as_str(), paragraphs, outline(layout.text.as_str(), paragraphs))
            })
        })
        .collect();
    bencher.counter(BytesCount::new(bytes(&layouts))).bench_local(|| {
        (0..TURNS)
            .map(|_| parts.iter().filter(|(text, paragraphs, outline)| read_head(text, paragraphs, outline, None).title.is_some()).count())
            .sum::<usize>()
    });
}

/// One notice of many items.
#[divan::bench(sample_count = 5)]
fn outline_large_notice(bencher: Bencher) {
    let once = fixture("points-at-sentence-ends.txt");
    let layout = laid_out(once.repeat((8 << 20) / once.len()));
    let text = layout.text.as_str();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| outline(text, &layout.paragraphs).items.len());
}

/// Sentences without an enumerator.
#[divan::bench(sample_count = 5)]
fn outline_prose(bencher: Bencher) {
    let once = "各单位要结合实际制定具体办法，按照上级的部署和要求，统一思想，提高认识，把各项工作落到实处，确保取得实效。\n";
    let text = once.repeat((8 << 20) / once.len());
    let layout = laid_out(text);
    let text = layout.text.as_str();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| outline(text, &layout.paragraphs).items.len());
}
