//! A font of a PDF: from the codes of a string to text and widths (ISO 32000-2, 9.5 to 9.10).
//!
//! Three witnesses say what a code stands for: the map to Unicode that the writer added, the
//! encoding, and the embedded font program. The first is asked first; where it is silent or
//! unreadable, the others are.

mod encoding;
pub(super) mod glyph_name;
mod program;

use super::cmap::{self, CMap};
use lopdf::{Dictionary, Document, Object};
use program::{Program, is_told};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Bytes a stream of a font may unpack to.
const FONT_BYTES: usize = 32 * 1024 * 1024;

/// A font, ready to read strings.
#[derive(Debug)]
pub(super) struct Font<'a> {
    codes: Codes<'a>,
    /// From glyph space to text space; a thousandth but for fonts drawn by hand (Type 3).
    pub unit: f32,
    /// Height of the letters above and below the line, in text space.
    pub rise_and_depth: (f32, f32),
    /// Codes run downwards.
    pub vertical: bool,
}

#[derive(Debug)]
enum Codes<'a> {
    Simple(Box<Simple>),
    Composite(Box<Composite<'a>>),
}

#[derive(Debug)]
struct Simple {
    text: Vec<Option<Rc<str>>>,
    widths: Vec<f32>,
}

#[derive(Debug)]
struct Composite<'a> {
    to_unicode: Option<CMap>,
    encoding: Encoding,
    /// First and last glyph and their widths.
    widths: HashMap<u32, f32>,
    default_width: f32,
    /// Where the program is; it is read when a code is met that the map does not tell.
    source: Option<(&'a Document, &'a Dictionary)>,
    program: OnceCell<Program>,
    /// Two bytes for each glyph, where the font file numbers them otherwise.
    glyph_map: Option<Vec<u8>>,
}

#[derive(Debug)]
enum Encoding {
    /// Two bytes, the number of the glyph.
    Identity,
    /// Two bytes, UTF-16.
    Unicode,
    Embedded(CMap),
    /// One of the East Asian maps that are not carried along.
    Unknown,
}

/// A code of a string, told.
pub(super) struct Told {
    /// None where nobody knows what it stands for.
    pub text: Option<Rc<str>>,
    /// In glyph space.
    pub width: f32,
    /// The single byte 32, to which the spacing of words is added.
    pub is_space: bool,
}

impl<'a> Font<'a> {
    /// Reads the dictionary of a font.
    pub(super) fn of(document: &'a Document, dictionary: &'a Dictionary) -> Self {
        let kind = name(document, dictionary, b"Subtype").unwrap_or_default();
        let to_unicode = stream(document, dictionary, b"ToUnicode").map(|map| CMap::read(&map));
        let type_three = kind == b"Type3";
        let unit = if type_three {
            dictionary
                .get_deref(b"FontMatrix", document)
                .and_then(Object::as_array)
                .ok()
                .and_then(|matrix| matrix.first()?.as_float().ok())
                .map_or(0.001, f32::abs)
        } else {
            0.001
        };
        let (codes, vertical) = if kind == b"Type0" {
            composite(document, dictionary, to_unicode)
        } else {
            (simple(document, dictionary, to_unicode), false)
        };
        let rise_and_depth = if type_three {
            box_height(document, dictionary, unit).unwrap_or((0.75, 0.25))
        } else {
            (0.75, 0.25)
        };
        Self {
            codes,
            unit,
            rise_and_depth,
            vertical,
        }
    }

    /// Takes the next code off the string.
    pub(super) fn take(&self, string: &mut &[u8]) -> Option<Told> {
        let first = *string.first()?;
        match &self.codes {
            Codes::Simple(simple) => {
                *string = string.get(1..).unwrap_or_default();
                Some(Told {
                    text: simple.text.get(usize::from(first)).cloned().flatten(),
                    width: simple
                        .widths
                        .get(usize::from(first))
                        .copied()
                        .unwrap_or(0.0),
                    is_space: first == 32,
                })
            }
            Codes::Composite(composite) => {
                let length = composite.length(string).min(string.len());
                let (code, rest) = string.split_at_checked(length)?;
                *string = rest;
                Some(composite.told(code))
            }
        }
    }
}

