//! The head of a mail made from a message of a mailbox.

use super::Properties;
use super::mime::{date, mailbox, word};
use super::names::Names;
use std::fmt::Write;

/// Properties that have a line of their own, or are long, or say how others are ordered.
const NOT_LISTED: [u16; 22] = [
    0x0037, 0x003d, 0x0e1d, 0x0070, 0x001a, 0x007d, 0x1000, 0x1009, 0x1013, 0x0c1a, 0x0c1f, 0x5d01,
    0x0c1e, 0x0e02, 0x0e03, 0x0e04, 0x1035, 0x1039, 0x1042, 0x0064, 0x0042, 0x0065,
];

/// Values longer than this are not listed; they stand in the body if anywhere.
const LISTED_BYTES: usize = 4096;

fn line(out: &mut String, name: &str, value: &str) {
    let value = word(value);
    if !value.is_empty() {
        let _ = write!(out, "{name}: {value}\r\n");
    }
}

/// The head, without what says how the body is packed.
pub(super) fn compose(message: &Properties, recipients: &[Properties], names: &Names) -> String {
    let text = |id| message.text(id).unwrap_or_default();
    let mut out = carried(&text(0x007d));
    let has = |out: &str, name: &str| {
        let name = name.to_ascii_lowercase();
        out.lines().any(|line| {
            line.to_ascii_lowercase()
                .strip_prefix(&name)
                .is_some_and(|rest| rest.starts_with(':'))
        })
    };
    let smtp = text(0x5d01);
    let address = if smtp.is_empty() { text(0x0c1f) } else { smtp };
    let from = mailbox(&text(0x0c1a), &address);
    if !has(&out, "From") && !from.is_empty() {
        let _ = write!(out, "From: {from}\r\n");
    }
    for (kind, name, shown) in [(1, "To", 0x0e04), (2, "Cc", 0x0e03), (3, "Bcc", 0x0e02)] {
        if has(&out, name) {
            continue;
        }
        let listed: Vec<String> = recipients
            .iter()
            .filter(|r| r.number(0x0c15).unwrap_or(1) == kind)
            .map(recipient)
            .filter(|r| !r.is_empty())
            .collect();
        if listed.is_empty() {
            line(&mut out, name, &text(shown));
        } else {
            let _ = write!(out, "{name}: {}\r\n", listed.join(",\r\n "));
        }
    }
    if !has(&out, "Subject") {
        line(&mut out, "Subject", &subject(&text(0x0037)));
    }
    let sent = message.unix_ms(0x0039).or_else(|| message.unix_ms(0x0e06));
    if let Some(sent) = sent.filter(|_| !has(&out, "Date")) {
        let _ = write!(out, "Date: {}\r\n", date(sent));
    }
    for (name, id) in [
        ("Message-ID", 0x1035),
        ("In-Reply-To", 0x1042),
        ("References", 0x1039),
    ] {
        if !has(&out, name) {
            line(&mut out, name, &text(id));
        }
    }
    let represented = mailbox(&text(0x0042), &text(0x0065));
    if !represented.is_empty() && represented != from {
        let _ = write!(out, "X-MAPI-Sent-Representing: {represented}\r\n");
    }
    line(&mut out, "X-MAPI-Class", &text(0x001a));
    line(&mut out, "X-MAPI-Conversation", &text(0x0070));
    if let Some(flags) = message.number(0x0e07) {
        let said = [
            (1, "read"),
            (4, "submitted"),
            (8, "unsent"),
            (0x10, "with attachments"),
            (0x20, "from me"),
        ];
        let mut words: Vec<&str> = said
            .iter()
            .filter(|(bit, _)| flags & bit != 0)
            .map(|(_, word)| *word)
            .collect();
        if flags & 1 == 0 {
            words.insert(0, "unread");
        }
        line(&mut out, "X-MAPI-Flags", &words.join(", "));
    }
    for (name, id) in [
        ("X-MAPI-Submitted", 0x0039),
        ("X-MAPI-Delivered", 0x0e06),
        ("X-MAPI-Created", 0x3007),
        ("X-MAPI-Modified", 0x3008),
    ] {
        line(&mut out, name, &message.moment(id).unwrap_or_default());
    }
    for id in message.texts().filter(|id| !NOT_LISTED.contains(id)) {
        let value = text(id);
        if value.len() <= LISTED_BYTES {
            line(&mut out, &format!("X-MAPI-{}", name_of(id, names)), &value);
        }
    }
    for (id, name) in names {
        if let Some(moment) = message.moment(*id).filter(|_| message.is_long(*id)) {
            line(&mut out, &format!("X-MAPI-{name}"), &moment);
        }
    }
    out
}

fn name_of(id: u16, names: &Names) -> String {
    names
        .get(&id)
        .cloned()
        .unwrap_or_else(|| format!("{id:04X}"))
}

