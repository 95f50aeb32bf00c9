//! `isnad person`.

use super::super::fail::Failure;
use super::super::words::matching::PersonWords;
use super::super::{Session, put};
use super::{record, show};
use crate::telling::field_key;
use serde_json::{Value, json};
use std::process::ExitCode;
use workbench::PersonView;

pub(in crate::cli) fn run(session: &Session, words: PersonWords) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        PersonWords::Show { person, reason } => {
            let view = store.person_page(&by, &person, reason.as_deref())?;
            shown(session, &view)
        }
        PersonWords::Find { name, reason } => {
            let found = store.find_person(&by, &name, &reason)?;
            for person in &found {
                if session.words.json || session.words.jsonl {
                    put(json!({
                        "person_id": person.person.to_string(), "sources": person.sources,
                        "records": person.records.iter().map(record).collect::<Vec<Value>>(),
                    }))?;
                    continue;
                }
                for source in &person.records {
                    put(format_args!(
                        "{}  {}  {}  {}",
                        person.person,
                        source.record,
                        source.name(),
                        source.list
                    ))?;
                }
            }
            session.say(&format!("{} persons", found.len()));
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn shown(session: &Session, view: &PersonView) -> Result<ExitCode, Failure> {
    if session.words.json || session.words.jsonl {
        put(json!({
            "person_id": view.person.to_string(), "role": "unknown",
            "sources": view.sources.iter().map(record).collect::<Vec<Value>>(),
            "conflicts": view.conflicts.iter().map(|c| c.field.key()).collect::<Vec<_>>(),
            "twice_in_a_list": view.twice_in_a_list,
            "links": view.links.iter().map(|link| json!({
                "lead": link.lead.to_string(), "left": link.left.to_string(),
                "right": link.right.to_string(),
                "decisions": link.decisions.iter().map(show::decision).collect::<Vec<Value>>(),
            })).collect::<Vec<_>>(),
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str| session.texts.say(session.lang, key, &[]);
    put(format_args!(
        "{}  {}",
        view.person,
        say("screen-person-role-unknown")
    ))?;
    for field in show::fields_of(&view.sources) {
        let differ = if view.conflicts.iter().any(|c| c.field == field) {
            format!("  ({})", say("screen-person-differ"))
        } else {
            String::new()
        };
        put(format_args!("{}{differ}", say(&field_key(field))))?;
        for source in &view.sources {
            let value = source.values.iter().find(|(said, _)| *said == field);
            if let Some((_, value)) = value {
                put(format_args!("    {:18} {value}", source.record.to_string()))?;
            }
        }
    }
    if view.twice_in_a_list {
        put(say("screen-person-twice"))?;
    }
    for link in &view.links {
        put(format_args!(
            "\n{}  {} ~ {}",
            link.lead, link.left, link.right
        ))?;
        show::decisions(session, &link.decisions)?;
    }
    Ok(ExitCode::SUCCESS)
}
