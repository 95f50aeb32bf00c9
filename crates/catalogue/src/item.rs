//! Questions about items.

mod due;
pub(crate) mod list;

pub use due::{DueItem, DueOrder};
pub use list::{ItemFilter, ReaderNote, YearFilter};

use crate::statement::Statement;
use crate::step::Step;
use crate::{Catalogue, CatalogueError};
use domain::{AccessionId, ItemId, ItemPath, ItemState, Moment, Sha256, UserName};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeSet;

/// An item as the tables know it.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRow {
    /// Its number.
    pub id: ItemId,
    /// Its accession.
    pub accession: AccessionId,
    /// Where it lay, as bytes.
    pub path: ItemPath,
    /// file, symlink, folder, device, channel or member.
    pub kind: String,
    /// Identity of its content.
    pub sha256: Option<Sha256>,
    /// Size of its content.
    pub size_bytes: Option<u64>,
    /// MD5, SHA-1, SHA-512.
    pub other_digests: Option<(String, String, String)>,
    /// Last change as the medium said.
    pub modified: Option<Moment>,
    /// Where a symbolic link points.
    pub link_target: Option<ItemPath>,
    /// The act that received it, or in which it was found in its container.
    pub received_act: u64,
    /// How its reading ended.
    pub state: Option<ItemState>,
    /// Why.
    pub reason: Option<String>,
    /// Type told from the content.
    pub media_type: Option<String>,
    /// The readers that read it.
    pub reading_version: Option<String>,
    /// The reader that read it and its edition.
    pub reader: Option<String>,
    /// The external programs that took part, with their versions.
    pub programs: Option<String>,
    /// The external programs that were wanted and were not there.
    pub absent: Option<String>,
    /// What a person can do about it, and with which value.
    pub step: Option<(Step, Option<String>)>,
    /// Members that it says it has, and that were found.
    pub members: (Option<u64>, Option<u64>),
    /// Least confidence of a page that was read optically, in per cent.
    pub ocr_least: Option<u8>,
    /// The reading, an object of the vault.
    pub derivative: Option<Sha256>,
    /// Pages read.
    pub pages: u32,
}

/// One act of an item's custody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemActRow {
    /// Index in the log of acts.
    pub act: u64,
    /// The act's name.
    pub name: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
}

pub(crate) const COLUMNS: &str = "id, accession, path_bytes, kind, sha256, size_bytes, md5, sha1, sha512, modified_ms, link_target, \
     received_act, state, reason, media_type, reading_version, derivative, pages, reader, programs, absent, step, \
     step_value, declared_members, found_members, ocr_least";

