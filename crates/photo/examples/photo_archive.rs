//! Holds what is found in a photo archive against its truth, or measures time on a made one.
//!
//! `cargo run --release -p photo --example photo_archive READINGS TRUTH HALF [labels]`: READINGS are the lines of
//! `isnad extract --jsonl --ocr never` over the photographs, TRUTH the folder `truth` of a made leak, HALF `even`,
//! `odd` or `all` by the number of the series. With `labels` the text of the labels is taken from the
//! truth (as if it had been read without a slip); without, labels say nothing. Copies are taken from the
//! truth in both cases: finding them is the work of crate `copies`. With `flat` the folder of one body is
//! left out of the paths, with `flatter` the folder of the day as well. With `slips` letters and digits of
//! the labels are misread at random, one in thirty. With `read` the labels are those of READINGS (made with
//! `--words` and without `--ocr never`). With `known` the units of the truth are known, as a table.
//!
//! `... --example photo_archive made N`: N made shots, how long arranging and counting take.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

use photo::{
    By, Counting, Day, FieldKind, Line, Measure, Pack, Reading, Said, Shot, Units, Verdict,
    arrange, count, judge, read_label,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

fn lines(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

/// The units of a truth as a table of a pack: those of which photographs can be.
fn table_of_units(path: &str) -> String {
    let mut table = String::new();
    for unit in lines(path) {
        let kind = text(&unit, "kind").unwrap_or_default();
        // A photograph is of a branch or a prison, not of a section of one.
        if !["branch", "prison", "agency"].contains(&kind) {
            continue;
        }
        let list = |key: &str| unit[key].as_array().cloned().unwrap_or_default();
        let mut called: Vec<String> = Vec::new();
        called.extend(text(&unit, "number").map(str::to_owned));
        called.extend(text(&unit, "name_ar").map(str::to_owned));
        called.extend(
            list("aliases")
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned),
        );
        called.extend(
            list("names")
                .iter()
                .filter_map(|name| text(name, "name"))
                .map(str::to_owned),
        );
        let day = |key: &str| text(&unit, key).unwrap_or_default().to_owned();
        table += &format!(
            "unit\t{}\t{}\t{}\t{}\tinvented leak\n",
            text(&unit, "unit_id").unwrap(),
            called.join("|"),
            day("valid_from"),
            day("valid_to")
        );
    }
    table
}

fn metadata(reading: &Value) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (key, value) in reading["metadata"].as_object().into_iter().flatten() {
        let values = match value {
            Value::Array(values) => values
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            Value::String(one) => vec![one.clone()],
            _ => continue,
        };
        all.insert(key.clone(), values);
    }
    all
}

fn percent(part: usize, whole: usize) -> String {
    format!(
        "{part} of {whole} ({:.1} %)",
        100.0 * part as f64 / whole.max(1) as f64
    )
}

fn pairs_of(groups: impl Iterator<Item = Vec<usize>>) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for mut group in groups {
        group.sort_unstable();
        for (n, a) in group.iter().enumerate() {
            pairs.extend(group[n + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["made", count] => made(count.parse().unwrap()),
        [readings, truth, half, rest @ ..] => leak(readings, truth, half, rest),
        _ => println!("READINGS TRUTH even|odd|all [labels], or: made N"),
    }
}

/// The lines of the labels of a reading, with what the readers differ in, as the program takes them.
fn read_lines(reading: &Value) -> Vec<Line> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let pages = list(reading, "pages");
    let labels = pages.iter().flat_map(|page| list(page, "labels"));
    let of_line = |line: Value| {
        let said = text(&line, "text").unwrap_or_default().to_owned();
        let settled = |value: &Value| value["settled"].as_bool();
        let sure = line["confidence"].as_f64().unwrap_or(0.0) as f32;
        let mut others = Vec::new();
        for word in list(&line, "words") {
            let written = text(&word, "text").unwrap_or_default();
            if settled(&word) != Some(false) || written.is_empty() {
                continue;
            }
            for other in list(&word, "others").iter().take(3) {
                let other_text = text(other, "text").or(other.as_str());
                others.push(Reading {
                    text: said.replacen(written, other_text.unwrap_or_default(), 1),
                    confidence: other["confidence"].as_f64().unwrap_or(0.0) as f32,
                });
            }
        }
        Line {
            reading: Reading {
                confidence: if settled(&line) == Some(false) {
                    sure.min(0.5)
                } else {
                    sure
                },
                text: said,
            },
            others,
            place: [0.0; 4],
        }
    };
    labels
        .flat_map(|label| list(&label, "lines"))
        .map(of_line)
        .collect()
}

/// The path without the folder of one body, and without that of the day.
fn flattened(path: &str, options: &[&str]) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [top, year, day, photographer, _, name] if options.contains(&"flat") => {
            [*top, year, day, photographer, name].join("/")
        }
        [top, year, _, photographer, _, name] if options.contains(&"flatter") => {
            [*top, year, photographer, name].join("/")
        }
        _ => path.to_owned(),
    }
}

