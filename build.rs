//! Makes the tables that the program carries, so that none is made at start.

use std::error::Error;
use std::path::PathBuf;

#[path = "build/simplify.rs"]
mod simplify;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    simplify::write_tables(&out)?;
    Ok(())
}
