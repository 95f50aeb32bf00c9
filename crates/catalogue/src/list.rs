//! Questions about lists of people and where their rows are.

use crate::item::{accession, parsed, unsigned};
use crate::statement::Statement;
use crate::{Catalogue, CatalogueError};
use domain::{AccessionId, ItemId, Moment, Sha256, UserName};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeSet;

/// A list as its newest act says.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// The item that holds it.
    pub item: ItemId,
    /// Which table of the item, from 1.
    pub table: u32,
    /// The accession it belongs to.
    pub accession: AccessionId,
    /// Index of the act in the log.
    pub act: u64,
    /// When it was mapped.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
    /// What it is called.
    pub name: String,
    /// On which legal basis it is held.
    pub legal_basis: String,
    /// What it may be used for.
    pub purpose: String,
    /// What it may not be used for.
    pub restrictions: Vec<String>,
    /// Whether the list promises that no person stands in it twice.
    pub one_row_per_person: bool,
    /// Which column says what, as a mapping file.
    pub mapping: String,
    /// The version of what read the rows.
    pub version: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The object that holds its rows.
    pub rows: Sha256,
    /// Rows that are source records.
    pub records: u64,
    /// Rows that could not be taken over.
    pub bad_rows: u64,
    /// Records whose id an earlier record has, too.
    pub repeated_ids: u64,
    /// Rows passed over because they speak of something else than a person.
    pub passed_over: u64,
    /// Whether its rows are in the tables.
    pub entered: bool,
}

/// Where a row of a list stands in the list's object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPlace {
    /// Which row of the table, from 1, the row of headings included.
    pub row: u32,
    /// The id that the list gives it.
    pub own_id: Option<String>,
    /// The first byte of it in the object.
    pub from_byte: u64,
    /// How many bytes it takes.
    pub size_bytes: u64,
    /// Whether it could not be taken over.
    pub is_bad: bool,
}

/// Which rows of a list are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowChoice {
    /// Source records and bad rows.
    #[default]
    All,
    /// Source records.
    Records,
    /// Bad rows.
    Bad,
}

const LIST_COLUMNS: &str = "SELECT item, list_table, accession, act, at, by_user, name, legal_basis, purpose,
    restrictions, one_row_per_person, mapping, version, columns, rows_sha256, records, bad_rows, repeated_ids,
    passed_over, entered FROM list WHERE ";

impl Catalogue {
    /// The lists of a scope, in the order of their items.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn lists(&self, scope: &BTreeSet<AccessionId>) -> Result<Vec<ListRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(LIST_COLUMNS);
            query.scope(scope);
            query.push(" ORDER BY sort_key, list_table");
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(list_row).collect()
        })
    }

    /// The list that a table of an item is.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn list(&self, item: &ItemId, table: u32) -> Result<Option<ListRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(LIST_COLUMNS);
            query.push("item = ").value(item.to_string());
            query.push(" AND list_table = ").value(i64::from(table));
            let row = query.query()?.fetch_optional(&self.pool).await?;
            row.as_ref().map(list_row).transpose()
        })
    }

    /// The lists whose rows are not in the tables yet, oldest act first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn lists_to_enter(&self) -> Result<Vec<ListRow>, CatalogueError> {
        self.run(async {
            let mut query = Statement::new(LIST_COLUMNS);
            query.push("entered = 0 ORDER BY act");
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(list_row).collect()
        })
    }

    /// Takes out the rows of lists that were mapped anew, and what an entering that was cut short left
    /// of `list`.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn begin_records(&self, list: &ListRow) -> Result<(), CatalogueError> {
        self.run(async {
            sqlx::query(
                "DELETE FROM source_record WHERE act = $1 OR act NOT IN (SELECT act FROM list)",
            )
            .bind(signed(list.act)?)
            .execute(&self.pool)
            .await?;
            Ok(())
        })
    }

    /// Enters rows of a list, all of them or none.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn enter_records(
        &self,
        list: &ListRow,
        places: &[RecordPlace],
    ) -> Result<(), CatalogueError> {
        self.run(async {
            let rows: Vec<_> = places
                .iter()
                .map(|place| {
                    let own_id = place.own_id.as_ref().map(|id| id.replace('\0', "\u{fffd}"));
                    let is_bad = u8::from(place.is_bad);
                    (place.row, own_id, place.from_byte, place.size_bytes, is_bad)
                })
                .collect();
            let rows =
                serde_json::to_string(&rows).map_err(|e| CatalogueError::BadRow(e.to_string()))?;
            // A million rows one by one take a minute; as one value they take seconds.
            let statement = if self.is_sqlite {
                "INSERT INTO source_record (act, row_number, own_id, from_byte, size_bytes, is_bad)
                 SELECT $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each($2)"
            } else {
                "INSERT INTO source_record (act, row_number, own_id, from_byte, size_bytes, is_bad)
                 SELECT $1, (value ->> 0)::bigint, value ->> 1, (value ->> 2)::bigint, (value ->> 3)::bigint,
                    (value ->> 4)::bigint FROM jsonb_array_elements($2::jsonb) AS value"
            };
            sqlx::query(statement)
                .bind(signed(list.act)?)
                .bind(rows)
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }

    /// Notes that all rows of a list are in the tables.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn end_records(&self, list: &ListRow) -> Result<(), CatalogueError> {
        self.run(async {
            sqlx::query("UPDATE list SET entered = 1 WHERE act = $1")
                .bind(signed(list.act)?)
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }

    /// Where one row of a list is.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn record_place(
        &self,
        list: &ListRow,
        row: u32,
    ) -> Result<Option<RecordPlace>, CatalogueError> {
        let before = row.saturating_sub(1);
        let found = self.record_places(list, RowChoice::All, before, 1)?;
        Ok(found.into_iter().find(|place| place.row == row))
    }

    /// Where the rows of a list behind row `after` are, in their order.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn record_places(
        &self,
        list: &ListRow,
        choice: RowChoice,
        after: u32,
        limit: u32,
    ) -> Result<Vec<RecordPlace>, CatalogueError> {
        self.run(async {
            let mut query = places(list)?;
            query.push(" AND row_number > ").value(i64::from(after));
            query.push(match choice {
                RowChoice::All => "",
                RowChoice::Records => " AND is_bad = 0",
                RowChoice::Bad => " AND is_bad = 1",
            });
            query
                .push(" ORDER BY row_number LIMIT ")
                .value(i64::from(limit));
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(place).collect()
        })
    }

    /// Where the records are that have this id in a list: none, one, or several where ids stand twice.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn records_with_id(
        &self,
        list: &ListRow,
        own_id: &str,
    ) -> Result<Vec<RecordPlace>, CatalogueError> {
        self.run(async {
            let mut query = places(list)?;
            query.push(" AND own_id = ").value(own_id.to_owned());
            query.push(" ORDER BY row_number LIMIT 1000");
            let rows = query.query()?.fetch_all(&self.pool).await?;
            rows.iter().map(place).collect()
        })
    }
}

