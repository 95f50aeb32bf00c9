//! From pieces of ink to lines, and from lines to the stretches that are read one by one: words that
//! stand together, each cell of a table by itself.

use super::ink::{Piece, Pieces};
use super::rules::Rules;
use super::sheet::Sheet;
use super::writing;
use std::ops::RangeInclusive;

/// What is read at one go: a stretch of a line without a wide gap and without a rule across it.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub block: Block,
    /// Counted from 0, down the page and then column by column from the left.
    pub line: u32,
    pub bounds: Piece,
    /// Places in [`Pieces::all`], from left to right.
    pub pieces: Vec<u32>,
}

/// The way to a block: for each parting of the page, above the columns (0), in the left (1) or the
/// right one (2), below them (3).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block(Vec<u8>);

impl Block {
    fn part(&self, part: u8) -> Self {
        let mut way = self.0.clone();
        way.push(part);
        Self(way)
    }

    /// The place in reading order where the right column is read first.
    pub(super) fn right_first(&self) -> Self {
        let other = |part: &u8| match part {
            1 => 2,
            2 => 1,
            other => *other,
        };
        Self(self.0.iter().map(other).collect())
    }
}

/// Sizes of pieces and gaps, in heights of the middle piece of ink.
mod size {
    /// A piece taller and wider than this is a stamp or a picture; a taller one is no letter.
    pub(super) const PICTURE: f32 = 5.0;
    pub(super) const TALLEST: f32 = 8.0;
    /// The smallest piece is a dot; its area, as a share of the square of the height.
    pub(super) const DOT: f32 = 0.006;
    /// Smoothing of the rows before lines are told apart.
    pub(super) const SMOOTHED: f32 = 0.3;
    /// Lines are further apart than this.
    pub(super) const PITCH: f32 = 0.8;
    /// A gap as wide as this parts a line into stretches.
    pub(super) const GAP: f32 = 1.8;
    /// The ink of a stretch at least, as a share of the square of the height.
    pub(super) const INK: f32 = 0.03;
    /// A column of prose is at least this wide, and the gutter beside it this.
    pub(super) const COLUMN: f32 = 12.0;
    pub(super) const GUTTER: f32 = 1.2;
    /// What stands in a gutter and is not wider than this is dirt.
    pub(super) const FOLD: f32 = 1.5;
    /// A gutter runs beside at least so much text.
    pub(super) const GUTTER_LENGTH: f32 = 12.0;
}
/// Between two lines there is less ink than this share of the weaker one.
const VALLEY: f32 = 0.75;
/// Rows of half a letter's height that one line takes.
const CROSSED: usize = 5;
/// The share of its cells that a column of prose fills at least; half of them lie between lines.
const FILLED: f32 = 0.12;
/// A row with less than this share of the ink of a usual line is no line.
const FAINT: f32 = 0.12;

/// Cuts a sheet into stretches, whose rules were taken out of the ink. The order is from top to
/// bottom, within a line from left to right.
pub(super) fn stretches(sheet: &Sheet, pieces: &Pieces, rules: &Rules) -> Vec<Stretch> {
    let letters = sheet.letters;
    let writing: Vec<u32> = (0u32..)
        .zip(&pieces.all)
        .filter(|(_, piece)| may_be_writing(piece, letters))
        .map(|(at, _)| at)
        .collect();
    let mut found = Vec::new();
    let mut line = 0;
    for (block, members) in blocks(Block::default(), writing, pieces, rules, letters) {
        for (band, members) in lines(&members, pieces, letters) {
            let barred = rules.barred(band.start, band.end);
            let cut = cut_into_stretches(&members, pieces, letters, &barred);
            if cut.is_empty() {
                continue;
            }
            found.extend(cut.into_iter().map(|(bounds, pieces)| Stretch {
                block: block.clone(),
                line,
                bounds,
                pieces,
            }));
            line += 1;
        }
    }
    found
}