/// The head that came with the message, without lines on packing; lines end as in mail.
fn carried(head: &str) -> String {
    let mut out = String::new();
    let mut kept = true;
    for line in head.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            let lower = line.to_ascii_lowercase();
            let name = lower.split(':').next().unwrap_or_default();
            let named = lower.contains(':') && !name.contains([' ', '\t']) && !name.is_empty();
            kept = named && !name.starts_with("content-") && name != "mime-version";
            // Old programs put a line of their own before the head.
            if !named {
                let _ = write!(out, "X-MAPI-Head-Line: {}\r\n", word(line));
            }
        }
        if kept {
            out.push_str(line);
            out.push_str("\r\n");
        }
    }
    out
}

/// A subject may begin with a mark and the length of its prefix (MS-PST 2.5.3.1.1.1).
fn subject(text: &str) -> String {
    match text.strip_prefix('\u{1}') {
        Some(rest) => rest.chars().skip(1).collect(),
        None => text.to_owned(),
    }
}

fn recipient(row: &Properties) -> String {
    let text = |id| row.text(id).unwrap_or_default();
    let name = [0x3001, 0x5ff6]
        .into_iter()
        .map(text)
        .find(|n| !n.is_empty());
    let address = [0x39fe, 0x3003]
        .into_iter()
        .map(text)
        .find(|a| !a.is_empty());
    mailbox(&name.unwrap_or_default(), &address.unwrap_or_default())
}

/// What items that are no mail say in fields, as lines of text: contacts, appointments, tasks.
pub(super) fn fields(message: &Properties) -> String {
    const CONTACT: [(u16, &str); 20] = [
        (0x3001, "Name"),
        (0x3a05, "Generation"),
        (0x3a06, "Given name"),
        (0x3a44, "Middle name"),
        (0x3a11, "Surname"),
        (0x3a4f, "Nickname"),
        (0x3a16, "Company"),
        (0x3a18, "Department"),
        (0x3a17, "Title"),
        (0x3a08, "Business telephone"),
        (0x3a1b, "Business telephone 2"),
        (0x3a09, "Home telephone"),
        (0x3a1c, "Mobile telephone"),
        (0x3a1a, "Primary telephone"),
        (0x3a24, "Business fax"),
        (0x3a15, "Postal address"),
        (0x3a27, "Locality"),
        (0x3a26, "Country"),
        (0x3a51, "Home page"),
        (0x3a45, "Prefix"),
    ];
    let class = message.text(0x001a).unwrap_or_default();
    if !class.to_ascii_lowercase().starts_with("ipm.contact") {
        return String::new();
    }
    let mut out = String::new();
    for (id, name) in CONTACT {
        let value = message.text(id).unwrap_or_default();
        if !value.trim().is_empty() {
            let _ = writeln!(out, "{name}: {}", value.trim());
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The name of an attachment.
pub(super) fn attachment_name(about: &Properties, nid: u32) -> String {
    [0x3707, 0x3704, 0x3001]
        .into_iter()
        .filter_map(|id| about.text(id))
        .find(|name| !name.trim().is_empty())
        .unwrap_or_else(|| format!("attachment-{nid:x}"))
}

/// A name as a parameter: in quotes, or coded where it is not ASCII (RFC 2231).
fn parameter(key: &str, name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' => '\'',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    if name.is_ascii() {
        return format!("{key}=\"{name}\"");
    }
    let mut out = format!("{key}*=utf-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The head of an attachment's part.
pub(super) fn attachment(about: &Properties, name: &str) -> String {
    let stated = about.text(0x370e).unwrap_or_default();
    let is_type = |text: &str| {
        text.contains('/')
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/.+-_".contains(&b))
    };
    // A part that says it is a message or of several parts would be opened as one.
    let lower = stated.to_ascii_lowercase();
    let kind =
        if is_type(&stated) && !lower.starts_with("multipart/") && !lower.starts_with("message/") {
            stated
        } else {
            "application/octet-stream".to_owned()
        };
    let mut out = format!(
        "Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n {}",
        parameter("filename", name)
    );
    if let Some(changed) = about.unix_ms(0x3008) {
        let _ = write!(out, ";\r\n modification-date=\"{}\"", date(changed));
    }
    out.push_str("\r\n");
    line(
        &mut out,
        "Content-ID",
        &about.text(0x3712).unwrap_or_default(),
    );
    out.push_str("\r\n");
    out
}

/// The head of a part that is a message.
pub(super) fn embedded(name: &str) -> String {
    format!(
        "Content-Type: message/rfc822\r\nContent-Disposition: attachment;\r\n {}\r\n\r\n",
        parameter("filename", &format!("{name}.eml"))
    )
}

/// The head of a part whose bytes are not there.
pub(super) fn missing(name: &str, reason: &str) -> String {
    format!(
        "Content-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n {}\r\n{}: {}\r\n\r\n",
        parameter("filename", name),
        super::letter::MISSING,
        word(reason)
    )
}
