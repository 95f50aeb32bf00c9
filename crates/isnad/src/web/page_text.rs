//! A page's text laid out for reading: lines, marks, words to check, and the boxes on the image.

use super::shell::{direction, face};
use extract::{Unread, UnreadKind, Word};
use std::collections::BTreeMap;
use std::ops::Range;
use workbench::answer::PageView;
use workbench::wording::TextWord;

/// Below this confidence a word is shown as one to check.
const WEAK_BELOW: f32 = 0.6;

/// A run of letters, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Number of the mark on this page, counted from 1, where the run is marked.
    pub mark: Option<u32>,
    /// Whether the mark begins here; a mark over several words is several runs.
    pub begins: bool,
}

/// A word, or what stands between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The word; absent for what stands between words.
    pub word: Option<WordMark>,
    /// The text in runs.
    pub runs: Vec<Run>,
}

/// What is known of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordMark {
    /// Its line and its place in it, each counted from 1.
    pub at: (u32, u32),
    /// What it is.
    pub kind: WordKind,
    /// What is told of it when one stops at it.
    pub info: String,
    /// What it may read besides, surest first, as a JSON list.
    pub others: String,
}

/// How far a word can be relied on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WordKind {
    /// Nothing speaks against it.
    #[default]
    Plain,
    /// Read with little confidence.
    Weak,
    /// A number, or a month that others resemble, on which two readings do not agree.
    Unsettled,
    /// A person said what it reads.
    Said,
}

impl WordKind {
    /// What is known of a word with these boxes.
    fn of<'a>(word: Option<&TextWord>, boxes: impl Iterator<Item = &'a Word> + Clone) -> Self {
        if word.is_some_and(|word| word.said.is_some()) {
            Self::Said
        } else if boxes.clone().any(|word| word.settled == Some(false)) {
            Self::Unsettled
        } else if boxes
            .clone()
            .any(|word| word.confidence.is_some_and(|c| c < WEAK_BELOW))
        {
            Self::Weak
        } else {
            Self::Plain
        }
    }

    /// Whether a person should look at it.
    pub const fn is_doubtful(self) -> bool {
        matches!(self, Self::Weak | Self::Unsettled)
    }

    /// The class of its letters.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "wd",
            Self::Weak => "wd lo",
            Self::Unsettled => "wd un",
            Self::Said => "wd co",
        }
    }
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1, blank lines left out.
    pub n: u32,
    /// Writing direction.
    pub dir: &'static str,
    /// Text face.
    pub face: &'static str,
    /// Its words and what stands between them.
    pub pieces: Vec<Piece>,
}

/// A place on the page image, in thousandths of its width and height.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Distance of the near edge from the image's own edges.
    pub x: String,
    /// The same, downward.
    pub y: String,
    /// Width.
    pub width: String,
    /// Height.
    pub height: String,
}

/// A word's place on the page image.
#[derive(Debug, Clone, PartialEq)]
pub struct WordBox {
    /// Where.
    pub area: Area,
    /// The line of text it belongs to; 0 for none.
    pub line: u32,
    /// The word of that line; 0 for none.
    pub word: u32,
    /// Class: `w`, with `h` for a hit, `u` unsettled, `l` weak, `c` said by a person.
    pub class: &'static str,
}

/// A page's text ready for the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageText {
    /// The lines, blank ones left out.
    pub lines: Vec<Line>,
    /// The boxes in reading order.
    pub boxes: Vec<WordBox>,
    /// Places with ink that nobody has read, with the key of the words for what they seem to be.
    pub unread: Vec<(Area, &'static str)>,
    /// Marked places on this page.
    pub marks: u32,
    /// Words read with little confidence.
    pub weak: usize,
    /// Numbers and months on which two readings do not agree.
    pub unsettled: usize,
    /// Writing direction of the page as a whole.
    pub dir: &'static str,
}