fn places(list: &ListRow) -> Result<Statement, CatalogueError> {
    let mut query = Statement::new(
        "SELECT row_number, own_id, from_byte, size_bytes, is_bad FROM source_record WHERE act = ",
    );
    query.value(signed(list.act)?);
    Ok(query)
}

fn list_row(row: &AnyRow) -> Result<ListRow, CatalogueError> {
    let count = |column: &str| unsigned(row, column).map(Option::unwrap_or_default);
    let texts = |column: &str| -> Result<Vec<String>, CatalogueError> {
        let json: String = row.try_get(column)?;
        serde_json::from_str(&json).map_err(|e| CatalogueError::BadRow(e.to_string()))
    };
    Ok(ListRow {
        item: parsed(row, "item")?,
        table: small(count("list_table")?)?,
        accession: accession(row)?,
        act: count("act")?,
        at: Moment::from_unix_ms(row.try_get("at")?),
        by: parsed(row, "by_user")?,
        name: row.try_get("name")?,
        legal_basis: row.try_get("legal_basis")?,
        purpose: row.try_get("purpose")?,
        restrictions: texts("restrictions")?,
        one_row_per_person: count("one_row_per_person")? == 1,
        mapping: row.try_get("mapping")?,
        version: row.try_get("version")?,
        columns: texts("columns")?,
        rows: parsed(row, "rows_sha256")?,
        records: count("records")?,
        bad_rows: count("bad_rows")?,
        repeated_ids: count("repeated_ids")?,
        passed_over: count("passed_over")?,
        entered: count("entered")? == 1,
    })
}

fn place(row: &AnyRow) -> Result<RecordPlace, CatalogueError> {
    let count = |column: &str| unsigned(row, column).map(Option::unwrap_or_default);
    Ok(RecordPlace {
        row: small(count("row_number")?)?,
        own_id: row.try_get("own_id")?,
        from_byte: count("from_byte")?,
        size_bytes: count("size_bytes")?,
        is_bad: count("is_bad")? == 1,
    })
}

fn small(value: u64) -> Result<u32, CatalogueError> {
    u32::try_from(value).map_err(|_| CatalogueError::BadRow(format!("{value} is too large")))
}

fn signed(value: u64) -> Result<i64, CatalogueError> {
    i64::try_from(value).map_err(|_| CatalogueError::BadRow(format!("{value} is too large")))
}
