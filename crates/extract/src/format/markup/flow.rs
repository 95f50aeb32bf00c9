//! Text collected line by line from a document that thinks in paragraphs and cells.

/// Builds the text of a page: paragraphs become lines, rows become lines with tab-parted cells.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    text: String,
    /// How many table cells are open around this place; within one a paragraph end is a space,
    /// so that a row stays on its line.
    cells: u32,
    gap: bool,
}

impl Flow {
    /// Adds text as it is written.
    pub(crate) fn push(&mut self, text: &str) {
        if self.cells > 0 {
            self.text.extend(
                text.chars()
                    .map(|c| if c == '\n' || c == '\r' { ' ' } else { c }),
            );
        } else {
            self.text.push_str(text);
        }
    }

    /// Adds text whose runs of white space count as one space (HTML and the like).
    pub(crate) fn push_folded(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.gap = true,
                c => {
                    if self.gap {
                        self.space();
                    }
                    self.text.push(c);
                }
            }
        }
    }

    /// Parts words where nothing parts them yet.
    pub(crate) fn space(&mut self) {
        self.gap = false;
        if !matches!(
            self.text.chars().next_back(),
            None | Some(' ' | '\n' | '\t')
        ) {
            self.text.push(' ');
        }
    }

    /// Ends the line, if anything stands on it.
    pub(crate) fn line(&mut self) {
        self.gap = false;
        if self.cells > 0 {
            return self.space();
        }
        self.end_blanks();
        if !matches!(self.text.chars().next_back(), None | Some('\n')) {
            self.text.push('\n');
        }
    }

    /// Ends the line in any case, inside a paragraph.
    pub(crate) fn hard_break(&mut self) {
        self.gap = false;
        self.push("\n");
    }

    /// Opens a table cell.
    pub(crate) fn open_cell(&mut self) {
        self.gap = false;
        if self.cells == 0 && !matches!(self.text.chars().next_back(), None | Some('\n' | '\t')) {
            self.text.push('\t');
        }
        self.cells = self.cells.saturating_add(1);
    }

    /// Closes a table cell.
    pub(crate) fn close_cell(&mut self) {
        self.gap = false;
        self.cells = self.cells.saturating_sub(1);
        if self.cells == 0 {
            while self.text.ends_with(' ') {
                self.text.pop();
            }
            self.text.push('\t');
        }
    }

    /// Whether nothing was added yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text, without blanks at line ends and at its own ends.
    pub(crate) fn finish(mut self) -> String {
        self.end_blanks();
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        let start = self.text.len() - self.text.trim_start_matches(['\n', ' ']).len();
        self.text.drain(..start);
        self.text
    }

    /// The text so far, leaving an empty flow.
    pub(crate) fn take(&mut self) -> String {
        let cells = self.cells;
        let text = std::mem::take(self).finish();
        self.cells = cells;
        text
    }

    fn end_blanks(&mut self) {
        while matches!(self.text.chars().next_back(), Some(' ' | '\t')) {
            self.text.pop();
        }
    }
}
