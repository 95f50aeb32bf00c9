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
