//! The training itself: samples made as they are needed, places first, then alignment.

use super::layers::{Adam, Pass, Weights};
use super::losses;
use super::paper::{self, Sample};
use super::random::Chance;
use super::typeface::Typeface;
use extract::numbers::{Net, Strip, candidates, tidy};
use std::path::Path;
use std::sync::mpsc;
use std::time::Instant;

/// How long, and from which seed.
pub struct Plan {
    pub seconds: f32,
    pub seed: u64,
    /// Weights to go on from, instead of weights by chance.
    pub from: Option<Vec<u8>>,
}

/// Strips for one step.
const BATCH: usize = 16;
/// Rate of the steps at its highest.
const RATE: f32 = 2e-3;
/// Share of the time in which places teach rather than alignments.
const PLACED: f32 = 0.12;

/// A strip with its truth.
pub struct Lesson {
    pub strip: Strip,
    pub row: Vec<usize>,
    pub spans: Vec<(usize, f32, f32)>,
}

/// The strip of a sample; none where the picture has nothing to see.
pub fn lesson(made: &Sample, ratio: f32) -> Option<Lesson> {
    let strip = Strip::of(&made.picture)?;
    let spans = made
        .spans
        .iter()
        .map(|(output, from, to)| {
            (
                *output,
                strip.place_of(from * ratio),
                strip.place_of(to * ratio),
            )
        })
        .collect();
    Some(Lesson {
        strip,
        row: made.row.clone(),
        spans,
    })
}

/// Trains, telling its loss each while, and writes the weights.
pub fn run(
    plan: &Plan,
    faces: Vec<Typeface>,
    kept: &[Typeface],
    out: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let seed = plan.seed;
    let (give, take) = mpsc::sync_channel::<Lesson>(256);
    // Samples are made beside the training, in one thread, so that their order is always the same.
    std::thread::spawn(move || {
        let mut chance = Chance::new(seed);
        loop {
            let made = paper::sample(&mut chance, &faces, None);
            if let Some(lesson) = lesson(&made, 1.0)
                && give.send(lesson).is_err()
            {
                return;
            }
        }
    });
    let mut weights = plan.from.as_deref().map_or_else(
        || Weights::by_chance(&mut Chance::new(seed ^ 0xabcd)),
        Weights::from_file,
    );
    let mut mean = weights.values.clone();
    let mut adam = Adam::new(weights.values.len());
    let mut slopes = vec![0.0; weights.values.len()];
    let mut pass = Pass::default();
    let begun = Instant::now();
    let (mut steps, mut losses_sum, mut counted) = (0_u32, 0.0, 0_u32);
    println!("seconds\tstep\tsamples\tloss a sign\tkept-back right");
    loop {
        let gone = begun.elapsed().as_secs_f32() / plan.seconds;
        if gone >= 1.0 {
            break;
        }
        let warm = (steps as f32 / 300.0).min(1.0);
        let rate = RATE * warm * (0.5 * (1.0 + (gone * std::f32::consts::PI).cos())).max(0.01);
        let mut used = 0;
        while used < BATCH {
            let lesson = take.recv()?;
            let columns = pass.forward(&weights, &lesson.strip.ink, lesson.strip.width);
            let told = if gone < PLACED && plan.from.is_none() {
                Some(losses::placed(&columns, &lesson.spans))
            } else {
                losses::aligned(&columns, &lesson.row)
            };
            let Some((loss, mut slope)) = told else {
                continue;
            };
            for value in slope.iter_mut().flatten() {
                *value /= BATCH as f32;
            }
            pass.backward(&weights, &slope, &mut slopes);
            losses_sum += loss / lesson.row.len().max(1) as f32;
            counted += 1;
            used += 1;
        }
        adam.step(&mut weights.values, &mut slopes, rate);
        steps += 1;
        // A running mean of the weights reads better than the last of them.
        let stay = (1.0 - 1.0 / (steps as f32 + 1.0)).min(0.998);
        for (slot, value) in mean.iter_mut().zip(&weights.values) {
            *slot = *slot * stay + value * (1.0 - stay);
        }
        if steps.is_multiple_of(500) {
            let file = weights_file(&weights, &mean);
            std::fs::write(out, &file)?;
            let right = share_right(&file, kept, 300);
            println!(
                "{:.0}\t{steps}\t{}\t{:.4}\t{right:.4}",
                begun.elapsed().as_secs_f32(),
                steps as usize * BATCH,
                losses_sum / counted as f32,
            );
            (losses_sum, counted) = (0.0, 0);
        }
    }
    std::fs::write(out, weights_file(&weights, &mean))?;
    Ok(())
}

fn weights_file(weights: &Weights, mean: &[f32]) -> Vec<u8> {
    weights.with(mean).as_file(&[])
}

/// Share of samples of these faces that are read right as a whole.
fn share_right(file: &[u8], faces: &[Typeface], count: usize) -> f32 {
    let Some(net) = Net::parse(file) else {
        return 0.0;
    };
    if faces.is_empty() {
        return 0.0;
    }
    let mut chance = Chance::new(77);
    let mut right = 0;
    for _ in 0..count {
        let made = paper::sample(&mut chance, faces, None);
        if let Some(strip) = Strip::of(&made.picture) {
            let found = candidates(&net.columns(&strip), 1);
            right += usize::from(
                found
                    .first()
                    .is_some_and(|best| tidy(&best.row) == made.row),
            );
        }
    }
    right as f32 / count as f32
}
