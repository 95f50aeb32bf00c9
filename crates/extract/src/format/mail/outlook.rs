//! Messages of Outlook (MS-OXMSG).

use super::property::{Properties, stream};
use crate::format::markup::html;
use crate::format::plain::{charset, tidy};
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::MemberHead;
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
    for (n, name) in storages(&mut file, "__attach_version1.0_")
        .into_iter()
        .enumerate()
    {
        attachment(&mut file, &name, n + 1, members)?;
    }
    let recipients = storages(&mut file, "__recip_version1.0_");
    for name in recipients.iter().take(5_000) {
        let recipient = Properties::read(&mut file, &format!("/{name}"), 8);
        let shown = recipient.text(0x3001).unwrap_or_default();
        let address = recipient
            .text(0x39fe)
            .or_else(|| recipient.text(0x3003))
            .unwrap_or_default();
        out.meta("mail.Recipient", format!("{shown} <{address}>"));
    }
    Ok(())
}

fn storages(file: &mut Compound<'_>, prefix: &str) -> Vec<String> {
    file.read_root_storage()
        .filter(|entry| entry.is_storage() && entry.name().starts_with(prefix))
        .map(|entry| entry.name().to_owned())
        .collect()
}

fn note(message: &Properties, out: &mut Outcome) {
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
    out.meta("msg.class", text(0x001a));
    out.meta("msg.conversation", text(0x0070));
    for line in super::header::lines(&text(0x007d)) {
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

fn body(message: &Properties, out: &mut Outcome) -> String {
    let plain = message.text(0x1000).map(|t| tidy(&t)).unwrap_or_default();
    if !plain.trim().is_empty() {
        return plain.trim().to_owned();
    }
    let page = message
        .bytes(0x1013)
        .map(|bytes| charset::decode(bytes, html::declared_charset(bytes).as_deref()).text);
    if let Some(page) = page.or_else(|| message.text(0x1013)) {
        let page = html::read_page(&page);
        if page.remote > 0 {
            out.warn(format!(
                "the message refers to {} remote resources; none was fetched",
                page.remote
            ));
        }
        return page.text;
    }
    match message.bytes(0x1009).map(unpack_rtf) {
        Some(Some(rtf)) => crate::format::rtf::text_of(&rtf),
        Some(None) => {
            out.in_part("the formatted text of the message is damaged");
            String::new()
        }
        None => String::new(),
    }
}

fn attachment(
    file: &mut Compound<'_>,
    storage: &str,
    n: usize,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let path = format!("/{storage}");
    let properties = Properties::read(file, &path, 8);
    let name = [0x3707, 0x3704, 0x3001]
        .into_iter()
        .filter_map(|id| properties.text(id))
        .find(|n| !n.is_empty());
    let inner = format!("{path}/__substg1.0_3701000D");
    let (shown, bytes) = if file.is_storage(&inner) {
        let shown = name.map_or_else(|| format!("message-{n}.msg"), |name| format!("{name}.msg"));
        (shown, copy_storage(file, &inner).unwrap_or_default())
    } else {
        let bytes = properties.bytes(0x3701).unwrap_or_default().to_vec();
        (name.unwrap_or_else(|| format!("attachment-{n}.bin")), bytes)
    };
    let head = MemberHead {
        name: shown.clone().into_bytes(),
        shown,
        modified: properties.moment(0x3008),
        problem: None,
    };
    members.begin(head)?;
    members.write(&bytes)?;
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

/// Text that a fresh window holds (MS-OXRTFCP 2.1.3.1.1).
const PRELOAD: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// Unpacks formatted text (MS-OXRTFCP).
fn unpack_rtf(packed: &[u8]) -> Option<Vec<u8>> {
    let size = usize::try_from(u32::from_le_bytes(packed.get(4..8)?.try_into().ok()?))
        .ok()?
        .min(64 << 20);
    let body = packed.get(16..)?;
    match packed.get(8..12)? {
        b"MELA" => return Some(body.to_vec()),
        b"LZFu" => {}
        _ => return None,
    }
    let mut window = vec![0u8; 4096];
    window.get_mut(..PRELOAD.len())?.copy_from_slice(PRELOAD);
    let mut write = PRELOAD.len();
    let mut out = Vec::new();
    let mut bytes = body.iter().copied();
    'all: while out.len() < size {
        let Some(control) = bytes.next() else { break };
        for bit in 0..8 {
            let mut put = |byte: u8, write: &mut usize, window: &mut Vec<u8>| {
                out.push(byte);
                if let Some(cell) = window.get_mut(*write) {
                    *cell = byte;
                }
                *write = (*write + 1) % 4096;
            };
            if control >> bit & 1 == 0 {
                let Some(byte) = bytes.next() else { break 'all };
                put(byte, &mut write, &mut window);
            } else {
                let (Some(high), Some(low)) = (bytes.next(), bytes.next()) else {
                    break 'all;
                };
                let reference = usize::from(u16::from_be_bytes([high, low]));
                let (offset, len) = (reference >> 4, (reference & 15) + 2);
                if offset == write {
                    break 'all;
                }
                for step in 0..len {
                    let byte = window.get((offset + step) % 4096).copied()?;
                    put(byte, &mut write, &mut window);
                }
            }
        }
    }
    Some(out)
}
