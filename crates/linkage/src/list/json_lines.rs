//! Rows that are JSON objects, one on a line, FollowTheMoney entities among them.

use super::bad_row::{BadRow, RowFault};
use super::delimited::ROW_BYTES;
use super::form::{Form, Kind};
use super::{ListFault, Row, RowSource};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

/// As many rows are read to learn the columns before any row is handed out.
const LOOKED_AT_ROWS: usize = 200;
/// More columns than this are not kept apart: a list of persons has none.
const MOST_COLUMNS: usize = 1_000;

/// Rows of JSON objects. Keys are columns; what lies deeper is called `outer.inner`, and each element
/// of a list is a value of its own.
pub struct JsonLines<R> {
    source: BufReader<R>,
    kind: Kind,
    columns: HashMap<String, u32>,
    headings: Vec<String>,
    rows: u32,
    line: Vec<u8>,
    held: VecDeque<Result<Row, BadRow>>,
    passed_over: u64,
}

impl<R: Read> JsonLines<R> {
    /// Opens the list and looks at its first rows for their keys.
    ///
    /// # Errors
    /// Where it cannot be read, or has no row.
    pub fn open(source: R, form: &Form) -> Result<Self, ListFault> {
        let mut list = Self {
            source: BufReader::with_capacity(1 << 18, source),
            kind: form.kind,
            columns: HashMap::new(),
            headings: Vec::new(),
            rows: 0,
            line: Vec::new(),
            held: VecDeque::new(),
            passed_over: 0,
        };
        let mut row = Row::default();
        while list.held.len() < LOOKED_AT_ROWS {
            match list.next_row(&mut row)? {
                None => break,
                Some(found) => {
                    let found = found.map(|()| row.clone());
                    list.held.push_back(found);
                }
            }
        }
        if list.held.iter().all(Result::is_err) {
            let first = list.held.pop_front().and_then(Result::err);
            return Err(first.map_or(ListFault::Empty, ListFault::BadHeadings));
        }
        Ok(list)
    }

    /// Reads a line without its end; false at the end of the list. A line that is too long is cut.
    fn read_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        let mut any = false;
        loop {
            let held = match self.source.fill_buf() {
                Ok(held) => held,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if held.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = memchr::memchr(b'\n', held);
            let taken = held.get(..end.unwrap_or(held.len())).unwrap_or_default();
            if self.line.len() <= ROW_BYTES {
                self.line.extend_from_slice(taken);
            }
            let count = taken.len() + usize::from(end.is_some());
            self.source.consume(count);
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    fn next_row(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>> {
        while self.read_line()? {
            self.rows = self.rows.saturating_add(1);
            let line = u64::from(self.rows);
            if self.line.trim_ascii().is_empty() {
                continue;
            }
            row.begin(self.rows, line);
            let bad = |fault| {
                let row = self.rows;
                Ok(Some(Err(BadRow { row, line, fault })))
            };
            if self.line.len() > ROW_BYTES {
                let limit_bytes = ROW_BYTES as u64;
                return bad(RowFault::TooLong { limit_bytes });
            }
            let text = self
                .line
                .strip_prefix(b"\xef\xbb\xbf")
                .unwrap_or(&self.line);
            if std::str::from_utf8(text).is_err() {
                let expected = "utf-8".to_owned();
                return bad(RowFault::OtherEncoding { expected });
            }
            let Ok(Json::Object(members)) = serde_json::from_slice(text) else {
                return bad(RowFault::NoObject);
            };
            if self.kind == Kind::FollowTheMoney {
                if !is_person(&members) {
                    self.passed_over += 1;
                    continue;
                }
                for (name, value) in members {
                    // The properties are the columns; what lies around them keeps its name.
                    let name = if name == "properties" {
                        ""
                    } else {
                        name.as_str()
                    };
                    self.spread(name, &value, row);
                }
            } else {
                self.spread("", &Json::Object(members), row);
            }
            if !row.is_empty() {
                return Ok(Some(Ok(())));
            }
        }
        Ok(None)
    }

    fn spread(&mut self, name: &str, value: &Json, row: &mut Row) {
        match value {
            Json::Nothing => {}
            Json::Text(text) => {
                if let Some(column) = self.column(name) {
                    row.push(column, text);
                }
            }
            Json::List(values) => values
                .iter()
                .for_each(|value| self.spread(name, value, row)),
            Json::Object(members) => {
                for (key, value) in members {
                    if name.is_empty() {
                        self.spread(key, value, row);
                    } else {
                        self.spread(&format!("{name}.{key}"), value, row);
                    }
                }
            }
        }
    }

    fn column(&mut self, name: &str) -> Option<u32> {
        if let Some(column) = self.columns.get(name) {
            return Some(*column);
        }
        if self.headings.len() >= MOST_COLUMNS {
            return None;
        }
        let column = u32::try_from(self.headings.len()).ok()?;
        self.headings.push(name.to_owned());
        self.columns.insert(name.to_owned(), column);
        Some(column)
    }
}

impl<R: Read> RowSource for JsonLines<R> {
    fn headings(&self) -> &[String] {
        &self.headings
    }

    fn passed_over(&self) -> u64 {
        self.passed_over
    }

    fn next(&mut self, row: &mut Row) -> io::Result<Option<Result<(), BadRow>>> {
        match self.held.pop_front() {
            None => self.next_row(row),
            Some(Err(bad)) => Ok(Some(Err(bad))),
            Some(Ok(held)) => {
                *row = held;
                Ok(Some(Ok(())))
            }
        }
    }
}

/// Whether an entity of the FollowTheMoney model is one person.
fn is_person(members: &[(String, Json)]) -> bool {
    members.iter().any(|(key, value)| {
        key == "schema" && matches!(value, Json::Text(text) if text == "Person")
    })
}

/// A JSON value, members in the order in which they stand; numbers and truth values as text.
enum Json {
    Nothing,
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyJson)
    }
}

struct AnyJson;

impl<'de> Visitor<'de> for AnyJson {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = from.next_element()? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = from.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
