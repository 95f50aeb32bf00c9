//! `isnad match` and `isnad person`.

mod person;
mod show;

use super::fail::Failure;
use super::words::matching::{MatchDecide, MatchQueue, MatchRun, MatchWords};
use super::{Session, linking, put};
use crate::telling::row_of;
use domain::{Family, Fault, RecordId, UserName};
use linkage::Account;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use workbench::review::{DecisionRequest, ExportRow, RecordView, Recorded};
use workbench::{LeadFilter, MatchRequest, Store};

pub(super) use person::run as person;

pub(super) fn run(session: &Session, words: MatchWords) -> Result<ExitCode, Failure> {
    if let MatchWords::Linking(words) = &words {
        return linking::run(session, words);
    }
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        MatchWords::Linking(words) => linking::run(session, &words),
        MatchWords::Run(words) => run_lists(session, &store, &by, words),
        MatchWords::Queue(words) => queue(session, &store, &by, &words),
        MatchWords::Show { lead, blind } => {
            let view = if blind {
                store.lead_blind(&by, &lead)?
            } else {
                store.lead(&by, &lead)?
            };
            show::lead(session, &view)
        }
        MatchWords::Read { lead, opinion } => {
            store.read_lead(&by, &lead, opinion.opinion())?;
            session.say(&format!(
                "Kept. `isnad match show {lead}` now says what speaks for and against."
            ));
            Ok(ExitCode::SUCCESS)
        }
        MatchWords::Decide(words) => decide(session, &store, &by, &words),
        MatchWords::Undo { lead, reason } => {
            let recorded = store.withdraw_decision(&by, &lead, &reason)?;
            told(session, &recorded)?;
            Ok(ExitCode::SUCCESS)
        }
        MatchWords::Leads => leads(&store, &by),
        MatchWords::Propose { file, model } => propose(session, &store, &by, &file, &model),
    }
}

fn run_lists(
    session: &Session,
    store: &Store,
    by: &UserName,
    words: MatchRun,
) -> Result<ExitCode, Failure> {
    if !(0.0..=1.0).contains(&words.least) {
        return Err(Failure::input("probability-outside").with("value", words.least));
    }
    let request = MatchRequest {
        lists: words.lists,
        with: words.with,
        within: words.within,
        least: words.least,
        again: words.again,
    };
    let told = linking::Told::new(session);
    let matched =
        store.match_lists(by, &request, &|stage, done, of| told.stage(stage, done, of))?;
    told.end();
    for lists in &matched {
        let (fresh, rescored) = lists
            .run
            .as_ref()
            .map_or((0, 0), |run| (run.fresh, run.rescored));
        if session.words.json || session.words.jsonl {
            put(json!({
                "left": lists.left.to_string(), "right": lists.right.to_string(),
                "compared_before": lists.run.is_none(), "pairs_compared": lists.compared,
                "new_leads": fresh, "rescored_leads": rescored,
            }))?;
        } else if lists.run.is_none() {
            put(format_args!(
                "{} and {}: compared before",
                lists.left, lists.right
            ))?;
        } else {
            put(format_args!(
                "{} and {}: {} pairs compared, {fresh} new leads, {rescored} known ones weighed anew",
                lists.left, lists.right, lists.compared
            ))?;
        }
    }
    if matched.is_empty() {
        session.say("There are not two lists to compare. `isnad list import` takes them in.");
    } else {
        session.say("A match is a lead. `isnad match queue` names those that wait for you.");
    }
    Ok(ExitCode::SUCCESS)
}

fn queue(
    session: &Session,
    store: &Store,
    by: &UserName,
    words: &MatchQueue,
) -> Result<ExitCode, Failure> {
    let filter = LeadFilter {
        place: words.filter,
        text: words.name.clone(),
        conflict: words.conflict,
        lists: match words.lists.as_slice() {
            [one, other] => Some((*one, *other)),
            _ => None,
        },
        band: None,
        after: words.after.clone(),
        limit: words.limit,
    };
    let queue = store.lead_queue(by, &filter)?;
    let line = |line: &workbench::review::LeadLine| {
        json!({
            "row": row_of(&line.standing), "lead": line.lead.to_string(), "standing": line.standing,
            "left": record(&line.left), "right": record(&line.right), "read": line.read,
            "decided": line.decided,
        })
    };
    if session.words.json {
        put(json!({
            "total": queue.total, "waiting": queue.waiting,
            "resume": queue.resume.map(|lead| lead.to_string()),
            "leads": queue.lines.iter().map(line).collect::<Vec<Value>>(),
        }))?;
    } else if session.words.jsonl {
        for lead in &queue.lines {
            put(line(lead))?;
        }
    } else {
        for lead in &queue.lines {
            put(format_args!(
                "{}  {:13}  {}  |  {}",
                lead.lead,
                lead.standing,
                lead.left.name(),
                lead.right.name()
            ))?;
        }
        session.say(&format!("{} leads", queue.total));
    }
    Ok(ExitCode::SUCCESS)
}

