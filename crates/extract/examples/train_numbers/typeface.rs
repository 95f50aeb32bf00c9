//! Typefaces of the machine, and shaped pieces of text drawn with them.

use ab_glyph::{Font as _, FontRef, GlyphId, PxScale, point};
use rustybuzz::{Direction, UnicodeBuffer};

/// One font file.
pub struct Typeface {
    pub family: String,
    pub file: String,
    font: FontRef<'static>,
    shaper: rustybuzz::Face<'static>,
    /// Height of a digit, as a share of the em.
    digit: f32,
    /// Which scripts of digits it draws as they should be: eastern, Persian, western.
    pub eastern: bool,
    pub persian: bool,
    pub western: bool,
    /// Whether it is made for titles rather than for texts.
    pub display: bool,
    /// Whether it has the letters of Arabic.
    pub letters: bool,
}

/// A field of coverage, 0 to 1, row after row.
#[derive(Debug, Clone)]
pub struct Field {
    pub width: usize,
    pub height: usize,
    pub values: Vec<f32>,
}

impl Field {
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            values: vec![0.0; width * height],
        }
    }

    /// The part from one corner up to another.
    pub fn window(&self, from: (usize, usize), to: (usize, usize)) -> Self {
        let right = to.0.clamp(from.0 + 1, self.width);
        let low = to.1.clamp(from.1 + 1, self.height);
        let mut part = Self::new(right - from.0, low - from.1);
        let rows = self.values.chunks_exact(self.width).skip(from.1);
        for (target, row) in part.values.chunks_exact_mut(right - from.0).zip(rows) {
            target.copy_from_slice(&row[from.0..right]);
        }
        part
    }

    pub fn at(&self, x: isize, y: isize) -> f32 {
        if x < 0 || y < 0 || x as usize >= self.width || y as usize >= self.height {
            return 0.0;
        }
        self.values[y as usize * self.width + x as usize]
    }

    pub fn darken(&mut self, x: isize, y: isize, value: f32) {
        if x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height {
            let slot = &mut self.values[y as usize * self.width + x as usize];
            *slot = (*slot + value - *slot * value).clamp(0.0, 1.0);
        }
    }
}

impl Typeface {
    pub fn load(path: &std::path::Path, family: &str, scripts: &str) -> Option<Self> {
        let bytes: &'static [u8] = Box::leak(std::fs::read(path).ok()?.into_boxed_slice());
        let file = path.file_name()?.to_string_lossy().into_owned();
        Self::of(bytes, family, &file, scripts)
    }

    pub fn of(bytes: &'static [u8], family: &str, file: &str, scripts: &str) -> Option<Self> {
        let font = FontRef::try_from_slice(bytes).ok()?;
        let shaper = rustybuzz::Face::from_slice(bytes, 0)?;
        let has = |text: &str| text.chars().all(|sign| font.glyph_id(sign).0 != 0);
        let em = font.units_per_em()?;
        let tall = |sign: char| {
            font.outline(font.glyph_id(sign))
                .map_or(0.0, |outline| outline.bounds.height().abs() / em)
        };
        let (eastern, western) = (has("٠١٢٣٤٥٦٧٨٩"), has("0123456789"));
        let digit = match (eastern, western) {
            (true, _) => tall('٨').max(tall('٣')),
            (_, true) => tall('8'),
            _ => return None,
        };
        if digit < 0.05 {
            return None;
        }
        Some(Self {
            family: family.to_owned(),
            file: file.to_owned(),
            eastern: eastern && scripts.contains('e'),
            persian: has("۰۱۲۳۴۵۶۷۸۹") && scripts.contains('p'),
            western: western && scripts.contains('w'),
            display: false,
            letters: has("ابتثجحخدرسصعقهو") && scripts.contains('l'),
            font,
            shaper,
            digit,
        })
    }

    pub fn has(&self, text: &str) -> bool {
        text.chars().all(|sign| self.font.glyph_id(sign).0 != 0)
    }

    /// Draws a piece with its pen at `x` on the base line `y`; gives the pen's way and the ink's ends.
    pub fn draw(
        &self,
        field: &mut Field,
        text: &str,
        rtl: bool,
        place: (f32, f32),
        digit_px: f32,
        force: f32,
    ) -> (f32, Option<(f32, f32)>) {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let shaped = rustybuzz::shape(&self.shaper, &[], buffer);
        let unit = digit_px / self.digit / self.shaper.units_per_em() as f32;
        // ab_glyph scales by the height of the face.
        let em = self.font.units_per_em().unwrap_or(1000.0);
        let scale = digit_px / self.digit / em * self.font.height_unscaled();
        let mut pen = place.0;
        let mut ends: Option<(f32, f32)> = None;
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let at = point(
                pen + position.x_offset as f32 * unit,
                place.1 - position.y_offset as f32 * unit,
            );
            let glyph =
                GlyphId(info.glyph_id as u16).with_scale_and_position(PxScale::from(scale), at);
            if let Some(outlined) = self.font.outline_glyph(glyph) {
                let bounds = outlined.px_bounds();
                outlined.draw(|x, y, coverage| {
                    field.darken(
                        bounds.min.x as isize + x as isize,
                        bounds.min.y as isize + y as isize,
                        coverage.clamp(0.0, 1.0) * force,
                    );
                });
                let (low, high) = ends.unwrap_or((f32::MAX, f32::MIN));
                ends = Some((low.min(bounds.min.x), high.max(bounds.max.x)));
            }
            pen += position.x_advance as f32 * unit;
        }
        (pen - place.0, ends)
    }
}

/// Fonts by what they are used for; no family is in two of them.
#[derive(Default)]
pub struct Fonts {
    /// Learned from.
    pub train: Vec<Typeface>,
    /// Kept back, to make confidence mean what it says.
    pub calibrate: Vec<Typeface>,
    /// Kept back, to tell how well the net reads.
    pub test: Vec<Typeface>,
}

/// Loads the fonts of the table beside this file that are found under a folder.
pub fn load_all(folder: &std::path::Path) -> Fonts {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(entry.file_name().to_string_lossy().into_owned(), path);
            }
        }
    }
    let mut fonts = Fonts::default();
    let table = include_str!("fonts.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, family, role, scripts, style, ..] = cells[..] else {
            continue;
        };
        let face = found
            .get(file)
            .and_then(|path| Typeface::load(path, family, scripts));
        let Some(mut face) = face else {
            eprintln!("{file}: not on this machine or not to be read, left out");
            continue;
        };
        face.display = style == "display";
        match role {
            "calibrate" => fonts.calibrate.push(face),
            "test" => fonts.test.push(face),
            _ => fonts.train.push(face),
        }
    }
    fonts
}
