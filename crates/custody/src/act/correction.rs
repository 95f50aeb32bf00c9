//! A person's word on what a page reads. The machine's reading and the image stay as they are.

use domain::{ItemId, Sha256};
use serde::{Deserialize, Serialize};

/// A person read words of a page otherwise than they stood there. Undone by another such act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextCorrected {
    /// Which item.
    #[serde(with = "crate::text_form")]
    pub item: ItemId,
    /// Which page, counted from 1.
    pub page: u32,
    /// The machine's reading that was looked at, an object of the vault.
    #[serde(with = "crate::text_form")]
    pub reading: Sha256,
    /// The version of the page's text that this makes. Version 0 is the first reading by a machine.
    pub version: u32,
    /// Which line of the version before, counted from 1, blank lines left out.
    pub line: u32,
    /// The first word of that line that is replaced, counted from 1.
    pub word: u32,
    /// How many words are replaced.
    pub words: u32,
    /// `[left, top, right, bottom]` of these words on the page, in 1/100,000 of its width and height;
    /// absent where the reading has no places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<[u32; 4]>,
    /// What stood there.
    pub from: String,
    /// What it reads; empty where there is no word.
    pub to: String,
    /// Why, or on which ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::super::{Act, ActBody};
    use super::*;
    use domain::Moment;

    /// Acts once written are read for ever: these are the bytes of the first version.
    #[test]
    fn a_correction_keeps_its_form() {
        let zeros = "00".repeat(32);
        let bare = TextCorrected {
            item: ItemId::new(12),
            page: 2,
            reading: zeros.parse().unwrap(),
            version: 1,
            line: 7,
            word: 3,
            words: 1,
            place: None,
            from: "x".to_owned(),
            to: "y".to_owned(),
            note: None,
        };
        let whole = TextCorrected {
            place: Some([1, 2, 3, 100_000]),
            note: Some("n".to_owned()),
            ..bare.clone()
        };
        let head = format!(
            r#"{{"TextCorrected":{{"item":"ISN-000012","page":2,"reading":"{zeros}","version":1,"line":7,"word":3,"words":1,"#
        );
        for (act, rest) in [
            (bare, r#""from":"x","to":"y"}}"#),
            (
                whole,
                r#""place":[1,2,3,100000],"from":"x","to":"y","note":"n"}}"#,
            ),
        ] {
            let body = ActBody {
                at: Moment::from_unix_ms(0),
                by: "b".parse().unwrap(),
                act: Act::TextCorrected(Box::new(act)),
            };
            let bytes = body.to_bytes().unwrap();
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.ends_with(&format!("\"act\":{head}{rest}}}")), "{text}");
            assert_eq!(ActBody::from_bytes(&bytes).unwrap(), body);
        }
    }
}
