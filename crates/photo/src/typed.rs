//! What a person says a label reads, in the form in which fields are compared.

use crate::label::{Field, FieldKind, How, Label, date, number};
use crate::pack::Pack;
use crate::written::pieces;

/// Longest value in characters.
const MOST_CHARS: usize = 200;

/// The value of a field as a person wrote it: numbers in ASCII digits, dates as `2011-07-20`, branches and
/// names as written. Nothing where it is no value of the field.
pub fn typed(kind: FieldKind, text: &str, pack: &Pack) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() || text.chars().count() > MOST_CHARS {
        return None;
    }
    let pieces = pieces(&text);
    let whole = |end: usize| end >= pieces.last().map_or(0, |piece| piece.chars.end);
    match kind {
        FieldKind::Detainee | FieldKind::Body => {
            let found = number(&pieces).filter(|found| found.chars.start == 0)?;
            // Digits that stand apart may be two numbers: a person says which by writing them together.
            (found.other_orders.is_empty() && whole(found.chars.end)).then_some(found.value)
        }
        FieldKind::Date => date(&pieces, pack)
            .filter(|found| found.chars.start == 0 && whole(found.chars.end))
            .map(|found| found.value),
        FieldKind::Branch => Some(match number(&pieces) {
            Some(found) if found.chars.start == 0 && whole(found.chars.end) => found.value,
            _ => text,
        }),
        FieldKind::Name => Some(text),
    }
}

/// A label as a person read it, with values as [`typed`] gives them.
pub fn said_label<'a>(fields: impl IntoIterator<Item = (FieldKind, &'a String)>) -> Label {
    let field = |(line, (kind, value)): (usize, (FieldKind, &String))| Field {
        kind,
        reading: value.clone(),
        value: value.clone(),
        others: Vec::new(),
        other_orders: Vec::new(),
        confidence: 1.0,
        line,
        chars: 0..value.chars().count(),
        how: How::Word,
    };
    Label {
        fields: fields.into_iter().enumerate().map(field).collect(),
        left_over: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_in_both_scripts_and_what_is_none_is_refused() {
        let of = |kind, text| typed(kind, text, Pack::shipped());
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of(FieldKind::Body, " ١١٨٧ "), some("1187"));
        assert_eq!(of(FieldKind::Detainee, "92/ب"), some("92/ب"));
        assert_eq!(of(FieldKind::Detainee, "11 87"), None);
        assert_eq!(of(FieldKind::Detainee, "no"), None);
        assert_eq!(of(FieldKind::Detainee, "92 and more"), None);
        assert_eq!(of(FieldKind::Date, "20/7/2011"), some("2011-07-20"));
        assert_eq!(of(FieldKind::Date, "2011-07-20"), some("2011-07-20"));
        assert_eq!(of(FieldKind::Date, "40/40/2011"), None);
        assert_eq!(of(FieldKind::Date, "maybe 20/7/2011"), None);
        assert_eq!(of(FieldKind::Date, "20/7/2011 or 21/7/2011"), None);
        assert_eq!(of(FieldKind::Branch, "٢٧٤"), some("274"));
        assert_eq!(of(FieldKind::Branch, "سجن  الوادي"), some("سجن الوادي"));
        assert_eq!(of(FieldKind::Name, "  "), None);
        assert_eq!(of(FieldKind::Name, &"x".repeat(201)), None);
    }
}
