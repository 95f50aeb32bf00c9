//! A page's text as lines of words, each with its boxes on the page. What a person puts in the place
//! of words keeps their place.

use extract::Word;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A page's text in lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wording {
    /// Every line of the text, blank ones, too.
    pub lines: Vec<WordedLine>,
    /// The words with places, as the reading has them, with what people said put in.
    pub boxes: Vec<Word>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordedLine {
    /// Counted from 1, blank lines left out; 0 for a blank line.
    pub n: u32,
    /// Its words.
    pub words: Vec<TextWord>,
    /// Spaces behind the last word.
    pub tail: String,
}

/// A word of the text: what stands between spaces.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextWord {
    /// Spaces in front of it.
    pub gap: String,
    /// The word.
    pub text: String,
    /// Its boxes: places in [`Wording::boxes`].
    pub boxes: Vec<usize>,
    /// Where a person said what it reads.
    pub said: Option<Said>,
}

/// What a person said of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The version that brought it.
    pub version: u32,
    /// What the machine had read in the place of all words that this version brought there.
    pub machine: String,
    /// Whether this is the first of these words.
    pub first: bool,
}

/// Words that stand side by side on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSpan {
    /// The line, counted from 1, blank lines left out.
    pub line: u32,
    /// The first word, counted from 1.
    pub word: u32,
    /// How many.
    pub words: u32,
}

impl WordSpan {
    fn range(self) -> Option<Range<usize>> {
        let from = usize::try_from(self.word).ok()?.checked_sub(1)?;
        Some(from..from.checked_add(usize::try_from(self.words).ok()?)?)
    }
}

impl Wording {
    /// Parts a page's text into words and finds the box of each.
    pub fn of(text: &str, words: &[Word]) -> Self {
        let mut n = 0;
        let mut start = 0;
        let mut lines = Vec::new();
        let mut spans: Vec<(u32, Range<usize>)> = Vec::new();
        let mut starts = Vec::new();
        for line in text.split('\n') {
            let mut worded = parted(line);
            if !worded.words.is_empty() {
                n += 1;
                worded.n = n;
                spans.push((n, start..start + line.len()));
            }
            starts.push(start);
            start += line.len() + 1;
            lines.push(worded);
        }
        let mut wording = Self {
            lines,
            boxes: words.to_vec(),
        };
        for (index, place) in place_words(text, &spans, words).into_iter().enumerate() {
            let Some(place) = place else { continue };
            for (line, from) in wording.lines.iter_mut().zip(&starts) {
                if line.n == place.line {
                    line.give_box(*from, &place.range, index);
                }
            }
        }
        wording
    }

