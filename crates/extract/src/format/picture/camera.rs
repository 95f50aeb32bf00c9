//! What the camera wrote into a picture (CIPA DC-008, Exif 3.0), from all its directories.

use super::about::About;
use super::field::{self, Fields};
use super::tiff::{Directory, Entry, Tiff};
use super::{iptc, jpeg, maker_note, profile, resources, thumbnail};
use crate::format::xmp;
use crate::outcome::Outcome;
use exif::{Context, Tag};
use image::metadata::Orientation;
use std::collections::{BTreeSet, VecDeque};

/// Directories of one file that are described.
const MOST_DIRECTORIES: usize = 64;
/// Bytes of an embedded packet of another kind that are looked at.
const PART_BYTES: usize = 16 * 1024 * 1024;

/// Where a directory stands and under which part of the keys its fields are told.
struct Place {
    at: usize,
    prefix: String,
    context: Context,
    /// Its number where it is one of the chain that starts at the head of the file.
    chain: Option<usize>,
}

/// What one walk over the directories gathers.
struct Walk<'a> {
    tiff: Tiff<'a>,
    /// The TIFF is the file itself, so its directories are pages.
    alone: bool,
    fields: Fields,
    waiting: VecDeque<Place>,
    maker: Option<Entry<'a>>,
    raw: bool,
    full: Option<(u32, u32)>,
    first: Option<(u32, u32)>,
    preview: Option<(usize, usize)>,
    thumbnail: Option<&'a [u8]>,
}

/// Adds what stands in the directories of `bytes`. `alone` where they are the whole file and not a
/// note inside of another format.
pub(super) fn describe(bytes: &[u8], alone: bool, about: &mut About, out: &mut Outcome) {
    let Some((tiff, first)) = Tiff::open(bytes) else {
        return;
    };
    let mut walk = Walk {
        tiff,
        alone,
        fields: Fields::default(),
        waiting: VecDeque::new(),
        maker: None,
        raw: tiff.two(2).is_some_and(|magic| magic > 43),
        full: None,
        first: None,
        preview: None,
        thumbnail: None,
    };
    walk.waiting.push_back(Place {
        at: first,
        prefix: String::new(),
        context: Context::Tiff,
        chain: Some(0),
    });
    let mut seen = BTreeSet::new();
    while let Some(place) = walk.waiting.pop_front() {
        if place.at == 0 || !seen.insert(place.at) {
            continue;
        }
        if seen.len() > MOST_DIRECTORIES {
            out.warn(format!(
                "the picture has more than {MOST_DIRECTORIES} directories of fields; the ones after that are not listed"
            ));
            break;
        }
        if let Some(directory) = tiff.directory(place.at) {
            walk.take(&place, &directory, out);
        }
    }
    walk.tell(about, out);
}

impl<'a> Walk<'a> {
    fn take(&mut self, place: &Place, directory: &Directory<'a>, out: &mut Outcome) {
        let find = |tag: u16| directory.entries.iter().find(|entry| entry.tag == tag);
        let number = |tag: u16| find(tag).and_then(|entry| self.tiff.number(entry));
        let reduced = number(0x00FE).is_some_and(|kind| kind & 1 == 1);
        let prefix = match place.chain {
            Some(0) | None => place.prefix.clone(),
            Some(1) if !self.alone => "thumbnail.".to_owned(),
            Some(n) if self.alone && reduced => format!("reduced{n}."),
            Some(n) => format!("page{}.", n + 1),
        };
        self.note_pixels(directory, &prefix, reduced);
        let part = self.fields.part(&prefix);
        for entry in &directory.entries {
            self.entry(place, &prefix, part, entry, out);
        }
        if let Some(chain) = place.chain {
            self.waiting.push_back(Place {
                at: directory.next,
                prefix: String::new(),
                context: Context::Tiff,
                chain: Some(chain + 1),
            });
        }
    }

