//! The notes that makers of cameras keep in a form of their own: whose they are, and the few fields
//! that tell one camera from another. The forms are not published; their heads and numbers are known
//! from the notes themselves.

use super::field;
use super::tiff::{Entry, Tiff};
use crate::outcome::Outcome;
use exif::Value;

/// From where the offsets in a note count.
#[derive(Clone, Copy)]
enum Base {
    /// From the head of the whole file, as all other offsets.
    File,
    /// From the start of the note.
    Note,
    /// From a head of TIFF in the note, at this place.
    Head(usize),
}

/// How the note of one maker begins.
struct Form {
    vendor: &'static str,
    head: &'static [u8],
    /// Where the directory stands in the note.
    directory: usize,
    base: Base,
    /// Whether the low byte comes first; absent where it is that of the file.
    little: Option<bool>,
}

const fn form(
    vendor: &'static str,
    head: &'static [u8],
    directory: usize,
    base: Base,
    little: Option<bool>,
) -> Form {
    Form {
        vendor,
        head,
        directory,
        base,
        little,
    }
}

/// The longer heads before those they begin with.
const FORMS: [Form; 14] = [
    form("Nikon", b"Nikon\0\x02", 0, Base::Head(10), None),
    form("Nikon", b"Nikon\0\x01", 8, Base::File, None),
    form("Olympus", b"OLYMPUS\0II", 12, Base::Note, Some(true)),
    form("Olympus", b"OLYMPUS\0MM", 12, Base::Note, Some(false)),
    form("Olympus", b"OM SYSTEM\0\0\0II", 16, Base::Note, Some(true)),
    form("Olympus", b"OLYMP\0", 8, Base::File, None),
    form("Epson", b"EPSON\0", 8, Base::File, None),
    form("Panasonic", b"Panasonic\0\0\0", 12, Base::File, None),
    form("Fujifilm", b"FUJIFILM", 12, Base::Note, Some(true)),
    form("Sony", b"SONY ", 12, Base::File, None),
    form("Pentax", b"AOC\0", 6, Base::File, None),
    form("Pentax", b"PENTAX \0", 10, Base::Note, None),
    form("Apple", b"Apple iOS\0", 14, Base::Note, Some(false)),
    form("Ricoh", b"Ricoh", 8, Base::File, None),
];

/// Makers whose notes begin with a directory at once.
const HEADLESS: [&str; 6] = ["Canon", "Nikon", "Samsung", "Casio", "Leica", "Konica"];

/// The directory within the notes of Olympus that is about camera and lens, and its number there.
const EQUIPMENT: &str = "Olympus equipment";
const EQUIPMENT_TAG: u16 = 0x2010;

/// Fields by maker and number, with their names and the canonical keys they stand for.
const FIELDS: [(&str, u16, &str, Option<&str>); 38] = [
    ("Canon", 0x0006, "ImageType", None),
    ("Canon", 0x0007, "FirmwareVersion", Some("exif.firmware")),
    ("Canon", 0x0008, "FileNumber", Some("exif.file_number")),
    ("Canon", 0x0009, "OwnerName", Some("exif.owner")),
    ("Canon", 0x000C, "SerialNumber", Some("exif.serial")),
    ("Canon", 0x0010, "ModelID", None),
    ("Canon", 0x0095, "LensModel", Some("exif.lens")),
    ("Canon", 0x0096, "InternalSerialNumber", None),
    ("Nikon", 0x0001, "Version", None),
    ("Nikon", 0x0002, "ISO", None),
    ("Nikon", 0x0004, "Quality", None),
    ("Nikon", 0x001D, "SerialNumber", Some("exif.serial")),
    ("Nikon", 0x0084, "Lens", Some("exif.lens")),
    ("Nikon", 0x00A0, "SerialNumber", Some("exif.serial")),
    ("Nikon", 0x00A5, "ImageCount", None),
    ("Nikon", 0x00A7, "ShutterCount", Some("exif.shutter_count")),
    ("Olympus", 0x0104, "BodyFirmware", Some("exif.firmware")),
    ("Olympus", 0x0207, "CameraType", None),
    ("Olympus", 0x0209, "CameraID", None),
    ("Olympus", 0x0404, "SerialNumber", Some("exif.serial")),
    ("Olympus", 0x101A, "SerialNumber", Some("exif.serial")),
    (EQUIPMENT, 0x0101, "SerialNumber", Some("exif.serial")),
    (EQUIPMENT, 0x0102, "InternalSerialNumber", None),
    (EQUIPMENT, 0x0104, "BodyFirmware", None),
    (
        EQUIPMENT,
        0x0202,
        "LensSerialNumber",
        Some("exif.lens_serial"),
    ),
    (EQUIPMENT, 0x0203, "LensModel", Some("exif.lens")),
    ("Panasonic", 0x0002, "FirmwareVersion", None),
    ("Panasonic", 0x0025, "InternalSerialNumber", None),
    ("Panasonic", 0x0051, "LensType", Some("exif.lens")),
    (
        "Panasonic",
        0x0052,
        "LensSerialNumber",
        Some("exif.lens_serial"),
    ),
    ("Fujifilm", 0x0000, "Version", None),
    ("Fujifilm", 0x0010, "InternalSerialNumber", None),
    ("Sony", 0xB020, "CreativeStyle", None),
    ("Sony", 0x2031, "SerialNumber", Some("exif.serial")),
    ("Pentax", 0x0229, "SerialNumber", Some("exif.serial")),
    ("Apple", 0x0011, "ContentIdentifier", None),
    ("Apple", 0x0015, "ImageUniqueID", None),
    ("Ricoh", 0x0005, "SerialNumber", None),
];

