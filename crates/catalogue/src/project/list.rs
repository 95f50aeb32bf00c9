//! From the mapping of a list to its row. The rows of the list itself are in the vault; who holds the
//! vault enters them afterwards ([`crate::Catalogue::enter_records`]).

use super::review::forget_names;
use super::{Stamp, kept, number, trail};
use crate::CatalogueError;
use custody::act::ListMapped;
use domain::ItemId;
use sqlx::AnyConnection;

pub(super) async fn map_list(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    mapped: &ListMapped,
) -> Result<(), CatalogueError> {
    let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM item WHERE id = $1")
        .bind(mapped.item.to_string())
        .fetch_optional(&mut *db)
        .await?;
    // An item whose reception was erased is gone; what was said of its tables says nothing any more.
    if known.is_none() {
        return Ok(());
    }
    sqlx::query("DELETE FROM list WHERE item = $1 AND list_table = $2")
        .bind(mapped.item.to_string())
        .bind(i64::from(mapped.table))
        .execute(&mut *db)
        .await?;
    let json = |texts: &[String]| {
        serde_json::to_string(texts).map_err(|e| CatalogueError::BadRow(e.to_string()))
    };
    sqlx::query(
        "INSERT INTO list (item, list_table, sort_key, accession, act, at, by_user, name, legal_basis, purpose,
            restrictions, one_row_per_person, mapping, version, columns, rows_sha256, records,
            bad_rows, repeated_ids, passed_over, entered)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 0)",
    )
    .bind(mapped.item.to_string())
    .bind(i64::from(mapped.table))
    .bind(mapped.item.sort_key())
    .bind(i64::from(mapped.accession.number()))
    .bind(act.index)
    .bind(act.at.unix_ms())
    .bind(act.by.as_str().to_owned())
    .bind(kept(&mapped.name))
    .bind(kept(&mapped.legal_basis))
    .bind(kept(&mapped.purpose))
    .bind(kept(&json(&mapped.restrictions)?))
    .bind(i64::from(mapped.one_row_per_person))
    .bind(kept(&mapped.mapping))
    .bind(kept(&mapped.version))
    .bind(kept(&json(&mapped.columns)?))
    .bind(mapped.rows.sha256.to_string())
    .bind(number(mapped.records)?)
    .bind(number(mapped.bad_rows)?)
    .bind(number(mapped.repeated_ids)?)
    .bind(number(mapped.passed_over)?)
    .execute(&mut *db)
    .await?;
    forget_names(db, &mapped.item).await?;
    trail(db, act, &mapped.item).await
}

/// Forgets every list in an item and in what lies in it.
pub(super) async fn remove_lists(
    db: &mut AnyConnection,
    item: &ItemId,
) -> Result<(), CatalogueError> {
    let (from, to) = super::reading::members_of(item);
    for statement in [
        "DELETE FROM source_record WHERE act IN
            (SELECT act FROM list WHERE item = $1 OR (item > $2 AND item < $3))",
        "DELETE FROM list WHERE item = $1 OR (item > $2 AND item < $3)",
    ] {
        sqlx::query(statement)
            .bind(item.to_string())
            .bind(from.clone())
            .bind(to.clone())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}
