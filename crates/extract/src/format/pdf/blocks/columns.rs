//! Blocks in reading order, by cutting the page where white space runs through it.

use super::Piece;
use arabic::letters;

/// White space between columns, as a share of the height of their lines.
const GUTTER: f32 = 1.0;
/// White space between blocks one above the other.
const PAUSE: f32 = 1.0;
/// Words a line has on the mean in running text; cells of tables have fewer.
const RUNNING: f32 = 3.2;
/// Share of lines at one height with a line beside them, above which they are rows of a table.
const ROWS: f32 = 0.6;
/// Lines over or under columns that are tried as heading or foot.
const HEADINGS: usize = 12;
/// Pieces of a region above which it is not cut, only read line by line.
const PIECES: usize = 60_000;
/// Pieces of a region above which no heading is looked for.
const HEADED: usize = 4_000;
/// Cuts of one page; what is not cut by then is read line by line.
const CUTS: usize = 400;

type Region = Vec<Piece>;
type Line = Vec<Piece>;

/// The lines of each block.
pub(super) fn in_reading_order(pieces: Region) -> Vec<Vec<Line>> {
    let right_to_left = is_right_to_left(&pieces);
    let mut blocks = Vec::new();
    let mut cuts = 0;
    let mut waiting = vec![pieces];
    while let Some(region) = waiting.pop() {
        if region.iter().all(|piece| piece.space) {
            continue;
        }
        if region.len() > PIECES || cuts >= CUTS {
            blocks.push(lines(region));
            continue;
        }
        match cut(region, right_to_left) {
            Ok((first, second)) => {
                cuts += 1;
                waiting.push(second);
                waiting.push(first);
            }
            Err(region) => blocks.push(lines(region)),
        }
    }
    blocks
}

fn is_right_to_left(pieces: &[Piece]) -> bool {
    let (mut arabic, mut other) = (0usize, 0usize);
    for c in pieces.iter().flat_map(|p| &p.units).flat_map(|u| u.chars()) {
        arabic += usize::from(letters::is_letter(c));
        other += usize::from(c.is_alphabetic() && !letters::is_letter(c));
    }
    arabic > other
}

/// Two parts in reading order, or the region itself where nothing parts it.
fn cut(region: Region, right_to_left: bool) -> Result<(Region, Region), Region> {
    let whole: Vec<&Piece> = region.iter().collect();
    if let Some(x) = gutter(&whole, 2) {
        let (left, right) = split(region, |piece| f32::midpoint(piece.left, piece.right) < x);
        return Ok(if right_to_left {
            (right, left)
        } else {
            (left, right)
        });
    }
    let heights = line_heights(&region);
    if let Some(y) = heading(&region, &heights) {
        return Ok(split(region, |piece| piece.base < y));
    }
    match pause(&heights) {
        Some(y) => Ok(split(region, |piece| piece.base < y)),
        None => Err(region),
    }
}

fn split(region: Region, first: impl Fn(&Piece) -> bool) -> (Region, Region) {
    region.into_iter().partition(first)
}

/// Where white space runs through the whole region from top to bottom and parts running text.
fn gutter(region: &[&Piece], fewest: usize) -> Option<f32> {
    let mut spans: Vec<(f32, f32)> = region
        .iter()
        .filter(|piece| !piece.space)
        .map(|piece| (piece.left, piece.right))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let height = middle_height(region);
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    let mut end = spans.first()?.1;
    for (left, right) in spans {
        if left - end > GUTTER * height {
            gaps.push((left - end, f32::midpoint(left, end)));
        }
        end = end.max(right);
    }
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    gaps.into_iter()
        .take(4)
        .map(|(_, x)| x)
        .find(|x| parts_running_text(region, *x, fewest))
}

/// Whether both sides of `x` are columns of text, not the columns of a table.
fn parts_running_text(region: &[&Piece], x: f32, fewest: usize) -> bool {
    let side = |left: bool| {
        let pieces = region.iter().filter(|p| !p.space);
        let mut bases: Vec<(f32, f32)> = pieces
            .filter(|p| (f32::midpoint(p.left, p.right) < x) == left)
            .map(|p| (p.base, p.height()))
            .collect();
        bases.sort_by(|a, b| a.0.total_cmp(&b.0));
        let words = bases.len();
        bases.dedup_by(|b, a| (a.0 - b.0).abs() < 0.45 * a.1.max(b.1));
        (bases, words)
    };
    let ((left, left_words), (right, right_words)) = (side(true), side(false));
    if left.len() < fewest || right.len() < fewest {
        return false;
    }
    let (few, many) = if left.len() <= right.len() {
        (&left, &right)
    } else {
        (&right, &left)
    };
    let beside = few
        .iter()
        .filter(|(base, height)| {
            many.iter()
                .any(|(other, _)| (base - other).abs() < 0.3 * height)
        })
        .count();
    let in_rows = beside as f32 > ROWS * few.len() as f32;
    let running =
        (left_words as f32 / left.len() as f32).min(right_words as f32 / right.len() as f32);
    !in_rows || running >= RUNNING
}

