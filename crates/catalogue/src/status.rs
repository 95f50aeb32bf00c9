//! How far reading has come, in counts.

use crate::item::{parsed, unsigned};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::{AccessionId, ItemState};
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Counts over the items of a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Items in all.
    pub items: u64,
    /// Entries received.
    pub received: u64,
    /// Items by state.
    pub states: BTreeMap<ItemState, u64>,
    /// Items without a state.
    pub waiting: u64,
    /// Members that containers declare.
    pub declared_members: u64,
    /// Members found in the containers that declare any.
    pub found_members: u64,
    /// Members found in all containers.
    pub all_found_members: u64,
    /// Pages read.
    pub pages: u64,
    /// Items with pages that wait to be read optically, and those pages.
    pub optical_waiting: (u64, u64),
    /// State, reason and count.
    pub reasons: Vec<(ItemState, String, u64)>,
    /// Type, state and count.
    pub types: Vec<(String, ItemState, u64)>,
}

impl Catalogue {
    /// How many items of some accessions have no state yet.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn waiting(&self, scope: &BTreeSet<AccessionId>) -> Result<u64, CatalogueError> {
        self.run(async {
            let mut query =
                Statement::new("SELECT COUNT(*) AS n FROM item WHERE state IS NULL AND ");
            query.scope(scope);
            Ok(unsigned(&query.query()?.fetch_one(&self.pool).await?, "n")?.unwrap_or_default())
        })
    }

    /// Items of some accessions with pages that wait to be read optically, and those pages.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn optically_waiting(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<(u64, u64), CatalogueError> {
        self.run(async {
            let mut query = Statement::new(
                "SELECT COUNT(*) AS items, CAST(COALESCE(SUM(ocr_waiting), 0) AS BIGINT) AS pages
                 FROM item WHERE ocr_waiting > 0 AND ",
            );
            query.scope(scope);
            let row = query.query()?.fetch_one(&self.pool).await?;
            let count = |column: &str| unsigned(&row, column).map(Option::unwrap_or_default);
            Ok((count("items")?, count("pages")?))
        })
    }

    /// Counts over the items of some accessions.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn status_counts(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<StatusCounts, CatalogueError> {
        self.run(async {
            let scoped = |text: &str, rest: &str| {
                let mut query = Statement::new(text.to_owned());
                query.push(" FROM item WHERE ");
                query.scope(scope);
                query.push(rest);
                query
            };
            let totals = scoped(
                "SELECT COUNT(*) AS items, COUNT(CASE WHEN depth = 0 THEN 1 END) AS received,
                    COUNT(CASE WHEN state IS NULL THEN 1 END) AS waiting,
                    CAST(COALESCE(SUM(pages), 0) AS BIGINT) AS pages,
                    COUNT(CASE WHEN ocr_waiting > 0 THEN 1 END) AS optical_items,
                    CAST(COALESCE(SUM(ocr_waiting), 0) AS BIGINT) AS optical_pages,
                    CAST(COALESCE(SUM(declared_members), 0) AS BIGINT) AS declared,
                    CAST(COALESCE(SUM(CASE WHEN declared_members IS NOT NULL THEN found_members END), 0) AS BIGINT) AS found,
                    CAST(COALESCE(SUM(found_members), 0) AS BIGINT) AS all_found",
                "",
            );
            let row = totals.query()?.fetch_one(&self.pool).await?;
            let count = |column: &str| unsigned(&row, column).map(Option::unwrap_or_default);
            let mut counts = StatusCounts {
                items: count("items")?,
                received: count("received")?,
                waiting: count("waiting")?,
                pages: count("pages")?,
                optical_waiting: (count("optical_items")?, count("optical_pages")?),
                declared_members: count("declared")?,
                found_members: count("found")?,
                all_found_members: count("all_found")?,
                ..StatusCounts::default()
            };
            let states = scoped("SELECT state, COUNT(*) AS n", " AND state IS NOT NULL GROUP BY state");
            for row in states.query()?.fetch_all(&self.pool).await? {
                counts.states.insert(parsed(&row, "state")?, unsigned(&row, "n")?.unwrap_or_default());
            }
            let reasons = scoped(
                "SELECT state, reason, COUNT(*) AS n",
                " AND state <> 'read' AND reason IS NOT NULL GROUP BY state, reason ORDER BY n DESC, state, reason LIMIT 500",
            );
            for row in reasons.query()?.fetch_all(&self.pool).await? {
                let n = unsigned(&row, "n")?.unwrap_or_default();
                counts.reasons.push((parsed(&row, "state")?, row.try_get("reason")?, n));
            }
            let types = scoped(
                "SELECT media_type, state, COUNT(*) AS n",
                " AND state IS NOT NULL AND media_type IS NOT NULL GROUP BY media_type, state ORDER BY n DESC, media_type, state",
            );
            for row in types.query()?.fetch_all(&self.pool).await? {
                let n = unsigned(&row, "n")?.unwrap_or_default();
                counts.types.push((row.try_get("media_type")?, parsed(&row, "state")?, n));
            }
            Ok(counts)
        })
    }
}
