//! How the reading of an item ended.

use std::fmt;
use std::str::FromStr;

/// The end of an item's reading. Every item ends in exactly one of these, with a reason in words;
/// an item that has none yet is still to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemState {
    /// All its text and members were read.
    Read,
    /// Something was read and something was not; the reason names what.
    ReadInPart,
    /// It was opened and holds no text: a picture without writing, a sound, a folder entry.
    NoText,
    /// Zero bytes.
    Empty,
    /// It cannot be opened without a key or password.
    Encrypted,
    /// Its type is known or not, and no reader for it is here.
    Unsupported,
    /// Its bytes do not hold to its format.
    Damaged,
    /// A limit on size, time, memory, depth or number ended the reading.
    OverLimit,
}

/// A text that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the states are read, read_in_part, no_text, empty, encrypted, unsupported, damaged, over_limit"
)]
pub struct NotAState;

impl ItemState {
    /// Every state, in the order in which reports list them.
    pub const ALL: [ItemState; 8] = [
        ItemState::Read,
        ItemState::ReadInPart,
        ItemState::NoText,
        ItemState::Empty,
        ItemState::Encrypted,
        ItemState::Unsupported,
        ItemState::Damaged,
        ItemState::OverLimit,
    ];

    /// The name in files, tables and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            ItemState::Read => "read",
            ItemState::ReadInPart => "read_in_part",
            ItemState::NoText => "no_text",
            ItemState::Empty => "empty",
            ItemState::Encrypted => "encrypted",
            ItemState::Unsupported => "unsupported",
            ItemState::Damaged => "damaged",
            ItemState::OverLimit => "over_limit",
        }
    }

    /// Whether the item's content was read as far as it has any: `ok` in the extraction contract.
    pub const fn is_ok(self) -> bool {
        matches!(
            self,
            ItemState::Read | ItemState::ReadInPart | ItemState::NoText | ItemState::Empty
        )
    }
}

impl fmt::Display for ItemState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ItemState {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, NotAState> {
        Self::ALL
            .into_iter()
            .find(|state| state.name() == text)
            .ok_or(NotAState)
    }
}
