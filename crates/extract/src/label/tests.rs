//! What is found in photographs made up, and what is not.

use super::quad::Quad;
use super::scene::{Dice, card, cloth, lay, lit};
use super::{find, find::Found};
use image::{GrayImage, Luma};
use std::time::{Duration, Instant};

const LINES: [&str; 3] = ["4083", "215", "2013704"];

fn found(picture: &GrayImage) -> Vec<Found> {
    find::find(picture)
}

/// The labels found are these, and no other.
fn check(what: &str, picture: &GrayImage, want: &[Quad], least: f32) {
    let found = found(picture);
    assert_eq!(found.len(), want.len(), "{what}: {found:?}");
    for quad in want {
        let best = found
            .iter()
            .map(|found| found.quad.overlap(quad))
            .fold(0.0, f32::max);
        assert!(best >= least, "{what}: overlap {best}, {found:?}");
    }
}

#[test]
fn a_card_is_found_however_it_is_turned_and_seen() {
    for (seed, degrees) in (1..).zip([-45.0, -30.0, -15.0, 0.0, 8.0, 20.0, 45.0]) {
        for bent in [0.0, 0.15] {
            let mut picture = cloth(816, 612, seed);
            let quad = card((420.0, 300.0), (240.0, 150.0), degrees, bent);
            lay(&mut picture, &quad, &LINES, 225.0);
            check(
                &format!("{degrees} degrees, bent {bent}"),
                &picture,
                &[quad],
                0.95,
            );
        }
    }
}

#[test]
fn corners_are_right_to_a_pixel_in_small_and_large_pictures() {
    for (width, height) in [(640, 480), (1632, 1224), (4000, 3000)] {
        let mut picture = cloth(width, height, 7);
        let share = width as f32 / 1000.0;
        let quad = card(
            (500.0 * share, 380.0 * share),
            (230.0 * share, 140.0 * share),
            12.0,
            0.05,
        );
        lay(&mut picture, &quad, &LINES, 230.0);
        let found = found(&picture);
        assert_eq!(found.len(), 1, "{width}: {found:?}");
        for (one, other) in found[0].quad.0.iter().zip(quad.0) {
            let off = (one.0 - other.0).hypot(one.1 - other.1);
            assert!(
                off < 2.5,
                "{width}: {off} pixels, {:?} for {:?}",
                found[0].quad,
                quad
            );
        }
    }
}

#[test]
fn shadow_glare_and_dim_light_hide_no_card() {
    let quad = card((400.0, 300.0), (260.0, 170.0), -9.0, 0.05);
    let mut bare = cloth(816, 612, 3);
    lay(&mut bare, &quad, &LINES, 235.0);
    let light = |light: fn(f32, f32) -> f32| {
        let mut picture = bare.clone();
        lit(&mut picture, light);
        picture
    };
    check("dim", &light(|_, _| 0.4), &[quad], 0.93);
    check(
        "from the side",
        &light(|x, _| 0.45 + x / 1_600.0),
        &[quad],
        0.93,
    );
    check(
        "a shadow across",
        &light(|x, y| if x + y > 760.0 { 0.72 } else { 1.0 }),
        &[quad],
        0.9,
    );
    let glare =
        |x: f32, y: f32| 1.0 + 0.6 * (-((x - 330.0).powi(2) + (y - 250.0).powi(2)) / 900.0).exp();
    check("glare", &light(glare), &[quad], 0.93);
}

#[test]
fn two_cards_are_two_labels_and_a_cut_one_is_said_to_be_cut() {
    let mut picture = cloth(1200, 900, 5);
    let one = card((300.0, 300.0), (240.0, 150.0), 10.0, 0.0);
    let other = card((800.0, 620.0), (300.0, 200.0), -25.0, 0.0);
    lay(&mut picture, &one, &LINES, 220.0);
    lay(&mut picture, &other, &LINES, 220.0);
    check("two", &picture, &[one, other], 0.95);

    let mut picture = cloth(1200, 900, 6);
    let cut = card((70.0, 420.0), (300.0, 200.0), 0.0, 0.0);
    lay(&mut picture, &cut, &LINES, 220.0);
    let found = found(&picture);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].cut);
    let [left, _, right, _] = found[0].quad.bounds(1200.0, 900.0);
    assert!(
        left < 2.0 && (right - 220.0).abs() < 3.0,
        "{:?}",
        found[0].quad
    );
}

#[test]
fn a_card_beside_and_on_bright_things_is_found() {
    let mut picture = cloth(1200, 900, 8);
    let sheet = card((600.0, 450.0), (900.0, 640.0), 4.0, 0.0);
    lay(&mut picture, &sheet, &[], 190.0);
    let quad = card((500.0, 430.0), (260.0, 160.0), -12.0, 0.0);
    lay(&mut picture, &quad, &LINES, 225.0);
    check("on a sheet", &picture, &[quad], 0.93);
    // Darker than the sheet that it lies on.
    let mut picture = cloth(1200, 900, 8);
    lay(&mut picture, &sheet, &[], 235.0);
    lay(&mut picture, &quad, &LINES, 195.0);
    check("on a brighter sheet", &picture, &[quad], 0.93);
}

