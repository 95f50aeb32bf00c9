//! The encodings that need no map of their own (ISO 32000-2, annex D), and the widths of fonts that
//! every viewer has.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use std::collections::HashMap;
use std::sync::LazyLock;

static STANDARD: LazyLock<HashMap<u8, char>> = LazyLock::new(|| {
    include_str!("../../../../tables/standard_encoding.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (code, sign) = line.split_once('\t')?;
            let sign = u32::from_str_radix(sign, 16)
                .ok()
                .and_then(char::from_u32)?;
            Some((u8::from_str_radix(code, 16).ok()?, sign))
        })
        .collect()
});

/// Greek letters of the font Symbol in the order of their codes from 0x41 and 0x61 (annex D.5).
const SYMBOL_UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SYMBOL_LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// The character of a code under a named encoding, or under that of the font.
pub(super) fn text(base: Option<&[u8]>, font: &[u8], code: u8) -> Option<char> {
    if code < 32 {
        return None;
    }
    let has = |name: &[u8]| font.windows(name.len()).any(|part| part == name);
    if base.is_none() && has(b"Symbol") {
        return symbol(code);
    }
    if base.is_none() && has(b"Dingbats") {
        return None;
    }
    match base {
        Some(b"MacRomanEncoding") => one(MACINTOSH, code),
        Some(b"WinAnsiEncoding") => match code {
            // Unused codes above 0x7F show a bullet, 0xA0 a space, 0xAD a hyphen.
            0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D => Some('•'),
            0xA0 => Some(' '),
            0xAD => Some('-'),
            _ => one(WINDOWS_1252, code),
        },
        _ => match STANDARD.get(&code) {
            Some(sign) => Some(*sign),
            None if code < 0x7F => Some(char::from(code)),
            // Standard leaves the rest free; writers that use it mean what Windows means.
            None => one(WINDOWS_1252, code).filter(|c| !c.is_control()),
        },
    }
}

fn one(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    let bytes = [code];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next()
}

fn symbol(code: u8) -> Option<char> {
    let of = |letters: &str, from: u8| letters.chars().nth(usize::from(code - from));
    match code {
        b'A'..=b'Z' => of(SYMBOL_UPPER, b'A'),
        b'a'..=b'z' => of(SYMBOL_LOWER, b'a'),
        0xB7 => Some('•'),
        0xB0 => Some('°'),
        0xB1 => Some('±'),
        0xB4 => Some('×'),
        0xAE => Some('→'),
        0xA3 => Some('≤'),
        0xB3 => Some('≥'),
        b' '..=b'?' | b'[' | b']' | b'{'..=b'}' => Some(char::from(code)),
        _ => None,
    }
}

/// Widths of the fonts that a file need not carry, near enough to tell words apart: those of
/// Helvetica by groups of letters; all of Courier is 600.
pub(super) fn standard_widths(font: &[u8]) -> Vec<f32> {
    let courier = font.windows(7).any(|part| part == b"Courier");
    (0..=u8::MAX)
        .map(|code| {
            if courier {
                return 600.0;
            }
            match code {
                b'i' | b'j' | b'l' | b'\'' => 222.0,
                b' ' | b'!' | b',' | b'.' | b'/' | b':' | b';' | b'I' | b'f' | b't' | b'['
                | b']' => 278.0,
                b'(' | b')' | b'-' | b'r' | b'`' => 333.0,
                b'c' | b'k' | b's' | b'v' | b'x' | b'y' | b'z' | b'J' => 500.0,
                b'm' | b'M' => 833.0,
                b'w' | b'C' | b'D' | b'H' | b'N' | b'R' | b'U' => 722.0,
                b'A' | b'B' | b'E' | b'K' | b'P' | b'S' | b'V' | b'X' | b'Y' => 667.0,
                b'G' | b'O' | b'Q' => 778.0,
                b'F' | b'T' | b'Z' => 611.0,
                b'W' => 944.0,
                b'%' => 889.0,
                b'@' => 1015.0,
                _ => 556.0,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_means_what_its_encoding_says() {
        let windows = Some(b"WinAnsiEncoding".as_slice());
        assert_eq!(text(windows, b"Arial", 0x93), Some('“'));
        assert_eq!(text(None, b"Times-Roman", 0xAE), Some('ﬁ'));
        assert_eq!(text(None, b"Times-Roman", b'\''), Some('’'));
        assert_eq!(text(Some(b"MacRomanEncoding"), b"x", 0x8E), Some('é'));
        assert_eq!(text(None, b"Symbol", b'a'), Some('α'));
        assert_eq!(text(windows, b"Arial", 7), None);
    }
}
