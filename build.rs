//! Makes the tables that the program carries, so that none is made at start.

#[path = "build/gbk_pairs.rs"]
mod gbk_pairs;
#[path = "build/pair_model.rs"]
mod pair_model;
#[path = "build/pinyin.rs"]
mod pinyin;

use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    gbk_pairs::write(&out);
    pair_model::write("build/pair_counts.tsv".as_ref(), &out);
    pinyin::write(&out);
}
