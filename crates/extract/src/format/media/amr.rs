//! Speech of telephones (RFC 4867, section 5).

use super::tag::Tags;
use crate::format::FormatFault;

/// Bytes of a frame by its kind, header included.
const NARROW: [usize; 9] = [13, 14, 16, 18, 20, 21, 27, 32, 6];
const WIDE: [usize; 10] = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6];

/// Counts the frames, each of a fiftieth of a second.
///
/// # Errors
/// None; the type is that of the other readers.
pub(super) fn read(bytes: &[u8], tags: &mut Tags) -> Result<(), FormatFault> {
    let (table, name, mut at): (&[usize], _, _) = if bytes.starts_with(b"#!AMR-WB\n") {
        (&WIDE, "AMR-WB", 9)
    } else {
        (&NARROW, "AMR", 6)
    };
    let mut frames = 0u32;
    while let Some(head) = bytes.get(at) {
        at += table.get(usize::from(head >> 3 & 15)).copied().unwrap_or(1);
        frames += 1;
    }
    tags.fact("media.codec", name);
    tags.duration(f64::from(frames) / 50.0);
    Ok(())
}
