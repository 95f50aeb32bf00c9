//! Names of members whose bytes do not say in which code page they are.

use super::zip_directory::{UTF8_NAME, ZipEntry};
use crate::format::plain::charset;

/// Decodes the names of one archive; all names without a mark come from one machine and so share
/// one code page, which is told from all of them together.
pub(super) struct NameReader {
    page: Page,
}

enum Page {
    /// Nothing but ASCII and UTF-8.
    Plain,
    /// A code page by look.
    Look(String),
    /// That of DOS, which the format falls back to (APPNOTE, appendix D).
    Dos,
}

impl NameReader {
    /// Looks at all names.
    pub(super) fn new(entries: &[ZipEntry]) -> Self {
        let mut strange = Vec::new();
        for entry in entries
            .iter()
            .filter(|e| std::str::from_utf8(&e.name).is_err())
        {
            if strange.len() > 1 << 16 {
                break;
            }
            strange.extend(entry.name.iter().map(|b| {
                if matches!(b, b'/' | b'_' | b'.' | b'-') {
                    b' '
                } else {
                    *b
                }
            }));
            strange.push(b' ');
        }
        if strange.is_empty() {
            return Self { page: Page::Plain };
        }
        let look = charset::decode(&strange, None);
        // What else could be western is that of DOS: few letters are little proof of anything.
        let sure = charset::arabic(&strange).is_some() || is_eastern(&look.text);
        let page = if sure {
            Page::Look(look.charset)
        } else {
            Page::Dos
        };
        Self { page }
    }

    /// The name as text.
    pub(super) fn read(&self, entry: &ZipEntry) -> String {
        if let Some(name) = &entry.unicode_name {
            return name.clone();
        }
        if let Ok(name) = std::str::from_utf8(&entry.name) {
            return name.to_owned();
        }
        match &self.page {
            _ if entry.flags & UTF8_NAME != 0 => String::from_utf8_lossy(&entry.name).into_owned(),
            Page::Look(charset) => charset::decode(&entry.name, Some(charset)).text,
            Page::Plain | Page::Dos => charset::dos(&entry.name, 437),
        }
    }

    /// The code page used for names without a mark, where there are any.
    pub(super) fn charset(&self) -> Option<&str> {
        match &self.page {
            Page::Plain => None,
            Page::Look(charset) => Some(charset),
            Page::Dos => Some("IBM437"),
        }
    }
}

/// Whether what is not ASCII is Chinese, Japanese or Korean.
fn is_eastern(text: &str) -> bool {
    let strange: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    let signs = strange
        .iter()
        .filter(|c| ('\u{3000}'..='\u{d7af}').contains(*c))
        .count();
    signs >= 2 && signs * 10 >= strange.len() * 9
}
