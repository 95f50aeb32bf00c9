//! Trains the net that reads numbers, and measures it.
//!
//!     train_numbers train OUT.net MINUTES SEED [FROM.net]
//!     train_numbers calibrate ONE.net OTHER.net OUT.net COUNT SEED
//!     train_numbers measure PAIR.net COUNT SEED
//!     train_numbers fonts OUT.png
//!     train_numbers samples OUT.png SEED
//!     train_numbers read PICTURE...
//!
//! each after `cargo run -p extract --example train_numbers --`. The fonts are those of `fonts.tsv`, looked
//! for under `/usr/share/fonts` or the folder that `ISNAD_FONTS` names; what is not there is left out and
//! said. `read` uses the nets that are built in, the others the files named.

#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a training script over its own arrays, written as the formulas are"
)]

mod content;
mod layers;
mod losses;
mod measure;
mod paper;
mod random;
mod regression;
mod sheet;
mod training;
mod typeface;
mod wear;

use extract::numbers::Pair;
use std::path::Path;

/// Where Debian's packages put fonts.
const FONTS: &str = "/usr/share/fonts";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let fonts = || {
        let folder = std::env::var_os("ISNAD_FONTS").unwrap_or_else(|| FONTS.into());
        typeface::load_all(Path::new(&folder))
    };
    match words.as_slice() {
        ["train", out, minutes, seed, from @ ..] => {
            let fonts = fonts();
            let plan = training::Plan {
                seconds: minutes.parse::<f32>()? * 60.0,
                seed: seed.parse()?,
                from: from.first().map(std::fs::read).transpose()?,
            };
            training::run(&plan, &fonts.train, &fonts.calibrate, Path::new(out))?;
        }
        ["calibrate", one, other, out, count, seed] => {
            let bytes = measure::joined(&std::fs::read(one)?, &std::fs::read(other)?);
            let plain = Pair::parse(&bytes).ok_or("no files of one net each")?;
            let reads = measure::many(&plain, &fonts().calibrate, count.parse()?, seed.parse()?);
            let calibration = measure::calibrate(&reads);
            println!("{calibration:?}");
            let fours = calibration.iter().flat_map(|value| value.to_le_bytes());
            std::fs::write(out, bytes.into_iter().chain(fours).collect::<Vec<u8>>())?;
        }
        ["measure", pair, count, seed] => {
            let pair = Pair::parse(&std::fs::read(pair)?).ok_or("no file of two nets")?;
            measure::tell(&pair, &fonts().test, count.parse()?, seed.parse()?);
        }
        ["fonts", out] => {
            let mut fonts = fonts();
            fonts.train.append(&mut fonts.calibrate);
            fonts.train.append(&mut fonts.test);
            sheet::of_fonts(&fonts.train).save(out)?;
        }
        ["samples", out, seed] => {
            sheet::of_samples(&fonts().train, seed.parse()?).save(out)?;
        }
        ["read", pictures @ ..] => {
            for picture in pictures {
                let run = extract::numbers::read(&image::open(picture)?.into_luma8());
                println!(
                    "{picture}\t{}\t{:.3}\t{}\t{:?}",
                    run.text, run.confidence, run.agreed, run.others
                );
            }
        }
        _ => return Err("see the head of main.rs for the words".into()),
    }
    Ok(())
}
