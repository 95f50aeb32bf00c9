//! What an S/MIME wrapper holds (RFC 5652, in the encodings of X.690).

/// What is in the wrapper.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrapped {
    /// Signed only: the content can be read without a key.
    Signed(Vec<u8>),
    /// A key is needed.
    Encrypted,
    /// Neither can be told.
    Unknown,
}

/// The content types of RFC 5652: signed and enveloped data, and authenticated enveloped data.
const SIGNED: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
const ENVELOPED: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3];
const AUTHENTICATED: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x10, 1, 0x17];

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT: u8 = 0x06;
const NUMBER: u8 = 0x02;
const TAGGED: u8 = 0xa0;
const OCTETS: u8 = 0x04;
const OCTETS_IN_PIECES: u8 = 0x24;

/// Looks into a wrapper.
pub(super) fn look(bytes: &[u8]) -> Wrapped {
    let mut reader = Ber(bytes);
    let kind = reader.enter(SEQUENCE).and_then(|()| reader.value(OBJECT));
    match kind {
        Some(ENVELOPED | AUTHENTICATED) => Wrapped::Encrypted,
        Some(SIGNED) => content(reader).map_or(Wrapped::Unknown, Wrapped::Signed),
        _ => Wrapped::Unknown,
    }
}

/// SignedData: version, digests, then type and content of what was signed.
fn content(mut reader: Ber<'_>) -> Option<Vec<u8>> {
    reader.enter(TAGGED)?;
    reader.enter(SEQUENCE)?;
    reader.value(NUMBER)?;
    reader.value(SET)?;
    reader.enter(SEQUENCE)?;
    reader.value(OBJECT)?;
    reader.enter(TAGGED)?;
    if let Some(whole) = reader.value(OCTETS) {
        return Some(whole.to_vec());
    }
    reader.enter(OCTETS_IN_PIECES)?;
    let mut out = Vec::new();
    while let Some(piece) = reader.value(OCTETS) {
        out.extend_from_slice(piece);
    }
    (!out.is_empty()).then_some(out)
}

/// Reads forward; ends of what was entered are not looked for, since only the beginning is wanted.
struct Ber<'a>(&'a [u8]);

impl<'a> Ber<'a> {
    /// The length of what has this tag, where it is next; none where the length is not stated.
    fn head(&self, tag: u8) -> Option<(Option<usize>, &'a [u8])> {
        let (&[found, first], rest) = self.0.split_first_chunk::<2>()?;
        if found != tag {
            return None;
        }
        if first < 0x80 {
            return Some((Some(usize::from(first)), rest));
        }
        if first == 0x80 {
            return Some((None, rest));
        }
        let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let length = length.iter().try_fold(0usize, |sum, byte| {
            sum.checked_mul(256)?.checked_add(usize::from(*byte))
        })?;
        Some((Some(length), rest))
    }

    /// Steps into what has this tag.
    fn enter(&mut self, tag: u8) -> Option<()> {
        let (_, rest) = self.head(tag)?;
        self.0 = rest;
        Some(())
    }

    /// The bytes of what has this tag, passed over.
    fn value(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (length, rest) = self.head(tag)?;
        // A wrapper that was cut still shows its beginning.
        let length = length?.min(rest.len());
        let (value, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let inner = parts.concat();
        assert!(inner.len() < 128);
        [&[tag, inner.len() as u8], inner.as_slice()].concat()
    }

    fn signed(content: &[u8]) -> Vec<u8> {
        let data = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
        let inner = wrapped(
            SEQUENCE,
            &[&wrapped(OBJECT, &[&data]), &wrapped(TAGGED, &[content])],
        );
        let all = wrapped(SEQUENCE, &[&[2, 1, 1], &wrapped(SET, &[]), &inner]);
        wrapped(
            SEQUENCE,
            &[&wrapped(OBJECT, &[SIGNED]), &wrapped(TAGGED, &[&all])],
        )
    }

    #[test]
    fn what_is_only_signed_is_read_whole_and_in_pieces() {
        let whole = signed(&wrapped(OCTETS, &[b"words"]));
        assert_eq!(look(&whole), Wrapped::Signed(b"words".to_vec()));
        let pieces = wrapped(
            OCTETS_IN_PIECES,
            &[&wrapped(OCTETS, &[b"wo"]), &wrapped(OCTETS, &[b"rds"])],
        );
        assert_eq!(look(&signed(&pieces)), Wrapped::Signed(b"words".to_vec()));
    }

    #[test]
    fn what_needs_a_key_says_so() {
        let file = wrapped(SEQUENCE, &[&wrapped(OBJECT, &[ENVELOPED])]);
        assert_eq!(look(&file), Wrapped::Encrypted);
        assert_eq!(look(b"MIIB"), Wrapped::Unknown);
        for end in 0..file.len() {
            let _ = look(&file[..end]);
        }
    }
}
