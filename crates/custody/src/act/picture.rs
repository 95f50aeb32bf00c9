//! A person's word on a photograph: what its label reads, and what can be seen on it. The machine's
//! reading and the picture stay as they are.

use super::Content;
use domain::{ItemId, Sha256};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person read the labels of a photograph. A later act about the same photograph takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelReviewed {
    /// Which photograph.
    #[serde(with = "crate::text_form")]
    pub item: ItemId,
    /// The machine's reading that was looked at, an object of the vault.
    #[serde(with = "crate::text_form")]
    pub reading: Sha256,
    /// What each field reads, by the name of the field. A field that is not named cannot be read or is not
    /// there.
    pub fields: BTreeMap<String, String>,
    /// Why, or on which ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A person wrote down what a photograph shows, so that others need not look. A later act about the same
/// photograph takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoDescribed {
    /// Which photograph.
    #[serde(with = "crate::text_form")]
    pub item: ItemId,
    /// What is shown, in words.
    pub words: String,
    /// What is shown, by the words of a list, sorted.
    pub tags: Vec<String>,
}

/// A table of rules by which photographs are judged was taken: words, forms of names, units and their
/// times. It takes the place of an earlier one of that name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesTaken {
    /// Its name.
    pub name: String,
    /// The table, an object of the vault.
    pub table: Content,
}

#[cfg(test)]
mod tests {
    use super::super::{Act, ActBody};
    use super::*;
    use domain::Moment;

    /// Acts once written are read for ever: these are the bytes of the first version.
    #[test]
    fn words_on_photographs_keep_their_form() {
        let zeros = "00".repeat(32);
        let reviewed = LabelReviewed {
            item: ItemId::new(12),
            reading: zeros.parse().unwrap(),
            fields: [("body_number".to_owned(), "1187".to_owned())].into(),
            note: None,
        };
        let noted = LabelReviewed {
            fields: BTreeMap::new(),
            note: Some("n".to_owned()),
            ..reviewed.clone()
        };
        let described = PhotoDescribed {
            item: ItemId::new(12),
            words: "w".to_owned(),
            tags: vec!["adult".to_owned()],
        };
        let head =
            format!(r#"{{"LabelReviewed":{{"item":"ISN-000012","reading":"{zeros}","fields":"#);
        for (act, text) in [
            (
                Act::LabelReviewed(Box::new(reviewed)),
                format!(r#"{head}{{"body_number":"1187"}}}}}}"#),
            ),
            (
                Act::LabelReviewed(Box::new(noted)),
                format!(r#"{head}{{}},"note":"n"}}}}"#),
            ),
            (
                Act::PhotoDescribed(Box::new(described)),
                r#"{"PhotoDescribed":{"item":"ISN-000012","words":"w","tags":["adult"]}}"#
                    .to_owned(),
            ),
            (
                Act::RulesTaken(Box::new(RulesTaken {
                    name: "units".to_owned(),
                    table: Content {
                        size_bytes: 2,
                        sha256: zeros.parse().unwrap(),
                        md5: "m".to_owned(),
                        sha1: "s".to_owned(),
                        sha512: "t".to_owned(),
                    },
                })),
                format!(
                    r#"{{"RulesTaken":{{"name":"units","table":{{"size_bytes":2,"sha256":"{zeros}","md5":"m","sha1":"s","sha512":"t"}}}}}}"#
                ),
            ),
            (
                Act::RulesDropped {
                    name: "units".to_owned(),
                },
                r#"{"RulesDropped":{"name":"units"}}"#.to_owned(),
            ),
        ] {
            let body = ActBody {
                at: Moment::from_unix_ms(0),
                by: "b".parse().unwrap(),
                act,
            };
            let bytes = body.to_bytes().unwrap();
            let written = String::from_utf8(bytes.clone()).unwrap();
            assert!(written.ends_with(&format!("\"act\":{text}}}")), "{written}");
            assert_eq!(ActBody::from_bytes(&bytes).unwrap(), body);
        }
    }
}
