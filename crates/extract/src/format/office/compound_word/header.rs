//! The header of a document: which Word wrote it, how long its stories are, where its tables lie.

use super::{long, word};

/// The file information block ([MS-DOC] 2.5.1), or the shorter one of Word 6 and 95.
pub(super) struct Header<'a> {
    main: &'a [u8],
    /// Word 6 or 95: other places, other codes.
    pub is_old: bool,
    /// The table stream, which Word 6 and 95 do not have.
    pub table: &'static str,
    /// It was saved by adding to the end ([MS-DOC] 2.5.2, fComplex).
    pub is_fast_saved: bool,
    /// Letters of each story, in the order in which they lie.
    pub letters: [usize; 8],
}

/// The stories of a document, in the order in which their letters lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StoryKind {
    Body,
    Footnotes,
    Margins,
    Macros,
    Comments,
    Endnotes,
    TextBoxes,
    MarginBoxes,
}

pub(super) const STORIES: [StoryKind; 8] = [
    StoryKind::Body,
    StoryKind::Footnotes,
    StoryKind::Margins,
    StoryKind::Macros,
    StoryKind::Comments,
    StoryKind::Endnotes,
    StoryKind::TextBoxes,
    StoryKind::MarginBoxes,
];

/// Tables by their number in the header ([MS-DOC] 2.5.6 to 2.5.9).
#[derive(Debug, Clone, Copy)]
#[repr(usize)]
pub(super) enum Place {
    Styles = 1,
    CommentRefs = 4,
    CommentTexts = 5,
    LetterRuns = 12,
    ParagraphRuns = 13,
    Pieces = 33,
    CommentOwners = 36,
    Drawings = 50,
    ChangeAuthors = 51,
    Lists = 73,
    ListUses = 74,
    CommentDates = 112,
}

/// How a document is locked.
const ENCRYPTED: usize = 0x0100;
const OBFUSCATED: usize = 0x8000;

impl<'a> Header<'a> {
    pub(super) fn read(main: &'a [u8]) -> Option<Self> {
        let flags = word(main, 0x0a)?;
        let is_old = word(main, 2)? < 0xc1;
        let mut letters = [0; 8];
        let first = if is_old { 0x34 } else { 0x4c };
        for (at, count) in letters.iter_mut().enumerate() {
            *count = long(main, first + at * 4).unwrap_or(0);
        }
        Some(Self {
            main,
            is_old,
            table: if flags & 0x0200 != 0 {
                "/1Table"
            } else {
                "/0Table"
            },
            is_fast_saved: flags & 0x0004 != 0,
            letters,
        })
    }

    /// The way in which the document is locked, in words; none where it is open.
    pub(super) fn lock(main: &[u8], table: Option<&[u8]>) -> Option<&'static str> {
        let flags = word(main, 0x0a)?;
        if flags & ENCRYPTED == 0 {
            return None;
        }
        if flags & OBFUSCATED != 0 || word(main, 2)? < 0xc1 {
            return Some("XOR obfuscation");
        }
        Some(super::super::lock::method(table.unwrap_or_default()))
    }

    /// Where a table lies, and how long it is; none where it is absent.
    pub(super) fn place(&self, place: Place) -> Option<(usize, usize)> {
        if self.is_old {
            return None;
        }
        // How many of these pairs there are differs by the version.
        let count = word(self.main, 0x98).filter(|n| *n > 0).unwrap_or(93);
        let number = place as usize;
        if number >= count.max(93) {
            return None;
        }
        let at = 0x9a + number * 8;
        let pair = (long(self.main, at)?, long(self.main, at + 4)?);
        (pair.1 > 0).then_some(pair)
    }

    /// The bytes of a table.
    pub(super) fn bytes<'t>(&self, place: Place, table: &'t [u8]) -> Option<&'t [u8]> {
        let (at, len) = self.place(place)?;
        table.get(at..at.checked_add(len)?.min(table.len()))
    }

    /// The language that the program was set to ([MS-DOC] 2.5.2, lid).
    pub(super) fn language(&self) -> usize {
        word(self.main, 6).unwrap_or(0)
    }

    /// A place in the header of Word 6 and 95.
    pub(super) fn old_pair(&self, at: usize) -> Option<(usize, usize)> {
        Some((long(self.main, at)?, long(self.main, at + 4)?))
    }

    /// Word 6 or 95, and not what came before.
    pub(super) fn is_word_6(&self) -> bool {
        word(self.main, 0) == Some(0xa5dc)
    }

    /// Where the text of Word 6 and 95 begins and ends.
    pub(super) fn old_text(&self) -> Option<(usize, usize)> {
        Some((long(self.main, 0x18)?, long(self.main, 0x1c)?))
    }

    /// Character set of the machine: 256 is a Macintosh ([MS-DOC] 2.5.2, chs).
    pub(super) fn is_macintosh(&self) -> bool {
        word(self.main, 0x14) == Some(256)
    }
}
