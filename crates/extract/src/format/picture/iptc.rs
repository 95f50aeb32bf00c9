//! What an agency wrote into a picture (IPTC-NAA Information Interchange Model 4.2).

use crate::outcome::Outcome;
use arabic::code_page::{self, CodePage};

/// Fields of one picture that are kept.
const MOST_FIELDS: usize = 2_000;
/// Longest text that is kept whole.
const VALUE_CHARS: usize = 10_000;
/// Escape sequence that declares UTF-8 (ISO/IEC 2022; IIM 1:90).
const UTF8_DECLARED: &[u8] = b"\x1b%G";

/// Fields of record 2 with their names (IIM chapter 6).
const NAMES: [(u8, &str); 43] = [
    (5, "ObjectName"),
    (7, "EditStatus"),
    (10, "Urgency"),
    (12, "SubjectReference"),
    (15, "Category"),
    (20, "SupplementalCategories"),
    (22, "FixtureIdentifier"),
    (25, "Keywords"),
    (26, "ContentLocationCode"),
    (27, "ContentLocationName"),
    (30, "ReleaseDate"),
    (35, "ReleaseTime"),
    (37, "ExpirationDate"),
    (38, "ExpirationTime"),
    (40, "SpecialInstructions"),
    (45, "ReferenceService"),
    (47, "ReferenceDate"),
    (50, "ReferenceNumber"),
    (55, "DateCreated"),
    (60, "TimeCreated"),
    (62, "DigitalCreationDate"),
    (63, "DigitalCreationTime"),
    (65, "OriginatingProgram"),
    (70, "ProgramVersion"),
    (75, "ObjectCycle"),
    (80, "By-line"),
    (85, "By-lineTitle"),
    (90, "City"),
    (92, "Sub-location"),
    (95, "Province-State"),
    (100, "Country-PrimaryLocationCode"),
    (101, "Country-PrimaryLocationName"),
    (103, "OriginalTransmissionReference"),
    (105, "Headline"),
    (110, "Credit"),
    (115, "Source"),
    (116, "CopyrightNotice"),
    (118, "Contact"),
    (120, "Caption-Abstract"),
    (121, "LocalCaption"),
    (122, "Writer-Editor"),
    (135, "LanguageIdentifier"),
    (187, "UniqueDocumentID"),
];

/// Fields and the canonical keys they stand for.
const CANONICAL: [(u8, &str); 7] = [
    (5, "title"),
    (105, "title"),
    (80, "author"),
    (120, "subject"),
    (25, "keywords"),
    (116, "rights"),
    (65, "creator_tool"),
];

/// Adds every field of the block.
pub(super) fn describe(bytes: &[u8], out: &mut Outcome) {
    let fields = fields(bytes);
    if fields.is_empty() {
        return;
    }
    let declared = fields
        .iter()
        .any(|(record, number, value)| (*record, *number) == (1, 90) && *value == UTF8_DECLARED);
    // One page for all: a single word is too little to tell it by.
    let all: Vec<u8> = fields
        .iter()
        .filter(|(record, number, _)| *record == 2 && *number != 0)
        .flat_map(|(_, _, value)| [*value, b"\n"].concat())
        .collect();
    let page = if declared && std::str::from_utf8(&all).is_ok() {
        CodePage::Utf8
    } else {
        code_page::guess(&all)
    };
    if !all.is_ascii() {
        let told = if declared {
            "declared"
        } else {
            "by its letters"
        };
        out.meta("iptc.code_page", format!("{} ({told})", page.name()));
    }
    let mut texts: Vec<(u8, String)> = Vec::new();
    for (record, number, value) in fields {
        if record != 2 || number == 0 {
            continue;
        }
        // Previews and other data that is no text.
        if number >= 200 && name(number).is_none() {
            out.meta(format!("iptc.2:{number}"), format!("{} bytes", value.len()));
            continue;
        }
        let text: String = code_page::decode(value, page)
            .chars()
            .take(VALUE_CHARS)
            .collect();
        let raw = raw_key(number);
        out.meta(&raw, &text);
        if let Some((_, canonical)) = CANONICAL.iter().find(|(known, _)| *known == number) {
            out.fact(canonical, &text, &raw);
        }
        texts.push((number, text));
    }
    for (day, time) in [(55, 60), (62, 63)] {
        let text = |wanted: u8| {
            let mut all = texts.iter().filter(|(number, _)| *number == wanted);
            all.next().map(|(_, text)| text.trim())
        };
        if let Some(date) = text(day).and_then(|day| iso(day, text(time))) {
            out.fact("created", date, &raw_key(day));
        }
    }
}

