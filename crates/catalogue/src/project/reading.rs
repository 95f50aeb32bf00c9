//! From a reading to the rows of what was read and of what was found in it.

use super::correction::keep_reading;
use super::{NewItem, Stamp, insert, kept, number, to_path, trail};
use crate::CatalogueError;
use crate::step::{self, BANDS, Ending};
use crate::turn;
use custody::act::{Extracted, ItemKind, Member, ReadingAccount};
use domain::{AccessionId, ItemId, ItemPath, year_in};
use sqlx::AnyConnection;

/// What members take over from what they lie in.
struct Container {
    accession: AccessionId,
    path: ItemPath,
    place: String,
}

pub(super) async fn extract(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    extracted: &Extracted,
) -> Result<(), CatalogueError> {
    let id = extracted.item.to_string();
    let known: Option<(i64, Vec<u8>, String)> =
        sqlx::query_as("SELECT accession, path_bytes, place FROM item WHERE id = $1")
            .bind(id.clone())
            .fetch_optional(&mut *db)
            .await?;
    // An item whose reception was erased is gone; readings of it that stand in the log say nothing any more.
    let Some((accession, path, place)) = known else {
        return Ok(());
    };
    let container = Container {
        accession: AccessionId::new(u32::try_from(accession).unwrap_or_default()),
        path: ItemPath::from_bytes(path),
        place,
    };
    keep_reading(db, &extracted.item).await?;
    remove_members(db, &extracted.item).await?;
    settle(db, act, extracted).await?;
    warnings(db, extracted, container.accession).await?;
    trail(db, act, &extracted.item).await?;
    for (ordinal, member) in (1u32..).zip(&extracted.members) {
        insert_member(db, act, extracted, &container, ordinal, member).await?;
    }
    Ok(())
}

