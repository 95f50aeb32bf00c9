//! XML as a stream of tags and text, safe on hostile input.
//!
//! INVARIANT: nothing outside the bytes is ever opened, and an entity that the document itself
//! declares is never expanded: its name is counted and left out. So neither an external entity nor
//! a nest of entities ("billion laughs") can make the output larger than the input.

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::reader::Reader;
use quick_xml::{XmlVersion, escape};
use std::borrow::Cow;

/// A piece of an XML document. An empty element comes as `Open` and `Close`.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag.
    Close(Closed<'a>),
    /// Character data with its character references resolved.
    Text(Cow<'a, str>),
}

/// An end tag; reads as its name without a prefix.
#[derive(Debug)]
pub(crate) struct Closed<'a> {
    end: BytesEnd<'a>,
}

impl Closed<'_> {
    /// The name without its prefix.
    pub(crate) fn as_str(&self) -> &str {
        self.end.local_name().into_inner()
    }
}

impl std::ops::Deref for Closed<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Closed<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Closed<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    start: BytesStart<'a>,
}

/// More attributes than this on one element are no document.
const ATTRIBUTES: usize = 20_000;

impl Tag<'_> {
    /// The name without its prefix: local names are enough, since transitional and strict office
    /// files differ only in namespaces.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The name as written, with its prefix.
    pub(crate) fn full_name(&self) -> &str {
        self.start.name().into_inner()
    }

    /// The attribute of this local name, whatever its prefix.
    pub(crate) fn attr(&self, local: &str) -> Option<String> {
        self.find(|name| name.rsplit(':').next() == Some(local))
    }

    /// The attribute written exactly so, prefix included.
    pub(crate) fn attr_exact(&self, full: &str) -> Option<String> {
        self.find(|name| name == full)
    }

    fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<String> {
        let mut found = None;
        self.each(|name, value| {
            let is_it = wanted(name);
            if is_it {
                found = Some(value.to_owned());
            }
            !is_it
        });
        found
    }

    /// Goes through the attributes, name as written and value, until `go_on` says no; costs no
    /// memory where values hold no references.
    pub(crate) fn each(&self, mut go_on: impl FnMut(&str, &str) -> bool) {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        for attribute in attributes.flatten().take(ATTRIBUTES) {
            let name = attribute.key.into_inner();
            let plain = !attribute.value.contains(['&', '\n', '\r', '\t']);
            let more = if plain {
                go_on(name, &attribute.value)
            } else {
                match attribute.normalized_value(XmlVersion::Implicit1_0) {
                    Ok(value) => go_on(name, &value),
                    Err(_) => go_on(name, &attribute.value),
                }
            };
            if !more {
                return;
            }
        }
    }

    /// Every attribute with its name as written.
    pub(crate) fn attrs(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        attributes.flatten().take(ATTRIBUTES).map(|attribute| {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
            (attribute.key.into_inner().to_owned(), value)
        })
    }
}

/// What a document holds that the reader would not follow.
#[derive(Debug, Default, Clone)]
pub(crate) struct XmlNotes {
    /// References to entities that the document declares itself.
    pub entities_refused: u64,
    /// The document type declaration, cut to 200 characters.
    pub doctype: Option<String>,
    /// The declaration names something outside the document.
    pub external: bool,
    /// Where and why reading stopped before the end.
    pub broken: Option<String>,
}

impl XmlNotes {
    /// The notes as warnings, `what` naming the part they are about.
    pub(crate) fn warnings(&self, what: &str) -> Vec<String> {
        let mut out = Vec::new();
        if self.entities_refused > 0 {
            out.push(format!(
                "{what} declares entities of its own; {} references to them were not expanded (limit on entity expansion: 0)",
                self.entities_refused
            ));
        }
        if self.external {
            out.push(format!(
                "{what} names an external entity or document type; it was not fetched"
            ));
        }
        if let Some(broken) = &self.broken {
            out.push(format!(
                "{what} is not well-formed XML: {broken}; what stands before was read"
            ));
        }
        out
    }
}

