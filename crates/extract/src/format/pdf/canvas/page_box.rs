//! How large a page is and how it is turned.

use super::inherited;
use crate::format::pdf::matrix::Matrix;
use lopdf::{Dictionary, Document};

/// A4, where a page does not say.
const DEFAULT: [f32; 4] = [0.0, 0.0, 595.0, 842.0];

/// From user space to the page as seen, from its left and top; width and height in points.
///
/// The whole medium, not the cut-out, so that words lie where they do on the drawn page.
pub(super) fn page_box(document: &Document, page: &Dictionary) -> (Matrix, f32, f32) {
    let [x0, y0, x1, y1] = media_box(document, page).unwrap_or(DEFAULT);
    let (width, height) = (x1 - x0, y1 - y0);
    let turned = inherited(document, page, b"Rotate")
        .and_then(|turn| turn.as_i64().ok())
        .unwrap_or(0)
        .rem_euclid(360);
    match turned {
        90 => (Matrix([0.0, 1.0, 1.0, 0.0, -y0, -x0]), height, width),
        180 => (Matrix([-1.0, 0.0, 0.0, 1.0, x1, -y0]), width, height),
        270 => (Matrix([0.0, -1.0, -1.0, 0.0, y1, x1]), height, width),
        _ => (Matrix([1.0, 0.0, 0.0, -1.0, -x0, y1]), width, height),
    }
}

fn media_box(document: &Document, page: &Dictionary) -> Option<[f32; 4]> {
    let list = inherited(document, page, b"MediaBox")?.as_array().ok()?;
    let number = |object| document.dereference(object).ok()?.1.as_float().ok();
    let list: Option<Vec<f32>> = list.iter().take(4).map(number).collect();
    let [a, b, c, d] = list?.try_into().ok()?;
    let found = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let [x0, y0, x1, y1] = found;
    let sound = found.iter().all(|n| n.is_finite()) && x1 - x0 > 1.0 && y1 - y0 > 1.0;
    sound.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Object, dictionary};

    #[test]
    fn a_turned_page_is_seen_from_its_own_left_and_top() {
        let document = Document::new();
        let corner = |turn: i64| {
            let page = dictionary! {
                "MediaBox" => vec![Object::Integer(0), 0.into(), 200.into(), 100.into()],
                "Rotate" => turn,
            };
            let (matrix, width, height) = page_box(&document, &page);
            (matrix.point(0.0, 100.0), (width, height))
        };
        assert_eq!(corner(0), ((0.0, 0.0), (200.0, 100.0)));
        assert_eq!(corner(90), ((100.0, 0.0), (100.0, 200.0)));
        assert_eq!(corner(180), ((200.0, 100.0), (200.0, 100.0)));
        assert_eq!(corner(-90), ((0.0, 200.0), (100.0, 200.0)));
    }
}
