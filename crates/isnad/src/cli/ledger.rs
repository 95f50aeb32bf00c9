//! `isnad ledger`.

use super::fail::Failure;
use super::words::{CosignWords, LedgerWords};
use super::{Session, put, read_bytes, read_text, write_new};
use custody::{CosignerKey, VerifierKey};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(session: &Session, words: LedgerWords) -> Result<ExitCode, Failure> {
    if let LedgerWords::Cosign(words) = words {
        return cosign(session, words);
    }
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        LedgerWords::Prove { item, output } => {
            let proof = store.prove(&by, &item)?;
            match output {
                Some(path) => write_new(&path, proof.as_bytes())?,
                None => put(proof.trim_end_matches('\n'))?,
            }
            session.say("Check it, with the item's file, on any machine: isnad-verify proof FILE.tlog-proof ITEM --vkey KEY");
        }
        LedgerWords::Checkpoint => put(store.checkpoint(&by)?.0.trim_end_matches('\n'))?,
        LedgerWords::Vkey => put(store.checkpoint(&by)?.1)?,
        LedgerWords::Export { dir } => {
            let acts = store.export_log(&by, &dir)?;
            session.say(&format!(
                "{acts} acts exported. Check them: isnad-verify log {} --vkey KEY",
                dir.display()
            ));
        }
        LedgerWords::Stamp {
            request: Some(path),
            ..
        } => {
            write_new(&path, &store.stamp_request(&by)?)?;
            session.say("Carry the request to a time-stamping authority; take its answer over with --answer FILE.");
        }
        LedgerWords::Stamp {
            answer: Some(path), ..
        } => {
            let size = store.add_stamp(&by, &read_bytes(&path)?)?;
            put(format_args!("Stamped: the checkpoint of {size} acts."))?;
        }
        LedgerWords::Stamp { .. } | LedgerWords::Cosign(_) => {}
        LedgerWords::Erase { item, ground } => {
            let acts = store.erase(&by, &item, &ground)?;
            put(format_args!(
                "Erased {item}: {acts} acts. Proofs of everything else stay valid."
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn cosign(session: &Session, words: CosignWords) -> Result<ExitCode, Failure> {
    match words {
        CosignWords::Key { name, output } => {
            let mut seed = [0u8; 32];
            getrandom::fill(&mut seed)
                .map_err(|e| Failure::Other(anyhow::anyhow!("no random bytes: {e}")))?;
            let key = CosignerKey::from_seed(&name, &seed)?;
            write_secret(&output, &format!("{name}\n{}\n", hex::encode(seed)))?;
            put(key.verifier())?;
            session.say("Give the line above to the other office; keep the file secret.");
        }
        CosignWords::Make {
            checkpoint,
            vkey,
            key,
            output,
        } => {
            let text = read_text(&key)?;
            let mut lines = text.lines();
            let wrong = || Failure::input("no-cosigner-key").with("path", key.display());
            let name = lines.next().ok_or_else(wrong)?;
            let seed = lines
                .next()
                .and_then(|line| hex::decode(line.trim()).ok())
                .ok_or_else(wrong)?;
            let seed: [u8; 32] = seed.try_into().map_err(|_| wrong())?;
            let cosigner = CosignerKey::from_seed(name, &seed)?;
            let now = workbench::Clock::of_this_machine().now();
            let note = custody::cosignature::cosign(
                &read_bytes(&checkpoint)?,
                &parse(&vkey)?,
                None,
                &cosigner,
                now,
            )?;
            write_new(&output, note.as_bytes())?;
            session.say("A cosignature is worth what was checked before it: `isnad-verify log DIR --older EARLIER` shows that the log continues what you saw.");
            session.say(
                "Carry the cosigned checkpoint back; `isnad ledger cosign add` takes it over.",
            );
        }
        CosignWords::Add { file, vkey } => {
            let store = session.open()?;
            let by = session.by(&store)?;
            let size = store.add_cosignature(&by, &read_bytes(&file)?, &parse(&vkey)?)?;
            put(format_args!("Cosigned: the checkpoint of {size} acts."))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A key is given as itself or as a file that holds it.
fn parse(vkey: &str) -> Result<VerifierKey, Failure> {
    let path = Path::new(vkey);
    let text = if path.is_file() {
        read_text(path)?
    } else {
        vkey.to_owned()
    };
    Ok(text.trim().parse()?)
}

fn write_secret(path: &Path, text: &str) -> Result<(), Failure> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let mut file = options.open(path).map_err(|e| Failure::file(path, &e))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|e| Failure::file(path, &e))
}
