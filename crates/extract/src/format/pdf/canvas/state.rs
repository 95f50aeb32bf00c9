//! What is in force while content is walked.

use crate::format::pdf::font::Font;
use crate::format::pdf::matrix::Matrix;
use std::rc::Rc;

/// The graphics state, as far as text depends on it (ISO 32000-2, 8.4 and 9.3).
#[derive(Clone)]
pub(super) struct State<'a> {
    /// From user space to the page as seen.
    pub place: Matrix,
    pub font: Option<Rc<Font<'a>>>,
    pub size: f32,
    pub letter_space: f32,
    pub word_space: f32,
    /// Horizontal scaling, 1 for none.
    pub stretch: f32,
    pub leading: f32,
    pub raised: f32,
    /// Neither filled nor stroked.
    pub inkless: bool,
}

impl State<'_> {
    pub(super) const fn new(place: Matrix) -> Self {
        Self {
            place,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            raised: 0.0,
            inkless: false,
        }
    }
}

/// Where the next sign stands within a text object (9.4.1).
pub(super) struct Text {
    matrix: Matrix,
    line: Matrix,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            matrix: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }
}

impl Text {
    pub(super) fn next_line(&mut self, x: Option<f32>, y: Option<f32>) {
        let shift = Matrix::shift(x.unwrap_or(0.0), y.unwrap_or(0.0));
        self.set(shift.then(self.line));
    }

    pub(super) const fn set(&mut self, place: Matrix) {
        self.line = place;
        self.matrix = place;
    }

    /// From text space to the page.
    pub(super) fn place(&self, state: &State<'_>) -> Matrix {
        self.matrix.then(state.place)
    }

    /// Moves on along the line, in unscaled text space.
    pub(super) fn advance(&mut self, width: f32, state: &State<'_>) {
        let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
        let shift = if vertical {
            Matrix::shift(0.0, -state.size)
        } else {
            Matrix::shift(width * state.stretch, 0.0)
        };
        self.matrix = shift.then(self.matrix);
    }
}
