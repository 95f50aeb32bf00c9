//! A message of a mailbox as a mail that any program reads (RFC 5322, MIME).
//!
//! The same message gives the same bytes. The head that came with the message is kept as it is, but
//! for what says how the body was packed: the body is packed anew. Parts: the plain text, the page,
//! the formatted text, then each attachment; messages within messages are mails within the mail.

use super::letter_head;
use super::ltp::{self, Context, Value};
use super::mime::{Sink, write_base64};
use super::names::Names;
use super::ndb::{Database, Nid, Node};
use super::{ATTACHMENT, Properties, properties};
use crate::format::FormatFault;
use crate::format::mail::{rtf_body, rtf_html};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// The tables of a message (MS-PST 2.4.1).
const RECIPIENT_TABLE: Nid = 0x692;
const ATTACHMENT_TABLE: Nid = 0x671;

/// Messages within messages that are written; what lies deeper is told.
const DEEPEST: u32 = 16;

/// A head of ours: why an attachment is not there.
pub(in crate::format::mail) const MISSING: &str = "X-Isnad-Missing";

/// Writes one message.
pub(super) struct Letter<'a> {
    database: &'a Database<'a>,
    names: &'a Names,
    nid: Nid,
    faults: BTreeSet<String>,
    parts: u32,
}

/// A message whose properties were read.
pub(super) struct Opened {
    subs: BTreeMap<Nid, Node>,
    properties: Properties,
    lost: Vec<String>,
}

impl Opened {
    /// Last change, delivery or sending, whichever is there first.
    pub(super) fn modified(&self) -> Option<String> {
        [0x0e06, 0x0039, 0x3008]
            .into_iter()
            .find_map(|id| self.properties.moment(id))
    }
}

impl<'a> Letter<'a> {
    pub(super) const fn new(database: &'a Database<'a>, names: &'a Names, nid: Nid) -> Self {
        Self {
            database,
            names,
            nid,
            faults: BTreeSet::new(),
            parts: 0,
        }
    }

