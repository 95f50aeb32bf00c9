//! The wrapper that Outlook puts around what mail cannot carry: TNEF, `winmail.dat` (MS-OXTNEF).

use super::outlook;
use super::property::Properties;
use crate::format::plain::charset::{decode, decode_page};
use crate::format::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::collections::BTreeMap;

/// Numbers of attributes (MS-OXTNEF 2.1.3.1), without their type.
const SUBJECT: u32 = 0x8004;
const BODY: u32 = 0x800c;
const MESSAGE_PROPERTIES: u32 = 0x9003;
const CODE_PAGE: u32 = 0x9007;
const RECIPIENTS: u32 = 0x9004;
const ATTACHMENT_BEGINS: u32 = 0x9002;
const ATTACHMENT_DATA: u32 = 0x800f;
const ATTACHMENT_TITLE: u32 = 0x8010;
const ATTACHMENT_PROPERTIES: u32 = 0x9005;

/// Properties of one list that are read at most.
const MOST: usize = 10_000;

#[derive(Default)]
struct Attachment<'a> {
    title: Option<&'a [u8]>,
    data: Option<&'a [u8]>,
    properties: Properties,
    damaged: bool,
}

/// Reads the message and hands its attachments over.
///
/// # Errors
/// [`FormatFault::Damaged`] where nothing follows the signature, and the limits.
pub(super) fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let mut rest = input.bytes.get(6..).unwrap_or_default();
    if rest.is_empty() {
        return Err(FormatFault::Damaged("the TNEF file is empty".to_owned()));
    }
    let mut page = 1252;
    let (mut subject, mut body): (Option<&[u8]>, Option<&[u8]>) = (None, None);
    let mut message = Properties::default();
    let mut attachments: Vec<Attachment<'_>> = Vec::new();
    while !rest.is_empty() {
        let Some((id, data, sound, after)) = attribute(rest) else {
            out.in_part(format!(
                "the TNEF file breaks off with {} bytes left",
                rest.len()
            ));
            break;
        };
        rest = after;
        if !sound {
            out.warn("a checksum in the TNEF file is wrong");
        }
        let last = attachments.last_mut();
        match (id, last) {
            (CODE_PAGE, _) => page = word(data, 0).unwrap_or(1252),
            (SUBJECT, _) => subject = Some(data),
            (BODY, _) => body = Some(data),
            (MESSAGE_PROPERTIES, _) => {
                let (properties, whole) = list(data);
                message = properties;
                if !whole {
                    out.in_part("the list of properties in the TNEF file is damaged");
                }
            }
            (RECIPIENTS, _) => recipients(data, out),
            (ATTACHMENT_BEGINS, _) => attachments.push(Attachment::default()),
            (ATTACHMENT_DATA, Some(last)) => last.data = Some(data),
            (ATTACHMENT_TITLE, Some(last)) => last.title = Some(data),
            (ATTACHMENT_PROPERTIES, Some(last)) => {
                let (properties, whole) = list(data);
                last.properties = properties;
                last.damaged = !whole;
            }
            _ => {}
        }
    }
    let narrow = |bytes: &[u8]| {
        let bytes = bytes.strip_suffix(&[0]).unwrap_or(bytes);
        if page == 1252 {
            decode(bytes, None).text
        } else {
            decode_page(bytes, page)
        }
    };
    outlook::note(&message, out);
    if let Some(subject) = subject {
        out.meta("subject", narrow(subject));
    }
    out.no_text("the wrapper of Outlook holds no text");
    let mut text = outlook::body(&message, out);
    if let Some(body) = body {
        let new = super::message::new_lines(&text, &narrow(body));
        super::message::add_text(&mut text, &new);
    }
    if !text.trim().is_empty() {
        out.push_text(text.trim().to_owned())?;
    }
    for (n, mut attachment) in attachments.into_iter().enumerate() {
        attachment.properties.adopt(&message);
        let title = attachment.title.map(narrow);
        hand(&attachment, title, n + 1, members)?;
    }
    Ok(())
}

/// Level (1), number (2), type (2), length (4), data, sum of its bytes (2).
fn attribute(bytes: &[u8]) -> Option<(u32, &[u8], bool, &[u8])> {
    let id = word(bytes, 1)? & 0xffff;
    let length = usize::try_from(word(bytes, 5)?).ok()?;
    let (data, rest) = bytes.get(9..)?.split_at_checked(length)?;
    let (sum, rest) = rest.split_first_chunk::<2>()?;
    let found = data
        .iter()
        .fold(0u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    Some((id, data, found == u16::from_le_bytes(*sum), rest))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_le_bytes(field))
}