/// The text with one in thirty letters and digits taken for another that looks like it.
fn misread(text: &str, dice: &mut u64) -> String {
    const ALIKE: [(&str, &str); 12] = [
        ("ثتبين", "تبثني"),
        ("جحخ", "حخج"),
        ("فق", "قف"),
        ("سش", "شس"),
        ("رز", "زر"),
        ("دذ", "ذد"),
        ("ةه", "هة"),
        ("طظ", "ظط"),
        ("0689", "8063"),
        ("1734", "7189"),
        ("٠٥٢٣", "٥٠٣٢"),
        ("١٦٧٨", "٩١٨٧"),
    ];
    let mut out = String::new();
    for c in text.chars() {
        *dice ^= *dice << 13;
        *dice ^= *dice >> 7;
        *dice ^= *dice << 17;
        let other = ALIKE.iter().find_map(|(from, to)| {
            let at = from.chars().position(|known| known == c)?;
            to.chars().nth(at)
        });
        match other {
            Some(other) if *dice >> 20 & 0xFFFF < 0x10000 / 30 => out.push(other),
            _ => out.push(c),
        }
    }
    out
}

fn leak(readings: &str, truth: &str, half: &str, options: &[&str]) {
    let with_labels = options.contains(&"labels") || options.contains(&"read");
    let mut dice = 7u64;
    let pack = Pack::shipped();
    let table = table_of_units(&format!("{truth}/units.jsonl"));
    let units = if options.contains(&"known") {
        Units::read(&[&table]).unwrap()
    } else {
        Units::default()
    };
    let readings: BTreeMap<String, Value> = lines(readings)
        .into_iter()
        .map(|reading| (text(&reading, "path").unwrap().to_owned(), reading))
        .collect();
    let all = lines(&format!("{truth}/photos.jsonl"));
    let truth: Vec<Value> = all
        .into_iter()
        .filter(|row| {
            let number: u32 = text(row, "series").unwrap()[1..].parse().unwrap();
            half == "all" || number.is_multiple_of(2) == (half == "even")
        })
        .collect();
    let mut groups: BTreeMap<String, u32> = BTreeMap::new();
    let mut shots: Vec<Shot> = Vec::new();
    let mut labels = Vec::new();
    for row in &truth {
        let path = text(row, "path").unwrap();
        let reading = readings.iter().find(|(known, _)| known.ends_with(path));
        let (_, reading) = reading.unwrap_or_else(|| panic!("no reading of {path}"));
        let flat = flattened(path, options);
        let mut shot = Shot::of_metadata(flat.as_bytes(), &metadata(reading), pack);
        if let Some(group) = text(row, "dup_group") {
            let next = groups.len() as u32;
            shot.copies = Some(*groups.entry(group.to_owned()).or_insert(next));
        }
        let lines: Vec<Line> = text(row, "label_text")
            .unwrap_or_default()
            .lines()
            .map(|text| match options.contains(&"slips") {
                true => line(&misread(text, &mut dice)),
                false => line(text),
            })
            .collect();
        let lines = if options.contains(&"read") {
            read_lines(reading)
        } else {
            lines
        };
        let label = read_label(&lines, pack, &units);
        labels.push(label);
        shots.push(shot);
    }
    println!(
        "{} photographs, half {half}, options {}",
        shots.len(),
        options.join(" ")
    );
    folders(&truth, &shots);
    // As the program does it; without labels only the checks are of interest.
    let mut judged = shots.clone();
    let (_, verdicts) = judge(&mut judged, &labels, pack, &units);
    label_fields(&truth, &labels, &verdicts);
    if with_labels {
        shots = judged;
    }
    series(&truth, &shots);
    figures(&truth, &shots, &units);
}

