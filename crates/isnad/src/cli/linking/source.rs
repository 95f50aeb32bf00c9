//! A list read for linking.

use crate::cli::fail::Failure;
use crate::cli::{Session, read_text};
use linkage::list::{Entry, Form, ListFault, ListReader, Row, RowSource, open, sniff};
use linkage::mapping::Mapping;
use linkage::{People, Record};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A list made ready, its ids beside it.
pub(super) struct Source {
    pub(super) people: People,
    ids: Vec<Box<str>>,
    /// Rows that were left out.
    pub(super) bad: u64,
    path: PathBuf,
    form: Form,
    mapping: Mapping,
}

/// Rows from which a mapping is proposed.
const LOOKED_AT: usize = 200;
/// Rows left out that are named one by one.
const NAMED: u64 = 20;

impl Source {
    /// Reads a list whole; rows that cannot be taken over are named and left out.
    pub(super) fn open(
        session: &Session,
        path: &Path,
        mapping: Option<&Path>,
    ) -> Result<Self, Failure> {
        let given = match mapping {
            Some(path) => Some(Mapping::from_toml(&read_text(path)?)?),
            None => None,
        };
        let form = match given.as_ref().and_then(|mapping| mapping.form.clone()) {
            Some(form) => form,
            None => {
                sniff(&mut file(path)?)
                    .map_err(|fault| at(path, fault))?
                    .form
            }
        };
        let mapping = match given {
            Some(mapping) => mapping,
            None => proposed(path, &form)?,
        };
        let mut source = Self {
            people: People::new(mapping.date_order),
            ids: Vec::new(),
            bad: 0,
            path: path.to_owned(),
            form,
            mapping,
        };
        let mut reader = source.reader()?;
        while let Some(entry) = reader.next_entry().map_err(|e| Failure::file(path, &e))? {
            match entry {
                Entry::Record(numbered, _) => {
                    source.people.push(&numbered.record);
                    source.ids.push(numbered.record.id().into());
                }
                Entry::Bad(bad) => {
                    source.bad += 1;
                    if source.bad <= NAMED {
                        session.say(&format!(
                            "{}: line {} was left out: {}",
                            path.display(),
                            bad.line,
                            bad.fault
                        ));
                    }
                }
            }
        }
        if source.bad > NAMED {
            session.say(&format!(
                "{}: {} more rows were left out; `isnad list preview` names them.",
                path.display(),
                source.bad - NAMED
            ));
        }
        if source.people.is_empty() {
            return Err(Failure::input("list-no-records").with("path", path.display()));
        }
        Ok(source)
    }

    fn reader(&self) -> Result<ListReader<Box<dyn RowSource>>, Failure> {
        let rows = open(file(&self.path)?, &self.form).map_err(|fault| at(&self.path, fault))?;
        ListReader::new(rows, &self.mapping).map_err(|fault| at(&self.path, fault.into()))
    }

    /// The id of the record at this place.
    pub(super) fn id(&self, place: u32) -> &str {
        self.ids.get(place as usize).map_or("", |id| id)
    }

    /// The place of the record with this id; of several the first.
    pub(super) fn place(&self, id: &str) -> Option<u32> {
        let at = self.ids.iter().position(|own| &**own == id)?;
        u32::try_from(at).ok()
    }

    /// The records at these places. The list is read once more for them.
    pub(super) fn records(&self, wanted: &HashSet<u32>) -> Result<HashMap<u32, Record>, Failure> {
        let mut records = HashMap::with_capacity(wanted.len());
        let mut reader = self.reader()?;
        let mut place = 0u32;
        while let Some(entry) = reader
            .next_entry()
            .map_err(|e| Failure::file(&self.path, &e))?
        {
            if let Entry::Record(numbered, _) = entry {
                if wanted.contains(&place) {
                    records.insert(place, numbered.record);
                }
                place += 1;
            }
        }
        Ok(records)
    }
}

fn file(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|e| Failure::file(path, &e))
}

fn at(path: &Path, fault: ListFault) -> Failure {
    Failure::from(fault).with("path", path.display())
}

/// A mapping understood from the headings and the first rows.
fn proposed(path: &Path, form: &Form) -> Result<Mapping, Failure> {
    let mut rows = open(file(path)?, form).map_err(|fault| at(path, fault))?;
    let mut sample: Vec<Vec<String>> = Vec::new();
    let mut row = Row::default();
    while sample.len() < LOOKED_AT {
        match rows.next(&mut row).map_err(|e| Failure::file(path, &e))? {
            None => break,
            Some(Err(_)) => {}
            Some(Ok(())) => {
                let columns = rows.headings().len() as u32;
                let cell = |column| row.cell(column).unwrap_or_default().to_owned();
                sample.push((0..columns).map(cell).collect());
            }
        }
    }
    Ok(Mapping::propose(rows.headings(), &sample).mapping)
}

/// What people decided, as pairs of places.
pub(super) fn decided(
    path: &Path,
    left: &Source,
    right: &Source,
) -> Result<Vec<(u32, u32, bool)>, Failure> {
    let places = |source: &Source| -> HashMap<Box<str>, u32> {
        let ids = source.ids.iter().cloned();
        ids.zip(0u32..).collect()
    };
    let (lefts, rights) = (places(left), places(right));
    let mut out = Vec::new();
    for (number, line) in read_text(path)?.lines().enumerate() {
        if line.trim().is_empty() || (number == 0 && line.starts_with("left_id")) {
            continue;
        }
        let wrong = || {
            Failure::input("decided-line")
                .with("path", path.display())
                .with("line", number + 1)
        };
        let mut cells = line.split('\t').map(str::trim);
        let (Some(one), Some(other), Some(word)) = (cells.next(), cells.next(), cells.next())
        else {
            return Err(wrong());
        };
        let same = match word {
            "same" => true,
            "different" => false,
            // What nobody could tell teaches nothing.
            "unsure" => continue,
            _ => return Err(wrong()),
        };
        match (lefts.get(one), rights.get(other)) {
            (Some(one), Some(other)) => out.push((*one, *other, same)),
            _ => return Err(wrong()),
        }
    }
    Ok(out)
}
