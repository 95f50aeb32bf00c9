//! What is kept of the readings of photographs, so that a list of all needs no look into each.
//!
//! Facts are made once a reading, after reading or when they are asked for. Nothing is drawn from them
//! here: a better grammar reads the same facts.

use crate::{Store, WorkbenchError};
use catalogue::ItemRow;
use domain::{AccessionId, ItemId, Sha256};
use extract::{Label, Reading};
use photo::{Pack, Shot};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Edition of the form below; facts of another one are made anew.
const EDITION: u32 = 1;
/// How many items one question to the tables brings.
const AT_ONCE: u32 = 1_000;

/// What a reading says that photographs are judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Facts {
    metadata: BTreeMap<String, Vec<String>>,
    labels: Vec<Label>,
}

/// A photograph as its reading tells it.
pub(super) struct Picture {
    pub row: ItemRow,
    pub shot: Shot,
    pub labels: Vec<Label>,
}

/// Whether a reading is of a photograph.
pub(crate) fn is_photograph(reading: &Reading) -> bool {
    let looks = reading.metadata.get(extract::LOOKS);
    let labelled = reading.pages.iter().any(|page| !page.labels.is_empty());
    labelled || looks.is_some_and(|looks| looks.iter().any(|looks| looks == "photograph"))
}

impl Store {
    /// Makes the facts of readings that have none. Another program that does the same does no harm.
    ///
    /// # Errors
    /// Where tables or a reading cannot be read.
    pub(crate) fn gather_photo_facts(&self) -> Result<(), WorkbenchError> {
        let catalogue = &self.0.catalogue;
        catalogue.begin_photo_facts(EDITION)?;
        let mut after: Option<ItemId> = None;
        loop {
            let rows = catalogue.without_photo_facts(after.as_ref(), AT_ONCE)?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = Some(last.id.clone());
            let mut facts: Vec<(Sha256, Vec<u8>)> = Vec::new();
            for row in &rows {
                if let (Some(derivative), Some(reading)) = (row.derivative, self.reading(row)?) {
                    facts.push((derivative, facts_of(reading)?));
                }
            }
            catalogue.put_photo_facts(&facts)?;
        }
    }

    /// The photographs of these accessions, in the order of their numbers.
    pub(super) fn pictures(
        &self,
        scope: &BTreeSet<AccessionId>,
        pack: &Pack,
    ) -> Result<Vec<Picture>, WorkbenchError> {
        self.gather_photo_facts()?;
        let mut pictures = Vec::new();
        let mut after: Option<ItemId> = None;
        loop {
            let rows = self
                .0
                .catalogue
                .photographs(scope, after.as_ref(), AT_ONCE)?;
            let Some(last) = rows.last() else {
                return Ok(pictures);
            };
            after = Some(last.item.id.clone());
            for row in rows {
                let facts: Facts = serde_json::from_slice(&row.facts).map_err(|e| {
                    WorkbenchError::Internal(format!("the facts of {}: {e}", row.item.id))
                })?;
                let shot = Shot::of_metadata(row.item.path.as_bytes(), &facts.metadata, pack);
                pictures.push(Picture {
                    row: row.item,
                    shot,
                    labels: facts.labels,
                });
            }
        }
    }
}

/// As they are kept; nothing where the reading is of no photograph.
fn facts_of(reading: Reading) -> Result<Vec<u8>, WorkbenchError> {
    if !is_photograph(&reading) {
        return Ok(Vec::new());
    }
    let facts = Facts {
        metadata: reading
            .metadata
            .into_iter()
            .filter(|(key, _)| photo::SHOT_KEYS.contains(&key.as_str()))
            .collect(),
        labels: reading
            .pages
            .into_iter()
            .flat_map(|page| page.labels)
            .collect(),
    };
    serde_json::to_vec(&facts).map_err(|e| WorkbenchError::Internal(e.to_string()))
}
