//! Every role against every act of the workbench, with a grant and without, against a written table.

use crate::fixture::{Bench, accession, again, item, user};
use domain::{Role, UserName};
use workbench::photos::{DescriptionRequest, LabelRequest};
use workbench::{ItemFilter, ProcessOptions, RevealStep, SearchOptions, Store, WorkbenchError};

/// How an act ended for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It was done, or was refused for a reason that only who may do it is told.
    Done,
    /// It was done on nothing: the answer is that of a store that holds nothing for this person.
    Nothing,
    /// The answer is the one that what is not there gets.
    NotThere,
    /// It was refused.
    Refused,
}

type Deed = fn(&Store, &UserName) -> Result<bool, WorkbenchError>;

/// Letters stand for custodian, analyst, examiner, reviewer, investigator, security officer,
/// administrator. Whoever is named may do it; with no grant the act ends as the third column says for
/// those, and is refused to everybody else all the same.
const TABLE: &[(&str, &str, End, Deed)] = &[
    ("search", "caeri", End::Nothing, |store, by| {
        let answer = store.search(
            by,
            "alpha",
            &SearchOptions {
                facets: true,
                ..SearchOptions::default()
            },
        )?;
        // Nothing is read yet, so what tells is the number of items that wait to be.
        Ok(answer.waiting > 0)
    }),
    ("batch search", "caeri", End::Done, |store, by| {
        store
            .batch_search(by, "alpha\n", &SearchOptions::default())
            .map(|verdicts| verdicts.len() == 1)
    }),
    ("list items", "caeri", End::Nothing, |store, by| {
        store
            .items(
                by,
                &ItemFilter {
                    limit: 10,
                    ..ItemFilter::default()
                },
            )
            .map(|lines| !lines.is_empty())
    }),
    ("list accessions", "caeri", End::Nothing, |store, by| {
        store.accessions(by).map(|list| !list.is_empty())
    }),
    ("one accession", "caeri", End::NotThere, |store, by| {
        store.accession(by, accession(1)).map(|_| true)
    }),
    ("receipt", "caeri", End::NotThere, |store, by| {
        store.receipt(by, accession(1)).map(|_| true)
    }),
    ("document", "caeri", End::NotThere, |store, by| {
        store.document(by, &item(1)).map(|_| true)
    }),
    ("page", "caeri", End::NotThere, |store, by| {
        store.page(by, &item(1), 1).map(|_| true)
    }),
    ("trail", "caeri", End::NotThere, |store, by| {
        store.trail(by, &item(1)).map(|_| true)
    }),
    ("check an item", "caeri", End::NotThere, |store, by| {
        store.verify_item(by, &item(1)).map(|_| true)
    }),
    ("uncover", "caeri", End::NotThere, |store, by| {
        store
            .reveal(by, &item(1), 1, RevealStep::Blurred, None)
            .map(|_| true)
    }),
    ("list photographs", "caeri", End::Done, |store, by| {
        store.photos(by, None).map(|_| true)
    }),
    (
        "photographs of an accession",
        "caeri",
        End::NotThere,
        |store, by| store.photos(by, Some(accession(1))).map(|_| true),
    ),
    ("labels to look at", "caeri", End::NotThere, |store, by| {
        store.label_queue(by, Some(accession(1))).map(|_| true)
    }),
    ("one photograph", "caeri", End::NotThere, |store, by| {
        store.photo(by, &item(1)).map(|_| true)
    }),
    (
        "label of a photograph",
        "caeri",
        End::NotThere,
        |store, by| store.label_image(by, &item(1), 0).map(|_| true),
    ),
    ("print a picture", "caeri", End::NotThere, |store, by| {
        store
            .print_image(by, &item(1), 1, "for the court")
            .map(|()| true)
    }),
    ("read a label", "aei", End::NotThere, |store, by| {
        let request = LabelRequest::default();
        store.read_label(by, &item(1), &request).map(|_| true)
    }),
    (
        "describe a photograph",
        "aei",
        End::NotThere,
        |store, by| {
            let request = DescriptionRequest::default();
            store.describe(by, &item(1), &request).map(|_| true)
        },
    ),
    ("sums of what was looked at", "s", End::Done, |store, by| {
        store.exposure_of_all(by, 7).map(|_| true)
    }),
    ("page at a version", "caeri", End::NotThere, |store, by| {
        store.page_at(by, &item(1), 1, Some(0)).map(|_| true)
    }),
    ("versions of a text", "caeri", End::NotThere, |store, by| {
        store.text_versions(by, &item(1)).map(|_| true)
    }),
    ("correct a text", "aei", End::NotThere, |store, by| {
        store.correct(by, &item(1), &correction()).map(|_| true)
    }),
    ("original", "ce", End::NotThere, |store, by| {
        store
            .original(by, &item(1), "for the court", &mut Vec::new())
            .map(|()| true)
    }),
    ("prove an item", "cei", End::NotThere, |store, by| {
        store.prove(by, &item(1)).map(|_| true)
    }),
    ("export the log", "ceis", End::Done, |store, by| {
        let folder = tempfile::tempdir().unwrap();
        store
            .export_log(by, &folder.path().join("log"))
            .map(|_| true)
    }),
    ("ask for a stamp", "ceis", End::Done, |store, by| {
        store.stamp_request(by).map(|_| true)
    }),
    ("check the store", "ceis", End::Done, |store, by| {
        store.verify(by, false, &mut |_, _| {}).map(|_| true)
    }),
    ("make anew", "ceis", End::Done, |store, by| {
        store.rebuild(by, &mut |_| {}).map(|_| true)
    }),
    ("take in", "c", End::Done, |store, by| {
        let request = workbench::IntakeRequest {
            path: "/absent/medium".into(),
            source: "x".into(),
            ..Default::default()
        };
        store.survey(by, &request).map(|_| true)
    }),
    ("receive", "c", End::Done, |store, by| {
        let request = workbench::IntakeRequest {
            path: "/absent/medium".into(),
            source: "x".into(),
            ..Default::default()
        };
        store.intake(by, &request, &mut |_| {}).map(|_| true)
    }),
    ("read", "c", End::Nothing, |store, by| {
        let options = ProcessOptions {
            program: Some("/absent/reader".into()),
            ..ProcessOptions::default()
        };
        store
            .process(by, &options, &mut |_| {})
            .map(|summary| summary.done > 0)
    }),
    ("read again", "c", End::Nothing, |store, by| {
        store
            .retry(by, &again(domain::ItemState::NoText))
            .map(|_| false)
    }),
    ("erase", "c", End::NotThere, |store, by| {
        store.erase(by, &item(1), " ").map(|_| true)
    }),
    ("grant", "ca", End::Refused, |_, _| Ok(true)),
    ("status", "caerisA", End::Nothing, |store, by| {
        store.process_status(by).map(|status| status.items > 0)
    }),
    (
        "account of reading",
        "caerisA",
        End::Nothing,
        |store, by| {
            let request = workbench::ReportRequest::default();
            store
                .reading_report(by, &request)
                .map(|report| report.status.items > 0)
        },
    ),
    ("explanation", "caeri", End::NotThere, |store, by| {
        store.explain(by, &item(1)).map(|_| true)
    }),
    ("checkpoint", "caerisA", End::Done, |store, by| {
        store.checkpoint(by).map(|_| true)
    }),
    ("list accounts", "A", End::Done, |store, by| {
        store.people(by).map(|_| true)
    }),
    ("open an account", "A", End::Done, |store, by| {
        store
            .add_user(by, &user("nour"), &[Role::Analyst], None)
            .map(|()| true)
    }),
    ("another's password", "A", End::Done, |store, by| {
        store
            .set_password(by, &user("nobody-here"), "a long password")
            .map(|()| true)
    }),
    ("close an account", "A", End::Done, |store, by| {
        store
            .set_active(by, &user("nobody-here"), false)
            .map(|()| true)
    }),
    ("another's roles", "A", End::Done, |store, by| {
        store
            .set_roles(by, &user("nobody-here"), &[Role::Analyst])
            .map(|()| true)
    }),
    ("consultations", "s", End::Done, |store, by| {
        store.consultations(by, None, 5).map(|_| true)
    }),
];

