//! Giving bodies back, and erasing them.

use super::Ledger;
use crate::body::{Body, Opened, Record, records, with_erased};
use crate::commitment::Commitment;
use crate::error::{CustodyError, Result};
use crate::log_files::{damaged, segment_name};
use crate::tile::TILE_WIDTH;
use std::fs::File;
use std::os::unix::fs::FileExt;

impl Ledger {
    /// The body of one act, compared with its commitment in the log.
    ///
    /// # Errors
    /// [`CustodyError::NoSuchAct`]; [`CustodyError::Damaged`] where it cannot be opened or does not
    /// fit its commitment.
    pub fn body(&self, index: u64) -> Result<Body> {
        let opened = self.opened(index)?;
        Ok(opened.map_or(Body::Erased, |opened| Body::Present(opened.body)))
    }

    /// The body and salt of one act; nothing where they were erased.
    pub(super) fn opened(&self, index: u64) -> Result<Option<Opened>> {
        let size = self.size();
        if index >= size {
            return Err(CustodyError::NoSuchAct { index, size });
        }
        let (number, place) = (index / TILE_WIDTH, (index % TILE_WIDTH) as usize);
        let name = segment_name(number);
        let segment = self.segment(&name)?;
        let record = records(&segment).nth(place);
        let record = record.ok_or_else(|| damaged(&*name, "an act is missing"))?;
        let entries = self.files.entries(number, place as u64 + 1)?;
        let entry = entries
            .last()
            .ok_or_else(|| damaged(&*name, "an act has no entry"))?;
        self.open_record(index, &record, entry, &name)
    }

    /// Every body from an index on, in order, compared with its commitment. Stops at the first
    /// error, that of the ledger or that of `each`.
    ///
    /// # Errors
    /// As [`Ledger::body`], and those of `each`.
    pub fn for_each_body<E: From<CustodyError>>(
        &self,
        from: u64,
        mut each: impl FnMut(u64, Body) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let size = self.size();
        for number in from / TILE_WIDTH..size.div_ceil(TILE_WIDTH) {
            let first = number * TILE_WIDTH;
            let width = TILE_WIDTH.min(size - first);
            let name = segment_name(number);
            let segment = self.segment(&name)?;
            let entries = self.files.entries(number, width)?;
            let mut records = records(&segment);
            for (index, entry) in (first..).zip(&entries) {
                let record = records
                    .next()
                    .ok_or_else(|| damaged(&*name, "an act is missing"))?;
                if index >= from {
                    let opened = self.open_record(index, &record, entry, &name)?;
                    each(
                        index,
                        opened.map_or(Body::Erased, |o| Body::Present(o.body)),
                    )?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn segment(&self, name: &str) -> Result<Vec<u8>> {
        self.files
            .read(name)?
            .ok_or_else(|| damaged(name, "it is missing"))
    }

    pub(super) fn open_record(
        &self,
        index: u64,
        record: &Record<'_>,
        entry: &Commitment,
        name: &str,
    ) -> Result<Option<Opened>> {
        let Some(sealed) = record.sealed else {
            return Ok(None);
        };
        let opened = self.sealer.open(index, sealed);
        let opened = opened.ok_or_else(|| damaged(name, "an act cannot be unsealed"))?;
        if opened.commitment() != *entry {
            return Err(damaged(name, "an act does not fit its entry in the log"));
        }
        Ok(Some(opened))
    }

    /// Erases the body of an act and its salt. The log, every proof and every other act stay as
    /// they are; erasing twice changes nothing. The caller appends the act that says why, before.
    ///
    /// The old bytes are overwritten before the file is given up. Copies that a file system or a
    /// disk makes by itself are out of reach; what they hold is sealed.
    ///
    /// # Errors
    /// [`CustodyError::NoSuchAct`]; [`CustodyError::ReadOnly`]; those of the system.
    pub fn erase(&mut self, index: u64) -> Result<()> {
        if self.key.is_none() {
            return Err(CustodyError::ReadOnly);
        }
        let size = self.size();
        if index >= size {
            return Err(CustodyError::NoSuchAct { index, size });
        }
        let (number, place) = (index / TILE_WIDTH, (index % TILE_WIDTH) as usize);
        let name = segment_name(number);
        let segment = self.segment(&name)?;
        let record = records(&segment).nth(place);
        let record = record.ok_or_else(|| damaged(&*name, "an act is missing"))?;
        if record.sealed.is_none() {
            return Ok(());
        }
        let erased = with_erased(&segment, place).unwrap_or_default();
        let path = self.files.path(&name);
        let old = File::options()
            .write(true)
            .open(&path)
            .map_err(CustodyError::io(&path))?;
        self.disk.replace(&path, &erased)?;
        if number == size / TILE_WIDTH {
            self.segment_bytes -= (segment.len() - erased.len()) as u64;
        }
        if let Some(dir) = path.parent() {
            self.disk.sync_dir(dir)?;
        }
        let zeros = vec![0u8; record.end - record.start];
        old.write_all_at(&zeros, record.start as u64)
            .map_err(CustodyError::io(&path))?;
        old.sync_all().map_err(CustodyError::io(&path))
    }
}
