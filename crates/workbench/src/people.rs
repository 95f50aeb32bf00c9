//! Accounts: who there is, what they may, how they sign in.

use crate::answer::{Account, ConsultationLine};
use crate::{Store, WorkbenchError};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use custody::act::{Act, RoleName};
use domain::access::Action;
use domain::{AccessionId, Role, UserName};
use std::sync::OnceLock;

/// A password for the workbench has at least so many characters.
const LEAST_PASSWORD_CHARS: usize = 8;

impl Store {
    /// Checks a sign-in and records it, right or wrong. A wrong name and a wrong password take the
    /// same time and give the same answer.
    ///
    /// # Errors
    /// [`WorkbenchError::SignInFailed`].
    pub fn sign_in(&self, name: &str, password: &str) -> Result<UserName, WorkbenchError> {
        let user: Option<UserName> = name.parse().ok();
        let known = match &user {
            Some(user) => self.0.catalogue.password_hash(user)?,
            None => None,
        };
        let stands_for_nobody = nobody()?;
        let phc = known
            .as_ref()
            .map_or(stands_for_nobody, |secret| secret.0.as_str());
        let parsed = PasswordHash::new(phc).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
        let right = argon2()?
            .verify_password(password.as_bytes(), &parsed)
            .is_ok();
        match (user, known.is_some() && right) {
            (Some(user), true) => {
                self.record(&user, "sign-in", None, None, "permitted")?;
                // A session that ended by itself may have left something uncovered.
                self.0.reveals.cover_all(&user);
                Ok(user)
            }
            (user, _) => {
                // What was typed may be a password in the wrong field, so it is not kept.
                let by = user
                    .filter(|_| known.is_some())
                    .unwrap_or_else(|| self.0.custodian.clone());
                let object = known.is_none().then(|| "unknown name".to_owned());
                self.record(
                    &by,
                    "sign-in",
                    object,
                    None,
                    "refused: wrong name or password",
                )?;
                Err(WorkbenchError::SignInFailed)
            }
        }
    }

    /// Records a sign-out and covers again what the person had uncovered.
    ///
    /// # Errors
    /// Where the record cannot be written.
    pub fn signed_out(&self, by: &UserName) -> Result<(), WorkbenchError> {
        self.0.reveals.cover_all(by);
        self.record(by, "sign-out", None, None, "permitted")
    }

    /// Opens an account.
    ///
    /// # Errors
    /// Where the name is taken, the roles exclude each other, the password is short, or the person
    /// may not manage users.
    pub fn add_user(
        &self,
        by: &UserName,
        user: &UserName,
        roles: &[Role],
        password: Option<&str>,
    ) -> Result<(), WorkbenchError> {
        self.may_manage(by)?;
        exclude_each_other(roles)?;
        if self.0.catalogue.person(user)?.is_some() {
            return Err(WorkbenchError::AccountExists(user.to_string()));
        }
        let password_hash = password.map(hash_password).transpose()?;
        let roles = roles.iter().map(|role| RoleName(*role)).collect();
        self.act_once(
            by,
            Act::UserAdded {
                user: user.clone(),
                password_hash,
                roles,
            },
        )
    }

    /// Sets a person's password.
    ///
    /// # Errors
    /// Where there is no such account, the password is short, or the person may not manage users.
    pub fn set_password(
        &self,
        by: &UserName,
        user: &UserName,
        password: &str,
    ) -> Result<(), WorkbenchError> {
        // A person sets their own, but not any more when the account is closed.
        if by != user || !self.person(by)?.active {
            self.may_manage(by)?;
        }
        self.person(user)?;
        let password_hash = hash_password(password)?;
        self.act_once(
            by,
            Act::PasswordSet {
                user: user.clone(),
                password_hash,
            },
        )
    }

    /// Replaces a person's roles.
    ///
    /// # Errors
    /// As [`Store::add_user`].
    pub fn set_roles(
        &self,
        by: &UserName,
        user: &UserName,
        roles: &[Role],
    ) -> Result<(), WorkbenchError> {
        self.may_manage(by)?;
        exclude_each_other(roles)?;
        self.person(user)?;
        let roles = roles.iter().map(|role| RoleName(*role)).collect();
        self.act_once(
            by,
            Act::RolesSet {
                user: user.clone(),
                roles,
            },
        )
    }

    /// Closes an account or opens it again.
    ///
    /// # Errors
    /// Where there is no such account or the person may not manage users.
    pub fn set_active(
        &self,
        by: &UserName,
        user: &UserName,
        active: bool,
    ) -> Result<(), WorkbenchError> {
        self.may_manage(by)?;
        self.person(user)?;
        self.act_once(
            by,
            Act::AccountSet {
                user: user.clone(),
                active,
            },
        )
    }

