//! What can go wrong beside the files themselves.

use domain::{Family, Fault, ItemState, Report};
use std::io;

/// Why reading or drawing could not be done. A broken file is none of these: it is a
/// [`crate::Reading`] with its state.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The reader child could not be started.
    #[error("the reader child `{program}` could not be started: {source}")]
    NotStarted {
        /// The program.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// The fence does not stand and the settings require it.
    #[error("the fence around the reader does not stand: {missing}")]
    FenceMissing {
        /// What does not stand.
        missing: String,
    },
    /// There is no model for a language in which pages are to be read optically.
    #[error("tesseract has no model for the language `{language}` in {folder}; there are: {there}")]
    ModelMissing {
        /// The language.
        language: String,
        /// The folder that was named, or the one of the program.
        folder: String,
        /// The languages that have one.
        there: String,
    },
    /// The private folder of the child could not be made.
    #[error("no private folder for the reader could be made: {0}")]
    Scratch(io::Error),
    /// The file could not be handed to the child.
    #[error("the file could not be opened for reading: {0}")]
    Source(io::Error),
    /// The child was killed from outside each time; nothing can be said of the file.
    #[error(
        "the reader was killed from outside, twice: this machine is short of memory, or somebody ended it"
    )]
    Killed,
    /// A member could not be taken over.
    #[error("a file found inside a file could not be stored: {0}")]
    Members(io::Error),
    /// The page could not be drawn.
    #[error("the page could not be drawn: {reason}")]
    NotDrawn {
        /// The state that the file shows.
        state: ItemState,
        /// Why, in words.
        reason: String,
    },
    /// The child answered out of order.
    #[error("the reader child could not be talked to: {0}")]
    Talk(io::Error),
}

impl Report for ReadFault {
    fn fault(&self) -> Fault {
        match self {
            ReadFault::NotStarted { program, source } => {
                Fault::new("reader-not-started", Family::Machine)
                    .with("program", program)
                    .with("reason", source)
            }
            ReadFault::FenceMissing { missing } => {
                Fault::new("reader-fence-missing", Family::Machine).with("missing", missing)
            }
            ReadFault::ModelMissing {
                language,
                folder,
                there,
            } => Fault::new("ocr-model-missing", Family::Input)
                .with("language", language)
                .with("folder", folder)
                .with("there", there),
            ReadFault::Scratch(source) => {
                Fault::new("reader-no-folder", Family::Machine).with("reason", source)
            }
            ReadFault::Source(source) => {
                Fault::new("reader-source", Family::Machine).with("reason", source)
            }
            ReadFault::Killed => Fault::new("reader-killed", Family::Machine),
            ReadFault::Members(source) => {
                Fault::new("reader-members", Family::Machine).with("reason", source)
            }
            ReadFault::NotDrawn { reason, .. } => {
                Fault::new("page-not-drawn", Family::Input).with("reason", reason)
            }
            ReadFault::Talk(source) => {
                Fault::new("reader-talk", Family::Internal).with("reason", source)
            }
        }
    }
}
