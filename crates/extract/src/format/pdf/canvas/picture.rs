//! Pictures on a page: how much of it they cover. A scan is a page that a picture covers.

use super::super::matrix::Matrix;
use super::{Canvas, Sheet, resource};
use lopdf::{Dictionary, Object};

impl Sheet {
    /// Counts in a picture, which fills the unit square of its place (8.9.5). Scans in strips add
    /// up; pictures one over the other count twice, which makes a page no less a scan.
    pub(super) fn cover(&mut self, place: Matrix) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let corners = corners.map(|(x, y)| place.point(x, y));
        let span = |values: [f32; 4], most: f32| {
            let low = values.into_iter().fold(f32::INFINITY, f32::min);
            let high = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
            (high.min(most) - low.max(0.0)).max(0.0)
        };
        let area =
            span(corners.map(|(x, _)| x), self.width) * span(corners.map(|(_, y)| y), self.height);
        let share = area / (self.width * self.height).max(1.0);
        if share.is_finite() {
            self.pictured = (self.pictured + share).min(1.0);
        }
    }
}

impl<'a> Canvas<'a> {
    /// Whether the name stands for a picture.
    pub(super) fn is_picture(&self, resources: Option<&'a Dictionary>, name: &[u8]) -> bool {
        let found = resource(self.document, resources, b"XObject", name);
        let stream = found.and_then(|(_, object)| object.as_stream().ok());
        stream.is_some_and(|stream| {
            let kind = stream.dict.get_deref(b"Subtype", self.document);
            kind.and_then(Object::as_name)
                .is_ok_and(|kind| kind == b"Image")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(places: &[[f32; 6]]) -> f32 {
        let mut sheet = Sheet {
            width: 100.0,
            height: 200.0,
            ..Sheet::default()
        };
        for place in places {
            sheet.cover(Matrix(*place));
        }
        sheet.pictured
    }

    #[test]
    fn a_scan_covers_its_page_in_one_piece_in_strips_or_turned() {
        let is = |share: f32, wanted: f32| assert!((share - wanted).abs() < 0.01, "{share}");
        is(covered(&[[100.0, 0.0, 0.0, 200.0, 0.0, 0.0]]), 1.0);
        is(covered(&[[0.0, 200.0, -100.0, 0.0, 100.0, 0.0]]), 1.0);
        is(
            covered(&[
                [100.0, 0.0, 0.0, -100.0, 0.0, 200.0],
                [100.0, 0.0, 0.0, 100.0, 0.0, 0.0],
            ]),
            1.0,
        );
        is(covered(&[[20.0, 0.0, 0.0, 20.0, 10.0, 10.0]]), 0.02);
        // What lies outside the page is not on it.
        is(covered(&[[100.0, 0.0, 0.0, 200.0, 300.0, 0.0]]), 0.0);
        is(covered(&[[f32::NAN, 0.0, 0.0, 1.0, 0.0, 0.0]]), 0.0);
    }
}
