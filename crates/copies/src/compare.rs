//! Whether two papers or pictures are copies of one, and why.

use crate::fingerprint::Fingerprint;
use crate::ink::Overlay;
use crate::paper::Paper;
use crate::words::{Agreement, agreement};

/// What is known of an item for this: its words and what its pages look like, page by page.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Portrait {
    /// Its words.
    pub paper: Paper,
    /// Its pages in order; absent where no pixels were looked at.
    pub prints: Vec<Option<Fingerprint>>,
}

/// On what ground two items are called copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The same words and numbers, as text.
    Text,
    /// The same words, one of them at least read optically.
    ReadText,
    /// The ink lies on the same places, and no sure reading speaks against it.
    Layout,
    /// Ink and words both.
    LayoutAndText,
    /// The same shot.
    Shot,
}

impl Ground {
    /// Its name in tables and answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::ReadText => "read_text",
            Self::Layout => "layout",
            Self::LayoutAndText => "layout_and_text",
            Self::Shot => "shot",
        }
    }

    /// The ground of that name.
    pub fn named(name: &str) -> Option<Self> {
        [
            Self::Text,
            Self::ReadText,
            Self::Layout,
            Self::LayoutAndText,
            Self::Shot,
        ]
        .into_iter()
        .find(|ground| ground.name() == name)
    }
}

/// Two items are copies of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// How alike, 0 to 1000. A measure to sort by, no probability.
    pub likeness: u16,
    /// Why.
    pub ground: Ground,
}

/// Words below which a text is no ground: a stamp, a label, a heading.
const WORDS_NEEDED: u32 = 12;
/// Pages whose ink is laid over each other at most.
const PAGES_AT_MOST: usize = 20;

/// Agreement of ink at and above which two scans show one paper. Over the half of a fictional leak that was looked at, scans of
/// one paper agree in 0.90 and more, papers of one form with other contents in 0.84 and less.
const SAME_INK: f32 = 0.87;
const SAME_INK_WORST: f32 = 0.80;
/// Agreement of ink that does, where the words agree as well: folded or bent paper.
const BENT_INK: f32 = 0.70;
/// Likeness at and above which two pictures are one shot: over the same half, shots saved again are alike
/// in 0.99 and more, shots of one body one after the other in 0.98 and less.
const SAME_SHOT: f32 = 0.988;
/// Likeness as cut-outs at and above which two pictures are one shot, and likeness before that below which
/// it is not looked for: over the same half, 78 of 80 cut-outs of 3 to 10 % are alike in 0.975 and more, shots of
/// one body one after the other in 0.967 and less.
const SAME_CUT: f32 = 0.975;
const PERHAPS_CUT: f32 = 0.1;
/// By how much two pictures are more alike as cut-outs than as they lie where one is a cut-out: over the same half
/// by 0.011 and more, shots of one burst by -0.004 and less. Where nothing was cut off, so that a
/// finer look at the frame gains nothing, they must be alike in 0.980: pictures made brighter are in 0.981 and
/// more, shots of one burst in 0.979 and less.
const GAIN_OF_CUT: f32 = 0.004;
const SAME_UNCUT: f32 = 0.980;
/// Words below which what is written on a picture may be a label in it, which other shots show as well;
/// below it a picture stays covered on screen, too.
const WORDS_OF_PAPER: u32 = 25;

/// Says whether two are copies; nothing where they are not, or where nothing can be said.
///
/// It depends on these two alone and is the same in either order.
pub fn compare(a: &Portrait, b: &Portrait) -> Option<Finding> {
    // Words are met greedily and pages brought onto one another: which is first must not matter.
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    let words = agreement(&a.paper, &b.paper);
    let has_words = words.words >= WORDS_NEEDED;
    if has_words && contradict(&words) {
        return None;
    }
    if has_words && words.is_certain {
        return text(&words);
    }
    let pictures = a.prints.len() == 1 && b.prints.len() == 1;
    let may_be_label = pictures && words.words < WORDS_OF_PAPER;
    if !may_be_label && let Some(ink) = ink(a, b) {
        return layout(&ink, &words, has_words);
    }
    if let Some(finding) = shot(a, b) {
        return Some(finding);
    }
    // Of two papers that were both seen, words alone prove nothing: their numbers are doubtful, and what
    // is filled in by hand was not read.
    let both_seen = !a.prints.is_empty() && !b.prints.is_empty();
    if has_words && !both_seen {
        read_text(&words)
    } else {
        None
    }
}

const fn per_mille(share: f32) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0) as u16
}