/// Claims of folders against the truth, kind by kind.
fn folders(truth: &[Value], shots: &[Shot]) {
    let mut found: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut tally = |kind: &'static str, claimed: Option<String>, wanted: Option<String>| {
        let (right, wrong, missing) = found.entry(kind).or_default();
        match (claimed, wanted) {
            (Some(claimed), Some(wanted)) if claimed == wanted => *right += 1,
            (Some(_), Some(_)) => *wrong += 1,
            (None, Some(_)) => *missing += 1,
            _ => {}
        }
    };
    for (row, shot) in truth.iter().zip(shots) {
        let fields = &row["fields"];
        let surest = |pick: &dyn Fn(&Said) -> Option<String>| {
            shot.path
                .surest(pick)
                .filter(|(_, s)| *s >= photo::Sureness::Place)
                .map(|(v, _)| v)
        };
        // Copies lie in folders that say nothing of the body.
        if shot.path.is_handed_on() {
            let handled =
                surest(&|said| matches!(said, Said::Handling(_)).then(|| "handed on".to_owned()));
            tally(
                "handed on",
                handled,
                row["dup_group"].as_str().map(|_| "handed on".to_owned()),
            );
            continue;
        }
        tally(
            "photographer",
            surest(&|said| match said {
                Said::Photographer(name) => Some(name.clone()),
                _ => None,
            }),
            text(row, "photographer").map(str::to_owned),
        );
        tally(
            "detainee",
            surest(&|said| match said {
                Said::Detainee(number) => Some(number.clone()),
                _ => None,
            }),
            text(fields, "detainee_number").map(str::to_owned),
        );
        tally(
            "day",
            shot.path.days().first().map(|(day, _)| day.to_string()),
            text(fields, "date").map(str::to_owned),
        );
        tally(
            "camera counter",
            shot.counter.as_ref().map(|c| format!("{:04}", c.number)),
            {
                let name = text(row, "path").unwrap().rsplit('/').next().unwrap();
                let digits: String = name.chars().filter(char::is_ascii_digit).collect();
                Some(digits)
            },
        );
    }
    println!("\nfolder claims (right, wrong, not claimed; copies and messenger folders apart)");
    for (kind, (right, wrong, missing)) in found {
        println!("  {kind:15} {right:4} {wrong:4} {missing:4}");
    }
}

/// Fields of labels from their text, and what the checks send to a person.
fn label_fields(truth: &[Value], labels: &[photo::Label], verdicts: &[Vec<Verdict>]) {
    let (mut right, mut all, mut invented, mut reviewed) = (0, 0, 0, 0);
    let (mut confident_and_wrong, mut missing) = (0, 0);
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for ((row, label), verdicts) in truth.iter().zip(labels).zip(verdicts) {
        for (kind, key) in [
            (FieldKind::Detainee, "detainee_number"),
            (FieldKind::Body, "body_number"),
            (FieldKind::Branch, "branch"),
            (FieldKind::Date, "date"),
        ] {
            match (label.value(kind), text(&row["fields"], key)) {
                (Some(value), Some(wanted)) => {
                    all += 1;
                    right += usize::from(value == wanted);
                    let to_review = verdicts.iter().any(|v| v.kind == kind && v.review);
                    confident_and_wrong += usize::from(value != wanted && !to_review);
                }
                (None, Some(_)) => {
                    all += 1;
                    missing += 1;
                }
                (Some(_), None) => invented += 1,
                (None, None) => {}
            }
        }
        reviewed += usize::from(verdicts.iter().any(|verdict| verdict.review));
        for verdict in verdicts.iter().filter(|verdict| verdict.review) {
            *reasons.entry(verdict.remark.key).or_default() += 1;
        }
    }
    println!(
        "\nlabel fields: right {}, not found {missing}, wrong and not sent to a person {confident_and_wrong}, invented {invented}",
        percent(right, all)
    );
    println!(
        "labels sent to a person: {} {reasons:?}",
        percent(reviewed, labels.len())
    );
}

