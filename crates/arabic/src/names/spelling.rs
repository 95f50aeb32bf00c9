//! How likely two spellings stand for one name, piece by piece of a weighted finite-state relation:
//! one or two letters of the one against none to three of the other. The weights are learned
//! (`examples/train_names`) and stand in `tables/names`.

use super::alphabet::{ARABIC_LETTERS, LATIN_LETTERS, LONGEST, number};
use super::background;
use crate::table;
use std::sync::LazyLock;

/// Bits for a step that was never seen, of those that may always happen.
const UNSEEN: f32 = -23.0;
/// A step that cannot happen.
const NEVER: f32 = -1.0e9;
/// Marks a group of Latin letters that no step uses.
const NO_GROUP: u16 = u16::MAX;

/// The steps of a relation and their weights, as log base 2 of their chance.
struct Steps {
    /// Letters of the left alphabet.
    left: usize,
    /// Left letters dropped; right letters added.
    drop: Vec<f32>,
    add: Vec<f32>,
    one_one: Vec<f32>,
    one_two: Vec<f32>,
    two_one: Vec<f32>,
    /// Latin letters by threes, numbered; and a row of them for each left letter.
    threes: Vec<u16>,
    three_count: usize,
    one_three: Vec<f32>,
    /// The most that a left letter can add, whatever it meets.
    most: Vec<f32>,
    /// Left letters by twos against right ones by twos; empty where the relation has none.
    two_two: Vec<f32>,
}

static ACROSS: LazyLock<Steps> = LazyLock::new(|| {
    Steps::read(
        include_str!("../../tables/names/spelling_arabic_latin.tsv"),
        true,
    )
});
static AMONG_LATIN: LazyLock<Steps> = LazyLock::new(|| {
    Steps::read(
        include_str!("../../tables/names/spelling_latin_latin.tsv"),
        false,
    )
});

const R: usize = LATIN_LETTERS;

impl Steps {
    fn read(table: &'static str, arabic: bool) -> Self {
        let left = if arabic {
            ARABIC_LETTERS
        } else {
            LATIN_LETTERS
        };
        let letters = |cell: &str, arabic: bool| -> Option<Vec<usize>> {
            if cell == "-" {
                return Some(Vec::new());
            }
            cell.chars()
                .map(|c| number(c, arabic).map(usize::from))
                .collect()
        };
        let rows: Vec<(Vec<usize>, Vec<usize>, f32)> = table::rows(table)
            .filter_map(|row| match row.as_slice() {
                [a, b, bits] => Some((letters(a, arabic)?, letters(b, false)?, bits.parse().ok()?)),
                _ => None,
            })
            .collect();
        let mut steps = Self {
            left,
            drop: vec![UNSEEN; left],
            add: vec![UNSEEN; R],
            one_one: vec![UNSEEN; left * R],
            one_two: vec![NEVER; left * R * R],
            two_one: vec![NEVER; left * left * R],
            threes: vec![NO_GROUP; R * R * R],
            three_count: 0,
            one_three: Vec::new(),
            most: vec![UNSEEN; left],
            two_two: Vec::new(),
        };
        for (_, right, _) in &rows {
            if let [a, b, c] = right.as_slice()
                && let Some(group) = steps.threes.get_mut((a * R + b) * R + c)
                && *group == NO_GROUP
            {
                *group = u16::try_from(steps.three_count).unwrap_or(NO_GROUP);
                steps.three_count += 1;
            }
        }
        steps.one_three = vec![NEVER; left * steps.three_count];
        if rows.iter().any(|(a, b, _)| a.len() == 2 && b.len() == 2) {
            steps.two_two = vec![NEVER; left * left * R * R];
        }
        for (a, b, bits) in rows {
            // A step of two letters is shared between them.
            for letter in &a {
                if let Some(most) = steps.most.get_mut(*letter) {
                    *most = most.max(bits / a.len() as f32);
                }
            }
            let cell = match (a.as_slice(), b.as_slice()) {
                ([a], []) => steps.drop.get_mut(*a),
                ([], [b]) => steps.add.get_mut(*b),
                ([a], [b]) => steps.one_one.get_mut(a * R + b),
                ([a], [b, c]) => steps.one_two.get_mut((a * R + b) * R + c),
                ([a, b], [c]) => steps.two_one.get_mut((a * left + b) * R + c),
                ([a, b], [c, d]) => steps.two_two.get_mut(((a * left + b) * R + c) * R + d),
                ([a], [b, c, d]) => {
                    let group = steps.threes.get((b * R + c) * R + d).copied();
                    let at = a * steps.three_count + usize::from(group.unwrap_or(NO_GROUP));
                    steps.one_three.get_mut(at)
                }
                _ => None,
            };
            if let Some(cell) = cell {
                *cell = bits;
            }
        }
        steps
    }

