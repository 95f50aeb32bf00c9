//! Pieces of text with their places, as lines.

/// Takes pieces in the order in which they are drawn, which is mostly that of reading: a piece at
/// another height begins a line.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
    last: Option<f64>,
    span: Option<(f64, f64)>,
}

impl Lines {
    /// Adds a piece that is drawn at this height.
    pub(super) fn push(&mut self, piece: &str, height: f64) {
        self.push_measured(piece, height, 0.0, None);
    }

    /// Adds a piece whose letters are so tall, and which reaches from left to right so far where that
    /// is known: two pieces that touch are one word.
    pub(super) fn push_measured(
        &mut self,
        piece: &str,
        height: f64,
        tall: f64,
        span: Option<(f64, f64)>,
    ) {
        if piece.trim().is_empty() && self.text.is_empty() {
            return;
        }
        let same = self
            .last
            .is_some_and(|last| (last - height).abs() <= (tall * 0.4).max(1.0));
        if !same && !self.text.is_empty() {
            self.end_line();
        } else if same && !self.text.ends_with([' ', '\n']) && !piece.starts_with(' ') {
            let touch = match (self.span, span) {
                (Some((left, right)), Some((next_left, next_right))) => {
                    (next_left - right).max(left - next_right) < tall * 0.12
                }
                _ => false,
            };
            if !touch {
                self.text.push(' ');
            }
        }
        self.span = span;
        self.text.push_str(piece);
        self.last = Some(height);
    }

    /// Begins a line whatever comes.
    pub(super) fn end_line(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.last = None;
    }

    /// Bytes so far.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// The lines.
    pub(super) fn finish(mut self) -> String {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text
    }
}
