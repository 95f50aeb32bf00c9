//! Files of Apple's programs: iWork of 2005 to 2013, property lists, web archives.

mod iwork;
mod property_list;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, Page};
use property_list::{List, Value};

/// The name of the type of binary property lists.
pub(crate) const PROPERTY_LIST: &str = "application/x-bplist";
/// The name of the type of web archives.
const WEB_ARCHIVE: &str = "application/x-webarchive";

/// The type of an iWork package by the names in it; none for those of after 2013, which hold no XML.
pub(crate) fn iwork_type(
    has: impl Fn(&str) -> bool,
    extension: Option<&str>,
) -> Option<&'static str> {
    if has("index.apxl") || has("index.apxl.gz") {
        return Some("application/vnd.apple.keynote");
    }
    if !(has("index.xml") || has("index.xml.gz")) {
        return None;
    }
    match extension {
        Some("numbers") => Some("application/vnd.apple.numbers"),
        Some("pages") => Some("application/vnd.apple.pages"),
        Some("key") => Some("application/vnd.apple.keynote"),
        _ if has("buildVersionHistory.plist") => Some("application/vnd.apple.pages"),
        _ => None,
    }
}

/// Reads a document, a list of properties, or a saved page with its parts as members.
///
/// # Errors
/// [`FormatFault::Damaged`] where nothing of it can be read, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    if input.bytes.starts_with(b"PK") {
        return iwork::read(input, out, members);
    }
    let list = List::open(input.bytes)
        .ok_or_else(|| FormatFault::Damaged("the property list is damaged".to_owned()))?;
    out.no_text("the property list is empty");
    let top = list.top();
    if let Some(main) = list.get(top, "WebMainResource") {
        return web_archive(&list, top, main, out, members);
    }
    let (text, whole) = list.to_lines(usize::try_from(out.text_room()).unwrap_or(usize::MAX));
    if !whole {
        out.in_part("a part of the property list is damaged or refers to itself");
    }
    out.push_text(text)
}

/// A page as Safari saves it: the page itself, then what it shows.
fn web_archive(
    list: &List<'_>,
    top: usize,
    main: usize,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    out.media_type(WEB_ARCHIVE);
    let text = |of: usize, key: &str| match list.get(of, key).and_then(|at| list.value(at)) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    };
    let url = text(main, "WebResourceURL");
    out.meta("web.url", &url);
    let kind = text(main, "WebResourceMIMEType");
    let Some(Value::Data(bytes)) = list
        .get(main, "WebResourceData")
        .and_then(|at| list.value(at))
    else {
        return Err(FormatFault::Damaged(
            "the page of the web archive is missing".to_owned(),
        ));
    };
    if kind.contains("html") || kind.is_empty() {
        let stated = text(main, "WebResourceTextEncodingName");
        let stated = Some(stated.as_str()).filter(|name| !name.is_empty());
        let decoded = super::plain::charset::decode(bytes, stated);
        let page = super::markup::html::read_page(&decoded.text);
        super::markup::note_html(&page, out);
        out.meta("charset", &decoded.charset);
        out.push_page(Page {
            label: page.title.clone(),
            text: page.text.trim_end().to_owned(),
            ..Page::default()
        })?;
    } else {
        hand(&name_of(&url, 0), bytes, members)?;
    }
    for (key, member) in [("WebSubresources", false), ("WebSubframeArchives", true)] {
        let Some(parts) = list.get(top, key) else {
            continue;
        };
        for (n, part) in list.items(parts).into_iter().enumerate() {
            let part = if member {
                list.get(part, "WebMainResource").unwrap_or(part)
            } else {
                part
            };
            if let Some(Value::Data(bytes)) = list
                .get(part, "WebResourceData")
                .and_then(|at| list.value(at))
            {
                let url = text(part, "WebResourceURL");
                hand(&name_of(&url, n + 1), bytes, members)?;
            }
        }
    }
    Ok(())
}

/// A name for a part by the end of its address.
fn name_of(url: &str, n: usize) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    match path.rsplit('/').next().filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => format!("part-{n}"),
    }
}

pub(super) fn hand(
    name: &str,
    bytes: &[u8],
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    members.begin(MemberHead::named(name.to_owned()))?;
    members.write(bytes)?;
    members.end(None)
}
