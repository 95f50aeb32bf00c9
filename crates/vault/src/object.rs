//! A named object, opened for reading.

use crate::VaultError;
use age::stream::StreamReader;
use domain::Sha256;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Reads an object's content. A block whose bytes were changed is an error, not content.
pub struct ObjectReader(StreamReader<BufReader<File>>);

pub(crate) fn open(
    path: &Path,
    name: &Sha256,
    identity: &age::x25519::Identity,
) -> Result<ObjectReader, VaultError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(VaultError::Missing(*name)),
        Err(e) => return Err(VaultError::io("open", path, e)),
    };
    let broken = |reason: String| VaultError::Broken {
        name: *name,
        reason,
    };
    let sealed = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 17, file))
        .map_err(|e| broken(e.to_string()))?;
    let identities = std::iter::once(identity as &dyn age::Identity);
    sealed
        .decrypt(identities)
        .map(ObjectReader)
        .map_err(|e| broken(e.to_string()))
}

impl Read for ObjectReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Seek for ObjectReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}
