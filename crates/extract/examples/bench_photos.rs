//! How fast photographs are read behind the fence, and how much memory that takes.
//!
//! `cargo run -p extract --example bench_photos COUNT [LARGE [TRUTH]] < PATHS`: COUNT photographs are made from the
//! pictures whose paths stand on standard input, each in turn: cut a little, grained, brought to 2 megapixels, or, of
//! LARGE in a hundred (10 where absent), to 12, saved as JPEG, and read by one fenced child as `isnad process
//! run` does it. Nothing is kept on disk. With TRUTH, the file `truth/photos.jsonl` of a made leak, the numbers of
//! labels are held against it.
//!
//! Told are photographs a second by size, by the clock and by processor time of the child and its programs (without
//! what goes by between two files), and memory by tenths of the run. Making the pictures is not counted.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

use extract::{
    FormatFault, MemberHead, MemberProblem, MemberSink, ReadOptions, Reader, ReaderSettings,
    Reading,
};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::time::Instant;

/// Width and height of the two sizes, in pixels.
const SMALL: (u32, u32) = (1632, 1224);
const LARGE: (u32, u32) = (4000, 3000);

/// Pictures have no members.
struct NoMembers;

impl MemberSink for NoMembers {
    fn begin(&mut self, _head: MemberHead) -> Result<(), FormatFault> {
        Ok(())
    }

    fn write(&mut self, _bytes: &[u8]) -> Result<(), FormatFault> {
        Ok(())
    }

    fn end(&mut self, _problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        Ok(())
    }
}

/// Random numbers that are the same each time.
struct Dice(u64);

impl Dice {
    const fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    /// From 0 to 1.
    fn share(&mut self) -> f32 {
        (self.next() & 0xFFFF) as f32 / 65_535.0
    }
}

/// A base picture cut by up to 3 % at each side, brought to a size, a little lighter or darker, with grain.
fn varied(base: &RgbImage, (width, height): (u32, u32), dice: &mut Dice) -> Vec<u8> {
    let (across, down) = (base.width() as f32, base.height() as f32);
    let (width, height) = if base.height() > base.width() {
        (height, width)
    } else {
        (width, height)
    };
    let sides: Vec<f32> = (0..4).map(|_| 0.03 * dice.share()).collect();
    let (left, top) = (sides[0] * across, sides[1] * down);
    let step_x = (across * (1.0 - sides[2]) - left) / width as f32;
    let step_y = (down * (1.0 - sides[3]) - top) / height as f32;
    let lighter = (dice.share() - 0.5) * 24.0;
    let (row, raw) = (base.width() as usize * 3, base.as_raw());
    let mut grain = 0u64;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        if grain < 8 {
            grain = dice.next();
        }
        let noise = (grain & 7) as f32 - 3.5 + lighter;
        grain >>= 3;
        let (at_x, at_y) = (left + x as f32 * step_x, top + y as f32 * step_y);
        let (from_x, from_y) = (at_x as usize, at_y as usize);
        let (part_x, part_y) = (at_x.fract(), at_y.fract());
        let (next_x, next_y) = (
            (from_x + 1).min(base.width() as usize - 1),
            (from_y + 1).min(base.height() as usize - 1),
        );
        let colour = |channel: usize| {
            let at = |x: usize, y: usize| f32::from(raw[y * row + x * 3 + channel]);
            let upper = at(from_x, from_y) * (1.0 - part_x) + at(next_x, from_y) * part_x;
            let lower = at(from_x, next_y) * (1.0 - part_x) + at(next_x, next_y) * part_x;
            (upper * (1.0 - part_y) + lower * part_y + noise).clamp(0.0, 255.0) as u8
        };
        Rgb([colour(0), colour(1), colour(2)])
    });
    let mut bytes = Vec::new();
    let quality = 82 + (dice.next() % 10) as u8;
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

/// Processor time of a process and of those it has waited for, in milliseconds.
fn spent_ms(process: u32) -> Option<u64> {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = told.rsplit_once(')')?.1.split_whitespace().collect();
    // utime, stime, cutime, cstime (proc_pid_stat(5)), in hundredths of a second.
    let ticks = fields
        .get(11..15)?
        .iter()
        .filter_map(|f| f.parse::<u64>().ok());
    Some(ticks.sum::<u64>() * 10)
}

/// Memory that this process holds, in bytes.
fn held_bytes() -> u64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}

/// Digits alone, in ASCII, of each word with any.
fn numbers(text: &str) -> Vec<String> {
    let digit = |c: char| match c {
        '٠'..='٩' => char::from_u32(c as u32 - '٠' as u32 + '0' as u32),
        '0'..='9' | '/' => Some(c),
        _ => None,
    };
    text.split_whitespace()
        .map(|word| word.chars().filter_map(digit).collect::<String>())
        .filter(|word| word.contains(|c: char| c.is_ascii_digit()))
        .collect()
}

#[derive(Default)]
struct Tally {
    photos: usize,
    labelled: usize,
    wall_s: f64,
    /// Processor time of each.
    each_ms: Vec<u64>,
    cpu_ms: u64,
    bytes: usize,
    numbers: usize,
    right: usize,
}

