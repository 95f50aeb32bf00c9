//! What an embedded font itself knows of its glyphs: the second witness beside the map to Unicode.

use super::glyph_name;
use std::collections::HashMap;
use std::rc::Rc;
use ttf_parser::{Face, GlyphId, PlatformId};

/// What was found in a font program.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Glyphs to text, from the font's own map of characters, then from names.
    text: HashMap<u16, Rc<str>>,
    /// Codes of one byte to glyphs, as a symbolic font has them.
    codes: HashMap<u8, u16>,
    /// Names the program gives to codes (Type 1).
    names: HashMap<u8, Rc<str>>,
}

/// Glyphs of one font that are looked at.
const GLYPHS: u16 = 30_000;

impl Program {
    /// Reads a TrueType or OpenType program.
    pub(super) fn true_type(bytes: &[u8]) -> Self {
        let mut program = Self::default();
        let Ok(face) = Face::parse(bytes, 0) else {
            return program;
        };
        for table in face
            .tables()
            .cmap
            .into_iter()
            .flat_map(|cmap| cmap.subtables)
        {
            let symbol = table.platform_id == PlatformId::Windows && table.encoding_id == 0;
            let mac = table.platform_id == PlatformId::Macintosh;
            table.codepoints(|code| {
                let Some(GlyphId(glyph)) = table.glyph_index(code) else {
                    return;
                };
                if (symbol || mac) && (code < 0x100 || (0xF000..0xF100).contains(&code)) {
                    let code = u8::try_from(code & 0xFF).unwrap_or(0);
                    // The symbol table wins over the Macintosh one (ISO 32000-2, 9.6.5.4).
                    if symbol {
                        program.codes.insert(code, glyph);
                    } else {
                        program.codes.entry(code).or_insert(glyph);
                    }
                } else if !symbol
                    && !mac
                    && table.is_unicode()
                    && let Some(sign) = char::from_u32(code).filter(|c| is_told(*c))
                {
                    program.put(glyph, sign);
                }
            });
        }
        for glyph in 0..face.number_of_glyphs().min(GLYPHS) {
            if let Some(text) = face.glyph_name(GlyphId(glyph)).and_then(glyph_name::text) {
                program.text.entry(glyph).or_insert_with(|| text.into());
            }
        }
        program
    }

    /// Reads a bare CFF program; `composite` where its glyphs are numbered, not named.
    pub(super) fn compact(bytes: &[u8]) -> Self {
        let mut program = Self::default();
        let Some(table) = ttf_parser::cff::Table::parse(bytes) else {
            // An OpenType file may stand where a bare CFF was announced.
            return Self::true_type(bytes);
        };
        for glyph in 0..table.number_of_glyphs().min(GLYPHS) {
            if let Some(text) = table.glyph_name(GlyphId(glyph)).and_then(glyph_name::text) {
                program.text.entry(glyph).or_insert_with(|| text.into());
            }
        }
        for code in 0..=u8::MAX {
            if let Some(GlyphId(glyph)) = table.glyph_index(code).filter(|g| g.0 != 0) {
                program.codes.insert(code, glyph);
            }
        }
        program
    }

    /// Reads the encoding that stands in clear at the head of a Type 1 program:
    /// `dup 65 /A put`.
    pub(super) fn type_one(bytes: &[u8]) -> Self {
        let mut program = Self::default();
        let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
        let end = crate::kind::find(head, b"eexec").unwrap_or(head.len());
        let text = String::from_utf8_lossy(head.get(..end).unwrap_or_default()).into_owned();
        let mut words = text.split_ascii_whitespace().peekable();
        while let Some(word) = words.next() {
            if word != "dup" {
                continue;
            }
            let code = words.next().and_then(|code| code.parse::<u8>().ok());
            let name = words.peek().and_then(|name| name.strip_prefix('/'));
            if let (Some(code), Some(name)) = (code, name) {
                program.names.insert(code, name.into());
            }
        }
        program
    }

    /// Letters are preferred to their presentation forms, and these to other signs.
    fn put(&mut self, glyph: u16, sign: char) {
        let is_form = arabic::letters::presentation_form(sign).is_some();
        let known = self.text.get(&glyph).and_then(|text| text.chars().next());
        let better = match known {
            None => true,
            Some(known) => arabic::letters::presentation_form(known).is_some() && !is_form,
        };
        if better {
            self.text.insert(glyph, sign.to_string().into());
        }
    }

    pub(super) fn text_of_glyph(&self, glyph: u16) -> Option<&Rc<str>> {
        self.text.get(&glyph)
    }

    pub(super) fn text_of_code(&self, code: u8) -> Option<Rc<str>> {
        if let Some(name) = self.names.get(&code) {
            return glyph_name::text(name).map(Rc::from);
        }
        self.text.get(self.codes.get(&code)?).cloned()
    }
}

/// Whether a character says which letter was meant: no private use, no control.
pub(super) const fn is_told(c: char) -> bool {
    !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fffd}' | '\0'..='\u{1f}')
}
