//! What the tokens of an RTF file say.

use super::control_word::{self, Place, page_of_charset, sign};
use super::document::{Comment, RtfDocument};
use super::object::Embedding;
use super::token::{Token, Tokens};
use crate::format::plain::charset::decode_page;
use crate::format::revision::{self, Change, Waiting};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy)]
struct Group {
    place: Place,
    font: i32,
    /// Characters to skip after `\u`.
    uc: u8,
    in_table: bool,
    hidden: bool,
    /// The font of letters from right to left, and whether such are being read.
    font_rtl: i32,
    rtl: bool,
    /// A change: whether it is one, number of its author, packed time.
    inserted: bool,
    inserted_by: i32,
    inserted_when: i32,
    deleted: bool,
    deleted_by: i32,
    deleted_when: i32,
    /// `\*` was the last token: an unknown destination is left out.
    optional: bool,
}

/// Reads one file.
pub(super) struct Interpreter<'a> {
    tokens: Tokens<'a>,
    out: RtfDocument,
    stack: Vec<Group>,
    group: Group,
    page: u32,
    fonts: BTreeMap<i32, u32>,
    pending: Vec<u8>,
    units: Vec<u16>,
    skip: u8,
    /// The property or field being collected, and its date numbers.
    collected: String,
    property: String,
    date: [i32; 5],
    embedding: Embedding,
    room: usize,
    /// Names of those who changed something, by number.
    people: Vec<String>,
    /// Author of the comment that comes next, name of the shape's property, name of a custom property.
    commentator: String,
    shape_property: String,
    custom: String,
    /// Marks of the paragraph that a note or comment stands in.
    waiting: Waiting,
}

/// Groups within groups beyond this many are counted and otherwise ignored.
const DEEP: usize = 1_000_000;
/// Numbers of editing sessions that are kept.
const SESSIONS: usize = 2_000;
/// Bytes of the sample for guessing.
const SAMPLE_BYTES: usize = 64 << 10;

impl<'a> Interpreter<'a> {
    /// Reads `bytes`, taking `page` as code page until the file states one.
    pub(super) fn new(bytes: &'a [u8], page: u32, room: usize) -> Self {
        let group = Group {
            place: Place::Body,
            font: -1,
            uc: 1,
            in_table: false,
            hidden: false,
            font_rtl: -1,
            rtl: false,
            inserted: false,
            inserted_by: 0,
            inserted_when: 0,
            deleted: false,
            deleted_by: 0,
            deleted_when: 0,
            optional: false,
        };
        Self {
            tokens: Tokens::new(bytes),
            out: RtfDocument::default(),
            stack: Vec::new(),
            group,
            page,
            fonts: BTreeMap::new(),
            pending: Vec::new(),
            units: Vec::new(),
            skip: 0,
            collected: String::new(),
            property: String::new(),
            date: [0; 5],
            embedding: Embedding::default(),
            room,
            people: Vec::new(),
            commentator: String::new(),
            shape_property: String::new(),
            custom: String::new(),
            waiting: Waiting::default(),
        }
    }

