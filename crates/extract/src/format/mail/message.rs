//! One message (RFC 5322, MIME).

use super::header::{self, HeaderLine};
use super::inline;
use super::signed;
use super::transfer;
use crate::format::markup::html;
use crate::format::plain::charset::{self, Decoded};
use crate::format::plain::tidy;
use crate::format::{FormatFault, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use mail_parser::{ContentType, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Reads a message.
///
/// # Errors
/// [`FormatFault::Damaged`] where there is no head, and the limits.
pub(super) fn read(
    bytes: &[u8],
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let raw = with_readable_heads(without_envelope(bytes), out);
    let structure = without_inner_messages(&raw);
    let Some(message) = MessageParser::default().parse(structure.as_ref()) else {
        return Err(FormatFault::Damaged(
            "it holds no head of a mail".to_owned(),
        ));
    };
    let root = message.parts.first();
    let head = root
        .and_then(|part| slice(&raw, 0, part.offset_body))
        .unwrap_or_default();
    note_head(&header::lines(&String::from_utf8_lossy(head)), out);

    let body: BTreeSet<u32> = message
        .text_body
        .iter()
        .chain(&message.html_body)
        .copied()
        .collect();
    let mut text = String::new();
    let mut attached = Vec::new();
    let mut inlined = Vec::new();
    for (id, part) in message.parts.iter().enumerate() {
        let in_body = u32::try_from(id).is_ok_and(|id| body.contains(&id));
        match &part.body {
            PartType::Multipart(_) => {
                if part
                    .content_type()
                    .is_some_and(|t| t.c_subtype.as_deref() == Some("encrypted"))
                {
                    out.in_part("a part of the mail is encrypted; a key is needed");
                }
            }
            PartType::Text(_) if in_body => {
                let whole = part_text(&raw, part, out).text;
                let (words, found) = inline::split(&whole);
                inlined.extend(found);
                if words.contains("-----BEGIN PGP MESSAGE-----") {
                    out.in_part("a text of the mail is encrypted (PGP); a key is needed");
                }
                add_text(&mut text, &words);
            }
            PartType::Html(_) if in_body => {
                let page = html::read_page(&part_text(&raw, part, out).text);
                note_page(&page, out);
                let new = new_lines(&text, &page.text);
                add_text(&mut text, &new);
            }
            _ => attached.push((id, part)),
        }
    }
    let boundary = root
        .and_then(|part| part.content_type())
        .filter(|kind| kind.c_type.eq_ignore_ascii_case("multipart"))
        .and_then(|kind| kind.attribute("boundary"));
    if let Some(boundary) = boundary
        && crate::kind::find(&raw, format!("--{boundary}--").as_bytes()).is_none()
    {
        out.warn("the mail has no end mark behind its parts, so it may have been cut");
    }
    out.no_text("the mail has no text");
    out.push_text(text.trim().to_owned())?;
    let single = message.parts.len();
    for (id, part) in attached {
        hand_attachment(&raw, part, id, single, out, members)?;
    }
    for file in inlined {
        file.hand_over(members)?;
    }
    Ok(())
}

/// Without the line `From sender` that boxes of mail write before a message.
fn without_envelope(bytes: &[u8]) -> &[u8] {
    match bytes.iter().position(|b| *b == b'\n') {
        Some(end) if bytes.starts_with(b"From ") => bytes.get(end + 1..).unwrap_or_default(),
        _ => bytes,
    }
}

fn slice(raw: &[u8], from: u32, to: u32) -> Option<&[u8]> {
    raw.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?.min(raw.len()))
}

/// Writes heads that hold 8-bit letters without a declaration as UTF-8, so that names and subjects
/// are not lost.
fn with_readable_heads<'a>(bytes: &'a [u8], out: &mut Outcome) -> Cow<'a, [u8]> {
    let structure = without_inner_messages(bytes);
    let Some(message) = MessageParser::default().parse(structure.as_ref()) else {
        return Cow::Borrowed(bytes);
    };
    let hint = html::declared_charset(bytes);
    let mut fixed: Vec<u8> = Vec::new();
    let mut at = 0u32;
    let mut heads: Vec<&MessagePart<'_>> = message.parts.iter().collect();
    heads.sort_by_key(|part| part.offset_header);
    for part in heads {
        let Some(head) = slice(bytes, part.offset_header, part.offset_body) else {
            continue;
        };
        if part.offset_header < at || std::str::from_utf8(head).is_ok() {
            continue;
        }
        let decoded = charset::decode(head, hint.as_deref());
        out.warn(format!(
            "heads of the mail hold letters without a stated encoding; they were read as {}",
            decoded.charset
        ));
        fixed.extend_from_slice(slice(bytes, at, part.offset_header).unwrap_or_default());
        fixed.extend_from_slice(decoded.text.as_bytes());
        at = part.offset_body;
    }
    if fixed.is_empty() {
        return Cow::Borrowed(bytes);
    }
    fixed.extend_from_slice(slice(bytes, at, u32::MAX).unwrap_or_default());
    Cow::Owned(fixed)
}