fn name(number: u8) -> Option<&'static str> {
    let known = NAMES.iter().find(|(known, _)| *known == number);
    known.map(|(_, name)| *name)
}

fn raw_key(number: u8) -> String {
    name(number).map_or_else(|| format!("iptc.2:{number}"), |name| format!("iptc.{name}"))
}

/// The fields one after the other: record, number, value (IIM 1.6).
fn fields(bytes: &[u8]) -> Vec<(u8, u8, &[u8])> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while found.len() < MOST_FIELDS {
        let [0x1C, record, number, high, low, tail @ ..] = rest else {
            break;
        };
        let mut length = usize::from(u16::from_be_bytes([*high, *low]));
        let mut value = tail;
        // The extended form states how many bytes its length takes.
        if length & 0x8000 != 0 {
            let Some((digits, behind)) = value.split_at_checked(length & 0x7FFF) else {
                break;
            };
            if digits.len() > 4 {
                break;
            }
            length = digits
                .iter()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            value = behind;
        }
        let (value, behind) = value
            .split_at_checked(length)
            .unwrap_or((value, Default::default()));
        found.push((*record, *number, value));
        rest = behind;
    }
    found
}

/// `20130407` and `093000+0300` as ISO 8601.
fn iso(day: &str, time: Option<&str>) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = (day.get(..4)?, day.get(4..6)?, day.get(6..8)?);
    if ![year, month, day].into_iter().all(digits) || year == "0000" || month == "00" {
        return None;
    }
    let mut date = format!("{year}-{month}-{day}");
    if let Some(time) = time
        && let (Some(hour), Some(minute), Some(second)) =
            (time.get(..2), time.get(2..4), time.get(4..6))
        && [hour, minute, second].into_iter().all(digits)
    {
        date.push_str(&format!("T{hour}:{minute}:{second}"));
        if let (Some(side), Some(hours), Some(minutes)) =
            (time.get(6..7), time.get(7..9), time.get(9..11))
            && matches!(side, "+" | "-")
            && [hours, minutes].into_iter().all(digits)
        {
            date.push_str(&format!("{side}{hours}:{minutes}"));
        }
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn field(record: u8, number: u8, value: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x1C, record, number];
        bytes.extend((value.len() as u16).to_be_bytes());
        bytes.extend(value);
        bytes
    }

    fn read(bytes: &[u8]) -> crate::reading::Reading {
        let mut out = Outcome::new("image/jpeg", &Limits::default());
        describe(bytes, &mut out);
        out.settle(Ok(()), 0)
    }

    #[test]
    fn the_code_page_is_declared_or_told_by_the_letters() {
        let caption = "وصلت القافلة إلى الساحة قبل الظهر";
        let declared = [
            field(1, 90, UTF8_DECLARED),
            field(2, 120, caption.as_bytes()),
        ]
        .concat();
        let (old, ..) = encoding_rs::WINDOWS_1256.encode(caption);
        for bytes in [declared, field(2, 120, &old)] {
            let reading = read(&bytes);
            assert_eq!(reading.metadata["iptc.Caption-Abstract"], [caption]);
            assert_eq!(reading.metadata["subject"], [caption]);
        }
    }

    #[test]
    fn day_and_time_make_one_date() {
        let bytes = [
            field(2, 55, b"20130407"),
            field(2, 60, b"093000+0300"),
            field(2, 25, b"one"),
            field(2, 25, b"two"),
        ]
        .concat();
        let reading = read(&bytes);
        assert_eq!(reading.metadata["created"], ["2013-04-07T09:30:00+03:00"]);
        assert_eq!(reading.metadata["keywords"], ["one", "two"]);
    }

    #[test]
    fn a_length_beyond_the_end_gives_what_is_there() {
        assert_eq!(
            read(b"\x1c\x02\x69\x00\xffHead").metadata["iptc.Headline"],
            ["Head"]
        );
        assert!(fields(b"\x1c\x02\x69\x80\x08\xff\xff\xff\xff\xff\xff\xff\xff").is_empty());
    }
}
