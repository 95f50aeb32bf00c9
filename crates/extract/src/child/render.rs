//! A page as pixels, for people to look at.

use crate::format::{FormatFault, Input, ReadOptions, pdf, picture};
use crate::kernel::Mapping;
use crate::kind::{self, Family};
use crate::limits::Limits;
use crate::protocol::{self, Drawing, FRAME_BYTES, Look, Tag};
use crate::tools::Tools;
use domain::ItemState;
use image::{DynamicImage, RgbImage, imageops};
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

/// Width of the blur as a share of the longer side, so that it takes as much of a small picture as of a
/// large one: a head a tenth as high as the picture becomes a spot.
const BLUR: f32 = 0.02;

/// Draws a page, or a label on it, and sends it.
///
/// Pixels are sent, not a picture file: the parent packs them itself, so that nothing a hostile file
/// may have made of this process reaches a browser but colours.
pub(super) fn answer(
    stream: &mut UnixStream,
    tools: &Tools,
    file: &File,
    what: Drawing,
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
    what: Drawing,
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
    let Drawing { page, max_px, .. } = what;
    let drawn = match (kind.family, what.label) {
        (Family::Pdf, None) => pdf::draw(&input, page, max_px),
        (Family::Picture, None) => picture::draw(&input, page, max_px),
        (Family::Picture, Some(label)) => picture::draw_label(&input, page, label, max_px),
        _ => Err(FormatFault::Unsupported(format!(
            "`{}` has no page that can be drawn",
            kind.media_type
        ))),
    };
    Ok(seen_as(drawn?, what.look))
}

/// The picture with only as much let through as was asked for.
fn seen_as(picture: RgbImage, look: Look) -> RgbImage {
    if look == Look::Colour {
        return picture;
    }
    let grey = DynamicImage::ImageRgb8(picture).into_luma8();
    let longest = grey.width().max(grey.height());
    let grey = match look {
        Look::Blurred => imageops::fast_blur(&grey, (longest as f32 * BLUR).max(1.0)),
        Look::Grey | Look::Colour => grey,
    };
    DynamicImage::ImageLuma8(grey).into_rgb8()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn colour_goes_with_grey_and_strokes_go_with_the_blur() {
        let stripes = RgbImage::from_fn(200, 100, |x, _| {
            if x / 2 % 2 == 0 {
                Rgb([250, 10, 10])
            } else {
                Rgb([10, 10, 10])
            }
        });
        assert_eq!(seen_as(stripes.clone(), Look::Colour), stripes);
        let grey = seen_as(stripes.clone(), Look::Grey);
        assert!(grey.pixels().all(|Rgb([r, g, b])| r == g && g == b));
        let spread = |picture: &RgbImage| {
            let of = |x: u32| picture.get_pixel(x, 50).0[0];
            let values = (60..140).map(of);
            values.clone().max().unwrap() - values.min().unwrap()
        };
        assert!(spread(&grey) > 40);
        let blurred = seen_as(stripes, Look::Blurred);
        assert!(spread(&blurred) <= 4, "{}", spread(&blurred));
        assert_eq!(blurred.dimensions(), (200, 100));
    }
}