impl Catalogue {
    /// One item.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn item(&self, id: &ItemId) -> Result<Option<ItemRow>, CatalogueError> {
        self.run(async {
            let text = format!("SELECT {COLUMNS} FROM item WHERE id = $1");
            let row = sqlx::query(AssertSqlSafe(text))
                .bind(id.to_string())
                .fetch_optional(&self.pool)
                .await?;
            row.as_ref().map(item_row).transpose()
        })
    }

    /// The members of a container, in their order.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn members(&self, container: &ItemId) -> Result<Vec<ItemRow>, CatalogueError> {
        self.run(async {
            let text = format!("SELECT {COLUMNS} FROM item WHERE parent = $1 ORDER BY sort_key");
            let rows = sqlx::query(AssertSqlSafe(text))
                .bind(container.to_string())
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(item_row).collect()
        })
    }

    /// All items of some accessions with the same bytes.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn copies(
        &self,
        scope: &BTreeSet<AccessionId>,
        content: &Sha256,
    ) -> Result<Vec<ItemRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!("SELECT {COLUMNS} FROM item WHERE "));
            query.scope(scope);
            query.push(" AND sha256 = ").value(content.to_string());
            query.push(" ORDER BY sort_key");
            query
                .query()?
                .fetch_all(&self.pool)
                .await?
                .iter()
                .map(item_row)
                .collect()
        })
    }

    /// Whether any item at all still refers to an object, as content or as reading.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn object_in_use(&self, object: &Sha256) -> Result<bool, CatalogueError> {
        self.run(async {
            let found: Option<i64> = sqlx::query_scalar(
                "SELECT 1 FROM item WHERE sha256 = $1 OR derivative = $2 LIMIT 1",
            )
            .bind(object.to_string())
            .bind(object.to_string())
            .fetch_optional(&self.pool)
            .await?;
            Ok(found.is_some())
        })
    }

    /// Items that have an end or a reading, and were received, read or corrected at or behind this
    /// position of the log of acts: what the index holds and may not hold yet.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn read_since(
        &self,
        position: u64,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<ItemRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!("SELECT {COLUMNS} FROM item WHERE (state IS NOT NULL OR derivative IS NOT NULL) AND (read_act >= "));
            let position = i64::try_from(position).unwrap_or(i64::MAX);
            query.value(position).push(" OR received_act >= ").value(position);
            query.push(" OR id IN (SELECT item FROM correction WHERE act >= ").value(position).push("))");
            if let Some(after) = after {
                query.push(" AND sort_key > ").value(after.sort_key());
            }
            query.push(" ORDER BY sort_key LIMIT ").value(i64::from(limit));
            query.query()?.fetch_all(&self.pool).await?.iter().map(item_row).collect()
        })
    }

    /// The acts whose bodies are erased, in the order of the log.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn erased_acts(&self) -> Result<Vec<u64>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query("SELECT act FROM erased ORDER BY act")
                .fetch_all(&self.pool)
                .await?;
            rows.iter()
                .map(|row| Ok(unsigned(row, "act")?.unwrap_or_default()))
                .collect()
        })
    }

    /// Items that were removed by erasures.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn erased_items(&self) -> Result<Vec<ItemId>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query("SELECT DISTINCT item FROM erased WHERE item IS NOT NULL")
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(|row| parsed(row, "item")).collect()
        })
    }

    /// The acts that an item went through, in the order of the log.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn trail(&self, id: &ItemId) -> Result<Vec<ItemActRow>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query(
                "SELECT act, name, at, by_user FROM item_act WHERE item = $1 ORDER BY act",
            )
            .bind(id.to_string())
            .fetch_all(&self.pool)
            .await?;
            rows.iter()
                .map(|row| {
                    Ok(ItemActRow {
                        act: unsigned(row, "act")?.unwrap_or_default(),
                        name: row.try_get("name")?,
                        at: Moment::from_unix_ms(row.try_get("at")?),
                        by: parsed(row, "by_user")?,
                    })
                })
                .collect()
        })
    }

    /// The highest number given to a received item; 0 where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn last_root(&self) -> Result<u32, CatalogueError> {
        self.run(async {
            // An erased item's number is never given again.
            let highest: Option<i64> = sqlx::query_scalar("SELECT MAX(root) FROM item")
                .fetch_one(&self.pool)
                .await?;
            let mut last = u32::try_from(highest.unwrap_or_default()).unwrap_or_default();
            for row in sqlx::query("SELECT DISTINCT item FROM erased WHERE item IS NOT NULL")
                .fetch_all(&self.pool)
                .await?
            {
                last = last.max(parsed::<ItemId>(&row, "item")?.root());
            }
            Ok(last)
        })
    }

    /// The paths, kinds and contents received so far in an accession, members not counted: what a
    /// reception that goes on need not take again.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn received_paths(
        &self,
        accession: AccessionId,
    ) -> Result<Vec<(ItemPath, ItemRow)>, CatalogueError> {
        self.run(async {
            let text = format!(
                "SELECT {COLUMNS} FROM item WHERE accession = $1 AND depth = 0 ORDER BY sort_key"
            );
            let rows = sqlx::query(AssertSqlSafe(text))
                .bind(i64::from(accession.number()))
                .fetch_all(&self.pool)
                .await?;
            rows.iter()
                .map(|row| item_row(row).map(|item| (item.path.clone(), item)))
                .collect()
        })
    }

    /// A reading of the same bytes by the same version, if one was made.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn same_reading(
        &self,
        content: &Sha256,
        version: &str,
    ) -> Result<Vec<ItemRow>, CatalogueError> {
        self.run(async {
            let text = format!(
                "SELECT {COLUMNS} FROM item WHERE sha256 = $1 AND reading_version = $2 AND derivative IS NOT NULL \
                 ORDER BY sort_key LIMIT 20"
            );
            let rows = sqlx::query(AssertSqlSafe(text))
                .bind(content.to_string())
                .bind(version.to_owned())
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(item_row).collect()
        })
    }
}