/// Adds whose note it is, its size, and the fields that are known of it.
pub(super) fn describe(tiff: &Tiff<'_>, note: &Entry<'_>, make: &str, out: &mut Outcome) {
    let bytes = note.bytes;
    if bytes.is_empty() {
        return;
    }
    out.meta("exif.makernote.bytes", bytes.len().to_string());
    let form = FORMS.iter().find(|form| bytes.starts_with(form.head));
    let lower = make.to_lowercase();
    let headless = HEADLESS
        .iter()
        .find(|vendor| lower.starts_with(&vendor.to_lowercase()));
    let Some(vendor) = form.map(|form| form.vendor).or(headless.copied()) else {
        out.meta("exif.makernote.vendor", make);
        return;
    };
    out.meta("exif.makernote.vendor", vendor);
    let found = match form {
        None => tiff.directory(note.at).map(|directory| (*tiff, directory)),
        Some(form) => opened(tiff, note, form),
    };
    let Some((tiff, directory)) = found else {
        return;
    };
    keep(&tiff, vendor, &directory.entries, out);
    let equipment = directory
        .entries
        .iter()
        .find(|entry| vendor == "Olympus" && entry.tag == EQUIPMENT_TAG);
    if let Some(entry) = equipment {
        // In older notes the directory is the value itself, in newer ones the value is its place.
        let at = match entry.bytes.len() {
            0..=4 => tiff.number(entry).and_then(|at| usize::try_from(at).ok()),
            _ => Some(entry.at),
        };
        if let Some(inner) = at.and_then(|at| tiff.directory(at)) {
            keep(&tiff, EQUIPMENT, &inner.entries, out);
        }
    }
}

/// Keeps the fields that are known of a maker's directory.
fn keep(tiff: &Tiff<'_>, of: &str, entries: &[Entry<'_>], out: &mut Outcome) {
    for entry in entries {
        let Some((_, _, name, canonical)) = FIELDS
            .iter()
            .find(|(known, tag, ..)| *known == of && *tag == entry.tag)
        else {
            continue;
        };
        let Some(value) = shown(tiff, of, entry) else {
            continue;
        };
        let raw = format!("exif.makernote.{name}");
        out.meta(&raw, &value);
        if let Some(canonical) = canonical {
            out.fact(canonical, &value, &raw);
        }
    }
}

fn opened<'a>(
    tiff: &Tiff<'a>,
    note: &Entry<'a>,
    form: &Form,
) -> Option<(Tiff<'a>, super::tiff::Directory<'a>)> {
    let bytes = note.bytes;
    let (inner, at) = match form.base {
        Base::Head(place) => Tiff::open(bytes.get(place..)?)?,
        Base::Note => {
            let inner = Tiff::headless(bytes, form.little.unwrap_or(tiff.little));
            // Fuji states the place of its directory behind its name.
            let at = match form.vendor {
                "Fujifilm" => inner.four(8)? as usize,
                _ => form.directory,
            };
            (inner, at)
        }
        Base::File => (*tiff, note.at.checked_add(form.directory)?),
    };
    Some((inner, inner.directory(at)?))
}

fn shown(tiff: &Tiff<'_>, vendor: &str, entry: &Entry<'_>) -> Option<String> {
    let text = match tiff.value(entry) {
        Value::Ascii(parts) => field::plain(parts.first()?),
        Value::Undefined(bytes, _) | Value::Byte(bytes) => {
            let text = field::plain(&bytes);
            let readable = !text.is_empty() && text.chars().all(|c| !c.is_control());
            match entry.bytes {
                _ if readable => text,
                // Four numbers of one byte, as versions of programs are written.
                [a, b, c, d] => format!("{a}.{b}.{c}.{d}"),
                _ => return None,
            }
        }
        Value::Long(numbers) if vendor == "Canon" && entry.tag == 0x0008 => {
            let number = *numbers.first()?;
            // Folder and file, as the name on the card is made of them: 1181861 is 118-1861.
            format!("{}-{:04}", number / 10_000, number % 10_000)
        }
        // Ten digits, as the plate on the camera has them.
        Value::Long(numbers) if vendor == "Canon" && entry.tag == 0x000C => {
            match numbers.first()? {
                0 => return None,
                number => format!("{number:010}"),
            }
        }
        Value::Rational(parts) if vendor == "Nikon" && entry.tag == 0x0084 => {
            lens(&parts.iter().map(exif::Rational::to_f64).collect::<Vec<_>>())?
        }
        _ => tiff.number(entry)?.to_string(),
    };
    // Where nothing was set, the space is filled with blanks or zeros.
    let empty = text.is_empty() || text.chars().all(|c| matches!(c, '0' | ' '));
    (!empty && text.len() <= 500).then_some(text)
}

/// Focal lengths and apertures of a lens: `18-70 mm f/3.5-4.5`.
fn lens(parts: &[f64]) -> Option<String> {
    let [short, long, wide, tele] = parts else {
        return None;
    };
    let range = |from: &f64, to: &f64| {
        if (from - to).abs() < 0.01 {
            format!("{from}")
        } else {
            format!("{from}-{to}")
        }
    };
    let known = short.is_finite() && *short > 0.0 && long.is_finite();
    known.then(|| {
        if wide.is_finite() && *wide > 0.0 && tele.is_finite() {
            format!("{} mm f/{}", range(short, long), range(wide, tele))
        } else {
            format!("{} mm", range(short, long))
        }
    })
}
