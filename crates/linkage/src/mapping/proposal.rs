//! A mapping proposed from headings and the first rows.

use super::date_order::DateCounts;
use super::header_words::{Meaning, meaning};
use super::{Mapping, Use};
use crate::Field;
use arabic::{Classes, fold};

/// A mapping that a person looks at before it is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The mapping; its form is left open.
    pub mapping: Mapping,
    /// Each column in its order.
    pub columns: Vec<ColumnProposal>,
}

/// What is proposed for one column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnProposal {
    /// Its heading.
    pub heading: String,
    /// What it seems to say; none where its heading tells nothing.
    pub says: Option<Use>,
    /// How many of the rows looked at have something in it.
    pub filled: u64,
    /// What its values would be as dates.
    pub dates: DateCounts,
}

impl Mapping {
    /// Proposes what each column says, by its heading and the rows looked at.
    ///
    /// A heading is known by the table `header_words.tsv`. The rows decide where a word has several
    /// meanings: `الكنية` is the family on forms of the region, and a kunya where it holds أبو; a birth
    /// date that holds years alone is a year. Where two columns would be the id, the first is.
    pub fn propose(headings: &[String], rows: &[Vec<String>]) -> Proposal {
        let column = |at: usize| rows.iter().filter_map(move |row| row.get(at));
        let meanings: Vec<Option<Meaning>> = headings.iter().map(|h| meaning(h)).collect();
        let in_parts = meanings.iter().flatten().any(|meant| {
            matches!(
                meant,
                Meaning::Says(Use::Field(
                    Field::Given | Field::Father | Field::Family | Field::Grandfather
                ))
            )
        });
        let has_given = meanings.contains(&Some(Meaning::Says(Use::Field(Field::Given))));
        let mut mapping = Mapping::default();
        let mut columns = Vec::new();
        let mut order = DateCounts::default();
        for (at, (heading, meant)) in headings.iter().zip(meanings).enumerate() {
            let mut dates = DateCounts::default();
            column(at).for_each(|value| dates.add(value));
            let says = meant.map(|meant| match meant {
                // A list in parts that has a column `name` beside the given one means the whole.
                Meaning::Name if in_parts && !has_given => Use::Field(Field::Given),
                Meaning::Name => Use::Field(Field::FullName),
                Meaning::Says(says) => by_content(says, &dates, column(at)),
            });
            let says = says.filter(|says| *says != Use::Id || mapping.id_column().is_none());
            if let Some(says) = says
                && let Ok(more) = mapping.clone().with(heading.clone(), says)
            {
                mapping = more;
            }
            if matches!(says, Some(Use::Field(Field::BirthDate))) {
                column(at).for_each(|value| order.add(value));
            }
            columns.push(ColumnProposal {
                heading: heading.clone(),
                says,
                filled: column(at).filter(|value| !value.trim().is_empty()).count() as u64,
                dates,
            });
        }
        mapping.date_order = order.order();
        Proposal { mapping, columns }
    }
}

fn by_content<'a>(
    says: Use,
    dates: &DateCounts,
    values: impl Iterator<Item = &'a String> + Clone,
) -> Use {
    let most = |count: u64| count * 2 > dates.filled();
    match says {
        Use::Field(Field::BirthDate) if most(dates.year_only) => Use::Field(Field::BirthYear),
        Use::Field(Field::BirthDate) if most(dates.small_number) => Use::Field(Field::Age),
        Use::Field(Field::BirthYear) if most(dates.dates()) => Use::Field(Field::BirthDate),
        Use::Field(Field::BirthPlace)
            if most(
                values
                    .clone()
                    .filter(|value| names_place_and_date(value))
                    .count() as u64,
            ) =>
        {
            Use::BirthPlaceAndDate
        }
        Use::Field(Field::Family) if most(values.filter(|value| is_kunya(value)).count() as u64) => {
            Use::Field(Field::Kunya)
        }
        other => other,
    }
}

/// `حلب 1975`: letters, then digits.
fn names_place_and_date(value: &str) -> bool {
    let value = value.trim();
    value.chars().next().is_some_and(char::is_alphabetic)
        && value.chars().next_back().is_some_and(char::is_numeric)
        && value.chars().filter(|c| c.is_numeric()).count() >= 4
}

/// أبو or أم before a name.
fn is_kunya(value: &str) -> bool {
    let mut words = value.split_whitespace();
    let first = words.next().map(|word| fold::fold(word, Classes::SPELLING));
    words.next().is_some()
        && matches!(
            first.as_deref(),
            Some("ابو" | "ام" | "abu" | "abou" | "umm" | "oum")
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(headings: &[&str], rows: &[&[&str]]) -> Vec<Option<Use>> {
        let headings: Vec<String> = headings.iter().map(|&h| h.to_owned()).collect();
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|&cell| cell.to_owned()).collect())
            .collect();
        let proposal = Mapping::propose(&headings, &rows);
        proposal.columns.iter().map(|column| column.says).collect()
    }

    #[test]
    fn a_name_is_the_given_one_where_the_list_is_in_parts() {
        let field = |field| Some(Use::Field(field));
        assert_eq!(
            proposed(&["الاسم", "اسم الأب", "الكنية", "ملاحظات"], &[]),
            [
                field(Field::Given),
                field(Field::Father),
                field(Field::Family),
                None
            ]
        );
        assert_eq!(proposed(&["Name"], &[]), [field(Field::FullName)]);
    }

    #[test]
    fn the_rows_decide_what_a_word_with_two_meanings_says() {
        let field = |field| Some(Use::Field(field));
        let rows: &[&[&str]] = &[
            &["1", "أبو خالد", "1975", "حلب 1975", "a"],
            &["2", "ابو سالم", "١٩٨٠", "حماة 3/4/1980", "b"],
            &["3", "", "1990", "إدلب 1990", "c"],
        ];
        assert_eq!(
            proposed(&["no", "الكنية", "المواليد", "محل الولادة", "rec_id"], rows),
            [
                Some(Use::Id),
                field(Field::Kunya),
                field(Field::BirthYear),
                Some(Use::BirthPlaceAndDate),
                None
            ]
        );
    }

    #[test]
    fn the_order_of_dates_is_told_by_those_that_fit_one_only() {
        let headings = ["dob".to_owned()];
        let order = |values: &[&str]| {
            let rows: Vec<Vec<String>> = values.iter().map(|&v| vec![v.to_owned()]).collect();
            Mapping::propose(&headings, &rows).mapping.date_order
        };
        assert_eq!(order(&["01/02/1975"]).key(), "day_month_year");
        assert_eq!(order(&["01/02/1975", "12/31/1975"]).key(), "month_day_year");
        assert_eq!(order(&["1975-12-31"]).key(), "year_month_day");
    }
}
