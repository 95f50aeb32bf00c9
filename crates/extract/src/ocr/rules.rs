//! Rules: the straight strokes of tables, frames and underlining.

use super::ink::{self, Ink};

/// Lengths from which a stroke is a rule, in heights of the middle piece of ink. No letter is so
/// tall, and no stroke between letters so long.
const ACROSS: f32 = 8.0;
const DOWN: f32 = 4.0;

/// The rules of a page.
pub(super) struct Rules {
    width: usize,
    /// Which pixels belong to a rule that runs across the page, row by row.
    across: Vec<bool>,
    /// Which pixels were taken out, row by row; empty where none were.
    gone: Vec<bool>,
    /// Which pixels belong to a rule that runs down the page, row by row.
    down: Vec<bool>,
}

impl Rules {
    /// Finds the rules of a page and takes them out of its ink, one pixel around them with them.
    pub(super) fn taken_out(ink: &mut Ink, letters: f32) -> Self {
        let width = ink.width.max(1) as usize;
        let across = strokes_across(ink, (letters * ACROSS) as usize);
        let down = strokes_down(ink, (letters * DOWN) as u32);
        let rules: Vec<bool> = across.iter().zip(&down).map(|(a, b)| *a || *b).collect();
        let gone = if rules.contains(&true) {
            ink::grown(&rules, width)
        } else {
            Vec::new()
        };
        ink.remove(&gone);
        Self {
            width,
            across,
            gone,
            down,
        }
    }

    /// The rules across the page: row, first column and the one after the last.
    pub(super) fn across(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        (0u32..)
            .zip(self.across.chunks_exact(self.width))
            .flat_map(|(y, row)| {
                let mut end = 0;
                row.chunk_by(|a, b| a == b).filter_map(move |stroke| {
                    let start = end;
                    end += stroke.len() as u32;
                    (stroke.first() == Some(&true)).then_some((y, start, end))
                })
            })
    }

    /// Whether a rule ran through this pixel.
    pub(super) fn ran_through(&self, x: u32, y: u32) -> bool {
        let at = y as usize * self.width + x as usize;
        self.gone.get(at) == Some(&true)
    }

    /// For each column, whether a rule runs down through most of the rows from `top` to before `bottom`.
    pub(super) fn barred(&self, top: u32, bottom: u32) -> Vec<bool> {
        let mut counts = vec![0u32; self.width];
        let rows = bottom.saturating_sub(top);
        for row in self
            .down
            .chunks_exact(self.width)
            .skip(top as usize)
            .take(rows as usize)
        {
            for (count, down) in counts.iter_mut().zip(row) {
                *count += u32::from(*down);
            }
        }
        // A rule that leans over by a pixel counts in two columns.
        let near = |at: usize| {
            let from = at.saturating_sub(1);
            counts
                .get(from..(at + 2).min(counts.len()))
                .map_or(0, |near| near.iter().sum::<u32>())
        };
        (0..self.width)
            .map(|at| rows > 0 && near(at) * 2 > rows)
            .collect()
    }
}

fn strokes_across(ink: &Ink, least: usize) -> Vec<bool> {
    let mut marked = Vec::with_capacity(ink.width as usize * ink.height as usize);
    for row in ink.rows() {
        for stroke in row.chunk_by(|a, b| a == b) {
            let rule = stroke.first() == Some(&true) && stroke.len() >= least;
            marked.extend(std::iter::repeat_n(rule, stroke.len()));
        }
    }
    marked
}

fn strokes_down(ink: &Ink, least: u32) -> Vec<bool> {
    let width = ink.width.max(1) as usize;
    let mut marked = vec![false; width * ink.height as usize];
    let mut lengths = vec![0u32; width];
    let mut close = |lengths: &mut [u32], row: &[bool], y: usize| {
        for (x, (length, dark)) in lengths.iter_mut().zip(row).enumerate() {
            if *dark {
                *length += 1;
                continue;
            }
            if *length >= least {
                for above in 1..=*length as usize {
                    if let Some(mark) = marked.get_mut((y - above) * width + x) {
                        *mark = true;
                    }
                }
            }
            *length = 0;
        }
    };
    for (y, row) in ink.rows().enumerate() {
        close(&mut lengths, row, y);
    }
    close(&mut lengths, &vec![false; width], ink.height as usize);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma};

    #[test]
    fn rules_go_and_letters_stay() {
        let picture = GrayImage::from_fn(400, 300, |x, y| {
            let frame = (y == 100 || y == 101) && (20..380).contains(&x)
                || (x == 200 || x == 201) && (20..280).contains(&y);
            let letter = (60..66).contains(&x) && (40..70).contains(&y);
            Luma([if frame || letter { 0 } else { 255 }])
        });
        let mut ink = Ink::of(&picture);
        let rules = Rules::taken_out(&mut ink, 20.0);
        let left = ink.pieces().all;
        assert_eq!(left.len(), 1, "{left:?}");
        assert_eq!(left[0].left, 60);
        let barred = rules.barred(30, 80);
        assert!(barred[200] && !barred[62] && !barred[300]);
        assert!(!rules.barred(285, 300)[200]);
    }
}
