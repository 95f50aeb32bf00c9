//! Databases: every table a page, every row a line that begins with the row's address.

mod access;
mod blob;
mod dbase;
mod rows;
mod sqlite;

use super::{FormatFault, Input, MemberSink};
use crate::outcome::Outcome;

/// The name of the type of dBASE and FoxPro tables.
pub(crate) const DBASE: &str = "application/dbf";
/// The name of the type of the files that hold the long texts of such tables.
pub(crate) const DBASE_MEMO: &str = "application/x-dbf-memo";
/// The name of the type of SQLite databases.
pub(crate) const SQLITE: &str = "application/vnd.sqlite3";
/// The name of the type of the logs beside them.
pub(crate) const SQLITE_LOG: &str = "application/x-sqlite3-log";
/// The name of the type of Access databases.
pub(crate) const ACCESS: &str = "application/x-msaccess";

/// The type of a database by its first bytes.
pub(crate) fn detect(bytes: &[u8], extension: Option<&str>) -> Option<&'static str> {
    if bytes.starts_with(sqlite::MARK) {
        Some(SQLITE)
    } else if sqlite::is_log(bytes) {
        Some(SQLITE_LOG)
    } else if access::is_access(bytes) {
        Some(ACCESS)
    } else if dbase::is_table(bytes) {
        Some(DBASE)
    } else if matches!(extension, Some("fpt" | "dbt")) && dbase::is_memo(bytes) {
        Some(DBASE_MEMO)
    } else {
        None
    }
}

/// Reads all rows of all tables, with those that were deleted and are still there.
///
/// # Errors
/// [`FormatFault::Encrypted`] where a password is needed, [`FormatFault::Damaged`] where no table can
/// be found, and limits.
pub fn read(
    input: &Input<'_>,
    out: &mut Outcome,
    members: &mut dyn MemberSink,
) -> Result<(), FormatFault> {
    out.no_text("the database holds no rows");
    match input.media_type {
        SQLITE => sqlite::read(input, out, members),
        SQLITE_LOG => sqlite::read_log(input, out),
        ACCESS => access::read(input, out, members),
        DBASE_MEMO => dbase::read_memo(input, out),
        _ => dbase::read(input, out),
    }
}
