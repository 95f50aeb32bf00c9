//! `isnad bench`: measures on this machine, beside a peer in the same run where there is one.

use super::fail::Failure;
use super::words::BenchWords;
use super::{Session, bench_corpus, put};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use workbench::{CatalogueSetting, Clock, IntakeRequest, NewStore, ProcessOptions, Store};

/// Each side of a comparison is run so often, in turn; the better run counts.
const ROUNDS: usize = 3;

pub(super) fn run(_session: &Session, words: BenchWords) -> Result<ExitCode, Failure> {
    match words {
        BenchWords::Intake {
            path,
            scratch,
            megabytes,
        } => intake(path, scratch, megabytes),
        BenchWords::Process {
            path,
            scratch,
            workers,
        } => process(&path, scratch, workers),
        BenchWords::Rebuild { items, scratch } => rebuild(items, scratch),
    }
}

/// A folder that is removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(below: Option<PathBuf>) -> Result<Self, Failure> {
        let below = below.unwrap_or_else(std::env::temp_dir);
        let path = below.join(format!("isnad-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(|e| Failure::file(&path, &e))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays behind costs space only.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn new_store(at: &Path) -> Result<Store, Failure> {
    let new = NewStore {
        custodian: "bench"
            .parse()
            .map_err(|e| Failure::Other(anyhow::anyhow!("{e}")))?,
        passphrase: "a store for measuring".to_owned(),
        password: None,
        catalogue: CatalogueSetting::Embedded,
        cost: vault::KeyCost::default(),
    };
    Ok(Store::init(at, &new, Clock::of_this_machine())?)
}

fn take_in(store: &Store, path: &Path) -> Result<(u64, u64), Failure> {
    let request = IntakeRequest {
        path: path.to_owned(),
        source: "bench".to_owned(),
        ..IntakeRequest::default()
    };
    let receipt = store.intake(store.custodian(), &request, &mut |_| {})?;
    Ok((receipt.accession.items, receipt.accession.size_bytes))
}

fn intake(
    path: Option<PathBuf>,
    scratch: Option<PathBuf>,
    megabytes: u64,
) -> Result<ExitCode, Failure> {
    let scratch = Scratch::new(scratch)?;
    let corpus = match path {
        Some(path) => path,
        None => {
            let made = scratch.0.join("corpus");
            bench_corpus::mixed(&made, megabytes << 20).map_err(|e| Failure::file(&made, &e))?;
            made
        }
    };
    let (mut peer, mut ours) = (Duration::MAX, Duration::MAX);
    let (mut items, mut bytes) = (0, 0);
    for round in 0..ROUNDS {
        sync()?;
        let copy = scratch.0.join(format!("copy-{round}"));
        let start = Instant::now();
        shell(
            "cp -r -- \"$1\" \"$2\" && sync -f \"$2\" && find \"$2\" -type f -print0 | xargs -0 sha256sum > \"$2.sums\" && sync \"$2.sums\"",
            &[&corpus, &copy],
        )?;
        peer = peer.min(start.elapsed());
        shell("rm -rf -- \"$1\"", &[&copy])?;
        sync()?;
        let at = scratch.0.join(format!("store-{round}"));
        let store = new_store(&at)?;
        let start = Instant::now();
        (items, bytes) = take_in(&store, &corpus)?;
        ours = ours.min(start.elapsed());
        drop(store);
        shell("rm -rf -- \"$1\"", &[&at])?;
    }
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    put(format_args!(
        "corpus            {items} entries, {:.0} MB",
        bytes as f64 / 1e6
    ))?;
    put(format_args!(
        "cp + sha256sum    {:.2} s  {:.0} MB/s",
        peer.as_secs_f64(),
        rate(peer)
    ))?;
    put(format_args!(
        "isnad intake      {:.2} s  {:.0} MB/s  {:.0} acts/s",
        ours.as_secs_f64(),
        rate(ours),
        items as f64 / ours.as_secs_f64()
    ))?;
    put(format_args!(
        "ratio of rates    {:.2}",
        peer.as_secs_f64() / ours.as_secs_f64()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn process(
    path: &Path,
    scratch: Option<PathBuf>,
    workers: Option<usize>,
) -> Result<ExitCode, Failure> {
    let scratch = Scratch::new(scratch)?;
    let store = new_store(&scratch.0.join("store"))?;
    take_in(&store, path)?;
    let options = ProcessOptions {
        workers,
        ..ProcessOptions::default()
    };
    let start = Instant::now();
    let summary = store.process(store.custodian(), &options, &mut |_| {})?;
    let time = start.elapsed().as_secs_f64();
    put(format_args!(
        "{} items in {time:.1} s: {:.1} items/s",
        summary.done,
        summary.done as f64 / time
    ))?;
    for (state, count) in &summary.states {
        put(format_args!("  {count:>8}  {state}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn rebuild(items: u64, scratch: Option<PathBuf>) -> Result<ExitCode, Failure> {
    let scratch = Scratch::new(scratch)?;
    let corpus = scratch.0.join("corpus");
    bench_corpus::papers(&corpus, items).map_err(|e| Failure::file(&corpus, &e))?;
    let store = new_store(&scratch.0.join("store"))?;
    take_in(&store, &corpus)?;
    let start = Instant::now();
    store.process(store.custodian(), &ProcessOptions::default(), &mut |_| {})?;
    put(format_args!(
        "reading {items} small texts   {:.1} s",
        start.elapsed().as_secs_f64()
    ))?;
    let before = store.dump(store.custodian(), true)?;
    let start = Instant::now();
    let rebuilt = store.rebuild(store.custodian(), &mut |_| {})?;
    let time = start.elapsed().as_secs_f64();
    put(format_args!(
        "rebuild                       {time:.1} s for {} acts and {} items",
        rebuilt.acts, rebuilt.items
    ))?;
    put(format_args!(
        "same tables as before         {}",
        if store.dump(store.custodian(), true)? == before {
            "yes"
        } else {
            "NO"
        }
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn sync() -> Result<(), Failure> {
    shell("sync", &[])
}

fn shell(script: &str, paths: &[&Path]) -> Result<(), Failure> {
    let status = Command::new("sh")
        .arg("-c")
        .arg(script)
        .arg("sh")
        .args(paths)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Other(anyhow::anyhow!(
            "`{script}` ended with {status}"
        ))),
        Err(e) => Err(Failure::Other(anyhow::anyhow!(
            "`sh` could not be started: {e}"
        ))),
    }
}
