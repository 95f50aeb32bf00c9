use super::*;
use proptest::prelude::*;

fn told(path: &str) -> Vec<String> {
    let read = read_path(path.as_bytes(), Pack::shipped());
    let line = |claim: &Claim| {
        let said = match &claim.said {
            Said::Date(date) => format!("date {date}"),
            Said::Received(date) => format!("received {date}"),
            Said::Photographer(name) => format!("photographer {name}"),
            Said::Branch(name) => format!("branch {name}"),
            Said::Prison(name) => format!("prison {name}"),
            Said::Hospital(name) => format!("hospital {name}"),
            Said::Agency(name) => format!("agency {name}"),
            Said::Detainee(number) => format!("detainee {number}"),
            Said::Body(number) => format!("body {number}"),
            Said::Picture {
                prefix, counter, ..
            } => format!("picture {prefix} {counter}"),
            Said::Handling(handling) => format!("{handling:?}").to_lowercase(),
            Said::Numbers { of, from, to } => {
                let of = of.map_or("numbers", FieldKind::name);
                format!("{of} {from} to {to}")
            }
        };
        format!("{:?} {said}", claim.sureness).to_lowercase()
    };
    read.claims.iter().map(line).collect()
}

fn has(path: &str, wanted: &[&str]) {
    let found = told(path);
    for wanted in wanted {
        assert!(
            found.iter().any(|line| line == wanted),
            "{path}: {wanted} is not in {found:#?}"
        );
    }
}

#[test]
fn the_folders_of_photographers_are_read() {
    assert_eq!(
        told("الصور/2011/20-7/مصور 1/92/DSCN2255.JPG"),
        [
            "shape date 2011",
            "shape date 2011-07-20",
            "word photographer مصور 1",
            "place detainee 92",
            "possible body 92",
            "shape picture dscn 2255",
        ]
    );
    has(
        "الصور/2013/2013-04-03/المساعد أول حسام/1250/IMG_0654.JPG",
        &[
            "shape date 2013-04-03",
            "shape photographer المساعد أول حسام",
            "place detainee 1250",
        ],
    );
}

#[test]
fn dates_are_read_as_people_write_them() {
    let day = |name: &str| format!("صور/2011/{name}/IMG_0001.JPG");
    for name in [
        "20-7",
        "20.7",
        "20_7",
        "٢٠-٧",
        "2011-07-20",
        "٢٠-٧-٢٠١١",
        "20 7 2011",
        "20110720",
        "20 تموز",
        "20 تموز 2011",
        "20 July",
        "صور 20-7-2011 صباحا",
    ] {
        has(&day(name), &["shape date 2011-07-20"]);
    }
    has("2013/24 كانون الثاني/x.jpg", &["shape date 2013-01-24"]);
    has("2013/كانون الأول/x.jpg", &["shape date 2013-12"]);
    has("2013/شهر 7/x.jpg", &["shape date 2013-07"]);
    has(
        "2013/7/24/92/x.jpg",
        &[
            "place date 2013-07",
            "place date 2013-07-24",
            "place detainee 92",
        ],
    );
}

#[test]
fn two_readings_are_both_kept_and_exclude_each_other() {
    let read = read_path("2013/7-6/x.jpg".as_bytes(), Pack::shipped());
    let days: Vec<String> = read.days().iter().map(|(day, _)| day.to_string()).collect();
    assert_eq!(days, ["2013-06-07", "2013-07-06"]);
    let of_day: Vec<&Claim> = read
        .claims
        .iter()
        .filter(|c| c.places[0].segment == 1)
        .collect();
    assert!(of_day[0].excludes(of_day[1]) && of_day[1].excludes(of_day[0]));
    // No year further up: the day stays without one.
    has(
        "7-6/x.jpg",
        &["shape date --06-07", "possible date --07-06"],
    );
    has("20-7/x.jpg", &["shape date --07-20"]);
}

#[test]
fn words_say_what_a_number_is() {
    has(
        "الفرع 274/موقوف 92/جثة ٩٠٤/x.jpg",
        &["word branch 274", "word detainee 92", "word body 904"],
    );
    has(
        "فرع_274 - رقم الموقوف 92 - 20-7-2011/x.jpg",
        &[
            "word branch 274",
            "word detainee 92",
            "shape date 2011-07-20",
        ],
    );
    has(
        "Branch 274/detainee 92-ب/x.jpg",
        &["word branch 274", "word detainee 92/ب"],
    );
    has("فرع الاستقصاء/x.jpg", &["word branch فرع الاستقصاء"]);
    has(
        "سجن وادي الرمل العسكري/2014/x.jpg",
        &["word prison سجن وادي الرمل العسكري", "shape date 2014"],
    );
    has("مشفى 601/x.jpg", &["word hospital 601"]);
    has("شعبة المخابرات/x.jpg", &["word agency شعبة المخابرات"]);
    has(
        "نسخة احتياطية/002_DSCF2211.JPG",
        &["word copy", "shape copy", "shape picture dscf 2211"],
    );
    has(
        "واتس/IMG-20130812-WA0002.jpg",
        &[
            "word messenger",
            "shape messenger",
            "shape received 2013-08-12",
        ],
    );
}

