//! The net while it learns: forward with memory, backward, and the steps of Adam.

use super::random::Chance;
use extract::numbers::{DAMPED, FOLDS, Fold, HEIGHT, MAGIC, SIGNS, narrow};

/// Weights and biases of all folds, one after the other, and where each begins.
pub struct Weights {
    pub values: Vec<f32>,
    starts: Vec<usize>,
}

impl Weights {
    pub fn by_chance(chance: &mut Chance) -> Self {
        let (mut values, mut starts) = (Vec::new(), Vec::new());
        for fold in FOLDS {
            starts.push(values.len());
            // He's rule for folds that damp what is negative.
            let deviation = (2.0 / fold.depth() as f32).sqrt() * if fold.bends { 1.0 } else { 0.5 };
            values.extend((0..fold.planes.1 * fold.depth()).map(|_| chance.normal() * deviation));
            values.extend(std::iter::repeat_n(0.0, fold.planes.1));
        }
        Self { values, starts }
    }

    fn of(&self, at: usize) -> (&[f32], &[f32]) {
        let fold = FOLDS[at];
        let count = fold.planes.1 * fold.depth();
        self.values[self.starts[at]..][..count + fold.planes.1].split_at(count)
    }

    /// Other values in the same places.
    pub fn with(&self, values: &[f32]) -> Self {
        Self {
            values: values.to_vec(),
            starts: self.starts.clone(),
        }
    }

    /// As a file of weights.
    pub fn as_file(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for value in &self.values {
            bytes.extend(narrow(*value).to_le_bytes());
        }
        bytes
    }

    /// From a file of weights.
    pub fn from_file(bytes: &[u8]) -> Self {
        let mut made = Self::by_chance(&mut Chance::new(0));
        let body = &bytes[MAGIC.len()..];
        for (slot, two) in made.values.iter_mut().zip(body.chunks_exact(2)) {
            *slot = extract::numbers::wide(u16::from_le_bytes([two[0], two[1]]));
        }
        made
    }
}

/// `out (m x n) = left (m x k) * right (k x n)`, with strides; `add` keeps what is there.
#[allow(
    unsafe_code,
    clippy::too_many_arguments,
    reason = "the product of matrices of a crate takes pointers"
)]
fn product(
    size: (usize, usize, usize),
    left: &[f32],
    left_steps: (usize, usize),
    right: &[f32],
    right_steps: (usize, usize),
    out: &mut [f32],
    add: bool,
) {
    let (m, k, n) = size;
    assert!(left.len() >= m * k && right.len() >= k * n && out.len() >= m * n);
    // SAFETY: the three slices are as large as the sizes and steps say.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            left.as_ptr(),
            left_steps.0 as isize,
            left_steps.1 as isize,
            right.as_ptr(),
            right_steps.0 as isize,
            right_steps.1 as isize,
            if add { 1.0 } else { 0.0 },
            out.as_mut_ptr(),
            n as isize,
            1,
        );
    }
}

/// What one fold has seen and made.
#[derive(Default)]
struct Memory {
    laid_out: Vec<f32>,
    /// After bending, before thinning.
    result: Vec<f32>,
    size: (usize, usize),
    came: (usize, usize),
    /// For each kept value, where it came from.
    kept_from: Vec<u32>,
}

/// Forward and backward over one strip at a time.
#[derive(Default)]
pub struct Pass {
    memories: Vec<Memory>,
}

impl Pass {
    /// The outputs, column after column: natural logarithms of probabilities.
    pub fn forward(&mut self, weights: &Weights, ink: &[f32], width: usize) -> Vec<Vec<f32>> {
        self.memories.resize_with(FOLDS.len(), Memory::default);
        let (mut rows, mut columns) = (HEIGHT, width);
        let mut planes = ink.to_vec();
        for (at, (fold, memory)) in FOLDS.iter().zip(&mut self.memories).enumerate() {
            let (factors, bias) = weights.of(at);
            memory.came = (rows, columns);
            memory.size = fold.size(rows, columns);
            let places = memory.size.0 * memory.size.1;
            fold.lay_out(&planes, rows, columns, &mut memory.laid_out);
            memory.result.clear();
            for value in bias {
                memory.result.extend(std::iter::repeat_n(*value, places));
            }
            let size = (fold.planes.1, fold.depth(), places);
            product(
                size,
                factors,
                (fold.depth(), 1),
                &memory.laid_out,
                (places, 1),
                &mut memory.result,
                true,
            );
            if fold.bends {
                for value in &mut memory.result {
                    if *value < 0.0 {
                        *value *= DAMPED;
                    }
                }
            }
            planes = thin(fold, memory);
            (rows, columns) = (memory.size.0 / fold.keeps.0, memory.size.1 / fold.keeps.1);
        }
        (0..columns)
            .map(|at| {
                let column: Vec<f32> = planes
                    .chunks_exact(columns)
                    .map(|plane| plane[at])
                    .collect();
                let most = column.iter().copied().fold(f32::MIN, f32::max);
                let sum: f32 = column.iter().map(|value| (value - most).exp()).sum();
                let whole = most + sum.ln();
                column.iter().map(|value| value - whole).collect()
            })
            .collect()
    }

