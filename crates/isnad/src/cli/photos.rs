//! `isnad photo`.

use super::fail::Failure;
use super::words::photo::{
    Parted, PhotoDescribe, PhotoList, PhotoRead, PhotoStats, PhotoWords, RulesWords, ShippedRules,
};
use super::{Session, put, read_bytes, write_new};
use crate::telling::csv::cell;
use crate::telling::photos as telling;
use crate::texts::as_written;
use ::photo::{By, FieldKind, Figure, Measure, SYRIA_UNITS};
use domain::ItemId;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use workbench::photos::{DescriptionRequest, LabelRequest, Photo, Photos};
use workbench::{RevealStep, WorkbenchError};

/// What is counted, in the order of columns, with its name for programs and the key of its heading.
const MEASURES: [(Measure, &str, &str); 5] = [
    (Measure::Files, "files", "photo-files"),
    (Measure::Photos, "photos", "photo-photos"),
    (Measure::Series, "series", "photo-series"),
    (Measure::Bodies, "bodies", "photo-bodies"),
    (
        Measure::SeriesWithoutNumber,
        "series_without_number",
        "photo-series-without-number",
    ),
];

pub(super) fn run(session: &Session, words: PhotoWords) -> Result<ExitCode, Failure> {
    let store = session.open()?;
    let by = session.by(&store)?;
    match words {
        PhotoWords::List(words) => {
            let photos = store.photos(&by, words.accession)?;
            list(session, &photos, &words)?;
        }
        PhotoWords::Stats(words) => {
            let photos = store.photos(&by, words.accession)?;
            stats(session, &photos, &words)?;
        }
        PhotoWords::Gaps(words) => {
            let photos = store.photos(&by, words.accession)?;
            gaps(session, &photos)?;
        }
        PhotoWords::Label(words) => {
            let (id, step) = (&words.item, RevealStep::Label);
            let missing = || {
                let label = format!("{id}#label{}", words.label);
                WorkbenchError::NotAvailable(label)
            };
            let label = words.label.checked_sub(1).ok_or_else(missing)?;
            store.reveal(&by, id, 1, step, words.reason.as_deref())?;
            write_new(&words.output, &store.label_image(&by, id, label)?)?;
        }
        PhotoWords::Read(words) => {
            let item = words.item.clone();
            saved(session, store.read_label(&by, &item, &as_read(words))?)?;
        }
        PhotoWords::Describe(PhotoDescribe { item, words, tag }) => {
            let request = DescriptionRequest { words, tags: tag };
            saved(session, store.describe(&by, &item, &request)?)?;
        }
        PhotoWords::Rules(RulesWords::List) => {
            for row in store.photo_rules(&by)? {
                if session.words.json || session.words.jsonl {
                    put(json!({
                        "name": row.name, "act": row.act, "at": row.at.to_string(),
                        "by": row.by.to_string(), "sha256": row.sha256.to_string(),
                    }))?;
                } else {
                    put(format_args!(
                        "{}\t{}\t{}\t{}",
                        row.name, row.at, row.by, row.sha256
                    ))?;
                }
            }
        }
        PhotoWords::Rules(RulesWords::Add {
            file,
            name,
            shipped,
        }) => {
            let (name, table) = match (shipped, file) {
                (Some(ShippedRules::Syria), _) => {
                    ("syria".to_owned(), SYRIA_UNITS.as_bytes().to_vec())
                }
                (None, file) => {
                    let file = file.unwrap_or_default();
                    let stem = file
                        .file_stem()
                        .map(|stem| stem.to_string_lossy().into_owned());
                    let name = name.or(stem).unwrap_or_default();
                    (name, read_bytes(&file)?)
                }
            };
            saved(session, store.take_photo_rules(&by, &name, &table)?)?;
        }
        PhotoWords::Rules(RulesWords::Drop { name }) => {
            saved(session, store.drop_photo_rules(&by, &name)?)?;
        }
        PhotoWords::Exposure(words) if words.all => {
            for day in store.exposure_of_all(&by, words.days)? {
                if session.words.json || session.words.jsonl {
                    put(json!({ "day": day.day, "pictures": day.pictures }))?;
                    continue;
                }
                let values = match day.pictures {
                    Some(n) => vec![("day", day.day), ("n", n.to_string())],
                    None => vec![("day", day.day)],
                };
                let key = match values.len() {
                    2 => "photo-exposure-day",
                    _ => "photo-exposure-day-few",
                };
                put(session.texts.say(session.lang, key, &values))?;
            }
        }
        PhotoWords::Exposure(_) => {
            let today = store.exposure(&by)?;
            if session.words.json || session.words.jsonl {
                put(json!({
                    "pictures": today.pictures, "in_colour": today.in_colour,
                    "minutes": today.minutes, "since_pause": today.since_pause,
                }))?;
            } else {
                let values = [("n", today.pictures), ("minutes", today.minutes)];
                let values = values.map(|(name, value)| (name, value.to_string()));
                let key = if today.pictures == 0 {
                    "photo-exposure-none"
                } else {
                    "photo-exposure"
                };
                put(session.texts.say(session.lang, key, &values))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What a person typed for the fields of a label.
fn as_read(words: PhotoRead) -> LabelRequest {
    let fields = [
        (FieldKind::Detainee, words.detainee_number),
        (FieldKind::Body, words.body_number),
        (FieldKind::Branch, words.branch),
        (FieldKind::Date, words.date),
        (FieldKind::Name, words.name),
    ];
    let fields: BTreeMap<String, String> = fields
        .into_iter()
        .filter_map(|(kind, text)| Some((kind.name().to_owned(), text?)))
        .collect();
    LabelRequest {
        fields,
        illegible: words.illegible,
        on: None,
        note: words.note,
    }
}

/// Says that an act is in the log.
fn saved(session: &Session, act: u64) -> Result<(), Failure> {
    if session.words.json || session.words.jsonl {
        put(json!({ "act": act }))
    } else {
        let values = [("act", as_written(act))];
        put(session.texts.say(session.lang, "photo-saved", &values))
    }
}

fn list(session: &Session, photos: &Photos, words: &PhotoList) -> Result<(), Failure> {
    let machine = session.words.json || session.words.jsonl;
    for photo in &photos.photos {
        let review = photo.needs_review();
        if words.review && !review {
            continue;
        }
        if machine {
            put(value(photo))?;
            continue;
        }
        let shown = FieldKind::ALL.map(|kind| photo.value(kind).unwrap_or("-"));
        let mark = if review {
            session.texts.say(session.lang, "photo-review", &[])
        } else {
            String::new()
        };
        put(format_args!(
            "{}\t{}\t{}\t{mark}",
            photo.line.item,
            photo.line.path,
            shown.join("\t")
        ))?;
        for reason in reasons(session, photo) {
            put(format_args!("    {reason}"))?;
        }
    }
    Ok(())
}

/// Why a person has to look at a label, in sentences.
fn reasons(session: &Session, photo: &Photo) -> Vec<String> {
    let say = |key: &str, values: &[(&str, String)]| session.texts.say(session.lang, key, values);
    if !photo.found.is_empty() && photo.label.fields.is_empty() {
        return vec![say("photo-mute-label", &[])];
    }
    let verdicts = photo.verdicts.iter().filter(|verdict| verdict.review);
    verdicts
        .map(|verdict| telling::ground(verdict, &say))
        .collect()
}

/// The number of the photograph at a place.
fn item(photos: &Photos, at: usize) -> Option<String> {
    Some(photos.photos.get(at)?.line.item.to_string())
}

fn gaps(session: &Session, photos: &Photos) -> Result<(), Failure> {
    let say = |key: &str, values: &[(&str, String)]| session.texts.say(session.lang, key, values);
    let machine = session.words.json || session.words.jsonl;
    for gap in &photos.archive.gaps {
        let camera = photos.archive.cameras.get(gap.camera);
        let camera = camera.map(|camera| camera.key.name()).unwrap_or_default();
        let name = |at: usize| item(photos, at).unwrap_or_default();
        if machine {
            let (first, last) = gap.names();
            put(json!({
                "camera": camera, "first": first, "last": last, "missing": gap.missing,
                "after": item(photos, gap.after), "before": item(photos, gap.before),
            }))?;
        } else {
            put(telling::gap(gap, &camera, name, &say))?;
        }
    }
    if photos.archive.gaps.is_empty() && !machine {
        put(say("photo-gaps-none", &[]))?;
    }
    Ok(())
}

/// One photograph for programs.
fn value(photo: &Photo) -> Value {
    let mut fields = Map::new();
    for kind in FieldKind::ALL {
        fields.insert(kind.name().to_owned(), json!(photo.value(kind)));
    }
    let readings: Vec<Value> = photo
        .label
        .fields
        .iter()
        .map(|field| {
            let others: Vec<&str> = field.others.iter().map(|o| o.text.as_str()).collect();
            json!({
                "field": field.kind.name(), "reading": field.reading, "value": field.value,
                "confidence": field.confidence, "others": others,
            })
        })
        .collect();
    let reasons: Vec<Value> = photo
        .verdicts
        .iter()
        .map(|verdict| {
            let mut reason = remark(&verdict.remark);
            if let Value::Object(reason) = &mut reason {
                reason.insert("field".to_owned(), json!(verdict.kind.name()));
                reason.insert("review".to_owned(), json!(verdict.review));
            }
            reason
        })
        .collect();
    let findings: Vec<Value> = photo.findings.iter().map(remark).collect();
    let shot = &photo.shot;
    json!({
        "item": photo.line.item.to_string(), "accession": photo.line.accession.to_string(),
        "path": photo.line.path.to_string(),
        "fields": fields, "read_by_person": photo.said.as_ref().map(|said| said.by.to_string()),
        "readings": readings, "reasons": reasons, "review": photo.needs_review(),
        "label_box": photo.found.first().map(|label| label.bounds),
        "labels": photo.found.len(),
        "camera": {"make": shot.make, "model": shot.model, "serial": shot.serial},
        "series": photo.series.as_ref().map(ItemId::to_string),
        "copy_of": photo.copy_of.as_ref().map(ItemId::to_string),
        "findings": findings,
        "description": photo.description.as_ref().map(|said| json!({
            "words": said.words, "tags": said.tags, "by": said.by.to_string(),
        })),
    })
}

fn remark(remark: &::photo::Remark) -> Value {
    let arguments: Map<String, Value> = remark
        .arguments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    json!({"key": remark.key, "arguments": arguments})
}

fn stats(session: &Session, photos: &Photos, words: &PhotoStats) -> Result<(), Failure> {
    let by = match words.by {
        Parted::Branch => By::Branch,
        Parted::Month => By::Month,
        Parted::BranchMonth => By::BranchAndMonth,
        Parted::Photographer => By::Photographer,
        Parted::Camera => By::Camera,
    };
    let asked: Vec<&Figure> = photos
        .figures
        .iter()
        .filter(|figure| figure.by == by || figure.by == By::All)
        .collect();
    if session.words.json || session.words.jsonl {
        for figure in asked {
            put(of_figure(photos, figure, words.by))?;
        }
        return Ok(());
    }
    let say = |key: &str| session.texts.say(session.lang, key, &[]);
    let mut rows: BTreeMap<(bool, Option<&str>), BTreeMap<Measure, usize>> = BTreeMap::new();
    for figure in &asked {
        // What could not be attributed stands behind the rest, and everything at the end.
        let whole = figure.by == By::All;
        let row = rows.entry((whole, figure.of.as_deref())).or_default();
        row.insert(figure.measure, figure.number());
    }
    let mut ordered: Vec<_> = rows.into_iter().collect();
    ordered.sort_by_key(|((whole, of), _)| (*whole, of.is_none(), *of));
    let separator = if words.csv { "," } else { "\t" };
    let names = MEASURES.map(
        |(_, name, key)| {
            if words.csv { name.to_owned() } else { say(key) }
        },
    );
    let first = if words.csv {
        "of".to_owned()
    } else {
        say("photo-of")
    };
    put([&[first][..], &names[..]].concat().join(separator))?;
    for ((whole, of), numbers) in ordered {
        let name = match (whole, of) {
            (true, _) => say("photo-all"),
            (false, None) => say("photo-unattributed"),
            (false, Some(of)) => of.to_owned(),
        };
        let name = if words.csv { cell(&name) } else { name };
        let numbers = MEASURES.map(|(measure, ..)| {
            let number = numbers.get(&measure).copied().unwrap_or(0);
            number.to_string()
        });
        put([&[name][..], &numbers[..]].concat().join(separator))?;
    }
    if !words.csv {
        let methods: BTreeSet<&str> = asked.iter().map(|figure| figure.method).collect();
        put("")?;
        for method in methods {
            put(say(method))?;
        }
    }
    Ok(())
}

/// One figure for programs, with the items behind it.
fn of_figure(photos: &Photos, figure: &Figure, parted: Parted) -> Value {
    let measure = MEASURES
        .iter()
        .find(|(measure, ..)| *measure == figure.measure)
        .map(|(_, name, _)| *name);
    let by = match (figure.by, parted) {
        (By::All, _) => "all",
        (_, Parted::Branch) => "branch",
        (_, Parted::Month) => "month",
        (_, Parted::BranchMonth) => "branch_month",
        (_, Parted::Photographer) => "photographer",
        (_, Parted::Camera) => "camera",
    };
    let items: Vec<Vec<String>> = figure
        .list
        .iter()
        .map(|shots| {
            shots
                .iter()
                .filter_map(|at| photos.photos.get(*at))
                .map(|photo| photo.line.item.to_string())
                .collect()
        })
        .collect();
    json!({
        "measure": measure, "by": by, "of": figure.of, "number": figure.number(),
        "method": figure.method, "items": items,
    })
}