#[test]
fn a_claim_names_the_characters_it_rests_on() {
    let read = read_path("صور 2011/20-7/x.jpg".as_bytes(), Pack::shipped());
    let claim = read
        .claims
        .iter()
        .find(|c| matches!(c.said, Said::Date(d) if d.day().is_some()))
        .unwrap();
    let of = |segment, from, to| Place { segment, from, to };
    assert_eq!(claim.places, [of(1, 0, 4), of(0, 4, 8)]);
}

#[test]
fn parts_of_words_and_cards_are_no_numbers() {
    for path in [
        "DCIM/100NIKON/x.jpg",
        "Canon A2300/x.jpg",
        "x/y/z.jpg",
        "",
        "/",
        "////",
    ] {
        let found = told(path);
        assert!(
            !found
                .iter()
                .any(|line| line.contains("detainee") || line.contains("body")),
            "{path}: {found:?}"
        );
    }
}

#[test]
fn hostile_paths_are_read_as_far_as_they_are_text() {
    let long = format!("{}/{}/x.jpg", "2-".repeat(50_000), "س".repeat(50_000));
    let read = read_path(long.as_bytes(), Pack::shipped());
    assert!(
        read.segments
            .iter()
            .all(|s| s.chars().count() <= crate::MOST_CHARS)
    );
    // A mark of the writing direction cannot hide what is written.
    has(
        "2011/\u{202e}20\u{202c}-7/x.jpg",
        &["shape date 2011-07-20"],
    );
    let read = read_path(b"2011/20-7/\xff\xfe92/\xc3.jpg", Pack::shipped());
    assert_eq!(read.days().len(), 1);
    assert!(read.segments[2].contains('\u{fffd}'));
    let deep = "1/".repeat(10_000);
    assert!(read_path(deep.as_bytes(), Pack::shipped()).segments.len() <= 64);
}

proptest! {
    #[test]
    fn any_bytes_are_read_and_places_lie_in_their_segments(path in prop::collection::vec(any::<u8>(), 0..200)) {
        let read = read_path(&path, Pack::shipped());
        for place in read.claims.iter().flat_map(|claim| &claim.places) {
            prop_assert!(place.segment < read.segments.len());
            prop_assert!(place.from <= place.to);
        }
    }

    #[test]
    fn a_day_is_found_however_it_is_written(number in 10_957i32..20_000, order in 0usize..4, arabic in any::<bool>(), sign in "[-._]") {
        let day = Day::from_number(number);
        let (year, month, of_month) = day.civil();
        let written = match order {
            0 => format!("{year}{sign}{month:02}{sign}{of_month:02}"),
            1 => format!("{of_month}{sign}{month}{sign}{year}"),
            2 => format!("{year}/{of_month}{sign}{month}"),
            _ => format!("{year:04}{month:02}{of_month:02}"),
        };
        let written: String = if arabic {
            written.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)).collect()
        } else {
            written
        };
        let read = read_path(format!("{written}/x.jpg").as_bytes(), Pack::shipped());
        prop_assert!(read.days().iter().any(|(found, _)| *found == day), "{} {:?}", written, read.claims);
    }
}

#[test]
fn a_folder_says_between_which_numbers_its_own_lie() {
    for (name, wanted) in [
        ("1001-1200", "shape numbers 1001 to 1200"),
        ("١٠٠١-١٢٠٠", "shape numbers 1001 to 1200"),
        ("1001 - 1200", "shape numbers 1001 to 1200"),
        ("1001 إلى 1200", "word numbers 1001 to 1200"),
        ("من 1001 الى 1217", "word numbers 1001 to 1217"),
        ("جثة 17-243", "word body_number 17 to 243"),
        ("رقم الموقوف 17 حتى 243", "word detainee_number 17 to 243"),
        ("صندوق 3 (1-500)", "shape numbers 1 to 500"),
    ] {
        let found = told(&format!("صور/{name}/x.jpg"));
        assert!(found.contains(&wanted.to_owned()), "{name}: {found:?}");
        let single = found.iter().any(|line| line.contains("body 1"));
        assert!(!single, "{name}: {found:?}");
    }
    for name in [
        "215-1200",
        "فرع 211-1200",
        "20-7",
        "2011-2012",
        "20-7-2011",
        "2011-07-20",
        "1 إلى 15 تموز",
        "1200-1001",
        "12-1300-1400",
        "1001-1200kg",
    ] {
        let found = told(&format!("صور/{name}/x.jpg"));
        let range = found.iter().any(|line| line.contains(" to "));
        assert!(!range, "{name}: {found:?}");
    }
}
