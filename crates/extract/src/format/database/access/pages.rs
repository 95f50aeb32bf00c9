//! The pages of an Access database, decoded where they are encoded.
//!
//! Microsoft has not published the format of Jet 3 (1995), Jet 4 (1999) and ACE (2007). What is known of
//! it was found out by the mdbtools project and is written down in its `HACKING.md`.

use crate::format::FormatFault;
use crate::format::octets::{le_size, le_u16, le_u32};
use std::borrow::Cow;

/// The key with which each file hides its first page.
const HEADER_KEY: [u8; 4] = [0xC7, 0xDA, 0x39, 0x6B];
/// Where the hidden part begins.
const HEADER_AT: usize = 0x18;

/// What the two generations lay out differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Jet {
    /// Jet 3: pages of 2 KiB, text in a code page.
    Three,
    /// Jet 4 and ACE: pages of 4 KiB, text in UTF-16.
    Four,
}

impl Jet {
    /// Bytes of a page.
    pub(super) const fn page_bytes(self) -> usize {
        match self {
            Jet::Three => 2048,
            Jet::Four => 4096,
        }
    }
}

/// The file as pages.
pub(super) struct Pages<'a> {
    bytes: &'a [u8],
    /// The generation.
    pub jet: Jet,
    /// The code page of texts in Jet 3.
    pub code_page: u32,
    key: [u8; 4],
}

impl<'a> Pages<'a> {
    /// Reads the first page.
    ///
    /// # Errors
    /// [`FormatFault::Encrypted`] where the pages need a password, [`FormatFault::Damaged`] where the
    /// first page is cut.
    pub(super) fn open(bytes: &'a [u8]) -> Result<(Self, bool), FormatFault> {
        let damaged =
            || FormatFault::Damaged("the first page of the database is damaged".to_owned());
        let version = *bytes.get(0x14).ok_or_else(damaged)?;
        let (jet, hidden) = match version {
            0 => (Jet::Three, 126),
            _ => (Jet::Four, 128),
        };
        let mut head = bytes
            .get(HEADER_AT..HEADER_AT + hidden)
            .ok_or_else(damaged)?
            .to_vec();
        cipher(&HEADER_KEY, &mut head);
        let code_page = le_u16(&head, 0x3C - HEADER_AT).map_or(1252, u32::from);
        let key = le_u32(&head, 0x3E - HEADER_AT).unwrap_or(0);
        if version >= 2 && key != 0 {
            return Err(FormatFault::Encrypted(
                "the Access database is encrypted; a password is needed".to_owned(),
            ));
        }
        let password = has_password(jet, &head);
        let pages = Self {
            bytes,
            jet,
            code_page,
            key: key.to_le_bytes(),
        };
        Ok((pages, password))
    }

    /// Whether the pages are encoded with a key that the file holds itself.
    pub(super) const fn is_encoded(&self) -> bool {
        u32::from_le_bytes(self.key) != 0
    }

    /// How many whole pages there are.
    pub(super) const fn count(&self) -> usize {
        self.bytes.len() / self.jet.page_bytes()
    }

