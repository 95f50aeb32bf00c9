//! Questions about leads: which there are, what was said of them, what stands.

mod naming;
mod queue;

pub(crate) use queue::both;
pub use queue::{LeadFilter, LeadPlace, WeightBand};

use crate::item::{parsed, unsigned};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::review::{Opinion, Vote};
use domain::{AccessionId, ItemId, LeadId, Moment, RecordId, Sha256, UserName};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use std::collections::BTreeSet;

/// A lead as the tables know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadRow {
    /// Its number.
    pub id: LeadId,
    /// The record on the left side.
    pub left: RecordId,
    /// The record on the right side.
    pub right: RecordId,
    /// The list of the left record.
    pub left_accession: AccessionId,
    /// The list of the right record.
    pub right_accession: AccessionId,
    /// The name of where it stands.
    pub standing: String,
    /// What the newest run says, in hundredths of a power of two.
    pub weight_hundredths: i64,
    /// Whether a field speaks strongly against.
    pub conflict: bool,
    /// The model of the newest run.
    pub model: String,
    /// When it was first proposed.
    pub proposed_at: Moment,
}

/// What one run of a model said of a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRow {
    /// The act of the run.
    pub act: u64,
    /// Line of the account in its object, counted from 0.
    pub line: u64,
    /// When.
    pub at: Moment,
    /// The model and its version.
    pub model: String,
    /// The odds, in hundredths of a power of two.
    pub weight_hundredths: i64,
    /// The object that holds the account.
    pub accounts: Sha256,
}

/// A first reading or a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionRow {
    /// Index of the act.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// Whose.
    pub by: UserName,
    /// What they think.
    pub opinion: Opinion,
    /// Whether it was withdrawn since; never of a reading.
    pub withdrawn: bool,
}

pub(crate) const COLUMNS: &str = "id, left_record, right_record, left_accession, right_accession, standing, weight, \
     conflict, model, at";

impl Catalogue {
    /// One lead.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn lead(&self, id: &LeadId) -> Result<Option<LeadRow>, CatalogueError> {
        self.run(async {
            let text = format!("SELECT {COLUMNS} FROM lead WHERE id = $1");
            let row = sqlx::query(AssertSqlSafe(text))
                .bind(id.to_string())
                .fetch_optional(&self.pool)
                .await?;
            row.as_ref().map(lead_row).transpose()
        })
    }

    /// The leads on a record, the strongest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn leads_of(&self, record: &RecordId) -> Result<Vec<LeadRow>, CatalogueError> {
        self.run(async {
            let text = format!(
                "SELECT {COLUMNS} FROM lead WHERE left_record = $1 OR right_record = $2 ORDER BY weight DESC, id"
            );
            let rows = sqlx::query(AssertSqlSafe(text))
                .bind(record.to_string())
                .bind(record.to_string())
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(lead_row).collect()
        })
    }

    /// The leads with these numbers.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn leads_by_id(&self, ids: &[LeadId]) -> Result<Vec<LeadRow>, CatalogueError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.run(async {
            let mut ask = Statement::new(format!("SELECT {COLUMNS} FROM lead WHERE id IN ("));
            ask.values_of(ids.iter().map(ToString::to_string));
            ask.push(")");
            let rows = ask.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(lead_row).collect()
        })
    }

    /// What a person has done with these leads: those they have read, and those on which a decision of
    /// theirs stands.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn part_of(
        &self,
        by: &UserName,
        ids: &[LeadId],
    ) -> Result<(BTreeSet<LeadId>, BTreeSet<LeadId>), CatalogueError> {
        let of = async |text: &str| {
            let mut ask = Statement::new(text);
            ask.value(by.as_str().to_owned()).push(" AND lead IN (");
            ask.values_of(ids.iter().map(ToString::to_string));
            ask.push(")");
            let rows = ask.query()?.fetch_all(&self.pool).await?;
            rows.iter()
                .map(|row| parsed(row, "lead"))
                .collect::<Result<BTreeSet<LeadId>, CatalogueError>>()
        };
        if ids.is_empty() {
            return Ok(Default::default());
        }
        self.run(async {
            Ok((
                of("SELECT lead FROM lead_reading WHERE by_user = ").await?,
                of("SELECT lead FROM lead_decision WHERE withdrawn = 0 AND by_user = ").await?,
            ))
        })
    }

    /// The leads on records of an item and of what lies in it.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn leads_on_item(&self, item: &ItemId) -> Result<BTreeSet<LeadId>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query(
                "SELECT id FROM lead
                 WHERE left_item = $1 OR right_item = $2 OR left_item LIKE $3 OR right_item LIKE $4",
            )
            .bind(item.to_string())
            .bind(item.to_string())
            .bind(format!("{item}.%"))
            .bind(format!("{item}.%"))
            .fetch_all(&self.pool)
            .await?;
            rows.iter().map(|row| parsed(row, "id")).collect()
        })
    }

    /// What the runs of models said of a lead, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn scores(&self, id: &LeadId) -> Result<Vec<ScoreRow>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query(
                "SELECT act, line, at, model, weight, accounts FROM lead_score WHERE lead = $1
                 ORDER BY act DESC, line DESC",
            )
            .bind(id.to_string())
            .fetch_all(&self.pool)
            .await?;
            let score = |row: &AnyRow| {
                Ok(ScoreRow {
                    act: unsigned(row, "act")?.unwrap_or_default(),
                    line: unsigned(row, "line")?.unwrap_or_default(),
                    at: Moment::from_unix_ms(row.try_get("at")?),
                    model: row.try_get("model")?,
                    weight_hundredths: row.try_get("weight")?,
                    accounts: parsed(row, "accounts")?,
                })
            };
            rows.iter().map(score).collect()
        })
    }

    /// The first readings of a lead, in their order.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn readings_of(&self, id: &LeadId) -> Result<Vec<OpinionRow>, CatalogueError> {
        self.opinions(
            "SELECT act, at, by_user, opinion, 0 AS withdrawn FROM lead_reading WHERE lead = $1 ORDER BY act",
            id,
        )
    }

    /// The decisions on a lead, withdrawn ones too, in their order.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn decisions_on(&self, id: &LeadId) -> Result<Vec<OpinionRow>, CatalogueError> {
        self.opinions(
            "SELECT act, at, by_user, opinion, withdrawn FROM lead_decision WHERE lead = $1 ORDER BY act",
            id,
        )
    }

    /// Acts by which decisions on a lead were withdrawn, in their order.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn withdrawals_on(&self, id: &LeadId) -> Result<Vec<u64>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query("SELECT act FROM lead_withdrawal WHERE lead = $1 ORDER BY act")
                .bind(id.to_string())
                .fetch_all(&self.pool)
                .await?;
            rows.iter()
                .map(|row| Ok(unsigned(row, "act")?.unwrap_or_default()))
                .collect()
        })
    }

    fn opinions(&self, text: &'static str, id: &LeadId) -> Result<Vec<OpinionRow>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query(text)
                .bind(id.to_string())
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(opinion_row).collect()
        })
    }
}

