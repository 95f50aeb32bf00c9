//! Labels whose fields are named by words.

use super::habits::Habits;
use super::order::Order;
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

/// The word of a field: which one it may be, and how many pieces it has.
#[derive(Debug, Clone)]
struct Word {
    /// Kinds that it may stand for, each with its slips in half letters: none where it is exactly this word.
    kinds: Vec<(FieldKind, usize)>,
    exact: bool,
    length: usize,
}

/// A word of a field with what stands behind it.
struct Named<'a> {
    line: usize,
    text: &'a str,
    word: Word,
    value: Vec<Piece>,
}

/// Reads the label; nothing where no field is named by a word.
pub(super) fn read(texts: &[&str], pack: &Pack, habits: &Habits) -> Option<Label> {
    let mut all: Vec<Named<'_>> = Vec::new();
    let mut left: Vec<(usize, Vec<Piece>)> = Vec::new();
    let mut written = 0;
    for (line, text) in texts.iter().enumerate() {
        let pieces = pieces(text);
        let named = of_line(line, text, &pieces, pack);
        written += usize::from(!pieces.is_empty());
        if named.is_empty() && !pieces.is_empty() {
            left.push((line, pieces));
        }
        all.extend(named);
    }
    let taken: Vec<FieldKind> = all
        .iter()
        .filter(|named| named.word.exact && !named.value.is_empty())
        .filter_map(|named| named.word.kinds.first().map(|(kind, _)| *kind))
        .collect();
    let mut label = Label::default();
    let mut is_named = false;
    for named in &all {
        match named.field(&taken, pack) {
            Some(field) => {
                is_named |= field.kind != FieldKind::Branch || has_colon(named.text);
                label.fields.push(field);
            }
            None => left.push((named.line, pieces(named.text))),
        }
    }
    left.retain(|(line, _)| !label.fields.iter().any(|field| field.line == *line));
    if !is_named {
        return None;
    }
    left.sort_by_key(|(line, _)| *line);
    left.dedup_by_key(|(line, _)| *line);
    by_form(&mut label, &mut left, texts, pack);
    let orders = Orders::of(written, pack, habits);
    by_place(&mut label, &mut left, &orders, texts, pack);
    label.left_over = left.iter().map(|(line, _)| *line).collect();
    by_elimination(&mut label, &left, texts);
    Some(label)
}

/// Whether something parts a word from its value: a branch's name alone begins with the same word as its field.
fn has_colon(text: &str) -> bool {
    text.contains([':', '=', '：'])
}

fn of_line<'a>(line: usize, text: &'a str, pieces: &[Piece], pack: &Pack) -> Vec<Named<'a>> {
    let mut starts: Vec<(usize, Word)> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let here = pieces.get(at..).unwrap_or_default();
        let found = word(here, pack);
        match found.filter(|word| begins_field(here, word, starts.is_empty() && at == 0)) {
            Some(word) => {
                let length = word.length;
                starts.push((at, word));
                at += length;
            }
            None => at += 1,
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(start, _)| *start).collect();
    let mut ends = ends.into_iter();
    let mut named = Vec::new();
    for (start, word) in starts {
        let end = ends.next().unwrap_or(pieces.len());
        let value = pieces.get(start + word.length..end).unwrap_or_default();
        named.push(Named {
            line,
            text,
            word,
            value: value.to_vec(),
        });
    }
    named
}

impl Named<'_> {
    /// The field. A word with slips stands for the nearest one whose value can stand there and that no
    /// other line has by its exact word.
    fn field(&self, taken: &[FieldKind], pack: &Pack) -> Option<Field> {
        if self.value.is_empty() {
            return None;
        }
        let value = |kind| value_of(kind, self.text, &self.value, pack);
        let dated = is_whole_date(&self.value, pack);
        let fits = |kind: FieldKind| match kind {
            FieldKind::Date => dated,
            FieldKind::Name => !dated,
            _ => !dated && value(kind).is_some(),
        };
        let free = |kind: &FieldKind| !taken.contains(kind);
        let could: Vec<(FieldKind, usize)> = self
            .word
            .kinds
            .iter()
            .filter(|(kind, _)| self.word.exact || free(kind) && fits(*kind))
            .copied()
            .collect();
        let (kind, cost) = could.iter().min_by_key(|(_, cost)| *cost).copied()?;
        let rivals = could
            .iter()
            .any(|(other, there)| *other != kind && *there == cost);
        let how = match cost {
            _ if self.word.exact => How::Word,
            _ if rivals => How::EitherWord,
            cost => How::Slip(u8::try_from(cost.div_ceil(2)).unwrap_or(u8::MAX)),
        };
        if let Some(found) = value(kind) {
            return Some(field(kind, how, self.text, self.line, found));
        }
        // Something stands there, and it is no value of the field.
        let unread = words_of(self.text, &self.value)?;
        let unread = Found {
            value: String::new(),
            doubtful: true,
            ..unread
        };
        Some(field(kind, how, self.text, self.line, unread))
    }
}

