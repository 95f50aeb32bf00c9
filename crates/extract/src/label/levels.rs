//! Bright areas: the joined pixels above each shade, for all shades at once.
//!
//! A card is a joined area that hardly grows while the shade sinks from its own to that of its
//! surroundings, however bright either is (extremal regions; Matas and others, 2002). Each such area
//! is told once.

use super::quad::Point;
use image::GrayImage;

/// Shades of one step.
const STEP: u8 = 4;
const STEPS: usize = 256 / STEP as usize;
/// Areas of a step that are looked at, the largest first: a chequer has thousands.
const MOST_OF_A_STEP: usize = 160;
/// An area is another one where it grows by more than this share in one step.
const GROWN: f32 = 0.14;
/// How far an area may be from a filled rectangle by its moments; writing takes a part of it.
const FILLED: std::ops::RangeInclusive<f32> = 0.42..=1.16;
const SLENDER: f32 = 10.0;

/// An area that stays about the same over some steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    /// A pixel of it.
    pub seed: u32,
    /// It holds the joined pixels of at least this shade.
    pub shade: u8,
    /// In pixels, at this shade.
    pub pixels: u32,
    /// Over how many shades it stayed so.
    pub steady: u8,
}

/// Sums over the pixels of an area, by which its shape is told.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.xy += other.xy;
        self.yy += other.yy;
    }

    /// Whether the area may be a filled rectangle: a rectangle of `a` by `b` has the variances a²/12
    /// and b²/12 along its sides.
    fn may_be_card(&self) -> bool {
        let (mean_x, mean_y) = (self.x / self.count, self.y / self.count);
        let xx = self.xx / self.count - mean_x * mean_x + 1.0 / 12.0;
        let yy = self.yy / self.count - mean_y * mean_y + 1.0 / 12.0;
        let xy = self.xy / self.count - mean_x * mean_y;
        let spread = (xx * yy - xy * xy).max(1e-9);
        let filled = self.count / (12.0 * spread.sqrt());
        let half = (xx + yy) / 2.0;
        let apart = (half * half - spread).max(0.0).sqrt();
        let slender = ((half + apart) / (half - apart).max(1e-9)).sqrt();
        FILLED.contains(&(filled as f32)) && (slender as f32) < SLENDER
    }
}

/// An area as it was seen at one step.
struct Seen {
    root: u32,
    area: Area,
    may_be_card: bool,
}

/// The areas of at least `least` and at most `most` pixels, steadiest first.
pub(super) fn areas(picture: &GrayImage, least: u32, most: u32) -> Vec<Area> {
    let width = picture.width() as usize;
    let shades = picture.as_raw();
    let (order, starts) = by_shade(shades);
    let mut joined = Joined::of(shades.len(), width);
    let mut found = Vec::new();
    let mut open: Vec<Seen> = Vec::new();
    for step in (0..STEPS).rev() {
        let (from, to) = (
            starts.get(step).copied().unwrap_or(0),
            starts.get(step + 1).copied().unwrap_or(0),
        );
        for pixel in order.get(from..to).unwrap_or_default() {
            joined.take(*pixel, width);
        }
        let shade = (step * usize::from(STEP)) as u8;
        let here = joined.large(least, most);
        let mut next: Vec<Seen> = Vec::with_capacity(here.len());
        for root in here {
            let Some(sums) = joined.sums.get(root as usize) else {
                continue;
            };
            next.push(Seen {
                root,
                area: Area {
                    seed: root,
                    shade,
                    pixels: sums.count as u32,
                    steady: 0,
                },
                may_be_card: sums.may_be_card(),
            });
        }
        // The largest area of the step before that went into each of these.
        let mut grown_from: Vec<Option<usize>> = vec![None; next.len()];
        for (at, before) in open.iter().enumerate() {
            let root = joined.root(before.root);
            let Some(place) = next.iter().position(|seen| seen.root == root) else {
                continue;
            };
            if let Some(largest) = grown_from.get_mut(place)
                && largest
                    .and_then(|at| open.get(at))
                    .is_none_or(|known| known.area.pixels < before.area.pixels)
            {
                *largest = Some(at);
            }
        }
        let mut goes_on = vec![false; open.len()];
        for (seen, before) in next.iter_mut().zip(&grown_from) {
            let Some((at, before)) = before.and_then(|at| Some((at, open.get(at)?))) else {
                continue;
            };
            let pixels = before.area.pixels as f32;
            if seen.area.pixels as f32 <= pixels * (1.0 + GROWN)
                && seen.may_be_card == before.may_be_card
            {
                seen.area.steady = before.area.steady.saturating_add(STEP);
                if let Some(flag) = goes_on.get_mut(at) {
                    *flag = true;
                }
            }
        }
        found.extend(
            open.iter()
                .zip(&goes_on)
                .filter(|(seen, goes_on)| !**goes_on && seen.may_be_card && seen.area.steady > 0)
                .map(|(seen, _)| seen.area),
        );
        open = next;
    }
    let last = open
        .iter()
        .filter(|seen| seen.may_be_card && seen.area.steady > 0);
    found.extend(last.map(|seen| seen.area));
    // In the middle of the steady shades both its edge and its surroundings are clear.
    for area in &mut found {
        area.shade = area.shade.saturating_add(area.steady / 2 / STEP * STEP);
    }
    found.sort_by_key(|area| std::cmp::Reverse((area.steady, area.pixels)));
    found
}

