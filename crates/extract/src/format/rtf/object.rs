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
