//! Label photographs: a plain pattern with a white label on it. The pattern never shows anything.

use crate::SampleError;
use crate::chance::Chance;
use crate::day::{Day, Digits};
use crate::exif::{self, Note};
use crate::ink;
use crate::sheet::FOOTER;
use crate::typeface::{Style, Typefaces};
use crate::world::World;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use serde::Serialize;

const WIDTH: u32 = 1632;
const HEIGHT: u32 = 1224;
const LABEL: (u32, u32) = (560, 372);

/// The numbers on a label.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fields {
    pub(crate) detainee_number: String,
    pub(crate) branch: String,
    pub(crate) body_number: String,
    pub(crate) date: String,
}

/// The camera, as it names itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Camera {
    pub(crate) make: String,
    pub(crate) model: String,
    pub(crate) serial: String,
}

/// A photograph and what is on it.
pub(crate) struct Photo {
    pub(crate) bytes: Vec<u8>,
    pub(crate) day: Day,
    pub(crate) second: i64,
    pub(crate) photographer: String,
    pub(crate) folder_number: String,
    pub(crate) file_name: String,
    pub(crate) fields: Fields,
    pub(crate) label_text: String,
    pub(crate) label_polygon: [[i32; 2]; 4],
    pub(crate) label_box: [i32; 4],
    pub(crate) camera: Camera,
    pub(crate) taken: String,
    pub(crate) digits: Digits,
}

impl Photo {
    pub(crate) const SIZE: (u32, u32) = (WIDTH, HEIGHT);
}

/// Takes photograph `n` of `of`. Two photographs in a row show the same label.
pub(crate) fn take(
    world: &World,
    types: &Typefaces,
    chance: &Chance,
    n: u32,
    of: u32,
) -> Result<Photo, SampleError> {
    let mut series = chance.apart("series", u64::from(n / 2));
    let mut chance = chance.apart("photo", u64::from(n));
    let people = world.people.len().max(1);
    let place = (n / 2 * 3) as usize % people;
    let Some(person) = world.people.get(place) else {
        return Err(SampleError::Table("given".to_owned()));
    };
    let day = Day::FIRST.plus(1_150 + i64::from(n / 2) * 300 / i64::from(of.max(1)));
    let digits = if series.happens(50) {
        Digits::Western
    } else {
        Digits::ArabicIndic
    };
    let fields = Fields {
        detainee_number: person.number.to_string(),
        branch: world.branch(person.branch).number,
        body_number: (2_040 + n / 2).to_string(),
        date: day.iso(),
    };
    let label_text = digits.write(&format!(
        "رقم الموقوف: {}\nالفرع: {}\nالرقم الشرعي: {}\nالتاريخ: {}",
        fields.detainee_number,
        fields.branch,
        fields.body_number,
        day.slashed()
    ));
    let photographer = series.pick(&world.words.texts("photographer")?);
    let camera = Camera {
        make: "SAMPLE OPTICS".to_owned(),
        model: format!("Neutral {}", 100 + 100 * series.between(1, 3)),
        serial: format!("{:08}", series.between(1_000_000, 9_999_999)),
    };
    let second = 32_400 + i64::from(n % 2) * 44 + i64::from(n / 2) * 610 % 14_400;
    let (year, month, date) = day.parts();
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    let clock = format!("{hour:02}:{minute:02}:{:02}", second % 60);
    let mut image = pattern(&mut chance);
    let angle = if series.happens(50) {
        0.0
    } else {
        chance.around(0.07)
    };
    let middle = (
        WIDTH as f32 * (0.32 + chance.share() * 0.36),
        HEIGHT as f32 * (0.3 + chance.share() * 0.36),
    );
    let label_polygon = put_label(&mut image, &label(types, &label_text), middle, angle);
    footer(&mut image, types);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 80).encode_image(&image)?;
    let note = Note {
        make: &camera.make,
        model: &camera.model,
        serial: &camera.serial,
        taken: &format!("{year:04}:{month:02}:{date:02} {clock}"),
        width: WIDTH,
        height: HEIGHT,
    };
    let across = label_polygon.map(|[x, _]| x);
    let down = label_polygon.map(|[_, y]| y);
    let least = |list: [i32; 4]| list.into_iter().min().unwrap_or(0);
    let most = |list: [i32; 4]| list.into_iter().max().unwrap_or(0);
    Ok(Photo {
        bytes: exif::with_note(&jpeg, &note),
        day,
        second,
        photographer,
        folder_number: fields.detainee_number.clone(),
        file_name: format!("IMG_{:04}.JPG", 2_200 + n),
        fields,
        label_text,
        label_polygon,
        label_box: [least(across), least(down), most(across), most(down)],
        camera,
        taken: format!("{}T{clock}", day.iso()),
        digits,
    })
}

