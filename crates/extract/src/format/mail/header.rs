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

/// Addresses without their comments and without blanks around their signs (RFC 5322 3.2.2): what
/// stands in round brackets is said beside an address, and can stand anywhere within it.
pub(super) fn without_comments(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for c in value.chars() {
        let was_escaped = std::mem::take(&mut escaped);
        match c {
            '\\' if !was_escaped && (quoted || depth > 0) => {
                escaped = true;
                if depth > 0 {
                    continue;
                }
            }
            '"' if !was_escaped && depth == 0 => quoted = !quoted,
            '(' if !was_escaped && !quoted => {
                depth += 1;
                continue;
            }
            ')' if !was_escaped && !quoted && depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            out.push(c);
        }
    }
    if depth > 0 {
        // The bracket never closes, so it was none.
        return value.to_owned();
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    let mut joined = words.join(" ");
    for (from, to) in [
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" @", "@"),
        ("@ ", "@"),
        (" ,", ","),
    ] {
        joined = joined.replace(from, to);
    }
    joined.replace('<', " <").trim().to_owned()
}

/// A parameter in the forms of RFC 2231: in pieces, with a charset, or both. Pieces are joined as
/// bytes, since a letter may be cut between them. None where it stands in no such form.
pub(super) fn extended_parameter(value: &str, name: &str) -> Option<String> {
    let mut pieces: Vec<(u32, bool, &str)> = Vec::new();
    for part in parameters(value) {
        let Some((key, value)) = part.split_once('=') else {
            continue;
        };
        let key = key.trim().to_ascii_lowercase();
        let Some(marks) = key
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('*'))
        else {
            continue;
        };
        let (number, coded) = match marks.strip_suffix('*') {
            Some(number) => (number, true),
            None => (marks, marks.is_empty()),
        };
        let number = if number.is_empty() {
            0
        } else {
            number.parse().ok()?
        };
        pieces.push((number, coded, value.trim().trim_matches('"')));
    }
    pieces.sort_by_key(|(number, _, _)| *number);
    let (_, first_coded, first) = *pieces.first()?;
    // `charset'language'` stands before the first piece.
    let mut marks = first.splitn(3, '\'');
    let charset = match (marks.next(), marks.next(), marks.next()) {
        (Some(charset), Some(_), Some(rest)) if first_coded => {
            if let Some(piece) = pieces.first_mut() {
                piece.2 = rest;
            }
            Some(charset)
        }
        _ => None,
    };
    let mut bytes = Vec::new();
    for (_, coded, piece) in pieces {
        if coded {
            bytes.extend(transfer::quoted_printable(
                piece.replace('=', "=3D").replace('%', "=").as_bytes(),
            ));
        } else {
            bytes.extend_from_slice(piece.as_bytes());
        }
    }
    let charset = charset.filter(|charset| !charset.is_empty());
    Some(decode_words(&charset::decode(&bytes, charset).text))
        .filter(|name| !name.trim().is_empty())
}

/// The parts between semicolons that stand in no quotes.
fn parameters(value: &str) -> Vec<&str> {
    let mut quoted = false;
    value
        .split(|c| {
            quoted ^= c == '"';
            c == ';' && !quoted
        })
        .collect()
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
    let rest = parts.next()?;
    // A word that was cut has no end; it goes to the next blank.
    let (body, tail) = rest.split_once("?=").unwrap_or_else(|| {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest.split_at_checked(end).unwrap_or((rest, ""))
    });
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
