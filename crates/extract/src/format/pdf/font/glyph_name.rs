//! What the name of a glyph says of the characters it stands for (Adobe Glyph List Specification).

use std::collections::HashMap;
use std::sync::LazyLock;

static NAMES: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    include_str!("../../../../tables/glyph_names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (name, signs) = line.split_once('\t')?;
            let text: Option<String> = signs
                .split(' ')
                .map(|sign| u32::from_str_radix(sign, 16).ok().and_then(char::from_u32))
                .collect();
            Some((name, text?))
        })
        .collect()
});

/// The text a glyph of this name stands for; none where the name is only a number.
pub(in crate::format::pdf) fn text(name: &str) -> Option<String> {
    // `alef.fina`, `uni0628.medi`: what follows the point is how it is drawn.
    let base = match name.find('.') {
        Some(0) | None => name,
        Some(at) => name.get(..at)?,
    };
    let mut text = String::new();
    for part in base.split('_') {
        text.push_str(&component(part)?);
    }
    (!text.is_empty()).then_some(text)
}

fn component(name: &str) -> Option<String> {
    if let Some(known) = NAMES.get(name) {
        return Some(known.clone());
    }
    let hexadecimal = |digits: &str| {
        let upper = digits.bytes().all(|b| b.is_ascii_hexdigit());
        upper
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
    };
    if let Some(digits) = name.strip_prefix("uni")
        && digits.len() >= 4
        && digits.len() % 4 == 0
    {
        let units: Option<Vec<u16>> = digits
            .as_bytes()
            .chunks(4)
            .map(|four| {
                let four = std::str::from_utf8(four).ok()?;
                u16::try_from(hexadecimal(four)?).ok()
            })
            .collect();
        return String::from_utf16(&units?).ok();
    }
    if let Some(digits) = name.strip_prefix('u')
        && (4..=6).contains(&digits.len())
    {
        return char::from_u32(hexadecimal(digits)?).map(String::from);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_making_are_understood() {
        for (name, expected) in [
            ("A", "A"),
            ("afii57415", "ا"),
            ("uni0628.medi", "ب"),
            ("u0628", "ب"),
            ("uni06440627", "لا"),
            ("uni0644_uni0627.isol", "لا"),
            ("f_i", "fi"),
            ("Euro", "€"),
        ] {
            let told = text(name).map(|t| t.replace('\u{fb01}', "fi"));
            assert_eq!(told.as_deref(), Some(expected), "{name}");
        }
        for name in ["g17", "cid_40", ".notdef", "glyph5", "uniXYZW", ""] {
            assert_eq!(text(name), None, "{name}");
        }
    }
}
