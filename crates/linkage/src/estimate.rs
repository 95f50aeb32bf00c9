//! Estimating the weights from the lists themselves: expectation and maximisation.

use crate::evidence::{Evidence, Sides, UNSAID};
use crate::lexicon::ROLES;
use crate::likeness::{GRADES, Worth};
use crate::link::{self, Cancelled, Settings};
use crate::model::Model;
use crate::parallel;
use crate::rivals::{self, Rules};

/// How often what is believed is counted and believed anew.
const ROUNDS: usize = 7;
/// Pairs drawn by chance for the chances of dates, sexes and places.
const DRAWS: u64 = 400_000;

/// Weights for these lists; the likeness of names is weighed to fit. `pairs` are the candidates of
/// `lefts` records of the left list; what people decided of some of them is taken as it is.
pub(crate) fn estimate(
    sides: &mut Sides<'_>,
    pairs: &[(u32, u32)],
    lefts: usize,
    within: bool,
    settings: &Settings,
    go_on: &dyn Fn(usize, usize) -> Result<(), Cancelled>,
) -> Result<Model, Cancelled> {
    let mut model = by_chance(sides, Model::default());
    let decided = link::decisions(settings);
    let rights = sides.right.len();
    let rules = Rules {
        within,
        once: settings.once,
        count: (lefts, rights),
    };
    let drawn = lefts as f32 * rights as f32 * if within { 0.5 } else { 1.0 };
    model.prior = prior(STARTING_SHARE * lefts as f32, drawn);
    for round in 0..ROUNDS {
        go_on(round, ROUNDS)?;
        sides.weigh(&model);
        let seen = parallel::parts(pairs.len(), 4096, settings.threads, |range| {
            let pairs = pairs.get(range).unwrap_or_default();
            let evidence = pairs.iter().map(|(left, right)| sides.pair(*left, *right));
            evidence
                .map(|evidence| (evidence, model.weight(&evidence)))
                .collect::<Vec<_>>()
        });
        let (evidence, weights): (Vec<Evidence>, Vec<f32>) = seen.into_iter().flatten().unzip();
        let mut chances = rivals::posteriors(pairs, &weights, model.prior, sides, &rules);
        if !decided.is_empty() {
            for (pair, chance) in pairs.iter().zip(&mut chances) {
                if let Some(same) = decided.get(pair) {
                    *chance = f32::from(u8::from(*same));
                }
            }
        }
        model = maximise(pairs, &evidence, &chances, model, sides, drawn);
        if within {
            let twice = model.prior.exp2() * drawn / lefts.max(1) as f32;
            model.relatives = (KIN_LISTED / twice.max(1e-4)).log2().clamp(0.0, 10.0);
        }
    }
    sides.weigh(&model);
    Ok(model)
}

/// Log base 2 of the odds that two records drawn at random are of one person, where so many of `drawn`
/// pairs are. Two short lists say little of it: what is known beforehand is that of a thousand
/// people that could be meant, one is.
fn prior(same: f32, drawn: f32) -> f32 {
    const BEFORE: f32 = 3.0;
    const PEOPLE: f32 = 1_000.0;
    ((same + BEFORE) / (drawn + BEFORE * PEOPLE)).log2()
}

/// The share of a person's kin that stand in a list in which the person stands.
const KIN_LISTED: f32 = 0.5;

/// Before anything is known, one record in three has its person in the other list.
const STARTING_SHARE: f32 = 0.33;

/// The model with the chances that two records drawn at random agree.
fn by_chance(sides: &Sides<'_>, mut model: Model) -> Model {
    let (left, right) = (&sides.left.persons, &sides.right.persons);
    let mut counts = Counts::default();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for _ in 0..DRAWS {
        let (Some(a), Some(b)) = (left.get(draw(left.len())), right.get(draw(right.len()))) else {
            break;
        };
        counts.add(&sides.beside_names(a, b), 1.0);
    }
    let floor = 1.0 / DRAWS as f32;
    let set = |levels: &mut [[f32; 2]], counts: &[f32]| {
        let all: f32 = counts.iter().sum();
        if all < 1.0 {
            // One of the lists never says it.
            return;
        }
        for ([_, chance], count) in levels.iter_mut().zip(counts) {
            *chance = (count / all).max(floor * 0.5);
        }
    };
    set(&mut model.birth, &counts.birth);
    set(&mut model.sex, &counts.sex);
    set(&mut model.governorate, &counts.governorate);
    set(&mut model.registry, &counts.registry);
    let places: f32 = counts.place.iter().sum::<f32>() + 1.0;
    model.place_differs[1] = (counts.place.first().copied().unwrap_or(0.0) / places).max(0.3);
    model
}

