//! Labels whose fields are named by words.

use super::{Field, FieldKind, Found, How, Label, date, field, number, words_of};
use crate::pack::{Pack, Role};
use crate::written::{Piece, bare, pieces};
use arabic::fold::{Classes, fold};
use arabic::slips;

/// Pieces that the word of a field has at most.
const MOST_PIECES: usize = 3;

const fn kind_of(role: Role) -> Option<FieldKind> {
    Some(match role {
        Role::Detainee => FieldKind::Detainee,
        Role::Body => FieldKind::Body,
        Role::Branch => FieldKind::Branch,
        Role::Date => FieldKind::Date,
        Role::Name => FieldKind::Name,
        _ => return None,
    })
}

/// The word of a field: which, how it is known, and how many pieces it has.
#[derive(Debug, Clone, Copy)]
struct Word {
    kind: FieldKind,
    how: How,
    length: usize,
}

/// Reads the label; nothing where no field is named by a word.
pub(super) fn read(texts: &[&str], pack: &Pack) -> Option<Label> {
    let mut label = Label::default();
    let mut named = false;
    let mut left: Vec<(usize, Vec<Piece>)> = Vec::new();
    for (line, text) in texts.iter().enumerate() {
        let pieces = pieces(text);
        let fields = of_line(line, text, &pieces, pack);
        if fields.is_empty() {
            if !pieces.is_empty() {
                left.push((line, pieces));
            }
            continue;
        }
        named |= fields
            .iter()
            .any(|field| field.kind != FieldKind::Branch || is_named(text));
        label.fields.extend(fields);
    }
    if !named {
        return None;
    }
    label.left_over = left.iter().map(|(line, _)| *line).collect();
    by_elimination(&mut label, &left, texts);
    Some(label)
}

/// Whether something parts a word from its value: a branch's name alone begins with the same word as its field.
fn is_named(text: &str) -> bool {
    text.contains([':', '=', '：'])
}

fn of_line(line: usize, text: &str, pieces: &[Piece], pack: &Pack) -> Vec<Field> {
    let mut starts: Vec<(usize, Word)> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let here = pieces.get(at..).unwrap_or_default();
        match word(here, pack)
            .filter(|word| begins_field(here, *word, starts.is_empty() && at == 0))
        {
            Some(word) => {
                starts.push((at, word));
                at += word.length;
            }
            None => at += 1,
        }
    }
    let mut fields = Vec::new();
    for (n, (start, word)) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(pieces.len(), |(next, _)| *next);
        let value = pieces.get(start + word.length..end).unwrap_or_default();
        if let Some(found) = value_of(word.kind, text, value, pack) {
            fields.push(field(word.kind, word.how, text, line, found));
        } else if !value.is_empty() {
            // Something stands there, and it is no value of the field.
            let unread = words_of(text, value).map(|found| Found {
                value: String::new(),
                doubtful: true,
                ..found
            });
            fields.extend(unread.map(|found| field(word.kind, word.how, text, line, found)));
        }
    }
    fields
}

fn value_of(kind: FieldKind, text: &str, value: &[Piece], pack: &Pack) -> Option<Found> {
    match kind {
        FieldKind::Detainee | FieldKind::Body => number(value),
        FieldKind::Date => date(value, pack),
        FieldKind::Name => words_of(text, value),
        FieldKind::Branch => {
            // `فرع 274` and `274` are the same branch.
            let role = pack.role(value.iter().map(|piece| piece.key.as_str()));
            let skip = match role {
                Some((Role::Branch, length)) if value.get(length).is_some_and(|p| p.is_number) => {
                    length
                }
                _ => 0,
            };
            let rest = value.get(skip..).unwrap_or_default();
            match rest.first() {
                Some(piece) if piece.is_number => number(rest),
                _ => words_of(text, rest),
            }
        }
    }
}

