//! Office files: Office Open XML packages and the compound files before them.

mod biff;
mod biff_text;
pub(crate) mod compound;
mod compound_slides;
mod compound_word;
mod drawing;
mod number_format;
mod numbering;
pub(crate) mod ole_object;
pub(crate) mod package;
mod package_properties;
mod property_set;
mod sector_chain;
mod sheet_cells;
mod sheets;
mod slides;
pub(crate) mod word;
mod word_document;
mod workbook;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;
use crate::reading::Page;
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
    if package.has_under("word/") {
        word_document::read(&package, out)?;
    } else if package.has("xl/workbook.bin") {
        workbook::read(input, out)?;
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

/// A page with a name of its own.
fn named_page(label: String, text: String) -> Page {
    Page {
        label: (!label.is_empty()).then_some(label),
        text,
        ..Page::default()
    }
}
