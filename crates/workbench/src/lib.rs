//! The acts: authorise, append to the ledger, project. Command line and screens both stand on this.

pub mod answer;
mod clock;
mod document;
mod erase;
pub mod error;
pub mod intake;
mod journal;
mod lock;
mod page_image;
mod pages;
mod people;
pub mod process;
mod proof;
mod rebuild;
mod search;
mod settings;
mod status;
mod store;
mod verify;

pub use catalogue::ItemFilter;
pub use clock::Clock;
pub use error::WorkbenchError;
pub use intake::{IntakeProgress, IntakeRequest};
pub use process::{ProcessOptions, ProcessProgress, ProcessSummary};
pub use rebuild::Rebuilt;
pub use search::{BatchVerdict, SearchOptions};
pub use settings::{CatalogueSetting, FORMAT};
pub use store::{NewStore, Store};
pub use verify::{DamagedObject, StoreVerdict};