fn correction() -> workbench::CorrectionRequest {
    workbench::CorrectionRequest {
        page: 1,
        at: workbench::WordSpan {
            line: 1,
            word: 1,
            words: 1,
        },
        from: None,
        to: "x".to_owned(),
        note: None,
        on_version: None,
    }
}

const LETTERS: [(Role, char); 7] = [
    (Role::Custodian, 'c'),
    (Role::Analyst, 'a'),
    (Role::Examiner, 'e'),
    (Role::Reviewer, 'r'),
    (Role::Investigator, 'i'),
    (Role::SecurityOfficer, 's'),
    (Role::Administrator, 'A'),
];

/// Who watches or keeps accounts sees no content, not even how much there is.
fn sees_counts(letter: char) -> bool {
    "caeri".contains(letter)
}

fn end(outcome: Result<bool, WorkbenchError>) -> End {
    match outcome {
        Ok(true) => End::Done,
        Ok(false) => End::Nothing,
        Err(WorkbenchError::NotAvailable(_)) => End::NotThere,
        Err(WorkbenchError::NotAllowed { .. }) => End::Refused,
        // Whatever else it is, it comes after the right was asked for.
        Err(_) => End::Done,
    }
}

/// One person for each role, with a grant or without; and somebody who reads the record.
fn staffed(bench: &Bench) -> (Vec<(UserName, char, bool)>, UserName) {
    bench.put("a.txt", "alpha");
    bench.intake();
    let root = bench.person("nour", "root", &[Role::Administrator]);
    let watcher = bench.person("root", "watcher", &[Role::SecurityOfficer]);
    let mut staff = Vec::new();
    for (role, letter) in LETTERS {
        for granted in [true, false] {
            let name = bench.person("root", &format!("{}-{granted}", role.name()), &[role]);
            if granted {
                bench.store.grant(&root, &name, accession(1)).unwrap();
            }
            staff.push((name, letter, granted));
        }
    }
    (staff, watcher)
}

