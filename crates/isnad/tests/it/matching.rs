//! `isnad match` and `isnad person`: the same blindness and the same two people as on the screens.
//! Every name is invented.

use crate::fixture::{Place, Said, user};
use domain::{AccessionId, Role};
use serde_json::{Value, json};

const REGISTER: &str = "no,الاسم,اسم الأب,الكنية,اسم الأم,المواليد\n1,سامر,يوسف,الحداد,هدى,1989\n2,خالد,يوسف,الحداد,هدى,1992\n";
const REPORTS: &str = "no,given name,father name,family name,mother name,birth year\na,Samer,Yousef,Haddad,Huda,1988\n";

fn step(field: &str, left: &str, right: &str, level: &str, weight: f32) -> Value {
    json!({ "field": field, "left": left, "right": right, "level": level, "weight": weight, "one_in": 41.0 })
}

/// A store with two lists, two leads and three reviewers.
fn place() -> Place {
    let place = Place::new();
    for (name, rows) in [("register.csv", REGISTER), ("reports.csv", REPORTS)] {
        place.put(name, rows);
        place.ends(
            0,
            &[
                "list",
                "import",
                name,
                "--source",
                name,
                "--legal-basis",
                "an invented order",
                "--purpose",
                "to find the missing",
                "--quiet",
            ],
        );
    }
    let lead = |row: u32, given: &str, level: &str, weight: f32| {
        json!({
            "left": format!("ISN-000001:{row}"), "right": "ISN-000002:2",
            "account": {
                "prior": -13.0, "probability": 0.9,
                "steps": [
                    step("given", given, "Samer", level, weight),
                    step("mother", "هدى", "Huda", "same_by_spelling", 8.0),
                ],
                "others": [["sibling", 0.08], ["unrelated", 0.02]],
            },
        })
        .to_string()
    };
    let lines = [
        lead(2, "سامر", "same_by_spelling", 7.0),
        lead(3, "خالد", "different", -6.0),
    ];
    place.put("leads.jsonl", lines.join("\n"));
    let said = place.ends(
        0,
        &[
            "match",
            "propose",
            "leads.jsonl",
            "--model",
            "model/1",
            "--json",
        ],
    );
    assert_eq!(said.json()["fresh"], 2);
    let store = place.store();
    for name in ["amal", "basem", "carla"] {
        store
            .add_user(&user("nour"), &user(name), &[Role::Reviewer], None)
            .unwrap();
        for list in [1, 2] {
            store
                .grant(&user("nour"), &user(name), AccessionId::new(list))
                .unwrap();
        }
    }
    place
}

fn by(place: &Place, name: &str, code: i32, words: &[&str]) -> Said {
    let mut all = vec!["--user", name];
    all.extend(words);
    place.ends(code, &all)
}

/// The lead on row 2.
fn first(place: &Place) -> String {
    let said = by(
        place,
        "amal",
        0,
        &["match", "queue", "--name", "samer", "--json"],
    );
    let leads = said.json()["leads"].as_array().unwrap().clone();
    let lead = leads
        .iter()
        .find(|lead| lead["left"]["record"] == "ISN-000001:2")
        .unwrap();
    lead["lead"].as_str().unwrap().to_owned()
}

