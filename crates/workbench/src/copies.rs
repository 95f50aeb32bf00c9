//! Copies: which items are the same paper or picture, for a person who may see them.
//!
//! Nothing here takes an item out of any list. What is found follows from the readings and is made
//! anew by a rebuild; it is no act and no decision.

mod portrait;
mod seek;

pub use seek::{CopiesFound, CopiesProgress};

use crate::answer::ItemLine;
use crate::document::line;
use crate::{Store, WorkbenchError};
use catalogue::{CopyPair, ItemRow};
use copies::{Ground, Groups, Piece};
use domain::access::Action;
use domain::{AccessionId, ItemId, Sha256, UserName};
use std::collections::{BTreeMap, BTreeSet};

/// What joins two items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyKind {
    /// The same bytes.
    Exact,
    /// The same paper or shot, scanned or saved again.
    Near {
        /// How alike, 0 to 1000: a measure to sort by, no probability.
        likeness: u16,
        /// Why.
        ground: Ground,
    },
    /// A copy of a copy: alike through others of the group, not compared with this one or not found
    /// alike by itself.
    Through,
}

/// A copy of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// The copy.
    pub line: ItemLine,
    /// What joins it to the item asked for.
    pub kind: CopyKind,
}

/// Two items that are copies.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyLink {
    /// The one with the lower number.
    pub a: ItemLine,
    /// The other.
    pub b: ItemLine,
    /// What joins them.
    pub kind: CopyKind,
}

/// Two items laid side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The first.
    pub a: ItemLine,
    /// The second.
    pub b: ItemLine,
    /// What joins them; absent where they are no copies.
    pub kind: Option<CopyKind>,
    /// Their texts, piece by piece.
    pub pieces: Vec<Piece>,
}

impl Store {
    /// The copies of an item that the person may see: exact ones first, then the likest.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where the item is not there or not for this person.
    pub fn copies_of(&self, by: &UserName, id: &ItemId) -> Result<Vec<Copy>, WorkbenchError> {
        let row = self.readable(by, id)?;
        self.record(
            by,
            Action::ReadEvidence.name(),
            Some(format!("copies of {id}")),
            None,
            "permitted",
        )?;
        self.copies_of_row(by, &row)
    }

    /// As [`Store::copies_of`], of an item that the person was permitted to read.
    pub(crate) fn copies_of_row(
        &self,
        by: &UserName,
        row: &ItemRow,
    ) -> Result<Vec<Copy>, WorkbenchError> {
        let Some(content) = row.sha256.filter(|_| row.size_bytes != Some(0)) else {
            return Ok(Vec::new());
        };
        let scope = self.scope(by, Action::ReadEvidence)?;
        let mut contents = BTreeSet::from([content]);
        let pairs = self.0.catalogue.copies_around(&scope, &contents)?;
        contents.extend(pairs.iter().flat_map(|pair| [pair.left, pair.right]));
        let mut copies: Vec<Copy> = self
            .0
            .catalogue
            .items_with(&scope, &contents)?
            .into_iter()
            .filter(|other| other.id != row.id)
            .map(|other| Copy {
                kind: other.sha256.map_or(CopyKind::Through, |theirs| {
                    kind_of(pairs.iter(), content, theirs)
                }),
                line: line(other),
            })
            .collect();
        copies.sort_by_key(|copy| match copy.kind {
            CopyKind::Exact => (0, 0),
            CopyKind::Near { likeness, .. } => (1, 1000 - likeness.min(1000)),
            CopyKind::Through => (2, 0),
        });
        Ok(copies)
    }

    /// All copies among what the person may see, of one accession or of all, in the order of numbers:
    /// items with the same bytes, each with the first of them, and pairs that were found alike.
    ///
    /// # Errors
    /// Where the person's rights or the tables cannot be read.
    pub fn copies(
        &self,
        by: &UserName,
        accession: Option<AccessionId>,
    ) -> Result<Vec<CopyLink>, WorkbenchError> {
        let mut scope = self.scope(by, Action::ReadEvidence)?;
        if let Some(accession) = accession {
            scope.retain(|one| *one == accession);
        }
        self.record(
            by,
            Action::ReadEvidence.name(),
            Some("list of copies".to_owned()),
            None,
            "permitted",
        )?;
        self.copy_links(&scope)
    }

