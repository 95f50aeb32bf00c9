//! Work in parts on all cores, the answers in the order of the parts.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Cuts `0..count` into parts of at most `size` and gives the answer for each, in order.
pub(crate) fn parts<R: Send>(
    count: usize,
    size: usize,
    threads: usize,
    work: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    let size = size.max(1);
    let parts = count.div_ceil(size);
    let range = |part: usize| part * size..((part + 1) * size).min(count);
    if threads <= 1 || parts <= 1 {
        return (0..parts).map(|part| work(range(part))).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(parts));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(parts) {
            scope.spawn(|| {
                loop {
                    let part = next.fetch_add(1, Ordering::Relaxed);
                    if part >= parts {
                        break;
                    }
                    let answer = work(range(part));
                    // A thread that panicked ends the whole; its lock is of no interest.
                    let mut done = done
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    done.push((part, answer));
                }
            });
        }
    });
    let mut done = done
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(part, _)| *part);
    done.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn answers_stand_in_the_order_of_the_parts() {
        for threads in [1, 4] {
            let sums = parts(1000, 7, threads, |range| range.sum::<usize>());
            assert_eq!(sums.len(), 143);
            assert_eq!(sums.first(), Some(&21));
            assert_eq!(sums.iter().sum::<usize>(), 499_500);
        }
        assert!(parts(0, 7, 4, |range| range.len()).is_empty());
    }
}
