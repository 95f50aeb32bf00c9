//! How a paper lies on A4 sheets: lengths in points (1/72 inch) from the top left corner.

use crate::chance::Chance;
use crate::paper::{Paper, Table};
use crate::typeface::{Shaped, Style, Typefaces};

/// The line at the foot of every page image.
pub(crate) const FOOTER: &str = "isnad sample - fiction";
/// Width of A4.
pub(crate) const WIDTH: f32 = 595.0;
/// Height of A4.
pub(crate) const HEIGHT: f32 = 842.0;
const RIGHT: f32 = WIDTH - 62.0;
const LEFT: f32 = 62.0;

/// Something on the sheet.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// A line of text; `x` is its left end, `y` its baseline.
    Text {
        x: f32,
        y: f32,
        size: f32,
        line: Shaped,
    },
    /// A straight line.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
    },
}

/// What is put on by hand, after printing.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// The middle.
    pub(crate) at: (f32, f32),
    pub(crate) kind: MarkKind,
}

/// The kinds of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// The round stamp of the office.
    Stamp,
    /// The signature of the officer.
    Signature,
}

/// One side of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) marks: Vec<Mark>,
}

/// Where the next line goes.
struct Pen<'a> {
    types: &'a Typefaces,
    sheet: Sheet,
    y: f32,
}

/// Lays a paper on its sheets.
pub(crate) fn lay(paper: &Paper, types: &Typefaces, chance: &mut Chance) -> Vec<Sheet> {
    let mut pen = Pen {
        types,
        sheet: Sheet::default(),
        y: 66.0,
    };
    head(&mut pen, paper);
    for paragraph in &paper.body {
        pen.paragraph(paragraph);
    }
    if let Some(table) = &paper.table {
        pen.table(table);
    }
    let mut sheets = Vec::new();
    if !paper.second.is_empty() {
        pen.footer();
        sheets.push(pen.sheet);
        pen = Pen {
            types,
            sheet: Sheet::default(),
            y: 90.0,
        };
        for paragraph in &paper.second {
            pen.paragraph(paragraph);
        }
    }
    foot(&mut pen, paper, chance);
    pen.footer();
    sheets.push(pen.sheet);
    sheets
}

fn head(pen: &mut Pen<'_>, paper: &Paper) {
    let top = pen.y;
    pen.centred(
        WIDTH / 2.0,
        top - 14.0,
        &paper.classification,
        Style::Bold,
        13.0,
    );
    for (n, line) in paper.letterhead.iter().enumerate() {
        pen.right(RIGHT, top + 20.0 * n as f32, line, Style::Bold, 13.0);
    }
    // The reference block stands on the left, its lines level with the letterhead.
    pen.right(
        LEFT + 128.0,
        top + 20.0,
        &paper.number_line(),
        Style::Regular,
        13.0,
    );
    pen.right(
        LEFT + 128.0,
        top + 40.0,
        &paper.date_line(),
        Style::Regular,
        13.0,
    );
    pen.y = top + 84.0;
    if let Some(title) = &paper.title {
        let width = pen.centred(WIDTH / 2.0, pen.y, title, Style::Bold, 19.0);
        let (from, to) = ((WIDTH - width) / 2.0, (WIDTH + width) / 2.0);
        let y = pen.y + 9.0;
        pen.sheet.pieces.push(Piece::Rule {
            from: (from, y),
            to: (to, y),
            width: 0.9,
        });
        pen.y += 42.0;
    }
    if let Some(addressee) = &paper.addressee {
        pen.centred(WIDTH / 2.0, pen.y, addressee, Style::Bold, 15.0);
        pen.y += 32.0;
    }
    pen.right(RIGHT, pen.y, &paper.subject_line(), Style::Bold, 14.0);
    pen.y += 34.0;
}

