//! What is known of one picture file, without its pixels.

use crate::day::{ClockTime, Day};
use crate::folder::{Path, Said, Sureness, read_path};
use crate::label::{FieldKind, Label};
use crate::pack::Pack;
use std::collections::BTreeMap;

/// The running number that a camera gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counter {
    /// What stands before it: `DSCN`.
    pub prefix: String,
    /// The number.
    pub number: u32,
    /// How many digits it has; behind 9999 of four digits comes 0001.
    pub digits: u8,
}

/// The numbers of a label, as far as they are believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelNumbers {
    /// The body's.
    pub body: Option<String>,
    /// The detainee's.
    pub detainee: Option<String>,
    /// The branch, as written.
    pub branch: Option<String>,
    /// The day.
    pub day: Option<Day>,
}

impl LabelNumbers {
    /// Those of a label of which `believed` says yes.
    pub fn of(label: &Label, believed: impl Fn(FieldKind) -> bool) -> Self {
        let value = |kind| {
            label
                .value(kind)
                .filter(|_| believed(kind))
                .map(str::to_owned)
        };
        Self {
            body: value(FieldKind::Body),
            detainee: value(FieldKind::Detainee),
            branch: value(FieldKind::Branch),
            day: value(FieldKind::Date).and_then(|day| Day::from_iso(&day)),
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes from another what is missing.
    pub(crate) fn complete(&mut self, other: Self) {
        self.body = self.body.take().or(other.body);
        self.detainee = self.detainee.take().or(other.detainee);
        self.branch = self.branch.take().or(other.branch);
        self.day = self.day.or(other.day);
    }

    /// Whether both may be of one body: more of what both have agrees than differs. A reader that took one
    /// number for another does not make two bodies of one.
    pub(crate) fn may_be_same(&self, other: &Self) -> bool {
        let pairs = [
            (&self.body, &other.body),
            (&self.detainee, &other.detainee),
            (&self.branch, &other.branch),
        ];
        let (mut agree, mut differ) = (0, 0);
        for (one, other) in pairs {
            match (one, other) {
                (Some(one), Some(other)) if one == other => agree += 1,
                (Some(_), Some(_)) => differ += 1,
                _ => {}
            }
        }
        differ == 0 || agree > differ
    }
}

/// What is known of one picture file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shot {
    /// Its path, read.
    pub path: Path,
    /// Maker of the camera.
    pub make: Option<String>,
    /// Model of the camera.
    pub model: Option<String>,
    /// Number of this very camera.
    pub serial: Option<String>,
    /// Version of the camera's own program, where the maker's note tells it.
    pub firmware: Option<String>,
    /// What names itself as the program that wrote the file: the camera's, or an editor.
    pub software: Option<String>,
    /// Digest of the quantisation tables.
    pub tables: Option<String>,
    /// Strength of the tables, where they are the well-known ones that programs use.
    pub standard_tables: Option<u8>,
    /// Whether there is a maker's note.
    pub has_maker_note: bool,
    /// When, by the camera's clock.
    pub taken: Option<ClockTime>,
    /// The running number, from the name of the file, else from the maker's note.
    pub counter: Option<Counter>,
    /// Width and height in pixels.
    pub size_px: Option<(u32, u32)>,
    /// How alike picture and the small picture stored beside it are, -1 to 1.
    pub thumbnail_likeness: Option<f32>,
    /// The numbers of its label.
    pub label: LabelNumbers,
    /// Which group of copies it is of, by any number that all of the group share.
    pub copies: Option<u32>,
}

/// The keys of the metadata of a reading that [`Shot::of_metadata`] looks at.
pub const SHOT_KEYS: [&str; 15] = [
    "exif.make",
    "exif.model",
    "exif.serial",
    "exif.firmware",
    "exif.software",
    "exif.datetime_original",
    "exif.DateTimeDigitized",
    "exif.SubSecTimeOriginal",
    "exif.file_number",
    "exif.makernote.bytes",
    "exif.thumbnail.likeness",
    "jpeg.tables",
    "jpeg.tables.standard",
    "image.width",
    "image.height",
];

impl Shot {
    /// From the path in the accession and the metadata of the reading, of which [`SHOT_KEYS`] are looked
    /// at. What is missing stays so. Label and copies are to be filled in.
    pub fn of_metadata(path: &[u8], metadata: &BTreeMap<String, Vec<String>>, pack: &Pack) -> Self {
        let first = |key: &str| {
            debug_assert!(SHOT_KEYS.contains(&key), "{key} is not among the keys");
            metadata.get(key).and_then(|values| values.first())
        };
        let text = |key: &str| first(key).map(|value| value.trim().to_owned());
        let number = |key: &str| first(key).and_then(|value| value.trim().parse::<u32>().ok());
        let path = read_path(path, pack);
        let fraction = text("exif.SubSecTimeOriginal").unwrap_or_default();
        let taken = ["exif.datetime_original", "exif.DateTimeDigitized"]
            .into_iter()
            .filter_map(first)
            .find_map(|value| ClockTime::read(value, &fraction));
        let named = path.claims.iter().find_map(|claim| match &claim.said {
            Said::Picture {
                prefix,
                counter,
                digits,
            } => Some(Counter {
                prefix: prefix.clone(),
                number: *counter,
                digits: *digits,
            }),
            _ => None,
        });
        // A messenger counts by itself.
        let named = named.filter(|counter| !counter.prefix.contains("WA"));
        // `118-1861`: folder and file.
        let noted = text("exif.file_number").and_then(|value| {
            let (folder, number) = value.split_once('-')?;
            Some(Counter {
                prefix: folder.to_owned(),
                number: number.parse().ok()?,
                digits: u8::try_from(number.len()).ok()?,
            })
        });
        Self {
            counter: named.or(noted),
            path,
            make: text("exif.make"),
            model: text("exif.model"),
            serial: text("exif.serial"),
            firmware: text("exif.firmware"),
            software: text("exif.software"),
            tables: text("jpeg.tables"),
            standard_tables: number("jpeg.tables.standard").and_then(|n| u8::try_from(n).ok()),
            has_maker_note: first("exif.makernote.bytes").is_some(),
            taken,
            size_px: number("image.width").zip(number("image.height")),
            thumbnail_likeness: first("exif.thumbnail.likeness").and_then(|v| v.parse().ok()),
            label: LabelNumbers::default(),
            copies: None,
        }
    }

