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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fence::Strength;

    fn report(files: Strength, refused: bool) -> DoctorReport {
        DoctorReport {
            fence: FenceReport {
                files,
                calls: true,
                bounds: true,
                no_new_privileges: true,
                user: 1000,
                missing: Vec::new(),
            },
            probes: vec![(
                Probe::Connect,
                ProbeAnswer {
                    refused,
                    words: String::new(),
                },
            )],
            programs: Vec::new(),
        }
    }

    #[test]
    fn one_probe_that_is_not_refused_or_one_part_that_is_absent_is_no_fence() {
        assert!(report(Strength::Full, true).is_fenced());
        assert!(report(Strength::Partial, true).is_fenced());
        assert!(!report(Strength::Full, false).is_fenced());
        assert!(!report(Strength::Absent, true).is_fenced());
        for part in 0..4 {
            let mut weak = report(Strength::Full, true);
            match part {
                0 => weak.fence.calls = false,
                1 => weak.fence.bounds = false,
                2 => weak.fence.no_new_privileges = false,
                _ => weak.fence.user = 0,
            }
            assert!(!weak.is_fenced(), "{weak:?}");
        }
    }
}