fn count(tally: &mut Tally, reading: &Reading, truth: Option<&str>) {
    let labels = || reading.pages.iter().flat_map(|page| &page.labels);
    tally.labelled += usize::from(labels().next().is_some());
    let Some(truth) = truth else { return };
    let mut read: Vec<String> = labels().flat_map(|label| numbers(&label.text())).collect();
    for wanted in numbers(truth) {
        tally.numbers += 1;
        if let Some(at) = read.iter().position(|there| *there == wanted) {
            read.swap_remove(at);
            tally.right += 1;
        }
    }
}

fn truths(path: Option<&String>) -> HashMap<String, String> {
    let Some(path) = path else {
        return HashMap::new();
    };
    let rows = std::fs::read_to_string(path).unwrap();
    let rows = rows
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.filter_map(|row| {
        let text = row["label_text"].as_str().unwrap_or_default();
        Some((row["path"].as_str()?.to_owned(), text.to_owned()))
    })
    .collect()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .first()
        .is_some_and(|first| first == extract::child::SUBCOMMAND)
    {
        return extract::child::run();
    }
    let Some(wanted) = arguments
        .first()
        .and_then(|count| count.parse::<usize>().ok())
    else {
        println!("COUNT [LARGE [TRUTH]] < PATHS");
        return ExitCode::from(2);
    };
    let large = arguments
        .get(1)
        .map_or(10, |share| share.parse::<u64>().unwrap());
    let truths = truths(arguments.get(2));
    let paths: Vec<String> = io::stdin().lock().lines().map(Result::unwrap).collect();
    let mut dice = Dice(88_172_645_463_325_252);
    let mut reader = Reader::start(&ReaderSettings::default()).unwrap();
    let options = ReadOptions::default();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    // Peaks of the child and its programs, and what this process holds, for each tenth.
    let mut memory = vec![(0u64, 0u64, 0u64); 10];
    for n in 0..wanted {
        let path = &paths[n % paths.len()];
        let base = image::open(path).unwrap().into_rgb8();
        let is_large = dice.next() % 100 < large;
        let (name, size) = if is_large {
            ("12 MP", LARGE)
        } else {
            ("2 MP", SMALL)
        };
        let bytes = varied(&base, size, &mut dice);
        drop(base);
        let mut file: File = tempfile::tempfile_in("/dev/shm")
            .or_else(|_| tempfile::tempfile())
            .unwrap();
        file.write_all(&bytes).unwrap();
        let child = reader.child_id();
        let before = child.and_then(spent_ms).unwrap_or(0);
        let start = Instant::now();
        let reading = reader
            .read(&file, b"IMG_0001.JPG", &options, &mut NoMembers)
            .unwrap();
        let wall_s = start.elapsed().as_secs_f64();
        let fresh = reader.child_id() != child;
        let after = reader.child_id().and_then(spent_ms).unwrap_or(0);
        let truth = path
            .match_indices('/')
            .find_map(|(at, _)| truths.get(&path[at + 1..]));
        let tally = tallies.entry(name).or_default();
        tally.photos += 1;
        tally.wall_s += wall_s;
        let cpu_ms = if fresh {
            after
        } else {
            after.saturating_sub(before)
        };
        tally.cpu_ms += cpu_ms;
        tally.each_ms.push(cpu_ms);
        tally.bytes += bytes.len();
        count(tally, &reading, truth.map(String::as_str));
        let peak = reader.peak_memory().unwrap();
        let tenth = &mut memory[n * 10 / wanted];
        tenth.0 = tenth.0.max(peak.child_bytes);
        tenth.1 = tenth.1.max(peak.program_bytes);
        tenth.2 = tenth.2.max(held_bytes());
    }
    for (name, tally) in &mut tallies {
        tally.each_ms.sort_unstable();
        let at = |share: f64| tally.each_ms[((tally.photos - 1) as f64 * share) as usize];
        let (middle, tenth, slowest) = (at(0.5), at(0.9), at(1.0));
        let photos = tally.photos as f64;
        println!(
            "{name}: {} photographs of {:.0} KB, {} with a label found; {:.1} ms each by the clock ({:.2} a second), {:.1} ms of processor time ({:.2} a second a core; middle {middle}, slowest tenth from {tenth}, slowest {slowest}); numbers on labels {} of {} right",
            tally.photos,
            tally.bytes as f64 / photos / 1000.0,
            tally.labelled,
            tally.wall_s * 1000.0 / photos,
            photos / tally.wall_s,
            tally.cpu_ms as f64 / photos,
            photos * 1000.0 / tally.cpu_ms.max(1) as f64,
            tally.right,
            tally.numbers,
        );
    }
    println!("peak of child, of its programs, and held by this process, in MiB, by tenths:");
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    for (child, programs, own) in memory {
        println!("  {:.1} {:.1} {:.1}", mib(child), mib(programs), mib(own));
    }
    ExitCode::SUCCESS
}