/// Lays a page out. `marks` are byte ranges of its text, in order; `tell` says what is known of a word.
pub fn lay_out(
    view: &PageView,
    marks: &[Range<usize>],
    tell: &dyn Fn(WordKind, &TextWord, &[&Word]) -> String,
) -> PageText {
    let mut page = PageText {
        marks: u32::try_from(marks.len()).unwrap_or(u32::MAX),
        dir: direction(&view.text),
        unread: view.unread.iter().map(unread).collect(),
        ..PageText::default()
    };
    let boxes = &view.wording.boxes;
    // Of each box: the first word that stands in it, how far it is relied on, whether it is a hit.
    let mut holders: BTreeMap<usize, (u32, u32, WordKind, bool)> = BTreeMap::new();
    let mut begun = 0;
    let mut at = 0;
    for line in &view.wording.lines {
        let start = at;
        let mut pieces = Vec::new();
        for (n, word) in (1u32..).zip(&line.words) {
            let gap = at..at + word.gap.len();
            let here = gap.end..gap.end + word.text.len();
            at = here.end;
            let own: Vec<&Word> = word.boxes.iter().filter_map(|i| boxes.get(*i)).collect();
            let kind = WordKind::of(Some(word), own.iter().copied());
            page.weak += usize::from(kind == WordKind::Weak);
            page.unsettled += usize::from(kind == WordKind::Unsettled);
            let hit = marks.iter().any(|mark| overlap(mark, &here));
            for index in &word.boxes {
                let held = holders.entry(*index).or_insert((line.n, n, kind, false));
                held.3 |= hit;
            }
            if !gap.is_empty() {
                pieces.push(Piece {
                    word: None,
                    runs: runs_of(&view.text, &gap, marks, &mut begun),
                });
            }
            let mark = view.correctable.then(|| WordMark {
                at: (line.n, n),
                kind,
                info: tell(kind, word, &own),
                others: others_of(word, &own),
            });
            pieces.push(Piece {
                word: mark,
                runs: runs_of(&view.text, &here, marks, &mut begun),
            });
        }
        at += line.tail.len();
        if line.n > 0 {
            let text = view.text.get(start..at).unwrap_or_default();
            page.lines.push(Line {
                n: line.n,
                dir: direction(text),
                face: face(text),
                pieces,
            });
        }
        // The line end.
        at += 1;
    }
    page.boxes = boxes
        .iter()
        .enumerate()
        .filter(|(_, word)| !word.text.is_empty())
        .map(|(index, word)| {
            let alone = (0, 0, WordKind::of(None, std::iter::once(word)), false);
            let (line, n, kind, hit) = holders.get(&index).copied().unwrap_or(alone);
            WordBox {
                area: area(word.place),
                line,
                word: n,
                class: match (hit, kind) {
                    (true, WordKind::Unsettled) => "w h u",
                    (true, _) => "w h",
                    (false, WordKind::Unsettled) => "w u",
                    (false, WordKind::Weak) => "w l",
                    (false, WordKind::Said) => "w c",
                    (false, WordKind::Plain) => "w",
                },
            }
        })
        .collect();
    page
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// What a word may read besides, surest first; where a person said it, what the machine had read.
fn others_of(word: &TextWord, boxes: &[&Word]) -> String {
    let mut others: Vec<&str> = boxes
        .iter()
        .flat_map(|word| &word.others)
        .map(|other| other.text.as_str())
        .collect();
    if let Some(said) = &word.said {
        others.push(&said.machine);
    }
    others.retain(|other| !other.is_empty() && *other != word.text);
    let mut seen = std::collections::BTreeSet::new();
    others.retain(|other| seen.insert(*other));
    serde_json::to_string(&others).unwrap_or_else(|_| "[]".to_owned())
}

fn runs_of(text: &str, span: &Range<usize>, marks: &[Range<usize>], begun: &mut usize) -> Vec<Run> {
    let mut cuts: Vec<usize> = marks
        .iter()
        .flat_map(|r| [r.start, r.end])
        .filter(|at| span.start < *at && *at < span.end)
        .chain([span.start, span.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    pairs
        .filter_map(|(from, to)| {
            let here = *from..*to;
            let mark = marks.iter().position(|m| overlap(m, &here));
            let begins = mark.is_some_and(|mark| mark + 1 > *begun);
            if let Some(mark) = mark {
                *begun = (*begun).max(mark + 1);
            }
            Some(Run {
                text: text.get(here)?.to_owned(),
                mark: mark.and_then(|i| u32::try_from(i + 1).ok()),
                begins,
            })
        })
        .collect()
}

fn area(place: [f32; 4]) -> Area {
    let [x0, y0, x1, y1] = place.map(|share| f64::from(share.clamp(0.0, 1.0)) * 1000.0);
    let tenths = |value: f64| format!("{value:.1}");
    Area {
        x: tenths(x0),
        y: tenths(y0),
        width: tenths((x1 - x0).max(0.0)),
        height: tenths((y1 - y0).max(0.0)),
    }
}

fn unread(unread: &Unread) -> (Area, &'static str) {
    let key = match unread.what {
        UnreadKind::Handwriting => "screen-unread-handwriting",
        UnreadKind::Margin => "screen-unread-margin",
        UnreadKind::Stamp => "screen-unread-stamp",
        UnreadKind::Illegible => "screen-unread-illegible",
    };
    (area(unread.place), key)
}

#[cfg(test)]
mod tests;
