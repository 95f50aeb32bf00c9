//! The net: folds over the strip until its height is gone, then over its width.

use super::alphabet::SIGNS;
use super::matrix::Packed;
use super::strip::{HEIGHT, Strip};

/// One fold, what it looks at, and how its result is thinned out.
#[derive(Debug, Clone, Copy)]
pub struct Fold {
    /// Planes that come in and planes that go out.
    pub planes: (usize, usize),
    /// Height and width of what one output sees.
    pub sees: (usize, usize),
    /// Columns from one that is seen to the next.
    pub step: usize,
    /// Rows and columns of nothing added on each side.
    pub border: (usize, usize),
    /// Of how many rows and columns the largest value is kept.
    pub keeps: (usize, usize),
    /// Whether what is negative is damped.
    pub bends: bool,
}

const fn fold(planes: (usize, usize), sees: (usize, usize), border: (usize, usize)) -> Fold {
    Fold {
        planes,
        sees,
        step: 1,
        border,
        keeps: (1, 1),
        bends: true,
    }
}

const fn keeping(fold: Fold, keeps: (usize, usize)) -> Fold {
    Fold { keeps, ..fold }
}

/// The folds in their order.
pub const FOLDS: [Fold; 7] = [
    keeping(fold((1, 12), (3, 3), (1, 1)), (2, 2)),
    keeping(fold((12, 24), (3, 3), (1, 1)), (2, 1)),
    keeping(fold((24, 40), (3, 3), (1, 1)), (2, 1)),
    fold((40, 80), (3, 3), (0, 1)),
    fold((80, 80), (1, 3), (0, 1)),
    Fold {
        step: 2,
        ..fold((80, 80), (1, 5), (0, 4))
    },
    Fold {
        bends: false,
        ..fold((80, SIGNS.len()), (1, 1), (0, 0))
    },
];

/// Pixels of the strip for one column of the result.
pub const COLUMN_PIXELS: usize = 2;
/// What a negative value is multiplied with.
pub const DAMPED: f32 = 0.1;
/// First bytes of a file of one net.
pub const MAGIC: &[u8; 16] = b"isnad numbers 1\n";

impl Fold {
    /// Weights of one output plane.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.planes.0 * self.sees.0 * self.sees.1
    }

    /// Rows and columns of the result before thinning.
    #[must_use]
    pub const fn size(&self, rows: usize, columns: usize) -> (usize, usize) {
        (
            rows + 2 * self.border.0 + 1 - self.sees.0,
            columns + 2 * self.border.1 - (self.sees.1 - 1) * self.step,
        )
    }

    /// Lays out what each output sees: `depth` rows of one value for each output place.
    pub fn lay_out(&self, planes: &[f32], rows: usize, columns: usize, out: &mut Vec<f32>) {
        out.clear();
        let (tall, wide) = self.size(rows, columns);
        for plane in planes.chunks_exact(rows * columns) {
            for down in 0..self.sees.0 {
                for across in 0..self.sees.1 {
                    for y in 0..tall {
                        let row = (y + down)
                            .checked_sub(self.border.0)
                            .and_then(|y| plane.chunks_exact(columns).nth(y));
                        lay_out_row(row, across * self.step, self.border.1, wide, out);
                    }
                }
            }
        }
    }
}

/// One row, moved by what is seen and bordered with nothing.
fn lay_out_row(row: Option<&[f32]>, across: usize, border: usize, wide: usize, out: &mut Vec<f32>) {
    let end = out.len() + wide;
    if let Some(row) = row {
        out.resize(out.len() + border.saturating_sub(across), 0.0);
        let room = end - out.len();
        out.extend(row.iter().skip(across.saturating_sub(border)).take(room));
    }
    out.resize(end, 0.0);
}

