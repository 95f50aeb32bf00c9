//! What annotations and form fields show.

use super::super::matrix::Matrix;
use super::numbers;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// The normal appearance, in the state the annotation is in.
pub(super) fn appearance<'a>(
    document: &'a Document,
    annotation: &'a Dictionary,
) -> Option<(Option<ObjectId>, &'a Stream)> {
    let normal = annotation
        .get_deref(b"AP", document)
        .ok()?
        .as_dict()
        .ok()?
        .get(b"N")
        .ok()?;
    let (id, object) = document.dereference(normal).ok()?;
    match object {
        Object::Stream(stream) => Some((id, stream)),
        Object::Dictionary(states) => {
            let state = annotation.get_deref(b"AS", document).ok()?.as_name().ok()?;
            let (id, object) = document.dereference(states.get(state).ok()?).ok()?;
            Some((id, object.as_stream().ok()?))
        }
        _ => None,
    }
}

/// How the box of an appearance is laid into the rectangle of its annotation (12.5.5, algorithm 8).
pub(super) fn appearance_place(
    document: &Document,
    annotation: &Dictionary,
    form: &Stream,
) -> Option<Matrix> {
    let of = |dictionary: &Dictionary, key: &[u8]| -> Option<[f32; 4]> {
        let list: Option<Vec<f32>> = numbers(document, dictionary, key)?.into_iter().collect();
        let [a, b, c, d] = list?.try_into().ok()?;
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    };
    let [left, bottom, right, top] = of(annotation, b"Rect")?;
    let bounds = of(&form.dict, b"BBox")?;
    let matrix = numbers(document, &form.dict, b"Matrix")
        .and_then(|m| Matrix::from_numbers(&m))
        .unwrap_or(Matrix::IDENTITY);
    let [x0, y0, x1, y1] = bounds;
    let corners = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)].map(|(x, y)| matrix.point(x, y));
    let low =
        |pick: fn((f32, f32)) -> f32| corners.iter().map(|c| pick(*c)).fold(f32::MAX, f32::min);
    let high =
        |pick: fn((f32, f32)) -> f32| corners.iter().map(|c| pick(*c)).fold(f32::MIN, f32::max);
    let (from_x, to_x) = (low(|c| c.0), high(|c| c.0));
    let (from_y, to_y) = (low(|c| c.1), high(|c| c.1));
    let scale = |of: f32, by: f32| if by.abs() > 1e-6 { of / by } else { 1.0 };
    let (sx, sy) = (
        scale(right - left, to_x - from_x),
        scale(top - bottom, to_y - from_y),
    );
    Some(Matrix([
        sx,
        0.0,
        0.0,
        sy,
        left - from_x * sx,
        bottom - from_y * sy,
    ]))
}
