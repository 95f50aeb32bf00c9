//! Ending a command with a sentence that says what to do, and the documented exit code.

use super::Session;
use domain::{Family, Fault, Report};
use std::io::{self, Write};
use std::path::Path;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A fault that the translation files know.
    Fault(Fault),
    /// Standard output cannot be written.
    Output(io::Error),
    /// A mistake in this program, or a fault that no text was written for.
    Other(anyhow::Error),
}

impl Failure {
    /// A fault in what was typed.
    pub(crate) fn input(id: &'static str) -> Self {
        Failure::Fault(Fault::new(id, Family::Input))
    }

    /// Adds a value to the sentence.
    pub(crate) fn with(self, name: &'static str, value: impl ToString) -> Self {
        match self {
            Failure::Fault(fault) => Failure::Fault(fault.with(name, value)),
            other => other,
        }
    }

    /// A file of the user's that could not be read or written.
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        let id = match error.kind() {
            io::ErrorKind::NotFound => "path-missing",
            io::ErrorKind::AlreadyExists => "file-exists",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk-full",
            _ => "path-unreadable",
        };
        Self::input(id)
            .with("path", path.display())
            .with("reason", error)
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Failure::Fault(fault) => fault.family.exit_code(),
            // The reader of a pipe has had enough: no fault of anybody.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Failure::Output(_) => 2,
            Failure::Other(_) => 70,
        }
    }

    /// Tells the person fault and remedy.
    pub(crate) fn tell(&self, session: &Session, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Failure::Fault(fault) => {
                let (sentence, remedy) = session.texts.fault(session.lang, fault);
                writeln!(out, "isnad: {sentence}")?;
                if remedy.is_empty() {
                    Ok(())
                } else {
                    writeln!(out, "       {remedy}")
                }
            }
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Failure::Output(error) => writeln!(out, "isnad: standard output: {error}"),
            Failure::Other(error) => writeln!(out, "isnad: {error:#}"),
        }
    }
}

impl<E: Report> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Fault(error.fault())
    }
}
