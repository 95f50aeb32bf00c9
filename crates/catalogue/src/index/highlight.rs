//! Marking the written forms that were found.

use super::analysis::{PlacedTerm, Reading, terms};
use crate::query::plan::{self, Alternative, Shape, Slot};
use crate::query::{Node, Query};
use std::collections::HashMap;

/// A piece of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text as written.
    pub text: String,
    /// Whether it was sought.
    pub marked: bool,
}

/// Characters of text around the hits in a snippet.
const SNIPPET_CHARS: usize = 240;
/// Characters before the first hit of a snippet.
const LEAD_CHARS: usize = 60;

/// The whole text in pieces, those marked that the query seeks; joined they give the text.
pub fn highlight(text: &str, query: &Query) -> Vec<Fragment> {
    let marks = Marker::new(query).marks(text);
    fragments(text, 0, text.len(), &marks)
}

/// What a query seeks, ready to be marked in many texts.
pub(super) struct Marker {
    alternatives: Vec<Alternative>,
}

impl Marker {
    pub(super) fn new(query: &Query) -> Self {
        let mut alternatives = Vec::new();
        gather(&query.root, query, &mut alternatives);
        Self { alternatives }
    }

    /// Byte ranges of the text to mark, in order, none touching the next.
    fn marks(&self, text: &str) -> Vec<(usize, usize)> {
        let mut read: HashMap<Reading, Vec<PlacedTerm>> = HashMap::new();
        let mut marks: Vec<(usize, usize)> = Vec::new();
        for alternative in &self.alternatives {
            let placed = read
                .entry(alternative.reading)
                .or_insert_with(|| terms(alternative.reading, text));
            match &alternative.shape {
                Shape::Sequence {
                    slots,
                    words_between,
                } => {
                    mark_sequence(placed, slots, *words_between, &mut marks);
                }
                Shape::Prefix(before, beginning) => {
                    mark_beginning(placed, before, beginning, &mut marks);
                }
                Shape::Fuzzy(word, letters_off) => {
                    let near = |t: &&PlacedTerm| is_near(&t.text, word, usize::from(*letters_off));
                    marks.extend(placed.iter().filter(near).map(|t| (t.start, t.end)));
                }
            }
        }
        merged(marks)
    }

    /// The part of the text with the most marks, about [`SNIPPET_CHARS`] long.
    pub(super) fn snippet(&self, text: &str) -> Vec<Fragment> {
        let marks = self.marks(text);
        let (start, end) = window(text, &marks);
        let mut out = Vec::new();
        let ellipsis = || Fragment {
            text: "…".to_owned(),
            marked: false,
        };
        if text.get(..start).is_some_and(|t| !t.trim().is_empty()) {
            out.push(ellipsis());
        }
        out.extend(fragments(text, start, end, &marks));
        if text.get(end..).is_some_and(|t| !t.trim().is_empty()) {
            out.push(ellipsis());
        }
        out
    }
}

fn gather(node: &Node, query: &Query, out: &mut Vec<Alternative>) {
    match node {
        Node::Seek(seek) => out.extend(plan::plan(seek, query.options)),
        Node::And(parts) | Node::Or(parts) => {
            parts.iter().for_each(|part| gather(part, query, out));
        }
        // What must not be there is not marked.
        Node::Not(_) | Node::Everything | Node::Filter(..) | Node::Ignored(..) => {}
    }
}

fn mark_sequence(
    placed: &[PlacedTerm],
    slots: &[Slot],
    words_between: u32,
    marks: &mut Vec<(usize, usize)>,
) {
    let Some((first, rest)) = slots.split_first() else {
        return;
    };
    let fits = |term: &PlacedTerm, slot: &Slot| slot.any_of.contains(&term.text);
    // Terms are in order of position, so those of a range of positions lie together.
    let at = |from: usize, to: usize| {
        let start = placed.partition_point(|t| t.position < from);
        placed
            .iter()
            .skip(start)
            .take_while(move |t| t.position <= to)
    };
    let reach = words_between as usize;
    for head in placed.iter().filter(|term| fits(term, first)) {
        let mut found = vec![(head.start, head.end)];
        for slot in rest {
            let place = head.position + (slot.offset - first.offset);
            let (from, to) = if reach == 0 {
                (place, place)
            } else {
                (
                    head.position.saturating_sub(slots.len() + reach),
                    place + reach,
                )
            };
            match at(from, to).find(|term| fits(term, slot)) {
                Some(term) => found.push((term.start, term.end)),
                None => break,
            }
        }
        if found.len() == slots.len() {
            marks.extend(found);
        }
    }
}

