//! What is said of letters and paragraphs: deleted, hidden, numbered, in a table ([MS-DOC] 2.6).

use super::header::{Header, Place};
use super::{long, word};

/// A stretch of bytes of the main stream with the rules for what lies in it.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: usize,
    to: usize,
    rules_at: usize,
    rules_len: usize,
}

/// All stretches of one kind, in their order.
#[derive(Debug, Default)]
pub(super) struct Runs {
    list: Vec<Run>,
}

/// Stretches kept at most.
const RUNS: usize = 4_000_000;
/// Size of a page of stretches ([MS-DOC] 2.9.33, 2.9.174).
const PAGE: usize = 512;

impl Runs {
    /// The stretches of letters, or of paragraphs.
    pub(super) fn read(
        header: &Header<'_>,
        main: &[u8],
        table: &[u8],
        of_paragraphs: bool,
    ) -> Self {
        let place = if of_paragraphs {
            Place::ParagraphRuns
        } else {
            Place::LetterRuns
        };
        let mut runs = Self::default();
        let Some(pages) = header.bytes(place, table) else {
            return runs;
        };
        let count = pages.len().saturating_sub(4) / 8;
        for n in 0..count {
            let number = long(pages, (count + 1) * 4 + n * 4).unwrap_or(0) & 0x003f_ffff;
            let start = number * PAGE;
            let Some(page) = main.get(start..start + PAGE) else {
                continue;
            };
            runs.add_page(page, start, of_paragraphs);
            if runs.list.len() > RUNS {
                break;
            }
        }
        runs.list.sort_by_key(|run| run.from);
        runs
    }

    fn add_page(&mut self, page: &[u8], start: usize, of_paragraphs: bool) {
        let count = usize::from(page.last().copied().unwrap_or(0));
        let width = if of_paragraphs { 13 } else { 1 };
        for n in 0..count {
            let (Some(from), Some(to)) = (long(page, n * 4), long(page, n * 4 + 4)) else {
                return;
            };
            let at = page
                .get((count + 1) * 4 + n * width)
                .map_or(0, |half| usize::from(*half) * 2);
            let (mut rules_at, mut rules_len) = (0, 0);
            if at > 0
                && let Some(len) = page.get(at)
            {
                let len = usize::from(*len);
                (rules_at, rules_len) = match (of_paragraphs, len) {
                    (false, len) => (at + 1, len),
                    (true, 0) => (
                        at + 2,
                        page.get(at + 1).map_or(0, |half| usize::from(*half) * 2),
                    ),
                    (true, len) => (at + 1, len * 2 - 1),
                };
                rules_len = rules_len.min(PAGE.saturating_sub(rules_at));
                rules_at += start;
            }
            self.list.push(Run {
                from,
                to,
                rules_at,
                rules_len,
            });
        }
    }

    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The stretch that a byte lies in, as from, to and rules.
    pub(super) fn at<'m>(&self, main: &'m [u8], byte: usize) -> Option<(usize, usize, &'m [u8])> {
        let after = self.list.partition_point(|run| run.from <= byte);
        let run = self.list.get(after.checked_sub(1)?)?;
        let rules = main
            .get(run.rules_at..run.rules_at + run.rules_len)
            .unwrap_or_default();
        (byte < run.to).then_some((run.from, run.to, rules))
    }
}

/// Goes through rules: code and operand ([MS-DOC] 2.6.1).
pub(super) fn rules(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let code = u16::try_from(word(rest, 0)?).ok()?;
        let body = rest.get(2..)?;
        let len = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => match code {
                // The definition of a table counts in two bytes, one more than there are.
                0xd608 => word(body, 0)? + 1,
                _ => usize::from(*body.first()?) + 1,
            },
        };
        let operand = body.get(..len)?;
        rest = body.get(len..)?;
        Some((code, operand))
    })
}

