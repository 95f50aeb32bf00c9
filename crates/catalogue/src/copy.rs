//! Copies: what is kept to find them, and which were found.
//!
//! All of it follows from the readings and may be made anew at any time. Found pairs are of contents,
//! not of items, so that a person sees a pair through the items that he may read, and through no others.

use crate::item::{COLUMNS, item_row, parsed};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError, ItemRow};
use domain::{AccessionId, ItemId, Sha256};
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Two contents that are copies of one paper or picture, the smaller digest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyPair {
    /// The one.
    pub left: Sha256,
    /// The other.
    pub right: Sha256,
    /// How alike, 0 to 1000.
    pub likeness: u16,
    /// On what ground, in the word of the table.
    pub ground: String,
}

/// Marks of one content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentMarks {
    /// The content.
    pub content: Sha256,
    /// The reading they were made from.
    pub derivative: Sha256,
    /// What is kept, in a form that the tables do not know.
    pub marks: Vec<u8>,
}

/// Values in one statement at most.
const AT_ONCE: usize = 400;

/// By the two contents: likeness and ground where they are copies, nothing where they are none.
pub type Compared = BTreeMap<(Sha256, Sha256), Option<(u16, String)>>;

impl Catalogue {
    /// The position in the log of acts up to which copies were looked for by this edition of the
    /// comparison; 0 where another one looked.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn copies_position(&self, edition: u32) -> Result<u64, CatalogueError> {
        self.run(async {
            let mut connection = self.pool.acquire().await?;
            if noted(&mut connection, EDITION).await? != i64::from(edition) {
                return Ok(0);
            }
            let position = noted(&mut connection, POSITION).await?;
            Ok(u64::try_from(position).unwrap_or_default())
        })
    }

    /// Forgets all that another edition of the comparison kept and found.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn begin_copies(&self, edition: u32) -> Result<(), CatalogueError> {
        self.run(async {
            let mut work = self.begin_writing(EDITION).await?;
            if noted(&mut work, EDITION).await? != i64::from(edition) {
                for table in ["copy_marks", "copy_pair", "copy_refused"] {
                    sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
                        .execute(&mut *work)
                        .await?;
                }
                note(&mut work, EDITION, i64::from(edition)).await?;
                note(&mut work, POSITION, 0).await?;
            }
            work.commit().await?;
            Ok(())
        })
    }

    /// Items whose content has no marks, or marks from another reading: for each content the item
    /// with the lowest number that has a reading.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn unmarked(
        &self,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<ItemRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!(
                "SELECT {COLUMNS} FROM item WHERE derivative IS NOT NULL AND sha256 IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM item AS earlier WHERE earlier.sha256 = item.sha256 \
                 AND earlier.derivative IS NOT NULL AND earlier.sort_key < item.sort_key) \
                 AND NOT EXISTS (SELECT 1 FROM copy_marks WHERE copy_marks.content = item.sha256 \
                 AND copy_marks.derivative = item.derivative)"
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

    /// Puts marks in place of earlier ones; what was found about these contents is forgotten.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn put_marks(&self, marks: &[ContentMarks]) -> Result<(), CatalogueError> {
        self.run(async {
            let mut work = self.pool.begin().await?;
            for one in marks {
                forget(&mut work, &one.content.to_string()).await?;
                sqlx::query(
                    "INSERT INTO copy_marks (content, derivative, marks) VALUES ($1, $2, $3)",
                )
                .bind(one.content.to_string())
                .bind(one.derivative.to_string())
                .bind(one.marks.clone())
                .execute(&mut *work)
                .await?;
            }
            work.commit().await?;
            Ok(())
        })
    }

    /// Forgets marks whose content no item with a reading has any more.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn forget_orphaned_marks(&self) -> Result<(), CatalogueError> {
        self.run(async {
            let mut work = self.begin_writing(POSITION).await?;
            let rows = sqlx::query(
                "SELECT content FROM copy_marks WHERE NOT EXISTS (SELECT 1 FROM item WHERE \
                 item.sha256 = copy_marks.content AND item.derivative IS NOT NULL)",
            )
            .fetch_all(&mut *work)
            .await?;
            for row in rows {
                forget(&mut work, &row.try_get::<String, _>("content")?).await?;
            }
            work.commit().await?;
            Ok(())
        })
    }

    /// Marks in the order of contents.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn marks(
        &self,
        after: Option<&Sha256>,
        limit: u32,
    ) -> Result<Vec<ContentMarks>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query(
                "SELECT content, derivative, marks FROM copy_marks WHERE content > $1 ORDER BY content LIMIT $2",
            )
            .bind(after.map(ToString::to_string).unwrap_or_default())
            .bind(i64::from(limit))
            .fetch_all(&self.pool)
            .await?;
            rows.iter()
                .map(|row| {
                    Ok(ContentMarks {
                        content: parsed(row, "content")?,
                        derivative: parsed(row, "derivative")?,
                        marks: row.try_get("marks")?,
                    })
                })
                .collect()
        })
    }

    /// What earlier comparisons said: copies with likeness and ground, or no copies. They hold as
    /// long as the readings are the same.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn compared(&self) -> Result<Compared, CatalogueError> {
        self.run(async {
            let mut compared = BTreeMap::new();
            for pair in pairs(&self.pool, Statement::new(PAIRS)).await? {
                compared.insert((pair.left, pair.right), Some((pair.likeness, pair.ground)));
            }
            let rows = sqlx::query("SELECT left_content, right_content FROM copy_refused")
                .fetch_all(&self.pool)
                .await?;
            for row in &rows {
                compared.insert(
                    (parsed(row, "left_content")?, parsed(row, "right_content")?),
                    None,
                );
            }
            Ok(compared)
        })
    }

    /// Replaces all that was found, and says up to which act of the log it was looked for.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn replace_copies(
        &self,
        found: &[CopyPair],
        refused: &[(Sha256, Sha256)],
        position: u64,
    ) -> Result<(), CatalogueError> {
        self.run(async {
            let mut work = self.pool.begin().await?;
            for statement in ["DELETE FROM copy_pair", "DELETE FROM copy_refused"] {
                sqlx::query(statement).execute(&mut *work).await?;
            }
            for pair in found {
                sqlx::query(
                    "INSERT INTO copy_pair (left_content, right_content, likeness, ground) VALUES ($1, $2, $3, $4)",
                )
                .bind(pair.left.to_string())
                .bind(pair.right.to_string())
                .bind(i64::from(pair.likeness))
                .bind(pair.ground.clone())
                .execute(&mut *work)
                .await?;
            }
            for (left, right) in refused {
                sqlx::query("INSERT INTO copy_refused (left_content, right_content) VALUES ($1, $2)")
                    .bind(left.to_string())
                    .bind(right.to_string())
                    .execute(&mut *work)
                    .await?;
            }
            let position = i64::try_from(position).unwrap_or(i64::MAX);
            note(&mut work, POSITION, position).await?;
            work.commit().await?;
            Ok(())
        })
    }

    /// All found pairs of which the person may read an item of either side.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn copy_pairs(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Vec<CopyPair>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(format!("{PAIRS} WHERE "));
            readable(&mut query, "left_content", scope);
            query.push(" AND ");
            readable(&mut query, "right_content", scope);
            query.push(" ORDER BY left_content, right_content");
            pairs(&self.pool, query).await
        })
    }

    /// The found pairs, within what the person may read, that reach from these contents from pair to
    /// pair: whole groups.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn copies_around(
        &self,
        scope: &BTreeSet<AccessionId>,
        contents: &BTreeSet<Sha256>,
    ) -> Result<BTreeSet<CopyPair>, CatalogueError> {
        self.run(async {
            let mut found = BTreeSet::new();
            let mut known = contents.clone();
            let mut open: Vec<Sha256> = contents.iter().copied().collect();
            while !open.is_empty() {
                let part: Vec<String> = open
                    .split_off(open.len().saturating_sub(AT_ONCE))
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                for (here, there) in [
                    ("left_content", "right_content"),
                    ("right_content", "left_content"),
                ] {
                    let mut query = Statement::new(format!("{PAIRS} WHERE {here} IN ("));
                    query.values_of(part.clone()).push(") AND ");
                    readable(&mut query, there, scope);
                    for pair in pairs(&self.pool, query).await? {
                        for content in [pair.left, pair.right] {
                            if known.insert(content) {
                                open.push(content);
                            }
                        }
                        found.insert(pair);
                    }
                }
            }
            Ok(found)
        })
    }

    /// Items of some accessions by their contents, in the order of their numbers.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn items_with(
        &self,
        scope: &BTreeSet<AccessionId>,
        contents: &BTreeSet<Sha256>,
    ) -> Result<Vec<ItemRow>, CatalogueError> {
        let all: Vec<String> = contents.iter().map(ToString::to_string).collect();
        self.run(async {
            let mut items = Vec::new();
            for part in all.chunks(AT_ONCE) {
                let mut query = Statement::new(format!("SELECT {COLUMNS} FROM item WHERE "));
                query.scope(scope).push(" AND sha256 IN (");
                query.values_of(part.to_vec()).push(")");
                let rows = query.query()?.fetch_all(&self.pool).await?;
                for row in &rows {
                    items.push(item_row(row)?);
                }
            }
            items.sort_by_key(|item| item.id.sort_key());
            Ok(items)
        })
    }

    /// Contents that several items of these accessions have.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn repeated_contents(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<BTreeSet<Sha256>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new("SELECT sha256 FROM item WHERE sha256 IS NOT NULL AND ");
            query.scope(scope);
            // Of files without a byte there is nothing to say but that they are empty.
            query.push(" AND size_bytes > 0 GROUP BY sha256 HAVING COUNT(*) > 1");
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(|row| parsed(row, "sha256")).collect()
        })
    }

    /// The contents of these items, of those the person may read.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn contents_of(
        &self,
        scope: &BTreeSet<AccessionId>,
        items: &BTreeSet<ItemId>,
    ) -> Result<BTreeMap<ItemId, Sha256>, CatalogueError> {
        let all: Vec<String> = items.iter().map(ToString::to_string).collect();
        self.run(async {
            let mut contents = BTreeMap::new();
            for part in all.chunks(AT_ONCE) {
                let mut query = Statement::new(
                    "SELECT id, sha256 FROM item WHERE sha256 IS NOT NULL AND size_bytes > 0 AND ",
                );
                query.scope(scope).push(" AND id IN (");
                query.values_of(part.to_vec()).push(")");
                for row in &query.query()?.fetch_all(&self.pool).await? {
                    contents.insert(parsed(row, "id")?, parsed(row, "sha256")?);
                }
            }
            Ok(contents)
        })
    }
}

