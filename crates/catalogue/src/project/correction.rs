//! Corrections of text, and the readings that newer ones took the place of.

use super::{Stamp, kept, trail};
use crate::CatalogueError;
use custody::act::TextCorrected;
use domain::ItemId;
use sqlx::{AnyConnection, AssertSqlSafe};

pub(super) async fn correct(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    corrected: &TextCorrected,
) -> Result<(), CatalogueError> {
    if !super::is_known(db, &corrected.item).await? {
        return Ok(());
    }
    let place = corrected
        .place
        .map(|edges| edges.map(|edge| edge.to_string()).join(" "));
    sqlx::query(
        "INSERT INTO correction (item, act, at, by_user, page, version, reading, line, word, words, place, stood,
            reads, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(corrected.item.to_string())
    .bind(act.index)
    .bind(act.at.unix_ms())
    .bind(act.by.as_str().to_owned())
    .bind(i64::from(corrected.page))
    .bind(i64::from(corrected.version))
    .bind(corrected.reading.to_string())
    .bind(i64::from(corrected.line))
    .bind(i64::from(corrected.word))
    .bind(i64::from(corrected.words))
    .bind(place)
    .bind(kept(&corrected.from))
    .bind(kept(&corrected.to))
    .bind(corrected.note.as_deref().map(kept))
    .execute(&mut *db)
    .await?;
    trail(db, act, &corrected.item).await
}

/// Keeps what the tables know of the readings of an item and of its members before a new reading of
/// the item takes their place.
pub(super) async fn keep_reading(
    db: &mut AnyConnection,
    item: &ItemId,
) -> Result<(), CatalogueError> {
    let insert = |which: &str| {
        format!(
            "INSERT INTO earlier_reading (item, act, at, by_user, derivative, input, reader)
             SELECT item.id, made.act, made.at, made.by_user, item.derivative, item.sha256, item.reader
             FROM item JOIN item_act AS made ON made.item = item.id AND made.act =
                (SELECT MAX(newest.act) FROM item_act AS newest
                 WHERE newest.item = item.id AND newest.name = 'Extracted')
             WHERE {which} AND item.derivative IS NOT NULL"
        )
    };
    sqlx::query(AssertSqlSafe(insert("item.id = $1")))
        .bind(item.to_string())
        .execute(&mut *db)
        .await?;
    let has_members: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM item WHERE parent = $1 LIMIT 1")
            .bind(item.to_string())
            .fetch_optional(&mut *db)
            .await?;
    if has_members.is_some() {
        let (from, to) = super::reading::members_of(item);
        sqlx::query(AssertSqlSafe(insert("item.id > $1 AND item.id < $2")))
            .bind(from)
            .bind(to)
            .execute(db)
            .await?;
    }
    Ok(())
}

/// Forgets corrections, words on photographs and earlier readings of an item and of what lies in it.
pub(super) async fn erase_item(
    db: &mut AnyConnection,
    item: &ItemId,
) -> Result<(), CatalogueError> {
    for table in [
        "correction",
        "earlier_reading",
        "label_review",
        "photo_description",
    ] {
        sqlx::query(AssertSqlSafe(format!(
            "DELETE FROM {table} WHERE item = $1"
        )))
        .bind(item.to_string())
        .execute(&mut *db)
        .await?;
        let (from, to) = super::reading::members_of(item);
        let within = format!("DELETE FROM {table} WHERE item > $1 AND item < $2");
        sqlx::query(AssertSqlSafe(within))
            .bind(from)
            .bind(to)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}
