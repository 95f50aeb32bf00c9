//! The command line: reads the words, opens the store, calls the workbench, writes the answer.

mod accounts;
mod ask;
mod bench;
mod bench_corpus;
mod copies;
mod correction;
mod docs;
mod doctor;
mod extracting;
mod fail;
mod intake;
mod ledger;
mod linking;
mod list;
mod matching;
mod names;
mod photos;
mod process;
mod progress;
mod sample;
mod search;
mod serve;
mod store;
mod words;

use crate::texts::{Lang, Texts, negotiate};
use clap::Parser;
use fail::Failure;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use words::{Command, Words};
use workbench::{Clock, Store};

/// What every command works with.
pub(crate) struct Session {
    words: words::Common,
    lang: Lang,
    texts: Texts,
}

/// Runs the command line of this process.
pub(crate) fn run() -> ExitCode {
    let words = Words::parse();
    let lang = words.common.lang.as_deref().and_then(Lang::from_code);
    let of_terminal = || {
        negotiate(
            &std::env::var("LC_ALL")
                .or_else(|_| std::env::var("LANG"))
                .unwrap_or_default(),
        )
    };
    let texts = match Texts::load() {
        Ok(texts) => texts,
        Err(broken) => {
            eprintln!("isnad: {broken}");
            return ExitCode::from(70);
        }
    };
    let session = Session {
        words: words.common,
        lang: lang.unwrap_or_else(of_terminal),
        texts,
    };
    if session.words.verbose {
        tracing_subscriber::fmt()
            .with_writer(std::io::stderr)
            .with_target(false)
            .init();
    }
    match dispatch(&session, words.command) {
        Ok(code) => code,
        Err(failure) => {
            // Nothing is left to tell it to where standard error is closed, too.
            let _ = failure.tell(&session, &mut std::io::stderr());
            ExitCode::from(failure.exit_code())
        }
    }
}

fn dispatch(session: &Session, command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Init(words) => store::init(session, words),
        Command::Status => store::status(session),
        Command::Store(words) => store::run(session, words),
        Command::Intake(words) => intake::run(session, words),
        Command::Process(words) => process::run(session, words),
        Command::Extract(words) => extracting::run(session, words),
        Command::Names(words) => names::run(&words),
        Command::List(words) => list::run(session, words),
        Command::Search(words) => search::run(session, words),
        Command::Doc(words) => docs::run(session, words),
        Command::Photo(words) => photos::run(session, words),
        Command::Match(words) => matching::run(session, words),
        Command::Person(words) => matching::person(session, words),
        Command::Ledger(words) => ledger::run(session, words),
        Command::User(words) => accounts::user(session, words),
        Command::Grant(words) => accounts::grant(session, words),
        Command::Audit(words) => accounts::audit(session, words),
        Command::Serve(words) => serve::run(session, words),
        Command::Sample(words) => sample::run(words),
        Command::Bench(words) => bench::run(session, words),
        Command::Doctor(words) => doctor::run(session, words),
    }
}

impl Session {
    /// Opens the store that the words or the environment name.
    fn open(&self) -> Result<Store, Failure> {
        let path = self.store_path()?;
        let passphrase = ask::passphrase(self, false)?;
        Ok(Store::open(&path, &passphrase, Clock::of_this_machine())?)
    }

    fn store_path(&self) -> Result<PathBuf, Failure> {
        self.words
            .store
            .clone()
            .ok_or_else(|| Failure::input("no-store-named"))
    }

    /// Who acts: the person named, else the store's first custodian.
    fn by(&self, store: &Store) -> Result<domain::UserName, Failure> {
        match &self.words.user {
            Some(user) => Ok(user.clone()),
            None => Ok(store.custodian().clone()),
        }
    }

    /// Whether a bar may be drawn.
    fn shows_progress(&self) -> bool {
        !self.words.no_progress && std::io::stderr().is_terminal()
    }

    /// Writes a line to standard error, where talk belongs.
    fn say(&self, line: &str) {
        if !self.words.quiet {
            // A closed standard error must not stop the work.
            let _ = writeln!(std::io::stderr(), "{line}");
        }
    }
}

/// Writes a line of data to standard output.
fn put(line: impl std::fmt::Display) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{line}").map_err(Failure::Output)
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).map_err(|_| Failure::input("not-utf8").with("path", path.display()))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|e| Failure::file(path, &e))
}

/// Writes a file that is not there yet; nothing is overwritten.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = std::fs::File::create_new(path).map_err(|e| Failure::file(path, &e))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|e| Failure::file(path, &e))
}
