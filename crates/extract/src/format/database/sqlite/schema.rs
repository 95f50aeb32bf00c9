//! What the statement that made a table says of its columns.

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Its name.
    pub name: String,
    /// The page its tree begins on.
    pub root: u32,
    /// Its columns in the order in which people see them.
    pub columns: Vec<Column>,
    /// Its rows are ordered by a key and have no number.
    pub without_rowid: bool,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name.
    pub name: String,
    /// The place of its value in a record; none for values that are computed.
    pub stored_at: Option<usize>,
    /// It is another name for the number of the row.
    pub is_rowid: bool,
    /// The value of rows that were written before the column was added.
    pub default: Option<String>,
    is_key: bool,
    is_integer: bool,
}

/// Columns read of one statement.
const COLUMNS: usize = 32_767;

impl Table {
    /// Reads the statement. One that cannot be read gives a table without names of columns.
    pub(super) fn parse(name: &str, root: u32, sql: &str) -> Self {
        let tokens = tokens(sql);
        let open = tokens.iter().position(|t| t.is("("));
        let body = open.map_or(&[][..], |at| tokens.get(at + 1..).unwrap_or_default());
        let (parts, after) = parts(body);
        let without_rowid = after
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.is("WITHOUT") && b.is("ROWID")));
        let mut columns: Vec<Column> = Vec::new();
        let mut keys: Vec<String> = Vec::new();
        for part in parts.into_iter().take(COLUMNS) {
            let Some(first) = part.first() else { continue };
            if !first.quoted
                && ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
                    .iter()
                    .any(|w| first.is(w))
            {
                if let Some(found) = primary_key(part) {
                    keys = found;
                }
                continue;
            }
            let rest = part.get(1..).unwrap_or_default();
            let column = column(&first.text, rest);
            if column.is_key {
                keys = vec![column.name.clone()];
            }
            columns.push(column);
        }
        let mut table = Self {
            name: name.to_owned(),
            root,
            columns,
            without_rowid,
        };
        table.place(&keys);
        table
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<String> {
        self.columns
            .iter()
            .map(|column| column.name.clone())
            .collect()
    }

    /// How many values of a record the columns name.
    pub(super) fn stored(&self) -> usize {
        self.columns
            .iter()
            .filter_map(|column| column.stored_at)
            .count()
    }

    /// Gives each column its place in a record: as written, but the key first where rows have no
    /// number (2.4).
    fn place(&mut self, keys: &[String]) {
        let mut order: Vec<usize> = Vec::new();
        if self.without_rowid {
            for key in keys {
                let at = self
                    .columns
                    .iter()
                    .position(|c| c.name.eq_ignore_ascii_case(key));
                if let Some(at) = at.filter(|at| !order.contains(at)) {
                    order.push(at);
                }
            }
        }
        let keyed = order.len();
        for at in 0..self.columns.len() {
            if keyed == 0 || !order.get(..keyed).unwrap_or_default().contains(&at) {
                order.push(at);
            }
        }
        let mut next = 0;
        for at in order {
            if let Some(column) = self.columns.get_mut(at)
                && column.stored_at.is_some()
            {
                column.stored_at = Some(next);
                next += 1;
            }
        }
        // A single key of the type INTEGER is the number of the row itself.
        if let [key] = keys
            && !self.without_rowid
            && let Some(column) = self
                .columns
                .iter_mut()
                .find(|c| c.is_integer && c.name.eq_ignore_ascii_case(key))
        {
            column.is_rowid = true;
        }
    }
}

/// The columns of `PRIMARY KEY (a, b)` in a rule of the table.
fn primary_key(part: &[Token]) -> Option<Vec<String>> {
    let at = part
        .windows(3)
        .position(|w| matches!(w, [a, b, c] if a.is("PRIMARY") && b.is("KEY") && c.is("(")))?;
    let (columns, _) = parts(part.get(at + 3..)?);
    Some(
        columns
            .iter()
            .filter_map(|column| column.first())
            .map(|name| name.text.clone())
            .collect(),
    )
}

fn column(name: &str, rest: &[Token]) -> Column {
    let pair = |a: &str, b: &str| {
        rest.windows(2)
            .any(|w| matches!(w, [x, y] if x.is(a) && y.is(b)))
    };
    let computed = pair("AS", "(") && !rest.iter().any(|token| token.is("STORED"));
    let default = rest
        .iter()
        .position(|token| token.is("DEFAULT"))
        .and_then(|at| match rest.get(at + 1..at + 3) {
            Some([sign, number]) if sign.is("-") || sign.is("+") => {
                Some(format!("{}{}", sign.text, number.text))
            }
            _ => rest.get(at + 1).map(|value| value.text.clone()),
        })
        .filter(|value| value != "(" && !value.eq_ignore_ascii_case("NULL"));
    Column {
        name: name.to_owned(),
        stored_at: (!computed).then_some(0),
        is_rowid: false,
        default,
        is_key: pair("PRIMARY", "KEY"),
        is_integer: rest.first().is_some_and(|t| t.is("INTEGER"))
            && !rest.get(1).is_some_and(|t| t.is("(")),
    }
}

