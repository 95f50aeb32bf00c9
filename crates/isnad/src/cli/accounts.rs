//! `isnad user`, `isnad grant`, `isnad audit`.

use super::fail::Failure;
use super::words::{Audit, Grant, UserWords};
use super::{Session, ask, put};
use serde_json::json;
use std::process::ExitCode;

pub(super) fn user(session: &Session, words: UserWords) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        UserWords::Add {
            name,
            role,
            password_file,
        } => {
            let password = ask::password(password_file.as_deref(), name.as_str())?;
            store.add_user(&by, &name, &role, password.as_deref())?;
            session.say(&format!(
                "Account {name} opened. It reads nothing before `isnad grant {name} A-0001`."
            ));
        }
        UserWords::Password {
            name,
            password_file,
        } => {
            let password = ask::password(password_file.as_deref(), name.as_str())?;
            store.set_password(
                &by,
                &name,
                &password.ok_or_else(|| Failure::input("no-password"))?,
            )?;
        }
        UserWords::Roles { name, role } => store.set_roles(&by, &name, &role)?,
        UserWords::Close { name } => store.set_active(&by, &name, false)?,
        UserWords::Reopen { name } => store.set_active(&by, &name, true)?,
        UserWords::List => {
            for account in store.people(&by)? {
                let roles: Vec<&str> = account.roles.iter().map(|role| role.name()).collect();
                let grants: Vec<String> = account.grants.iter().map(ToString::to_string).collect();
                if session.words.json || session.words.jsonl {
                    put(
                        json!({ "name": account.user.as_str(), "active": account.active, "can_sign_in": account.can_sign_in, "roles": roles, "grants": grants }),
                    )?;
                } else {
                    let open = if account.active { "open" } else { "closed" };
                    put(format_args!(
                        "{:20} {open:6} {:30} {}",
                        account.user,
                        roles.join(","),
                        grants.join(",")
                    ))?;
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn grant(session: &Session, words: Grant) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    if words.withdraw {
        store.withdraw(&by, &words.name, words.accession)?;
    } else {
        store.grant(&by, &words.name, words.accession)?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn audit(session: &Session, words: Audit) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    for line in store.consultations(&by, None, words.limit)? {
        if session.words.json || session.words.jsonl {
            put(
                json!({ "index": line.index, "at": line.at.to_string(), "by": line.by.as_str(), "action": line.action, "object": line.object, "reason": line.reason, "outcome": line.outcome }),
            )?;
        } else {
            put(format_args!(
                "{:>8}  {}  {:16} {:18} {}  {}  {}",
                line.index,
                line.at,
                line.by,
                line.action,
                line.object.unwrap_or_default().replace('\n', " / "),
                line.reason.unwrap_or_default(),
                line.outcome
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
