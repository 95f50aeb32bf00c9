//! The page that Outlook hides in formatted text (MS-OXRTFEX): tags stand in groups of their own, and
//! what only the formatted text needs is marked.

use crate::format::plain::charset::decode_page;
use std::collections::BTreeMap;

/// What holds within a group.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// A destination that is no text.
    skipped: bool,
    /// The group of a tag.
    tag: bool,
    /// Between `\htmlrtf` and `\htmlrtf0`.
    formatted_only: bool,
    /// The table of fonts.
    fonts: bool,
    /// Code page of bytes.
    page: u32,
    /// Letters that follow `\u` and stand for it.
    stand_ins: usize,
}

/// Groups within groups that are followed; no page needs more.
const DEEPEST: usize = 10_000;

/// The page; none where the formatted text was not made from one.
pub(super) fn page_of(rtf: &[u8]) -> Option<String> {
    let head = rtf.get(..4096).unwrap_or(rtf);
    crate::kind::find(head, b"\\fromhtml1")?;
    let mut reader = Reader {
        bytes: rtf,
        at: 0,
        out: String::new(),
        held: Vec::new(),
        held_page: 1252,
        fonts: BTreeMap::new(),
        font: None,
        default_page: 1252,
        skip: 0,
    };
    reader.run();
    Some(reader.out)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    out: String,
    /// Bytes that are not decoded yet: a letter may take two.
    held: Vec<u8>,
    held_page: u32,
    fonts: BTreeMap<i32, u32>,
    /// The font that the table of fonts is at.
    font: Option<i32>,
    default_page: u32,
    /// Letters still to be passed over.
    skip: usize,
}

impl Reader<'_> {
    fn run(&mut self) {
        let mut group = Group {
            skipped: false,
            tag: false,
            formatted_only: false,
            fonts: false,
            page: 1252,
            stand_ins: 1,
        };
        let mut stack = Vec::new();
        while let Some(byte) = self.next() {
            match byte {
                b'{' => {
                    if stack.len() >= DEEPEST {
                        break;
                    }
                    stack.push(group);
                    group.tag = false;
                }
                b'}' => match stack.pop() {
                    Some(outer) => group = outer,
                    None => break,
                },
                b'\r' | b'\n' => {}
                b'\\' => self.control(&mut group),
                byte => self.byte(byte, &group),
            }
        }
        self.flush();
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    const fn is_shown(group: &Group) -> bool {
        !group.skipped && (group.tag || !group.formatted_only)
    }

    fn byte(&mut self, byte: u8, group: &Group) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        if !Self::is_shown(group) {
            return;
        }
        if self.held_page != group.page {
            self.flush();
            self.held_page = group.page;
        }
        self.held.push(byte);
    }

    fn text(&mut self, text: &str, group: &Group) {
        if Self::is_shown(group) {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.held.is_empty() {
            let text = decode_page(&self.held, self.held_page);
            self.out.push_str(&text);
            self.held.clear();
        }
    }

    fn control(&mut self, group: &mut Group) {
        let Some(first) = self.peek() else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            match first {
                b'\'' => {
                    let digits = self.bytes.get(self.at..self.at + 2);
                    let value = digits
                        .and_then(|d| std::str::from_utf8(d).ok())
                        .and_then(|d| u8::from_str_radix(d, 16).ok());
                    if let Some(value) = value {
                        self.at += 2;
                        self.byte(value, group);
                    }
                }
                b'*' => {
                    group.skipped |= !self.follows(b"\\htmltag") && !self.follows(b"\\mhtmltag")
                }
                b'~' => self.text("&nbsp;", group),
                b'_' => self.text("&shy;", group),
                b'\\' | b'{' | b'}' => self.byte(first, group),
                _ => {}
            }
            return;
        }
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_alphabetic()) && self.at - start < 32 {
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        let digits = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        while self.peek().is_some_and(|b| b.is_ascii_digit()) && self.at - digits < 11 {
            self.at += 1;
        }
        let number: Option<i32> = self
            .bytes
            .get(digits..self.at)
            .and_then(|d| std::str::from_utf8(d).ok())
            .and_then(|d| d.parse().ok());
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        self.word(word, number, group);
    }

    fn follows(&self, word: &[u8]) -> bool {
        self.bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word))
    }

    fn word(&mut self, word: &[u8], number: Option<i32>, group: &mut Group) {
        match word {
            b"htmltag" => group.tag = true,
            // What a rewritten link was before stands beside it.
            b"mhtmltag" => group.skipped = true,
            b"htmlrtf" => group.formatted_only = number != Some(0),
            b"fonttbl" => {
                group.fonts = true;
                group.skipped = true;
            }
            b"colortbl" | b"stylesheet" | b"info" | b"pntext" | b"generator" => {
                group.skipped = true;
            }
            b"ansicpg" => {
                self.default_page = number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1252);
                group.page = self.default_page;
            }
            b"f" if group.fonts => self.font = number,
            b"fcharset" if group.fonts => {
                if let (Some(font), Some(page)) = (self.font, number.and_then(page_of_charset)) {
                    self.fonts.insert(font, page);
                }
            }
            b"f" => {
                let page = number.and_then(|font| self.fonts.get(&font).copied());
                group.page = page.unwrap_or(self.default_page);
            }
            b"plain" => group.page = self.default_page,
            b"uc" => group.stand_ins = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
            b"u" => {
                let unit = number
                    .map(|n| n & 0xffff)
                    .and_then(|n| u32::try_from(n).ok());
                if let Some(c) = unit.and_then(char::from_u32) {
                    self.text(c.encode_utf8(&mut [0; 4]), group);
                }
                self.skip = group.stand_ins.min(16);
            }
            b"par" | b"line" => self.text("\r\n", group),
            b"tab" => self.text("\t", group),
            b"lquote" => self.text("&lsquo;", group),
            b"rquote" => self.text("&rsquo;", group),
            b"ldblquote" => self.text("&ldquo;", group),
            b"rdblquote" => self.text("&rdquo;", group),
            b"bullet" => self.text("&bull;", group),
            b"endash" => self.text("&ndash;", group),
            b"emdash" => self.text("&mdash;", group),
            _ => {}
        }
    }
}

/// The code page of a font's set of characters (RTF 1.9.1, `\fcharset`).
const fn page_of_charset(charset: i32) -> Option<u32> {
    Some(match charset {
        0 => 1252,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_comes_out_of_the_formatted_text() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl\n{\\f0\\fswiss Arial;}{\\f3\\fnil\\fcharset178 Arial;}}{\\colortbl\\red0;}\n{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 {\\f3 \\'c7\\'e1}\\u1605?\\'e9\n{\\*\\htmltag84 <a href=\"http://example.org/\\{x\\}\">}link\\htmlrtf {\\b skipped}\\htmlrtf0 {\\*\\htmltag92 </a>}\\htmlrtf \\par}\\htmlrtf0 \n{\\*\\htmltag72 </p>}}";
        let page = page_of(rtf).unwrap();
        assert_eq!(
            page,
            "<p>\u{627}\u{644}\u{645}\u{e9}<a href=\"http://example.org/{x}\">link</a></p>"
        );
        assert_eq!(page_of(b"{\\rtf1\\ansi plain}"), None);
        for end in 0..rtf.len() {
            let _ = page_of(&rtf[..end]);
        }
    }
}
