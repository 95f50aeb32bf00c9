//! The pages of a picture: one, or those of a TIFF.

use crate::format::{FormatFault, Input};
use image::DynamicImage;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The pages of a picture, one after the other.
pub(super) struct Frames {
    pub width: u32,
    pub height: u32,
    pub count: u64,
    /// Where the directories of a TIFF with several pages lie.
    directories: Vec<u32>,
    at: usize,
}

/// Pages of a TIFF that are looked for.
const MOST_PAGES: usize = 10_000;

impl Frames {
    pub(super) fn of(input: &Input<'_>) -> Result<Self, FormatFault> {
        let (width, height) = super::check_size(input.bytes, input)?;
        let directories = directories(input.bytes);
        let count = (directories.len() as u64).max(1);
        Ok(Self {
            width,
            height,
            count,
            directories,
            at: 0,
        })
    }

    /// Decodes the next page.
    pub(super) fn next(&mut self, input: &Input<'_>) -> Result<DynamicImage, FormatFault> {
        let bytes = match self.directories.get(self.at) {
            // A decoder reads the first page only: each page is made the first in a copy.
            Some(place) if self.at > 0 => {
                let mut copy = input.bytes.to_vec();
                let field = match input.bytes.first() {
                    Some(b'I') => place.to_le_bytes(),
                    _ => place.to_be_bytes(),
                };
                if let Some(target) = copy.get_mut(4..8) {
                    target.copy_from_slice(&field);
                }
                Cow::Owned(copy)
            }
            _ => Cow::Borrowed(input.bytes),
        };
        self.at += 1;
        super::decode(&bytes, input)
    }
}

/// Where the page directories of a TIFF lie (TIFF 6.0, section 2); reduced copies are left out.
fn directories(bytes: &[u8]) -> Vec<u32> {
    let little = match bytes.get(..4) {
        Some(b"II*\0") => true,
        Some(b"MM\0*") => false,
        _ => return Vec::new(),
    };
    let two = |at: usize| -> Option<u16> {
        let pair = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let four = |at: usize| -> Option<u32> {
        let quad = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(quad)
        } else {
            u32::from_be_bytes(quad)
        })
    };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = four(4);
    while let Some(place) = next
        && place != 0
        && seen.insert(place)
        && found.len() < MOST_PAGES
    {
        let start = place as usize;
        let Some(entries) = two(start) else { break };
        // Tag 254 is NewSubfileType; its lowest bit marks a reduced copy of another page.
        let reduced = (0..usize::from(entries))
            .map(|n| start + 2 + n * 12)
            .find(|at| two(*at) == Some(254))
            .and_then(|at| four(at + 8))
            .is_some_and(|value| value & 1 == 1);
        if !reduced {
            found.push(place);
        }
        next = four(start + 2 + usize::from(entries) * 12);
    }
    if found.len() > 1 { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_of_pages_ends() {
        // Two empty directories that point at each other.
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend([0, 0, 14, 0, 0, 0]);
        bytes.extend([0, 0, 8, 0, 0, 0]);
        assert_eq!(directories(&bytes), [8, 14]);
    }
}
