//! Labels on photographs: cards and overlays with writing on them, found, set straight and read.
//!
//! Nothing else in a picture is looked at, and nothing of it is kept.

mod around;
mod edges;
mod evidence;
mod find;
mod levels;
mod pixels;
mod quad;
mod read;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod tests;

use image::GrayImage;

pub(crate) use find::Found;
pub(crate) use read::{of_photograph, read, straightened};

/// A label found in a picture, before it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundLabel {
    /// Its corners in pixels of the picture, clockwise: those that are its left upper, right upper,
    /// right lower and left lower one as far as can be told without reading. They lie outside where
    /// the picture's edge cuts the label.
    pub polygon: [[f32; 2]; 4],
    /// `[left, top, right, bottom]` in pixels of the picture: what of it is inside.
    pub bounds: [f32; 4],
    /// Whether it was put into the picture by a program.
    pub added: bool,
    /// Whether the picture's edge cuts it.
    pub cut: bool,
    /// How surely it is a label, 0 to 1; no probability.
    pub confidence: f32,
}

/// Finds the labels of an upright picture, surest first.
#[must_use]
pub fn find(picture: &GrayImage) -> Vec<FoundLabel> {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    find::find(picture)
        .into_iter()
        .map(|found| FoundLabel {
            polygon: found.quad.0.map(|(x, y)| [x, y]),
            bounds: found.quad.bounds(width, height),
            added: found.added,
            cut: found.cut,
            confidence: found.confidence,
        })
        .collect()
}