/// Sums over pairs, by level.
#[derive(Default)]
struct Counts {
    names: [[f32; GRADES]; 5],
    birth: [f32; 8],
    sex: [f32; 2],
    place: [f32; GRADES],
    governorate: [f32; 2],
    registry: [f32; 2],
    national: [f32; 3],
    order: [f32; 3],
    all: f32,
}

impl Counts {
    fn add(&mut self, evidence: &Evidence, by: f32) {
        fn one(counts: &mut [f32], at: u8, by: f32) {
            if let Some(cell) = counts.get_mut(usize::from(at)) {
                *cell += by;
            }
        }
        for (counts, grade) in self.names.iter_mut().zip(evidence.names) {
            one(counts, grade, by);
        }
        one(&mut self.birth, evidence.birth, by);
        one(&mut self.sex, evidence.sex, by);
        one(&mut self.place, evidence.place, by);
        if evidence.place == UNSAID || evidence.place == 0 {
            one(&mut self.governorate, evidence.governorate, by);
        }
        one(&mut self.registry, evidence.registry, by);
        one(&mut self.national, evidence.national, by);
        one(&mut self.order, evidence.order as u8, by);
        self.all += by;
    }
}

/// A level's chance is never taken for less than this from so few lists.
const LEAST: f32 = 0.002;

fn maximise(
    pairs: &[(u32, u32)],
    evidence: &[Evidence],
    chances: &[f32],
    mut model: Model,
    sides: &Sides<'_>,
    drawn: f32,
) -> Model {
    let mut counts = Counts::default();
    let mut expected = [[0.0f32; GRADES]; ROLES];
    let mut expected_place = [0.0f32; GRADES];
    for ((pair, evidence), chance) in pairs.iter().zip(evidence).zip(chances) {
        if *chance > 0.001 {
            counts.add(evidence, *chance);
            sides.expect(
                *pair,
                evidence,
                *chance,
                &model,
                &mut expected,
                &mut expected_place,
            );
        }
    }
    // What stood before counts like so many pairs, so that a list of few keeps its head.
    const BEFORE: f32 = 30.0;
    let spread = |before: &mut [f32], counts: &[f32]| {
        let all = counts.iter().sum::<f32>() + BEFORE;
        for (m, count) in before.iter_mut().zip(counts) {
            *m = ((count + *m * BEFORE) / all).max(LEAST);
        }
    };
    let levels = |before: &mut [[f32; 2]], counts: &[f32]| {
        let all = counts.iter().sum::<f32>() + BEFORE;
        for ([m, _], count) in before.iter_mut().zip(counts) {
            *m = ((count + *m * BEFORE) / all).max(LEAST);
        }
    };
    for (((worth, differs), counts), expected) in model
        .worth
        .iter_mut()
        .zip(&mut model.differs)
        .zip(&counts.names)
        .zip(&expected)
    {
        *differs = share_differing(counts, *differs, BEFORE);
        worths(worth, counts, expected, BEFORE);
    }
    model.place_differs[0] = share_differing(&counts.place, model.place_differs[0], BEFORE);
    worths(&mut model.place, &counts.place, &expected_place, BEFORE);
    levels(&mut model.birth, &counts.birth);
    levels(&mut model.sex, &counts.sex);
    levels(&mut model.governorate, &counts.governorate);
    levels(&mut model.registry, &counts.registry);
    levels(&mut model.national, &counts.national);
    spread(&mut model.order, &counts.order);
    model.prior = prior(counts.all, drawn);
    model
}

fn share_differing(counts: &[f32; GRADES], before: f32, weight: f32) -> f32 {
    let [different, agreeing @ ..] = counts;
    let all = different + agreeing.iter().sum::<f32>();
    ((different + before * weight) / (all + weight)).clamp(LEAST, 0.5)
}

/// How much likelier each grade is among records of one person than the frequency of the names
/// that agree so well lets expect, the greatest being 1.
fn worths(worth: &mut Worth, counts: &[f32; GRADES], expected: &[f32; GRADES], weight: f32) {
    let mut best = 0.0f32;
    for ((worth, count), expected) in worth.iter_mut().zip(counts).zip(expected).skip(1) {
        *worth = ((count + *worth * weight) / (expected + weight)).max(0.001);
        best = best.max(*worth);
    }
    if best > 0.0 {
        worth.iter_mut().for_each(|worth| *worth /= best);
    }
}