/// What counts of a letter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LetterRules {
    pub deleted: bool,
    pub inserted: bool,
    pub hidden: bool,
    /// Number of who inserted and who deleted, and when.
    pub inserted_by: usize,
    pub deleted_by: usize,
    pub inserted_when: usize,
    pub deleted_when: usize,
    /// The sign of a symbol font that stands for the letter.
    pub sign: Option<u32>,
    /// The style of the letters.
    pub style: Option<usize>,
    /// The letter stands for something that is no text: a picture, a mark of a note.
    pub special: bool,
    /// Where the picture's data lie.
    pub picture: Option<usize>,
}

impl LetterRules {
    pub(super) fn apply(&mut self, bytes: &[u8]) {
        for (code, operand) in rules(bytes) {
            // The upper bit means: as in the style, or its opposite.
            let on = operand.first().is_some_and(|v| *v == 1 || *v == 0x81);
            let short = || word(operand, 0).unwrap_or(0);
            let wide = || long(operand, 0).unwrap_or(0);
            match code {
                0x0800 => self.deleted = on,
                0x0801 => self.inserted = on,
                0x083c | 0x0818 => self.hidden = on,
                0x4804 => self.inserted_by = short(),
                0x4863 => self.deleted_by = short(),
                0x6805 => self.inserted_when = wide(),
                0x6864 => self.deleted_when = wide(),
                0x6a09 => self.sign = word(operand, 2).and_then(|sign| u32::try_from(sign).ok()),
                0x4a30 => self.style = Some(short()),
                0x0855 => self.special = on,
                0x6a03 => self.picture = Some(wide()),
                _ => {}
            }
        }
    }

    /// A change that a fast save stated for a whole piece ([MS-DOC] 2.9.199, 2.9.200).
    pub(super) fn apply_change(&mut self, change: u16, changes: &[Vec<u8>]) {
        if change & 1 != 0 {
            if let Some(bytes) = changes.get(usize::from(change >> 1)) {
                self.apply(bytes);
            }
            return;
        }
        let on = change >> 8 == 1;
        match (change >> 1) & 0x7f {
            0x41 => self.deleted = on,
            0x42 => self.inserted = on,
            0x5c => self.hidden = on,
            _ => {}
        }
    }
}

/// What counts of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ParagraphRules {
    pub style: usize,
    pub in_table: bool,
    /// It is the mark of a row's end.
    pub ends_row: bool,
    /// It is the mark of a cell's end within a nested table.
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    /// Number of the list, counted from 1; 0 takes the paragraph out of its style's list.
    pub list: Option<usize>,
    pub level: Option<usize>,
}

impl ParagraphRules {
    /// From the rules of a stretch, which begin with the number of the style.
    pub(super) fn of(bytes: &[u8], data: &[u8]) -> Self {
        let mut rules = Self {
            style: word(bytes, 0).unwrap_or(0),
            ..Self::default()
        };
        rules.apply(bytes.get(2..).unwrap_or_default(), data);
        rules
    }

    pub(super) fn apply(&mut self, bytes: &[u8], data: &[u8]) {
        for (code, operand) in rules(bytes) {
            let value = usize::from(operand.first().copied().unwrap_or(0));
            match code {
                0x2416 => self.in_table = value != 0,
                0x2417 => self.ends_row = value != 0,
                0x244b => self.ends_inner_cell = value != 0,
                0x244c => self.ends_inner_row = value != 0,
                0x6649 => self.in_table |= long(operand, 0).is_some_and(|depth| depth > 0),
                0x260a => self.level = Some(value),
                0x460b => self.list = word(operand, 0),
                // Rules that do not fit lie in the data stream ([MS-DOC] 2.6.2, sprmPHugePapx).
                0x6645 | 0x6646 => {
                    let far = long(operand, 0)
                        .and_then(|at| data.get(at + 2..(at + 2).checked_add(word(data, at)?)?));
                    for (code, operand) in far.into_iter().flat_map(self::rules) {
                        let on = operand.first().is_some_and(|v| *v != 0);
                        match code {
                            0x2416 => self.in_table = on,
                            0x2417 => self.ends_row = on,
                            0x244c => self.ends_inner_row = on,
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
