//! A page's text laid out for reading: lines, marks, weak words, and the boxes on the image.

use super::shell::{direction, face};
use extract::Word;
use std::collections::BTreeMap;
use std::ops::Range;

/// Below this confidence a word is shown as one to check.
const WEAK_BELOW: f32 = 0.6;

/// A run of text inside a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Number of the mark on this page, counted from 1, where the run is marked.
    pub mark: Option<u32>,
    /// Read with little confidence.
    pub weak: bool,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1, blank lines left out.
    pub n: usize,
    /// Writing direction.
    pub dir: &'static str,
    /// Text face.
    pub face: &'static str,
    /// The text in runs.
    pub runs: Vec<Run>,
}

/// A word's place on the page image, in thousandths of its width and height.
#[derive(Debug, Clone, PartialEq)]
pub struct WordBox {
    /// Distance of the near edge from the image's own edges.
    pub x: String,
    /// The same, downward.
    pub y: String,
    /// Width.
    pub width: String,
    /// Height.
    pub height: String,
    /// The line of text it belongs to; 0 for none.
    pub line: usize,
    /// Class: `w`, with `h` for a hit and `l` for a weak word.
    pub class: &'static str,
}

/// A page's text ready for the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageText {
    /// The lines, blank ones left out.
    pub lines: Vec<Line>,
    /// The boxes in reading order.
    pub boxes: Vec<WordBox>,
    /// Marked places on this page.
    pub marks: u32,
    /// Words read with little confidence.
    pub weak: usize,
    /// Writing direction of the page as a whole.
    pub dir: &'static str,
}

/// Lays a page out. `marks` are byte ranges of `text`, in order.
pub fn lay_out(text: &str, words: &[Word], marks: &[Range<usize>]) -> PageText {
    let spans: Vec<Range<usize>> = spans_of(text)
        .into_iter()
        .filter(|span| {
            text.get(span.clone())
                .is_some_and(|line| !line.trim().is_empty())
        })
        .collect();
    let placed = place_words(text, &spans, words);
    let is_weak = |word: &Word| word.confidence.is_some_and(|c| c < WEAK_BELOW);
    let weak: Vec<Range<usize>> = words
        .iter()
        .zip(&placed)
        .filter(|(word, _)| is_weak(word))
        .filter_map(|(_, place)| place.as_ref().map(|p| p.range.clone()))
        .collect();
    let boxes = words
        .iter()
        .zip(&placed)
        .map(|(word, place)| {
            let hit = place
                .as_ref()
                .is_some_and(|p| marks.iter().any(|m| overlap(m, &p.range)));
            word_box(
                word,
                place.as_ref().map_or(0, |p| p.line),
                hit,
                is_weak(word),
            )
        })
        .collect();
    let lines = spans
        .iter()
        .enumerate()
        .filter_map(|(i, span)| {
            let line = text.get(span.clone())?;
            let runs = runs_of(text, span, marks, &weak);
            Some(Line {
                n: i + 1,
                dir: direction(line),
                face: face(line),
                runs,
            })
        })
        .collect();
    PageText {
        lines,
        boxes,
        marks: u32::try_from(marks.len()).unwrap_or(u32::MAX),
        weak: words.iter().filter(|word| is_weak(word)).count(),
        dir: direction(text),
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn spans_of(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let span = start..start + line.len();
            start += line.len() + 1;
            span
        })
        .collect()
}

struct Placed {
    line: usize,
    range: Range<usize>,
}

/// Finds each word of the image in the text. Line numbers of the reader and lines of the text
/// need not agree (blank lines, headers put together), so lines are matched by their words.
fn place_words(text: &str, spans: &[Range<usize>], words: &[Word]) -> Vec<Option<Placed>> {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, word) in words.iter().enumerate() {
        groups.entry(word.line).or_default().push(i);
    }
    let mut placed: Vec<Option<Placed>> = words.iter().map(|_| None).collect();
    let mut next_line = 0;
    for group in groups.values() {
        let found = spans.iter().enumerate().skip(next_line).find(|(_, span)| {
            let line = text.get((*span).clone()).unwrap_or_default();
            let held = group
                .iter()
                .filter_map(|i| words.get(*i))
                .filter(|w| line.contains(w.text.as_str()));
            held.count() * 2 > group.len()
        });
        let Some((i, span)) = found else { continue };
        next_line = i + 1;
        let mut cursor = span.start;
        for index in group {
            let (Some(word), Some(slot)) = (words.get(*index), placed.get_mut(*index)) else {
                continue;
            };
            let rest = text.get(cursor..span.end).unwrap_or_default();
            let Some(at) = rest.find(word.text.as_str()) else {
                continue;
            };
            let range = cursor + at..cursor + at + word.text.len();
            cursor = range.end;
            *slot = Some(Placed { line: i + 1, range });
        }
    }
    placed
}