#[test]
fn what_a_program_put_in_is_told_from_a_card() {
    let mut picture = cloth(1024, 768, 9);
    let quad = Quad([(20.0, 560.0), (300.0, 560.0), (300.0, 740.0), (20.0, 740.0)]);
    lay(&mut picture, &quad, &LINES, 255.0);
    let overlay = found(&picture);
    assert!(overlay.len() == 1 && overlay[0].added, "{overlay:?}");
    let mut picture = cloth(1024, 768, 9);
    lay(
        &mut picture,
        &card((400.0, 400.0), (280.0, 180.0), 5.0, 0.03),
        &LINES,
        255.0,
    );
    let lying = found(&picture);
    assert!(lying.len() == 1 && !lying[0].added, "{lying:?}");
}

#[test]
fn bright_things_without_writing_are_no_labels() {
    let mut blank = cloth(816, 612, 11);
    lay(
        &mut blank,
        &card((400.0, 300.0), (300.0, 180.0), 7.0, 0.0),
        &[],
        235.0,
    );
    check("a blank card", &blank, &[], 1.0);

    let mut tiles = GrayImage::from_pixel(816, 612, Luma([70]));
    for row in 0..5 {
        for column in 0..6 {
            let middle = (68.0 + 136.0 * column as f32, 61.0 + 122.0 * row as f32);
            lay(
                &mut tiles,
                &card(middle, (130.0, 116.0), 0.0, 0.0),
                &[],
                200.0 + (row * column) as f32,
            );
        }
    }
    check("tiles", &tiles, &[], 1.0);

    let mut window = cloth(816, 612, 12);
    for column in 0..3 {
        let middle = (260.0 + 110.0 * column as f32, 260.0);
        lay(
            &mut window,
            &card(middle, (98.0, 240.0), 0.0, 0.0),
            &[],
            250.0,
        );
    }
    check("a window", &window, &[], 1.0);

    for seed in 20..28 {
        check("cloth", &cloth(816, 612, seed), &[], 1.0);
    }
}

#[test]
fn writing_on_a_wall_is_no_label() {
    let mut wall = cloth(1024, 768, 13);
    let quad = card((512.0, 384.0), (300.0, 200.0), 5.0, 0.0);
    // Ink without paper: the card's paper is the wall's own shade.
    let bare = wall.clone();
    lay(&mut wall, &quad, &LINES, 240.0);
    for (pixel, before) in wall.pixels_mut().zip(bare.pixels()) {
        if pixel.0[0] > 100 {
            pixel.0 = before.0;
        }
    }
    check("a wall", &wall, &[], 1.0);
}

#[test]
fn hostile_pictures_are_looked_at_in_time() {
    let mut dice = Dice::of(99);
    let noise: Vec<u8> = (0..3000 * 2000).map(|_| dice.next(256) as u8).collect();
    let pictures = [
        ("white", GrayImage::from_pixel(3000, 2000, Luma([255]))),
        ("black", GrayImage::from_pixel(3000, 2000, Luma([0]))),
        ("noise", GrayImage::from_raw(3000, 2000, noise).unwrap()),
        ("one pixel", GrayImage::from_pixel(1, 1, Luma([200]))),
        ("none", GrayImage::new(0, 0)),
        ("a line", GrayImage::from_pixel(1, 20_000, Luma([200]))),
        ("a strip", GrayImage::from_pixel(20_000, 300, Luma([200]))),
        (
            "stripes",
            GrayImage::from_fn(3000, 2000, |x, _| Luma([if x % 8 < 4 { 255 } else { 0 }])),
        ),
        (
            "wide stripes",
            GrayImage::from_fn(3000, 2000, |x, _| Luma([if x % 60 < 30 { 255 } else { 0 }])),
        ),
        (
            "fine chequer",
            GrayImage::from_fn(3000, 2000, |x, y| {
                Luma([if (x + y) % 2 == 0 { 255 } else { 0 }])
            }),
        ),
        (
            "chequer",
            GrayImage::from_fn(3000, 2000, |x, y| {
                Luma([if (x / 90 + y / 90) % 2 == 0 { 255 } else { 0 }])
            }),
        ),
        (
            "squares",
            GrayImage::from_fn(3000, 2000, |x, y| {
                Luma([if x % 50 < 40 && y % 50 < 40 { 255 } else { 0 }])
            }),
        ),
        (
            "specks",
            GrayImage::from_fn(3000, 2000, |x, y| {
                Luma([if x % 40 < 20 && y % 40 < 24 { 20 } else { 250 }])
            }),
        ),
    ];
    for (what, picture) in pictures {
        let start = Instant::now();
        let found = found(&picture);
        let took = start.elapsed();
        assert!(found.is_empty(), "{what}: {found:?}");
        // Ten times what it takes here on a busy machine.
        assert!(took < Duration::from_secs(5), "{what} took {took:?}");
    }
}
