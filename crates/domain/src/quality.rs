//! How far the text of a page can be relied on, in four words.

use std::fmt;
use std::str::FromStr;

/// How far the text of a page can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadingQuality {
    /// It reads as written language, or was read by machine with confidence.
    Good,
    /// It reads with faults: a person should hold numbers and names against the page.
    Doubtful,
    /// It reads badly: what it says is not what the page says.
    Poor,
    /// Nobody has read it: the page has no text, waits for optical reading, or could not be read.
    NotRead,
}

/// A text that names no quality.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the qualities are good, doubtful, poor, not_read")]
pub struct NotAQuality;

impl ReadingQuality {
    /// Every quality, the best first.
    pub const ALL: [ReadingQuality; 4] = [
        ReadingQuality::Good,
        ReadingQuality::Doubtful,
        ReadingQuality::Poor,
        ReadingQuality::NotRead,
    ];

    /// The name in files, queries and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            ReadingQuality::Good => "good",
            ReadingQuality::Doubtful => "doubtful",
            ReadingQuality::Poor => "poor",
            ReadingQuality::NotRead => "not_read",
        }
    }
}

impl fmt::Display for ReadingQuality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ReadingQuality {
    type Err = NotAQuality;

    fn from_str(text: &str) -> Result<Self, NotAQuality> {
        Self::ALL
            .into_iter()
            .find(|quality| quality.name() == text)
            .ok_or(NotAQuality)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for quality in ReadingQuality::ALL {
            assert_eq!(quality.name().parse(), Ok(quality));
        }
        assert_eq!("fine".parse::<ReadingQuality>(), Err(NotAQuality));
    }
}
