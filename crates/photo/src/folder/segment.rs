//! One folder's name: dates first, then words and what follows them, then what is left by its place.

use super::{Claim, Handling, Place, Said, Sureness};
use crate::dating::{self, Digits};
use crate::day::Date;
use crate::label::FieldKind;
use crate::pack::{Pack, Role};
use crate::written::{Piece, pieces, shown};
use std::ops::Range;

/// Words of one name that a claim takes at most.
const MOST_WORDS: usize = 6;

/// What the folders above have said.
#[derive(Debug, Default)]
pub(super) struct Context {
    year: Option<(u16, Place)>,
    month: Option<(u8, Place)>,
    has_day: bool,
}

struct Reader<'a> {
    at: usize,
    written: &'a str,
    pieces: Vec<Piece>,
    taken: Vec<bool>,
    claims: Vec<Claim>,
}

/// The claims of a folder's name.
pub(super) fn read(at: usize, written: &str, pack: &Pack, context: &mut Context) -> Vec<Claim> {
    let pieces = pieces(written);
    let mut reader = Reader {
        at,
        written,
        taken: vec![false; pieces.len()],
        pieces,
        claims: Vec::new(),
    };
    reader.ranges(pack);
    reader.words(pack);
    reader.dates(pack, context);
    reader.rest(context);
    reader.claims
}

