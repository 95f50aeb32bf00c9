//! Whether reading works on this machine, and how strong its fence is.

use crate::child::{ProbeAnswer, ProgramState};
use crate::fault::ReadFault;
use crate::fence::FenceReport;
use crate::protocol::Probe;
use crate::reader::{Reader, ReaderSettings};
use serde::Serialize;

/// What a self-test of the reader found.
#[derive(Debug, Clone, Serialize)]
pub struct DoctorReport {
    /// What of the fence stands.
    pub fence: FenceReport,
    /// What the child tried that the fence forbids, and what came of it.
    pub probes: Vec<(Probe, ProbeAnswer)>,
    /// The external programs, as they run inside the fence.
    pub programs: Vec<ProgramState>,
}

impl DoctorReport {
    /// Whether every probe was refused and every part of the fence stands.
    pub fn is_fenced(&self) -> bool {
        self.fence.is_whole() && self.probes.iter().all(|(_, answer)| answer.refused)
    }
}

/// Starts a reader child and lets it try what it must not be able to do.
///
/// # Errors
/// Where no child can be started or talked to.
pub fn doctor(settings: &ReaderSettings) -> Result<DoctorReport, ReadFault> {
    let mut reader = Reader::start(&ReaderSettings {
        require_fence: false,
        ..settings.clone()
    })?;
    let programs = reader.programs()?;
    let mut probes = Vec::new();
    for probe in Probe::ALL {
        probes.push((probe, reader.probe(probe)?));
    }
    Ok(DoctorReport {
        fence: reader.fence().clone(),
        probes,
        programs,
    })
}
