//! `isnad doc copies`.

use super::fail::Failure;
use super::words::copies::Copies;
use super::{Session, put};
use crate::telling::copies::reason_key;
use copies::{Piece, Side};
use domain::UserName;
use serde_json::{Value, json};
use workbench::Store;
use workbench::answer::ItemLine;
use workbench::copies::{Comparison, CopyKind};

/// The text between two marked pieces is shown up to so many letters on each side.
const AROUND: usize = 40;

pub(super) fn run(
    session: &Session,
    store: &Store,
    by: &UserName,
    words: Copies,
) -> Result<(), Failure> {
    if store.copies_are_due()? {
        session.say("Items were read since copies were last looked for; `isnad process copies` looks again.");
    }
    let machine = session.words.json || session.words.jsonl;
    match (words.item, words.other) {
        (Some(item), Some(other)) => {
            let compared = store.compare_texts(by, &item, &other)?;
            if machine {
                put(whole(session, &compared))?;
            } else {
                put(format_args!(
                    "{} {}\n{} {}\n{}",
                    compared.a.item,
                    compared.a.path,
                    compared.b.item,
                    compared.b.path,
                    compared.kind.map_or_else(
                        || session.texts.say(session.lang, "copies-none-of-these", &[]),
                        |kind| reason(session, kind)
                    )
                ))?;
                if words.diff {
                    show(&compared.pieces)?;
                }
            }
        }
        (Some(item), None) => {
            let asked = store.document(by, &item)?.line;
            for copy in store.copies_of(by, &item)? {
                tell(session, machine, (&asked, &copy.line), copy.kind)?;
            }
        }
        (None, _) => {
            for link in store.copies(by, words.accession)? {
                tell(session, machine, (&link.a, &link.b), link.kind)?;
            }
        }
    }
    Ok(())
}

fn tell(
    session: &Session,
    machine: bool,
    (a, b): (&ItemLine, &ItemLine),
    kind: CopyKind,
) -> Result<(), Failure> {
    if machine {
        return put(ends(session, a, b, Some(kind)));
    }
    put(format_args!(
        "{}\t{}\t{}\t{}\t{}\t{}",
        kind_name(kind),
        a.item,
        b.item,
        a.path,
        b.path,
        reason(session, kind)
    ))
}

/// The kind in the word of the contract.
pub(super) const fn kind_name(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::Exact => "exact",
        CopyKind::Near { .. } | CopyKind::Through => "near",
    }
}

/// Adds to an item what makes it a copy.
pub(super) fn with_kind(mut value: Value, kind: CopyKind) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.insert("copy".to_owned(), json!(kind_name(kind)));
        fields.insert("likeness".to_owned(), json!(likeness(kind)));
        fields.insert("ground".to_owned(), json!(ground(kind)));
    }
    value
}

fn ends(session: &Session, a: &ItemLine, b: &ItemLine, kind: Option<CopyKind>) -> Value {
    json!({
        "kind": kind.map(kind_name), "a": a.path.to_string(), "b": b.path.to_string(),
        "a_item": a.item.to_string(), "b_item": b.item.to_string(),
        "a_accession": a.accession.to_string(), "b_accession": b.accession.to_string(),
        "likeness": kind.and_then(likeness), "ground": kind.map(ground),
        "reason": kind.map(|kind| reason(session, kind)),
    })
}

fn whole(session: &Session, compared: &Comparison) -> Value {
    let mut value = ends(session, &compared.a, &compared.b, compared.kind);
    let side = |side| match side {
        Side::Both => "both",
        Side::First => "a",
        Side::Second => "b",
    };
    let pieces: Vec<Value> = compared
        .pieces
        .iter()
        .map(|piece| json!({ "side": side(piece.side), "text": piece.text }))
        .collect();
    if let Value::Object(fields) = &mut value {
        fields.insert("diff".to_owned(), json!(pieces));
    }
    value
}

/// 0 to 1, for who sorts; absent where the two were not found alike by themselves.
fn likeness(kind: CopyKind) -> Option<f64> {
    match kind {
        CopyKind::Exact => Some(1.0),
        CopyKind::Near { likeness, .. } => Some(f64::from(likeness) / 1000.0),
        CopyKind::Through => None,
    }
}

/// The word for why.
const fn ground(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::Exact => "bytes",
        CopyKind::Near { ground, .. } => ground.name(),
        CopyKind::Through => "through_others",
    }
}

fn reason(session: &Session, kind: CopyKind) -> String {
    session.texts.say(session.lang, reason_key(kind), &[])
}

/// The difference in lines: `-` stands only in the first, `+` only in the second.
fn show(pieces: &[Piece]) -> Result<(), Failure> {
    for (at, piece) in pieces.iter().enumerate() {
        let words = piece.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match piece.side {
            Side::First => put(format_args!("- {words}"))?,
            Side::Second => put(format_args!("+ {words}"))?,
            Side::Both => {
                let letters = words.chars().count();
                let is_first = at == 0;
                let is_last = at + 1 == pieces.len();
                let head: String = words.chars().take(AROUND).collect();
                let tail: String = words.chars().skip(letters.saturating_sub(AROUND)).collect();
                if letters <= 2 * AROUND {
                    put(format_args!("  {words}"))?;
                } else if is_first {
                    put(format_args!("  … {tail}"))?;
                } else if is_last {
                    put(format_args!("  {head} …"))?;
                } else {
                    put(format_args!("  {head} … {tail}"))?;
                }
            }
        }
    }
    Ok(())
}
