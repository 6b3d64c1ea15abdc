//! The command-line program. It only says what the library found.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
