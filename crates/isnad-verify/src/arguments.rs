//! The command line.

use custody::{Trust, VerifierKey};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

/// What `--help` prints.
pub const HELP: &str = "\
isnad-verify checks what an isnad store hands out, without trusting the store.

  isnad-verify log DIR --vkey K [--older FILE]... [--cosigner K]... [--quorum N]
      Reads every entry and tile of an exported log, recomputes its root, and checks the
      log's signature. With --older, that the log continues that earlier checkpoint. With
      --cosigner, that N of these keys have signed too; all of them where N is not given.

  isnad-verify proof FILE.tlog-proof ITEM --vkey K [--cosigner K]... [--quorum N]
      Checks that the act in the proof is in the log and speaks of exactly the bytes of ITEM.

  isnad-verify bag DIR
      Checks every file of a BagIt bag against its manifests.

  isnad-verify --help | --version

K is a public key as text (name+hash+base64) or a file that holds it. Get it, and older
checkpoints, from somebody else than who gave you the log.

Exit code: 0 it holds, 1 it does not hold, 2 it could not be checked.
";

/// What is to be checked.
pub enum Command {
    Help,
    Version,
    Log(LogArguments),
    Proof(ProofArguments),
    Bag(PathBuf),
}

pub struct LogArguments {
    pub dir: PathBuf,
    pub trust: Trust,
    pub older: Vec<PathBuf>,
}

pub struct ProofArguments {
    pub proof: PathBuf,
    pub item: PathBuf,
    pub trust: Trust,
}

#[derive(Default)]
struct Options {
    places: Vec<PathBuf>,
    log: Option<VerifierKey>,
    cosigners: Vec<VerifierKey>,
    older: Vec<PathBuf>,
    quorum: Option<usize>,
}

/// Reads the words after the program's name; the error is a sentence.
pub fn read(words: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut words = words.peekable();
    let first = words.next().ok_or("what should be checked?")?;
    let command = match first.to_str() {
        Some("--help" | "-h" | "help") => return Ok(Command::Help),
        Some("--version" | "-V") => return Ok(Command::Version),
        Some(name @ ("log" | "proof" | "bag")) => name,
        _ => return Err(format!("`{}` is no command", first.display())),
    };
    let rest: Vec<OsString> = words.collect();
    if rest.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Help);
    }
    let options = Options::read(rest)?;
    let mut places = options.places.clone().into_iter();
    let (one, two, three) = (places.next(), places.next(), places.next());
    match (command, one, two, three) {
        ("log", Some(dir), None, None) => {
            let older = options.older.clone();
            Ok(Command::Log(LogArguments {
                dir,
                trust: options.trust()?,
                older,
            }))
        }
        ("proof", Some(proof), Some(item), None) if options.older.is_empty() => {
            Ok(Command::Proof(ProofArguments {
                proof,
                item,
                trust: options.trust()?,
            }))
        }
        ("bag", Some(dir), None, None) if options.has_only_places() => Ok(Command::Bag(dir)),
        ("log" | "bag", ..) => Err(format!("`{command}` wants one folder and its own options")),
        _ => Err("`proof` wants a proof file, an item, and its own options".to_owned()),
    }
}

impl Options {
    fn read(words: Vec<OsString>) -> Result<Self, String> {
        let mut options = Self::default();
        let mut words = words.into_iter();
        let mut only_places = false;
        while let Some(word) = words.next() {
            let text = word.to_str().unwrap_or_default();
            if only_places || !text.starts_with("--") {
                options.places.push(word.into());
                continue;
            }
            if text == "--" {
                only_places = true;
                continue;
            }
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(OsString::from(value))),
                None => (text.to_owned(), words.next()),
            };
            let value = value.ok_or_else(|| format!("`{name}` wants a value"))?;
            options.set(&name, value)?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: OsString) -> Result<(), String> {
        let text = value.to_str().map(str::to_owned);
        match name {
            "--vkey" if self.log.is_some() => return Err("`--vkey` is given twice".to_owned()),
            "--vkey" => self.log = Some(key(value)?),
            "--cosigner" => self.cosigners.push(key(value)?),
            "--older" => self.older.push(value.into()),
            "--quorum" => {
                let number = text.and_then(|text| text.parse().ok());
                self.quorum = Some(number.ok_or("`--quorum` wants a number")?);
            }
            other => return Err(format!("`{other}` is no option")),
        }
        Ok(())
    }

    fn has_only_places(&self) -> bool {
        self.log.is_none()
            && self.cosigners.is_empty()
            && self.older.is_empty()
            && self.quorum.is_none()
    }

    fn trust(self) -> Result<Trust, String> {
        let log = self
            .log
            .ok_or("the log's public key is missing; give it with `--vkey`")?;
        Trust::new(log, self.cosigners, self.quorum).map_err(|error| error.to_string())
    }
}

/// A key as text, else the first line of the file with this name.
fn key(value: OsString) -> Result<VerifierKey, String> {
    let from_text = value.to_str().map(str::parse::<VerifierKey>);
    if let Some(Ok(key)) = from_text {
        return Ok(key);
    }
    match fs::read_to_string(&value) {
        Ok(text) => text
            .trim()
            .parse()
            .map_err(|error| format!("`{}`: {error}", value.display())),
        Err(error) => Err(match from_text {
            Some(Err(wrong)) if value.to_string_lossy().contains('+') => wrong.to_string(),
            _ => format!("the key `{}` cannot be read: {error}", value.display()),
        }),
    }
}
