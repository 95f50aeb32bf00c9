//! The tables, in one text for SQLite and PostgreSQL.

use crate::CatalogueError;
use sqlx::AnyPool;
use sqlx::AssertSqlSafe;

/// Version of the tables. Those of an earlier version are dropped and filled anew from the ledger, not
/// migrated: tables are trusted for nothing. Those of a later one are left alone.
pub(crate) const VERSION: i64 = 5;

/// The tables can be made anew, so SQLite need not sync at every commit; it must only never tear.
pub(crate) const SQLITE_SETTINGS: &[&str] = &[
    "PRAGMA busy_timeout = 20000",
    // What is erased leaves no bytes behind in free pages.
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
];

pub(crate) const TABLES: &[&str] = &[
    "log_position",
    "person",
    "person_role",
    "person_grant",
    "accession",
    "hash_list",
    "item",
    "item_act",
    "item_warning",
    "earlier_reading",
    "correction",
    "list",
    "source_record",
    "erased",
    "stamp",
    "lead",
    "lead_score",
    "lead_reading",
    "lead_decision",
    "lead_withdrawal",
    "consultation",
    "label_review",
    "photo_description",
    "photo_facts",
    "photo_rules",
    "copy_marks",
    "copy_pair",
    "copy_refused",
];

const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)";