/// Takes bytes from the front of a list.
struct Taker<'a>(&'a [u8]);

impl<'a> Taker<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn word(&mut self) -> Option<u32> {
        word(self.take(4)?, 0)
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.word()?).ok()
    }

    /// Bytes with their length before them, filled up to four.
    fn counted(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        let value = self.take(length)?;
        self.take(length.next_multiple_of(4) - length)?;
        Some(value)
    }
}

/// A list of properties (MS-OXTNEF 2.1.3.4), and whether it could be read to its end.
fn list(data: &[u8]) -> (Properties, bool) {
    let mut taker = Taker(data);
    let mut streams = BTreeMap::new();
    let mut fixed = BTreeMap::new();
    let count = taker.count().unwrap_or(0);
    let mut whole = count <= MOST;
    for _ in 0..count.min(MOST) {
        if property(&mut taker, &mut streams, &mut fixed).is_none() {
            whole = false;
            break;
        }
    }
    (Properties::of(streams, fixed), whole)
}

fn property(
    taker: &mut Taker<'_>,
    streams: &mut BTreeMap<(u16, u16), Vec<u8>>,
    fixed: &mut BTreeMap<u16, u64>,
) -> Option<()> {
    let tag = taker.word()?;
    let (kind, id) = (tag & 0xffff, u16::try_from(tag >> 16).ok()?);
    if id >= 0x8000 {
        // A name: a set (16), and a number or a text.
        taker.take(16)?;
        if taker.word()? == 0 {
            taker.word()?;
        } else {
            taker.counted()?;
        }
    }
    let many = kind & 0x1000 != 0;
    let plain = u16::try_from(kind & 0xfff).ok()?;
    let variable = matches!(plain, 0x000d | 0x001e | 0x001f | 0x0102);
    let values = if many || variable { taker.count()? } else { 1 };
    for n in 0..values {
        if variable {
            let value = taker.counted()?;
            if n == 0 && !many {
                streams.insert((id, plain), value.to_vec());
            }
            continue;
        }
        let value = match plain {
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => {
                let low = u64::from(taker.word()?);
                low | u64::from(taker.word()?) << 32
            }
            0x0048 => {
                taker.take(16)?;
                continue;
            }
            _ => u64::from(taker.word()?),
        };
        if n == 0 {
            fixed.insert(id, value);
        }
    }
    Some(())
}

/// A count, then a list of properties for each (MS-OXTNEF 2.1.3.5.1).
fn recipients(data: &[u8], out: &mut Outcome) {
    let mut taker = Taker(data);
    for _ in 0..taker.count().unwrap_or(0).min(MOST) {
        let mut streams = BTreeMap::new();
        let mut fixed = BTreeMap::new();
        let Some(count) = taker.count() else { return };
        for _ in 0..count.min(MOST) {
            if property(&mut taker, &mut streams, &mut fixed).is_none() {
                out.warn("the list of recipients in the TNEF file is damaged");
                return;
            }
        }
        outlook::note_recipient(&Properties::of(streams, fixed), out);
    }
}

fn hand(
    attachment: &Attachment<'_>,
    title: Option<String>,
    n: usize,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let properties = &attachment.properties;
    let name = [0x3707, 0x3704, 0x3001]
        .into_iter()
        .filter_map(|id| properties.text(id))
        .chain(title)
        .find(|name| !name.trim().is_empty());
    // An object begins with the number of its interface (16 bytes).
    let object = properties
        .object(0x3701)
        .and_then(|object| object.get(16..));
    let is_message = properties.number(0x3705) == Some(5);
    let shown = match (name, object.is_some()) {
        (Some(name), true) if is_message => format!("{name}.tnef"),
        (Some(name), true) => format!("{name}.ole"),
        (Some(name), false) => name,
        (None, _) => format!("attachment-{n}.bin"),
    };
    let bytes = object
        .or_else(|| properties.bytes(0x3701))
        .or(attachment.data)
        .filter(|bytes| !bytes.is_empty());
    let problem = match bytes {
        Some(_) if attachment.damaged => {
            Some("what the TNEF file says of the attachment is damaged")
        }
        Some(_) => None,
        None => Some("the attachment has no content in the TNEF file"),
    };
    members.begin(MemberHead {
        name: shown.clone().into_bytes(),
        shown,
        modified: properties.moment(0x3008),
        problem: None,
    })?;
    members.write(bytes.unwrap_or_default())?;
    members.end(problem.map(|reason| MemberProblem {
        state: ItemState::Damaged,
        reason: reason.to_owned(),
    }))
}
