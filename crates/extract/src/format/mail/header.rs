//! Lines of a mail's head.

use super::transfer;
use crate::format::plain::charset;

/// A line of a head: name, and value unfolded as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderLine {
    /// The name as written.
    pub name: String,
    /// The value on one line.
    pub value: String,
}

/// The lines of a head that is already text; stops at the empty line.
pub(super) fn lines(head: &str) -> Vec<HeaderLine> {
    let mut out: Vec<HeaderLine> = Vec::new();
    for line in head.lines() {
        if line.trim().is_empty() {
            if out.is_empty() {
                continue;
            }
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some(last) = out.last_mut() {
                last.value.push(' ');
                last.value.push_str(line.trim());
            }
            continue;
        }
        match line.split_once(':') {
            Some((name, value)) if !name.trim_end().contains([' ', '\t']) => {
                out.push(HeaderLine {
                    name: name.trim_end().to_owned(),
                    value: value.trim().to_owned(),
                });
            }
            _ => {
                // A line that is none, as old gateways broke them: it goes on with the one before.
                if let Some(last) = out.last_mut() {
                    last.value.push(' ');
                    last.value.push_str(line.trim());
                }
            }
        }
    }
    out
}

/// Replaces encoded words (RFC 2047) wherever they stand, in quotes too, as mail programs do.
pub(super) fn decode_words(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    // Neighbours in the same encoding are joined as bytes first: a letter may be cut between them.
    let mut held: Option<(String, Vec<u8>)> = None;
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        let Some((charset, bytes, tail)) = encoded_word(after) else {
            flush(&mut held, &mut out);
            out.push_str(before);
            out.push_str("=?");
            rest = after;
            continue;
        };
        let adjacent = held.is_some() && before.trim().is_empty();
        if !adjacent {
            flush(&mut held, &mut out);
            out.push_str(before);
        }
        match &mut held {
            Some((known, joined)) if known.eq_ignore_ascii_case(&charset) => joined.extend(bytes),
            _ => {
                flush(&mut held, &mut out);
                held = Some((charset, bytes));
            }
        }
        rest = tail;
    }
    flush(&mut held, &mut out);
    out.push_str(rest);
    out
}

fn flush(held: &mut Option<(String, Vec<u8>)>, out: &mut String) {
    if let Some((charset, bytes)) = held.take() {
        out.push_str(&charset::decode(&bytes, Some(&charset)).text);
    }
}

/// What follows `=?`: charset, bytes, and the text behind `?=`.
fn encoded_word(after: &str) -> Option<(String, Vec<u8>, &str)> {
    let mut parts = after.splitn(3, '?');
    let charset = parts.next()?;
    let method = parts.next()?;
    let (body, tail) = parts.next()?.split_once("?=")?;
    if charset.is_empty() || charset.len() > 40 || charset.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match method {
        "B" | "b" => transfer::base64(body.as_bytes()),
        "Q" | "q" => transfer::quoted_printable(body.replace('_', " ").as_bytes()),
        _ => return None,
    };
    // RFC 2231 lets a language stand behind the charset.
    let charset = charset.split('*').next().unwrap_or(charset).to_owned();
    Some((charset, bytes, tail))
}
