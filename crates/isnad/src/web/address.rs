//! Addresses inside the workbench: written, read and kept inside.

use std::fmt::Write as _;

/// Percent-encodes a value for a query string (RFC 3986 unreserved characters stay).
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte.into())
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// A path with the query that the pairs make; pairs with an empty value are left out.
pub fn with_query<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path.to_owned();
    let mut mark = '?';
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        out.push(mark);
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
        mark = '&';
    }
    out
}

/// The address if it stays inside the workbench, else the start page. Keeps a sign-in form from
/// sending people elsewhere.
pub fn inside(address: &str) -> &str {
    let plain = address
        .bytes()
        .all(|b| (0x21..0x7f).contains(&b) && b != b'\\');
    if plain && address.starts_with('/') && !address.starts_with("//") {
        address
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_encoded_and_empty_values_left_out() {
        let address = with_query("/search", [("q", "نقل \"x\"&y"), ("f", ""), ("page", "2")]);
        assert_eq!(address, "/search?q=%D9%86%D9%82%D9%84+%22x%22%26y&page=2");
    }

    #[test]
    fn only_addresses_inside_are_followed() {
        assert_eq!(
            inside("/documents/ISN-000001?page=2"),
            "/documents/ISN-000001?page=2"
        );
        for outside in [
            "//evil.test/",
            "https://evil.test/",
            "/\\evil.test",
            "",
            "x",
            "/a b",
            "/\r\nX: y",
        ] {
            assert_eq!(inside(outside), "/", "{outside:?}");
        }
    }
}
