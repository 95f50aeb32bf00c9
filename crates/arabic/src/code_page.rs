//! In which code page bytes are written that do not say so themselves.

use crate::{letters, table, trigrams};
use std::sync::LazyLock;

/// The encodings that Arabic office files come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodePage {
    /// UTF-8, ASCII included.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Arabic Windows; French letters included.
    Windows1256,
    /// ASMO 708.
    Iso8859_6,
    /// Mac OS Arabic.
    MacArabic,
    /// Transparent ASMO of MS-DOS.
    Dos720,
    /// Western Windows.
    Windows1252,
}

impl CodePage {
    /// The code pages of one byte a sign, the likelier first among equals.
    pub const SINGLE_BYTE: [CodePage; 5] = [
        CodePage::Windows1252,
        CodePage::Windows1256,
        CodePage::Iso8859_6,
        CodePage::MacArabic,
        CodePage::Dos720,
    ];

    /// The name under which the encoding is registered or commonly known, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            CodePage::Utf8 => "utf-8",
            CodePage::Utf16Le => "utf-16le",
            CodePage::Utf16Be => "utf-16be",
            CodePage::Windows1256 => "windows-1256",
            CodePage::Iso8859_6 => "iso-8859-6",
            CodePage::MacArabic => "x-mac-arabic",
            CodePage::Dos720 => "dos-720",
            CodePage::Windows1252 => "windows-1252",
        }
    }
}

/// How many bytes of a text are looked at: enough for any statistics, and quick on large files.
const LOOKED_AT_BYTES: usize = 64 * 1024;

static UPPER_HALVES: LazyLock<Vec<(CodePage, [Option<char>; 128])>> = LazyLock::new(|| {
    let mut pages: Vec<_> = CodePage::SINGLE_BYTE.map(|page| (page, [None; 128])).into();
    for row in table::rows(include_str!("../tables/code_pages.tsv")) {
        let [byte, code_point, name] = row.as_slice() else {
            continue;
        };
        let index = u8::from_str_radix(byte, 16)
            .ok()
            .and_then(|b| b.checked_sub(0x80));
        for (page, map) in &mut pages {
            if page.name() == *name
                && let Some(cell) = index.and_then(|i| map.get_mut(usize::from(i)))
            {
                *cell = table::char_of(code_point);
            }
        }
    }
    pages
});

/// The encoding in which the bytes most probably are: by byte order mark, by the pattern of zero
/// bytes, by UTF-8 rules, else by how well the letters of each code page follow one another.
pub fn guess(bytes: &[u8]) -> CodePage {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return CodePage::Utf8,
        [0xff, 0xfe, ..] => return CodePage::Utf16Le,
        [0xfe, 0xff, ..] => return CodePage::Utf16Be,
        _ => {}
    }
    let sample = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes);
    if let Some(page) = two_byte_pattern(sample) {
        return page;
    }
    // A sample may end in the middle of a sign; the whole may not.
    let utf8 = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && sample.len() < bytes.len(),
    };
    if utf8 {
        return CodePage::Utf8;
    }
    let mut best = (CodePage::Windows1252, f32::MIN);
    for page in CodePage::SINGLE_BYTE {
        let chance = plausibility(&decode(sample, page));
        if chance > best.1 {
            best = (page, chance);
        }
    }
    best.0
}

/// The text that the bytes are in this code page. What has no meaning in it becomes U+FFFD; a byte
/// order mark is left out.
pub fn decode(bytes: &[u8], page: CodePage) -> String {
    match page {
        CodePage::Utf8 => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            String::from_utf8_lossy(bytes).into_owned()
        }
        CodePage::Utf16Le => decode_utf16(bytes, u16::from_le_bytes),
        CodePage::Utf16Be => decode_utf16(bytes, u16::from_be_bytes),
        _ => {
            let map = UPPER_HALVES
                .iter()
                .find(|(p, _)| *p == page)
                .map(|(_, map)| map);
            let upper = |b: u8| map.and_then(|m| m.get(usize::from(b & 0x7f)).copied().flatten());
            let one = |b: &u8| {
                if b.is_ascii() {
                    char::from(*b)
                } else {
                    upper(*b).unwrap_or('\u{fffd}')
                }
            };
            bytes.iter().map(one).collect()
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        // Half a unit at the end stands for nothing.
        _ => 0xfffd,
    });
    char::decode_utf16(pairs)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .skip_while(|c| *c == '\u{feff}')
        .collect()
}

