//! Words of the field and their invariants: what an item is called, in which state it may end,
//! who may do what. Nothing here reads a file, a clock or a table.

pub mod access;
pub mod calendar;
pub mod digest;
pub mod fault;
pub mod id;
pub mod item_path;
pub mod lead;
pub mod moment;
pub mod protected;
pub mod quality;
pub mod review;
pub mod role;
pub mod state;

pub use digest::Sha256;
pub use fault::{Family, Fault, Report};
pub use id::{AccessionId, ItemId, RecordId};
pub use item_path::ItemPath;
pub use lead::{LeadId, PersonId};
pub use moment::{Moment, year_in};
pub use protected::Protected;
pub use quality::ReadingQuality;
pub use role::{Role, UserName};
pub use state::ItemState;
