//! Whether the disk has room: the engines below say "failed" where a person needs to hear "full".

use std::path::Path;

/// Less room than this, in bytes, and a failed write is taken for a full disk.
const HARDLY_ANY_BYTES: u64 = 2 << 20;

/// Whether the disk that holds `path`, or the nearest folder above it, is full.
pub(crate) fn is_full(path: &Path) -> bool {
    let Some(place) = path.ancestors().find(|place| place.exists()) else {
        return false;
    };
    match rustix::fs::statvfs(place) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize) < HARDLY_ANY_BYTES,
        Err(_) => false,
    }
}
