//! Times of changes and comments ([MS-DOC] 2.9.70).

/// A packed time to the minute, in the zone of the machine that wrote it; empty for none.
pub(super) fn written(packed: usize) -> String {
    let field = |shift: u32, bits: u32| (packed >> shift) & ((1 << bits) - 1);
    let (minute, hour, day, month, year) = (
        field(0, 6),
        field(6, 5),
        field(11, 5),
        field(16, 4),
        field(20, 9) + 1900,
    );
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 {
        return String::new();
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_packed_time_is_written_and_none_is_empty() {
        let packed = 30 | 14 << 6 | 3 << 11 | 2 << 16 | 113 << 20;
        assert_eq!(super::written(packed), "2013-02-03T14:30");
        assert_eq!(super::written(0), "");
    }
}
