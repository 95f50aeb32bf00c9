//! From acts to rows. The same acts give the same rows, whether they come one by one or all at once.

mod correction;
mod list;
mod picture;
mod reading;
mod review;

use crate::connection::{log_name, position};
use crate::step::{self, Ending};
use crate::{Catalogue, CatalogueError, Log, turn};
use custody::act::{
    AccessionClosed, AccessionOpened, Act, ActBody, Content, ItemKind, ItemReceived, PathText,
};
use domain::{AccessionId, ItemId, ItemPath, ItemState, Moment, UserName, year_in};
use list::{map_list, remove_lists};
use reading::{extract, remove_members};
use sqlx::AnyConnection;

/// An act as the ledger holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its index in its log.
    pub index: u64,
    /// Its body; absent where it was erased.
    pub body: Option<ActBody>,
}

impl Catalogue {
    /// Writes acts into the tables, all of them or none, and moves the log's position behind the last.
    ///
    /// # Errors
    /// Where the acts do not follow on what is there, where one does not fit, or where the database fails.
    pub fn project(&self, log: Log, entries: &[Entry]) -> Result<(), CatalogueError> {
        let Some(last) = entries.last() else {
            return Ok(());
        };
        self.run(async {
            let mut work = self.begin_writing(log_name(log)).await?;
            let mut next = position(&mut work, log).await?;
            for entry in entries {
                if entry.index != next {
                    let reason = format!("the tables are at act {next}");
                    return Err(CatalogueError::Misfit {
                        index: entry.index,
                        reason,
                    });
                }
                if let Some(body) = &entry.body {
                    apply(&mut work, entry.index, body).await?;
                }
                next += 1;
            }
            sqlx::query("UPDATE log_position SET position = $1 WHERE log = $2")
                .bind(number(last.index + 1)?)
                .bind(log_name(log))
                .execute(&mut *work)
                .await?;
            work.commit().await?;
            Ok(())
        })
    }
}