/// Whether a word at this place names a field and is not part of a value.
fn begins_field(here: &[Piece], word: Word, first: bool) -> bool {
    let Some(next) = here.get(word.length) else {
        return false;
    };
    if next.before.contains([':', '=', '：']) {
        return true;
    }
    let exact = word.how == How::Word;
    if word.kind == FieldKind::Branch && !next.is_number {
        // `فرع الاستقصاء` is a name; with the article the word stands for the field.
        let article = here
            .first()
            .is_some_and(|piece| bare(&piece.key) != piece.key);
        return first && article && exact;
    }
    exact && (first || next.is_number) || first && next.is_number
}

/// The word of a field that stands here, exactly or with the slips of a reader.
fn word(here: &[Piece], pack: &Pack) -> Option<Word> {
    let keys = here.iter().map(|piece| piece.key.as_str());
    if let Some((role, length)) = pack.role(keys) {
        return Some(Word {
            kind: kind_of(role)?,
            how: How::Word,
            length,
        });
    }
    let mut best: Option<(usize, Word)> = None;
    let mut rivals = false;
    for length in 1..=MOST_PIECES.min(here.len()) {
        let window = here.get(..length)?;
        // A number is no part of a word that was misread, or digits would be eaten.
        if window.iter().any(|piece| piece.is_number) {
            break;
        }
        let written = joined(window.iter().map(Piece::bare));
        for spelling in pack.spellings().filter(|s| s.keys.len() == length) {
            let Some(kind) = kind_of(spelling.role) else {
                continue;
            };
            let meant = joined(spelling.keys.iter().map(String::as_str));
            let Some(count) = distance(&written, &meant) else {
                continue;
            };
            let word = Word {
                kind,
                how: How::Slip(count as u8),
                length,
            };
            let shorter = |known: &(usize, Word)| {
                (count, std::cmp::Reverse(length)) < (known.0, std::cmp::Reverse(known.1.length))
            };
            match &best {
                Some(known)
                    if known.0 == count && known.1.kind != kind && known.1.length == length =>
                {
                    rivals = true
                }
                Some(known) if !shorter(known) => {}
                _ => {
                    best = Some((count, word));
                    rivals = false;
                }
            }
        }
    }
    best.map(|(_, word)| Word {
        how: if rivals { How::EitherWord } else { word.how },
        ..word
    })
}

fn joined<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    keys.collect::<Vec<_>>().join(" ")
}

/// Slips that a reader may have made, counted: 1 where only dots differ; nothing where the words are too
/// far apart for their length.
fn distance(written: &str, meant: &str) -> Option<usize> {
    let most = match meant.chars().count() {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    };
    let confused = |word: &str| fold(word, Classes::OCR);
    let plain = slips(written, meant, most);
    let dots = (most > 0 && confused(written) == confused(meant)).then_some(1);
    match (plain, dots) {
        (Some(0), _) => None,
        (Some(plain), Some(dots)) => Some(plain.min(dots)),
        (plain, dots) => plain.or(dots),
    }
}

/// A number on a line of its own on a label whose other fields have words: where one field only is
/// missing it may be that one, and is to be looked at.
fn by_elimination(label: &mut Label, left: &[(usize, Vec<Piece>)], texts: &[&str]) {
    let missing: Vec<FieldKind> = [FieldKind::Body, FieldKind::Detainee, FieldKind::Branch]
        .into_iter()
        .filter(|kind| label.get(*kind).is_none())
        .collect();
    let mut numbers = left
        .iter()
        .filter(|(_, pieces)| pieces.iter().any(|p| p.is_number));
    if let ([kind], Some((line, pieces)), None) =
        (missing.as_slice(), numbers.next(), numbers.next())
        && let Some(text) = texts.get(*line)
        && let Some(found) = number(pieces)
    {
        label
            .fields
            .push(field(*kind, How::Left, text, *line, found));
        label.left_over.retain(|other| other != line);
    }
}
