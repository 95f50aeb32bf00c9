//! Rows of lists into the tables: where each stands in the object of its list.

use super::rows_object;
use crate::lock::{self, Purpose};
use crate::{Store, WorkbenchError};
use catalogue::{ListRow, RecordPlace};
use linkage::mapping::Mapping;
use std::io::{BufRead, BufReader};
use vault::VaultError;

/// Rows entered in one transaction.
const ROWS_AT_ONCE: usize = 20_000;

impl Store {
    /// Enters the rows of lists that are not in the tables yet. The caller holds the work lock.
    pub(crate) fn enter_lists(&self, report: &mut dyn FnMut(u64)) -> Result<(), WorkbenchError> {
        for list in self.0.catalogue.lists_to_enter()? {
            self.enter_list(&list, report)?;
        }
        self.name_leads()
    }

    /// The same if no long work is going on; else that work, or the next opening, does it.
    pub(crate) fn enter_lists_if_free(&self) -> Result<(), WorkbenchError> {
        if self.0.catalogue.lists_to_enter()?.is_empty()
            && self.0.catalogue.leads_to_name(None)?.is_empty()
        {
            return Ok(());
        }
        match lock::try_take(&self.0.root, Purpose::Work) {
            Ok(_held) => match self.enter_lists(&mut |_| {}) {
                // A store with a damaged object still opens; `store verify` names the object.
                Err(WorkbenchError::Vault(
                    VaultError::Missing(_)
                    | VaultError::Broken { .. }
                    | VaultError::OtherContent { .. },
                )) => Ok(()),
                entered => entered,
            },
            Err(WorkbenchError::StoreBusy(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    fn enter_list(
        &self,
        list: &ListRow,
        report: &mut dyn FnMut(u64),
    ) -> Result<(), WorkbenchError> {
        self.0.catalogue.begin_records(list)?;
        let unreadable = |reason: String| WorkbenchError::ActUnreadable {
            index: list.act,
            reason,
        };
        let mapping = Mapping::from_toml(&list.mapping).map_err(|e| unreadable(e.to_string()))?;
        let plan = mapping
            .plan(&list.columns)
            .map_err(|e| unreadable(e.to_string()))?;
        let mut object = BufReader::with_capacity(1 << 17, self.0.vault.open_object(&list.rows)?);
        let (mut line, mut from_byte, mut entered) = (Vec::new(), 0u64, 0u64);
        let mut places = Vec::new();
        loop {
            line.clear();
            let size_bytes = object
                .read_until(b'\n', &mut line)
                .map_err(|e| VaultError::broken(&list.rows, &e))?
                as u64;
            if size_bytes > 0 {
                let row = rows_object::read(&line).map_err(|e| unreadable(e.to_string()))?;
                places.push(RecordPlace {
                    row: match &row {
                        Ok(row) => row.number(),
                        Err(bad) => bad.row,
                    },
                    own_id: row
                        .as_ref()
                        .ok()
                        .and_then(|row| plan.id(row))
                        .map(str::to_owned),
                    from_byte,
                    size_bytes,
                    is_bad: row.is_err(),
                });
                from_byte += size_bytes;
            }
            if places.len() >= ROWS_AT_ONCE || size_bytes == 0 {
                self.0.catalogue.enter_records(list, &places)?;
                entered += places.len() as u64;
                report(entered);
                places.clear();
            }
            if size_bytes == 0 {
                break;
            }
        }
        if entered != list.records + list.bad_rows {
            let said = list.records + list.bad_rows;
            return Err(unreadable(format!(
                "it says {said} rows, and its object holds {entered}"
            )));
        }
        Ok(self.0.catalogue.end_records(list)?)
    }
}
