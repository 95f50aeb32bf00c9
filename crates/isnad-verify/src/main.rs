//! Checks logs, proofs and bags without trust in who kept them.

mod arguments;
mod report;

use arguments::{Command, HELP};
use std::io::Write;
use std::process::ExitCode;

/// The program was called wrongly, or what it should check could not be read.
const COULD_NOT_CHECK: u8 = 2;

fn main() -> ExitCode {
    let command = match arguments::read(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(reason) => {
            let _ = writeln!(std::io::stderr(), "isnad-verify: {reason}\n\n{HELP}");
            return ExitCode::from(COULD_NOT_CHECK);
        }
    };
    let (text, code) = match command {
        Command::Help => (HELP.to_owned(), 0),
        Command::Version => (format!("isnad-verify {}\n", env!("CARGO_PKG_VERSION")), 0),
        Command::Log(log) => report::log(&log),
        Command::Proof(proof) => report::proof(&proof),
        Command::Bag(dir) => report::bag(&dir),
    };
    // A verdict that could not be told is none.
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(COULD_NOT_CHECK),
    }
}