    /// The folder it lies in, as it is shown.
    pub fn folder(&self) -> &[String] {
        self.path
            .segments
            .split_last()
            .map_or(&[], |(_, folders)| folders)
    }

    /// Whether its folder is that of one body: the number of a detainee or a body stands in the last.
    pub(crate) fn has_own_folder(&self) -> bool {
        let last = self.folder().len().checked_sub(1);
        self.path.claims.iter().any(|claim| {
            let number = matches!(claim.said, Said::Detainee(_) | Said::Body(_));
            let here = claim.places.first().map(|place| place.segment) == last;
            number && here && last.is_some() && claim.sureness >= Sureness::Place
        })
    }

    /// The day that folder and label give, the camera's clock left out. Of two readings of a folder that
    /// one which label or camera confirm.
    pub fn told_day(&self) -> Option<Day> {
        let near = |day: Day, other: Option<Day>| other.is_some_and(|o| o.since(day).abs() <= 1);
        let clock = self.taken.map(ClockTime::day);
        self.claimed_day(|day| near(day, self.label.day))
            .or_else(|| self.claimed_day(|day| near(day, clock)))
            .or(self.label.day)
            .or_else(|| self.claimed_day(|_| true))
    }

    /// The surest day of the path that fits, the first of equally sure ones.
    fn claimed_day(&self, fits: impl Fn(Day) -> bool) -> Option<Day> {
        let mut best = None;
        for claim in &self.path.claims {
            if let Said::Date(date) = claim.said
                && let Some(day) = date.day()
                && best.is_none_or(|(_, sureness)| sureness < claim.sureness)
                && fits(day)
            {
                best = Some((day, claim.sureness));
            }
        }
        best.map(|(day, _)| day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_taken_from_the_keys_of_a_reading() {
        let metadata: BTreeMap<String, Vec<String>> = [
            ("exif.make", "Canon"),
            ("exif.datetime_original", "2011:07:20 08:34:57"),
            ("exif.SubSecTimeOriginal", "25"),
            ("exif.file_number", "118-1861"),
            ("exif.makernote.bytes", "400"),
            ("exif.thumbnail.likeness", "0.991"),
            ("jpeg.tables.standard", "75"),
            ("image.width", "1024"),
            ("image.height", "768"),
        ]
        .map(|(key, value)| (key.to_owned(), vec![value.to_owned()]))
        .into();
        let shot = Shot::of_metadata("a/b.jpg".as_bytes(), &metadata, Pack::shipped());
        assert_eq!(
            shot.counter.as_ref().map(|c| (c.number, c.digits)),
            Some((1861, 4))
        );
        assert_eq!(
            (shot.size_px, shot.standard_tables, shot.has_maker_note),
            (Some((1024, 768)), Some(75), true)
        );
        assert_eq!(
            shot.taken
                .unwrap()
                .ms_since(ClockTime::read("2011:07:20 08:34:57", "").unwrap()),
            250
        );
        let named = Shot::of_metadata("a/IMG_0007.JPG".as_bytes(), &metadata, Pack::shipped());
        assert_eq!(named.counter.map(|c| c.number), Some(7));
    }

    #[test]
    fn of_two_readings_of_a_folder_the_confirmed_one_is_taken() {
        let at = |taken: &str| {
            let mut shot = Shot::of_metadata(
                "2013/7-6/x.jpg".as_bytes(),
                &BTreeMap::new(),
                Pack::shipped(),
            );
            shot.taken = ClockTime::read(taken, "");
            shot.told_day().map(|day| day.to_string())
        };
        assert_eq!(at("").as_deref(), Some("2013-06-07"));
        assert_eq!(at("2013:07:06 10:00:00").as_deref(), Some("2013-07-06"));
    }
}
