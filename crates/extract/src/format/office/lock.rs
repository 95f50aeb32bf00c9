//! How an old office file is locked, in words.

/// The method that the header of an encrypted stream states ([MS-OFFCRYPTO] 2.3.5.1, 2.3.6.1).
pub(super) fn method(header: &[u8]) -> &'static str {
    let version = |at: usize| {
        header
            .get(at..at + 2)
            .and_then(|field| Some(u16::from_le_bytes(field.try_into().ok()?)))
    };
    match (version(0), version(2)) {
        (Some(1), Some(1)) => "RC4 encryption with a key of 40 bits",
        (Some(2..=4), Some(2)) => "RC4 encryption by CryptoAPI",
        _ => "a method that its header does not name",
    }
}

/// The method of an encrypted package of 2007 and later ([MS-OFFCRYPTO] 2.3.4.5, 2.3.4.10).
pub(super) fn method_of_package(header: &[u8]) -> &'static str {
    let version = |at: usize| {
        header
            .get(at..at + 2)
            .and_then(|field| Some(u16::from_le_bytes(field.try_into().ok()?)))
    };
    match (version(0), version(2)) {
        (Some(4), Some(4)) => "agile encryption (AES)",
        (Some(2..=4), Some(2)) => "standard encryption (AES)",
        (Some(3 | 4), Some(3)) => "extensible encryption",
        _ => "a method that its header does not name",
    }
}

/// The sentence for a file that is locked.
pub(super) fn sentence(what: &str, method: &str) -> String {
    format!("the {what} is encrypted ({method}); a password is needed")
}
