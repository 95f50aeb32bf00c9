//! Messages of Outlook (MS-OXMSG).

use super::property::{Properties, stream};
use crate::format::markup::html;
use crate::format::plain::{charset, tidy};
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::io::{Cursor, Write};

type Compound<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// Reads a message.
///
/// # Errors
/// [`FormatFault::Damaged`] where the compound file cannot be opened, and the limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut file = cfb::CompoundFile::open(input.cursor()).map_err(|error| {
        FormatFault::Damaged(format!("the compound file cannot be opened: {error}"))
    })?;
    let message = Properties::read(&mut file, "/", 32);
    note(&message, out);
    out.no_text("the message has no text");
    let text = body(&message, out);
    out.push_text(text)?;
    let attachments = storages(&mut file, "__attach_version1.0_");
    let recipients = storages(&mut file, "__recip_version1.0_");
    if let Some((stated_recipients, stated_attachments)) = message.counts() {
        let pairs = [
            (stated_recipients, recipients.len(), "recipients"),
            (stated_attachments, attachments.len(), "attachments"),
        ];
        for (stated, found, what) in pairs {
            if stated > found as u64 {
                out.in_part(format!(
                    "the message states {stated} {what} and {found} were found"
                ));
            }
        }
    }
    for (n, name) in attachments.iter().enumerate() {
        attachment(&mut file, name, n + 1, &message, members)?;
    }
    for name in recipients.iter().take(5_000) {
        let mut recipient = Properties::read(&mut file, &format!("/{name}"), 8);
        recipient.adopt(&message);
        note_recipient(&recipient, out);
    }
    Ok(())
}

/// Notes a recipient under its kind, beside the line that the message itself shows.
pub(super) fn note_recipient(recipient: &Properties, out: &mut Outcome) {
    let shown = recipient.text(0x3001).unwrap_or_default();
    let address = recipient
        .text(0x39fe)
        .or_else(|| recipient.text(0x3003))
        .unwrap_or_default();
    let whole = match (shown.is_empty(), address.is_empty()) {
        (false, false) => format!("{shown} <{address}>"),
        (true, _) => address,
        (false, true) => shown,
    };
    // MS-OXOMSG 2.2.3.1.2: 1 is a first recipient, 2 a copy, 3 a hidden copy.
    let key = match recipient.number(0x0c15).map(|kind| kind & 0xf) {
        Some(2) => "cc",
        Some(3) => "bcc",
        _ => "to",
    };
    out.meta(key, &whole);
    out.meta("mail.Recipient", whole);
}

fn storages(file: &mut Compound<'_>, prefix: &str) -> Vec<String> {
    file.read_root_storage()
        .filter(|entry| entry.is_storage() && entry.name().starts_with(prefix))
        .map(|entry| entry.name().to_owned())
        .collect()
}

pub(super) fn note(message: &Properties, out: &mut Outcome) {
    if let Some(charset) = message.guessed() {
        out.meta("charset", charset);
        out.warn(format!(
            "texts of the message do not state their encoding; they were read as {charset}"
        ));
    }
    let text = |id| message.text(id).unwrap_or_default();
    out.meta("subject", text(0x0037));
    let (name, smtp, other) = (text(0x0c1a), text(0x5d01), text(0x0c1f));
    let address = if smtp.is_empty() { other } else { smtp };
    let from = match (name.is_empty(), address.is_empty()) {
        (false, false) => format!("{name} <{address}>"),
        (true, _) => address,
        _ => name,
    };
    out.meta("from", from);
    out.meta("to", text(0x0e04));
    out.meta("cc", text(0x0e03));
    out.meta("bcc", text(0x0e02));
    out.meta("message_id", text(0x1035));
    let class = text(0x001a);
    let lower = class.to_ascii_lowercase();
    if lower.contains("smime") && !lower.contains("multipartsigned") {
        out.in_part("the message is encrypted or wrapped (S/MIME); a key may be needed");
    }
    if lower.starts_with("ipm.note.rpmsg") {
        out.in_part("the message is encrypted (rights management); a key is needed");
    }
    out.meta("msg.class", class);
    out.meta("msg.conversation", text(0x0070));
    let represented = match (text(0x0042), text(0x0065)) {
        (name, address) if name.is_empty() => address,
        (name, address) if address.is_empty() => name,
        (name, address) => format!("{name} <{address}>"),
    };
    out.meta("msg.sent_representing", represented);
    for line in super::header::lines(&text(0x007d)) {
        out.meta(
            format!("mail.{}", line.name),
            super::header::decode_words(&line.value),
        );
        out.meta(format!("mail.{}", line.name), &line.value);
    }
    for (id, key) in [
        (0x0039, "created"),
        (0x0e06, "msg.delivered"),
        (0x3007, "msg.created"),
        (0x3008, "modified"),
    ] {
        if let Some(moment) = message.moment(id) {
            out.meta(key, moment);
        }
    }
    // A contact's name, firm, title and numbers, and an appointment's place, are text too.
    for id in [0x3001, 0x3a16, 0x3a17, 0x3a08, 0x3a09, 0x3a1c] {
        out.meta(format!("msg.{id:04x}"), text(id));
    }
}

