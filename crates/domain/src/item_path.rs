//! The path an item came with: bytes, as the medium held them.

use std::fmt;

/// Where an item lay inside its accession, relative to the accession's root.
///
/// A path on a foreign disk is a run of bytes, often Arabic in windows-1256, and may hold a newline.
/// The bytes are evidence and are kept; [`fmt::Display`] gives a text that is safe to show.
/// A member of a container is written `outer.zip!/folder/inner.pdf`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemPath(Vec<u8>);

impl ItemPath {
    /// Takes the bytes as they were found, `/` between segments, none in front.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes as they were found.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The path of a member of this container.
    pub fn member(&self, name: &[u8]) -> Self {
        let mut bytes = self.0.clone();
        bytes.extend_from_slice(b"!/");
        bytes.extend_from_slice(name);
        Self(bytes)
    }

    /// The last segment, as text to show.
    pub fn file_name(&self) -> String {
        let shown = self.to_string();
        shown.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// The folder part, as text to show; empty at the root.
    pub fn folder(&self) -> String {
        let shown = self.to_string();
        shown
            .rsplit_once('/')
            .map(|(folder, _)| folder.to_owned())
            .unwrap_or_default()
    }
}

impl fmt::Display for ItemPath {
    /// Text that cannot break a line, a log or a terminal: what is not UTF-8, every control
    /// character and every character that turns the writing direction is written `\xNN` or `\u{NNNN}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                        write!(f, "\\u{{{:04x}}}", u32::from(c))?
                    }
                    c if c.is_control() => write!(f, "\\x{:02x}", u32::from(c))?,
                    c => write!(f, "{c}")?,
                }
            }
            chunk
                .invalid()
                .iter()
                .try_for_each(|byte| write!(f, "\\x{byte:02x}"))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_path_cannot_break_the_line_or_turn_the_writing() {
        let path = ItemPath::from_bytes(b"a\nb/\xc7\xe1\x7f/".to_vec());
        assert_eq!(path.to_string(), r"a\x0ab/\xc7\xe1\x7f/");
        let turned = ItemPath::from_bytes("x\u{202e}fdp.exe".as_bytes());
        assert_eq!(turned.to_string(), r"x\u{202e}fdp.exe");
    }

    #[test]
    fn members_and_segments() {
        let path = ItemPath::from_bytes("الفرع/كتب.zip".as_bytes()).member(b"a/b.pdf");
        assert_eq!(path.to_string(), "الفرع/كتب.zip!/a/b.pdf");
        assert_eq!(path.file_name(), "b.pdf");
        assert_eq!(path.folder(), "الفرع/كتب.zip!/a");
    }
}
