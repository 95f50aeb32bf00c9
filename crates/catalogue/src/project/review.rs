//! What acts on leads change in the tables.

use super::{Stamp, kept, number};
use crate::CatalogueError;
use crate::lead;
use crate::statement::Statement;
use custody::act::{DecisionsWithdrawn, LeadDecided, LeadRead, LeadsProposed, ProposedLead};
use domain::review::Standing;
use domain::{ItemId, LeadId};
use sqlx::{AnyConnection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of one statement; both databases take so many values at once.
const ROWS_AT_ONCE: usize = 200;

pub(super) async fn propose(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    proposed: &LeadsProposed,
) -> Result<(), CatalogueError> {
    let accounts = proposed.accounts.sha256.to_string();
    for (nth, batch) in proposed.leads.chunks(ROWS_AT_ONCE).enumerate() {
        let known = known_of(db, batch).await?;
        let mut fresh: Vec<&ProposedLead> = Vec::new();
        let mut seen = BTreeSet::new();
        for lead in batch {
            match known.get(&lead.lead.to_string()) {
                Some(pair) if *pair == (lead.left.to_string(), lead.right.to_string()) => {}
                Some(_) => {
                    return Err(CatalogueError::Misfit {
                        index: act.index.unsigned_abs(),
                        reason: format!("{} is of two other records", lead.lead),
                    });
                }
                None if seen.insert(&lead.lead) => fresh.push(lead),
                None => {}
            }
        }
        insert_leads(db, act, proposed, &fresh).await?;
        insert_scores(db, act, proposed, batch, nth * ROWS_AT_ONCE, &accounts).await?;
    }
    Ok(())
}

/// Leads of a batch that are in the tables, with their records.
async fn known_of(
    db: &mut AnyConnection,
    batch: &[ProposedLead],
) -> Result<BTreeMap<String, (String, String)>, CatalogueError> {
    let mut ask = Statement::new("SELECT id, left_record, right_record FROM lead WHERE id IN (");
    ask.values_of(batch.iter().map(|lead| lead.lead.to_string()));
    ask.push(")");
    let rows = ask.query()?.fetch_all(&mut *db).await?;
    let mut known = BTreeMap::new();
    for row in &rows {
        known.insert(
            row.try_get("id")?,
            (row.try_get("left_record")?, row.try_get("right_record")?),
        );
    }
    Ok(known)
}

async fn insert_leads(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    proposed: &LeadsProposed,
    fresh: &[&ProposedLead],
) -> Result<(), CatalogueError> {
    if fresh.is_empty() {
        return Ok(());
    }
    let mut put = Statement::new(
        "INSERT INTO lead (id, left_record, right_record, left_item, right_item, left_accession, right_accession,
            standing, weight, conflict, model, act, at) VALUES ",
    );
    for (n, lead) in fresh.iter().enumerate() {
        put.push(if n == 0 { "(" } else { ", (" });
        put.value(lead.lead.to_string());
        for text in [
            lead.left.to_string(),
            lead.right.to_string(),
            lead.left.item().to_string(),
            lead.right.item().to_string(),
        ] {
            put.push(", ").value(text);
        }
        for accession in [proposed.left, proposed.right] {
            put.push(", ").value(i64::from(accession.0.number()));
        }
        put.push(", ")
            .value(Standing::Undecided.name().to_owned())
            .push(", ")
            .value(lead.weight_hundredths)
            .push(", ")
            .value(i64::from(lead.conflict))
            .push(", ")
            .value(kept(&proposed.model))
            .push(", ")
            .value(act.index)
            .push(", ")
            .value(act.at.unix_ms())
            .push(")");
    }
    put.query()?.execute(&mut *db).await?;
    Ok(())
}

/// What the model says of each lead of a batch; the newest is what the lead shows.
async fn insert_scores(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    proposed: &LeadsProposed,
    batch: &[ProposedLead],
    first: usize,
    accounts: &str,
) -> Result<(), CatalogueError> {
    let mut put = Statement::new(
        "INSERT INTO lead_score (lead, act, line, at, model, weight, conflict, accounts) VALUES ",
    );
    for (n, lead) in batch.iter().enumerate() {
        put.push(if n == 0 { "(" } else { ", (" })
            .value(lead.lead.to_string())
            .push(", ")
            .value(act.index)
            .push(", ")
            .value(number((first + n) as u64)?)
            .push(", ")
            .value(act.at.unix_ms())
            .push(", ")
            .value(kept(&proposed.model))
            .push(", ")
            .value(lead.weight_hundredths)
            .push(", ")
            .value(i64::from(lead.conflict))
            .push(", ")
            .value(accounts.to_owned())
            .push(")");
    }
    put.query()?.execute(&mut *db).await?;
    // A lead that was there shows what the newest run says of it.
    let mut fix = Statement::new(
        "UPDATE lead SET
            weight = (SELECT s.weight FROM lead_score s WHERE s.lead = lead.id ORDER BY s.act DESC, s.line DESC LIMIT 1),
            conflict = (SELECT s.conflict FROM lead_score s WHERE s.lead = lead.id ORDER BY s.act DESC, s.line DESC LIMIT 1),
            model = (SELECT s.model FROM lead_score s WHERE s.lead = lead.id ORDER BY s.act DESC, s.line DESC LIMIT 1)
         WHERE act <> ",
    );
    fix.value(act.index).push(" AND id IN (");
    fix.values_of(batch.iter().map(|lead| lead.lead.to_string()));
    fix.push(")");
    fix.query()?.execute(&mut *db).await?;
    Ok(())
}

