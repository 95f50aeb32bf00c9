//! The story of a text document: paragraphs, tables, text boxes (ECMA-376 part 1, WordprocessingML).

use super::numbering::{Counters, Numbering};
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, Tag, XmlReader};
use crate::format::revision::{self, Change, Revisions};
use std::collections::BTreeSet;

/// What was met on the way that is no text.
#[derive(Debug, Default)]
pub(crate) struct StoryNotes {
    /// Text that was changed or is hidden.
    pub revisions: Revisions,
    /// Those who wrote comments.
    pub commentators: BTreeSet<String>,
    /// Addresses that fields and drawings lead to.
    pub links: BTreeSet<String>,
    /// Fields that would fetch something from outside.
    pub outside: BTreeSet<String>,
}

/// A change around the place that is being read.
#[derive(Debug)]
struct Open {
    change: Change,
    author: String,
    when: String,
}

/// Reads stories one after the other; numbers of lists go on between them.
pub(crate) struct Story<'n> {
    numbering: &'n Numbering,
    counters: Counters,
    /// What was met so far.
    pub notes: StoryNotes,
    apart: Apart,
    /// Elements whose content repeats another's, how deep.
    skipped: u32,
    instruction: String,
    /// The list level of the paragraph being read: number of the list, level.
    list: Option<(String, usize)>,
    style: Option<String>,
    started: bool,
    /// Changes that are open, the innermost last.
    changes: Vec<Open>,
    /// Within the properties of a paragraph, which speak of its mark and not of its letters.
    in_mark: bool,
    /// The run, and the paragraph, is hidden.
    hidden: bool,
    hidden_paragraph: bool,
}

/// Changes within changes that are told apart.
const CHANGES: usize = 100;
/// Names, links and fields that are kept.
const KEPT: usize = 1_000;

/// Text that is not part of the story itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// Between runs, where only white space stands.
    Between,
    Text,
    Deleted,
    Instruction,
}

impl<'n> Story<'n> {
    /// A reader of stories with this numbering.
    pub(crate) fn new(numbering: &'n Numbering) -> Self {
        Self {
            numbering,
            counters: Counters::default(),
            notes: StoryNotes::default(),
            apart: Apart::Between,
            skipped: 0,
            instruction: String::new(),
            list: None,
            style: None,
            started: false,
            changes: Vec::new(),
            in_mark: false,
            hidden: false,
            hidden_paragraph: false,
        }
    }

    /// Reads one story to its end into `flow`.
    pub(crate) fn read(&mut self, reader: &mut XmlReader<'_>, flow: &mut Flow) {
        while let Some(piece) = reader.next() {
            match piece {
                Piece::Open(tag) => self.open(&tag, flow),
                Piece::Close(name) => self.close(&name, flow),
                Piece::Text(text) => self.text(&text, flow),
            }
        }
        self.skipped = 0;
        self.apart = Apart::Between;
        self.changes.clear();
        self.end_paragraph(flow);
    }

