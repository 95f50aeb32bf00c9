//! Which styles hide what bears them (OASIS OpenDocument 1.3 part 3, sections 16 and 20).

use crate::format::markup::xml::{Piece, XmlReader};
use std::collections::BTreeSet;

/// The styles that hide.
#[derive(Debug, Default, Clone)]
pub(super) struct Looks {
    name: String,
    text: BTreeSet<String>,
    sheets: BTreeSet<String>,
    slides: BTreeSet<String>,
}

/// Styles that are kept.
const STYLES: usize = 100_000;

impl Looks {
    /// The styles that a part states.
    pub(super) fn read(xml: &str) -> Self {
        let mut looks = Self::default();
        let mut reader = XmlReader::new(xml);
        while let Some(piece) = reader.next() {
            looks.piece(&piece);
        }
        looks
    }

    /// Takes a piece of the styles.
    pub(super) fn piece(&mut self, piece: &Piece<'_>) {
        let Piece::Open(tag) = piece else { return };
        if self.text.len() + self.sheets.len() + self.slides.len() > STYLES {
            return;
        }
        match tag.full_name() {
            "style:style" => self.name = tag.attr_exact("style:name").unwrap_or_default(),
            "style:text-properties"
                if tag.attr_exact("text:display").as_deref() == Some("none") =>
            {
                self.text.insert(self.name.clone());
            }
            "style:table-properties"
                if tag.attr_exact("table:display").as_deref() == Some("false") =>
            {
                self.sheets.insert(self.name.clone());
            }
            "style:drawing-page-properties"
                if tag.attr_exact("presentation:visibility").as_deref() == Some("hidden") =>
            {
                self.slides.insert(self.name.clone());
            }
            _ => {}
        }
    }

    /// Whether a style hides letters.
    pub(super) fn hides_text(&self, style: &str) -> bool {
        self.text.contains(style)
    }

    /// Whether a style hides a sheet.
    pub(super) fn hides_sheet(&self, style: &str) -> bool {
        self.sheets.contains(style)
    }

    /// Whether a style hides a slide.
    pub(super) fn hides_slide(&self, style: &str) -> bool {
        self.slides.contains(style)
    }
}
