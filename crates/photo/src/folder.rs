//! What the folders and the name of a file claim, each claim with the characters it rests on.
//!
//! A folder was named by somebody, so what it says is a claim like any other: it is held against label,
//! camera and neighbours, and where its writing can be read in two ways both readings are kept.

mod segment;

use crate::day::{Date, Day};
use crate::file_name::{self, Giver};
use crate::label::FieldKind;
use crate::pack::Pack;
use crate::written::shown;
use segment::Context;
use std::ops::Range;

/// Folders above a file that are read; of deeper ones the last.
const MOST_SEGMENTS: usize = 64;

/// How sure a claim is of what its writing means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// Another reading of the same characters is more usual.
    Possible,
    /// By its place among the other folders.
    Place,
    /// By the shape of what is written, which is usual for nothing else.
    Shape,
    /// A word says it.
    Word,
}

/// What files went through, by the names that programs and people gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handling {
    /// A copy.
    Copy,
    /// Passed on by a program for messages, which leaves out the camera's data.
    Messenger,
    /// Scanned.
    Scan,
    /// Taken by a phone, which names pictures by the time.
    Phone,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// When. The year may come from a folder further up.
    Date(Date),
    /// When a program for messages received the picture.
    Received(Date),
    /// Who took the pictures, or is named by rank: as written, digits in ASCII.
    Photographer(String),
    /// A branch by its number in ASCII digits, or by its name as written.
    Branch(String),
    /// A prison by its name as written, the word for prison included.
    Prison(String),
    /// A hospital by its number or name.
    Hospital(String),
    /// An agency by its name as written.
    Agency(String),
    /// A detainee's number.
    Detainee(String),
    /// A body's number.
    Body(String),
    /// The running number of a camera and what stands before it.
    Picture {
        /// In capitals: `DSCN`.
        prefix: String,
        /// The number.
        counter: u32,
        /// How many digits it has.
        digits: u8,
    },
    /// Between which numbers lie those of what is in the folder.
    Numbers {
        /// Of bodies or of detainees; nothing where nobody says which.
        of: Option<FieldKind>,
        /// The first.
        from: u32,
        /// The last.
        to: u32,
    },
    /// What the file went through.
    Handling(Handling),
}

/// Characters of a segment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which of [`Path::segments`].
    pub segment: usize,
    /// From which character to before which.
    pub from: usize,
    /// The character after the last.
    pub to: usize,
}

impl Place {
    fn of(segment: usize, chars: &Range<usize>) -> Self {
        Self {
            segment,
            from: chars.start,
            to: chars.end,
        }
    }
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// What is said.
    pub said: Said,
    /// How sure that is.
    pub sureness: Sureness,
    /// The characters it rests on, its own first, then those that complete it (the year).
    pub places: Vec<Place>,
}

impl Claim {
    /// Whether both rest on the same characters, so that only one of them can be meant.
    pub fn excludes(&self, other: &Self) -> bool {
        let own = |claim: &Self| claim.places.first().cloned();
        match (own(self), own(other)) {
            (Some(a), Some(b)) => {
                self.said != other.said && a.segment == b.segment && a.from < b.to && b.from < a.to
            }
            _ => false,
        }
    }
}

/// A path as it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    /// Folders and the name of the file, from the top, as they can be shown: bytes that are no text, signs
    /// that steer the writing direction and what is longer than a name can be are replaced or left out.
    pub segments: Vec<String>,
    /// The claims, sorted by the place they rest on.
    pub claims: Vec<Claim>,
}

impl Path {
    /// The surest of the claims that `pick` takes; of equally sure ones that of the lowest folder, and there
    /// the first reading.
    pub fn surest<T>(&self, pick: impl Fn(&Said) -> Option<T>) -> Option<(T, Sureness)> {
        let mut best: Option<(T, (Sureness, usize))> = None;
        for claim in &self.claims {
            let Some(value) = pick(&claim.said) else {
                continue;
            };
            let segment = claim.places.first().map_or(0, |place| place.segment);
            let rank = (claim.sureness, segment);
            if best.as_ref().is_none_or(|(_, known)| *known < rank) {
                best = Some((value, rank));
            }
        }
        best.map(|(value, (sureness, _))| (value, sureness))
    }

    /// Every day that is claimed, the surest first; a day is what has year, month and day.
    pub fn days(&self) -> Vec<(Day, Sureness)> {
        let mut days: Vec<(Day, Sureness)> = self
            .claims
            .iter()
            .filter_map(|claim| match claim.said {
                Said::Date(date) => Some((date.day()?, claim.sureness)),
                _ => None,
            })
            .collect();
        days.sort_by_key(|(_, sureness)| std::cmp::Reverse(*sureness));
        days
    }

    /// Whether a copy or a program for messages stands in the path.
    pub fn is_handed_on(&self) -> bool {
        self.claims.iter().any(|claim| {
            matches!(
                claim.said,
                Said::Handling(Handling::Copy | Handling::Messenger)
            )
        })
    }
}

/// Reads a path, its parts parted by `/`; the last is the name of a file. Bytes that are no UTF-8 are read as
/// far as they are text.
pub fn read_path(path: &[u8], pack: &Pack) -> Path {
    let text = String::from_utf8_lossy(path);
    let all: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
    let kept = all
        .get(all.len().saturating_sub(MOST_SEGMENTS)..)
        .unwrap_or_default();
    let mut read = Path::default();
    let mut context = Context::default();
    for (at, written) in kept.iter().enumerate() {
        let last = at + 1 == kept.len();
        let claims = match last.then(|| file_name::read(written, pack)).flatten() {
            Some(named) => of_file(at, named),
            None => {
                let written = if last {
                    without_suffix(written)
                } else {
                    written
                };
                segment::read(at, written, pack, &mut context)
            }
        };
        read.claims.extend(claims);
        // What has brackets of the writing direction or a hundred kilobytes is no name to show.
        let length = 0..crate::written::MOST_CHARS;
        read.segments.push(shown(written, &length));
    }
    read.claims.sort_by(|a, b| {
        let place = |claim: &Claim| claim.places.first().map(|p| (p.segment, p.from));
        place(a).cmp(&place(b)).then(b.sureness.cmp(&a.sureness))
    });
    // Of an archive there are a hundred thousand.
    read.claims.shrink_to_fit();
    read.segments.shrink_to_fit();
    read
}

fn without_suffix(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() && suffix.chars().count() <= 5 => stem,
        _ => name,
    }
}

fn of_file(segment: usize, named: file_name::Named) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut add = |said: Said, sureness: Sureness, chars: &Range<usize>| {
        claims.push(Claim {
            said,
            sureness,
            places: vec![Place::of(segment, chars)],
        });
    };
    let whole = 0..0;
    if let Some((counter, digits, chars)) = &named.counter {
        add(
            Said::Picture {
                prefix: named.prefix.clone(),
                counter: *counter,
                digits: *digits,
            },
            Sureness::Shape,
            chars,
        );
    }
    if let Some((date, chars)) = &named.date {
        let said = if named.giver == Giver::Messenger {
            Said::Received(*date)
        } else {
            Said::Date(*date)
        };
        add(said, Sureness::Shape, chars);
    }
    match named.giver {
        Giver::Messenger => add(Said::Handling(Handling::Messenger), Sureness::Shape, &whole),
        Giver::Phone => add(Said::Handling(Handling::Phone), Sureness::Shape, &whole),
        Giver::Camera | Giver::Person => {}
    }
    if named.copied {
        add(Said::Handling(Handling::Copy), Sureness::Shape, &whole);
    }
    claims
}

#[cfg(test)]
mod tests;