    /// Bits of the likeliest way from one spelling to the other; `floor` where it has fewer.
    fn best(&self, a: &[u8], b: &[u8], floor: f32) -> f32 {
        const WIDTH: usize = LONGEST + 1;
        let mut cells = [NEVER; WIDTH * WIDTH];
        let (n, m) = (a.len().min(LONGEST), b.len().min(LONGEST));
        let letter = |word: &[u8], at: usize| word.get(at).map_or(0, |n| usize::from(*n));
        let of = |table: &[f32], at: usize| table.get(at).copied().unwrap_or(NEVER);
        if let Some(start) = cells.first_mut() {
            *start = 0.0;
        }
        // The most that the letters from each on can add.
        let mut ahead = [0.0f32; WIDTH + 1];
        for i in (0..n).rev() {
            let most = of(&self.most, letter(a, i)) + of(&ahead, i + 1);
            if let Some(cell) = ahead.get_mut(i) {
                *cell = most;
            }
        }
        let reach = |cells: &[f32], i: usize| {
            let row = cells.get(i * WIDTH..i * WIDTH + m + 1);
            let most = row.map_or(NEVER, |row| row.iter().copied().fold(NEVER, f32::max));
            most + of(&ahead, i)
        };
        for i in 0..=n {
            // Every way goes through this row, or steps over it into the next.
            if i > 0 && reach(&cells, i).max(reach(&cells, i + 1)) < floor {
                return floor;
            }
            let (a1, a2) = (letter(a, i), letter(a, i + 1));
            for j in 0..=m {
                let here = of(&cells, i * WIDTH + j);
                if here <= NEVER {
                    continue;
                }
                let (b1, b2, b3) = (letter(b, j), letter(b, j + 1), letter(b, j + 2));
                let mut to = |x: usize, y: usize, bits: f32| {
                    if let Some(cell) = cells.get_mut((i + x) * WIDTH + j + y) {
                        *cell = cell.max(here + bits);
                    }
                };
                if j < m {
                    to(0, 1, of(&self.add, b1));
                }
                if i >= n {
                    continue;
                }
                to(1, 0, of(&self.drop, a1));
                if j < m {
                    to(1, 1, of(&self.one_one, a1 * R + b1));
                }
                if j + 1 < m {
                    to(1, 2, of(&self.one_two, (a1 * R + b1) * R + b2));
                }
                if j + 2 < m && self.three_count > 0 {
                    let group = self.threes.get((b1 * R + b2) * R + b3).copied();
                    if let Some(group) = group.filter(|g| *g != NO_GROUP) {
                        to(
                            1,
                            3,
                            of(&self.one_three, a1 * self.three_count + usize::from(group)),
                        );
                    }
                }
                if i + 1 < n && j < m {
                    to(2, 1, of(&self.two_one, (a1 * self.left + a2) * R + b1));
                    if j + 1 < m && !self.two_two.is_empty() {
                        let at = ((a1 * self.left + a2) * R + b1) * R + b2;
                        to(2, 2, of(&self.two_two, at));
                    }
                }
            }
        }
        of(&cells, n * WIDTH + m).max(floor)
    }
}

/// Bits of an Arabic and a Latin spelling together; `floor` where they have fewer.
pub(super) fn across(arabic: &[u8], latin: &[u8], floor: f32) -> f32 {
    ACROSS.best(arabic, latin, floor)
}

