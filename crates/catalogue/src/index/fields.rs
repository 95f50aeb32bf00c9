//! What the index stores of a page.

use super::analysis::Reading;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The fields of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The words, in each reading of [`Reading::ALL`].
    pub readings: [Field; 5],
    /// The text as it is, for highlights.
    pub text: Field,
    pub title: Field,
    /// The item's number; what a new version of the item replaces.
    pub item: Field,
    /// The item's number in a form that sorts.
    pub item_key: Field,
    /// The item and every container around it.
    pub within: Field,
    pub page: Field,
    pub path: Field,
    pub path_words: Field,
    pub kind: Field,
    pub state: Field,
    pub quality: Field,
    pub language: Field,
    pub accession: Field,
    pub folder: Field,
    /// Dates as given, for show.
    pub dates: Field,
    /// The earliest date, for sorting.
    pub first_date: Field,
    /// Years that any date lies in.
    pub year: Field,
    /// Days since 1970-01-01 of dates that name the day.
    pub date_day: Field,
    /// Months since year 0 of dates that name the month.
    pub date_month: Field,
    /// Years of dates that name only the year.
    pub date_year: Field,
    pub modified: Field,
}

impl Fields {
    /// The field of a reading.
    pub(super) fn reading(&self, reading: Reading) -> Field {
        let [exact, folded, stem, skeleton, ocr] = self.readings;
        match reading {
            Reading::Exact => exact,
            Reading::Folded => folded,
            Reading::Stem => stem,
            Reading::Skeleton => skeleton,
            Reading::Ocr => ocr,
        }
    }
}

/// The schema; a change to it asks for a new index, which [`super::Index::open`] notices.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let readings = Reading::ALL.map(|reading| {
        // Forms of a word are sought one by one, so their places are not kept.
        let kept = match reading {
            Reading::Stem => IndexRecordOption::WithFreqs,
            _ => IndexRecordOption::WithFreqsAndPositions,
        };
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(reading.field())
            .set_index_option(kept)
            .set_fieldnorms(reading == Reading::Folded);
        builder.add_text_field(
            reading.field(),
            TextOptions::default().set_indexing_options(indexing),
        )
    });
    let path_indexing = TextFieldIndexing::default()
        .set_tokenizer(Reading::Folded.field())
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    let name = STRING | FAST | STORED;
    let fields = Fields {
        readings,
        text: builder.add_text_field("text", STORED),
        title: builder.add_text_field("title", STORED),
        item: builder.add_text_field("item", STRING | STORED),
        item_key: builder.add_text_field("item_key", FAST),
        within: builder.add_text_field("within", STRING),
        page: builder.add_u64_field("page", FAST | STORED),
        path: builder.add_text_field("path", FAST | STORED),
        path_words: builder.add_text_field(
            "path_words",
            TextOptions::default().set_indexing_options(path_indexing),
        ),
        kind: builder.add_text_field("kind", name.clone()),
        state: builder.add_text_field("state", name.clone()),
        quality: builder.add_text_field("quality", name.clone()),
        language: builder.add_text_field("language", name.clone()),
        accession: builder.add_text_field("accession", name),
        folder: builder.add_text_field("folder", FAST),
        dates: builder.add_text_field("dates", STORED),
        first_date: builder.add_text_field("first_date", FAST),
        year: builder.add_text_field("year", FAST),
        date_day: builder.add_i64_field("date_day", FAST | INDEXED),
        date_month: builder.add_i64_field("date_month", FAST | INDEXED),
        date_year: builder.add_i64_field("date_year", FAST | INDEXED),
        modified: builder.add_i64_field("modified", STORED),
    };
    (builder.build(), fields)
}
