//! A line set in a typeface on paper, cut out as a page reader would, with what it should be read as.

use super::content::{self, Piece, Script};
use super::random::Chance;
use super::typeface::{Field, Typeface};
use super::wear::{self, Wear};
use extract::numbers::{OTHER, tidy};
use image::GrayImage;

/// A piece of a line as a picture, and its truth.
pub struct Sample {
    pub picture: GrayImage,
    /// Outputs from left to right, tidied.
    pub row: Vec<usize>,
    /// Outputs with the places of their ink, in pixels of the picture.
    pub spans: Vec<(usize, f32, f32)>,
    pub family: usize,
    pub wears: Vec<Wear>,
    pub digit_px: f32,
}

/// How a line is set: chosen once a line.
struct Setting {
    digit: f32,
    jitter: f32,
    spread: f32,
    uneven: f32,
}

/// Makes a sample in one of the faces with the wear given, or by chance.
pub fn sample(chance: &mut Chance, faces: &[Typeface], wears: Option<&[Wear]>) -> Sample {
    loop {
        // One script first, so that fonts with few scripts do not decide how often each is seen.
        let script = match chance.whole(0, 99) {
            0..=51 => Script::Eastern,
            52..=61 => Script::Persian,
            _ => Script::Western,
        };
        let able: Vec<usize> = (0..faces.len())
            .filter(|at| match script {
                Script::Eastern => faces[*at].eastern,
                Script::Persian => faces[*at].persian,
                Script::Western => faces[*at].western,
            })
            .collect();
        if able.is_empty() {
            continue;
        }
        // Families by turns, then a cut of the family.
        let mut families: Vec<&str> = able.iter().map(|at| faces[*at].family.as_str()).collect();
        families.dedup();
        let family = *chance.one_of(&families);
        let cuts: Vec<usize> = able
            .into_iter()
            .filter(|at| faces[*at].family == family)
            .collect();
        let at = *chance.one_of(&cuts);
        if faces[at].display && wears.is_none() && chance.happens(0.6) {
            continue;
        }
        let pieces = content::line(chance, script);
        let chosen = wears.map_or_else(|| wear::by_chance(chance), <[Wear]>::to_vec);
        // Many Arabic fonts lack `/` or Western letters; a printer then takes them from another font.
        let lacked: Vec<&Piece> = pieces
            .iter()
            .filter(|piece| !faces[at].draws(piece))
            .collect();
        let spares: Vec<&Typeface> = faces
            .iter()
            .filter(|spare| lacked.iter().all(|piece| spare.draws(piece)))
            .collect();
        if spares.is_empty() {
            continue;
        }
        let spare: &Typeface = spares[chance.whole(0, spares.len() - 1)];
        let faces = Faces {
            main: &faces[at],
            spare,
        };
        if let Some(mut made) = set(chance, &faces, &pieces, &chosen) {
            made.family = at;
            return made;
        }
    }
}

/// The face of a line, and the one that lends it what it lacks.
pub struct Faces<'a> {
    pub main: &'a Typeface,
    pub spare: &'a Typeface,
}

impl Faces<'_> {
    fn for_piece(&self, piece: &Piece) -> Option<&Typeface> {
        [self.main, self.spare]
            .into_iter()
            .find(|face| face.draws(piece))
    }
}

impl Typeface {
    /// Whether the face has all signs of a piece.
    fn draws(&self, piece: &Piece) -> bool {
        match piece {
            Piece::Sign(_, text) => self.has(text),
            Piece::Word(text, _) => self.has(text) && (self.letters || text.is_ascii()),
            Piece::Slit(_) | Piece::Gap(_) => true,
        }
    }
}

