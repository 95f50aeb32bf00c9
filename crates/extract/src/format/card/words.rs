//! Fields of cards and calendars in words.

use super::line::Line;

/// Names of fields for people; others stand as they are written.
const LABELS: [(&str, &str); 44] = [
    ("FN", "Name"),
    ("N", "Name in parts"),
    ("NICKNAME", "Nickname"),
    ("TEL", "Telephone"),
    ("EMAIL", "Email"),
    ("ADR", "Address"),
    ("LABEL", "Address label"),
    ("ORG", "Organisation"),
    ("TITLE", "Title"),
    ("ROLE", "Role"),
    ("BDAY", "Born"),
    ("ANNIVERSARY", "Anniversary"),
    ("NOTE", "Note"),
    ("URL", "Web"),
    ("PHOTO", "Photo"),
    ("LOGO", "Logo"),
    ("SOUND", "Sound"),
    ("KEY", "Key"),
    ("GEO", "Place"),
    ("TZ", "Time zone"),
    ("REV", "Changed"),
    ("UID", "Id"),
    ("CATEGORIES", "Categories"),
    ("GENDER", "Gender"),
    ("IMPP", "Messenger"),
    ("RELATED", "Related"),
    ("PRODID", "Made by"),
    ("VERSION", "Version"),
    ("METHOD", "Method"),
    ("SUMMARY", "Summary"),
    ("DESCRIPTION", "Description"),
    ("LOCATION", "Location"),
    ("DTSTART", "Start"),
    ("DTEND", "End"),
    ("DUE", "Due"),
    ("COMPLETED", "Completed"),
    ("DTSTAMP", "Stamped"),
    ("CREATED", "Created"),
    ("LAST-MODIFIED", "Changed"),
    ("ORGANIZER", "Organizer"),
    ("ATTENDEE", "Attendee"),
    ("ATTACH", "Attachment"),
    ("STATUS", "Status"),
    ("RRULE", "Repeats"),
];

/// What stands before a value: the field and its kinds.
pub(super) fn label(line: &Line) -> String {
    let name = LABELS
        .iter()
        .find(|(name, _)| *name == line.name)
        .map_or(line.name.as_str(), |(_, label)| label);
    let kinds: Vec<String> = line
        .parameters
        .iter()
        .filter(|(key, _)| key == "TYPE")
        .map(|(_, value)| value.to_ascii_lowercase())
        .collect();
    if kinds.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({})", kinds.join(", "))
    }
}

/// A value as people read it.
pub(super) fn shown(name: &str, text: &str, line: &Line) -> String {
    let value = match name {
        "N" => parted(text, " | "),
        "ADR" | "ORG" | "GENDER" => parted(text, ", "),
        _ => unescaped(text),
    };
    let value = if is_time(name) { time(&value) } else { value };
    let zone = line.parameter("TZID").map(|zone| format!(" ({zone})"));
    let person = line.parameter("CN").map(|name| format!("{name} "));
    let state = line
        .parameter("PARTSTAT")
        .map(|state| format!(" ({})", state.to_ascii_lowercase()));
    format!(
        "{}{value}{}{}",
        person.unwrap_or_default(),
        zone.unwrap_or_default(),
        state.unwrap_or_default()
    )
}

/// What of a field belongs into the metadata, under which keys.
pub(super) fn facts(name: &str, shown: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut add = |key: &str| found.push((key.to_owned(), shown.to_owned()));
    match name {
        "FN" => add("card.name"),
        "TEL" => add("card.telephone"),
        "EMAIL" => add("card.email"),
        "ORG" => add("card.organisation"),
        "BDAY" => add("card.born"),
        "REV" | "LAST-MODIFIED" => add("modified"),
        "CREATED" | "DTSTAMP" => add("created"),
        "DTSTART" => add("calendar.start"),
        "DTEND" | "DUE" => add("calendar.end"),
        "SUMMARY" => add("subject"),
        "LOCATION" => add("calendar.location"),
        "ORGANIZER" => add("from"),
        "ATTENDEE" => add("to"),
        "PRODID" => add("producer"),
        "VERSION" => add("card.version"),
        _ => {}
    }
    if name == "GEO" {
        let place = shown.trim_start_matches("geo:").replace(';', ", ");
        found.push(("gps".to_owned(), place));
    }
    found
}

fn is_time(name: &str) -> bool {
    matches!(
        name,
        "DTSTART"
            | "DTEND"
            | "DUE"
            | "COMPLETED"
            | "DTSTAMP"
            | "CREATED"
            | "LAST-MODIFIED"
            | "REV"
            | "BDAY"
            | "ANNIVERSARY"
            | "RECURRENCE-ID"
            | "EXDATE"
            | "RDATE"
    )
}

/// `20130405T101500Z` with its signs; what is no such time stays.
fn time(value: &str) -> String {
    let one = |text: &str| {
        let (day, clock) = text
            .split_once('T')
            .map_or((text, None), |(d, c)| (d, Some(c)));
        let digits = |text: &str, count: usize| {
            text.len() >= count && text.bytes().take(count).all(|b| b.is_ascii_digit())
        };
        if day.len() != 8 || !digits(day, 8) {
            return text.to_owned();
        }
        let cut =
            |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
        let date = format!("{}-{}-{}", cut(day, 0, 4), cut(day, 4, 6), cut(day, 6, 8));
        match clock {
            Some(clock) if digits(clock, 6) => format!(
                "{date} {}:{}:{}{}",
                cut(clock, 0, 2),
                cut(clock, 2, 4),
                cut(clock, 4, 6),
                clock.get(6..).unwrap_or_default()
            ),
            Some(clock) => format!("{date} {clock}"),
            None => date,
        }
    };
    value.split(',').map(one).collect::<Vec<_>>().join(", ")
}

/// The parts of a value that semicolons part; empty ones are left out, their order is kept.
fn parted(text: &str, with: &str) -> String {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == ';' && !escaped {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    let parts: Vec<String> = parts
        .iter()
        .map(|part| unescaped(part).trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(with)
}

/// A text without its escapes (RFC 6350 3.4).
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(c @ ('\\' | ',' | ';' | ':')) => out.push(c),
            Some(c) => {
                out.push('\\');
                out.push(c);
            }
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lose_their_escapes_and_keep_their_order() {
        assert_eq!(
            parted("الوادي;سامر;;العقيد;", " | "),
            "الوادي | سامر | العقيد"
        );
        assert_eq!(parted("a\\;b;c", ", "), "a;b, c");
        assert_eq!(
            unescaped("one\\ntwo\\, three C:\\\\x"),
            "one\ntwo, three C:\\x"
        );
    }

    #[test]
    fn times_are_written_with_their_signs() {
        assert_eq!(time("20130405T101500Z"), "2013-04-05 10:15:00Z");
        assert_eq!(time("20130405,20130406"), "2013-04-05, 2013-04-06");
        assert_eq!(time("1970-03-04"), "1970-03-04");
        assert_eq!(time("--0304"), "--0304");
    }
}
