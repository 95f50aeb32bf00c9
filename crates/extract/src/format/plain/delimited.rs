//! Tables of values in text: RFC 4180 and its many cousins.
//!
//! Line `n` is row `n`, and the field after `m` tabs is column `m + 1`, so a cell has its address by
//! where it stands. A page that goes on with a long table begins with the mark `[row 5000]` on a line
//! of its own, which tells the row of the line after it.

/// Text of one page from which on the next row begins a new one.
const PAGE_BYTES: usize = 1 << 20;

/// A table as rows with tab-parted cells.
pub(super) struct Delimited {
    /// The rows, on one page or more.
    pub pages: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
    /// What parted the cells, in words.
    pub delimiter: &'static str,
}

const DELIMITERS: [(char, &str); 6] = [
    (',', "comma"),
    (';', "semicolon"),
    ('\t', "tab"),
    ('|', "bar"),
    ('،', "Arabic comma"),
    ('؛', "Arabic semicolon"),
];

/// Rewrites the table; none where no character parts the first lines into like numbers of cells.
pub(super) fn to_tabs(text: &str) -> Option<Delimited> {
    let sample: String = text.lines().take(50).collect::<Vec<_>>().join("\n");
    let score = |delimiter: char| {
        let counts: Vec<usize> = rows(&sample, delimiter).map(|row| row.len()).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == most).count();
        if most < 2 {
            0
        } else {
            alike * 1000 / counts.len().max(1) * 100 + most.min(99)
        }
    };
    let (delimiter, name) = DELIMITERS
        .into_iter()
        .max_by_key(|(delimiter, _)| score(*delimiter))?;
    if score(delimiter) == 0 {
        return None;
    }
    let mut pages = Vec::new();
    let mut out = String::new();
    let mut count = 0u64;
    for row in rows(text, delimiter) {
        count += 1;
        if out.len() >= PAGE_BYTES {
            pages.push(std::mem::take(&mut out));
            out = format!("[row {count}]\n");
        }
        let mut first = true;
        for cell in row {
            if !first {
                out.push('\t');
            }
            first = false;
            out.extend(
                cell.chars()
                    .map(|c| if c == '\n' || c == '\t' { ' ' } else { c }),
            );
        }
        out.push('\n');
    }
    pages.push(out);
    for page in &mut pages {
        page.truncate(page.trim_end().len());
    }
    Some(Delimited {
        pages,
        rows: count,
        delimiter: name,
    })
}

fn rows(text: &str, delimiter: char) -> impl Iterator<Item = Vec<String>> {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        chars.peek()?;
        let mut row = Vec::new();
        let mut cell = String::new();
        let mut quoted = false;
        let mut at_start = true;
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if at_start => quoted = true,
                '\n' if !quoted => break,
                c if c == delimiter && !quoted => {
                    row.push(std::mem::take(&mut cell));
                    at_start = true;
                    continue;
                }
                c => cell.push(c),
            }
            at_start = false;
        }
        row.push(cell);
        Some(row)
    })
}