/// Whether a year, a month and a day stand here, and no other number; eight digits in a row may be any number.
fn is_whole_date(pieces: &[Piece], pack: &Pack) -> bool {
    let numbers = pieces.iter().filter(|piece| piece.is_number).count();
    let whole = |found: &Found| found.value.len() == "2011-07-20".len();
    (2..=3).contains(&numbers) && date(pieces, pack).as_ref().is_some_and(whole)
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
            let mut numbers = rest.iter().filter(|piece| piece.is_number);
            let speck = |piece: &Piece| piece.is_number || piece.key.chars().count() == 1;
            match rest.first() {
                Some(piece) if piece.is_number => number(rest),
                // Specks that were read as letters.
                _ if rest.iter().all(speck) && numbers.next().is_some() => {
                    let found = number(rest)?;
                    Some(Found {
                        doubtful: true,
                        ..found
                    })
                }
                _ => words_of(text, rest),
            }
        }
    }
}

/// Whether a word at this place names a field and is not part of a value.
fn begins_field(here: &[Piece], word: &Word, first: bool) -> bool {
    let Some(next) = here.get(word.length) else {
        return false;
    };
    let exact = word.exact;
    if next.before.contains([':', '=', '：']) {
        // What is left of a word behind a number is no word of its own.
        return first || exact || word.kinds.iter().any(|(_, cost)| *cost <= 1);
    }
    let is_branch = word
        .kinds
        .iter()
        .all(|(kind, _)| *kind == FieldKind::Branch);
    if is_branch && !next.is_number {
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
            kinds: vec![(kind_of(role)?, 0)],
            exact: true,
            length,
        });
    }
    // For each number of pieces, the nearest word of each kind.
    let mut best: Option<(usize, Word)> = None;
    for length in 1..=MOST_PIECES.min(here.len()) {
        let window = here.get(..length)?;
        // A number is no part of a word that was misread, or digits would be eaten.
        if window.iter().any(|piece| piece.is_number) {
            break;
        }
        let written = joined(window.iter().map(Piece::bare));
        let mut kinds: Vec<(FieldKind, usize)> = Vec::new();
        for spelling in pack.spellings().filter(|s| s.keys.len() == length) {
            let Some(kind) = kind_of(spelling.role) else {
                continue;
            };
            let meant = joined(spelling.keys.iter().map(String::as_str));
            let Some(cost) = distance(&written, &meant, kind) else {
                continue;
            };
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, known)) => *known = cost.min(*known),
                None => kinds.push((kind, cost)),
            }
        }
        let Some(least) = kinds.iter().map(|(_, cost)| *cost).min() else {
            continue;
        };
        kinds.sort_unstable();
        let nearer = |(known, word): &(usize, Word)| {
            (least, std::cmp::Reverse(length)) < (*known, std::cmp::Reverse(word.length))
        };
        if best.as_ref().is_none_or(nearer) {
            let word = Word {
                kinds,
                exact: false,
                length,
            };
            best = Some((least, word));
        }
    }
    best.map(|(_, word)| word)
}

fn joined<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    keys.collect::<Vec<_>>().join(" ")
}

/// Slips that a reader may have made, in half letters: 1 where only dots differ, 2 for each letter; nothing
/// where the words are too far apart for their length. The word of a date may be further off than others:
/// it counts only before a date.
fn distance(written: &str, meant: &str, kind: FieldKind) -> Option<usize> {
    let length = meant.chars().count();
    let dated = usize::from(kind == FieldKind::Date && length >= 5);
    let most = match length {
        0..=3 => 0,
        4..=6 => 1 + dated,
        _ => 2,
    };
    // What three letters are left of is any word.
    let most = most + usize::from(length == 3 && written.chars().count() == 3);
    let confused = |word: &str| fold(word, Classes::OCR);
    match slips(written, meant, most) {
        Some(0) => None,
        _ if length > 2 && confused(written) == confused(meant) => Some(1),
        Some(plain) => Some(2 * plain),
        None => None,
    }
}