impl Composite<'_> {
    fn length(&self, string: &[u8]) -> usize {
        match &self.encoding {
            Encoding::Embedded(map) if map.has_spaces() => map.length(string).unwrap_or(1),
            _ => 2,
        }
    }

    fn told(&self, bytes: &[u8]) -> Told {
        let code = cmap::code(bytes);
        let glyph = match &self.encoding {
            Encoding::Embedded(map) => map.glyph(code).unwrap_or(0),
            _ => code,
        };
        let width = self.widths.get(&glyph).copied();
        let written = self.to_unicode.as_ref().and_then(|map| map.text(code));
        let text = written
            .filter(|text| text.chars().all(is_told))
            .cloned()
            .or_else(|| self.otherwise(code, glyph));
        Told {
            text,
            width: width.unwrap_or(self.default_width),
            is_space: bytes == [32],
        }
    }

    /// What the encoding or the font program says.
    fn otherwise(&self, code: u32, glyph: u32) -> Option<Rc<str>> {
        if matches!(self.encoding, Encoding::Unicode) {
            let unit = u16::try_from(code).ok()?;
            return String::from_utf16(&[unit]).ok().map(Rc::from);
        }
        let in_file = match &self.glyph_map {
            Some(map) => {
                let at = usize::try_from(glyph).ok()?.checked_mul(2)?;
                let pair = map.get(at..at + 2)?;
                cmap::code(pair)
            }
            None => glyph,
        };
        let program = self.program.get_or_init(|| {
            self.source
                .map(|(document, descriptor)| program(document, descriptor))
                .unwrap_or_default()
        });
        program.text_of_glyph(u16::try_from(in_file).ok()?).cloned()
    }
}

fn simple<'a>(document: &'a Document, font: &'a Dictionary, to_unicode: Option<CMap>) -> Codes<'a> {
    let descriptor = dictionary_at(document, font, b"FontDescriptor");
    let flags = descriptor
        .and_then(|d| d.get_deref(b"Flags", document).ok()?.as_i64().ok())
        .unwrap_or(0);
    let symbolic = flags & 4 != 0;
    let encoding = font.get_deref(b"Encoding", document).ok();
    let (base, differences) = match encoding {
        Some(Object::Name(base)) => (Some(base.as_slice()), None),
        Some(Object::Dictionary(encoding)) => (
            name(document, encoding, b"BaseEncoding"),
            encoding
                .get_deref(b"Differences", document)
                .and_then(Object::as_array)
                .ok(),
        ),
        _ => (None, None),
    };
    let program = descriptor.map(|d| program(document, d)).unwrap_or_default();
    let mut names: HashMap<u8, &[u8]> = HashMap::new();
    let mut next = 0i64;
    for entry in differences.into_iter().flatten() {
        match document.dereference(entry) {
            Ok((_, Object::Integer(code))) => next = *code,
            Ok((_, Object::Name(name))) => {
                if let Ok(code) = u8::try_from(next) {
                    names.insert(code, name);
                }
                next = next.saturating_add(1);
            }
            _ => {}
        }
    }
    let font_name = name(document, font, b"BaseFont").unwrap_or_default();
    let text = (0..=u8::MAX)
        .map(|code| {
            if let Some(written) = to_unicode
                .as_ref()
                .and_then(|map| map.text(u32::from(code)))
                && written.chars().all(is_told)
            {
                return Some(written.clone());
            }
            if let Some(name) = names.get(&code) {
                let known = glyph_name::text(&String::from_utf8_lossy(name));
                return known.map(Rc::from).or_else(|| program.text_of_code(code));
            }
            // A symbolic font goes by its own codes, whatever the dictionary says.
            if base.is_none() || symbolic {
                if let Some(own) = program.text_of_code(code) {
                    return Some(own);
                }
                if symbolic && base.is_none() && descriptor.is_some() && to_unicode.is_some() {
                    return None;
                }
            }
            encoding::text(base, font_name, code).map(|sign| sign.to_string().into())
        })
        .collect();
    Codes::Simple(Box::new(Simple {
        text,
        widths: widths(document, font, descriptor),
    }))
}

/// Widths of a simple font; those of the standard fonts are near half an em.
fn widths(document: &Document, font: &Dictionary, descriptor: Option<&Dictionary>) -> Vec<f32> {
    let missing = descriptor
        .and_then(|d| d.get_deref(b"MissingWidth", document).ok()?.as_float().ok())
        .unwrap_or(0.0);
    let first = font
        .get_deref(b"FirstChar", document)
        .and_then(Object::as_i64)
        .unwrap_or(0);
    let Ok(given) = font
        .get_deref(b"Widths", document)
        .and_then(Object::as_array)
    else {
        let name = name(document, font, b"BaseFont").unwrap_or_default();
        return encoding::standard_widths(name);
    };
    (0..=i64::from(u8::MAX))
        .map(|code| {
            usize::try_from(code - first)
                .ok()
                .and_then(|at| given.get(at))
                .and_then(|width| document.dereference(width).ok()?.1.as_float().ok())
                .unwrap_or(missing)
        })
        .collect()
}

