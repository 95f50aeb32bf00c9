//! Which records of different lists may speak of one person, and what speaks for and against it.
//!
//! Values in, leads out: this crate knows neither ledger, vault, tables nor documents. A lead is a
//! proposal for people to look at. Nothing here decides that two records are one person, and nothing
//! here knows of suspects or victims.

mod account;
mod agreement;
mod birth;
mod calibration;
mod candidates;
pub mod cluster;
mod estimate;
pub mod evaluate;
mod evidence;
mod explain;
mod field;
mod lexicon;
mod likeness;
mod link;
pub mod list;
pub mod mapping;
mod model;
mod parallel;
mod person;
mod place;
mod record;
mod rivals;
mod slip;
mod twice;

pub use account::{Account, Level, Relation, Step};
pub use candidates::Capped;
pub use field::{Field, NoSuchField};
pub use link::{Cancelled, Linkage, Pair, Progress, Settings, Stage, dedupe, link};
pub use model::{Model, ModelFault, VERSION as MODEL_VERSION};
pub use person::People;
pub use record::Record;
