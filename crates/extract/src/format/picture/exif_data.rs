//! What the camera wrote into a picture (CIPA DC-008, Exif 3.0).

use crate::outcome::Outcome;
use exif::{Exif, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;
use std::io::Cursor;

/// Longest value kept of one field; makers put whole tables into some.
const VALUE_CHARS: usize = 500;

/// Adds what the camera wrote; gives the way up of the picture.
pub(super) fn describe(bytes: &[u8], out: &mut Outcome) -> Orientation {
    let Some(exif) = load(bytes) else {
        return Orientation::NoTransforms;
    };
    for field in exif.fields() {
        let shown = shown(field, &exif);
        if !shown.is_empty() {
            let part = if field.ifd_num == In::PRIMARY {
                ""
            } else {
                "thumbnail."
            };
            out.meta(format!("exif.{part}{}", field.tag), shown);
        }
    }
    let text = |tag: Tag| exif.get_field(tag, In::PRIMARY).and_then(ascii);
    for (tag, key) in [
        (Tag::Make, "exif.make"),
        (Tag::Model, "exif.model"),
        (Tag::DateTimeOriginal, "exif.datetime_original"),
        (Tag::Artist, "author"),
        (Tag::ImageDescription, "title"),
        (Tag::Software, "producer"),
    ] {
        if let Some(value) = text(tag) {
            out.meta(key, value);
        }
    }
    let latitude = angle(&exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S");
    let longitude = angle(&exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W");
    if let (Some(latitude), Some(longitude)) = (latitude, longitude) {
        out.meta("gps", format!("{latitude:.6}, {longitude:.6}"));
    }
    way_up(&exif)
}

/// The way up of the picture.
pub(super) fn orientation(bytes: &[u8]) -> Orientation {
    load(bytes).map_or(Orientation::NoTransforms, |exif| way_up(&exif))
}

fn load(bytes: &[u8]) -> Option<Exif> {
    Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}))
        .ok()
}

fn way_up(exif: &Exif) -> Orientation {
    exif.get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| u8::try_from(value).ok())
        .and_then(Orientation::from_exif)
        .unwrap_or(Orientation::NoTransforms)
}

fn shown(field: &Field, exif: &Exif) -> String {
    match &field.value {
        Value::Ascii(_) => ascii(field).unwrap_or_default(),
        Value::Undefined(bytes, _) if bytes.len() > 64 => format!("{} bytes", bytes.len()),
        value if count(value) > 64 => format!("{} values", count(value)),
        _ => field
            .display_value()
            .with_unit(exif)
            .to_string()
            .chars()
            .take(VALUE_CHARS)
            .collect(),
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Byte(v) => v.len(),
        Value::Short(v) => v.len(),
        Value::Long(v) => v.len(),
        Value::Rational(v) => v.len(),
        Value::SRational(v) => v.len(),
        _ => 1,
    }
}

/// The text of a field, in whatever encoding the camera wrote it.
fn ascii(field: &Field) -> Option<String> {
    let Value::Ascii(parts) = &field.value else {
        return None;
    };
    let bytes = parts.join(&b' ');
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    let bytes = bytes.get(..end)?;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => arabic::code_page::decode(bytes, arabic::code_page::guess(bytes)),
    };
    let text: String = text.trim().chars().take(VALUE_CHARS).collect();
    (!text.is_empty()).then_some(text)
}

fn angle(exif: &Exif, tag: Tag, reference: Tag, negative: &str) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let mut degrees = 0.0;
    for (part, unit) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        let value = part.to_f64();
        if value.is_finite() {
            degrees += value / unit;
        } else if unit < 2.0 {
            return None;
        }
    }
    let side = exif
        .get_field(reference, In::PRIMARY)
        .and_then(ascii)
        .unwrap_or_default();
    (degrees <= 180.0).then_some(if side.eq_ignore_ascii_case(negative) {
        -degrees
    } else {
        degrees
    })
}
