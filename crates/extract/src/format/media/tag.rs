//! What recordings say about themselves, under one set of names.

use file_format::FileFormat;
use std::collections::BTreeSet;
use std::io::Cursor;

/// A name for people, a key of metadata, and the names that formats give it.
type Name = (&'static str, &'static str, &'static [&'static str]);

const NAMES: [Name; 22] = [
    (
        "Title",
        "title",
        &[
            "TIT2",
            "TT2",
            "©nam",
            "INAM",
            "TITLE",
            "titl",
            "title",
            "displayname",
        ],
    ),
    (
        "Artist",
        "author",
        &[
            "TPE1", "TP1", "©ART", "IART", "ARTIST", "perf", "auth", "artist", "author", "©aut",
            "©prf",
        ],
    ),
    (
        "Album",
        "media.album",
        &[
            "TALB",
            "TAL",
            "©alb",
            "IPRD",
            "ALBUM",
            "albm",
            "album",
            "WM/AlbumTitle",
        ],
    ),
    (
        "Album artist",
        "media.album_artist",
        &["TPE2", "TP2", "aART", "ALBUMARTIST", "WM/AlbumArtist"],
    ),
    (
        "Composer",
        "media.composer",
        &["TCOM", "TCM", "©wrt", "COMPOSER"],
    ),
    (
        "Recorded",
        "created",
        &[
            "TDRC",
            "©day",
            "ICRD",
            "DATE",
            "IDIT",
            "DTIM",
            "creationdate",
            "DATE_RECORDED",
            "etim",
        ],
    ),
    (
        "Year",
        "media.year",
        &["TYER", "TYE", "yrrc", "YEAR", "WM/Year"],
    ),
    (
        "Genre",
        "media.genre",
        &["TCON", "TCO", "©gen", "IGNR", "GENRE", "gnre", "genre"],
    ),
    (
        "Track",
        "media.track",
        &["TRCK", "TRK", "trkn", "ITRK", "TRACKNUMBER"],
    ),
    (
        "Comment",
        "description",
        &[
            "COMM",
            "COM",
            "©cmt",
            "ICMT",
            "COMMENT",
            "dscp",
            "©des",
            "desc",
            "DESCRIPTION",
            "comment",
            "description",
            "©inf",
        ],
    ),
    (
        "Words",
        "media.words",
        &["USLT", "ULT", "©lyr", "LYRICS", "UNSYNCEDLYRICS", "SYLT"],
    ),
    ("Subject", "subject", &["ISBJ", "IKEY", "keywords", "TIT1"]),
    (
        "Copyright",
        "media.copyright",
        &[
            "TCOP",
            "TCR",
            "©cpy",
            "cprt",
            "ICOP",
            "COPYRIGHT",
            "copyright",
        ],
    ),
    (
        "Publisher",
        "media.publisher",
        &["TPUB", "PUBLISHER", "©pub", "ORGANIZATION"],
    ),
    (
        "Made with",
        "producer",
        &[
            "TSSE",
            "TENC",
            "©too",
            "©swr",
            "ISFT",
            "ENCODER",
            "software",
            "WritingApp",
            "encoder",
            "vendor",
            "TSS",
            "TEN",
        ],
    ),
    (
        "Maker of the device",
        "exif.make",
        &["©mak", "make", "manu", "ecor", "IMAK"],
    ),
    (
        "Model of the device",
        "exif.model",
        &["©mod", "model", "modl", "emdl", "IMOD"],
    ),
    ("Place", "gps", &["©xyz", "location.ISO6709", "loci"]),
    (
        "Place by name",
        "media.place",
        &["location.name", "ILOC", "LOCATION"],
    ),
    ("Language", "media.language", &["TLAN", "ILNG", "LANGUAGE"]),
    (
        "Web",
        "media.web",
        &["WXXX", "WOAR", "WOAF", "CONTACT", "©url", "IURL"],
    ),
    (
        "Originator",
        "media.originator",
        &["originator", "ITCH", "IENG"],
    ),
];

/// A file within a recording.
pub(super) struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What was found.
#[derive(Default)]
pub(super) struct Tags {
    /// For the metadata.
    pub facts: Vec<(String, String)>,
    /// What somebody wrote, for the page.
    pub text: String,
    /// Covers and attached files.
    pub files: Vec<File>,
    /// What a person should know.
    pub warnings: Vec<String>,
    said: BTreeSet<String>,
}

/// Tags kept of one file, and letters of one that go into the metadata.
const TAGS: usize = 5_000;
const VALUE_CHARS: usize = 1_000;
/// Files kept of one recording.
const FILES: usize = 1_000;

