//! Verdicts in plain words.

use crate::arguments::{LogArguments, ProofArguments};
use custody::Verdict;
use custody::act::{Act, PathText};
use custody::verify::bag::verify_bag;
use custody::verify::log::{LogHolds, Older, verify_log_dir};
use custody::verify::proof::{ItemDigest, Named, ProofHolds, verify_proof};
use std::fmt::Write;
use std::fs::{self, File};
use std::path::Path;

/// Text for standard output, and the exit code.
pub type Report = (String, u8);

pub fn log(arguments: &LogArguments) -> Report {
    let mut older = Vec::new();
    for path in &arguments.older {
        match fs::read(path) {
            Ok(bytes) => older.push(Older {
                name: path.display().to_string(),
                bytes,
            }),
            Err(error) => return unreadable(path, &error),
        }
    }
    let verdict = verify_log_dir(&arguments.dir, &arguments.trust, &older);
    report(&verdict, log_held)
}

pub fn proof(arguments: &ProofArguments) -> Report {
    let proof = match fs::read(&arguments.proof) {
        Ok(bytes) => bytes,
        Err(error) => return unreadable(&arguments.proof, &error),
    };
    let item = match File::open(&arguments.item).and_then(ItemDigest::of) {
        Ok(item) => item,
        Err(error) => return unreadable(&arguments.item, &error),
    };
    let verdict = verify_proof(&proof, &item, &arguments.trust);
    report(&verdict, |held| proof_held(held, &item))
}

pub fn bag(dir: &Path) -> Report {
    report(&verify_bag(dir), |held| {
        format!(
            "BagIt {}: {} files, {} bytes, checked against {}.\n",
            held.version,
            held.files,
            held.size_bytes,
            held.manifests.join(", ")
        )
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Report {
    let verdict = Verdict::<()>::CouldNotCheck(format!("`{}`: {error}", path.display()));
    report(&verdict, |()| String::new())
}

fn report<T>(verdict: &Verdict<T>, held: impl FnOnce(&T) -> String) -> Report {
    let text = match verdict {
        Verdict::Holds(value) => format!("Holds.\n{}", held(value)),
        Verdict::DoesNotHold(findings) => {
            findings
                .iter()
                .fold("Does not hold.\n".to_owned(), |mut text, finding| {
                    let _ = writeln!(text, "- {finding}");
                    text
                })
        }
        Verdict::CouldNotCheck(reason) => format!("Could not check.\n- {reason}\n"),
    };
    (text, verdict.exit_code())
}

fn log_held(held: &LogHolds) -> String {
    let mut text = format!(
        "Log {}: {} acts, root {}.\n",
        held.origin, held.size, held.root
    );
    text += "Every entry and tile was read; the log's own signature fits.\n";
    for size in &held.continues {
        let _ = writeln!(text, "It continues the older checkpoint of {size} acts.");
    }
    text += &cosigned(&held.cosigners);
    if held.cosigners.is_empty() && held.continues.is_empty() {
        text += "No older checkpoint and no cosigner was given: this shows that the log is whole,\n\
                 not that its keeper never rewrote it.\n";
    }
    for name in &held.beside {
        let _ = writeln!(text, "Not looked into, no part of the log: {name}/");
    }
    text
}

fn cosigned(cosigners: &[String]) -> String {
    match cosigners {
        [] => String::new(),
        names => format!("Cosigned by {}.\n", names.join(", ")),
    }
}

fn proof_held(held: &ProofHolds, item: &ItemDigest) -> String {
    let mut text = format!(
        "Act {} of log {}, under its checkpoint of {} acts.\n",
        held.index, held.origin, held.size
    );
    let _ = match &held.named {
        Named::Received(item, accession) => {
            writeln!(
                text,
                "This file was received as {item} of accession {accession}."
            )
        }
        Named::Read(item) => writeln!(text, "This file was read as {item}."),
        Named::Member(item) => writeln!(text, "This file was found in a container, as {item}."),
        Named::Derivative(item) => writeln!(text, "This file was made from {item} by a reader."),
    };
    if let Act::ItemReceived(received) = &held.body.act {
        let path = match &received.path {
            PathText::Utf8(path) => domain::ItemPath::from_bytes(path.as_bytes()).to_string(),
            PathText::Hex(digits) => format!("(bytes) {digits}"),
        };
        let _ = writeln!(text, "It lay at `{path}`.");
    }
    let _ = writeln!(text, "Recorded {} by {}.", held.body.at, held.body.by);
    let _ = writeln!(text, "SHA-256 {}, {} bytes.", item.sha256, item.size_bytes);
    text += &cosigned(&held.cosigners);
    if held.cosigners.is_empty() {
        text += "No cosigner was given: the keeper of the log's key could have made this alone.\n";
    }
    text
}