    /// Gives a person the right to read an accession.
    ///
    /// # Errors
    /// Where there is no such account or accession, or the person may not give it.
    pub fn grant(
        &self,
        by: &UserName,
        user: &UserName,
        accession: AccessionId,
    ) -> Result<(), WorkbenchError> {
        self.may_grant(by, accession)?;
        self.person(user)?;
        self.act_once(
            by,
            Act::Granted {
                user: user.clone(),
                accession,
            },
        )
    }

    /// Takes that right back; it ends with the next thing the person does.
    ///
    /// # Errors
    /// As [`Store::grant`].
    pub fn withdraw(
        &self,
        by: &UserName,
        user: &UserName,
        accession: AccessionId,
    ) -> Result<(), WorkbenchError> {
        self.may_grant(by, accession)?;
        self.person(user)?;
        self.act_once(
            by,
            Act::GrantWithdrawn {
                user: user.clone(),
                accession,
            },
        )
    }

    /// All accounts.
    ///
    /// # Errors
    /// Where the person may not manage users.
    pub fn people(&self, by: &UserName) -> Result<Vec<Account>, WorkbenchError> {
        self.may_manage(by)?;
        let accounts = self.0.catalogue.people()?;
        Ok(accounts
            .into_iter()
            .map(|account| Account {
                user: account.person.name,
                active: account.person.active,
                can_sign_in: account.can_sign_in,
                roles: account.person.roles.into_iter().collect(),
                grants: account.person.grants.into_iter().collect(),
            })
            .collect())
    }

    /// The record of consultations, newest first. Reading it is recorded too.
    ///
    /// # Errors
    /// Where the person may not read it.
    pub fn consultations(
        &self,
        by: &UserName,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<ConsultationLine>, WorkbenchError> {
        self.authorise(by, Action::ReadConsultations, None)?;
        self.record(
            by,
            Action::ReadConsultations.name(),
            None,
            None,
            "permitted",
        )?;
        let rows = self.0.catalogue.consultations(before, limit)?;
        Ok(rows
            .into_iter()
            .map(|row| ConsultationLine {
                index: row.act,
                at: row.at,
                by: row.by,
                action: row.action,
                object: row.object,
                reason: row.reason,
                outcome: row.outcome,
            })
            .collect())
    }

    /// The first custodian manages accounts as long as there is no open administrator: somebody must
    /// be able to make the first one.
    fn may_manage(&self, by: &UserName) -> Result<(), WorkbenchError> {
        if *by == self.0.custodian && self.person(by)?.active {
            let accounts = self.0.catalogue.people()?;
            let administers = |a: &catalogue::AccountRow| {
                a.person.active && a.person.roles.contains(&Role::Administrator)
            };
            if !accounts.iter().any(administers) {
                return Ok(());
            }
        }
        self.authorise(by, Action::ManageUsers, None).map(|_| ())
    }

    /// A custodian gives access to what he holds; an administrator, who reads nothing, to anything.
    fn may_grant(&self, by: &UserName, accession: AccessionId) -> Result<(), WorkbenchError> {
        if !self.0.catalogue.accession_numbers()?.contains(&accession) {
            return Err(WorkbenchError::NotAvailable(accession.to_string()));
        }
        let person = self.person(by)?;
        if person.roles.contains(&Role::Custodian)
            && domain::access::decide(&person, Action::ReadEvidence, Some(accession)).is_ok()
        {
            return Ok(());
        }
        self.authorise(by, Action::ManageUsers, None).map(|_| ())
    }
}

fn exclude_each_other(roles: &[Role]) -> Result<(), WorkbenchError> {
    let together = roles.iter().all(|a| roles.iter().all(|b| a.goes_with(*b)));
    if together {
        Ok(())
    } else {
        Err(WorkbenchError::RolesExclude)
    }
}

/// Argon2id with 19 MiB and two passes, the least that OWASP recommends: a sign-in takes a fraction of a second.
fn argon2() -> Result<Argon2<'static>, WorkbenchError> {
    let params =
        Params::new(19 * 1024, 2, 1, None).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

pub(crate) fn hash_password(password: &str) -> Result<String, WorkbenchError> {
    if password.chars().count() < LEAST_PASSWORD_CHARS {
        return Err(WorkbenchError::TooShort(LEAST_PASSWORD_CHARS));
    }
    let mut salt = [0u8; 16];
    getrandom::fill(&mut salt).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
    let failed = |e: argon2::password_hash::Error| WorkbenchError::Internal(e.to_string());
    let salt = SaltString::encode_b64(&salt).map_err(failed)?;
    Ok(argon2()?
        .hash_password(password.as_bytes(), &salt)
        .map_err(failed)?
        .to_string())
}

/// A verifier that no password fits, so that an unknown name costs as much time as a wrong password.
fn nobody() -> Result<&'static str, WorkbenchError> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    if let Some(phc) = NOBODY.get() {
        return Ok(phc);
    }
    let mut secret = [0u8; 24];
    getrandom::fill(&mut secret).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
    let phc = hash_password(
        &secret
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>(),
    )?;
    Ok(NOBODY.get_or_init(|| phc))
}
