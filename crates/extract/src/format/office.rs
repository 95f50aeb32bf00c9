//! Office files: Office Open XML packages and the compound files before them.

mod biff;
mod binary_sheets;
mod blips;
mod comments;
pub(crate) mod compound;
mod compound_slides;
mod compound_word;
mod drawing;
pub(crate) mod grid;
mod kept_values;
mod lock;
mod macros;
mod number_format;
mod numbering;
pub(crate) mod ole_object;
pub(crate) mod package;
mod package_properties;
pub(crate) mod property_set;
mod publication;
mod salvage;
mod sheet_cells;
pub(crate) mod sheets;
mod slides;
mod visio;
pub(crate) mod word;
mod word_document;
mod word_settings;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::{Page, PageTable};
use package::Package;

/// Reads a text document, workbook or deck: text in reading order, properties, embedded files.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where the
/// container cannot be opened, [`FormatFault::Unsupported`] for kinds without a reader, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    if !input.bytes.starts_with(b"PK") {
        return compound::read(input, out, members);
    }
    let package = Package::open(input, out)?;
    package_properties::note(&package, out);
    package.note_outside(out);
    if package.has_under("_xmlsignatures/") {
        out.meta("office.signed", "yes");
    }
    if package.has_under("word/") {
        word_document::read(&package, out)?;
    } else if package.has("xl/workbook.bin") {
        binary_sheets::read(&package, out)?;
    } else if package.has_under("xl/") {
        sheets::read(&package, out)?;
    } else if package.has_under("ppt/") {
        slides::read(&package, out)?;
    } else {
        return Err(FormatFault::Unsupported(
            "the office package is of a kind that has no reader here".to_owned(),
        ));
    }
    out.no_text("the document holds no text");
    package.hand_embedded(out, members)
}

/// Notes the properties of a package of any kind.
///
/// # Errors
/// [`FormatFault::Damaged`] where it holds no part.
pub(crate) fn note_package(input: &Input<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
    let package = Package::open(input, out)?;
    package_properties::note(&package, out);
    package.note_outside(out);
    Ok(())
}

/// A sheet: a page with a name of its own whose first lines are rows of a table.
fn sheet_page(label: String, (text, table): (String, Option<PageTable>)) -> Page {
    Page {
        table,
        ..named_page(label, text)
    }
}

/// A page with a name of its own.
fn named_page(label: String, text: String) -> Page {
    Page {
        label: (!label.is_empty()).then_some(label),
        text,
        ..Page::default()
    }
}
