//! Lines of a card: unfolded, split into name, parameters and value (RFC 6350 3.2 and 3.3).

use crate::format::mail::transfer;
use crate::format::plain::charset;
use crate::format::plain::settled::Settled;

/// One line.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The name in capitals, without a group before it; empty where the line is no field.
    pub name: String,
    /// Parameters in capitals with their values; those of vCard 2.1 without a name stand under `TYPE`.
    pub parameters: Vec<(String, String)>,
    /// The value, quoted-printable taken off.
    pub value: Vec<u8>,
    /// The encoding that the line states.
    pub charset: Option<String>,
    base64: bool,
}

/// A file in a field.
pub(super) struct File {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its name, where the field gives one.
    pub name: Option<String>,
    /// An ending for it.
    pub extension: String,
}

/// Unfolds and splits all lines.
pub(super) fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut raw = bytes
        .split(|b| *b == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .peekable();
    let mut out = Vec::new();
    while let Some(first) = raw.next() {
        let mut whole = first.to_vec();
        let head = String::from_utf8_lossy(head(first)).to_ascii_uppercase();
        let printable = head.contains("QUOTED-PRINTABLE");
        loop {
            // A line of quoted-printable goes on after `=`; every other one where the next is indented.
            if printable && whole.ends_with(b"=") {
                let Some(next) = raw.next() else { break };
                whole.pop();
                whole.extend_from_slice(next);
            } else if let Some(next) =
                raw.next_if(|next| next.starts_with(b" ") || next.starts_with(b"\t"))
            {
                whole.extend_from_slice(next.get(1..).unwrap_or_default());
            } else {
                break;
            }
        }
        if !whole.trim_ascii().is_empty() {
            out.push(split(&whole, printable));
        }
    }
    out
}

/// What stands before the colon that ends name and parameters; a colon in quotes does not.
fn head(line: &[u8]) -> &[u8] {
    let mut quoted = false;
    let end = line.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    });
    end.and_then(|end| line.get(..end)).unwrap_or_default()
}

fn split(line: &[u8], printable: bool) -> Line {
    let head = head(line);
    let text = String::from_utf8_lossy(head).into_owned();
    let mut parts = parts(&text).into_iter();
    let name = parts.next().unwrap_or_default();
    let name = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_uppercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(fits) {
        return Line {
            value: line.to_vec(),
            ..Line::default()
        };
    }
    let value = line.get(head.len() + 1..).unwrap_or_default();
    let mut out = Line {
        name,
        ..Line::default()
    };
    for part in parts {
        let (key, value) = match part.split_once('=') {
            Some((key, value)) => (
                key.trim().to_ascii_uppercase(),
                value.trim().trim_matches('"'),
            ),
            None => ("TYPE".to_owned(), part.trim()),
        };
        match key.as_str() {
            "CHARSET" => out.charset = Some(value.to_owned()),
            "ENCODING" | "TYPE" if is_base64(value) => out.base64 = true,
            "ENCODING" | "TYPE" if value.eq_ignore_ascii_case("quoted-printable") => {}
            "ENCODING" => {}
            _ => out.parameters.push((key, value.to_owned())),
        }
    }
    out.value = if printable {
        transfer::quoted_printable(value)
    } else {
        value.to_vec()
    };
    out
}

fn is_base64(value: &str) -> bool {
    value.eq_ignore_ascii_case("base64") || value.eq_ignore_ascii_case("b")
}

/// What semicolons part, those in quotes left alone.
fn parts(text: &str) -> Vec<String> {
    let mut quoted = false;
    let mut out = vec![String::new()];
    for c in text.chars() {
        quoted ^= c == '"';
        if c == ';' && !quoted {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out
}

impl Line {
    /// The first value of a parameter.
    pub(super) fn parameter(&self, key: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// The value as text; `settled` is the encoding of lines that state none.
    pub(super) fn text(&self, settled: Settled) -> String {
        match &self.charset {
            Some(stated) => charset::decode(&self.value, Some(stated)).text,
            None => settled.decode(&self.value),
        }
    }

    /// The file that the value is: base64, or an address that holds its own bytes.
    pub(super) fn file(&self) -> Option<File> {
        let name = ["FILENAME", "X-FILENAME", "X-APPLE-FILENAME"]
            .iter()
            .find_map(|key| self.parameter(key))
            .map(str::to_owned);
        let start = self.value.get(..64).unwrap_or(&self.value);
        let start = String::from_utf8_lossy(start).to_ascii_lowercase();
        let (body, stated) = if let Some(rest) = start.strip_prefix("data:") {
            let media_type = rest.split([';', ',']).next().unwrap_or_default().to_owned();
            let comma = self.value.iter().position(|b| *b == b',')?;
            let head = self.value.get(..comma)?;
            if !String::from_utf8_lossy(head)
                .to_ascii_lowercase()
                .ends_with("base64")
            {
                return None;
            }
            (self.value.get(comma + 1..)?, media_type)
        } else if self.base64 {
            let stated = self
                .parameter("FMTTYPE")
                .or_else(|| self.parameter("MEDIATYPE"))
                .or_else(|| self.parameter("TYPE"))
                .unwrap_or_default();
            (self.value.as_slice(), stated.to_ascii_lowercase())
        } else {
            return None;
        };
        let bytes = transfer::base64(body);
        // A short text in base64 is text.
        if bytes.len() < 40 && name.is_none() {
            return None;
        }
        let extension = match stated.as_str() {
            "jpeg" | "jpg" => "jpg".to_owned(),
            short if !short.is_empty() && !short.contains('/') && short.len() <= 4 => {
                short.to_owned()
            }
            long => transfer::extension_of(long).to_owned(),
        };
        Some(File {
            bytes,
            name,
            extension,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_are_one_and_parameters_stand_apart() {
        let text = b"item1.TEL;TYPE=cell;X=\"a;b:c\":+963 11\r\n  222\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D8=A3=\r\n=D9=85=D8=B1\r\nno field here\r\n";
        let lines = lines(text);
        assert_eq!(lines[0].name, "TEL");
        assert_eq!(lines[0].parameter("X"), Some("a;b:c"));
        assert_eq!(lines[0].value, b"+963 11 222");
        assert_eq!(lines[1].text(Settled::Number(1252)), "أمر");
        assert_eq!(
            (lines[2].name.as_str(), lines[2].value.as_slice()),
            ("", &b"no field here"[..])
        );
    }
}
