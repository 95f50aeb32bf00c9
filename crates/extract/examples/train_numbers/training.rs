//! The training itself: samples made as they are needed, places first, then alignment.

use super::layers::{Adam, Pass, Weights};
use super::losses;
use super::paper::{self, Sample};
use super::random::Chance;
use super::typeface::Typeface;
use extract::numbers::{Net, Strip, candidates, core, tidy};
use std::path::Path;
use std::time::Instant;

/// How long, and from which seed.
pub struct Plan {
    pub seconds: f32,
    pub seed: u64,
    /// Weights to go on from, instead of weights by chance.
    pub from: Option<Vec<u8>>,
}

/// Threads, each with its own source of samples. More or fewer of them make another net.
const WORKERS: usize = 2;
/// Strips of one worker for one step.
const BATCH: usize = 8;
/// Rate of the steps at its highest.
const RATE: f32 = 2e-3;
/// Share of the time in which places teach rather than alignments.
const PLACED: f32 = 0.08;

/// Makes a sample from a source of chance.
pub type Maker<'a> = dyn Fn(&mut Chance) -> Sample + Sync + 'a;

/// What teaches in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Teacher {
    /// The places of the signs, which are known since the samples are made.
    Places,
    /// The row of signs alone.
    Rows,
}

/// A net while it learns.
pub struct Course {
    pub weights: Weights,
    mean: Vec<f32>,
    adam: Adam,
    workers: Vec<Worker>,
    pub steps: u32,
}

struct Worker {
    chance: Chance,
    pass: Pass,
    slopes: Vec<f32>,
    loss: f32,
    signs: usize,
}

impl Worker {
    /// Adds the slopes of a few samples to its own.
    fn learn(&mut self, weights: &Weights, maker: &Maker<'_>, teacher: Teacher) {
        let mut used = 0;
        while used < BATCH {
            let made = maker(&mut self.chance);
            let Some(strip) = Strip::of(&made.picture) else {
                continue;
            };
            let columns = self.pass.forward(weights, &strip.ink, strip.width);
            let told = match teacher {
                Teacher::Places => {
                    let spans: Vec<(usize, f32, f32)> = made
                        .spans
                        .iter()
                        .map(|(sign, from, to)| (*sign, strip.place_of(*from), strip.place_of(*to)))
                        .collect();
                    Some(losses::placed(&columns, &spans))
                }
                Teacher::Rows => losses::aligned(&columns, &made.row),
            };
            let Some((loss, mut slope)) = told else {
                continue;
            };
            for value in slope.iter_mut().flatten() {
                *value /= (BATCH * WORKERS) as f32;
            }
            self.pass.backward(weights, &slope, &mut self.slopes);
            self.loss += loss;
            self.signs += made.row.len();
            used += 1;
        }
    }
}

impl Course {
    pub fn new(seed: u64, from: Option<&[u8]>) -> Self {
        let weights = from.map_or_else(
            || Weights::by_chance(&mut Chance::new(seed ^ 0xabcd)),
            Weights::from_file,
        );
        let count = weights.values.len();
        let workers = (0..WORKERS as u64).map(|at| Worker {
            chance: Chance::new(seed.wrapping_mul(1_000).wrapping_add(at)),
            pass: Pass::default(),
            slopes: vec![0.0; count],
            loss: 0.0,
            signs: 0,
        });
        Self {
            mean: weights.values.clone(),
            adam: Adam::new(count),
            workers: workers.collect(),
            weights,
            steps: 0,
        }
    }

    /// One step; `rate` says how far.
    pub fn step(&mut self, maker: &Maker<'_>, teacher: Teacher, rate: f32) {
        let weights = &self.weights;
        std::thread::scope(|scope| {
            for worker in &mut self.workers {
                scope.spawn(move || worker.learn(weights, maker, teacher));
            }
        });
        let (first, rest) = self.workers.split_at_mut(1);
        for worker in rest {
            for (sum, slope) in first[0].slopes.iter_mut().zip(&mut worker.slopes) {
                *sum += std::mem::take(slope);
            }
        }
        self.adam
            .step(&mut self.weights.values, &mut first[0].slopes, rate);
        self.steps += 1;
        // A running mean of the weights reads better than the last of them.
        let stay = (1.0 - 10.0 / (self.steps as f32 + 10.0)).min(0.998);
        for (slot, value) in self.mean.iter_mut().zip(&self.weights.values) {
            *slot = *slot * stay + value * (1.0 - stay);
        }
    }

    /// The running mean of the weights as a file.
    pub fn file(&self) -> Vec<u8> {
        self.weights.with(&self.mean).as_file()
    }

    /// Mean loss a sign since this was last asked.
    pub fn take_loss(&mut self) -> f32 {
        let (mut loss, mut signs) = (0.0, 0);
        for worker in &mut self.workers {
            loss += std::mem::take(&mut worker.loss);
            signs += std::mem::take(&mut worker.signs);
        }
        loss / signs.max(1) as f32
    }
}

/// Trains, telling its loss each while, and writes the weights.
pub fn run(
    plan: &Plan,
    faces: &[Typeface],
    kept: &[Typeface],
    out: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut course = Course::new(plan.seed, plan.from.as_deref());
    let maker = |chance: &mut Chance| paper::sample(chance, faces, None);
    let begun = Instant::now();
    println!("seconds\tstep\tsamples\tloss a sign\tright of fonts kept back for calibration");
    loop {
        let gone = begun.elapsed().as_secs_f32() / plan.seconds;
        if gone >= 1.0 {
            break;
        }
        let warm = (course.steps as f32 / 300.0).min(1.0);
        let cooled = (0.5 * (1.0 + (gone * std::f32::consts::PI).cos())).max(0.01);
        let teacher = if gone < PLACED && plan.from.is_none() {
            Teacher::Places
        } else {
            Teacher::Rows
        };
        course.step(&maker, teacher, RATE * warm * cooled);
        if course.steps.is_multiple_of(500) {
            let file = course.file();
            std::fs::write(out, &file)?;
            let loss = course.take_loss();
            let right = share_right(&file, 300, &|chance| paper::sample(chance, kept, None));
            println!(
                "{:.0}\t{}\t{}\t{loss:.4}\t{right:.4}",
                begun.elapsed().as_secs_f32(),
                course.steps,
                course.steps as usize * BATCH * WORKERS,
            );
        }
    }
    println!(
        "{:.0}\t{}\tend",
        begun.elapsed().as_secs_f32(),
        course.steps
    );
    std::fs::write(out, course.file())?;
    Ok(())
}

/// Share of samples that are read right as a whole.
pub fn share_right(file: &[u8], count: usize, maker: &Maker<'_>) -> f32 {
    let Some(net) = Net::parse(file) else {
        return 0.0;
    };
    let mut chance = Chance::new(77);
    let mut right = 0;
    for _ in 0..count {
        let made = maker(&mut chance);
        if let Some(strip) = Strip::of(&made.picture) {
            let found = candidates(&net.columns(&strip), 1);
            right += usize::from(
                found
                    .first()
                    .is_some_and(|best| core(&tidy(&best.row)) == core(&made.row)),
            );
        }
    }
    right as f32 / count as f32
}