    /// A page by its number, counted from 0.
    pub(super) fn page(&self, number: usize) -> Option<Cow<'a, [u8]>> {
        let size = self.jet.page_bytes();
        let at = number.checked_mul(size)?;
        let page = self.bytes.get(at..at.checked_add(size)?)?;
        if number == 0 || !self.is_encoded() {
            return Some(Cow::Borrowed(page));
        }
        let number = u32::try_from(number).ok()?;
        let key = (u32::from_le_bytes(self.key) ^ number).to_le_bytes();
        let mut page = page.to_vec();
        cipher(&key, &mut page);
        Some(Cow::Owned(page))
    }

    /// The rows that a page of data says it has: where each begins and ends on it, with its marks.
    pub(super) fn rows(&self, page: &[u8]) -> Vec<Place> {
        let (count_at, list_at) = match self.jet {
            Jet::Three => (8, 10),
            Jet::Four => (12, 14),
        };
        if page.first() != Some(&1) {
            return Vec::new();
        }
        let count = le_u16(page, count_at).map_or(0, usize::from);
        let mut end = page.len();
        let mut out = Vec::new();
        for n in 0..count.min(page.len() / 2) {
            let Some(stated) = le_u16(page, list_at + 2 * n) else {
                break;
            };
            let start = usize::from(stated & 0x1FFF);
            out.push(Place {
                start,
                end,
                deleted: stated & 0x8000 != 0,
                elsewhere: stated & 0x4000 != 0,
            });
            end = start;
        }
        out
    }

    /// The bytes of the row that a pointer names: page in the upper three bytes, row in the lowest.
    pub(super) fn pointed(&self, pointer: u32) -> Option<Vec<u8>> {
        let page = self.page(usize::try_from(pointer >> 8).ok()?)?;
        let row = usize::try_from(pointer & 0xFF).ok()?;
        let place = *self.rows(&page).get(row)?;
        page.get(place.start..place.end).map(<[u8]>::to_vec)
    }

    /// The pages that a usage map lists; none where it cannot be read.
    pub(super) fn used(&self, pointer: u32) -> Option<Vec<usize>> {
        let map = self.pointed(pointer)?;
        let mut found = Vec::new();
        let mut collect = |first: usize, bits: &[u8]| {
            for (at, byte) in bits.iter().enumerate() {
                for bit in (0..8).filter(|bit| byte >> bit & 1 == 1) {
                    let page = first.saturating_add(at * 8 + bit);
                    if page < self.count() {
                        found.push(page);
                    }
                }
            }
        };
        match map.first()? {
            0 => collect(le_size(&map, 1)?, map.get(5..)?),
            1 => {
                let per_page = (self.jet.page_bytes() - 4) * 8;
                for n in 0..(map.len() - 1) / 4 {
                    let number = le_size(&map, 1 + 4 * n)?;
                    if number == 0 {
                        continue;
                    }
                    let page = self.page(number)?;
                    if page.first() == Some(&5) {
                        collect(n.checked_mul(per_page)?, page.get(4..)?);
                    }
                }
            }
            _ => return None,
        }
        Some(found)
    }
}

/// Where a row lies on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub start: usize,
    pub end: usize,
    /// Deleted, or the second half of a row that begins elsewhere.
    pub deleted: bool,
    /// What stands here is a pointer to the row.
    pub elsewhere: bool,
}

/// Whether the first page holds a password. Jet 4 hides it once more, with the date of creation.
fn has_password(jet: Jet, head: &[u8]) -> bool {
    let at = 0x42 - HEADER_AT;
    match jet {
        Jet::Three => head
            .get(at..at + 20)
            .is_some_and(|p| p.iter().any(|b| *b != 0)),
        Jet::Four => {
            let Some(bytes) = head
                .get(0x72 - HEADER_AT..0x7A - HEADER_AT)
                .and_then(|b| b.try_into().ok())
            else {
                return false;
            };
            let date = f64::from_le_bytes(bytes);
            #[allow(
                clippy::cast_possible_truncation,
                reason = "a date that does not fit gives a wrong mask, and with it a warning too many"
            )]
            let mask = (date as i32).to_le_bytes();
            head.get(at..at + 40).is_some_and(|password| {
                password
                    .iter()
                    .zip(mask.iter().cycle())
                    .any(|(byte, mask)| byte ^ mask != 0)
            })
        }
    }
}

/// RC4, with which Access hides pages. It is no protection: the key stands in the file.
pub(super) fn cipher(key: &[u8; 4], bytes: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|n| u8::try_from(n).unwrap_or_default());
    let at = |state: &[u8; 256], n: u8| state.get(usize::from(n)).copied().unwrap_or_default();
    let mut j = 0u8;
    for (i, key) in (0..=255u8).zip(key.iter().cycle()) {
        j = j.wrapping_add(at(&state, i)).wrapping_add(*key);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    for byte in bytes {
        i = i.wrapping_add(1);
        j = j.wrapping_add(at(&state, i));
        state.swap(usize::from(i), usize::from(j));
        let sum = at(&state, i).wrapping_add(at(&state, j));
        *byte ^= at(&state, sum);
    }
}

/// Hides the first page as Access does.
#[cfg(test)]
pub(super) fn hide(head: &mut [u8]) {
    cipher(&HEADER_KEY, head);
}

/// A pointer to a row.
#[cfg(test)]
pub(super) const fn pointer(page: u32, row: u32) -> u32 {
    page << 8 | row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cipher_is_rc4() {
        // The known answer for the key "Wiki" and the text "pedia".
        let mut text = *b"pedia";
        cipher(b"Wiki", &mut text);
        assert_eq!(text, [0x10, 0x21, 0xBF, 0x04, 0x20]);
    }
}