/// Top, bottom and height of each line of the region, from above.
fn line_heights(region: &[Piece]) -> Vec<(f32, f32, f32)> {
    let mut spans: Vec<(f32, f32)> = region
        .iter()
        .filter(|piece| !piece.space)
        .map(|piece| (piece.top(), piece.bottom()))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lines: Vec<(f32, f32, f32)> = Vec::new();
    for (top, bottom) in spans {
        match lines.last_mut() {
            Some((_, end, height)) if top < *end - 0.3 * (bottom - top).min(*height) => {
                *end = end.max(bottom);
                *height = height.max(bottom - top);
            }
            _ => lines.push((top, bottom, bottom - top)),
        }
    }
    lines
}

/// The height of the widest pause between two lines, where it is one.
fn pause(lines: &[(f32, f32, f32)]) -> Option<f32> {
    let mut found: Option<(f32, f32)> = None;
    for pair in lines.windows(2) {
        let [(_, end, above), (start, _, below)] = pair else {
            continue;
        };
        let gap = start - end;
        let wide = gap > PAUSE * above.min(*below);
        if wide && found.is_none_or(|(widest, _)| gap > widest) {
            found = Some((gap, f32::midpoint(*end, *start)));
        }
    }
    found.map(|(_, y)| y)
}

/// Where a heading over columns, or a foot under them, ends: without it there is a gutter.
fn heading(region: &[Piece], lines: &[(f32, f32, f32)]) -> Option<f32> {
    if lines.len() < 6 || region.len() > HEADED {
        return None;
    }
    let between = |n: usize| {
        let (_, end, _) = lines.get(n.checked_sub(1)?)?;
        let (start, _, _) = lines.get(n)?;
        Some(f32::midpoint(*end, *start))
    };
    let columns = |keep: &dyn Fn(&Piece) -> bool| {
        let rest: Vec<&Piece> = region.iter().filter(|p| keep(p)).collect();
        gutter(&rest, 4).is_some()
    };
    let most = HEADINGS.min(lines.len() - 4);
    for n in 1..=most {
        if let Some(y) = between(n)
            && columns(&|piece| piece.base >= y)
        {
            return Some(y);
        }
    }
    for n in 1..=most {
        if let Some(y) = between(lines.len() - n)
            && columns(&|piece| piece.base < y)
        {
            return Some(y);
        }
    }
    None
}

fn middle_height(region: &[&Piece]) -> f32 {
    let mut heights: Vec<f32> = region
        .iter()
        .filter(|piece| !piece.space)
        .map(|piece| piece.height())
        .collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied().unwrap_or(10.0)
}

/// The pieces of a block by lines, from above.
fn lines(mut region: Region) -> Vec<Line> {
    region.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<(f32, f32, Line)> = Vec::new();
    for piece in region {
        match lines.last_mut() {
            Some((base, height, line))
                if piece.base - *base < 0.45 * height.max(piece.height()) =>
            {
                // The line is where its tallest pieces stand, not where a raised note does.
                if !piece.space && piece.height() > *height {
                    (*base, *height) = (piece.base, piece.height());
                }
                line.push(piece);
            }
            _ => lines.push((piece.base, piece.height(), vec![piece])),
        }
    }
    lines.into_iter().map(|(_, _, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f32, base: f32) -> Piece {
        Piece {
            units: vec![text.into()],
            left,
            right: left + 5.0 * text.chars().count() as f32,
            base,
            rise: 7.5,
            depth: 2.5,
            space: false,
        }
    }

    fn blocks(pieces: Vec<Piece>) -> Vec<String> {
        in_reading_order(pieces)
            .into_iter()
            .map(|block| {
                let words = block.into_iter().flatten().flat_map(|piece| piece.units);
                words
                    .map(|unit| unit.to_string())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_under_their_heading() {
        let mut pieces = vec![word("heading-over-both-of-the-columns-here", 10.0, 20.0)];
        for row in 0..6 {
            let base = 32.0 + 12.0 * row as f32;
            for (at, left) in [10.0, 30.0, 50.0, 70.0].into_iter().enumerate() {
                pieces.push(word(&format!("l{row}{at}"), left, base));
                pieces.push(word(&format!("r{row}{at}"), left + 110.0, base));
            }
        }
        let found = blocks(pieces);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("heading"));
        assert!(found[1].starts_with("l00") && found[1].ends_with("l53"));
    }

    #[test]
    fn arabic_columns_begin_on_the_right() {
        let mut pieces = Vec::new();
        for row in 0..5 {
            let base = 20.0 + 12.0 * row as f32;
            for left in [10.0, 30.0, 50.0, 70.0] {
                pieces.push(word("يسر", left, base + 3.0));
                pieces.push(word("يمن", left + 110.0, base));
            }
        }
        let found = blocks(pieces);
        assert!(found[0].starts_with("يمن"), "{found:?}");
    }

    #[test]
    fn a_table_is_read_row_by_row() {
        let mut pieces = Vec::new();
        for row in 0..5 {
            let base = 20.0 + 14.0 * row as f32;
            pieces.push(word(&format!("name{row}"), 10.0, base));
            pieces.push(word(&format!("date{row}"), 120.0, base));
        }
        assert_eq!(
            blocks(pieces),
            ["name0 date0 name1 date1 name2 date2 name3 date3 name4 date4"]
        );
    }
}
