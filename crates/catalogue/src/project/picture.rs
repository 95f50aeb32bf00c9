//! What people said of photographs, and the rules by which those are judged.

use super::{Stamp, is_known, kept, trail};
use crate::CatalogueError;
use custody::act::{LabelReviewed, PhotoDescribed, RulesTaken};
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

pub(super) async fn take_rules(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    taken: &RulesTaken,
) -> Result<(), CatalogueError> {
    drop_rules(db, &taken.name).await?;
    sqlx::query(
        "INSERT INTO photo_rules (name, act, at, by_user, sha256) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(kept(&taken.name))
    .bind(act.index)
    .bind(act.at.unix_ms())
    .bind(act.by.as_str().to_owned())
    .bind(taken.table.sha256.to_string())
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn drop_rules(db: &mut AnyConnection, name: &str) -> Result<(), CatalogueError> {
    sqlx::query("DELETE FROM photo_rules WHERE name = $1")
        .bind(kept(name))
        .execute(db)
        .await?;
    Ok(())
}

/// As text that both databases can keep. JSON writes the character U+0000 as an escape.
fn json(value: &impl serde::Serialize) -> Result<String, CatalogueError> {
    serde_json::to_string(value).map_err(|e| CatalogueError::BadRow(e.to_string()))
}
