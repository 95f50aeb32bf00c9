//! `isnad match show`: one lead, as this person may see it now.

use super::super::fail::Failure;
use super::super::{Session, put};
use super::record;
use crate::telling::{agreement_key, field_key, row_of, signed, tell};
use linkage::Field;
use serde_json::{Map, Value, json};
use std::process::ExitCode;
use workbench::review::{DecisionView, LeadView, ReadingView, RecordView, Stage, Weighed};

pub(super) fn lead(session: &Session, view: &LeadView) -> Result<ExitCode, Failure> {
    if session.words.json || session.words.jsonl {
        put(as_json(view))?;
        return Ok(ExitCode::SUCCESS);
    }
    let say = |key: &str| session.texts.say(session.lang, key, &[]);
    put(format_args!(
        "{}  {}",
        view.lead,
        say(&format!(
            "screen-standing-{}",
            view.standing.replace('_', "-")
        ))
    ))?;
    put(say("screen-match-lead-note"))?;
    for (mark, side) in [("1", &view.left), ("2", &view.right)] {
        put(format_args!("\n[{mark}] {}  {}", side.record, side.list))?;
        values(session, side)?;
    }
    match &view.stage {
        Stage::Blind => put(format_args!("\n{}", say("screen-match-note-blind")))?,
        Stage::Uncovered {
            reading, weighed, ..
        } => {
            uncovered(session, view, weighed)?;
            readings(session, std::slice::from_ref(reading))?;
        }
        Stage::Waiting {
            reading,
            weighed,
            own,
        } => {
            uncovered(session, view, weighed)?;
            readings(session, std::slice::from_ref(reading))?;
            decisions(session, own)?;
            put(say(match view.standing.as_str() {
                "disagreement" => "screen-match-needs-third",
                _ => "screen-match-needs-second",
            }))?;
        }
        Stage::Settled {
            readings: all,
            weighed,
            decisions: made,
        } => {
            uncovered(session, view, weighed)?;
            readings(session, all)?;
            decisions(session, made)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn values(session: &Session, side: &RecordView) -> Result<(), Failure> {
    for (field, value) in &side.values {
        put(format_args!(
            "    {:22} {value}",
            session.texts.say(session.lang, &field_key(*field), &[])
        ))?;
    }
    Ok(())
}

fn uncovered(session: &Session, view: &LeadView, weighed: &Weighed) -> Result<(), Failure> {
    let say = |key: &str, values: &[(&str, String)]| session.texts.say(session.lang, key, values);
    put("")?;
    for step in &weighed.account.steps {
        put(format_args!(
            "{:>7}  {:22} {}",
            signed(f64::from(step.weight), session.lang),
            say(&field_key(step.field), &[]),
            say(agreement_key(step.level), &[])
        ))?;
    }
    put(format_args!(
        "{:>7}  {}  ({})\n",
        signed(f64::from(weighed.account.weight()), session.lang),
        say("account-short-total", &[]),
        view.model
    ))?;
    let telling = tell(&weighed.account, session.lang, &say);
    for sentence in telling.sentences() {
        put(sentence)?;
    }
    for other in &weighed.rescored {
        put(format_args!(
            "{} {} {}",
            say("screen-match-model-changed", &[]),
            other.model,
            signed(other.weight, session.lang)
        ))?;
    }
    for rival in &weighed.rivals {
        let weight = rival
            .weight
            .map_or_else(|| "?".to_owned(), |weight| signed(weight, session.lang));
        put(format_args!(
            "  {} ~ {}  {}  {}  {weight}",
            rival.of,
            rival.record.record,
            rival.lead,
            rival.record.name()
        ))?;
    }
    Ok(())
}

fn opinion(session: &Session, opinion: domain::review::Opinion) -> String {
    let key = format!("screen-opinion-{}", opinion.name().replace('_', "-"));
    session.texts.say(session.lang, &key, &[])
}

fn readings(session: &Session, all: &[ReadingView]) -> Result<(), Failure> {
    for reading in all {
        let values = [
            ("name", reading.by.to_string()),
            ("opinion", opinion(session, reading.opinion)),
        ];
        put(session
            .texts
            .say(session.lang, "screen-match-reading-of", &values))?;
    }
    Ok(())
}

pub(super) fn decisions(session: &Session, made: &[DecisionView]) -> Result<(), Failure> {
    for decision in made {
        put(format_args!(
            "{}  {}  {}: {}",
            decision.at.to_minutes(),
            decision.by,
            opinion(session, decision.opinion),
            decision.reason.as_deref().unwrap_or("-")
        ))?;
        if let Some(against) = &decision.against {
            put(format_args!(
                "    {}: {against}",
                session.texts.say(session.lang, "screen-match-against", &[])
            ))?;
        }
        if let Some((by, at, why)) = &decision.withdrawn {
            put(format_args!(
                "    {}  {}  {by}: {why}",
                session
                    .texts
                    .say(session.lang, "screen-match-withdrawn", &[]),
                at.to_minutes()
            ))?;
        }
    }
    Ok(())
}

fn as_json(view: &LeadView) -> Value {
    let mut body = Map::new();
    let mut set = |key: &str, value: Value| body.insert(key.to_owned(), value);
    set("row", json!(row_of(&view.standing)));
    set("lead", json!(view.lead.to_string()));
    set("standing", json!(view.standing));
    set("model", json!(view.model));
    set("left", record(&view.left));
    set("right", record(&view.right));
    let all = |views: &[DecisionView]| views.iter().map(decision).collect::<Vec<Value>>();
    let read = |views: &[ReadingView]| views.iter().map(reading).collect::<Vec<Value>>();
    match &view.stage {
        Stage::Blind => {
            set("stage", json!("blind"));
        }
        Stage::Uncovered {
            reading,
            weighed,
            earlier,
        } => {
            set("stage", json!("uncovered"));
            set("weighed", account(weighed));
            set("readings", json!(read(std::slice::from_ref(reading))));
            set("decisions", json!(all(earlier)));
        }
        Stage::Waiting {
            reading,
            weighed,
            own,
        } => {
            set("stage", json!("waiting"));
            set("weighed", account(weighed));
            set("readings", json!(read(std::slice::from_ref(reading))));
            set("decisions", json!(all(own)));
        }
        Stage::Settled {
            readings,
            weighed,
            decisions,
        } => {
            set("stage", json!("settled"));
            set("weighed", account(weighed));
            set("readings", json!(read(readings)));
            set("decisions", json!(all(decisions)));
        }
    }
    Value::Object(body)
}

fn account(weighed: &Weighed) -> Value {
    json!({
        "account": weighed.account, "weight": weighed.account.weight(),
        "rescored": weighed.rescored.iter().map(|other| json!({
            "model": other.model, "at": other.at.to_string(), "weight": other.weight,
        })).collect::<Vec<_>>(),
        "rivals": weighed.rivals.iter().map(|rival| json!({
            "lead": rival.lead.to_string(), "of": rival.of.to_string(),
            "record": rival.record.record.to_string(), "weight": rival.weight, "standing": rival.standing,
        })).collect::<Vec<_>>(),
    })
}

fn reading(view: &ReadingView) -> Value {
    json!({ "by": view.by.as_str(), "at": view.at.to_string(), "opinion": view.opinion.name() })
}

pub(super) fn decision(view: &DecisionView) -> Value {
    json!({
        "by": view.by.as_str(), "at": view.at.to_string(), "opinion": view.opinion.name(),
        "basis": view.basis.iter().map(|basis| basis.name()).collect::<Vec<_>>(), "reason": view.reason,
        "fields_against": view.fields_against, "against": view.against, "model": view.model,
        "withdrawn": view.withdrawn.as_ref().map(|(by, at, why)| json!({
            "by": by.as_str(), "at": at.to_string(), "reason": why,
        })),
    })
}

/// The fields that a table of records has, in the order in which people read them.
pub(super) fn fields_of(sources: &[RecordView]) -> Vec<Field> {
    let there = |field: &Field| {
        sources
            .iter()
            .any(|source| source.values.iter().any(|(said, _)| said == field))
    };
    Field::ALL.into_iter().filter(there).collect()
}
