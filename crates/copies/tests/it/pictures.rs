use crate::noise::Dice;
use copies::{Candidates, Fingerprint, Ground, Marks, Paper, Portrait, Sureness, compare};

/// A grey picture.
#[derive(Clone)]
struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    fn at(&self, x: usize, y: usize) -> u8 {
        self.grey[y.min(self.height - 1) * self.width + x.min(self.width - 1)]
    }

    fn made(width: usize, height: usize, pixel: impl Fn(usize, usize) -> u8) -> Self {
        let grey = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| pixel(x, y))
            .collect();
        Self {
            width,
            height,
            grey,
        }
    }

    /// Cut by a share at each edge and scaled, each pixel the mean of sixteen places in what it covers.
    fn cut_and_scaled(&self, cut: f32, scale: f32) -> Self {
        let (left, top) = (self.width as f32 * cut, self.height as f32 * cut);
        let (w, h) = (
            self.width as f32 - 2.0 * left,
            self.height as f32 - 2.0 * top,
        );
        Self::made((w * scale) as usize, (h * scale) as usize, |x, y| {
            let mut sum = 0u32;
            for part in 0..16usize {
                let across = (x as f32 + ((part % 4) as f32 + 0.5) / 4.0) / scale;
                let down = (y as f32 + ((part / 4) as f32 + 0.5) / 4.0) / scale;
                sum += u32::from(self.at((left + across) as usize, (top + down) as usize));
            }
            (sum / 16) as u8
        })
    }

    /// What is left when these shares of the sides are cut off.
    fn without(&self, [left, top, right, bottom]: [f32; 4]) -> Self {
        let (width, height) = (self.width as f32, self.height as f32);
        let (x, y) = ((left * width) as usize, (top * height) as usize);
        let across = ((1.0 - left - right) * width) as usize;
        let down = ((1.0 - top - bottom) * height) as usize;
        Self::made(across, down, |column, row| self.at(x + column, y + row))
    }

    /// Brighter, and each block of eight by eight a little off, as strong compression leaves it.
    fn saved_badly(&self) -> Self {
        Self::made(self.width, self.height, |x, y| {
            let block = (x / 8 * 31 + y / 8 * 17) % 3;
            (f32::from(self.at(x, y)) * 0.85 + 22.0 + block as f32) as u8
        })
    }

    /// As it is a second later, seen from the same place: something of this depth lies elsewhere.
    fn with_a_shape_moved(&self, depth: f32) -> Self {
        let bump = |x: usize, y: usize, at: f32| {
            let (u, v) = (x as f32 / self.width as f32, y as f32 / self.height as f32);
            let from = (u - at).powi(2) + (v - 0.5).powi(2);
            depth * (-from / 0.004).exp()
        };
        Self::made(self.width, self.height, |x, y| {
            let moved = bump(x, y, 0.55) - bump(x, y, 0.45);
            (f32::from(self.at(x, y)) + moved).clamp(0.0, 255.0) as u8
        })
    }

    fn turned(&self) -> Self {
        Self::made(self.height, self.width, |x, y| {
            self.at(y, self.height - 1 - x)
        })
    }

    fn as_picture(&self) -> Portrait {
        let print = Fingerprint::of_picture(self.width as u32, self.height as u32, &self.grey);
        Portrait {
            prints: vec![print],
            ..Portrait::default()
        }
    }

    /// As a page on which a reader found words, all of them wrong.
    fn as_page(&self) -> Portrait {
        let print = Fingerprint::of_page(self.width as u32, self.height as u32, &self.grey);
        let sum: u64 = self.grey.iter().map(|p| u64::from(*p)).sum();
        let mut dice = Dice::new(sum);
        let mut paper = Paper::default();
        for _ in 0..40 {
            paper.add(&crate::noise::name(&mut dice), Sureness::Doubtful);
        }
        Portrait {
            paper,
            prints: vec![print],
        }
    }
}

/// An invented shot: a pale shape on a woven cloth with a card in it, seen from where it was taken.
fn shot(seed: u64, moved: f32) -> Picture {
    let mut dice = Dice::new(seed);
    let spots: Vec<(f32, f32, f32, f32)> = (0..25)
        .map(|_| {
            let place = |dice: &mut Dice| dice.next(1000) as f32 / 1000.0;
            (
                place(&mut dice),
                place(&mut dice),
                0.03 + place(&mut dice) * 0.15,
                place(&mut dice) * 120.0 - 60.0,
            )
        })
        .collect();
    Picture::made(400, 300, |x, y| {
        let (u, v) = (x as f32 / 400.0, y as f32 / 300.0);
        // From another angle: drawn together on one side.
        let (u, v) = (u + moved * v, v * (1.0 + moved * u) + moved / 2.0);
        let weave = ((x / 3 + y / 3) % 2) as f32 * 6.0;
        let shape: f32 = spots
            .iter()
            .map(|(a, b, r, depth)| depth * (-((u - a).powi(2) + (v - b).powi(2)) / (r * r)).exp())
            .sum();
        let card = if (0.05..0.25).contains(&u) && (0.75..0.92).contains(&v) {
            60.0
        } else {
            0.0
        };
        (120.0 + weave + shape + card).clamp(0.0, 255.0) as u8
    })
}

