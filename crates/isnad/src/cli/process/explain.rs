//! `isnad process explain`.

use super::super::fail::Failure;
use super::super::{Session, put};
use super::report::step_in_words;
use domain::{ItemId, ReadingQuality, UserName};
use serde_json::{Value, json};
use std::process::ExitCode;
use workbench::{Explanation, Store};

pub(super) fn run(
    session: &Session,
    store: &Store,
    by: &UserName,
    item: &ItemId,
) -> Result<ExitCode, Failure> {
    let explanation = store.explain(by, item)?;
    if session.words.json {
        put(as_json(session, &explanation))?;
    } else {
        text(session, &explanation)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(session: &Session, of: &Explanation) -> Value {
    json!({
        "item": of.line.item.to_string(), "path": of.line.path.to_string(),
        "sha256": of.line.sha256.map(|digest| digest.to_string()), "size_bytes": of.line.size_bytes,
        "media_type": of.line.media_type, "state": of.line.state.map(|state| state.name()),
        "reason": of.line.reason, "version": of.version, "reader": of.reader, "reader_now": of.reader_now,
        "tools": of.tools.iter().map(|(name, version, options)| json!({
            "name": name, "version": version, "options": options,
        })).collect::<Vec<_>>(),
        "absent": of.absent,
        "limits": of.limits.iter().map(|(name, value, unusual)| json!({
            "name": name, "value": value, "unusual": unusual,
        })).collect::<Vec<_>>(),
        "warnings": of.warnings,
        "pages": of.pages.iter().map(|page| json!({
            "n": page.n, "source": page.source, "percent": page.percent, "signs": page.signs,
            "quality": page.quality, "reading_quality": page.grade.map(ReadingQuality::name),
            "choice": page.choice, "other_kept": page.other_kept,
        })).collect::<Vec<_>>(),
        "declared_members": of.declared_members,
        "members": of.members.iter().map(|line| json!({
            "item": line.item.to_string(), "path": line.path.to_string(),
            "state": line.state.map(|state| state.name()), "reason": line.reason,
        })).collect::<Vec<_>>(),
        "step": of.step.as_ref().map(|(step, _)| step.name()),
        "next_step": of.step.as_ref().map(|(step, value)| step_in_words(session, *step, value.as_deref())),
        "reading_sha256": of.derivative.map(|digest| digest.to_string()),
        "history": of.history.iter().map(|step| json!({
            "act": step.act, "at": step.at.to_string(), "by": step.by.to_string(),
            "state": step.ended.as_ref().map(|(state, _)| state.name()),
            "reason": step.ended.as_ref().and_then(|(_, reason)| reason.clone()),
            "words": step.words, "reading_sha256": step.derivative.map(|digest| digest.to_string()),
        })).collect::<Vec<_>>(),
    })
}

fn text(session: &Session, of: &Explanation) -> Result<(), Failure> {
    let line = &of.line;
    put(format_args!("{} {}", line.item, line.path))?;
    if let Some(digest) = &line.sha256 {
        put(format_args!(
            "  bytes     {} sha256 {digest}",
            line.size_bytes.unwrap_or_default()
        ))?;
    }
    put(format_args!(
        "  type      {}",
        line.media_type.as_deref().unwrap_or("-")
    ))?;
    let state = line.state.map_or("waiting", domain::ItemState::name);
    match &line.reason {
        Some(reason) => put(format_args!("  ended as  {state}: {reason}"))?,
        None => put(format_args!("  ended as  {state}"))?,
    }
    if let Some((step, value)) = &of.step {
        let words = step_in_words(session, *step, value.as_deref());
        put(format_args!("  next      {words}"))?;
    }
    match (&of.reader, &of.reader_now) {
        (Some(was), Some(now)) => put(format_args!("  reader    {was}; today it is {now}"))?,
        (Some(reader), None) => put(format_args!("  reader    {reader}"))?,
        (None, _) => put("  reader    it left no note")?,
    }
    put(format_args!(
        "  version   {}",
        of.version.as_deref().unwrap_or("-")
    ))?;
    for (name, version, options) in &of.tools {
        put(format_args!("  program   {name} {version} {options}"))?;
    }
    for name in &of.absent {
        put(format_args!("  missed    {name}, which was not installed"))?;
    }
    let limits: Vec<String> = of
        .limits
        .iter()
        .map(|(name, value, unusual)| {
            format!("{name}={value}{}", if *unusual { " (set)" } else { "" })
        })
        .collect();
    put(format_args!("  limits    {}", limits.join(" ")))?;
    for warning in &of.warnings {
        put(format_args!("  warning   {warning}"))?;
    }
    for page in &of.pages {
        let percent = page
            .percent
            .map_or(String::new(), |p| format!(", confidence {p} %"));
        let quality = page.quality.map_or(String::new(), |quality| {
            format!(", reads {quality:.2} of 1")
        });
        let grade = page
            .grade
            .map_or(String::new(), |grade| format!(", {grade}"));
        let other = if page.other_kept {
            ", another reading kept beside"
        } else {
            ""
        };
        put(format_args!(
            "  page {:<4} {}, {} signs{percent}{quality}{grade}{other}",
            page.n, page.source, page.signs
        ))?;
        if let Some(choice) = &page.choice {
            put(format_args!("            {choice}"))?;
        }
    }
    if of.declared_members.is_some() || !of.members.is_empty() {
        let declared = of
            .declared_members
            .map_or("not stated".to_owned(), |n| n.to_string());
        put(format_args!(
            "  members   {declared} declared, {} found",
            of.members.len()
        ))?;
    }
    for member in &of.members {
        put(format_args!(
            "    {} {} {}",
            member.item,
            member.state.map_or("waiting", domain::ItemState::name),
            member.path
        ))?;
    }
    for step in &of.history {
        let words = match &step.ended {
            Some((state, _)) => format!("read by {}: {state}", step.words),
            None => format!("ordered to be read again: {}", step.words),
        };
        put(format_args!(
            "  act {:<6} {} {} {words}",
            step.act, step.at, step.by
        ))?;
    }
    Ok(())
}