/// The text of a message: the plain one, what the page says beyond it, else the formatted one.
pub(super) fn body(message: &Properties, out: &mut Outcome) -> String {
    let plain = message.text(0x1000).map(|t| tidy(&t)).unwrap_or_default();
    let mut text = plain.trim().to_owned();
    let page = message
        .bytes(0x1013)
        .map(|bytes| charset::decode(bytes, html::declared_charset(bytes).as_deref()).text);
    let formatted = message.bytes(0x1009).map(super::rtf_body::unpack);
    let hidden = || super::rtf_html::page_of(formatted.as_ref()?.as_ref()?);
    if let Some(page) = page.or_else(|| message.text(0x1013)).or_else(hidden) {
        let page = html::read_page(&page);
        if page.remote > 0 {
            out.warn(format!(
                "the message refers to {} remote resources; none was fetched",
                page.remote
            ));
        }
        for link in &page.links {
            out.meta("html.link", link);
        }
        let new = super::message::new_lines(&text, &page.text);
        super::message::add_text(&mut text, &new);
        return text;
    }
    let formatted = match formatted {
        Some(Some(rtf)) => crate::format::rtf::text_of(&rtf),
        Some(None) => {
            out.in_part("the formatted text of the message is damaged");
            String::new()
        }
        None => String::new(),
    };
    let new = super::message::new_lines(&text, &formatted);
    super::message::add_text(&mut text, &new);
    text
}

fn attachment(
    file: &mut Compound<'_>,
    storage: &str,
    n: usize,
    message: &Properties,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let path = format!("/{storage}");
    let mut properties = Properties::read(file, &path, 8);
    properties.adopt(message);
    let name = [0x3707, 0x3704, 0x3001]
        .into_iter()
        .filter_map(|id| properties.text(id))
        .find(|n| !n.is_empty());
    let method = properties.number(0x3705).unwrap_or(1);
    let inner = format!("{path}/__substg1.0_3701000D");
    let (shown, bytes) = if file.is_storage(&inner) {
        // Method 5 is a message, 6 an object of a program (MS-OXCMSG 2.2.2.9).
        let ending = if method == 6 { "ole" } else { "msg" };
        let shown = name.map_or_else(
            || format!("message-{n}.{ending}"),
            |name| format!("{name}.{ending}"),
        );
        (shown, copy_storage(file, &inner))
    } else {
        (
            name.unwrap_or_else(|| format!("attachment-{n}.bin")),
            properties.bytes(0x3701).map(<[u8]>::to_vec),
        )
    };
    let problem = match (&bytes, method) {
        (Some(bytes), _) if !bytes.is_empty() || properties.number(0x0e20).unwrap_or(0) == 0 => {
            None
        }
        (_, 2..=4 | 7) => {
            let place = properties
                .text(0x370d)
                .or_else(|| properties.text(0x3708))
                .unwrap_or_else(|| "the place is not stated".to_owned());
            Some(MemberProblem {
                state: ItemState::NoText,
                reason: format!("the attachment is kept elsewhere: {place}"),
            })
        }
        (Some(_), _) => None,
        (None, _) => Some(MemberProblem {
            state: ItemState::Damaged,
            reason: "the attachment has no content in the message".to_owned(),
        }),
    };
    let head = MemberHead {
        name: shown.clone().into_bytes(),
        shown,
        modified: properties.moment(0x3008),
        problem,
    };
    members.begin(head)?;
    members.write(&bytes.unwrap_or_default())?;
    members.end(None)
}

/// Makes a compound file of its own from a storage within one: a message, or an object of Office.
fn copy_storage(file: &mut Compound<'_>, root: &str) -> Option<Vec<u8>> {
    let entries: Vec<(String, bool)> = file
        .walk_storage(root)
        .ok()?
        .skip(1)
        .take(10_000)
        .map(|entry| {
            (
                entry.path().to_string_lossy().into_owned(),
                entry.is_storage(),
            )
        })
        .collect();
    let mut copy = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (path, is_storage) in entries {
        let target = path.strip_prefix(root)?.to_owned();
        if is_storage {
            copy.create_storage(&target).ok()?;
        } else {
            let mut bytes = stream(file, &path)?;
            // The table of a message within a message lacks the last eight bytes of its header.
            if target == "/__properties_version1.0" && bytes.len() >= 24 {
                bytes.splice(24..24, [0; 8]);
            }
            copy.create_stream(&target).ok()?.write_all(&bytes).ok()?;
        }
    }
    copy.flush().ok()?;
    Some(copy.into_inner().into_inner())
}