fn composite<'a>(
    document: &'a Document,
    font: &'a Dictionary,
    to_unicode: Option<CMap>,
) -> (Codes<'a>, bool) {
    let descendant = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .ok()
        .and_then(|list| document.dereference(list.first()?).ok()?.1.as_dict().ok());
    let (encoding, vertical) = match font.get_deref(b"Encoding", document) {
        Ok(Object::Name(name)) => {
            let vertical = name.ends_with(b"-V");
            let encoding = if name.starts_with(b"Identity") {
                Encoding::Identity
            } else if name.windows(4).any(|w| w == b"UCS2" || w == b"UTF1") {
                Encoding::Unicode
            } else {
                Encoding::Unknown
            };
            (encoding, vertical)
        }
        Ok(Object::Stream(map)) => {
            let content = map.get_plain_content_with_limit(FONT_BYTES);
            let map = content
                .map(|content| CMap::read(&content))
                .unwrap_or_default();
            (Encoding::Embedded(map), false)
        }
        _ => (Encoding::Identity, false),
    };
    let descriptor = descendant.and_then(|d| dictionary_at(document, d, b"FontDescriptor"));
    let glyph_map = descendant.and_then(|d| stream(document, d, b"CIDToGIDMap"));
    let default_width = descendant
        .and_then(|d| d.get_deref(b"DW", document).ok()?.as_float().ok())
        .unwrap_or(1000.0);
    let composite = Composite {
        source: descriptor.map(|descriptor| (document, descriptor)),
        program: OnceCell::new(),
        to_unicode,
        encoding,
        widths: descendant
            .map(|d| glyph_widths(document, d))
            .unwrap_or_default(),
        default_width,
        glyph_map,
    };
    (Codes::Composite(Box::new(composite)), vertical)
}

/// Widths by glyph: `first [w w w]` or `first last w` (9.7.4.3).
fn glyph_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let list = font.get_deref(b"W", document).and_then(Object::as_array);
    let mut entries = list
        .into_iter()
        .flatten()
        .filter_map(|entry| document.dereference(entry).ok().map(|(_, object)| object));
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let Some(first) = first.as_i64().ok().and_then(|n| u32::try_from(n).ok()) else {
            continue;
        };
        if let Ok(each) = second.as_array() {
            for (glyph, width) in (first..).zip(each) {
                if let Some(width) = document
                    .dereference(width)
                    .ok()
                    .and_then(|(_, w)| w.as_float().ok())
                {
                    widths.insert(glyph, width);
                }
            }
        } else if let (Ok(last), Some(Ok(width))) =
            (second.as_i64(), entries.next().map(Object::as_float))
        {
            let last = u32::try_from(last)
                .unwrap_or(first)
                .min(first.saturating_add(65_535));
            for glyph in first..=last {
                widths.insert(glyph, width);
            }
        }
    }
    widths
}

fn program(document: &Document, descriptor: &Dictionary) -> Program {
    if let Some(bytes) = stream(document, descriptor, b"FontFile2") {
        return Program::true_type(&bytes);
    }
    if let Some(bytes) = stream(document, descriptor, b"FontFile3") {
        return Program::compact(&bytes);
    }
    if let Some(bytes) = stream(document, descriptor, b"FontFile") {
        return Program::type_one(&bytes);
    }
    Program::default()
}

/// Heights above and below the line from the box of a font drawn by hand.
fn box_height(document: &Document, font: &Dictionary, unit: f32) -> Option<(f32, f32)> {
    let bounds = font
        .get_deref(b"FontBBox", document)
        .and_then(Object::as_array)
        .ok()?;
    let at = |n: usize| bounds.get(n)?.as_float().ok();
    let (bottom, top) = (at(1)?.min(at(3)?) * unit, at(1)?.max(at(3)?) * unit);
    (top - bottom > 0.05 && top - bottom < 5.0).then_some((top.max(0.1), -bottom.min(0.0)))
}

fn dictionary_at<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    dictionary.get_deref(key, document).ok()?.as_dict().ok()
}

fn name<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    dictionary.get_deref(key, document).ok()?.as_name().ok()
}

fn stream(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    dictionary
        .get_deref(key, document)
        .ok()?
        .as_stream()
        .ok()?
        .get_plain_content_with_limit(FONT_BYTES)
        .ok()
}
