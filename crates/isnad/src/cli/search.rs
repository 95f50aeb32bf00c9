//! `isnad search`.

use super::fail::Failure;
use super::words::{Search, SortWord};
use super::{Session, put, read_text};
use catalogue::index::{Hit, Sort};
use catalogue::query::english;
use domain::{Report, UserName};
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::process::ExitCode;
use workbench::answer::SearchAnswer;
use workbench::{SearchOptions, Store};

/// How many hits one question to the index brings where all are wanted.
const AT_ONCE: usize = 1_000;

const LANGUAGE: &str = "\
A query is made of:
  word               with its written forms (letters that are written in several ways, attached particles)
  \"two words\"        in this order, side by side        =\"...\"   exactly as written
  \"two words\"~5      within five words of each other
  pre*               every word that begins so          word~1    one letter apart (~2 two)
  a b                both        a OR b   either        -a        without a        ( )  together
  path:word  kind:pdf  state:read  quality:poor  language:ar  accession:A-0001  item:ISN-000418
  date:2013   date:2013-06   date:2013-01..2014-06      date as it stands in the page
Latin letters find Arabic names, and Arabic letters Latin ones. `isnad search` says how it read the query.";

pub(super) fn run(session: &Session, words: Search) -> Result<ExitCode, Failure> {
    if words.help_query {
        put(LANGUAGE)?;
        return Ok(ExitCode::SUCCESS);
    }
    let options = SearchOptions {
        letter_variants: !words.no_variants,
        word_forms: !words.no_forms,
        ocr_tolerant: words.ocr_tolerant,
        offset: words.offset,
        limit: words.limit,
        facets: words.facets,
        fold_copies: words.fold_copies,
        sort: match words.sort {
            SortWord::Relevance => Sort::Relevance,
            SortWord::Date => Sort::Date,
            SortWord::Path => Sort::Path,
            SortWord::Item => Sort::Item,
        },
    };
    if let Some(file) = &words.batch {
        let lines = read_text(file)?;
        let store = session.open()?;
        let by = session.by(&store)?;
        return batch(session, &store, &by, &lines, &options);
    }
    let query = words.query.join(" ");
    if query.trim().is_empty() {
        return Err(Failure::input("no-query"));
    }
    let store = session.open()?;
    let by = session.by(&store)?;
    let found = one(session, &store, &by, &query, options)?;
    Ok(if found == 0 && words.fail_empty {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

fn one(
    session: &Session,
    store: &Store,
    by: &UserName,
    query: &str,
    mut options: SearchOptions,
) -> Result<u64, Failure> {
    let all = options.limit == 0;
    if all {
        options.limit = AT_ONCE;
        // Pages of an answer must not overlap while it is walked.
        options.sort = Sort::Item;
    }
    let mut answer = store.search(by, query, &options)?;
    let documents = answer.hits.documents;
    if session.words.json {
        let hits: Vec<Value> = answer
            .hits
            .hits
            .iter()
            .map(|found| hit(found, &answer))
            .collect();
        put(json!({
            "query": answer.query, "read_as": english(&answer.read_as),
            "documents": documents, "pages": answer.hits.pages, "waiting": answer.waiting, "hits": hits,
            "facets": answer.hits.facets, "folded": answer.folded,
        }))?;
        return Ok(documents);
    }
    session.say(&format!("Read as: {}", english(&answer.read_as)));
    session.say(&format!(
        "{documents} documents, {} pages",
        answer.hits.pages
    ));
    if let Some(folded) = answer.folded {
        session.say(&format!("with copies folded: {folded}"));
    }
    if answer.waiting > 0 {
        session.say(&format!(
            "{} items are not read yet; `isnad process run` reads them.",
            answer.waiting
        ));
    }
    loop {
        for found in &answer.hits.hits {
            if session.words.jsonl {
                put(hit(found, &answer))?
            } else {
                show(found, copies_of(found, &answer))?
            }
        }
        options.offset += answer.hits.hits.len();
        if !all || answer.hits.hits.is_empty() || options.offset as u64 >= answer.hits.pages {
            break;
        }
        answer = store.search(by, query, &options)?;
    }
    for (name, counts) in &answer.hits.facets {
        let counts: Vec<String> = counts
            .iter()
            .take(12)
            .map(|(value, n)| format!("{value} {n}"))
            .collect();
        session.say(&format!("{name}: {}", counts.join(", ")));
    }
    Ok(documents)
}

/// How many copies of the hit's item there are that the person may see.
fn copies_of(hit: &Hit, answer: &SearchAnswer) -> u64 {
    answer.copies.get(&hit.item).copied().unwrap_or_default()
}

fn hit(hit: &Hit, answer: &SearchAnswer) -> Value {
    let snippet: Vec<Value> = hit
        .snippet
        .iter()
        .map(|part| json!({ "text": part.text, "marked": part.marked }))
        .collect();
    json!({
        "item": hit.item.to_string(), "accession": hit.accession.to_string(), "page": hit.page, "score": hit.score,
        "title": hit.title, "path": hit.path, "kind": hit.kind, "state": hit.state.name(),
        "quality": hit.quality.map(|quality| quality.name()), "dates": hit.dates,
        "language": hit.language, "snippet": snippet, "copies": copies_of(hit, answer),
    })
}

fn show(hit: &Hit, copies: u64) -> Result<(), Failure> {
    let (on, off) = if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        ("\x1b[1;4m", "\x1b[0m")
    } else {
        ("[", "]")
    };
    let snippet: String = hit
        .snippet
        .iter()
        .map(|part| {
            if part.marked {
                format!("{on}{}{off}", part.text)
            } else {
                part.text.clone()
            }
        })
        .collect();
    let more = match copies {
        0 => String::new(),
        1 => "  (+1 copy)".to_owned(),
        n => format!("  (+{n} copies)"),
    };
    put(format_args!(
        "{}#p{}  {}{more}",
        hit.item, hit.page, hit.path
    ))?;
    put(format_args!(
        "    {}",
        snippet.split_whitespace().collect::<Vec<_>>().join(" ")
    ))
}

fn batch(
    session: &Session,
    store: &Store,
    by: &UserName,
    lines: &str,
    options: &SearchOptions,
) -> Result<ExitCode, Failure> {
    let verdicts = store.batch_search(by, lines, options)?;
    let mut bad = 0;
    for verdict in &verdicts {
        let machine = session.words.json || session.words.jsonl;
        match &verdict.outcome {
            Ok((documents, pages)) if machine => {
                put(
                    json!({ "line": verdict.line, "query": verdict.query, "documents": documents, "pages": pages }),
                )?;
            }
            Ok((documents, pages)) => put(format_args!(
                "{}\t{documents}\t{pages}\t{}",
                verdict.line, verdict.query
            ))?,
            Err(error) => {
                bad += 1;
                let (sentence, _) = session.texts.fault(session.lang, &error.fault());
                if machine {
                    put(
                        json!({ "line": verdict.line, "query": verdict.query, "error": sentence }),
                    )?;
                } else {
                    put(format_args!(
                        "{}\t-\t-\t{}\t{sentence}",
                        verdict.line, verdict.query
                    ))?;
                }
            }
        }
    }
    session.say(&format!(
        "{} queries, {bad} of them not understood",
        verdicts.len()
    ));
    Ok(if bad == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(7)
    })
}
