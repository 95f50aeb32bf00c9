//! `isnad match link|dedupe|evaluate`: lists against each other, without a store.

mod evaluate;
mod source;

use super::fail::Failure;
use super::words::linking::{Dedupe, How, Link, LinkingWords, Side};
use super::{Session, progress, read_text};
use linkage::{Linkage, Model, Settings, Stage};
use serde_json::json;
use source::Source;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU8, Ordering};

/// Some rows of a list could not be taken over.
const PARTIAL: u8 = 7;

pub(super) fn run(session: &Session, words: &LinkingWords) -> Result<ExitCode, Failure> {
    match words {
        LinkingWords::Link(words) => link(session, words),
        LinkingWords::Dedupe(words) => dedupe(session, words),
        LinkingWords::Evaluate(words) => evaluate::run(session, words),
    }
}

fn link(session: &Session, words: &Link) -> Result<ExitCode, Failure> {
    let outputs = Outputs::open(&words.how)?;
    let left_map = words.left_map.as_ref().or(words.map.as_ref());
    let right_map = words.right_map.as_ref().or(words.map.as_ref());
    let left = Source::open(session, &words.left, left_map.map(AsRef::as_ref))?;
    let right = Source::open(session, &words.right, right_map.map(AsRef::as_ref))?;
    let once = (
        matches!(words.once, Some(Side::Left | Side::Both)),
        matches!(words.once, Some(Side::Right | Side::Both)),
    );
    let settings = settings(&words.how, once, &left, &right)?;
    let told = Told::new(session);
    let linkage = linkage::link(
        &left.people,
        &right.people,
        &settings,
        &|stage, done, of| told.stage(stage, done, of),
    )
    .map_err(|_| Failure::input("matching-cancelled"))?;
    told.end();
    outputs.write(session, &linkage, &left, &right)?;
    Ok(ended(&[&left, &right]))
}

fn dedupe(session: &Session, words: &Dedupe) -> Result<ExitCode, Failure> {
    let outputs = Outputs::open(&words.how)?;
    let mut clusters = match &words.clusters {
        Some(path) => Some(create(path, words.how.force)?),
        None => None,
    };
    let list = Source::open(session, &words.list, words.map.as_deref())?;
    let settings = settings(&words.how, (false, false), &list, &list)?;
    let told = Told::new(session);
    let linkage = linkage::dedupe(&list.people, &settings, &|stage, done, of| {
        told.stage(stage, done, of)
    })
    .map_err(|_| Failure::input("matching-cancelled"))?;
    told.end();
    outputs.write(session, &linkage, &list, &list)?;
    if let (Some(out), Some(path)) = (&mut clusters, &words.clusters) {
        write_clusters(out, &linkage, &list).map_err(|e| Failure::file(path, &e))?;
    }
    Ok(ended(&[&list]))
}

/// Exit code 7 where rows were left out.
fn ended(lists: &[&Source]) -> ExitCode {
    if lists.iter().all(|list| list.bad == 0) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(PARTIAL)
    }
}

/// Links at least this probable make a group.
const GROUPED: f32 = 0.5;

fn write_clusters(
    out: &mut impl Write,
    linkage: &Linkage<'_>,
    list: &Source,
) -> std::io::Result<()> {
    let links: Vec<linkage::cluster::Link> = linkage
        .pairs()
        .iter()
        .filter(|pair| pair.probability >= GROUPED)
        .map(|pair| linkage::cluster::Link {
            one: pair.left,
            other: pair.right,
            probability: pair.probability,
        })
        .collect();
    let found = linkage::cluster::clusters(list.people.len() as u32, &links, |_| None);
    writeln!(out, "group\tid")?;
    for group in &found.groups {
        let first = group.first().map_or("", |record| list.id(*record));
        for record in group {
            writeln!(out, "{first}\t{}", list.id(*record))?;
        }
    }
    out.flush()
}

fn settings(
    how: &How,
    once: (bool, bool),
    left: &Source,
    right: &Source,
) -> Result<Settings, Failure> {
    if !(0.0..=1.0).contains(&how.least) {
        return Err(Failure::input("probability-outside").with("value", how.least));
    }
    let mut settings = Settings {
        least: how.least,
        once,
        ..Settings::default()
    };
    if let Some(threads) = how.threads {
        settings.threads = threads.max(1);
    }
    if let Some(path) = &how.model {
        settings.model = Some(Model::from_text(&read_text(path)?)?);
    }
    if let Some(path) = &how.decided {
        settings.decided = source::decided(path, left, right)?;
    }
    Ok(settings)
}

