//! Lists of items: the items behind a figure.

use super::{COLUMNS, ItemRow, item_row};
use crate::statement::Statement;
use crate::step::Step;
use crate::{Catalogue, CatalogueError};
use domain::{AccessionId, ItemId, ItemState, ReadingQuality};
use std::collections::BTreeSet;

/// Which items a list shows. Everything that is set must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemFilter {
    /// Only of this accession.
    pub accession: Option<AccessionId>,
    /// Only in this state.
    pub state: Option<ItemState>,
    /// Only with this reason.
    pub reason: Option<String>,
    /// Only of this type.
    pub media_type: Option<String>,
    /// Only items that have no type: those that wait, and entries without content.
    pub untyped: bool,
    /// Only directly in this folder.
    pub folder: Option<String>,
    /// Only in this folder of the medium and anywhere beneath it, members of containers included.
    pub under: Option<String>,
    /// Only directly in this folder of the medium, members of containers included.
    pub place: Option<String>,
    /// Only of this year: the one that the document states, else that of the file's date.
    pub year: Option<YearFilter>,
    /// Only items for which this is to be done, with this value where one is given.
    pub step: Option<(Step, Option<String>)>,
    /// Only items for which anything is to be done.
    pub any_step: bool,
    /// Only containers with more or fewer members than they state.
    pub members_differ: bool,
    /// Only items that were read optically, in part at least.
    pub optical: bool,
    /// Only items with a page of optical confidence from so many per cent, and below so many.
    pub confidence: Option<(u8, u8)>,
    /// Only items with a page whose text layer was doubted.
    pub doubted: bool,
    /// Only items with a page whose text reads badly.
    pub poor: bool,
    /// Only items with a page of this quality.
    pub quality: Option<ReadingQuality>,
    /// Only items with pages that wait to be read optically.
    pub optical_waiting: bool,
    /// Only items with this warning.
    pub warning: Option<String>,
    /// Only items that this reader read, with these programs and without these.
    pub reader: Option<ReaderNote>,
    /// Only items that have no state yet.
    pub waiting: bool,
    /// Only items that have a state.
    pub ended: bool,
    /// Only items behind this one.
    pub after: Option<ItemId>,
    /// At most so many.
    pub limit: u32,
}

/// A year to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearFilter {
    /// This year.
    Of(u16),
    /// Neither document nor file states one.
    Unknown,
}

/// What an item notes of its readers, as the tables hold it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReaderNote {
    /// The reader and its edition.
    pub reader: Option<String>,
    /// The type it was read as.
    pub media_type: Option<String>,
    /// The external programs that took part, with their versions.
    pub programs: Option<String>,
    /// The external programs that were not there.
    pub absent: Option<String>,
}

impl Catalogue {
    /// Items of some accessions, in the order of their numbers.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn items(
        &self,
        scope: &BTreeSet<AccessionId>,
        filter: &ItemFilter,
    ) -> Result<Vec<ItemRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!("SELECT {COLUMNS} FROM item WHERE "));
            query.scope(scope);
            narrow(&mut query, filter);
            query
                .push(" ORDER BY sort_key LIMIT ")
                .value(i64::from(filter.limit));
            query
                .query()?
                .fetch_all(&self.pool)
                .await?
                .iter()
                .map(item_row)
                .collect()
        })
    }

    /// How many items of some accessions a filter leaves, wherever the list begins or ends.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn count_items(
        &self,
        scope: &BTreeSet<AccessionId>,
        filter: &ItemFilter,
    ) -> Result<u64, CatalogueError> {
        let all = ItemFilter {
            after: None,
            ..filter.clone()
        };
        self.run(async {
            let mut query = Statement::new("SELECT COUNT(*) AS n FROM item WHERE ");
            query.scope(scope);
            narrow(&mut query, &all);
            let row = query.query()?.fetch_one(&self.pool).await?;
            Ok(super::unsigned(&row, "n")?.unwrap_or_default())
        })
    }
}

