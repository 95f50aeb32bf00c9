//! Why a correction could not be made.

use domain::{Family, Fault, ItemId, Report, UserName};

/// Why a correction could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionFault {
    /// The text stands in the file; no machine read it.
    #[error("the text of `{0}` stands in the file itself")]
    NotRead(String),
    /// The page has no such line.
    #[error("there is no line {line}; the page has {lines}")]
    NoLine {
        /// Which was asked for.
        line: u32,
        /// How many there are.
        lines: u32,
    },
    /// The line has no such word.
    #[error("line {line} has no word {word}; it reads `{stands}`")]
    NoWord {
        /// Which line.
        line: u32,
        /// Which word was asked for: the last one of the span.
        word: u32,
        /// The line as it stands.
        stands: String,
    },
    /// Something else stands there than the person says.
    #[error("on line {line}, word {word} is `{stands}`, not `{from}`")]
    OtherWord {
        /// Which line.
        line: u32,
        /// Which word.
        word: u32,
        /// What stands there.
        stands: String,
        /// What the person says stands there.
        from: String,
    },
    /// A line would be left without a word.
    #[error("line {0} would be left without a word")]
    LineEmptied(u32),
    /// Somebody else corrected the page meanwhile.
    #[error("{by} changed `{from}` to `{to}` on line {line}: version {version}")]
    ChangedMeanwhile {
        /// The item.
        item: ItemId,
        /// The page.
        page: u32,
        /// The newest version.
        version: u32,
        /// Who changed it last.
        by: UserName,
        /// Where.
        line: u32,
        /// What stood there.
        from: String,
        /// What it reads now.
        to: String,
    },
    /// A machine read the item anew meanwhile.
    #[error("the item was read anew meanwhile: version {version}")]
    ReadMeanwhile {
        /// The item.
        item: ItemId,
        /// The page.
        page: u32,
        /// The newest version.
        version: u32,
    },
    /// The page has no such version.
    #[error("there is no version {version}; the newest is {newest}")]
    NoVersion {
        /// Which was asked for.
        version: u32,
        /// The newest one.
        newest: u32,
    },
}

impl Report for CorrectionFault {
    fn fault(&self) -> Fault {
        let input = |id| Fault::new(id, Family::Input);
        match self {
            Self::NotRead(page) => input("text-not-read").with("page", page),
            Self::NoLine { line, lines } => Fault::new("text-no-line", Family::NotFound)
                .with("line", line)
                .with("lines", lines),
            Self::NoWord { line, word, stands } => Fault::new("text-no-word", Family::NotFound)
                .with("line", line)
                .with("word", word)
                .with("stands", stands),
            Self::OtherWord {
                line,
                word,
                stands,
                from,
            } => input("text-other-word")
                .with("line", line)
                .with("word", word)
                .with("stands", stands)
                .with("from", from),
            Self::LineEmptied(line) => input("text-line-emptied").with("line", line),
            Self::ChangedMeanwhile {
                item,
                page,
                version,
                by,
                line,
                from,
                to,
            } => Fault::new("text-changed-meanwhile", Family::Conflict)
                .with("page", format!("{item}#p{page}"))
                .with("version", version)
                .with("by", by)
                .with("line", line)
                .with("from", from)
                .with("to", to),
            Self::ReadMeanwhile {
                item,
                page,
                version,
            } => Fault::new("text-read-meanwhile", Family::Conflict)
                .with("page", format!("{item}#p{page}"))
                .with("version", version),
            Self::NoVersion { version, newest } => Fault::new("text-no-version", Family::NotFound)
                .with("version", version)
                .with("newest", newest),
        }
    }
}
