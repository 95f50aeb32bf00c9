//! Labels cut out, set upright and read.

use super::find::{self, Found};
use super::pixels::{Pixels, Projection};
use super::quad::Quad;
use crate::format::{FormatFault, Input};
use crate::ocr;
use crate::reading::{Engine, Label, LabelLine, LabelOrigin, Tool, Word};
use image::{GrayImage, Luma, Rgb, RgbImage};

/// Longest side of a label cut out, in pixels.
const MOST_SIDE: u32 = 2_400;
/// Longest side of a label that is read, in pixels: more costs time and reads no better.
const READ_SIDE: f32 = 1_000.0;
/// Share of a label that is left out at each edge where it is read: shadow and table beside it.
const EDGE: f32 = 0.012;

/// Sureness below which a label must have something on it that can be read.
const SURE: f32 = 0.6;

/// Lines of a label at most: what has more is a page, and is read as one.
const MOST_LINES: usize = 12;
/// Share of a picture that looks like paper from which a label in it is the paper itself.
const SHEET: f32 = 0.4;

/// Labels found in a picture and read in one run, and the programs that took part.
///
/// # Errors
/// As [`ocr::read_cards`].
pub(crate) fn read(
    input: &Input<'_>,
    picture: &GrayImage,
    found: &[Found],
) -> Result<(Vec<Label>, Vec<Tool>), FormatFault> {
    let pixels = Pixels::of(picture);
    let cards: Vec<GrayImage> = found
        .iter()
        .map(|found| {
            let inner = inner(&found.quad);
            let (width, height) = size(&inner, READ_SIDE);
            let card = pixels.straightened(&inner, width, height, found.paper);
            framed(&card, border(found, width, height))
        })
        .collect();
    let read = ocr::read_cards(input, &cards)?;
    let tools = read
        .iter()
        .flatten()
        .find(|card| card.read.was_by_tesseract())
        .filter(|_| input.tools.tesseract.path().is_some())
        .map(|card| card.read.tool(input));
    let labels = found
        .iter()
        .zip(read)
        .map(|(found, card)| {
            let (quarters, read) = card.map_or((0, None), |card| (card.quarters, Some(card.read)));
            let mut words = read.map(|read| read.words).unwrap_or_default();
            let inner = inner(&found.quad);
            let (width, height) = size(&inner, READ_SIDE);
            let border = border(found, width, height);
            let turned = if quarters % 2 == 1 {
                (height, width)
            } else {
                (width, height)
            };
            for word in &mut words {
                word.place = unframed(word.place, border, turned);
            }
            label(picture, found, quarters, words)
        })
        .filter(|label: &Label| label.lines.len() <= MOST_LINES)
        .filter(|label: &Label| label.confidence >= SURE || label.is_legible())
        .collect();
    Ok((labels, tools.into_iter().collect()))
}

/// The label without its outermost edge, as it is read.
fn inner(quad: &Quad) -> Quad {
    let (across, down) = quad.lengths();
    let edge = (across.min(down) * EDGE).max(1.5);
    quad.grown(-edge).unwrap_or(*quad)
}

/// Width and height of a quadrilateral set upright, its longer side at most this.
fn size(quad: &Quad, most: f32) -> (u32, u32) {
    let (across, down) = quad.lengths();
    let share = (most / across.max(down).max(1.0)).min(1.0);
    let side = |length: f32| ((length * share).round() as u32).clamp(1, MOST_SIDE);
    (side(across), side(down))
}

/// Pixels of paper added around a card for reading: signs as high as a quarter of a page are taken
/// for pictures.
fn border(found: &Found, width: u32, height: u32) -> u32 {
    let letters = found.letter_height * width.min(height) as f32;
    let missing = 8.0 * letters - width.min(height) as f32;
    (missing.max(0.0) / 2.0) as u32 + 8
}