#[test]
fn a_terminal_is_as_blind_as_the_screen_and_two_people_decide() {
    let place = place();
    let lead = first(&place);
    let blind = by(&place, "amal", 0, &["match", "show", &lead]);
    assert!(blind.out.contains("سامر") && blind.out.contains("Samer"));
    assert!(
        !blind.out.contains("+7.0") && !blind.out.contains("90"),
        "{}",
        blind.out
    );
    let json = by(&place, "amal", 0, &["match", "show", &lead, "--json"]).json();
    assert_eq!(
        (json["stage"].as_str(), json.get("weighed")),
        (Some("blind"), None)
    );
    by(
        &place,
        "amal",
        2,
        &["match", "decide", &lead, "--same", "--reason", "x"],
    );
    by(
        &place,
        "amal",
        0,
        &["match", "read", &lead, "--unsure", "--quiet"],
    );
    by(&place, "amal", 2, &["match", "read", &lead, "--same"]);
    let told = by(&place, "amal", 0, &["match", "show", &lead]);
    assert!(
        told.out.contains("+7.0") && told.out.contains("are usual spellings of one name"),
        "{}",
        told.out
    );
    assert!(
        told.out.contains("brothers or sisters: 8 %"),
        "{}",
        told.out
    );
    let again = by(&place, "amal", 0, &["match", "show", &lead, "--blind"]);
    assert!(!again.out.contains("+7.0"));
    // Recorded, and another person is needed: exit code 6.
    let words = [
        "match",
        "decide",
        &lead,
        "--same",
        "--reason",
        "words of amal",
        "--basis",
        "parents_names",
        "--against",
        "the year differs",
    ];
    let said = by(&place, "amal", 6, &words);
    assert!(
        said.out.contains("needs a second person") && said.err.contains("another"),
        "{said:?}"
    );
    let second = by(
        &place,
        "amal",
        6,
        &["match", "decide", &lead, "--same", "--reason", "x"],
    );
    assert!(second.err.contains("You decided first"), "{second:?}");
    let before = by(&place, "basem", 0, &["match", "show", &lead, "--json"]).out;
    assert!(
        !before.contains("words of amal") && !before.contains("amal"),
        "{before}"
    );
    by(
        &place,
        "basem",
        0,
        &["match", "read", &lead, "--same", "--quiet"],
    );
    let said = by(
        &place,
        "basem",
        0,
        &[
            "match", "decide", &lead, "--same", "--reason", "too", "--json",
        ],
    );
    assert_eq!(said.json()["standing"], "linked");
    // A person with its two sources and an unknown role.
    let person = by(
        &place,
        "basem",
        0,
        &["person", "show", "ISN-000002:2", "--json"],
    )
    .json();
    assert_eq!(person["person_id"], "P-ISN-000001:2");
    assert_eq!(person["role"], "unknown");
    assert_eq!(person["sources"].as_array().unwrap().len(), 2);
    by(&place, "carla", 2, &["person", "show", "ISN-000002:2"]);
    by(
        &place,
        "carla",
        0,
        &[
            "person",
            "show",
            "ISN-000002:2",
            "--reason",
            "a family asked",
        ],
    );
    let found = by(
        &place,
        "carla",
        0,
        &[
            "person",
            "find",
            "حداد",
            "--reason",
            "a family asked",
            "--jsonl",
        ],
    );
    assert_eq!(found.lines().len(), 2);
    // Taken back, it is open again, and it stays in the history.
    by(
        &place,
        "carla",
        2,
        &["match", "undo", &lead, "--reason", " "],
    );
    by(
        &place,
        "carla",
        0,
        &["match", "undo", &lead, "--reason", "two brothers"],
    );
    let person = by(
        &place,
        "basem",
        0,
        &["person", "show", "ISN-000002:2", "--json"],
    )
    .json();
    assert_eq!(person["sources"].as_array().unwrap().len(), 1);
}

#[test]
fn rows_say_lead_or_decision_and_undecided_ones_name_nobody() {
    let place = place();
    let lead = first(&place);
    for name in ["amal", "basem"] {
        by(
            &place,
            name,
            0,
            &["match", "read", &lead, "--same", "--quiet"],
        );
        let code = if name == "amal" { 6 } else { 0 };
        by(
            &place,
            name,
            code,
            &[
                "match", "decide", &lead, "--same", "--reason", "r", "--quiet",
            ],
        );
    }
    let said = by(&place, "amal", 0, &["match", "leads", "--jsonl"]);
    let rows = said.lines();
    assert_eq!(rows.len(), 2);
    for row in rows {
        if row["lead"] == lead.as_str() {
            assert_eq!(
                (row["row"].as_str(), row["asserted"].as_bool()),
                (Some("decision"), Some(true))
            );
            assert_eq!(row["left"], "ISN-000001:2");
            assert_eq!(row["person_id"], "P-ISN-000001:2");
        } else {
            let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
            assert_eq!(row["row"], "lead");
            assert_eq!(row["asserted"], false);
            assert_eq!(
                keys,
                [
                    "asserted",
                    "lead",
                    "left_list",
                    "right_list",
                    "row",
                    "standing"
                ]
            );
        }
    }
    assert!(!said.out.contains("خالد") && !said.out.contains("سامر"));
}

#[test]
fn what_is_no_lead_is_told_with_its_line() {
    let place = place();
    for (text, told) in [
        ("{\"left\":\"ISN-1:2\"}", "line 1"),
        (
            "\n{\"left\":\"x\",\"right\":\"ISN-000002:2\",\"account\":{\"prior\":0,\"steps\":[],\"probability\":0.5,\"others\":[]}}",
            "line 2",
        ),
    ] {
        place.put("bad.jsonl", text);
        let said = place.ends(2, &["match", "propose", "bad.jsonl", "--model", "m"]);
        assert!(said.err.contains(told), "{}", said.err);
    }
    place.ends(5, &["--user", "amal", "match", "show", "L-AAAAAAAAAA"]);
    place.ends(2, &["match", "show", "L-1"]);
    // The custodian keeps the lists and decides on nobody.
    place.ends(3, &["match", "queue"]);
}
