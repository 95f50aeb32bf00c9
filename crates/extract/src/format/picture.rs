//! Pictures: size, camera data, and the writing on them where there is some.

mod about;
mod boxes;
mod camera;
mod chunks;
mod converted;
mod field;
mod frames;
mod iptc;
mod jpeg;
mod look;
mod maker_note;
mod overlay;
mod png;
mod profile;
mod quantisation;
mod resources;
mod thumbnail;
mod tiff;

use crate::account::LOOKS;
use crate::format::optical::{self, Due, Turn};
use crate::format::{FormatFault, Input, MemberSink, OcrChoice};
use crate::label;
use crate::limits::LimitKind;
use crate::ocr;
use crate::outcome::Outcome;
use crate::reading::{Label, Page, TextSource, Word};
use about::About;
use image::{DynamicImage, GrayImage, ImageReader, RgbImage, metadata::Orientation};
use look::Look;
use overlay::Overlay;
use std::io::Cursor;

/// Mean confidence below which what was read on a picture is taken for no writing.
const BELIEVED: f32 = 0.5;

/// Reads a picture.
///
/// # Errors
/// Of no kind that can be decoded, damaged, or over the limit of pixels. Metadata is kept.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    _members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    let about = About::of(input, out);
    if let Some((width, height)) = about.size {
        out.meta("image.width", width.to_string());
        out.meta("image.height", height.to_string());
    }
    let phone = converted::is_phone_picture(input.media_type);
    if phone && input.options.ocr == OcrChoice::Never {
        // To unpack the pixels takes a program and seconds, and nobody would look at them.
        out.no_text("a picture, and optical reading was not asked for");
        return out.push_page(blank());
    }
    let mut frames = match frames::Frames::of(input, &about) {
        Ok(frames) => frames,
        Err(FormatFault::ToolAbsent(program)) => {
            out.warn(format!(
                "the program `{program}` is not installed, so the pixels of the picture were not decoded"
            ));
            out.no_text(format!(
                "a picture of type `{}`: what it says of itself was read, its pixels were not decoded, because the program `{program}` is not installed",
                input.media_type
            ));
            return out.push_page(blank());
        }
        Err(fault) => return Err(fault),
    };
    if phone {
        out.tool(input.tools.heif_convert.took_part("heif-convert", ""));
    }
    if about.size.is_none() {
        out.meta("image.width", frames.width.to_string());
        out.meta("image.height", frames.height.to_string());
    }
    if about.raw {
        out.meta(
            "image.preview",
            format!("{} x {}", frames.width, frames.height),
        );
        out.warn("the raw pixels of the camera are not developed; the finished picture that it stored beside them was looked at");
    }
    if frames.count > 1 {
        out.meta("image.pages", frames.count.to_string());
    }
    let mut why = None;
    let mut turn = Turn::default();
    for number in 1..=frames.count {
        let picture = match frames.next(input) {
            Ok(picture) => picture,
            Err(fault @ FormatFault::Damaged(_)) if number > 1 => {
                out.in_part(format!("page {number} of the picture: {fault}"));
                continue;
            }
            Err(fault) => return Err(fault),
        };
        if number == 1
            && let Some(small) = &about.thumbnail
        {
            // Both as they are stored: cameras turn neither or both.
            thumbnail::compare(small, &picture.to_luma8(), out);
        }
        let (page, silent) = read_frame(input, out, &mut turn, picture, about.orientation)?;
        why = why.or(silent);
        out.push_page(page)?;
    }
    turn.close(out);
    if let Some(why) = why {
        out.no_text(why);
    }
    Ok(())
}

fn blank() -> Page {
    Page {
        source: TextSource::None,
        ..Page::default()
    }
}