/// UTF-16 without a mark: nearly every second byte names the block of the letter, 00 for ASCII or
/// 06 for Arabic, always on the same side.
fn two_byte_pattern(sample: &[u8]) -> Option<CodePage> {
    let pairs: Vec<[u8; 2]> = sample
        .chunks_exact(2)
        .filter_map(|p| p.try_into().ok())
        .collect();
    if pairs.len() < 2 || sample.len() % 2 == 1 && sample.len() < LOOKED_AT_BYTES {
        return None;
    }
    let share = |high: fn(&[u8; 2]) -> (u8, u8)| {
        let fits = |pair: &&[u8; 2]| match high(pair) {
            (0x00, low) => low >= 0x20 && low != 0x7f || matches!(low, 9 | 10 | 13),
            // In text of one byte a sign, 06 is a control character that does not occur.
            (0x06, _) | (0xfe | 0xfb, 0x50..) => true,
            (0x20, low) => low < 0x70,
            _ => false,
        };
        let blocks = |pair: &&[u8; 2]| matches!(high(pair), (0x00 | 0x06, _));
        let of = |n: usize| n as f32 / pairs.len() as f32;
        (
            of(pairs.iter().filter(fits).count()),
            of(pairs.iter().filter(blocks).count()),
        )
    };
    let (big, big_blocks) = share(|[a, b]| (*a, *b));
    let (little, little_blocks) = share(|[a, b]| (*b, *a));
    if big > 0.95 && big > little && big_blocks > 0.7 {
        Some(CodePage::Utf16Be)
    } else if little > 0.95 && little > big && little_blocks > 0.7 {
        Some(CodePage::Utf16Le)
    } else {
        None
    }
}

/// Logarithm of the chance of the signs beyond ASCII, for comparing readings of the same bytes.
fn plausibility(text: &str) -> f32 {
    let mut sum = 0.0;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        sum += match c {
            '\u{fffd}' => -14.0,
            c if letters::is_letter(c) || letters::is_mark(c) || c.is_alphabetic() => 0.0,
            '،' | '؛' | '؟' | '٠'..='٩' | '٪' | '٫' | '٬' | letters::TATWEEL => -4.0,
            '«' | '»' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '\u{a0}' | '•' | '€' => {
                -5.0
            }
            '\u{200c}'..='\u{200f}' | '°' | '§' | '©' | '®' | '£' => -6.0,
            _ => -11.0,
        };
    }
    let in_word = |c: char| c.is_alphabetic() || letters::is_mark(c) || c == letters::TATWEEL;
    for word in text.split(|c| !in_word(c)).filter(|word| !word.is_ascii()) {
        sum += word_chance(word);
    }
    sum
}

fn word_chance(word: &str) -> f32 {
    let count = |f: fn(char) -> bool| word.chars().filter(|c| f(*c)).count() as f32;
    let arabic = count(letters::is_letter);
    let plain = count(|c| c.is_ascii_alphabetic());
    let accented = count(|c| c.is_alphabetic() && !c.is_ascii() && !letters::is_letter(c));
    if arabic > 0.0 && plain + accented == 0.0 {
        let lone_marks = count(letters::is_mark) * 3.0;
        return trigrams::log_chance(word.chars()) - lone_marks;
    }
    if arabic > 0.0 {
        // Two scripts in one word: hardly ever.
        return -12.0 * (arabic + accented);
    }
    // Western words have few letters with accents, and small ones after small ones.
    let signs: Vec<char> = word.chars().collect();
    let shouting = signs
        .windows(2)
        .filter(|p| matches!(p, [a, b] if a.is_lowercase() && b.is_uppercase()));
    let crowded = (accented - plain).max(0.0);
    -3.0 * accented - 5.0 * crowded - 4.0 * shouting.count() as f32
}

#[cfg(test)]
mod tests;
