//! Whether the chains of sectors in a compound file end ([MS-CFB] 2.3 to 2.6).
//!
//! A library that follows a chain which runs into itself gathers sectors until the memory is spent,
//! and what else the file holds is lost with it. So chains are looked at before it gets the file.

/// Sector numbers from here on stand for something else than a sector.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// Whether a chain of sectors, or of small sectors, runs into itself, or the table of chains lists
/// the same sector over and over.
pub(super) fn is_endless(bytes: &[u8]) -> bool {
    match table(bytes) {
        Some(table) => {
            runs_into_itself(&table)
                || small_table(bytes, &table).is_some_and(|small| runs_into_itself(&small))
        }
        None => false,
    }
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    let raw = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_le_bytes(raw))
}

fn sector_bytes(bytes: &[u8]) -> Option<usize> {
    match bytes.get(30..32)? {
        [9, 0] => Some(512),
        [12, 0] => Some(4096),
        _ => None,
    }
}

/// The numbers in a sector, as many as the file has of it.
fn sector(bytes: &[u8], number: u32) -> Option<Vec<u32>> {
    let size = sector_bytes(bytes)?;
    let start = usize::try_from(number)
        .ok()?
        .checked_add(1)?
        .checked_mul(size)?;
    let rest = bytes.get(start..)?;
    let sector = rest.get(..size).unwrap_or(rest);
    let numbers = sector.chunks_exact(4);
    Some(
        numbers
            .filter_map(|raw| Some(u32::from_le_bytes(raw.try_into().ok()?)))
            .collect(),
    )
}

/// The table of chains; [`None`] where there is none to be followed. A table that lists a sector
/// twice is given as one that runs into itself.
fn table(bytes: &[u8]) -> Option<Vec<u32>> {
    let endless = || Some(vec![0]);
    let most = bytes.len() / sector_bytes(bytes)?;
    let mut listed: Vec<u32> = (0..109).filter_map(|n| four(bytes, 76 + n * 4)).collect();
    let mut next = four(bytes, 68)?;
    let mut seen = 0;
    while next < LAST_SECTOR {
        seen += 1;
        if seen > most {
            return endless();
        }
        let Some(mut more) = sector(bytes, next) else {
            break;
        };
        next = more.pop().unwrap_or(u32::MAX);
        listed.append(&mut more);
    }
    listed.retain(|number| *number < LAST_SECTOR);
    let count = listed.len();
    let mut once = listed.clone();
    once.sort_unstable();
    once.dedup();
    if once.len() < count {
        return endless();
    }
    Some(
        listed
            .into_iter()
            .filter_map(|number| sector(bytes, number))
            .flatten()
            .collect(),
    )
}

/// The table of chains of small sectors; `table` ends, so this does.
fn small_table(bytes: &[u8], table: &[u32]) -> Option<Vec<u32>> {
    let mut small = Vec::new();
    let mut next = four(bytes, 60)?;
    while next < LAST_SECTOR && small.len() < bytes.len() {
        let Some(numbers) = sector(bytes, next) else {
            break;
        };
        small.extend(numbers);
        next = usize::try_from(next)
            .ok()
            .and_then(|at| table.get(at))
            .copied()
            .unwrap_or(u32::MAX);
    }
    Some(small)
}

/// Whether following the numbers from any place comes back to where the walk has been.
fn runs_into_itself(table: &[u32]) -> bool {
    // The walk that first came to each place; 0 for none.
    let mut walks = vec![0u32; table.len()];
    let mut walk = 0u32;
    for start in 0..table.len() {
        walk = walk.saturating_add(1);
        let mut at = start;
        while let Some(mark) = walks.get_mut(at) {
            if *mark == walk {
                return true;
            }
            if *mark != 0 {
                break;
            }
            *mark = walk;
            let next = table.get(at).copied().unwrap_or(u32::MAX);
            // Free and special sectors end a walk.
            at = match next {
                0..LAST_SECTOR => usize::try_from(next).unwrap_or(usize::MAX),
                _ => usize::MAX,
            };
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file of one sector of the table, which holds these numbers first.
    fn file(numbers: &[u32]) -> Vec<u8> {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(512, 0xFF);
        bytes[30..32].copy_from_slice(&[9, 0]);
        bytes[76..80].copy_from_slice(&0u32.to_le_bytes());
        for number in numbers {
            bytes.extend(number.to_le_bytes());
        }
        bytes.resize(1024, 0xFF);
        bytes
    }

    #[test]
    fn chains_that_end_are_told_from_those_that_do_not() {
        const END: u32 = 0xFFFF_FFFE;
        assert!(!is_endless(&file(&[0xFFFF_FFFD, 2, 3, END])));
        // Two chains that meet are odd, but they end.
        assert!(!is_endless(&file(&[3, 3, END, 2])));
        assert!(is_endless(&file(&[0xFFFF_FFFD, 2, 3, 1])));
        assert!(is_endless(&file(&[0xFFFF_FFFD, 1])));
    }

    #[test]
    fn a_table_that_lists_a_sector_twice_is_endless() {
        let mut bytes = file(&[0xFFFF_FFFD]);
        bytes[80..84].copy_from_slice(&0u32.to_le_bytes());
        assert!(is_endless(&bytes));
    }

    #[test]
    fn what_is_no_compound_file_ends() {
        assert!(!is_endless(b""));
        assert!(!is_endless(&[0; 600]));
    }
}
