//! Lists of an invented population, linked.

use linkage::list::{ListReader, open, sniff};
use linkage::mapping::Mapping;
use linkage::{Field, Linkage, Pair, People, Record, Relation, Settings, dedupe, link};
use sample::{Headings, ListOptions, make_lists};
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

struct List {
    records: Vec<Record>,
    people: People,
}

impl List {
    fn of(records: Vec<Record>) -> Self {
        let mut people = People::default();
        for record in &records {
            people.push(record);
        }
        Self { records, people }
    }

    fn read(path: &Path) -> Self {
        let form = sniff(&mut File::open(path).unwrap()).unwrap().form;
        let rows = open(File::open(path).unwrap(), &form).unwrap();
        let mapping = Mapping::propose(rows.headings(), &[]).mapping;
        let mut reader = ListReader::new(rows, &mapping).unwrap();
        let mut records = Vec::new();
        while let Some(entry) = reader.next_entry().unwrap() {
            if let linkage::list::Entry::Record(numbered, _) = entry {
                records.push(numbered.record);
            }
        }
        Self::of(records)
    }
}

struct Population {
    dir: tempfile::TempDir,
    person_of: HashMap<String, String>,
}

impl Population {
    fn of(persons: u32) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let options = ListOptions {
            seed: 3,
            persons,
            names: None,
            headings: Headings::Plain,
        };
        make_lists(&dir.path().join("lists"), &options).unwrap();
        let truth = std::fs::read_to_string(dir.path().join("lists/truth.tsv")).unwrap();
        let row = |line: &str| {
            let (record, person) = line.split_once('\t').unwrap();
            (record.to_owned(), person.to_owned())
        };
        Self {
            person_of: truth.lines().skip(1).map(row).collect(),
            dir,
        }
    }

    fn list(&self, name: &str) -> List {
        List::read(&self.dir.path().join("lists").join(name))
    }

    fn same(&self, one: &Record, other: &Record) -> bool {
        self.person_of[one.id()] == self.person_of[other.id()]
    }

    /// Precision and recall of the pairs that are more likely than not.
    fn measured(&self, pairs: &[Pair], left: &List, right: &List) -> (f64, f64) {
        let at = |pair: &Pair| {
            let records = (pair.left as usize, pair.right as usize);
            self.same(&left.records[records.0], &right.records[records.1])
        };
        let likely: Vec<&Pair> = pairs.iter().filter(|p| p.probability >= 0.5).collect();
        let found = likely.iter().filter(|pair| at(pair)).count() as f64;
        let mut persons: HashMap<&str, f64> = HashMap::new();
        for record in &right.records {
            *persons.entry(&self.person_of[record.id()]).or_default() += 1.0;
        }
        let all: f64 = left
            .records
            .iter()
            .filter_map(|record| persons.get(self.person_of[record.id()].as_str()))
            .sum();
        (found / likely.len() as f64, found / all)
    }
}

fn linked<'a>(left: &'a List, right: &'a List, settings: &Settings) -> Linkage<'a> {
    link(&left.people, &right.people, settings, &|_, _, _| true).unwrap()
}

fn few_threads(threads: usize) -> Settings {
    Settings {
        threads,
        ..Settings::default()
    }
}

#[test]
fn people_are_found_across_scripts_and_spellings() {
    let population = Population::of(2_000);
    let (left, right) = (
        population.list("detention.tsv"),
        population.list("asylum.tsv"),
    );
    let linkage = linked(&left, &right, &few_threads(2));
    let (precision, recall) = population.measured(linkage.pairs(), &left, &right);
    assert!(precision > 0.93 && recall > 0.85, "{precision} {recall}");
    let other = population.list("payroll.tsv");
    let linkage = linked(&other, &left, &few_threads(2));
    let (precision, recall) = population.measured(linkage.pairs(), &other, &left);
    assert!(precision > 0.97 && recall > 0.95, "{precision} {recall}");
}

#[test]
fn the_answer_does_not_depend_on_the_threads() {
    let population = Population::of(1_200);
    let (left, right) = (
        population.list("detention.tsv"),
        population.list("asylum.tsv"),
    );
    let one = linked(&left, &right, &few_threads(1));
    let two = linked(&left, &right, &few_threads(3));
    assert_eq!(one.pairs(), two.pairs());
    assert_eq!(one.model(), two.model());
}

