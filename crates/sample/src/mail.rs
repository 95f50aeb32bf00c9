//! Papers sent as mail: single messages with an attachment, and mailboxes.

use crate::paper::Paper;
use crate::plain::windows_1256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A file sent along.
pub(crate) struct Attachment<'a> {
    pub(crate) name: &'a str,
    pub(crate) media_type: &'a str,
    pub(crate) bytes: &'a [u8],
}

/// How a mail program writes Arabic into headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headers {
    /// Bytes of windows-1256 as they are, against the rules and common all the same.
    Raw,
    /// Encoded words (RFC 2047).
    Encoded,
}

/// The paper as a message with a file attached.
pub(crate) fn eml(paper: &Paper, headers: Headers, attachment: &Attachment<'_>) -> Vec<u8> {
    const BOUNDARY: &str = "----=_sample_0001";
    let mut out = head(paper, headers, "\r\n");
    out.extend(
        format!("Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n\r\n--{BOUNDARY}\r\n")
            .into_bytes(),
    );
    let text = paper.lines().join("\r\n");
    match headers {
        Headers::Raw => {
            out.extend(b"Content-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
            out.extend(windows_1256(&text));
        }
        Headers::Encoded => {
            out.extend(b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            out.extend(folded(text.as_bytes()));
        }
    }
    let name: String = attachment.name.bytes().map(percent).collect();
    out.extend(
        format!(
            "\r\n--{BOUNDARY}\r\nContent-Type: {}\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment;\r\n filename*=utf-8''{name}\r\n\r\n",
            attachment.media_type
        )
        .into_bytes(),
    );
    out.extend(folded(attachment.bytes));
    out.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    out
}

/// The papers as one mailbox (RFC 4155).
pub(crate) fn mbox(papers: &[Paper]) -> Vec<u8> {
    let mut out = Vec::new();
    for paper in papers {
        let date = paper.day.rfc5322();
        let mut words = date.split([' ', ',']).filter(|word| !word.is_empty());
        let mut word = || words.next().unwrap_or_default();
        let (weekday, day, month, year) = (word(), word(), word(), word());
        let day = day.trim_start_matches('0');
        out.extend(
            format!("From diwan@sample.invalid {weekday} {month} {day:>2} 09:30:00 {year}\n")
                .into_bytes(),
        );
        out.extend(head(paper, Headers::Encoded, "\n"));
        out.extend(b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n");
        out.extend(paper.lines().join("\n").into_bytes());
        out.extend(b"\n\n");
    }
    out
}

fn head(paper: &Paper, headers: Headers, end: &str) -> Vec<u8> {
    let number = paper.number.replace('/', ".");
    let superior = paper.letterhead.get(1).map_or("", String::as_str);
    let mut out = Vec::new();
    let fields = [
        (
            "From",
            format!("ديوان {}", paper.issuer),
            " <diwan@sample.invalid>",
        ),
        (
            "To",
            format!("ديوان {superior}"),
            " <registry@sample.invalid>",
        ),
        ("Subject", paper.subject_line(), ""),
    ];
    for (field, text, rest) in fields {
        out.extend(format!("{field}: ").into_bytes());
        match headers {
            Headers::Raw => out.extend(windows_1256(&text)),
            Headers::Encoded => out.extend(encoded_words(&text, end).into_bytes()),
        }
        out.extend(format!("{rest}{end}").into_bytes());
    }
    let date = paper.day.rfc5322();
    let id = format!("<{number}.{}@sample.invalid>", paper.day.iso());
    out.extend(
        format!("Date: {date} 09:30:00 +0200{end}Message-ID: {id}{end}MIME-Version: 1.0{end}")
            .into_bytes(),
    );
    out
}

/// Encoded words of at most 75 characters, each of whole letters (RFC 2047 section 5).
fn encoded_words(text: &str, end: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut part = String::new();
    for c in text.chars() {
        if part.len() + c.len_utf8() > 42 {
            words.push(std::mem::take(&mut part));
        }
        part.push(c);
    }
    words.push(part);
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)))
        .collect();
    words.join(&format!("{end} "))
}

fn folded(bytes: &[u8]) -> Vec<u8> {
    let text = STANDARD.encode(bytes);
    let lines: Vec<&[u8]> = text.as_bytes().chunks(76).collect();
    lines.join(b"\r\n".as_slice())
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
