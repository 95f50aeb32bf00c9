//! The versions of a page's text: readings by machines and people's words on them, in the order of
//! the log. The number of a version never changes, so what was cited stays what it was.

use crate::wording::{WordSpan, Wording};
use catalogue::{CorrectionRow, ReadingRow};
use domain::{Moment, Sha256, UserName};
use extract::Page;

/// One version of a page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextVersion {
    /// Counted from 0, the first reading.
    pub version: u32,
    /// Index of its act in the log.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// Who corrected, or who had it read.
    pub by: UserName,
    /// How it came about.
    pub made: Made,
}

/// How a version came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// A machine read the item.
    ByMachine {
        /// The reading, an object of the vault.
        reading: Sha256,
        /// The reader and its edition.
        reader: Option<String>,
    },
    /// A person corrected the version before.
    ByPerson(Change),
}

/// What a person changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where, in the version before.
    pub at: WordSpan,
    /// What stood there.
    pub from: String,
    /// What it reads.
    pub to: String,
    /// Why.
    pub note: Option<String>,
}

/// What became of a correction that was made on an earlier reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The same wrong word stands at the same place, so it was carried over.
    Carried,
    /// The reading has at this place what the person said.
    ReadSo,
    /// The words are not there any more: it was made on an earlier reading and stands beside this one.
    Left,
}

impl Fit {
    /// The name in machine-readable answers.
    pub const fn name(self) -> &'static str {
        match self {
            Fit::Carried => "carried",
            Fit::ReadSo => "read_so",
            Fit::Left => "left",
        }
    }
}

/// Everything that happened to the text of an item.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) readings: Vec<ReadingRow>,
    pub(crate) corrections: Vec<CorrectionRow>,
}

/// A page as it reads at a version.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageAt {
    pub(crate) version: u32,
    pub(crate) wording: Wording,
    /// Corrections that were made on an earlier reading, by their version.
    pub(crate) earlier: Vec<(u32, Fit)>,
}

impl History {
    /// The versions of a page, oldest first. Every reading counts, also where it left this page as it was:
    /// whether it did is not known without opening both.
    pub(crate) fn versions(&self, page: u32) -> Vec<TextVersion> {
        let machine = self.readings.iter().map(|reading| TextVersion {
            version: 0,
            act: reading.act,
            at: reading.at,
            by: reading.by.clone(),
            made: Made::ByMachine {
                reading: reading.derivative,
                reader: reading.reader.clone(),
            },
        });
        let people = self.on(page).map(|correction| TextVersion {
            version: 0,
            act: correction.act,
            at: correction.at,
            by: correction.by.clone(),
            made: Made::ByPerson(Change {
                at: span(correction),
                from: correction.from.clone(),
                to: correction.to.clone(),
                note: correction.note.clone(),
            }),
        });
        let mut versions: Vec<TextVersion> = machine.chain(people).collect();
        versions.sort_by_key(|version| version.act);
        for (n, version) in (0..).zip(&mut versions) {
            version.version = n;
        }
        versions
    }

    /// The reading that a version of a page stands on.
    pub(crate) fn reading_at(&self, page: u32, version: u32) -> Option<&ReadingRow> {
        let act = self
            .versions(page)
            .into_iter()
            .find(|known| known.version == version)?
            .act;
        self.readings.iter().rfind(|reading| reading.act <= act)
    }

