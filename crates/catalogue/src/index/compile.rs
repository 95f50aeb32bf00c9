//! From a query to what the engine runs.

use super::analysis::{Reading, terms};
use super::fields::Fields;
use crate::query::plan::{self, Alternative, Shape, Slot};
use crate::query::{Filter, Node, Query};
use domain::{AccessionId, Moment};
use std::collections::BTreeSet;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur,
    PhrasePrefixQuery, PhraseQuery, Query as EngineQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// Readings of a name that are tried in a phrase; a phrase of three words with several sounds
/// each would else grow beyond use.
const MOST_PHRASES: usize = 32;

/// The query as the engine runs it, kept to the accessions in `scope`.
pub(super) fn compile(
    query: &Query,
    scope: &BTreeSet<AccessionId>,
    fields: &Fields,
) -> Box<dyn EngineQuery> {
    if scope.is_empty() {
        return Box::new(EmptyQuery);
    }
    let sought = node(&query.root, query, fields);
    Box::new(BooleanQuery::intersection(vec![
        sought,
        within(scope, fields),
    ]))
}

/// The pages of the accessions in `scope`; they add nothing to a score.
pub(super) fn within(scope: &BTreeSet<AccessionId>, fields: &Fields) -> Box<dyn EngineQuery> {
    let allowed = scope.iter().map(ToString::to_string);
    unscored(any_text(fields.accession, allowed))
}

fn node(part: &Node, query: &Query, fields: &Fields) -> Box<dyn EngineQuery> {
    match part {
        Node::Everything => unscored(Box::new(AllQuery)),
        Node::Ignored(..) => Box::new(EmptyQuery),
        Node::Seek(seek) => {
            let alternatives = plan::plan(seek, query.options);
            union(
                alternatives
                    .iter()
                    .map(|a| alternative(a, fields))
                    .collect(),
            )
        }
        Node::Filter(filter, _) => unscored(by_filter(filter, fields)),
        Node::Not(_) => all_of(std::slice::from_ref(part), query, fields),
        Node::And(parts) => all_of(parts, query, fields),
        Node::Or(parts) => union(
            parts
                .iter()
                .filter(|part| !matches!(part, Node::Ignored(..)))
                .map(|part| node(part, query, fields))
                .collect(),
        ),
    }
}

fn all_of(parts: &[Node], query: &Query, fields: &Fields) -> Box<dyn EngineQuery> {
    let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::new();
    for part in parts {
        match part {
            // Signs without letters ask for nothing, so they must not empty the result.
            Node::Ignored(..) => {}
            Node::Not(part) => clauses.push((Occur::MustNot, node(part, query, fields))),
            part => clauses.push((Occur::Must, node(part, query, fields))),
        }
    }
    if clauses.is_empty() {
        return Box::new(EmptyQuery);
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(clauses))
}

fn alternative(alternative: &Alternative, fields: &Fields) -> Box<dyn EngineQuery> {
    let field = fields.reading(alternative.reading);
    let query: Box<dyn EngineQuery> = match &alternative.shape {
        Shape::Sequence {
            slots,
            words_between,
        } => sequence(field, slots, *words_between),
        Shape::Prefix(before, beginning) => beginning_query(field, before, beginning),
        Shape::Fuzzy(word, letters_off) => Box::new(FuzzyTermQuery::new(
            Term::from_field_text(field, word),
            *letters_off,
            true,
        )),
    };
    if (alternative.weight - 1.0).abs() < f32::EPSILON {
        query
    } else {
        Box::new(BoostQuery::new(query, alternative.weight))
    }
}

fn sequence(field: Field, slots: &[Slot], words_between: u32) -> Box<dyn EngineQuery> {
    if let [only] = slots {
        return any_text(field, only.any_of.iter().cloned());
    }
    let mut phrases: Vec<Vec<(usize, Term)>> = vec![Vec::new()];
    for slot in slots {
        let mut longer = Vec::with_capacity(phrases.len() * slot.any_of.len());
        for text in &slot.any_of {
            for phrase in &phrases {
                if longer.len() < MOST_PHRASES {
                    let mut phrase = phrase.clone();
                    phrase.push((slot.offset, Term::from_field_text(field, text)));
                    longer.push(phrase);
                }
            }
        }
        phrases = longer;
    }
    // The engine takes no phrase of fewer than two words.
    let phrase = |words: Vec<(usize, Term)>| -> Box<dyn EngineQuery> {
        if words.len() < 2 {
            return Box::new(EmptyQuery);
        }
        Box::new(PhraseQuery::new_with_offset_and_slop(words, words_between))
    };
    union(phrases.into_iter().map(phrase).collect())
}

