//! The acts: authorise, append to the ledger, project. Command line and screens both stand on this.

pub mod answer;
mod clock;
pub mod copies;
mod correction;
mod document;
mod erase;
pub mod error;
mod explanation;
mod identity;
pub mod intake;
mod journal;
pub mod list;
mod lock;
mod matching;
mod page_image;
mod pages;
mod people;
pub mod photos;
pub mod process;
mod proof;
mod rebuild;
mod report;
pub mod review;
mod search;
mod settings;
mod status;
mod store;
mod verify;
pub mod wording;

pub use catalogue::RowChoice;
pub use catalogue::step;
pub use catalogue::{ByState, ItemFilter, OpticalCounts, Step, YearFilter};
pub use catalogue::{LeadFilter, LeadPlace, WeightBand};
pub use clock::Clock;
pub use correction::{
    Change, Corrected, CorrectionFault, CorrectionRequest, Fit, ItemVersions, Made, PageVersions,
    TextVersion,
};
pub use error::WorkbenchError;
pub use explanation::{EarlierReading, Explanation, PageOrigin};
pub use identity::{FieldConflict, LinkView, PersonLine, PersonView};
pub use intake::{IntakeProgress, IntakeRequest};
pub use matching::{ListsMatched, MatchRequest};
pub use page_image::{Cover, RevealStep};
pub use process::{OcrModels, ProcessOptions, ProcessProgress, ProcessSummary};
pub use process::{Outdated, RetryGroup, RetryOrder, RetryRequest};
pub use rebuild::Rebuilt;
pub use report::{
    AccessionReading, ContainerReading, FolderReading, NeedLine, ReadingReport, ReportRequest,
    StepReading, TypeReading, YearReading, in_order,
};
pub use search::{BatchVerdict, SearchOptions};
pub use settings::{CatalogueSetting, FORMAT};
pub use store::{NewStore, Store};
pub use verify::{DamagedObject, StoreVerdict};
pub use wording::{WordSpan, Wording};
