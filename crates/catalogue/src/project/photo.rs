//! What people said of photographs.

use super::{Stamp, is_known, kept, trail};
use crate::CatalogueError;
use custody::act::{LabelReviewed, PhotoDescribed};
use sqlx::AnyConnection;

pub(super) async fn review(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    reviewed: &LabelReviewed,
) -> Result<(), CatalogueError> {
    if !is_known(db, &reviewed.item).await? {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO label_review (item, act, at, by_user, reading, fields, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(reviewed.item.to_string())
    .bind(act.index)
    .bind(act.at.unix_ms())
    .bind(act.by.as_str().to_owned())
    .bind(reviewed.reading.to_string())
    .bind(json(&reviewed.fields)?)
    .bind(reviewed.note.as_deref().map(kept))
    .execute(&mut *db)
    .await?;
    trail(db, act, &reviewed.item).await
}

pub(super) async fn describe(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    described: &PhotoDescribed,
) -> Result<(), CatalogueError> {
    if !is_known(db, &described.item).await? {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO photo_description (item, act, at, by_user, words, tags)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(described.item.to_string())
    .bind(act.index)
    .bind(act.at.unix_ms())
    .bind(act.by.as_str().to_owned())
    .bind(kept(&described.words))
    .bind(json(&described.tags)?)
    .execute(&mut *db)
    .await?;
    trail(db, act, &described.item).await
}

/// As text that both databases can keep. JSON writes the character U+0000 as an escape.
fn json(value: &impl serde::Serialize) -> Result<String, CatalogueError> {
    serde_json::to_string(value).map_err(|e| CatalogueError::BadRow(e.to_string()))
}
