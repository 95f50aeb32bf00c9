//! Values for table programs.

/// A cell as RFC 4180 has it. A text that a spreadsheet would take for a formula is shown with an
/// apostrophe in front: names of files come from anybody.
pub(crate) fn cell(text: &str) -> String {
    let guard = match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => "'",
        false => "",
    };
    if guard.is_empty() && !text.contains(['"', ',', '\n', '\r']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_file_becomes_a_formula_or_a_second_cell() {
        for (text, written) in [
            ("a.txt", "a.txt"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("@cmd", "\"'@cmd\""),
            ("كتاب", "كتاب"),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
