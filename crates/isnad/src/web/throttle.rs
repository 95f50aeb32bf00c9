//! Failed sign-ins slow the next ones down, by name and by address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures of one name that cost nothing; everybody mistypes.
const FREE_BY_NAME: u32 = 3;
/// Failures of one address that cost nothing: several people may share it.
const FREE_BY_ADDRESS: u32 = 12;
/// The longest wait; short enough that an office cannot be locked out for a day by a prankster.
const WAIT_MAX: Duration = Duration::from_secs(300);
/// Failures are forgotten after this time without a new one.
const FORGET: Duration = Duration::from_secs(3600);
/// Most names and addresses remembered; beyond it the oldest go.
const KEPT_MAX: usize = 10_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Source {
    Name(String),
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
    until: Instant,
}

/// Remembers failed sign-ins. The answer depends on what was typed and from where, never on
/// whether such a person exists.
#[derive(Debug, Default)]
pub struct Throttle {
    failures: Mutex<HashMap<Source, Failures>>,
}

impl Throttle {
    /// How long this name or this address has to wait before the next attempt; zero for at once.
    pub fn wait(&self, name: &str, address: IpAddr, now: Instant) -> Duration {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        [Source::Name(name.to_owned()), Source::Address(address)]
            .iter()
            .filter_map(|source| failures.get(source))
            .map(|f| f.until.saturating_duration_since(now))
            .max()
            .unwrap_or_default()
    }

    /// Counts a failed attempt.
    pub fn failed(&self, name: &str, address: IpAddr, now: Instant) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.retain(|_, f| now.saturating_duration_since(f.last) < FORGET);
        if failures.len() >= KEPT_MAX
            && let Some(oldest) = failures
                .iter()
                .min_by_key(|(_, f)| f.last)
                .map(|(s, _)| s.clone())
        {
            failures.remove(&oldest);
        }
        let sources = [
            (Source::Name(name.to_owned()), FREE_BY_NAME),
            (Source::Address(address), FREE_BY_ADDRESS),
        ];
        for (source, free) in sources {
            let entry = failures.entry(source).or_insert(Failures {
                count: 0,
                last: now,
                until: now,
            });
            entry.count += 1;
            entry.last = now;
            entry.until = now + wait_after(entry.count, free);
        }
    }

    /// A right password clears the name; the address keeps its record.
    pub fn succeeded(&self, name: &str) {
        self.failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&Source::Name(name.to_owned()));
    }
}

/// One second after the free ones, doubling.
fn wait_after(count: u32, free: u32) -> Duration {
    let Some(over) = count.checked_sub(free).filter(|over| *over > 0) else {
        return Duration::ZERO;
    };
    Duration::from_secs(1u64 << (over - 1).min(20)).min(WAIT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn the_wait_grows_and_ends() {
        let seconds: Vec<u64> = (1..=16)
            .map(|n| wait_after(n, FREE_BY_NAME).as_secs())
            .collect();
        assert_eq!(
            seconds,
            [
                0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300
            ]
        );
    }

    #[test]
    fn one_persons_failures_do_not_stop_another_at_once() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..5 {
            throttle.failed("a", HERE, now);
        }
        assert_eq!(throttle.wait("a", HERE, now), Duration::from_secs(2));
        assert_eq!(throttle.wait("b", HERE, now), Duration::ZERO);
        assert_eq!(
            throttle.wait("a", HERE, now + Duration::from_secs(2)),
            Duration::ZERO
        );
        throttle.succeeded("a");
        assert_eq!(throttle.wait("a", HERE, now), Duration::ZERO);
    }

    #[test]
    fn guessing_many_names_from_one_place_is_slowed_too() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for n in 0..20 {
            throttle.failed(&format!("name{n}"), HERE, now);
        }
        assert!(throttle.wait("fresh", HERE, now) >= Duration::from_secs(64));
    }
}
