//! What is embedded in an RTF file, out of its wrapping.

use crate::format::office::ole_object;

/// A picture or object as the file holds it.
#[derive(Debug, Default)]
pub(super) struct EmbeddedBytes {
    /// An extension that its control word names.
    pub extension: &'static str,
    /// Hexadecimal digits as read, or raw bytes.
    pub bytes: Vec<u8>,
    /// It is an OLE 1 object, not a picture.
    pub object: bool,
}

/// Collects what is embedded, digit by digit.
#[derive(Debug, Default)]
pub(super) struct Embedding {
    /// What was found so far; the last may still be open.
    pub found: Vec<EmbeddedBytes>,
    /// The first of two digits.
    nibble: Option<u8>,
    held: usize,
}

/// Bytes of all that is embedded.
const EMBEDDED_BYTES: usize = 256 << 20;

impl Embedding {
    /// Opens the next.
    pub(super) fn begin(&mut self, object: bool) {
        self.nibble = None;
        self.found.push(EmbeddedBytes {
            extension: "bin",
            object,
            ..EmbeddedBytes::default()
        });
    }

    /// A hexadecimal digit, or what stands between them.
    pub(super) fn digit(&mut self, byte: u8) {
        let Some(value) = char::from(byte)
            .to_digit(16)
            .and_then(|v| u8::try_from(v).ok())
        else {
            return;
        };
        match self.nibble.take() {
            None => self.nibble = Some(value),
            Some(high) => self.add(&[high << 4 | value]),
        }
    }

    /// Raw bytes.
    pub(super) fn add(&mut self, raw: &[u8]) {
        self.held = self.held.saturating_add(raw.len());
        if self.held < EMBEDDED_BYTES
            && let Some(last) = self.found.last_mut()
        {
            last.bytes.extend_from_slice(raw);
        }
    }

    /// The kind of the open picture, by its control word.
    pub(super) fn kind(&mut self, word: &str) {
        if let Some(last) = self.found.last_mut() {
            last.extension = match word {
                "pngblip" => "png",
                "jpegblip" => "jpg",
                "emfblip" => "emf",
                "wmetafile" => "wmf",
                "macpict" => "pict",
                _ => "dib",
            };
        }
    }

    /// Closes the open one; an empty one is nothing.
    pub(super) fn end(&mut self) {
        self.nibble = None;
        if self.found.last().is_some_and(|last| last.bytes.is_empty()) {
            self.found.pop();
        }
    }
}

/// A file as its program wrote it.
pub(super) struct EmbeddedFile {
    /// Its own name, where the wrapping states one.
    pub name: Option<String>,
    /// An extension for it otherwise.
    pub extension: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Takes the file out of its wrapping (MS-OLEDS section 2.2, ObjectHeader and EmbeddedObject).
pub(super) fn unwrap(embedded: &EmbeddedBytes) -> EmbeddedFile {
    let plain = |bytes: Vec<u8>| EmbeddedFile {
        name: None,
        extension: embedded.extension,
        bytes,
    };
    if !embedded.object {
        return plain(embedded.bytes.clone());
    }
    let Some((class, data)) = ole_object::ole1(&embedded.bytes) else {
        return plain(embedded.bytes.clone());
    };
    if class.eq_ignore_ascii_case("Package")
        && let Some(file) = ole_object::package(data)
    {
        return EmbeddedFile {
            name: Some(file.name),
            extension: "bin",
            bytes: file.bytes,
        };
    }
    EmbeddedFile {
        name: None,
        extension: ole_object::extension_of_class(&class),
        bytes: data.to_vec(),
    }
}
