//! The edition of each reader, so that after an upgrade only what may read otherwise is read again.

use crate::kind::Family;

/// Which reader, for which types, in which edition. An empty type stands for every type of the
/// reader; a row with a type adds to it, so that the change of one format leaves the others alone.
///
/// Raise the number in the row where the same bytes would be read otherwise. A reader without a row
/// stands at 1. Readers are called after [`Family`].
const EDITIONS: &[(&str, &str, u32)] = &[
    ("archive", "", 1),
    ("mail", "", 1),
    ("office", "", 2),
    ("opendocument", "", 2),
    ("rtf", "", 1),
    ("markup", "", 1),
    ("plain", "", 1),
    ("pdf", "", 4),
    ("picture", "", 6),
    ("database", "", 2),
    ("card", "", 1),
    ("media", "", 1),
    ("drawing", "", 1),
    ("notebook", "", 1),
    ("apple", "", 1),
    ("shortcut", "", 1),
    ("thumbnails", "", 1),
    ("hangul", "", 1),
    ("none", "", 1),
];

/// The word that stands for a family: its name, without what it says of the file.
pub fn reader_of(family: Family) -> String {
    format!("{family:?}")
        .split('(')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// The reader of this name in the edition that this program has, for one type: `pdf 1`,
/// `archive 1.2`.
///
/// What no reader takes is tried again by each version of the program: it may know the type by then.
pub fn current(reader: &str, media_type: &str) -> String {
    let row = |of: &str| {
        EDITIONS
            .iter()
            .find(|(name, media, _)| *name == reader && *media == of)
            .map(|(_, _, edition)| *edition)
    };
    let edition = row("").unwrap_or(1);
    let program = env!("CARGO_PKG_VERSION");
    match row(media_type).filter(|_| !media_type.is_empty()) {
        _ if reader == "none" => format!("none {edition}.{program}"),
        Some(of_type) => format!("{reader} {edition}.{of_type}"),
        None => format!("{reader} {edition}"),
    }
}

/// Whether a reader that left this note would read a file of this type as this program does.
pub fn is_current(noted: &str, media_type: &str) -> bool {
    let reader = noted.split(' ').next().unwrap_or_default();
    noted == current(reader, media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_called_after_its_family_and_stands_at_an_edition() {
        assert_eq!(reader_of(Family::OpenDocument), "opendocument");
        assert_eq!(reader_of(Family::None("a font")), "none");
        assert_eq!(current("never-listed", "x/y"), "never-listed 1");
        for (reader, media_type, edition) in EDITIONS {
            assert!(*edition > 0);
            assert!(is_current(&current(reader, media_type), media_type));
        }
    }

    #[test]
    fn another_edition_is_not_the_current_one() {
        assert!(!is_current("pdf 0", "application/pdf"));
        assert!(!is_current("", "application/pdf"));
        assert!(!is_current("none 1.0.0.0", "audio/mpeg"));
    }
}
