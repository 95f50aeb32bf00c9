//! The fields of Exif as they are shown, and the canonical keys they stand for.

use crate::outcome::Outcome;
use exif::{Context, Field, In, Tag, Value};

/// Fields of one file that are listed.
const MOST_FIELDS: usize = 4_000;
/// Longest value kept of one field; makers put whole tables into some.
const VALUE_CHARS: usize = 2_000;

/// Fields in the order in which they stand.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// With the length of the value in the file.
    found: Vec<(Field, usize)>,
    /// Parts of keys; the number of a field's directory is its place here.
    parts: Vec<String>,
}

/// Names of fields that stand in pictures and not in the Exif standard (DNG 1.7; TIFF/EP; Windows).
const MORE_NAMES: [(u16, &str); 22] = [
    (0x00FE, "NewSubfileType"),
    (0x00FF, "SubfileType"),
    (0x010D, "DocumentName"),
    (0x011D, "PageName"),
    (0x0129, "PageNumber"),
    (0x013C, "HostComputer"),
    (0x014A, "SubIFDs"),
    (0x4746, "Rating"),
    (0x9C9B, "XPTitle"),
    (0x9C9C, "XPComment"),
    (0x9C9D, "XPAuthor"),
    (0x9C9E, "XPKeywords"),
    (0x9C9F, "XPSubject"),
    (0xC4A5, "PrintImageMatching"),
    (0xC612, "DNGVersion"),
    (0xC613, "DNGBackwardVersion"),
    (0xC614, "UniqueCameraModel"),
    (0xC62F, "CameraSerialNumber"),
    (0xC630, "LensInfo"),
    (0xC65D, "RawDataUniqueID"),
    (0xC68B, "OriginalRawFileName"),
    (0xC71B, "PreviewDateTime"),
];

/// Text fields and the canonical keys they stand for.
const CANONICAL: [(Tag, &str); 22] = [
    (Tag::Make, "exif.make"),
    (Tag::Model, "exif.model"),
    (Tag::DateTimeOriginal, "exif.datetime_original"),
    (Tag::Artist, "author"),
    (Tag(Context::Tiff, 0x9C9D), "author"),
    (Tag::ImageDescription, "title"),
    (Tag(Context::Tiff, 0x9C9B), "title"),
    (Tag(Context::Tiff, 0x010D), "title"),
    (Tag(Context::Tiff, 0x9C9F), "subject"),
    (Tag(Context::Tiff, 0x9C9E), "keywords"),
    (Tag::Copyright, "rights"),
    (Tag::Software, "producer"),
    (Tag::Software, "exif.software"),
    (Tag::BodySerialNumber, "exif.serial"),
    (Tag(Context::Tiff, 0xC62F), "exif.serial"),
    (Tag::LensModel, "exif.lens"),
    (Tag::LensSerialNumber, "exif.lens_serial"),
    (Tag::CameraOwnerName, "exif.owner"),
    (Tag(Context::Tiff, 0x013C), "exif.host"),
    (Tag::UserComment, "comment"),
    (Tag(Context::Tiff, 0x9C9C), "comment"),
    (Tag::RelatedSoundFile, "exif.sound"),
];

/// Dates, the field of their offset to universal time, and the canonical keys they stand for.
const DATES: [(Tag, Tag, &str); 3] = [
    (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal, "created"),
    (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized, "created"),
    (Tag::DateTime, Tag::OffsetTime, "modified"),
];