/// A card with paper added around it, as bright as the paper at its edge.
fn framed(card: &GrayImage, border: u32) -> GrayImage {
    let (width, height) = card.dimensions();
    let rim = |x: u32, y: u32| x == 0 || y == 0 || x + 1 == width || y + 1 == height;
    let mut shades: Vec<u8> = card
        .enumerate_pixels()
        .filter(|(x, y, _)| rim(*x, *y))
        .map(|(_, _, pixel)| pixel.0[0])
        .collect();
    shades.sort_unstable();
    let paper = shades.get(shades.len() * 2 / 3).copied().unwrap_or(u8::MAX);
    let mut whole = GrayImage::from_pixel(width + 2 * border, height + 2 * border, Luma([paper]));
    image::imageops::replace(&mut whole, card, i64::from(border), i64::from(border));
    whole
}

/// Shares of a card in a frame as shares of the card itself.
fn unframed(
    [left, top, right, bottom]: [f32; 4],
    border: u32,
    (width, height): (u32, u32),
) -> [f32; 4] {
    let share = |at: f32, side: u32| {
        let (side, border) = (side as f32, border as f32);
        ((at * (side + 2.0 * border) - border) / side).clamp(0.0, 1.0)
    };
    [
        share(left, width),
        share(top, height),
        share(right, width),
        share(bottom, height),
    ]
}

/// A label with its words put into lines and led back to the picture.
fn label(picture: &GrayImage, found: &Found, quarters: u8, words: Vec<Word>) -> Label {
    // A card turned clockwise begins at the corner that lay before its first one.
    let turned = found.quad.turned(4 - usize::from(quarters % 4));
    let bounds = turned.bounds(picture.width() as f32, picture.height() as f32);
    let (width, height) = size(&turned, MOST_SIDE as f32);
    let (onto, whole) = (
        Projection::onto(&inner(&turned)),
        Projection::back_from(&turned),
    );
    let mut lines: Vec<LabelLine> = Vec::new();
    for line in words.chunk_by(|a, b| a.line == b.line) {
        lines.extend(read_line(line, lines.len(), &onto, whole.as_ref()));
    }
    Label {
        polygon: turned.0.map(|(x, y)| [x, y]),
        bounds,
        origin: if found.added {
            LabelOrigin::Overlay
        } else {
            LabelOrigin::Card
        },
        cut: found.cut,
        confidence: found.confidence,
        crop: [width, height],
        lines,
    }
}

fn read_line(
    words: &[Word],
    at: usize,
    onto: &Projection,
    whole: Option<&Projection>,
) -> Option<LabelLine> {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let text = texts.join(" ");
    let (mut sum, mut letters) = (0.0f32, 0.0f32);
    let any_number = words.iter().any(|word| word.settled.is_some());
    // Words beside a number are known ones or none: how surely their letters were read says little.
    for word in words
        .iter()
        .filter(|word| word.settled.is_some() || !any_number)
    {
        let weight = f32::from(u16::try_from(word.text.chars().count()).unwrap_or(u16::MAX));
        sum += word.confidence.unwrap_or(0.0) * weight;
        letters += weight;
    }
    let numbers: Vec<bool> = words.iter().filter_map(|word| word.settled).collect();
    let in_picture = |word: &Word| about(&corners(word.place).map(|(u, v)| onto.at(u, v)));
    let in_crop = |word: &Word| {
        let seen = corners(word.place).map(|(u, v)| onto.at(u, v));
        match whole {
            Some(whole) => about(&seen.map(|(x, y)| whole.at(x, y))).map(|at| at.clamp(0.0, 1.0)),
            None => word.place,
        }
    };
    (!text.trim().is_empty()).then(|| LabelLine {
        text,
        confidence: if letters > 0.0 { sum / letters } else { 0.0 },
        settled: (!numbers.is_empty()).then(|| numbers.iter().all(|settled| *settled)),
        boxes: words.iter().map(in_picture).collect(),
        words: words
            .iter()
            .map(|word| Word {
                place: in_crop(word),
                line: u32::try_from(at + 1).unwrap_or(u32::MAX),
                by: word.by.or(Some(Engine::Tesseract)),
                ..word.clone()
            })
            .collect(),
    })
}

