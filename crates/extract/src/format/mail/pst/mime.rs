//! The small forms of mail: base64, words of a head, dates (RFC 2045, 2047, 5322).

use crate::format::FormatFault;
use std::fmt::Write;
use std::io::Read;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes of one line of base64 before it is written.
const LINE: usize = 57;

/// Where a mail goes as it is made.
pub(super) type Sink<'a> = dyn FnMut(&[u8]) -> Result<(), FormatFault> + 'a;

fn base64(bytes: &[u8], out: &mut String) {
    for group in bytes.chunks(3) {
        let value = group
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
        for n in 0..4 {
            if n > group.len() {
                out.push('=');
            } else {
                let digit = DIGITS.get(value >> (18 - n * 6) & 63).copied();
                out.push(char::from(digit.unwrap_or(b'A')));
            }
        }
    }
}

/// Writes all bytes of `source` in lines; gives back how many there were, and what ended them early.
///
/// # Errors
/// Those of the sink.
pub(super) fn write_base64(
    source: &mut dyn Read,
    sink: &mut Sink<'_>,
) -> Result<(u64, Option<std::io::Error>), FormatFault> {
    let mut total = 0u64;
    let mut buffer = vec![0u8; LINE * 512];
    loop {
        let mut filled = 0;
        let mut fault = None;
        while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
            match source.read(room) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    fault = Some(error);
                    break;
                }
            }
        }
        total += filled as u64;
        let mut text = String::new();
        for line in buffer.get(..filled).unwrap_or_default().chunks(LINE) {
            base64(line, &mut text);
            text.push_str("\r\n");
        }
        sink(text.as_bytes())?;
        if fault.is_some() || filled < buffer.len() {
            return Ok((total, fault));
        }
    }
}

/// A value for a head: on one line, in encoded words where it is not ASCII.
pub(super) fn word(value: &str) -> String {
    let value: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let value = value.trim();
    if value.is_ascii() && !value.contains("=?") {
        return value.to_owned();
    }
    let mut out = String::new();
    let mut piece = String::new();
    let mut close = |piece: &mut String| {
        if !out.is_empty() {
            out.push_str("\r\n ");
        }
        out.push_str("=?utf-8?B?");
        base64(piece.as_bytes(), &mut out);
        out.push_str("?=");
        piece.clear();
    };
    for c in value.chars() {
        if piece.len() + c.len_utf8() > 45 {
            close(&mut piece);
        }
        piece.push(c);
    }
    close(&mut piece);
    out
}

/// A name and an address as one mailbox.
pub(super) fn mailbox(name: &str, address: &str) -> String {
    let name = name.trim();
    if name.is_empty() || name == address {
        return word(address);
    }
    let name = if name.is_ascii() {
        format!("\"{}\"", name.replace(['"', '\\'], "'"))
    } else {
        word(name)
    };
    if address.is_empty() {
        name
    } else {
        format!("{name} <{}>", word(address))
    }
}

/// Milliseconds since 1970 as a date of mail.
pub(super) fn date(unix_ms: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let written = domain::Moment::from_unix_ms(unix_ms).to_string();
    let mut parts = written.split(['-', 'T', '.']);
    let (year, month, day, time) = (parts.next(), parts.next(), parts.next(), parts.next());
    let month = month
        .and_then(|month| month.parse::<usize>().ok())
        .and_then(|month| MONTHS.get(month.checked_sub(1)?))
        .copied()
        .unwrap_or_default();
    let weekday = usize::try_from(unix_ms.div_euclid(86_400_000).rem_euclid(7)).unwrap_or(0);
    let mut out = String::new();
    let _ = write!(
        out,
        "{}, {} {month} {} {} +0000",
        DAYS.get(weekday).copied().unwrap_or_default(),
        day.unwrap_or_default(),
        year.unwrap_or_default(),
        time.unwrap_or_default()
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_dates_are_those_of_mail() {
        assert_eq!(word("plain"), "plain");
        assert_eq!(word("كتاب"), "=?utf-8?B?2YPYqtin2Kg=?=");
        assert_eq!(date(1_357_552_800_000), "Mon, 07 Jan 2013 10:00:00 +0000");
        assert_eq!(mailbox("a b", "a@example.org"), "\"a b\" <a@example.org>");
    }

    #[test]
    fn base64_is_cut_in_lines() {
        let mut out = Vec::new();
        let (count, fault) = write_base64(&mut [b'a'; 60].as_slice(), &mut |bytes| {
            out.extend_from_slice(bytes);
            Ok(())
        })
        .unwrap();
        assert_eq!((count, fault.is_none()), (60, true));
        assert!(out.ends_with(b"YWFh\r\n"));
        assert_eq!(super::super::super::transfer::base64(&out), [b'a'; 60]);
    }
}
