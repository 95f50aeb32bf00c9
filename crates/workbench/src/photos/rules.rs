//! The rules by which photographs are judged: those that are built in, and tables that a store has taken.
//! Which counted when stands in the ledger.

use crate::intake::content;
use crate::{Store, WorkbenchError, lock};
use catalogue::RulesRow;
use custody::act::{Act, RulesTaken};
use domain::UserName;
use domain::access::Action;
use photo::Pack;
use std::sync::Arc;

/// Longest name of a table, in characters.
const NAME_CHARS: usize = 60;
/// Largest table, in bytes.
const TABLE_BYTES: usize = 8 * 1024 * 1024;

impl Store {
    /// The tables that count beside those built in.
    ///
    /// # Errors
    /// Where the person may not see the state of the store, or the tables cannot be read.
    pub fn photo_rules(&self, by: &UserName) -> Result<Vec<RulesRow>, WorkbenchError> {
        self.authorise(by, Action::SeeStatus, None)?;
        Ok(self.0.catalogue.photo_rules()?)
    }

    /// Takes a table of rules: units and their times, words, forms of names. One of that name is replaced.
    ///
    /// # Errors
    /// Where the person may not take material in; where the table is not of the form or contradicts one
    /// that counts: the fault names line and cell.
    pub fn take_photo_rules(
        &self,
        by: &UserName,
        name: &str,
        table: &[u8],
    ) -> Result<u64, WorkbenchError> {
        self.authorise(by, Action::TakeIn, None)?;
        let bad = |reason: String| WorkbenchError::BadValue {
            what: "table of rules",
            reason,
        };
        let name = name.trim();
        let legible = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
        if name.is_empty() || name.chars().count() > NAME_CHARS || !name.chars().all(legible) {
            return Err(bad(format!(
                "`{name}` is no name for it: letters, digits, `-`, `_` and `.`, at most {NAME_CHARS}"
            )));
        }
        if table.len() > TABLE_BYTES {
            return Err(bad(format!("it is larger than {TABLE_BYTES} bytes")));
        }
        let text = std::str::from_utf8(table).map_err(|e| bad(format!("it is no UTF-8: {e}")))?;
        let _held = lock::take_work(&self.0.root)?;
        let mut tables = self.tables_of_rules(Some(name))?;
        // Alone first, so that a line is counted in the file that the person knows.
        Pack::read(&[text]).map_err(|fault| bad(format!("line {}: {}", fault.line, fault.what)))?;
        let says_something = |row: &str| !row.trim().is_empty() && !row.starts_with('#');
        if !text.lines().any(says_something) {
            return Err(bad("it has no line that says anything".to_owned()));
        }
        tables.push(text.to_owned());
        read(&tables).map_err(bad)?;
        let staged = self.0.vault.stage_all(&mut &*table)?;
        let taken = RulesTaken {
            name: name.to_owned(),
            table: content(staged.digests()),
        };
        self.0.vault.settle(vec![staged])?;
        let range = self.act(by, vec![Act::RulesTaken(Box::new(taken))])?;
        Ok(range.start)
    }

    /// Lets a table of rules count no longer. It stays in the vault, and that it counted in the ledger.
    ///
    /// # Errors
    /// Where the person may not take material in, or no such table counts.
    pub fn drop_photo_rules(&self, by: &UserName, name: &str) -> Result<u64, WorkbenchError> {
        self.authorise(by, Action::TakeIn, None)?;
        if !self
            .0
            .catalogue
            .photo_rules()?
            .iter()
            .any(|row| row.name == name)
        {
            return Err(WorkbenchError::NotAvailable(name.to_owned()));
        }
        let act = Act::RulesDropped {
            name: name.to_owned(),
        };
        Ok(self.act(by, vec![act])?.start)
    }

    /// All rules that count.
    pub(super) fn pack(&self) -> Result<Arc<Pack>, WorkbenchError> {
        read(&self.tables_of_rules(None)?)
            .map(Arc::new)
            .map_err(|reason| {
                WorkbenchError::Internal(format!("the rules that were taken: {reason}"))
            })
    }

    /// The texts of the tables that were taken, but for the one of this name.
    fn tables_of_rules(&self, without: Option<&str>) -> Result<Vec<String>, WorkbenchError> {
        let rows = self.0.catalogue.photo_rules()?.into_iter();
        rows.filter(|row| without != Some(row.name.as_str()))
            .map(|row| {
                let bytes = self.0.vault.read(&row.sha256)?;
                Ok(String::from_utf8_lossy(&bytes).into_owned())
            })
            .collect()
    }
}

fn read(tables: &[String]) -> Result<Pack, String> {
    let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
    Pack::extended(&tables).map_err(|fault| fault.to_string())
}
