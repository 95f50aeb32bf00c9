//! The way to the database: one pool, one runtime, plain calls.

use crate::{CatalogueError, Log, room, schema};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Where the tables are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// An SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database, by its URL.
    Postgres(String),
}

/// The tables of a store. Cheap to clone; may be used from several threads. Not from inside an
/// asynchronous task: every call blocks.
#[derive(Clone)]
pub struct Catalogue {
    pub(crate) pool: AnyPool,
    opened: Arc<Opened>,
    pub(crate) is_sqlite: bool,
}

/// What is shut when the last clone is gone.
struct Opened {
    pool: AnyPool,
    runtime: tokio::runtime::Runtime,
}

impl Drop for Opened {
    /// Waits until every connection is closed: one that closes later would take the journal away from
    /// under tables that were made anew in the same place.
    fn drop(&mut self) {
        const PATIENCE: Duration = Duration::from_secs(5);
        let (pool, handle) = (self.pool.clone(), self.runtime.handle().clone());
        // On a thread of its own, since who drops this may stand in an asynchronous task.
        let closing = std::thread::spawn(move || {
            handle.block_on(async { tokio::time::timeout(PATIENCE, pool.close()).await })
        });
        let _ = closing.join();
    }
}

impl Catalogue {
    /// Opens the tables and makes them where there are none.
    ///
    /// # Errors
    /// Where the database cannot be reached or holds tables of another version.
    pub fn open(location: &Location) -> Result<Self, CatalogueError> {
        sqlx::any::install_default_drivers();
        let unreachable = |e: &dyn std::fmt::Display| CatalogueError::Unreachable(e.to_string());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("catalogue")
            .enable_all()
            .build()
            .map_err(|e| unreachable(&e))?;
        let url = match location {
            Location::Sqlite(path) => sqlite_url(path),
            Location::Postgres(url) => url.clone(),
        };
        let is_sqlite = matches!(location, Location::Sqlite(_));
        if let Location::Sqlite(path) = location {
            // The pool would try for its whole patience and then know no reason.
            runtime.block_on(first_connection(&url)).map_err(|error| {
                if room::is_full(path) {
                    CatalogueError::DiskFull(path.clone())
                } else {
                    unreachable(&error)
                }
            })?;
        }
        let options = AnyPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(20))
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if is_sqlite {
                        settle(connection).await?;
                    }
                    Ok(())
                })
            });
        let pool = runtime
            .block_on(options.connect(&url))
            .map_err(|e| unreachable(&e))?;
        let catalogue = Self {
            pool: pool.clone(),
            opened: Arc::new(Opened { pool, runtime }),
            is_sqlite,
        };
        catalogue.run(schema::ensure(&catalogue.pool, is_sqlite))?;
        Ok(catalogue)
    }

    /// Empties all tables, so that they can be made anew from the ledger.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn clear(&self) -> Result<(), CatalogueError> {
        self.run(schema::clear(&self.pool))
    }

    /// Takes what was deleted out of the database's own journal, too. PostgreSQL keeps it until its
    /// next vacuum.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn forget_deleted(&self) -> Result<(), CatalogueError> {
        if !self.is_sqlite {
            return Ok(());
        }
        self.run(async {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .fetch_all(&self.pool)
                .await?;
            Ok(())
        })
    }

    /// How many acts of a log are in the tables.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn position(&self, log: Log) -> Result<u64, CatalogueError> {
        self.run(async {
            let mut connection = self.pool.acquire().await?;
            position(&mut connection, log).await
        })
    }

    /// Begins a change that reads before it writes.
    ///
    /// SQLite refuses at once, without waiting, a change that began by reading where another program has
    /// written since. So the first statement writes, a row onto itself, and waits for its turn.
    pub(crate) async fn begin_writing(
        &self,
        row: &str,
    ) -> Result<sqlx::Transaction<'static, sqlx::Any>, CatalogueError> {
        let mut work = self.pool.begin().await?;
        sqlx::query("UPDATE log_position SET position = position WHERE log = $1")
            .bind(row.to_owned())
            .execute(&mut *work)
            .await?;
        Ok(work)
    }

    pub(crate) fn run<T>(
        &self,
        work: impl Future<Output = Result<T, CatalogueError>>,
    ) -> Result<T, CatalogueError> {
        self.opened.runtime.block_on(work)
    }
}

async fn first_connection(url: &str) -> Result<(), sqlx::Error> {
    let mut connection = AnyConnection::connect(url).await?;
    settle(&mut connection).await?;
    connection.close().await
}

async fn settle(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    for pragma in schema::SQLITE_SETTINGS {
        sqlx::query(*pragma).execute(&mut *connection).await?;
    }
    Ok(())
}

pub(crate) async fn position(
    connection: &mut AnyConnection,
    log: Log,
) -> Result<u64, CatalogueError> {
    let position: i64 = sqlx::query_scalar("SELECT position FROM log_position WHERE log = $1")
        .bind(log_name(log))
        .fetch_one(connection)
        .await?;
    u64::try_from(position)
        .map_err(|_| CatalogueError::BadRow("a negative log position".to_owned()))
}

pub(crate) const fn log_name(log: Log) -> &'static str {
    match log {
        Log::Evidence => "evidence",
        Log::Consultations => "consultations",
    }
}

fn sqlite_url(path: &std::path::Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut url = String::from("sqlite://");
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                url.push(char::from(*byte))
            }
            other => url.push_str(&format!("%{other:02X}")),
        }
    }
    url.push_str("?mode=rwc");
    url
}