impl Fields {
    /// The number of a part of keys.
    pub(super) fn part(&mut self, prefix: &str) -> u16 {
        let at = match self.parts.iter().position(|known| known == prefix) {
            Some(at) => at,
            None => {
                self.parts.push(prefix.to_owned());
                self.parts.len() - 1
            }
        };
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Adds a field; `length` is that of its value in the file.
    pub(super) fn push(
        &mut self,
        part: u16,
        context: Context,
        tag: u16,
        value: Value,
        length: usize,
    ) {
        if self.found.len() >= MOST_FIELDS {
            return;
        }
        // TIFF/EP and DNG put fields of the camera's directory into the first one.
        let (here, exif) = (Tag(context, tag), Tag(Context::Exif, tag));
        let tag = if context == Context::Tiff
            && here.description().is_none()
            && exif.description().is_some()
        {
            exif
        } else {
            here
        };
        let field = Field {
            tag,
            ifd_num: In(part),
            value,
        };
        self.found.push((field, length));
    }

    /// The first field of this tag that belongs to the picture itself.
    pub(super) fn get(&self, tag: Tag) -> Option<&Field> {
        let all = self.found.iter().map(|(field, _)| field);
        let mut main = all.filter(|field| field.tag == tag);
        main.find(|field| self.prefix(field).is_empty())
    }

    /// Its text.
    pub(super) fn text(&self, tag: Tag) -> Option<String> {
        self.get(tag).and_then(text)
    }

    fn prefix(&self, field: &Field) -> &str {
        let part = self.parts.get(usize::from(field.ifd_num.0));
        part.map_or("", String::as_str)
    }

    /// Adds every field under its raw key.
    pub(super) fn list(&self, out: &mut Outcome) {
        for (field, length) in &self.found {
            let key = format!("exif.{}{}", self.prefix(field), name(field.tag));
            out.meta(key, self.shown(field, *length));
        }
        if self.found.len() >= MOST_FIELDS {
            out.warn(format!(
                "the picture has more than {MOST_FIELDS} fields; the ones after that are not listed"
            ));
        }
    }

    fn shown(&self, field: &Field, length: usize) -> String {
        if let Some(text) = text(field) {
            return text;
        }
        match &field.value {
            Value::Ascii(_) => String::new(),
            Value::Undefined(..) | Value::Byte(_) | Value::SByte(_) if length > 64 => {
                format!("{length} bytes")
            }
            value if count(value) > 64 => format!("{} values", count(value)),
            _ => {
                let all = || self.found.iter().map(|(other, _)| other);
                let unit = unit_of(field.tag).and_then(|unit| {
                    all().find(|other| other.tag == unit && other.ifd_num == field.ifd_num)
                });
                let value = field.display_value();
                let shown = match unit {
                    Some(unit) => value.with_unit(unit).to_string(),
                    None => value.with_unit(()).to_string(),
                };
                shown.chars().take(VALUE_CHARS).collect()
            }
        }
    }
}

/// The field in which the unit of another stands.
const fn unit_of(tag: Tag) -> Option<Tag> {
    Some(match tag {
        Tag::XResolution | Tag::YResolution => Tag::ResolutionUnit,
        Tag::FocalPlaneXResolution | Tag::FocalPlaneYResolution => Tag::FocalPlaneResolutionUnit,
        Tag::GPSLatitude => Tag::GPSLatitudeRef,
        Tag::GPSLongitude => Tag::GPSLongitudeRef,
        Tag::GPSAltitude => Tag::GPSAltitudeRef,
        Tag::GPSSpeed => Tag::GPSSpeedRef,
        Tag::GPSTrack => Tag::GPSTrackRef,
        Tag::GPSImgDirection => Tag::GPSImgDirectionRef,
        Tag::GPSDestBearing => Tag::GPSDestBearingRef,
        Tag::GPSDestDistance => Tag::GPSDestDistanceRef,
        _ => return None,
    })
}

/// Adds what the fields say under canonical keys.
pub(super) fn canonical(fields: &Fields, out: &mut Outcome) {
    for (tag, key) in CANONICAL {
        if let Some(value) = fields.text(tag) {
            out.fact(key, value, &raw_key(tag));
        }
    }
    for (tag, offset, key) in DATES {
        let offset = fields.text(offset).unwrap_or_default();
        if let Some(date) = fields.text(tag).and_then(|date| iso(&date, &offset)) {
            out.fact(key, date, &raw_key(tag));
        }
    }
    let latitude = angle(fields, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S");
    let longitude = angle(fields, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W");
    if let (Some(latitude), Some(longitude)) = (latitude, longitude) {
        let place = format!("{latitude:.6}, {longitude:.6}");
        out.fact("gps", place, &raw_key(Tag::GPSLatitude));
    }
    if let Some(altitude) = rational(fields, Tag::GPSAltitude, 0) {
        let below = fields
            .get(Tag::GPSAltitudeRef)
            .and_then(|field| field.value.get_uint(0))
            == Some(1);
        let altitude = if below { -altitude } else { altitude };
        out.fact(
            "gps.altitude",
            format!("{altitude:.1}"),
            &raw_key(Tag::GPSAltitude),
        );
    }
    if let Some(direction) = rational(fields, Tag::GPSImgDirection, 0) {
        let direction = format!("{direction:.1}");
        out.fact("gps.direction", direction, &raw_key(Tag::GPSImgDirection));
    }
    if let Some(time) = satellite_time(fields) {
        out.fact("gps.time", time, &raw_key(Tag::GPSTimeStamp));
    }
}

/// The name under which a field is listed.
fn name(tag: Tag) -> String {
    if tag.description().is_some() {
        return tag.to_string();
    }
    let known = MORE_NAMES
        .iter()
        .find(|(number, _)| *number == tag.number());
    match known {
        Some((_, name)) if matches!(tag.context(), Context::Tiff | Context::Exif) => {
            (*name).to_owned()
        }
        _ => format!("0x{:04X}", tag.number()),
    }
}

fn raw_key(tag: Tag) -> String {
    format!("exif.{}", name(tag))
}

fn count(value: &Value) -> usize {
    match value {
        Value::Byte(v) => v.len(),
        Value::Short(v) => v.len(),
        Value::Long(v) => v.len(),
        Value::Rational(v) => v.len(),
        Value::SRational(v) => v.len(),
        Value::SShort(v) => v.len(),
        Value::SLong(v) => v.len(),
        Value::Float(v) => v.len(),
        Value::Double(v) => v.len(),
        _ => 1,
    }
}

/// The text of a field, in whatever encoding the camera wrote it.
fn text(field: &Field) -> Option<String> {
    let text = match &field.value {
        Value::Ascii(parts) => {
            let parts = parts.iter().map(|part| plain(part));
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            // The copyright of the photographer and that of the editor are parted by a zero byte.
            parts.join("; ")
        }
        // Windows writes UTF-16 as bytes.
        Value::Byte(bytes) if (0x9C9B..=0x9C9F).contains(&field.tag.number()) => {
            let text = arabic::code_page::decode(bytes, arabic::code_page::CodePage::Utf16Le);
            let garbled = |c: char| matches!(c, '\u{1}'..='\u{8}' | '\u{FFFD}');
            if text.contains(garbled) {
                return None;
            }
            text
        }
        Value::Undefined(bytes, _) if field.tag == Tag::UserComment => comment(bytes),
        _ => return None,
    };
    let text: String = text
        .trim_matches(|c: char| c == '\0' || c.is_whitespace())
        .chars()
        .take(VALUE_CHARS)
        .collect();
    (!text.is_empty()).then_some(text)
}

/// Bytes of no stated encoding as text.
pub(super) fn plain(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0);
    let bytes = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => arabic::code_page::decode(bytes, arabic::code_page::guess(bytes)),
    };
    text.trim().to_owned()
}

/// A comment behind the eight bytes that name its encoding (CIPA DC-008, 4.6.6.6).
fn comment(bytes: &[u8]) -> String {
    use arabic::code_page::{CodePage, decode};
    let (code, rest) = bytes.split_at_checked(8).unwrap_or((bytes, &[]));
    match code {
        b"UNICODE\0" => {
            // The standard leaves the order of bytes open: zero high bytes tell it, else the Arabic ones.
            let high = |pair: &&[u8]| matches!(pair.first(), Some(0x00 | 0x06));
            let pairs = rest.len() / 2;
            let first = rest.chunks_exact(2).filter(high).count();
            let page = if first * 2 >= pairs.max(1) {
                CodePage::Utf16Be
            } else {
                CodePage::Utf16Le
            };
            decode(rest, page)
        }
        b"JIS\0\0\0\0\0" => encoding_rs::ISO_2022_JP.decode(rest).0.into_owned(),
        b"ASCII\0\0\0" | [0, 0, 0, 0, 0, 0, 0, 0] => plain(rest),
        _ => plain(bytes),
    }
}

/// `2013:04:07 09:30:00` as ISO 8601, with the offset where one is stated.
fn iso(date: &str, offset: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (day, time) = date.trim().split_once(' ')?;
    let day: Vec<&str> = day.split([':', '-', '/', '.']).collect();
    let [year, month, day] = day.as_slice() else {
        return None;
    };
    let time = time.trim();
    let plausible = year.len() == 4
        && [*year, *month, *day].into_iter().all(digits)
        && *year != "0000"
        && matches!(month.parse(), Ok(1..=12))
        && matches!(day.parse(), Ok(1..=31))
        && time.starts_with(|c: char| c.is_ascii_digit());
    let offset = offset.trim();
    let offset = if offset.starts_with(['+', '-']) || offset == "Z" {
        offset
    } else {
        ""
    };
    plausible.then(|| format!("{year}-{month:0>2}-{day:0>2}T{time}{offset}"))
}

/// The time of the satellites, which is universal.
fn satellite_time(fields: &Fields) -> Option<String> {
    let date = fields.text(Tag::GPSDateStamp)?;
    let part = |n: usize| rational(fields, Tag::GPSTimeStamp, n);
    let time = match (part(0), part(1), part(2)) {
        (Some(hour), Some(minute), Some(second)) => {
            format!("{hour:02.0}:{minute:02.0}:{second:02.0}")
        }
        _ => return iso(&format!("{date} 0"), "").map(|day| day.chars().take(10).collect()),
    };
    iso(&format!("{date} {time}"), "Z")
}

fn rational(fields: &Fields, tag: Tag, n: usize) -> Option<f64> {
    let Value::Rational(parts) = &fields.get(tag)?.value else {
        return None;
    };
    let value = parts.get(n)?.to_f64();
    value.is_finite().then_some(value)
}

fn angle(fields: &Fields, tag: Tag, reference: Tag, negative: &str) -> Option<f64> {
    let Value::Rational(parts) = &fields.get(tag)?.value else {
        return None;
    };
    if parts.is_empty() {
        return None;
    }
    let mut degrees = 0.0;
    for (part, unit) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        let value = part.to_f64();
        if value.is_finite() {
            degrees += value / unit;
        } else if unit < 2.0 {
            return None;
        }
    }
    let side = fields.text(reference).unwrap_or_default();
    (degrees <= 180.0).then_some(if side.eq_ignore_ascii_case(negative) {
        -degrees
    } else {
        degrees
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_cameras_are_told_as_iso_or_not_at_all() {
        let cases = [
            (
                "2013:04:07 09:30:00",
                "+03:00",
                Some("2013-04-07T09:30:00+03:00"),
            ),
            ("2013:04:07 09:30:00", "", Some("2013-04-07T09:30:00")),
            ("0000:00:00 00:00:00", "", None),
            ("    :  :     :  :  ", "", None),
            ("2013:13:07 09:30:00", "", None),
        ];
        for (date, offset, wanted) in cases {
            assert_eq!(iso(date, offset).as_deref(), wanted, "{date}");
        }
    }

    #[test]
    fn comments_are_read_in_either_order_of_bytes() {
        let text = "نص ثابت";
        let wide = |order: fn(u16) -> [u8; 2]| {
            let mut bytes = b"UNICODE\0".to_vec();
            bytes.extend(text.encode_utf16().flat_map(order));
            bytes
        };
        assert_eq!(comment(&wide(u16::to_le_bytes)), text);
        assert_eq!(comment(&wide(u16::to_be_bytes)), text);
        assert_eq!(comment(b"ASCII\0\0\0words"), "words");
        assert_eq!(comment(b"short"), "short");
    }
}