    /// As [`Store::copies`], of accessions that the person was permitted to read.
    pub(crate) fn copy_links(
        &self,
        scope: &BTreeSet<AccessionId>,
    ) -> Result<Vec<CopyLink>, WorkbenchError> {
        let pairs = self.0.catalogue.copy_pairs(scope)?;
        let mut contents = self.0.catalogue.repeated_contents(scope)?;
        contents.extend(pairs.iter().flat_map(|pair| [pair.left, pair.right]));
        let mut having: BTreeMap<Sha256, Vec<ItemLine>> = BTreeMap::new();
        for row in self.0.catalogue.items_with(scope, &contents)? {
            if let Some(content) = row.sha256 {
                having.entry(content).or_default().push(line(row));
            }
        }
        let mut links = Vec::new();
        let mut link = |a: &ItemLine, b: &ItemLine, kind| {
            let (a, b) = if a.item.sort_key() <= b.item.sort_key() {
                (a, b)
            } else {
                (b, a)
            };
            links.push(CopyLink {
                a: a.clone(),
                b: b.clone(),
                kind,
            });
        };
        for same in having.values() {
            if let [first, others @ ..] = same.as_slice() {
                others
                    .iter()
                    .for_each(|other| link(first, other, CopyKind::Exact));
            }
        }
        for pair in &pairs {
            let kind = near(pair);
            let (Some([first, more @ ..]), Some([other, others @ ..])) = (
                having.get(&pair.left).map(Vec::as_slice),
                having.get(&pair.right).map(Vec::as_slice),
            ) else {
                continue;
            };
            link(first, other, kind);
            others.iter().for_each(|other| link(first, other, kind));
            more.iter().for_each(|one| link(one, other, kind));
        }
        links.sort_by_key(|link| (link.a.item.sort_key(), link.b.item.sort_key()));
        Ok(links)
    }

    /// Whether there are readings among which copies were not looked for yet.
    ///
    /// # Errors
    /// Where the tables cannot be read.
    pub fn copies_are_due(&self) -> Result<bool, WorkbenchError> {
        let position = self.0.catalogue.copies_position(copies::EDITION)?;
        Ok(!self.0.catalogue.read_since(position, None, 1)?.is_empty())
    }

    /// Two items laid side by side, word by word.
    ///
    /// # Errors
    /// [`WorkbenchError::NotAvailable`] where one of them is not there or not for this person.
    pub fn compare_texts(
        &self,
        by: &UserName,
        a: &ItemId,
        b: &ItemId,
    ) -> Result<Comparison, WorkbenchError> {
        let (first, first_reading) = self.looked_at(by, a)?;
        let (second, second_reading) = self.looked_at(by, b)?;
        let text = |reading: Option<extract::Reading>| {
            reading.map_or_else(String::new, |reading| {
                let pages = reading.pages.into_iter().map(|page| page.text);
                pages.collect::<Vec<_>>().join("\n\n")
            })
        };
        let kind = self
            .copies_of_row(by, &first)?
            .into_iter()
            .find(|copy| copy.line.item == *b)
            .map(|copy| copy.kind);
        Ok(Comparison {
            pieces: copies::diff(&text(first_reading), &text(second_reading)),
            a: line(first),
            b: line(second),
            kind,
        })
    }

    /// For each of these items, how many copies the person may see, itself left out, and a word that
    /// all of its group have in common. Items without copies are left out.
    pub(crate) fn copy_counts(
        &self,
        scope: &BTreeSet<AccessionId>,
        items: &BTreeSet<ItemId>,
    ) -> Result<BTreeMap<ItemId, (u64, Sha256)>, WorkbenchError> {
        let contents = self.0.catalogue.contents_of(scope, items)?;
        let mut all: BTreeSet<Sha256> = contents.values().copied().collect();
        let mut groups = Groups::new();
        for pair in self.0.catalogue.copies_around(scope, &all)? {
            groups.join(&pair.left, &pair.right);
            all.extend([pair.left, pair.right]);
        }
        let mut members: BTreeMap<Sha256, u64> = BTreeMap::new();
        for row in self.0.catalogue.items_with(scope, &all)? {
            if let Some(content) = row.sha256 {
                *members.entry(groups.first_of(&content)).or_default() += 1;
            }
        }
        Ok(contents
            .into_iter()
            .filter_map(|(item, content)| {
                let group = groups.first_of(&content);
                let others = members.get(&group)?.checked_sub(1).filter(|n| *n > 0)?;
                Some((item, (others, group)))
            })
            .collect())
    }
}

fn near(pair: &CopyPair) -> CopyKind {
    CopyKind::Near {
        likeness: pair.likeness,
        // A word of a later version still says that they are copies.
        ground: Ground::named(&pair.ground).unwrap_or(Ground::Text),
    }
}

fn kind_of<'a>(
    mut pairs: impl Iterator<Item = &'a CopyPair>,
    mine: Sha256,
    theirs: Sha256,
) -> CopyKind {
    if mine == theirs {
        return CopyKind::Exact;
    }
    let ends = (mine.min(theirs), mine.max(theirs));
    pairs
        .find(|pair| (pair.left, pair.right) == ends)
        .map_or(CopyKind::Through, near)
}