/// The page of one frame, and why it has no text where it has none.
fn read_frame(
    input: &Input<'_>,
    out: &mut Outcome,
    turn: &mut Turn,
    mut picture: DynamicImage,
    orientation: Orientation,
) -> Result<(Page, Option<&'static str>), FormatFault> {
    let mut page = blank();
    let silent = |mut page: Page, why: &'static str| {
        page.choice = Some(why.to_owned());
        (page, Some(why))
    };
    picture.apply_orientation(orientation);
    let grey = ocr::on_white(picture);
    page.fingerprint = ocr::fingerprint_of_picture(&grey);
    let first_sight = look::at_first_sight(&grey);
    let looks_like = |out: &mut Outcome, look: Look| {
        if out.count(LOOKS) == 0 {
            out.meta(LOOKS, look.name());
        }
    };
    if input.options.ocr == OcrChoice::Never {
        looks_like(out, first_sight);
        return Ok(silent(
            page,
            "a picture, and optical reading was not asked for",
        ));
    }
    let labels = label::of_photograph(&grey, first_sight == Look::Paper);
    if !labels.is_empty() {
        // All writing that counts on such a photograph is on its labels.
        match read_labels(input, out, turn, page, &grey, &labels)? {
            Labelled::Told(page, why) => {
                // However bright it is: papers have no labels.
                looks_like(out, Look::Photograph);
                return Ok((page, why));
            }
            Labelled::None(same) => page = same,
        }
    }
    looks_like(out, first_sight);
    if input.options.ocr == OcrChoice::Auto && !ocr::looks_written(&grey) {
        return Ok(silent(page, "a picture without lines of writing"));
    }
    match turn.next(input, &mut page) {
        Due::Now => {}
        Due::Later => return Ok((page, None)),
        Due::Never(hit) => {
            page.choice = Some("it was not read optically: the limit was spent".to_owned());
            out.in_part(hit.to_string());
            return Ok((page, None));
        }
    }
    (input.step)();
    page.fingerprint = ocr::fingerprint_of_page(&grey);
    let read = match optical::read(input, out, &grey) {
        Ok(read) => read,
        Err(FormatFault::Machine(error)) => return Err(error.into()),
        Err(fault) => {
            page.choice = Some(format!("it was not read optically: {fault}"));
            out.in_part(format!("the picture was not read optically: {fault}"));
            return Ok((page, None));
        }
    };
    if read.is_empty() {
        let why = if read.unread.is_empty() {
            "a picture on which no writing was found"
        } else {
            "a picture with writing on it that could not be read"
        };
        page.unread = read.unread;
        return Ok(silent(page, why));
    }
    let believed = read.confidence.is_some_and(|c| c >= BELIEVED);
    if input.options.ocr == OcrChoice::Auto && !believed {
        page.others.extend(read.as_other());
        page.unread = read.unread;
        return Ok(silent(
            page,
            "a picture on which no writing could be read with confidence",
        ));
    }
    let percent = read.percent();
    read.put(input, &mut page);
    page.choice = Some(format!(
        "a picture; it was read optically with {percent} % confidence"
    ));
    Ok((page, None))
}

