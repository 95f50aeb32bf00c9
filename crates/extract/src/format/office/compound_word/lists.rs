//! Lists and styles of a document: which label a paragraph gets before its text.

use super::header::{Header, Place};
use super::properties::{LetterRules, ParagraphRules};
use super::{long, word};
use crate::format::office::numbering::{Form, Numbering};
use crate::format::plain::charset;

/// Lists, and uses of lists, that are read at most.
const LISTS: usize = 20_000;

/// The rules of numbering ([MS-DOC] 2.9.131, 2.9.148, 2.9.150).
pub(super) fn numbering(header: &Header<'_>, table: &[u8]) -> Numbering {
    let mut rules = Numbering::default();
    add_lists(header, table, &mut rules);
    add_uses(header, table, &mut rules);
    rules
}

/// Lists by their own number, with levels that lie behind the table itself.
fn add_lists(header: &Header<'_>, table: &[u8], rules: &mut Numbering) -> Option<()> {
    let (at, len) = header.place(Place::Lists)?;
    let heads = table.get(at..at.checked_add(len)?)?;
    let mut levels = table.get(at + len..)?;
    for n in 0..word(heads, 0)?.min(LISTS) {
        let head = heads.get(2 + n * 28..30 + n * 28)?;
        let pattern = long(head, 0)?.to_string();
        let count = if head.get(26)? & 1 != 0 { 1 } else { 9 };
        for level in 0..count {
            let (stated, rest) = Level::read(levels)?;
            levels = rest;
            stated.state(rules, "", &pattern, level);
        }
    }
    Some(())
}

/// Uses of lists: paragraphs name these, counted from 1.
fn add_uses(header: &Header<'_>, table: &[u8], rules: &mut Numbering) -> Option<()> {
    let bytes = header.bytes(Place::ListUses, table)?;
    let count = long(bytes, 0)?.min(LISTS);
    let mut rest = bytes.get(4 + count * 16..)?;
    for n in 0..count {
        let head = bytes.get(4 + n * 16..20 + n * 16)?;
        rules.state_list((n + 1).to_string(), long(head, 0)?.to_string());
    }
    for n in 0..count {
        let overrides = usize::from(*bytes.get(4 + n * 16 + 12)?);
        rest = rest.get(4..)?;
        for _ in 0..overrides {
            let (start, bits) = (long(rest, 0)?, long(rest, 4)?);
            rest = rest.get(8..)?;
            let list = (n + 1).to_string();
            let level = bits & 15;
            if bits & 0x20 != 0 {
                let (stated, after) = Level::read(rest)?;
                rest = after;
                stated.state(rules, &list, "", level);
            } else if bits & 0x10 != 0 {
                rules.state_level(&list, "", level, u32::try_from(start).ok(), None);
            }
        }
    }
    Some(())
}

/// One level of a list ([MS-DOC] 2.9.147, 2.9.150).
struct Level {
    start: u32,
    form: Form,
}

impl Level {
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let start = u32::try_from(long(bytes, 0)?).ok()?;
        let format = match bytes.get(4)? {
            1 => "upperRoman",
            2 => "lowerRoman",
            3 => "upperLetter",
            4 => "lowerLetter",
            5 => "ordinal",
            22 => "decimalZero",
            23 => "bullet",
            46 => "arabicAlpha",
            48 => "arabicAbjad",
            255 => "none",
            _ => "decimal",
        };
        let rules = usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
        let text_at = 28 + rules;
        let letters = word(bytes, text_at)?;
        let end = text_at + 2 + letters * 2;
        let mut text = String::new();
        for c in charset::decode_page(bytes.get(text_at + 2..end)?, 1200).chars() {
            match u32::from(c) {
                level @ 0..=8 => text.push_str(&format!("%{}", level + 1)),
                _ => text.push(c),
            }
        }
        // fLegal and fNoRestart ([MS-DOC] 2.9.150).
        let flags = *bytes.get(5)?;
        let form = Form {
            format,
            text,
            legal: flags & 4 != 0,
            restart: bytes
                .get(26)
                .filter(|_| flags & 8 != 0)
                .map(|limit| usize::from(*limit)),
        };
        let level = Self { start, form };
        Some((level, bytes.get(end..)?))
    }

    fn state(self, rules: &mut Numbering, list: &str, pattern: &str, level: usize) {
        rules.state_level(list, pattern, level, Some(self.start), Some(self.form));
    }
}

/// What a style says of its paragraphs and letters.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    base: usize,
    list: Option<usize>,
    level: Option<usize>,
    hidden: bool,
}

/// The styles of a document by number ([MS-DOC] 2.9.271).
#[derive(Debug, Default)]
pub(super) struct Styles {
    list: Vec<Style>,
}

/// The number that stands for no style.
const NO_STYLE: usize = 0x0fff;

impl Styles {
    pub(super) fn read(header: &Header<'_>, table: &[u8]) -> Self {
        let mut styles = Self::default();
        let _ = header
            .bytes(Place::Styles, table)
            .and_then(|bytes| styles.add(bytes));
        styles
    }

    fn add(&mut self, bytes: &[u8]) -> Option<()> {
        let head = word(bytes, 0)?;
        let count = word(bytes, 2)?;
        let base_len = word(bytes, 4)?;
        let mut rest = bytes.get(2 + head..)?;
        for _ in 0..count {
            let len = word(rest, 0)?;
            let body = rest.get(2..2 + len)?;
            self.list.push(style(body, base_len).unwrap_or_default());
            // Each begins at an even place.
            rest = rest.get(2 + len + len % 2..)?;
        }
        Some(())
    }

    /// The list and level that a style, or one that it is based on, puts its paragraphs in.
    pub(super) fn list_of(&self, style: usize) -> (Option<usize>, Option<usize>) {
        let (mut list, mut level) = (None, None);
        let mut at = style;
        for _ in 0..12 {
            let Some(style) = self.list.get(at) else {
                break;
            };
            list = list.or(style.list);
            level = level.or(style.level);
            if style.base == NO_STYLE {
                break;
            }
            at = style.base;
        }
        (list, level)
    }

    /// Whether a style hides its letters.
    pub(super) fn hides(&self, style: usize) -> bool {
        self.list.get(style).is_some_and(|style| style.hidden)
    }
}

fn style(body: &[u8], base_len: usize) -> Option<Style> {
    if body.is_empty() {
        return None;
    }
    let second = word(body, 2)?;
    let kind = second & 15;
    let mut style = Style {
        base: second >> 4,
        ..Style::default()
    };
    let name_at = base_len;
    let mut at = name_at + 2 + word(body, name_at)? * 2 + 2;
    let parts: &[bool] = match kind {
        1 => &[true, false],
        2 => &[false],
        _ => &[],
    };
    for is_paragraph in parts {
        let len = word(body, at)?;
        let rules = body.get(at + 2..at + 2 + len)?;
        if *is_paragraph {
            let rules = ParagraphRules::of(rules, &[]);
            (style.list, style.level) = (rules.list, rules.level);
        } else {
            let mut letters = LetterRules::default();
            letters.apply(rules);
            style.hidden = letters.hidden;
        }
        at += 2 + len + len % 2;
    }
    Some(style)
}