fn may_be_writing(piece: &Piece, letters: f32) -> bool {
    let (width, height) = (piece.width() as f32, piece.height() as f32);
    let picture = height > size::PICTURE * letters && width > size::PICTURE * letters;
    let speck = (piece.area as f32) < (letters * letters * size::DOT).max(4.0);
    !picture && !speck && height <= size::TALLEST * letters
}

/// Parts a page with columns of prose beside one another: what is above them, each column from the
/// left, what is below. The columns of tables are not parted: their rows belong together.
fn blocks(
    block: Block,
    writing: Vec<u32>,
    pieces: &Pieces,
    rules: &Rules,
    letters: f32,
) -> Vec<(Block, Vec<u32>)> {
    let Some(gutter) = Gutter::of(&writing, pieces, rules, letters) else {
        return vec![(block, writing)];
    };
    let mut parts: [Vec<u32>; 4] = Default::default();
    for at in &writing {
        let part = pieces.get(*at).map_or(0, |piece| gutter.part(piece));
        if let Some(part) = parts.get_mut(usize::from(part)) {
            part.push(*at);
        }
    }
    let parted = parts.iter().all(|part| part.len() < writing.len());
    if !parted {
        return vec![(block, writing)];
    }
    // A column may have columns itself.
    (0u8..)
        .zip(parts)
        .filter(|(_, part)| !part.is_empty())
        .flat_map(|(at, part)| blocks(block.part(at), part, pieces, rules, letters))
        .collect()
}

/// A strip without ink between two columns of prose.
struct Gutter {
    middle: u32,
    top: u32,
    bottom: u32,
}

impl Gutter {
    /// On which side of it a piece stands, as [`Block`] counts.
    const fn part(&self, piece: &Piece) -> u8 {
        let middle = u32::midpoint(piece.top, piece.bottom);
        if middle < self.top {
            0
        } else if middle > self.bottom {
            3
        } else if u32::midpoint(piece.left, piece.right) <= self.middle {
            1
        } else {
            2
        }
    }

    fn of(writing: &[u32], pieces: &Pieces, rules: &Rules, letters: f32) -> Option<Self> {
        let grid = Grid::of(writing, pieces, rules, (letters * 0.5).max(2.0))?;
        let cells = |heights: f32| (heights * 2.0).ceil() as usize;
        let (width, least) = (cells(size::GUTTER), cells(size::GUTTER_LENGTH));
        let (at, rows) = (1..grid.columns.saturating_sub(width))
            .map(|at| (at, grid.longest_free(at..at + width, least)))
            .filter(|(at, rows)| {
                rows.len() >= least
                    && grid.filled(0..*at, rows) > 0.0
                    && grid.filled(at + width..grid.columns, rows) > 0.0
            })
            .max_by_key(|(at, rows)| (rows.len(), std::cmp::Reverse(*at)))?;
        // A table has narrow columns or ones with much room in them; prose has neither. Specks along the
        // fold between two pages are no column.
        let prose = grid
            .columns_of(&rows, width)
            .into_iter()
            .filter(|column| column.len() > cells(size::FOLD))
            .all(|column| {
                column.len() >= cells(size::COLUMN) && grid.filled(column, &rows) > FILLED
            });
        let pixel = |cells: usize| (cells as f32 * grid.cell) as u32;
        prose.then(|| Self {
            middle: pixel(at) + pixel(width) / 2 + grid.left,
            top: pixel(rows.start) + grid.top,
            bottom: pixel(rows.end) + grid.top,
        })
    }
}

/// A coarse picture of where the writing is.
struct Grid {
    cell: f32,
    left: u32,
    top: u32,
    columns: usize,
    taken: Vec<bool>,
}

