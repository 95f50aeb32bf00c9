//! The quantisation tables of a JPEG (ITU-T T.81 B.2.4.1): what a camera or a program rounds by.
//!
//! Cameras use tables of their own, programs mostly those of annex K in a strength between 1 and 100
//! (Independent JPEG Group, `jcparam.c`), so the tables tell who saved a file last.

use crate::outcome::Outcome;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The table for brightness of ITU-T T.81 table K.1, in the zigzag order in which files hold it.
const BRIGHTNESS: [u16; 64] = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81,
    87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/// Tables by their number, as the segments define them.
#[derive(Debug, Default)]
pub(super) struct Tables(BTreeMap<u8, Vec<u16>>);

impl Tables {
    /// Adds the tables of one segment; the first of each number counts. A cut one is left out.
    pub(super) fn take(&mut self, body: &[u8]) {
        let mut rest = body;
        while let Some((head, behind)) = rest.split_first() {
            let wide = head >> 4 == 1;
            let length = if wide { 128 } else { 64 };
            let Some((raw, after)) = behind.split_at_checked(length) else {
                return;
            };
            let values = if wide {
                let pairs = raw.as_chunks::<2>().0;
                pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect()
            } else {
                raw.iter().map(|value| u16::from(*value)).collect()
            };
            self.0.entry(head & 0x0F).or_insert(values);
            rest = after;
        }
    }

    /// Adds a digest of all tables, and the strength where the first is one of the well-known ones.
    pub(super) fn tell(&self, out: &mut Outcome) {
        if self.0.is_empty() {
            return;
        }
        let mut digest = Sha256::new();
        for (number, values) in &self.0 {
            digest.update([*number]);
            for value in values {
                digest.update(value.to_be_bytes());
            }
        }
        let hex: String = digest
            .finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        out.meta("jpeg.tables", hex);
        if let Some(strength) = self.0.values().next().and_then(|first| strength(first)) {
            out.meta("jpeg.tables.standard", strength.to_string());
        }
    }
}

/// The strength, 1 to 100, at which the table of annex K becomes this one.
fn strength(table: &[u16]) -> Option<u16> {
    (1..=100u16).rev().find(|strength| {
        let percent = match strength {
            0..50 => 5_000 / u32::from(*strength),
            _ => 200 - 2 * u32::from(*strength),
        };
        let scaled = |value: &u16| ((u32::from(*value) * percent + 50) / 100).clamp(1, 255);
        let wanted = BRIGHTNESS.iter().map(scaled);
        table.iter().map(|value| u32::from(*value)).eq(wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_well_known_tables_are_known_by_their_strength() {
        assert_eq!(strength(&BRIGHTNESS), Some(50));
        assert_eq!(strength(&[1; 64]), Some(100));
        let mut own = BRIGHTNESS;
        own[5] += 1;
        assert_eq!(strength(&own), None);
    }

    #[test]
    fn cut_tables_are_left_out() {
        let mut tables = Tables::default();
        tables.take(&[0; 65]);
        tables.take(&[1, 2, 3]);
        tables.take(&[0x11; 129]);
        assert_eq!(tables.0.keys().copied().collect::<Vec<_>>(), [0, 1]);
    }
}
