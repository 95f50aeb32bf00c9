//! From pieces of ink to lines, and from lines to the stretches that are read one by one: words that
//! stand together, each cell of a table by itself.

use super::grid::Grid;
use super::ink::{Piece, Pieces};
use super::rules::Rules;
use super::sheet::Sheet;

/// What is read at one go: a stretch of a line without a wide gap and without a rule across it.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub block: Block,
    /// Counted from 0, down the page and then column by column from the left.
    pub line: u32,
    /// Where a line was cut again: which of its parts, from the top.
    pub within: u32,
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
    /// A piece without a side of this length is a dot or dirt: a dot has a letter no further off than that.
    pub(super) const SMALL: f32 = 0.35;
    pub(super) const DOT_REACH: f32 = 1.5;
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
/// How far from its even place a line that is cut out of two is looked for, as a share of its height.
const ASTRAY: f32 = 0.3;
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
    let writing = without_dirt(writing, pieces, letters);
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
                within: 0,
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

/// Leaves out the specks that are too far from any letter to be its dots: on grainy paper they would fill
/// the page between and below the lines.
fn without_dirt(writing: Vec<u32>, pieces: &Pieces, letters: f32) -> Vec<u32> {
    let is_small = |piece: &Piece| {
        let side = piece.width().max(piece.height());
        (side as f32) < size::SMALL * letters
    };
    let near: Vec<Piece> = writing
        .iter()
        .filter_map(|at| pieces.get(*at))
        .filter(|piece| !is_small(piece))
        .copied()
        .collect();
    let Some(whole) = near.iter().copied().reduce(Piece::joined) else {
        return writing;
    };
    let mut grid = Grid::over(whole, letters.max(2.0));
    let reach = (size::DOT_REACH * letters) as u32;
    for piece in &near {
        let rows = piece.top.saturating_sub(reach).max(whole.top)..=piece.bottom + reach;
        let columns = piece.left.saturating_sub(reach).max(whole.left)..=piece.right + reach;
        grid.take(rows, columns);
    }
    let mut writing = writing;
    writing.retain(|at| {
        let near = |piece: &Piece| !is_small(piece) || grid.is_taken(piece.left, piece.top);
        pieces.get(*at).is_some_and(near)
    });
    writing
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
    banded(&edges, members, pieces)
}

/// The pieces that lie between each two edges for the most part.
fn banded(
    edges: &[u32],
    members: &[u32],
    pieces: &Pieces,
) -> Vec<(std::ops::Range<u32>, Vec<u32>)> {
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

/// Cuts a stretch into `count` lines of one height: where a full line stands close over a short one, the
/// ink of the page does not show that they are two.
pub(super) fn cut_again(
    stretch: &Stretch,
    pieces: &Pieces,
    letters: f32,
    count: u32,
) -> Vec<Stretch> {
    let bounds = stretch.bounds;
    let profile = Profile::of(&stretch.pieces, pieces, bounds, letters);
    let height = bounds.height() as f32 / count as f32;
    let mut edges = vec![bounds.top];
    edges.extend((1..count).map(|nth| {
        let row = |shift: f32| ((nth as f32 + shift) * height) as usize;
        bounds.top + profile.lowest(row(-ASTRAY), row(ASTRAY)) as u32
    }));
    edges.push(bounds.bottom + 1);
    let bands = banded(&edges, &stretch.pieces, pieces);
    let joined = |members: &[u32]| {
        let own = members.iter().filter_map(|at| pieces.get(*at)).copied();
        own.reduce(Piece::joined)
    };
    (0..)
        .zip(bands)
        .filter_map(|(nth, (_, mut members))| {
            members.sort_by_key(|at| pieces.get(*at).map(|piece| piece.left));
            Some(Stretch {
                within: nth,
                bounds: joined(&members)?,
                pieces: members,
                ..stretch.clone()
            })
        })
        .collect()
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
    fn two_lines_that_run_into_one_another_can_be_cut_again() {
        // The upper line is full and reaches down to the lower one, which is a few words.
        let picture = GrayImage::from_fn(1_400, 400, |x, y| {
            let word = x % 34;
            let upper = (100..124).contains(&y) && word < 26 && (100..1_300).contains(&x);
            let reaching = (100..140).contains(&y) && word < 4 && (100..1_300).contains(&x);
            let lower = (138..160).contains(&y) && word < 26 && (1_000..1_300).contains(&x);
            Luma([if upper || reaching || lower { 20 } else { 235 }])
        });
        let mut sheet = Sheet::of(&picture).unwrap();
        let rules = Rules::taken_out(&mut sheet.ink, sheet.letters);
        let pieces = sheet.ink.pieces();
        let found = stretches(&sheet, &pieces, &rules);
        let whole = found
            .iter()
            .max_by_key(|stretch| stretch.bounds.height())
            .unwrap();
        let lines = cut_again(whole, &pieces, sheet.letters, 2);
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].within, lines[1].within), (0, 1));
        let count: usize = lines.iter().map(|line| line.pieces.len()).sum();
        assert_eq!(count, whole.pieces.len(), "no piece is lost");
        assert!(lines[0].bounds.top < lines[1].bounds.top);
        assert!(lines[1].bounds.left > lines[0].bounds.left);
    }

    #[test]
    fn specks_far_from_letters_are_left_out_and_dots_are_kept() {
        let found = cut(&GrayImage::from_fn(1_400, 1_000, |x, y| {
            let line = y / 40;
            let word = x % 34;
            let letters = (10..30).contains(&(y % 40)) && word < 26 && (2..8).contains(&line);
            let dots = (33..37).contains(&(y % 40)) && (8..12).contains(&word) && line == 7;
            let specks = y > 500 && x % 97 < 4 && y % 89 < 4;
            let inside = (100..1_300).contains(&x);
            Luma([if inside && (letters || dots || specks) {
                20
            } else {
                235
            }])
        }));
        assert_eq!(found.len(), 6);
        let last = found.last().unwrap();
        assert!(last.bounds.bottom > 7 * 40 + 32, "{:?}", last.bounds);
        assert!(last.bounds.bottom < 400, "{:?}", last.bounds);
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
