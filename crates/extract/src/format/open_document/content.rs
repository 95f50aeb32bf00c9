//! The content of an OpenDocument file (OASIS OpenDocument 1.3 part 3).

use crate::format::FormatFault;
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, Tag, XmlReader};
use crate::outcome::Outcome;
use crate::reading::Page;

/// Reads one content; `flat` where it holds styles as well, as one file.
///
/// # Errors
/// The limits.
pub(super) fn read(
    text: &str,
    what: &str,
    flat: bool,
    out: &mut Outcome,
) -> Result<(), FormatFault> {
    let mut reader = XmlReader::new(text);
    let mut walk = Walk::default();
    let mut in_body = false;
    let mut in_margin = false;
    while let Some(piece) = reader.next() {
        match &piece {
            Piece::Open(tag) => {
                in_body |= matches!(
                    tag.full_name(),
                    "office:body" | "math:math" | "math" | "office:scripts"
                );
                in_margin |= flat
                    && matches!(tag.name(), "header" | "footer")
                    && tag.full_name().starts_with("style:");
            }
            Piece::Close(name) if in_margin && matches!(name.as_str(), "header" | "footer") => {
                in_margin = false;
                walk.flow.line();
            }
            Piece::Close(name) if name == "scripts" => in_body = false,
            _ => {}
        }
        if in_body || in_margin {
            walk.piece(&piece, out)?;
        }
    }
    for warning in reader.notes.warnings(what) {
        out.warn(warning);
    }
    if let Some(broken) = &reader.notes.broken {
        out.in_part(format!("{what} breaks off: {broken}"));
    }
    walk.end(out)
}

/// Reads headers and footers out of the styles.
///
/// # Errors
/// The limits.
pub(super) fn read_margins(text: &str, out: &mut Outcome) -> Result<(), FormatFault> {
    let mut reader = XmlReader::new(text);
    let mut walk = Walk::default();
    let mut depth = 0u32;
    while let Some(piece) = reader.next() {
        match &piece {
            Piece::Open(tag)
                if tag.full_name().starts_with("style:")
                    && (tag.name().starts_with("header") || tag.name().starts_with("footer"))
                    && !tag.name().ends_with("style") =>
            {
                depth += 1;
                continue;
            }
            Piece::Close(name)
                if depth > 0
                    && (name.starts_with("header") || name.starts_with("footer"))
                    && !name.ends_with("style") =>
            {
                depth -= 1;
                walk.flow.line();
                continue;
            }
            _ => {}
        }
        if depth > 0 {
            walk.piece(&piece, out)?;
        }
    }
    walk.end(out)
}

#[derive(Default)]
struct Walk {
    flow: Flow,
    /// The sheet or slide being read.
    page: Option<String>,
    skipped: u32,
    /// How often the cell being read repeats, and whether it has text.
    deleted: u64,
    paragraphs: u32,
    tables: u32,
    in_deleted: u32,
}

impl Walk {
    fn piece(&mut self, piece: &Piece<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
        match piece {
            Piece::Open(tag) => self.open(tag, out),
            Piece::Close(name) => self.close(name, out),
            Piece::Text(text) => {
                if self.skipped == 0 && (self.paragraphs > 0 || !text.trim().is_empty()) {
                    if self.in_deleted > 0 {
                        out.meta("odf.deleted", text);
                    } else {
                        self.flow.push_folded(text);
                    }
                }
                Ok(())
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
        let full = tag.full_name();
        match full {
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                self.flow.line();
            }
            "text:s" => {
                self.flow.space();
                let count = tag
                    .attr("c")
                    .and_then(|c| c.parse::<usize>().ok())
                    .unwrap_or(1)
                    .min(200);
                self.flow.push(&" ".repeat(count.saturating_sub(1)));
            }
            "text:tab" => {
                self.flow.space();
                self.flow.push("\t");
            }
            "text:line-break" => self.flow.hard_break(),
            "text:note" | "office:annotation" => self.flow.space(),
            "text:tracked-changes" => {}
            "text:deletion" => {
                self.in_deleted += 1;
                self.deleted += 1;
            }
            "office:binary-data"
            | "table:tracked-changes"
            | "form:properties"
            | "math:annotation" => self.skipped += 1,
            "table:table" => {
                self.tables += 1;
                self.flow.line();
                // At the outermost place of a spreadsheet a table is a sheet.
                if self.tables == 1
                    && self.paragraphs == 0
                    && self.page.is_none()
                    && self.is_sheet(tag)
                {
                    self.start_page(tag.attr_exact("table:name"), out)?;
                }
                if tag.attr("display").as_deref() == Some("false") {
                    out.warn("a sheet is hidden; it was read");
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.flow.open_cell(),
            "table:table-row" => self.flow.line(),
            "draw:page" => self.start_page(tag.attr_exact("draw:name"), out)?,
            "script:module" | "ooo:script" => self.flow.line(),
            "text:a" | "draw:a" => {
                if let Some(link) = tag.attr("href") {
                    out.meta("link", &link);
                }
            }
            "draw:image" | "draw:object" | "draw:plugin" | "draw:floating-frame" => {
                if let Some(target) = tag
                    .attr("href")
                    .filter(|t| crate::format::markup::html::is_remote(t))
                {
                    out.warn(format!(
                        "the document refers to `{target}` outside itself; it was not fetched"
                    ));
                }
            }
            "svg:title" | "svg:desc" => self.flow.line(),
            _ => {}
        }
        Ok(())
    }

    /// Tables of a text document stand in its text; only those right below a spreadsheet are sheets.
    fn is_sheet(&self, tag: &Tag<'_>) -> bool {
        self.flow.is_empty()
            && tag
                .attr_exact("table:style-name")
                .is_none_or(|style| style.starts_with("ta"))
    }

    fn close(&mut self, name: &str, out: &mut Outcome) -> Result<(), FormatFault> {
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.flow.line();
            }
            "deletion" => self.in_deleted = self.in_deleted.saturating_sub(1),
            "binary-data" | "tracked-changes" | "properties" | "annotation" => {
                self.skipped = self.skipped.saturating_sub(1);
                self.flow.space();
            }
            "note-citation" | "note" => self.flow.space(),
            "table-cell" | "covered-table-cell" => self.flow.close_cell(),
            "table-row" | "list-item" | "title" | "desc" | "creator" | "date" => self.flow.line(),
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                self.flow.line();
                if self.tables == 0 && self.page.is_some() {
                    self.end_page(out)?;
                }
            }
            "page" if self.page.is_some() => self.end_page(out)?,
            _ => {}
        }
        Ok(())
    }

    fn start_page(&mut self, name: Option<String>, out: &mut Outcome) -> Result<(), FormatFault> {
        if !self.flow.is_empty() {
            self.end_page(out)?;
        }
        self.page = Some(name.unwrap_or_default());
        Ok(())
    }

    fn end_page(&mut self, out: &mut Outcome) -> Result<(), FormatFault> {
        let label = self.page.take().filter(|name| !name.is_empty());
        let text = self.flow.take();
        out.push_page(Page {
            label,
            text,
            ..Page::default()
        })
    }

    fn end(mut self, out: &mut Outcome) -> Result<(), FormatFault> {
        if self.deleted > 0 {
            out.warn(format!(
                "{} passages are marked as deleted; they stand in the metadata, not in the text",
                self.deleted
            ));
        }
        if self.page.is_some() || !self.flow.is_empty() {
            self.end_page(out)?;
        }
        Ok(())
    }
}
