//! Four corners, and how they are found around a shape.

/// A point in pixels: to the right, then down.
pub(crate) type Point = (f32, f32);

/// A convex quadrilateral, its corners clockwise on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quad(pub [Point; 4]);

pub(super) fn cross(from: Point, one: Point, other: Point) -> f32 {
    (one.0 - from.0) * (other.1 - from.1) - (one.1 - from.1) * (other.0 - from.0)
}

pub(super) fn distance(one: Point, other: Point) -> f32 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// A place between two points: the first at 0, the second at 1.
pub(super) fn between(one: Point, other: Point, share: f32) -> Point {
    (
        one.0 + (other.0 - one.0) * share,
        one.1 + (other.1 - one.1) * share,
    )
}

/// Area of a polygon, positive where its corners run clockwise on the screen.
pub(super) fn area(corners: &[Point]) -> f32 {
    let next = corners.iter().cycle().skip(1);
    let twice: f32 = corners
        .iter()
        .zip(next)
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum();
    twice / 2.0
}

/// The convex hull of points that are given by falling or rising rows, clockwise (Andrew, 1979).
pub(super) fn hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    sorted.dedup();
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., before, last] = chain.as_slice()
                && cross(*before, *last, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut whole = chain(&mut sorted.iter().copied());
    whole.extend(chain(&mut sorted.iter().rev().copied()));
    whole
}

/// Where two lines cross, each through two points; none where they run alike.
pub(super) fn crossing(one: (Point, Point), other: (Point, Point)) -> Option<Point> {
    let (dx, dy) = (one.1.0 - one.0.0, one.1.1 - one.0.1);
    let (ex, ey) = (other.1.0 - other.0.0, other.1.1 - other.0.1);
    let turn = dx * ey - dy * ex;
    if turn.abs() < 1e-4 * dx.hypot(dy) * ex.hypot(ey) {
        return None;
    }
    let along = ((other.0.0 - one.0.0) * ey - (other.0.1 - one.0.1) * ex) / turn;
    Some((one.0.0 + along * dx, one.0.1 + along * dy))
}

impl Quad {
    /// The quadrilateral about a convex polygon that is hardly larger: the side that costs least is
    /// left out, its neighbours made longer, until four are left.
    pub(super) fn about(hull: &[Point]) -> Option<Self> {
        let mut corners = hull.to_vec();
        while corners.len() > 4 {
            let count = corners.len();
            let at = |index: usize| corners.get(index % count).copied();
            let cheapest = (0..count)
                .filter_map(|side| {
                    let (before, from) = (at(side + count - 1)?, at(side)?);
                    let (to, after) = (at(side + 1)?, at(side + 2)?);
                    let tip = crossing((before, from), (to, after))?;
                    // Only where both neighbours are made longer.
                    let added = cross(from, tip, to) / 2.0;
                    (added >= 0.0).then_some((side, tip, added))
                })
                .min_by(|a, b| a.2.total_cmp(&b.2))?;
            let (side, tip, _) = cheapest;
            if let Some(corner) = corners.get_mut(side) {
                *corner = tip;
            }
            corners.remove((side + 1) % count);
        }
        let corners: [Point; 4] = corners.try_into().ok()?;
        let sane = corners
            .iter()
            .all(|(x, y)| x.is_finite() && y.is_finite() && x.abs() < 1e6 && y.abs() < 1e6);
        sane.then_some(Self(corners))
    }

    /// The sides, from corner to corner.
    pub(super) fn sides(&self) -> [(Point, Point); 4] {
        let [a, b, c, d] = self.0;
        [(a, b), (b, c), (c, d), (d, a)]
    }

    /// Mean length of two opposite sides, first those that begin at the first corner.
    pub(super) fn lengths(&self) -> (f32, f32) {
        let [one, two, three, four] = self.sides().map(|(from, to)| distance(from, to));
        (f32::midpoint(one, three), f32::midpoint(two, four))
    }

    pub(super) fn area(&self) -> f32 {
        area(&self.0)
    }

    /// Whether no corner is sharper than 35 or blunter than 145 degrees, and opposite sides are not
    /// too unlike: as a card is seen that lies or stands before a camera.
    pub(super) fn is_card_like(&self) -> bool {
        let [a, b, c, d] = self.0;
        let open = |at: Point, one: Point, other: Point| {
            let (along, across) = (distance(at, one), distance(at, other));
            along > 0.0 && across > 0.0 && cross(at, one, other) > 0.57 * along * across
        };
        let corners = open(a, b, d) && open(b, c, a) && open(c, d, b) && open(d, a, c);
        let [one, two, three, four] = self.sides().map(|(from, to)| distance(from, to));
        let alike = |x: f32, y: f32| x.min(y) > 0.45 * x.max(y);
        corners && alike(one, three) && alike(two, four)
    }

    pub(super) fn scaled(&self, by: f32) -> Self {
        Self(self.0.map(|(x, y)| (x * by, y * by)))
    }

