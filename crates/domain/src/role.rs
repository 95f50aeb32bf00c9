//! Who works with a store.

use std::fmt;
use std::str::FromStr;

/// What a person is here for. Administrator and security officer read no evidence, and nobody
/// holds one of these two together with a role that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Takes material in, keeps it, proves it.
    Custodian,
    /// Searches and reads.
    Analyst,
    /// Judges whether a paper is what it claims to be.
    Examiner,
    /// Decides whether two records are the same person.
    Reviewer,
    /// Builds a case.
    Investigator,
    /// Watches who looked at what; reads no evidence.
    SecurityOfficer,
    /// Keeps accounts and the machine; reads no evidence.
    Administrator,
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the roles are custodian, analyst, examiner, reviewer, investigator, security-officer, administrator"
)]
pub struct NotARole;

impl Role {
    /// Every role.
    pub const ALL: [Role; 7] = [
        Role::Custodian,
        Role::Analyst,
        Role::Examiner,
        Role::Reviewer,
        Role::Investigator,
        Role::SecurityOfficer,
        Role::Administrator,
    ];

    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Custodian => "custodian",
            Role::Analyst => "analyst",
            Role::Examiner => "examiner",
            Role::Reviewer => "reviewer",
            Role::Investigator => "investigator",
            Role::SecurityOfficer => "security-officer",
            Role::Administrator => "administrator",
        }
    }

    /// Whether the role ever reads evidence.
    pub const fn reads_evidence(self) -> bool {
        !matches!(self, Role::SecurityOfficer | Role::Administrator)
    }

    /// Whether one person may hold this role and `other`: watching and working are kept apart.
    pub fn goes_with(self, other: Role) -> bool {
        self == other || (self.reads_evidence() && other.reads_evidence())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or(NotARole)
    }
}

/// The name a person signs in with: 1 to 64 of `a`-`z`, `0`-`9`, `.`, `_`, `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserName(String);

/// A text that is no user name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a user name is 1 to 64 of a-z, 0-9, `.`, `_` and `-`")]
pub struct NotAUserName;

impl UserName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for UserName {
    type Err = NotAUserName;

    fn from_str(text: &str) -> Result<Self, NotAUserName> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAUserName)
        }
    }
}
