//! Labels on photographs, as they were found and read.

use super::Word;
use serde::{Deserialize, Serialize};

/// A card or an overlay with writing on it, in a photograph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// Its corners `[x, y]` in pixels of the upright picture: the left upper, right upper, right lower
    /// and left lower one of the label as it is read. They lie outside where the picture cuts it.
    pub polygon: [[f32; 2]; 4],
    /// `[left, top, right, bottom]` in pixels of the upright picture: what of it is inside.
    #[serde(rename = "box")]
    pub bounds: [f32; 4],
    /// What it is.
    pub origin: LabelOrigin,
    /// Whether the picture's edge cuts it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
    /// How surely it is a label, 0 to 1: from its edges and how clearly its ink stands out; no
    /// probability.
    pub confidence: f32,
    /// Width and height, in pixels, of the label cut out and set upright.
    pub crop: [u32; 2],
    /// Its lines from the top; empty where nothing could be read.
    pub lines: Vec<LabelLine>,
}

/// What a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelOrigin {
    /// A card that lay or was held before the camera.
    Card,
    /// Put into the picture by a program: its sides run along the pixels, its paper has one shade.
    Overlay,
}

/// A line on a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelLine {
    /// In logical order.
    pub text: String,
    /// Mean over its numbers, or over its words where it has none, weighed by their letters, 0 to 1.
    pub confidence: f32,
    /// Whether two readers agree on every number in it; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<bool>,
    /// Its words in reading order; their places are shares of the label cut out and set upright.
    pub words: Vec<Word>,
    /// For each word `[left, top, right, bottom]` in pixels of the upright picture.
    pub boxes: Vec<[f32; 4]>,
}

impl Label {
    /// Whether a word or a number on it was read with some confidence.
    pub(crate) fn is_legible(&self) -> bool {
        let sure = |word: &Word| word.confidence.is_some_and(|sure| sure >= 0.6);
        let words = self.lines.iter().flat_map(|line| &line.words);
        words.filter(|word| word.text.chars().count() > 1).any(sure)
    }

    /// Its lines, parted by `\n`.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}
