//! Places on a page: `[a b c d e f]` as ISO 32000-2, 8.3.4 writes it.

/// A change of coordinates; a point is a row vector multiplied from the left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f32; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) const fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This change first, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        let Self([g, h, i, j, k, l]) = next;
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    pub(super) fn point(self, x: f32, y: f32) -> (f32, f32) {
        let Self([a, b, c, d, e, f]) = self;
        (x * a + y * c + e, x * b + y * d + f)
    }

    /// From six operands.
    pub(super) fn from_numbers(numbers: &[Option<f32>]) -> Option<Self> {
        let [Some(a), Some(b), Some(c), Some(d), Some(e), Some(f)] = numbers else {
            return None;
        };
        let matrix = [*a, *b, *c, *d, *e, *f];
        matrix.iter().all(|n| n.is_finite()).then_some(Self(matrix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_follow_one_another() {
        let scaled = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let (x, y) = Matrix::shift(3.0, 4.0).then(scaled).point(1.0, 1.0);
        assert_eq!((x, y), (8.0, 10.0));
    }
}
