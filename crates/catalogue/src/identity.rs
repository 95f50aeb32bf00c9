//! Persons: sets of source records that decisions joined.

use crate::lead::{COLUMNS, LeadRow, both, lead_row};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::{AccessionId, RecordId, UserName};
use std::collections::{BTreeMap, BTreeSet};

impl Catalogue {
    /// The records that decisions join with this one, that one included, and the leads that do so. A
    /// record that nothing joins is a person by itself.
    ///
    /// Only links between records of these lists are followed: what a person may not read joins
    /// nothing for them.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn joined_with(
        &self,
        scope: &BTreeSet<AccessionId>,
        record: &RecordId,
    ) -> Result<(BTreeSet<RecordId>, Vec<LeadRow>), CatalogueError> {
        let mut joined = BTreeSet::new();
        let mut links = BTreeMap::new();
        let mut waiting = vec![record.clone()];
        while let Some(next) = waiting.pop() {
            if !joined.insert(next.clone()) {
                continue;
            }
            for link in self.links_of(scope, &next)? {
                waiting.push(link.left.clone());
                waiting.push(link.right.clone());
                links.insert(link.id.clone(), link);
            }
        }
        Ok((joined, links.into_values().collect()))
    }

    fn links_of(
        &self,
        scope: &BTreeSet<AccessionId>,
        record: &RecordId,
    ) -> Result<Vec<LeadRow>, CatalogueError> {
        self.run(async {
            let mut ask = Statement::new(format!(
                "SELECT {COLUMNS} FROM lead WHERE standing = 'linked' AND (left_record = "
            ));
            ask.value(record.to_string())
                .push(" OR right_record = ")
                .value(record.to_string())
                .push(") AND ");
            both(&mut ask, scope);
            let rows = ask.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(lead_row).collect()
        })
    }

    /// Whether a person has read a lead on this record.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn has_read_a_lead_on(
        &self,
        by: &UserName,
        record: &RecordId,
    ) -> Result<bool, CatalogueError> {
        self.run(async {
            let found: Option<i64> = sqlx::query_scalar(
                "SELECT 1 FROM lead_reading r JOIN lead l ON l.id = r.lead
                 WHERE r.by_user = $1 AND (l.left_record = $2 OR l.right_record = $3) LIMIT 1",
            )
            .bind(by.as_str().to_owned())
            .bind(record.to_string())
            .bind(record.to_string())
            .fetch_optional(&self.pool)
            .await?;
            Ok(found.is_some())
        })
    }
}