    /// The text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (i, line) in self.lines.iter().enumerate() {
            if i > 0 {
                text.push('\n');
            }
            for word in &line.words {
                text.push_str(&word.gap);
                text.push_str(&word.text);
            }
            text.push_str(&line.tail);
        }
        text
    }

    /// The words with places, those left out that a person said are none.
    pub fn placed_words(&self) -> Vec<Word> {
        let standing = self.boxes.iter().filter(|word| !word.text.is_empty());
        standing.cloned().collect()
    }

    /// The line of that number.
    pub fn line(&self, n: u32) -> Option<&WordedLine> {
        self.lines.iter().find(|line| n > 0 && line.n == n)
    }

    /// How many lines are not blank.
    pub fn line_count(&self) -> u32 {
        self.lines.iter().map(|line| line.n).max().unwrap_or(0)
    }

    /// The words of a span; nothing where there are not so many.
    pub fn words_at(&self, span: WordSpan) -> Option<&[TextWord]> {
        self.line(span.line)?
            .words
            .get(span.range()?)
            .filter(|words| !words.is_empty())
    }

    /// What stands at a span, parted by single spaces.
    pub fn text_at(&self, span: WordSpan) -> Option<String> {
        self.words_at(span).map(joined)
    }

    /// The place of a span on the page: around the boxes of its words.
    pub fn place_of(&self, span: WordSpan) -> Option<[f32; 4]> {
        let boxes = self.words_at(span)?.iter().flat_map(|word| &word.boxes);
        around(boxes.filter_map(|index| self.boxes.get(*index)))
    }

    /// Every span of words with this text.
    pub fn spans_of(&self, text: &str) -> Vec<WordSpan> {
        let wanted: Vec<&str> = text.split_whitespace().collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for line in self.lines.iter().filter(|line| line.n > 0) {
            for (word, window) in (1u32..).zip(line.words.windows(wanted.len())) {
                if window
                    .iter()
                    .map(|word| word.text.as_str())
                    .eq(wanted.iter().copied())
                {
                    found.push(WordSpan {
                        line: line.n,
                        word,
                        words: u32::try_from(wanted.len()).unwrap_or(u32::MAX),
                    });
                }
            }
        }
        found
    }

    /// Puts what a person says in the place of the words of a span. Nothing changes, and the answer is
    /// no, where the span is not there or the line would be left without a word.
    pub fn put(&mut self, span: WordSpan, to: &str, version: u32) -> bool {
        let Some(range) = span.range().filter(|range| !range.is_empty()) else {
            return false;
        };
        let Some(at) = self.lines.iter().position(|line| line.n == span.line) else {
            return false;
        };
        let Some(line) = self.lines.get(at).filter(|_| span.line > 0) else {
            return false;
        };
        let Some(going) = line.words.get(range.clone()).map(<[TextWord]>::to_vec) else {
            return false;
        };
        let coming: Vec<&str> = to.split_whitespace().collect();
        if coming.is_empty() && going.len() == line.words.len() {
            return false;
        }
        // A box that other words of the line share is not theirs to change.
        let others = line
            .words
            .get(..range.start)
            .into_iter()
            .chain(line.words.get(range.end..));
        let shared: BTreeSet<usize> = others
            .flatten()
            .flat_map(|word| word.boxes.iter().copied())
            .collect();
        let own: BTreeSet<usize> = going
            .iter()
            .flat_map(|word| word.boxes.iter().copied())
            .filter(|index| !shared.contains(index))
            .collect();
        let kept = self.merge(&own, &coming.join(" "));
        let machine = machine_text(&going);
        let gap = going
            .first()
            .map(|word| word.gap.clone())
            .unwrap_or_default();
        let coming = coming.iter().enumerate().map(|(i, text)| TextWord {
            gap: if i == 0 { gap.clone() } else { " ".to_owned() },
            text: (*text).to_owned(),
            boxes: kept.into_iter().collect(),
            said: Some(Said {
                version,
                machine: machine.clone(),
                first: i == 0,
            }),
        });
        let coming: Vec<TextWord> = coming.collect();
        if let Some(line) = self.lines.get_mut(at) {
            line.words.splice(range, coming);
        }
        true
    }

    /// Makes one box of several, with the text that a person gave. The others stay, without a text.
    fn merge(&mut self, own: &BTreeSet<usize>, text: &str) -> Option<usize> {
        let first = *own.first()?;
        let place = around(own.iter().filter_map(|index| self.boxes.get(*index)))?;
        for index in own {
            let Some(word) = self.boxes.get_mut(*index) else {
                continue;
            };
            let line = word.line;
            // A person is no engine: what they said has no confidence and no rivals.
            *word = Word {
                text: if *index == first {
                    text.to_owned()
                } else {
                    String::new()
                },
                place: if *index == first { place } else { word.place },
                line,
                ..Word::default()
            };
        }
        Some(first)
    }
}

impl WordedLine {
    /// Notes a box for every word of the line that the range of the text touches.
    fn give_box(&mut self, start: usize, range: &Range<usize>, index: usize) {
        let mut at = start;
        for word in &mut self.words {
            let here = at + word.gap.len()..at + word.gap.len() + word.text.len();
            at = here.end;
            if here.start < range.end && range.start < here.end {
                word.boxes.push(index);
            }
        }
    }
}