impl Grid {
    /// Letters and the rules between them: no gutter runs through the rows of a ruled table, and what
    /// is no letter, like the shadow of a fold, does not close one.
    fn of(writing: &[u32], pieces: &Pieces, rules: &Rules, cell: f32) -> Option<Self> {
        let all = || {
            writing
                .iter()
                .filter_map(|at| pieces.get(*at))
                .filter(|piece| writing::is_letter_like(piece, u32::MAX))
        };
        let whole = all().copied().reduce(Piece::joined)?;
        let count = |pixels: u32| (pixels as f32 / cell) as usize + 1;
        let (columns, rows) = (count(whole.width()), count(whole.height()));
        let mut grid = Self {
            cell,
            left: whole.left,
            top: whole.top,
            columns,
            taken: vec![false; columns * rows],
        };
        for piece in all() {
            grid.take(piece.top..=piece.bottom, piece.left..=piece.right);
        }
        for (y, left, end) in rules.across() {
            let inside = (whole.top..=whole.bottom).contains(&y);
            let (left, right) = (left.max(whole.left), (end - 1).min(whole.right));
            if inside && left <= right {
                grid.take(y..=y, left..=right);
            }
        }
        Some(grid)
    }

    /// Marks a rectangle of pixels of the sheet, which lies inside the grid.
    fn take(&mut self, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) {
        let cell = |pixel: u32, from: u32| (pixel.saturating_sub(from) as f32 / self.cell) as usize;
        let (left, right) = (
            cell(*columns.start(), self.left),
            cell(*columns.end(), self.left).min(self.columns - 1),
        );
        for row in cell(*rows.start(), self.top)..=cell(*rows.end(), self.top) {
            let from = row * self.columns;
            if let Some(cells) = self.taken.get_mut(from + left..=from + right) {
                cells.fill(true);
            }
        }
    }

    fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.taken.chunks_exact(self.columns)
    }

    /// The longest range of rows in which these columns are free. One line across, a watermark or a
    /// stamp, does not end a range that goes on for `least` rows on either side.
    fn longest_free(
        &self,
        columns: std::ops::Range<usize>,
        least: usize,
    ) -> std::ops::Range<usize> {
        let free = |row: &[bool]| {
            row.get(columns.clone())
                .is_some_and(|cells| !cells.contains(&true))
        };
        let rows: Vec<bool> = self.rows().map(free).collect();
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        let mut end = 0;
        for stretch in rows.chunk_by(|a, b| a == b) {
            let start = end;
            end += stretch.len();
            if stretch.first() != Some(&true) {
                continue;
            }
            match ranges.last_mut() {
                Some(before)
                    if start - before.end <= CROSSED
                        && before.len() >= least
                        && stretch.len() >= least =>
                {
                    before.end = end;
                }
                _ => ranges.push(start..end),
            }
        }
        ranges
            .into_iter()
            .max_by_key(std::ops::Range::len)
            .unwrap_or_default()
    }

    /// The stretches of columns with writing in these rows, parted by strips of at least `width` free ones.
    fn columns_of(
        &self,
        rows: &std::ops::Range<usize>,
        width: usize,
    ) -> Vec<std::ops::Range<usize>> {
        let mut found: Vec<std::ops::Range<usize>> = Vec::new();
        for at in 0..self.columns {
            if self.filled(at..at + 1, rows) * rows.len() as f32 <= CROSSED as f32 {
                continue;
            }
            match found.last_mut() {
                Some(column) if at - column.end < width => column.end = at + 1,
                _ => found.push(at..at + 1),
            }
        }
        found
    }

    /// The share of these columns that has writing, over these rows.
    fn filled(&self, columns: std::ops::Range<usize>, rows: &std::ops::Range<usize>) -> f32 {
        let mut taken = 0;
        for row in self.rows().skip(rows.start).take(rows.len()) {
            let cells = row.get(columns.clone()).unwrap_or_default();
            taken += cells.iter().filter(|taken| **taken).count();
        }
        taken as f32 / (columns.len() * rows.len()).max(1) as f32
    }
}

