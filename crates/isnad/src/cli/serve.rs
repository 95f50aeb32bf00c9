//! `isnad serve`.

use super::Session;
use super::fail::Failure;
use super::words::Serve;
use crate::web;
use std::process::ExitCode;

pub(super) fn run(session: &Session, words: Serve) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let options = web::ServeOptions {
        listen: words.listen,
        idle_lock_min: words.idle_lock_min,
        pause_after: words.pause_after,
        beyond_this_machine: false,
        hosts: Vec::new(),
    };
    web::serve(store, options).map_err(|error| match error.downcast::<web::ServeError>() {
        Ok(known) => Failure::from(known),
        Err(other) => Failure::Other(other),
    })?;
    Ok(ExitCode::SUCCESS)
}
