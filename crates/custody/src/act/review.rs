//! Acts on leads: proposed, read, decided, withdrawn. None of them names a person of the records.

use super::{AccessionNumber, Content};
use domain::review::{Basis, Opinion};
use domain::{LeadId, RecordId, UserName};
use serde::{Deserialize, Serialize};

/// A user name in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserNameText(#[serde(with = "crate::text_form")] pub UserName);

/// What a decision rests on, as it stands in an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisName(#[serde(with = "crate::text_form")] pub Basis);

/// A run of a model over two lists proposed leads; one batch of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadsProposed {
    /// Random name of the run; its batches share it.
    pub run: String,
    /// The model and its version.
    pub model: String,
    /// The list on the left side.
    pub left: AccessionNumber,
    /// The list on the right side; the same where one list was compared with itself.
    pub right: AccessionNumber,
    /// The accounts of these leads, one a line, in their order: an object of the vault.
    pub accounts: Content,
    /// The leads.
    pub leads: Vec<ProposedLead>,
}

/// One lead of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposedLead {
    /// Its number, which follows from the records.
    #[serde(with = "crate::text_form")]
    pub lead: LeadId,
    /// The record on the left side.
    #[serde(with = "crate::text_form")]
    pub left: RecordId,
    /// The record on the right side.
    #[serde(with = "crate::text_form")]
    pub right: RecordId,
    /// The odds after all fields, in hundredths of a power of two.
    pub weight_hundredths: i64,
    /// Whether a field speaks strongly against.
    pub conflict: bool,
}

/// A person read both records and said what they think, before any weight was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadRead {
    /// Of which lead.
    #[serde(with = "crate::text_form")]
    pub lead: LeadId,
    /// What they think.
    #[serde(with = "crate::text_form")]
    pub opinion: Opinion,
}

/// A person decided on a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadDecided {
    /// On which.
    #[serde(with = "crate::text_form")]
    pub lead: LeadId,
    /// What they decided.
    #[serde(with = "crate::text_form")]
    pub opinion: Opinion,
    /// What it rests on.
    pub basis: Vec<BasisName>,
    /// Why, in words. Never empty.
    pub reason: String,
    /// The fields that spoke against one person in the account that was shown, by their keys.
    pub fields_against: Vec<String>,
    /// What else speaks against, in words.
    pub against: Option<String>,
    /// The model whose account was shown.
    pub model: String,
}

/// Decisions on a lead were withdrawn: by who made one, or by somebody who takes a link apart.
/// They stay in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionsWithdrawn {
    /// On which lead.
    #[serde(with = "crate::text_form")]
    pub lead: LeadId,
    /// Whose decisions.
    pub of: Vec<UserNameText>,
    /// Why, in words. Never empty.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::super::{Act, ActBody};
    use super::*;
    use domain::{AccessionId, ItemId, Moment};

    /// Acts once written are read for ever: these are the bytes of the first version.
    #[test]
    fn acts_on_leads_keep_their_form() {
        let record = |row| RecordId::new(ItemId::new(12), 1, row);
        let lead = LeadId::from_digest(&[7; 32]);
        let number = |n| AccessionNumber(AccessionId::new(n));
        let content = Content {
            size_bytes: 2,
            sha256: "00".repeat(32).parse().unwrap(),
            md5: String::new(),
            sha1: String::new(),
            sha512: String::new(),
        };
        let acts = [
            (
                Act::LeadsProposed(Box::new(LeadsProposed {
                    run: "r".to_owned(),
                    model: "m/1".to_owned(),
                    left: number(1),
                    right: number(2),
                    accounts: content,
                    leads: vec![ProposedLead {
                        lead: lead.clone(),
                        left: record(7),
                        right: record(8),
                        weight_hundredths: -125,
                        conflict: true,
                    }],
                })),
                r#"{"LeadsProposed":{"run":"r","model":"m/1","left":"A-0001","right":"A-0002","accounts":{"size_bytes":2,"sha256":"0000000000000000000000000000000000000000000000000000000000000000","md5":"","sha1":"","sha512":""},"leads":[{"lead":"L-A4DQOBYHA4","left":"ISN-000012:7","right":"ISN-000012:8","weight_hundredths":-125,"conflict":true}]}}"#,
            ),
            (
                Act::LeadRead(LeadRead {
                    lead: lead.clone(),
                    opinion: Opinion::CannotTell,
                }),
                r#"{"LeadRead":{"lead":"L-A4DQOBYHA4","opinion":"cannot_tell"}}"#,
            ),
            (
                Act::LeadDecided(Box::new(LeadDecided {
                    lead: lead.clone(),
                    opinion: Opinion::Same,
                    basis: vec![BasisName(Basis::ParentsNames)],
                    reason: "w".to_owned(),
                    fields_against: vec!["birth_year".to_owned()],
                    against: None,
                    model: "m/1".to_owned(),
                })),
                r#"{"LeadDecided":{"lead":"L-A4DQOBYHA4","opinion":"same","basis":["parents_names"],"reason":"w","fields_against":["birth_year"],"against":null,"model":"m/1"}}"#,
            ),
            (
                Act::DecisionsWithdrawn(DecisionsWithdrawn {
                    lead,
                    of: vec![UserNameText("a".parse().unwrap())],
                    reason: "w".to_owned(),
                }),
                r#"{"DecisionsWithdrawn":{"lead":"L-A4DQOBYHA4","of":["a"],"reason":"w"}}"#,
            ),
        ];
        for (act, form) in acts {
            let body = ActBody {
                at: Moment::from_unix_ms(0),
                by: "b".parse().unwrap(),
                act,
            };
            let bytes = body.to_bytes().unwrap();
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.ends_with(&format!("\"act\":{form}}}")), "{text}");
            assert_eq!(ActBody::from_bytes(&bytes).unwrap(), body);
        }
    }
}