fn mark_beginning(
    placed: &[PlacedTerm],
    before: &[String],
    beginning: &str,
    marks: &mut Vec<(usize, usize)>,
) {
    for term in placed
        .iter()
        .filter(|term| term.text.starts_with(beginning))
    {
        let stands = before.iter().rev().zip(1..).all(|(word, back)| {
            let place = term.position.checked_sub(back);
            placed
                .iter()
                .any(|t| Some(t.position) == place && t.text == *word)
        });
        if stands {
            marks.push((term.start, term.end));
        }
    }
}

/// Whether two words are at most so many letters apart; a swap of neighbours counts once.
fn is_near(a: &str, b: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = get(&last, j) + usize::from(x != y);
            let mut cost = replaced.min(get(&last, j + 1) + 1).min(get(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(get(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    get(&last, b.len()) <= most
}

fn merged(mut marks: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    marks.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(marks.len());
    for (start, end) in marks {
        match out.last_mut() {
            Some((_, last)) if start <= *last => *last = (*last).max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

/// The bytes from which to which a snippet goes: whole words, around the most marks.
fn window(text: &str, marks: &[(usize, usize)]) -> (usize, usize) {
    let forward = |from: usize, chars: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.char_indices()
            .nth(chars)
            .map_or(text.len(), |(at, _)| from + at)
    };
    let back = |from: usize, chars: usize| {
        let before = text.get(..from).unwrap_or_default();
        before
            .char_indices()
            .rev()
            .nth(chars.saturating_sub(1))
            .map_or(0, |(at, _)| at)
    };
    if forward(0, SNIPPET_CHARS) == text.len() {
        return (0, text.len());
    }
    let best = marks
        .iter()
        .map(|(start, _)| {
            let end = forward(*start, SNIPPET_CHARS - LEAD_CHARS);
            let from = marks.partition_point(|(s, _)| s < start);
            let to = marks.partition_point(|(_, e)| *e <= end);
            (to.saturating_sub(from), std::cmp::Reverse(*start))
        })
        .max();
    let Some((_, std::cmp::Reverse(mark))) = best else {
        return (0, to_space(text, forward(0, SNIPPET_CHARS)));
    };
    let lead = back(mark, LEAD_CHARS);
    // Start after a space, so that no word is cut; the mark itself is never passed.
    let start = if lead == 0 {
        0
    } else {
        let cut = text.get(lead..mark).unwrap_or_default();
        cut.find(char::is_whitespace).map_or(mark, |at| lead + at)
    };
    let end = to_space(text, forward(start, SNIPPET_CHARS));
    let whole_mark = marks
        .iter()
        .find(|(s, e)| *s < end && end < *e)
        .map(|(_, e)| *e);
    (start, whole_mark.unwrap_or(end))
}

/// The last space before `end`, unless that would leave out more than a word's length.
fn to_space(text: &str, end: usize) -> usize {
    if end == text.len() {
        return end;
    }
    let before = text.get(..end).unwrap_or_default();
    match before.rfind(char::is_whitespace) {
        Some(space) if before.len() - space < 60 => space,
        _ => end,
    }
}

fn fragments(text: &str, start: usize, end: usize, marks: &[(usize, usize)]) -> Vec<Fragment> {
    let mut out = Vec::new();
    let mut push = |from: usize, to: usize, marked: bool| {
        if let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) {
            out.push(Fragment {
                text: piece.to_owned(),
                marked,
            });
        }
    };
    let mut at = start;
    for (from, to) in marks
        .iter()
        .filter(|(from, to)| *from >= start && *to <= end)
    {
        push(at, *from, false);
        push(*from, *to, true);
        at = *to;
    }
    push(at, end, false);
    out
}
