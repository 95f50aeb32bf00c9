//! Photo archives: what folders, labels and cameras say of pictures, and how many of what there are.
//!
//! Values in, findings out: no input or output, no clock, no tables of a store. The same facts give the same
//! findings, whatever their order. Nothing here looks at a picture; what is known of one was read in
//! the child ([`Shot`] says under which keys), and what stands on a label was read there, too.
//!
//! A finding names its grounds by a key and arguments ([`Remark`]); the sentence is made where a person
//! reads it. Where two readings are possible both are kept.

mod camera;
mod check;
mod count;
mod dating;
mod day;
mod file_name;
mod folder;
mod judge;
mod label;
mod names;
mod neighbours;
mod pack;
mod ranges;
mod remark;
mod resaved;
mod sequence;
mod series;
mod shot;
mod typed;
mod units;
mod written;

pub use camera::{Camera, CameraKey};
pub use check::{Grounds, Numbers, Stance, Verdict, check};
pub use count::{By, Counting, Figure, Measure, count};
pub use day::{ClockTime, Date, Day};
pub use folder::{Claim, Handling, Path, Place, Said, Sureness, read_path};
pub use judge::judge;
pub use label::{Field, FieldKind, How, Label, Line, Reading, read_label, read_labels};
pub use names::Names;
pub use neighbours::Neighbours;
pub use pack::{Pack, PackFault};
pub use ranges::Usual;
pub use remark::{REMARKS, Remark};
pub use series::{Archive, Finding, Gap, Series, arrange};
pub use shot::{Counter, LabelNumbers, SHOT_KEYS, Shot};
pub use typed::{said_label, typed};
pub use units::{SYRIA_UNITS, Units};
pub use written::MOST_CHARS;