/// The largest of each block of `keeps` values.
pub fn thin_out(planes: &[f32], size: (usize, usize), keeps: (usize, usize)) -> Vec<f32> {
    let (rows, columns) = size;
    let mut kept = Vec::with_capacity(planes.len() / (keeps.0 * keeps.1).max(1));
    for plane in planes.chunks_exact(rows * columns) {
        for band in plane.chunks_exact(columns * keeps.0) {
            let start = kept.len();
            kept.resize(start + columns / keeps.1, f32::NEG_INFINITY);
            for row in band.chunks_exact(columns) {
                for (slot, block) in kept.iter_mut().skip(start).zip(row.chunks_exact(keeps.1)) {
                    *slot = block.iter().fold(*slot, |most, value| most.max(*value));
                }
            }
        }
    }
    kept
}

/// A net with its weights.
#[derive(Debug)]
pub struct Net {
    folds: Vec<(Fold, Packed, Vec<f32>)>,
}

impl Net {
    /// Reads a file of one net; none where it is no such file or has another size.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let net = Self::take(&mut rest)?;
        rest.is_empty().then_some(net)
    }

    /// Takes the weights of one net off the front.
    pub(super) fn take(rest: &mut &[u8]) -> Option<Self> {
        let mut folds = Vec::with_capacity(FOLDS.len());
        for fold in FOLDS {
            let weights = halves(rest, fold.planes.1 * fold.depth())?;
            let bias = halves(rest, fold.planes.1)?;
            folds.push((
                fold,
                Packed::of(&weights, fold.planes.1, fold.depth()),
                bias,
            ));
        }
        Some(Self { folds })
    }

    /// For each column of the strip, the natural logarithm of the probability of each output.
    #[must_use]
    pub fn columns(&self, strip: &Strip) -> Vec<Vec<f32>> {
        let (mut rows, mut columns) = (HEIGHT, strip.width);
        let mut planes = strip.ink.clone();
        let (mut laid_out, mut panel) = (Vec::new(), Vec::new());
        for (fold, weights, bias) in &self.folds {
            let size = fold.size(rows, columns);
            let places = size.0 * size.1;
            let mut result = vec![0.0; weights.rows() * places];
            if fold.sees == (1, 1) {
                weights.times(&planes, places, &mut result, &mut panel);
            } else {
                fold.lay_out(&planes, rows, columns, &mut laid_out);
                weights.times(&laid_out, places, &mut result, &mut panel);
            }
            for (plane, bias) in result.chunks_exact_mut(places).zip(bias) {
                for value in plane {
                    let sum = *value + *bias;
                    *value = if fold.bends && sum < 0.0 {
                        sum * DAMPED
                    } else {
                        sum
                    };
                }
            }
            planes = if fold.keeps == (1, 1) {
                result
            } else {
                thin_out(&result, size, fold.keeps)
            };
            (rows, columns) = (size.0 / fold.keeps.0, size.1 / fold.keeps.1);
        }
        (0..columns)
            .map(|at| {
                let column = planes
                    .chunks_exact(columns)
                    .filter_map(|plane| plane.get(at));
                log_shares(column.copied().collect())
            })
            .collect()
    }
}

/// Turns outputs into logarithms of probabilities.
fn log_shares(mut column: Vec<f32>) -> Vec<f32> {
    let most = column
        .iter()
        .fold(f32::NEG_INFINITY, |most, v| most.max(*v));
    let sum = column
        .iter()
        .fold(0.0_f64, |sum, value| sum + exp(f64::from(*value - most)));
    let whole = most + ln(sum) as f32;
    for value in &mut column {
        *value -= whole;
    }
    column
}

/// e to the power of `x`, the same bits on every machine, right to about 1e-12.
///
/// The exponential of the standard library is that of the machine's C library.
#[must_use]
pub fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let twos = (x * std::f64::consts::LOG2_E).round().min(1_000.0);
    let rest = x - twos * std::f64::consts::LN_2;
    // Taylor's row; |rest| is at most 0.35.
    let mut sum = 1.0;
    for n in (1..=12_u8).rev() {
        sum = 1.0 + sum * rest / f64::from(n);
    }
    sum * f64::from_bits(((twos as i64 + 1023) as u64) << 52)
}