fn decide(
    session: &Session,
    store: &Store,
    by: &UserName,
    words: &MatchDecide,
) -> Result<ExitCode, Failure> {
    let request = DecisionRequest {
        opinion: words.opinion.opinion(),
        basis: words.basis.clone(),
        reason: words.reason.clone(),
        against: words.against.clone(),
    };
    let recorded = store.decide(by, &words.lead, &request)?;
    told(session, &recorded)?;
    if recorded.needs_another_person() {
        // The decision stands; what it is for needs another person.
        let fault = Fault::new("needs-second-person", Family::NeedsSecondPerson)
            .with("lead", &recorded.lead);
        return Err(Failure::Fault(fault));
    }
    Ok(ExitCode::SUCCESS)
}

fn told(session: &Session, recorded: &Recorded) -> Result<(), Failure> {
    let standing = recorded.standing.name();
    if session.words.json || session.words.jsonl {
        return put(json!({
            "lead": recorded.lead.to_string(), "standing": standing,
            "needs_another_person": recorded.needs_another_person(),
        }));
    }
    let key = format!("screen-standing-{}", standing.replace('_', "-"));
    put(format_args!(
        "{}  {}",
        recorded.lead,
        session.texts.say(session.lang, &key, &[])
    ))
}

fn leads(store: &Store, by: &UserName) -> Result<ExitCode, Failure> {
    store.export_leads(by, &mut |row| put(exported(row)))?;
    Ok(ExitCode::SUCCESS)
}

fn exported(row: ExportRow) -> Value {
    match row {
        ExportRow::Lead {
            lead,
            left_list,
            right_list,
            standing,
        } => json!({
            "row": "lead", "asserted": false, "lead": lead.to_string(), "standing": standing,
            "left_list": left_list.to_string(), "right_list": right_list.to_string(),
        }),
        ExportRow::Decision {
            lead,
            left,
            right,
            standing,
            person,
            weight,
            model,
            decisions,
        } => json!({
            "row": "decision", "asserted": standing == "linked", "lead": lead.to_string(),
            "standing": standing, "person_id": person.map(|person| person.to_string()),
            "left_list": left.0.to_string(), "left": left.1.to_string(),
            "right_list": right.0.to_string(), "right": right.1.to_string(),
            "weight": weight, "model": model,
            "decisions": decisions.iter().map(show::decision).collect::<Vec<Value>>(),
        }),
    }
}

/// A lead as another program hands it over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Handed {
    left: String,
    right: String,
    account: Account,
}

fn propose(
    session: &Session,
    store: &Store,
    by: &UserName,
    file: &Path,
    model: &str,
) -> Result<ExitCode, Failure> {
    let text = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|e| Failure::file(file, &e))?;
        text
    } else {
        super::read_text(file)?
    };
    let mut leads = Vec::new();
    for (n, line) in (1u64..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |reason: String| {
            Failure::input("bad-value")
                .with("what", format!("{}, line {n}", file.display()))
                .with("reason", reason)
        };
        let lead: Handed = serde_json::from_str(line).map_err(|e| wrong(e.to_string()))?;
        let record = |text: &str| {
            text.parse::<RecordId>()
                .map_err(|e| wrong(format!("`{text}`: {e}")))
        };
        leads.push((record(&lead.left)?, record(&lead.right)?, lead.account));
    }
    let run = store.propose(by, model, leads)?;
    if session.words.json || session.words.jsonl {
        put(json!({ "run": run.run, "fresh": run.fresh, "rescored": run.rescored }))?;
    } else {
        put(format_args!(
            "{} new leads, {} known ones scored anew.",
            run.fresh, run.rescored
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn record(view: &RecordView) -> Value {
    json!({
        "record": view.record.to_string(), "accession": view.accession.to_string(), "list": view.list,
        "values": view.values.iter().map(|(field, value)| json!([field.key(), value])).collect::<Vec<_>>(),
    })
}
