//! Pictures of telephones (HEIC, AVIF): their pixels are unpacked by a program of the system, where
//! it is installed.

use super::about::About;
use crate::format::{FormatFault, Input};
use crate::limits::LimitKind;
use crate::tools::Given;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Names in the private folder.
const GIVEN: &str = "picture.heif";
const MADE: &str = "picture.png";

/// Whether the program can be asked for a file of this type.
pub(super) fn is_phone_picture(media_type: &str) -> bool {
    ["image/heic", "image/heif", "image/avif"]
        .iter()
        .any(|known| media_type.starts_with(known))
}

/// The main picture of the file as a PNG.
pub(super) fn pixels(input: &Input<'_>, about: &About) -> Result<Vec<u8>, FormatFault> {
    let program = &input.tools.heif_convert;
    if program.path().is_none() {
        return Err(FormatFault::ToolAbsent(program.name()));
    }
    // Its bound was held before; without a size it cannot be.
    if about.size.is_none() {
        return Err(FormatFault::Damaged(
            "the picture does not state its size, so it was not decoded".to_owned(),
        ));
    }
    let room = Room {
        folder: input.scratch,
    };
    std::fs::write(room.folder.join(GIVEN), input.bytes)?;
    let time = Duration::from_millis(input.limits().wall_ms);
    // The program reads and writes files only; it stands in the private folder as we do.
    let ended = program.run(&[GIVEN, MADE], Given::Nothing, time, |out| {
        let _ = io::copy(out, &mut io::sink());
    })?;
    for name in room.made() {
        if let Ok(png) = std::fs::read(room.folder.join(name)) {
            return Ok(png);
        }
    }
    if ended.timed_out {
        let cut = "the picture was not decoded";
        return Err(input.limits().hit(LimitKind::WallMs, cut).into());
    }
    Err(FormatFault::Damaged(
        "the pixels of the picture could not be decoded".to_owned(),
    ))
}

/// The private folder, left as it was found.
struct Room<'a> {
    folder: &'a Path,
}

impl Room<'_> {
    /// Where a file holds several pictures, each is written under a number of its own.
    fn made(&self) -> Vec<String> {
        let numbered = (1..=64).map(|n| MADE.replace(".png", &format!("-{n}.png")));
        std::iter::once(MADE.to_owned()).chain(numbered).collect()
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        for name in self.made().into_iter().chain([GIVEN.to_owned()]) {
            let _ = std::fs::remove_file(self.folder.join(name));
        }
    }
}