impl Reader<'_> {
    fn chars(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.pieces.get(from).map_or(0, |piece| piece.chars.start);
        let end = self.pieces.get(to).map_or(start, |piece| piece.chars.end);
        start..end
    }

    fn add(&mut self, said: Said, sureness: Sureness, pieces: (usize, usize), more: Vec<Place>) {
        let mut places = vec![Place::of(self.at, &self.chars(pieces.0, pieces.1))];
        places.extend(more);
        let claim = Claim {
            said,
            sureness,
            places,
        };
        if !self.claims.contains(&claim) {
            self.claims.push(claim);
        }
    }

    fn take(&mut self, from: usize, to: usize) {
        for taken in self.taken.iter_mut().take(to + 1).skip(from) {
            *taken = true;
        }
    }

    fn free(&self, at: usize) -> bool {
        self.taken.get(at) == Some(&false)
    }

    fn role(&self, at: usize, pack: &Pack) -> Option<(Role, usize)> {
        let rest = self.pieces.get(at..)?;
        pack.role(rest.iter().map(|piece| piece.key.as_str()))
    }

    /// The words from `from` on that are a name: up to a number, a word with a role, or a sign that parts.
    fn name_end(&self, from: usize, pack: &Pack) -> Option<usize> {
        let mut end = None;
        for at in from..(from + MOST_WORDS).min(self.pieces.len()) {
            let piece = self.pieces.get(at)?;
            let parts = at > from && !piece.before.is_empty() && piece.before != "'";
            if piece.is_number || parts || self.role(at, pack).is_some() {
                break;
            }
            end = Some(at);
        }
        end
    }

    /// `1001-1200`, `جثث 1001 إلى 1200`: before all else, since each number alone would be one of something.
    fn ranges(&mut self, pack: &Pack) {
        for at in 0..self.pieces.len() {
            let Some((to_at, by_word)) = self.range_end(at, pack) else {
                continue;
            };
            let number = |at: usize| {
                let piece = self.pieces.get(at).filter(|piece| piece.key.len() <= 6);
                piece.and_then(Piece::number)
            };
            let (Some(from), Some(to)) = (number(at), number(to_at)) else {
                continue;
            };
            let first = (0..at).find_map(|first| {
                let (role, length) = self.role(first, pack)?;
                (first + length == at).then_some((role, first))
            });
            let (of, start) = match first {
                Some((Role::Body, first)) => (Some(FieldKind::Body), first),
                Some((Role::Detainee, first)) => (Some(FieldKind::Detainee), first),
                None => (None, at),
                // `فرع 215-1200`: of a branch there is one.
                Some(_) => continue,
            };
            // Without a word `215-1200` may be a branch and a detainee; round numbers are bounds.
            let round =
                from % 10 == 1 && to % 10 == 0 || from % 10 == 0 && matches!(to % 10, 0 | 9);
            let sureness = match of {
                Some(_) => Sureness::Word,
                None if by_word => Sureness::Word,
                None if round && to >= 100 => Sureness::Shape,
                None => continue,
            };
            if from >= to {
                continue;
            }
            let said = Said::Numbers { of, from, to };
            self.add(said, sureness, (at, to_at), vec![]);
            self.take(start, to_at);
        }
    }

    /// The last number of a range that begins with that piece, and whether a word says that it is one.
    fn range_end(&self, at: usize, pack: &Pack) -> Option<(usize, bool)> {
        let number = |at: usize| self.pieces.get(at).filter(|piece| piece.is_number);
        let signed = |at: usize| {
            let piece = self.pieces.get(at);
            piece.is_some_and(|piece| matches!(piece.before.as_str(), "-" | "–" | "—" | "_"))
        };
        let first = number(at).filter(|piece| piece.parted && self.free(at))?;
        let between = self.pieces.get(at + 1)?;
        let by_word = pack.range_words.contains(&between.key) && between.parted;
        let last_at = at + 1 + usize::from(by_word);
        let last = number(last_at).filter(|_| by_word || signed(last_at))?;
        // Three numbers in a row are a date or something else, and so are days of a month.
        let next = last_at + 1;
        let parted = self.pieces.get(next).is_none_or(|piece| piece.parted);
        let before = at > 0 && number(at - 1).is_some() && signed(at);
        let month = matches!(self.role(next, pack), Some((Role::Month(_), _)));
        let alone = parted && number(next).is_none() && !before && !month;
        let (first, last) = (Digits::of(first)?, Digits::of(last)?);
        let date = !by_word && !dating::two(first, last).is_empty();
        (alone && !date).then_some((last_at, by_word))
    }

    fn words(&mut self, pack: &Pack) {
        let mut at = 0;
        while at < self.pieces.len() {
            let Some((role, length)) = self.role(at, pack).filter(|_| self.free(at)) else {
                at += 1;
                continue;
            };
            let last = at + length - 1;
            at = self.word(role, at, last, pack).max(last) + 1;
        }
    }

    /// Takes a word with a role and what follows it; gives the last piece that it took.
    fn word(&mut self, role: Role, first: usize, last: usize, pack: &Pack) -> usize {
        let next = last + 1;
        let number = self.number_at(next);
        let said: fn(String) -> Said = match role {
            Role::Detainee => Said::Detainee,
            Role::Body => Said::Body,
            Role::Branch => Said::Branch,
            Role::Prison => Said::Prison,
            Role::Hospital => Said::Hospital,
            Role::Agency => Said::Agency,
            Role::Photographer | Role::Rank => Said::Photographer,
            Role::Picture => {
                // `صورة 3`; what is longer, or goes on in numbers, is a date or a number of its own.
                let alone =
                    |end: usize| !self.pieces.get(end + 1).is_some_and(|next| next.is_number);
                if let Some((_, end)) =
                    number.filter(|(value, end)| value.len() <= 3 && alone(*end))
                {
                    self.take(first, end);
                    return end;
                }
                self.take(first, last);
                return last;
            }
            Role::Copy | Role::Messenger | Role::Scan => {
                let handling = match role {
                    Role::Copy => Handling::Copy,
                    Role::Messenger => Handling::Messenger,
                    _ => Handling::Scan,
                };
                self.add(
                    Said::Handling(handling),
                    Sureness::Word,
                    (first, last),
                    vec![],
                );
                self.take(first, last);
                return last;
            }
            // Dates are read for themselves; a person's name in a folder's name is not taken for one.
            Role::Date | Role::Name | Role::Month(_) | Role::MonthWord => return last,
        };
        let by_number = matches!(role, Role::Detainee | Role::Body);
        let whole = matches!(
            role,
            Role::Photographer | Role::Rank | Role::Prison | Role::Agency
        );
        if let Some((number, end)) = number
            && !matches!(role, Role::Rank | Role::Prison | Role::Agency)
        {
            // A number of a year or a day may as well be a date; what a word says is the surer.
            let value = if whole {
                let word = shown(self.written, &self.chars(first, last));
                format!("{word} {number}")
            } else {
                number
            };
            self.add(said(value), Sureness::Word, (first, end), vec![]);
            self.take(first, end);
            return end;
        }
        if by_number {
            return last;
        }
        let Some(end) = self.name_end(next, pack) else {
            return last;
        };
        let from = if whole || role == Role::Branch || role == Role::Hospital {
            first
        } else {
            next
        };
        let value = shown(self.written, &self.chars(from, end));
        let sureness = if role == Role::Rank {
            Sureness::Shape
        } else {
            Sureness::Word
        };
        self.add(said(value), sureness, (first, end), vec![]);
        self.take(first, end);
        end
    }

    /// The number that begins with that piece, with a letter behind it, and its last piece.
    fn number_at(&self, at: usize) -> Option<(String, usize)> {
        let piece = self.pieces.get(at).filter(|piece| piece.is_number)?;
        if piece.key.len() > 9 || !self.free(at) {
            return None;
        }
        // `٩٢/أ` cannot stand in a folder's name, `92-أ` and `92أ` can.
        let suffix = self.pieces.get(at + 1).filter(|next| {
            let one = next.key.chars().count() == 1 && !next.is_number;
            one && next.key.chars().all(|c| matches!(c, 'ا'..='ي'))
                && (!next.parted || next.before == "-" || next.before == "_")
        });
        let plain = piece.key.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        Some(match suffix {
            Some(letter) => (format!("{plain}/{}", letter.key), at + 1),
            None => (plain.to_owned(), at),
        })
    }

    fn dates(&mut self, pack: &Pack, context: &mut Context) {
        let mut at = 0;
        while at < self.pieces.len() {
            if !self.free(at) {
                at += 1;
                continue;
            }
            let found = self
                .month_by_word(at, pack)
                .or_else(|| self.by_numbers(at, pack));
            let Some((dates, end)) = found else {
                at += 1;
                continue;
            };
            let alone = self.pieces.len() == end - at + 1;
            self.date(&dates, (at, end), alone, context);
            self.take(at, end);
            at = end + 1;
        }
    }

    /// A date with the name of its month, the day before it and the year behind it where they are there.
    fn month_by_word(&self, at: usize, pack: &Pack) -> Option<(Vec<Date>, usize)> {
        let number = |at: usize| {
            self.pieces
                .get(at)
                .filter(|_| self.free(at))
                .and_then(Digits::of)
        };
        let day = number(at).and_then(Digits::day);
        let word = at + usize::from(day.is_some());
        let (role, length) = self.role(word, pack)?;
        if !self.free(word) {
            return None;
        }
        let (month, last) = match role {
            Role::Month(month) => (month, word + length - 1),
            Role::MonthWord => match (
                number(word + length).and_then(Digits::month),
                self.role(word + length, pack),
            ) {
                (Some(month), _) => (month, word + length),
                (None, Some((Role::Month(month), more))) => (month, word + length + more - 1),
                _ => return None,
            },
            _ => return None,
        };
        let year = number(last + 1).and_then(Digits::year);
        let end = last + usize::from(year.is_some());
        Some((
            vec![Date::of(year, Some(month), day).or_else(|| Date::of(year, Some(month), None))?],
            end,
        ))
    }

    fn by_numbers(&self, at: usize, pack: &Pack) -> Option<(Vec<Date>, usize)> {
        let number = |at: usize| {
            self.pieces
                .get(at)
                .filter(|_| self.free(at))
                .and_then(Digits::of)
        };
        let joined = |at: usize| {
            self.pieces.get(at).is_some_and(|piece| {
                piece.parted
                    && matches!(
                        piece.before.as_str(),
                        "-" | "." | "_" | "" | "–" | "\\" | "‏"
                    )
            })
        };
        let signed =
            |at: usize| joined(at) && self.pieces.get(at).is_some_and(|p| !p.before.is_empty());
        let first = number(at)?;
        if let (Some(second), Some(third)) = (number(at + 1), number(at + 2))
            && joined(at + 1)
            && joined(at + 2)
        {
            let dates = dating::three(first, second, third);
            // Beside a blank a year of two digits is none.
            let sure = first.length == 4 || third.length == 4 || signed(at + 1) && signed(at + 2);
            if !dates.is_empty() && sure {
                return Some((dates, at + 2));
            }
        }
        // A name of a month that follows makes this number its day, read from there.
        if self
            .role(at + 1, pack)
            .is_some_and(|(role, _)| matches!(role, Role::Month(_)))
        {
            return None;
        }
        if let Some(second) = number(at + 1)
            && signed(at + 1)
            && !(number(at + 2).is_some() && signed(at + 2))
        {
            let dates = dating::two(first, second);
            if !dates.is_empty() {
                return Some((dates, at + 1));
            }
        }
        let piece = self.pieces.get(at)?;
        let dates = dating::eight(&piece.key);
        if !dates.is_empty() {
            return Some((dates, at));
        }
        let year = (first.length == 4).then(|| first.year()).flatten()?;
        Date::of(Some(year), None, None).map(|date| (vec![date], at))
    }

    /// Adds the readings of a date, completed by the folders above, and tells the folders below.
    fn date(&mut self, dates: &[Date], pieces: (usize, usize), alone: bool, context: &mut Context) {
        let own = Place::of(self.at, &self.chars(pieces.0, pieces.1));
        for (n, date) in dates.iter().enumerate() {
            let sureness = if n == 0 {
                Sureness::Shape
            } else {
                Sureness::Possible
            };
            let completed = context
                .year
                .clone()
                .and_then(|(year, place)| Some((date.in_year(year)?, place)));
            match completed {
                Some((full, place)) => {
                    self.add(Said::Date(full), sureness, pieces, vec![place]);
                }
                None => self.add(Said::Date(*date), sureness, pieces, vec![]),
            }
        }
        let Some(date) = dates.first() else { return };
        if let Some(year) = date.year() {
            context.year = Some((year, own.clone()));
            context.month = None;
        }
        if let Some(month) = date.month() {
            context.month = Some((month, own));
        }
        context.has_day |= date.has_day();
        // A bare number of four digits may be a detainee's number, too.
        if alone && date.year().is_some() && date.month().is_none() {
            let value = self.pieces.get(pieces.0).map(|piece| piece.key.clone());
            if let Some(value) = value.filter(|_| context.has_day) {
                self.add(Said::Detainee(value), Sureness::Possible, pieces, vec![]);
            }
        }
    }

    /// Numbers that no word and no date took.
    fn rest(&mut self, context: &mut Context) {
        for at in 0..self.pieces.len() {
            let Some((value, end)) = self.number_at(at) else {
                continue;
            };
            let glued = |at: usize| self.pieces.get(at).is_some_and(|piece| !piece.parted);
            // `100NIKON`, `A4`: part of a word.
            if at > 0 && glued(at) || end == at && glued(at + 1) || value.len() > 6 {
                continue;
            }
            let alone = at == 0 && end + 1 == self.pieces.len();
            self.take(at, end);
            let digits = self.pieces.get(at).and_then(Digits::of).filter(|_| alone);
            if let Some(digits) = digits
                && self.part_of_date(digits, at, context)
            {
                self.add(Said::Detainee(value), Sureness::Possible, (at, end), vec![]);
                continue;
            }
            let sureness = if context.has_day && alone {
                Sureness::Place
            } else {
                Sureness::Possible
            };
            self.add(Said::Detainee(value.clone()), sureness, (at, end), vec![]);
            self.add(
                Said::Body(value.clone()),
                Sureness::Possible,
                (at, end),
                vec![],
            );
            if value.len() <= 3 && !context.has_day {
                self.add(Said::Branch(value), Sureness::Possible, (at, end), vec![]);
            }
        }
    }

    /// A number alone below a year is its month, and below a month its day.
    fn part_of_date(&mut self, digits: Digits, at: usize, context: &mut Context) -> bool {
        let Some((year, of_year)) = context.year.clone().filter(|_| !context.has_day) else {
            return false;
        };
        let own = Place::of(self.at, &self.chars(at, at));
        let (date, more) = match context.month.clone() {
            None => (Date::of(Some(year), digits.month(), None), vec![of_year]),
            Some((month, of_month)) => (
                digits
                    .day()
                    .and_then(|day| Date::of(Some(year), Some(month), Some(day))),
                vec![of_month, of_year],
            ),
        };
        let Some(date) = date.filter(|date| date.month().is_some()) else {
            return false;
        };
        context.has_day = date.day().is_some();
        context.month = date.month().map(|month| (month, own));
        self.add(Said::Date(date), Sureness::Place, (at, at), more);
        true
    }
}
