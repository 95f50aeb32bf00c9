//! What speaks for and against a field of a label, what is noticed about a photograph, and which numbers are
//! missing, each in a sentence.

use super::Say;
use crate::texts::as_written;
use photo::{FieldKind, Gap, Remark, Verdict};

/// Values that are counts: they choose a plural. All others are shown as they are written.
const COUNTS: [&str; 2] = ["alike", "lines"];

/// The name of a field of a label.
pub(crate) fn field_key(kind: FieldKind) -> String {
    format!("photo-field-{}", kind.name().replace('_', "-"))
}

/// What one ground says to one field: the field, and a sentence.
pub(crate) fn ground(verdict: &Verdict, say: Say<'_>) -> String {
    let mut told = say(&field_key(verdict.kind), &[]);
    told.push_str(&say("account-colon", &[]));
    told.push_str(&remark(&verdict.remark, say));
    told
}

/// A remark in a sentence, or in two. The shot that it names beside its own is to be named by
/// [`Remark::naming`] before.
pub(crate) fn remark(remark: &Remark, say: Say<'_>) -> String {
    let values: Vec<(&str, String)> = remark
        .arguments
        .iter()
        .map(|(name, value)| {
            let value = if COUNTS.contains(name) {
                value.clone()
            } else {
                as_written(value)
            };
            (*name, value)
        })
        .collect();
    let mut told = say(remark.key, &values);
    let of_counter = match remark.get("counter") {
        Some("folder") => Some("photo-counter-with-folder"),
        Some("other") => Some("photo-counter-against-folder"),
        _ => None,
    };
    if let Some(key) = of_counter {
        told.push(' ');
        told.push_str(&say(key, &[]));
    }
    told
}

/// Which running numbers are missing, between two shots that are named by `name`.
pub(crate) fn gap(gap: &Gap, camera: &str, name: impl Fn(usize) -> String, say: Say<'_>) -> String {
    let (from, to) = gap.names();
    let key = if gap.missing == 1 {
        "photo-gap-one"
    } else {
        "photo-gap"
    };
    let mut values = vec![
        ("camera", as_written(camera)),
        ("from", as_written(from)),
        ("after", as_written(name(gap.after))),
        ("before", as_written(name(gap.before))),
    ];
    if gap.missing > 1 {
        values.push(("to", as_written(to)));
        values.push(("missing", gap.missing.to_string()));
    }
    say(key, &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Lang, Texts};
    use photo::{REMARKS, Stance};

    fn made(key: &'static str, names: &[&'static str], value: &str) -> Remark {
        let arguments = names.iter().map(|name| (*name, value.to_owned())).collect();
        Remark { key, arguments }
    }

    #[test]
    fn every_remark_has_its_sentence_in_every_language_and_all_its_values() {
        let texts = Texts::load().unwrap();
        for lang in Lang::ALL {
            let say = |key: &str, values: &[(&str, String)]| {
                let told = texts.say(lang, key, values);
                assert_ne!(told, key, "{lang:?}");
                told
            };
            for (key, names) in REMARKS {
                for value in ["2", "زيتون"] {
                    let told = remark(&made(key, names, value), &say);
                    // Fluent shows the name of a value that it was not given.
                    assert!(!told.contains(['{', '$', '}']), "{lang:?} {key}: {told}");
                    let own = format!("{key} = ");
                    assert!(told.ends_with('.') && !told.contains(&own), "{told}");
                }
            }
            for kind in [
                FieldKind::Detainee,
                FieldKind::Body,
                FieldKind::Branch,
                FieldKind::Date,
                FieldKind::Name,
            ] {
                say(&field_key(kind), &[]);
            }
            for missing in [1, 40] {
                let missing = Gap {
                    camera: 0,
                    after: 1,
                    before: 2,
                    prefix: "DSCN".to_owned(),
                    digits: 4,
                    from: 17,
                    to: 16 + missing,
                    missing,
                };
                let told = gap(&missing, "K 1", |at| format!("A-{at}"), &say);
                assert!(
                    told.contains("DSCN0017") && told.contains("A-2") && !told.contains('$'),
                    "{told}"
                );
            }
        }
    }

    #[test]
    fn every_key_of_the_texts_is_one_that_can_be_given() {
        let source = include_str!("../../i18n/en/photo.ftl");
        let keys = source.lines().filter_map(|line| line.split_once(" = "));
        for (key, _) in keys.filter(|(key, _)| key.starts_with("label-")) {
            assert!(REMARKS.iter().any(|(known, _)| *known == key), "{key}");
        }
    }

    #[test]
    fn a_ground_names_its_field_and_numbers_are_not_grouped() {
        let texts = Texts::load().unwrap();
        let say = |key: &str, values: &[(&str, String)]| texts.say(Lang::En, key, values);
        let verdict = Verdict {
            field: Some(0),
            kind: FieldKind::Detainee,
            stance: Stance::Differs,
            remark: made("label-folder-differs", &["label", "there"], "2013"),
            review: true,
        };
        assert_eq!(
            ground(&verdict, &say),
            "Detainee number: the label says 2013, the folder says 2013."
        );
        let lines = made("label-line-not-understood", &["lines"], "1");
        assert_eq!(
            remark(&lines, &say),
            "the label lacks it, and one line of it was not understood."
        );
        let clock = Remark {
            key: "photo-clock-reset",
            arguments: [
                ("clock", "2005-01-01"),
                ("counter", "folder"),
                ("days", "-3000"),
                ("told", "2013-03-20"),
            ]
            .map(|(name, value)| (name, value.to_owned()))
            .into(),
        };
        let told = remark(&clock, &say);
        assert!(
            told.ends_with("setting. Its running number fits the folder."),
            "{told}"
        );
    }
}