/// The natural logarithm of a positive finite number, the same bits on every machine.
#[must_use]
pub fn ln(x: f64) -> f64 {
    if x < f64::MIN_POSITIVE {
        return -745.0;
    }
    let bits = x.to_bits();
    let twos = ((bits >> 52) as i64 - 1023) as f64;
    let mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    // ln m = 2 artanh((m - 1) / (m + 1)), for m from 1 to 2.
    let share = (mantissa - 1.0) / (mantissa + 1.0);
    let square = share * share;
    let mut sum = 0.0;
    for n in (0..=16_u8).rev() {
        sum = sum * square + 1.0 / f64::from(2 * n + 1);
    }
    2.0 * share * sum + twos * std::f64::consts::LN_2
}

/// Reads numbers of sixteen bits (IEEE 754 binary16).
fn halves(rest: &mut &[u8], count: usize) -> Option<Vec<f32>> {
    let (head, tail) = rest.split_at_checked(count * 2)?;
    *rest = tail;
    let (twos, _) = head.as_chunks::<2>();
    Some(
        twos.iter()
            .map(|two| wide(u16::from_le_bytes(*two)))
            .collect(),
    )
}

/// A number of sixteen bits as one of thirty-two.
#[must_use]
pub fn wide(half: u16) -> f32 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = u32::from(half >> 10) & 0x1f;
    let fraction = u32::from(half & 0x3ff);
    let size = if exponent == 0 {
        // 2^-24 a step.
        fraction as f32 * f32::from_bits((127 - 24) << 23)
    } else {
        f32::from_bits(((exponent + 127 - 15) << 23) | (fraction << 13))
    };
    sign * size
}

/// A number of thirty-two bits as the nearest of sixteen; what is out of range becomes the largest.
#[must_use]
pub fn narrow(value: f32) -> u16 {
    let sign = if value < 0.0 { 0x8000 } else { 0 };
    let size = value.abs().min(65_504.0);
    let (mut low, mut high) = (0_u16, 0x7bff_u16);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if wide(middle) <= size {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let above = (low + 1).min(0x7bff);
    let nearer = if wide(above) - size < size - wide(low) {
        above
    } else {
        low
    };
    sign | nearer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_and_logarithm_are_right() {
        for at in -400..400 {
            let x = f64::from(at) / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
            assert!((ln(x.exp()) - x).abs() < 1e-9, "{x}");
        }
        assert_eq!(exp(-1e9), 0.0);
    }

    #[test]
    fn narrow_numbers_come_back_as_the_nearest() {
        for value in [
            0.0, 1.0, -1.0, 0.5, -0.333, 1e-7, 65_504.0, 1e9, -3.7e-5, 0.1,
        ] {
            let back = wide(narrow(value));
            let nearest = value.clamp(-65_504.0, 65_504.0);
            assert!(
                (back - nearest).abs() <= nearest.abs() / 2_048.0 + 3e-8,
                "{value}: {back}"
            );
        }
        for half in (0..0x7c00).chain(0x8001..0xfc00) {
            assert_eq!(narrow(wide(half)), half);
        }
    }

    #[test]
    fn what_is_laid_out_is_what_each_place_sees() {
        let fold = Fold {
            planes: (1, 1),
            sees: (3, 3),
            step: 2,
            border: (1, 2),
            keeps: (1, 1),
            bends: false,
        };
        let plane: Vec<f32> = (1..=15_u8).map(f32::from).collect();
        let mut out = Vec::new();
        fold.lay_out(&plane, 3, 5, &mut out);
        assert_eq!(fold.size(3, 5), (3, 5));
        assert_eq!(out.len(), 9 * 15);
        let seen = |down: usize, across: usize, y: usize, x: usize| {
            out[((down * 3 + across) * 3 + y) * 5 + x]
        };
        // The middle of the second row sees itself, and two columns to each side.
        assert_eq!(
            [seen(1, 0, 1, 2), seen(1, 1, 1, 2), seen(1, 2, 1, 2)],
            [6.0, 8.0, 10.0]
        );
        assert_eq!(
            [seen(0, 1, 0, 2), seen(2, 1, 2, 2), seen(1, 0, 1, 1)],
            [0.0, 0.0, 0.0]
        );
        assert_eq!([seen(0, 0, 1, 4), seen(2, 2, 1, 0)], [3.0, 13.0]);
    }
}