fn corners([left, top, right, bottom]: [f32; 4]) -> [(f32, f32); 4] {
    [(left, top), (right, top), (right, bottom), (left, bottom)]
}

fn about(corners: &[(f32, f32); 4]) -> [f32; 4] {
    Quad(*corners).bounds(f32::MAX, f32::MAX)
}

/// The labels of an upright picture. A picture of a written page has none: it is a page.
pub(crate) fn of_photograph(picture: &GrayImage, is_paper: bool) -> Vec<Found> {
    let found = find::find(picture);
    if found.is_empty() || !is_paper {
        return found;
    }
    let all = picture.width() as f32 * picture.height() as f32;
    if found.iter().any(|label| label.quad.area() > SHEET * all) {
        return Vec::new();
    }
    // Writing beside the labels on paper makes a page; a white wall or sheet has none.
    let mut rest = ocr::looked_at(picture).into_owned();
    let (width, height) = rest.dimensions();
    let share = width as f32 / picture.width() as f32;
    for label in &found {
        let quad = label
            .quad
            .grown(label.quad.lengths().1 * 0.06)
            .unwrap_or(label.quad)
            .scaled(share);
        let [left, top, right, bottom] = quad.bounds(width as f32, height as f32);
        for y in top as u32..(bottom.ceil() as u32).min(height) {
            for x in left as u32..(right.ceil() as u32).min(width) {
                if quad.holds((x as f32 + 0.5, y as f32 + 0.5)) {
                    rest.put_pixel(x, y, Luma([label.paper]));
                }
            }
        }
    }
    if ocr::looks_written(&rest) {
        Vec::new()
    } else {
        found
    }
}

/// The label with these corners cut out of a picture and set upright, its longer side at most
/// `max_px`; white where the picture ends. None where the corners are not those of a label in it.
pub(crate) fn straightened(
    picture: &RgbImage,
    polygon: [[f32; 2]; 4],
    max_px: u32,
) -> Option<RgbImage> {
    let quad = Quad(polygon.map(|[x, y]| (x, y)));
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let [left, top, right, bottom] = quad.bounds(width, height);
    let near = quad
        .0
        .iter()
        .all(|(x, y)| x.abs() <= 4.0 * width && y.abs() <= 4.0 * height);
    if !near || !quad.is_card_like() || right - left < 1.0 || bottom - top < 1.0 {
        return None;
    }
    // Only the part of the picture about the label is parted into colours.
    let (x, y) = (
        (left as u32).saturating_sub(2),
        (top as u32).saturating_sub(2),
    );
    let part = image::imageops::crop_imm(
        picture,
        x,
        y,
        ((right.ceil() as u32) + 2)
            .min(picture.width())
            .saturating_sub(x),
        ((bottom.ceil() as u32) + 2)
            .min(picture.height())
            .saturating_sub(y),
    )
    .to_image();
    let moved = Quad(
        quad.0
            .map(|(at_x, at_y)| (at_x - x as f32, at_y - y as f32)),
    );
    let (width, height) = size(&moved, max_px.clamp(16, MOST_SIDE) as f32);
    let colour = |channel: usize| {
        let one: Vec<u8> = part
            .as_raw()
            .iter()
            .skip(channel)
            .step_by(3)
            .copied()
            .collect();
        let one = GrayImage::from_raw(part.width(), part.height(), one)?;
        Some(Pixels::of(&one).straightened(&moved, width, height, 255))
    };
    let (red, green, blue) = (colour(0)?, colour(1)?, colour(2)?);
    let mut whole = RgbImage::new(width, height);
    let shades = red.as_raw().iter().zip(green.as_raw()).zip(blue.as_raw());
    for (pixel, ((red, green), blue)) in whole.pixels_mut().zip(shades) {
        *pixel = Rgb([*red, *green, *blue]);
    }
    Some(whole)
}
