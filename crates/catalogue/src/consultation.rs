//! The record of who looked at what.

use crate::item::{parsed, unsigned};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::{Moment, UserName};
use sqlx::Row;
use sqlx::any::AnyRow;

/// One consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationRow {
    /// Index in the log of consultations.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: UserName,
    /// What was asked for.
    pub action: String,
    /// Of what.
    pub object: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Permitted, or refused and why.
    pub outcome: String,
}

impl Catalogue {
    /// Consultations, newest first, those before `before` only.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn consultations(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<ConsultationRow>, CatalogueError> {
        let before = before
            .and_then(|n| i64::try_from(n).ok())
            .unwrap_or(i64::MAX);
        self.run(async {
            let rows = sqlx::query(
                "SELECT act, at, by_user, action, object, reason, outcome FROM consultation
                 WHERE act < $1 ORDER BY act DESC LIMIT $2",
            )
            .bind(before)
            .bind(i64::from(limit))
            .fetch_all(&self.pool)
            .await?;
            rows.iter().map(consultation_row).collect()
        })
    }

    /// Whether a person was ever permitted something of this kind on an object whose name begins so.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn consulted(
        &self,
        by: &UserName,
        action: &str,
        begins: &str,
    ) -> Result<bool, CatalogueError> {
        self.run(async {
            let mut query = Statement::new("SELECT 1 FROM consultation WHERE by_user = ");
            query.value(by.to_string());
            query.push(" AND action = ").value(action.to_owned());
            query.push(" AND outcome = 'permitted' AND object LIKE ");
            query.value(format!("{begins}%")).push(" LIMIT 1");
            Ok(query.query()?.fetch_optional(&self.pool).await?.is_some())
        })
    }

    /// Consultations of one kind since an instant, of one person or of all, oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn consultations_since(
        &self,
        since: Moment,
        action: &str,
        by: Option<&UserName>,
    ) -> Result<Vec<ConsultationRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(
                "SELECT act, at, by_user, action, object, reason, outcome FROM consultation WHERE action = ",
            );
            query.value(action.to_owned());
            query.push(" AND at >= ").value(since.unix_ms());
            if let Some(by) = by {
                query.push(" AND by_user = ").value(by.to_string());
            }
            query.push(" ORDER BY act");
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(consultation_row).collect()
        })
    }
}

fn consultation_row(row: &AnyRow) -> Result<ConsultationRow, CatalogueError> {
    Ok(ConsultationRow {
        act: unsigned(row, "act")?.unwrap_or_default(),
        at: Moment::from_unix_ms(row.try_get("at")?),
        by: parsed(row, "by_user")?,
        action: row.try_get("action")?,
        object: row.try_get("object")?,
        reason: row.try_get("reason")?,
        outcome: row.try_get("outcome")?,
    })
}