    fn open(&mut self, tag: &Tag<'_>, flow: &mut Flow) {
        match tag.name() {
            // The same content once more for older programs, or how it looked before a change.
            "Fallback" | "binaryData" | "rPrChange" | "pPrChange" | "sectPrChange"
            | "tblPrChange" | "tcPrChange" | "trPrChange" | "numberingChange" => {
                self.skipped = self.skipped.saturating_add(1);
            }
            _ if self.skipped > 0 => {}
            "p" => {
                self.list = None;
                self.style = None;
                self.started = false;
                self.hidden_paragraph = false;
            }
            "pPr" => self.in_mark = true,
            "r" => self.hidden = self.hidden_paragraph,
            "rStyle" => {
                self.hidden |= tag
                    .attr("val")
                    .is_some_and(|style| self.numbering.hides(&style));
            }
            "pStyle" => {
                self.style = tag.attr("val");
                self.hidden_paragraph = self
                    .style
                    .as_deref()
                    .is_some_and(|style| self.numbering.hides(style));
            }
            "ins" | "moveTo" => self.open_change(Change::Inserted, tag),
            "del" => self.open_change(Change::Deleted, tag),
            "moveFrom" => self.open_change(Change::MovedAway, tag),
            "ilvl" => {
                let level = tag.attr("val").and_then(|v| v.parse().ok()).unwrap_or(0);
                self.list.get_or_insert_with(|| (String::new(), 0)).1 = level;
            }
            "numId" => {
                let id = tag.attr("val").unwrap_or_default();
                self.list.get_or_insert_with(|| (String::new(), 0)).0 = id;
            }
            "t" => self.apart = Apart::Text,
            "delText" => self.apart = Apart::Deleted,
            "instrText" | "delInstrText" => self.apart = Apart::Instruction,
            "vanish" if !self.in_mark => {
                self.hidden = !matches!(tag.attr("val").as_deref(), Some("0" | "false" | "off"));
            }
            "tab" | "ptab" if tag.attrs().next().is_none() || tag.name() == "ptab" => {
                flow.push("\t")
            }
            "br" | "cr" => flow.hard_break(),
            "noBreakHyphen" => flow.push("\u{2011}"),
            "sym" => self.sign(tag, flow),
            "tc" => flow.open_cell(),
            "txbxContent" | "tbl" | "footnote" | "endnote" => flow.line(),
            "comment" => self.open_comment(tag, flow),
            // A drawing of the older kind states where it leads itself.
            "shape" | "rect" | "oval" | "line" | "group" | "roundrect" | "polyline" | "image"
                if tag.full_name().starts_with("v:") =>
            {
                self.notes.links.extend(
                    tag.attr("href")
                        .filter(|link| !link.is_empty() && self.notes.links.len() < KEPT),
                );
            }
            "textpath" => {
                if let Some(text) = tag.attr("string") {
                    flow.line();
                    flow.push(&text);
                    flow.line();
                }
            }
            "fldSimple" => {
                let instruction = tag.attr("instr").unwrap_or_default();
                self.note_field(&instruction);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, flow: &mut Flow) {
        match name {
            "Fallback" | "binaryData" | "rPrChange" | "pPrChange" | "sectPrChange"
            | "tblPrChange" | "tcPrChange" | "trPrChange" | "numberingChange" => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ if self.skipped > 0 => {}
            "ins" | "moveTo" | "del" | "moveFrom" => {
                self.changes.pop();
            }
            "r" => self.hidden = false,
            "t" | "delText" => self.apart = Apart::Between,
            "instrText" | "delInstrText" => {
                self.apart = Apart::Between;
                let instruction = std::mem::take(&mut self.instruction);
                self.note_field(&instruction);
            }
            "pPr" => {
                self.in_mark = false;
                self.label(flow);
            }
            "p" => self.end_paragraph(flow),
            "tr" | "tbl" | "txbxContent" => flow.line(),
            "tc" => flow.close_cell(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, flow: &mut Flow) {
        if self.skipped > 0 {
            return;
        }
        match self.apart {
            Apart::Between => {}
            Apart::Text | Apart::Deleted => self.run(text, flow),
            Apart::Instruction => self.instruction.push_str(text),
        }
    }

    /// Text of a run, which may be changed or hidden.
    fn run(&mut self, text: &str, flow: &mut Flow) {
        let revisions = &mut self.notes.revisions;
        let mut in_place = true;
        for open in &self.changes {
            in_place &= open.change == Change::Inserted;
            revisions.add(open.change, &open.author, &open.when, text);
        }
        if self.apart == Apart::Deleted && in_place {
            // Marked as deleted without saying by whom.
            revisions.add(Change::Deleted, "", "", text);
            in_place = false;
        }
        if in_place {
            if self.hidden {
                revisions.add(Change::Hidden, "", "", text);
            } else if self.changes.is_empty() {
                revisions.pause();
            }
            flow.push(text);
        }
    }

    fn open_change(&mut self, change: Change, tag: &Tag<'_>) {
        if self.changes.len() < CHANGES {
            self.changes.push(Open {
                change,
                author: tag.attr("author").unwrap_or_default(),
                when: tag.attr("date").unwrap_or_default(),
            });
        }
    }

    /// Ends the paragraph, with the marks of what was changed in it behind it.
    fn end_paragraph(&mut self, flow: &mut Flow) {
        for mark in self.notes.revisions.marks() {
            flow.line();
            flow.push(&mark);
        }
        flow.line();
    }

    fn open_comment(&mut self, tag: &Tag<'_>, flow: &mut Flow) {
        let author = tag
            .attr("author")
            .filter(|author| !author.trim().is_empty())
            .or_else(|| tag.attr("initials"))
            .unwrap_or_default();
        let when = tag.attr("date").unwrap_or_default();
        flow.line();
        flow.push(&revision::comment(&author, &when, ""));
        if self.notes.commentators.len() < KEPT {
            self.notes.commentators.insert(author);
        }
    }

    /// Writes the label that the numbering gives to the paragraph.
    fn label(&mut self, flow: &mut Flow) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        let styled = || {
            self.style
                .as_deref()
                .and_then(|style| self.numbering.of_style(style))
        };
        let list = match self.list.take() {
            Some((id, level)) if id.is_empty() => styled().map(|(id, _)| (id, level)),
            Some(list) => Some(list),
            None => styled(),
        };
        if let Some((id, level)) = list
            && let Some(label) = self.counters.next(self.numbering, &id, level)
        {
            flow.push(&label);
            flow.push(" ");
        }
    }

    fn note_field(&mut self, instruction: &str) {
        let mut words = instruction.split_whitespace();
        let name = words.next().unwrap_or_default().to_ascii_uppercase();
        match name.as_str() {
            "HYPERLINK" => {
                let link = words
                    .find(|word| !word.starts_with('\\'))
                    .unwrap_or_default()
                    .trim_matches('"');
                if !link.is_empty() && self.notes.links.len() < KEPT {
                    self.notes.links.insert(link.to_owned());
                }
            }
            "INCLUDETEXT" | "INCLUDEPICTURE" | "LINK" | "DDE" | "DDEAUTO" | "IMPORT"
                if self.notes.outside.len() < KEPT =>
            {
                let shown = instruction.trim().chars().take(300).collect();
                self.notes.outside.insert(shown);
            }
            _ => {}
        }
    }

    /// A sign of a symbol font; what lies in its private range is that of the font's own table.
    fn sign(&mut self, tag: &Tag<'_>, flow: &mut Flow) {
        let code = tag
            .attr("char")
            .and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        let code = code.map(|code| {
            if (0xf020..0xf07f).contains(&code) {
                code - 0xf000
            } else {
                code
            }
        });
        if let Some(sign) = code
            .and_then(char::from_u32)
            .filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}'))
        {
            flow.push(sign.encode_utf8(&mut [0; 4]));
        }
    }
}

/// Reads a text document that is one XML file, its properties among it, from where the reader stands.
pub(crate) fn flow_of(
    reader: &mut XmlReader<'_>,
    flow: &mut Flow,
    meta: &mut Vec<(String, String)>,
) {
    let numbering = Numbering::default();
    let mut story = Story::new(&numbering);
    let mut open = String::new();
    while let Some(piece) = reader.next() {
        match piece {
            Piece::Open(tag) => {
                tag.full_name().clone_into(&mut open);
                story.open(&tag, flow);
            }
            Piece::Close(name) => {
                open.clear();
                story.close(&name, flow);
            }
            Piece::Text(text) => {
                let key = match open.as_str() {
                    "dc:title" | "o:Title" => "title",
                    "dc:creator" | "o:Author" => "author",
                    "dc:subject" | "o:Subject" => "subject",
                    "dcterms:created" | "o:Created" => "created",
                    _ => "",
                };
                if !key.is_empty() {
                    meta.push((key.to_owned(), text.to_string()));
                }
                story.text(&text, flow);
            }
        }
    }
    flow.line();
}
