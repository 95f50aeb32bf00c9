//! The account of reading: every item counted once in each of several ways.

use crate::item::list::under;
use crate::item::{accession, parsed, unsigned};
use crate::statement::Statement;
use crate::step::Step;
use crate::{Catalogue, CatalogueError, ReaderNote};
use domain::{AccessionId, ItemState};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, BTreeSet};

/// Items by state; those that wait stand under none.
pub type ByState = BTreeMap<Option<ItemState>, u64>;

/// What was read optically, and how surely.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpticalCounts {
    /// Items with a page that was read optically.
    pub items: u64,
    /// Pages that were read optically.
    pub pages: u64,
    /// Sum of the confidence of those pages, in per cent each.
    pub percent_sum: u64,
    /// Pages in each band of [`crate::step::BANDS`].
    pub band_pages: [u64; 4],
    /// Items with a page in each band; an item may stand in several.
    pub band_items: [u64; 4],
    /// Items and pages whose text layer was doubted.
    pub doubted: (u64, u64),
    /// Items and pages whose text reads badly.
    pub poor: (u64, u64),
    /// Items with a page of each [`domain::ReadingQuality`], and those pages, in its order.
    pub graded: [(u64, u64); 4],
    /// Items with pages that wait to be read optically, and those pages.
    pub waiting: (u64, u64),
}

impl OpticalCounts {
    /// Mean confidence of all pages that were read optically, in per cent; 0 where there is none.
    pub fn mean_percent(&self) -> u64 {
        (self.percent_sum + self.pages / 2)
            .checked_div(self.pages)
            .unwrap_or_default()
    }
}

