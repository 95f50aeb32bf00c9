//! The reader of numbers: how well it reads what it has not seen, and whether its training still trains.
//!
//! Pictures are made here, from fonts in the tree, by the same code as for the training but from seeds of
//! their own.

use content::{Piece, Script};
use extract::numbers::{self, NumberRun, SIGNS, core, is_digit, output_of, text_of, tidy};
use image::{GrayImage, Luma};
use paper::{Faces, Sample};
use random::Chance;
use training::{Course, Teacher};
use typeface::Typeface;
use wear::Wear;

#[path = "../../examples/train_numbers/content.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod content;
#[path = "../../examples/train_numbers/layers.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod layers;
#[path = "../../examples/train_numbers/losses.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod losses;
#[path = "../../examples/train_numbers/paper.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod paper;
#[path = "../../examples/train_numbers/random.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod random;
#[path = "../../examples/train_numbers/training.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod training;
#[path = "../../examples/train_numbers/typeface.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod typeface;
#[path = "../../examples/train_numbers/wear.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the script that trains")]
mod wear;

const NASKH: &[u8] = include_bytes!("../../../sample/fonts/NotoNaskhArabic-Regular.ttf");
const NASKH_BOLD: &[u8] = include_bytes!("../../../sample/fonts/NotoNaskhArabic-Bold.ttf");
const SANS: &[u8] = include_bytes!("../../../sample/fonts/NotoSans-Regular.ttf");

fn faces() -> Vec<Typeface> {
    [
        (NASKH, "Naskh", "el"),
        (NASKH_BOLD, "Naskh Bold", "el"),
        (SANS, "Sans", "w"),
    ]
    .into_iter()
    .map(|(bytes, name, scripts)| Typeface::of(bytes, name, name, scripts).unwrap())
    .collect()
}

/// A text set in the first face, little worn; signs from left to right as printed.
fn printed(text: &str, wears: &[Wear], seed: u64) -> GrayImage {
    let mut pieces = Vec::new();
    for sign in text.split_inclusive(|_: char| true) {
        match output_of(sign) {
            Some(numbers::SPACE) => pieces.push(Piece::Gap(0.9)),
            Some(output) => pieces.push(Piece::Sign(output, sign.to_owned())),
            None => pieces.push(Piece::Word(sign.to_owned(), true)),
        }
    }
    made(&pieces, text, wears, seed)
}

fn made(pieces: &[Piece], text: &str, wears: &[Wear], seed: u64) -> GrayImage {
    let western = text.chars().any(|sign| sign.is_ascii_digit());
    let all = faces();
    let (main, spare) = if western { (2, 0) } else { (0, 2) };
    let faces = Faces {
        main: &all[main],
        spare: &all[spare],
    };
    let mut chance = Chance::new(seed);
    loop {
        // Without neighbours, so that the text is all there is.
        let sample =
            paper::set(&mut chance, &faces, pieces, wears).expect("the faces have the signs");
        if text_of(&sample.row) == text {
            return sample.picture;
        }
    }
}

fn read_printed(text: &str) -> NumberRun {
    numbers::read(&printed(text, &[Wear::Clean], 3))
}

#[test]
fn a_printed_date_a_reference_and_a_number_are_read_from_left_to_right() {
    for text in [
        "٢٣/١١/١٩٩٩",
        "٢٠١٤/٠٧/٠٦",
        "٤٥٨٠",
        "س/٦٢٤٨",
        "1-8-2424",
        "09/05/2013",
        "٠٩٣٤٥٦٧٨١٢",
    ] {
        let run = read_printed(text);
        assert_eq!(run.text, text, "{run:?}");
        assert!(run.is_number(), "{run:?}");
    }
}

#[test]
fn the_signs_of_a_run_lie_one_after_the_other_within_the_picture() {
    let picture = printed("٢٣/١١/١٩٩٩", &[Wear::Clean], 3);
    let run = numbers::read(&picture);
    let texts: String = run.signs.iter().map(|sign| sign.text).collect();
    assert_eq!(texts, run.text);
    let width = picture.width() as f32;
    for sign in &run.signs {
        assert!(sign.span.start < sign.span.end, "{sign:?}");
        assert!(sign.span.start > -width * 0.05 && sign.span.end < width * 1.05);
        assert!((0.0..=1.0).contains(&sign.confidence));
    }
    for pair in run.signs.windows(2) {
        assert!(pair[0].span.start < pair[1].span.start, "{pair:?}");
    }
    let first = &run.signs[0].span;
    assert!(first.end < width * 0.25, "{first:?} of {width}");
    let last = &run.signs[9].span;
    assert!(last.start > width * 0.75, "{last:?} of {width}");
}

#[test]
fn words_are_no_numbers() {
    let all = faces();
    let faces = Faces {
        main: &all[0],
        spare: &all[1],
    };
    let mut taken = 0;
    for (seed, word) in [
        "التاريخ",
        "شعبة",
        "محمد",
        "كانون",
        "الأول",
        "مواليد",
        "حزيران",
        "فرع",
    ]
    .into_iter()
    .enumerate()
    {
        let piece = [Piece::Word(word.to_owned(), true)];
        let mut chance = Chance::new(seed as u64 + 40);
        let sample = paper::set(&mut chance, &faces, &piece, &[Wear::Clean]).unwrap();
        let run = numbers::read(&sample.picture);
        taken += usize::from(run.is_number() && run.confidence > 0.5);
    }
    assert_eq!(taken, 0);
}

