//! The tables as text, to show that two of them say the same.

use crate::{Catalogue, CatalogueError, schema};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Column, Row, ValueRef};

/// Columns that differ between two runs over the same material: clocks and places in the log.
const OF_THE_RUN: &[&str] = &[
    "at",
    "opened_at",
    "closed_at",
    "act",
    "received_act",
    "read_act",
    "position",
    "by_user",
    "opened_by",
];

impl Catalogue {
    /// Every row of every table but the consultations, the copies that were found and the facts of
    /// photographs, sorted: the last two follow from the readings, and are made when reading ends. With `of_the_run` false, without
    /// the history of items and the columns in which two undisturbed runs differ.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn dump(&self, of_the_run: bool) -> Result<Vec<String>, CatalogueError> {
        self.run(async {
            let mut lines = Vec::new();
            let tables = schema::TABLES
                .iter()
                .filter(|table| !matches!(**table, "consultation" | "log_position"))
                .filter(|table| !table.starts_with("copy_") && **table != "photo_facts")
                .filter(|table| of_the_run || !matches!(**table, "item_act" | "earlier_reading"));
            for table in tables {
                let rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}")))
                    .fetch_all(&self.pool)
                    .await?;
                for row in &rows {
                    lines.push(format!("{table} {}", line(row, of_the_run)?));
                }
            }
            lines.sort_unstable();
            Ok(lines)
        })
    }
}

fn line(row: &AnyRow, of_the_run: bool) -> Result<String, CatalogueError> {
    let mut cells = Vec::new();
    for column in row.columns() {
        let name = column.name();
        if !of_the_run && OF_THE_RUN.contains(&name) {
            continue;
        }
        let value = if name == "password_hash" {
            "masked".to_owned()
        } else if row.try_get_raw(column.ordinal())?.is_null() {
            "-".to_owned()
        } else if let Ok(text) = row.try_get::<String, _>(column.ordinal()) {
            format!("{text:?}")
        } else if let Ok(number) = row.try_get::<i64, _>(column.ordinal()) {
            number.to_string()
        } else {
            format!("{:02x?}", row.try_get::<Vec<u8>, _>(column.ordinal())?)
        };
        cells.push(format!("{name}={value}"));
    }
    cells.sort_unstable();
    Ok(cells.join(" "))
}
