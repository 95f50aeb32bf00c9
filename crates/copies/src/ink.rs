//! Where the ink of a written page lies, set upright and cut to what is written, so that two scans
//! of one paper lay their ink on the same places, whoever reads the letters and however badly.

use crate::pixels::{Grey, between, correlation, turned};

/// Longest side, in pixels, on which ink is looked for.
const LOOKED_AT: usize = 800;
/// Cells along the short and the long side.
const SHORT: usize = 64;
const LONG: usize = 96;
/// Ink pixels below which there is nothing to lay side by side.
const LEAST_INK: usize = 300;
/// Steepest slant that is set right, in steps of a quarter degree.
const STEPS: i32 = 24;
/// Share of the ink that may lie outside of what is written on each side: specks, edges of the glass.
const STRAY: f32 = 0.01;

/// Ink on 64 by 96 cells, or 96 by 64.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ink {
    wide: bool,
    cells: Vec<u8>,
}

/// How the ink of two pages lies to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlay {
    /// Mean agreement over the places with ink, -1 to 1.
    pub mean: f32,
    /// Agreement of the places that agree worst: a quarter of the ink agrees no better.
    pub worst_quarter: f32,
}

impl Ink {
    /// Of the grey pixels of a page, row by row; nothing where there is too little ink.
    pub fn of(width: usize, height: usize, grey: &[u8]) -> Option<Self> {
        let longest = width.max(height).max(1);
        let scale = (LOOKED_AT as f32 / longest as f32).min(1.0);
        let small = Grey::shrunk(
            (width, height, grey),
            ((width as f32 * scale) as usize).max(1),
            ((height as f32 * scale) as usize).max(1),
        )?;
        let points = dark_points(&small);
        if points.len() < LEAST_INK {
            return None;
        }
        let upright = upright(&points, small.width, small.height);
        let (left, right) = middle_of(upright.iter().map(|(x, _)| *x))?;
        let (top, bottom) = middle_of(upright.iter().map(|(_, y)| *y))?;
        if right - left < 20.0 || bottom - top < 20.0 {
            return None;
        }
        let wide = small.width > small.height;
        let (columns, rows) = if wide { (LONG, SHORT) } else { (SHORT, LONG) };
        let mut sums = vec![0.0f32; columns * rows];
        for (x, y) in upright {
            let x = (x - left) / (right - left) * columns as f32 - 0.5;
            let y = (y - top) / (bottom - top) * rows as f32 - 0.5;
            spread(&mut sums, (columns, rows), x, y);
        }
        // The square root keeps thick letters and stamps from outweighing all else.
        let mean = sums.iter().sum::<f32>() / sums.len() as f32;
        let cells = sums.iter().map(|sum| {
            let level = (sum / mean.max(f32::EPSILON)).sqrt() * 6.0;
            level.round().clamp(0.0, 15.0) as u8
        });
        Some(Self {
            wide,
            cells: cells.collect(),
        })
    }

