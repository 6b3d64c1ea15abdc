//! Every format against the notice that it was made from, and against damage and hostility.

mod build;
mod bundle;
#[path = "../chance/mod.rs"]
mod chance;
mod converted;
mod docx;
mod flat;
mod hostile;
mod html;
mod isolation;
mod notices;
mod ofd;
#[cfg(feature = "pdf")]
mod pdf;
mod rtf;
mod word_html;
mod xls;
mod xlsx;

use tongzhi::source::from_bytes;

/// The lines that are read out of a file.
fn lines(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let source = from_bytes(name.to_owned(), bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    source.extracted.unwrap().as_str().split('\n').map(str::to_owned).collect()
}