    /// The page at a version. `base` is the page as the reading of that version has it.
    pub(crate) fn page_at(&self, base: &Page, version: u32) -> Option<PageAt> {
        let versions = self.versions(base.n);
        let until = versions.iter().find(|known| known.version == version)?.act;
        let reading = self.readings.iter().rfind(|reading| reading.act <= until)?;
        let number = |act: u64| {
            let known = versions.iter().find(|known| known.act == act);
            known.map_or(0, |known| known.version)
        };
        let mut at = PageAt {
            version,
            wording: Wording::of(&base.text, &base.words),
            earlier: Vec::new(),
        };
        for correction in self.on(base.n).filter(|correction| correction.act <= until) {
            let n = number(correction.act);
            if correction.act < reading.act {
                let fit = if self.input_of(&correction.reading) == Some(reading.input) {
                    carry(&mut at.wording, correction, n)
                } else {
                    // Other bytes: a member of a container that is another file now.
                    Fit::Left
                };
                at.earlier.push((n, fit));
                continue;
            }
            let span = span(correction);
            let stands = at
                .wording
                .text_at(span)
                .is_some_and(|text| text == correction.from);
            if !(stands && at.wording.put(span, &correction.to, n)) {
                at.earlier.push((n, Fit::Left));
            }
        }
        Some(at)
    }

    fn on(&self, page: u32) -> impl Iterator<Item = &CorrectionRow> {
        self.corrections.iter().filter(move |c| c.page == page)
    }

    fn input_of(&self, reading: &Sha256) -> Option<Option<Sha256>> {
        let known = self
            .readings
            .iter()
            .find(|known| known.derivative == *reading);
        known.map(|known| known.input)
    }
}

fn span(correction: &CorrectionRow) -> WordSpan {
    WordSpan {
        line: correction.line,
        word: correction.word,
        words: correction.words,
    }
}

/// Puts a correction of an earlier reading where it belongs in this one, if it still fits.
fn carry(wording: &mut Wording, correction: &CorrectionRow, version: u32) -> Fit {
    if let Some(span) = same_spot(wording, correction, &correction.from)
        && wording.put(span, &correction.to, version)
    {
        return Fit::Carried;
    }
    match same_spot(wording, correction, &correction.to) {
        Some(_) => Fit::ReadSo,
        None => Fit::Left,
    }
}

/// Where these words stand on the spot of a correction. Where both have places, places decide; else
/// the line has to be the same, and the word that one or a neighbour of it.
fn same_spot(wording: &Wording, correction: &CorrectionRow, text: &str) -> Option<WordSpan> {
    let near = |span: &WordSpan| match (correction.place, wording.place_of(*span)) {
        (Some(was), Some(is)) => same_place(was.map(share), is),
        _ => span.line == correction.line && span.word.abs_diff(correction.word) <= 1,
    };
    let found = wording.spans_of(text).into_iter().filter(near);
    found.min_by_key(|span| {
        (
            span.line.abs_diff(correction.line),
            span.word.abs_diff(correction.word),
        )
    })
}

/// Whether the middle of each lies in the other, with a quarter of its size to spare.
fn same_place(one: [f32; 4], two: [f32; 4]) -> bool {
    let holds = |[left, top, right, bottom]: [f32; 4], x: f32, y: f32| {
        let (wide, high) = ((right - left) / 4.0, (bottom - top) / 4.0);
        (left - wide..=right + wide).contains(&x) && (top - high..=bottom + high).contains(&y)
    };
    let middle = |[left, top, right, bottom]: [f32; 4]| {
        (f32::midpoint(left, right), f32::midpoint(top, bottom))
    };
    let ((x1, y1), (x2, y2)) = (middle(one), middle(two));
    holds(one, x2, y2) && holds(two, x1, y1)
}

const UNITS: f32 = 100_000.0;

fn share(units: u32) -> f32 {
    units as f32 / UNITS
}