    /// Two cells a byte behind one byte for the form.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let pairs = self.cells.chunks(2).map(|pair| {
            let high = pair.first().copied().unwrap_or(0);
            high << 4 | pair.get(1).copied().unwrap_or(0)
        });
        std::iter::once(u8::from(self.wide)).chain(pairs).collect()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (form, cells) = bytes.split_first()?;
        if cells.len() * 2 != SHORT * LONG || *form > 1 {
            return None;
        }
        Some(Self {
            wide: *form == 1,
            cells: cells.iter().flat_map(|b| [b >> 4, b & 15]).collect(),
        })
    }

    const fn size(&self) -> (usize, usize) {
        if self.wide {
            (LONG, SHORT)
        } else {
            (SHORT, LONG)
        }
    }

    /// Turned by a quarter, clockwise.
    pub fn turned(&self) -> Self {
        let (width, height) = self.size();
        Self {
            wide: !self.wide,
            cells: turned(&self.cells, width, height),
        }
    }

    /// A picture of the ink in grey, for a perceptual hash.
    pub(crate) fn as_grey(&self) -> (usize, usize, Vec<u8>) {
        let (width, height) = self.size();
        let grey = self.cells.iter().map(|c| 255 - c * 17).collect();
        (width, height, grey)
    }

    /// Lays two pages over each other: as a whole first, then block by block, since a page under a
    /// camera is no rectangle. Nothing where one is upright and the other across.
    pub fn overlay(&self, other: &Self) -> Option<Overlay> {
        if self.wide != other.wide {
            return None;
        }
        let (width, height) = self.size();
        let down = along(&rows(&self.cells, width), &rows(&other.cells, width));
        let across = along(&columns(&self.cells, width), &columns(&other.cells, width));
        let mine: Vec<f32> = self.cells.iter().map(|c| f32::from(*c)).collect();
        let theirs: Vec<f32> = other.cells.iter().map(|c| f32::from(*c)).collect();
        // The other page, brought onto the places of this one.
        let mut laid = Vec::with_capacity(mine.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = (across.apply(x, width), down.apply(y, height));
                laid.push(value(&theirs, (width, height), from_x, from_y));
            }
        }
        let mut blocks = blocks(&mine, &laid, (width, height));
        let ink: f32 = blocks.iter().map(|(_, ink)| ink).sum();
        if ink <= 0.0 {
            return None;
        }
        let mean = blocks.iter().map(|(r, ink)| r * ink).sum::<f32>() / ink;
        blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut worst_quarter = mean;
        let mut seen = 0.0;
        for (r, share) in &blocks {
            seen += share;
            if seen >= ink / 4.0 {
                worst_quarter = *r;
                break;
            }
        }
        Some(Overlay {
            mean,
            worst_quarter,
        })
    }
}

/// The agreement of each block with the best place for it within two cells, and the ink in it.
fn blocks(mine: &[f32], laid: &[f32], (width, height): (usize, usize)) -> Vec<(f32, f32)> {
    const ACROSS: usize = 16;
    const DOWN: usize = 12;
    const REACH: i32 = 2;
    let mut found = Vec::new();
    for top in (0..height).step_by(DOWN) {
        for left in (0..width).step_by(ACROSS) {
            let places = (top..(top + DOWN).min(height))
                .flat_map(|y| (left..(left + ACROSS).min(width)).map(move |x| (x, y)));
            let ink: f32 = places
                .clone()
                .map(|(x, y)| {
                    let place = y * width + x;
                    mine.get(place)
                        .unwrap_or(&0.0)
                        .max(*laid.get(place).unwrap_or(&0.0))
                })
                .sum();
            if ink < (ACROSS * DOWN) as f32 * 1.2 {
                continue;
            }
            let mut best: f32 = -1.0;
            for dy in -REACH..=REACH {
                for dx in -REACH..=REACH {
                    let pairs = places.clone().map(|(x, y)| {
                        let here = mine.get(y * width + x).copied().unwrap_or(0.0);
                        let x = x.checked_add_signed(dx as isize).filter(|x| *x < width);
                        let y = y.checked_add_signed(dy as isize).filter(|y| *y < height);
                        let there = x.zip(y).and_then(|(x, y)| laid.get(y * width + x));
                        (here, there.copied().unwrap_or(0.0))
                    });
                    best = best.max(correlation(pairs));
                }
            }
            found.push((best, ink));
        }
    }
    found
}

/// How places of one page become places of the other, along one side.
#[derive(Debug, Clone, Copy)]
struct Along {
    scale: f32,
    shift: f32,
}

impl Along {
    fn apply(self, at: usize, of: usize) -> f32 {
        let middle = of as f32 / 2.0;
        (at as f32 - middle) * self.scale + middle + self.shift
    }
}

