//! Re-reading a whole ledger: log, bodies, cosignatures and stamps.

use super::Ledger;
use crate::act::{Act, ActBody};
use crate::body::records;
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::commitment::Commitment;
use crate::error::Result;
use crate::log_files::{CHECKPOINT, segment_name};
use crate::note::Note;
use crate::tile::TILE_WIDTH;
use crate::verify::check_tiles;
use crate::verify::finding::{Finding, Findings};
use std::collections::BTreeSet;

impl Ledger {
    /// Re-reads everything and names each thing that is not what it was. `progress` is told how many
    /// acts are done, and of how many. An empty list says that everything holds. Nobody may append
    /// meanwhile.
    ///
    /// # Errors
    /// Those of the system: then it could not be checked.
    pub fn verify_all(&self, mut progress: impl FnMut(u64, u64)) -> Result<Vec<Finding>> {
        let size = self.size();
        let mut bodies = BodyCheck::default();
        let mut failure = None;
        let tiles = check_tiles(&self.files, size, &self.root(), &[], |number, entries| {
            if failure.is_none() {
                failure = self.check_segment(number, entries, &mut bodies).err();
                progress((number * TILE_WIDTH + entries.len() as u64).min(size), size);
            }
        })?;
        if let Some(error) = failure {
            return Err(error);
        }
        let mut findings = tiles.findings;
        self.check_head(&mut findings)?;
        bodies
            .findings
            .into_vec()
            .into_iter()
            .for_each(|finding| findings.add(finding));
        for index in bodies.erased.difference(&bodies.explained) {
            findings.add(Finding::UnexplainedErasure { index: *index });
        }
        self.check_beside(&mut findings)?;
        Ok(findings.into_vec())
    }

    fn check_head(&self, findings: &mut Findings) -> Result<()> {
        let Some(bytes) = self.files.read(CHECKPOINT)? else {
            findings.add(Finding::MissingFile {
                file: CHECKPOINT.to_owned(),
            });
            return Ok(());
        };
        if let Err(error) = SignedCheckpoint::open(&bytes, &self.verifier) {
            findings.add(Finding::BadCheckpoint {
                reason: error.to_string(),
            });
        } else if bytes != self.checkpoint.as_bytes() {
            let reason = "it is not the one this ledger was opened with".to_owned();
            findings.add(Finding::BadCheckpoint { reason });
        }
        Ok(())
    }

    fn check_segment(
        &self,
        number: u64,
        entries: &[Commitment],
        check: &mut BodyCheck,
    ) -> Result<()> {
        let file = segment_name(number);
        let first = number * TILE_WIDTH;
        let Some(segment) = self.files.read(&file)? else {
            check.findings.add(Finding::MissingFile { file });
            return Ok(());
        };
        let mut records = records(&segment);
        for (index, entry) in (first..).zip(entries) {
            let Some(record) = records.next() else {
                let to = first + entries.len() as u64 - 1;
                check.findings.add(Finding::LostBodies {
                    file,
                    from: index,
                    to,
                });
                return Ok(());
            };
            match self.open_record(index, &record, entry, &file) {
                Ok(Some(opened)) => check.note_erasures(&opened.body),
                Ok(None) => {
                    check.erased.insert(index);
                }
                Err(_) => check.findings.add(Finding::DamagedBody {
                    file: file.clone(),
                    index,
                }),
            }
        }
        Ok(())
    }

    fn check_beside(&self, findings: &mut Findings) -> Result<()> {
        for size in self.cosigned_sizes()? {
            let file = format!("cosignatures/{size}");
            let text = self.cosigned(size).map_err(|error| error.to_string());
            let head = text.and_then(|text| {
                let note = Note::parse(text.unwrap_or_default().as_bytes());
                let head = note.and_then(|note| Checkpoint::parse(note.text()));
                head.map_err(|error| error.to_string())
            });
            match head {
                Ok(head) if head.size == size && self.root_at(size).ok() == Some(head.root) => {}
                Ok(_) => {
                    let reason = "it is about another root than this log has".to_owned();
                    findings.add(Finding::BrokenAttestation { file, reason });
                }
                Err(reason) => findings.add(Finding::BrokenAttestation { file, reason }),
            }
        }
        if let Err(error) = self.stamps() {
            let (file, reason) = ("stamps".to_owned(), error.to_string());
            findings.add(Finding::BrokenAttestation { file, reason });
        }
        Ok(())
    }
}

#[derive(Default)]
struct BodyCheck {
    findings: Findings,
    erased: BTreeSet<u64>,
    explained: BTreeSet<u64>,
}

impl BodyCheck {
    fn note_erasures(&mut self, body: &[u8]) {
        if let Ok(ActBody {
            act: Act::Erased { index, .. },
            ..
        }) = ActBody::from_bytes(body)
        {
            self.explained.insert(index);
        }
    }
}