impl Tags {
    /// A tag as somebody wrote it: `form` is the kind of tag, `raw` its name there.
    pub(super) fn tag(&mut self, form: &str, raw: &str, value: &str) {
        let value = value.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        if value.is_empty() || self.facts.len() >= TAGS {
            return;
        }
        let short = raw.strip_prefix("com.apple.quicktime.").unwrap_or(raw);
        let known = NAMES
            .iter()
            .find(|(_, _, raws)| raws.iter().any(|name| name.eq_ignore_ascii_case(short)));
        let cut: String = value.chars().take(VALUE_CHARS).collect();
        let label = match known {
            Some((label, "gps", _)) => {
                self.facts.push((
                    "gps".to_owned(),
                    place(value).unwrap_or_else(|| cut.clone()),
                ));
                label
            }
            Some((label, key, _)) => {
                self.facts.push(((*key).to_owned(), cut.clone()));
                label
            }
            None => short,
        };
        let line = format!("{label}: {value}\n");
        // What players keep for themselves is no word of a person.
        let is_machine = short.starts_with("iTun") || short.starts_with("WM/Media");
        if !is_machine && self.said.insert(line.clone()) {
            self.text.push_str(&line);
        }
        self.facts.push((format!("{form}.{short}"), cut));
    }

    /// A value that no person wrote: length, codec, size.
    pub(super) fn fact(&mut self, key: &str, value: impl ToString) {
        let value = value.to_string();
        if !value.is_empty() && self.facts.len() < TAGS {
            self.facts.push((key.to_owned(), value));
        }
    }

    /// How long the recording is.
    pub(super) fn duration(&mut self, seconds: f64) {
        if !seconds.is_finite() || seconds <= 0.0 || seconds > 1e9 {
            return;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded above"
        )]
        let ms = (seconds * 1000.0).round() as u64;
        let (hours, minutes) = (ms / 3_600_000, ms / 60_000 % 60);
        let text = format!(
            "{hours:02}:{minutes:02}:{:02}.{:03}",
            ms / 1000 % 60,
            ms % 1000
        );
        self.facts.push(("media.duration".to_owned(), text));
    }

    /// A file in the recording; without a name it is called `fallback` with an ending by its content.
    pub(super) fn file(&mut self, name: Option<&str>, fallback: &str, bytes: &[u8]) {
        if bytes.is_empty() || self.files.len() >= FILES {
            return;
        }
        let name = match name.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None => {
                let kind = FileFormat::from_reader(Cursor::new(bytes)).unwrap_or_default();
                format!("{fallback}-{}.{}", self.files.len() + 1, kind.extension())
            }
        };
        self.files.push(File {
            name,
            bytes: bytes.to_vec(),
        });
    }
}

/// A place as ISO 6709 writes it (`+33.5138+036.2765/`) in degrees.
fn place(text: &str) -> Option<String> {
    let starts: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '+' | '-'))
        .map(|(at, _)| at)
        .collect();
    let (first, second) = (*starts.first()?, *starts.get(1)?);
    let third = starts
        .get(2)
        .copied()
        .or_else(|| text.find('/'))
        .unwrap_or(text.len());
    let degrees = |part: &str, whole: usize| -> Option<f64> {
        let number: f64 = part.parse().ok()?;
        let digits = part.trim_start_matches(['+', '-']).split('.').next()?.len();
        // Degrees, degrees and minutes, or degrees, minutes and seconds, by the number of digits.
        Some(match digits.saturating_sub(whole) {
            0 => number,
            2 => (number / 100.0).trunc() + (number % 100.0) / 60.0,
            _ => {
                let minutes = (number / 100.0).trunc() % 100.0;
                (number / 10_000.0).trunc() + minutes / 60.0 + (number % 100.0) / 3600.0
            }
        })
    };
    let latitude = degrees(text.get(first..second)?, 2)?;
    let longitude = degrees(text.get(second..third)?, 3)?;
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0)
        .then(|| format!("{latitude:.6}, {longitude:.6}"))
}

/// An instant in seconds since an epoch that lies `before` seconds before 1970.
pub(super) fn instant(seconds: u64, before: u64) -> Option<String> {
    let seconds = i64::try_from(seconds).ok()? - i64::try_from(before).ok()?;
    (0..=253_402_300_799)
        .contains(&seconds)
        .then(|| domain::Moment::from_unix_ms(seconds * 1000).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_each_form_of_the_norm() {
        assert_eq!(
            place("+33.5138+036.2765+000.000/").unwrap(),
            "33.513800, 36.276500"
        );
        assert_eq!(place("-3330.5+03616.5/").unwrap(), "-33.508333, 36.275000");
        assert_eq!(place("+333030+0361600/").unwrap(), "33.508333, 36.266667");
        assert_eq!(place("nowhere"), None);
    }

    #[test]
    fn a_tag_is_found_under_its_canonical_and_its_raw_name() {
        let mut tags = Tags::default();
        tags.tag("id3", "TIT2", "نشيد\0");
        tags.duration(61.5);
        let has = |key: &str, value: &str| tags.facts.contains(&(key.to_owned(), value.to_owned()));
        assert!(
            has("title", "نشيد")
                && has("id3.TIT2", "نشيد")
                && has("media.duration", "00:01:01.500")
        );
        assert_eq!(tags.text, "Title: نشيد\n");
    }
}