/// The stretch and shift under which two profiles of ink agree best: coarsely over all that cutting
/// and a camera can do, then finely around the best.
fn along(mine: &[f32], theirs: &[f32]) -> Along {
    let plain = Along {
        scale: 1.0,
        shift: 0.0,
    };
    let mut best = (f32::MIN, plain);
    for (reach, stretch, shift) in [((10, 20), 0.025, 1.0f32), ((3, 4), 0.01, 0.25)] {
        let around = best.1;
        let (stretches, shifts): (i32, i32) = reach;
        for step in -stretches..=stretches {
            for moved in -shifts..=shifts {
                let tried = Along {
                    scale: around.scale + step as f32 * stretch,
                    shift: around.shift + moved as f32 * shift,
                };
                let pairs = mine.iter().enumerate().map(|(at, value)| {
                    let from = tried.apply(at, mine.len());
                    (*value, line_value(theirs, from))
                });
                // The least change that explains the ink.
                let cost = 0.12 * (tried.scale - 1.0).abs() + 0.002 * tried.shift.abs();
                let found = correlation(pairs) - cost;
                if found > best.0 {
                    best = (found, tried);
                }
            }
        }
    }
    best.1
}

fn line_value(values: &[f32], at: f32) -> f32 {
    if at < 0.0 || at > values.len() as f32 - 1.0 {
        return 0.0;
    }
    let first = at as usize;
    let part = at - first as f32;
    let get = |i: usize| values.get(i).copied().unwrap_or(0.0);
    get(first) * (1.0 - part) + get(first + 1) * part
}

/// Between cells; nothing outside of them.
fn value(values: &[f32], size: (usize, usize), x: f32, y: f32) -> f32 {
    let inside = |at: f32, cells: usize| (0.0..=cells as f32 - 1.0).contains(&at);
    if inside(x, size.0) && inside(y, size.1) {
        between(values, size, x, y)
    } else {
        0.0
    }
}

fn rows(cells: &[u8], width: usize) -> Vec<f32> {
    let sum = |row: &[u8]| row.iter().map(|c| f32::from(*c)).sum();
    cells.chunks_exact(width).map(sum).collect()
}

fn columns(cells: &[u8], width: usize) -> Vec<f32> {
    let mut sums = vec![0.0; width];
    for row in cells.chunks_exact(width) {
        for (sum, cell) in sums.iter_mut().zip(row) {
            *sum += f32::from(*cell);
        }
    }
    sums
}

fn spread(sums: &mut [f32], (columns, rows): (usize, usize), x: f32, y: f32) {
    if x < -0.5 || y < -0.5 || x >= columns as f32 || y >= rows as f32 {
        return;
    }
    let (left, top) = (x.floor(), y.floor());
    let (dx, dy) = (x - left, y - top);
    for (column, row, share) in [
        (left, top, (1.0 - dx) * (1.0 - dy)),
        (left + 1.0, top, dx * (1.0 - dy)),
        (left, top + 1.0, (1.0 - dx) * dy),
        (left + 1.0, top + 1.0, dx * dy),
    ] {
        if column < 0.0 || row < 0.0 || column >= columns as f32 || row >= rows as f32 {
            continue;
        }
        if let Some(sum) = sums.get_mut(row as usize * columns + column as usize) {
            *sum += share;
        }
    }
}

/// Pixels darker than what surrounds them (Bradley and Roth, 2007), the edges of the picture left out.
fn dark_points(picture: &Grey) -> Vec<(f32, f32)> {
    let (w, h) = (picture.width, picture.height);
    let mut sums = vec![0.0f64; (w + 1) * (h + 1)];
    for y in 0..h {
        let mut line = 0.0;
        for x in 0..w {
            line += f64::from(picture.at(x, y));
            let above = sums.get(y * (w + 1) + x + 1).copied().unwrap_or(0.0);
            if let Some(sum) = sums.get_mut((y + 1) * (w + 1) + x + 1) {
                *sum = above + line;
            }
        }
    }
    let sum_at = |x: usize, y: usize| sums.get(y * (w + 1) + x).copied().unwrap_or(0.0);
    let half = (w.max(h) / 30).max(6);
    let edge = w.max(h) / 50;
    let mut dark = vec![false; w * h];
    for y in edge..h.saturating_sub(edge) {
        for x in edge..w.saturating_sub(edge) {
            let (top, bottom) = (y.saturating_sub(half), (y + half + 1).min(h));
            let (left, right) = (x.saturating_sub(half), (x + half + 1).min(w));
            let sum = sum_at(right, bottom) + sum_at(left, top)
                - sum_at(left, bottom)
                - sum_at(right, top);
            let mean = (sum / ((bottom - top) * (right - left)) as f64) as f32;
            let shade = picture.at(x, y);
            if shade < mean * 0.85
                && shade + 16.0 < mean
                && let Some(pixel) = dark.get_mut(y * w + x)
            {
                *pixel = true;
            }
        }
    }
    letters(&mut dark, w)
}