impl Catalogue {
    /// Items by accession and state.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn by_accession(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<BTreeMap<AccessionId, ByState>, CatalogueError> {
        let mut found: BTreeMap<AccessionId, ByState> = BTreeMap::new();
        self.each(
            scope,
            "SELECT accession, state, COUNT(*) AS n FROM item WHERE ",
            |_| {},
            " GROUP BY accession, state",
            |row| {
                let of = found.entry(accession(row)?).or_default();
                *of.entry(state(row)?).or_default() += count(row, "n")?;
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// Items by type and state, with their pages. Items that wait have no type yet, and entries
    /// without content never get one.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn by_type(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<BTreeMap<Option<String>, (ByState, u64)>, CatalogueError> {
        let mut found: BTreeMap<Option<String>, (ByState, u64)> = BTreeMap::new();
        self.each(
            scope,
            "SELECT media_type, state, COUNT(*) AS n, CAST(SUM(pages) AS BIGINT) AS pages FROM item WHERE ",
            |_| {},
            " GROUP BY media_type, state",
            |row| {
                let (states, pages) = found.entry(row.try_get("media_type")?).or_default();
                *states.entry(state(row)?).or_default() += count(row, "n")?;
                *pages += count(row, "pages")?;
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// Items by folder of the medium and state, of one accession, in a folder and beneath it.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn by_place(
        &self,
        scope: &BTreeSet<AccessionId>,
        folder: &str,
        mut take: impl FnMut(AccessionId, &str, Option<ItemState>, u64),
    ) -> Result<(), CatalogueError> {
        self.each(
            scope,
            "SELECT accession, place, state, COUNT(*) AS n FROM item WHERE ",
            |query| under(query, folder),
            " GROUP BY accession, place, state",
            |row| {
                let place: String = row.try_get("place")?;
                take(accession(row)?, &place, state(row)?, count(row, "n")?);
                Ok(())
            },
        )
    }

    /// Items by the year that the document states, by the year of the file's date, and by state.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn by_year(
        &self,
        scope: &BTreeSet<AccessionId>,
        mut take: impl FnMut(Option<u16>, Option<u16>, Option<ItemState>, u64),
    ) -> Result<(), CatalogueError> {
        let year = |row: &AnyRow, column: &str| -> Result<Option<u16>, CatalogueError> {
            Ok(unsigned(row, column)?.and_then(|year| u16::try_from(year).ok()))
        };
        self.each(
            scope,
            "SELECT document_year, medium_year, state, COUNT(*) AS n FROM item WHERE ",
            |_| {},
            " GROUP BY document_year, medium_year, state",
            |row| {
                let (document, medium) = (year(row, "document_year")?, year(row, "medium_year")?);
                take(document, medium, state(row)?, count(row, "n")?);
                Ok(())
            },
        )
    }

    /// What was read optically, what was doubted, what reads badly.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn optical(&self, scope: &BTreeSet<AccessionId>) -> Result<OpticalCounts, CatalogueError> {
        let mut counts = OpticalCounts::default();
        self.each(
            scope,
            "SELECT COUNT(*) AS items, CAST(COALESCE(SUM(ocr_pages), 0) AS BIGINT) AS pages,
                CAST(COALESCE(SUM(ocr_percent_sum), 0) AS BIGINT) AS percent_sum,
                CAST(COALESCE(SUM(ocr_bad), 0) AS BIGINT) AS p0, CAST(COALESCE(SUM(ocr_low), 0) AS BIGINT) AS p1,
                CAST(COALESCE(SUM(ocr_fair), 0) AS BIGINT) AS p2, CAST(COALESCE(SUM(ocr_good), 0) AS BIGINT) AS p3,
                COUNT(CASE WHEN ocr_bad > 0 THEN 1 END) AS i0, COUNT(CASE WHEN ocr_low > 0 THEN 1 END) AS i1,
                COUNT(CASE WHEN ocr_fair > 0 THEN 1 END) AS i2, COUNT(CASE WHEN ocr_good > 0 THEN 1 END) AS i3
                FROM item WHERE ocr_pages > 0 AND ",
            |_| {},
            "",
            |row| {
                counts.items = count(row, "items")?;
                counts.pages = count(row, "pages")?;
                counts.percent_sum = count(row, "percent_sum")?;
                for (n, slot) in counts.band_pages.iter_mut().enumerate() {
                    *slot = count(row, &format!("p{n}"))?;
                }
                for (n, slot) in counts.band_items.iter_mut().enumerate() {
                    *slot = count(row, &format!("i{n}"))?;
                }
                Ok(())
            },
        )?;
        let [graded_good, graded_doubtful, graded_poor, graded_unread] = &mut counts.graded;
        for (column, slot) in [
            ("doubted_pages", &mut counts.doubted),
            ("poor_pages", &mut counts.poor),
            ("graded_good", graded_good),
            ("graded_doubtful", graded_doubtful),
            ("graded_poor", graded_poor),
            ("graded_unread", graded_unread),
            ("ocr_waiting", &mut counts.waiting),
        ] {
            self.each(
                scope,
                &format!(
                    "SELECT COUNT(*) AS items, CAST(COALESCE(SUM({column}), 0) AS BIGINT) AS pages \
                     FROM item WHERE {column} > 0 AND "
                ),
                |_| {},
                "",
                |row| {
                    *slot = (count(row, "items")?, count(row, "pages")?);
                    Ok(())
                },
            )?;
        }
        Ok(counts)
    }

    /// How many containers state their members, and how many of these have more or fewer.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn containers(&self, scope: &BTreeSet<AccessionId>) -> Result<(u64, u64), CatalogueError> {
        let mut found = (0, 0);
        self.each(
            scope,
            "SELECT COUNT(*) AS n, COUNT(CASE WHEN declared_members <> found_members THEN 1 END) AS differing
                FROM item WHERE declared_members IS NOT NULL AND ",
            |_| {},
            "",
            |row| {
                found = (count(row, "n")?, count(row, "differing")?);
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// Items for which something is to be done, by step, its value, and state.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn by_step(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<BTreeMap<(Step, Option<String>), ByState>, CatalogueError> {
        let mut found: BTreeMap<(Step, Option<String>), ByState> = BTreeMap::new();
        self.each(
            scope,
            "SELECT step, step_value, state, COUNT(*) AS n FROM item WHERE step IS NOT NULL AND ",
            |_| {},
            " GROUP BY step, step_value, state",
            |row| {
                let name: String = row.try_get("step")?;
                let step = name
                    .parse()
                    .map_err(|()| CatalogueError::BadRow(format!("`step` is `{name}`")))?;
                let of = found.entry((step, row.try_get("step_value")?)).or_default();
                *of.entry(state(row)?).or_default() += count(row, "n")?;
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// Warnings and how many items have each, most frequent first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn warnings(
        &self,
        scope: &BTreeSet<AccessionId>,
        limit: u32,
    ) -> Result<Vec<(String, u64)>, CatalogueError> {
        let mut found = Vec::new();
        self.each(
            scope,
            "SELECT warning, COUNT(DISTINCT item) AS n FROM item_warning WHERE ",
            |_| {},
            &format!(" GROUP BY warning ORDER BY n DESC, warning LIMIT {limit}"),
            |row| {
                found.push((row.try_get("warning")?, count(row, "n")?));
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// What items that have a reading note of their readers, and how many note the same.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn by_reader(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Vec<(ReaderNote, u64)>, CatalogueError> {
        let mut found = Vec::new();
        self.each(
            scope,
            "SELECT reader, media_type, programs, absent, COUNT(*) AS n FROM item
                WHERE media_type IS NOT NULL AND ",
            |_| {},
            " AND state IS NOT NULL GROUP BY reader, media_type, programs, absent",
            |row| {
                let note = ReaderNote {
                    reader: row.try_get("reader")?,
                    media_type: row.try_get("media_type")?,
                    programs: row.try_get("programs")?,
                    absent: row.try_get("absent")?,
                };
                found.push((note, count(row, "n")?));
                Ok(())
            },
        )?;
        found.sort_unstable();
        Ok(found)
    }

    /// Asks about the items of a scope and hands over each row.
    fn each(
        &self,
        scope: &BTreeSet<AccessionId>,
        front: &str,
        narrow: impl FnOnce(&mut Statement),
        rest: &str,
        mut take: impl FnMut(&AnyRow) -> Result<(), CatalogueError>,
    ) -> Result<(), CatalogueError> {
        self.run(async {
            let mut query = Statement::new(front);
            query.scope(scope);
            narrow(&mut query);
            query.push(rest);
            for row in query.query()?.fetch_all(&self.pool).await? {
                take(&row)?;
            }
            Ok(())
        })
    }
}

fn state(row: &AnyRow) -> Result<Option<ItemState>, CatalogueError> {
    match row.try_get::<Option<String>, _>("state")? {
        Some(_) => parsed(row, "state").map(Some),
        None => Ok(None),
    }
}

fn count(row: &AnyRow, column: &str) -> Result<u64, CatalogueError> {
    Ok(unsigned(row, column)?.unwrap_or_default())
}