/// What came of the labels of a photograph.
enum Labelled {
    /// Its page, and why it has no text where it has none.
    Told(Page, Option<&'static str>),
    /// None of them was one: the page as it was.
    None(Page),
}

/// The page of a photograph with labels: their lines are its text.
fn read_labels(
    input: &Input<'_>,
    out: &mut Outcome,
    turn: &mut Turn,
    mut page: Page,
    grey: &GrayImage,
    labels: &[label::Found],
) -> Result<Labelled, FormatFault> {
    match turn.next(input, &mut page) {
        Due::Now => {}
        Due::Later => return Ok(Labelled::Told(page, None)),
        Due::Never(hit) => {
            page.choice = Some("its labels were not read: the limit was spent".to_owned());
            out.in_part(hit.to_string());
            return Ok(Labelled::Told(page, None));
        }
    }
    (input.step)();
    match label::read(input, grey, labels) {
        Ok((read, tools)) => {
            for tool in tools {
                out.tool(tool);
                for model in input.tools.model_tools(&input.options.ocr_languages) {
                    out.tool(model);
                }
            }
            if read.is_empty() {
                return Ok(Labelled::None(page));
            }
            page.labels = read;
        }
        Err(FormatFault::Machine(error)) => return Err(error.into()),
        Err(fault) => {
            page.choice = Some(format!("its labels were not read: {fault}"));
            out.in_part(format!("labels in the picture were not read: {fault}"));
            return Ok(Labelled::Told(page, None));
        }
    }
    if input.tools.tesseract.path().is_none() {
        out.in_part("the program `tesseract` is not installed, so of the labels in the picture only numbers were read");
    }
    put_labels(input, &mut page, grey);
    if page.text.is_empty() {
        let why = "a photograph with a label on which nothing could be read";
        page.choice = Some(why.to_owned());
        return Ok(Labelled::Told(page, Some(why)));
    }
    page.source = TextSource::Ocr;
    page.choice = Some(match page.labels.len() {
        1 => "a photograph with a label; only the label was read".to_owned(),
        many => format!("a photograph with {many} labels; only the labels were read"),
    });
    Ok(Labelled::Told(page, None))
}

/// Makes the text, the words and the confidence of a page from its labels.
fn put_labels(input: &Input<'_>, page: &mut Page, grey: &GrayImage) {
    let read = || page.labels.iter().filter(|label| !label.lines.is_empty());
    let texts: Vec<String> = read().map(Label::text).collect();
    let (width, height) = (grey.width() as f32, grey.height() as f32);
    let (mut words, mut first) = (Vec::new(), 0u32);
    let (mut sum, mut weights) = (0.0f32, 0.0f32);
    for (label, text) in read().zip(&texts) {
        for line in &label.lines {
            let weight = line.text.len() as f32;
            sum += line.confidence * weight;
            weights += weight;
            words.extend(line.words.iter().zip(&line.boxes).map(|(word, place)| {
                let [left, top, right, bottom] = *place;
                let share = |at: f32, of: f32| (at / of).clamp(0.0, 1.0);
                Word {
                    line: first + word.line,
                    place: [
                        share(left, width),
                        share(top, height),
                        share(right, width),
                        share(bottom, height),
                    ],
                    ..word.clone()
                }
            }));
        }
        // Labels are parted by an empty line.
        first += u32::try_from(text.lines().count() + 1).unwrap_or(0);
    }
    page.text = texts.join("\n\n");
    page.confidence = (weights > 0.0).then(|| sum / weights);
    page.words = if input.options.words {
        words
    } else {
        Vec::new()
    };
}

/// Cuts a label out of the picture, or out of a page of it, and sets it upright; `polygon` are its
/// corners as [`Label::polygon`] has them. The longer side is at most `max_px`.
///
/// # Errors
/// As [`read`], and where there is no such page or the corners are none of a label in it.
pub fn draw_label(
    input: &Input<'_>,
    page: u32,
    polygon: [[f32; 2]; 4],
    max_px: u32,
) -> Result<RgbImage, FormatFault> {
    let picture = ocr::colours_on_white(upright(input, page)?);
    label::straightened(&picture, polygon, max_px).ok_or_else(|| {
        FormatFault::Damaged("the corners are not those of a label in the picture".to_owned())
    })
}

/// Draws the picture, or a page of it, with its longer side at most `max_px`.
///
/// # Errors
/// As [`read`], and where there is no such page.
pub fn draw(input: &Input<'_>, page: u32, max_px: u32) -> Result<RgbImage, FormatFault> {
    let picture = upright(input, page)?;
    let side = max_px.max(16);
    let scaled = if picture.width().max(picture.height()) > side {
        picture.thumbnail(side, side)
    } else {
        picture
    };
    Ok(ocr::colours_on_white(scaled))
}

/// A page of the picture, turned as its camera says.
fn upright(input: &Input<'_>, page: u32) -> Result<DynamicImage, FormatFault> {
    let about = About::silently(input);
    let mut frames = frames::Frames::of(input, &about)?;
    if page == 0 || u64::from(page) > frames.count {
        return Err(FormatFault::Damaged(format!(
            "the picture has no page {page}"
        )));
    }
    let mut picture = frames.next(input)?;
    for _ in 1..page {
        picture = frames.next(input)?;
    }
    picture.apply_orientation(about.orientation);
    Ok(picture)
}

/// Decodes one picture, its size asked first.
fn decode(bytes: Overlay<'_>, input: &Input<'_>) -> Result<DynamicImage, FormatFault> {
    let size = ImageReader::new(bytes.clone())
        .with_guessed_format()?
        .into_dimensions()
        .map_err(|error| fault_of(&error, input))?;
    within_pixels(size, input)?;
    let mut reader = ImageReader::new(bytes).with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(input.limits().memory_bytes / 2);
    reader.limits(limits);
    reader.decode().map_err(|error| fault_of(&error, input))
}

fn check_size(bytes: &[u8], input: &Input<'_>) -> Result<(u32, u32), FormatFault> {
    let (width, height) = guessed(bytes)?
        .into_dimensions()
        .map_err(|error| fault_of(&error, input))?;
    within_pixels((width, height), input)?;
    Ok((width, height))
}

fn within_pixels((width, height): (u32, u32), input: &Input<'_>) -> Result<(), FormatFault> {
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    let cut = format!("a picture of {width} by {height} pixels was not decoded");
    Ok(input.limits().within(LimitKind::Pixels, pixels, &cut)?)
}

fn guessed(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, FormatFault> {
    Ok(ImageReader::new(Cursor::new(bytes)).with_guessed_format()?)
}

fn fault_of(error: &image::ImageError, input: &Input<'_>) -> FormatFault {
    use image::ImageError as E;
    match error {
        E::Unsupported(_) => FormatFault::Unsupported(format!(
            "pictures of type `{}`, or of this variant, are not decoded; what the file says of itself was read",
            input.media_type
        )),
        E::Limits(_) => {
            let cut = "the picture asked for more memory than allotted and was not decoded";
            FormatFault::Over(input.limits().hit(LimitKind::MemoryBytes, cut))
        }
        E::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            FormatFault::Damaged(format!("the picture is damaged: {error}"))
        }
        _ => FormatFault::Damaged("the picture is damaged or cut off".to_owned()),
    }
}