#[test]
fn an_empty_or_tiny_or_endless_picture_has_no_number() {
    for (width, height) in [(1, 1), (3, 40), (60, 3), (60, 40), (60_000, 8)] {
        let picture = GrayImage::from_pixel(width, height, Luma([255]));
        let run = numbers::read(&picture);
        assert!(!run.is_number(), "{width} x {height}: {run:?}");
    }
    let black = GrayImage::from_pixel(200, 30, Luma([0]));
    assert!(!numbers::read(&black).is_number());
}

#[test]
fn the_same_picture_is_read_with_the_same_bits() {
    let picture = printed("٢٣/١١/١٩٩٩", &[Wear::Photocopy], 8);
    let first = numbers::read(&picture);
    assert_eq!(first, numbers::read(&picture));
    let elsewhere = std::thread::spawn(move || numbers::read(&picture));
    assert_eq!(first, elsewhere.join().unwrap());
}

#[test]
fn other_readings_share_what_the_first_leaves() {
    for seed in 0..20 {
        let run = numbers::read(&printed(
            "٢٣/١١/١٩٩٩",
            &[Wear::LowResolution, Wear::Fax],
            seed,
        ));
        let others: f32 = run.others.iter().map(|(_, share)| share).sum();
        assert!(run.confidence + others < 1.001, "{run:?}");
        assert!(
            run.others.iter().all(|(text, _)| *text != run.text),
            "{run:?}"
        );
        assert!(
            run.others.is_sorted_by(|one, other| one.1 >= other.1),
            "{run:?}"
        );
    }
}

/// Numbers of the fonts in the tree, worn by chance.
fn worn(count: usize, seed: u64) -> Vec<Sample> {
    let faces = faces();
    let mut chance = Chance::new(seed);
    let all = std::iter::repeat_with(|| paper::sample(&mut chance, &faces, None));
    all.filter(|sample| sample.row.iter().any(|sign| is_digit(*sign)))
        .take(count)
        .collect()
}

#[test]
fn worn_numbers_are_read_and_what_is_sure_is_right() {
    let samples = worn(400, 20_260_101);
    let (mut right, mut sure, mut sure_right, mut agreed) = (0, 0, 0, 0);
    for sample in &samples {
        let run = numbers::read(&sample.picture);
        let told = outputs(&run.text);
        let is_right = text_of(core(&told)) == text_of(core(&sample.row));
        right += usize::from(is_right);
        agreed += usize::from(run.agreed);
        if run.agreed && run.confidence >= 0.98 {
            sure += 1;
            sure_right += usize::from(is_right);
        }
    }
    println!("right {right}, agreed {agreed}, sure {sure}, of these right {sure_right}, of 400");
    assert!(right >= 345, "{right} of 400 right");
    assert!(sure >= 230 && sure <= agreed, "{sure} of 400 sure");
    assert!(
        sure - sure_right <= sure / 100,
        "{sure_right} of {sure} sure ones right"
    );
}

/// The outputs of a text.
fn outputs(text: &str) -> Vec<usize> {
    let joined = text.replace("هـ", "\u{1}");
    let mut row = Vec::new();
    for sign in joined.chars() {
        let text = if sign == '\u{1}' {
            "هـ".to_owned()
        } else {
            sign.to_string()
        };
        row.push(output_of(&text).unwrap_or_else(|| panic!("`{text}` is no sign")));
    }
    tidy(&row)
}

/// Short numbers of four eastern digits in one face.
fn four_digits(chance: &mut Chance, face: &Typeface) -> Sample {
    loop {
        let count = chance.whole(1, 4);
        let pieces: Vec<Piece> = (0..count)
            .map(|_| {
                let output = chance.whole(1, 4);
                Piece::Sign(output, SIGNS[output].to_owned())
            })
            .collect();
        let faces = Faces {
            main: face,
            spare: face,
        };
        let sample = paper::set(chance, &faces, &pieces, &[Wear::Clean]);
        if let Some(sample) = sample.filter(|sample| sample.row.iter().all(|sign| *sign <= 4)) {
            return sample;
        }
    }
}

