//! From two lists, or one, to pairs of records that may be of one person.

use crate::calibration::Calibration;
use crate::candidates::{Capped, Finder, RightIndex};
use crate::estimate;
use crate::evidence::Sides;
use crate::explain;
use crate::model::Model;
use crate::parallel;
use crate::person::People;
use crate::rivals::{self, Rules};
use crate::{Account, Record};
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How lists are linked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Threads to work on.
    pub threads: usize,
    /// Pairs less probable than this are left out.
    pub least: f64,
    /// Whether each person stands in the left list, and in the right one, at most once.
    pub once: (bool, bool),
    /// Weights to use instead of estimating them from the lists.
    pub model: Option<Model>,
    /// What people decided of pairs, by their places: whether both records are of one person. Weights
    /// are estimated to fit; probabilities of these pairs are told as of any others.
    pub decided: Vec<(u32, u32, bool)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threads: std::thread::available_parallelism().map_or(1, Into::into),
            least: 0.01,
            once: (false, false),
            model: None,
            decided: Vec::new(),
        }
    }
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Name parts of both lists are compared.
    Names,
    /// Weights are estimated.
    Weights,
    /// Records are compared.
    Records,
    /// Rival candidates are weighed against each other.
    Rivals,
}

/// Told how far the work is: of how many steps of the stage how many are done. What it answers
/// decides whether the work goes on. Called from several threads.
pub type Progress<'a> = &'a (dyn Fn(Stage, usize, usize) -> bool + Sync);

/// The work was ended before its end, as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Two records, by their places in their lists, that may be of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Place in the left list.
    pub left: u32,
    /// Place in the right list.
    pub right: u32,
    /// Log base 2 of the odds, before rivals are weighed.
    pub weight: f32,
    /// The probability that both are of one person, 0..1.
    pub probability: f32,
}

/// The pairs of two lists, and what is needed to explain each.
#[derive(Debug)]
pub struct Linkage<'a> {
    sides: Sides<'a>,
    model: Model,
    /// Log base 2 of the odds of a pair before anything is seen.
    prior: f32,
    pairs: Vec<Pair>,
    capped: Capped,
    compared: u64,
}

/// Left records in one part of the work.
const PART: usize = 1024;
/// Left records from which weights are estimated.
const SAMPLE: usize = 20_000;

/// Links two lists.
///
/// Memory: some 100 bytes a record, 12 a pair kept, and the name parts of both lists. The answer
/// does not depend on the number of threads.
///
/// # Errors
/// [`Cancelled`] where `progress` says so.
pub fn link<'a>(
    left: &'a People,
    right: &'a People,
    settings: &Settings,
    progress: Progress<'_>,
) -> Result<Linkage<'a>, Cancelled> {
    run(left, right, false, settings, progress)
}

/// Finds records of one list that may be of one person; each pair once, the earlier record left.
///
/// # Errors
/// As [`link`].
pub fn dedupe<'a>(
    list: &'a People,
    settings: &Settings,
    progress: Progress<'_>,
) -> Result<Linkage<'a>, Cancelled> {
    run(list, list, true, settings, progress)
}

fn run<'a>(
    left: &'a People,
    right: &'a People,
    within: bool,
    settings: &Settings,
    progress: Progress<'_>,
) -> Result<Linkage<'a>, Cancelled> {
    let go_on = |stage, done, of| {
        if progress(stage, done, of) {
            Ok(())
        } else {
            Err(Cancelled)
        }
    };
    go_on(Stage::Names, 0, 1)?;
    let mut sides = Sides::new(left, right, settings.threads);
    go_on(Stage::Names, 1, 1)?;
    let index = RightIndex::of(right);
    // Records with one given name in a row are found faster.
    let mut order: Vec<u32> = (0..left.len() as u32).collect();
    order.sort_by_key(|at| {
        let person = left.persons.get(*at as usize);
        person.map(|person| person.name.given)
    });
    let model = match &settings.model {
        Some(model) => {
            sides.weigh(model);
            model.clone()
        }
        None => {
            let (pairs, lefts) = sample(&sides, &index, &order, within, settings);
            estimate::estimate(&mut sides, &pairs, lefts, within, settings, &|done, of| {
                go_on(Stage::Weights, done, of)
            })?
        }
    };
    let mut linkage = Linkage {
        sides,
        prior: model.prior,
        model,
        pairs: Vec::new(),
        capped: Capped::default(),
        compared: 0,
    };
    linkage.compare(&index, &order, within, settings, progress)?;
    go_on(Stage::Rivals, 0, 1)?;
    linkage.weigh_rivals(within, settings);
    go_on(Stage::Rivals, 1, 1)?;
    Ok(linkage)
}