/// A gradient, stripes, diamonds or squares.
fn pattern(chance: &mut Chance) -> RgbImage {
    // Cool colours only, so that no pattern can be taken for skin.
    let mut colour = || {
        [(50.0, 60.0), (90.0, 90.0), (110.0, 90.0)].map(|(low, more)| low + chance.share() * more)
    };
    let (one, two) = (colour(), colour());
    let kind = chance.between(0, 3);
    let (wave, turn) = (40.0 + chance.share() * 120.0, chance.around(1.5));
    let (sin, cos) = turn.sin_cos();
    let mut bits = 0u64;
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (x, y) = (
            x as f32 - WIDTH as f32 / 2.0,
            y as f32 - HEIGHT as f32 / 2.0,
        );
        let along = x * cos + y * sin;
        let share = match kind {
            0 => (along / WIDTH as f32 + 0.5).clamp(0.0, 1.0),
            1 => ((along / wave).sin() * 4.0).clamp(-1.0, 1.0) * 0.5 + 0.5,
            2 => ((x.abs() + y.abs()) / wave).sin() * 0.5 + 0.5,
            _ => {
                let across = y * cos - x * sin;
                let odd = (along / wave).floor() + (across / wave).floor();
                if odd.rem_euclid(2.0) < 1.0 {
                    0.15
                } else {
                    0.85
                }
            }
        };
        if bits == 0 {
            bits = chance.next() | 1 << 63;
        }
        let noise = (bits & 7) as f32 - 3.5;
        bits >>= 3;
        let mix = |a: f32, b: f32| (a + (b - a) * share + noise).clamp(0.0, 255.0) as u8;
        let ([a, b, c], [d, e, f]) = (one, two);
        Rgb([mix(a, d), mix(b, e), mix(c, f)])
    })
}

/// The label itself, lying straight.
fn label(types: &Typefaces, text: &str) -> RgbImage {
    let mut image = RgbImage::from_pixel(LABEL.0, LABEL.1, Rgb([252, 252, 250]));
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        if x < 3 || y < 3 || x + 3 >= LABEL.0 || y + 3 >= LABEL.1 {
            *pixel = Rgb([40, 40, 40]);
        }
    }
    for (n, text) in text.lines().enumerate() {
        let line = types.shape(text, Style::Bold);
        let size = 58.0_f32.min((LABEL.0 as f32 - 60.0) / line.width.max(0.1));
        let at = (
            LABEL.0 as f32 - 30.0 - line.width * size,
            78.0 + 84.0 * n as f32,
        );
        ink::write(&mut image, types, &line, at, size, [18, 18, 20]);
    }
    image
}

/// Lays the label on the image; answers its four corners.
fn put_label(
    image: &mut RgbImage,
    label: &RgbImage,
    middle: (f32, f32),
    angle: f32,
) -> [[i32; 2]; 4] {
    let (half_width, half_height) = (LABEL.0 as f32 / 2.0, LABEL.1 as f32 / 2.0);
    let (sin, cos) = angle.sin_cos();
    let reach = half_width.hypot(half_height) as i32 + 1;
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let (x, y) = (dx as f32, dy as f32);
            let (along, down) = (
                x * cos + y * sin + half_width,
                y * cos - x * sin + half_height,
            );
            if along < 0.0 || down < 0.0 {
                continue;
            }
            let to = (middle.0 as i32 + dx, middle.1 as i32 + dy);
            let (Ok(to_x), Ok(to_y)) = (u32::try_from(to.0), u32::try_from(to.1)) else {
                continue;
            };
            if let (Some(from), Some(to)) = (
                label.get_pixel_checked(along as u32, down as u32),
                image.get_pixel_mut_checked(to_x, to_y),
            ) {
                *to = *from;
            }
        }
    }
    [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(right, down)| {
        let (x, y) = (right * half_width, down * half_height);
        [
            (middle.0 + x * cos - y * sin) as i32,
            (middle.1 + x * sin + y * cos) as i32,
        ]
    })
}

fn footer(image: &mut RgbImage, types: &Typefaces) {
    let line = types.shape(FOOTER, Style::Latin);
    let at = (
        (WIDTH as f32 - line.width * 24.0) / 2.0,
        HEIGHT as f32 - 16.0,
    );
    ink::write(image, types, &line, at, 24.0, [0, 0, 0]);
}