async fn apply(db: &mut AnyConnection, index: u64, body: &ActBody) -> Result<(), CatalogueError> {
    let act = Stamp {
        index: number(index)?,
        at: body.at,
        by: &body.by,
        name: body.act.name(),
    };
    match &body.act {
        Act::StoreCreated { .. } | Act::StoreVerified { .. } => Ok(()),
        Act::UserAdded {
            user,
            password_hash,
            roles,
        } => {
            sqlx::query("INSERT INTO person (name, password_hash, active) VALUES ($1, $2, 1)")
                .bind(user.as_str().to_owned())
                .bind(password_hash.clone())
                .execute(&mut *db)
                .await?;
            set_roles(db, user, roles).await
        }
        Act::PasswordSet {
            user,
            password_hash,
        } => {
            let change = sqlx::query("UPDATE person SET password_hash = $1 WHERE name = $2")
                .bind(password_hash.clone())
                .bind(user.as_str().to_owned());
            one(
                change.execute(db).await?.rows_affected(),
                index,
                "no such account",
            )
        }
        Act::RolesSet { user, roles } => set_roles(db, user, roles).await,
        Act::AccountSet { user, active } => {
            let change = sqlx::query("UPDATE person SET active = $1 WHERE name = $2")
                .bind(i64::from(*active))
                .bind(user.as_str().to_owned());
            one(
                change.execute(db).await?.rows_affected(),
                index,
                "no such account",
            )
        }
        Act::Granted { user, accession } => {
            withdraw(db, user, *accession).await?;
            sqlx::query("INSERT INTO person_grant (name, accession) VALUES ($1, $2)")
                .bind(user.as_str().to_owned())
                .bind(i64::from(accession.number()))
                .execute(db)
                .await?;
            Ok(())
        }
        Act::GrantWithdrawn { user, accession } => withdraw(db, user, *accession).await,
        Act::AccessionOpened(opened) => open_accession(db, &act, opened).await,
        Act::ItemReceived(received) => receive(db, &act, received).await,
        Act::HashListChecked(checked) => {
            let text = serde_json::to_string(checked)
                .map_err(|e| CatalogueError::BadRow(e.to_string()))?;
            sqlx::query("INSERT INTO hash_list (act, accession, body) VALUES ($1, $2, $3)")
                .bind(act.index)
                .bind(i64::from(checked.accession.number()))
                .bind(text)
                .execute(db)
                .await?;
            Ok(())
        }
        Act::AccessionClosed(closed) => close_accession(db, &act, closed).await,
        Act::Extracted(extracted) => extract(db, &act, extracted).await,
        Act::RetryOrdered { items, .. } => {
            for item in items {
                sqlx::query("UPDATE item SET state = NULL, reason = NULL, reading_version = NULL, step = NULL, step_value = NULL, ocr_waiting = 0, read_act = $1 WHERE id = $2")
                    .bind(act.index)
                    .bind(item.0.to_string())
                    .execute(&mut *db)
                    .await?;
                trail(db, &act, &item.0).await?;
            }
            Ok(())
        }
        Act::TextCorrected(corrected) => correction::correct(db, &act, corrected).await,
        Act::ListMapped(mapped) => map_list(db, &act, mapped).await,
        Act::LabelReviewed(reviewed) => picture::review(db, &act, reviewed).await,
        Act::PhotoDescribed(described) => picture::describe(db, &act, described).await,
        Act::RulesTaken(taken) => picture::take_rules(db, &act, taken).await,
        Act::RulesDropped { name } => picture::drop_rules(db, name).await,
        Act::Stamped {
            tree_size,
            token_sha256,
        } => stamp(db, &act, "stamp", *tree_size, &token_sha256.to_string()).await,
        Act::Cosigned { tree_size, key } => stamp(db, &act, "cosignature", *tree_size, key).await,
        Act::ProofIssued { item } => trail(db, &act, &item.0).await,
        Act::Erased {
            index,
            item,
            received_in,
            ground,
        } => {
            let erased = Erasure {
                act: *index,
                item: item.as_ref().map(|i| &i.0),
                received_in: received_in.map(|a| a.0),
            };
            erase(db, &act, &erased, ground).await
        }
        Act::LeadsProposed(proposed) => review::propose(db, &act, proposed).await,
        Act::LeadRead(read) => review::read(db, &act, read).await,
        Act::LeadDecided(decided) => review::decide(db, &act, decided).await,
        Act::DecisionsWithdrawn(withdrawn) => review::withdraw(db, &act, withdrawn).await,
        Act::Consulted(consulted) => {
            sqlx::query(
                "INSERT INTO consultation (act, at, by_user, action, object, reason, outcome)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(act.index)
            .bind(act.at.unix_ms())
            .bind(act.by.as_str().to_owned())
            .bind(kept(&consulted.action))
            .bind(consulted.object.as_deref().map(kept))
            .bind(consulted.reason.as_deref().map(kept))
            .bind(kept(&consulted.outcome))
            .execute(db)
            .await?;
            Ok(())
        }
    }
}

/// Text as both databases can keep it: PostgreSQL has no place for the character U+0000. The act
/// itself keeps every character.
fn kept(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// An item whose reception was erased is gone; what was said of it says nothing any more.
async fn is_known(db: &mut AnyConnection, item: &ItemId) -> Result<bool, CatalogueError> {
    let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM item WHERE id = $1")
        .bind(item.to_string())
        .fetch_optional(db)
        .await?;
    Ok(known.is_some())
}

struct Stamp<'a> {
    index: i64,
    at: Moment,
    by: &'a UserName,
    name: &'static str,
}

struct Erasure<'a> {
    act: u64,
    item: Option<&'a ItemId>,
    received_in: Option<AccessionId>,
}