fn foot(pen: &mut Pen<'_>, paper: &Paper, chance: &mut Chance) {
    if let Some(closing) = &paper.closing {
        pen.y += 8.0;
        pen.centred(WIDTH / 2.0, pen.y, closing, Style::Regular, 14.0);
    }
    pen.y += 44.0;
    let middle = LEFT + 96.0;
    pen.centred(middle, pen.y, &paper.signature_line(), Style::Bold, 14.0);
    pen.centred(
        middle,
        pen.y + 24.0,
        &paper.signatory.name,
        Style::Bold,
        14.0,
    );
    let (sign_x, sign_y) = (
        middle + chance.around(14.0),
        pen.y + 52.0 + chance.around(4.0),
    );
    pen.sheet.marks.push(Mark {
        at: (sign_x, sign_y),
        kind: MarkKind::Signature,
    });
    let (stamp_x, stamp_y) = (
        middle + 84.0 + chance.around(14.0),
        pen.y + 44.0 + chance.around(12.0),
    );
    pen.sheet.marks.push(Mark {
        at: (stamp_x, stamp_y),
        kind: MarkKind::Stamp,
    });
    pen.y += 24.0;
    if let Some(copies) = &paper.copies {
        pen.y += 76.0;
        pen.right(RIGHT, pen.y, copies, Style::Regular, 11.0);
    }
}

impl Pen<'_> {
    fn put(&mut self, x: f32, y: f32, size: f32, line: Shaped) {
        self.sheet.pieces.push(Piece::Text { x, y, size, line });
    }

    /// Sets a line that ends at `right`.
    fn right(&mut self, right: f32, y: f32, text: &str, style: Style, size: f32) {
        let line = self.types.shape(text, style);
        self.put(right - line.width * size, y, size, line);
    }

    /// Sets a line around `middle`; answers its width.
    fn centred(&mut self, middle: f32, y: f32, text: &str, style: Style, size: f32) -> f32 {
        let line = self.types.shape(text, style);
        let width = line.width * size;
        self.put(middle - width / 2.0, y, size, line);
        width
    }

    /// Sets a paragraph, full lines flush on both sides.
    fn paragraph(&mut self, text: &str) {
        const SIZE: f32 = 14.0;
        const INDENT: f32 = 26.0;
        let lines = self.wrap(text, SIZE, RIGHT - LEFT, INDENT);
        let last = lines.len().saturating_sub(1);
        for (n, text) in lines.iter().enumerate() {
            let line = self.types.shape(text, Style::Regular);
            let right = if n == 0 { RIGHT - INDENT } else { RIGHT };
            let line = if n < last {
                line.stretched((right - LEFT) / SIZE)
            } else {
                line
            };
            self.put(right - line.width * SIZE, self.y, SIZE, line);
            self.y += 25.0;
        }
        self.y += 3.0;
    }

    fn wrap(&self, text: &str, size: f32, width: f32, indent: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            let room = if lines.len() <= 1 {
                width - indent
            } else {
                width
            };
            match lines.last_mut() {
                Some(line) => {
                    let longer = format!("{line} {word}");
                    if self.types.shape(&longer, Style::Regular).width * size <= room {
                        *line = longer;
                    } else {
                        lines.push(word.to_owned());
                    }
                }
                None => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Sets a table with ruled cells, first column on the right.
    fn table(&mut self, table: &Table) {
        const SIZE: f32 = 11.0;
        const ROW: f32 = 24.0;
        let types = self.types;
        let measure = |text: &str| types.shape(text, Style::Bold).width * SIZE + 10.0;
        let columns = table.head.len();
        let mut widths: Vec<f32> = vec![0.0; columns];
        for row in std::iter::once(&table.head).chain(&table.rows) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = width.max(measure(cell));
            }
        }
        let scale = (RIGHT - LEFT) / widths.iter().sum::<f32>().max(1.0);
        let top = self.y - 4.0;
        let mut y = top;
        for (n, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let style = if n == 0 { Style::Bold } else { Style::Regular };
            self.sheet.pieces.push(Piece::Rule {
                from: (LEFT, y),
                to: (RIGHT, y),
                width: 0.7,
            });
            let mut right = RIGHT;
            for (width, cell) in widths.iter().zip(row) {
                let width = width * scale;
                self.centred(
                    right - width / 2.0,
                    y + ROW - 8.0,
                    cell,
                    style,
                    SIZE.min(SIZE * scale),
                );
                right -= width;
            }
            y += ROW;
        }
        self.sheet.pieces.push(Piece::Rule {
            from: (LEFT, y),
            to: (RIGHT, y),
            width: 0.7,
        });
        let mut x = RIGHT;
        for width in std::iter::once(&0.0).chain(&widths) {
            x -= width * scale;
            self.sheet.pieces.push(Piece::Rule {
                from: (x, top),
                to: (x, y),
                width: 0.7,
            });
        }
        self.y = y + 24.0;
    }

    fn footer(&mut self) {
        self.centred(WIDTH / 2.0, HEIGHT - 22.0, FOOTER, Style::Latin, 7.5);
    }
}
