//! The ledger's format, its proofs and its verifier.
//!
//! Without features this crate reads and checks; the feature `writer` adds the ledger that appends.
//! The formats are described in `docs/ledger-format.md`.

pub mod act;
#[cfg(feature = "writer")]
pub mod body;
pub mod checkpoint;
pub mod commitment;
#[cfg(feature = "writer")]
pub mod cosignature;
pub mod error;
pub mod key;
#[cfg(feature = "writer")]
pub mod ledger;
mod log_files;
pub mod note;
pub mod proof;
#[cfg(feature = "writer")]
mod stamp;
pub mod text_form;
pub mod tile;
pub mod tree;
pub mod verify;

#[cfg(feature = "writer")]
pub use body::{Body, BodyKey};
pub use checkpoint::{Checkpoint, SignedCheckpoint};
pub use commitment::{Commitment, Salt};
pub use error::{CustodyError, Result};
#[cfg(feature = "writer")]
pub use key::{CosignerKey, LogKey};
pub use key::{KeyType, VerifierKey};
#[cfg(feature = "writer")]
pub use ledger::{Ledger, StoredStamp};
pub use note::Note;
pub use proof::Proof;
pub use tile::Frontier;
pub use verify::{Finding, Trust, Verdict};