async fn set_roles(
    db: &mut AnyConnection,
    user: &UserName,
    roles: &[custody::act::RoleName],
) -> Result<(), CatalogueError> {
    sqlx::query("DELETE FROM person_role WHERE name = $1")
        .bind(user.as_str().to_owned())
        .execute(&mut *db)
        .await?;
    for role in roles {
        sqlx::query("INSERT INTO person_role (name, role) VALUES ($1, $2)")
            .bind(user.as_str().to_owned())
            .bind(role.0.name())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn withdraw(
    db: &mut AnyConnection,
    user: &UserName,
    accession: AccessionId,
) -> Result<(), CatalogueError> {
    sqlx::query("DELETE FROM person_grant WHERE name = $1 AND accession = $2")
        .bind(user.as_str().to_owned())
        .bind(i64::from(accession.number()))
        .execute(db)
        .await?;
    Ok(())
}

async fn open_accession(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    opened: &AccessionOpened,
) -> Result<(), CatalogueError> {
    sqlx::query(
        "INSERT INTO accession (id, source, received_from, witness, medium, opened_at, opened_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(i64::from(opened.accession.number()))
    .bind(kept(&opened.source))
    .bind(opened.received_from.as_deref().map(kept))
    .bind(opened.witness.as_deref().map(kept))
    .bind(kept(&opened.medium))
    .bind(act.at.unix_ms())
    .bind(act.by.as_str().to_owned())
    .execute(db)
    .await?;
    Ok(())
}

async fn close_accession(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    closed: &AccessionClosed,
) -> Result<(), CatalogueError> {
    let change = sqlx::query(
        "UPDATE accession SET closed_at = $1, closed_items = $2, closed_size_bytes = $3 WHERE id = $4",
    )
    .bind(act.at.unix_ms())
    .bind(number(closed.items)?)
    .bind(number(closed.size_bytes)?)
    .bind(i64::from(closed.accession.number()));
    one(
        change.execute(db).await?.rows_affected(),
        act.index.unsigned_abs(),
        "no such accession",
    )
}

/// A row of `item` before it was read.
struct NewItem<'a> {
    id: &'a ItemId,
    accession: AccessionId,
    path: &'a ItemPath,
    kind: ItemKind,
    content: Option<&'a Content>,
    modified_ms: Option<i64>,
    link_target: Option<ItemPath>,
    problem: Option<&'a str>,
    ended: Option<(ItemState, String)>,
    reading_version: Option<&'a str>,
    /// The folder of the medium in which it, or the outermost container around it, lay.
    place: String,
    medium_year: Option<u16>,
}

/// A longer folder is cut after so many characters where it is counted by: PostgreSQL puts no longer
/// text into an index. The path itself is kept whole.
const PLACE_CHARS: usize = 300;

fn place_of(path: &ItemPath) -> String {
    path.folder().chars().take(PLACE_CHARS).collect()
}

async fn receive(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    received: &ItemReceived,
) -> Result<(), CatalogueError> {
    let path = to_path(act, &received.path)?;
    let link_target = received
        .link_target
        .as_ref()
        .map(|target| to_path(act, target))
        .transpose()?;
    let item = NewItem {
        id: &received.item,
        accession: received.accession,
        path: &path,
        kind: received.kind,
        content: received.content.as_ref(),
        modified_ms: received.modified_ms,
        problem: received.problem.as_deref(),
        ended: ended_at_reception(received, link_target.as_ref()),
        link_target,
        reading_version: None,
        place: place_of(&path),
        medium_year: received
            .modified_ms
            .and_then(|ms| year_in(&Moment::from_unix_ms(ms).to_string())),
    };
    insert(db, act, &item).await
}

/// Entries without content are read no further: their state is known when they arrive.
fn ended_at_reception(
    received: &ItemReceived,
    link: Option<&ItemPath>,
) -> Option<(ItemState, String)> {
    let problem = received.problem.clone();
    match (received.kind, &received.content) {
        (ItemKind::File | ItemKind::Member, Some(_)) => None,
        (ItemKind::File | ItemKind::Member, None) => Some((
            ItemState::Damaged,
            problem.unwrap_or_else(|| "its content could not be taken".to_owned()),
        )),
        (ItemKind::Symlink, _) => {
            let target = link.map(ToString::to_string).unwrap_or_default();
            Some((
                ItemState::NoText,
                format!("a symbolic link to `{target}`; recorded, not followed"),
            ))
        }
        (ItemKind::Folder, _) => match problem {
            Some(problem) => Some((ItemState::Damaged, problem)),
            None => Some((ItemState::NoText, "an empty folder".to_owned())),
        },
        (ItemKind::Device, _) => Some((
            ItemState::Unsupported,
            "a device; recorded, not opened".to_owned(),
        )),
        (ItemKind::Channel, _) => Some((
            ItemState::Unsupported,
            "a named pipe or socket; recorded, not opened".to_owned(),
        )),
    }
}

async fn insert(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    item: &NewItem<'_>,
) -> Result<(), CatalogueError> {
    let (state, reason) = match &item.ended {
        Some((state, reason)) => (Some(state.name()), Some(kept(reason))),
        None => (None, None),
    };
    let content = item.content;
    let step = step::of(&Ending {
        state: item.ended.as_ref().map(|(state, _)| *state),
        reason: item.ended.as_ref().map_or("", |(_, reason)| reason),
        has_content: content.is_some(),
        is_member: item.kind == ItemKind::Member,
        ..Ending::default()
    });
    sqlx::query(
        "INSERT INTO item (id, sort_key, accession, root, parent, depth, path_bytes, path, folder, kind, sha256,
            size_bytes, md5, sha1, sha512, modified_ms, link_target, problem, received_act, state, reason,
            reading_version, place, medium_year, step, step_value, pages, ocr_pages, ocr_percent_sum, ocr_bad,
            ocr_low, ocr_fair, ocr_good, doubted_pages, poor_pages, graded_good, graded_doubtful, graded_poor,
            graded_unread, ocr_waiting, ocr_turn, work_turn)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, $27)",
    )
    .bind(item.id.to_string())
    .bind(item.id.sort_key())
    .bind(i64::from(item.accession.number()))
    .bind(i64::from(item.id.root()))
    .bind(item.id.parent().map(|parent| parent.to_string()))
    .bind(item.id.depth() as i64)
    .bind(item.path.as_bytes().to_vec())
    .bind(item.path.to_string())
    .bind(item.path.folder())
    .bind(item.kind.name())
    .bind(content.map(|c| c.sha256.to_string()))
    .bind(content.map(|c| number(c.size_bytes)).transpose()?)
    .bind(content.map(|c| c.md5.clone()))
    .bind(content.map(|c| c.sha1.clone()))
    .bind(content.map(|c| c.sha512.clone()))
    .bind(item.modified_ms)
    .bind(item.link_target.as_ref().map(|target| target.as_bytes().to_vec()))
    .bind(item.problem.map(kept))
    .bind(act.index)
    .bind(state)
    .bind(reason)
    .bind(item.reading_version.map(str::to_owned))
    .bind(item.place.clone())
    .bind(item.medium_year.map(i64::from))
    .bind(step.as_ref().map(|(step, _)| step.name()))
    .bind(step.and_then(|(_, value)| value))
    .bind(turn::of_path(item.path))
    .execute(&mut *db)
    .await?;
    trail(db, act, item.id).await
}