#[test]
fn a_model_that_was_written_gives_the_same_answer() {
    let population = Population::of(800);
    let (left, right) = (
        population.list("detention.tsv"),
        population.list("asylum.tsv"),
    );
    let found = linked(&left, &right, &few_threads(2));
    let model = linkage::Model::from_text(&found.model().to_text()).unwrap();
    let settings = Settings {
        model: Some(model),
        ..few_threads(2)
    };
    let again = linked(&left, &right, &settings);
    assert_eq!(again.pairs(), found.pairs());
}

#[test]
fn accounts_add_up_to_the_probability() {
    let population = Population::of(800);
    let (left, right) = (
        population.list("detention.tsv"),
        population.list("asylum.tsv"),
    );
    let linkage = linked(&left, &right, &few_threads(2));
    assert!(linkage.pairs().len() > 100);
    for pair in linkage.pairs() {
        let records = (
            &left.records[pair.left as usize],
            &right.records[pair.right as usize],
        );
        let account = linkage.account(pair, records.0, records.1);
        let claimed = 1.0 / (1.0 + f64::from(-account.weight()).exp2());
        assert!((claimed - account.probability).abs() < 0.01, "{account:?}");
        let others: f64 = account.others.iter().map(|(_, share)| share).sum();
        assert!(
            (account.probability + others - 1.0).abs() < 0.01,
            "{account:?}"
        );
        for step in &account.steps {
            let has = |record: &Record, value: &Option<String>| {
                let values = record.values();
                value
                    .as_ref()
                    .is_none_or(|v| values.iter().any(|(_, said)| said.contains(v)))
            };
            assert!(
                has(records.0, &step.left) && has(records.1, &step.right),
                "{step:?}"
            );
        }
    }
}

#[test]
fn twins_brothers_fathers_and_namesakes_are_not_taken_for_one_person() {
    let population = Population::of(300);
    let planted = std::fs::read_to_string(population.dir.path().join("lists/planted.tsv")).unwrap();
    let cases: HashMap<&str, &str> = planted
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[2], cells[0])
        })
        .collect();
    let mut seen = 0;
    for (one, other) in [
        ("detention", "payroll"),
        ("detention", "asylum"),
        ("payroll", "asylum"),
    ] {
        let left = population.list(&format!("{one}.tsv"));
        let right = population.list(&format!("{other}.tsv"));
        let linkage = linked(&left, &right, &few_threads(2));
        for pair in linkage.pairs() {
            let (a, b) = (
                &left.records[pair.left as usize],
                &right.records[pair.right as usize],
            );
            let (Some(case), Some(same_case)) = (cases.get(a.id()), cases.get(b.id())) else {
                continue;
            };
            if case == same_case && !population.same(a, b) {
                seen += 1;
                assert!(
                    pair.probability < 0.9,
                    "{case}: {a:?} {b:?} {}",
                    pair.probability
                );
            }
        }
    }
    assert!(
        seen > 0,
        "no planted pair was near enough to be a lead at all"
    );
}

#[test]
fn brothers_are_told_as_brothers() {
    // Enough other people that weights can be found.
    let population = Population::of(600);
    let mut left = population.list("payroll.tsv").records;
    let mut right = population.list("detention.tsv").records;
    let brother = |id: &str, given: &str, born: &str| {
        Record::new(id)
            .with(Field::Given, given)
            .with(Field::Father, "غيلان")
            .with(Field::Mother, "سندس")
            .with(Field::Family, "القصبلي")
            .with(Field::BirthDate, born)
            .with(Field::Sex, "m")
    };
    left.push(brother("left", "مروان", "03/04/1981"));
    right.push(brother("right", "عصام", "17/09/1983"));
    let (left, right) = (List::of(left), List::of(right));
    let settings = Settings {
        least: 0.0,
        ..few_threads(2)
    };
    let linkage = linked(&left, &right, &settings);
    let last = (
        left.records.len() as u32 - 1,
        right.records.len() as u32 - 1,
    );
    let pair = linkage
        .pairs()
        .iter()
        .find(|pair| (pair.left, pair.right) == last)
        .unwrap();
    let records = (left.records.last().unwrap(), right.records.last().unwrap());
    let account = linkage.account(pair, records.0, records.1);
    assert!(account.probability < 0.05, "{account:?}");
    assert_eq!(account.others[0].0, Relation::Sibling, "{account:?}");
}

