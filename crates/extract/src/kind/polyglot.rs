//! Files that are two files at once.

use super::find;

/// Bytes at the end of a file in which the directory of a ZIP lies (APPNOTE 4.3.16: 22 + 65,535).
const ZIP_TAIL: usize = 22 + 65_535;

/// What else lies in the file, one sentence each.
pub(super) fn hidden_files(bytes: &[u8], media_type: &str) -> Vec<String> {
    let mut found = Vec::new();
    let head = bytes.get(..1024).unwrap_or(bytes);
    let is_zip = bytes.starts_with(b"PK");
    let is_text = media_type.starts_with("text/") || media_type.starts_with("message/");
    if media_type != "application/pdf"
        && !is_text
        && !is_zip_of_documents(media_type)
        && find(head, b"%PDF-").is_some()
    {
        found.push(told(media_type, "a PDF"));
    }
    if media_type == "application/pdf" && find(head, b"%PDF-").is_some_and(|at| at > 0) {
        let before = bytes
            .get(..find(head, b"%PDF-").unwrap_or(0))
            .unwrap_or_default();
        if before
            .iter()
            .any(|byte| !byte.is_ascii_whitespace() && *byte != 0xEF)
        {
            found.push(format!(
                "{} bytes stand before the start of the PDF",
                before.len()
            ));
        }
    }
    let tail = bytes
        .get(bytes.len().saturating_sub(ZIP_TAIL)..)
        .unwrap_or(bytes);
    let carries_zip = matches!(
        media_type,
        "application/pdf" | "image/jpeg" | "image/png" | "image/gif" | "image/tiff" | "image/bmp"
    );
    if carries_zip && !is_zip && ends_as_zip(tail) {
        found.push(told(media_type, "a ZIP archive"));
    }
    found
}

fn told(media_type: &str, other: &str) -> String {
    format!(
        "the file is two at once: it is read as `{media_type}` and also holds {other}, which is not read"
    )
}

/// Members stored unpacked show their own heads near the start.
fn is_zip_of_documents(media_type: &str) -> bool {
    media_type.contains("officedocument") || media_type.contains("opendocument")
}

/// The end of central directory record, with a comment that reaches the end of the file exactly.
fn ends_as_zip(tail: &[u8]) -> bool {
    let mut rest = tail;
    while let Some(at) = find(rest, b"PK\x05\x06") {
        let Some(record) = rest.get(at..) else {
            return false;
        };
        if let (Some(low), Some(high)) = (record.get(20), record.get(21))
            && record.len() >= 22 + usize::from(u16::from_le_bytes([*low, *high]))
            && find(tail, b"PK\x01\x02").is_some()
        {
            return true;
        }
        rest = record.get(4..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_ends_as_an_archive_is_told() {
        let mut bytes = b"\xFF\xD8\xFF\xE0 picture \xFF\xD9".to_vec();
        assert!(hidden_files(&bytes, "image/jpeg").is_empty());
        bytes.extend(b"PK\x03\x04...PK\x01\x02...PK\x05\x06");
        bytes.extend([0u8; 18]);
        let told = hidden_files(&bytes, "image/jpeg");
        assert!(
            told.iter().any(|line| line.contains("two at once")),
            "{told:?}"
        );
    }

    #[test]
    fn an_archive_with_a_pdf_head_is_told() {
        let told = hidden_files(b"PK\x03\x04 %PDF-1.4 ", "application/zip");
        assert_eq!(told.len(), 1);
    }
}