/// The lines of a block, each with the rows that are its own.
fn lines(members: &[u32], pieces: &Pieces, letters: f32) -> Vec<(std::ops::Range<u32>, Vec<u32>)> {
    let Some(whole) = members
        .iter()
        .filter_map(|at| pieces.get(*at))
        .copied()
        .reduce(Piece::joined)
    else {
        return Vec::new();
    };
    let profile = Profile::of(members, pieces, whole, letters);
    let peaks = profile.peaks(letters);
    let mut edges = vec![whole.top];
    edges.extend(peaks.windows(2).filter_map(|pair| match pair {
        [above, below] => Some(whole.top + profile.lowest(*above, *below) as u32),
        _ => None,
    }));
    edges.push(whole.bottom + 1);
    let mut bands: Vec<(std::ops::Range<u32>, Vec<u32>)> = edges
        .windows(2)
        .filter_map(|pair| match pair {
            [top, bottom] => Some((*top..*bottom, Vec::new())),
            _ => None,
        })
        .collect();
    for at in members {
        let Some(piece) = pieces.get(*at) else {
            continue;
        };
        let shared = |band: &std::ops::Range<u32>| {
            (piece.bottom + 1)
                .min(band.end)
                .saturating_sub(piece.top.max(band.start))
        };
        if let Some((_, line)) = bands.iter_mut().max_by_key(|(band, _)| shared(band)) {
            line.push(*at);
        }
    }
    bands.retain(|(_, line)| !line.is_empty());
    bands
}

/// How much ink each row has, smoothed.
struct Profile(Vec<f32>);

impl Profile {
    fn of(members: &[u32], pieces: &Pieces, whole: Piece, letters: f32) -> Self {
        let mut belongs = vec![false; pieces.all.len()];
        for at in members {
            if let Some(place) = belongs.get_mut(*at as usize) {
                *place = true;
            }
        }
        let rows: Vec<f32> = (whole.top..=whole.bottom)
            .map(|y| {
                let own = pieces
                    .in_row(y)
                    .iter()
                    .filter(|run| belongs.get(run.piece as usize) == Some(&true));
                own.map(|run| (run.right - run.left + 1) as f32).sum()
            })
            .collect();
        Self(smoothed(&rows, (letters * size::SMOOTHED).max(1.0)))
    }

    fn at(&self, row: usize) -> f32 {
        self.0.get(row).copied().unwrap_or(0.0)
    }

    /// The row with the least ink between two.
    fn lowest(&self, above: usize, below: usize) -> usize {
        (above..below)
            .min_by(|a, b| self.at(*a).total_cmp(&self.at(*b)))
            .unwrap_or(above)
    }

    /// The rows in the middle of lines.
    fn peaks(&self, letters: f32) -> Vec<usize> {
        let mut inked: Vec<f32> = self.0.iter().copied().filter(|ink| *ink > 0.5).collect();
        inked.sort_unstable_by(f32::total_cmp);
        let usual = inked.get(inked.len() * 3 / 5).copied().unwrap_or(0.0);
        let least = (usual * FAINT).max(1.5);
        let mut peaks: Vec<usize> = Vec::new();
        for row in 0..self.0.len() {
            let ink = self.at(row);
            let before = row.checked_sub(1).map_or(0.0, |row| self.at(row));
            if ink <= least || ink < before || ink <= self.at(row + 1) {
                continue;
            }
            match peaks.last_mut() {
                Some(last) => {
                    let valley = self.at(self.lowest(*last, row));
                    let same = ((row - *last) as f32) < size::PITCH * letters
                        || valley > VALLEY * ink.min(self.at(*last));
                    if !same {
                        peaks.push(row);
                    } else if ink > self.at(*last) {
                        *last = row;
                    }
                }
                None => peaks.push(row),
            }
        }
        peaks
    }
}