async fn erase(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    erased: &Erasure<'_>,
    ground: &str,
) -> Result<(), CatalogueError> {
    sqlx::query(
        "INSERT INTO erased (act, item, received_in, at, ground) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(number(erased.act)?)
    .bind(erased.item.map(ToString::to_string))
    .bind(erased.received_in.map(|a| i64::from(a.number())))
    .bind(act.at.unix_ms())
    .bind(kept(ground))
    .execute(&mut *db)
    .await?;
    if let Some(item) = erased.item {
        // Whatever the tables knew of the item goes: a rebuild from the ledger will not know it either.
        review::erase_item(db, item).await?;
        correction::erase_item(db, item).await?;
        remove_members(db, item).await?;
        remove_lists(db, item).await?;
        for statement in [
            "DELETE FROM item_act WHERE item = $1",
            "DELETE FROM item_warning WHERE item = $1",
        ] {
            sqlx::query(statement)
                .bind(item.to_string())
                .execute(&mut *db)
                .await?;
        }
        sqlx::query("DELETE FROM item WHERE id = $1")
            .bind(item.to_string())
            .execute(db)
            .await?;
    }
    Ok(())
}

async fn stamp(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    kind: &str,
    tree_size: u64,
    what: &str,
) -> Result<(), CatalogueError> {
    sqlx::query("INSERT INTO stamp (act, kind, tree_size, what) VALUES ($1, $2, $3, $4)")
        .bind(act.index)
        .bind(kind.to_owned())
        .bind(number(tree_size)?)
        .bind(kept(what))
        .execute(db)
        .await?;
    Ok(())
}

async fn trail(
    db: &mut AnyConnection,
    act: &Stamp<'_>,
    item: &ItemId,
) -> Result<(), CatalogueError> {
    sqlx::query("INSERT INTO item_act (item, act, name, at, by_user) VALUES ($1, $2, $3, $4, $5)")
        .bind(item.to_string())
        .bind(act.index)
        .bind(act.name)
        .bind(act.at.unix_ms())
        .bind(act.by.as_str().to_owned())
        .execute(db)
        .await?;
    Ok(())
}

fn to_path(act: &Stamp<'_>, path: &PathText) -> Result<ItemPath, CatalogueError> {
    path.to_path().ok_or_else(|| CatalogueError::Misfit {
        index: act.index.unsigned_abs(),
        reason: "a path in it is not written in pairs of hexadecimal digits".to_owned(),
    })
}

fn one(changed: u64, index: u64, reason: &str) -> Result<(), CatalogueError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(CatalogueError::Misfit {
            index,
            reason: reason.to_owned(),
        })
    }
}

fn number(value: u64) -> Result<i64, CatalogueError> {
    i64::try_from(value).map_err(|_| CatalogueError::BadRow(format!("{value} is too large")))
}
