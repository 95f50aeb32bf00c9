//! The parts of a deck as its last save lists them ([MS-PPT] 2.1.2).

use super::kind;
use super::record::{Record, long, record, records};
use super::shapes;
use std::collections::{BTreeMap, BTreeSet};

/// A slide with what belongs to it.
#[derive(Debug, Default)]
pub(super) struct Slide<'a> {
    pub body: &'a [u8],
    pub notes: Option<&'a [u8]>,
    /// Texts that the document keeps for it.
    pub outline: Vec<String>,
}

/// A deck.
#[derive(Debug, Default)]
pub(super) struct Deck<'a> {
    /// In the order in which they are shown.
    pub slides: Vec<Slide<'a>>,
    pub masters: Vec<&'a [u8]>,
    /// Notes that belong to no slide.
    pub other_notes: Vec<&'a [u8]>,
    /// Slides, notes and documents that a later save replaced.
    pub former: Vec<&'a [u8]>,
    /// The list of parts could be followed.
    pub is_ordered: bool,
}

/// An entry of a list of slides.
struct Entry {
    part: usize,
    id: usize,
    texts: Vec<String>,
}

/// Saves that are followed back at most.
const SAVES: usize = 10_000;

impl<'a> Deck<'a> {
    /// Opens the deck whose last save is noted at `last`.
    pub(super) fn open(main: &'a [u8], last: Option<usize>) -> Self {
        match last.and_then(|last| Self::ordered(main, last)) {
            Some(deck) if !deck.slides.is_empty() => deck,
            _ => Self::scanned(main),
        }
    }

    fn ordered(main: &'a [u8], last: usize) -> Option<Self> {
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        let (mut at, mut document_id, mut seen) = (last, None, BTreeSet::new());
        while seen.len() < SAVES && seen.insert(at) {
            let edit = record(main, at).filter(|found| found.kind == kind::USER_EDIT)?;
            document_id = document_id.or(long(edit.body, 16));
            if let Some(list) = long(edit.body, 12).and_then(|at| record(main, at)) {
                add_parts(&list, &mut parts);
            }
            match long(edit.body, 8) {
                Some(earlier) if earlier > 0 => at = earlier,
                _ => break,
            }
        }
        let part = |id: usize| {
            parts
                .get(&id)
                .and_then(|at| Some((*at, record(main, *at)?)))
        };
        let (document_at, document) =
            part(document_id?).filter(|(_, found)| found.kind == kind::DOCUMENT)?;
        let mut used = BTreeSet::from([document_at]);
        let mut deck = Deck {
            is_ordered: true,
            ..Deck::default()
        };
        let notes: BTreeMap<usize, usize> = entries(&document, 2)
            .into_iter()
            .map(|entry| (entry.id, entry.part))
            .collect();
        for entry in entries(&document, 0) {
            let mut slide = Slide {
                outline: entry.texts,
                ..Slide::default()
            };
            if let Some((at, found)) = part(entry.part).filter(|(_, f)| f.kind == kind::SLIDE) {
                used.insert(at);
                slide.body = found.body;
                let notes_id = records(found.body)
                    .find(|inner| inner.kind == kind::SLIDE_ATOM)
                    .and_then(|atom| long(atom.body, 16))
                    .filter(|id| *id != 0);
                if let Some((at, found)) = notes_id.and_then(|id| part(*notes.get(&id)?)) {
                    used.insert(at);
                    slide.notes = Some(found.body);
                }
            }
            deck.slides.push(slide);
        }
        let current: BTreeSet<usize> = parts.values().copied().collect();
        let mut at = 0;
        while let Some(found) = record(main, at) {
            let place = at;
            at = at + 8 + found.body.len();
            if used.contains(&place) {
                continue;
            }
            match (found.kind, current.contains(&place)) {
                (kind::MASTER, true) => deck.masters.push(found.body),
                (kind::NOTES, true) => deck.other_notes.push(found.body),
                (kind::SLIDE, true) => deck.masters.push(found.body),
                (kind::SLIDE | kind::NOTES | kind::DOCUMENT, false) => {
                    deck.former.push(found.body);
                }
                _ => {}
            }
        }
        Some(deck)
    }

    /// Every slide and note in the order of the file.
    fn scanned(main: &'a [u8]) -> Self {
        let mut deck = Deck::default();
        let mut outlines = Vec::new();
        for found in records(main) {
            match found.kind {
                kind::DOCUMENT => {
                    outlines = entries(&found, 0)
                        .into_iter()
                        .map(|entry| entry.texts)
                        .collect();
                }
                kind::SLIDE => deck.slides.push(Slide {
                    body: found.body,
                    ..Slide::default()
                }),
                kind::NOTES => deck.other_notes.push(found.body),
                kind::MASTER => deck.masters.push(found.body),
                _ => {}
            }
        }
        while deck.slides.len() < outlines.len() {
            deck.slides.push(Slide::default());
        }
        for (slide, outline) in deck.slides.iter_mut().zip(outlines) {
            slide.outline = outline;
        }
        deck
    }
}

/// Adds the places that a save states; those of later saves stand already ([MS-PPT] 2.3.5).
fn add_parts(list: &Record<'_>, parts: &mut BTreeMap<usize, usize>) {
    if list.kind != kind::PERSIST {
        return;
    }
    let mut at = 0;
    while let Some(head) = long(list.body, at) {
        at += 4;
        let (first, count) = (head & 0x000f_ffff, head >> 20);
        for n in 0..count {
            let Some(place) = long(list.body, at) else {
                return;
            };
            parts.entry(first + n).or_insert(place);
            at += 4;
        }
    }
}

/// A list of the document: slides (0), masters (1) or notes (2), each with its texts.
fn entries(document: &Record<'_>, instance: u16) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let lists = records(document.body)
        .filter(|list| list.kind == kind::SLIDE_LIST && list.instance == instance);
    for found in lists.flat_map(|list| records(list.body)) {
        if found.kind == kind::SLIDE_PERSIST {
            entries.push(Entry {
                part: long(found.body, 0).unwrap_or(0),
                id: long(found.body, 12).unwrap_or(0),
                texts: Vec::new(),
            });
        } else if let (Some(text), Some(entry)) = (shapes::text_of(&found), entries.last_mut()) {
            entry.texts.push(text);
        }
    }
    entries
}