/// Weighted means with a bell of this width, in entries.
fn smoothed(values: &[f32], width: f32) -> Vec<f32> {
    let reach = (width * 3.0).ceil() as i64;
    let bell: Vec<f32> = (-reach..=reach)
        .map(|at| (-(at as f32 / width).powi(2) / 2.0).exp())
        .collect();
    let sum: f32 = bell.iter().sum();
    (0..values.len() as i64)
        .map(|middle| {
            let weighted: f32 = (middle - reach..)
                .zip(&bell)
                .filter_map(|(at, weight)| {
                    let value = usize::try_from(at).ok().and_then(|at| values.get(at))?;
                    Some(value * weight)
                })
                .sum();
            weighted / sum
        })
        .collect()
}

/// Parts the pieces of a line where a gap or a rule parts them.
fn cut_into_stretches(
    members: &[u32],
    pieces: &Pieces,
    letters: f32,
    barred: &[bool],
) -> Vec<(Piece, Vec<u32>)> {
    let mut members: Vec<(u32, Piece)> = members
        .iter()
        .filter_map(|at| Some((*at, *pieces.get(*at)?)))
        .collect();
    members.sort_by_key(|(_, piece)| piece.left);
    let mut found: Vec<(Piece, Vec<u32>)> = Vec::new();
    for (at, piece) in members {
        match found.last_mut() {
            Some((bounds, stretch)) => {
                let wide = piece.left as f32 - bounds.right as f32 > size::GAP * letters;
                let rule = barred
                    .get(bounds.right as usize..piece.left as usize)
                    .is_some_and(|between| between.contains(&true));
                if wide || rule {
                    found.push((piece, vec![at]));
                } else {
                    *bounds = bounds.joined(piece);
                    stretch.push(at);
                }
            }
            None => found.push((piece, vec![at])),
        }
    }
    found.retain(|(bounds, _)| bounds.area as f32 > letters * letters * size::INK);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma};

    fn cut(picture: &GrayImage) -> Vec<Stretch> {
        let mut sheet = Sheet::of(picture).unwrap();
        let rules = Rules::taken_out(&mut sheet.ink, sheet.letters);
        let pieces = sheet.ink.pieces();
        stretches(&sheet, &pieces, &rules)
    }

    /// Words of several lengths in lines 40 pixels apart, where `here` says that there is text.
    fn text(here: impl Fn(u32, u32) -> bool) -> GrayImage {
        GrayImage::from_fn(1_400, 1_000, |x, y| {
            let line = y / 40;
            let word = (x + line * 11) % (34 + line % 4 * 3);
            let inside = (10..30).contains(&(y % 40)) && word < 26;
            Luma([if inside && here(x, line) { 20 } else { 235 }])
        })
    }

    #[test]
    fn prose_is_one_stretch_a_line() {
        let found = cut(&text(|x, line| {
            (100..1_300).contains(&x) && (2..20).contains(&line)
        }));
        assert_eq!(found.len(), 18);
        assert!(found.iter().all(|s| s.bounds.width() > 1_100));
        assert!(
            found
                .windows(2)
                .all(|pair| pair[0].line + 1 == pair[1].line)
        );
    }

    #[test]
    fn columns_of_prose_are_read_one_after_the_other() {
        let found = cut(&text(|x, line| {
            let column = (100..660).contains(&x) || (740..1_300).contains(&x);
            line == 1 && (100..1_300).contains(&x) || column && (3..20).contains(&line)
        }));
        let of = |part: u8| found.iter().filter(move |s| s.block == Block(vec![part]));
        assert_eq!((of(0).count(), of(1).count(), of(2).count()), (1, 17, 17));
        assert!(of(1).all(|s| s.bounds.right < 700));
        assert_eq!(Block(vec![1]).right_first(), Block(vec![2]));
    }

    #[test]
    fn rows_of_a_table_stay_together() {
        let found = cut(&text(|x, line| {
            let cell = [(100..200), (420..660), (800..900), (1_050..1_300)]
                .iter()
                .any(|cell| cell.contains(&x));
            cell && (3..20).contains(&line)
        }));
        assert!(found.iter().all(|s| s.block == Block::default()));
        assert_eq!(found.len(), 17 * 4);
        assert_eq!(found.iter().filter(|s| s.line == 5).count(), 4);
    }
}
