//! Taking a list in.

use super::LIST_VERSION;
use super::preview::open_table;
use super::table::Table;
use super::take_in::{Found, take_in};
use crate::answer::Receipt;
use crate::intake::content;
use crate::lock;
use crate::{IntakeRequest, ProcessOptions, Store, WorkbenchError};
use catalogue::ItemRow;
use custody::act::{Act, Content, ListMapped};
use domain::access::Action;
use domain::{ItemId, UserName};
use extract::Reading;
use linkage::list::{BadRow, ListFault, RepeatedId, RowSource};
use linkage::mapping::{Mapping, MappingFault};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use vault::{Stager, VaultError};

/// What is to be taken for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// A file that is received first, as an accession of its own.
    File(IntakeRequest),
    /// A table in an item of the store.
    Item(ItemId),
}

/// On which ground a list is held, in the words of who takes it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListGround {
    /// The legal basis.
    pub legal_basis: String,
    /// What it may be used for.
    pub purpose: String,
    /// What it may not be used for, or only under a condition.
    pub restrictions: Vec<String>,
}

impl ListGround {
    pub(super) fn check(&self) -> Result<(), WorkbenchError> {
        if self.legal_basis.trim().is_empty() {
            return Err(WorkbenchError::NoGround("--legal-basis"));
        }
        if self.purpose.trim().is_empty() {
            return Err(WorkbenchError::NoGround("--purpose"));
        }
        Ok(())
    }
}

/// A list to be taken in.
#[derive(Debug, Clone)]
pub struct ListRequest {
    /// Where it is.
    pub source: ListSource,
    /// Which table of it, from 1.
    pub table: u32,
    /// On which ground it is held.
    pub ground: ListGround,
    /// What it is called; by its path where that is not said.
    pub name: Option<String>,
    /// Whether it promises that no person stands in it twice.
    pub one_row_per_person: bool,
    /// Which column says what; proposed by the headings where that is not said.
    pub mapping: Option<Mapping>,
    /// How a workbook or database is read.
    pub reading: ProcessOptions,
}

/// How far taking in a list has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListProgress {
    /// Rows that are source records, so far.
    pub records: u64,
    /// Bad rows, so far.
    pub bad_rows: u64,
    /// Rows that are in the tables; known in the last stretch.
    pub entered: u64,
}

/// Lines in another encoding than the list's: how many, and which it seems to be.
pub type OtherLines = Option<(u64, &'static str)>;

/// What came of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped {
    /// The act; on a dry run, as it would be.
    pub act: ListMapped,
    /// The mapping in force.
    pub mapping: Mapping,
    /// The first bad rows; all of them stand in the list.
    pub bad: Vec<BadRow>,
    /// The first repeated ids.
    pub repeated: Vec<RepeatedId>,
    /// Lines in another encoding than the list's, and which it seems to be.
    pub other_lines: OtherLines,
    /// The receipt, where the list was received by this call.
    pub receipt: Option<Receipt>,
}

impl Store {
    /// Takes a list in: receives the file where it is one, reads its rows, and records on which ground
    /// it is held. The same table mapped again takes the place of the earlier mapping.
    ///
    /// # Errors
    /// Without a legal basis and a purpose; where the list cannot be read at all or the mapping does
    /// not fit, before anything is received; where the person may not take material in.
    pub fn import_list(
        &self,
        by: &UserName,
        request: &ListRequest,
        report: &mut dyn FnMut(ListProgress),
    ) -> Result<Mapped, WorkbenchError> {
        self.authorise(by, Action::TakeIn, None)?;
        request.ground.check()?;
        let (row, receipt) = match &request.source {
            ListSource::Item(id) => (self.readable(by, id)?, None),
            ListSource::File(intake) => {
                // A wrong mapping is told before anything is received.
                let mapping = request.mapping.clone();
                let mut table = open_table(&intake.path, request.table, mapping, &request.reading)?;
                let mapping = table.mapping.clone();
                take_in(table.rows()?, &mapping, &mut io::sink(), &mut |_, _| {})?;
                let receipt = self.intake(by, intake, &mut |_| {})?;
                (self.received_list(by, &receipt)?, Some(receipt))
            }
        };
        let _held = lock::take_work(&self.0.root)?;
        self.0.vault.clear_incoming()?;
        let mut mapped = self.read_list(by, &row, request, report)?;
        mapped.receipt = receipt;
        self.act_once(by, Act::ListMapped(Box::new(mapped.act.clone())))?;
        let (records, bad_rows) = (mapped.act.records, mapped.act.bad_rows);
        self.enter_lists(&mut |entered| {
            report(ListProgress {
                records,
                bad_rows,
                entered,
            });
        })?;
        Ok(mapped)
    }

    /// The item that was received from a file: the newest version of it.
    fn received_list(&self, by: &UserName, receipt: &Receipt) -> Result<ItemRow, WorkbenchError> {
        let accession = receipt.accession.accession;
        let received = self.0.catalogue.received_paths(accession)?;
        let (_, row) = received
            .into_iter()
            .next_back()
            .ok_or_else(|| WorkbenchError::NotAvailable(accession.to_string()))?;
        self.readable(by, &row.id)
    }

