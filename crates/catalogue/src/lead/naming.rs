//! The words by which leads are found. Names stand in the vault; who holds the vault enters them
//! after a lead was proposed, and anew after one of its lists was mapped anew.

use crate::item::parsed;
use crate::names::NameWords;
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::{LeadId, RecordId};

/// Leads of one question.
const AT_ONCE: i64 = 5_000;

impl Catalogue {
    /// Leads behind `after` whose words are not in the tables, with their records.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn leads_to_name(
        &self,
        after: Option<&LeadId>,
    ) -> Result<Vec<(LeadId, RecordId, RecordId)>, CatalogueError> {
        self.run(async {
            let mut ask = Statement::new(
                "SELECT id, left_record, right_record FROM lead WHERE words IS NULL AND id > ",
            );
            ask.value(after.map(ToString::to_string).unwrap_or_default());
            ask.push(" ORDER BY id LIMIT ").value(AT_ONCE);
            let rows = ask.query()?.fetch_all(&self.pool).await?;
            rows.iter()
                .map(|row| {
                    Ok((
                        parsed(row, "id")?,
                        parsed(row, "left_record")?,
                        parsed(row, "right_record")?,
                    ))
                })
                .collect()
        })
    }

    /// Enters the words of leads, all of them or none.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn name_leads(&self, leads: &[(LeadId, NameWords)]) -> Result<(), CatalogueError> {
        self.run(async {
            let mut work = self.pool.begin().await?;
            for (lead, names) in leads {
                sqlx::query("UPDATE lead SET words = $1, sounds = $2 WHERE id = $3")
                    .bind(names.words.replace('\0', "\u{fffd}"))
                    .bind(names.sounds.clone())
                    .bind(lead.to_string())
                    .execute(&mut *work)
                    .await?;
            }
            work.commit().await?;
            Ok(())
        })
    }
}