/// The dark pixels that may be writing: joined pieces, neither specks nor as long as the edge of a
/// sheet, a rule, a fold.
fn letters(dark: &mut [bool], width: usize) -> Vec<(f32, f32)> {
    const SPECK: usize = 4;
    let longest = width.max(dark.len() / width.max(1)) / 4;
    let mut points = Vec::new();
    let (mut piece, mut open) = (Vec::new(), Vec::new());
    for start in 0..dark.len() {
        if !dark.get(start).copied().unwrap_or(false) {
            continue;
        }
        piece.clear();
        open.push(start);
        if let Some(pixel) = dark.get_mut(start) {
            *pixel = false;
        }
        let (mut least, mut most) = ((usize::MAX, usize::MAX), (0, 0));
        while let Some(at) = open.pop() {
            piece.push(at);
            let (x, y) = (at % width, at / width);
            least = (least.0.min(x), least.1.min(y));
            most = (most.0.max(x), most.1.max(y));
            for down in -1isize..=1 {
                for across in -1isize..=1 {
                    let beside = at
                        .checked_add_signed(down * width as isize + across)
                        .filter(|p| (p % width).abs_diff(x) <= 1);
                    if let Some(beside) = beside
                        && let Some(pixel) = dark.get_mut(beside)
                        && *pixel
                    {
                        *pixel = false;
                        open.push(beside);
                    }
                }
            }
        }
        let long = (most.0 - least.0).max(most.1 - least.1);
        if piece.len() >= SPECK && long <= longest {
            points.extend(
                piece
                    .iter()
                    .map(|at| ((at % width) as f32, (at / width) as f32)),
            );
        }
    }
    points
}

/// The points turned so that lines of writing lie level: where the rows are fullest and emptiest.
fn upright(points: &[(f32, f32)], width: usize, height: usize) -> Vec<(f32, f32)> {
    let (cx, cy) = (width as f32 / 2.0, height as f32 / 2.0);
    let every = points.len().div_ceil(12_000).max(1);
    let mut best = (-1.0f64, 0.0f32);
    for step in -STEPS..=STEPS {
        let angle = (step as f32 * 0.25).to_radians();
        let (sin, cos) = angle.sin_cos();
        let mut rows = vec![0.0f64; height * 2];
        for (x, y) in points.iter().step_by(every) {
            let y = (y - cy) * cos + (x - cx) * sin + height as f32;
            if let Some(row) = rows.get_mut(y.max(0.0) as usize) {
                *row += 1.0;
            }
        }
        // A slant must pay for itself, or noise turns a page.
        let sharp = rows.iter().map(|n| n * n).sum::<f64>() * (1.0 - 0.002 * f64::from(step.abs()));
        if sharp > best.0 {
            best = (sharp, angle);
        }
    }
    let (sin, cos) = best.1.sin_cos();
    points
        .iter()
        .map(|(x, y)| {
            let (x, y) = (x - cx, y - cy);
            (x * cos - y * sin + cx, y * cos + x * sin + cy)
        })
        .collect()
}

/// From where to where the values lie, a small share on each side left out.
fn middle_of(values: impl Iterator<Item = f32>) -> Option<(f32, f32)> {
    let mut sorted: Vec<f32> = values.collect();
    sorted.sort_by(f32::total_cmp);
    let stray = (sorted.len() as f32 * STRAY) as usize;
    let first = sorted.get(stray)?;
    let last = sorted.get(sorted.len().checked_sub(stray + 1)?)?;
    Some((*first, *last))
}
