//! Questions about what is to be read, in the order in which it is.

use super::{accession, parsed, unsigned};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::{AccessionId, ItemId, ItemPath, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeSet;

/// An item that is to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct DueItem {
    /// Which.
    pub id: ItemId,
    /// Its accession.
    pub accession: AccessionId,
    /// Where it lay.
    pub path: ItemPath,
    /// Its content.
    pub sha256: Sha256,
    /// Size of the content.
    pub size_bytes: u64,
    /// Where it stands in the order that was asked for.
    pub order: DueOrder,
}

/// A place in the order of what is due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueOrder {
    turn: i64,
    size: i64,
    sort_key: String,
}

impl Catalogue {
    /// Items of one turn of [`crate::TURNS`] that have content and were read by none of these
    /// versions of the readers, the smallest first. A member waits until its container has been
    /// read by one of them.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn due(
        &self,
        scope: &BTreeSet<AccessionId>,
        versions: &[String],
        turn: i64,
        after: Option<&DueOrder>,
        limit: u32,
    ) -> Result<Vec<DueItem>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!(
                "SELECT {COLUMNS}, work_turn AS turn, COALESCE(size_bytes, 0) AS size FROM item \
                 WHERE sha256 IS NOT NULL AND work_turn = "
            ));
            query.value(turn).push(" AND ");
            query.scope(scope);
            query.push(" AND (reading_version IS NULL OR reading_version NOT IN (");
            query.values_of(versions.iter().cloned());
            query.push(
                ")) AND (parent IS NULL OR EXISTS (SELECT 1 FROM item AS container \
                        WHERE container.id = item.parent AND container.reading_version IN (",
            );
            query.values_of(versions.iter().cloned());
            query.push(")))");
            if let Some(after) = after {
                query.push(" AND (size_bytes > ").value(after.size);
                query.push(" OR size_bytes = ").value(after.size);
                query.push(" AND sort_key > ").value(after.sort_key.clone());
                query.push(")");
            }
            query.push(" ORDER BY work_turn, size_bytes, sort_key");
            self.first_due(query, limit).await
        })
    }

    /// Items that this version of the readers left to be read optically: papers first, then pictures
    /// that look like paper, then photographs; of each those with the fewest pages first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn optically_due(
        &self,
        scope: &BTreeSet<AccessionId>,
        version: &str,
        after: Option<&DueOrder>,
        limit: u32,
    ) -> Result<Vec<DueItem>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!(
                "SELECT {COLUMNS}, ocr_turn AS turn, ocr_waiting AS size FROM item \
                 WHERE sha256 IS NOT NULL AND ocr_waiting > 0 AND reading_version = "
            ));
            query.value(version.to_owned()).push(" AND ");
            query.scope(scope);
            if let Some(after) = after {
                query.push(" AND (ocr_turn > ").value(after.turn);
                query.push(" OR ocr_turn = ").value(after.turn);
                query.push(" AND (ocr_waiting > ").value(after.size);
                query.push(" OR ocr_waiting = ").value(after.size);
                query.push(" AND sort_key > ").value(after.sort_key.clone());
                query.push("))");
            }
            query.push(" ORDER BY ocr_turn, ocr_waiting, sort_key");
            self.first_due(query, limit).await
        })
    }

    async fn first_due(
        &self,
        mut query: Statement,
        limit: u32,
    ) -> Result<Vec<DueItem>, CatalogueError> {
        query.push(" LIMIT ").value(i64::from(limit));
        let rows = query.query()?.fetch_all(&self.pool).await?;
        rows.iter().map(due_item).collect()
    }
}

const COLUMNS: &str = "id, accession, path_bytes, sha256, size_bytes, sort_key";

fn due_item(row: &AnyRow) -> Result<DueItem, CatalogueError> {
    Ok(DueItem {
        id: parsed(row, "id")?,
        accession: accession(row)?,
        path: ItemPath::from_bytes(row.try_get::<Vec<u8>, _>("path_bytes")?),
        sha256: parsed(row, "sha256")?,
        size_bytes: unsigned(row, "size_bytes")?.unwrap_or_default(),
        order: DueOrder {
            turn: row.try_get("turn")?,
            size: row.try_get("size")?,
            sort_key: row.try_get("sort_key")?,
        },
    })
}
