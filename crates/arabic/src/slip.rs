//! How far two written words are apart, letter by letter.

/// How many letters have to be changed, added, left out or swapped with their neighbour to make one word of
/// the other (Damerau, 1964, each letter moved once); nothing where it is more than `most`.
///
/// Compares letters as they are; fold both before, where spellings are to be taken for the same.
pub fn slips(one: &str, other: &str, most: usize) -> Option<usize> {
    let a: Vec<char> = one.chars().collect();
    let b: Vec<char> = other.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&above, j) + usize::from(left != right);
            let mut best = changed.min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let swapped =
                i > 0 && j > 0 && a.get(i - 1) == Some(right) && b.get(j - 1) == Some(left);
            if swapped {
                best = best.min(at(&two_above, j - 1) + 1);
            }
            row.push(best);
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|count| *count <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_as_a_reader_makes_them() {
        assert_eq!(slips("الجثه", "الجنه", 2), Some(1));
        assert_eq!(slips("abdc", "abcd", 2), Some(1));
        assert_eq!(slips("abcdef", "ghijkl", 2), None);
        assert_eq!(slips("", "", 0), Some(0));
    }
}
