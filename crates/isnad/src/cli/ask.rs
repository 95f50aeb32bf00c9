//! Passphrases and passwords: from a file, the environment, or the terminal without echo.

use super::fail::Failure;
use super::{Session, read_text};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::Path;

/// The passphrase of the store; asked for twice where it is new.
pub(super) fn passphrase(session: &Session, new: bool) -> Result<String, Failure> {
    if let Some(path) = &session.words.passphrase_file {
        return first_line(path);
    }
    if let Ok(text) = std::env::var("ISNAD_PASSPHRASE") {
        return Ok(text);
    }
    let first =
        hidden("Passphrase of the store: ").ok_or_else(|| Failure::input("no-passphrase"))?;
    if new && hidden("Once more: ").as_deref() != Some(first.as_str()) {
        return Err(Failure::input("not-the-same"));
    }
    Ok(first)
}

/// A new passphrase for a store that has one: from a file, else asked for twice.
pub(super) fn new_passphrase(file: Option<&Path>) -> Result<String, Failure> {
    if let Some(path) = file {
        return first_line(path);
    }
    let first =
        hidden("New passphrase of the store: ").ok_or_else(|| Failure::input("no-passphrase"))?;
    if hidden("Once more: ").as_deref() != Some(first.as_str()) {
        return Err(Failure::input("not-the-same"));
    }
    Ok(first)
}

/// A password for the workbench: from a file, else asked for twice, else none.
pub(super) fn password(file: Option<&Path>, whose: &str) -> Result<Option<String>, Failure> {
    if let Some(path) = file {
        return first_line(path).map(Some);
    }
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let Some(first) = hidden(&format!(
        "Password of {whose} for the workbench (empty for none): "
    )) else {
        return Ok(None);
    };
    if first.is_empty() {
        return Ok(None);
    }
    if hidden("Once more: ").as_deref() != Some(first.as_str()) {
        return Err(Failure::input("not-the-same"));
    }
    Ok(Some(first))
}

fn first_line(path: &Path) -> Result<String, Failure> {
    let text = read_text(path)?;
    Ok(text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('\r')
        .to_owned())
}

/// Asks on the terminal without showing what is typed; nothing where there is no terminal.
fn hidden(question: &str) -> Option<String> {
    let mut terminal = File::options()
        .read(true)
        .write(true)
        .open("/dev/tty")
        .ok()?;
    let shown = tcgetattr(&terminal).ok()?;
    let mut silent = shown.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    write!(terminal, "{question}").ok()?;
    terminal.flush().ok()?;
    tcsetattr(&terminal, OptionalActions::Flush, &silent).ok()?;
    let mut line = String::new();
    let read = BufReader::new(&terminal).read_line(&mut line);
    // The terminal must show again what is typed, whatever happened.
    let restored = tcsetattr(&terminal, OptionalActions::Flush, &shown);
    writeln!(terminal).ok()?;
    read.ok().filter(|n| *n > 0)?;
    restored.ok()?;
    Some(line.trim_end_matches(['\n', '\r']).to_owned())
}