    /// What could not be written, in words.
    pub(super) fn faults(&self) -> Option<String> {
        let all: Vec<&str> = self.faults.iter().map(String::as_str).take(20).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// Reads the properties of a message.
    pub(super) fn open(&self, node: Node) -> Result<Opened, String> {
        let subs = self.database.sub_nodes(node.sub)?;
        let context = ltp::context(self.database, node, &subs)?;
        Ok(Opened {
            subs,
            properties: properties(&context),
            lost: lost(&context),
        })
    }

    /// Writes a message whole.
    ///
    /// # Errors
    /// Those of the sink.
    pub(super) fn write(
        &mut self,
        message: &Opened,
        sink: &mut Sink<'_>,
    ) -> Result<(), FormatFault> {
        self.level(message, 0, sink)
    }

    fn level(
        &mut self,
        message: &Opened,
        depth: u32,
        sink: &mut Sink<'_>,
    ) -> Result<(), FormatFault> {
        for reason in &message.lost {
            self.faults
                .insert(format!("a value of the message is lost: {reason}"));
        }
        let recipients = self.recipients(message);
        let head = letter_head::compose(&message.properties, &recipients, self.names);
        sink(head.as_bytes())?;
        let attachments = self.attachments(message);
        self.parts += 1;
        let boundary = format!("=_isnad_{:08x}_{}", self.nid, self.parts);
        let body = body(&message.properties, &mut self.faults);
        sink(
            format!(
                "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n"
            )
            .as_bytes(),
        )?;
        self.body(&body, &boundary, sink)?;
        for (nid, node) in attachments {
            sink(format!("\r\n--{boundary}\r\n").as_bytes())?;
            self.attachment(nid, node, depth, sink)?;
        }
        sink(format!("\r\n--{boundary}--\r\n").as_bytes())
    }

    fn body(
        &self,
        parts: &[(String, Vec<u8>)],
        boundary: &str,
        sink: &mut Sink<'_>,
    ) -> Result<(), FormatFault> {
        if parts.is_empty() {
            return Ok(());
        }
        let inner = format!("{boundary}_a");
        sink(
            format!("\r\n--{boundary}\r\nContent-Type: multipart/alternative; boundary=\"{inner}\"\r\n\r\n")
                .as_bytes(),
        )?;
        for (kind, bytes) in parts {
            sink(
                format!("\r\n--{inner}\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .as_bytes(),
            )?;
            write_base64(&mut bytes.as_slice(), sink)?;
        }
        sink(format!("\r\n--{inner}--\r\n").as_bytes())
    }

    fn recipients(&mut self, message: &Opened) -> Vec<Properties> {
        let wanted = |id| {
            matches!(
                id,
                0x0c15 | 0x3001 | 0x3003 | 0x39fe | 0x5ff6 | 0x3002 | 0x3ffd
            )
        };
        let Some(table) = message.subs.get(&RECIPIENT_TABLE) else {
            return Vec::new();
        };
        match ltp::table(self.database, *table, &wanted) {
            Ok(rows) => rows.iter().map(|(_, row)| properties(row)).collect(),
            Err(reason) => {
                self.faults
                    .insert(format!("the list of recipients is damaged: {reason}"));
                Vec::new()
            }
        }
    }

    /// The attachments that the table lists, and those it does not; what is listed and not there is
    /// told.
    fn attachments(&mut self, message: &Opened) -> Vec<(Nid, Option<Node>)> {
        let is_attachment = |nid: Nid| nid & 0x1f == ATTACHMENT;
        let mut all: BTreeSet<Nid> = message
            .subs
            .keys()
            .copied()
            .filter(|nid| is_attachment(*nid))
            .collect();
        if let Some(table) = message.subs.get(&ATTACHMENT_TABLE) {
            match ltp::table(self.database, *table, &|_| false) {
                Ok(rows) => all.extend(rows.into_iter().map(|(nid, _)| nid)),
                Err(reason) => {
                    self.faults
                        .insert(format!("the list of attachments is damaged: {reason}"));
                }
            }
        }
        all.into_iter()
            .map(|nid| (nid, message.subs.get(&nid).copied()))
            .collect()
    }

    fn attachment(
        &mut self,
        nid: Nid,
        node: Option<Node>,
        depth: u32,
        sink: &mut Sink<'_>,
    ) -> Result<(), FormatFault> {
        let Some(node) = node else {
            let reason = format!("the attachment {nid:#x} is listed but not in the file");
            return self.missing(&format!("attachment-{nid:x}"), &reason, sink);
        };
        let opened = self.database.sub_nodes(node.sub).and_then(|subs| {
            let context = ltp::context(self.database, node, &subs)?;
            Ok((subs, context))
        });
        let (subs, context) = match opened {
            Ok(opened) => opened,
            Err(reason) => {
                let reason = format!("the attachment {nid:#x} is damaged: {reason}");
                return self.missing(&format!("attachment-{nid:x}"), &reason, sink);
            }
        };
        let about = properties(&context);
        let name = letter_head::attachment_name(&about, nid);
        let method = about.number(0x3705).unwrap_or(1);
        let inner = object(&context, &subs);
        if let (5, Some(inner)) = (method, inner) {
            return self.embedded(inner, &name, depth, sink);
        }
        if matches!(method, 2..=4 | 7) {
            let place = about.text(0x370d).or_else(|| about.text(0x3708));
            let reason = format!(
                "the attachment is kept elsewhere: {}",
                place.unwrap_or_else(|| "the place is not stated".to_owned())
            );
            return self.missing(&name, &reason, sink);
        }
        let head = letter_head::attachment(&about, &name);
        match (context.get(&0x3701), inner) {
            (_, Some(inner)) => {
                sink(head.as_bytes())?;
                self.content(&mut self.database.stream(inner.data), &name, sink)
            }
            (Some((_, Value::Bytes(bytes))), _) => {
                sink(head.as_bytes())?;
                self.content(&mut bytes.as_slice(), &name, sink)
            }
            (Some((_, Value::Node(nid))), _) if subs.contains_key(nid) => {
                let data = subs.get(nid).map_or(0, |node| node.data);
                sink(head.as_bytes())?;
                self.content(&mut self.database.stream(data), &name, sink)
            }
            (Some((_, Value::Lost(reason))), _) => {
                let reason = format!("the attachment is lost: {reason}");
                self.missing(&name, &reason, sink)
            }
            _ => self.missing(&name, "the attachment has no content in the file", sink),
        }
    }

    fn content(
        &mut self,
        source: &mut dyn Read,
        name: &str,
        sink: &mut Sink<'_>,
    ) -> Result<(), FormatFault> {
        let (count, fault) = write_base64(source, sink)?;
        if let Some(fault) = fault {
            self.faults.insert(format!(
                "the attachment `{name}` breaks off after {count} bytes: {fault}"
            ));
        }
        Ok(())
    }

    fn embedded(
        &mut self,
        node: Node,
        name: &str,
        depth: u32,
        sink: &mut Sink<'_>,
    ) -> Result<(), FormatFault> {
        if depth >= DEEPEST {
            return self.missing(name, "it lies deeper in messages than is read", sink);
        }
        match self.open(node) {
            Ok(opened) => {
                sink(letter_head::embedded(name).as_bytes())?;
                self.level(&opened, depth + 1, sink)
            }
            Err(reason) => {
                let reason = format!("the message within the message is damaged: {reason}");
                self.missing(name, &reason, sink)
            }
        }
    }

    fn missing(
        &mut self,
        name: &str,
        reason: &str,
        sink: &mut Sink<'_>,
    ) -> Result<(), FormatFault> {
        self.faults.insert(format!("`{name}`: {reason}"));
        sink(letter_head::missing(name, reason).as_bytes())
    }
}

/// The node of an object: a message, or what a program embedded (MS-PST 2.3.3.5).
fn object(context: &Context, subs: &BTreeMap<Nid, Node>) -> Option<Node> {
    let (0x000d, Value::Bytes(place)) = context.get(&0x3701)? else {
        return match context.get(&0x3701)? {
            (0x000d, Value::Node(nid)) => subs.get(nid).copied(),
            _ => None,
        };
    };
    let nid = super::ndb::le(place, 0, 4)?;
    subs.get(&Nid::try_from(nid).ok()?).copied()
}

fn lost(context: &Context) -> Vec<String> {
    context
        .iter()
        .filter_map(|(id, (_, value))| match value {
            Value::Lost(reason) => Some(format!("{id:#06x}: {reason}")),
            _ => None,
        })
        .collect()
}

/// The parts of the body: type and bytes.
fn body(message: &Properties, faults: &mut BTreeSet<String>) -> Vec<(String, Vec<u8>)> {
    let mut parts = Vec::new();
    let plain = letter_head::fields(message) + &message.text(0x1000).unwrap_or_default();
    if !plain.trim().is_empty() {
        parts.push(("text/plain; charset=utf-8".to_owned(), plain.into_bytes()));
    }
    if let Some(page) = message.bytes(0x1013).filter(|page| !page.is_empty()) {
        let charset = message
            .number(0x3fde)
            .and_then(charset_name)
            .map(|name| format!("; charset={name}"))
            .unwrap_or_default();
        parts.push((format!("text/html{charset}"), page.to_vec()));
    } else if let Some(page) = message.text(0x1013).filter(|page| !page.is_empty()) {
        parts.push(("text/html; charset=utf-8".to_owned(), page.into_bytes()));
    }
    let has_page = parts.iter().any(|(kind, _)| kind.starts_with("text/html"));
    match message
        .bytes(0x1009)
        .filter(|rtf| !rtf.is_empty())
        .map(rtf_body::unpack)
    {
        // A page that Outlook hid in the formatted text is what was sent.
        Some(Some(rtf)) => match rtf_html::page_of(&rtf) {
            Some(_) if has_page => {}
            Some(page) => parts.push(("text/html; charset=utf-8".to_owned(), page.into_bytes())),
            None => parts.push(("application/rtf; name=\"body.rtf\"".to_owned(), rtf)),
        },
        Some(None) => {
            faults.insert("the formatted text of the message is damaged".to_owned());
        }
        None => {}
    }
    parts
}

/// The name of a code page in mail.
fn charset_name(page: u64) -> Option<String> {
    match page {
        65001 => Some("utf-8".to_owned()),
        20127 => Some("us-ascii".to_owned()),
        28591..=28606 => Some(format!("iso-8859-{}", page - 28590)),
        1250..=1258 => Some(format!("windows-{page}")),
        20866 => Some("koi8-r".to_owned()),
        932 => Some("shift_jis".to_owned()),
        936 => Some("gbk".to_owned()),
        950 => Some("big5".to_owned()),
        _ => None,
    }
}