/// Rows of the table of positions that tell how far copies are looked for. They are no part of what
/// two stores must have alike.
const POSITION: &str = "copies";
const EDITION: &str = "copies_edition";

pub(crate) async fn noted(db: &mut AnyConnection, row: &str) -> Result<i64, CatalogueError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT position FROM log_position WHERE log = $1")
        .bind(row.to_owned())
        .fetch_optional(db)
        .await?;
    Ok(found.unwrap_or_default())
}

pub(crate) async fn note(
    db: &mut AnyConnection,
    row: &str,
    value: i64,
) -> Result<(), CatalogueError> {
    sqlx::query("DELETE FROM log_position WHERE log = $1")
        .bind(row.to_owned())
        .execute(&mut *db)
        .await?;
    sqlx::query("INSERT INTO log_position (log, position) VALUES ($1, $2)")
        .bind(row.to_owned())
        .bind(value)
        .execute(&mut *db)
        .await?;
    Ok(())
}

const PAIRS: &str = "SELECT left_content, right_content, likeness, ground FROM copy_pair";

async fn pairs(pool: &sqlx::AnyPool, query: Statement) -> Result<Vec<CopyPair>, CatalogueError> {
    let rows = query.query()?.fetch_all(pool).await?;
    rows.iter()
        .map(|row| {
            let likeness: i64 = row.try_get("likeness")?;
            Ok(CopyPair {
                left: parsed(row, "left_content")?,
                right: parsed(row, "right_content")?,
                likeness: u16::try_from(likeness).unwrap_or_default(),
                ground: row.try_get("ground")?,
            })
        })
        .collect()
}

/// That the person may read an item with the content in this column.
fn readable(query: &mut Statement, column: &str, scope: &BTreeSet<AccessionId>) {
    query.push(&format!(
        "EXISTS (SELECT 1 FROM item WHERE item.sha256 = {column} AND "
    ));
    query.scope(scope).push(")");
}

async fn forget(db: &mut AnyConnection, content: &str) -> Result<(), CatalogueError> {
    for statement in [
        "DELETE FROM copy_marks WHERE content = $1",
        "DELETE FROM copy_pair WHERE left_content = $1",
        "DELETE FROM copy_pair WHERE right_content = $1",
        "DELETE FROM copy_refused WHERE left_content = $1",
        "DELETE FROM copy_refused WHERE right_content = $1",
    ] {
        sqlx::query(AssertSqlSafe(statement.to_owned()))
            .bind(content.to_owned())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}
