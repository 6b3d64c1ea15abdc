//! Makes the tables that the program carries, so that none is made at start.

#[path = "build/character_model.rs"]
mod character_model;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    character_model::write(&out);
}
