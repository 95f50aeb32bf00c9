//! The content of an OpenDocument file (OASIS OpenDocument 1.3 part 3).

use super::changes::Changes;
use super::looks::Looks;
use super::sheet::SheetCells;
use crate::format::FormatFault;
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, Tag, XmlReader};
use crate::format::office::grid::as_table;
use crate::format::revision::{self, Change};
use crate::outcome::Outcome;
use crate::reading::Page;

/// Reads one content; `flat` where it holds styles as well, as one file; `looks` are those that
/// another part states.
///
/// # Errors
/// The limits.
pub(super) fn read(
    text: &str,
    what: &str,
    flat: bool,
    looks: Looks,
    out: &mut Outcome,
) -> Result<(), FormatFault> {
    let mut reader = XmlReader::new(text);
    let mut walk = Walk {
        looks,
        ..Walk::default()
    };
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
        if !in_body {
            walk.looks.piece(&piece);
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
    looks: Looks,
    changes: Changes,
    /// The sheet or slide being read.
    page: Option<String>,
    /// The cells of a sheet; text documents have none.
    cells: Option<SheetCells>,
    skipped: u32,
    paragraphs: u32,
    tables: u32,
    /// The comment being read, and those that stand at the end of the page.
    comment: Option<Comment>,
    comments: Vec<String>,
    /// Spans around this place, each with whether it hides its text.
    spans: Vec<bool>,
    slides: u32,
    /// Who or when the text that comes next says.
    named: Named,
}

/// What a text within a comment or change stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Named {
    #[default]
    Nothing,
    Creator,
    Date,
}

/// A comment being read; what it interrupts waits.
#[derive(Default)]
struct Comment {
    author: String,
    when: String,
    around: Flow,
    paragraphs: u32,
}

/// Spans within spans that are told apart.
const SPANS: usize = 1_000;

