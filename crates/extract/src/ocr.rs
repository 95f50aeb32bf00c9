//! Optical reading: a page as pixels becomes words with boxes.
//!
//! The page is set upright, its rules are taken out, and it is cut into stretches: a line of prose, a
//! cell of a table. Each stretch is cleared of its neighbours' ink, brought to one height of letters,
//! which decides more than anything else, and read by itself.

mod grid;
pub(crate) mod ink;
mod lines;
mod months;
pub mod numbers;
mod parts;
mod resample;
mod rules;
mod sheet;
mod slant;
mod stretches;
mod strip;
mod tesseract;
mod text;
mod unread;
mod writing;

use crate::format::{FormatFault, Input};
use crate::reading::{Tool, Unread, Word};
use image::{DynamicImage, GrayImage, RgbImage};
use sheet::Sheet;
use stretches::Cut;
use tesseract::Mode;

pub(crate) use stretches::read_cards;
pub(crate) use writing::{looked_at, looks_written};

/// What was read on a page.
pub(crate) struct Optical {
    /// Lines parted by `\n`, blocks by an empty line.
    pub text: String,
    pub words: Vec<Word>,
    /// Mean over the letters, 0 to 1; absent where nothing was read.
    pub confidence: Option<f32>,
    /// Ink that was seen and not read.
    pub unread: Vec<Unread>,
    /// Page modes of tesseract that took part, as its option has them.
    modes: Vec<&'static str>,
}

/// Mean confidence below which the layout is left to tesseract, too, and the better reading kept.
const UNSURE: f32 = 0.8;
/// Mean confidence below which a page may lie upside down, or be one block of lines.
const DOUBTFUL: f32 = 0.6;
/// How many stretches are read to tell the head of a page from its feet.
const SAMPLE: usize = 8;

impl Optical {
    const fn nothing() -> Self {
        Self {
            text: String::new(),
            words: Vec::new(),
            confidence: None,
            unread: Vec::new(),
            modes: Vec::new(),
        }
    }

    /// Whether tesseract took part.
    pub(crate) fn was_by_tesseract(&self) -> bool {
        !self.modes.is_empty()
    }

    /// The entry for the tools of a reading.
    pub(crate) fn tool(&self, input: &Input<'_>) -> Tool {
        let languages = input.options.ocr_languages.join("+");
        let modes = match self.modes.as_slice() {
            [] => Mode::Line.number().to_owned(),
            modes => modes.join(","),
        };
        let options = format!("-l {languages} --psm {modes}");
        input.tools.tesseract.took_part("tesseract", options)
    }

    /// How much was read, and how surely.
    fn worth(&self) -> f32 {
        let letters = self.text.chars().filter(|c| c.is_alphanumeric()).count();
        let sure = self.confidence.unwrap_or(0.0);
        // Doubtful words are worth nothing, surer ones more and more.
        (sure - 0.25).max(0.0) * f32::from(u16::try_from(letters).unwrap_or(u16::MAX))
    }

    /// Leaves no word settled.
    fn settle_nothing(&mut self) {
        for word in &mut self.words {
            word.settled = word.settled.map(|_| false);
        }
    }

    fn is_below(&self, bound: f32) -> bool {
        self.confidence.is_none_or(|sure| sure < bound)
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
    let Some(sheet) = Sheet::of(picture) else {
        return Ok(Optical::nothing());
    };
    let lay_on_its_side = sheet.lay_on_its_side();
    let mut cut = Cut::of(sheet);
    let mut best = cut.read(input)?;
    if (lay_on_its_side || best.is_below(DOUBTFUL))
        && let Some(over) = cut.sheet.upside_down()
    {
        let over = Cut::of(over);
        if over.sample(input, SAMPLE)? > cut.sample(input, SAMPLE)? {
            best = over.read(input)?;
            cut = over;
        }
    }
    for (mode, bound) in [(Mode::Page, UNSURE), (Mode::Block, DOUBTFUL)] {
        if !best.is_below(bound) {
            break;
        }
        // A run that fails in another mode leaves what was read before.
        match stretches::read_whole(input, &cut.sheet, mode) {
            Ok(other) if other.worth() > best.worth() => best = other,
            Ok(_) => {}
            Err(fault @ FormatFault::Machine(_)) => return Err(fault),
            Err(_) => break,
        }
    }
    Ok(best)
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
        DynamicImage::ImageRgb8(colours) => grey_of(&colours),
        other if other.color().has_alpha() => {
            DynamicImage::ImageRgb8(colours_on_white(other)).into_luma8()
        }
        other => other.into_luma8(),
    }
}

/// Colours as their brightness (Recommendation ITU-R BT.709, section 3), as the library has it, in a third of its
/// time.
fn grey_of(colours: &RgbImage) -> GrayImage {
    let (pixels, _) = colours.as_raw().as_chunks::<3>();
    let grey = pixels.iter().map(|[red, green, blue]| {
        let sum = u32::from(*red) * 2126 + u32::from(*green) * 7152 + u32::from(*blue) * 722;
        ((sum + 5_000) / 10_000) as u8
    });
    GrayImage::from_raw(colours.width(), colours.height(), grey.collect()).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn grey_is_what_the_library_makes_of_colours() {
        let colours = RgbImage::from_fn(256, 64, |x, y| {
            Rgb([x as u8, (x * 7 + y * 4) as u8, (y * 3 + x / 2) as u8])
        });
        let ours = grey_of(&colours);
        let theirs = DynamicImage::ImageRgb8(colours).into_luma8();
        let apart = ours.iter().zip(theirs.iter()).map(|(a, b)| a.abs_diff(*b));
        let all: Vec<u8> = apart.collect();
        assert!(all.iter().max().unwrap() <= &1);
        let other = all.iter().filter(|apart| **apart > 0).count();
        assert!(other * 100 <= all.len(), "{other} of {} differ", all.len());
    }
}
