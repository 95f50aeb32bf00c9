//! Who may do what: one pure function over one written table.
//!
//! Access by role says what kind of act a person may do at all; access by grant says on which
//! accession. Both must permit. What is not in the table is refused.

use crate::{AccessionId, Role, UserName};
use std::collections::BTreeSet;

/// What a person wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Take material in, receive and close an accession.
    TakeIn,
    /// Have items read, or read again.
    Process,
    /// Find and read papers.
    ReadEvidence,
    /// Uncover a photograph.
    RevealImage,
    /// Take an original out of the store.
    TakeOutOriginal,
    /// Make and check proofs, stamps and cosignatures; check the store.
    Prove,
    /// Erase the body of an act.
    Erase,
    /// Add users, change roles, give and take grants.
    ManageUsers,
    /// Read who looked at what.
    ReadConsultations,
    /// See counts and states of the machine, without content.
    SeeStatus,
    /// Have lists compared, so that leads are proposed.
    ProposeLeads,
    /// Read leads and decide whether two records speak of one person.
    ReviewMatches,
    /// Look a person up by name, with a reason.
    FindPerson,
    /// Say what a page reads where the machine read it wrongly; a version of its own.
    CorrectText,
}

impl Action {
    /// Every action.
    pub const ALL: [Action; 14] = [
        Action::TakeIn,
        Action::Process,
        Action::ReadEvidence,
        Action::RevealImage,
        Action::TakeOutOriginal,
        Action::Prove,
        Action::Erase,
        Action::ManageUsers,
        Action::ReadConsultations,
        Action::SeeStatus,
        Action::ProposeLeads,
        Action::ReviewMatches,
        Action::FindPerson,
        Action::CorrectText,
    ];

    /// The name in the record of consultations.
    pub const fn name(self) -> &'static str {
        match self {
            Action::TakeIn => "take-in",
            Action::Process => "process",
            Action::ReadEvidence => "read-evidence",
            Action::RevealImage => "reveal-image",
            Action::TakeOutOriginal => "take-out-original",
            Action::Prove => "prove",
            Action::Erase => "erase",
            Action::ManageUsers => "manage-users",
            Action::ReadConsultations => "read-consultations",
            Action::SeeStatus => "see-status",
            Action::ProposeLeads => "propose-leads",
            Action::ReviewMatches => "review-matches",
            Action::FindPerson => "find-person",
            Action::CorrectText => "correct-text",
        }
    }

    /// Whether the action touches the content of an accession and so needs a grant on it.
    pub const fn needs_grant(self) -> bool {
        matches!(
            self,
            Action::ReadEvidence
                | Action::RevealImage
                | Action::TakeOutOriginal
                | Action::Process
                | Action::ProposeLeads
                | Action::ReviewMatches
                | Action::FindPerson
                | Action::CorrectText
        )
    }
}

/// The person who asks, as the catalogue knows them at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub name: UserName,
    /// Whether the account is open.
    pub active: bool,
    /// The roles held.
    pub roles: BTreeSet<Role>,
    /// The accessions granted.
    pub grants: BTreeSet<AccessionId>,
}

/// Why an action was refused. The words shown to the person never say whether the thing exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The account is closed.
    AccountClosed,
    /// No role of the person permits the action.
    RoleDoesNotPermit,
    /// The person holds two roles that exclude each other, so none of them counts.
    RolesExcludeEachOther,
    /// The person has no grant on the accession.
    NoGrant,
    /// The rights of the person could not be read.
    CouldNotDecide,
}

impl Refusal {
    /// The name in the record of consultations.
    pub const fn name(self) -> &'static str {
        match self {
            Refusal::AccountClosed => "account-closed",
            Refusal::RoleDoesNotPermit => "role-does-not-permit",
            Refusal::RolesExcludeEachOther => "roles-exclude-each-other",
            Refusal::NoGrant => "no-grant",
            Refusal::CouldNotDecide => "could-not-decide",
        }
    }
}

/// The written table: which role permits which action.
pub const fn role_permits(role: Role, action: Action) -> bool {
    use Action::*;
    match role {
        Role::Custodian => matches!(
            action,
            TakeIn
                | Process
                | ReadEvidence
                | RevealImage
                | TakeOutOriginal
                | Prove
                | Erase
                | SeeStatus
                | ProposeLeads
        ),
        Role::Analyst => matches!(
            action,
            ReadEvidence | RevealImage | SeeStatus | ProposeLeads | FindPerson | CorrectText
        ),
        Role::Reviewer => matches!(
            action,
            ReadEvidence | RevealImage | SeeStatus | ProposeLeads | ReviewMatches | FindPerson
        ),
        Role::Examiner => matches!(
            action,
            ReadEvidence | RevealImage | TakeOutOriginal | Prove | SeeStatus | CorrectText
        ),
        Role::Investigator => matches!(
            action,
            ReadEvidence | RevealImage | Prove | SeeStatus | FindPerson | CorrectText
        ),
        Role::SecurityOfficer => matches!(action, ReadConsultations | Prove | SeeStatus),
        Role::Administrator => matches!(action, ManageUsers | SeeStatus),
    }
}

