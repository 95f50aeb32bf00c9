//! An object on its way in: written sealed under a working name, digested as it passes.

use crate::{Digester, Digests, VaultError};
use age::stream::StreamWriter;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Takes the bytes of one object. Dropped before [`Stager::finish`], it leaves nothing behind.
pub struct Stager {
    // Declared before `file`: an object that is given up is closed before it is removed.
    sealed: Option<StreamWriter<BufWriter<File>>>,
    digester: Digester,
    file: WorkingFile,
}

/// A whole sealed object that has no name yet. Dropped, it is removed.
pub struct Staged {
    digests: Digests,
    file: WorkingFile,
}

struct WorkingFile {
    path: PathBuf,
    renamed: bool,
}

impl Drop for WorkingFile {
    fn drop(&mut self) {
        if !self.renamed {
            // A leftover costs space, not truth; the next work run clears it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Stager {
    pub(crate) fn new(
        incoming: &Path,
        recipient: &age::x25519::Recipient,
    ) -> Result<Self, VaultError> {
        let mut name = [0u8; 12];
        getrandom::fill(&mut name).map_err(|e| VaultError::Random(e.to_string()))?;
        let path = incoming.join(
            name.iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>(),
        );
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o400);
        let file = options
            .open(&path)
            .map_err(|e| VaultError::io("make", &path, e))?;
        let file_on_disk = WorkingFile {
            path: path.clone(),
            renamed: false,
        };
        let recipients = std::iter::once(recipient as &dyn age::Recipient);
        let sealed = age::Encryptor::with_recipients(recipients)
            .map_err(|e| VaultError::Key(e.to_string()))?
            .wrap_output(BufWriter::with_capacity(1 << 17, file))
            .map_err(|e| VaultError::io("write", &path, e))?;
        Ok(Self {
            sealed: Some(sealed),
            digester: Digester::default(),
            file: file_on_disk,
        })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// Where the disk is full or fails; the object is then given up.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        let Some(sealed) = &mut self.sealed else {
            return Ok(());
        };
        sealed
            .write_all(bytes)
            .map_err(|e| VaultError::io("write", &self.file.path, e))?;
        self.digester.update(bytes);
        Ok(())
    }

    /// How many bytes were taken so far.
    pub fn size_bytes(&self) -> u64 {
        self.digester.size_bytes()
    }

    /// Ends the object.
    ///
    /// # Errors
    /// Where the disk is full or fails.
    pub fn finish(self) -> Result<Staged, VaultError> {
        let Self {
            mut sealed,
            digester,
            file,
        } = self;
        if let Some(sealed) = sealed.take() {
            let failed = |e| VaultError::io("write", &file.path, e);
            sealed
                .finish()
                .and_then(|mut out| out.flush())
                .map_err(failed)?;
        }
        Ok(Staged {
            digests: digester.finish(),
            file,
        })
    }
}

impl Staged {
    /// The digests of the content.
    pub const fn digests(&self) -> &Digests {
        &self.digests
    }

    pub(crate) fn rename_to(mut self, name: &Path) -> Result<(), VaultError> {
        fs::rename(&self.file.path, name).map_err(|e| VaultError::io("name", name, e))?;
        self.file.renamed = true;
        Ok(())
    }
}