pub(crate) fn item_row(row: &AnyRow) -> Result<ItemRow, CatalogueError> {
    let text = |column: &str| row.try_get::<Option<String>, _>(column);
    let other_digests = match (text("md5")?, text("sha1")?, text("sha512")?) {
        (Some(md5), Some(sha1), Some(sha512)) => Some((md5, sha1, sha512)),
        _ => None,
    };
    Ok(ItemRow {
        id: parsed(row, "id")?,
        accession: accession(row)?,
        path: ItemPath::from_bytes(row.try_get::<Vec<u8>, _>("path_bytes")?),
        kind: row.try_get("kind")?,
        sha256: maybe(row, "sha256")?,
        size_bytes: unsigned(row, "size_bytes")?,
        other_digests,
        modified: row
            .try_get::<Option<i64>, _>("modified_ms")?
            .map(Moment::from_unix_ms),
        link_target: row
            .try_get::<Option<Vec<u8>>, _>("link_target")?
            .map(ItemPath::from_bytes),
        received_act: unsigned(row, "received_act")?.unwrap_or_default(),
        state: maybe(row, "state")?,
        reason: text("reason")?,
        media_type: text("media_type")?,
        reading_version: text("reading_version")?,
        reader: text("reader")?,
        programs: text("programs")?,
        absent: text("absent")?,
        step: match text("step")? {
            Some(name) => {
                let unknown = |()| CatalogueError::BadRow(format!("`step` is `{name}`"));
                Some((name.parse().map_err(unknown)?, text("step_value")?))
            }
            None => None,
        },
        members: (
            unsigned(row, "declared_members")?,
            unsigned(row, "found_members")?,
        ),
        ocr_least: unsigned(row, "ocr_least")?.and_then(|n| u8::try_from(n).ok()),
        derivative: maybe(row, "derivative")?,
        pages: unsigned(row, "pages")?
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or_default(),
    })
}

pub(crate) fn accession(row: &AnyRow) -> Result<AccessionId, CatalogueError> {
    let number: i64 = row.try_get("accession")?;
    u32::try_from(number)
        .map(AccessionId::new)
        .map_err(|_| CatalogueError::BadRow(format!("accession {number}")))
}

pub(crate) fn unsigned(row: &AnyRow, column: &str) -> Result<Option<u64>, CatalogueError> {
    let number: Option<i64> = row.try_get(column)?;
    number
        .map(|n| u64::try_from(n).map_err(|_| CatalogueError::BadRow(format!("`{column}` is {n}"))))
        .transpose()
}

pub(crate) fn parsed<T: std::str::FromStr>(
    row: &AnyRow,
    column: &str,
) -> Result<T, CatalogueError> {
    maybe(row, column)?.ok_or_else(|| CatalogueError::BadRow(format!("`{column}` is empty")))
}

fn maybe<T: std::str::FromStr>(row: &AnyRow, column: &str) -> Result<Option<T>, CatalogueError> {
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| {
        text.parse()
            .map_err(|_| CatalogueError::BadRow(format!("`{column}` is `{text}`")))
    })
    .transpose()
}
