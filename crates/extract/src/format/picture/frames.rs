//! The pages of a picture: one, or those of a TIFF.

use super::about::About;
use super::converted;
use super::overlay::Overlay;
use super::tiff::Tiff;
use crate::format::{FormatFault, Input};
use image::DynamicImage;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The pages of a picture, one after the other.
pub(super) struct Frames<'a> {
    pub width: u32,
    pub height: u32,
    pub count: u64,
    /// What is decoded: the file, the finished picture in it, or what a program made of it.
    source: Cow<'a, [u8]>,
    /// Where the directories of a TIFF with several pages lie.
    directories: Vec<u32>,
    at: usize,
}

/// Pages of a TIFF that are looked for.
const MOST_PAGES: usize = 10_000;

impl<'a> Frames<'a> {
    pub(super) fn of(input: &Input<'a>, about: &About) -> Result<Self, FormatFault> {
        let preview = about
            .preview
            .clone()
            .and_then(|range| input.bytes.get(range));
        if let Some(preview) = preview
            && let Ok((width, height)) = super::check_size(preview, input)
        {
            return Ok(Self::one(Cow::Borrowed(preview), (width, height)));
        }
        if let Some(size) = about.size {
            super::within_pixels(size, input)?;
        }
        let (width, height) = match super::check_size(input.bytes, input) {
            Ok(size) => size,
            Err(FormatFault::Unsupported(_)) if converted::is_phone_picture(input.media_type) => {
                let pixels = converted::pixels(input, about)?;
                let size = super::check_size(&pixels, input)?;
                return Ok(Self::one(Cow::Owned(pixels), size));
            }
            Err(fault) => return Err(fault),
        };
        let directories = directories(input.bytes);
        let count = (directories.len() as u64).max(1);
        Ok(Self {
            width,
            height,
            count,
            source: Cow::Borrowed(input.bytes),
            directories,
            at: 0,
        })
    }

    const fn one(source: Cow<'a, [u8]>, (width, height): (u32, u32)) -> Self {
        Self {
            width,
            height,
            count: 1,
            source,
            directories: Vec::new(),
            at: 0,
        }
    }

    /// Decodes the next page.
    pub(super) fn next(&mut self, input: &Input<'_>) -> Result<DynamicImage, FormatFault> {
        // A decoder reads the first page only: each page is put in front in its turn.
        let place = self.directories.get(self.at).filter(|_| self.at > 0);
        let place = place.map(|place| match self.source.first() {
            Some(b'I') => place.to_le_bytes(),
            _ => place.to_be_bytes(),
        });
        self.at += 1;
        super::decode(Overlay::new(&self.source, place), input)
    }
}

/// Where the page directories of a TIFF lie (TIFF 6.0, section 2); reduced copies are left out.
fn directories(bytes: &[u8]) -> Vec<u32> {
    if !matches!(bytes.get(..4), Some(b"II*\0" | b"MM\0*")) {
        return Vec::new();
    }
    let Some((tiff, first)) = Tiff::open(bytes) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = first;
    while next != 0 && seen.insert(next) && found.len() < MOST_PAGES {
        let Some(directory) = tiff.directory(next) else {
            break;
        };
        // Tag 254 is NewSubfileType; its lowest bit marks a reduced copy of another page.
        let kind = directory.entries.iter().find(|entry| entry.tag == 254);
        let reduced = kind
            .and_then(|entry| tiff.number(entry))
            .is_some_and(|value| value & 1 == 1);
        if !reduced && let Ok(place) = u32::try_from(next) {
            found.push(place);
        }
        next = directory.next;
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
