//! `store.toml`: what must be known before a store can be opened.

use crate::WorkbenchError;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use vault::SealedKeys;

/// The format of stores that this program writes.
pub const FORMAT: u32 = 1;

/// Where the tables of a store are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CatalogueSetting {
    /// In the store's folder.
    #[default]
    Embedded,
    /// In this PostgreSQL database.
    Postgres(String),
}

/// What `store.toml` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) format: u32,
    pub(crate) store: String,
    pub(crate) custodian: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) catalogue: Option<String>,
    /// The folder of the models for optical reading that was named last; those of the program where
    /// absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ocr_models: Option<PathBuf>,
    pub(crate) evidence_vkey: String,
    pub(crate) consultations_vkey: String,
    pub(crate) keys: SealedKeys,
}

/// Only the format: read first, because a newer file may hold anything else.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl Settings {
    pub(crate) fn read(root: &Path) -> Result<Self, WorkbenchError> {
        let path = file(root);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(WorkbenchError::NotAStore(root.to_owned()));
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => {
                return Err(WorkbenchError::NotAStore(root.to_owned()));
            }
            Err(e) => return Err(WorkbenchError::io("read", &path, e)),
        };
        let damaged = |e: toml::de::Error| WorkbenchError::SettingsDamaged {
            path: path.clone(),
            reason: e.message().to_owned(),
        };
        let FormatOnly { format } = toml::from_str(&text).map_err(damaged)?;
        if format > FORMAT {
            return Err(WorkbenchError::StoreNewer {
                found: format,
                known: FORMAT,
            });
        }
        toml::from_str(&text).map_err(damaged)
    }

    /// Writes the file whole or not at all.
    pub(crate) fn write(&self, root: &Path) -> Result<(), WorkbenchError> {
        let path = file(root);
        let text =
            toml::to_string_pretty(self).map_err(|e| WorkbenchError::Internal(e.to_string()))?;
        write_whole(&path, text.as_bytes())
    }
}

/// Writes a file so that after a power cut it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), WorkbenchError> {
    let working = path.with_extension("new");
    let failed = |e| WorkbenchError::io("write", path, e);
    let mut out = File::create(&working).map_err(failed)?;
    out.write_all(bytes)
        .and_then(|()| out.sync_all())
        .map_err(failed)?;
    fs::rename(&working, path).map_err(failed)?;
    match path.parent() {
        Some(folder) => File::open(folder)
            .and_then(|f| f.sync_all())
            .map_err(failed),
        None => Ok(()),
    }
}

fn file(root: &Path) -> PathBuf {
    root.join("store.toml")
}