/// Sets pieces in a face; none where neither it nor its spare has a sign of them.
pub fn set(
    chance: &mut Chance,
    faces: &Faces<'_>,
    pieces: &[Piece],
    wears: &[Wear],
) -> Option<Sample> {
    if !pieces.iter().all(|piece| faces.for_piece(piece).is_some()) {
        return None;
    }
    let low = if wears.contains(&Wear::LowResolution) {
        7.5
    } else {
        10.0
    };
    // Small digits are as frequent as large ones, in doublings.
    let digit_px = low * (52.0_f32 / low).powf(chance.share().powf(1.3));
    // Drawn at twice the size, then turned and brought down.
    let setting = Setting {
        digit: digit_px * 2.0,
        jitter: if wears.contains(&Wear::Typewriter) {
            chance.between(0.02, 0.09)
        } else {
            0.0
        },
        spread: match chance.whole(0, 5) {
            0 => chance.between(0.02, 0.3),
            1 => chance.between(-0.06, 0.0),
            _ => 0.0,
        },
        uneven: if wears.contains(&Wear::Typewriter) {
            chance.between(0.1, 0.5)
        } else {
            0.0
        },
    };
    let digit = setting.digit;
    let room: f32 = pieces.iter().map(roominess).sum();
    let mut field = Field::new((digit * (room + 16.0)) as usize, (digit * 4.0) as usize);
    let base = digit * 2.5;
    let mut pen = digit * 4.0;
    // What stands to the left.
    let left_word = chance.happens(0.3).then(|| content::neighbour(chance));
    let left_end = left_word.and_then(|word| {
        let ends = draw(chance, faces, &mut field, &word, (pen, base), &setting)?.1?;
        pen = ends.1 + digit * chance.between(0.15, 0.9);
        Some(ends)
    });
    let mut spans: Vec<(usize, f32, f32)> = Vec::new();
    let mut row = Vec::new();
    let (mut first, mut last) = (f32::MAX, f32::MIN);
    for piece in pieces {
        if pen > digit * (room + 10.0) {
            return None;
        }
        let from = pen;
        match piece {
            Piece::Slit(room) => pen += room * digit,
            Piece::Gap(room) => {
                pen += room * digit;
                spans.push((extract::numbers::SPACE, from, pen));
            }
            _ => {
                let (way, ends) = draw(chance, faces, &mut field, piece, (pen, base), &setting)?;
                let ends = ends?;
                let output = content::output(piece)?;
                // Ink that overlaps the sign before is set apart a little.
                spans.push((output, ends.0, ends.1));
                (first, last) = (first.min(ends.0), last.max(ends.1));
                pen += way.max(digit * 0.12) + setting.spread * digit;
                if matches!(piece, Piece::Word(..)) {
                    pen = pen.max(ends.1);
                }
            }
        }
        row.extend(content::output(piece));
    }
    let right_start = chance
        .happens(0.3)
        .then(|| content::neighbour(chance))
        .and_then(|word| {
            let at = last.max(pen) + digit * chance.between(0.15, 0.9);
            draw(chance, faces, &mut field, &word, (at, base), &setting)?.1
        });
    // Lines above and below, of which tails may reach into the piece.
    let (mut top, mut bottom) = ink_rows(&field, first, last)?;
    let height = bottom - top;
    let margin = |chance: &mut Chance| {
        if chance.happens(0.25) {
            chance.between(-0.02, 0.05)
        } else {
            chance.between(0.02, 0.4)
        }
    };
    let (above, below) = (margin(chance) * height, margin(chance) * height);
    (top, bottom) = (top - above, bottom + below);
    if chance.happens(0.12) {
        let word = content::neighbour(chance);
        let at = (
            first + chance.share() * (last - first),
            bottom + digit * chance.between(0.5, 1.0),
        );
        draw(chance, faces, &mut field, &word, at, &setting);
    }
    let side = |chance: &mut Chance| digit * chance.between(0.0, 0.7);
    let mut left = first - side(chance);
    let mut right = last + side(chance);
    // A piece of a neighbour may be cut into; a small one says nothing, a large one is other ink.
    if let Some((from, to)) = left_end {
        left = left.max(to - (to - from).min(digit) * if chance.happens(0.5) { 0.0 } else { 1.0 });
        if left < to - 0.3 * digit {
            row.insert(0, OTHER);
            spans.insert(0, (OTHER, left.max(from), to));
        }
    }
    if let Some((from, to)) = right_start {
        right =
            right.min(from + (to - from).min(digit) * if chance.happens(0.5) { 0.0 } else { 1.0 });
        if right > from + 0.3 * digit {
            row.push(OTHER);
            spans.push((OTHER, from, right.min(to)));
        }
    }
    // From here on only the window counts, with room around for what is turned and smeared.
    let (far_left, far_top) = ((left - digit).max(0.0), (top - digit).max(0.0));
    let (far_left, far_top) = (far_left.floor(), far_top.floor());
    let mut field = field.window(
        (far_left as usize, far_top as usize),
        ((right + digit) as usize, (bottom + digit) as usize),
    );
    (left, right) = (left - far_left, right - far_left);
    (top, bottom) = (top - far_top, bottom - far_top);
    for (_, from, to) in &mut spans {
        (*from, *to) = (*from - far_left, *to - far_left);
    }
    wear::strokes(chance, &mut field, wears, digit);
    wear::marks(chance, &mut field, wears, digit, [left, top, right, bottom]);
    let cut = Cut {
        left,
        top,
        right,
        bottom,
        turn: if wears.contains(&Wear::Skew) {
            chance.between(-0.045, 0.045)
        } else {
            chance.between(-0.01, 0.01)
        },
        shear: if wears.contains(&Wear::Skew) {
            chance.between(-0.2, 0.2)
        } else {
            0.0
        },
        stretch: chance.between(0.88, 1.12),
    };
    let (small, spans) = cut.out(&field, &spans);
    if small.width < 4 || small.height < 5 {
        return None;
    }
    let picture = wear::paper(chance, small, wears, digit_px);
    Some(Sample {
        picture,
        row: tidy(&row),
        spans,
        family: 0,
        wears: wears.to_vec(),
        digit_px,
    })
}