/// The decisions that stand on a lead, the first one first.
pub(crate) async fn votes(
    db: &mut AnyConnection,
    id: &LeadId,
) -> Result<Vec<Vote>, CatalogueError> {
    let rows = sqlx::query(
        "SELECT act, at, by_user, opinion, withdrawn FROM lead_decision WHERE lead = $1 AND withdrawn = 0
         ORDER BY act",
    )
    .bind(id.to_string())
    .fetch_all(&mut *db)
    .await?;
    let vote = |row: &AnyRow| {
        opinion_row(row).map(|row| Vote {
            by: row.by,
            opinion: row.opinion,
        })
    };
    rows.iter().map(vote).collect()
}

fn opinion_row(row: &AnyRow) -> Result<OpinionRow, CatalogueError> {
    Ok(OpinionRow {
        act: unsigned(row, "act")?.unwrap_or_default(),
        at: Moment::from_unix_ms(row.try_get("at")?),
        by: parsed(row, "by_user")?,
        opinion: parsed(row, "opinion")?,
        withdrawn: row.try_get::<i64, _>("withdrawn")? != 0,
    })
}

pub(crate) fn lead_row(row: &AnyRow) -> Result<LeadRow, CatalogueError> {
    let number = |name: &str| -> Result<AccessionId, CatalogueError> {
        let number: i64 = row.try_get(name)?;
        u32::try_from(number)
            .map(AccessionId::new)
            .map_err(|_| CatalogueError::BadRow(format!("the accession {number}")))
    };
    Ok(LeadRow {
        id: parsed(row, "id")?,
        left: parsed(row, "left_record")?,
        right: parsed(row, "right_record")?,
        left_accession: number("left_accession")?,
        right_accession: number("right_accession")?,
        standing: row.try_get("standing")?,
        weight_hundredths: row.try_get("weight")?,
        conflict: row.try_get::<i64, _>("conflict")? != 0,
        model: row.try_get("model")?,
        proposed_at: Moment::from_unix_ms(row.try_get("at")?),
    })
}
