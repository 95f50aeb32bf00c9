//! The program: command line and workbench, both thin above `workbench`.

mod cli;
mod telling;
mod texts;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    // The child that reads foreign files must do nothing else first.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|arg| arg == extract::child::SUBCOMMAND)
    {
        extract::child::run();
    }
    cli::run()
}