    fn entry(
        &mut self,
        place: &Place,
        prefix: &str,
        part: u16,
        entry: &Entry<'a>,
        out: &mut Outcome,
    ) {
        let bytes = entry.bytes.get(..PART_BYTES).unwrap_or(entry.bytes);
        let below = match entry.tag {
            0x8769 => Some(Context::Exif),
            0x8825 => Some(Context::Gps),
            0xA005 => Some(Context::Interop),
            _ => None,
        };
        match (entry.tag, below) {
            (_, Some(context)) => {
                if let Some(at) = self.tiff.number(entry) {
                    // Before the pages that follow, so that a broken chain does not cost the main fields.
                    self.waiting.push_front(Place {
                        at: usize::try_from(at).unwrap_or(0),
                        prefix: prefix.to_owned(),
                        context,
                        chain: None,
                    });
                }
            }
            (0x014A, _) => {
                for (n, at) in self.tiff.numbers(entry).into_iter().take(16).enumerate() {
                    self.waiting.push_back(Place {
                        at: usize::try_from(at).unwrap_or(0),
                        prefix: format!("{prefix}sub{}.", n + 1),
                        context: Context::Tiff,
                        chain: None,
                    });
                }
            }
            (0x927C, _) => self.maker = self.maker.or(Some(*entry)),
            (0x02BC, _) => xmp::describe(bytes, out),
            (0x83BB, _) => iptc::describe(bytes, out),
            (0x8649, _) => {
                let found = resources::describe(bytes, out);
                self.thumbnail = self.thumbnail.or(found.thumbnail);
            }
            (0x8773, _) => profile::describe(bytes, out),
            _ => {
                if entry.tag == 0xC612 {
                    self.raw = true;
                }
                if entry.tag == 0x002E && entry.bytes.starts_with(b"\xFF\xD8") {
                    self.offer(entry.at, entry.bytes.len());
                }
                let value = self.tiff.value(entry);
                let length = entry.bytes.len();
                self.fields
                    .push(part, place.context, entry.tag, value, length);
            }
        }
    }

    /// Notes the size of the picture of a directory and the JPEG in it.
    fn note_pixels(&mut self, directory: &Directory<'a>, prefix: &str, reduced: bool) {
        let find = |tag: u16| directory.entries.iter().find(|entry| entry.tag == tag);
        let tiff = self.tiff;
        let number = |tag: u16| find(tag).and_then(|entry| tiff.number(entry));
        // 32803 and 34892 are raw pixels of a sensor (TIFF/EP; DNG 1.7).
        if matches!(number(0x0106), Some(32803 | 34892))
            || matches!(number(0x0103), Some(34713 | 32767 | 32769 | 65535))
        {
            self.raw = true;
        }
        let side = |tag: u16| number(tag).and_then(|side| u32::try_from(side).ok());
        if let (Some(width), Some(height)) = (side(0x0100), side(0x0101))
            && self.alone
        {
            self.first = self.first.or(Some((width, height)));
            let pixels = |(w, h): (u32, u32)| u64::from(w) * u64::from(h);
            if !reduced
                && self
                    .full
                    .is_none_or(|full| pixels(full) < pixels((width, height)))
            {
                self.full = Some((width, height));
            }
        }
        let range = match (number(0x0201), number(0x0202)) {
            (Some(at), Some(length)) => Some((at, length)),
            _ => match (find(0x0111), find(0x0117)) {
                (Some(at), Some(length)) if at.bytes.len() <= 4 => {
                    tiff.number(at).zip(tiff.number(length))
                }
                _ => None,
            },
        };
        let Some((at, length)) = range.and_then(|(at, length)| {
            Some((usize::try_from(at).ok()?, usize::try_from(length).ok()?))
        }) else {
            return;
        };
        let rest = tiff.bytes.get(at..).unwrap_or_default();
        let picture = rest.get(..length).unwrap_or(rest);
        if prefix == "thumbnail." && !picture.is_empty() {
            self.thumbnail = Some(picture);
        }
        if picture.starts_with(b"\xFF\xD8") {
            self.offer(at, picture.len());
        }
    }

    fn offer(&mut self, at: usize, length: usize) {
        if self.preview.is_none_or(|(_, known)| known < length) {
            self.preview = Some((at, length));
        }
    }

    fn tell(self, about: &mut About, out: &mut Outcome) {
        self.fields.list(out);
        field::canonical(&self.fields, out);
        if let Some(maker) = &self.maker {
            let make = self
                .fields
                .text(Tag::Make)
                .or_else(|| self.fields.text(Tag::Model))
                .unwrap_or_default();
            maker_note::describe(&self.tiff, maker, &make, out);
        }
        if let Some(thumbnail) = self.thumbnail {
            if about.thumbnail.is_none() && thumbnail.len() <= thumbnail::MOST_BYTES {
                about.thumbnail = Some(thumbnail.to_vec());
            }
            out.meta("exif.thumbnail.bytes", thumbnail.len().to_string());
            if let Some((width, height)) = jpeg::size(thumbnail) {
                out.meta("exif.thumbnail.size", format!("{width} x {height}"));
            }
        }
        let turned = self
            .fields
            .get(Tag::Orientation)
            .and_then(|field| field.value.get_uint(0))
            .and_then(|value| u8::try_from(value).ok())
            .and_then(Orientation::from_exif);
        if let Some(turned) = turned
            && about.orientation == Orientation::NoTransforms
        {
            about.orientation = turned;
        }
        if self.alone {
            about.raw |= self.raw;
            about.size = about.size.or(self.first);
            if self.raw {
                about.size = self.full.or(about.size);
                about.preview = self.preview.map(|(at, length)| at..at + length);
            }
        }
    }
}
