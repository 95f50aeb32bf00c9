//! Strings of a PDF that are meant for people (ISO 32000-2, 7.9.2.2).

use arabic::code_page;

/// Signs of PDFDocEncoding that are not those of Latin-1 (ISO 32000-2, annex D.2).
const DOC_ENCODING: [(u8, char); 32] = [
    (0x18, '˘'),
    (0x19, 'ˇ'),
    (0x1A, 'ˆ'),
    (0x1B, '˙'),
    (0x1C, '˝'),
    (0x1D, '˛'),
    (0x1E, '˚'),
    (0x1F, '˜'),
    (0x80, '•'),
    (0x81, '†'),
    (0x82, '‡'),
    (0x83, '…'),
    (0x84, '—'),
    (0x85, '–'),
    (0x86, 'ƒ'),
    (0x87, '⁄'),
    (0x88, '‹'),
    (0x89, '›'),
    (0x8A, '−'),
    (0x8B, '‰'),
    (0x8C, '„'),
    (0x8D, '“'),
    (0x8E, '”'),
    (0x8F, '‘'),
    (0x90, '’'),
    (0x91, '‚'),
    (0x92, '™'),
    (0x93, 'ﬁ'),
    (0x94, 'ﬂ'),
    (0x95, 'Ł'),
    (0x96, 'Œ'),
    (0xA0, '€'),
];

/// The text of a string. Writers that put bytes of an Arabic code page or bare UTF-8 there are met.
pub(super) fn decode(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], big: bool| {
        let units = rest.chunks_exact(2).map(|pair| match pair {
            [a, b] if big => u16::from_be_bytes([*a, *b]),
            [a, b] => u16::from_le_bytes([*a, *b]),
            _ => 0,
        });
        let units: Vec<u16> = units.collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return without_language(&wide(rest, true));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(rest, false);
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if bytes.is_ascii() {
        return bytes.iter().map(|b| char::from(*b)).collect();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let high = bytes.iter().filter(|b| **b >= 0xC0).count();
    if high * 3 > bytes.len() {
        return code_page::decode(bytes, code_page::guess(bytes));
    }
    bytes
        .iter()
        .map(|b| {
            let known = DOC_ENCODING.iter().find(|(byte, _)| byte == b);
            known.map_or(char::from(*b), |(_, sign)| *sign)
        })
        .collect()
}

/// A language may be marked inside a string between two escape signs.
fn without_language(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .filter(|c| {
            if *c == '\u{1b}' {
                inside = !inside;
                return false;
            }
            !inside
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_in_which_writers_spell_a_title() {
        assert_eq!(decode(b"plain"), "plain");
        assert_eq!(decode(&[0xFE, 0xFF, 0x06, 0x28, 0x06, 0x31]), "بر");
        assert_eq!(decode("تقرير".as_bytes()), "تقرير");
        assert_eq!(decode(&[0x93, b'x', 0xE9]), "ﬁxé");
        assert_eq!(decode(b"\xC7\xE1\xCC\xE3\xE5\xE6\xD1\xED\xC9"), "الجمهورية");
    }
}
