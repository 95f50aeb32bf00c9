//! Copies: which papers and pictures are the same one, scanned or saved again.
//!
//! Values in, findings out: knows neither ledger, vault nor tables. Whether two are copies is said of
//! these two alone, whatever else there is; only which pairs are looked at depends on all the others.

mod candidates;
mod compare;
mod cut;
mod diff;
mod fingerprint;
mod groups;
mod ink;
mod marks;
mod paper;
mod pixels;
mod shade;
mod spread;
mod words;

/// Raised where the same readings would be compared otherwise; what an earlier edition kept and found
/// is then made anew.
pub const EDITION: u32 = 3;

pub use candidates::{Candidates, Kept};
pub use compare::{Finding, Ground, Portrait, compare};
pub use diff::{Piece, Side, diff};
pub use fingerprint::Fingerprint;
pub use groups::Groups;
pub use ink::Ink;
pub use marks::{HASHES_AT_MOST, Marks, SKETCH_AT_MOST};
pub use paper::{Paper, Sureness};
pub use shade::Shade;
pub use words::{Agreement, agreement};
