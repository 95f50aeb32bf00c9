//! Lists of people: a table in an item becomes source records, each cited by its row.
//!
//! The list itself is an item like any other. That it is a list, on which ground it is held and which
//! column says what, is an act; its rows, cell by cell as they are, are an object of the vault that the
//! act names. The tables only know where in that object each row stands.

mod enter;
mod import;
mod look;
mod preview;
mod rows_object;
mod table;
mod take_in;

pub use import::{ListGround, ListProgress, ListRequest, ListSource, Mapped, OtherLines};
pub use look::{ListSummary, RowView, SourceCell, SourceRecord};
pub use preview::{Preview, PreviewColumn, preview};

/// The version of what reads rows. Another one may find other rows in the same bytes.
pub(crate) const LIST_VERSION: &str = "list/1";