fn series(truth: &[Value], shots: &[Shot]) {
    let archive = arrange(shots, Pack::shipped());
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in truth.iter().enumerate() {
        wanted
            .entry(text(row, "series").unwrap())
            .or_default()
            .push(at);
    }
    let wanted = pairs_of(wanted.into_values());
    let found = pairs_of(archive.series.iter().map(|series| series.shots.clone()));
    let both = wanted.intersection(&found).count();
    println!(
        "\nseries: {} found; pairs of one body: precision {}, recall {}",
        archive.series.len(),
        percent(both, found.len()),
        percent(both, wanted.len())
    );
    println!(
        "cameras: {}; gaps: {} ({} numbers missing)",
        archive.cameras.len(),
        archive.gaps.len(),
        archive.gaps.iter().map(|gap| gap.missing).sum::<u32>()
    );
    let mut kinds: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for finding in &archive.findings {
        kinds
            .entry(finding.remark.key)
            .or_default()
            .insert(finding.shot);
    }
    let planted = |key: &str, value: &str| -> BTreeSet<usize> {
        let rows = truth.iter().enumerate();
        rows.filter(|(_, row)| text(row, key) == Some(value))
            .map(|(at, _)| at)
            .collect()
    };
    let told = |key: &str| kinds.get(key).cloned().unwrap_or_default();
    for (name, planted, found) in [
        (
            "exif_date_conflict",
            planted("defect", "exif_date_conflict"),
            told("photo-clock-differs"),
        ),
        (
            "camera_clock_reset",
            planted("odd", "camera_clock_reset"),
            told("photo-clock-reset"),
        ),
    ] {
        println!(
            "planted {name}: found {}, false {}",
            percent(planted.intersection(&found).count(), planted.len()),
            found.difference(&planted).count()
        );
    }
    for (key, shots) in &kinds {
        println!("  {key}: {}", shots.len());
    }
}

/// Photographs and bodies by branch and month against the truth, clocks that are wrong left out and not.
fn figures(truth: &[Value], shots: &[Shot], units: &Units) {
    let archive = arrange(shots, Pack::shipped());
    let figures = count(shots, &archive, units, &Counting::default());
    let mut groups: BTreeSet<&str> = BTreeSet::new();
    let mut photos: BTreeMap<String, usize> = BTreeMap::new();
    let mut bodies: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in truth {
        // The truth names the original first.
        let first = text(row, "dup_group").is_none_or(|group| groups.insert(group));
        let fields = &row["fields"];
        let branch = text(fields, "branch").map(|written| units.counted_as(written));
        let Some(branch) = branch else { continue };
        if first {
            *photos.entry(branch.clone()).or_default() += 1;
            bodies
                .entry(branch)
                .or_default()
                .insert(text(row, "series").unwrap());
        }
    }
    let number = |measure: Measure, of: Option<&str>, by: By| {
        figures
            .iter()
            .find(|f| f.measure == measure && f.by == by && f.of.as_deref() == of)
            .map_or(0, |f| f.number())
    };
    println!("\nbranch: photographs found/true, bodies found/true");
    for (branch, wanted) in &photos {
        println!(
            "  {branch:15} {:4}/{:4} {:4}/{:4}",
            number(Measure::Photos, Some(branch), By::Branch),
            wanted,
            number(Measure::Bodies, Some(branch), By::Branch),
            bodies[branch].len()
        );
    }
    println!(
        "  without branch  {:4}      {:4}",
        number(Measure::Photos, None, By::Branch),
        number(Measure::Bodies, None, By::Branch)
    );
    // By branch and month: the month of the folder, which the truth has in the path.
    let mut by_month: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for row in truth {
        if let Some(group) = text(row, "dup_group")
            && !seen.insert(group)
        {
            continue;
        }
        let parts: Vec<&str> = text(row, "path").unwrap().split('/').collect();
        let (year, day) = (parts[1], parts[2]);
        let month = match day.split('-').collect::<Vec<_>>().as_slice() {
            [_, month] => format!("{:0>2}", month),
            [_, month, _] => (*month).to_owned(),
            _ => continue,
        };
        let Some(branch) = text(&row["fields"], "branch") else {
            continue;
        };
        *by_month
            .entry(format!("{} {year}-{month}", units.counted_as(branch)))
            .or_default() += 1;
    }
    let equal = by_month
        .iter()
        .filter(|(key, wanted)| number(Measure::Photos, Some(key), By::BranchAndMonth) == **wanted)
        .count();
    let without = number(Measure::Photos, None, By::BranchAndMonth);
    let asked = figures
        .iter()
        .filter(|f| f.measure == Measure::Photos && f.by == By::BranchAndMonth);
    let too_many: usize = asked
        .filter_map(|f| {
            let wanted = by_month.get(f.of.as_deref()?).copied().unwrap_or(0);
            Some(f.number().saturating_sub(wanted))
        })
        .sum();
    let too_few: usize = by_month
        .iter()
        .map(|(key, wanted)| {
            wanted.saturating_sub(number(Measure::Photos, Some(key), By::BranchAndMonth))
        })
        .sum();
    println!(
        "photographs by branch and month: equal to the truth {}; too few {too_few}, too many {too_many}, not attributed {without}",
        percent(equal, by_month.len())
    );
    println!(
        "files {}, photographs {}, series {}, bodies {}, series without number {}",
        number(Measure::Files, None, By::All),
        number(Measure::Photos, None, By::All),
        number(Measure::Series, None, By::All),
        number(Measure::Bodies, None, By::All),
        number(Measure::SeriesWithoutNumber, None, By::All)
    );
}

