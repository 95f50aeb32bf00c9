//! Acts per second, on the disk of the folder given (else the system's temporary folder), synced.

use custody::{BodyKey, CustodyError, Ledger, LogKey};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// A body of an act is about this long.
const BODY_BYTES: usize = 600;
const ROUND: Duration = Duration::from_secs(4);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let place = std::env::args_os()
        .nth(1)
        .map_or_else(std::env::temp_dir, Into::into);
    let place = place.join(format!("ledger-bench-{}", std::process::id()));
    let outcome = [1, 100, 1000, 10_000]
        .iter()
        .try_for_each(|batch| run(&place, *batch));
    std::fs::remove_dir_all(&place)?;
    outcome
}

fn run(place: &Path, batch: usize) -> Result<(), Box<dyn std::error::Error>> {
    let key = LogKey::from_seed("bench.example/log", &[1; 32])?;
    let dir = place.join(batch.to_string());
    let mut ledger = Ledger::create(&dir, key.clone(), &BodyKey([2; 32]))?;
    let bodies: Vec<Vec<u8>> = (0..batch)
        .map(|n| vec![b'a' + (n % 26) as u8; BODY_BYTES])
        .collect();
    let start = Instant::now();
    let mut longest = Duration::ZERO;
    let mut appends = 0u32;
    while start.elapsed() < ROUND {
        let before = Instant::now();
        ledger.append(&bodies)?;
        longest = longest.max(before.elapsed());
        appends += 1;
    }
    let spent = start.elapsed();
    let size = ledger.size();
    drop(ledger);
    let before = Instant::now();
    let ledger = Ledger::open(&dir, key, &BodyKey([2; 32]))?;
    let opening = before.elapsed();
    let before = Instant::now();
    let mut read = 0u64;
    ledger.for_each_body(0, |_, _| {
        read += 1;
        Ok::<(), CustodyError>(())
    })?;
    let reading = before.elapsed();
    writeln!(
        std::io::stdout(),
        "batch {batch:>6}: {:>8.0} acts/s, {:>7.2} ms an append (longest {:.2} ms); \
         {size} acts opened in {:.1} ms, read back at {:.0} acts/s",
        size as f64 / spent.as_secs_f64(),
        spent.as_secs_f64() * 1000.0 / f64::from(appends),
        longest.as_secs_f64() * 1000.0,
        opening.as_secs_f64() * 1000.0,
        read as f64 / reading.as_secs_f64(),
    )?;
    Ok(())
}
