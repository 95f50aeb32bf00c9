//! Labels that show numbers without words: what is what follows from their order.

use super::{Field, FieldKind, Found, How, Label, Reading, date, field, number, words_of};
use crate::pack::{Pack, Role};
use crate::units::Units;
use crate::written::{Piece, pieces};

/// How likely two numbers of one line stand the other way round, where nothing is known.
const OTHER_DIRECTION: f32 = 0.5;

/// What stands in one cell of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Number(FieldKind),
    /// A branch or prison by its name.
    Unit,
    Date,
}

/// One way in which numbers stand on a label: cells by lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order(Vec<Vec<Cell>>);

impl Order {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let cell = |written: &str| {
            Ok(match written.trim() {
                "body" => Cell::Number(FieldKind::Body),
                "detainee" => Cell::Number(FieldKind::Detainee),
                "branch" => Cell::Number(FieldKind::Branch),
                "unit" => Cell::Unit,
                "date" => Cell::Date,
                other => return Err(format!("`{other}` is no field of a label")),
            })
        };
        let line = |written: &str| written.split('/').map(cell).collect();
        text.split(';')
            .map(line)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// What stands on each line; nothing where two fields share one.
    pub(super) fn kinds(&self) -> Option<Vec<FieldKind>> {
        let one = |cells: &Vec<Cell>| match cells.as_slice() {
            [Cell::Number(kind)] => Some(*kind),
            [Cell::Unit] => Some(FieldKind::Branch),
            [Cell::Date] => Some(FieldKind::Date),
            _ => None,
        };
        self.0.iter().map(one).collect()
    }
}

/// Where a line is cut: its pieces between signs that part.
fn cells<'a>(line: &'a [Piece], pack: &Pack) -> Vec<&'a [Piece]> {
    // The signs inside of a date part nothing.
    if date(line, pack).is_some() {
        return vec![line];
    }
    let mut cells = Vec::new();
    let mut from = 0;
    for (at, piece) in line.iter().enumerate() {
        if at > from && matches!(piece.before.as_str(), "/" | "-" | "|" | "\\" | "،" | ",") {
            cells.extend(line.get(from..at));
            from = at;
        }
    }
    cells.extend(line.get(from..));
    cells
}

pub(super) fn read(texts: &[&str], pack: &Pack, units: &Units) -> Label {
    let lines: Vec<(usize, &str, Vec<Piece>)> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| (at, *text, pieces(text)))
        .filter(|(_, _, pieces)| !pieces.is_empty())
        .collect();
    let parted: Vec<Vec<&[Piece]>> = lines
        .iter()
        .map(|(_, _, pieces)| cells(pieces, pack))
        .collect();
    let mut readings = pack.orders.iter().filter_map(|order| {
        if order.0.len() != lines.len() {
            return None;
        }
        let mut fields = Vec::new();
        for ((wanted, there), (line, text, _)) in order.0.iter().zip(&parted).zip(&lines) {
            if wanted.len() != there.len() {
                return None;
            }
            for (cell, pieces) in wanted.iter().zip(there) {
                fields.push(of_cell(*cell, pieces, *line, text, pack)?);
            }
        }
        Some(fields)
    });
    let Some(mut fields) = readings.next() else {
        return Label {
            fields: Vec::new(),
            left_over: lines.iter().map(|(line, ..)| *line).collect(),
        };
    };
    other_direction(&mut fields, units);
    Label {
        fields,
        left_over: Vec::new(),
    }
}

fn of_cell(cell: Cell, pieces: &[Piece], line: usize, text: &str, pack: &Pack) -> Option<Field> {
    // `فرع 274` and `274` are the same branch.
    let role = pack.role(pieces.iter().map(|piece| piece.key.as_str()));
    let pieces = match (cell, role) {
        (Cell::Number(FieldKind::Branch), Some((Role::Branch, length))) => {
            pieces.get(length..).unwrap_or_default()
        }
        _ => pieces,
    };
    let only_numbers = !pieces.is_empty()
        && pieces
            .iter()
            .all(|piece| piece.is_number || piece.key.chars().count() == 1);
    let (kind, found): (FieldKind, Found) = match cell {
        Cell::Number(kind) if only_numbers => (kind, number(pieces)?),
        Cell::Unit if pieces.iter().all(|piece| !piece.is_number) => {
            (FieldKind::Branch, words_of(text, pieces)?)
        }
        // A name in which specks or letters were read as digits: the other lines are what they are.
        Cell::Unit if is_word(pieces) && !matches!(role, Some((Role::Branch, _))) => {
            let name: Vec<Piece> = match pieces {
                [first, rest @ ..] if first.is_number => rest.to_vec(),
                [rest @ .., last] if last.is_number => rest.to_vec(),
                all => all.to_vec(),
            };
            let found = words_of(text, &name)?;
            let doubtful = true;
            (FieldKind::Branch, Found { doubtful, ..found })
        }
        Cell::Date => (FieldKind::Date, date(pieces, pack)?),
        Cell::Number(_) | Cell::Unit => return None,
    };
    Some(field(kind, How::Order, text, line, found))
}

fn is_word(pieces: &[Piece]) -> bool {
    let word = |piece: &Piece| !piece.is_number && piece.key.chars().count() >= 3;
    pieces.iter().filter(|piece| word(piece)).count() >= 2
}

/// In writing from right to left `92 / 274` and `274 / 92` may be the same ink: a branch that is known
/// decides; where both or none are known, the other way is kept as another reading.
fn other_direction(fields: &mut [Field], units: &Units) {
    let place = |kind: FieldKind| fields.iter().position(|field| field.kind == kind);
    let (Some(branch), Some(detainee)) = (place(FieldKind::Branch), place(FieldKind::Detainee))
    else {
        return;
    };
    let of = |at: usize| {
        fields
            .get(at)
            .map(|field| (field.line, field.value.clone()))
    };
    let (Some((line, as_branch)), Some((other_line, as_detainee))) = (of(branch), of(detainee))
    else {
        return;
    };
    let number = as_branch.chars().all(|c| c.is_ascii_digit());
    if line != other_line || !number {
        return;
    }
    let known = |value: &str| !units.ids(value).is_empty();
    match (known(&as_branch), known(&as_detainee)) {
        (true, false) => {}
        (false, true) => {
            fields.swap(branch, detainee);
            for (at, kind) in [(branch, FieldKind::Branch), (detainee, FieldKind::Detainee)] {
                if let Some(field) = fields.get_mut(at) {
                    field.kind = kind;
                    field.confidence *= 0.7;
                }
            }
        }
        _ => {
            for (at, other) in [(branch, &as_detainee), (detainee, &as_branch)] {
                if let Some(field) = fields.get_mut(at) {
                    field.others.push(Reading {
                        text: other.clone(),
                        confidence: OTHER_DIRECTION,
                    });
                }
            }
        }
    }
}
