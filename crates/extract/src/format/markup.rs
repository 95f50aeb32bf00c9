//! Documents marked up in text: HTML, XML and SVG, JSON, Markdown.

pub(crate) mod flow;
pub(crate) mod html;
mod json;
mod tree;
pub(crate) mod xml;

use super::plain::{charset, note_charset, tidy};
use super::{FormatFault, Input, MemberSink, xmp};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, Page};

/// Reads a marked-up document as lines of text. Nothing it refers to is fetched.
///
/// # Errors
/// [`FormatFault::Over`] where the text is longer than the limit, [`FormatFault::Unsupported`] where
/// the bytes are no text.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    match input.media_type {
        "text/html" | "application/xhtml+xml" => read_html(input, out, members),
        "application/json" | "application/geo+json" | "application/x-ndjson" => {
            let decoded = charset::decode(input.bytes, None);
            note_charset(&decoded, out);
            out.push_text(json::to_lines(&decoded.text))
        }
        "text/markdown" => {
            let decoded = charset::decode(input.bytes, None);
            note_charset(&decoded, out);
            out.push_text(tidy(&decoded.text))
        }
        _ => {
            // A sidecar of a picture: its properties are metadata as they would be in the picture.
            if xmp::is_packet(input.bytes) {
                xmp::describe(input.bytes, out);
            }
            tree::read(input, out, members)
        }
    }
}

fn read_html(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let declared = html::declared_charset(input.bytes);
    let decoded = charset::decode(input.bytes, declared.as_deref());
    if !charset::is_text(&decoded.text) {
        return Err(FormatFault::Unsupported(
            "the bytes are no text in any encoding that is known here".to_owned(),
        ));
    }
    note_charset(&decoded, out);
    let page = html::read_page(&decoded.text);
    note_html(&page, out);
    out.no_text("the page holds no text");
    let title = page.title.clone();
    // A title is text that its reader sees, though not on the page itself.
    let text = match &title {
        Some(title) if !page.text.starts_with(title.as_str()) => format!("{title}\n{}", page.text),
        _ => page.text,
    };
    out.push_page(Page {
        label: title,
        text: text.trim_end().to_owned(),
        ..Page::default()
    })?;
    for (n, embedded) in page.embedded.into_iter().enumerate() {
        let shown = format!("embedded-{}.{}", n + 1, embedded.extension);
        members.begin(MemberHead::named(shown))?;
        members.write(&embedded.bytes)?;
        members.end(None)?;
    }
    Ok(())
}

/// Notes title, author and the like, and what in the page is active or lies elsewhere.
pub(crate) fn note_html(page: &html::HtmlPage, out: &mut Outcome) {
    let mut named_title = None;
    for (name, value) in &page.meta {
        out.meta(format!("html.{name}"), value);
        match name.as_str() {
            "author" | "dc.creator" | "dcterms.creator" => out.meta("author", value),
            "subject" | "dc.subject" | "keywords" => out.meta("subject", value),
            "title" | "dc.title" | "og:title" => named_title = named_title.or(Some(value)),
            "generator" => out.meta("producer", value),
            "dcterms.created" | "date" => out.meta("created", value),
            _ => {}
        }
    }
    if let Some(title) = page.title.as_ref().or(named_title) {
        out.meta("title", title);
    }
    if page.scripts > 0 {
        out.meta("html.scripts", page.scripts.to_string());
        out.warn(format!(
            "the page holds {} scripts; none was run and their text was left out",
            page.scripts
        ));
    }
    if page.remote > 0 {
        out.meta("html.remote", page.remote.to_string());
        out.warn(format!(
            "the page refers to {} remote resources; none was fetched",
            page.remote
        ));
    }
    for link in &page.links {
        out.meta("html.link", link);
    }
}
