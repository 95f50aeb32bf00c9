//! A camera's note in a JPEG file: one APP1 segment (CIPA DC-008, Exif 2.3).

/// What the camera notes.
pub(crate) struct Note<'a> {
    pub(crate) make: &'a str,
    pub(crate) model: &'a str,
    pub(crate) serial: &'a str,
    /// `2013:04:07 09:30:00`, as Exif writes it.
    pub(crate) taken: &'a str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

enum Value<'a> {
    Text(&'a str),
    Short(u16),
    Long(u32),
}

/// The JPEG file with the note behind its first marker.
pub(crate) fn with_note(jpeg: &[u8], note: &Note<'_>) -> Vec<u8> {
    // Offsets count from the start of the TIFF header.
    let mut tiff = b"II\x2a\x00\x08\x00\x00\x00".to_vec();
    let first = |exif: u32| {
        [
            (0x010f, Value::Text(note.make)),
            (0x0110, Value::Text(note.model)),
            (0x0112, Value::Short(1)),
            (0x0132, Value::Text(note.taken)),
            (0x8769, Value::Long(exif)),
        ]
    };
    let exif_at = tiff.len() as u32 + directory(&first(0), 8).len() as u32;
    tiff.extend(directory(&first(exif_at), 8));
    let exif = [
        (0x9003, Value::Text(note.taken)),
        (0x9004, Value::Text(note.taken)),
        (0xa002, Value::Long(note.width)),
        (0xa003, Value::Long(note.height)),
        (0xa431, Value::Text(note.serial)),
    ];
    tiff.extend(directory(&exif, exif_at));
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    let mut out = start.to_vec();
    out.extend([0xff, 0xe1]);
    out.extend((tiff.len() as u16 + 8).to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend(tiff);
    out.extend(rest);
    out
}

/// A directory that begins at `at`, its longer values behind it.
fn directory(entries: &[(u16, Value<'_>)], at: u32) -> Vec<u8> {
    let mut out = (entries.len() as u16).to_le_bytes().to_vec();
    let mut behind = Vec::new();
    let behind_at = at + 2 + 12 * entries.len() as u32 + 4;
    for (tag, value) in entries {
        out.extend(tag.to_le_bytes());
        match value {
            Value::Text(text) => {
                let mut bytes = text.as_bytes().to_vec();
                bytes.push(0);
                out.extend(2u16.to_le_bytes());
                out.extend((bytes.len() as u32).to_le_bytes());
                if bytes.len() <= 4 {
                    bytes.resize(4, 0);
                    out.extend(bytes);
                } else {
                    out.extend((behind_at + behind.len() as u32).to_le_bytes());
                    bytes.resize(bytes.len().next_multiple_of(2), 0);
                    behind.extend(bytes);
                }
            }
            Value::Short(short) => {
                out.extend([3, 0, 1, 0, 0, 0]);
                out.extend(u32::from(*short).to_le_bytes());
            }
            Value::Long(long) => {
                out.extend([4, 0, 1, 0, 0, 0]);
                out.extend(long.to_le_bytes());
            }
        }
    }
    out.extend([0; 4]);
    out.extend(behind);
    out
}