/// Whether what both surely read makes them two papers.
fn contradict(words: &Agreement) -> bool {
    let numbers = words.numbers_common + words.numbers_against;
    if words.is_certain {
        return words.numbers_against > 0;
    }
    // A reader that is sure is still wrong now and then.
    words.numbers_against * 6 > numbers.max(1) || words.longest_against >= 3 || words.against > 0.08
}

/// Both are text: the same words, with a few slips set right, or one with something added.
fn text(words: &Agreement) -> Option<Finding> {
    let other_words = words.words_apart > 1 + words.words / 300;
    if other_words || words.common < 0.95 || words.common_of_longer < 0.65 || words.altered > 0.03 {
        return None;
    }
    Some(Finding {
        likeness: per_mille((words.common + words.common_of_longer) / 2.0 - words.altered),
        ground: Ground::Text,
    })
}

/// Scans of one paper.
fn layout(ink: &Overlay, words: &Agreement, has_words: bool) -> Option<Finding> {
    let text_agrees = has_words && words.common >= 0.75 && words.against <= 0.02;
    let likeness = per_mille(ink.mean);
    if ink.mean >= SAME_INK && ink.worst_quarter >= SAME_INK_WORST {
        let ground = if text_agrees {
            Ground::LayoutAndText
        } else {
            Ground::Layout
        };
        return Some(Finding { likeness, ground });
    }
    let bent = ink.mean >= BENT_INK && text_agrees && words.common >= 0.88 && words.unlike <= 0.05;
    bent.then_some(Finding {
        likeness,
        ground: Ground::LayoutAndText,
    })
}

/// One of them at least was read optically, and there is no ink of both to lay side by side.
fn read_text(words: &Agreement) -> Option<Finding> {
    // The worse both were read, the more of what seems to speak against is the reader's.
    let misread = words.altered;
    let agrees = words.common >= 0.62
        && words.common_of_longer >= 0.5
        && words.against <= 0.01 + 0.1 * misread
        && words.surely_other <= 0.02 + 0.15 * misread
        && words.longest_against < 2
        && words.unlike <= 0.04 + 0.5 * misread;
    agrees.then_some(Finding {
        likeness: per_mille((words.common + words.common_of_longer) / 2.0 - words.against),
        ground: Ground::ReadText,
    })
}

/// The ink of all pages: as good as the page that agrees worst. Nothing where one side has a page
/// without ink, or more pages.
fn ink(a: &Portrait, b: &Portrait) -> Option<Overlay> {
    if a.prints.len() != b.prints.len() || a.prints.is_empty() {
        return None;
    }
    let mut worst: Option<Overlay> = None;
    for (mine, theirs) in a.prints.iter().zip(&b.prints).take(PAGES_AT_MOST) {
        let mine = mine.as_ref()?.ink.as_ref()?;
        let theirs = theirs.as_ref()?.ink.as_ref()?;
        let mut best: Option<Overlay> = None;
        let mut turned = theirs.clone();
        for turn in 0..4 {
            if turn > 0 {
                turned = turned.turned();
            }
            // Either laid over the other: what agrees in one direction only was made to.
            let there = mine.overlay(&turned);
            let back = there.and_then(|_| turned.overlay(mine));
            let found = there
                .zip(back)
                .map(|(there, back)| if back.mean < there.mean { back } else { there });
            let better = |found: &Overlay| best.is_none_or(|best| found.mean > best.mean);
            if let Some(found) = found.filter(better) {
                best = Some(found);
            }
            if best.is_some_and(|best| best.mean >= SAME_INK) {
                break;
            }
        }
        let page = best?;
        if worst.is_none_or(|worst| page.mean < worst.mean) {
            worst = Some(page);
        }
    }
    worst
}

/// One shot, saved twice.
fn shot(a: &Portrait, b: &Portrait) -> Option<Finding> {
    let ([Some(mine)], [Some(theirs)]) = (a.prints.as_slice(), b.prints.as_slice()) else {
        return None;
    };
    if !mine.shade.is_telling() || !theirs.shade.is_telling() {
        return None;
    }
    let mut turned = theirs.shade.clone();
    for turn in 0..4 {
        if turn > 0 {
            turned = turned.turned();
        }
        let likeness = mine.shade.likeness(&turned);
        if likeness >= SAME_SHOT {
            return Some(Finding {
                likeness: per_mille(likeness),
                ground: Ground::Shot,
            });
        }
        if likeness >= PERHAPS_CUT {
            let cut = mine.shade.cut_likeness(&turned);
            let is_cut = cut >= SAME_CUT && cut - likeness >= GAIN_OF_CUT;
            if is_cut || cut >= SAME_UNCUT {
                return Some(Finding {
                    likeness: per_mille(cut),
                    ground: Ground::Shot,
                });
            }
        }
    }
    None
}
