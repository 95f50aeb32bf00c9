//! How surely a photograph that was changed is found to be a copy, and how rarely another shot is.
//!
//! `find FOLDER -name '*.JPG' | cargo run --release -p extract --example picture_copies`: each picture whose
//! path stands on a line is changed in every way below, in memory. Copies are what was made of one picture; that
//! other shots of the same thing are none is the hard part. The way is that of the program: fingerprints
//! as the reader of pictures makes them, candidates, comparison.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

use copies::{Candidates, Fingerprint, Marks, Portrait, compare};
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, codecs::jpeg::JpegEncoder};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Saved as a JPEG of this quality and read again.
fn saved(picture: &DynamicImage, quality: u8) -> DynamicImage {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    picture.to_rgb8().write_with_encoder(encoder).unwrap();
    image::load_from_memory(&bytes).unwrap()
}

/// What is left when these shares of the sides are cut off: left, top, right, bottom.
fn cut(picture: &DynamicImage, sides: [f32; 4]) -> DynamicImage {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let [left, top, right, bottom] = sides;
    picture.crop_imm(
        (left * width) as u32,
        (top * height) as u32,
        ((1.0 - left - right) * width) as u32,
        ((1.0 - top - bottom) * height) as u32,
    )
}

fn scaled(picture: &DynamicImage, part: f32) -> DynamicImage {
    let side = |length: u32| ((length as f32 * part) as u32).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    picture.resize_exact(width, height, FilterType::Triangle)
}

type Change = (&'static str, fn(&DynamicImage) -> DynamicImage);

const CHANGES: [Change; 15] = [
    ("half the size", |p| saved(&scaled(p, 0.5), 85)),
    ("a quarter of the size", |p| saved(&scaled(p, 0.25), 85)),
    ("quality 60", |p| saved(p, 60)),
    ("quality 25", |p| saved(p, 25)),
    ("800 px, quality 55", |p| {
        saved(&p.resize(800, 800, FilterType::Triangle), 55)
    }),
    ("cut by 3 % all around", |p| saved(&cut(p, [0.03; 4]), 85)),
    ("cut by 5 % left and top", |p| {
        saved(&cut(p, [0.05, 0.05, 0.0, 0.0]), 85)
    }),
    ("cut by 8 % below", |p| {
        saved(&cut(p, [0.0, 0.0, 0.0, 0.08]), 85)
    }),
    ("brighter", |p| saved(&p.brighten(35), 85)),
    ("darker", |p| saved(&p.brighten(-35), 85)),
    ("more contrast", |p| saved(&p.adjust_contrast(20.0), 85)),
    ("turned right", |p| saved(&p.rotate90(), 85)),
    ("turned over", |p| saved(&p.rotate180(), 85)),
    ("turned left, 800 px", |p| {
        saved(&p.rotate270().resize(800, 800, FilterType::Triangle), 70)
    }),
    ("cut by 3 %, turned, darker", |p| {
        saved(&cut(p, [0.03; 4]).rotate90().brighten(-20), 70)
    }),
];

fn portrait(picture: &DynamicImage) -> Portrait {
    let grey: GrayImage = picture.to_luma8();
    let (width, height) = grey.dimensions();
    Portrait {
        prints: vec![Fingerprint::of_picture(width, height, grey.as_raw())],
        ..Portrait::default()
    }
}

fn main() {
    let mut portraits: Vec<Portrait> = Vec::new();
    // Of which picture, and which change; none for the picture itself.
    let mut of: Vec<(usize, Option<usize>)> = Vec::new();
    let lines = std::io::stdin().lock().lines();
    for (n, line) in lines.enumerate() {
        let picture = image::open(line.unwrap()).unwrap();
        portraits.push(portrait(&picture));
        of.push((n, None));
        for (at, (_, change)) in CHANGES.iter().enumerate() {
            portraits.push(portrait(&change(&picture)));
            of.push((n, Some(at)));
        }
    }
    let marks: Vec<Marks> = portraits.iter().map(Marks::of).collect();
    let mut counted = Candidates::new();
    marks.iter().for_each(|marks| counted.count(marks));
    let mut kept = counted.counted();
    marks.iter().for_each(|marks| kept.keep(marks));
    let candidates = kept.pairs();
    let mut looked_at: BTreeMap<usize, usize> = BTreeMap::new();
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut right, mut wrong) = (0, 0);
    let mut joined = copies::Groups::new();
    for (a, b) in &candidates {
        let ((one, change), (other, with)) = (of[*a as usize], of[*b as usize]);
        let same = one == other;
        // Each change against the picture itself.
        let change = match (change, with) {
            (None, Some(change)) | (Some(change), None) if same => Some(change),
            _ => None,
        };
        if let Some(change) = change {
            *looked_at.entry(change).or_default() += 1;
        }
        if compare(&portraits[*a as usize], &portraits[*b as usize]).is_none() {
            continue;
        }
        joined.join(a, b);
        if same {
            right += 1;
        } else {
            wrong += 1;
        }
        if let Some(change) = change {
            *found.entry(change).or_default() += 1;
        }
    }
    let pictures = of.iter().filter(|(_, change)| change.is_none()).count();
    println!(
        "{pictures} pictures, {} with their changes, {} candidates",
        portraits.len(),
        candidates.len()
    );
    println!("{:30} looked at, found a copy of the picture itself", "");
    for (at, (name, _)) in CHANGES.iter().enumerate() {
        let of = |counts: &BTreeMap<usize, usize>| counts.get(&at).copied().unwrap_or(0);
        println!(
            "{name:30} {:9} {:6} of {pictures}",
            of(&looked_at),
            of(&found)
        );
    }
    println!("pairs called copies: {right} of one picture, {wrong} of two");
    let (mut together, mut apart) = (0usize, 0usize);
    for group in joined.all() {
        let pictures: Vec<usize> = group.iter().map(|at| of[*at as usize].0).collect();
        for (n, one) in pictures.iter().enumerate() {
            for other in &pictures[n + 1..] {
                if one == other {
                    together += 1;
                } else {
                    apart += 1;
                }
            }
        }
    }
    let each = CHANGES.len() + 1;
    let all = pictures * each * (each - 1) / 2;
    println!(
        "pairs in one group: precision {:.4}, recall {:.4} ({together} of {all}, {apart} wrong)",
        together as f64 / (together + apart).max(1) as f64,
        together as f64 / all.max(1) as f64
    );
}
