//! Numbers by which accessions and items are cited.

use std::fmt;
use std::str::FromStr;

/// A text that is no number of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnId(&'static str);

impl NotAnId {
    pub(crate) const fn new(form: &'static str) -> Self {
        Self(form)
    }
}

/// The number of an accession: a body of material received at once from one source. Written `A-0001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessionId(u32);

impl AccessionId {
    /// The accession with this number; the first one is 1.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The bare number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for AccessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("A-{:04}", self.0))
    }
}

impl FromStr for AccessionId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = NotAnId("an accession number is written `A-0001`");
        text.strip_prefix("A-")
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or(wrong)
    }
}

/// The number of an item. Written `ISN-000418`; the second member of that container is
/// `ISN-000418.2`, and the first member of that one `ISN-000418.2.1`.
///
/// INVARIANT: the number of a member follows from the container and the order of its members, so
/// reading the same container again, on any machine, gives its members the same numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    root: u32,
    members: Vec<u32>,
}

impl ItemId {
    /// The item received as number `root`; the first one is 1.
    pub const fn new(root: u32) -> Self {
        Self {
            root,
            members: Vec::new(),
        }
    }

    /// The item's member number `ordinal`, counted from 1.
    pub fn member(&self, ordinal: u32) -> Self {
        let mut members = self.members.clone();
        members.push(ordinal);
        Self {
            root: self.root,
            members,
        }
    }

    /// The container that this item lies in, if it lies in one.
    pub fn parent(&self) -> Option<Self> {
        let (_, front) = self.members.split_last()?;
        Some(Self {
            root: self.root,
            members: front.to_vec(),
        })
    }

    /// The number of the received item that this item is, or lies in.
    pub const fn root(&self) -> u32 {
        self.root
    }

    /// How many containers lie around this item.
    pub fn depth(&self) -> usize {
        self.members.len()
    }

    /// A text that sorts as the items do.
    pub fn sort_key(&self) -> String {
        self.members
            .iter()
            .fold(format!("{:09}", self.root), |key, n| {
                format!("{key}.{n:06}")
            })
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = format!("ISN-{:06}", self.root);
        f.pad(
            &self
                .members
                .iter()
                .fold(root, |text, n| format!("{text}.{n}")),
        )
    }
}

impl FromStr for ItemId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong =
            || NotAnId("an item number is written `ISN-000418` or, in a container, `ISN-000418.2`");
        let mut parts = text
            .strip_prefix("ISN-")
            .ok_or_else(wrong)?
            .split('.')
            .map(|part| {
                let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
                digits
                    .then(|| part.parse::<u32>().ok())
                    .flatten()
                    .filter(|n| *n > 0)
                    .ok_or_else(wrong)
            });
        let root = parts.next().ok_or_else(wrong)??;
        Ok(Self {
            root,
            members: parts.collect::<Result<_, _>>()?,
        })
    }
}

/// The number of a source record: a row of a table in an item. Written `ISN-000418:7` for row 7 of the
/// first or only table, `ISN-000418:2.7` for row 7 of the second.
///
/// Rows are counted as a person who opens the table counts them: from 1, a row of headings included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    item: ItemId,
    table: u32,
    row: u32,
}

impl RecordId {
    /// Row `row` of table `table` of an item, both counted from 1.
    pub const fn new(item: ItemId, table: u32, row: u32) -> Self {
        Self { item, table, row }
    }

    /// The item that holds the table.
    pub const fn item(&self) -> &ItemId {
        &self.item
    }

    /// Which table of the item, from 1.
    pub const fn table(&self) -> u32 {
        self.table
    }

    /// Which row of the table, from 1.
    pub const fn row(&self) -> u32 {
        self.row
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item, table, row } = self;
        if *table == 1 {
            f.pad(&format!("{item}:{row}"))
        } else {
            f.pad(&format!("{item}:{table}.{row}"))
        }
    }
}

impl FromStr for RecordId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = || NotAnId("a record is written `ISN-000418:7` or `ISN-000418:2.7`");
        let number = |text: &str| {
            text.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| text.parse::<u32>().ok())
                .flatten()
                .filter(|n| *n > 0)
                .ok_or_else(wrong)
        };
        let (item, place) = text.split_once(':').ok_or_else(wrong)?;
        let (table, row) = place.split_once('.').unwrap_or(("1", place));
        Ok(Self {
            item: item.parse()?,
            table: number(table)?,
            row: number(row)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn record_numbers_survive_writing_and_reading(root in 1u32.., table in 1u32..9, row in 1u32..) {
            let id = RecordId::new(ItemId::new(root).member(2), table, row);
            prop_assert_eq!(id.to_string().parse::<RecordId>().unwrap(), id);
        }

        #[test]
        fn item_numbers_survive_writing_and_reading(root in 1u32.., members in prop::collection::vec(1u32.., 0..4)) {
            let id = members.iter().fold(ItemId::new(root), |id, n| id.member(*n));
            prop_assert_eq!(id.to_string().parse::<ItemId>(), Ok(id.clone()));
            prop_assert_eq!(id.depth(), members.len());
        }
    }

    #[test]
    fn members_sort_after_their_container_and_in_order() {
        let id = |t: &str| t.parse::<ItemId>().unwrap();
        let ordered = [
            "ISN-000009",
            "ISN-000009.2",
            "ISN-000009.2.1",
            "ISN-000009.10",
            "ISN-000010",
        ];
        for pair in ordered.windows(2) {
            assert!(id(pair[0]) < id(pair[1]));
            assert!(id(pair[0]).sort_key() < id(pair[1]).sort_key());
        }
        assert_eq!(id("ISN-000009.2.1").parent(), Some(id("ISN-000009.2")));
    }

    #[test]
    fn half_numbers_are_refused() {
        for text in [
            "",
            "ISN-",
            "ISN-0",
            "ISN-1.",
            "ISN-1..2",
            "isn-1",
            "ISN-+1",
            "ISN-99999999999",
        ] {
            assert!(text.parse::<ItemId>().is_err(), "{text}");
        }
        assert_eq!("A-0007".parse(), Ok(AccessionId::new(7)));
        assert!("A-+7".parse::<AccessionId>().is_err());
    }
}
