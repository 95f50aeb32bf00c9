//! Trying what the fence forbids, to show that it stands.

use crate::limits::Limits;
use crate::protocol::Probe;
use crate::tools::{Program, Tools};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What came of a probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeAnswer {
    /// Whether the kernel refused it.
    pub refused: bool,
    /// Its words.
    pub words: String,
}

/// An external program as the child sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramState {
    /// Its name.
    pub name: String,
    /// Where it is; absent where it is not installed.
    pub path: Option<String>,
    /// Its version as told inside the fence; `unknown` where it does not run there.
    pub version: Option<String>,
    /// The languages it reads, for tesseract.
    pub languages: Vec<String>,
    /// The SHA-256 of the model of each language, for tesseract; a model that cannot be read has none.
    #[serde(default)]
    pub models: BTreeMap<String, String>,
}

/// The most memory that was held at one time, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeakMemory {
    /// By the child itself, the file that it maps among it.
    pub child_bytes: u64,
    /// By the largest of the programs it started.
    pub program_bytes: u64,
}

impl PeakMemory {
    pub(super) fn now() -> Self {
        Self {
            child_bytes: crate::kernel::peak_bytes(false),
            program_bytes: crate::kernel::peak_bytes(true),
        }
    }
}

/// Tries what the fence forbids.
pub(super) fn try_it(probe: Probe, limits: &Limits) -> ProbeAnswer {
    match probe {
        Probe::Connect => {
            answer(std::net::TcpStream::connect(("127.0.0.1", 9)).map(|_| "a connection was made"))
        }
        Probe::OpenFile => {
            answer(std::fs::read("/etc/passwd").map(|_| "a file of this machine was opened"))
        }
        Probe::WriteFile => answer(
            std::fs::write("/var/tmp/isnad-probe", b"").map(|()| "a file of this machine was made"),
        ),
        Probe::ForkBomb => fork_bomb(limits),
        Probe::Memory => {
            let wanted =
                usize::try_from(limits.memory_bytes.saturating_mul(2)).unwrap_or(usize::MAX);
            let mut room: Vec<u8> = Vec::new();
            let taken = room
                .try_reserve_exact(wanted)
                .map(|()| "twice the memory was given");
            answer(taken.map_err(|error| {
                std::io::Error::new(std::io::ErrorKind::OutOfMemory, error.to_string())
            }))
        }
        Probe::Privilege => {
            let root = rustix::thread::Uid::ROOT;
            answer(
                rustix::thread::set_thread_res_uid(root, root, root)
                    .map(|()| "the child became the administrator")
                    .map_err(std::io::Error::from),
            )
        }
    }
}

/// Only a refusal by the kernel proves a fence: a file that is not there, or a door at which nobody
/// listens, would look the same without one.
fn answer(outcome: Result<&str, std::io::Error>) -> ProbeAnswer {
    match outcome {
        Ok(words) => ProbeAnswer {
            refused: false,
            words: words.to_owned(),
        },
        Err(error) => ProbeAnswer {
            refused: matches!(
                error.kind(),
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::OutOfMemory
            ),
            words: error.to_string(),
        },
    }
}

/// Starts sleeping processes until one is refused, a few more than the bound allows.
fn fork_bomb(limits: &Limits) -> ProbeAnswer {
    let sleep = Program::find("sleep");
    let Some(path) = sleep.path() else {
        return ProbeAnswer {
            refused: false,
            words: "not tried: there is no program `sleep` to start".to_owned(),
        };
    };
    let mut started = Vec::new();
    let mut refused = None;
    for _ in 0..limits.processes.saturating_add(16) {
        match std::process::Command::new(path).arg("30").spawn() {
            Ok(child) => started.push(child),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    let count = started.len();
    for mut child in started {
        let _ = child.kill();
        let _ = child.wait();
    }
    match refused {
        Some(error) => ProbeAnswer {
            refused: true,
            words: format!("after {count}: {error}"),
        },
        None => ProbeAnswer {
            refused: false,
            words: format!("{count} processes were started"),
        },
    }
}

/// The external programs with their versions.
pub(super) fn programs(tools: &Tools) -> Vec<ProgramState> {
    let mut states: Vec<ProgramState> = Vec::new();
    for program in tools.all() {
        let path = program.path().map(|path| path.display().to_string());
        let version = path.is_some().then(|| program.version().to_owned());
        let is_optical = program.name() == tools.tesseract.name();
        let languages = match (is_optical, &path) {
            (true, Some(_)) => tools.models.languages(program).to_vec(),
            _ => Vec::new(),
        };
        let model = |language: &String| {
            let digest = tools.models.digest(program, language)?;
            Some((language.clone(), digest.to_string()))
        };
        states.push(ProgramState {
            name: program.name().to_owned(),
            path,
            version,
            models: languages.iter().filter_map(model).collect(),
            languages,
        });
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_fence_no_probe_is_refused() {
        let limits = Limits {
            memory_bytes: 64 * 1024 * 1024,
            processes: 2,
            ..Limits::default()
        };
        for probe in [
            Probe::Connect,
            Probe::OpenFile,
            Probe::ForkBomb,
            Probe::Memory,
        ] {
            let answer = try_it(probe, &limits);
            assert!(!answer.refused, "{probe:?}: {}", answer.words);
        }
    }
}