/// A copy of the same length in which messages within the message are of a type that the parser does
/// not enter: they are members, read later, and their depth cannot exhaust the stack here.
fn without_inner_messages(bytes: &[u8]) -> Cow<'_, [u8]> {
    const INNER: [(&[u8], &[u8]); 3] = [
        (b"message/rfc822", b"xessage/rfc822"),
        (b"message/global", b"xessage/global"),
        (b"multipart/digest", b"multipart/xigest"),
    ];
    let mut copy: Option<Vec<u8>> = None;
    for (from, to) in INNER {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..) {
            let Some(found) = rest
                .windows(from.len())
                .position(|w| w.eq_ignore_ascii_case(from))
            else {
                break;
            };
            let target = copy.get_or_insert_with(|| bytes.to_vec());
            if let Some(place) = target.get_mut(at + found..at + found + to.len()) {
                place.copy_from_slice(to);
            }
            at += found + from.len();
        }
    }
    copy.map_or(Cow::Borrowed(bytes), Cow::Owned)
}

fn note_head(lines: &[HeaderLine], out: &mut Outcome) {
    for line in lines.iter().take(2_000) {
        let decoded = header::decode_words(&line.value);
        let key = match line.name.to_ascii_lowercase().as_str() {
            "subject" => Some("subject"),
            "from" => Some("from"),
            "to" => Some("to"),
            "cc" => Some("cc"),
            "bcc" => Some("bcc"),
            "date" => Some("created"),
            "message-id" => Some("message_id"),
            _ => None,
        };
        if let Some(key) = key {
            out.meta(key, &decoded);
            if matches!(key, "from" | "to" | "cc" | "bcc") {
                out.meta(key, header::without_comments(&decoded));
            }
        }
        // As people read it, and as it is written.
        out.meta(format!("mail.{}", line.name), &decoded);
        out.meta(format!("mail.{}", line.name), &line.value);
    }
}

fn note_page(page: &html::HtmlPage, out: &mut Outcome) {
    if page.remote > 0 {
        out.warn(format!(
            "the mail refers to {} remote resources; none was fetched",
            page.remote
        ));
    }
    for link in &page.links {
        out.meta("html.link", link);
    }
}

fn part_bytes<'a>(raw: &'a [u8], part: &MessagePart<'_>) -> Cow<'a, [u8]> {
    let written = slice(raw, part.offset_body, part.offset_end).unwrap_or_default();
    let method = part
        .headers
        .iter()
        .find(|h| {
            h.name
                .as_str()
                .eq_ignore_ascii_case("content-transfer-encoding")
        })
        .and_then(|h| h.value.as_text())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let method = method
        .split(|c: char| c == ';' || c.is_whitespace())
        .find(|word| !word.is_empty());
    match method.unwrap_or_default() {
        "base64" => Cow::Owned(transfer::base64(written)),
        "quoted-printable" => Cow::Owned(transfer::quoted_printable(written)),
        _ => Cow::Borrowed(written),
    }
}

fn part_text(raw: &[u8], part: &MessagePart<'_>, out: &mut Outcome) -> Decoded {
    let bytes = part_bytes(raw, part);
    let declared = part
        .content_type()
        .and_then(|t| t.attribute("charset"))
        .map(str::to_owned);
    let in_page = || {
        matches!(part.body, PartType::Html(_))
            .then(|| html::declared_charset(&bytes))
            .flatten()
    };
    let mut decoded = charset::decode(&bytes, declared.or_else(in_page).as_deref());
    if decoded.guessed {
        out.warn(format!(
            "the encoding of a text in the mail is not stated or stated wrongly; it was read as {}",
            decoded.charset
        ));
    }
    if decoded.charset != "US-ASCII" {
        out.meta("charset", &decoded.charset);
    }
    if let Some(kind) = part.content_type().filter(|kind| {
        kind.attribute("format")
            .is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
    }) {
        let delete = kind
            .attribute("delsp")
            .is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"));
        decoded.text = inline::unflowed(&decoded.text, delete);
    }
    decoded.text = tidy(&decoded.text);
    decoded
}

