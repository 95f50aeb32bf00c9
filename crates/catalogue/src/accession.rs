//! Questions about accessions.

use crate::item::{accession, parsed, unsigned};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use custody::act::HashListChecked;
use domain::{AccessionId, ItemId, ItemPath, Moment, UserName};
use sqlx::Row;
use std::collections::BTreeSet;

/// An accession with its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessionRow {
    /// Its number.
    pub accession: AccessionId,
    /// Where the material comes from.
    pub source: String,
    /// Who handed it over.
    pub received_from: Option<String>,
    /// Who else was present.
    pub witness: Option<String>,
    /// What was read.
    pub medium: String,
    /// When receiving began.
    pub opened_at: Moment,
    /// Who received it.
    pub opened_by: UserName,
    /// When receiving ended.
    pub closed_at: Option<Moment>,
    /// Entries of the medium at the end of receiving.
    pub closed_items: Option<u64>,
    /// Entries that are items.
    pub items: u64,
    /// Entries whose reception was erased since.
    pub erased_items: u64,
    /// Members found in containers.
    pub members: u64,
    /// Different contents among the entries.
    pub objects: u64,
    /// Bytes of the entries.
    pub size_bytes: u64,
}

impl Catalogue {
    /// The accessions of a scope, in the order of their numbers.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn accessions(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Vec<AccessionRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(
                "SELECT a.accession, a.source, a.received_from, a.witness, a.medium, a.opened_at, a.opened_by, a.closed_at,
                    a.closed_items,
                    (SELECT COUNT(*) FROM item i WHERE i.accession = a.accession AND i.depth = 0) AS items,
                    (SELECT COUNT(*) FROM item i WHERE i.accession = a.accession AND i.depth > 0) AS members,
                    (SELECT COUNT(DISTINCT sha256) FROM item i WHERE i.accession = a.accession AND i.depth = 0) AS objects,
                    (SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM item i
                        WHERE i.accession = a.accession AND i.depth = 0) AS size_bytes,
                    (SELECT COUNT(*) FROM erased e WHERE e.received_in = a.accession) AS erased_items
                 FROM (SELECT id AS accession, source, received_from, witness, medium, opened_at, opened_by, closed_at,
                    closed_items FROM accession) AS a WHERE ",
            );
            query.scope(scope);
            query.push(" ORDER BY a.accession");
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter()
                .map(|row| {
                    let count = |column: &str| unsigned(row, column).map(Option::unwrap_or_default);
                    Ok(AccessionRow {
                        accession: accession(row)?,
                        source: row.try_get("source")?,
                        received_from: row.try_get("received_from")?,
                        witness: row.try_get("witness")?,
                        medium: row.try_get("medium")?,
                        opened_at: Moment::from_unix_ms(row.try_get("opened_at")?),
                        opened_by: parsed(row, "opened_by")?,
                        closed_at: row.try_get::<Option<i64>, _>("closed_at")?.map(Moment::from_unix_ms),
                        closed_items: unsigned(row, "closed_items")?,
                        items: count("items")?,
                        erased_items: count("erased_items")?,
                        members: count("members")?,
                        objects: count("objects")?,
                        size_bytes: count("size_bytes")?,
                    })
                })
                .collect()
        })
    }

    /// The numbers of all accessions.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn accession_numbers(&self) -> Result<BTreeSet<AccessionId>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query("SELECT id AS accession FROM accession")
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(accession).collect()
        })
    }

    /// The accession of this medium and source that is still open, if there is one.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn accession_of(
        &self,
        medium: &str,
        source: &str,
    ) -> Result<Option<AccessionId>, CatalogueError> {
        self.run(async {
            let row = sqlx::query("SELECT id AS accession FROM accession WHERE medium = $1 AND source = $2 ORDER BY id DESC LIMIT 1")
                .bind(medium.to_owned())
                .bind(source.to_owned())
                .fetch_optional(&self.pool)
                .await?;
            row.as_ref().map(accession).transpose()
        })
    }

    /// The comparisons of an accession with hash lists, oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn hash_lists(
        &self,
        accession: AccessionId,
    ) -> Result<Vec<HashListChecked>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query("SELECT body FROM hash_list WHERE accession = $1 ORDER BY act")
                .bind(i64::from(accession.number()))
                .fetch_all(&self.pool)
                .await?;
            rows.iter()
                .map(|row| {
                    let body: String = row.try_get("body")?;
                    serde_json::from_str(&body).map_err(|e| CatalogueError::BadRow(e.to_string()))
                })
                .collect()
        })
    }
}

impl Catalogue {
    /// Entries of an accession whose content could not be taken, with the reason.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn problems(
        &self,
        number: AccessionId,
    ) -> Result<Vec<(ItemId, ItemPath, String)>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query(
                "SELECT id, path_bytes, problem FROM item WHERE accession = $1 AND problem IS NOT NULL ORDER BY sort_key",
            )
            .bind(i64::from(number.number()))
            .fetch_all(&self.pool)
            .await?;
            rows.iter()
                .map(|row| {
                    let path = ItemPath::from_bytes(row.try_get::<Vec<u8>, _>("path_bytes")?);
                    Ok((parsed(row, "id")?, path, row.try_get("problem")?))
                })
                .collect()
        })
    }
}
