//! A page as pixels, by poppler.

use crate::format::{FormatFault, Input};
use crate::limits::LimitKind;
use crate::tools::Given;
use image::{DynamicImage, GrayImage, RgbImage};
use std::io::Read;
use std::time::Duration;

/// Time for one page.
const PAGE_TIME: Duration = Duration::from_secs(25);
/// Resolution for optical reading, in dots an inch; most scans are stored with this.
const OCR_DPI: f32 = 300.0;
/// Pixels of one page for optical reading at most.
const OCR_PIXELS: f32 = 24_000_000.0;

/// Draws a page whose longer side is at most `max_px`.
///
/// # Errors
/// Where poppler is absent, the page does not exist or cannot be drawn.
pub fn draw(input: &Input<'_>, page: u32, max_px: u32) -> Result<RgbImage, FormatFault> {
    let side = u64::from(max_px);
    let cut = "the page was not drawn that large";
    input
        .limits()
        .within(LimitKind::Pixels, side.saturating_mul(side), cut)?;
    let scale = max_px.max(16).to_string();
    let picture = run(input, page, &["-scale-to", &scale])?;
    Ok(picture.into_rgb8())
}

/// The page, of this width and height in points, in grey at the resolution for optical reading.
pub(super) fn grey(
    input: &Input<'_>,
    width: f32,
    height: f32,
    number: u32,
) -> Result<GrayImage, FormatFault> {
    let area = (width * height / (72.0 * 72.0)).max(0.01);
    let dpi = OCR_DPI.min((OCR_PIXELS / area).sqrt()).max(20.0);
    let resolution = format!("{dpi:.0}");
    Ok(run(input, number, &["-gray", "-r", &resolution])?.into_luma8())
}

fn run(input: &Input<'_>, page: u32, how: &[&str]) -> Result<DynamicImage, FormatFault> {
    let number = page.to_string();
    let mut arguments = vec!["-f", &number, "-l", &number];
    arguments.extend_from_slice(how);
    arguments.push("-");
    let room = input.limits().pixels.saturating_mul(3).saturating_add(64);
    let ended =
        input
            .tools
            .pdftoppm
            .run(&arguments, Given::File(input.file), PAGE_TIME, |out| {
                let mut bytes = Vec::new();
                out.take(room).read_to_end(&mut bytes).map(|_| bytes)
            })?;
    if ended.timed_out {
        return Err(FormatFault::Damaged(format!(
            "page {page} could not be drawn within {} seconds",
            PAGE_TIME.as_secs()
        )));
    }
    let bytes = ended.value?;
    if bytes.is_empty() {
        if ended.complaint.contains("password") {
            return Err(FormatFault::Encrypted(
                "the PDF is encrypted and cannot be drawn without its password".to_owned(),
            ));
        }
        return Err(FormatFault::Damaged(format!(
            "page {page} could not be drawn"
        )));
    }
    parse_pnm(&bytes)
        .ok_or_else(|| FormatFault::Damaged(format!("page {page} could not be drawn whole")))
}

/// The one picture format poppler writes without packing: P5 (grey) and P6 (colours), 255 steps.
fn parse_pnm(bytes: &[u8]) -> Option<DynamicImage> {
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let rest = bytes.get(at..)?;
        let start = at + rest.iter().position(|b| !b.is_ascii_whitespace())?;
        let rest = bytes.get(start..)?;
        let end = start + rest.iter().position(u8::is_ascii_whitespace)?;
        fields.push(std::str::from_utf8(bytes.get(start..end)?).ok()?);
        at = end;
    }
    let pixels = bytes.get(at + 1..)?.to_vec();
    let [kind, width, height, "255"] = fields.as_slice() else {
        return None;
    };
    let (width, height) = (width.parse().ok()?, height.parse().ok()?);
    match *kind {
        "P5" => GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
        "P6" => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_lies_about_its_size_is_none() {
        assert!(parse_pnm(b"P5\n2 2\n255\nabcd").is_some());
        assert!(parse_pnm(b"P5\n2 3\n255\nabcd").is_none());
        assert!(parse_pnm(b"P5\n99999 99999\n255\nabcd").is_none());
        assert!(parse_pnm(b"P5\n2").is_none());
    }
}
