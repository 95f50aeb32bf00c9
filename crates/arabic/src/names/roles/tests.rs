use super::*;

fn best(name: &str) -> Vec<(Role, String)> {
    let roles = read(name);
    let reading = roles.readings.first().expect(name);
    reading
        .parts
        .iter()
        .map(|(role, part)| (*role, part.text().to_owned()))
        .collect()
}

fn check(name: &str, expected: &[(Role, &str)]) {
    let found = best(name);
    let found: Vec<(Role, &str)> = found.iter().map(|(r, t)| (*r, t.as_str())).collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn a_chain_has_given_father_grandfather_family() {
    check(
        "سامر خالد يوسف الصنوبري",
        &[
            (Role::Given, "سامر"),
            (Role::Father, "خالد"),
            (Role::Grandfather, "يوسف"),
            (Role::Nisba, "الصنوبري"),
        ],
    );
}

#[test]
fn what_is_said_outright_settles_it() {
    check(
        "سامر بن خالد بن يوسف والدته مريم",
        &[
            (Role::Given, "سامر"),
            (Role::Father, "خالد"),
            (Role::Grandfather, "يوسف"),
            (Role::Mother, "مريم"),
        ],
    );
    for name in [
        "Samer Sohn des Khaled al-Hadi",
        "Samer fils de Khaled al-Hadi",
        "Samer bin Khaled al-Hadi",
    ] {
        check(
            name,
            &[
                (Role::Given, "samer"),
                (Role::Father, "khaled"),
                (Role::Nisba, "alhadi"),
            ],
        );
    }
}

#[test]
fn family_first_is_told_by_comma_and_capitals() {
    for name in ["Haddad, Samer Khaled", "HADDAD Samer Khaled"] {
        check(
            name,
            &[
                (Role::Given, "samer"),
                (Role::Father, "khaled"),
                (Role::Family, "haddad"),
            ],
        );
    }
    check(
        "الصنوبري سامر",
        &[(Role::Given, "سامر"), (Role::Nisba, "الصنوبري")],
    );
}

#[test]
fn titles_are_kept_beside_the_name() {
    let roles = read("العميد الدكتور سامر الهادي");
    let kinds: Vec<&str> = roles.titles.iter().map(|title| title.kind).collect();
    assert_eq!(kinds, ["rank", "academic"]);
    check(
        "Dr. Samer al-Hadi",
        &[(Role::Given, "samer"), (Role::Nisba, "alhadi")],
    );
    // A name that looks like a title is not stripped to nothing.
    assert_eq!(best("الشيخ").len(), 1);
}

#[test]
fn a_kunya_can_stand_for_a_name_or_before_it() {
    check("أبو خالد", &[(Role::Kunya, "أبوخالد")]);
    assert_eq!(read("أبو خالد").readings[0].order, Order::ByName);
    check(
        "Abu Khaled Samer al-Hadi",
        &[
            (Role::Given, "samer"),
            (Role::Nisba, "alhadi"),
            (Role::Kunya, "abukhaled"),
        ],
    );
}

#[test]
fn several_readings_are_kept() {
    let roles = read("سامر خالد");
    let orders: Vec<Order> = roles.readings.iter().map(|r| r.order).collect();
    assert!(orders.contains(&Order::Short) && orders.contains(&Order::ChainWithoutFamily));
    assert!(read("").readings.is_empty());
    assert!(read("12 —").readings.is_empty());
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_its_plausibilities_sum_to_one(text in ".{0,60}") {
        let readings = read(&text).readings;
        let sum: f32 = readings.iter().map(|r| r.plausibility).sum();
        proptest::prop_assert!(readings.is_empty() || (sum - 1.0).abs() < 1e-3);
    }

    #[test]
    fn spaces_and_short_vowels_change_no_reading(at in 1usize..6, spaces in 1usize..4) {
        let plain = "سامر خالد الصنوبري";
        let vowelled: String = plain.chars().enumerate().flat_map(|(i, c)| {
            let mark = (i % at == 0 && c != ' ').then_some('\u{64e}');
            let more = if c == ' ' { " ".repeat(spaces - 1) } else { String::new() };
            std::iter::once(c).chain(mark).chain(more.chars().collect::<Vec<_>>())
        }).collect();
        proptest::prop_assert_eq!(read(&vowelled), read(plain));
    }
}