fn beginning_query(field: Field, before: &[String], beginning: &str) -> Box<dyn EngineQuery> {
    let mut words: Vec<Term> = before
        .iter()
        .map(|word| Term::from_field_text(field, word))
        .collect();
    words.push(Term::from_field_text(field, beginning));
    let mut query = PhrasePrefixQuery::new(words);
    // The engine's default of 50 words would lose hits without a word. After other words it sets
    // aside room for as many as it may meet, so there the number must be one that fits memory:
    // no segment has so many words that begin alike.
    query.set_max_expansions(if before.is_empty() { u32::MAX } else { 100_000 });
    Box::new(query)
}

fn by_filter(filter: &Filter, fields: &Fields) -> Box<dyn EngineQuery> {
    match filter {
        Filter::Path(words) => {
            let words: Vec<String> = terms(Reading::Folded, words)
                .into_iter()
                .filter(|term| !term.whole)
                .map(|term| term.text)
                .collect();
            match words.split_last() {
                Some((last, before)) => beginning_query(fields.path_words, before, last),
                None => Box::new(EmptyQuery),
            }
        }
        Filter::Kind(kinds) => any_text(fields.kind, kinds.iter().cloned()),
        Filter::State(states) => any_text(fields.state, states.iter().map(ToString::to_string)),
        Filter::Quality(qualities) => {
            any_text(fields.quality, qualities.iter().map(ToString::to_string))
        }
        Filter::Language(languages) => any_text(fields.language, languages.iter().cloned()),
        Filter::Accession(ids) => any_text(fields.accession, ids.iter().map(ToString::to_string)),
        Filter::Item(id) => any_text(fields.within, [id.to_string()].into_iter()),
        Filter::Date {
            from_day, to_day, ..
        } => by_date(*from_day, *to_day, fields),
    }
}

/// Dates that lie wholly within the days: days, months whose every day does, years whose every
/// month does.
fn by_date(from_day: i64, to_day: i64, fields: &Fields) -> Box<dyn EngineQuery> {
    let from = from_day.max(FIRST_DAY);
    let to = to_day.min(LAST_DAY);
    let range = |field, first: i64, last: i64| -> Box<dyn EngineQuery> {
        if first > last {
            return Box::new(EmptyQuery);
        }
        let bound = |n| Bound::Included(Term::from_field_i64(field, n));
        Box::new(RangeQuery::new(bound(first), bound(last)))
    };
    // A month or year is whole in the range if the day before the range lies in another one.
    let first_month = month_of(from - 1) + 1;
    let last_month = month_of(to + 1) - 1;
    let first_year = month_of(from - 1).div_euclid(12) + 1;
    let last_year = month_of(to + 1).div_euclid(12) - 1;
    union(vec![
        range(fields.date_day, from, to),
        range(fields.date_month, first_month, last_month),
        range(fields.date_year, first_year, last_year),
    ])
}

/// 0001-01-01 and 9999-12-30; the day after the last must still be a date.
const FIRST_DAY: i64 = -719_161;
const LAST_DAY: i64 = 2_932_895;
const DAY_MS: i64 = 86_400_000;

/// Months since year 0.
fn month_of(day: i64) -> i64 {
    let shown = Moment::from_unix_ms(day * DAY_MS).to_string();
    let mut parts = shown
        .splitn(3, '-')
        .map(|part| part.parse::<i64>().unwrap_or(0));
    parts.next().unwrap_or(0) * 12 + parts.next().unwrap_or(1) - 1
}

fn any_text(field: Field, texts: impl Iterator<Item = String>) -> Box<dyn EngineQuery> {
    let term = |text: String| -> Box<dyn EngineQuery> {
        let term = Term::from_field_text(field, &text);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    };
    union(texts.map(term).collect())
}

fn union(mut queries: Vec<Box<dyn EngineQuery>>) -> Box<dyn EngineQuery> {
    match (queries.len(), queries.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            queries.push(last);
            Box::new(BooleanQuery::union(queries))
        }
        (_, None) => Box::new(EmptyQuery),
    }
}

/// What is no matter of degree adds nothing to the score.
fn unscored(query: Box<dyn EngineQuery>) -> Box<dyn EngineQuery> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