    /// Moved outward on every side, in pixels; inward where negative.
    pub(super) fn grown(&self, by: f32) -> Option<Self> {
        let moved = self.sides().map(|(from, to)| {
            let length = distance(from, to).max(1e-3);
            // Outward of a clockwise side is to its left.
            let (nx, ny) = ((to.1 - from.1) / length, (from.0 - to.0) / length);
            (
                (from.0 + nx * by, from.1 + ny * by),
                (to.0 + nx * by, to.1 + ny * by),
            )
        });
        Self::of_lines(moved)
    }

    /// The corners where four lines cross, each with the one before it.
    pub(super) fn of_lines(lines: [(Point, Point); 4]) -> Option<Self> {
        let [a, b, c, d] = lines;
        Some(Self([
            crossing(d, a)?,
            crossing(a, b)?,
            crossing(b, c)?,
            crossing(c, d)?,
        ]))
    }

    /// The same with another corner first: each turn is a quarter, counter-clockwise.
    pub(super) fn turned(&self, quarters: usize) -> Self {
        let mut corners = self.0;
        corners.rotate_left(quarters % 4);
        Self(corners)
    }

    /// With that corner first from which the label stands upright in the picture, as far as can be
    /// told: the first side looks to the right.
    pub(super) fn upright(&self) -> Self {
        let slope = |quarters: &usize| {
            let turned = self.turned(*quarters);
            let ((x, y), (to_x, to_y)) = (turned.0[0], turned.0[1]);
            ((to_y - y).atan2(to_x - x)).abs()
        };
        let best = (0..4).min_by(|a, b| slope(a).total_cmp(&slope(b)));
        self.turned(best.unwrap_or(0))
    }

    /// `[left, top, right, bottom]`, no further than a picture of this size.
    pub(super) fn bounds(&self, width: f32, height: f32) -> [f32; 4] {
        let fold = |pick: fn(f32, f32) -> f32, of: fn(&Point) -> f32, from: f32| {
            self.0.iter().map(of).fold(from, pick)
        };
        [
            fold(f32::min, |p| p.0, f32::MAX).clamp(0.0, width),
            fold(f32::min, |p| p.1, f32::MAX).clamp(0.0, height),
            fold(f32::max, |p| p.0, f32::MIN).clamp(0.0, width),
            fold(f32::max, |p| p.1, f32::MIN).clamp(0.0, height),
        ]
    }

    /// Whether a point lies inside.
    pub(super) fn holds(&self, point: Point) -> bool {
        let sides = self.sides();
        sides
            .iter()
            .all(|(from, to)| cross(*from, *to, point) >= 0.0)
    }

    /// Share of both that both have, 0 to 1.
    pub(super) fn overlap(&self, other: &Self) -> f32 {
        let common = self.common(other);
        common / (self.area() + other.area() - common).max(1e-6)
    }

    /// The area that both have, in square pixels (Sutherland and Hodgman, 1974).
    pub(super) fn common(&self, other: &Self) -> f32 {
        let mut kept = self.0.to_vec();
        for (from, to) in other.sides() {
            let inside = |point: Point| cross(from, to, point) >= 0.0;
            let mut next = Vec::with_capacity(kept.len() + 1);
            for (one, two) in kept.iter().zip(kept.iter().cycle().skip(1)) {
                if inside(*one) {
                    next.push(*one);
                }
                if inside(*one) != inside(*two) {
                    next.extend(crossing((*one, *two), (from, to)));
                }
            }
            kept = next;
        }
        area(&kept).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_with_a_cut_corner_gets_its_corner_back() {
        let shape = [
            (0.0, 0.0),
            (9.0, 0.0),
            (10.0, 1.0),
            (10.0, 10.0),
            (0.0, 10.0),
            (4.0, 4.0),
        ];
        let hull = hull(&shape);
        assert_eq!(hull.len(), 5);
        let quad = Quad::about(&hull).unwrap();
        let square = Quad([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        assert!((quad.area() - 100.0).abs() < 0.01, "{quad:?}");
        assert!(quad.overlap(&square) > 0.999);
        assert!(quad.is_card_like());
        assert!((quad.grown(1.0).unwrap().area() - 144.0).abs() < 0.01);
    }

    #[test]
    fn overlap_is_the_common_share() {
        let one = Quad([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        let half = Quad([(5.0, 0.0), (15.0, 0.0), (15.0, 10.0), (5.0, 10.0)]);
        assert!((one.overlap(&half) - 1.0 / 3.0).abs() < 1e-4);
        let apart = Quad([(50.0, 0.0), (60.0, 0.0), (60.0, 10.0), (50.0, 10.0)]);
        assert!(one.overlap(&apart) < 1e-6);
    }

    #[test]
    fn a_turned_card_begins_at_its_left_upper_corner() {
        let quad = Quad([(12.0, 3.0), (10.0, 12.0), (0.0, 10.0), (2.0, 0.0)]);
        assert_eq!(quad.upright().0[0], (2.0, 0.0));
    }
}
