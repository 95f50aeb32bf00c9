//! The story of a text document: paragraphs, tables, text boxes (ECMA-376 part 1, WordprocessingML).

use super::numbering::{Counters, Numbering};
use crate::format::markup::flow::Flow;
use crate::format::markup::xml::{Piece, Tag, XmlReader};
use std::collections::BTreeSet;

/// What was met on the way that is no text.
#[derive(Debug, Default)]
pub(crate) struct StoryNotes {
    /// Text marked as deleted, run by run.
    pub deleted: Vec<String>,
    /// Runs or paragraphs marked as inserted.
    pub inserted: u64,
    /// Runs marked as hidden.
    pub hidden: u64,
    /// Addresses that fields lead to.
    pub links: BTreeSet<String>,
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
}

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
        flow.line();
    }

    fn open(&mut self, tag: &Tag<'_>, flow: &mut Flow) {
        match tag.name() {
            // The same content once more for older programs, or where it stood before it was moved.
            "Fallback" | "moveFrom" | "binaryData" => self.skipped = self.skipped.saturating_add(1),
            _ if self.skipped > 0 => {}
            "p" => {
                self.list = None;
                self.style = None;
                self.started = false;
            }
            "pStyle" => self.style = tag.attr("val"),
            "ilvl" => {
                let level = tag.attr("val").and_then(|v| v.parse().ok()).unwrap_or(0);
                self.list.get_or_insert_with(|| (String::new(), 0)).1 = level;
            }
            "numId" => {
                let id = tag.attr("val").unwrap_or_default();
                self.list.get_or_insert_with(|| (String::new(), 0)).0 = id;
            }
            "t" => self.apart = Apart::Text,
            "delText" => {
                self.apart = Apart::Deleted;
                self.notes.deleted.push(String::new());
            }
            "instrText" | "delInstrText" => self.apart = Apart::Instruction,
            "ins" => self.notes.inserted += 1,
            "vanish" => {
                self.notes.hidden +=
                    u64::from(!matches!(tag.attr("val").as_deref(), Some("0" | "false")))
            }
            "tab" | "ptab" if tag.attrs().next().is_none() || tag.name() == "ptab" => {
                flow.push("\t")
            }
            "br" | "cr" => flow.hard_break(),
            "noBreakHyphen" => flow.push("\u{2011}"),
            "sym" => self.sign(tag, flow),
            "tc" => flow.open_cell(),
            "txbxContent" | "tbl" | "footnote" | "endnote" | "comment" => flow.line(),
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
            "Fallback" | "moveFrom" | "binaryData" => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            "t" | "delText" => self.apart = Apart::Between,
            "instrText" | "delInstrText" => {
                self.apart = Apart::Between;
                let instruction = std::mem::take(&mut self.instruction);
                self.note_field(&instruction);
            }
            "pPr" => self.label(flow),
            "p" | "tr" | "tbl" | "txbxContent" => flow.line(),
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
            Apart::Text => flow.push(text),
            Apart::Deleted => {
                if let Some(last) = self.notes.deleted.last_mut() {
                    last.push_str(text);
                }
            }
            Apart::Instruction => self.instruction.push_str(text),
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
        if words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("hyperlink"))
        {
            let link = words
                .find(|word| !word.starts_with('\\'))
                .unwrap_or_default()
                .trim_matches('"');
            if !link.is_empty() && self.notes.links.len() < 1_000 {
                self.notes.links.insert(link.to_owned());
            }
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