    /// Adds the slopes of the weights, given those of the outputs before they became shares.
    pub fn backward(&mut self, weights: &Weights, slopes: &[Vec<f32>], sums: &mut [f32]) {
        let columns = slopes.len();
        let mut above = vec![0.0; SIGNS.len() * columns];
        for (at, column) in slopes.iter().enumerate() {
            for (output, slope) in column.iter().enumerate() {
                above[output * columns + at] = *slope;
            }
        }
        for at in (0..FOLDS.len()).rev() {
            let (fold, memory) = (FOLDS[at], &self.memories[at]);
            let places = memory.size.0 * memory.size.1;
            let mut slopes = if fold.keeps == (1, 1) {
                above
            } else {
                let mut wide = vec![0.0; memory.result.len()];
                for (slope, from) in above.iter().zip(&memory.kept_from) {
                    wide[*from as usize] += slope;
                }
                wide
            };
            if fold.bends {
                for (slope, value) in slopes.iter_mut().zip(&memory.result) {
                    if *value < 0.0 {
                        *slope *= DAMPED;
                    }
                }
            }
            let start = weights.starts[at];
            let count = fold.planes.1 * fold.depth();
            let (factor_sums, bias_sums) =
                sums[start..][..count + fold.planes.1].split_at_mut(count);
            for (sum, plane) in bias_sums.iter_mut().zip(slopes.chunks_exact(places)) {
                *sum += plane.iter().sum::<f32>();
            }
            let size = (fold.planes.1, places, fold.depth());
            product(
                size,
                &slopes,
                (places, 1),
                &memory.laid_out,
                (1, places),
                factor_sums,
                true,
            );
            if at == 0 {
                return;
            }
            let mut below = vec![0.0; fold.depth() * places];
            let (factors, _) = weights.of(at);
            let size = (fold.depth(), fold.planes.1, places);
            product(
                size,
                factors,
                (1, fold.depth()),
                &slopes,
                (places, 1),
                &mut below,
                false,
            );
            above = gather(&fold, memory, &below);
        }
    }
}

fn thin(fold: &Fold, memory: &mut Memory) -> Vec<f32> {
    if fold.keeps == (1, 1) {
        return memory.result.clone();
    }
    let (rows, columns) = memory.size;
    let (keep_rows, keep_columns) = fold.keeps;
    memory.kept_from.clear();
    let mut kept = Vec::new();
    for plane in 0..fold.planes.1 {
        for y in 0..rows / keep_rows {
            for x in 0..columns / keep_columns {
                let mut best = (f32::MIN, 0);
                for dy in 0..keep_rows {
                    for dx in 0..keep_columns {
                        let from =
                            (plane * rows + y * keep_rows + dy) * columns + x * keep_columns + dx;
                        if memory.result[from] > best.0 {
                            best = (memory.result[from], from);
                        }
                    }
                }
                kept.push(best.0);
                memory.kept_from.push(best.1 as u32);
            }
        }
    }
    kept
}

/// The way back from laid-out values to planes.
fn gather(fold: &Fold, memory: &Memory, below: &[f32]) -> Vec<f32> {
    let (rows, columns) = memory.came;
    let (tall, wide) = memory.size;
    let mut planes = vec![0.0; fold.planes.0 * rows * columns];
    let mut source = below.chunks_exact(wide);
    for plane in planes.chunks_exact_mut(rows * columns) {
        for down in 0..fold.sees.0 {
            for across in 0..fold.sees.1 {
                for y in 0..tall {
                    let line = source.next().unwrap_or_default();
                    let Some(y) = (y + down).checked_sub(fold.border.0).filter(|y| *y < rows)
                    else {
                        continue;
                    };
                    let row = &mut plane[y * columns..][..columns];
                    let first = (across * fold.step).saturating_sub(fold.border.1);
                    let skip = fold.border.1.saturating_sub(across * fold.step);
                    for (slot, slope) in row.iter_mut().skip(first).zip(line.iter().skip(skip)) {
                        *slot += slope;
                    }
                }
            }
        }
    }
    planes
}

/// Steps of Adam.
pub struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
    steps: i32,
}

impl Adam {
    pub fn new(count: usize) -> Self {
        Self {
            mean: vec![0.0; count],
            square: vec![0.0; count],
            steps: 0,
        }
    }

    /// One step down the slopes, which are cut to a length of at most 5.
    pub fn step(&mut self, weights: &mut [f32], slopes: &mut [f32], rate: f32) {
        let length = slopes.iter().map(|slope| slope * slope).sum::<f32>().sqrt();
        let cut = (5.0 / length.max(1e-9)).min(1.0);
        self.steps += 1;
        let (one, two) = (
            1.0 - 0.9_f32.powi(self.steps),
            1.0 - 0.999_f32.powi(self.steps),
        );
        for (at, slope) in slopes.iter_mut().enumerate() {
            let slope_cut = *slope * cut;
            self.mean[at] = 0.9 * self.mean[at] + 0.1 * slope_cut;
            self.square[at] = 0.999 * self.square[at] + 0.001 * slope_cut * slope_cut;
            weights[at] -= rate * (self.mean[at] / one) / ((self.square[at] / two).sqrt() + 1e-8);
            *slope = 0.0;
        }
    }
}