#[test]
fn two_nets_agree_where_each_reads_the_same_and_a_file_of_others_is_none() {
    let whole = include_bytes!("../../src/ocr/numbers/numbers.net");
    assert!(whole.len() < 400 * 1024);
    let pair = numbers::Pair::parse(whole).unwrap();
    for cut in [0, 1, 16, whole.len() / 2, whole.len() - 1] {
        assert!(numbers::Pair::parse(&whole[..cut]).is_none(), "{cut}");
    }
    let (mut agreed, mut apart) = (0, 0);
    for sample in worn(150, 20_260_202) {
        let Some(strip) = numbers::Strip::of(&sample.picture) else {
            continue;
        };
        let heard = pair.hear(&strip);
        let together = tidy(&heard.found[0].row);
        let same = heard.alone.iter().all(|row| core(row) == core(&together));
        assert_eq!(heard.agreed(), same);
        assert!(
            heard
                .found
                .is_sorted_by(|one, other| one.log_share >= other.log_share)
        );
        *if same { &mut agreed } else { &mut apart } += 1;
    }
    assert!(agreed > 100 && apart > 3, "{agreed} and {apart}");
    // A net that has learned nothing agrees with none.
    let unlearned = Course::new(3, None).file();
    let mut bytes = whole[..16 + unlearned.len() - 16].to_vec();
    bytes.extend(&unlearned[16..]);
    let odd = numbers::Pair::parse(&bytes).unwrap();
    let run = numbers::read_with(&odd, &printed("٢٣/١١/١٩٩٩", &[Wear::Clean], 3));
    assert!(!run.agreed, "{run:?}");
}

#[test]
fn the_training_trains() {
    let face = &faces()[0];
    let maker = |chance: &mut Chance| four_digits(chance, face);
    let mut course = Course::new(5, None);
    for _ in 0..20 {
        course.step(&maker, Teacher::Places, 2e-3);
    }
    let at_first = course.take_loss();
    let untrained = training::share_right(&course.file(), 60, &maker);
    for _ in 0..140 {
        course.step(&maker, Teacher::Places, 2e-3);
    }
    let placed = course.take_loss();
    assert!(
        placed < at_first * 0.6,
        "places: from {at_first} to {placed}"
    );
    course.step(&maker, Teacher::Rows, 1e-3);
    let before = course.take_loss();
    for _ in 0..80 {
        course.step(&maker, Teacher::Rows, 1e-3);
    }
    let after = course.take_loss();
    let trained = training::share_right(&course.file(), 60, &maker);
    println!(
        "places {at_first} to {placed}, rows {before} to {after}, right {untrained} to {trained}"
    );
    assert!(after < before, "rows: from {before} to {after}");
    // Chance reads one in 340 of these rows.
    assert!(
        trained > 0.5 && untrained < 0.2,
        "from {untrained} to {trained}"
    );
}

#[test]
fn what_the_training_computes_is_what_the_reader_computes() {
    let faces = faces();
    let mut chance = Chance::new(6);
    let sample = paper::sample(&mut chance, &faces, None);
    let strip = numbers::Strip::of(&sample.picture).unwrap();
    let course = Course::new(9, None);
    let rounded = layers::Weights::from_file(&course.file());
    let learned = layers::Pass::default().forward(&rounded, &strip.ink, strip.width);
    let read = numbers::Net::parse(&course.file()).unwrap().columns(&strip);
    assert_eq!(learned.len(), read.len());
    for (one, other) in learned.iter().flatten().zip(read.iter().flatten()) {
        assert!((one - other).abs() < 1e-3, "{one} and {other}");
    }
}

#[test]
fn slopes_are_those_of_the_loss() {
    let face = &faces()[0];
    let mut chance = Chance::new(7);
    let sample = four_digits(&mut chance, face);
    let strip = numbers::Strip::of(&sample.picture).unwrap();
    let mut weights = layers::Weights::by_chance(&mut chance);
    let mut pass = layers::Pass::default();
    let mut loss_of = |weights: &layers::Weights| {
        let columns = pass.forward(weights, &strip.ink, strip.width);
        losses::aligned(&columns, &sample.row).unwrap()
    };
    let (_, slope) = loss_of(&weights);
    let mut slopes = vec![0.0; weights.values.len()];
    let mut pass = layers::Pass::default();
    pass.forward(&weights, &strip.ink, strip.width);
    pass.backward(&weights, &slope, &mut slopes);
    // A weight of each kind of fold, and the steepest of all.
    let steepest = (0..slopes.len()).max_by(|a, b| slopes[*a].abs().total_cmp(&slopes[*b].abs()));
    for at in [5, 600, 6_000, 30_000, 60_000, 80_000, steepest.unwrap()] {
        let at = at.min(slopes.len() - 1);
        let (value, small) = (weights.values[at], 2e-3);
        weights.values[at] = value + small;
        let up = loss_of(&weights).0;
        weights.values[at] = value - small;
        let down = loss_of(&weights).0;
        weights.values[at] = value;
        let measured = (up - down) / (2.0 * small);
        let slack = 0.05 * slopes[at].abs() + 0.02;
        assert!(
            (measured - slopes[at]).abs() < slack,
            "{at}: {measured}, {}",
            slopes[at]
        );
    }
}

#[test]
fn lines_by_chance_have_all_digits_about_as_often() {
    let mut chance = Chance::new(11);
    let mut counts = [0_usize; 10];
    for _ in 0..4_000 {
        for piece in content::line(&mut chance, Script::Western) {
            if let Piece::Sign(output, _) = piece
                && (14..24).contains(&output)
            {
                counts[output - 14] += 1;
            }
        }
    }
    let mean = counts.iter().sum::<usize>() / 10;
    assert!(
        counts
            .iter()
            .all(|count| *count > mean / 2 && *count < mean * 2),
        "{counts:?}"
    );
}