/// Decides whether `person` may do `action`, on `accession` where the action touches one.
///
/// # Errors
/// A [`Refusal`] with its reason. An action that needs a grant and names no accession is refused.
pub fn decide(
    person: &Person,
    action: Action,
    accession: Option<AccessionId>,
) -> Result<(), Refusal> {
    if !person.active {
        return Err(Refusal::AccountClosed);
    }
    let together = |a: &Role| person.roles.iter().all(|b| a.goes_with(*b));
    if !person.roles.iter().all(together) {
        return Err(Refusal::RolesExcludeEachOther);
    }
    if !person.roles.iter().any(|role| role_permits(*role, action)) {
        return Err(Refusal::RoleDoesNotPermit);
    }
    match accession {
        Some(accession) if action.needs_grant() && !person.grants.contains(&accession) => {
            Err(Refusal::NoGrant)
        }
        None if action.needs_grant() => Err(Refusal::NoGrant),
        _ => Ok(()),
    }
}

/// The accessions on which `person` may do `action`; the filter of every search, count and list.
pub fn permitted_accessions(person: &Person, action: Action) -> BTreeSet<AccessionId> {
    person
        .grants
        .iter()
        .copied()
        .filter(|a| decide(person, action, Some(*a)).is_ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(roles: &[Role], grants: &[u32]) -> Person {
        Person {
            name: "x".parse().unwrap(),
            active: true,
            roles: roles.iter().copied().collect(),
            grants: grants.iter().map(|n| AccessionId::new(*n)).collect(),
        }
    }

    #[test]
    fn who_keeps_accounts_or_watches_reads_no_evidence() {
        for role in [Role::Administrator, Role::SecurityOfficer] {
            for action in [
                Action::ReadEvidence,
                Action::RevealImage,
                Action::TakeOutOriginal,
                Action::Process,
            ] {
                assert!(decide(&person(&[role], &[1]), action, Some(AccessionId::new(1))).is_err());
            }
        }
    }

    #[test]
    fn only_an_identity_reviewer_decides_on_leads_and_only_with_a_grant() {
        for role in Role::ALL {
            let asked = |action| decide(&person(&[role], &[1]), action, Some(AccessionId::new(1)));
            assert_eq!(
                asked(Action::ReviewMatches).is_ok(),
                role == Role::Reviewer,
                "{role}"
            );
            let proposes = matches!(role, Role::Custodian | Role::Analyst | Role::Reviewer);
            assert_eq!(asked(Action::ProposeLeads).is_ok(), proposes, "{role}");
            let finds = matches!(role, Role::Analyst | Role::Reviewer | Role::Investigator);
            assert_eq!(asked(Action::FindPerson).is_ok(), finds, "{role}");
            for action in [
                Action::ReviewMatches,
                Action::ProposeLeads,
                Action::FindPerson,
            ] {
                assert!(decide(&person(&[role], &[2]), action, Some(AccessionId::new(1))).is_err());
                assert!(decide(&person(&[role], &[1]), action, None).is_err());
            }
        }
    }

    #[test]
    fn who_keeps_the_material_or_decides_on_leads_does_not_say_what_it_reads() {
        for role in Role::ALL {
            let asked = |grants: &[u32], on| {
                decide(&person(&[role], grants), Action::CorrectText, on).is_ok()
            };
            let corrects = matches!(role, Role::Analyst | Role::Examiner | Role::Investigator);
            let on = Some(AccessionId::new(1));
            assert_eq!(asked(&[1], on), corrects, "{role}");
            assert!(!asked(&[2], on) && !asked(&[1], None), "{role}");
        }
    }

    #[test]
    fn a_closed_account_may_nothing() {
        for role in Role::ALL {
            let closed = Person {
                active: false,
                ..person(&[role], &[1])
            };
            for action in Action::ALL {
                assert_eq!(
                    decide(&closed, action, Some(AccessionId::new(1))),
                    Err(Refusal::AccountClosed)
                );
            }
        }
    }

    #[test]
    fn watching_and_working_together_count_as_neither() {
        let both = person(&[Role::Administrator, Role::Analyst], &[1]);
        for action in Action::ALL {
            assert_eq!(
                decide(&both, action, Some(AccessionId::new(1))),
                Err(Refusal::RolesExcludeEachOther)
            );
        }
    }

    proptest! {
        #[test]
        fn taking_a_grant_away_never_permits_more(
            roles in prop::collection::btree_set(prop::sample::select(Role::ALL.to_vec()), 0..3),
            grants in prop::collection::btree_set(1u32..6, 0..5),
            taken in 1u32..6, asked in 1u32..6,
            action in prop::sample::select(Action::ALL.to_vec()),
        ) {
            let roles: Vec<Role> = roles.into_iter().collect();
            let before: Vec<u32> = grants.iter().copied().collect();
            let after: Vec<u32> = before.iter().copied().filter(|n| *n != taken).collect();
            let asked = Some(AccessionId::new(asked));
            if decide(&person(&roles, &after), action, asked).is_ok() {
                prop_assert!(decide(&person(&roles, &before), action, asked).is_ok());
            }
        }

        #[test]
        fn evidence_is_read_only_under_a_grant(
            role in prop::sample::select(Role::ALL.to_vec()), asked in 1u32..6,
        ) {
            let stranger = person(&[role], &[]);
            prop_assert!(decide(&stranger, Action::ReadEvidence, Some(AccessionId::new(asked))).is_err());
            prop_assert!(permitted_accessions(&stranger, Action::ReadEvidence).is_empty());
        }
    }
}
