//! What the tokens of an RTF file say.

use super::object::EmbeddedBytes;
use super::token::{Token, Tokens};
use crate::format::plain::charset::decode_page;
use std::collections::BTreeMap;

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct RtfDocument {
    body: String,
    notes: String,
    margins: String,
    /// The information group: name of the property, value.
    pub info: Vec<(String, String)>,
    /// Pictures and objects.
    pub embedded: Vec<EmbeddedBytes>,
    /// The file states its code page.
    pub page_stated: bool,
    /// Bytes that were read in the assumed code page, cut at 64 KiB.
    pub unstated: Vec<u8>,
    /// Groups open at the end.
    pub open_groups: usize,
    /// Runs marked as deleted.
    pub deleted: u64,
    /// Runs marked as hidden.
    pub hidden: u64,
    /// Templates and files that lie elsewhere.
    pub linked: u64,
}

impl RtfDocument {
    /// Body, then notes, then headers and footers.
    pub(super) fn text(&self) -> String {
        let parts = [&self.body, &self.notes, &self.margins];
        let parts: Vec<&str> = parts
            .iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("\n")
    }
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Notes,
    Margins,
    /// Left out.
    Nowhere,
    /// Names of fonts; only their numbers and character sets count.
    Fonts,
    /// A property of the information group.
    Info,
    /// The instruction of a field, which may name a link.
    Field,
    Picture,
    Object,
}

#[derive(Debug, Clone, Copy)]
struct Group {
    place: Place,
    font: i32,
    /// Characters to skip after `\u`.
    uc: u8,
    in_table: bool,
    hidden: bool,
    deleted: bool,
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
    nibble: Option<u8>,
    room: usize,
}