// `{bytes}` is BLOB or BYTEA. `{key}` is text that sorts by code point in both databases.
const SCHEMA: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS log_position (log TEXT PRIMARY KEY, position BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS person (
        name {key} PRIMARY KEY, password_hash TEXT, active BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS person_role (
        name {key} NOT NULL, role TEXT NOT NULL, PRIMARY KEY (name, role))",
    "CREATE TABLE IF NOT EXISTS person_grant (
        name {key} NOT NULL, accession BIGINT NOT NULL, PRIMARY KEY (name, accession))",
    "CREATE TABLE IF NOT EXISTS accession (
        id BIGINT PRIMARY KEY, source TEXT NOT NULL, received_from TEXT, witness TEXT, medium TEXT NOT NULL,
        opened_at BIGINT NOT NULL, opened_by TEXT NOT NULL, closed_at BIGINT, closed_items BIGINT,
        closed_size_bytes BIGINT)",
    "CREATE TABLE IF NOT EXISTS hash_list (
        act BIGINT PRIMARY KEY, accession BIGINT NOT NULL, body TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS item (
        id {key} PRIMARY KEY, sort_key {key} NOT NULL, accession BIGINT NOT NULL, root BIGINT NOT NULL,
        parent {key}, depth BIGINT NOT NULL, path_bytes {bytes} NOT NULL, path {key} NOT NULL,
        folder {key} NOT NULL, kind TEXT NOT NULL, sha256 TEXT, size_bytes BIGINT, md5 TEXT, sha1 TEXT,
        sha512 TEXT, modified_ms BIGINT, link_target {bytes}, problem TEXT, received_act BIGINT NOT NULL,
        state TEXT, reason TEXT, media_type TEXT, reading_version TEXT, derivative TEXT,
        pages BIGINT NOT NULL, declared_members BIGINT, found_members BIGINT, read_act BIGINT,
        place {key} NOT NULL, medium_year BIGINT, document_year BIGINT, reader TEXT, programs TEXT, absent TEXT,
        ocr_pages BIGINT NOT NULL, ocr_percent_sum BIGINT NOT NULL, ocr_least BIGINT, ocr_bad BIGINT NOT NULL,
        ocr_low BIGINT NOT NULL, ocr_fair BIGINT NOT NULL, ocr_good BIGINT NOT NULL,
        doubted_pages BIGINT NOT NULL, poor_pages BIGINT NOT NULL, graded_good BIGINT NOT NULL,
        graded_doubtful BIGINT NOT NULL, graded_poor BIGINT NOT NULL, graded_unread BIGINT NOT NULL,
        work_turn BIGINT NOT NULL, ocr_waiting BIGINT NOT NULL, ocr_turn BIGINT NOT NULL, step TEXT, step_value TEXT)",
    "CREATE UNIQUE INDEX IF NOT EXISTS item_sort ON item (sort_key)",
    "CREATE INDEX IF NOT EXISTS item_parent ON item (parent)",
    "CREATE INDEX IF NOT EXISTS item_sha256 ON item (sha256)",
    "CREATE INDEX IF NOT EXISTS item_derivative ON item (derivative)",
    "CREATE INDEX IF NOT EXISTS item_state ON item (state, accession)",
    "CREATE INDEX IF NOT EXISTS item_read_act ON item (read_act)",
    "CREATE INDEX IF NOT EXISTS item_path ON item (accession, depth, path)",
    // Everything that an account of all items counts by, so that it need not touch the rows.
    "CREATE INDEX IF NOT EXISTS item_account ON item (accession, state, media_type, place, document_year,
        medium_year, depth, pages, declared_members, found_members)",
    "CREATE INDEX IF NOT EXISTS item_step ON item (accession, step, step_value, state) WHERE step IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS item_ocr ON item (accession, ocr_least, ocr_pages, ocr_percent_sum, ocr_bad,
        ocr_low, ocr_fair, ocr_good) WHERE ocr_pages > 0",
    "CREATE INDEX IF NOT EXISTS item_doubted ON item (accession, doubted_pages) WHERE doubted_pages > 0",
    "CREATE INDEX IF NOT EXISTS item_poor ON item (accession, poor_pages) WHERE poor_pages > 0",
    "CREATE INDEX IF NOT EXISTS item_graded ON item (accession, graded_good, graded_doubtful, graded_poor,
        graded_unread)",
    // The order in which what is due is read, and in which what waits is read optically.
    "CREATE INDEX IF NOT EXISTS item_work ON item (work_turn, size_bytes, sort_key)",
    "CREATE INDEX IF NOT EXISTS item_waiting ON item (ocr_turn, ocr_waiting, sort_key) WHERE ocr_waiting > 0",
    "CREATE INDEX IF NOT EXISTS item_declared ON item (accession, declared_members, found_members)
        WHERE declared_members IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS item_reader ON item (reader, media_type, programs, absent, accession, state)",
    "CREATE TABLE IF NOT EXISTS item_warning (
        item {key} NOT NULL, n BIGINT NOT NULL, accession BIGINT NOT NULL, warning {key} NOT NULL,
        PRIMARY KEY (item, n))",
    "CREATE INDEX IF NOT EXISTS item_warning_text ON item_warning (accession, warning)",
    // Readings that a newer one took the place of, so that their versions of the text stay citable.
    "CREATE TABLE IF NOT EXISTS earlier_reading (
        item {key} NOT NULL, act BIGINT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL,
        derivative TEXT NOT NULL, input TEXT, reader TEXT, PRIMARY KEY (item, act))",
    "CREATE TABLE IF NOT EXISTS correction (
        item {key} NOT NULL, act BIGINT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL,
        page BIGINT NOT NULL, version BIGINT NOT NULL, reading TEXT NOT NULL, line BIGINT NOT NULL,
        word BIGINT NOT NULL, words BIGINT NOT NULL, place TEXT, stood TEXT NOT NULL, reads TEXT NOT NULL,
        note TEXT, PRIMARY KEY (item, act))",
    "CREATE INDEX IF NOT EXISTS correction_act ON correction (act)",
    "CREATE TABLE IF NOT EXISTS item_act (
        item {key} NOT NULL, act BIGINT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL,
        PRIMARY KEY (item, act))",
    "CREATE INDEX IF NOT EXISTS item_act_act ON item_act (act)",
    // `act` is the newest act about the table; its rows are those of `source_record` with the same act.
    "CREATE TABLE IF NOT EXISTS list (
        item {key} NOT NULL, list_table BIGINT NOT NULL, sort_key {key} NOT NULL, accession BIGINT NOT NULL,
        act BIGINT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL, name TEXT NOT NULL,
        legal_basis TEXT NOT NULL, purpose TEXT NOT NULL, restrictions TEXT NOT NULL,
        one_row_per_person BIGINT NOT NULL, mapping TEXT NOT NULL, version TEXT NOT NULL, columns TEXT NOT NULL,
        rows_sha256 TEXT NOT NULL, records BIGINT NOT NULL,
        bad_rows BIGINT NOT NULL, repeated_ids BIGINT NOT NULL, passed_over BIGINT NOT NULL,
        entered BIGINT NOT NULL, PRIMARY KEY (item, list_table))",
    "CREATE INDEX IF NOT EXISTS list_accession ON list (accession)",
    // Where each row stands in the object of its list. What it says stays sealed there.
    "CREATE TABLE IF NOT EXISTS source_record (
        act BIGINT NOT NULL, row_number BIGINT NOT NULL, own_id {key}, from_byte BIGINT NOT NULL,
        size_bytes BIGINT NOT NULL, is_bad BIGINT NOT NULL, PRIMARY KEY (act, row_number))",
    "CREATE INDEX IF NOT EXISTS source_record_own_id ON source_record (act, own_id)",
    "CREATE INDEX IF NOT EXISTS source_record_bad ON source_record (act, row_number) WHERE is_bad = 1",
    "CREATE TABLE IF NOT EXISTS erased (
        act BIGINT PRIMARY KEY, item {key}, received_in BIGINT, at BIGINT NOT NULL, ground TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS stamp (
        act BIGINT PRIMARY KEY, kind TEXT NOT NULL, tree_size BIGINT NOT NULL, what TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS lead (
        id {key} PRIMARY KEY, left_record {key} NOT NULL, right_record {key} NOT NULL, left_item {key} NOT NULL,
        right_item {key} NOT NULL, left_accession BIGINT NOT NULL, right_accession BIGINT NOT NULL,
        words {key}, sounds {key}, standing TEXT NOT NULL, weight BIGINT NOT NULL,
        conflict BIGINT NOT NULL, model {key} NOT NULL, act BIGINT NOT NULL, at BIGINT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS lead_left ON lead (left_record)",
    "CREATE INDEX IF NOT EXISTS lead_right ON lead (right_record)",
    "CREATE INDEX IF NOT EXISTS lead_left_item ON lead (left_item)",
    "CREATE INDEX IF NOT EXISTS lead_right_item ON lead (right_item)",
    "CREATE INDEX IF NOT EXISTS lead_lists ON lead (left_accession, right_accession, standing, conflict, id)",
    "CREATE INDEX IF NOT EXISTS lead_unnamed ON lead (id) WHERE words IS NULL",
    "CREATE TABLE IF NOT EXISTS lead_score (
        lead {key} NOT NULL, act BIGINT NOT NULL, line BIGINT NOT NULL, at BIGINT NOT NULL, model {key} NOT NULL,
        weight BIGINT NOT NULL, conflict BIGINT NOT NULL, accounts {key} NOT NULL, PRIMARY KEY (lead, act, line))",
    "CREATE TABLE IF NOT EXISTS lead_reading (
        lead {key} NOT NULL, by_user {key} NOT NULL, act BIGINT NOT NULL, at BIGINT NOT NULL, opinion TEXT NOT NULL,
        PRIMARY KEY (lead, by_user))",
    "CREATE TABLE IF NOT EXISTS lead_decision (
        lead {key} NOT NULL, act BIGINT NOT NULL, by_user {key} NOT NULL, at BIGINT NOT NULL, opinion TEXT NOT NULL,
        withdrawn BIGINT NOT NULL, PRIMARY KEY (lead, act))",
    "CREATE TABLE IF NOT EXISTS lead_withdrawal (
        lead {key} NOT NULL, act BIGINT NOT NULL, by_user {key} NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (lead, act))",
    "CREATE TABLE IF NOT EXISTS label_review (
        item {key} NOT NULL, act BIGINT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL, reading TEXT NOT NULL,
        fields TEXT NOT NULL, note TEXT, PRIMARY KEY (item, act))",
    "CREATE TABLE IF NOT EXISTS photo_description (
        item {key} NOT NULL, act BIGINT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL, words TEXT NOT NULL,
        tags TEXT NOT NULL, PRIMARY KEY (item, act))",
    // What the reading of a picture says that photographs are judged by, so that a list of all needs no
    // look into each; nothing where it is no photograph.
    "CREATE TABLE IF NOT EXISTS photo_facts (derivative {key} PRIMARY KEY, facts {bytes} NOT NULL)",
    "CREATE TABLE IF NOT EXISTS photo_rules (
        name {key} PRIMARY KEY, act BIGINT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL, sha256 TEXT NOT NULL)",
    // What is kept of each content to find its copies, and which were found. `copy_refused` spares a
    // comparison that was made: it says nothing that two readings do not say.
    "CREATE TABLE IF NOT EXISTS copy_marks (
        content {key} PRIMARY KEY, derivative TEXT NOT NULL, marks {bytes} NOT NULL)",
    "CREATE TABLE IF NOT EXISTS copy_pair (
        left_content {key} NOT NULL, right_content {key} NOT NULL, likeness BIGINT NOT NULL, ground TEXT NOT NULL,
        PRIMARY KEY (left_content, right_content))",
    "CREATE INDEX IF NOT EXISTS copy_pair_right ON copy_pair (right_content)",
    "CREATE TABLE IF NOT EXISTS copy_refused (
        left_content {key} NOT NULL, right_content {key} NOT NULL, PRIMARY KEY (left_content, right_content))",
    "CREATE INDEX IF NOT EXISTS copy_refused_right ON copy_refused (right_content)",
    "CREATE TABLE IF NOT EXISTS consultation (
        act BIGINT PRIMARY KEY, at BIGINT NOT NULL, by_user TEXT NOT NULL, action TEXT NOT NULL, object TEXT,
        reason TEXT, outcome TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS consultation_by ON consultation (by_user, action, act)",
];

