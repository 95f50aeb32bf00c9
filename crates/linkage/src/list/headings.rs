//! The names of columns, each once.

use std::collections::HashSet;

/// Headings as they stand, without white space around them. An empty one is called by its place, and
/// one that stands twice gets a number: `name (2)`.
pub fn unique<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut names = Vec::new();
    for (at, cell) in (1usize..).zip(cells) {
        let written = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = if written.is_empty() {
            column(at)
        } else {
            written
        };
        let mut name = plain.clone();
        let mut again = 1;
        while !taken.insert(name.clone()) {
            again += 1;
            name = format!("{plain} ({again})");
        }
        names.push(name);
    }
    names
}

/// Names for the columns of a table without headings.
pub fn numbered(columns: usize) -> Vec<String> {
    (1..=columns).map(column).collect()
}

fn column(number: usize) -> String {
    format!("column {number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let names = unique(["الاسم", " الاسم ", "", "a  b", "الاسم"].into_iter());
        assert_eq!(names, ["الاسم", "الاسم (2)", "column 3", "a b", "الاسم (3)"]);
    }
}
