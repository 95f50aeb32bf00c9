//! Photographs: what their readings say that they are judged by, and what people said of them.
//!
//! Facts follow from the readings and may be made anew at any time. What people said follows from acts.

use crate::copy::{note, noted};
use crate::item::{COLUMNS, item_row, parsed, unsigned};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError, ItemRow};
use domain::{AccessionId, ItemId, Moment, Sha256, UserName};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, BTreeSet};

/// What a person read on the labels of a photograph, as the act says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelReviewRow {
    /// Which photograph.
    pub item: ItemId,
    /// Index of the act in the log.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
    /// The machine's reading that was looked at.
    pub reading: Sha256,
    /// What each field reads, by its name.
    pub fields: BTreeMap<String, String>,
    /// Why.
    pub note: Option<String>,
}

/// What a person wrote down of a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescriptionRow {
    /// Which photograph.
    pub item: ItemId,
    /// Index of the act in the log.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
    /// In words.
    pub words: String,
    /// By the words of a list.
    pub tags: Vec<String>,
}

/// A table of rules that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesRow {
    /// Its name.
    pub name: String,
    /// Index of the act in the log.
    pub act: u64,
    /// When it was taken.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
    /// The table, an object of the vault.
    pub sha256: Sha256,
}

/// A picture that was read, and its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureRow {
    /// The item.
    pub item: ItemRow,
    /// In a form that the tables do not know.
    pub facts: Vec<u8>,
}

/// The row of the table of positions that tells by which edition facts were made. It is no part of what
/// two stores must have alike.
const EDITION: &str = "photo_edition";