/// The most memory that the process has held, in MB; 0 where the system does not say.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kb.unwrap_or(0u64) / 1024
}

fn line(text: &str) -> Line {
    Line {
        reading: Reading {
            text: text.to_owned(),
            confidence: 0.95,
        },
        others: Vec::new(),
        place: [0.0; 4],
    }
}

/// Made shots: forty cameras over eight years, some forty bodies a day, labels on two of three, one in
/// fifty in a wrong folder, one in thirty with a wrong clock.
fn made(wanted: usize) {
    let pack = Pack::shipped();
    let mut state = 11u64;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 20) % below
    };
    let start = Instant::now();
    let units = Units::default();
    let mut shots = Vec::with_capacity(wanted);
    let mut labels = Vec::with_capacity(wanted);
    let mut counters = [0u32; 40];
    let mut body = 0u32;
    while shots.len() < wanted {
        body += 1;
        let camera = next(40) as usize;
        let day = Day::from_number(15_200 + (body / 40) as i32);
        let (year, month, of_month) = day.civil();
        for n in 0..2 + next(4) {
            counters[camera] = counters[camera] % 9999 + 1 + u32::from(next(40) == 0);
            let folder = if next(50) == 0 { body + 3 } else { body };
            let path = format!(
                "الصور/{year}/{of_month}-{month}/مصور {camera}/{folder}/DSCN{:04}.JPG",
                counters[camera]
            );
            let time = if next(30) == 0 {
                "2005:01:01 00:10:00".to_owned()
            } else {
                format!(
                    "{year}:{month:02}:{of_month:02} {:02}:{:02}:{n:02}",
                    8 + body % 8,
                    body % 60
                )
            };
            let metadata = [
                ("exif.make", "MAKER".to_owned()),
                ("exif.model", format!("M{}", camera % 5)),
                ("exif.serial", camera.to_string()),
                ("exif.datetime_original", time),
                ("jpeg.tables", format!("t{}", camera % 5)),
            ]
            .map(|(key, value)| (key.to_owned(), vec![value]));
            shots.push(Shot::of_metadata(path.as_bytes(), &metadata.into(), pack));
            let mut texts = Vec::new();
            if next(3) > 0 {
                // One in forty numbers is misread.
                let wrong = u32::from(next(40) == 0) * 7;
                texts.push(format!("رقم الجثة: {}", body % 5000 + wrong));
                texts.push(format!("الفرع: {}", 200 + body % 20));
            }
            let texts: Vec<Line> = texts.iter().map(|text| line(text)).collect();
            labels.push(read_label(&texts, pack, &units));
        }
    }
    let read = start.elapsed();
    let start = Instant::now();
    let before = peak_mb();
    let (archive, verdicts) = judge(&mut shots, &labels, pack, &units);
    let judged = start.elapsed();
    let review = verdicts.iter().filter(|of| of.iter().any(|v| v.review));
    let after = peak_mb();
    let start = Instant::now();
    let figures = count(&shots, &archive, &units, &Counting::default());
    println!(
        "{} shots of {body} bodies: reading paths, facts and labels {:.2} s, judging {:.2} s, counting {:.2} s; {} labels to a person",
        shots.len(),
        read.as_secs_f64(),
        judged.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        review.count()
    );
    println!(
        "memory at its highest: read {before} MB, judged {after} MB, counted {} MB",
        peak_mb()
    );
    println!(
        "{} series, {} gaps, {} findings, {} figures",
        archive.series.len(),
        archive.gaps.len(),
        archive.findings.len(),
        figures.len()
    );
}