/// Writes how the reading ended into the item's row.
async fn settle(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    extracted: &Extracted,
) -> Result<(), CatalogueError> {
    let uncounted = ReadingAccount::default();
    let account = extracted.account.as_ref().unwrap_or(&uncounted);
    let percent = &account.ocr_percent;
    let least = percent.iter().copied().min();
    let step = step::of(&Ending {
        state: Some(extracted.state),
        reason: extracted.reason.as_deref().unwrap_or_default(),
        has_content: true,
        is_member: extracted.item.parent().is_some(),
        declared_members: extracted.declared_members,
        found_members: extracted.members.len() as u64,
        ocr_least: least,
        poor_pages: account.poor_pages,
        waiting_pages: account.waiting_pages,
    });
    let [bad, low, fair, good] = bands(percent);
    let [graded_good, graded_doubtful, graded_poor, graded_unread] = account.graded_pages;
    sqlx::query(
        "UPDATE item SET state = $1, reason = $2, media_type = $3, reading_version = $4, derivative = $5, pages = $6,
            declared_members = $7, found_members = $8, read_act = $9, document_year = $10, reader = $11,
            programs = $12, absent = $13, ocr_pages = $14, ocr_percent_sum = $15, ocr_least = $16, ocr_bad = $17,
            ocr_low = $18, ocr_fair = $19, ocr_good = $20, doubted_pages = $21, poor_pages = $22, step = $23,
            step_value = $24, graded_good = $25, graded_doubtful = $26, graded_poor = $27, graded_unread = $28,
            ocr_waiting = $29, ocr_turn = $30 WHERE id = $31",
    )
    .bind(extracted.state.name())
    .bind(extracted.reason.as_deref().map(kept))
    .bind(cut(&extracted.media_type, 120))
    .bind(kept(&extracted.version))
    .bind(extracted.derivative.as_ref().map(|d| d.sha256.to_string()))
    .bind(i64::from(extracted.pages))
    .bind(extracted.declared_members.map(number).transpose()?)
    .bind(extracted.members.len() as i64)
    .bind(act.index)
    .bind(account.year.map(i64::from))
    .bind(account.reader.as_deref().map(|reader| cut(reader, 60)))
    .bind(programs(account))
    .bind((!account.absent.is_empty()).then(|| cut(&account.absent.join("; "), 120)))
    .bind(percent.len() as i64)
    .bind(percent.iter().copied().map(i64::from).sum::<i64>())
    .bind(least.map(i64::from))
    .bind(bad)
    .bind(low)
    .bind(fair)
    .bind(good)
    .bind(i64::from(account.doubted_pages))
    .bind(i64::from(account.poor_pages))
    .bind(step.as_ref().map(|(step, _)| step.name()))
    .bind(step.and_then(|(_, value)| value).map(|value| kept(&value)))
    .bind(i64::from(graded_good))
    .bind(i64::from(graded_doubtful))
    .bind(i64::from(graded_poor))
    .bind(i64::from(graded_unread))
    .bind(i64::from(account.waiting_pages))
    .bind(turn::of_optical(&extracted.media_type, account.looks.as_deref()))
    .bind(extracted.item.to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// What comes from a reader and is counted by: PostgreSQL puts no text of any length into an index.
fn cut(text: &str, chars: usize) -> String {
    kept(text).chars().take(chars).collect()
}

/// How many pages lie in each band of confidence.
fn bands(percent: &[u8]) -> [i64; 4] {
    let mut from = 0;
    BANDS.map(|until| {
        let within = percent.iter().filter(|page| (from..until).contains(*page));
        let count = within.count() as i64;
        from = until;
        count
    })
}

/// `name version; name version`, as they stand in the account; nothing where no program took part.
fn programs(account: &ReadingAccount) -> Option<String> {
    let programs: Vec<String> = account
        .programs
        .iter()
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    (!programs.is_empty()).then(|| cut(&programs.join("; "), 600))
}

/// Replaces the warnings of an earlier reading.
async fn warnings(
    db: &mut AnyConnection,
    extracted: &Extracted,
    accession: AccessionId,
) -> Result<(), CatalogueError> {
    sqlx::query("DELETE FROM item_warning WHERE item = $1")
        .bind(extracted.item.to_string())
        .execute(&mut *db)
        .await?;
    let account = extracted.account.iter();
    for (n, warning) in (1i64..).zip(account.flat_map(|account| &account.warnings)) {
        sqlx::query(
            "INSERT INTO item_warning (item, n, accession, warning) VALUES ($1, $2, $3, $4)",
        )
        .bind(extracted.item.to_string())
        .bind(n)
        .bind(i64::from(accession.number()))
        .bind(kept(warning))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn insert_member(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    extracted: &Extracted,
    container: &Container,
    ordinal: u32,
    member: &Member,
) -> Result<(), CatalogueError> {
    let name = to_path(act, &member.name)?;
    let ended = member
        .ended
        .as_ref()
        .map(|ended| (ended.state, ended.reason.clone()));
    let item = NewItem {
        id: &extracted.item.member(ordinal),
        accession: container.accession,
        path: &container.path.member(name.as_bytes()),
        kind: ItemKind::Member,
        content: member.content.as_ref(),
        modified_ms: None,
        link_target: None,
        problem: None,
        reading_version: ended.as_ref().map(|_| extracted.version.as_str()),
        ended,
        place: container.place.clone(),
        medium_year: member.modified.as_deref().and_then(year_in),
    };
    insert(db, act, &item).await
}

/// What the numbers of all members of a container lie between, at any depth: each has the container's
/// number and a dot in front of its own, and `/` follows the dot in code point order.
pub(super) fn members_of(container: &ItemId) -> (String, String) {
    (format!("{container}."), format!("{container}/"))
}

pub(super) async fn remove_members(
    db: &mut AnyConnection,
    container: &ItemId,
) -> Result<(), CatalogueError> {
    let has_members: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM item WHERE parent = $1 LIMIT 1")
            .bind(container.to_string())
            .fetch_optional(&mut *db)
            .await?;
    if has_members.is_none() {
        return Ok(());
    }
    let (from, to) = members_of(container);
    for statement in [
        "DELETE FROM item_act WHERE item > $1 AND item < $2",
        "DELETE FROM item_warning WHERE item > $1 AND item < $2",
        "DELETE FROM item WHERE id > $1 AND id < $2",
    ] {
        sqlx::query(statement)
            .bind(from.clone())
            .bind(to.clone())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}