/// The files that are written, opened before any work begins.
struct Outputs<'a> {
    how: &'a How,
    pairs: BufWriter<File>,
    explain: Option<BufWriter<File>>,
    model: Option<BufWriter<File>>,
}

/// A file to write; one that is there is kept, unless the words say otherwise.
fn create(path: &Path, force: bool) -> Result<BufWriter<File>, Failure> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let file = options.open(path).map_err(|e| Failure::file(path, &e))?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}

impl<'a> Outputs<'a> {
    fn open(how: &'a How) -> Result<Self, Failure> {
        let optional = |path: &Option<std::path::PathBuf>| {
            path.as_ref()
                .map(|path| create(path, how.force))
                .transpose()
        };
        Ok(Self {
            pairs: create(&how.out, how.force)?,
            explain: optional(&how.explain)?,
            model: optional(&how.write_model)?,
            how,
        })
    }

    fn write(
        mut self,
        session: &Session,
        linkage: &Linkage<'_>,
        left: &Source,
        right: &Source,
    ) -> Result<(), Failure> {
        let how = self.how;
        let out = &how.out;
        write_pairs(&mut self.pairs, linkage, left, right).map_err(|e| Failure::file(out, &e))?;
        if let (Some(file), Some(path)) = (&mut self.explain, &how.explain) {
            let records = (
                left.records(linkage, |p| p.left)?,
                right.records(linkage, |p| p.right)?,
            );
            for pair in linkage.pairs() {
                let (Some(one), Some(other)) =
                    (records.0.get(&pair.left), records.1.get(&pair.right))
                else {
                    continue;
                };
                let account = linkage.account(pair, one, other);
                let line = json!({
                    "left_id": left.id(pair.left),
                    "right_id": right.id(pair.right),
                    "kind": "lead",
                    "match_weight": account.weight(),
                    "probability": pair.probability,
                    "account": account,
                });
                writeln!(file, "{line}").map_err(|e| Failure::file(path, &e))?;
            }
            file.flush().map_err(|e| Failure::file(path, &e))?;
        }
        if let (Some(file), Some(path)) = (&mut self.model, &how.write_model) {
            file.write_all(linkage.model().to_text().as_bytes())
                .and_then(|()| file.flush())
                .map_err(|e| Failure::file(path, &e))?;
        }
        summarise(session, linkage);
        Ok(())
    }
}

fn write_pairs(
    out: &mut impl Write,
    linkage: &Linkage<'_>,
    left: &Source,
    right: &Source,
) -> std::io::Result<()> {
    writeln!(out, "left_id\tright_id\tmatch_weight\tprobability")?;
    for pair in linkage.pairs() {
        writeln!(
            out,
            "{}\t{}\t{:.3}\t{:.6}",
            left.id(pair.left),
            right.id(pair.right),
            pair.weight,
            pair.probability
        )?;
    }
    out.flush()
}

fn summarise(session: &Session, linkage: &Linkage<'_>) {
    let likely = linkage
        .pairs()
        .iter()
        .filter(|pair| pair.probability >= 0.5);
    session.say(&format!(
        "{} pairs compared, {} leads written, {} of them more likely than not. A lead is for a person to look at.",
        linkage.compared(),
        linkage.pairs().len(),
        likely.count()
    ));
    let capped = linkage.capped();
    for (count, what) in [
        (capped.family, "a family name that too many bear"),
        (
            capped.given_and_year,
            "a given name and year that too many share",
        ),
        (capped.day, "a day of birth that too many share"),
        (
            capped.national_number,
            "a national number that too many rows give",
        ),
    ] {
        if count > 0 {
            session.say(&format!(
                "{count} records were not looked for by {what}; what else they say was used."
            ));
        }
    }
}

/// Tells how far the work is.
pub(super) struct Told {
    bar: indicatif::ProgressBar,
    stage: AtomicU8,
}

impl Told {
    pub(super) fn new(session: &Session) -> Self {
        Self {
            bar: progress::bar(session, false),
            stage: AtomicU8::new(u8::MAX),
        }
    }

    pub(super) fn stage(&self, stage: Stage, done: usize, of: usize) -> bool {
        if self.stage.swap(stage as u8, Ordering::Relaxed) != stage as u8 {
            self.bar.set_message(match stage {
                Stage::Names => "names",
                Stage::Weights => "weights",
                Stage::Records => "records",
                Stage::Rivals => "rivals",
            });
        }
        self.bar.set_length(of as u64);
        self.bar.set_position(done as u64);
        true
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