/// A page with lines of invented words of ink; `seed` says the words, the form is always the same.
fn page(seed: u64) -> Picture {
    let mut dice = Dice::new(seed);
    let mut form = Dice::new(99);
    let mut inked = vec![false; 620 * 877];
    for line in 0..22usize {
        let words = if !(5..=18).contains(&line) {
            &mut form
        } else {
            &mut dice
        };
        let mut right = 560usize;
        while right > 120 {
            let width = 18 + words.next(55);
            if words.next(12) == 0 && right < 400 {
                break;
            }
            for y in 0..9usize {
                for x in 0..width {
                    let on = (x * 7 + y * 13 + width) % 4 != 0;
                    inked[(70 + line * 34 + y) * 620 + right - x] = on;
                }
            }
            right -= width + 10;
            if right < 140 {
                break;
            }
        }
    }
    Picture::made(620, 877, |x, y| if inked[y * 620 + x] { 40 } else { 235 })
}

fn ground(a: &Portrait, b: &Portrait) -> Option<Ground> {
    assert_eq!(compare(a, b), compare(b, a));
    compare(a, b).map(|finding| finding.ground)
}

#[test]
fn the_same_shot_saved_again_is_a_copy_cut_bright_small_or_turned() {
    for seed in 1..8 {
        let first = shot(seed, 0.0);
        let kept = first.as_picture();
        for (name, again) in [
            ("small", first.cut_and_scaled(0.0, 0.4)),
            ("cut", first.cut_and_scaled(0.02, 0.7)),
            ("bright", first.saved_badly()),
            ("turned", first.turned()),
            (
                "turned thrice",
                first.turned().turned().turned().saved_badly(),
            ),
        ] {
            assert_eq!(
                ground(&kept, &again.as_picture()),
                Some(Ground::Shot),
                "{seed} {name}"
            );
            let marks = [Marks::of(&kept), Marks::of(&again.as_picture())];
            let mut counted = Candidates::new();
            marks.iter().for_each(|m| counted.count(m));
            let mut all = counted.counted();
            marks.iter().for_each(|m| all.keep(m));
            assert_eq!(all.pairs(), [(0, 1)], "{seed} {name}: not looked at");
        }
    }
}

#[test]
fn a_shot_cut_at_any_side_is_a_copy_turned_or_not() {
    for seed in 1..6 {
        let first = shot(seed, 0.0);
        let kept = first.as_picture();
        for sides in [
            [0.03; 4],
            [0.05, 0.05, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.08],
            [0.08, 0.0, 0.0, 0.0],
        ] {
            let cut = first.without(sides);
            let upright = ground(&kept, &cut.as_picture());
            assert_eq!(upright, Some(Ground::Shot), "{seed} {sides:?}");
            let turned = ground(&kept, &cut.turned().saved_badly().as_picture());
            assert_eq!(turned, Some(Ground::Shot), "{seed} {sides:?} turned");
            let other = shot(seed + 40, 0.0).as_picture();
            let marks = [&kept, &other, &cut.turned().as_picture()].map(Marks::of);
            let mut counted = Candidates::new();
            marks.iter().for_each(|m| counted.count(m));
            let mut all = counted.counted();
            marks.iter().for_each(|m| all.keep(m));
            assert_eq!(all.pairs(), [(0, 2)], "{seed} {sides:?}: not looked at");
            assert!(
                marks
                    .iter()
                    .all(|m| Marks::from_bytes(&m.to_bytes()).as_ref() == Some(m))
            );
        }
    }
}

#[test]
fn another_shot_of_the_same_is_no_copy() {
    for seed in 1..8 {
        let first = shot(seed, 0.0).as_picture();
        assert_eq!(
            ground(&first, &shot(seed, 0.12).as_picture()),
            None,
            "{seed}: other angle"
        );
        assert_eq!(
            ground(&first, &shot(seed + 20, 0.0).as_picture()),
            None,
            "{seed}: other body"
        );
    }
}

#[test]
fn blank_pictures_are_no_copies_of_one_another() {
    let blank = |grey| Picture::made(300, 200, |_, _| grey).as_picture();
    assert_eq!(ground(&blank(250), &blank(249)), None);
    assert!(Marks::of(&blank(250)).is_empty());
}

#[test]
fn a_second_scan_is_found_by_its_ink_and_another_paper_of_the_form_is_not() {
    for seed in 1..6 {
        let first = page(seed);
        let kept = first.as_page();
        let again = first.cut_and_scaled(0.01, 0.7).saved_badly();
        assert_eq!(
            ground(&kept, &again.as_page()),
            Some(Ground::Layout),
            "{seed}"
        );
        // The same pixels make the same words here.
        assert_eq!(
            ground(&kept, &first.turned().as_page()),
            Some(Ground::LayoutAndText),
            "{seed} turned"
        );
        assert_eq!(
            ground(&kept, &page(seed + 30).as_page()),
            None,
            "{seed}: other paper"
        );
    }
}

#[test]
fn a_fingerprint_is_the_same_each_time_and_survives_as_text() {
    let picture = page(3);
    let print = || {
        Fingerprint::of_page(picture.width as u32, picture.height as u32, &picture.grey).unwrap()
    };
    assert_eq!(print(), print());
    assert_eq!(Fingerprint::from_text(&print().to_text()), Some(print()));
    assert_eq!(Fingerprint::from_text("2:x:y"), None);
    assert_eq!(Fingerprint::from_text("1:AAAA:"), None);
}

/// From one place to the next the frame stays, so that a finer look at the frame gains nothing.
#[test]
fn two_shots_of_one_burst_are_no_copies() {
    for (seed, depth) in [(1, 30.0), (3, 27.0), (4, 27.0), (5, 25.0)] {
        let first = shot(seed, 0.0);
        let next = first.with_a_shape_moved(depth).as_picture();
        assert_eq!(ground(&first.as_picture(), &next), None, "{seed}");
        assert_eq!(ground(&next, &first.as_picture()), None, "{seed}");
    }
}