impl Walk {
    fn piece(&mut self, piece: &Piece<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
        match piece {
            Piece::Open(tag) => self.open(tag, out),
            Piece::Close(name) => self.close(name, out),
            Piece::Text(text) => {
                self.text(text);
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        match (self.named, &mut self.comment) {
            (Named::Creator, Some(comment)) => return comment.author.push_str(text),
            (Named::Date, Some(comment)) => return comment.when.push_str(text),
            (Named::Creator, None) if self.changes.is_listing() => {
                return self.changes.name(text);
            }
            (Named::Date, None) if self.changes.is_listing() => return self.changes.date(text),
            _ => {}
        }
        if self.changes.is_listing() {
            return self.changes.list_text(text);
        }
        if self.paragraphs == 0 && text.trim().is_empty() {
            return;
        }
        let hidden = self.spans.contains(&true);
        if !self.changes.inserted_text(text) && !hidden {
            self.changes.revisions.pause();
        }
        if hidden {
            self.changes.revisions.add(Change::Hidden, "", "", text);
        }
        self.flow.push_folded(text);
    }

    fn open(&mut self, tag: &Tag<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
        let full = tag.full_name();
        if self.changes.open(tag) {
            return Ok(());
        }
        match full {
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                self.flow.line();
            }
            "text:span" if self.spans.len() < SPANS => {
                let style = tag.attr("style-name").unwrap_or_default();
                self.spans.push(self.looks.hides_text(&style));
            }
            "text:hidden-text" | "text:hidden-paragraph" => {
                if let Some(text) = tag.attr("string-value") {
                    self.changes.revisions.add(Change::Hidden, "", "", &text);
                }
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
            "text:note" => self.flow.space(),
            "office:annotation" if self.comment.is_none() => self.open_comment(),
            "dc:creator" => self.named = Named::Creator,
            "dc:date" => self.named = Named::Date,
            "office:binary-data"
            | "table:tracked-changes"
            | "form:properties"
            | "math:annotation" => self.skipped += 1,
            "table:table" => self.open_table(tag, out)?,
            "table:table-column" => {
                if let Some(cells) = self.cells.as_mut().filter(|_| self.tables == 1) {
                    cells.column(tag);
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                match self.cells.as_mut().filter(|_| self.tables == 1) {
                    Some(cells) => cells.open_cell(tag),
                    None => self.flow.open_cell(),
                }
            }
            "table:table-row" => match self.cells.as_mut().filter(|_| self.tables == 1) {
                Some(cells) => cells.open_row(tag),
                None => self.flow.line(),
            },
            "draw:page" => {
                self.slides += 1;
                if tag
                    .attr("style-name")
                    .is_some_and(|style| self.looks.hides_slide(&style))
                {
                    out.warn(format!("slide {} is hidden; it was read", self.slides));
                    out.meta("office.hidden_slide", self.slides.to_string());
                }
                self.start_page(tag.attr_exact("draw:name"), out)?;
            }
            "script:module" | "ooo:script" => self.flow.line(),
            "text:a" | "draw:a" => {
                if let Some(link) = tag.attr("href") {
                    out.meta("link", &link);
                }
            }
            "draw:image"
            | "draw:object"
            | "draw:plugin"
            | "draw:floating-frame"
            | "text:section-source"
            | "table:table-source"
            | "table:cell-range-source" => {
                if let Some(target) = tag
                    .attr("href")
                    .filter(|t| crate::format::markup::html::is_remote(t))
                {
                    out.meta("office.outside", &target);
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

    fn open_comment(&mut self) {
        self.comment = Some(Comment {
            around: std::mem::take(&mut self.flow),
            paragraphs: self.paragraphs,
            ..Comment::default()
        });
        self.paragraphs = 0;
    }

    fn close_comment(&mut self, out: &mut Outcome) {
        let Some(comment) = self.comment.take() else {
            return;
        };
        let text = std::mem::replace(&mut self.flow, comment.around).finish();
        self.paragraphs = comment.paragraphs;
        if !text.is_empty() {
            let place = self.cells.as_ref().map(SheetCells::address);
            out.meta("office.comment.author", &comment.author);
            self.comments.push(revision::comment_on(
                &place.unwrap_or_default(),
                &comment.author,
                &comment.when,
                &text,
            ));
        }
    }

    fn open_table(&mut self, tag: &Tag<'_>, out: &mut Outcome) -> Result<(), FormatFault> {
        self.tables += 1;
        // At the outermost place of a spreadsheet a table is a sheet.
        if self.tables == 1 && self.paragraphs == 0 && self.page.is_none() && self.is_sheet(tag) {
            let name = tag.attr_exact("table:name").unwrap_or_default();
            let hidden = tag
                .attr("style-name")
                .is_some_and(|style| self.looks.hides_sheet(&style));
            if hidden || tag.attr("display").as_deref() == Some("false") {
                out.warn(format!("the sheet `{name}` is hidden; it was read"));
                out.meta("office.hidden_sheet", &name);
            }
            self.start_page(Some(name), out)?;
            self.cells = Some(SheetCells::default());
        }
        self.flow.line();
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
        if self.changes.close(name) {
            self.named = Named::Nothing;
            return Ok(());
        }
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                if self.comment.is_none() {
                    self.marks();
                }
                self.flow.line();
            }
            "span" => {
                self.spans.pop();
            }
            "creator" | "date" => {
                self.named = Named::Nothing;
                self.flow.line();
            }
            "annotation" if self.comment.is_some() => self.close_comment(out),
            "binary-data" | "tracked-changes" | "properties" | "annotation" => {
                self.skipped = self.skipped.saturating_sub(1);
                self.flow.space();
            }
            "note-citation" | "note" => self.flow.space(),
            "table-cell" | "covered-table-cell" => {
                match self.cells.as_mut().filter(|_| self.tables == 1) {
                    Some(cells) => {
                        let text = self.flow.take();
                        cells.close_cell(text);
                    }
                    None => self.flow.close_cell(),
                }
            }
            "table-row" => match self.cells.as_mut().filter(|_| self.tables == 1) {
                Some(cells) => cells.close_row(out.text_room()),
                None => self.flow.line(),
            },
            "list-item" | "title" | "desc" => self.flow.line(),
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                self.flow.line();
                if self.tables == 0 && self.page.is_some() && self.cells.is_some() {
                    self.end_page(out)?;
                }
            }
            "page" if self.page.is_some() => self.end_page(out)?,
            _ => {}
        }
        Ok(())
    }

    /// Writes the marks of what was changed in the paragraph that ends.
    fn marks(&mut self) {
        for mark in self.changes.revisions.marks() {
            self.flow.line();
            self.flow.push(&mark);
        }
    }

    fn start_page(&mut self, name: Option<String>, out: &mut Outcome) -> Result<(), FormatFault> {
        if !self.flow.is_empty() {
            self.end_page(out)?;
        }
        self.page = Some(name.unwrap_or_default());
        Ok(())
    }

    fn end_page(&mut self, out: &mut Outcome) -> Result<(), FormatFault> {
        self.marks();
        let label = self.page.take().filter(|name| !name.is_empty());
        let beside = self.flow.take();
        let (mut text, table) = match self.cells.take() {
            Some(cells) => {
                let name = label.clone().unwrap_or_default();
                let text = cells.finish(&name, out);
                let table = as_table(&text);
                (text, table)
            }
            None => (String::new(), None),
        };
        for part in std::iter::once(beside).chain(std::mem::take(&mut self.comments)) {
            if !text.is_empty() && !part.is_empty() {
                text.push('\n');
            }
            text.push_str(&part);
        }
        out.push_page(Page {
            label,
            text,
            table,
            ..Page::default()
        })
    }

    fn end(mut self, out: &mut Outcome) -> Result<(), FormatFault> {
        self.changes.add_unplaced();
        let waiting = self.changes.revisions.is_waiting() || !self.comments.is_empty();
        if self.page.is_some() || !self.flow.is_empty() || waiting {
            self.end_page(out)?;
        }
        self.changes.revisions.note("odf.deleted", out);
        Ok(())
    }
}