/// A word, sign or quoted name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    text: String,
    quoted: bool,
}

impl Token {
    fn is(&self, word: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(word)
    }
}

/// What commas part on the outer level up to the closing bracket, and what follows it.
fn parts(body: &[Token]) -> (Vec<&[Token]>, &[Token]) {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0usize, 0usize);
    for (at, token) in body.iter().enumerate() {
        if token.is("(") {
            depth += 1;
        } else if token.is(")") && depth > 0 {
            depth -= 1;
        } else if token.is(")") || (token.is(",") && depth == 0) {
            found.extend(body.get(start..at));
            start = at + 1;
            if token.is(")") {
                return (found, body.get(start..).unwrap_or_default());
            }
        }
    }
    found.extend(body.get(start..));
    (found, &[])
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        let close = match c {
            '"' | '\'' | '`' => Some(c),
            '[' => Some(']'),
            _ => None,
        };
        if let Some(close) = close {
            let mut text = String::new();
            while let Some(c) = chars.next() {
                if c != close {
                    text.push(c);
                } else if close != ']' && chars.next_if_eq(&close).is_some() {
                    text.push(close);
                } else {
                    break;
                }
            }
            out.push(Token { text, quoted: true });
            continue;
        }
        match c {
            c if c.is_whitespace() => {}
            '-' if chars.next_if_eq(&'-').is_some() => {
                let _ = chars.by_ref().find(|c| *c == '\n');
            }
            '/' if chars.next_if_eq(&'*').is_some() => {
                let mut star = false;
                let _ = chars.by_ref().find(|c| {
                    let ends = star && *c == '/';
                    star = *c == '*';
                    ends
                });
            }
            '(' | ')' | ',' | '-' | '+' => out.push(Token {
                text: c.to_string(),
                quoted: false,
            }),
            c => {
                let mut text = c.to_string();
                while let Some(c) = chars.next_if(|c| {
                    !c.is_whitespace() && !matches!(c, '(' | ')' | ',' | '"' | '\'' | '`' | '[')
                }) {
                    text.push(c);
                }
                out.push(Token {
                    text,
                    quoted: false,
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_and_placed_as_the_statement_says() {
        let sql = "CREATE TABLE \"staff, old\" (id INTEGER PRIMARY KEY, -- number\n [full name] TEXT NOT NULL \
                   DEFAULT 'ba''d, (x)', rank TEXT, age INT DEFAULT -1, both AS (rank || age), \
                   CHECK (age > 0), FOREIGN KEY(rank) REFERENCES ranks(a, b))";
        let table = Table::parse("staff, old", 3, sql);
        assert_eq!(table.names(), ["id", "full name", "rank", "age", "both"]);
        let places: Vec<_> = table.columns.iter().map(|c| c.stored_at).collect();
        assert_eq!(places, [Some(0), Some(1), Some(2), Some(3), None]);
        assert!(table.columns[0].is_rowid && !table.without_rowid);
        assert_eq!(table.columns[1].default.as_deref(), Some("ba'd, (x)"));
        assert_eq!(table.columns[3].default.as_deref(), Some("-1"));
    }

    #[test]
    fn without_numbers_of_rows_the_key_is_stored_first() {
        let sql = "create table k (a text, b integer, c, primary key (c, a)) without rowid";
        let table = Table::parse("k", 2, sql);
        let places: Vec<_> = table.columns.iter().map(|c| c.stored_at).collect();
        assert_eq!(places, [Some(1), Some(2), Some(0)]);
        assert!(table.without_rowid && table.columns.iter().all(|c| !c.is_rowid));
    }

    #[test]
    fn a_key_of_another_type_is_no_number_of_a_row() {
        for sql in [
            "CREATE TABLE t (a INT PRIMARY KEY)",
            "CREATE TABLE t (a TEXT PRIMARY KEY, b INTEGER)",
        ] {
            assert!(
                Table::parse("t", 2, sql)
                    .columns
                    .iter()
                    .all(|c| !c.is_rowid),
                "{sql}"
            );
        }
    }
}
