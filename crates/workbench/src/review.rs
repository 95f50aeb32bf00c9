//! Leads: proposed by a model, read blind, decided by two people, taken back.
//!
//! A match is a lead. What a model proposes joins nothing; two records are one person only while
//! decisions of two different people say so, and that changes no role in any case.

mod cited;
mod decision;
mod export;
mod proposal;
mod queue;
pub(crate) mod record;
mod view;

pub use decision::{DecisionRequest, Recorded};
pub use export::ExportRow;
pub use proposal::{ProposedRun, STRONGLY_AGAINST};
pub use queue::{LeadLine, LeadQueue, Neighbours};
pub use record::RecordView;
pub use view::{DecisionView, LeadView, ReadingView, Rescored, Rival, Stage, Weighed};