/// Candidates of some left records, with the pairs that people decided, and of how many records.
fn sample(
    sides: &Sides<'_>,
    index: &RightIndex,
    order: &[u32],
    within: bool,
    settings: &Settings,
) -> (Vec<(u32, u32)>, usize) {
    let every = order.len().div_ceil(SAMPLE).max(1);
    // By place in the list, so that the sample does not depend on names.
    let lefts = order.iter().copied();
    let lefts: Vec<u32> = lefts
        .filter(|at| (*at as usize).is_multiple_of(every))
        .collect();
    let found = parallel::parts(lefts.len(), PART, settings.threads, |range| {
        let mut pairs = Vec::new();
        let lefts = lefts.get(range).unwrap_or_default();
        each_candidate(sides, index, lefts, within, |left, right| {
            pairs.push((left, right));
        });
        pairs
    });
    let decided = settings
        .decided
        .iter()
        .map(|(left, right, _)| (*left, *right));
    let mut pairs: Vec<(u32, u32)> = found.into_iter().flatten().chain(decided).collect();
    pairs.sort_unstable();
    pairs.dedup();
    (pairs, lefts.len())
}

/// Hands out the right records worth comparing with each of these left ones, and tells which blocks
/// were too large.
fn each_candidate(
    sides: &Sides<'_>,
    index: &RightIndex,
    lefts: &[u32],
    within: bool,
    mut each: impl FnMut(u32, u32),
) -> Capped {
    let mut finder = Finder::new(sides, index);
    let mut candidates = Vec::new();
    for left in lefts {
        if let Some(person) = sides.left.persons.get(*left as usize) {
            finder.find(person, &mut candidates);
            // Within one list each pair stands once, and no record beside itself.
            let rights = candidates.iter().filter(|right| !within || *right > left);
            rights.for_each(|right| each(*left, *right));
        }
    }
    finder.capped
}

/// What people decided, by pair.
pub(crate) fn decisions(settings: &Settings) -> FxHashMap<(u32, u32), bool> {
    let decided = settings.decided.iter();
    decided
        .map(|(left, right, same)| ((*left, *right), *same))
        .collect()
}

/// Pairs this much less probable than what is reported are kept until rivals are weighed: each is
/// nothing, many are something.
const KEPT_BELOW: f64 = 0.1;

impl Linkage<'_> {
    /// Compares every left record with its candidates and keeps what is not hopeless.
    fn compare(
        &mut self,
        index: &RightIndex,
        order: &[u32],
        within: bool,
        settings: &Settings,
        progress: Progress<'_>,
    ) -> Result<(), Cancelled> {
        let parts = order.len().div_ceil(PART);
        let floor = (settings.least * KEPT_BELOW).max(1e-6).log2() as f32 - self.model.prior;
        let (stopped, done) = (AtomicBool::new(false), AtomicUsize::new(0));
        let (sides, model) = (&self.sides, &self.model);
        let found = parallel::parts(order.len(), PART, settings.threads, |range| {
            let (mut pairs, mut compared) = (Vec::new(), 0u64);
            if stopped.load(Ordering::Relaxed) {
                return (pairs, compared, Capped::default());
            }
            let lefts = order.get(range).unwrap_or_default();
            let capped = each_candidate(sides, index, lefts, within, |left, right| {
                compared += 1;
                let weight = model.weight(&sides.pair(left, right));
                if weight > floor {
                    pairs.push(Pair {
                        left,
                        right,
                        weight,
                        probability: 0.0,
                    });
                }
            });
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if !progress(Stage::Records, done, parts) {
                stopped.store(true, Ordering::Relaxed);
            }
            (pairs, compared, capped)
        });
        if stopped.into_inner() {
            return Err(Cancelled);
        }
        for (pairs, compared, capped) in found {
            self.pairs.extend(pairs);
            self.compared += compared;
            self.capped.add(&capped);
        }
        self.pairs
            .sort_unstable_by_key(|pair| (pair.left, pair.right));
        Ok(())
    }

    /// Gives each pair its probability, rivals and calibration counted, and keeps the likely ones.
    fn weigh_rivals(&mut self, within: bool, settings: &Settings) {
        let ends: Vec<(u32, u32)> = self.pairs.iter().map(|p| (p.left, p.right)).collect();
        let weights: Vec<f32> = self.pairs.iter().map(|pair| pair.weight).collect();
        let rules = Rules {
            within,
            once: settings.once,
            count: (self.sides.left.len(), self.sides.right.len()),
        };
        self.prior = rules.prior(self.model.prior);
        let chances = rivals::posteriors(&ends, &weights, self.model.prior, &self.sides, &rules);
        if !settings.decided.is_empty() {
            let known = decisions(settings);
            let decided = ends.iter().zip(&chances);
            let decided: Vec<(f32, bool)> = decided
                .filter_map(|(ends, chance)| Some((*chance, *known.get(ends)?)))
                .collect();
            self.model.calibration = Calibration::learned(&decided);
        }
        let calibration = self.model.calibration;
        for (pair, chance) in self.pairs.iter_mut().zip(chances) {
            pair.probability = calibration.of(chance);
            pair.weight += self.prior;
        }
        let least = settings.least as f32;
        self.pairs.retain(|pair| pair.probability >= least);
    }

    /// The pairs found, by left place, then right.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The weights used.
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// How many pairs were compared.
    pub const fn compared(&self) -> u64 {
        self.compared
    }

    /// Which records had more candidates than are looked at.
    pub const fn capped(&self) -> &Capped {
        &self.capped
    }

    /// What speaks for and against a pair. `left` and `right` are its records, for what they say as
    /// written.
    pub fn account(&self, pair: &Pair, left: &Record, right: &Record) -> Account {
        explain::account(&self.sides, &self.model, self.prior, pair, left, right)
    }
}
