//! An encoding settled once for many short values that lie apart.

use super::charset::{self, Decoded};
use arabic::code_page::{self, CodePage};
use encoding_rs::Encoding;

/// The encoding of the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    /// A page that this program has tables for itself.
    Arabic(CodePage),
    /// One of the web's encodings.
    Named(&'static Encoding),
    /// A code page of Windows or MS-DOS by its number.
    Number(u32),
}

impl Settled {
    /// By the look of a sample of all values; gives its name as well.
    pub(crate) fn by_look(sample: &[u8]) -> (Self, String) {
        let Decoded { charset, .. } = charset::decode(sample, None);
        let own = CodePage::SINGLE_BYTE
            .into_iter()
            .find(|page| page.name() == charset && *page != CodePage::Windows1252);
        let settled = match own {
            Some(page) => Self::Arabic(page),
            None => Self::Named(
                Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252),
            ),
        };
        (settled, charset)
    }

    /// By a number that was stated. A western page is what programs state when they do not know, so
    /// it gives way to an Arabic one, or to UTF-8, that the bytes clearly are in; gives the name of
    /// what is used, and whether that is other than stated.
    pub(crate) fn by_number(number: u32, sample: &[u8]) -> (Self, String, bool) {
        if matches!(number, 437 | 850 | 1252) && !sample.is_ascii() {
            let arabic = charset::arabic(sample);
            if std::str::from_utf8(sample).is_ok() || arabic.is_some() {
                let (settled, name) = Self::by_look(sample);
                return (settled, name, true);
            }
        }
        (Self::Number(number), format!("code page {number}"), false)
    }

    /// A value as text.
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Arabic(page) => code_page::decode(bytes, page),
            Self::Named(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Number(number) => charset::decode_page(bytes, number),
        }
    }
}
