//! With which models pages are read optically: those of the program, or better ones of the user.

use super::ProcessOptions;
use crate::settings::Settings;
use crate::{Store, WorkbenchError};
use std::path::PathBuf;

/// With which models pages are read optically. Which ones they were stands in each reading, by the
/// SHA-256 of their files; what is chosen here decides only what is read from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OcrModels {
    /// With those that the store was last told to use; those of the program where it was told of none.
    #[default]
    AsStored,
    /// With those that came with the program.
    OfProgram,
    /// With those in this folder.
    Folder(PathBuf),
}

impl OcrModels {
    /// The folder, where one is named.
    pub(crate) const fn folder(&self) -> Option<&PathBuf> {
        match self {
            OcrModels::Folder(folder) => Some(folder),
            OcrModels::AsStored | OcrModels::OfProgram => None,
        }
    }
}

impl Store {
    /// The same options, with the models named that the store stands by.
    ///
    /// # Errors
    /// Where there is no such folder, or `store.toml` cannot be read.
    pub(crate) fn with_models(
        &self,
        options: &ProcessOptions,
    ) -> Result<ProcessOptions, WorkbenchError> {
        let models = match &options.ocr_models {
            OcrModels::AsStored => match Settings::read(&self.0.root)?.ocr_models {
                Some(folder) => OcrModels::Folder(folder),
                None => OcrModels::OfProgram,
            },
            named => named.clone(),
        };
        let models = match models {
            OcrModels::Folder(folder) => OcrModels::Folder(
                folder
                    .canonicalize()
                    .map_err(|e| WorkbenchError::io("open", &folder, e))?,
            ),
            other => other,
        };
        Ok(ProcessOptions {
            ocr_models: models,
            ..options.clone()
        })
    }

    /// Keeps the models for later runs. The caller holds the work lock.
    pub(super) fn keep_models(&self, options: &ProcessOptions) -> Result<(), WorkbenchError> {
        let mut settings = Settings::read(&self.0.root)?;
        let folder = options.ocr_models.folder();
        if settings.ocr_models.as_ref() != folder {
            settings.ocr_models = folder.cloned();
            settings.write(&self.0.root)?;
        }
        Ok(())
    }
}
