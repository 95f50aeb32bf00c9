//! A story of a document as a person reads it: paragraphs, cells, fields, labels, changes.

use super::Document;
use super::fields::Fields;
use super::properties::{LetterRules, ParagraphRules};
use crate::format::office::numbering::Counters;
use crate::format::revision::{Change, Revisions, packed_time};

/// Reads stories one after the other; lists count on between them.
pub(super) struct Reader<'d> {
    document: &'d Document<'d>,
    counters: Counters,
    /// What was changed and hidden.
    pub revisions: Revisions,
    /// Links and outside files that fields name.
    pub fields: Fields,
    /// Places of pictures in the data stream.
    pub pictures: Vec<usize>,
    text: String,
    paragraph: String,
    /// Letters of one kind that wait: what was changed about them, and by whom.
    run: String,
    run_rules: LetterRules,
    /// For documents that say nothing of their paragraphs: a cell was closed right before, and on this line.
    after_cell: bool,
    in_row: bool,
}

/// Pictures noted at most.
const PICTURES: usize = 20_000;

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            counters: Counters::default(),
            revisions: Revisions::default(),
            fields: Fields::default(),
            pictures: Vec::new(),
            text: String::new(),
            paragraph: String::new(),
            run: String::new(),
            run_rules: LetterRules::default(),
            after_cell: false,
            in_row: false,
        }
    }

    /// The text of the letters from `from` to `to`, cut where it is longer than `room` bytes.
    pub(super) fn read(&mut self, from: usize, to: usize, room: usize) -> String {
        let document = self.document;
        let list = &document.pieces.list;
        let first = list.partition_point(|piece| piece.to <= from);
        for piece in list.iter().skip(first) {
            if piece.from >= to {
                break;
            }
            let mut bounds = (0, 0);
            let mut rules = LetterRules::default();
            for (c, at) in piece.letters(document.main, document.page, from, to) {
                if at < bounds.0 || at >= bounds.1 {
                    rules = LetterRules::default();
                    bounds = (at, usize::MAX);
                    if let Some((start, end, bytes)) = document.letters.at(document.main, at) {
                        rules.apply(bytes);
                        bounds = (start, end);
                    }
                    rules.apply_change(piece.change, &document.pieces.changes);
                    rules.hidden |= rules.style.is_some_and(|s| document.styles.hides(s));
                }
                self.letter(c, at, &rules);
            }
            if self.text.len() > room {
                break;
            }
        }
        self.end_run();
        if !self.paragraph.is_empty() || self.revisions.is_waiting() {
            self.end_paragraph(None, "\n");
        }
        self.fields.close();
        (self.after_cell, self.in_row) = (false, false);
        let text = std::mem::take(&mut self.text);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.join("\n").trim_matches('\n').trim_end().to_owned()
    }

    fn letter(&mut self, c: char, at: usize, rules: &LetterRules) {
        let after_cell = std::mem::take(&mut self.after_cell);
        match c {
            '\u{13}' => {
                self.end_run();
                self.fields.open();
                return;
            }
            '\u{14}' => return self.fields.show(),
            '\u{15}' => {
                self.end_run();
                if let Some(shown) = self.fields.end() {
                    self.paragraph.push_str(&shown);
                }
                return;
            }
            _ => {}
        }
        if c == '\u{1}' && self.pictures.len() < PICTURES {
            self.pictures.extend(rules.picture);
        }
        if self.fields.takes(c) {
            return;
        }
        match c {
            '\r' => self.mark(at, "\n"),
            '\u{c}' | '\u{e}' => {
                self.end_run();
                self.end_paragraph(None, "\n");
                self.in_row = false;
            }
            '\u{7}' => self.cell_mark(at, after_cell),
            '\u{b}' => self.push('\n', rules),
            '\u{1e}' => self.push('\u{2011}', rules),
            '\t' => self.push('\t', rules),
            // A sign of a symbol font; what lies in its private range is that of the font's own table.
            '(' if rules.special && rules.sign.is_some() => {
                let sign = rules.sign.map_or(0, |sign| {
                    if (0xf020..0xf07f).contains(&sign) {
                        sign - 0xf000
                    } else {
                        sign
                    }
                });
                if let Some(sign) =
                    char::from_u32(sign).filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}'))
                {
                    self.push(sign, rules);
                }
            }
            c if c.is_control() => {}
            c => self.push(c, rules),
        }
    }

    fn push(&mut self, c: char, rules: &LetterRules) {
        if *rules != self.run_rules {
            self.end_run();
            self.run_rules = *rules;
        }
        self.run.push(c);
    }

    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let rules = self.run_rules;
        let who = |number: usize| self.document.authors.get(number).map_or("", String::as_str);
        let when = |packed: usize| u32::try_from(packed).map(packed_time).unwrap_or_default();
        if rules.inserted {
            let when = when(rules.inserted_when);
            self.revisions
                .add(Change::Inserted, who(rules.inserted_by), &when, &run);
        }
        if !(rules.inserted || rules.hidden || rules.deleted) {
            self.revisions.pause();
        }
        if rules.hidden {
            self.revisions.add(Change::Hidden, "", "", &run);
        }
        if rules.deleted {
            let when = when(rules.deleted_when);
            self.revisions
                .add(Change::Deleted, who(rules.deleted_by), &when, &run);
        } else {
            self.paragraph.push_str(&run);
        }
    }

    /// A paragraph mark, which says what the paragraph is.
    fn mark(&mut self, at: usize, end: &str) {
        self.end_run();
        let rules = self.document.paragraph_at(at);
        let end = match rules {
            Some(rules) if rules.ends_inner_row => "\n",
            Some(rules) if rules.ends_inner_cell => "\t",
            Some(rules) if rules.in_table => " ",
            None if self.in_row => " ",
            _ => end,
        };
        self.end_paragraph(rules, end);
    }

    fn cell_mark(&mut self, at: usize, after_cell: bool) {
        self.end_run();
        let rules = self.document.paragraph_at(at);
        let ends_row = match rules {
            Some(rules) => rules.ends_row,
            // The mark of a row's end comes right after that of its last cell.
            None => after_cell && self.in_row,
        };
        if ends_row {
            self.end_paragraph(None, "");
            while self.text.ends_with(['\t', ' ']) {
                self.text.pop();
            }
            self.text.push('\n');
            self.in_row = false;
        } else {
            self.end_paragraph(rules, "\t");
            (self.in_row, self.after_cell) = (true, true);
        }
    }

    fn end_paragraph(&mut self, rules: Option<ParagraphRules>, end: &str) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if let Some(label) = rules
            .filter(|_| !paragraph.trim().is_empty())
            .and_then(|rules| self.label(&rules))
        {
            self.text.push_str(&label);
            self.text.push(' ');
        }
        self.text.push_str(&paragraph);
        let in_cell = end != "\n";
        for mark in self.revisions.marks() {
            if in_cell {
                self.text.push(' ');
            } else if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            self.text.push_str(&mark);
        }
        if end == "\t" {
            while self.text.ends_with(' ') {
                self.text.pop();
            }
        }
        self.text.push_str(end);
    }

    fn label(&mut self, rules: &ParagraphRules) -> Option<String> {
        let (list, level) = self.document.styles.list_of(rules.style);
        let list = rules.list.or(list).filter(|list| *list > 0)?;
        let level = rules.level.or(level).unwrap_or(0);
        self.counters
            .next(&self.document.numbering, &list.to_string(), level)
    }
}
