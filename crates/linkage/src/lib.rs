//! Which records of different lists may speak of one person, and what speaks for and against it.
//!
//! Values in, leads out: this crate knows neither ledger, vault, tables nor documents. A lead is a
//! proposal for people to look at. Nothing here decides that two records are one person, and nothing
//! here knows of suspects or victims.

mod account;
mod field;
pub mod list;
pub mod mapping;
mod record;

pub use account::{Account, Level, Relation, Step};
pub use field::{Field, NoSuchField};
pub use record::Record;
