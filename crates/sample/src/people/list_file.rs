//! The folder with the lists and the truth of them.

use super::list::List;
use super::list_form::{Form, Kind};
use super::name_stock::NameStock;
use super::person::{Birth, Person};
use super::planted::Case;
use super::row::Row;
use super::sound::Language;
use super::workbook::workbook;
use super::{Headings, ListSummary};
use crate::SampleError;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// A record with the truth of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) row: Row,
    pub(super) person: u32,
    pub(super) case: Option<Case>,
}

/// One file of a list while it is written.
struct Open {
    form: Form,
    path: PathBuf,
    out: BufWriter<File>,
    /// A workbook is put together at the end, so its rows are kept.
    rows: Vec<Vec<String>>,
    records: u64,
}

/// The folder while it is filled.
pub(super) struct Folder<'a> {
    dir: PathBuf,
    headings: Headings,
    stock: &'a NameStock,
    list: List,
    open: Vec<Open>,
    /// Records of the list that is open, over all its files.
    records: u64,
    done: Vec<(PathBuf, u64)>,
    truth: Text,
    relations: Text,
    planted: Text,
}

/// A tab-separated file of the truth.
struct Text {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Text {
    fn create(dir: &Path, name: &str, head: &str) -> Result<Self, SampleError> {
        let path = dir.join(name);
        let out = create(&path)?;
        let mut text = Self { path, out };
        text.line(format_args!("{head}"))?;
        Ok(text)
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) -> Result<(), SampleError> {
        writeln!(self.out, "{line}").map_err(|e| SampleError::write(&self.path, e))
    }

    fn end(mut self) -> Result<PathBuf, SampleError> {
        match self.out.flush() {
            Ok(()) => Ok(self.path),
            Err(error) => Err(SampleError::write(&self.path, error)),
        }
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, SampleError> {
    File::create(path)
        .map(|file| BufWriter::with_capacity(1 << 18, file))
        .map_err(|error| SampleError::write(path, error))
}

impl<'a> Folder<'a> {
    /// Makes the folder and the files of its truth.
    pub(super) fn create(
        dir: &Path,
        headings: Headings,
        stock: &'a NameStock,
    ) -> Result<Self, SampleError> {
        fs::create_dir_all(dir).map_err(|error| SampleError::write(dir, error))?;
        Ok(Self {
            dir: dir.to_owned(),
            headings,
            stock,
            list: List::Detention,
            open: Vec::new(),
            records: 0,
            done: Vec::new(),
            truth: Text::create(dir, "truth.tsv", "rec_id\tperson_id")?,
            relations: Text::create(
                dir,
                "relations.tsv",
                "person_id\thousehold\tclan\tfather_id\tmother_id\tgiven\tfather\tgrandfather\tmother\t\
                 mother_family\tfamily\tsex\tdob\tbirthplace\tgovernorate\tregistry_no\tnational_id",
            )?,
            planted: Text::create(dir, "planted.tsv", "case\tperson_id\trec_id")?,
        })
    }

    /// Writes who somebody is.
    pub(super) fn relation(&mut self, person: &Person) -> Result<(), SampleError> {
        let id = |id: Option<u32>| id.map(|id| id.to_string()).unwrap_or_default();
        let name = |name| self.stock.arabic(name);
        let town = self.stock.town(person.town);
        let Birth { year, month, day } = person.birth;
        let (clan, number) = (person.household.clan, person.household.number);
        self.relations.line(format_args!(
            "{}\t{clan}.{number}\t{clan}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{year}-{month:02}-{day:02}\t{}\t{}\t{}\t{:011}",
            person.id,
            id(person.father_id),
            id(person.mother_id),
            name(person.given),
            name(person.father),
            name(person.grandfather),
            name(person.mother),
            name(person.mother_family),
            name(person.family),
            if person.male { "m" } else { "f" },
            name(town.name),
            name(town.governorate),
            person.register,
            person.national,
        ))
    }

    /// Begins a list.
    pub(super) fn open(&mut self, list: List) -> Result<(), SampleError> {
        self.list = list;
        self.records = 0;
        for form in Form::of(list, self.headings) {
            let path = self.dir.join(form.file);
            let mut out = create(&path)?;
            let heads: Vec<String> = form.columns.iter().map(|(_, h)| (*h).to_owned()).collect();
            let mut rows = Vec::new();
            if form.kind == Kind::Xlsx {
                rows.push(heads);
            } else {
                let mark: &[u8] = match form.kind {
                    Kind::CsvUtf8 => "\u{feff}".as_bytes(),
                    _ => &[],
                };
                out.write_all(mark)
                    .and_then(|()| out.write_all(&form.line(&heads)))
                    .map_err(|error| SampleError::write(&path, error))?;
            }
            self.open.push(Open {
                form,
                path,
                out,
                rows,
                records: 0,
            });
        }
        Ok(())
    }

    /// Writes a record and its truth.
    pub(super) fn put(&mut self, entry: &Entry) -> Result<(), SampleError> {
        let (list, row) = (self.list, &entry.row);
        let rec_id = format!("{}{:07}", list.letter(), self.records);
        self.records += 1;
        let nth = match (self.open.len(), row.language) {
            (3, Some(Language::French)) => 1,
            (3, Some(Language::German)) => 2,
            _ => 0,
        };
        if let Some(open) = self.open.get_mut(nth) {
            let form = &open.form;
            let cells: Vec<String> = form
                .columns
                .iter()
                .map(|(column, _)| form.cell(*column, row, list, &rec_id))
                .collect();
            open.records += 1;
            if form.kind == Kind::Xlsx {
                open.rows.push(cells);
            } else {
                open.out
                    .write_all(&form.line(&cells))
                    .map_err(|error| SampleError::write(&open.path, error))?;
            }
        }
        let person = entry.person;
        if let Some(case) = entry.case {
            self.planted
                .line(format_args!("{}\t{person}\t{rec_id}", case.key()))?;
        }
        self.truth.line(format_args!("{rec_id}\t{person}"))
    }

    /// Ends a list.
    pub(super) fn close(&mut self) -> Result<(), SampleError> {
        for mut open in self.open.drain(..) {
            if open.form.kind == Kind::Xlsx {
                let book = workbook("Dossiers", &open.rows)?;
                open.out
                    .write_all(&book)
                    .map_err(|error| SampleError::write(&open.path, error))?;
            }
            open.out
                .flush()
                .map_err(|error| SampleError::write(&open.path, error))?;
            self.done.push((open.path, open.records));
        }
        Ok(())
    }

    /// Ends the truth and says what was made.
    pub(super) fn finish(self, persons: u32) -> Result<ListSummary, SampleError> {
        Ok(ListSummary {
            persons,
            lists: self.done,
            truth: self.truth.end()?,
            relations: self.relations.end()?,
            planted: self.planted.end()?,
            dir: self.dir,
        })
    }
}
