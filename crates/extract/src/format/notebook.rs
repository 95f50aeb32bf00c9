//! OneNote sections ([MS-ONESTORE], [MS-ONE]): the texts of each page, and the files put into them.
//!
//! A section keeps every change that was made to it. What this reader gives is what stands in the file,
//! page by page in the order of writing, earlier wordings among it; not the look of the page.

mod properties;
mod store;

use super::plain::charset;
use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{MemberHead, Page};
use properties::Property;
use std::collections::BTreeSet;
use store::Store;

/// The name of the type.
pub(crate) const ONENOTE: &str = "application/onenote";

/// Whether bytes begin as a section or a table of contents.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    store::begins(bytes)
}

/// Reads the texts, a page each, and hands files over.
///
/// # Errors
/// [`FormatFault::Unsupported`] for the form in which OneDrive keeps sections, [`FormatFault::Damaged`]
/// where no list of objects can be found, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let store = Store::open(input.bytes)?;
    out.no_text("the section holds no text");
    let spaces = store.spaces();
    if spaces.is_empty() {
        return Err(FormatFault::Damaged(
            "the list of pages of the section cannot be found".to_owned(),
        ));
    }
    let mut repeated = false;
    for space in spaces {
        let mut page = OnePage::default();
        for set in store.property_sets(space) {
            for property in properties::read(set) {
                page.take(&property, out);
            }
        }
        repeated |= page.repeated;
        if page.lines.is_empty() && page.title.is_none() {
            continue;
        }
        out.push_page(Page {
            label: page.title,
            text: page.lines.join("\n"),
            ..Page::default()
        })?;
    }
    if repeated {
        out.warn(
            "texts stand in the order in which they were written, earlier wordings among them",
        );
    }
    if store.is_cut() {
        out.in_part("a part of the section is missing or damaged");
    }
    for (n, bytes) in store.files().into_iter().enumerate() {
        let kind =
            file_format::FileFormat::from_reader(std::io::Cursor::new(bytes)).unwrap_or_default();
        let shown = format!("file-{}.{}", n + 1, kind.extension());
        members.begin(MemberHead::named(shown))?;
        members.write(bytes)?;
        members.end(None)?;
    }
    Ok(())
}

/// Values kept under one key of metadata.
const VALUES: usize = 200;

/// What was found of one page.
#[derive(Default)]
struct OnePage {
    title: Option<String>,
    lines: Vec<String>,
    seen: BTreeSet<String>,
    repeated: bool,
}

impl OnePage {
    /// Takes what a property says; its numbers are those of [MS-ONE] 2.1.12.
    fn take(&mut self, property: &Property<'_>, out: &mut Outcome) {
        let wide = || {
            let text = encoding_rs::UTF_16LE
                .decode_without_bom_handling(property.data)
                .0;
            text.trim_end_matches('\0').to_owned()
        };
        match property.number {
            // The texts of paragraphs: in UTF-16, or in a code page where that is enough.
            0x1C22 => self.line(&wide()),
            0x3498 => self.line(&charset::decode(property.data, None).text),
            // The title as the list of pages shows it.
            0x1CF3 | 0x1D3C => {
                let title = wide();
                if !title.trim().is_empty() {
                    self.title = Some(title.trim().to_owned());
                }
            }
            // The words for a picture, and an address behind words.
            0x1E58 | 0x1E20 => self.line(&wide()),
            // The names of files and pictures as they came in.
            0x1DD7 | 0x1D9C => {
                let name = wide();
                self.line(&name);
                note(out, "onenote.file", &name);
            }
            0x1D75 => {
                let name = wide();
                note(out, "author", &name);
            }
            0x349B => note(out, "title", &wide()),
            _ => {}
        }
    }

    fn line(&mut self, text: &str) {
        let text = text
            .trim_matches(|c: char| c == '\0' || c.is_whitespace())
            // Vertical tabs are line breaks.
            .replace('\u{b}', "\n");
        let text = without_fields(&text);
        if text.is_empty() {
            return;
        }
        if self.seen.insert(text.clone()) {
            self.lines.push(text);
        } else {
            self.repeated = true;
        }
    }
}

/// Text with the addresses behind words in angles: FDDF begins a field, as `HYPERLINK "address"words`.
fn without_fields(text: &str) -> String {
    let mut pieces = text.split('\u{fddf}');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece
            .strip_prefix("HYPERLINK \"")
            .and_then(|rest| rest.split_once('"'))
        {
            Some((address, words)) => {
                out.push_str(&format!("<{address}> "));
                out.push_str(words);
            }
            None => out.push_str(piece),
        }
    }
    out
}

fn note(out: &mut Outcome, key: &str, value: &str) {
    if out.count(key) < VALUES {
        out.meta(key, value);
    }
}