#[test]
fn every_role_may_do_what_the_table_says_and_nothing_else() {
    let bench = Bench::new();
    let (staff, _) = staffed(&bench);
    let mut differences = Vec::new();
    for (name, may, without_grant, deed) in TABLE {
        for (by, letter, granted) in &staff {
            let found = if *name == "grant" {
                end(bench
                    .store
                    .grant(by, &user("watcher"), accession(1))
                    .map(|()| true))
            } else {
                end(deed(&bench.store, by))
            };
            let expected = match (*name, may.contains(*letter), *granted) {
                // A custodian gives what he holds, an administrator anything.
                ("grant", _, _) if *letter == 'A' => End::Done,
                ("grant", _, true) if *letter == 'c' => End::Done,
                ("grant", _, _) => End::Refused,
                ("status" | "account of reading", true, true) if !sees_counts(*letter) => {
                    End::Nothing
                }
                // Whether a reader may do more with an item is asked once the item is known to be there for them.
                (
                    "original"
                    | "prove an item"
                    | "correct a text"
                    | "read a label"
                    | "describe a photograph",
                    false,
                    false,
                ) if sees_counts(*letter) => End::NotThere,
                // The right is there, and nothing was read yet that could be corrected.
                ("correct a text" | "label of a photograph" | "uncover", true, true) => {
                    End::NotThere
                }
                // Nothing in the store is in the state asked for.
                ("read again", true, true) => End::Nothing,
                (_, false, _) => End::Refused,
                (_, true, true) => End::Done,
                (_, true, false) => *without_grant,
            };
            if found != expected {
                differences.push(format!("{name} by {by}: {found:?}, not {expected:?}"));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn every_refusal_is_on_record() {
    let bench = Bench::new();
    let (staff, watcher) = staffed(&bench);
    let refusals = |by: &UserName| {
        let lines = bench.store.consultations(&watcher, None, 100_000).unwrap();
        lines
            .iter()
            .filter(|line| line.by == *by && line.outcome.starts_with("refused: "))
            .count()
    };
    let mut unrecorded = Vec::new();
    for (name, _, _, deed) in TABLE.iter().filter(|(name, ..)| *name != "grant") {
        for (by, _, granted) in &staff {
            let before = refusals(by);
            let ended = end(deed(&bench.store, by));
            let was_refused =
                matches!(ended, End::Refused) || !granted && matches!(ended, End::NotThere);
            if was_refused && refusals(by) == before {
                unrecorded.push(format!("{name} by {by}"));
            }
        }
    }
    assert!(
        unrecorded.is_empty(),
        "{} not on record:\n{}",
        unrecorded.len(),
        unrecorded.join("\n")
    );
}

#[test]
fn nobody_gets_the_tables_who_may_not_read_everything_in_them() {
    let bench = Bench::new();
    let (staff, _) = staffed(&bench);
    for (by, letter, granted) in &staff {
        let outcome = bench.store.dump(by, true);
        if *letter == 'c' && *granted {
            assert!(outcome.unwrap().iter().any(|line| line.contains("a.txt")));
        } else if !granted || !sees_counts(*letter) {
            let tells = outcome.is_ok_and(|lines| lines.iter().any(|line| line.contains("a.txt")));
            assert!(!tells, "{by} reads paths out of the tables");
        }
    }
}

#[test]
fn what_is_not_for_a_person_and_what_is_not_there_answer_alike() {
    let bench = Bench::new();
    let (staff, _) = staffed(&bench);
    let stranger = |letter: &char, granted: &bool| !granted && sees_counts(*letter);
    for (by, _, _) in staff
        .iter()
        .filter(|(_, letter, granted)| stranger(letter, granted))
    {
        let told = |n: u32| {
            let id = item(n);
            let words = |error: WorkbenchError| error.to_string().replace(&id.to_string(), "ITEM");
            [
                bench.store.document(by, &id).map(|_| ()).map_err(words),
                bench.store.page(by, &id, 1).map(|_| ()).map_err(words),
                bench
                    .store
                    .page(by, &id, 7)
                    .map(|_| ())
                    .map_err(|e| words(e).replace("#p7", "")),
                bench
                    .store
                    .page_image(by, &id, 1, RevealStep::Colour, 100)
                    .map(|_| ())
                    .map_err(words),
                bench.store.trail(by, &id).map(|_| ()).map_err(words),
                bench
                    .store
                    .page_at(by, &id, 1, Some(3))
                    .map(|_| ())
                    .map_err(words),
                bench
                    .store
                    .text_versions(by, &id)
                    .map(|_| ())
                    .map_err(words),
                bench
                    .store
                    .correct(by, &id, &correction())
                    .map(|_| ())
                    .map_err(words),
                bench.store.prove(by, &id).map(|_| ()).map_err(words),
                bench.store.erase(by, &id, "x").map(|_| ()).map_err(words),
            ]
        };
        assert_eq!(told(1), told(4_711), "{by}");
        let accession_words = |n: u32| {
            let outcome = bench.store.receipt(by, accession(n)).map(|_| ());
            outcome.map_err(|error| {
                error
                    .to_string()
                    .replace(&accession(n).to_string(), "ACCESSION")
            })
        };
        assert_eq!(accession_words(1), accession_words(99));
    }
}
