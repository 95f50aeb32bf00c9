//! `isnad match link|dedupe|explain|evaluate`: lists against each other, without a store.

mod evaluate;
mod groups;
mod source;

use super::fail::Failure;
use super::words::linking::{Dedupe, Explain, How, Link, LinkingWords, Lists, Side};
use super::{Session, progress, put, read_text};
use linkage::{Account, Linkage, Model, Pair, Settings, Stage};
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
        LinkingWords::Explain(words) => explain(session, words),
        LinkingWords::Evaluate(words) => evaluate::run(session, words),
    }
}

fn link(session: &Session, words: &Link) -> Result<ExitCode, Failure> {
    free_to_write(&words.how)?;
    let (left, right) = lists(session, &words.lists)?;
    let settings = settings(&words.how, once(&words.lists), &left, &right)?;
    let outputs = Outputs::open(&words.how)?;
    let told = Told::new(session);
    let linkage = linkage::link(
        &left.people,
        &right.people,
        &settings,
        &|stage, done, of| told.stage(stage, done, of),
    )
    .map_err(|_| Failure::input("matching-cancelled"))?;
    told.end();
    outputs.write(session, &linkage, &left, Some(&right), settings.once)?;
    Ok(ended(&[&left, &right]))
}

fn dedupe(session: &Session, words: &Dedupe) -> Result<ExitCode, Failure> {
    free_to_write(&words.how)?;
    let list = Source::open(session, &words.list, words.map.as_deref())?;
    let settings = settings(&words.how, (false, false), &list, &list)?;
    let outputs = Outputs::open(&words.how)?;
    let told = Told::new(session);
    let linkage = linkage::dedupe(&list.people, &settings, &|stage, done, of| {
        told.stage(stage, done, of)
    })
    .map_err(|_| Failure::input("matching-cancelled"))?;
    told.end();
    outputs.write(session, &linkage, &list, None, settings.once)?;
    Ok(ended(&[&list]))
}

/// Tells one pair in words, be it a lead or not.
fn explain(session: &Session, words: &Explain) -> Result<ExitCode, Failure> {
    let (left, right) = lists(session, &words.lists)?;
    let place = |source: &Source, id: &str, path: &Path| {
        source.place(id).ok_or_else(|| {
            Failure::input("record-not-in-list")
                .with("id", id)
                .with("path", path.display())
        })
    };
    let one = place(&left, &words.left_id, &words.lists.left)?;
    let other = place(&right, &words.right_id, &words.lists.right)?;
    let mut settings = Settings {
        once: once(&words.lists),
        least: 0.0,
        ..Settings::default()
    };
    if let Some(path) = &words.model {
        settings.model = Some(Model::from_text(&read_text(path)?)?);
    }
    let told = Told::new(session);
    let linkage = linkage::link(
        &left.people,
        &right.people,
        &settings,
        &|stage, done, of| told.stage(stage, done, of),
    )
    .map_err(|_| Failure::input("matching-cancelled"))?;
    told.end();
    let found = linkage
        .pairs()
        .iter()
        .find(|pair| (pair.left, pair.right) == (one, other));
    let Some(pair) = found else {
        session.say("These two records have too little in common to be compared at all.");
        return Ok(ExitCode::from(1));
    };
    let (lefts, rights) = (
        left.records(&[one].into())?,
        right.records(&[other].into())?,
    );
    if let (Some(a), Some(b)) = (lefts.get(&one), rights.get(&other)) {
        let account = linkage.account(pair, a, b);
        if session.words.json {
            put(lead_line(&left, &right, pair, &account))?;
        } else {
            let say =
                |key: &str, values: &[(&str, String)]| session.texts.say(session.lang, key, values);
            let telling = crate::telling::tell(&account, session.lang, &say);
            for sentence in telling.sentences() {
                put(sentence)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Both lists, read side by side.
fn lists(session: &Session, words: &Lists) -> Result<(Source, Source), Failure> {
    let left_map = words.left_map.as_ref().or(words.map.as_ref());
    let right_map = words.right_map.as_ref().or(words.map.as_ref());
    let left = || Source::open(session, &words.left, left_map.map(AsRef::as_ref));
    let right = || Source::open(session, &words.right, right_map.map(AsRef::as_ref));
    let (left, right) = std::thread::scope(|scope| {
        let left = scope.spawn(left);
        let right = right();
        (left.join(), right)
    });
    let left =
        left.map_err(|_| Failure::Other(anyhow::anyhow!("reading the left list panicked")))?;
    Ok((left?, right?))
}

fn once(words: &Lists) -> (bool, bool) {
    (
        matches!(words.once, Some(Side::Left | Side::Both)),
        matches!(words.once, Some(Side::Right | Side::Both)),
    )
}

/// Exit code 7 where rows were left out.
fn ended(lists: &[&Source]) -> ExitCode {
    if lists.iter().all(|list| list.bad == 0) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(PARTIAL)
    }
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
    clusters: Option<BufWriter<File>>,
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

/// Refused before any work where a file is there that may not be written over.
fn free_to_write(how: &How) -> Result<(), Failure> {
    let files = [
        Some(&how.out),
        how.explain.as_ref(),
        how.clusters.as_ref(),
        how.write_model.as_ref(),
    ];
    match files
        .into_iter()
        .flatten()
        .find(|path| !how.force && path.exists())
    {
        Some(path) => Err(Failure::input("file-exists").with("path", path.display())),
        None => Ok(()),
    }
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
            clusters: optional(&how.clusters)?,
            model: optional(&how.write_model)?,
            how,
        })
    }

    /// Writes everything; `right` is none where a list was held against itself.
    fn write(
        mut self,
        session: &Session,
        linkage: &Linkage<'_>,
        left: &Source,
        right: Option<&Source>,
        once: (bool, bool),
    ) -> Result<(), Failure> {
        let how = self.how;
        let other = right.unwrap_or(left);
        let out = &how.out;
        write_pairs(&mut self.pairs, linkage, left, other).map_err(|e| Failure::file(out, &e))?;
        if let (Some(file), Some(path)) = (&mut self.explain, &how.explain) {
            let wanted = |side: fn(&Pair) -> u32| linkage.pairs().iter().map(side).collect();
            let records = (
                left.records(&wanted(|pair| pair.left))?,
                other.records(&wanted(|pair| pair.right))?,
            );
            for pair in linkage.pairs() {
                if let (Some(a), Some(b)) = (records.0.get(&pair.left), records.1.get(&pair.right))
                {
                    let account = linkage.account(pair, a, b);
                    writeln!(file, "{}", lead_line(left, other, pair, &account))
                        .map_err(|e| Failure::file(path, &e))?;
                }
            }
            file.flush().map_err(|e| Failure::file(path, &e))?;
        }
        if let (Some(file), Some(path)) = (&mut self.clusters, &how.clusters) {
            groups::write(file, linkage, left, right, once).map_err(|e| Failure::file(path, &e))?;
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

/// A lead with its account as one object.
fn lead_line(left: &Source, right: &Source, pair: &Pair, account: &Account) -> serde_json::Value {
    json!({
        "left_id": left.id(pair.left),
        "right_id": right.id(pair.right),
        "kind": "lead",
        "match_weight": pair.weight,
        "probability": pair.probability,
        "account": account,
    })
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