pub(super) async fn read(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    read: &LeadRead,
) -> Result<(), CatalogueError> {
    sqlx::query(
        "INSERT INTO lead_reading (lead, by_user, act, at, opinion) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .bind(read.lead.to_string())
    .bind(act.by.as_str().to_owned())
    .bind(act.index)
    .bind(act.at.unix_ms())
    .bind(read.opinion.name())
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn decide(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    decided: &LeadDecided,
) -> Result<(), CatalogueError> {
    sqlx::query(
        "INSERT INTO lead_decision (lead, act, by_user, at, opinion, withdrawn) VALUES ($1, $2, $3, $4, $5, 0)",
    )
    .bind(decided.lead.to_string())
    .bind(act.index)
    .bind(act.by.as_str().to_owned())
    .bind(act.at.unix_ms())
    .bind(decided.opinion.name())
    .execute(&mut *db)
    .await?;
    settle(db, &decided.lead).await
}

pub(super) async fn withdraw(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    withdrawn: &DecisionsWithdrawn,
) -> Result<(), CatalogueError> {
    for user in &withdrawn.of {
        sqlx::query(
            "UPDATE lead_decision SET withdrawn = 1 WHERE lead = $1 AND by_user = $2 AND withdrawn = 0",
        )
        .bind(withdrawn.lead.to_string())
        .bind(user.0.as_str().to_owned())
        .execute(&mut *db)
        .await?;
    }
    sqlx::query("INSERT INTO lead_withdrawal (lead, act, by_user, at) VALUES ($1, $2, $3, $4)")
        .bind(withdrawn.lead.to_string())
        .bind(act.index)
        .bind(act.by.as_str().to_owned())
        .bind(act.at.unix_ms())
        .execute(&mut *db)
        .await?;
    settle(db, &withdrawn.lead).await
}

/// Says anew where a lead stands. One whose record was erased since is not there any more.
async fn settle(db: &mut AnyConnection, id: &LeadId) -> Result<(), CatalogueError> {
    let votes = lead::votes(db, id).await?;
    let standing = Standing::of(&votes);
    sqlx::query("UPDATE lead SET standing = $1 WHERE id = $2")
        .bind(standing.name())
        .bind(id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// The records of an item are other ones from now on: their leads are to be named anew.
pub(super) async fn forget_names(
    db: &mut AnyConnection,
    item: &ItemId,
) -> Result<(), CatalogueError> {
    sqlx::query(
        "UPDATE lead SET words = NULL, sounds = NULL WHERE left_item = $1 OR right_item = $2",
    )
    .bind(item.to_string())
    .bind(item.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Takes out every lead on a record of an item that is erased, and what was decided on it.
pub(super) async fn erase_item(
    db: &mut AnyConnection,
    item: &ItemId,
) -> Result<(), CatalogueError> {
    let rows = sqlx::query(
        "SELECT id FROM lead
         WHERE left_item = $1 OR right_item = $2 OR left_item LIKE $3 OR right_item LIKE $4",
    )
    .bind(item.to_string())
    .bind(item.to_string())
    // What lay in it goes with it.
    .bind(format!("{item}.%"))
    .bind(format!("{item}.%"))
    .fetch_all(&mut *db)
    .await?;
    for row in &rows {
        let id: String = row.try_get("id")?;
        for statement in [
            "DELETE FROM lead WHERE id = $1",
            "DELETE FROM lead_score WHERE lead = $1",
            "DELETE FROM lead_reading WHERE lead = $1",
            "DELETE FROM lead_decision WHERE lead = $1",
            "DELETE FROM lead_withdrawal WHERE lead = $1",
        ] {
            sqlx::query(statement)
                .bind(id.clone())
                .execute(&mut *db)
                .await?;
        }
    }
    Ok(())
}
