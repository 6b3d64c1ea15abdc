//! Makes the tables that the program carries, so that none is made at start.

use std::error::Error;
use std::path::PathBuf;

#[path = "build/character_model.rs"]
mod character_model;
#[path = "build/gbk_pairs.rs"]
mod gbk_pairs;
#[path = "build/pair_model.rs"]
mod pair_model;
#[path = "build/pinyin.rs"]
mod pinyin;
#[path = "build/run_model.rs"]
mod run_model;
#[path = "build/simplify.rs"]
mod simplify;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    character_model::write(&out);
    gbk_pairs::write(&out);
    let numbers = pair_model::write("build/pair_counts.tsv".as_ref(), &out);
    run_model::write("build/run_shares.tsv".as_ref(), &numbers, &out);
    pinyin::write(&out);
    simplify::write_tables(&out)?;
    Ok(())
}