/// Reads pieces from a document that is already text.
pub(crate) struct XmlReader<'a> {
    inner: Reader<&'a [u8]>,
    /// What was met and not followed so far.
    pub notes: XmlNotes,
    ended: bool,
}

impl<'a> XmlReader<'a> {
    /// A reader over `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut inner = Reader::from_str(text.trim_start_matches('\u{feff}').trim_start());
        let config = inner.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            inner,
            notes: XmlNotes::default(),
            ended: false,
        }
    }

    /// The next piece; none at the end or where the document breaks.
    pub(crate) fn next(&mut self) -> Option<Piece<'a>> {
        while !self.ended {
            match self.inner.read_event() {
                Ok(Event::Start(start) | Event::Empty(start)) => {
                    return Some(Piece::Open(Tag { start }));
                }
                Ok(Event::End(end)) => {
                    return Some(Piece::Close(Closed { end }));
                }
                Ok(Event::Text(text)) => return Some(Piece::Text(text.into_inner())),
                Ok(Event::CData(data)) => return Some(Piece::Text(data.into_inner())),
                Ok(Event::GeneralRef(reference)) => {
                    if let Ok(Some(c)) = reference.resolve_char_ref() {
                        return Some(Piece::Text(Cow::Owned(c.to_string())));
                    }
                    let name: &str = &reference;
                    if let Some(text) = escape::resolve_predefined_entity(name) {
                        return Some(Piece::Text(Cow::Borrowed(text)));
                    }
                    if self.notes.doctype.is_none() {
                        // Undeclared, so most likely one of HTML's: kept as written.
                        return Some(Piece::Text(Cow::Owned(
                            html_entity(name).map_or_else(|| format!("&{name};"), str::to_owned),
                        )));
                    }
                    match html_entity(name) {
                        Some(text) => return Some(Piece::Text(Cow::Borrowed(text))),
                        None => self.notes.entities_refused += 1,
                    }
                }
                Ok(Event::DocType(doctype)) => {
                    let text: &str = &doctype;
                    self.notes.external |= text.contains("SYSTEM") || text.contains("PUBLIC");
                    // A public document type of the web is no sign of anything.
                    if text.contains("-//W3C//") && !text.contains("<!ENTITY") {
                        self.notes.external = false;
                    }
                    self.notes.doctype = Some(text.chars().take(200).collect());
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let text = error.to_string();
                    self.notes.broken = Some(format!(
                        "{} at byte {}",
                        text.trim_end_matches('.'),
                        self.inner.error_position()
                    ));
                }
            }
        }
        None
    }
}

fn html_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{a0}",
        "copy" => "©",
        "reg" => "®",
        "ndash" => "–",
        "mdash" => "—",
        "laquo" => "«",
        "raquo" => "»",
        "hellip" => "…",
        "zwnj" => "\u{200c}",
        "zwj" => "\u{200d}",
        "lrm" => "\u{200e}",
        "rlm" => "\u{200f}",
        _ => return None,
    })
}

/// The bytes of an XML file as text, by mark, declaration or look.
pub(crate) fn to_text(bytes: &[u8]) -> String {
    if let Some((encoding, mark_len)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(bytes.get(mark_len..).unwrap_or_default())
            .0
            .into_owned();
    }
    match bytes {
        [b'<', 0, ..] => {
            return encoding_rs::UTF_16LE
                .decode_without_bom_handling(bytes)
                .0
                .into_owned();
        }
        [0, b'<', ..] => {
            return encoding_rs::UTF_16BE
                .decode_without_bom_handling(bytes)
                .0
                .into_owned();
        }
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = declared_encoding(bytes);
    crate::format::plain::charset::decode(bytes, declared.as_deref()).text
}

fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let after = head
        .split("encoding")
        .nth(1)?
        .trim_start()
        .strip_prefix('=')?
        .trim_start()
        .to_owned();
    let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    after.split(quote).nth(1).map(str::to_owned)
}