/// All pixels by rising shade, and where each step begins.
fn by_shade(shades: &[u8]) -> (Vec<u32>, Vec<usize>) {
    let step = |shade: u8| usize::from(shade / STEP);
    let mut starts = vec![0usize; STEPS + 1];
    for shade in shades {
        if let Some(count) = starts.get_mut(step(*shade) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut order = vec![0u32; shades.len()];
    for (at, shade) in (0u32..).zip(shades) {
        if let Some(place) = next.get_mut(step(*shade)) {
            if let Some(entry) = order.get_mut(*place) {
                *entry = at;
            }
            *place += 1;
        }
    }
    (order, starts)
}

/// Areas while pixels are still coming.
struct Joined {
    /// The way to the root of each pixel; not yet there where [`NOT_YET`].
    up: Vec<u32>,
    /// Of roots only.
    sums: Vec<Sums>,
    /// Roots that have reached the least size.
    larger: Vec<u32>,
    width: usize,
}

const NOT_YET: u32 = u32::MAX;
/// Pixels from which an area is kept in the list of larger ones.
const NOTED: f64 = 64.0;

impl Joined {
    fn of(pixels: usize, width: usize) -> Self {
        Self {
            up: vec![NOT_YET; pixels],
            sums: vec![Sums::default(); pixels],
            larger: Vec::new(),
            width,
        }
    }

    fn take(&mut self, pixel: u32, width: usize) {
        let at = pixel as usize;
        let (x, y) = ((at % self.width) as f64, (at / self.width) as f64);
        if let (Some(up), Some(sums)) = (self.up.get_mut(at), self.sums.get_mut(at)) {
            *up = pixel;
            *sums = Sums {
                count: 1.0,
                x,
                y,
                xx: x * x,
                xy: x * y,
                yy: y * y,
            };
        }
        let column = at % width;
        let beside = [
            (column > 0).then(|| at - 1),
            (column + 1 < width).then_some(at + 1),
            at.checked_sub(width),
            Some(at + width),
        ];
        for other in beside.into_iter().flatten() {
            if self.up.get(other).is_some_and(|up| *up != NOT_YET) {
                self.join(pixel, other as u32);
            }
        }
    }

    fn root(&mut self, pixel: u32) -> u32 {
        let mut at = pixel;
        while let Some(up) = self.up.get(at as usize).copied()
            && up != at
        {
            let higher = self.up.get(up as usize).copied().unwrap_or(up);
            if let Some(place) = self.up.get_mut(at as usize) {
                *place = higher;
            }
            at = higher;
        }
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let count = |root: u32| self.sums.get(root as usize).map_or(0.0, |sums| sums.count);
        let (keep, give) = if count(one) >= count(other) {
            (one, other)
        } else {
            (other, one)
        };
        let given = self.sums.get(give as usize).copied().unwrap_or_default();
        if let Some(up) = self.up.get_mut(give as usize) {
            *up = keep;
        }
        if let Some(sums) = self.sums.get_mut(keep as usize) {
            let before = sums.count;
            sums.add(&given);
            if before < NOTED && sums.count >= NOTED {
                self.larger.push(keep);
            }
        }
    }

    /// The roots of areas between these sizes; the largest where there are too many.
    fn large(&mut self, least: u32, most: u32) -> Vec<u32> {
        let larger = std::mem::take(&mut self.larger);
        let mut roots: Vec<u32> = larger.into_iter().map(|pixel| self.root(pixel)).collect();
        roots.sort_unstable();
        roots.dedup();
        self.larger.clone_from(&roots);
        let size = |root: &u32| {
            self.sums
                .get(*root as usize)
                .map_or(0, |sums| sums.count as u32)
        };
        roots.retain(|root| (least..=most).contains(&size(root)));
        roots.sort_by_key(|root| std::cmp::Reverse(size(root)));
        roots.truncate(MOST_OF_A_STEP);
        roots
    }
}

/// The shape of an area: for each of its rows the outermost pixels.
pub(super) struct Shape {
    pub pixels: u32,
    /// Outer corners of the pixels at the ends of rows.
    pub outline: Vec<Point>,
}

/// A row of an area: which, its first and its last pixel.
pub(super) type Row = (u32, u32, u32);

/// A reusable stencil of the size of a picture.
pub(super) struct Stencil {
    marked: Vec<u16>,
    round: u16,
    width: u32,
}

impl Stencil {
    pub(super) fn of(picture: &GrayImage) -> Self {
        Self {
            marked: vec![0; picture.as_raw().len()],
            round: 0,
            width: picture.width(),
        }
    }

    /// The shape of the area that was walked last, which has these rows; `worn` times its outermost pixels
    /// are taken off, which parts it from what it hardly touches, and then put back on the outline.
    pub(super) fn shape(&self, rows: &[Row], area: &Area, worn: u32) -> Option<Shape> {
        let top = rows.first()?.0;
        if worn == 0 {
            return Some(outlined(
                top,
                rows.iter().map(|(_, left, right)| (*left, *right)),
                area.pixels,
            ));
        }
        let left = rows.iter().map(|row| row.1).min()?;
        let right = rows.iter().map(|row| row.2).max()?;
        let (width, height) = ((right - left + 1) as usize, rows.len());
        let mut mask = vec![false; width * height];
        for (at, place) in mask.iter_mut().enumerate() {
            let (x, y) = ((at % width) as u32 + left, (at / width) as u32 + top);
            *place = self.is_marked(x, y);
        }
        fill_holes(&mut mask, width);
        let kept = largest(&opened(&mask, width, worn as usize), width);
        let pixels = kept.iter().filter(|kept| **kept).count() as u32;
        let mut ends = Vec::new();
        let mut first = None;
        for (y, row) in (0u32..).zip(kept.chunks_exact(width.max(1))) {
            let from = row.iter().position(|kept| *kept);
            let to = row.iter().rposition(|kept| *kept);
            if let (Some(from), Some(to)) = (from, to) {
                first = first.or(Some(y));
                ends.push((left + from as u32, left + to as u32));
            }
        }
        Some(outlined(top + first?, ends.into_iter(), pixels))
    }

    fn is_marked(&self, x: u32, y: u32) -> bool {
        let at = (y * self.width + x) as usize;
        self.marked.get(at) == Some(&self.round)
    }

    /// Walks an area, and gives its rows from the top.
    pub(super) fn walk(&mut self, picture: &GrayImage, area: &Area) -> Vec<Row> {
        if self.round == u16::MAX {
            self.marked.fill(0);
            self.round = 0;
        }
        self.round += 1;
        let (width, shades) = (self.width as usize, picture.as_raw());
        let mut waiting = vec![area.seed as usize];
        let mut ends: std::collections::BTreeMap<u32, (u32, u32)> =
            std::collections::BTreeMap::new();
        while let Some(at) = waiting.pop() {
            let free = |at: usize, marked: &[u16]| {
                shades.get(at).is_some_and(|shade| *shade >= area.shade)
                    && marked.get(at) != Some(&self.round)
            };
            if !free(at, &self.marked) {
                continue;
            }
            let row = at / width * width;
            let (mut left, mut right) = (at, at);
            while left > row && free(left - 1, &self.marked) {
                left -= 1;
            }
            while right + 1 < row + width && free(right + 1, &self.marked) {
                right += 1;
            }
            if let Some(run) = self.marked.get_mut(left..=right) {
                run.fill(self.round);
            }
            let (x, to) = ((left - row) as u32, (right - row) as u32);
            let end = ends.entry((row / width) as u32).or_insert((x, to));
            *end = (end.0.min(x), end.1.max(to));
            for line in [left.checked_sub(width), Some(left + width)]
                .into_iter()
                .flatten()
            {
                let mut inside = false;
                for other in line..=line + (right - left) {
                    let fits = free(other, &self.marked);
                    if fits && !inside {
                        waiting.push(other);
                    }
                    inside = fits;
                }
            }
        }
        ends.into_iter()
            .map(|(y, (left, right))| (y, left, right))
            .collect()
    }
}

fn outlined(top: u32, ends: impl Iterator<Item = (u32, u32)>, pixels: u32) -> Shape {
    let mut outline = Vec::new();
    for (y, (left, right)) in (top..).zip(ends) {
        let (y, left, right) = (y as f32, left as f32, right as f32 + 1.0);
        outline.extend([(left, y), (left, y + 1.0), (right, y), (right, y + 1.0)]);
    }
    Shape { pixels, outline }
}

/// Sets what is shut in on all sides: writing on a card is no way into it.
fn fill_holes(mask: &mut [bool], width: usize) {
    let height = mask.len() / width.max(1);
    let mut outside = vec![false; mask.len()];
    let mut waiting: Vec<usize> = (0..width)
        .flat_map(|x| [x, (height.max(1) - 1) * width + x])
        .chain((0..height).flat_map(|y| [y * width, y * width + width - 1]))
        .collect();
    while let Some(at) = waiting.pop() {
        if mask.get(at) != Some(&false) || outside.get(at) != Some(&false) {
            continue;
        }
        if let Some(place) = outside.get_mut(at) {
            *place = true;
        }
        let x = at % width.max(1);
        waiting.extend((x > 0).then(|| at - 1));
        waiting.extend((x + 1 < width).then_some(at + 1));
        waiting.extend(at.checked_sub(width));
        waiting.push(at + width);
    }
    for (set, outside) in mask.iter_mut().zip(&outside) {
        *set = !outside;
    }
}

/// Taken off at every edge and put back: what is thinner than twice `by` is gone.
fn opened(mask: &[bool], width: usize, by: usize) -> Vec<bool> {
    let off = turned_over(mask, width, by, true);
    turned_over(&off, width, by, false)
}

/// Each pixel whose square of neighbours is all set, or any of them.
fn turned_over(mask: &[bool], width: usize, by: usize, all: bool) -> Vec<bool> {
    let height = mask.len() / width.max(1);
    let mut across = vec![false; mask.len()];
    let span = |count: usize, length: usize| count + by < length && count >= by;
    for (y, row) in mask.chunks_exact(width.max(1)).enumerate() {
        let mut sums = Vec::with_capacity(width + 1);
        sums.push(0usize);
        for set in row {
            sums.push(sums.last().copied().unwrap_or(0) + usize::from(*set));
        }
        for x in 0..width {
            let (from, to) = (x.saturating_sub(by), (x + by + 1).min(width));
            let count = sums.get(to).copied().unwrap_or(0) - sums.get(from).copied().unwrap_or(0);
            let fits = if all {
                count == 2 * by + 1 && span(x, width)
            } else {
                count > 0
            };
            if let Some(place) = across.get_mut(y * width + x) {
                *place = fits;
            }
        }
    }
    let mut down = vec![false; mask.len()];
    for x in 0..width {
        let mut sums = Vec::with_capacity(height + 1);
        sums.push(0usize);
        for y in 0..height {
            let set = across.get(y * width + x).copied().unwrap_or(false);
            sums.push(sums.last().copied().unwrap_or(0) + usize::from(set));
        }
        for y in 0..height {
            let (from, to) = (y.saturating_sub(by), (y + by + 1).min(height));
            let count = sums.get(to).copied().unwrap_or(0) - sums.get(from).copied().unwrap_or(0);
            let fits = if all {
                count == 2 * by + 1 && span(y, height)
            } else {
                count > 0
            };
            if let Some(place) = down.get_mut(y * width + x) {
                *place = fits;
            }
        }
    }
    down
}

/// The largest joined part.
fn largest(mask: &[bool], width: usize) -> Vec<bool> {
    let mut part = vec![0u32; mask.len()];
    let (mut best, mut most, mut next) = (0u32, 0usize, 0u32);
    for start in 0..mask.len() {
        if mask.get(start) != Some(&true) || part.get(start) != Some(&0) {
            continue;
        }
        next += 1;
        let mut waiting = vec![start];
        let mut count = 0usize;
        while let Some(at) = waiting.pop() {
            if mask.get(at) != Some(&true) || part.get(at) != Some(&0) {
                continue;
            }
            if let Some(place) = part.get_mut(at) {
                *place = next;
            }
            count += 1;
            let x = at % width.max(1);
            waiting.extend((x > 0).then(|| at - 1));
            waiting.extend((x + 1 < width).then_some(at + 1));
            waiting.extend(at.checked_sub(width));
            waiting.push(at + width);
        }
        if count > most {
            (best, most) = (next, count);
        }
    }
    part.iter().map(|part| *part == best && best > 0).collect()
}
