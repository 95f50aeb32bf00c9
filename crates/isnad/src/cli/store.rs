//! `isnad init`, `isnad status`, `isnad store`.

use super::fail::Failure;
use super::words::{Init, StoreWords};
use super::{Session, ask, progress, put};
use serde_json::json;
use std::process::ExitCode;
use workbench::{CatalogueSetting, Clock, NewStore, Store};

pub(super) fn init(session: &Session, words: Init) -> Result<ExitCode, Failure> {
    let dir = match words.dir {
        Some(dir) => dir,
        None => session.store_path()?,
    };
    let new = NewStore {
        passphrase: ask::passphrase(session, true)?,
        password: ask::password(words.password_file.as_deref(), words.custodian.as_str())?,
        custodian: words.custodian,
        catalogue: words
            .catalogue
            .map_or(CatalogueSetting::Embedded, CatalogueSetting::Postgres),
        cost: vault::KeyCost::default(),
    };
    let store = Store::init(&dir, &new, Clock::of_this_machine())?;
    let (_, vkey) = store.checkpoint(store.custodian())?;
    if session.words.json {
        put(
            json!({ "store": store.name(), "path": store.root(), "custodian": store.custodian().as_str(), "vkey": vkey }),
        )?;
    } else {
        put(format_args!(
            "Store {} made in {}",
            store.name(),
            store.root().display()
        ))?;
        put(format_args!("First custodian: {}", store.custodian()))?;
        put(format_args!("Key of the log:  {vkey}"))?;
        session.say("Write the passphrase down and keep it apart: without it nothing in the store can be read.");
        session.say("Give the key of the log to whoever will check proofs. The disk below should be encrypted: tables and index are plain.");
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn status(session: &Session) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    let (checkpoint, vkey) = store.checkpoint(&by)?;
    let acts: u64 = checkpoint
        .lines()
        .nth(1)
        .and_then(|line| line.parse().ok())
        .unwrap_or_default();
    if !store
        .person(&by)?
        .roles
        .iter()
        .any(|role| role.reads_evidence())
    {
        // Counts are content, too: who reads no evidence learns that the store is sound, not what it holds.
        if session.words.json {
            put(json!({ "store": store.name(), "acts": acts, "vkey": vkey }))?;
        } else {
            put(format_args!(
                "Store       {} in {}",
                store.name(),
                store.root().display()
            ))?;
            put(format_args!("Acts        {acts}"))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let status = store.process_status(&by)?;
    let accessions = store.accessions(&by)?;
    if session.words.json {
        put(json!({
            "store": store.name(), "acts": acts, "vkey": vkey, "accessions": accessions.len(),
            "items": status.items, "waiting": status.waiting, "reconciled": status.reconciled,
        }))?;
    } else {
        put(format_args!(
            "Store       {} in {}",
            store.name(),
            store.root().display()
        ))?;
        put(format_args!("Acts        {acts}"))?;
        put(format_args!("Accessions  {}", accessions.len()))?;
        put(format_args!(
            "Items       {} ({} still to be read)",
            status.items, status.waiting
        ))?;
        put(format_args!(
            "Reconciled  {}",
            if status.reconciled { "yes" } else { "NO" }
        ))?;
    }
    Ok(if status.reconciled {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

pub(super) fn run(session: &Session, words: StoreWords) -> Result<ExitCode, Failure> {
    if let StoreWords::Passphrase { new_file } = &words {
        let old = ask::passphrase(session, false)?;
        let new = ask::new_passphrase(new_file.as_deref())?;
        Store::change_passphrase(
            &session.store_path()?,
            &old,
            &new,
            vault::KeyCost::default(),
        )?;
        session.say("The store opens with the new passphrase. Old copies of `store.toml` still open with the old one; destroy them.");
        return Ok(ExitCode::SUCCESS);
    }
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        StoreWords::Passphrase { .. } => Ok(ExitCode::SUCCESS),
        StoreWords::Verify { all } => verify(session, &store, &by, all),
        StoreWords::Rebuild => {
            let bar = progress::bar(session, false);
            bar.set_message("indexing");
            let rebuilt = store.rebuild(&by, &mut |items| bar.set_position(items))?;
            bar.finish_and_clear();
            if session.words.json {
                put(json!({ "acts": rebuilt.acts, "items": rebuilt.items }))?;
            } else {
                put(format_args!(
                    "Made anew from {} acts; {} items in the index.",
                    rebuilt.acts, rebuilt.items
                ))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        StoreWords::Dump { of_the_run } => {
            for line in store.dump(&by, of_the_run)? {
                put(line)?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn verify(
    session: &Session,
    store: &Store,
    by: &domain::UserName,
    all: bool,
) -> Result<ExitCode, Failure> {
    let bar = progress::bar(session, false);
    bar.set_message("checking");
    let verdict = store.verify(by, all, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if session.words.json {
        let damaged: Vec<_> = verdict
            .damaged
            .iter()
            .map(|d| json!({ "object": d.object.to_string(), "damage": d.damage, "path": d.path, "items": d.items }))
            .collect();
        put(json!({
            "holds": verdict.holds(), "acts": verdict.acts, "objects": verdict.objects, "reread": all,
            "damaged": damaged, "log_findings": verdict.log_findings, "unnamed": verdict.unnamed,
        }))?;
    } else {
        for finding in &verdict.log_findings {
            put(format_args!("LOG      {finding}"))?;
        }
        for damaged in &verdict.damaged {
            put(format_args!(
                "OBJECT   {} {}",
                damaged.object, damaged.damage
            ))?;
            put(format_args!("         {}", damaged.path))?;
            if !damaged.items.is_empty() {
                put(format_args!(
                    "         content of {}",
                    damaged.items.join(", ")
                ))?;
            }
        }
        let how = if all { "re-read" } else { "present" };
        let sum = if verdict.holds() {
            "Everything holds"
        } else {
            "SOMETHING DOES NOT HOLD"
        };
        put(format_args!(
            "{sum}: {} acts, {} objects {how}, {} damaged.",
            verdict.acts,
            verdict.objects,
            verdict.damaged.len()
        ))?;
        if verdict.unnamed > 0 {
            session.say(&format!(
                "{} objects are named by no act: leftovers of a stopped run, harmless.",
                verdict.unnamed
            ));
        }
        if !all {
            session.say("Bytes were not re-read; `isnad store verify --all` does that.");
        }
    }
    Ok(if verdict.holds() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(4)
    })
}
