//! Questions about corrections of text and about earlier readings.

use crate::item::{parsed, unsigned};
use crate::{Catalogue, CatalogueError};
use domain::{ItemId, Moment, Sha256, UserName};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A correction as its act says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    /// Index of the act in the log.
    pub act: u64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: UserName,
    /// On which page.
    pub page: u32,
    /// The version of the page's text that it made.
    pub version: u32,
    /// The reading on which it was made.
    pub reading: Sha256,
    /// The line, counted from 1, blank lines left out.
    pub line: u32,
    /// The first word replaced, counted from 1.
    pub word: u32,
    /// How many words.
    pub words: u32,
    /// Where they stand on the page, in 1/100,000 of its width and height.
    pub place: Option<[u32; 4]>,
    /// What stood there.
    pub from: String,
    /// What it reads.
    pub to: String,
    /// Why.
    pub note: Option<String>,
}

/// A reading of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingRow {
    /// Index of its act in the log.
    pub act: u64,
    /// When it was acknowledged.
    pub at: Moment,
    /// Who had it made.
    pub by: UserName,
    /// The reading, an object of the vault.
    pub derivative: Sha256,
    /// The bytes that were read.
    pub input: Option<Sha256>,
    /// The reader and its edition.
    pub reader: Option<String>,
}

impl Catalogue {
    /// The corrections of an item, in the order of the log.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn corrections(&self, item: &ItemId) -> Result<Vec<CorrectionRow>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query(
                "SELECT act, at, by_user, page, version, reading, line, word, words, place, stood, reads, note
                 FROM correction WHERE item = $1 ORDER BY act",
            )
            .bind(item.to_string())
            .fetch_all(&self.pool)
            .await?;
            rows.iter().map(correction_row).collect()
        })
    }

    /// Every reading of an item, in the order of the log, the one in force last. A reading that is made
    /// again byte for byte stands there once.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn readings(&self, item: &ItemId) -> Result<Vec<ReadingRow>, CatalogueError> {
        self.run(async {
            let earlier = sqlx::query(
                "SELECT act, at, by_user, derivative, input, reader FROM earlier_reading
                 WHERE item = $1 ORDER BY act",
            )
            .bind(item.to_string())
            .fetch_all(&self.pool)
            .await?;
            let newest = sqlx::query(
                "SELECT made.act, made.at, made.by_user, item.derivative, item.sha256 AS input, item.reader
                 FROM item JOIN item_act AS made ON made.item = item.id AND made.act =
                    (SELECT MAX(other.act) FROM item_act AS other
                     WHERE other.item = item.id AND other.name = 'Extracted')
                 WHERE item.id = $1 AND item.derivative IS NOT NULL",
            )
            .bind(item.to_string())
            .fetch_optional(&self.pool)
            .await?;
            let mut readings: Vec<ReadingRow> = Vec::new();
            for row in earlier.iter().chain(&newest) {
                let reading = reading_row(row)?;
                if readings.last().is_none_or(|last| last.derivative != reading.derivative) {
                    readings.push(reading);
                }
            }
            Ok(readings)
        })
    }

    /// Items with a correction that stands at or behind this position of the log of acts.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn corrected_since(&self, position: u64) -> Result<Vec<ItemId>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query("SELECT DISTINCT item FROM correction WHERE act >= $1")
                .bind(i64::try_from(position).unwrap_or(i64::MAX))
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(|row| parsed(row, "item")).collect()
        })
    }
}

fn correction_row(row: &AnyRow) -> Result<CorrectionRow, CatalogueError> {
    let count = |column: &str| -> Result<u32, CatalogueError> {
        let number = unsigned(row, column)?.unwrap_or_default();
        u32::try_from(number).map_err(|_| CatalogueError::BadRow(format!("`{column}` is {number}")))
    };
    let place: Option<String> = row.try_get("place")?;
    let place = place
        .map(|text| {
            let edges: Option<Vec<u32>> = text.split(' ').map(|edge| edge.parse().ok()).collect();
            edges
                .and_then(|edges| <[u32; 4]>::try_from(edges).ok())
                .ok_or_else(|| CatalogueError::BadRow(format!("`place` is `{text}`")))
        })
        .transpose()?;
    Ok(CorrectionRow {
        act: unsigned(row, "act")?.unwrap_or_default(),
        at: Moment::from_unix_ms(row.try_get("at")?),
        by: parsed(row, "by_user")?,
        page: count("page")?,
        version: count("version")?,
        reading: parsed(row, "reading")?,
        line: count("line")?,
        word: count("word")?,
        words: count("words")?,
        place,
        from: row.try_get("stood")?,
        to: row.try_get("reads")?,
        note: row.try_get("note")?,
    })
}

fn reading_row(row: &AnyRow) -> Result<ReadingRow, CatalogueError> {
    let input: Option<String> = row.try_get("input")?;
    Ok(ReadingRow {
        act: unsigned(row, "act")?.unwrap_or_default(),
        at: Moment::from_unix_ms(row.try_get("at")?),
        by: parsed(row, "by_user")?,
        derivative: parsed(row, "derivative")?,
        input: input.and_then(|input| input.parse().ok()),
        reader: row.try_get("reader")?,
    })
}
