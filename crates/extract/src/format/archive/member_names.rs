//! Names of members whose bytes do not say in which code page they are.

use crate::format::plain::charset;
use crate::outcome::Outcome;

/// Decodes the names of one archive; all names without a mark come from one machine and so share
/// one code page, which is told from all of them together.
pub(super) struct MemberNames {
    page: Page,
}

enum Page {
    /// Nothing but ASCII and UTF-8.
    Plain,
    /// A code page by look.
    Look(String),
    /// That of DOS, which ZIP falls back to (APPNOTE, appendix D).
    Dos,
}

/// What a name that no code page fits is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// The page of DOS: archives that began there.
    Dos,
    /// Whatever looks most likely: archives of Unix, which never said.
    Likely,
}

impl MemberNames {
    /// Looks at all names.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a [u8]>, otherwise: Otherwise) -> Self {
        let mut strange = Vec::new();
        for name in names.filter(|name| std::str::from_utf8(name).is_err()) {
            if strange.len() > 1 << 16 {
                break;
            }
            strange.extend(name.iter().map(|b| {
                if matches!(b, b'/' | b'\\' | b'_' | b'.' | b'-') {
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
        let sure = otherwise == Otherwise::Likely
            || charset::arabic(&strange).is_some()
            || is_eastern(&look.text);
        let page = if sure {
            Page::Look(look.charset)
        } else {
            Page::Dos
        };
        Self { page }
    }

    /// The name as text.
    pub(super) fn read(&self, name: &[u8]) -> String {
        if let Ok(name) = std::str::from_utf8(name) {
            return name.to_owned();
        }
        match &self.page {
            Page::Look(charset) => charset::decode(name, Some(charset)).text,
            Page::Plain | Page::Dos => charset::dos(name, 437),
        }
    }

    /// Notes the code page that names without a mark were read in.
    pub(super) fn note(&self, key: &str, out: &mut Outcome) {
        if let Some(charset) = self.charset() {
            out.meta(key, charset);
            out.warn(format!(
                "names of members do not state their code page; they were read as {charset}"
            ));
        }
    }

    /// The code page used for names without a mark, where there are any.
    fn charset(&self) -> Option<&str> {
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
