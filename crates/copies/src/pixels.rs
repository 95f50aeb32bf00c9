//! Grey pixels made smaller by taking means, and a square of numbers turned.

/// A grey picture, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Grey {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<f32>,
}

impl Grey {
    /// The pixel there; white where there is none.
    pub(crate) fn at(&self, x: usize, y: usize) -> f32 {
        if x >= self.width {
            return 255.0;
        }
        self.pixels
            .get(y * self.width + x)
            .copied()
            .unwrap_or(255.0)
    }

    /// The picture in `width` by `height` cells, each the mean of the pixels that it covers, parts of
    /// pixels by their part.
    pub(crate) fn shrunk(
        source: (usize, usize, &[u8]),
        width: usize,
        height: usize,
    ) -> Option<Self> {
        let (from_width, from_height, bytes) = source;
        if from_width == 0 || from_height == 0 || bytes.len() < from_width * from_height {
            return None;
        }
        let across = spans(from_width, width);
        let down = spans(from_height, height);
        // First each row on its own, then the rows together: two short passes instead of one long.
        let mut pixels = vec![0.0f32; width * height];
        for (row, into) in down.iter().zip(pixels.chunks_exact_mut(width)) {
            for (line, share_down) in row {
                let from = line * from_width;
                let bytes = bytes.get(from..from + from_width).unwrap_or_default();
                for (cell, span) in into.iter_mut().zip(&across) {
                    for (column, share_across) in span {
                        let pixel = bytes.get(*column).copied().unwrap_or(255);
                        *cell += f32::from(pixel) * share_across * share_down;
                    }
                }
            }
        }
        Some(Self {
            width,
            height,
            pixels,
        })
    }
}

/// Which places of `from` each of `into` cells covers, and by which share of the cell; at most
/// eight places a cell, evenly taken, because a mean over more says nothing new.
fn spans(from: usize, into: usize) -> Vec<Vec<(usize, f32)>> {
    const MOST: usize = 8;
    let step = from as f32 / into.max(1) as f32;
    (0..into)
        .map(|cell| {
            let (start, end) = (cell as f32 * step, (cell + 1) as f32 * step);
            let mut places: Vec<(usize, f32)> = Vec::new();
            let (first, last) = (start as usize, (end.ceil() as usize).min(from));
            for place in first..last {
                let covered = end.min((place + 1) as f32) - start.max(place as f32);
                if covered > 0.0 {
                    places.push((place, covered));
                }
            }
            if places.len() > MOST {
                let every = places.len().div_ceil(MOST);
                places = places.into_iter().step_by(every).collect();
            }
            let sum: f32 = places.iter().map(|(_, share)| share).sum();
            for (_, share) in &mut places {
                *share /= sum.max(f32::EPSILON);
            }
            places
        })
        .collect()
}

/// A rectangle of values turned by a quarter, clockwise: its width becomes its height.
pub(crate) fn turned<T: Copy + Default>(values: &[T], width: usize, height: usize) -> Vec<T> {
    let mut into = Vec::with_capacity(values.len());
    for y in 0..width {
        for x in 0..height {
            let from = (height - 1 - x) * width + y;
            into.push(values.get(from).copied().unwrap_or_default());
        }
    }
    into
}

/// How far two series go together: 1 alike, 0 unrelated, -1 opposed; 0 where one of them does not vary.
pub(crate) fn correlation(pairs: impl Iterator<Item = (f32, f32)>) -> f32 {
    let (mut n, mut a, mut b, mut aa, mut bb, mut ab) = (0.0f64, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (f64::from(x), f64::from(y));
        n += 1.0;
        a += x;
        b += y;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    if n < 2.0 {
        return 0.0;
    }
    let (va, vb) = (aa - a * a / n, bb - b * b / n);
    if va <= 1e-6 || vb <= 1e-6 {
        return 0.0;
    }
    ((ab - a * b / n) / (va * vb).sqrt()) as f32
}

/// The value between four cells of a grid, weighed by nearness; behind the last cell its own.
pub(crate) fn between(values: &[f32], (width, height): (usize, usize), x: f32, y: f32) -> f32 {
    let (x, y) = (x.min(width as f32 - 1.0), y.min(height as f32 - 1.0));
    let (left, top) = (x as usize, y as usize);
    let (dx, dy) = (x - left as f32, y - top as f32);
    let at = |x: usize, y: usize| {
        let place = y.min(height - 1) * width + x.min(width - 1);
        values.get(place).copied().unwrap_or(0.0)
    };
    let above = at(left, top) * (1.0 - dx) + at(left + 1, top) * dx;
    let below = at(left, top + 1) * (1.0 - dx) + at(left + 1, top + 1) * dx;
    above * (1.0 - dy) + below * dy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarter_turns_lead_back() {
        let values = [1, 2, 3, 4, 5, 6];
        let once = turned(&values, 3, 2);
        assert_eq!(once, [4, 1, 5, 2, 6, 3]);
        let back = turned(&turned(&turned(&once, 2, 3), 3, 2), 2, 3);
        assert_eq!(back, values);
    }

    #[test]
    fn a_smaller_picture_keeps_the_mean() {
        let bytes: Vec<u8> = (0..100u8).collect();
        let small = Grey::shrunk((10, 10, &bytes), 3, 3).unwrap();
        let mean = small.pixels.iter().sum::<f32>() / 9.0;
        assert!((mean - 49.5).abs() < 0.6, "{mean}");
        assert!(Grey::shrunk((10, 11, &bytes), 3, 3).is_none());
    }
}