pub(crate) async fn ensure(pool: &AnyPool, is_sqlite: bool) -> Result<(), CatalogueError> {
    let (bytes, key) = if is_sqlite {
        ("BLOB", "TEXT")
    } else {
        ("BYTEA", "TEXT COLLATE \"C\"")
    };
    let mut work = pool.begin().await?;
    if !is_sqlite {
        // Two programs starting at once must not both make the tables.
        sqlx::query("SELECT pg_advisory_xact_lock(7173001)")
            .execute(&mut *work)
            .await?;
    }
    let make = async |work: &mut sqlx::AnyConnection, statements: &[&str]| {
        for statement in statements {
            let text = statement.replace("{bytes}", bytes).replace("{key}", key);
            sqlx::query(AssertSqlSafe(text)).execute(&mut *work).await?;
        }
        Ok::<(), sqlx::Error>(())
    };
    make(&mut work, &[VERSION_TABLE]).await?;
    let found: Option<i64> = sqlx::query_scalar("SELECT version FROM schema_version")
        .fetch_optional(&mut *work)
        .await?;
    match found {
        Some(other) if other > VERSION => {
            return Err(CatalogueError::OtherVersion {
                found: other.to_string(),
                expected: VERSION,
            });
        }
        Some(VERSION) => make(&mut work, SCHEMA).await?,
        older => {
            if older.is_some() {
                for table in TABLES {
                    sqlx::query(AssertSqlSafe(format!("DROP TABLE IF EXISTS {table}")))
                        .execute(&mut *work)
                        .await?;
                }
            }
            make(&mut work, SCHEMA).await?;
            sqlx::query("DELETE FROM schema_version")
                .execute(&mut *work)
                .await?;
            sqlx::query("INSERT INTO schema_version (version) VALUES ($1)")
                .bind(VERSION)
                .execute(&mut *work)
                .await?;
            start(&mut work).await?;
        }
    }
    work.commit().await?;
    Ok(())
}

pub(crate) async fn clear(pool: &AnyPool) -> Result<(), CatalogueError> {
    let mut work = pool.begin().await?;
    for table in TABLES {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
            .execute(&mut *work)
            .await?;
    }
    start(&mut work).await?;
    work.commit().await?;
    Ok(())
}

async fn start(connection: &mut sqlx::AnyConnection) -> Result<(), CatalogueError> {
    for log in ["evidence", "consultations"] {
        sqlx::query("INSERT INTO log_position (log, position) VALUES ($1, 0)")
            .bind(log)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
