//! What identifies a protected person, in a wrapper that cannot leak by printing.

use std::fmt;

/// A value that no log, error or debug print may show. Reading it takes a deliberate call.
#[derive(Clone, PartialEq, Eq)]
pub struct Protected<T>(T);

impl<T> Protected<T> {
    /// Puts a value under protection.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Hands the value out. Every caller is a place to audit.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Protected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[protected]")
    }
}

impl<T> fmt::Display for Protected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[protected]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_tells_nothing() {
        let name = Protected::new("Samer Invented".to_owned());
        assert!(!format!("{name} {name:?}").contains("Samer"));
    }
}