/// The texts of words, parted by single spaces.
pub fn joined(words: &[TextWord]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

/// What the machine had read where these words stand now.
fn machine_text(words: &[TextWord]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    for word in words {
        match &word.said {
            None => texts.push(&word.text),
            Some(said) if seen.insert(said.version) => texts.push(&said.machine),
            Some(_) => {}
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.join(" ")
}

fn parted(line: &str) -> WordedLine {
    let mut worded = WordedLine::default();
    let mut rest = line;
    loop {
        let word = rest.trim_start();
        let gap = rest.get(..rest.len() - word.len()).unwrap_or_default();
        if word.is_empty() {
            gap.clone_into(&mut worded.tail);
            return worded;
        }
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        let (text, behind) = word.split_at(end);
        worded.words.push(TextWord {
            gap: gap.to_owned(),
            text: text.to_owned(),
            ..TextWord::default()
        });
        rest = behind;
    }
}

fn around<'a>(words: impl Iterator<Item = &'a Word>) -> Option<[f32; 4]> {
    words.map(|word| word.place).reduce(|a, b| {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (a, b);
        [a0.min(b0), a1.min(b1), a2.max(b2), a3.max(b3)]
    })
}

struct Placed {
    line: u32,
    range: Range<usize>,
}

/// Finds each word of the image in the text. Line numbers of the reader and lines of the text
/// need not agree (blank lines, headers put together), so lines are matched by their words.
fn place_words(text: &str, spans: &[(u32, Range<usize>)], words: &[Word]) -> Vec<Option<Placed>> {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, word) in words.iter().enumerate() {
        groups.entry(word.line).or_default().push(i);
    }
    let mut placed: Vec<Option<Placed>> = words.iter().map(|_| None).collect();
    let mut next_line = 0;
    for group in groups.values() {
        let found = spans
            .iter()
            .enumerate()
            .skip(next_line)
            .find(|(_, (_, span))| {
                let line = text.get(span.clone()).unwrap_or_default();
                let held = group
                    .iter()
                    .filter_map(|i| words.get(*i))
                    .filter(|w| line.contains(w.text.as_str()));
                held.count() * 2 > group.len()
            });
        let Some((i, (n, span))) = found else {
            continue;
        };
        next_line = i + 1;
        let mut cursor = span.start;
        for index in group {
            let (Some(word), Some(slot)) = (words.get(*index), placed.get_mut(*index)) else {
                continue;
            };
            let rest = text.get(cursor..span.end).unwrap_or_default();
            let Some(at) = find_word(rest, &word.text) else {
                continue;
            };
            let range = cursor + at..cursor + at + word.text.len();
            cursor = range.end;
            *slot = Some(Placed { line: *n, range });
        }
    }
    placed
}

/// Where a word stands in a text: between spaces if it does so anywhere, else inside other letters.
fn find_word(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let alone = text.match_indices(word).find(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default().chars().next_back();
        let behind = text
            .get(at + word.len()..)
            .unwrap_or_default()
            .chars()
            .next();
        before.is_none_or(char::is_whitespace) && behind.is_none_or(char::is_whitespace)
    });
    alone.map(|(at, _)| at).or_else(|| text.find(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(text: &str, line: u32, left: f32) -> Word {
        Word {
            text: text.into(),
            place: [left, 0.2, left + 0.1, 0.25],
            line,
            confidence: Some(0.4),
            ..Word::default()
        }
    }

    const fn span(line: u32, word: u32, words: u32) -> WordSpan {
        WordSpan { line, word, words }
    }

    fn sheet() -> Wording {
        let words = [
            word("كتاب", 1, 0.8),
            word("رقم", 1, 0.6),
            word("41", 1, 0.4),
            word("نقل", 2, 0.8),
            word("1", 3, 0.2),
        ];
        Wording::of("كتاب رقم 41\n\n  نقل\t41 1", &words)
    }

    #[test]
    fn lines_and_words_are_counted_without_blank_lines() {
        let page = sheet();
        assert_eq!(page.line_count(), 2);
        assert_eq!(page.text_at(span(2, 2, 2)).unwrap(), "41 1");
        assert_eq!(page.text_at(span(2, 3, 2)), None);
        assert_eq!(page.text_at(span(0, 1, 1)), None);
        assert_eq!(page.text_at(span(1, 1, 0)), None);
        assert_eq!(page.line(1).unwrap().words.last().unwrap().boxes, [2]);
    }

    #[test]
    fn what_is_put_in_keeps_the_place_and_the_spaces() {
        let mut page = sheet();
        assert!(page.put(span(1, 2, 2), "رقم 14 تاريخ", 1));
        assert_eq!(page.text(), "كتاب رقم 14 تاريخ\n\n  نقل\t41 1");
        let place = page.place_of(span(1, 3, 1)).unwrap();
        let wide = [0.4, 0.2, 0.7, 0.25].iter().zip(place);
        assert!(
            wide.into_iter().all(|(a, b)| (a - b).abs() < 0.001),
            "{place:?}"
        );
        let placed = page.placed_words();
        assert_eq!(placed.len(), 4);
        assert_eq!(placed.get(1).unwrap().text, "رقم 14 تاريخ");
        assert_eq!(placed.get(1).unwrap().confidence, None);
        // Said again: the machine's words are still known.
        assert!(page.put(span(1, 2, 3), "رقم 41", 2));
        let said = page.words_at(span(1, 2, 1)).unwrap()[0]
            .said
            .clone()
            .unwrap();
        assert_eq!((said.version, said.machine.as_str()), (2, "رقم 41"));
        // A word may be said to be none, but a line does not go.
        assert!(page.put(span(2, 3, 1), "", 3));
        assert_eq!(page.text(), "كتاب رقم 41\n\n  نقل\t41");
        assert!(!page.put(span(2, 1, 2), " ", 4));
        assert!(!page.put(span(2, 3, 1), "x", 4));
    }

    proptest! {
        #[test]
        fn no_sign_is_lost_when_a_text_is_parted(text in "[ا-ي0-9 \t\n]{0,80}") {
            prop_assert_eq!(Wording::of(&text, &[]).text(), text);
        }

        #[test]
        fn putting_a_word_changes_that_word_alone(
            text in "[ا-ي0-9 \n]{0,60}", line in 1u32..4, at in 1u32..6, to in "[ا-ي]{1,5}",
        ) {
            let before = Wording::of(&text, &[]);
            let mut after = before.clone();
            if after.put(span(line, at, 1), &to, 1) {
                prop_assert_eq!(after.text_at(span(line, at, 1)).unwrap(), to);
                let back = before.text_at(span(line, at, 1)).unwrap();
                prop_assert!(after.put(span(line, at, 1), &back, 2));
            }
            prop_assert_eq!(after.text(), text);
        }
    }
}
