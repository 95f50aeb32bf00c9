//! Optical reading: a page as pixels becomes words with boxes.
//!
//! What decides is the height of the lines in the picture that tesseract gets, more than the
//! resolution it was scanned with; so each page is set upright and scaled to one height first.

mod prepare;
mod tsv;
mod writing;

use crate::format::{FormatFault, Input};
use crate::reading::{Tool, Word};
use crate::tools::Given;
use image::{DynamicImage, GrayImage, RgbImage};
use std::io::Read;
use std::time::Duration;

pub(crate) use writing::looks_written;

/// What was read on a page.
pub(crate) struct Optical {
    /// Lines parted by `\n`, blocks by an empty line.
    pub text: String,
    pub words: Vec<Word>,
    /// Mean over the letters, 0 to 1; absent where nothing was read.
    pub confidence: Option<f32>,
    mode: &'static str,
}

/// Time for one run of tesseract.
const RUN_TIME: Duration = Duration::from_secs(30);
/// Output of one page at most.
const OUTPUT_BYTES: u64 = 16 * 1024 * 1024;
/// Mean confidence below which another page mode is tried.
const UNSURE: f32 = 0.6;
/// Page modes of tesseract in the order in which they are tried: own layout, one block, one column.
const MODES: [&str; 3] = ["3", "6", "4"];

impl Optical {
    const fn nothing(mode: &'static str) -> Self {
        Self {
            text: String::new(),
            words: Vec::new(),
            confidence: None,
            mode,
        }
    }

    /// The entry for the tools of a reading.
    pub(crate) fn tool(&self, input: &Input<'_>) -> Tool {
        let languages = input.options.ocr_languages.join("+");
        let options = format!("-l {languages} --psm {}", self.mode);
        input.tools.tesseract.took_part("tesseract", options)
    }

    /// How much was read, and how surely.
    fn worth(&self) -> f32 {
        let letters = self.text.chars().filter(|c| c.is_alphanumeric()).count();
        let sure = self.confidence.unwrap_or(0.0);
        // Doubtful words are worth nothing, surer ones more and more.
        (sure - 0.25).max(0.0) * f32::from(u16::try_from(letters).unwrap_or(u16::MAX))
    }
}

/// Reads a page.
///
/// # Errors
/// Where tesseract is absent, cannot be started, does not end in time, or lacks a language.
pub(crate) fn read(input: &Input<'_>, picture: &GrayImage) -> Result<Optical, FormatFault> {
    if input.tools.tesseract.path().is_none() {
        return Err(FormatFault::ToolAbsent("tesseract"));
    }
    let [first, others @ ..] = MODES;
    let Some(prepared) = prepare::page(picture) else {
        return Ok(Optical::nothing(first));
    };
    let mut best = run(input, &prepared, first)?;
    for mode in others {
        if best.confidence.is_some_and(|sure| sure >= UNSURE) {
            break;
        }
        // A run that fails in another mode leaves what was read in the first.
        match run(input, &prepared, mode) {
            Ok(other) if other.worth() > best.worth() => best = other,
            Ok(_) => {}
            Err(fault @ FormatFault::Machine(_)) => return Err(fault),
            Err(_) => break,
        }
    }
    Ok(best)
}

fn run(
    input: &Input<'_>,
    prepared: &prepare::Prepared,
    mode: &'static str,
) -> Result<Optical, FormatFault> {
    let languages = input.options.ocr_languages.join("+");
    let arguments = [
        "stdin", "stdout", "-l", &languages, "--psm", mode, "--dpi", "300", "tsv",
    ];
    let picture = prepared.as_pnm();
    let tesseract = &input.tools.tesseract;
    let ended = tesseract.run(&arguments, Given::Bytes(&picture), RUN_TIME, |out| {
        let mut text = String::new();
        out.take(OUTPUT_BYTES)
            .read_to_string(&mut text)
            .map(|_| text)
    })?;
    if ended.timed_out {
        let seconds = RUN_TIME.as_secs();
        return Err(FormatFault::Damaged(format!(
            "optical reading took over {seconds} seconds"
        )));
    }
    if !ended.success {
        if ended.complaint.contains("Failed loading language") {
            return Err(FormatFault::Unsupported(format!(
                "tesseract has no language data for `{languages}` on this machine"
            )));
        }
        return Err(FormatFault::Damaged(
            "tesseract could not read the page".to_owned(),
        ));
    }
    let text = ended.value.unwrap_or_default();
    let read = tsv::parse(&text, prepared);
    Ok(Optical {
        text: read.text,
        words: read.words,
        confidence: read.confidence,
        mode,
    })
}

/// What a written page looks like, as text.
pub(crate) fn fingerprint_of_page(page: &GrayImage) -> Option<String> {
    let print = copies::Fingerprint::of_page(page.width(), page.height(), page.as_raw())?;
    Some(print.to_text())
}

/// What a picture looks like, as text.
pub(crate) fn fingerprint_of_picture(picture: &GrayImage) -> Option<String> {
    let (width, height) = picture.dimensions();
    Some(copies::Fingerprint::of_picture(width, height, picture.as_raw())?.to_text())
}

/// A picture in grey; what is transparent shows white paper behind it.
pub(crate) fn on_white(picture: DynamicImage) -> GrayImage {
    match picture {
        DynamicImage::ImageLuma8(grey) => grey,
        other if other.color().has_alpha() => {
            DynamicImage::ImageRgb8(colours_on_white(other)).into_luma8()
        }
        other => other.into_luma8(),
    }
}

/// A picture in colours; what is transparent shows white paper behind it.
pub(crate) fn colours_on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let layered = picture.into_rgba8();
    let mut flat = RgbImage::new(layered.width(), layered.height());
    for (target, source) in flat.pixels_mut().zip(layered.pixels()) {
        let [red, green, blue, alpha] = source.0;
        let mix = |colour: u8| {
            let sum = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(sum / 255).unwrap_or(255)
        };
        target.0 = [mix(red), mix(green), mix(blue)];
    }
    flat
}