/// Groups within groups beyond this many are counted and otherwise ignored.
const DEEP: usize = 1_000_000;
/// Bytes of all embedded parts, and of the sample for guessing.
const EMBEDDED_BYTES: usize = 256 << 20;
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
            deleted: false,
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
            nibble: None,
            room,
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
                Token::Raw(raw) => self.raw(raw),
            }
            if self.out.body.len() > self.room {
                break;
            }
        }
        self.flush();
        self.out.open_groups = self.stack.len();
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
            Place::Field if outer.place != Place::Field => {
                let text = std::mem::take(&mut self.collected);
                if let Some(link) = text.split("HYPERLINK").nth(1) {
                    let link = link
                        .trim()
                        .trim_start_matches("\\l")
                        .trim()
                        .trim_matches('"');
                    self.out.info.push(("link".to_owned(), link.to_owned()));
                }
                self.out.linked += u64::from(text.contains("INCLUDE"));
            }
            Place::Notes | Place::Margins if outer.place != ended => {
                let text = if ended == Place::Notes {
                    &mut self.out.notes
                } else {
                    &mut self.out.margins
                };
                if !text.ends_with('\n') {
                    text.push('\n');
                }
            }
            Place::Picture | Place::Object if outer.place != ended => {
                self.nibble = None;
                if self.out.embedded.last().is_some_and(|e| e.bytes.is_empty()) {
                    self.out.embedded.pop();
                }
            }
            _ => {}
        }
        self.group = outer;
        self.stack.is_empty()
    }

    fn end_property(&mut self) {
        let text = std::mem::take(&mut self.collected);
        let [year, month, day, hour, minute] = std::mem::take(&mut self.date);
        let value = if year > 0 {
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
        } else {
            text.trim().trim_end_matches(';').to_owned()
        };
        if !self.property.is_empty() && !value.is_empty() {
            self.out
                .info
                .push((std::mem::take(&mut self.property), value));
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
            Place::Nowhere | Place::Fonts => {}
            Place::Picture | Place::Object => self.hex_digit(byte),
            _ => {
                if !self.units.is_empty() {
                    self.flush();
                }
                self.pending.push(byte);
            }
        }
    }

    fn hex_digit(&mut self, byte: u8) {
        let Some(value) = char::from(byte)
            .to_digit(16)
            .and_then(|v| u8::try_from(v).ok())
        else {
            return;
        };
        match self.nibble.take() {
            None => self.nibble = Some(value),
            Some(high) => self.raw(&[high << 4 | value]),
        }
    }

    fn raw(&mut self, raw: &[u8]) {
        if !matches!(self.group.place, Place::Picture | Place::Object) {
            return;
        }
        let held: usize = self
            .out
            .embedded
            .iter()
            .map(|e| e.bytes.len())
            .sum::<usize>()
            .saturating_add(raw.len());
        if let Some(last) = self
            .out
            .embedded
            .last_mut()
            .filter(|_| held < EMBEDDED_BYTES)
        {
            last.bytes.extend_from_slice(raw);
        }
    }

    fn current_page(&self) -> Option<u32> {
        self.fonts.get(&self.group.font).copied()
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
        let target = match self.group.place {
            Place::Body => &mut self.out.body,
            Place::Notes => &mut self.out.notes,
            Place::Margins => &mut self.out.margins,
            Place::Info | Place::Field => &mut self.collected,
            _ => return,
        };
        target.push_str(text);
    }

    fn line(&mut self) {
        let in_table = self.group.in_table;
        self.put(if in_table { " " } else { "\n" });
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
            "plain" => (self.group.hidden, self.group.deleted) = (false, false),
            "v" => {
                self.out.hidden +=
                    u64::from(on && !self.group.hidden && self.group.place == Place::Body);
                self.group.hidden = on;
            }
            "deleted" => {
                self.out.deleted += u64::from(on && !self.group.deleted);
                self.group.deleted = on;
            }
            "f" => self.group.font = positive,
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
            "pngblip" | "jpegblip" | "emfblip" | "wmetafile" | "macpict" | "dibitmap" => {
                self.picture_kind(word)
            }
            _ => {
                if let Some(text) = sign(word) {
                    self.put(text);
                }
            }
        }
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

    fn picture_kind(&mut self, word: &str) {
        if let Some(last) = self
            .out
            .embedded
            .last_mut()
            .filter(|_| self.group.place == Place::Picture)
        {
            last.extension = match word {
                "pngblip" => "png",
                "jpegblip" => "jpg",
                "emfblip" => "emf",
                "wmetafile" => "wmf",
                "macpict" => "pict",
                _ => "dib",
            };
        }
    }

    /// Turns the group into the destination that `word` names; false where it names none.
    fn destination(&mut self, word: &str, optional: bool) -> bool {
        let place = match word {
            "fonttbl" => Place::Fonts,
            "info" => {
                self.property.clear();
                Place::Info
            }
            "title" | "subject" | "author" | "operator" | "keywords" | "doccomm" | "company"
            | "manager" | "category" | "hlinkbase" | "creatim" | "revtim" | "printim"
            | "comment"
                if self.group.place == Place::Info =>
            {
                self.collected.clear();
                self.property = word.to_owned();
                Place::Info
            }
            "generator" => {
                self.property = "generator".to_owned();
                self.collected.clear();
                Place::Info
            }
            "fldinst" => {
                self.collected.clear();
                Place::Field
            }
            "footnote" | "annotation" => Place::Notes,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => Place::Margins,
            "pict" => {
                self.out.embedded.push(EmbeddedBytes {
                    extension: "bin",
                    ..EmbeddedBytes::default()
                });
                Place::Picture
            }
            "objdata" => {
                self.out.embedded.push(EmbeddedBytes {
                    extension: "bin",
                    object: true,
                    ..EmbeddedBytes::default()
                });
                Place::Object
            }
            "template" | "linkself" | "objautlink" | "objlink" => {
                self.out.linked += 1;
                if word == "template" {
                    Place::Nowhere
                } else {
                    return true;
                }
            }
            "colortbl" | "stylesheet" | "listtable" | "listoverridetable" | "rsidtbl"
            | "themedata" | "colorschememapping" | "datastore" | "latentstyles" | "xmlnstbl"
            | "filetbl" | "revtbl" | "nonshppict" | "sp" | "bkmkstart" | "bkmkend" | "objclass"
            | "objname" | "panose" | "falt" | "nextfile" | "pntxta" | "pntxtb" | "pnseclvl"
            | "private" | "atnid" | "atnauthor" | "atnref" | "xe" | "tc" | "rxe" | "mmathPr"
            | "defchp" | "defpap" | "userprops" | "blipuid" | "picprop" | "wgrffmtfilter"
            | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "ftncn" | "aftncn" => Place::Nowhere,
            "upr" => {
                // The first inner group repeats in one code page what `\ud` holds in Unicode; both are
                // short, and names in tables of contents come twice rather than not at all.
                return true;
            }
            "shpinst" | "shptxt" | "shppict" | "ud" | "fldrslt" | "background" | "listtext"
            | "pntext" | "result" => {
                return true;
            }
            _ if optional => Place::Nowhere,
            _ => return false,
        };
        if self.group.place != Place::Nowhere {
            self.group.place = place;
        }
        true
    }
}

fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        "ltrmark" => "\u{200e}",
        "rtlmark" => "\u{200f}",
        _ => return None,
    })
}

/// The Windows code page of a font's character set; none for the set of the document.
fn page_of_charset(charset: i32) -> Option<u32> {
    Some(match charset {
        77 => 10000,
        78 | 128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 | 181 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}