#[test]
fn a_person_who_stands_twice_in_a_list_is_found() {
    let population = Population::of(3_000);
    let list = population.list("detention.tsv");
    let found = dedupe(&list.people, &few_threads(2), &|_, _, _| true).unwrap();
    assert!(found.pairs().iter().all(|pair| pair.left < pair.right));
    let mut persons: HashMap<&str, u64> = HashMap::new();
    for record in &list.records {
        *persons
            .entry(&population.person_of[record.id()])
            .or_default() += 1;
    }
    let all: u64 = persons.values().map(|n| n * (n - 1) / 2).sum();
    let likely: Vec<&Pair> = found
        .pairs()
        .iter()
        .filter(|p| p.probability >= 0.5)
        .collect();
    let same = |pair: &&&Pair| {
        let (a, b) = (pair.left as usize, pair.right as usize);
        population.same(&list.records[a], &list.records[b])
    };
    let right = likely.iter().filter(same).count();
    assert!(right as f64 > 0.8 * all as f64, "{right} of {all}");
    assert!(
        right as f64 > 0.9 * likely.len() as f64,
        "{right} of {}",
        likely.len()
    );
}

#[test]
fn decisions_of_people_move_what_is_claimed() {
    let population = Population::of(800);
    let (left, right) = (
        population.list("detention.tsv"),
        population.list("asylum.tsv"),
    );
    let before = linked(&left, &right, &few_threads(2));
    // People who find every proposal of some weight to be wrong.
    let doubtful: Vec<(u32, u32)> = before
        .pairs()
        .iter()
        .filter(|pair| (0.3..0.98).contains(&pair.probability))
        .map(|pair| (pair.left, pair.right))
        .collect();
    let decided = doubtful.iter().map(|(left, right)| (*left, *right, false));
    let settings = Settings {
        decided: decided.collect(),
        ..few_threads(2)
    };
    let after = linked(&left, &right, &settings);
    let claimed = |linkage: &Linkage<'_>| -> f32 {
        let pairs = linkage.pairs().iter();
        let of = pairs.filter(|pair| doubtful.contains(&(pair.left, pair.right)));
        of.map(|pair| pair.probability).sum()
    };
    assert!(
        claimed(&after) < 0.8 * claimed(&before),
        "{} {}",
        claimed(&after),
        claimed(&before)
    );
}

#[test]
fn a_name_that_everybody_bears_finds_nobody_and_takes_no_square_of_time() {
    let same = |list: &str| -> List {
        let record =
            |n: u32| Record::new(format!("{list}{n}")).with(Field::FullName, "محمد أحمد العلي");
        List::of((0..60_000).map(record).collect())
    };
    let (left, right) = (same("l"), same("r"));
    let started = std::time::Instant::now();
    let linkage = linked(&left, &right, &few_threads(2));
    assert!(linkage.pairs().iter().all(|pair| pair.probability < 0.5));
    assert_eq!(linkage.capped().family, 60_000);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn lists_that_say_little_are_linked_without_harm() {
    let records = |texts: &[&str]| -> List {
        let record =
            |(n, text): (usize, &&str)| Record::new(n.to_string()).with(Field::FullName, text);
        List::of(texts.iter().enumerate().map(record).collect())
    };
    let lists = [
        records(&[]),
        records(&["", "", ""]),
        records(&["محمد"]),
        records(&["1234", "---", "\u{200f}", "أبو", "بن", "a", "ال", "X"]),
    ];
    for left in &lists {
        for right in &lists {
            let linkage = linked(left, right, &few_threads(2));
            for pair in linkage.pairs() {
                let named = (
                    &left.records[pair.left as usize],
                    &right.records[pair.right as usize],
                );
                assert!(pair.probability < 0.9, "{named:?} {pair:?}");
            }
        }
        dedupe(&left.people, &few_threads(2), &|_, _, _| true).unwrap();
    }
}

#[test]
fn work_that_is_ended_gives_nothing() {
    let population = Population::of(300);
    let (left, right) = (
        population.list("detention.tsv"),
        population.list("asylum.tsv"),
    );
    for stage in [
        linkage::Stage::Names,
        linkage::Stage::Weights,
        linkage::Stage::Records,
    ] {
        let ended = link(&left.people, &right.people, &few_threads(2), &|at, _, _| {
            at != stage
        });
        assert!(ended.is_err(), "{stage:?}");
    }
}
