//! Chance that repeats: the same seed gives the same choices on every machine.

/// A SplitMix64 generator (Steele, Lea, Flood 2014). Not for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator for one purpose, so that more choices made for one thing change no other.
    pub(crate) fn apart(&self, purpose: &str, n: u64) -> Self {
        let mut state = self.0 ^ n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in purpose.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let mut apart = Self(state);
        let first = apart.next();
        Self(first)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low))
            .unwrap_or(0)
            .saturating_add(1);
        low.saturating_add(i64::try_from(self.next() % span.max(1)).unwrap_or(0))
    }

    /// A number from 0 (included) to 1 (excluded).
    pub(crate) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number from `-reach` to `reach`.
    pub(crate) fn around(&mut self, reach: f32) -> f32 {
        (self.share() * 2.0 - 1.0) * reach
    }

    /// True in about `percent` of a hundred cases.
    pub(crate) fn happens(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// One of `items`; the default of the type where there are none.
    pub(crate) fn pick<T: Clone + Default>(&mut self, items: &[T]) -> T {
        let n = self.next() % (items.len().max(1) as u64);
        items.get(n as usize).cloned().unwrap_or_default()
    }
}