    /// To the end of the file or of the room for text.
    pub(super) fn run(mut self) -> RtfDocument {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Open => {
                    self.flush();
                    if self.stack.len() < DEEP {
                        self.stack.push(self.group);
                    }
                    self.group.optional = false;
                    self.skip = 0;
                }
                Token::Close => {
                    self.flush();
                    self.skip = 0;
                    if self.close() {
                        break;
                    }
                }
                Token::Word(word, number) => self.word(word, number),
                Token::Symbol(symbol) => self.symbol(symbol),
                Token::Hex(byte) => self.text_byte(byte),
                Token::Byte(byte) => self.text_byte(byte),
                Token::Raw(raw) => {
                    if matches!(self.group.place, Place::Picture | Place::Object) {
                        self.embedding.add(raw);
                    }
                }
            }
            if self.out.body.len() > self.room {
                break;
            }
        }
        self.flush();
        self.out.open_groups = self.stack.len();
        self.out.embedded = self.embedding.found;
        self.out
    }

    /// Ends a group; true where it was the outermost.
    fn close(&mut self) -> bool {
        let ended = self.group.place;
        let Some(outer) = self.stack.pop() else {
            return true;
        };
        match ended {
            Place::Info
                if outer.place != Place::Info
                    || !self.collected.is_empty()
                    || self.date != [0; 5] =>
            {
                self.end_property();
            }
            Place::Field if outer.place != Place::Field => self.end_field(),
            Place::Notes | Place::Margins | Place::Comments if outer.place != ended => {
                self.marks();
                let waiting = std::mem::take(&mut self.waiting);
                self.out.revisions.take_back(waiting);
                let text = match ended {
                    Place::Notes => &mut self.out.notes,
                    Place::Margins => &mut self.out.margins,
                    _ => return self.leave(outer),
                };
                if !text.ends_with('\n') {
                    text.push('\n');
                }
            }
            Place::ShapeName => {
                self.shape_property = std::mem::take(&mut self.collected).trim().to_owned();
            }
            Place::ShapeValue if outer.place != Place::ShapeValue => {
                let value = std::mem::take(&mut self.collected);
                // Words drawn as a picture, and those that describe one.
                if matches!(
                    self.shape_property.as_str(),
                    "gtextUNICODE" | "wzDescription"
                ) && !value.trim().is_empty()
                {
                    self.out.body.push('\n');
                    self.out.body.push_str(value.trim());
                    self.out.body.push('\n');
                }
            }
            Place::People if outer.place == Place::People => {
                let name = std::mem::take(&mut self.collected);
                self.people
                    .push(name.trim().trim_end_matches(';').to_owned());
            }
            Place::Picture | Place::Object if outer.place != ended => self.embedding.end(),
            _ => {}
        }
        self.leave(outer)
    }

    fn leave(&mut self, outer: Group) -> bool {
        self.group = outer;
        self.stack.is_empty()
    }

    fn end_field(&mut self) {
        let text = std::mem::take(&mut self.collected);
        if let Some(link) = text.split("HYPERLINK").nth(1) {
            let link = link
                .trim()
                .trim_start_matches("\\l")
                .trim()
                .trim_matches('"');
            self.out.info.push(("link".to_owned(), link.to_owned()));
        }
        let name = text.split_whitespace().next().unwrap_or_default();
        if matches!(
            name.to_ascii_uppercase().as_str(),
            "INCLUDETEXT" | "INCLUDEPICTURE" | "LINK" | "DDE" | "DDEAUTO" | "IMPORT"
        ) && self.out.outside.len() < 100
        {
            let shown = text.trim().chars().take(300).collect();
            self.out.outside.insert(shown);
        }
    }

    /// Writes the marks of what was changed in the paragraph that ends.
    fn marks(&mut self) {
        let in_table = self.group.in_table;
        for mark in self.out.revisions.marks() {
            if let Some(target) = self.target() {
                let parts = if in_table { " " } else { "\n" };
                if !target.is_empty() && !target.ends_with('\n') {
                    target.push_str(parts);
                }
                target.push_str(&mark);
            }
        }
    }

    /// The text that letters of this place are added to.
    fn target(&mut self) -> Option<&mut String> {
        Some(match self.group.place {
            Place::Body => &mut self.out.body,
            Place::Notes => &mut self.out.notes,
            Place::Margins => &mut self.out.margins,
            Place::Comments => &mut self.out.comments.last_mut()?.text,
            Place::Info | Place::Field | Place::ShapeName | Place::ShapeValue | Place::People => {
                &mut self.collected
            }
            _ => return None,
        })
    }

    fn end_property(&mut self) {
        let text = std::mem::take(&mut self.collected);
        let [year, month, day, hour, minute] = std::mem::take(&mut self.date);
        let value = if year > 0 {
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
        } else {
            text.trim().trim_end_matches(';').to_owned()
        };
        let property = std::mem::take(&mut self.property);
        if value.is_empty() {
            return;
        }
        match property.as_str() {
            "" => {}
            "atnauthor" => self.commentator = value,
            "atndate" => {
                if let (Some(comment), Ok(packed)) =
                    (self.out.comments.last_mut(), value.trim().parse::<i64>())
                {
                    // Written as a signed number.
                    let packed = packed.rem_euclid(1 << 32);
                    comment.when = u32::try_from(packed)
                        .map(revision::packed_time)
                        .unwrap_or_default();
                }
            }
            "propname" => self.custom = value,
            "staticval" => {
                let name = format!("custom.{}", self.custom);
                self.out.info.push((name, value));
            }
            "template" => {
                self.out.outside.insert(value.clone());
                self.out.info.push((property, value));
            }
            _ => self.out.info.push((property, value)),
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => {
                self.group.optional = true;
                return;
            }
            b'\\' | b'{' | b'}' => return self.text_byte(symbol),
            _ => {}
        }
        self.flush();
        match symbol {
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("\u{2011}"),
            b'\n' | b'\r' => self.line(),
            b'\t' => self.put("\t"),
            _ => {}
        }
    }

    fn text_byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match self.group.place {
            Place::Nowhere | Place::Fonts | Place::Shape | Place::Sessions => {}
            Place::Picture | Place::Object => self.embedding.digit(byte),
            _ => {
                if !self.units.is_empty() {
                    self.flush();
                }
                self.pending.push(byte);
            }
        }
    }

    fn current_page(&self) -> Option<u32> {
        let font = if self.group.rtl && self.group.font_rtl >= 0 {
            self.group.font_rtl
        } else {
            self.group.font
        };
        self.fonts.get(&font).copied()
    }

    fn flush(&mut self) {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
            self.put(&text);
        }
        if !self.pending.is_empty() {
            let bytes = std::mem::take(&mut self.pending);
            let stated = self.current_page();
            if stated.is_none() && !bytes.is_ascii() && self.out.unstated.len() < SAMPLE_BYTES {
                self.out.unstated.extend_from_slice(&bytes);
                self.out.unstated.push(b' ');
            }
            let text = decode_page(&bytes, stated.unwrap_or(self.page));
            self.put(&text);
        }
    }

    fn put(&mut self, text: &str) {
        let group = self.group;
        if group.place.is_text() && (group.deleted || group.inserted || group.hidden) {
            let who = |number: i32| {
                usize::try_from(number)
                    .ok()
                    .and_then(|n| self.people.get(n))
                    .map_or("", String::as_str)
            };
            let when = |packed: i32| revision::packed_time(packed.cast_unsigned());
            let revisions = &mut self.out.revisions;
            if group.inserted {
                let when = when(group.inserted_when);
                revisions.add(Change::Inserted, who(group.inserted_by), &when, text);
            }
            if group.hidden {
                revisions.add(Change::Hidden, "", "", text);
            }
            if group.deleted {
                let when = when(group.deleted_when);
                revisions.add(Change::Deleted, who(group.deleted_by), &when, text);
                return;
            }
        }
        if group.place.is_text() && !(group.inserted || group.hidden) {
            self.out.revisions.pause();
        }
        if let Some(target) = self.target() {
            target.push_str(text);
        }
    }

    fn line(&mut self) {
        self.marks();
        let end = if self.group.in_table { " " } else { "\n" };
        if let Some(target) = self.target() {
            target.push_str(end);
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if self.skip > 0 && word != "u" {
            self.skip -= 1;
            return;
        }
        if word == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.flush();
        let optional = std::mem::take(&mut self.group.optional);
        if self.group.place == Place::Nowhere {
            return;
        }
        if self.destination(word, optional) {
            return;
        }
        let on = number != Some(0);
        let positive = number.unwrap_or(0);
        match word {
            "par" | "line" | "sect" | "page" | "column" => self.line(),
            "row" | "nestrow" => self.row(),
            "cell" | "nestcell" | "tab" => self.put("\t"),
            "intbl" => self.group.in_table = true,
            "pard" => self.group.in_table = false,
            "plain" => {
                (self.group.hidden, self.group.deleted, self.group.inserted) =
                    (false, false, false);
            }
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "revised" => self.group.inserted = on,
            "revauth" => self.group.inserted_by = positive,
            "revdttm" => self.group.inserted_when = positive,
            "revauthdel" => self.group.deleted_by = positive,
            "revdttmdel" => self.group.deleted_when = positive,
            "f" => self.group.font = positive,
            "rtlch" => self.group.rtl = true,
            "ltrch" | "loch" | "hich" | "dbch" => self.group.rtl = false,
            "af" if self.group.rtl => self.group.font_rtl = positive,
            "rsidroot" => self.info("rsid_root", positive),
            word if word.starts_with("rsid") && self.group.place == Place::Sessions => {
                if self.out.sessions.len() < SESSIONS {
                    self.out.sessions.push(format!("{positive:08X}"));
                }
            }
            word if self.group.place == Place::Info && control_word::is_counted(word) => {
                self.info(word, positive);
            }
            "fcharset" if self.group.place == Place::Fonts => {
                if let Some(page) = page_of_charset(positive) {
                    self.fonts.insert(self.group.font, page);
                }
            }
            "cpg" if self.group.place == Place::Fonts && positive > 0 => {
                self.fonts.insert(self.group.font, positive.unsigned_abs());
            }
            "ansicpg" if positive > 0 => {
                self.out.page_stated = true;
                self.page = positive.unsigned_abs();
            }
            "mac" => (self.page, self.out.page_stated) = (10000, true),
            "pc" => (self.page, self.out.page_stated) = (437, true),
            "pca" => (self.page, self.out.page_stated) = (850, true),
            "uc" => self.group.uc = u8::try_from(positive).unwrap_or(1),
            "yr" | "mo" | "dy" | "hr" | "min" => self.date_part(word, positive),
            "pngblip" | "jpegblip" | "emfblip" | "wmetafile" | "macpict" | "dibitmap"
                if self.group.place == Place::Picture =>
            {
                self.embedding.kind(word);
            }
            _ => {
                if let Some(text) = sign(word) {
                    self.put(text);
                }
            }
        }
    }

    fn info(&mut self, name: &str, number: i32) {
        self.out.info.push((name.to_owned(), number.to_string()));
    }

    fn date_part(&mut self, word: &str, number: i32) {
        let [year, month, day, hour, minute] = &mut self.date;
        let part = match word {
            "yr" => year,
            "mo" => month,
            "dy" => day,
            "hr" => hour,
            _ => minute,
        };
        *part = number;
    }

    fn unicode(&mut self, number: i32) {
        if !self.pending.is_empty() {
            self.flush();
        }
        if let Ok(unit) = u16::try_from(number.rem_euclid(65_536)) {
            // Word writes letters of symbol fonts in the private area F000 to F0FF.
            let unit = if (0xf020..=0xf07e).contains(&unit) {
                unit - 0xf000
            } else {
                unit
            };
            self.units.push(unit);
        }
        self.skip = self.group.uc;
    }

    fn row(&mut self) {
        if let Place::Body = self.group.place {
            while self.out.body.ends_with(['\t', ' ']) {
                self.out.body.pop();
            }
        }
        self.put("\n");
    }

    /// Turns the group into the destination that `word` names; false where it names none.
    fn destination(&mut self, word: &str, optional: bool) -> bool {
        let place = match word {
            "info" => {
                self.property.clear();
                Place::Info
            }
            word if self.group.place == Place::Info && control_word::is_property(word) => {
                self.collected.clear();
                word.clone_into(&mut self.property);
                Place::Info
            }
            "generator" | "template" | "propname" | "staticval" | "atnauthor" | "atndate" => {
                self.property = word.to_owned();
                self.collected.clear();
                Place::Info
            }
            "linkself" | "objautlink" | "objlink" => {
                self.out.linked += 1;
                return true;
            }
            word if control_word::is_transparent(word) => return true,
            word => match control_word::place_of(word) {
                Some(place) => place,
                None if optional => Place::Nowhere,
                None => return false,
            },
        };
        self.begin(place);
        if self.group.place != Place::Nowhere {
            self.group.place = place;
        }
        true
    }

    /// What a place needs when it opens.
    fn begin(&mut self, place: Place) {
        if place.is_text() && self.group.place == Place::Body {
            self.waiting = self.out.revisions.set_aside();
        }
        match place {
            Place::Field | Place::ShapeName | Place::ShapeValue | Place::People => {
                self.collected.clear();
            }
            Place::Picture => self.embedding.begin(false),
            Place::Object => self.embedding.begin(true),
            Place::Comments if self.group.place != Place::Comments => {
                self.out.comments.push(Comment {
                    author: std::mem::take(&mut self.commentator),
                    ..Comment::default()
                });
            }
            _ => {}
        }
    }
}