fn narrow(query: &mut Statement, filter: &ItemFilter) {
    if let Some(accession) = filter.accession {
        query
            .push(" AND accession = ")
            .value(i64::from(accession.number()));
    }
    if let Some(state) = filter.state {
        query.push(" AND state = ").value(state.name());
    }
    for (column, value) in [
        ("reason", &filter.reason),
        ("media_type", &filter.media_type),
        ("folder", &filter.folder),
        ("place", &filter.place),
    ] {
        if let Some(value) = value {
            query
                .push(&format!(" AND {column} = "))
                .value(value.clone());
        }
    }
    if let Some(folder) = &filter.under {
        under(query, folder);
    }
    match filter.year {
        // Written out, so that either column's place in the index is of use.
        Some(YearFilter::Of(year)) => {
            query.push(" AND (document_year = ").value(i64::from(year));
            query.push(" OR document_year IS NULL AND medium_year = ");
            query.value(i64::from(year)).push(")");
        }
        Some(YearFilter::Unknown) => {
            query.push(" AND document_year IS NULL AND medium_year IS NULL");
        }
        None => {}
    }
    if let Some((step, value)) = &filter.step {
        query
            .push(" AND step IS NOT NULL AND step = ")
            .value(step.name());
        if let Some(value) = value {
            query.push(" AND step_value = ").value(value.clone());
        }
    }
    if let Some((from, until)) = filter.confidence {
        query.push(" AND ocr_pages > 0 AND ocr_least < ");
        query.value(i64::from(until));
        // The least page alone does not tell of the others: whole bands are counted for each item.
        let mut start = 0;
        let columns = ["ocr_bad", "ocr_low", "ocr_fair", "ocr_good"];
        let held = columns.iter().zip(crate::step::BANDS).filter(|(_, end)| {
            let within = start >= from && *end <= until;
            start = *end;
            within
        });
        let sum: Vec<&str> = held.map(|(column, _)| *column).collect();
        match sum.as_slice() {
            [] => query.push(" AND ocr_least >= ").value(i64::from(from)),
            sum => query.push(&format!(" AND {} > 0", sum.join(" + "))),
        };
    }
    for (set, condition) in [
        (filter.untyped, " AND media_type IS NULL"),
        (filter.any_step, " AND step IS NOT NULL"),
        (
            filter.members_differ,
            " AND declared_members IS NOT NULL AND declared_members <> found_members",
        ),
        (filter.optical, " AND ocr_pages > 0"),
        (filter.doubted, " AND doubted_pages > 0"),
        (filter.poor, " AND poor_pages > 0"),
        (filter.optical_waiting, " AND ocr_waiting > 0"),
        (filter.waiting, " AND state IS NULL"),
        (filter.ended, " AND state IS NOT NULL"),
    ] {
        if set {
            query.push(condition);
        }
    }
    if let Some(quality) = filter.quality {
        query.push(match quality {
            ReadingQuality::Good => " AND graded_good > 0",
            ReadingQuality::Doubtful => " AND graded_doubtful > 0",
            ReadingQuality::Poor => " AND graded_poor > 0",
            ReadingQuality::NotRead => " AND graded_unread > 0",
        });
    }
    if let Some(warning) = &filter.warning {
        query
            .push(" AND id IN (SELECT item FROM item_warning WHERE warning = ")
            .value(warning.clone())
            .push(")");
    }
    if let Some(note) = &filter.reader {
        for (column, value) in [
            ("reader", &note.reader),
            ("media_type", &note.media_type),
            ("programs", &note.programs),
            ("absent", &note.absent),
        ] {
            match value {
                Some(value) => query
                    .push(&format!(" AND {column} = "))
                    .value(value.clone()),
                None => query.push(&format!(" AND {column} IS NULL")),
            };
        }
    }
    if let Some(after) = &filter.after {
        query.push(" AND sort_key > ").value(after.sort_key());
    }
}

/// Limits a statement to a folder and everything beneath it; the empty folder is the whole medium.
pub(crate) fn under(query: &mut Statement, folder: &str) {
    if folder.is_empty() {
        return;
    }
    query.push(" AND (place = ").value(folder.to_owned());
    // `0` follows `/` in code point order, so this is a range of the key.
    query.push(" OR place >= ").value(format!("{folder}/"));
    query.push(" AND place < ").value(format!("{folder}0"));
    query.push(")");
}