    /// Opens a table of an item.
    pub(super) fn item_table(
        &self,
        row: &ItemRow,
        table: u32,
        stated: Option<Mapping>,
        read: &mut dyn FnMut(&File) -> Result<Reading, WorkbenchError>,
    ) -> Result<Table, WorkbenchError> {
        let Some(object) = row.sha256 else {
            return Err(WorkbenchError::List(ListFault::Empty));
        };
        let size_bytes = row.size_bytes.unwrap_or_default();
        let bytes = self.0.vault.plain_copy(&object, size_bytes)?;
        Table::open(bytes, table, stated, read)
    }

    /// The reading of an item that is no text. One that was read before tables were kept apart, or not
    /// at all, is read now.
    fn tables_of(
        &self,
        by: &UserName,
        row: &ItemRow,
        options: &ProcessOptions,
    ) -> Result<Reading, WorkbenchError> {
        if let Some(reading) = self.reading(row)?
            && !extract::table::tables(&reading).is_empty()
        {
            return Ok(reading);
        }
        self.read_item(by, row, options)?;
        let row = self.0.catalogue.item(&row.id)?;
        let reading = row.map(|row| self.reading(&row)).transpose()?.flatten();
        reading.ok_or(WorkbenchError::NoTable { table: 1, found: 0 })
    }

    fn read_list(
        &self,
        by: &UserName,
        row: &ItemRow,
        request: &ListRequest,
        report: &mut dyn FnMut(ListProgress),
    ) -> Result<Mapped, WorkbenchError> {
        let stated = request.mapping.clone();
        let mut table = self.item_table(row, request.table, stated, &mut |_| {
            self.tables_of(by, row, &request.reading)
        })?;
        let (mapping, other_lines) = (table.mapping.clone(), table.other_lines);
        let (found, rows) = self.stage_rows(table.rows()?, &mapping, report)?;
        let name = request.name.clone().unwrap_or_else(|| row.path.to_string());
        Ok(Mapped {
            act: ListMapped {
                item: row.id.clone(),
                accession: row.accession,
                table: request.table,
                name,
                legal_basis: request.ground.legal_basis.clone(),
                purpose: request.ground.purpose.clone(),
                restrictions: request.ground.restrictions.clone(),
                one_row_per_person: request.one_row_per_person,
                mapping: mapping.to_toml().map_err(ListFault::from)?,
                version: LIST_VERSION.to_owned(),
                columns: found.columns,
                rows,
                records: found.records,
                bad_rows: found.bad_rows,
                repeated_ids: found.repeated_ids,
                passed_over: found.passed_over,
            },
            mapping,
            bad: found.bad,
            repeated: found.repeated,
            other_lines,
            receipt: None,
        })
    }

    /// Reads rows into an object of the vault.
    fn stage_rows(
        &self,
        rows: impl RowSource,
        mapping: &Mapping,
        report: &mut dyn FnMut(ListProgress),
    ) -> Result<(Found, Content), WorkbenchError> {
        let mut out = BufWriter::with_capacity(1 << 17, Staging::new(self.0.vault.stage()?));
        let found = take_in(rows, mapping, &mut out, &mut |records, bad_rows| {
            report(ListProgress {
                records,
                bad_rows,
                entered: 0,
            });
        });
        // What the vault itself has to say of a failed write is more than what came through the stream.
        let mut staging = match out.into_inner() {
            Ok(staging) => staging,
            Err(error) => error.into_parts().1.into_parts().0,
        };
        if let Some(failed) = staging.failed.take() {
            return Err(failed.into());
        }
        let found = found?;
        let staged = staging.stager.finish()?;
        let rows = content(staged.digests());
        self.0.vault.settle(vec![staged])?;
        Ok((found, rows))
    }
}

/// A stager as a stream; keeps what went wrong.
struct Staging {
    stager: Stager,
    failed: Option<VaultError>,
}

impl Staging {
    const fn new(stager: Stager) -> Self {
        Self {
            stager,
            failed: None,
        }
    }
}

impl Write for Staging {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.stager.write(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(error) => {
                self.failed = Some(error);
                Err(io::Error::other("the vault took no more"))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens a file that is to be a list.
pub(super) fn open_list(path: &Path) -> Result<File, WorkbenchError> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => WorkbenchError::PathMissing(path.to_owned()),
        _ => WorkbenchError::PathUnreadable {
            path: path.to_owned(),
            source,
        },
    };
    let kind = std::fs::metadata(path).map_err(unreadable)?.file_type();
    if kind.is_dir() {
        return Err(WorkbenchError::ListIsFolder(path.to_owned()));
    }
    if !kind.is_file() {
        return Err(WorkbenchError::PathIsDevice(path.to_owned()));
    }
    File::open(path).map_err(unreadable)
}

impl From<MappingFault> for WorkbenchError {
    fn from(fault: MappingFault) -> Self {
        Self::List(fault.into())
    }
}
