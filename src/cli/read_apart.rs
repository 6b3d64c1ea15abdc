//! `tongzhi read-apart`: the process that the other commands start for a file which may harm its reader.

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use tongzhi::source::{Isolation, Program, isolation};

/// The command's name.
const NAME: &str = "read-apart";

/// Has such files read by this very program in a process of its own.
pub fn isolation() -> Isolation {
    static ISOLATION: OnceLock<Isolation> = OnceLock::new();
    let own = || Program::this([NAME]).map_or(Isolation::Refuse, |program| Isolation::Apart(Arc::new(program)));
    ISOLATION.get_or_init(own).clone()
}

/// Runs the command: a file on standard input, what it holds on standard output.
pub fn run() -> anyhow::Result<ExitCode> {
    // What went wrong is in the answer.
    std::panic::set_hook(Box::new(|_| {}));
    isolation::serve(std::io::stdin().lock(), std::io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}