impl Catalogue {
    /// Forgets the facts that another edition made.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn begin_photo_facts(&self, edition: u32) -> Result<(), CatalogueError> {
        self.run(async {
            let mut work = self.begin_writing(EDITION).await?;
            if noted(&mut work, EDITION).await? != i64::from(edition) {
                sqlx::query("DELETE FROM photo_facts")
                    .execute(&mut *work)
                    .await?;
                note(&mut work, EDITION, i64::from(edition)).await?;
            }
            work.commit().await?;
            Ok(())
        })
    }

    /// Forgets the facts of readings that no item has any more.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn forget_orphaned_photo_facts(&self) -> Result<(), CatalogueError> {
        self.run(async {
            sqlx::query(
                "DELETE FROM photo_facts WHERE NOT EXISTS
                 (SELECT 1 FROM item WHERE item.derivative = photo_facts.derivative)",
            )
            .execute(&self.pool)
            .await?;
            Ok(())
        })
    }

    /// Pictures whose reading has no facts yet, in the order of their numbers.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn without_photo_facts(
        &self,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<ItemRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!(
                "SELECT {COLUMNS} FROM item WHERE derivative IS NOT NULL AND media_type LIKE 'image/%' \
                 AND NOT EXISTS (SELECT 1 FROM photo_facts WHERE photo_facts.derivative = item.derivative)"
            ));
            if let Some(after) = after {
                query.push(" AND sort_key > ").value(after.sort_key());
            }
            query
                .push(" ORDER BY sort_key LIMIT ")
                .value(i64::from(limit));
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(item_row).collect()
        })
    }

    /// Keeps the facts of readings, empty where they are of no photograph.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn put_photo_facts(&self, facts: &[(Sha256, Vec<u8>)]) -> Result<(), CatalogueError> {
        self.run(async {
            let mut work = self.pool.begin().await?;
            for (derivative, facts) in facts {
                sqlx::query(
                    "INSERT INTO photo_facts (derivative, facts) VALUES ($1, $2)
                     ON CONFLICT (derivative) DO NOTHING",
                )
                .bind(derivative.to_string())
                .bind(facts.clone())
                .execute(&mut *work)
                .await?;
            }
            work.commit().await?;
            Ok(())
        })
    }

    /// Photographs of these accessions with their facts, in the order of their numbers.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn photographs(
        &self,
        scope: &BTreeSet<AccessionId>,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<PictureRow>, CatalogueError> {
        self.run(async {
            let columns = COLUMNS.split(',').map(|column| format!("item.{}", column.trim()));
            let columns: Vec<String> = columns.collect();
            let mut query = Statement::new(format!(
                "SELECT {}, photo_facts.facts FROM item JOIN photo_facts \
                 ON photo_facts.derivative = item.derivative WHERE LENGTH(photo_facts.facts) > 0 AND ",
                columns.join(", ")
            ));
            query.scope_of("item.accession", scope);
            if let Some(after) = after {
                query.push(" AND item.sort_key > ").value(after.sort_key());
            }
            query
                .push(" ORDER BY item.sort_key LIMIT ")
                .value(i64::from(limit));
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter()
                .map(|row| {
                    Ok(PictureRow {
                        item: item_row(row)?,
                        facts: row.try_get("facts")?,
                    })
                })
                .collect()
        })
    }

    /// What changes when anything does that photographs are judged by: the newest reading, how much was
    /// erased, the newest of the rules and how many there are; and the newest word of a person.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn photo_state(&self) -> Result<([u64; 4], u64), CatalogueError> {
        self.run(async {
            let row = sqlx::query(
                "SELECT (SELECT COALESCE(MAX(read_act), 0) FROM item) AS newest,
                 (SELECT COUNT(*) FROM erased) AS erased,
                 (SELECT COALESCE(MAX(act), 0) FROM label_review) AS reviewed,
                 (SELECT COALESCE(MAX(act), 0) FROM photo_description) AS described,
                 (SELECT COALESCE(MAX(act), 0) FROM photo_rules) AS ruled,
                 (SELECT COUNT(*) FROM photo_rules) AS rules",
            )
            .fetch_one(&self.pool)
            .await?;
            let of =
                |column| Ok::<u64, CatalogueError>(unsigned(&row, column)?.unwrap_or_default());
            let said = of("reviewed")?.max(of("described")?);
            let read = [of("newest")?, of("erased")?, of("ruled")?, of("rules")?];
            Ok((read, said))
        })
    }

    /// The tables of rules that count, in the order of their names.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn photo_rules(&self) -> Result<Vec<RulesRow>, CatalogueError> {
        self.run(async {
            let rows =
                sqlx::query("SELECT name, act, at, by_user, sha256 FROM photo_rules ORDER BY name")
                    .fetch_all(&self.pool)
                    .await?;
            rows.iter()
                .map(|row| {
                    Ok(RulesRow {
                        name: row.try_get("name")?,
                        act: unsigned(row, "act")?.unwrap_or_default(),
                        at: Moment::from_unix_ms(row.try_get("at")?),
                        by: parsed(row, "by_user")?,
                        sha256: parsed(row, "sha256")?,
                    })
                })
                .collect()
        })
    }

    /// What people read on labels, of one photograph or of all in these accessions, in the order of the
    /// log.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn label_reviews(
        &self,
        scope: &BTreeSet<AccessionId>,
        item: Option<&ItemId>,
    ) -> Result<Vec<LabelReviewRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(
                "SELECT said.item, said.act, said.at, said.by_user, said.reading, said.fields, said.note \
                 FROM label_review AS said JOIN item ON item.id = said.item WHERE ",
            );
            said_of(&mut query, scope, item);
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(review_row).collect()
        })
    }

    /// What people wrote down, of one photograph or of all in these accessions, in the order of the log.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn photo_descriptions(
        &self,
        scope: &BTreeSet<AccessionId>,
        item: Option<&ItemId>,
    ) -> Result<Vec<DescriptionRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(
                "SELECT said.item, said.act, said.at, said.by_user, said.words, said.tags \
                 FROM photo_description AS said JOIN item ON item.id = said.item WHERE ",
            );
            said_of(&mut query, scope, item);
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(description_row).collect()
        })
    }
}

fn said_of(query: &mut Statement, scope: &BTreeSet<AccessionId>, item: Option<&ItemId>) {
    query.scope_of("item.accession", scope);
    if let Some(item) = item {
        query.push(" AND said.item = ").value(item.to_string());
    }
    query.push(" ORDER BY said.act");
}

fn review_row(row: &AnyRow) -> Result<LabelReviewRow, CatalogueError> {
    Ok(LabelReviewRow {
        item: parsed(row, "item")?,
        act: unsigned(row, "act")?.unwrap_or_default(),
        at: Moment::from_unix_ms(row.try_get("at")?),
        by: parsed(row, "by_user")?,
        reading: parsed(row, "reading")?,
        fields: json(&row.try_get::<String, _>("fields")?)?,
        note: row.try_get("note")?,
    })
}

fn description_row(row: &AnyRow) -> Result<DescriptionRow, CatalogueError> {
    Ok(DescriptionRow {
        item: parsed(row, "item")?,
        act: unsigned(row, "act")?.unwrap_or_default(),
        at: Moment::from_unix_ms(row.try_get("at")?),
        by: parsed(row, "by_user")?,
        words: row.try_get("words")?,
        tags: json(&row.try_get::<String, _>("tags")?)?,
    })
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, CatalogueError> {
    serde_json::from_str(text).map_err(|e| CatalogueError::BadRow(e.to_string()))
}
