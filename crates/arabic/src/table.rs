//! Reading the tab-separated tables that hold the rules.

/// The rows of a table, each as its tab-separated cells; empty lines and lines that begin with
/// `#` are left out.
pub fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// The character whose code point a cell gives in hexadecimal digits.
pub fn char_of(cell: &str) -> Option<char> {
    u32::from_str_radix(cell, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_rows() {
        let rows: Vec<_> = rows("# head\n\na\tb\n#x\ty\nc\td\n").collect();
        assert_eq!(rows, [["a", "b"], ["c", "d"]]);
        assert_eq!(char_of("0627"), Some('ا'));
        assert_eq!(char_of("d800"), None);
    }
}
