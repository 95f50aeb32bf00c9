//! JSON as lines: `key: value`, one a line, in the order of the file.
//!
//! Read token by token, so depth of nesting costs nothing and a cut file gives what stands before
//! the cut.

/// The strings and values of a JSON text, each on its line, after its key where it has one.
pub(super) fn to_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut bare = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                let string = string(&mut chars);
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                out.push_str(&string);
                out.push_str(if chars.next_if_eq(&':').is_some() {
                    ": "
                } else {
                    "\n"
                });
            }
            '{' | '}' | '[' | ']' | ',' | ':' => {
                end_bare(&mut bare, &mut out);
                if out.ends_with(": ") && c != ':' {
                    out.truncate(out.len() - 1);
                    out.push('\n');
                }
            }
            c if c.is_whitespace() => end_bare(&mut bare, &mut out),
            c => bare.push(c),
        }
    }
    end_bare(&mut bare, &mut out);
    out.trim_end().to_owned()
}

fn end_bare(bare: &mut String, out: &mut String) {
    if !bare.is_empty() {
        out.push_str(bare);
        out.push('\n');
        bare.clear();
    }
}

fn string(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut buffer = [0u16; 2];
    let mut add =
        |c: char, units: &mut Vec<u16>| units.extend_from_slice(c.encode_utf16(&mut buffer));
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('u') => {
                    let digits: String = (0..4)
                        .map_while(|_| chars.next_if(char::is_ascii_hexdigit))
                        .collect();
                    units.push(u16::from_str_radix(&digits, 16).unwrap_or(0xfffd));
                }
                Some('n' | 'r') => add(' ', &mut units),
                Some('t') => add('\t', &mut units),
                Some('b' | 'f') | None => {}
                Some(other) => add(other, &mut units),
            },
            c => add(c, &mut units),
        }
    }
    String::from_utf16_lossy(&units)
}