pub(super) fn add_text(text: &mut String, more: &str) {
    if !text.is_empty() && !more.trim().is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more.trim());
}

/// The lines of `html` that `text` does not hold already, however its lines are broken: most mail
/// says the same twice, and what only one of the two says must not be lost.
pub(super) fn new_lines(text: &str, html: &str) -> String {
    // Beyond this the comparison costs more than saying it twice.
    const COMPARED_BYTES: usize = 1 << 20;
    if text.is_empty() || text.len() > COMPARED_BYTES || html.len() > COMPARED_BYTES {
        return html.to_owned();
    }
    let compact = |line: &str| {
        line.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let known = compact(text);
    let new = |line: &&str| {
        let line = compact(line);
        !line.is_empty() && !known.contains(&line)
    };
    html.lines()
        .filter(new)
        .take(20_000)
        .collect::<Vec<_>>()
        .join("\n")
}

fn media_type(content_type: Option<&ContentType<'_>>) -> String {
    let Some(content_type) = content_type else {
        return "text/plain".to_owned();
    };
    let written = format!(
        "{}/{}",
        content_type.c_type,
        content_type.c_subtype.as_deref().unwrap_or("plain")
    );
    written.to_ascii_lowercase().replace("xessage/", "message/")
}

fn hand_attachment(
    raw: &[u8],
    part: &MessagePart<'_>,
    id: usize,
    parts: usize,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let media_type = media_type(part.content_type());
    let head = slice(raw, part.offset_header, part.offset_body).unwrap_or_default();
    let lines = header::lines(&String::from_utf8_lossy(head));
    let extended = |field: &str, name: &str| {
        lines
            .iter()
            .filter(|line| line.name.eq_ignore_ascii_case(field))
            .find_map(|line| header::extended_parameter(&line.value, name))
    };
    let stated = extended("content-disposition", "filename")
        .or_else(|| extended("content-type", "name"))
        .or_else(|| part.attachment_name().map(header::decode_words))
        .filter(|name| !name.trim().is_empty());
    let shown = stated.unwrap_or_else(|| match media_type.as_str() {
        "message/rfc822" | "message/global" => "message.eml".to_owned(),
        other => format!("part-{}.{}", id.min(parts), transfer::extension_of(other)),
    });
    let modified = part
        .content_disposition()
        .and_then(|d| {
            d.attribute("modification-date")
                .or_else(|| d.attribute("creation-date"))
        })
        .map(str::to_owned);
    let missing = part
        .headers
        .iter()
        .find(|h| h.name.as_str().eq_ignore_ascii_case(super::pst::MISSING))
        .and_then(|h| h.value.as_text());
    members.begin(MemberHead {
        name: shown.clone().into_bytes(),
        shown,
        modified,
        problem: missing.map(|reason| MemberProblem {
            state: ItemState::Damaged,
            reason: header::decode_words(reason),
        }),
    })?;
    let bytes = part_bytes(raw, part);
    for piece in bytes.chunks(1 << 16) {
        members.write(piece)?;
    }
    members.end(None)?;
    if media_type.ends_with("pkcs7-mime") {
        let smime = part.content_type().and_then(|t| t.attribute("smime-type"));
        return unwrap_signed(&bytes, smime, out, members);
    }
    Ok(())
}

/// Hands over what an S/MIME wrapper holds, where it is only signed; names encryption.
fn unwrap_signed(
    bytes: &[u8],
    stated: Option<&str>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    match (signed::look(bytes), stated) {
        (signed::Wrapped::Signed(content), _) => {
            let shown = "signed-content.eml".to_owned();
            members.begin(MemberHead::named(shown))?;
            for piece in content.chunks(1 << 16) {
                members.write(piece)?;
            }
            members.end(None)
        }
        (signed::Wrapped::Encrypted, _) => {
            out.in_part("the mail is encrypted (S/MIME); a key is needed");
            Ok(())
        }
        (signed::Wrapped::Unknown, Some("certs-only")) => Ok(()),
        (signed::Wrapped::Unknown, _) => {
            out.in_part("the mail is encrypted or wrapped (S/MIME); a key may be needed");
            Ok(())
        }
    }
}
