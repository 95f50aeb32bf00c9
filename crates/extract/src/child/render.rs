//! A page as pixels, for people to look at.

use crate::format::{FormatFault, Input, ReadOptions, pdf, picture};
use crate::kernel::Mapping;
use crate::kind::{self, Family};
use crate::limits::Limits;
use crate::protocol::{self, FRAME_BYTES, Tag};
use crate::tools::Tools;
use domain::ItemState;
use image::RgbImage;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The answer before the rows of pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RenderAnswer {
    /// Three bytes a pixel follow, row by row.
    Picture { width: u32, height: u32 },
    /// Nothing follows.
    Refused {
        #[serde(with = "crate::text_form")]
        state: ItemState,
        reason: String,
    },
}

/// What is to be drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Counted from 1.
    pub page: u32,
    /// The corners of a label on it, where only that is wanted.
    pub label: Option<[[f32; 2]; 4]>,
    /// The longer side.
    pub max_px: u32,
}

/// Draws a page, or a label on it, and sends it.
///
/// Pixels are sent, not a picture file: the parent packs them itself, so that nothing a hostile file
/// may have made of this process reaches a browser but colours.
pub(super) fn answer(
    stream: &mut UnixStream,
    tools: &Tools,
    file: &File,
    what: Wanted,
    limits: Limits,
) -> io::Result<()> {
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let drawn = catch_unwind(AssertUnwindSafe(|| draw(tools, file, what, &options)))
        .unwrap_or_else(|_| {
            Err(FormatFault::Damaged(
                "the page could not be drawn".to_owned(),
            ))
        });
    match drawn {
        Ok(picture) => {
            let head = RenderAnswer::Picture {
                width: picture.width(),
                height: picture.height(),
            };
            protocol::send_long(stream, Tag::Answer, &head)?;
            for piece in picture.as_raw().chunks(FRAME_BYTES) {
                protocol::send(stream, Tag::Pixels, piece)?;
            }
        }
        Err(fault) => {
            let refused = RenderAnswer::Refused {
                state: fault.state(),
                reason: fault.to_string(),
            };
            protocol::send_long(stream, Tag::Answer, &refused)?;
        }
    }
    protocol::send(stream, Tag::Done, b"true")
}

fn draw(
    tools: &Tools,
    file: &File,
    what: Wanted,
    options: &ReadOptions,
) -> Result<RgbImage, FormatFault> {
    let bytes = Mapping::of(file)?;
    let kind = kind::detect(&bytes, b"");
    let input = Input {
        bytes: &bytes,
        file,
        name: b"",
        media_type: &kind.media_type,
        family: kind.family,
        options,
        scratch: Path::new("."),
        tools,
        step: &|| {},
    };
    let Wanted { page, max_px, .. } = what;
    match (kind.family, what.label) {
        (Family::Pdf, None) => pdf::draw(&input, page, max_px),
        (Family::Picture, None) => picture::draw(&input, page, max_px),
        (Family::Picture, Some(label)) => picture::draw_label(&input, page, label, max_px),
        _ => Err(FormatFault::Unsupported(format!(
            "`{}` has no page that can be drawn",
            kind.media_type
        ))),
    }
}