/// Width of a piece at most, in heights of a digit, more or less.
fn roominess(piece: &Piece) -> f32 {
    match piece {
        Piece::Sign(..) => 1.6,
        Piece::Word(text, _) => text.chars().count() as f32 * 1.2,
        Piece::Slit(room) | Piece::Gap(room) => *room,
    }
}

fn draw(
    chance: &mut Chance,
    faces: &Faces<'_>,
    field: &mut Field,
    piece: &Piece,
    place: (f32, f32),
    setting: &Setting,
) -> Option<(f32, Option<(f32, f32)>)> {
    let (text, rtl) = match piece {
        Piece::Sign(_, text) => (text, text == "هـ"),
        Piece::Word(text, rtl) => (text, *rtl),
        _ => return None,
    };
    let face = faces.for_piece(piece)?;
    let y = place.1 + chance.normal() * setting.jitter * setting.digit;
    let force = 1.0 - setting.uneven * chance.share();
    Some(face.draw(field, text, rtl, (place.0, y), setting.digit, force))
}

/// First and last row with ink between two columns.
fn ink_rows(field: &Field, from: f32, to: f32) -> Option<(f32, f32)> {
    let inked = |y: &usize| {
        (from.max(0.0) as usize..(to as usize).min(field.width))
            .any(|x| field.values[y * field.width + x] > 0.3)
    };
    let top = (0..field.height).find(inked)?;
    let bottom = (0..field.height).rev().find(inked)?;
    Some((top as f32, bottom as f32 + 1.0))
}

/// A window on a field, turned, sheared and brought to half the size.
struct Cut {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    turn: f32,
    shear: f32,
    stretch: f32,
}

impl Cut {
    fn out(&self, field: &Field, spans: &[(usize, f32, f32)]) -> (Field, Vec<(usize, f32, f32)>) {
        let width = ((self.right - self.left) * self.stretch / 2.0).max(1.0) as usize;
        let height = ((self.bottom - self.top) / 2.0).max(1.0) as usize;
        let (middle_x, middle_y) = (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        );
        let mut small = Field::new(width, height);
        for y in 0..height {
            for x in 0..width {
                let mut sum = 0.0;
                for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                    let across = (x as f32 + dx - width as f32 / 2.0) * 2.0 / self.stretch;
                    let down = (y as f32 + dy - height as f32 / 2.0) * 2.0;
                    let from_x = middle_x + across + down * self.shear;
                    let from_y = middle_y + down + across * self.turn;
                    sum += between(field, from_x - 0.5, from_y - 0.5);
                }
                small.values[y * width + x] = sum / 4.0;
            }
        }
        let place = |x: f32| (x - middle_x) * self.stretch / 2.0 + width as f32 / 2.0;
        let spans = spans
            .iter()
            .map(|(output, from, to)| (*output, place(*from), place(*to)))
            .collect();
        (small, spans)
    }
}

/// The value between four pixels.
pub fn between(field: &Field, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (right_share, low_share) = (x - left, y - top);
    let (left, top) = (left as isize, top as isize);
    let upper = field.at(left, top) * (1.0 - right_share) + field.at(left + 1, top) * right_share;
    let lower =
        field.at(left, top + 1) * (1.0 - right_share) + field.at(left + 1, top + 1) * right_share;
    upper * (1.0 - low_share) + lower * low_share
}