fn runs_of(
    text: &str,
    span: &Range<usize>,
    marks: &[Range<usize>],
    weak: &[Range<usize>],
) -> Vec<Run> {
    let mut cuts: Vec<usize> = marks
        .iter()
        .chain(weak)
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
            Some(Run {
                text: text.get(here.clone())?.to_owned(),
                mark: mark.and_then(|i| u32::try_from(i + 1).ok()),
                weak: weak.iter().any(|w| overlap(w, &here)),
            })
        })
        .collect()
}

fn word_box(word: &Word, line: usize, hit: bool, weak: bool) -> WordBox {
    let [x0, y0, x1, y1] = word
        .place
        .map(|share| f64::from(share.clamp(0.0, 1.0)) * 1000.0);
    let tenths = |value: f64| format!("{value:.1}");
    WordBox {
        x: tenths(x0),
        y: tenths(y0),
        width: tenths((x1 - x0).max(0.0)),
        height: tenths((y1 - y0).max(0.0)),
        line,
        class: match (hit, weak) {
            (true, _) => "w h",
            (false, true) => "w l",
            (false, false) => "w",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One hit in the text.
    fn one(start: usize, end: usize) -> Vec<std::ops::Range<usize>> {
        std::iter::once(start..end).collect()
    }

    fn word(text: &str, line: u32, confidence: f32) -> Word {
        Word {
            text: text.into(),
            place: [0.1, 0.2, 0.3, 0.25],
            line,
            confidence: Some(confidence),
            ..Word::default()
        }
    }

    #[test]
    fn boxes_find_their_lines_over_blank_lines_and_repeated_words() {
        let text = "الفرع 41\n\nنقل الموقوف\nنقل ثان";
        let words = [
            word("الفرع", 1, 0.9),
            word("41", 1, 0.3),
            word("نقل", 2, 0.9),
            word("الموقوف", 2, 0.9),
            word("نقل", 3, 0.9),
        ];
        let second = text.rfind("نقل").unwrap();
        let page = lay_out(text, &words, &one(second, second + "نقل".len()));
        let lines: Vec<usize> = page.boxes.iter().map(|b| b.line).collect();
        assert_eq!(lines, [1, 1, 2, 2, 3]);
        let classes: Vec<&str> = page.boxes.iter().map(|b| b.class).collect();
        assert_eq!(classes, ["w", "w l", "w", "w", "w h"]);
        assert_eq!(
            page.lines.iter().map(|l| l.n).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        assert_eq!((page.marks, page.weak, page.dir), (1, 1, "rtl"));
        assert!(
            page.lines
                .first()
                .unwrap()
                .runs
                .iter()
                .any(|r| r.weak && r.text == "41")
        );
    }

    #[test]
    fn a_word_that_the_text_does_not_hold_keeps_its_box() {
        let page = lay_out("أخرى", &[word("مختلفة", 1, 0.9)], &[]);
        assert_eq!(page.boxes.first().unwrap().line, 0);
    }

    #[test]
    fn places_outside_the_page_are_brought_inside() {
        let outside = Word {
            text: "x".into(),
            place: [-3.0, 0.5, 9.0, f32::NAN],
            line: 1,
            ..Word::default()
        };
        let page = lay_out("x", &[outside], &[]);
        let only = page.boxes.first().unwrap();
        assert_eq!(
            (only.x.as_str(), only.width.as_str(), only.height.as_str()),
            ("0.0", "1000.0", "0.0")
        );
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_or_doubled(text in "[ا-ي a-z\n]{0,60}", from in 0usize..60, len in 0usize..20) {
            let from = text.char_indices().map(|(i, _)| i).nth(from).unwrap_or(0);
            let to = text.get(from..).unwrap_or_default().char_indices().map(|(i, _)| from + i).nth(len).unwrap_or(text.len());
            let page = lay_out(&text, &[], &one(from, to));
            let shown: Vec<String> =
                page.lines.iter().map(|l| l.runs.iter().map(|r| r.text.as_str()).collect()).collect();
            let lines: Vec<&str> = text.split('\n').filter(|l| !l.trim().is_empty()).collect();
            prop_assert_eq!(shown, lines);
        }
    }
}
