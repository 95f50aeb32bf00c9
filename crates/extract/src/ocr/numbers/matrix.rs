//! Products of matrices, always summed in the same order.
//!
//! INVARIANT: each sum runs over its terms in ascending order, product by product, without fused
//! multiply-add. How wide the machine's registers are changes nothing in the bits.

/// Columns that are summed at once.
const COLUMNS: usize = 8;
/// Rows that are summed at once.
const ROWS: usize = 4;

/// Rows of weights, packed so that four rows lie side by side.
#[derive(Debug, Clone)]
pub struct Packed {
    rows: usize,
    depth: usize,
    /// For each four rows, for each term: the four weights.
    tiles: Vec<[f32; ROWS]>,
}

impl Packed {
    /// Packs `rows` rows of `depth` weights that lie one after the other.
    #[must_use]
    pub fn of(weights: &[f32], rows: usize, depth: usize) -> Self {
        let mut tiles = Vec::with_capacity(rows.div_ceil(ROWS) * depth);
        for four in weights.chunks(depth.max(1) * ROWS) {
            for term in 0..depth {
                let mut tile = [0.0; ROWS];
                for (slot, row) in tile.iter_mut().zip(four.chunks(depth)) {
                    *slot = row.get(term).copied().unwrap_or(0.0);
                }
                tiles.push(tile);
            }
        }
        Self { rows, depth, tiles }
    }

    /// Number of rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// `out[row][column] = sum over term of weight[row][term] * right[term][column]`.
    ///
    /// `right` has `depth` rows of `columns` values, `out` `rows` rows of `columns` values.
    pub fn times(
        &self,
        right: &[f32],
        columns: usize,
        out: &mut [f32],
        panel: &mut Vec<[f32; COLUMNS]>,
    ) {
        let mut from = 0;
        while from < columns {
            let wide = COLUMNS.min(columns - from);
            panel.clear();
            for row in right.chunks_exact(columns).take(self.depth) {
                let mut eight = [0.0; COLUMNS];
                for (slot, value) in eight.iter_mut().zip(row.iter().skip(from).take(wide)) {
                    *slot = *value;
                }
                panel.push(eight);
            }
            let fours = self.tiles.chunks_exact(self.depth.max(1));
            for (tiles, rows) in fours.zip(out.chunks_mut(columns * ROWS)) {
                let sums = product(tiles, panel);
                for (row, sums) in rows.chunks_mut(columns).zip(sums) {
                    for (slot, sum) in row.iter_mut().skip(from).zip(sums.iter().take(wide)) {
                        *slot = *sum;
                    }
                }
            }
            from += COLUMNS;
        }
    }
}

/// Four rows times eight columns.
fn product(tiles: &[[f32; ROWS]], panel: &[[f32; COLUMNS]]) -> [[f32; COLUMNS]; ROWS] {
    let mut sums = [[0.0_f32; COLUMNS]; ROWS];
    for (weights, values) in tiles.iter().zip(panel) {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            for (slot, value) in sum.iter_mut().zip(values) {
                *slot += *weight * *value;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_plain_sum_bit_for_bit() {
        for (rows, depth, columns) in [(1, 1, 1), (4, 3, 8), (5, 7, 19), (12, 9, 40), (60, 80, 33)]
        {
            let value = |at: usize| ((at * 2_654_435_761) % 1_000) as f32 / 500.0 - 1.0;
            let left: Vec<f32> = (0..rows * depth).map(value).collect();
            let right: Vec<f32> = (0..depth * columns).map(|at| value(at + 77)).collect();
            let mut out = vec![9.0; rows * columns];
            Packed::of(&left, rows, depth).times(&right, columns, &mut out, &mut Vec::new());
            for row in 0..rows {
                for column in 0..columns {
                    let mut sum = 0.0_f32;
                    for term in 0..depth {
                        sum += left[row * depth + term] * right[term * columns + column];
                    }
                    assert_eq!(sum.to_bits(), out[row * columns + column].to_bits());
                }
            }
        }
    }
}