/// A date in full is the date of the label, whatever was made of the word before it, where no other line has
/// one. How far off the word is decides whether something else must agree.
fn by_form(label: &mut Label, left: &mut Vec<(usize, Vec<Piece>)>, texts: &[&str], pack: &Pack) {
    let dated = |(_, pieces): &&(usize, Vec<Piece>)| is_whole_date(pieces, pack);
    let mut dates = left.iter().filter(dated);
    let (Some((line, pieces)), None) = (dates.next(), dates.next()) else {
        return;
    };
    if label
        .fields
        .iter()
        .any(|field| field.kind == FieldKind::Date)
    {
        return;
    }
    let line = *line;
    if let (Some(text), Some(found)) = (texts.get(line), date(pieces, pack)) {
        let letters = pieces.iter().filter(|piece| !piece.is_number);
        let letters: usize = letters.map(|piece| piece.key.chars().count()).sum();
        let how = match letters {
            0 => How::Order,
            count => How::Slip(u8::try_from(count).unwrap_or(u8::MAX).max(2)),
        };
        label
            .fields
            .push(field(FieldKind::Date, how, text, line, found));
        left.retain(|(other, _)| *other != line);
    }
}

/// Orders in which fields may stand, and whether labels of the archive have them.
struct Orders {
    kinds: Vec<Vec<FieldKind>>,
    learned: bool,
}

impl Orders {
    /// Those of so many lines that the archive has, or, where it has none, those of the tables.
    fn of(lines: usize, pack: &Pack, habits: &Habits) -> Self {
        let learned = habits.orders(lines);
        if !learned.is_empty() {
            return Self {
                kinds: learned.into_iter().map(<[FieldKind]>::to_vec).collect(),
                learned: true,
            };
        }
        let all = pack.orders.iter().filter_map(Order::kinds);
        let mut kinds: Vec<Vec<FieldKind>> = all.filter(|kinds| kinds.len() == lines).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Self {
            kinds,
            learned: false,
        }
    }
}

/// Lines that lost their word, on a label whose other lines stand in an order that is known: each is
/// what stands at its place. Only an order of the archive itself is relied on: another label may have
/// other fields.
fn by_place(
    label: &mut Label,
    left: &mut Vec<(usize, Vec<Piece>)>,
    orders: &Orders,
    texts: &[&str],
    pack: &Pack,
) {
    let mut lines: Vec<(usize, Option<FieldKind>)> = label
        .fields
        .iter()
        .map(|field| (field.line, Some(field.kind)))
        .chain(left.iter().map(|(line, _)| (*line, None)))
        .collect();
    lines.sort_by_key(|(line, _)| *line);
    let apart = lines.windows(2).all(|pair| match pair {
        [(above, _), (below, _)] => above < below,
        _ => true,
    });
    let named = label
        .fields
        .iter()
        .filter(|field| field.how != How::EitherWord);
    if left.is_empty() || !apart || named.count() < left.len().max(2) {
        return;
    }
    let known: Vec<&Vec<FieldKind>> = orders
        .kinds
        .iter()
        .filter(|kinds| {
            let same = |(kind, (_, there)): (&FieldKind, &(usize, Option<FieldKind>))| {
                there.is_none_or(|there| there == *kind)
            };
            kinds.len() == lines.len() && kinds.iter().zip(&lines).all(same)
        })
        .collect();
    let [kinds] = known.as_slice() else { return };
    for (kind, (line, there)) in kinds.iter().zip(&lines) {
        let Some((_, pieces)) = left.iter().find(|(other, _)| other == line) else {
            continue;
        };
        let is_number = matches!(
            kind,
            FieldKind::Body | FieldKind::Detainee | FieldKind::Branch
        );
        let dated = is_whole_date(pieces, pack);
        if there.is_none()
            && is_number
            && !dated
            && let Some(text) = texts.get(*line)
            && let Some(found) = number(pieces)
        {
            let how = if orders.learned && could_be(*kind, pieces, pack) {
                How::Order
            } else {
                How::Left
            };
            label.fields.push(field(*kind, how, text, *line, found));
        }
    }
    let fields = &label.fields;
    left.retain(|(line, _)| !fields.iter().any(|field| field.line == *line));
    label
        .fields
        .sort_by_key(|field| (field.line, field.chars.start));
}

/// Whether what is left of a line's word may be that of this field: nothing speaks for another word.
fn could_be(kind: FieldKind, pieces: &[Piece], pack: &Pack) -> bool {
    let words = pieces.iter().filter(|piece| !piece.is_number);
    let written = joined(words.map(Piece::bare));
    let of_kind = |role| kind_of(role) == Some(kind);
    written.chars().count() <= 2
        || pack
            .spellings()
            .filter(|s| of_kind(s.role))
            .any(|spelling| {
                let meant = joined(spelling.keys.iter().map(String::as_str));
                slips(&written, &meant, meant.chars().count() / 2).is_some()
            })
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