/// A share of the page as it stands in an act.
pub(crate) fn units(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * UNITS).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use extract::Word;

    fn digest(n: u8) -> Sha256 {
        format!("{n:02x}").repeat(32).parse().unwrap()
    }

    fn reading(act: u64, n: u8) -> ReadingRow {
        ReadingRow {
            act,
            at: Moment::from_unix_ms(0),
            by: "nour".parse().unwrap(),
            derivative: digest(n),
            input: Some(digest(200)),
            reader: None,
        }
    }

    fn correction(
        act: u64,
        on: u8,
        at: (u32, u32),
        from: &str,
        to: &str,
        left: f32,
    ) -> CorrectionRow {
        CorrectionRow {
            act,
            at: Moment::from_unix_ms(0),
            by: "layla".parse().unwrap(),
            page: 1,
            version: 0,
            reading: digest(on),
            line: at.0,
            word: at.1,
            words: 1,
            place: Some([left, 0.2, left + 0.1, 0.25].map(units)),
            from: from.to_owned(),
            to: to.to_owned(),
            note: None,
        }
    }

    fn page(words: &[(&str, f32)]) -> Page {
        let texts: Vec<&str> = words.iter().map(|(text, _)| *text).collect();
        let place = |(text, left): &(&str, f32)| Word {
            text: (*text).to_owned(),
            place: [*left, 0.2, left + 0.1, 0.25],
            line: 1,
            ..Word::default()
        };
        Page {
            n: 1,
            text: texts.join(" "),
            words: words.iter().map(place).collect(),
            ..Page::default()
        }
    }

    #[test]
    fn every_version_keeps_its_number_and_its_text() {
        let mut history = History {
            readings: vec![reading(3, 1)],
            corrections: vec![
                correction(5, 1, (1, 2), "41", "14", 0.3),
                correction(8, 1, (1, 2), "14", "41", 0.3),
            ],
        };
        let base = page(&[("الفرع", 0.6), ("41", 0.3)]);
        let texts = |history: &History, base: &Page| -> Vec<String> {
            let versions = history.versions(1);
            let at = |v: &TextVersion| history.page_at(base, v.version).unwrap().wording.text();
            versions.iter().map(at).collect()
        };
        let before = texts(&history, &base);
        assert_eq!(before, ["الفرع 41", "الفرع 14", "الفرع 41"]);
        history.readings.push(reading(10, 2));
        assert_eq!(texts(&history, &base).get(..3).unwrap(), before);
        assert_eq!(history.reading_at(1, 2).unwrap().derivative, digest(1));
        assert_eq!(history.reading_at(1, 3).unwrap().derivative, digest(2));
        assert!(history.reading_at(1, 4).is_none());
        assert!(history.page_at(&base, 4).is_none());
    }

    #[test]
    fn a_new_reading_takes_over_what_still_fits_and_keeps_the_rest_beside() {
        let history = History {
            readings: vec![reading(3, 1), reading(10, 2)],
            corrections: vec![
                // Read wrongly again, a little beside.
                correction(4, 1, (1, 1), "سالم", "سليم", 0.8),
                // Read as the person said.
                correction(5, 1, (1, 2), "41", "14", 0.5),
                // Read in a third way.
                correction(6, 1, (1, 3), "1187", "1178", 0.3),
                // The same wrong word elsewhere on the page is not that word.
                correction(7, 1, (1, 4), "نقل", "نفل", 0.1),
            ],
        };
        let base = page(&[("نقل", 0.9), ("سالم", 0.78), ("14", 0.5), ("1781", 0.3)]);
        let at = history.page_at(&base, 5).unwrap();
        assert_eq!(at.wording.text(), "نقل سليم 14 1781");
        assert_eq!(
            at.earlier,
            [
                (1, Fit::Carried),
                (2, Fit::ReadSo),
                (3, Fit::Left),
                (4, Fit::Left)
            ]
        );
    }

    #[test]
    fn what_was_said_of_other_bytes_is_never_carried_over() {
        let other = ReadingRow {
            input: Some(digest(9)),
            ..reading(10, 2)
        };
        let history = History {
            readings: vec![reading(3, 1), other],
            corrections: vec![correction(4, 1, (1, 1), "سالم", "سليم", 0.8)],
        };
        let at = history.page_at(&page(&[("سالم", 0.8)]), 2).unwrap();
        assert_eq!(at.wording.text(), "سالم");
        assert_eq!(at.earlier, [(1, Fit::Left)]);
    }
}
