//! Questions about accounts.

use crate::item::{accession, parsed};
use crate::{Catalogue, CatalogueError};
use domain::access::Person;
use domain::{AccessionId, Role, UserName};
use sqlx::Row;
use std::collections::BTreeSet;

/// An account as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// The person with roles and grants.
    pub person: Person,
    /// Whether a password is set.
    pub can_sign_in: bool,
}

/// The verifier of a password. Printing it shows nothing.
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret([protected])")
    }
}

impl Catalogue {
    /// A person with the rights of this moment.
    ///
    /// # Errors
    /// Where the database fails or a right cannot be read; the caller refuses then.
    pub fn person(&self, name: &UserName) -> Result<Option<AccountRow>, CatalogueError> {
        self.run(async {
            let row = sqlx::query("SELECT name, active, password_hash FROM person WHERE name = $1")
                .bind(name.as_str().to_owned())
                .fetch_optional(&self.pool)
                .await?;
            match row {
                Some(row) => self.account(&row).await.map(Some),
                None => Ok(None),
            }
        })
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn people(&self) -> Result<Vec<AccountRow>, CatalogueError> {
        self.run(async {
            let rows = sqlx::query("SELECT name, active, password_hash FROM person ORDER BY name")
                .fetch_all(&self.pool)
                .await?;
            let mut people = Vec::with_capacity(rows.len());
            for row in &rows {
                people.push(self.account(row).await?);
            }
            Ok(people)
        })
    }

    /// The password verifier of an open account.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn password_hash(&self, name: &UserName) -> Result<Option<Secret>, CatalogueError> {
        self.run(async {
            let hash: Option<Option<String>> = sqlx::query_scalar(
                "SELECT password_hash FROM person WHERE name = $1 AND active = 1",
            )
            .bind(name.as_str().to_owned())
            .fetch_optional(&self.pool)
            .await?;
            Ok(hash.flatten().map(Secret))
        })
    }

    async fn account(&self, row: &sqlx::any::AnyRow) -> Result<AccountRow, CatalogueError> {
        let name: UserName = parsed(row, "name")?;
        let roles = sqlx::query("SELECT role FROM person_role WHERE name = $1")
            .bind(name.as_str().to_owned())
            .fetch_all(&self.pool)
            .await?;
        let grants = sqlx::query("SELECT accession FROM person_grant WHERE name = $1")
            .bind(name.as_str().to_owned())
            .fetch_all(&self.pool)
            .await?;
        let person = Person {
            active: row.try_get::<i64, _>("active")? == 1,
            roles: roles
                .iter()
                .map(|row| parsed::<Role>(row, "role"))
                .collect::<Result<BTreeSet<_>, _>>()?,
            grants: grants
                .iter()
                .map(accession)
                .collect::<Result<BTreeSet<AccessionId>, _>>()?,
            name,
        };
        Ok(AccountRow {
            person,
            can_sign_in: row.try_get::<Option<String>, _>("password_hash")?.is_some(),
        })
    }
}