/// Bits of two Latin spellings together; `floor` where they have fewer.
pub(super) fn among_latin(one: &[u8], other: &[u8], floor: f32) -> f32 {
    // Both ways are learned alike, but ties of rounding must not make the order matter.
    let (first, second) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    AMONG_LATIN.best(first, second, floor)
}

/// Bits by which two Arabic spellings are likelier together than by chance.
///
/// Set by hand, not learned: writers exchange hamza forms, ta marbuta and alef maqsura; eyes and
/// optical readers exchange letters of one outline; everything else is another name.
pub(super) fn among_arabic(a: &[u8], b: &[u8]) -> f32 {
    const BITS_A_STEP: f32 = 5.8;
    let shared = f32::midpoint(background::arabic(a), background::arabic(b));
    shared - BITS_A_STEP * distance(a, b)
}

/// Steps of writing from one Arabic spelling to another, the usual exchanges for less than one.
pub(super) fn distance(a: &[u8], b: &[u8]) -> f32 {
    let mut row = [f32::MAX; LONGEST + 1];
    let (a, b) = (a.get(..LONGEST).unwrap_or(a), b.get(..LONGEST).unwrap_or(b));
    let mut sum = 0.0;
    for (j, cell) in row.iter_mut().take(b.len() + 1).enumerate() {
        *cell = sum;
        if let Some(letter) = b.get(j) {
            sum += left_out(*letter, j == 0 || j + 1 == b.len());
        }
    }
    for (i, letter) in a.iter().enumerate() {
        let out = left_out(*letter, i == 0 || i + 1 == a.len());
        let mut diagonal = row.first().copied().unwrap_or(0.0);
        let mut before = diagonal + out;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (j, other) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(f32::MAX);
            let added = before + left_out(*other, j == 0 || j + 1 == b.len());
            let best = (above + out)
                .min(added)
                .min(diagonal + exchange(*letter, *other));
            diagonal = above;
            before = best;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = best;
            }
        }
    }
    row.get(b.len()).copied().unwrap_or(0.0)
}

/// The outlines of letters without their dots, each group by the numbers of its letters.
fn outline(letter: u8) -> u8 {
    match letter {
        // ب ت ث ن ي ئ ى پ
        7 | 9 | 10 | 31 | 35 | 5 | 34 | 36 => 7,
        // ج ح خ چ
        11 | 12 | 13 | 37 => 11,
        14 | 15 => 14,
        16 | 17 | 38 => 16,
        18 | 19 => 18,
        20 | 21 => 20,
        22 | 23 => 22,
        24 | 25 => 24,
        26 | 27 | 40 | 41 => 26,
        28 | 39 => 28,
        1 | 2 | 4 | 6 => 6,
        8 | 32 => 32,
        3 | 33 => 33,
        other => other,
    }
}

static EXCHANGES: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let letters = || 0u8..ARABIC_LETTERS as u8;
    letters()
        .flat_map(|one| letters().map(move |other| exchanged(one, other)))
        .collect()
});

/// What it costs to write one letter for another.
fn exchange(one: u8, other: u8) -> f32 {
    let at = usize::from(one) * ARABIC_LETTERS + usize::from(other);
    EXCHANGES.get(at).copied().unwrap_or(f32::MAX)
}

fn exchanged(one: u8, other: u8) -> f32 {
    // ا أ إ آ; ة ه; ى ي ئ; و ؤ; ا ى: as writers please.
    const AS_WRITTEN: [&[u8]; 5] = [&[1, 2, 4, 6], &[8, 32], &[34, 35, 5], &[3, 33], &[6, 34]];
    if one == other {
        0.0
    } else if AS_WRITTEN
        .iter()
        .any(|group| group.contains(&one) && group.contains(&other))
    {
        0.1
    } else if outline(one) == outline(other) {
        0.45
    } else {
        1.6
    }
}

fn left_out(letter: u8, edge: bool) -> f32 {
    match letter {
        // ا ء
        6 | 0 if edge => 0.9,
        6 | 0 => 0.7,
        // و ي ه ة
        33 | 35 | 32 | 8 => 0.9,
        _ => 1.4,
    }
}
